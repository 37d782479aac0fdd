"""Training the model of callers' questions, and calibrating it on authors it has not seen.

One linear support vector machine a head. Probabilities are fitted on predictions for questions whose
author was left out, so that they hold for wordings that nobody has written down.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.documents.model import Document
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.question_features import BUCKETS, features
from assistant.retrieval.question_model import (
    GENERAL,
    NONE,
    Calibration,
    Floats,
    Head,
    QuestionModel,
    probabilities,
)
from assistant.retrieval.questions import ASKS, CallerQuestion

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

#: For each row of features, its classes; rows without any do not take part in a head.
Targets = Sequence[tuple[str, ...]]
Ints = NDArray[np.int64]

_FOLDS = 4
#: Inverse strength of regularisation, chosen from 0.2 to 4 on left-out authors.
_C = 2.0
#: How far classes are evened out: 0 counts every question alike, 1 every class; chosen on left-out authors.
_EVENING = 0.5
#: The usual constants of BM25.
_K1, _B = 1.2, 0.75
_PART = re.compile(r"[^。；，\n]{4,}")
#: Asks of questions without a clause that are no matter of the document; the others mean all of it.
NO_MATTER = ("none", "smalltalk")


def train(questions: Sequence[CallerQuestion], document: Document, lexicon: Lexicon) -> QuestionModel:
    """The model of ``questions`` about ``document``; the same input always gives the same model.

    The parts of the document's own sentences are questions, too, that their clause answers.
    """
    parts = [
        (part.group(), (clause.clause_id,))
        for clause in document.clauses
        for part in _PART.finditer(f"{clause.heading}\n{document.own_text(clause)}")
    ]
    matrix = _matrix([*(question.text for question in questions), *(text for text, _ in parts)], lexicon)
    folds = np.array([*_folds(questions), *([-1] * len(parts))])
    without = [()] * len(parts)
    targets: dict[str, tuple[tuple[str, ...], Targets]] = {
        "clauses": (
            _clause_labels(document),
            [*map(clause_classes, questions), *(where for _, where in parts)],
        ),
        "awards": (_award_labels(questions), [*(q.awards or (GENERAL,) for q in questions), *without]),
        "asks": (ASKS, [*((q.ask,) for q in questions), *without]),
    }
    heads = {name: _head(matrix, folds, labels, classes) for name, (labels, classes) in targets.items()}
    return QuestionModel(_idf(matrix).astype(np.float32), heads, lexicon)


def _head(matrix: csr_matrix, folds: Ints, labels: tuple[str, ...], targets: Targets) -> Head:
    calibration = _calibrated(*_left_out(matrix, folds, labels, targets), labels, targets)
    everything = np.arange(matrix.shape[0])
    weights, bias = _machine(matrix, labels, targets, everything, _idf(matrix))
    asked = _bm25(matrix, labels, targets, everything)
    return Head(labels, weights.astype(np.float16), bias, asked.astype(np.float16), calibration)


def clause_classes(question: CallerQuestion) -> tuple[str, ...]:
    """What the clause head should say of a question."""
    return question.clauses or ((NONE,) if question.ask in NO_MATTER else (GENERAL,))


def _clause_labels(document: Document) -> tuple[str, ...]:
    worded = (clause.clause_id for clause in document.clauses if document.own_text(clause).strip())
    return (*worded, GENERAL, NONE)


def _award_labels(questions: Sequence[CallerQuestion]) -> tuple[str, ...]:
    return (*sorted({award for question in questions for award in question.awards}), GENERAL)


def _folds(questions: Sequence[CallerQuestion]) -> list[int]:
    """All questions of an author fall into one fold; where one author wrote all, they are dealt out."""
    authors = sorted({question.author for question in questions})
    if len(authors) == 1:
        return [number % _FOLDS for number in range(len(questions))]
    return [authors.index(question.author) % _FOLDS for question in questions]


def _matrix(texts: Sequence[str], lexicon: Lexicon) -> csr_matrix:
    from scipy.sparse import csr_matrix

    found = [features(text, lexicon) for text in texts]
    starts = np.cumsum([0, *(len(buckets) for buckets, _ in found)])
    counts = np.concatenate([counts for _, counts in found])
    return csr_matrix((counts, np.concatenate([b for b, _ in found]), starts), shape=(len(texts), BUCKETS))


def _idf(matrix: csr_matrix) -> Floats:
    rows = matrix.shape[0]
    holding = np.bincount(matrix.indices, minlength=BUCKETS)
    return np.asarray(np.log((1 + rows) / (1 + holding)) + 1)


def _scaled(matrix: csr_matrix, idf: Floats) -> csr_matrix:
    from sklearn.preprocessing import normalize

    return normalize(matrix.multiply(idf).tocsr())


def _machine(
    matrix: csr_matrix, labels: Sequence[str], targets: Targets, rows: Ints, idf: Floats
) -> tuple[Floats, Floats]:
    """Weights by bucket and class, and the bias by class, of one machine a class against the rest."""
    from sklearn.svm import LinearSVC

    pairs = [(row, labels.index(label)) for row in rows for label in targets[row]]
    weights = np.zeros((BUCKETS, len(labels)))
    bias = np.full(len(labels), -1.0)
    present = sorted({number for _, number in pairs})
    if len(present) < 2:
        return weights, bias
    examples = _scaled(matrix[[row for row, _ in pairs]], idf)
    classes = [number for _, number in pairs]
    machine = LinearSVC(C=_C, random_state=0, class_weight=_evened(classes)).fit(examples, classes)
    if len(present) == 2:
        weights[:, present] = np.stack([-machine.coef_[0], machine.coef_[0]], axis=1)
        bias[present] = [-machine.intercept_[0], machine.intercept_[0]]
    else:
        weights[:, present] = machine.coef_.T
        bias[present] = machine.intercept_
    return weights, bias


def _evened(classes: Sequence[int]) -> dict[int, float]:
    """A weight a class: what is asked rarely counts for more, by a root short of evening it out."""
    sizes = Counter(classes)
    mean = len(classes) / len(sizes)
    return {number: (mean / size) ** _EVENING for number, size in sizes.items()}


def _bm25(matrix: csr_matrix, labels: Sequence[str], targets: Targets, rows: Ints) -> Floats:
    """BM25 weights by bucket and class, each class's questions taken as one text."""
    counts = np.zeros((BUCKETS, len(labels)))
    for number, label in enumerate(labels):
        mine = matrix[[row for row in rows if label in targets[row]]]
        np.add.at(counts[:, number], mine.indices, np.exp(mine.data - 1.0))
    holding = (counts > 0).sum(axis=1)
    idf = np.log(1 + (len(labels) - holding + 0.5) / (holding + 0.5))
    lengths = counts.sum(axis=0)
    damping = _K1 * (1 - _B + _B * lengths / (lengths.mean() or 1.0))
    return np.asarray(idf[:, None] * counts * (_K1 + 1) / (counts + np.maximum(damping, 1e-9)))


