from __future__ import annotations

from pathlib import Path

import pytest

from evals.cases import load_set
from evals.importing import Imported, TableError, import_table, to_line

ROWS = [
    ["序号", "问题", "答案"],
    ["1", "首台套补多少", "最高50万元"],
    ["2", "", "没有问题的答案"],
    ["", "", ""],
    ["3", "首台套补多少", "重复"],
    ["4", "长" * 4001, ""],
    ["5", " 算力券怎么领 ", ""],
]


def check(found: Imported, out: Path) -> None:
    assert [case.turns[0].user for case in found.cases] == ["首台套补多少", "算力券怎么领"]
    assert found.cases[0].note == "最高50万元"
    assert [reason[:5] for reason in found.rejected] == ["第 3 行", "第 5 行", "第 6 行"]
    out.write_text("".join(to_line(case) + "\n" for case in found.cases), encoding="utf-8")
    assert load_set(out).cases == found.cases
    assert '"expect"' in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_csv(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "questions.csv"
    file.write_bytes("\r\n".join(",".join(row) for row in ROWS).encode(encoding))
    check(import_table(file), tmp_path / "set.jsonl")


def test_xlsx(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append([cell or None for cell in row])
    book.save(tmp_path / "questions.xlsx")
    check(import_table(tmp_path / "questions.xlsx"), tmp_path / "set.jsonl")


@pytest.mark.parametrize("name", ["no-column.csv", "damaged.xlsx", "missing.csv", "letter.doc"])
def test_a_table_that_cannot_be_used(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    if name != "missing.csv":
        file.write_text("标题,内容\n一,二\n", encoding="utf-8")
    with pytest.raises(TableError, match=name):
        import_table(file)
