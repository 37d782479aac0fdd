"""Whether certain words stand in the text: 写的是“不超过”还是“不少于”, 有没有提到机器人."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.citations import CitationBook
from assistant.answers.clause_writer import ClauseWriter
from assistant.answers.replies import Replies
from assistant.answers.section import Section, plain
from assistant.conversation.wording import Conversation
from assistant.documents.model import Clause, Document
from assistant.language.normalise import normalise

_OPEN, _CLOSE = "[“\"「『‘']", "[”\"」』’']"
QUOTED = re.compile(rf"{_OPEN}([^”\"」』’']{{1,20}}){_CLOSE}")
_WORD = "[一-鿿a-z0-9+%]"
_MARK = "[，,。？?！!；;]"
#: So long a stretch that stands in the text word for word is taken from it.
_TAKEN = 4


class Doubts:
    """Reads whether a message doubts how something is written."""

    def __init__(self, words: Conversation) -> None:
        self._words = words
        self._should_be = re.compile(
            rf"{_CLOSE}[，,]?(?:这?[几两]?个?[字词])?[，,]?{words['should_be'].pattern}"
        )
        self._written_as = re.compile(
            rf"({_WORD}{{2,8}}?){_CLOSE}?{words['written_as'].pattern}{_OPEN}?({_WORD}{{2,8}}?)"
            rf"(?=[了吧啊呀吗么]|{_MARK}|{_CLOSE}|$)"
        )

    def __call__(self, text: str) -> bool:
        """Whether ``text`` asks which of two quoted wordings the document uses, or whether one is a
        misprint."""
        # 一场会写成两场报 speaks of papers to hand in, 文件里把什么写成了什么 of the text.
        of_the_text = self._words["of_the_text"](text) and self._written_as.search(text)
        if of_the_text or self._words["misprint"](text):
            return True
        quoted = len(QUOTED.findall(text))
        which = quoted > 1 and "还是" in text
        return which or (
            quoted > 0 and bool(self._words["wording_doubted"](text) or self._should_be.search(text))
        )

    def misprints(self, text: str) -> tuple[str, ...]:
        """What is said to stand in the text for something else, and what for."""
        pairs = self._written_as.findall(text)
        return tuple(dict.fromkeys(word for pair in pairs for word in pair))


class ExactWords:
    """Looks certain words up in one document, letter for letter."""

    def __init__(
        self, replies: Replies, document: Document, clauses: ClauseWriter, words: Conversation
    ) -> None:
        self._say = replies
        self._document = document
        self._clauses = clauses
        self._asked = words["in_the_text"]
        self._questions = words["asking"]
        self._doubts = Doubts(words)
        # What follows the words that ask: up to a particle, a mark, or how what was asked for is called.
        self._behind = re.compile(
            rf"^[过到是的了]{{0,2}}({_WORD}{{2,12}}?)(?={words['words_end'].pattern}|{_MARK}|$)"
        )
        self._or = re.compile(rf"{words['or_written'].pattern}({_WORD}{{2,12}}?)(?=[呢吗啊呀]|{_MARK}|$)")

    def asked_for(self, text: str) -> tuple[str, ...]:
        """The words that ``text``, in plain form, asks to find; none where it asks for no words."""
        marks = self._asked.find(text)
        doubted = self._doubts(text)
        if not marks and not doubted:
            return ()
        if quoted := QUOTED.findall(text):
            return tuple(dict.fromkeys(quoted))
        if doubted:
            return self._doubts.misprints(text) or self._taken(text)
        behind = [found.group(1) for mark in marks if (found := self._behind.search(text[mark.end :]))]
        behind += self._or.findall(text) if behind else ()
        # 提到了哪几只基金 looks nothing up.
        return tuple(word for word in dict.fromkeys(behind) if not self._questions(word))

    def _taken(self, text: str) -> tuple[str, ...]:
        """The longest stretch of ``text`` that stands in the document word for word."""
        written = normalise(self._document.text).text.casefold()
        lengths = range(len(text), _TAKEN - 1, -1)
        stretches = (text[at : at + length] for length in lengths for at in range(len(text) - length + 1))
        found = next((stretch for stretch in stretches if stretch in written), None)
        return (found,) if found else ()

    def section(self, words: Sequence[str], book: CitationBook, within: Sequence[Clause] = ()) -> Section:
        """Which of ``words`` the text has, or ``within`` it has, and where; its sentences are quoted."""
        says, quotes = [], []
        for word in words:
            clauses = [
                clause
                for clause in within or self._document.clauses
                if clause.parent_id is None and has(self._document.own_text(clause) + clause.heading, word)
            ]
            if not clauses:
                says.append(self._say("words_absent", words=word))
                continue
            labels = "、".join(clause.label for clause in clauses)
            says.append(self._say("words_found", words=self._as_written(word), labels=labels))
            for clause in clauses:
                quotes += self._clauses.quoted(clause, [word], book)
        head = "".join(says)
        return Section("answered", (head, *dict.fromkeys(quotes)), plain(head))

    def _as_written(self, word: str) -> str:
        """The plain form of a word as the document writes it, capitals and all."""
        found = re.search(re.escape(word), self._document.text, re.IGNORECASE)
        return found.group() if found else word


def has(text: str, word: str) -> bool:
    return word in normalise(text).text.casefold()