def _left_out(
    matrix: csr_matrix, folds: Ints, labels: Sequence[str], targets: Targets
) -> tuple[Floats, Floats]:
    """Decision values and BM25 scores of every question by machines that saw no question of its fold."""
    questions = int(np.sum(folds >= 0))
    values, asked = np.zeros((questions, len(labels))), np.zeros((questions, len(labels)))
    for fold in range(_FOLDS):
        held, seen = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if len(held):
            idf = _idf(matrix[seen])
            weights, bias = _machine(matrix, labels, targets, seen, idf)
            values[held] = _scaled(matrix[held], idf) @ weights + bias
            asked[held] = (matrix[held] > 0) @ _bm25(matrix, labels, targets, seen)
    return values, asked


def _calibrated(values: Floats, asked: Floats, labels: tuple[str, ...], targets: Targets) -> Calibration:
    """The calibration under which the true classes of the left-out questions are likeliest."""
    from scipy.optimize import minimize

    true = np.array([[label in target for label in labels] for target in targets[: len(values)]])

    def surprise(parameters: Floats) -> float:
        chances = probabilities(values, asked, _calibration(parameters), labels)
        return float(-np.log(np.maximum((chances * true).sum(axis=1), 1e-9)).mean())

    start = [np.log(4.0), 1.0, *([0.0] if NONE in labels else [])]
    return _calibration(minimize(surprise, start, method="Nelder-Mead").x)


def _calibration(parameters: Floats) -> Calibration:
    scale, *rest = (float(value) for value in parameters)
    return Calibration(float(np.exp(scale)), *rest)
