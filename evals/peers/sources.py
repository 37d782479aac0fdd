"""What all systems index: texts, each with the places that a search is to find in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.documents.model import Document
from evals.retrieval_benchmarks import Text


@dataclass(frozen=True, slots=True)
class Place:
    """``source.text[start:end]`` under the id by which it is judged."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    text: str
    places: tuple[Place, ...]

    def within(self, start: int, end: int) -> list[str]:
        """Ids of the places that begin in the range, or else of the one that holds all of it."""
        inside = [place.id for place in self.places if start <= place.start < end]
        return inside or [place.id for place in self.places if place.start <= start < place.end]


@dataclass(frozen=True, slots=True)
class Passage:
    id: str
    text: str


def of_document(document: Document) -> tuple[Source, ...]:
    """The document as one text, with its clauses."""
    places = (Place(clause.clause_id, clause.start, clause.end) for clause in document.clauses)
    return (Source(document.text, tuple(places)),)


def of_texts(texts: Iterable[Text]) -> tuple[Source, ...]:
    """Every text by itself, its title in front."""
    whole = ((text.id, f"{text.title}\n{text.text}") for text in texts)
    return tuple(Source(words, (Place(key, 0, len(words)),)) for key, words in whole)


def passages(sources: Sequence[Source]) -> list[Passage]:
    """One passage a place."""
    return [Passage(p.id, source.text[p.start : p.end]) for source in sources for p in source.places]
