"""The model's part of one answer, sentence by sentence: filled in, checked, numbered."""

from __future__ import annotations

import re

from assistant.models.faults import Fault
from assistant.models.frame import Numbers
from assistant.models.guard import Guard, Matter, Refused
from assistant.models.tokens import Filler, Piece, UnknownToken

#: More than this is no explanation any more.
_LONGEST = 1500
#: Headings and quotation marks of Markdown at the beginning of a line.
_LINE_START = re.compile(r"^[#>\s]+(?=\S)")


class Draft:
    """``text`` is what has passed so far; ``awards`` are those whose figures it names."""

    def __init__(self, filler: Filler, guard: Guard, matter: Matter, numbers: Numbers) -> None:
        self._filler = filler
        self._guard = guard
        self._matter = matter
        self._numbers = numbers
        self.text = ""
        #: Line breaks that the model wrote since, shown only once something follows them.
        self._breaks = 0
        self.awards: set[str] = set()

    def add(self, sentence: str) -> str | Refused:
        """What of ``sentence`` is shown: all of it with its figures and marks, nothing, or why not.

        Raises ``Fault`` where the whole becomes too long.
        """
        if not self.text or self._breaks:
            sentence = _LINE_START.sub("", sentence)
        words = sentence.rstrip("\n")
        breaks, sentence = len(sentence) - len(words), words
        if not sentence.strip():
            self._breaks += breaks
            return ""
        try:
            pieces = self._filler.fill(sentence)
        except UnknownToken:
            self._breaks += breaks
            return ""
        refused = self._guard.check(pieces, self.text, self._matter)
        if refused is not None:
            self._breaks += breaks
            return "" if refused.drop else refused
        self.awards |= {piece.award_id for piece in pieces if piece.award_id}
        text = self._gap() + _emphasis("".join(map(self._marked, pieces)))
        self._breaks = breaks
        self.text += text
        if len(self.text) > _LONGEST:
            raise Fault("too_long")
        return text

    def _marked(self, piece: Piece) -> str:
        return piece.text + (self._numbers.mark(piece.citation) if piece.citation else "")

    def _gap(self) -> str:
        """The line breaks since the last sentence, at most an empty line; none at the beginning."""
        return "\n" * min(self._breaks, 2) if self.text else ""


def _emphasis(text: str) -> str:
    """Bold in pairs only; a single star would be read as emphasis of all that follows."""
    bare = text.replace("**", "")
    return text if text.count("**") % 2 == 0 and "*" not in bare else bare.replace("*", "")
