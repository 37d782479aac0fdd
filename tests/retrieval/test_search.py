"""What a hotline worker notices of the look-up."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.documents.model import Document
from assistant.documents.registry import Registry
from assistant.retrieval.search import Searcher


def found(searcher: Searcher, query: str, k: int = 5) -> list[str]:
    return [hit.clause_id for hit in searcher.search(query, k).hits]


def test_an_address_finds_its_clause_and_nothing_else(searcher: Searcher) -> None:
    assert found(searcher, "第八条") == ["8"]
    assert found(searcher, "附则") == ["supplementary"]
    assert found(searcher, "第八条和第十条") == ["8", "10"]


@pytest.mark.parametrize(
    "query", ["第十五条", "第十一条", "第15条怎么说", "第三条（二）", "第十五条的补贴上限是多少"]
)
def test_an_address_the_document_does_not_have_finds_nothing(query: str, searcher: Searcher) -> None:
    assert found(searcher, query) == []


def test_an_address_inside_a_question_comes_first(searcher: Searcher) -> None:
    assert found(searcher, "第九条里有没有讲办展会的补贴")[0] == "9"


def test_a_sentence_by_address_is_highlighted(searcher: Searcher) -> None:
    (hit,) = searcher.search("第8条第二句").hits
    ((start, end),) = hit.highlights
    assert hit.text[start:end].startswith("深人实施“黄海明珠人才计划”")


@pytest.mark.parametrize("query", ["责任单位 市委组织部", "市委组织部负责哪些", "组织部", "市委组织部管什么"])
def test_a_unit_finds_its_clauses(query: str, searcher: Searcher) -> None:
    assert found(searcher, query) == ["8"]


@pytest.mark.parametrize(
    ("query", "first", "all_of_them"),
    [
        ("责任单位 市科技局 市数据局", ["9"], ["9", "3", "4", "5", "6", "7", "8"]),
        ("财政局和金融办", ["7"], ["7", "10"]),
        ("科技局和数据局同管", ["9"], ["9"]),
        ("财政局跟人民银行一起负责的条款", ["7"], ["7"]),
        ("各县市区负责哪条", ["3"], ["3"]),
        ("盐南高新区负责哪条", ["3"], ["3"]),
    ],
)
def test_of_several_units_what_they_share_comes_first(
    query: str, first: list[str], all_of_them: list[str], searcher: Searcher
) -> None:
    clauses = found(searcher, query, 12)
    assert clauses[: len(first)] == first
    assert sorted(clauses) == sorted(all_of_them)


def test_a_unit_the_document_does_not_name_finds_nothing(searcher: Searcher) -> None:
    assert found(searcher, "责任单位 市教育局") == []


@pytest.mark.parametrize(
    ("query", "clause_id", "marked"),
    [
        ("3000元/月", "8", "3000元/月"),
        ("3,000元每月", "8", "3000元/月"),
        ("博士 8万", "8", "8万元/人/年"),
        ("80000元", "8", "8万元/人/年"),
        ("两百万", "4", "200万元"),
        ("三成", "10", "30%"),
        ("300萬", "8", "100－300万元"),
    ],
)
def test_numbers_are_compared_as_numbers(query: str, clause_id: str, marked: str, searcher: Searcher) -> None:
    hit = searcher.search(query).hits[0]
    assert hit.clause_id == clause_id
    assert marked in [hit.text[start:end] for start, end in hit.highlights]


OWN_WORDS = {
    "空间保障": "3",
    "博览会": "10",
    "知识产权": "1",
    "概念验证": "4",
    "算力券": "2",
    "参数量": "5",
    "黃海明珠": "8",
    "ＡＩ智慧能源": "1",
    "垂直应用": "6",
    "梯次培育": "9",
    "科技保险": "7",
}


@pytest.mark.parametrize(("query", "clause_id"), OWN_WORDS.items())
def test_words_of_a_clause_find_it(query: str, clause_id: str, searcher: Searcher) -> None:
    assert found(searcher, query)[0] == clause_id


@pytest.mark.parametrize(
    "query", ["天气", "失业金", "租房补贴", "南京的人工智能政策", "你好", "", "   ", "？", "🙂"]
)
def test_what_no_clause_deals_with_finds_nothing(query: str, searcher: Searcher) -> None:
    assert found(searcher, query) == []


def test_highlights_are_within_the_text_and_apart(searcher: Searcher) -> None:
    for query in ("人工智能 补贴", "算力", "50万元", "支持", "全职引进 博士"):
        for hit in searcher.search(query).hits:
            flat = [place for pair in hit.highlights for place in pair]
            assert flat == sorted(set(flat)), (query, hit.clause_id)
            assert not flat or flat[-1] <= len(hit.text)


def test_scores_are_chances_and_fall(searcher: Searcher) -> None:
    for query in ("人工智能", "支持政策", "办展会给多少钱", "第八条"):
        scores = [hit.score for hit in searcher.search(query, 12).hits]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_k_and_document_bound_the_hits(searcher: Searcher, policy: Document) -> None:
    assert len(found(searcher, "人工智能", 2)) == 2
    assert found(searcher, "人工智能", 0) == []
    assert searcher.search("第八条", document_id="no-such-document").hits == ()
    assert searcher.search("第八条", document_id=policy.document_id).hits


def test_the_same_query_always_gets_the_same_answer(searcher: Searcher) -> None:
    first = searcher.search("人才引进", 12).hits
    assert all(searcher.search("人才引进", 12).hits == first for _ in range(3))


def test_explain_says_what_spoke_for_a_clause(searcher: Searcher) -> None:
    explanation = searcher.explain("科技保险")
    evidence = explanation.candidates[0].evidence
    assert evidence is not None
    assert evidence.coverage == 1.0
    assert evidence.lexical == 1.0
    assert explanation.query.said.keys() == {"科技保险"}


def test_a_search_loads_nothing_slow(searcher: Searcher, registry: Registry) -> None:
    data_dir = searcher.folder.parents[1]
    Searcher.open(registry, data_dir)
    code = (
        "import sys; from pathlib import Path; from assistant.documents.registry import load_registry\n"
        "from assistant.retrieval.search import Searcher\n"
        f"s = Searcher.open(load_registry(Path('corpus')), Path({str(data_dir)!r}))\n"
        "assert s.search('担保费').hits\n"
        "slow = {'torch', 'sklearn', 'scipy', 'chromadb', 'sentence_transformers', 'langchain', 'gradio'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


MISTYPED = {
    "算力劵": "2",
    "huanghai mingzhu": "8",
    "首抬套能补多少": "1",
    "担保废": "7",
    "suanli quan zenme shenqing": "2",
    "ｓｈｏｕ ｔａｉ ｔａｏ": "1",
}


@pytest.mark.parametrize(("query", "clause_id"), MISTYPED.items())
def test_typing_errors_and_pinyin_are_put_right(query: str, clause_id: str, searcher: Searcher) -> None:
    assert found(searcher, query)[0] == clause_id


#: 算力 stands in two clauses.
EVERYDAY = {"POC": "4", "GPU": "2 6", "首台套设备": "1", "发改委": "2", "人行": "7", "POC中心": "4"}


@pytest.mark.parametrize(("query", "clauses"), EVERYDAY.items())
def test_everyday_names_find_the_clause_s_own_words(query: str, clauses: str, searcher: Searcher) -> None:
    hit = searcher.search(query).hits[0]
    assert hit.clause_id in clauses.split()


@pytest.mark.parametrize(
    ("query", "clauses"),
    [
        ("担保费和首台套", {"7", "1"}),
        ("博士补贴跟办展会的补贴", {"8", "10"}),
        ("算力券以及示范园区", {"2", "9"}),
        ("概念验证中心、行业大模型", {"4", "5"}),
    ],
)
def test_of_two_matters_joined_by_and_both_are_found(
    query: str, clauses: set[str], searcher: Searcher
) -> None:
    assert set(found(searcher, query, 2)) == clauses


@pytest.mark.parametrize("query", ["国家级和省级示范园区", "场租和搭建费", "团队与个人"])
def test_an_and_within_one_matter_parts_nothing(query: str, searcher: Searcher) -> None:
    whole = searcher.explain(query, 1)
    assert len(whole.response.hits) == 1
    assert whole.response.hits[0].clause_id == {"国": "9", "场": "10", "团": "8"}[query[0]]
