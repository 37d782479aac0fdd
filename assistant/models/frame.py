"""The answer composed without the model, taken apart: what stays, and where the model's words go.

Conclusions, premises set right, lists, quotations, notices and questions stay word for word. Only
the lines that spell out an award's conditions and working give way to the model's explanation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answers.replies import Replies
from assistant.answers.section import readable
from assistant.contract import Answer, Citation

_MARK = re.compile(r"\[(\d{1,3})\]")
_QUOTE = "> "
_ITEM = "- "


@dataclass(frozen=True, slots=True)
class Frame:
    """Paragraphs before the model's words, after them, and those that close the answer."""

    lead: tuple[str, ...]
    after: tuple[str, ...]
    closing: tuple[str, ...]

    @classmethod
    def of(cls, answer: Answer, replies: Replies) -> Frame:
        reasons = {readable(reason.text) for award in answer.awards for reason in award.reasons}
        working, next_step = _opening(replies, "working", "steps"), _opening(replies, "next_step", "units")
        later = (next_step, replies("if_misread"))
        closing_words = (replies("money_notice"), _opening(replies, "questions", "questions"))

        def is_detail(line: str) -> bool:
            words = line.removeprefix(_ITEM)
            return words != line and (words in reasons or words.startswith(working))

        paragraphs = answer.answer.split("\n\n")
        closing = tuple(p for p in paragraphs if p.startswith(closing_words))
        rest = []
        for paragraph in paragraphs:
            kept = "\n".join(line for line in paragraph.split("\n") if not is_detail(line))
            if kept and paragraph not in closing:
                rest.append(kept)
        explains = len("".join(rest)) < len("".join(p for p in paragraphs if p not in closing))
        after = tuple(p for p in rest if p.startswith(later) or (explains and p.startswith(_QUOTE)))
        return cls(tuple(p for p in rest if p not in after), after, closing)


class Numbers:
    """Numbers the citations of one answer in the order of their use."""

    def __init__(self, cited: tuple[Citation, ...]) -> None:
        self._cited = {citation.n: citation for citation in cited}
        self._used: dict[tuple[str, int, int], Citation] = {}

    def mark(self, citation: Citation) -> str:
        """``[n]`` for the citation, under a number of its own."""
        n = len(self._used) + 1
        return f"[{self._used.setdefault(_key(citation), citation.model_copy(update={'n': n})).n}]"

    def renumbered(self, paragraph: str) -> str:
        """A paragraph of the answer composed without the model, with its marks as they now are."""
        return _MARK.sub(
            lambda m: self.mark(self._cited[int(m[1])]) if int(m[1]) in self._cited else m[0], paragraph
        )

    def remaining(self, paragraphs: tuple[str, ...]) -> Iterator[str]:
        """The paragraphs without those that only quote what has been cited already."""
        used = set(self._used)
        for paragraph in paragraphs:
            marks = [self._cited[int(n)] for n in _MARK.findall(paragraph) if int(n) in self._cited]
            if paragraph.startswith(_QUOTE) and marks and all(_key(c) in used for c in marks):
                continue
            yield self.renumbered(paragraph)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._used.values())


def _key(citation: Citation) -> tuple[str, int, int]:
    return citation.document_id, citation.start, citation.end


def _opening(replies: Replies, key: str, field: str) -> str:
    """The words of a reply before what is filled in."""
    return replies(key, **{field: "\0"}).split("\0")[0]
