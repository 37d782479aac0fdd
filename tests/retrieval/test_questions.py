"""Callers' questions are read by a closed schema; the model learned from them knows unseen wordings."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.model import Document
from assistant.errors import CorpusError
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.question_training import train
from assistant.retrieval.questions import CallerQuestion, load_questions

GOOD = """\
author: someone
groups:
  - clauses: ["10"]
    awards: [national-event]
    ask: amount
    texts:
      - 办个全国的大会给多少
  # nothing of ours
  - clauses: []
    ask: none
    texts: [今天天气怎么样]
"""


def write(folder: Path, text: str) -> Path:
    (folder / "someone.yaml").write_text(text, encoding="utf-8")
    return folder


def test_reads_groups_one_question_a_text(tmp_path: Path, policy: Document) -> None:
    assert load_questions(write(tmp_path, GOOD), policy) == (
        CallerQuestion(
            "办个全国的大会给多少", policy.document_id, "someone", ("10",), ("national-event",), "amount"
        ),
        CallerQuestion("今天天气怎么样", policy.document_id, "someone", (), (), "none"),
    )


def test_a_folder_without_questions_has_none(tmp_path: Path, policy: Document) -> None:
    assert load_questions(tmp_path / "missing", policy) == ()


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("ask: amount", "ask: how-much", 5),
        ('clauses: ["10"]', 'clauses: ["11"]', 3),
        ("clauses: []", 'clauses: ["第十条"]', 9),
        ("author: someone", "author: someone\nvoice: loud", 2),
        ("texts: [今天天气怎么样]", "texts: []", 11),
    ],
)
def test_a_mistake_names_file_and_line(
    before: str, after: str, line: int, tmp_path: Path, policy: Document
) -> None:
    with pytest.raises(CorpusError) as caught:
        load_questions(write(tmp_path, GOOD.replace(before, after)), policy)
    assert f"someone.yaml:{line}:" in str(caught.value)


def ask(text: str, author: str, clauses: tuple[str, ...]) -> CallerQuestion:
    kind = "amount" if clauses else "none"
    return CallerQuestion(text, "yancheng-ai-plus", author, clauses, ("a",) if clauses else (), kind)  # type: ignore[arg-type]


def test_the_model_says_which_clause_and_when_none(policy: Document) -> None:
    stems = {
        "10": ["办展会", "开峰会", "搞论坛", "办博览会", "开大会"],
        "7": ["买保险", "担保费用", "保费", "贷款担保", "投保"],
        "": ["租房子", "今天下雨", "看病报销", "孩子上学", "买菜"],
    }
    questions = [
        ask(f"{stem}{tail}", author, (clause,) if clause else ())
        for author, tail in (("x", "给钱吗"), ("y", "有没有补助"), ("z", "怎么弄"))
        for clause, words in stems.items()
        for stem in words
    ]
    lexicon = Lexicon.build(None, [question.text for question in questions])
    model = train(questions, policy, lexicon)
    assert model.predict("我们想开个峰会").clauses[0][0] == "10"
    assert model.predict("贷款的担保能报吗").clauses[0][0] == "7"
    assert model.predict("明天下雨吗").none > 0.5
    assert model.predict("我们想开个峰会").none < 0.5
    for prediction in (model.predict("开峰会"), model.predict(""), model.predict("🙂")):
        assert sum(p for _, p in prediction.clauses) + prediction.none <= 1 + 1e-9
        assert abs(sum(p for _, p in prediction.asks) - 1) < 1e-9


def test_training_twice_gives_the_same_model(policy: Document) -> None:
    questions = [ask(f"办会{n}次", "x", ("10",)) for n in range(5)] + [
        ask(f"天气{n}", "x", ()) for n in range(5)
    ]
    lexicon = Lexicon.build(None, ())
    first, second = (train(questions, policy, lexicon) for _ in range(2))
    assert first.predict("办会给多少") == second.predict("办会给多少")
    assert {n: h.calibration for n, h in first.heads.items()} == {
        n: h.calibration for n, h in second.heads.items()
    }


def test_one_question_alone_does_not_break_training(policy: Document) -> None:
    model = train([ask("办会", "x", ("10",))], policy, Lexicon.build(None, ()))
    assert model.predict("办会").clauses[0][0] == "10"


def test_the_corpus_s_own_questions_are_well_formed(policy: Document) -> None:
    folder = Path(__file__).resolve().parents[2] / "corpus" / policy.document_id / "questions"
    questions = load_questions(folder, policy)
    assert {clause.clause_id for clause in policy.clauses} <= {c for q in questions for c in q.clauses}
    assert len({question.author for question in questions}) >= 2
