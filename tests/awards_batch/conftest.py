from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.awards import RuleBook, load_rulebook
from assistant.awards.batch import ScreenReport, screen_file
from assistant.documents.registry import load_document

FOLDER = Path(__file__).resolve().parents[2] / "corpus" / "yancheng-ai-plus"
TODAY = date(2026, 5, 1)

Lines = list[dict[str, str]]


@pytest.fixture(scope="session")
def rulebook() -> RuleBook:
    return load_rulebook(FOLDER, load_document(FOLDER))


def read(path: Path) -> Lines:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def screen(rulebook: RuleBook, tmp_path: Path) -> Callable[..., tuple[ScreenReport, Lines, Lines]]:
    """``screen(header, *rows)``: report, result and side file of a register."""

    def run(
        header: Sequence[str], *rows: Iterable[str], encoding: str = "utf-8"
    ) -> tuple[ScreenReport, Lines, Lines]:
        source = tmp_path / "登记表.csv"
        with source.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows([header, *rows])
        return screen_path(source)

    def screen_path(source: Path) -> tuple[ScreenReport, Lines, Lines]:
        out, bad = tmp_path / "结果.csv", tmp_path / "问题.csv"
        report = screen_file(rulebook, source, out, bad, TODAY)
        return report, read(out), read(bad)

    run.path = screen_path  # type: ignore[attr-defined]
    return run
