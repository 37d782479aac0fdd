"""Sentences end where a reader stops; units are named in the text's own words."""

from __future__ import annotations

import pytest

from assistant.documents.outline import parse_clauses
from assistant.documents.units import responsible_units


def sentences(text: str) -> list[str]:
    return [text[one.start : one.end] for clause in parse_clauses(text)[0] for one in clause.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。乙！丙？丁；戊", ["甲。", "乙！", "丙？", "丁；", "戊"]),
        ("甲（乙。丙；丁）戊。己。", ["甲（乙。丙；丁）戊。", "己。"]),
        ("对“甲。乙”的，给予奖励。丙。", ["对“甲。乙”的，给予奖励。", "丙。"]),
        ("《甲；乙》丙；丁。", ["《甲；乙》丙；", "丁。"]),
        ("甲（乙。丙。丁。", ["甲（乙。", "丙。", "丁。"]),
        ("甲）乙。丙。", ["甲）乙。", "丙。"]),
        ("（专项)甲。乙。", ["（专项)甲。", "乙。"]),
        ("甲！！！乙。", ["甲！！！", "乙。"]),
        ("标题\n第二行。", ["标题", "第二行。"]),
        ("支持企业申报，按照\n规定给予奖励。乙。", ["支持企业申报，按照\n规定给予奖励。", "乙。"]),
        ("甲3.5万元。乙；", ["甲3.5万元。", "乙；"]),
        ("一、甲。乙。（责任单位：丙；丁）\n", ["一、甲。", "乙。", "（责任单位：丙；丁）"]),
        ("  甲。 \u3000乙。 ", ["甲。", "乙。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。（责任单位：市工信局、市财政局）", ("市工信局", "市财政局")),
        (
            "（责任单位：各有关县（市、区）、盐南高新区，市数据局）",
            ("各有关县（市、区）", "盐南高新区", "市数据局"),
        ),
        ("（牵头单位：市科技局；配合单位：市财政局、市人社局）", ("市科技局", "市财政局", "市人社局")),
        ("【责任部门：市商务局】", ("市商务局",)),
        ("[责任单位:市商务局,市财政局]", ("市商务局", "市财政局")),
        ("责任单位：市商务局、市财政局。其他。", ("市商务局", "市财政局")),
        ("责任单位：市商务局\n下一段、不算", ("市商务局",)),
        ("〔牵头单位：市商务局〕\n〔配合单位：市财政局等〕", ("市商务局", "市财政局")),
        ("（责任单位：市商务局、市财政局等部门按职责分工负责）", ("市商务局", "市财政局")),
        ("甲。（市科技局牵头，市财政局配合）", ("市科技局", "市财政局")),
        ("甲。（市科技局、各县（市、区）人民政府按职责分工负责）", ("市科技局", "各县（市、区）人民政府")),
        ("（责任单位：市工信局）乙。（责任单位：市工信局、市科技局）", ("市工信局", "市科技局")),
        ("给予承办单位一次性补贴（市财政资金包干的不享受）。", ()),
        ("由主管部门负责解释。", ()),
    ],
)
def test_responsible_units(text: str, expected: tuple[str, ...]) -> None:
    assert responsible_units(text) == expected
