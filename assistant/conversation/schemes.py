"""Things that other policies deal with and the document does not have: 有没有讲专精特新."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.conversation.phrases import Match, Phrases
from assistant.conversation.wording_files import PhraseList
from assistant.documents.model import Document
from assistant.language.normalise import normalise
from assistant.language.vocabulary import load_vocabulary
from assistant.yaml_files import load_model

#: A question that only asks for a scheme is no longer than this.
_LONGEST = 30
#: So far before a scheme it is said that somebody is or has it.
_TOLD_REACH = 12
_THING = re.compile(r"[一-鿿a-z0-9+]{2,14}")
_LAST_THING = re.compile(r"[一-鿿a-z0-9+]{2,14}$")


class SchemesFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    schemes: PhraseList
    told_before: PhraseList
    asked_before: PhraseList
    asked_behind: PhraseList
    around: tuple[str, ...]


class Schemes:
    """Finds what a question asks for that the document does not have."""

    def __init__(self, file: SchemesFile, document: Document, terms: Iterable[str]) -> None:
        self._text = normalise(document.text).text.casefold()
        self._known = tuple(normalise(term).text.casefold() for term in terms)
        self._schemes = Phrases(
            scheme for scheme in file.schemes if not Phrases((scheme,))(document.text.casefold())
        )
        self._told = Phrases(file.told_before)
        self._before, self._behind = Phrases(file.asked_before), Phrases(file.asked_behind)
        words = sorted((re.escape(word) for word in file.around), key=len, reverse=True)
        self._ends = re.compile(f"^(?:{'|'.join(words)})+|(?:{'|'.join(words)})+$")

    def named(self, text: str) -> str | None:
        """The other policies' scheme that a short question in plain form asks for; what the speaker says
        to be or to have is none."""
        found = self._schemes.first(text) if len(text) <= _LONGEST else None
        return text[found.start : found.end] if found and not self._is_told(text, found) else None

    def without_told(self, text: str) -> str:
        """``text`` without the schemes that the speaker says to be or to have."""
        for found in reversed(self._schemes.find(text)):
            if self._is_told(text, found):
                text = text[: found.start] + text[found.end :]
        return text

    def _is_told(self, text: str, scheme: Match) -> bool:
        return self._told.ends(text[max(scheme.start - _TOLD_REACH, 0) : scheme.start])

    def not_there(self, text: str, says_more: Callable[[str], bool]) -> str | None:
        """The thing of which ``text`` asks whether the document has it, where it does not; ``says_more``
        tells of a thing whether it is a matter that the conversation knows (金额, 申报时间)."""
        for thing in self._things(text):
            bare = self._ends.sub("", thing)
            if len(bare) > 1 and not self._has(bare) and not says_more(thing):
                return bare
        return None

    def _things(self, text: str) -> list[str]:
        """What stands behind the words that ask, else before them."""
        behind = [thing for mark in self._before.find(text) if (thing := _THING.match(text, mark.end))]
        before = [thing for mark in self._behind.find(text) if (thing := _before(text, mark))]
        return [thing.group() for thing in (*behind, *before)]

    def _has(self, thing: str) -> bool:
        return thing in self._text or any(term in thing for term in self._known)


def _before(text: str, mark: Match) -> re.Match[str] | None:
    return _LAST_THING.search(text[: mark.start])


def load_schemes(vocabulary: Path, document: Document) -> Schemes:
    """The schemes of ``schemes.yaml``; what people say for a word of the document is no other thing."""
    text = document.text
    known = (word for t in load_vocabulary(vocabulary).terms if t.term in text for word in (t.term, *t.also))
    return Schemes(load_model(vocabulary / "schemes.yaml", SchemesFile), document, known)
