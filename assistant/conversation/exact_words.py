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


#: Words that doubt how something is written: those alone, and those right behind a quotation.
_DOUBT = re.compile(
    r"错别?字|别字|[写打印排录]错|笔误|[漏少多缺掉]了?(?:[一几两]?个)?字|原话|一字不差|误写|误印|(?<=字)(?:对吗|对不对|对么)"
    r"|[词字法辞述](?:用得?|写得?)?(?:对|没错|准确|正确|有误|有问题)"
)
_SHOULD_BE = re.compile(
    r"[”\"」』’'][，,]?(?:这?[几两]?个?[字词])?[，,]?(?:是不是|是否|难道不|会不会)?(?:应该?|应当|该)(?:是|为|写|作|叫)"
)
_WRITTEN_FOR = re.compile(
    r"([一-鿿a-z0-9+]{2,8}?)[”\"」』’']?(?:被|给|怎么|竟然|是不是)?[写打印排录错]{1,2}[成作]了?[“\"「『‘']?([一-鿿a-z0-9+]{2,8}?)"
    r"(?=[了吧啊呀吗么，,。？?！!；;”\"」』’']|$)"
)
_OF_THE_TEXT = re.compile(r"文件|政策|原文|条文|文本|文稿|稿|正文|里面?头?|第.{1,3}[条款]|附则|字|怎么|印|排")
#: So long a stretch that stands in the text word for word is taken from it.
_TAKEN = 4


def doubts_wording(text: str) -> bool:
    """Whether ``text`` asks which of two quoted wordings the document uses, or whether one is a misprint."""
    quoted = len(_QUOTED.findall(text))
    which = quoted > 1 and ("还是" in text or _SHOULD_BE.search(text))
    # 一场会写成两场报 speaks of papers to hand in, 文件里把什么写成了什么 of the text.
    written_for = _WRITTEN_FOR.search(text) and _OF_THE_TEXT.search(text)
    alone = re.search(r"错别字|错字|别字|[印排]错|笔误", text) or written_for
    return bool(which or alone or (quoted and (_DOUBT.search(text) or _SHOULD_BE.search(text))))


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
        doubted = doubts_wording(text)
        if not marks and not doubted:
            return ()
        if quoted := _QUOTED.findall(text):
            return tuple(dict.fromkeys(quoted))
        if doubted:
            pairs = _WRITTEN_FOR.findall(text)
            return tuple(dict.fromkeys(word for pair in pairs for word in pair)) or self._taken(text)
        behind = [found.group(1) for mark in marks if (found := _BEHIND.search(text[mark.end :]))]
        return tuple(dict.fromkeys((*behind, *(_OR.findall(text) if behind else ()))))

    def _taken(self, text: str) -> tuple[str, ...]:
        """The longest stretch of ``text`` that stands in the document word for word."""
        written = normalise(self._document.text).text.casefold()
        lengths = range(len(text), _TAKEN - 1, -1)
        stretches = (text[at : at + length] for length in lengths for at in range(len(text) - length + 1))
        found = next((stretch for stretch in stretches if stretch in written), None)
        return (found,) if found else ()

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
