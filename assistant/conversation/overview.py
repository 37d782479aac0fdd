"""Whether a message only says that it is about the document's subject: 想问问人工智能补贴的事."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from assistant.conversation.phrases import Phrases
from assistant.conversation.wording import Conversation
from assistant.documents.model import Document
from assistant.language.normalise import normalise
from assistant.language.vocabulary import load_vocabulary

_NOTHING = re.compile(r"[\W_]+")
_QUOTED = re.compile(r"“([^”]+)”")


class Overview:
    """Knows the document's subject; ``words`` has what may stand beside it without asking more."""

    def __init__(self, subjects: Iterable[str], words: Conversation) -> None:
        self._subject = Phrases(subjects)
        self._supports = words["supports"]
        self._around = words["around"]

    def of_subject(self, text: str) -> bool:
        """Whether ``text``, in plain form, names the subject and a support: the document is meant itself."""
        return self._subject(text) and self._supports(self._subject.instead(text, " "))

    def __call__(self, text: str) -> bool:
        """Whether ``text``, in plain form, names the subject, alone or with a support, and says no more."""
        if not self._subject(text):
            return False
        rest = self._subject.instead(text, " ")
        beside = self._around.without(self._supports.instead(rest, " "))
        alone = not _NOTHING.sub("", rest)
        return alone or (self._supports(rest) and not _NOTHING.sub("", beside))


def load_overview(vocabulary: Path, document: Document, words: Conversation) -> Overview:
    """The subject is what the title sets in quotation marks, and what people say for it."""
    quoted = {name.rstrip("+") for name in _QUOTED.findall(document.title)}
    terms = load_vocabulary(vocabulary).terms
    subjects = quoted.union(
        *({t.term, *t.also} for t in terms if t.term.rstrip("+") in quoted),
        document.aliases,
        (document.title,),
    )
    return Overview({normalise(subject).text for subject in subjects} - {""}, words)
