# ruff: noqa: E501
"""How a clause is called, and the words that name it."""

from __future__ import annotations

import pytest

from assistant.documents.outline import parse_clauses


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("某意见\n一、甲\n（一）乙\n1.丙。\n（1）丁。\n①戊。\n", ["开头", "第一条", "第一条（一）", "第一条（一）第1项",
         "第一条（一）第1项（1）", "第一条（一）第1项（1）①"]),
        ("第一章 甲\n第一条 乙：\n（一）丙。\n第二章 丁\n第二条 戊。\n", ["第一章", "第一条", "第一条（一）", "第二章", "第二条"]),
        ("第一章 甲\n第一条 乙。\n第二章 丁\n第一条 戊。\n", ["第一章", "第一章第一条", "第二章", "第二章第一条"]),
        ("一、甲\n第一条 乙。\n二、丙\n第二条 丁。\n", ["第一部分", "第一条", "第二部分", "第二条"]),
        ("一、甲。\n附则\n1.乙。\n", ["第一条", "附则", "附则第1项"]),
        ("第一条 甲。\n附件1\n清单\n一、乙\n（一）丙\n", ["第一条", "附件1", "附件1第一条", "附件1第一条（一）"]),
        ("甲办法\n一、甲。\n二、乙。\n乙办法\n一、丁。\n", ["开头", "第一条", "第二条", "乙办法", "乙办法第一条"]),
        ("第十条 甲。\n第二十条 乙。\n第一百零三条 丙。\n", ["第十条", "第二十条", "第一百零三条"]),
    ],
)  # fmt: skip
def test_labels_read_naturally(text: str, labels: list[str]) -> None:
    assert [clause.label for clause in parse_clauses(text)[0]] == labels


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("一、加速产品应用推广。支持研发。\n二、打造场景。每年评选。\n", ["加速产品应用推广", "打造场景"]),
        ("一、推动利用外资增长\n第一条 对企业给予10万元奖励。另行奖励。\n", ["推动利用外资增长", ""]),
        ("第一条 为了促进发展，制定本办法。\n第二条 企业应当申请。逾期不办。\n", ["", ""]),
        ("第七章 附 则\n第一条 甲乙。\n", ["附则", ""]),
        ("第一条【立法目的】 为了促进发展。\n第二条（适用范围）\n本市适用。\n", ["立法目的", "适用范围"]),
        ("（一）岗位职责；\n（二）违约责任。\n", ["", ""]),
        ("1.申请对象。\n具有良好信誉的企业。\n2.申请流程。\n经受理后交付。\n", ["申请对象", "申请流程"]),
    ],
)
def test_headings(text: str, headings: list[str]) -> None:
    assert [clause.heading for clause in parse_clauses(text)[0]] == headings
