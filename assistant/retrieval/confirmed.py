"""Confirmed questions of an index: which of its clauses answer them, and what is learned from that."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from assistant.retrieval.build import CLAUSES, LEXICON, VECTORS
from assistant.retrieval.embedding import StaticEmbedder
from assistant.retrieval.learned_ranking import Passages
from assistant.retrieval.lexicon import Lexicon
from assistant.retrieval.pieces import is_made_from, made_from_what, make_piece
from assistant.retrieval.query import read_query
from assistant.retrieval.rank_training import LEAST_QUESTIONS, Confirmed, enough, learn
from assistant.retrieval.rank_weights import FORM
from assistant.retrieval.token_index import TokenIndex
from assistant.retrieval.vectors import KEYS, MODEL, ROWS

#: The folder of the learned ranking, under the data folder, and the file that says for which embedding.
LEARNED, EMBEDDING = "learned", "embedding.txt"
#: How many clauses their words hand on to be ranked.
LEXICAL = 200

Address = tuple[str, str]
#: Learned anew; from the same as before, so that it was left as it is; or too little to learn from.
Learning = Literal["learned", "unchanged", "too_little"]


class Question(Protocol):
    @property
    def question(self) -> str: ...

    @property
    def answers(self) -> Sequence[Address]: ...


class Source(Protocol):
    """Where confirmed questions are kept; ``stamp`` differs whenever they do."""

    @property
    def stamp(self) -> object: ...

    def all(self) -> Sequence[Question]: ...


@dataclass(frozen=True, slots=True)
class Vectored:
    """Clauses with vectors by an embedding trained on them: row by row, by whom, made from what."""

    passages: Passages
    addresses: tuple[Address, ...]
    rows: Mapping[Address, int]
    embedder: StaticEmbedder
    made_from: str

    @classmethod
    def load(cls, folder: Path) -> Vectored | None:
        """The clauses of the vectors in ``folder``; None where there are none, or by another model."""
        made_from = made_from_what(folder / MODEL)
        if made_from is None:
            return None
        addresses = tuple((d, c) for d, c in json.loads((folder / KEYS).read_text(encoding="utf-8")))
        numbers = {document: n for n, document in enumerate(dict.fromkeys(d for d, _ in addresses))}
        documents = np.array([numbers[document] for document, _ in addresses], dtype=np.int64)
        vectors = np.load(folder / ROWS, mmap_mode="r")
        rows = {address: row for row, address in enumerate(addresses)}
        return cls(Passages(vectors, documents), addresses, rows, StaticEmbedder(folder / MODEL), made_from)

    def confirmed(
        self, questions: Sequence[Question], lexical: Callable[[str], Mapping[int, float]] | None = None
    ) -> list[Confirmed]:
        """Those of ``questions`` that clauses with vectors answer."""
        found = []
        for one in questions:
            answers = tuple(sorted({self.rows[address] for address in one.answers if address in self.rows}))
            if answers:
                found.append(Confirmed(one.question, answers, lexical(one.question) if lexical else {}))
        return found


def learn_from_confirmed(
    questions: Sequence[Question],
    index: Path,
    data_dir: Path,
    progress: Callable[[str, int, int], None],
) -> Learning:
    """Learn from ``questions`` into ``data_dir``, unless that was learned from the same before.

    ``index`` is the folder of an index. Raises OSError where a folder cannot be read or written.
    """
    vectored = Vectored.load(index / VECTORS) if len(questions) >= LEAST_QUESTIONS else None
    if vectored is None:
        return "too_little"
    told = sorted((one.question, [*one.answers]) for one in questions)
    made_from = json.dumps([FORM, vectored.made_from, told])
    if is_made_from(data_dir / LEARNED, made_from):
        return "unchanged"
    lexicon, clauses = Lexicon.load(index / LEXICON), TokenIndex(index / CLAUSES)
    rows = vectored.rows

    def lexical(text: str) -> dict[int, float]:
        found = clauses.search(read_query(text, lexicon).tokens, LEXICAL)
        return {rows[m.group, m.key]: m.score for m in found if (m.group, m.key) in rows}

    confirmed = vectored.confirmed(questions, lexical)
    if not enough(confirmed, vectored.passages):
        return "too_little"

    def make(place: Path) -> None:
        learn(
            confirmed,
            vectored.passages,
            vectored.embedder,
            place,
            lambda done, total: progress("学习确认过的问法", done, total),
        )
        (place / EMBEDDING).write_text(vectored.made_from, encoding="utf-8")

    make_piece(data_dir / LEARNED, made_from, None, make)
    return "learned"
