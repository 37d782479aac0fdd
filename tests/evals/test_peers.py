"""Peers: the same texts for all, judged like the assistant, told in a table and a plot that stand alone."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from evals.asking import look_up_all
from evals.cases import CaseSet, SetError
from evals.judged import judge_all
from evals.metrics import metrics
from evals.peers import __main__ as commands
from evals.peers.measuring import OURS, RankingTarget, Row, on_statutes
from evals.peers.report import Section, load_published, to_html, to_markdown
from evals.peers.sources import Place, Source, of_document, of_texts, passages
from evals.peers.systems import PEERS, Build
from evals.retrieval_benchmarks import Text
from tests.evals import samples

DOCUMENT = samples.registry().get(samples.DOCUMENT)
QUALITY = {"recall_10": 0.5, "recall_100": 0.75, "mrr_10": 0.25}


def test_a_ranker_is_judged_like_the_assistant() -> None:
    target = RankingTarget("fixed", samples.DOCUMENT, lambda _, k: ["2", "1"][:k])
    sets = (CaseSet(name="set", cases=(samples.lookup_case("1"),)),)
    measured = metrics(judge_all(sets, look_up_all(sets, target), samples.registry()))
    assert (measured["hit_at_1"].value, measured["mrr"].value) == (0, 0.5)


def test_all_index_the_same_text() -> None:
    assert DOCUMENT
    (source,) = of_document(DOCUMENT)
    assert source.text == DOCUMENT.text
    found = {passage.id: passage.text for passage in passages([source])}
    assert "首台（套）装备" in found["1"] and "首台（套）装备" not in found["2"]
    assert passages(of_texts([Text("a", "题", "文"), Text("b", "", "字")]))[0].text == "题\n文"


def test_which_places_a_chunk_takes_in() -> None:
    source = Source("0123456789", (Place("a", 0, 4), Place("b", 4, 10)))
    assert [source.within(*chunk) for chunk in ((0, 10), (1, 3), (3, 6), (5, 9))] == [
        ["a", "b"],
        ["a"],
        ["b"],
        ["b"],
    ]


@pytest.mark.parametrize("build", PEERS.values(), ids=PEERS)
def test_a_peer_finds_a_clause_by_its_own_words(build: Build) -> None:
    pytest.importorskip("bm25s")
    pytest.importorskip("langchain_community")
    assert DOCUMENT
    sentence = "在盐城市区举办的人工智能领域全国性峰会、博览会"
    assert "10" in build(of_document(DOCUMENT), None)(sentence, 12)


def statutes(folder: Path) -> Path:
    lines = {
        "corpus.jsonl": [
            '{"id": "S0", "title": "劳动法", "text": "工资按月支付"}',
            '{"id": "S1", "text": "婚姻自由"}',
        ],
        "queries.jsonl": [
            '{"id": "0", "text": "老板不按月发工资"}',
            '{"id": "1", "text": "结婚要不要父母同意"}',
        ],
        "qrels.tsv": ["0\tS0\t1", "1\tS1\t1"],
    }
    for name, found in lines.items():
        (folder / name).write_text("\n".join(found) + "\n", encoding="utf-8")
    return folder


def test_ours_on_a_public_set(tmp_path: Path) -> None:
    row = on_statutes(OURS, statutes(tmp_path), None)
    # The second shares one character with its text, 婚.
    assert row.quality == {"recall_10": 1, "recall_100": 1, "mrr_10": 1}
    assert row.index_s > 0 and row.p50_ms > 0 and row.memory_mb > 10 and not row.failure


def sections() -> list[Section]:
    rows = (Row(OURS, QUALITY, 1, 2, 3, 4), Row("bm25s", {}, failure="没有安装：<bm25s>"))
    return [Section("stard", "法条 & 题", "recall_10", rows, load_published())]


def test_the_table_has_a_cell_for_every_column_and_the_published_rows() -> None:
    text = to_markdown(sections(), plots=True)
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in lines}) == 1
    assert "50.0% | 75.0% | 25.0%" in lines[2] and "没有安装" in lines[3]
    assert "60.6% | 90.7% | 47.2%" in text and "并不相同" in text and "(stard.svg)" in text


def test_plot_and_page_stand_alone() -> None:
    root = ElementTree.fromstring(sections()[0].svg)
    texts = [element.text for element in root.iter() if element.text]
    assert {"法条 & 题", OURS, "50.0%", "1.0", "2.00", "4"} <= set(texts) and "bm25s" not in texts
    page = to_html(sections())
    assert not re.search(r"""(?:src|href)\s*=|url\(|@import|<link|<script""", page)
    assert "没有安装：&lt;bm25s&gt;" in page and "<svg" in page


def test_the_command_names_what_it_leaves_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "PEERS", {})
    row = Row(OURS, {"ndcg": 1.0})
    monkeypatch.setattr(commands, "_rows", lambda *_: (row,))
    app = commands.typer.Typer()
    app.command()(commands.main)
    gone = str(tmp_path / "gone")
    result = CliRunner().invoke(app, ["--statutes", gone, "--out", str(tmp_path / "out")])
    assert result.exit_code == 0 and "没有 gone，略过" in result.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "lookup.svg",
        "peers.html",
        "peers.md",
    ]


def test_who_only_looks_up_is_asked_nothing_else() -> None:
    target = RankingTarget("fixed", samples.DOCUMENT, lambda _, k: ["2", "1"][:k])
    sets = (CaseSet(name="set", cases=(samples.dialogue_case(),)),)
    with pytest.raises(SetError, match="只能查条款"):
        look_up_all(sets, target)
