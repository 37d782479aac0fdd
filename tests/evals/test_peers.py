from __future__ import annotations

import pytest

from evals.asking import ask_all
from evals.cases import CaseSet
from evals.judged import judge_all
from evals.metrics import metrics
from evals.peers.measuring import OURS, Row, table
from evals.peers.systems import PEERS, Build, RankingTarget
from tests.evals import samples

DOCUMENT = samples.registry().get(samples.DOCUMENT)


def test_a_ranker_is_judged_like_the_assistant() -> None:
    assert DOCUMENT
    target = RankingTarget("fixed", DOCUMENT, lambda _, k: ["2", "1"][:k])
    sets = (CaseSet(name="set", cases=(samples.lookup_case("1"),)),)
    measured = metrics(judge_all(sets, ask_all(sets, target), samples.registry()))
    assert (measured["hit_at_1"].value, measured["mrr"].value) == (0, 0.5)


@pytest.mark.parametrize("build", PEERS.values(), ids=PEERS)
def test_a_peer_finds_a_clause_by_its_own_words(build: Build) -> None:
    pytest.importorskip("bm25s")
    pytest.importorskip("langchain_community")
    assert DOCUMENT
    sentence = "在盐城市区举办的人工智能领域全国性峰会、博览会"
    assert "10" in build(DOCUMENT, None)(sentence, 12)


def test_the_table_has_a_cell_for_every_column() -> None:
    whole = [samples.judged(samples.lookup_case("2"), samples.search("2"))]
    whole.append(samples.judged(samples.lookup_case(), samples.search()))
    rows = [Row(OURS, metrics(whole), 1, 2), Row("bm25s", {}, 0, 0, "没有安装：bm25s")]
    lines = table(rows).splitlines()
    assert len({line.count("|") for line in lines}) == 1
    assert "100.0%" in lines[2] and "没有安装" in lines[3]
