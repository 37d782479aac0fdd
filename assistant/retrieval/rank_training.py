"""Learning from confirmed questions, while indexing: a tuned embedding of queries, weights and gate.

What a weight is worth is told by questions that the rest was learned without: once among others at
random, as questions come that are asked again, and once apart from every document they are about, as
questions come about a document that nobody asked about yet.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.retrieval.embedding import StaticEmbedder, Vectors, mean_rows
from assistant.retrieval.learned_ranking import Heard, Known, Passages, judged
from assistant.retrieval.question_tuning import save_tuned, tuned_table
from assistant.retrieval.rank_weights import Example, fit_weights

#: What stands in the folder of a learned ranking.
MODEL, WEIGHTS = "model", "weights.json"
#: Fewer confirmed questions are not learned from, nor where fewer are about other documents.
LEAST_QUESTIONS, LEAST_APART = 200, 50
_FOLDS = 3
#: For how many questions the nearness of all passages is worked out at once.
_AT_ONCE = 64
_SEED = 0

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A question with the passages that answer it, and the BM25 scores of those its words find."""

    text: str
    answers: tuple[int, ...]
    lexical: Mapping[int, float]


def enough(questions: Sequence[Confirmed], passages: Passages) -> bool:
    """Whether there is enough to learn from, also about documents that nobody asked about."""
    if len(questions) < LEAST_QUESTIONS:
        return False
    about = _about(questions, passages)
    folds = document_folds(about, _FOLDS)
    return sum(len(fold) for fold in folds if len(apart(about, fold)) >= LEAST_APART) >= LEAST_APART


def learn(
    questions: Sequence[Confirmed],
    passages: Passages,
    embedder: StaticEmbedder,
    folder: Path,
    progress: Progress,
) -> None:
    """Learn from ``questions`` and write the model and the weights into the empty or missing ``folder``.

    ``embedder`` gave the vectors of ``passages``. The same input gives the same files.
    """
    about = _about(questions, passages)
    rounds = 2 * _FOLDS + 1
    told = _Rounds(progress, rounds)
    seen: list[Example] = []
    for fold in _random_folds(len(questions)):
        rest = [number for number in range(len(questions)) if number not in fold]
        seen += _examples(questions, fold, rest, passages, embedder, told)
    unseen: list[Example] = []
    for fold in document_folds(about, _FOLDS):
        rest = apart(about, fold)
        if len(rest) >= LEAST_APART:
            unseen += _examples(questions, fold, rest, passages, embedder, told)
    weights = fit_weights(seen, unseen)
    table = _tuned(questions, passages, embedder, told)
    folder.mkdir(parents=True, exist_ok=True)
    save_tuned(table, embedder, folder / MODEL)
    weights.save(folder / WEIGHTS)


def _about(questions: Sequence[Confirmed], passages: Passages) -> list[frozenset[int]]:
    return [frozenset(int(passages.documents[row]) for row in one.answers) for one in questions]


def document_folds(about: Sequence[frozenset[int]], folds: int) -> list[list[int]]:
    """Questions dealt out so that those about one document stay together.

    ``about`` holds the documents of each question. One about several goes with the document that most
    questions are about, or else with all that are joined by such questions.
    """
    asked = Counter(document for documents in about for document in documents)
    commonest = min(asked, key=lambda document: (-asked[document], document))
    joined: dict[int, int] = {}

    def first(document: int) -> int:
        while joined.setdefault(document, document) != document:
            document = joined[document]
        return document

    for documents in about:
        if commonest not in documents:
            for document in documents:
                joined[first(document)] = first(min(documents))
    groups: dict[int, list[int]] = defaultdict(list)
    for number, documents in enumerate(about):
        groups[commonest if commonest in documents else first(min(documents))].append(number)
    dealt: list[list[int]] = [[] for _ in range(folds)]
    for _, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        min(dealt, key=len).extend(group)
    return dealt


def apart(about: Sequence[frozenset[int]], fold: Sequence[int]) -> list[int]:
    """The questions about no document that a question of ``fold`` is about."""
    documents = frozenset[int]().union(*(about[number] for number in fold))
    return [number for number, theirs in enumerate(about) if not theirs & documents]


def _random_folds(size: int) -> list[list[int]]:
    order = list(range(size))
    random.Random(_SEED).shuffle(order)
    return [order[fold::_FOLDS] for fold in range(_FOLDS)]


def _examples(
    questions: Sequence[Confirmed],
    fold: Sequence[int],
    rest: Sequence[int],
    passages: Passages,
    embedder: StaticEmbedder,
    progress: Progress,
) -> list[Example]:
    """The questions of ``fold`` as judged by what ``rest`` teaches."""
    learned = [questions[number] for number in rest]
    table = _tuned(learned, passages, embedder, progress)
    known = known_questions(learned, table, embedder, passages)
    tokens = embedder.tokens([questions[number].text for number in fold])
    plain, tuned = mean_rows(embedder.table, tokens), mean_rows(table, tokens)
    examples = []
    for place, number in enumerate(fold):
        one = questions[number]
        if place % _AT_ONCE == 0:
            nearness = tuned[place : place + _AT_ONCE] @ passages.vectors.T
        query = Heard(one.text, one.lexical, plain[place], tuned[place], nearness[place % _AT_ONCE])
        found = judged(query, passages, known)
        right = np.isin(found.rows, one.answers).astype(np.float64)
        examples.append(Example(found, right))
    return examples


def known_questions(
    questions: Sequence[Confirmed], table: Vectors, embedder: StaticEmbedder, passages: Passages
) -> Known:
    texts = [one.text for one in questions]
    vectors = mean_rows(table, embedder.tokens(texts))
    return Known(texts, [one.answers for one in questions], vectors, passages.documents)


def heard(text: str, lexical: Mapping[int, float], table: Vectors, embedder: StaticEmbedder) -> Heard:
    """``text`` with its vectors by the plain embedding and by the tuned ``table``."""
    tokens = embedder.tokens([text])
    return Heard(text, lexical, mean_rows(embedder.table, tokens)[0], mean_rows(table, tokens)[0])


def _tuned(
    questions: Sequence[Confirmed], passages: Passages, embedder: StaticEmbedder, progress: Progress
) -> Vectors:
    found = [sorted(one.lexical, key=lambda row: (-one.lexical[row], row)) for one in questions]
    return tuned_table(
        [one.text for one in questions],
        [one.answers for one in questions],
        found,
        passages.vectors,
        embedder,
        progress,
    )


class _Rounds:
    """Progress over several trainings of equal worth."""

    def __init__(self, progress: Progress, rounds: int) -> None:
        self._progress = progress
        self._rounds = rounds
        self._done = 0

    def __call__(self, step: int, steps: int) -> None:
        self._progress(self._done * 100 + 100 * step // steps, self._rounds * 100)
        if step == steps:
            self._done += 1
