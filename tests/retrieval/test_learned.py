"""Learning from confirmed questions: lay words come to mean clauses that share none of them."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.embedding import StaticEmbedder
from assistant.retrieval.embedding_training import save_static, tokenizer_of
from assistant.retrieval.learned import LearnedRanking
from assistant.retrieval.learned_ranking import FEATURES, OF_QUERY, Heard, Judged, Known, Passages, judged
from assistant.retrieval.rank_network import fit_network
from assistant.retrieval.rank_training import Confirmed, apart, document_folds, enough, learn
from assistant.retrieval.rank_weights import Example, RankWeights, fit_weights
from assistant.retrieval.tokens import Dictionary

DOCUMENTS, CLAUSES = 12, 5
#: No character of the one stands in the other.
OFFICIAL, LAY = (chr(0x4E00 + 20 * n) for n in range(200)), (chr(0x7000 + 20 * n) for n in range(300))
WORDS = [next(OFFICIAL) + next(OFFICIAL) for _ in range(DOCUMENTS * CLAUSES)]
LAY_WORDS = [(next(LAY), next(LAY), next(LAY), next(LAY)) for _ in range(DOCUMENTS * CLAUSES)]
ROWS = range(DOCUMENTS * CLAUSES)


def lay(row: int, chance: random.Random) -> str:
    """A question in lay words about a clause; no two are alike."""
    return "".join(chance.sample(LAY_WORDS[row], 3)) + chr(0x9000 + chance.randrange(200))


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> StaticEmbedder:
    """Token vectors at random, as of a corpus that says nothing of lay words."""
    folder = tmp_path_factory.mktemp("model")
    alphabet = {character for word in WORDS for character in word}
    alphabet |= {character for words in LAY_WORDS for character in words}
    tokenizer = tokenizer_of(Dictionary({}, 1000), sorted(alphabet))
    shape = (tokenizer.get_vocab_size(), 32)
    table = np.random.default_rng(0).normal(scale=0.1, size=shape).astype(np.float32)
    save_static(tokenizer, table, folder / "model")
    return StaticEmbedder(folder / "model")


@pytest.fixture(scope="module")
def passages(embedder: StaticEmbedder) -> Passages:
    return Passages(embedder.encode(WORDS), np.array([row // CLAUSES for row in ROWS], dtype=np.int64))


@pytest.fixture(scope="module")
def questions() -> list[Confirmed]:
    chance = random.Random(1)
    return [Confirmed(lay(row, chance), (row,), {}) for row in ROWS for _ in range(4)]


@pytest.fixture(scope="module")
def folder(
    questions: Sequence[Confirmed],
    passages: Passages,
    embedder: StaticEmbedder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    folder = tmp_path_factory.mktemp("learned")
    learn(questions, passages, embedder, folder, lambda *_: None)
    return folder


def first_right(ranking: LearnedRanking, chance: random.Random, lexical: Mapping[int, float]) -> float:
    return sum(int(ranking.ranked(lay(row, chance), lexical)[0][0]) == row for row in ROWS) / len(ROWS)


def test_lay_words_find_clauses_that_share_none_of_them(
    folder: Path, passages: Passages, embedder: StaticEmbedder, questions: Sequence[Confirmed]
) -> None:
    chance = random.Random(2)
    near = embedder.encode([lay(row, chance) for row in ROWS]) @ passages.vectors.T
    untaught = float(np.mean(near.argmax(axis=1) == np.arange(len(ROWS))))
    ranking = LearnedRanking(folder, passages, embedder, questions)
    assert untaught < 0.2
    assert first_right(ranking, random.Random(2), {}) > 0.8


def test_it_is_learned_in_the_words_and_not_only_remembered(folder: Path, passages: Passages) -> None:
    """The tuned embedding alone, where no question is remembered, still knows the words."""
    tuned = StaticEmbedder(folder / "model")
    chance = random.Random(3)
    near = tuned.encode([lay(row, chance) for row in ROWS]) @ passages.vectors.T
    assert float(np.mean(near.argmax(axis=1) == np.arange(len(ROWS)))) > 0.6


def test_the_tuned_model_is_one_of_sentence_transformers(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = [WORDS[0], "".join(LAY_WORDS[3])]
    theirs = SentenceTransformer(str(folder / "model"), device="cpu", local_files_only=True).encode(texts)
    assert np.allclose(theirs, StaticEmbedder(folder / "model").encode(texts), atol=1e-6)


def test_the_same_questions_teach_the_same(
    folder: Path,
    questions: Sequence[Confirmed],
    passages: Passages,
    embedder: StaticEmbedder,
    tmp_path: Path,
) -> None:
    learn(questions, passages, embedder, tmp_path, lambda *_: None)
    assert (tmp_path / "weights.json").read_bytes() == (folder / "weights.json").read_bytes()
    assert np.array_equal(StaticEmbedder(tmp_path / "model").table, StaticEmbedder(folder / "model").table)


def test_progress_ends_where_it_said(
    questions: Sequence[Confirmed], passages: Passages, embedder: StaticEmbedder, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    learn(questions, passages, embedder, tmp_path, lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_few_questions_are_not_learned_from(questions: Sequence[Confirmed], passages: Passages) -> None:
    assert enough(questions, passages)
    assert not enough(questions[:100], passages)


def test_questions_about_one_document_are_not_learned_from(passages: Passages) -> None:
    chance = random.Random(4)
    questions = [Confirmed(lay(n % CLAUSES, chance), (n % CLAUSES,), {}) for n in range(240)]
    assert not enough(questions, passages)


def test_a_damaged_folder_is_told(
    folder: Path, passages: Passages, embedder: StaticEmbedder, tmp_path: Path
) -> None:
    (tmp_path / "model").symlink_to(folder / "model")
    (tmp_path / "weights.json").write_text('{"asked": {}}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"weights\.json"):
        LearnedRanking(tmp_path, passages, embedder, [])


def test_folds_keep_documents_together_and_apart() -> None:
    chance = random.Random(5)
    about = [frozenset(chance.sample(range(40), chance.choice([1, 1, 1, 2]))) for _ in range(120)]
    about += [frozenset([0])] * 50
    folds = document_folds(about, 4)
    assert sorted(number for fold in folds for number in fold) == list(range(170))
    for fold in folds:
        held = {document for number in fold for document in about[number]}
        assert not any(about[number] & held for number in apart(about, fold))
    (common,) = [fold for fold in folds if 169 in fold]
    assert {number for number, documents in enumerate(about) if 0 in documents} <= set(common)


def test_a_like_question_speaks_for_what_stands_around_its_answer_in_the_same_document() -> None:
    """Votes fall to 1/e over three passages, or over ten in a chapter, and to none at three times as many."""
    vectors = np.eye(80, dtype=np.float32)
    documents = np.repeat(np.arange(2), 40)
    known = Known(["某甲某乙"], [(35,)], np.zeros((1, 80), dtype=np.float32), documents)
    nothing = np.zeros(80, dtype=np.float32)
    found = judged(Heard("某甲某乙", {}, nothing, nothing), Passages(vectors, documents), known)
    assert found.rows.tolist() == list(range(80))
    away = np.abs(np.arange(80) - 35)
    for feature, reach in (("votes_close_by", 3), ("votes_in_chapter", 10)):
        heard = np.where((away <= 3 * reach) & (documents == 0), np.exp(-away / reach), 0)
        assert np.allclose(found.features[:, FEATURES.index(feature)] ** 2, heard)
    assert not found.features[:, FEATURES.index("votes_near_close_by")].any()


def example(right: int, known: bool, chance: random.Random) -> Example:
    """Some candidates: the first the loudest by its words, the second of a document asked about before."""
    features = np.array([[chance.random() / 10 for _ in FEATURES] for _ in range(20)])
    features[:2, FEATURES.index("lexical")] = (1.0, 0.5)
    features[:, FEATURES.index("document_asked_before")] = np.eye(20)[1]
    of_query = np.zeros(len(OF_QUERY))
    of_query[OF_QUERY.index("tuned_known")] = (0.5 if known else -0.5) + chance.random() / 10
    return Example(Judged(np.arange(20), features, of_query), np.eye(20)[right])


@pytest.fixture(scope="module")
def weights() -> RankWeights:
    chance = random.Random(6)
    seen, unseen = ([example(right, bool(right), chance) for _ in range(100)] for right in (1, 0))
    return fit_weights(seen, unseen)


def test_the_gate_tells_which_ranking_is_believed(weights: RankWeights) -> None:
    chance = random.Random(7)
    familiar, strange = example(1, True, chance).judged, example(0, False, chance).judged
    assert weights.familiar(familiar) > 0.9
    assert weights.familiar(strange) < 0.1
    assert weights.ranked(familiar)[0][0] == 1
    assert weights.ranked(strange)[0][0] == 0


def test_every_candidate_is_ranked_once_with_a_chance_that_never_rises(weights: RankWeights) -> None:
    rows, chances = weights.ranked(example(1, True, random.Random(8)).judged)
    assert sorted(rows.tolist()) == list(range(20))
    assert (np.diff(chances) <= 0).all()
    assert 0 < chances[-1] < chances[0] < 1


def test_weights_are_read_as_they_were_written(weights: RankWeights, tmp_path: Path) -> None:
    weights.save(tmp_path / "weights.json")
    read = RankWeights.load(tmp_path / "weights.json")
    judged = example(1, True, random.Random(9)).judged
    for written, again in zip(weights.ranked(judged), read.ranked(judged), strict=True):
        assert np.array_equal(written, again)


def test_weights_of_another_form_are_told(weights: RankWeights, tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    weights.save(path)
    kept = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(kept | {"form": 1}), encoding="utf-8")
    with pytest.raises(ValueError, match="another form"):
        RankWeights.load(path)
    kept["asked"]["linear"].pop()
    path.write_text(json.dumps(kept), encoding="utf-8")
    with pytest.raises(ValueError, match=r"weights\.json"):
        RankWeights.load(path)


def test_the_network_says_what_no_linear_score_can() -> None:
    """Right is the candidate for which one or the other speaks, not both or neither."""
    chance = np.random.default_rng(3)
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    questions = []
    for _ in range(300):
        inputs = corners[chance.permutation(3)] + chance.normal(scale=0.05, size=(3, 2))
        questions.append((inputs, (np.abs(inputs.sum(axis=1) - 1) < 0.5).astype(np.float64)))
    network = fit_network(questions)
    right = [network.scores(inputs).argmax() == wanted.argmax() for inputs, wanted in questions]
    assert float(np.mean(right)) > 0.95
