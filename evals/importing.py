"""A table of questions and answers, as offices keep it, becomes cases to be completed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from assistant.contract import MAX_MESSAGE_CHARACTERS
from evals.cases import DialogueCase, Turn

_QUESTION = ("问题", "提问", "咨询内容", "标准问题", "question", "问")
_ANSWER = ("答案", "回答", "答复", "标准答案", "answer", "答")


class TableError(Exception):
    """The table cannot be used at all. The message says what is missing."""


@dataclass(frozen=True)
class Imported:
    """Cases without expectations, the office's answer in ``note``; rejected rows, each with its reason."""

    cases: tuple[DialogueCase, ...]
    rejected: tuple[str, ...]


def import_table(path: Path, prefix: str | None = None) -> Imported:
    """The rows of a ``.csv`` (UTF-8 or GB18030) or ``.xlsx`` (first sheet), its first row naming the columns.

    Raises ``TableError`` where there is no column of questions.
    """
    rows = list(_rows(path))
    head = [name.strip().lower() for name in rows[0][1]] if rows else []
    question = _column(head, _QUESTION)
    if question is None:
        raise TableError(f"{path}: 第一行里没有“问题”这一列；可用的列名：{'、'.join(_QUESTION)}")
    answer = _column(head, _ANSWER)
    cases: list[DialogueCase] = []
    rejected: list[str] = []
    seen: dict[str, int] = {}
    for number, row in rows[1:]:
        if not any(cell.strip() for cell in row):
            continue
        asked = row[question].strip() if question < len(row) else ""
        if reason := _refuse(asked, seen):
            rejected.append(f"第 {number} 行：{reason}")
            continue
        seen[asked] = number
        note = row[answer].strip() if answer is not None and answer < len(row) else ""
        name = f"{prefix or path.stem}-{number}"
        cases.append(DialogueCase(id=name, tags=("imported",), note=note, turns=(Turn(user=asked),)))
    return Imported(tuple(cases), tuple(rejected))


def to_line(case: DialogueCase) -> str:
    """One line of a set, with every key that is to be filled in left visible."""
    return case.model_dump_json(include={"id", "tags", "note", "turns"}, exclude_defaults=False)


def _refuse(asked: str, seen: dict[str, int]) -> str:
    if not asked:
        return "没有问题"
    if len(asked) > MAX_MESSAGE_CHARACTERS:
        return f"问题超过 {MAX_MESSAGE_CHARACTERS} 字"
    if asked in seen:
        return f"与第 {seen[asked]} 行的问题相同"
    return ""


def _column(head: list[str], names: tuple[str, ...]) -> int | None:
    return next((head.index(name) for name in names if name in head), None)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows with the numbers that a spreadsheet shows."""
    if path.suffix.lower() == ".xlsx":
        yield from _sheet(path)
        return
    if path.suffix.lower() != ".csv":
        raise TableError(f"{path}: 只能导入 .csv 或 .xlsx")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TableError(f"{path}: {error}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    yield from enumerate(csv.reader(StringIO(text)), start=1)


def _sheet(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise TableError("导入 .xlsx 需要 openpyxl：pip install openpyxl，或另存为 .csv") from None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds for a damaged file
        raise TableError(f"{path}: 打不开这个表格：{error}") from None
    for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
        yield number, ["" if cell is None else str(cell) for cell in row]
    book.close()
