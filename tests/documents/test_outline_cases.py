# ruff: noqa: E501
"""What a careful reader writes down for short texts, one trap each."""

from __future__ import annotations

import pytest

from assistant.documents.outline import parse_clauses


def ids(text: str) -> list[str]:
    return [clause.clause_id for clause in parse_clauses(text)[0]]


def own(text: str, clause_id: str) -> str:
    clause = next(one for one in parse_clauses(text)[0] if one.clause_id == clause_id)
    return text[clause.start : clause.end]


def reports(text: str) -> list[str]:
    return [text[one.span.start : one.span.end].strip() for one in parse_clauses(text)[1]]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("no number at all", "本通知自发布之日起施行。\n特此通知。\n", ["preamble"]),
        ("only white space", "\n \u3000\n", ["preamble"]),
        ("number on the first line", "一、支持研发。给予奖励。\n二、支持推广。给予补贴。\n", ["1", "2"]),
        (
            "chapters hold articles that run on",
            "条例\n第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 支持\n第三条 丙：\n（一）丁；\n（二）戊。\n",
            ["preamble", "ch1", "1", "2", "ch2", "3", "3.1", "3.2"],
        ),
        (
            "chapters whose articles start again",
            "条例\n第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 支持\n第一条 丙。\n第二条 丁：\n（一）戊。\n",
            ["preamble", "ch1", "1.1", "1.2", "ch2", "2.1", "2.2", "2.2.1"],
        ),
        (
            "sections inside chapters",
            "第一章 总则\n第一条 甲。\n第二章 支持\n第一节 研发\n第二条 乙。\n第二节 推广\n第三条 丙。\n第三章 附则\n"
            "第四条 丁。\n",
            ["ch1", "1", "ch2", "ch2.1", "2", "ch2.2", "3", "ch3", "4"],
        ),
        (
            "chapters without articles are plain numbers",
            "方案\n第一章 目标\n到明年建成园区。\n第二章 任务\n一、招商。引进企业。\n二、育才。培养人才。\n",
            ["preamble", "1", "2", "2.1", "2.2"],
        ),
        (
            "brackets above 一、, because this document opens them first",
            "意见\n（一）支持研发\n一、设立资金。\n二、建设平台。\n（二）支持推广\n一、开放场景。\n",
            ["preamble", "1", "1.1", "1.2", "2", "2.1"],
        ),
        (
            "a level left out in one place",
            "一、总体\n（一）目标\n1.一流。\n2.领先。\n二、布局\n1.一核。\n2.三区。\n",
            ["1", "1.1", "1.1.1", "1.1.2", "2", "2.1", "2.2"],
        ),
        (
            "numbers that run on across headings, with a gap",
            "一、研发\n1.甲。\n2.乙。\n二、推广\n3.丙。\n7.丁。\n",
            ["1", "1.1", "1.2", "2", "2.3", "2.7"],
        ),
        (
            "spaced, full-width and mixed digits",
            "办法\n第 1 条 甲。\n第 2 条 乙。\n第３条 丙。\n第 1 0 条 丁。\n第 1 1 条 戊：\n１．己；\n２、庚。\n",
            ["preamble", "1", "2", "3", "10", "11", "11.1", "11.2"],
        ),
        (
            "quantities and years at the beginning of a line",
            "一、支持研发。\n2019年起施行。\n3.5万元以上的，给予奖励。\n2-3个园区。\n二、支持推广。\n",
            ["1", "2"],
        ),
        (
            "an item that begins with a year or a number",
            "材料：\n1.2019年度审计报告；\n2.100周岁证明；\n3.80周岁证明。\n",
            ["preamble", "1", "2", "3"],
        ),
        (
            "references at the beginning of a paragraph",
            "第一条 甲。\n第二条 乙。\n第一条规定的奖励不重复享受。\n第一条第（一）款除外。\n第三条 丙。\n",
            ["1", "2", "3"],
        ),
        (
            "a wrapped line that begins with a reference",
            "第四条 甲。\n第五条 企业应当按照\n第四条规定提出申请，并符合\n第三条 的要求。\n第六条 乙。\n",
            ["4", "5", "6"],
        ),
        (
            "a wrapped line that begins like the next number",
            "一、支持医疗器械。支持企业注册，包括\n二、三类医疗器械产品。\n二、支持药品。给予奖励。\n",
            ["1", "2"],
        ),
        (
            "a wrapped line that begins like a first number",
            "第一条 支持企业注册\n一、二类医疗器械产品，给予奖励。\n第二条 支持药品。\n",
            ["1", "2"],
        ),
        (
            "a page seam that lost a number and the end of a sentence",
            "一、农业\n1.甲。\n2.支持农业机械，对获得称号的，当年分\n4.扶持实体。乙。\n5.丙。\n二、林业\n6.丁。\n",
            ["1", "1.1", "1.2", "1.4", "1.5", "2", "2.6"],
        ),
        (
            "items without a full stop at their ends",
            "一、材料\n1.身份证复印件，一式两份\n2.户口簿复印件，一式两份\n3.申请表\n二、流程\n",
            ["1", "1.1", "1.2", "1.3", "2"],
        ),
        (
            "an item that begins with a conjunction",
            "职责：\n（一）及时报告；\n（二）与部门会商；\n（三）和谐共处。\n",
            ["preamble", "1", "2", "3"],
        ),
        (
            "an unnumbered 附则 with numbers of its own",
            "一、甲。\n二、乙。\n附 则\n1．丙。\n2．丁。\n",
            ["1", "2", "supplementary", "supplementary.1", "supplementary.2"],
        ),
        (
            "an unnumbered 附则 above articles that run on",
            "第一条 甲。\n第二条 乙。\n附　则\n第三条 丙。\n",
            ["1", "2", "supplementary", "3"],
        ),
        (
            "a table of contents",
            "条例\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n",
            ["preamble", "ch1", "1", "ch2", "2"],
        ),
        (
            "a table of contents without a title",
            "条例\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n",
            ["preamble", "ch1", "1", "ch2", "2"],
        ),
        (
            "an attachment under 附件：",
            "第一条 甲。\n附件：\n流程\n一、申请\n二、受理\n",
            ["1", "annex", "annex.1", "annex.2"],
        ),
        (
            "a list of attachments under 附件：",
            "第一条 甲。\n附件：\n1.清单\n2.流程\n",
            ["1", "supplementary"],
        ),
        (
            "attachments to a text without numbers",
            "公告\n请各单位申报。\n附件1\n清单\n1.甲\n2.乙\n附件2\n流程\n1.丙\n",
            ["preamble", "annex1", "annex1.1", "annex1.2", "annex2", "annex2.1"],
        ),
        (
            "a notice without numbers issues its attachment",
            "通知\n现将办法印发给你们。\n附件\n某市办法\n第一条 甲。\n第二条 乙。\n",
            ["preamble", "1", "2"],
        ),
        (
            "headings without numbers over lists that start again",
            "指南\n支持对象\n1.企业。\n2.高校。\n申报材料\n1.申请表。\n2.身份证。\n",
            ["preamble", "1", "2", "part2", "part2.1", "part2.2"],
        ),
        (
            "markdown headings",
            "# 条例\n## 第一章 总则\n第一条 甲。\n## 第二章 附则\n第二条 乙。\n",
            ["preamble", "ch1", "1", "ch2", "2"],
        ),
        (
            "table rows are no numbers",
            "一、标准\n| 1. | 甲 |\n| 2. | 乙 |\n二、流程\n",
            ["1", "2"],
        ),
        (
            "a notice without numbers, signed, and the text it issues",
            "关于印发办法的通知\n某政〔2024〕1号\n各单位：\n现将《办法》印发给你们，请遵照执行。\n某市人民政府\n"
            "2024年1月2日\n某市办法\n第一条 甲。\n第二条 乙。\n",
            ["preamble", "1", "2"],
        ),
        (
            "a notice with numbers and the text it issues",
            "关于印发办法的通知\n各单位：\n现将《办法》印发给你们。\n一、加强领导。\n二、抓好落实。\n某市人民政府\n"
            "2024年1月2日\n某市办法\n第一条 甲。\n第二条 乙。\n",
            ["preamble", "preamble.1", "preamble.2", "preamble.supplementary", "body", "1", "2"],
        ),
        (
            "attachments with numbers of their own",
            "第一条 甲。\n第二条 乙。\n附件：1.材料清单\n2.流程\n附件1\n材料清单\n一、身份证\n二、申请表\n附件2\n流程\n"
            "一、申请\n",
            ["1", "2", "supplementary", "annex1", "annex1.1", "annex1.2", "annex2", "annex2.1"],
        ),
        (
            "a second text under a title of its own",
            "甲办法\n一、甲。\n二、乙。\n三、丙。\n乙办法\n一、丁。\n二、戊。\n",
            ["preamble", "1", "2", "3", "part2", "part2.1", "part2.2"],
        ),
        (
            "lists that start again under every article",
            "第一条 甲：\n（一）乙；\n（二）丙。\n第二条 丁：\n（一）戊；\n（二）己。\n",
            ["1", "1.1", "1.2", "2", "2.1", "2.2"],
        ),
        (
            "bracket headings above articles whose lists have brackets too",
            "一、支持\n（一）研发\n第一条 甲：\n（一）乙；\n（二）丙。\n（二）推广\n第二条 丁。\n（三）人才\n第三条 戊。\n",
            ["sec1", "sec1.1", "1", "1.1", "1.2", "sec1.2", "2", "sec1.3", "3"],
        ),
        (
            "a list that begins in the middle",
            "第一条 甲：\n（三）乙；\n（四）丙。\n第二条 丁。\n",
            ["1", "1.3", "1.4", "2"],
        ),
        (
            "line ends of other systems, indents and a byte order mark",
            "\ufeff办法\r\n\u3000\u3000第一条　甲。\r\n\u3000\u3000（一）乙。\r\n  第二条　丙。\r\n",
            ["preamble", "1", "1.1", "2"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value else "",
)
def test_outline(name: str, text: str, expected: list[str]) -> None:
    assert ids(text) == expected, name


def test_a_closing_provision_after_flat_articles_is_supplementary() -> None:
    text = (
        "一、甲。给予奖励。\n二、乙。给予补贴。（责任单位：市工信局）\n本意见自印发之日起施行，有效期三年。\n"
    )
    assert ids(text) == ["1", "2", "supplementary"]
    assert own(text, "supplementary").startswith("本意见")


def test_what_follows_the_units_of_the_last_clause_is_supplementary() -> None:
    text = "一、甲\n给予奖励。\n责任单位：市工信局\n二、乙\n给予补贴。\n责任单位：市财政局\n各县可以参照。\n"
    assert own(text, "supplementary") == "各县可以参照。\n"


def test_a_closing_provision_that_is_all_a_clause_says_stays_in_it() -> None:
    text = "一、甲\n给予奖励。\n二、其他\n本办法自印发之日起施行，有效期三年。\n"
    assert ids(text) == ["1", "2"]


def test_the_signature_and_imprint_belong_to_no_article() -> None:
    text = "第一条 甲。\n第二条 乙。\n某市财政局\n2024年1月2日\n公开方式：主动公开\n"
    assert own(text, "supplementary").split("\n")[0] == "某市财政局"


def test_a_paragraph_of_the_last_article_stays_in_it() -> None:
    text = "第一条 甲：\n（一）乙。\n前款所称丙。\n第二条 本办法自印发之日起施行。\n原办法同时废止。\n"
    assert ids(text) == ["1", "1.1", "2"]


def test_a_number_that_occurs_twice_keeps_both_places_and_is_reported() -> None:
    text = "第一条 甲。\n第二条 乙。\n第二条 丙：\n（一）丁。\n第三条 戊。\n"
    assert ids(text) == ["1", "2", "2-2", "2-2.1", "3"]
    assert reports(text) == ["第二条 丙："]


def test_a_number_that_goes_backwards_is_placed_and_reported() -> None:
    text = "第一条 甲。\n第五条 乙。\n第三条 丙。\n"
    assert ids(text) == ["1", "5", "3"]
    assert reports(text) == ["第三条 丙。"]


def test_a_line_that_could_be_a_number_or_a_wrap_is_reported() -> None:
    text = "第一条 支持企业注册\n一、二类医疗器械产品，给予奖励。\n第二条 支持药品。\n"
    assert reports(text) == ["一、二类医疗器械产品，给予奖励。"]


def test_text_after_a_list_is_in_its_parent_whole() -> None:
    text = "第一条 材料：\n（一）甲；\n（二）乙。\n以上材料一式两份。\n第二条 丙。\n"
    clause = next(one for one in parse_clauses(text)[0] if one.clause_id == "1")
    assert text[clause.start : clause.whole_end].endswith("以上材料一式两份。\n")
