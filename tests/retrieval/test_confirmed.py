"""Confirmed questions in look-up: at once, gated, and with what was learned from them; topics of a talk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.documents.registry import Registry
from assistant.retrieval import build, confirmed, rank_training
from assistant.retrieval.build import build_index
from assistant.retrieval.confirmed import LEARNED, learn_from_confirmed
from assistant.retrieval.ranking import Evidence, score_by_questions
from assistant.retrieval.search import Searcher
from assistant.retrieval.topic import Topic
from tests.retrieval.corpora import corpus_of

THINGS = {
    "养老": ["养老床位", "护理员培训", "老年食堂", "适老化改造", "日间照料中心"],
    "渔业": ["渔船更新", "水产养殖", "冷链仓库", "渔港码头", "鱼苗繁育"],
    "旅游": ["民宿开办", "景区停车场", "导游培训", "乡村旅游", "旅行社"],
    "外贸": ["出口信用保险", "海外仓库", "跨境电商", "国际展会", "外贸企业"],
}
ARTICLE = "支持{thing}。对从事{thing}的单位给予奖励，由市{topic}局组织认定。"
#: What callers call some of it, without a character of the clause.
LAY = ("侬阿爸阿妈没人睏", ("document-0", "1"))


@dataclass
class Kept:
    """Confirmed questions of a test; each change is another stamp."""

    questions: list[One] = field(default_factory=list)
    stamp: int = 0

    def confirm(self, question: str, *answers: tuple[str, str]) -> None:
        self.questions.append(One(question, answers))
        self.stamp += 1

    def all(self) -> Sequence[One]:
        return self.questions


@dataclass(frozen=True)
class One:
    question: str
    answers: tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return corpus_of(tmp_path_factory.mktemp("corpus"), THINGS, ARTICLE)


@pytest.fixture(scope="module")
def data_dir(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "LEAST_PASSAGES", 10)
        build_index(registry, folder, lambda *_: None)
        yield folder


def found(searcher: Searcher, query: str, topic: Topic | None = None) -> list[tuple[str, str]]:
    return [(hit.document_id, hit.clause_id) for hit in searcher.search(query, 5, topic=topic).hits]


def test_a_confirmed_question_is_found_at_once(registry: Registry, data_dir: Path) -> None:
    kept = Kept()
    searcher = Searcher.open(registry, data_dir, confirmed=kept)
    assert LAY[1] not in found(searcher, LAY[0])
    kept.confirm(*LAY)
    assert found(searcher, f"{LAY[0]}？")[0] == LAY[1]


def test_a_removed_question_is_heard_no_longer(registry: Registry, data_dir: Path) -> None:
    kept = Kept()
    kept.confirm(*LAY)
    searcher = Searcher.open(registry, data_dir, confirmed=kept)
    assert found(searcher, LAY[0])[:1] == [LAY[1]]
    kept.questions.clear()
    kept.stamp += 1
    assert LAY[1] not in found(searcher, LAY[0])


def test_other_questions_are_left_alone(registry: Registry, data_dir: Path) -> None:
    kept = Kept()
    kept.confirm("渔船更新的事问谁", ("document-3", "5"))
    plain, hearing = Searcher.open(registry, data_dir), Searcher.open(registry, data_dir, confirmed=kept)
    for query in ("民宿开办", "跨境电商有奖励吗", "今天天气", "护理员培训"):
        assert found(hearing, query) == found(plain, query)


def test_what_is_alike_ranks_but_does_not_make_an_answer(registry: Registry, data_dir: Path) -> None:
    """A clause that words do not find is not shown for a question that is merely like a confirmed one."""
    kept = Kept()
    kept.confirm("侬阿爸阿妈没人睏哪能办", LAY[1])
    searcher = Searcher.open(registry, data_dir, confirmed=kept)
    assert found(searcher, "侬阿爸阿妈没人陪") == []


def test_an_answer_that_is_no_longer_there_does_no_harm(registry: Registry, data_dir: Path) -> None:
    kept = Kept()
    kept.confirm("民宿开办", ("document-9", "1"), ("document-2", "77"))
    assert found(Searcher.open(registry, data_dir, confirmed=kept), "民宿开办")[0] == ("document-2", "1")


def test_the_topic_lifts_its_document_and_clause(registry: Registry, data_dir: Path) -> None:
    searcher = Searcher.open(registry, data_dir)
    query = "组织认定"
    assert {document for document, _ in found(searcher, query)} != {"document-2"}
    assert found(searcher, query, Topic("document-1"))[0][0] == "document-1"
    by_topic = searcher.explain(query, 5, topic=Topic("document-2", "3")).candidates
    gains = {one.passage.address: one.evidence.topic for one in by_topic if one.evidence}
    assert {document for document, _ in list(gains)[:3]} == {"document-2"}
    assert max(gains, key=lambda address: gains[address]) == ("document-2", "3")
    assert gains["document-2", "2"] > gains["document-2", "5"]


def test_a_topic_gives_way_to_what_is_asked_for(registry: Registry, data_dir: Path) -> None:
    searcher = Searcher.open(registry, data_dir)
    assert found(searcher, "跨境电商", Topic("document-2", "3"))[0] == ("document-3", "3")


def test_an_unknown_topic_changes_nothing(registry: Registry, data_dir: Path) -> None:
    searcher = Searcher.open(registry, data_dir)
    assert found(searcher, "组织认定", Topic("document-9", "1")) == found(searcher, "组织认定")


@pytest.fixture(scope="module")
def learned(registry: Registry, data_dir: Path) -> Iterator[Kept]:
    """Many confirmed questions, half of them in words that stand in no clause, and what they taught."""
    kept = Kept()
    for number, things in enumerate(THINGS.values()):
        for clause_id, thing in enumerate(things, 1):
            for words in (f"{thing}补不补", f"对{thing}有啥说法", f"想问{thing}"):
                kept.confirm(words, (f"document-{number}", str(clause_id)))
    for number, clause_id in ((d, c) for d in range(len(THINGS)) for c in range(1, 6)):
        said = [chr(0x8000 + 100 * number + 10 * clause_id + n) for n in range(4)]
        for left_out in said:
            words = "".join(character for character in said if character != left_out)
            kept.confirm(f"{words}补不补", (f"document-{number}", str(clause_id)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confirmed, "LEAST_QUESTIONS", 50)
        patch.setattr(rank_training, "LEAST_QUESTIONS", 50)
        patch.setattr(rank_training, "LEAST_APART", 10)
        folder = Searcher.open(registry, data_dir).folder
        assert learn_from_confirmed(kept.all(), folder, data_dir, lambda *_: None) == "learned"
        yield kept


def test_what_was_learned_is_heard(registry: Registry, data_dir: Path, learned: Kept) -> None:
    searcher = Searcher.open(registry, data_dir, confirmed=learned)
    found_by = searcher.explain("养老床位补不补").candidates
    assert found_by
    assert all(one.evidence and one.evidence.learned is not None for one in found_by)
    assert found(searcher, "养老床位补不补")[0] == ("document-0", "1")


def test_learned_from_the_same_it_is_not_learned_again(
    registry: Registry, data_dir: Path, learned: Kept
) -> None:
    weights = data_dir / LEARNED / "weights.json"
    before = weights.stat().st_mtime_ns
    folder = Searcher.open(registry, data_dir).folder
    assert learn_from_confirmed(learned.all(), folder, data_dir, lambda *_: None) == "unchanged"
    assert weights.stat().st_mtime_ns == before


def test_weights_of_another_form_are_learned_anew(
    registry: Registry, data_dir: Path, learned: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(data_dir / LEARNED, tmp_path / LEARNED)
    folder = Searcher.open(registry, data_dir).folder
    monkeypatch.setattr(confirmed, "FORM", 0)
    assert learn_from_confirmed(learned.all(), folder, tmp_path, lambda *_: None) == "learned"
    assert learn_from_confirmed(learned.all(), folder, tmp_path, lambda *_: None) == "unchanged"


def test_too_few_questions_teach_nothing(registry: Registry, data_dir: Path, tmp_path: Path) -> None:
    folder = Searcher.open(registry, data_dir).folder
    learning = learn_from_confirmed([One(LAY[0], (LAY[1],))], folder, tmp_path, lambda *_: None)
    assert learning == "too_little"
    assert not (tmp_path / LEARNED).exists()


def test_what_is_learned_meanwhile_is_heard_and_holds(
    registry: Registry, data_dir: Path, learned: Kept, tmp_path: Path
) -> None:
    shutil.copytree(data_dir / "index", tmp_path / "index")
    searcher = Searcher.open(registry, tmp_path, confirmed=learned)

    def heard() -> set[bool]:
        candidates = searcher.explain("养老床位补不补").candidates
        return {one.evidence.learned is not None for one in candidates if one.evidence}

    assert heard() == {False}
    shutil.copytree(data_dir / LEARNED, tmp_path / LEARNED)
    assert heard() == {True}
    shutil.rmtree(tmp_path / LEARNED)
    assert heard() == {True}


@pytest.mark.parametrize("harm", ["weights.json", "embedding.txt"])
def test_what_is_damaged_or_for_other_vectors_is_left_aside(
    registry: Registry, data_dir: Path, learned: Kept, harm: str
) -> None:
    file = data_dir / LEARNED / harm
    whole = file.read_text(encoding="utf-8")
    file.write_text("{", encoding="utf-8")
    try:
        searcher = Searcher.open(registry, data_dir, confirmed=learned)
        assert found(searcher, "民宿开办")[0] == ("document-2", "1")
        assert all(
            one.evidence and one.evidence.learned is None for one in searcher.explain("民宿").candidates
        )
    finally:
        file.write_text(whole, encoding="utf-8")


def test_a_confirmed_clause_is_shown_whatever_callers_questions_say() -> None:
    doubted = Evidence(lexical=0.0, coverage=0.0, held=0.0, meant=0.0, none=0.99)
    assert score_by_questions(doubted, 0.0) == 0
    assert score_by_questions(replace(doubted, remembered=0.45), 0.0) == 0
    assert score_by_questions(replace(doubted, remembered=1.5), 0.0) == 1
