"""The command line: a run with its files, exit statuses, reports that stand alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals import __main__ as commands
from evals.comparing import compare
from evals.judged import Judged
from evals.metrics import METRICS
from evals.record import circumstances, read_run, record, write_run
from evals.report import metric_names, to_html, to_markdown
from tests.evals import samples

ONE = '{"id": "a1", "request": {"claims": []}, "expect": {"total": {"low": "0", "high": "%s"}}}\n'
GATE = "gates:\n- {set: mine, metric: passed, at_least: 1.0}\n"


def run(tmp_path: Path, high: str, *more: str) -> tuple[int, str]:
    (tmp_path / "mine.jsonl").write_text(ONE % high, encoding="utf-8")
    (tmp_path / "gates.yaml").write_text(GATE, encoding="utf-8")
    arguments = ["run", str(tmp_path / "mine.jsonl"), "--gates", str(tmp_path / "gates.yaml"), *more]
    result = CliRunner().invoke(commands.app, arguments)
    return result.exit_code, result.output


def test_exit_status_follows_the_gates(tmp_path: Path) -> None:
    assert run(tmp_path, "0")[0] == 0
    status, output = run(tmp_path, "7")
    assert status == 1
    assert "门槛未达到：mine passed ≥ 1" in output


def test_a_wrong_set_is_status_2_and_named(tmp_path: Path) -> None:
    status, output = run(tmp_path, "many")
    assert status == 2
    assert "mine.jsonl:1: expect.total.high" in output


def test_a_run_can_be_read_reported_compared_and_lifted(tmp_path: Path) -> None:
    old, new, page = tmp_path / "old.json", tmp_path / "new.json", tmp_path / "page.html"
    run(tmp_path, "7", "--json", str(old), "--html", str(page), "--markdown", str(tmp_path / "page.md"))
    run(tmp_path, "0", "--json", str(new))
    assert "mine/a1" in page.read_text(encoding="utf-8")
    assert not read_run(old).judged()[0].passed
    invoke = CliRunner().invoke
    compared = invoke(commands.app, ["compare", str(old), str(new), "--html", str(page)])
    assert compared.exit_code == 0 and "修好：mine/a1" in compared.output
    assert "与上一次相比" in page.read_text(encoding="utf-8")
    assert invoke(commands.app, ["report", str(new), "--html", str(page)]).exit_code == 0
    gates = ["gates", str(old), "--file", str(tmp_path / "gates.yaml")]
    assert invoke(commands.app, gates).exit_code == 1
    assert invoke(commands.app, ["report", str(page)]).exit_code == 2


def judged() -> list[Judged]:
    evil = {**samples.refusal(), "answer": "<script>alert(1)</script> 补贴70万元"}
    return [
        samples.judged(samples.dialogue_case(tags=("amount",), holdout=True), samples.answer()),
        samples.judged(samples.refusal_case(tags=("guard",)), evil),
        samples.judged(samples.lookup_case("2", tags=("term",)), samples.search("3", "2")),
    ]


def test_the_page_stands_alone_and_shows_whole_answers() -> None:
    items = judged()
    where = circumstances(datetime.now(UTC), "test", 1, [])
    page = to_html(record(where, items, ()), compare(items, items))
    assert not re.search(r"""(?:src|href)\s*=|url\(|@import|<link|<script""", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 补贴70万元" in page
    assert "没有出处的数字：700000元" in page
    assert "set/l" in page and "set/d" not in page


def test_markdown_has_the_same_failures() -> None:
    text = to_markdown(record(circumstances(datetime.now(UTC), "test", 1, []), judged(), ()))
    assert "**set/r**" in text and "**set/l**" in text and "**set/d**" not in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in tables)


def test_every_metric_has_words() -> None:
    assert set(metric_names()) == set(METRICS)


def test_a_record_reads_back_as_it_was(tmp_path: Path) -> None:
    found = record(circumstances(datetime.now(UTC), "test", 1, []), judged(), ())
    write_run(found, tmp_path / "run.json")
    assert read_run(tmp_path / "run.json") == found


@pytest.mark.parametrize("name", ["run", "compare", "report", "import", "gates", "coverage"])
def test_every_command_has_help(name: str) -> None:
    assert CliRunner().invoke(commands.app, [name, "--help"]).exit_code == 0
