# ruff: noqa: E501
"""Documents written from known outlines, with the traps of real ones, give the outlines back."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.documents.outline import parse_clauses
from tests.documents.invariants import check_invariants

CHINESE = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return CHINESE[ones]
    return ("" if tens == 1 else CHINESE[tens]) + "十" + (CHINESE[ones] if ones else "")


#: Ways of writing each style; a document keeps to one of them.
STYLES = {
    "一、": ["{c}、", "{c} 、", "{c}．"],
    "（一）": ["（{c}）", "({c})", "（{c}）、"],
    "1.": ["{n}.", "{n}．", "{n}、", "{n}. "],
    "（1）": ["（{n}）", "({n})"],
    "①": ["{o}"],
}
ARTICLE = ["第{c}条 ", "第{c}条　", "第{n}条 ", "第 {s} 条 "]
CHAPTER = ["第{c}章 ", "第{c}章　"]

SENTENCES = [
    "支持企业联合高校开展攻关，给予最高50万元奖励。",
    "对2019年以来认定的企业，按照第七条第（一）款执行。",
    "投资3.5万元以上的，按第五条规定给予补助（每年2-3家。以评审为准）。",
    "本办法所称“重点项目。”是指列入清单的项目。",
    "经省级及以上认定的，一次性给予单个项目不超过200万元支持；逾期不办。",
    "参照国家规定执行！",
]
#: Lines that go on with a sentence and begin like a number.
WRAPS = [
    "支持企业申报，按照\n第五条规定的标准给予奖励。",
    "支持企业申报，符合第\n一、二款条件的，给予奖励。",
    "对投资额达到\n3.5万元的企业，给予奖励。",
    "企业应当提供前款和\n第三条第（二）项所列的材料，逾期不办。",
    "本市自\n2019年1月起开展评选，每年一次。",
]
HEADINGS = ["支持技术攻关", "打造应用场景", "强化金融支撑", "加快人才引育", "搭建交流平台"]


@dataclass
class Written:
    lines: list[str]
    ids: list[str]


def marker(template: str, number: int) -> str:
    spaced = " ".join(str(number))
    return template.format(c=chinese(number), n=number, s=spaced, o=chr(ord("①") + number - 1))


@st.composite
def bodies(draw: st.DrawFn) -> str:
    sentences = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3))
    if draw(st.integers(0, 4)) == 0:
        sentences.append(draw(st.sampled_from(WRAPS)))
    return "".join(sentences)


@st.composite
def documents(draw: st.DrawFn) -> Written:
    """Paragraphs, some of them broken in a sentence, and the addresses of their clauses, in order."""
    out = Written([], [])
    if draw(st.booleans()):
        out.lines += ["某市支持产业发展若干政策", "为促进发展，制定本政策。"]
        out.ids.append("preamble")
    statute = draw(st.booleans())
    if statute:
        _write_statute(draw, out)
    else:
        names = draw(st.permutations(list(STYLES)))[: draw(st.integers(1, 4))]
        templates = [draw(st.sampled_from(STYLES[name])) for name in names]
        runs_on = [False] + [draw(st.booleans()) and name != "①" for name in names[1:]]
        _write_level(draw, out, templates, runs_on, [0] * len(names), 0, "")
    if draw(st.booleans()):
        out.lines += ["附 则", "1.本政策由市财政局负责解释。", "2.本政策自印发之日起施行。"]
        out.ids += ["supplementary", "supplementary.1", "supplementary.2"]
    return out


def _write_level(
    draw: st.DrawFn,
    out: Written,
    templates: list[str],
    runs_on: list[bool],
    last: list[int],
    level: int,
    above: str,
) -> None:
    number = last[level] if runs_on[level] else 0
    for _ in range(draw(st.integers(2, 4))):
        number += draw(st.sampled_from([1, 1, 1, 2])) if number else 1
        last[level] = number
        if number > 20:
            return
        address = f"{above}.{number}" if above else str(number)
        out.ids.append(address)
        deeper = level + 1 < len(templates) and draw(st.booleans())
        _write_clause(draw, out, marker(templates[level], number), deeper)
        if deeper:
            _write_level(draw, out, templates, runs_on, last, level + 1, address)


def _write_clause(draw: st.DrawFn, out: Written, mark: str, deeper: bool) -> None:
    heading = draw(st.sampled_from(HEADINGS))
    shape = draw(st.sampled_from(["inline", "bare", "body"]))
    if shape == "bare":
        out.lines.append(mark + heading)
        if not deeper:
            out.lines.append(draw(bodies()))
    elif shape == "inline":
        out.lines.append(f"{mark}{heading}。{draw(bodies())}")
    else:
        out.lines.append(mark + draw(bodies()))
    if deeper and draw(st.booleans()):
        out.lines.append("具体如下：")


def _write_statute(draw: st.DrawFn, out: Written) -> None:
    article, chapter = draw(st.sampled_from(ARTICLE)), draw(st.sampled_from(CHAPTER))
    chapters = draw(st.integers(0, 3))
    restarts = chapters > 1 and draw(st.booleans())
    items = draw(st.sampled_from(STYLES["（一）"]))
    number = 0
    for index in range(max(chapters, 1)):
        if chapters:
            out.lines.append(marker(chapter, index + 1) + draw(st.sampled_from(HEADINGS)))
            out.ids.append(f"ch{index + 1}")
        if restarts:
            number = 0
        for _ in range(draw(st.integers(2, 4))):
            number += 1
            address = f"{index + 1}.{number}" if restarts else str(number)
            out.ids.append(address)
            listed = draw(st.booleans())
            _write_clause(draw, out, marker(article, number), listed)
            for item in range(1, draw(st.integers(2, 4)) if listed else 1):
                out.ids.append(f"{address}.{item}")
                out.lines.append(marker(items, item) + draw(st.sampled_from(SENTENCES)))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(documents(), st.sampled_from(["\n", "\r\n", "\n\n"]), st.sampled_from(["", "　　"]))
def test_a_known_outline_is_recovered(written: Written, separator: str, indent: str) -> None:
    text = separator.join(indent + line for line in written.lines) + "\n"
    assert [clause.clause_id for clause in parse_clauses(text)[0]] == written.ids
    check_invariants(text)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(documents(), st.integers(24, 40))
def test_a_text_wrapped_hard_has_the_same_outline(written: Written, width: int) -> None:
    paragraphs = [line.replace("\n", "") for line in written.lines]
    text = "\n".join(_wrapped(paragraph, width) for paragraph in paragraphs)
    check_invariants(text)
    assume(sum(len(paragraph) > width for paragraph in paragraphs) >= 5)
    assert [clause.clause_id for clause in parse_clauses(text)[0]] == written.ids


def _wrapped(paragraph: str, width: int) -> str:
    return "\n".join(paragraph[start : start + width] for start in range(0, len(paragraph), width))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(
            ["第一章 总则", "第一条 甲。", "第二条", "一、乙", "（一）丙；", "1.丁", "①戊", "附件", "附件1", "附 则", "目录",
             "2024年1月2日", "某市财政局", "现印发给你们。", "| 1. | 己 |", "", "　　庚，", "第五条规定", "“辛。壬”", "（癸。",
             "责任单位：市工信局", "（责任单位：市财政局）", "附件：1.清单", "2.清单"]
        ),
        max_size=14,
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
)  # fmt: skip
def test_any_heap_of_lines_is_partitioned(lines: list[str], end: str) -> None:
    check_invariants(end.join(lines))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet="第一二三条章（）1.、。；“” \n\r\u3000附则件甲", max_size=80))
def test_any_text_is_partitioned(text: str) -> None:
    check_invariants(text)
