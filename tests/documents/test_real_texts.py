# ruff: noqa: E501
"""The policy, and twenty real texts that no one here wrote."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.documents.model import Clause
from assistant.documents.outline import parse_clauses
from tests.documents.invariants import check_invariants

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "corpus" / "yancheng-ai-plus" / "policy.txt"
FOLDER = ROOT.parent / "shared" / "fixtures" / "policies"
TEXTS = sorted(FOLDER.glob("*.txt"))

needs_texts = pytest.mark.skipif(not TEXTS, reason="../shared/fixtures/policies is absent")


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def clauses_of(number: str) -> dict[str, Clause]:
    path = next(path for path in TEXTS if path.name.startswith(number))
    return {clause.clause_id: clause for clause in parse_clauses(read(path))[0]}


def policy_clauses() -> dict[str, Clause]:
    return {clause.clause_id: clause for clause in parse_clauses(read(POLICY))[0]}


def test_the_policy_has_its_ten_articles() -> None:
    clauses = policy_clauses()
    assert list(clauses) == ["preamble", *map(str, range(1, 11)), "supplementary"]
    assert [clause.label for clause in clauses.values()] == [
        "开头", "第一条", "第二条", "第三条", "第四条", "第五条", "第六条", "第七条", "第八条", "第九条", "第十条", "附则",
    ]  # fmt: skip
    assert [clause.heading for clause in clauses.values() if clause.heading] == [
        "加速人工智能产品应用推广",
        "打造人工智能优秀应用场景",
        "支持重大项目集聚",
        "支持技术攻关和成果转化",
        "加快发展特色行业大模型",
        "支持数据要素供给",
        "强化金融资本支撑",
        "支持产业人才引育",
        "打造试点示范园区",
        "搭建产业交流合作平台",
    ]
    assert parse_clauses(read(POLICY))[1] == ()


def test_the_policy_begins_and_ends_where_a_reader_says() -> None:
    text, clauses = read(POLICY), policy_clauses()
    preamble, closing, tenth = clauses["preamble"], clauses["supplementary"], clauses["10"]
    assert text[: preamble.end].startswith("盐城市支持") and "为抢抓" in text[: preamble.end]
    assert text[closing.start :].startswith("本文件自印发之日施行，有效期至2027年12月31日。")
    assert text[tenth.start : tenth.end].rstrip().endswith("（责任单位：市工信局、市财政局）")


def test_the_policy_names_its_units_in_order() -> None:
    clauses = policy_clauses()
    assert clauses["3"].responsible_units == (
        "各有关县（市、区）", "盐城经济技术开发区", "盐南高新区", "市数据局", "市工信局",
    )  # fmt: skip
    assert clauses["10"].responsible_units == ("市工信局", "市财政局")
    assert all(clauses[str(number)].responsible_units for number in range(1, 11))
    assert clauses["supplementary"].responsible_units == ()


def test_the_policy_s_sentences_are_whole() -> None:
    text, clauses = read(POLICY), policy_clauses()
    sentences = [text[one.start : one.end] for one in clauses["10"].sentences]
    assert sentences == [
        "十、搭建产业交流合作平台。",
        "在盐城市区举办的人工智能领域全国性峰会、博览会、展览会、行业发展等活动，按照国家级活动费用总金额的30%，"
        "由市级财政给予承办单位一次性不超过50万元的补贴（市财政资金包干的不享受）。",
        "（责任单位：市工信局、市财政局）",
    ]
    check_invariants(text)


@needs_texts
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name[:2])
def test_the_invariants_hold_for_a_real_text(path: Path) -> None:
    check_invariants(read(path))


@needs_texts
@pytest.mark.parametrize("width", [28, 35, 42])
@pytest.mark.parametrize("path", [POLICY, *TEXTS], ids=lambda path: path.name[:2])
def test_a_real_text_wrapped_hard_has_the_same_outline(path: Path, width: int) -> None:
    text = read(path)
    lines = text.split("\n")
    wrapped = "\n".join(
        line if line.startswith("|") else "\n".join(re.findall(f".{{1,{width}}}", line)) for line in lines
    )
    check_invariants(wrapped)
    assert [(clause.clause_id, clause.responsible_units) for clause in parse_clauses(wrapped)[0]] == [
        (clause.clause_id, clause.responsible_units) for clause in parse_clauses(text)[0]
    ]


@needs_texts
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name[:2])
def test_every_number_at_the_beginning_of_a_line_is_placed(path: Path) -> None:
    """Counted without the parser: each plain chapter, article and 一、 line opens a clause."""
    text = read(path)
    starts = {clause.start for clause in parse_clauses(text)[0]}
    for line in re.finditer(
        r"^(?:第[一二三四五六七八九十百]+[章条] |[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)",
        text,
        re.M,
    ):
        assert line.start() in starts, line[0]


@needs_texts
def test_the_counts_agree_with_the_manifest() -> None:
    """The manifest's ``numbering_style`` counts number markers at the beginning of lines."""
    rows = [json.loads(line) for line in (FOLDER / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        text = read(FOLDER / row["file"])
        first_lines = [text[clause.start :].lstrip().split("\n")[0] for clause in parse_clauses(text)[0]]
        for style in row["numbering_style"]:
            kind, count = style.split("×")
            pattern = {"第X章": r"第\S+章", "第X条": r"第[^条]{1,8}条", "一、": r"[一二三四五六七八九十]+ ?、",
                       "（一）": r"[（(][一二三四五六七八九十]+[)）]"}.get(kind)  # fmt: skip
            if pattern and row["file"][:2] != "06":
                assert sum(re.match(pattern, line) is not None for line in first_lines) == int(count), row[
                    "file"
                ]


#: The clauses at the top of each text, as a reader would list them.
OUTLINES = {
    "02": ["preamble", *(f"sec{n}" for n in range(1, 8)), "supplementary"],
    "04": ["preamble", "1", "2", "3", "4", "5", "6", "supplementary"],
    "06": ["preamble", "sec1", "sec2", "sec3", "sec4", "sec5"],
    "08": ["preamble", "1", "2", "3", "4", "5", "6", "supplementary"],
    "10": ["preamble", *map(str, range(1, 9)), "supplementary"],
    "12": ["preamble", "1", "2", "3"],
    "14": ["preamble", *map(str, range(1, 9))],
    "16": ["preamble", "1", "2", "3", "4", "5"],
    "18": ["preamble", "ch1", "ch2", "ch3", "ch4"],
    "20": [
        "preamble",
        *(f"ch{n}" for n in range(1, 6)),
        "supplementary",
        "annex",
        *(f"table{n}" for n in range(1, 7)),
    ],
    "22": ["preamble", *map(str, range(1, 8))],
    "24": ["preamble", *(f"ch{n}" for n in range(1, 6)), "supplementary"],
    "26": ["preamble", "1", "2", "3", "4"],
    "28": ["preamble", *(f"ch{n}" for n in range(1, 8)), "supplementary"],
    "30": ["preamble", *map(str, range(1, 14)), "supplementary", "annex"],
    "32": ["preamble", *(f"ch{n}" for n in range(1, 7)), "supplementary"],
    "34": ["preamble", "1", "2", "3", "supplementary", "annex1", "annex2"],
    "36": ["preamble", *(f"ch{n}" for n in range(1, 8))],
    "38": ["preamble", *(f"ch{n}" for n in range(1, 7))],
    "40": ["preamble", "1", "2", "5"],
}


@needs_texts
@pytest.mark.parametrize("number", OUTLINES)
def test_the_top_of_a_real_outline(number: str) -> None:
    clauses = clauses_of(number)
    assert [clause.clause_id for clause in clauses.values() if clause.parent_id is None] == OUTLINES[number]


@needs_texts
@pytest.mark.parametrize(
    ("number", "addresses"),
    [
        ("02", {"13": "sec7", "supplementary.6": "supplementary"}),
        ("04", {"4.12": "4", "5.16": "5", "6.17.1": "6.17"}),
        ("06", {"10": "sec2.4", "19": "sec2.6", "26": "sec5", "sec2.6": "sec2"}),
        ("12", {"1.2.3": "1.2", "2.2": "2", "3.2.10": "3.2", "3.6.24": "3.6"}),
        ("16", {"2.3": "2", "5.22": "5"}),
        ("20", {"10.9": "10", "23": "ch5", "annex.3.3.2": "annex.3.3", "annex.supplementary": "annex"}),
        ("26", {"3.1.3": "3.1", "3.2.1.2.3": "3.2.1.2", "3.2.2": "3.2"}),
        ("28", {"24.2.2": "24.2", "24.1.5": "24.1", "52": "ch7"}),
        ("36", {"65.3": "65", "72.7": "72", "73": "ch7"}),
        ("40", {"2.1.4": "2.1", "2.2.12": "2.2", "2.5.27": "2.5", "5.43": "5"}),
    ],
)
def test_deep_addresses_of_a_real_text(number: str, addresses: dict[str, str]) -> None:
    clauses = clauses_of(number)
    assert {address: clauses[address].parent_id for address in addresses} == addresses


@needs_texts
def test_lead_and_helping_units_of_a_real_text() -> None:
    clauses = clauses_of("40")
    assert clauses["2.1.2"].responsible_units == (
        "市发展改革委", "市委组织部", "市人力资源和社会保障局", "各区", "县级市",
    )  # fmt: skip
    assert sum(bool(clause.responsible_units) for clause in clauses.values()) == 7


@needs_texts
def test_nothing_of_the_real_texts_is_left_unplaced() -> None:
    assert [path.name for path in TEXTS if parse_clauses(read(path))[1]] == []
