"""A mistake in a corpus file is named with its line, its field and its mend."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from assistant.errors import CorpusError
from assistant.yaml_files import load_model


class Step(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: Literal["cap", "rate"]
    value: Decimal


class Sample(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    count: int = 0
    active: bool = False
    since: date | None = None
    raw: Any = None
    steps: tuple[Step, ...] = ()

    @field_validator("name")
    @classmethod
    def _not_blank(cls, value: str, _: ValidationInfo) -> str:
        if not value.strip():
            raise ValueError("名称是空的；请写上名称")
        return value


def load(folder: Path, text: str) -> Sample:
    path = folder / "sample.yaml"
    path.write_text(text, encoding="utf-8")
    return load_model(path, Sample)


def test_reads_values_exactly(tmp_path: Path) -> None:
    sample = load(
        tmp_path,
        "name: 试点\ncount: 12\nactive: true\nsince: 2027-12-31\nsteps:\n  - {kind: rate, value: 0.1}\n",
    )
    assert sample.steps[0].value == Decimal("0.1")
    assert sample.since == date(2027, 12, 31)
    assert (sample.count, sample.active) == (12, True)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0.1", "0.1"), ("1e3", "1e3"), ("1_000", "1_000"), ("010", "010"), ("1:30", "1:30"),
        ("yes", "yes"), ("no", "no"), ("2027-12-31", "2027-12-31"), ("0x1F", "0x1F"),
        ("-3", -3), ("0", 0), ("true", True), ("null", None), ("~", None), ("", None), ("'5'", "5"),
    ],
)  # fmt: skip
def test_no_scalar_changes_its_value(tmp_path: Path, written: str, read: object) -> None:
    raw = load(tmp_path, f"name: a\nraw: {written}\n").raw
    assert raw == read
    assert type(raw) is type(read)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: a\nnmae: b\n", "sample.yaml:2: nmae: 没有这样的项"),
        ("count: 3\n", "sample.yaml:1: name: 缺少这一项"),
        ("name: 5\n", "sample.yaml:1: name: 应为文字；请加上引号"),
        ("name: a\n\ncount: 3.5\n", "sample.yaml:3: count: 应为整数"),
        ("name: a\nactive: 也许\n", "sample.yaml:2: active: 应为 true 或 false"),
        ("name: a\nsince: 2027-02-30\n", "sample.yaml:2: since: 应为日期"),
        ("name: a\nsteps: 5\n", "sample.yaml:2: steps: 应为列表"),
        (
            "name: a\nsteps:\n  - kind: cap\n    value: 1\n  - kind: cup\n    value: 2\n",
            "sample.yaml:5: steps[2].kind: 不能是“cup”；请改成 cap、rate",
        ),
        ("name: a\nsteps:\n  - kind: cap\n", "sample.yaml:3: steps[1].value: 缺少这一项"),
        ("name: ' '\n", "sample.yaml:1: name: 名称是空的；请写上名称"),
        ("name: a\ncount: 1\nname: b\n", "sample.yaml:3: “name”写了两次"),
        ("name: a\nsteps:\n  - kind: cap\n    kind: rate\n", "sample.yaml:4: “kind”写了两次"),
        ("name: a\nsteps: [\n", "sample.yaml:3: YAML 写法有误"),
        ("name: a\n b: c\n", "sample.yaml:2: YAML 写法有误"),
        ("", "sample.yaml:1: 应为“名称: 值”的形式"),
        ("- a\n", "sample.yaml:1: 应为“名称: 值”的形式"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(CorpusError) as caught:
        load(tmp_path, text)
    assert expected in str(caught.value)
    assert "；" in str(caught.value)


def test_every_mistake_of_a_file_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        load(tmp_path, "name: 5\ncount: x\n")
    assert [line.split(":")[1] for line in str(caught.value).splitlines()] == ["1", "2"]


def test_missing_and_not_utf8_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none\.yaml: 找不到"):
        load_model(tmp_path / "none.yaml", Sample)
    path = tmp_path / "gbk.yaml"
    path.write_bytes(b"count: 1\nname: " + "试点".encode("gbk"))
    with pytest.raises(CorpusError, match=r"gbk\.yaml:2: 不是 UTF-8"):
        load_model(path, Sample)
