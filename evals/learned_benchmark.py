"""What learning from confirmed questions gains on STARD: in random folds, and in folds apart by law.

In the first a question may be about an article that others of the training questions are about; in the
second no article of any law that a held-out question is about stands in training. Everything that is
measured is the product's own: embedding, tuning, memory, weights and gate.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from assistant.language.normalise import normalise
from assistant.retrieval.embedding import StaticEmbedder
from assistant.retrieval.embedding_training import passage_pairs, train_embedding
from assistant.retrieval.learned import LearnedRanking
from assistant.retrieval.learned_ranking import Passages
from assistant.retrieval.memory import MemoryField
from assistant.retrieval.rank_training import Confirmed, apart, document_folds, learn
from assistant.retrieval.token_index import TokenIndex
from assistant.retrieval.tokens import Dictionary, grams
from evals.public_sets import DEPTH, Result, Text, judged
from evals.statutes import Statutes

_FOLDS = 5
#: How many articles their words hand on to be judged.
_LEXICAL = 200
_WEIGHT = 0.3
_SEED = 0
#: Ranks articles, best first, by the text of a question and the BM25 scores of what its words find.
Ranking = Callable[[str, Mapping[int, float]], Sequence[int]]
#: The questions held out, and those to learn from.
Fold = tuple[list[int], list[int]]


@dataclass(frozen=True, slots=True)
class Task:
    """STARD made ready: its articles by row with vectors, and its questions with their answers."""

    passages: Passages
    embedder: StaticEmbedder
    lexical: Callable[[str], dict[int, float]]
    ids: tuple[str, ...]
    questions: tuple[Confirmed, ...]


def prepare(
    collection: Statutes,
    index: TokenIndex,
    queries: Sequence[Text],
    gold: Mapping[str, set[str]],
    model: Path,
) -> Task:
    """Train an embedding on the collection alone, unless one stands at ``model`` already."""
    texts = [f"{text.title}\n{text.text}" for text in collection.texts]
    if not model.exists():
        dictionary = Dictionary.build((), [normalise(text).text for text in texts])
        train_embedding(list(_pairs(collection)), dictionary, model, lambda *_: None)
    embedder = StaticEmbedder(model)
    row_of = {text.id: row for row, text in enumerate(collection.texts)}

    def lexical(text: str) -> dict[int, float]:
        tokens = {"grams": dict.fromkeys(grams(normalise(text).text), 1.0)}
        return {row_of[match.key]: match.score for match in index.search(tokens, _LEXICAL)}

    rows = collection.rows(gold, queries)
    questions = (
        Confirmed(query.text, answers, lexical(query.text))
        for query, answers in zip(queries, rows, strict=True)
    )
    return Task(
        Passages(embedder.encode(texts), collection.laws),
        embedder,
        lexical,
        tuple(query.id for query in queries),
        tuple(questions),
    )


def unlearned(task: Task) -> Ranking:
    """BM25 and the embedding trained on the articles alone, on scores from 0 to 1."""

    def rank(text: str, lexical: Mapping[int, float]) -> Sequence[int]:
        nearness = task.passages.vectors @ task.embedder.encode([text])[0]
        near = np.argpartition(-nearness, DEPTH)[:DEPTH]
        best = max(float(nearness[near].max()), 1e-9)
        loudest = max(lexical.values(), default=1.0)
        scores = {row: _WEIGHT * float(nearness[row]) / best for row in {*lexical, *near.tolist()}}
        for row, score in lexical.items():
            scores[row] += score / loudest
        return sorted(scores, key=lambda row: (-scores[row], row))

    return rank


def remembering(task: Task, known: Sequence[int]) -> Ranking:
    """BM25 with the gated memory alone, as where there are too few confirmed questions to learn from."""
    field = MemoryField([(task.questions[n].text, task.questions[n].answers) for n in known])

    def rank(text: str, lexical: Mapping[int, float]) -> Sequence[int]:
        loudest = max(lexical.values(), default=1.0)
        scores = {row: score / loudest for row, score in lexical.items()}
        for row, strength in field.recalled(text).items():
            scores[row] = scores.get(row, 0.0) + strength
        return sorted(scores, key=lambda row: (-scores[row], row))

    return rank


def learned(task: Task, known: Sequence[int], folder: Path) -> Ranking:
    """The product's learned ranking, from the ``known`` questions."""
    questions = [task.questions[number] for number in known]
    learn(questions, task.passages, task.embedder, folder, lambda *_: None)
    ranking = LearnedRanking(folder, task.passages, task.embedder, questions)
    return lambda text, lexical: ranking.ranked(text, lexical)[0].tolist()


def random_folds(task: Task) -> Iterator[Fold]:
    order = list(range(len(task.questions)))
    random.Random(_SEED).shuffle(order)
    for number in range(_FOLDS):
        held = order[number::_FOLDS]
        yield held, sorted(set(order) - set(held))


def law_folds(task: Task) -> Iterator[Fold]:
    """No article of any law that a held-out question is about stands among the others."""
    about = [frozenset(task.passages.documents[[*one.answers]].tolist()) for one in task.questions]
    for held in document_folds(about, _FOLDS):
        yield held, apart(about, held)


FOLDS: Mapping[str, Callable[[Task], Iterator[Fold]]] = {"random": random_folds, "law": law_folds}


def answered(task: Task, ranking: Ranking, held: Sequence[int]) -> list[Result]:
    """Every held-out question, asked of the ranking; the time is that of words, vectors and ranking."""
    found = []
    for number in held:
        question = task.questions[number]
        started = time.perf_counter()
        rows = ranking(question.text, task.lexical(question.text))
        took = (time.perf_counter() - started) * 1000
        wanted = {str(row) for row in question.answers}
        found.append(judged(task.ids[number], [str(row) for row in rows[:DEPTH]], wanted, took))
    return found


def asked_before(task: Task, held: Sequence[int], known: Sequence[int]) -> set[str]:
    """The held-out questions with an answer that a known question has, too."""
    answers = {row for number in known for row in task.questions[number].answers}
    return {task.ids[number] for number in held if answers.intersection(task.questions[number].answers)}


def _pairs(collection: Statutes) -> Iterator[tuple[str, str]]:
    """Texts that belong together, law by law."""
    for _, articles in groupby(zip(collection.laws, collection.texts, strict=True), lambda one: one[0]):
        yield from passage_pairs([(text.title, text.text) for _, text in articles])
