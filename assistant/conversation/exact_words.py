"""Whether certain words stand in the text: 写的是“不超过”还是“不少于”, 有没有提到机器人."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.citations import CitationBook
from assistant.answers.clause_writer import ClauseWriter
from assistant.answers.replies import Replies
from assistant.answers.section import Section, plain
from assistant.conversation.phrases import Phrases
from assistant.documents.model import Document
from assistant.language.normalise import normalise

_QUOTED = re.compile(r"[“\"「『‘']([^”\"」』’']{1,20})[”\"」』’']")
#: What follows the words that ask: up to a particle, a mark, or how what was asked for is called.
_BEHIND = re.compile(
    r"^[过到是的了]{0,2}([一-鿿a-z0-9+%]{2,12}?)(?=这?[几两二三四五六]?个?(?:字|词)|这种|字样|字眼|的?(?:吗|么|没|呢|啊|吧)|还是|[，,。？?！!；;]|$)"
)
_OR = re.compile(r"还是(?:写|用|说)?(?:的是|是)?([一-鿿a-z0-9+%]{2,12}?)(?=[呢吗啊呀，,。？?！!；;]|$)")


def weighs_wordings(text: str) -> bool:
    """Whether ``text`` asks which of two quoted wordings the document uses."""
    return len(_QUOTED.findall(text)) > 1 and "还是" in text


class ExactWords:
    """Looks certain words up in one document, letter for letter."""

    def __init__(self, replies: Replies, document: Document, clauses: ClauseWriter, asked: Phrases) -> None:
        self._say = replies
        self._document = document
        self._clauses = clauses
        self._asked = asked

    def asked_for(self, text: str) -> tuple[str, ...]:
        """The words that ``text``, in plain form, asks to find; none where it asks for no words."""
        marks = self._asked.find(text)
        if not marks and not weighs_wordings(text):
            return ()
        if quoted := _QUOTED.findall(text):
            return tuple(dict.fromkeys(quoted))
        behind = [found.group(1) for mark in marks if (found := _BEHIND.search(text[mark.end :]))]
        return tuple(dict.fromkeys((*behind, *(_OR.findall(text) if behind else ()))))

    def section(self, words: Sequence[str], book: CitationBook) -> Section:
        """Which of ``words`` the text has, and where; its sentences are quoted."""
        says, quotes = [], []
        for word in words:
            clauses = [
                clause
                for clause in self._document.clauses
                if clause.parent_id is None and _has(self._document.own_text(clause) + clause.heading, word)
            ]
            if not clauses:
                says.append(self._say("words_absent", words=word))
                continue
            labels = "、".join(clause.label for clause in clauses)
            says.append(self._say("words_found", words=word, labels=labels))
            for clause in clauses:
                quotes += self._clauses.quoted(clause, [word], book)
        head = "".join(says)
        return Section("answered", (head, *dict.fromkeys(quotes)), plain(head))


def _has(text: str, word: str) -> bool:
    return word in normalise(text).text.casefold()
