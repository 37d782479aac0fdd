"""Phrases that a policy officer writes, matched in what people say.

In a phrase ``…`` stands for up to eight characters of the same sentence part, no "not yet" among them,
``(a|b)``, in half-width brackets, for one of several words, ``(a|b)?`` for one or none; ``(!a|b)`` says
that none of them follows, ``(<a|b)`` that none of them, all of one length, stands before; ``$`` in brackets
is the end of what was said. All else is matched as it stands, full width and half width being the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_GAP = r"[^，、：。！？；,:!?;\n没未]{0,8}?"
#: What begins a bracket that only looks ahead or back.
_LOOKS = {"!": "(?!", "<": "(?<!"}
_LATIN = re.compile(r"[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at ``[start, end)`` of the text searched."""

    start: int
    end: int


class Phrases:
    """A list of phrases as one matcher; the one written longest wins where several begin together."""

    def __init__(self, phrases: Iterable[str]) -> None:
        alternatives = sorted({_pattern(phrase) for phrase in phrases}, key=len, reverse=True)
        #: The phrases as a regular expression, for a larger one in which they stand.
        self.pattern = f"(?:{'|'.join(alternatives)})" if alternatives else "(?!)"
        self._regex = re.compile(self.pattern) if alternatives else None

    def find(self, text: str) -> tuple[Match, ...]:
        """Every match in ``text`` (normalised and casefolded), in order, not overlapping."""
        if self._regex is None:
            return ()
        return tuple(Match(found.start(), found.end()) for found in self._regex.finditer(text))

    def first(self, text: str) -> Match | None:
        found = self._regex.search(text) if self._regex else None
        return Match(found.start(), found.end()) if found else None

    def __call__(self, text: str) -> bool:
        return self.first(text) is not None

    def without(self, text: str) -> str:
        """``text`` with every phrase taken out."""
        return self.instead(text, "")

    def instead(self, text: str, words: str) -> str:
        """``text`` with ``words`` in the place of every phrase."""
        return self._regex.sub(words, text) if self._regex else text

    def matches_whole(self, text: str) -> bool:
        """Whether the text is one of the phrases and nothing else."""
        return self._regex is not None and self._regex.fullmatch(text) is not None

    def begins(self, text: str) -> bool:
        """Whether ``text`` begins with one of the phrases."""
        return self.begun(text) > 0

    def begun(self, text: str) -> int:
        """How long the phrase is that ``text`` begins with; 0 where it begins with none."""
        found = self._regex.match(text) if self._regex else None
        return found.end() if found else 0

    def ends(self, text: str) -> bool:
        """Whether ``text`` ends with one of the phrases."""
        return any(match.end == len(text) for match in self.find(text))


def check(phrase: str) -> str:
    """The phrase itself, or ValueError with what is wrong with its brackets."""
    try:
        re.compile(_pattern(phrase))
    except re.error as error:
        raise ValueError(f"「{phrase}」的括号不成对（{error}）") from error
    return phrase


def flat(phrases: object) -> object:
    """A list of phrases in which whole lists may stand, as one list; anything else as it is."""
    if not isinstance(phrases, list):
        return phrases
    return [one for part in phrases for one in (part if isinstance(part, list) else [part])]


def _pattern(phrase: str) -> str:
    parts = re.split(r"([…()|$]|(?<=\))\?)", phrase)
    special = {"…": _GAP, "(": "(?:", ")": ")", "|": "|", "$": r"\Z"}
    # Outside brackets these two are characters of the phrase.
    depth, out = 0, []
    for place, part in enumerate(parts):
        if part == "?" and place % 2:
            # Split off, so it stands right behind a choice.
            out.append("?")
            continue
        if part in ("|", "$") and depth == 0:
            out.append(re.escape(part))
            continue
        if part[:1] in _LOOKS and place and parts[place - 1] == "(":
            out[-1], part = _LOOKS[part[0]], part[1:]
        depth += (part == "(") - (part == ")")
        out.append(special.get(part) or re.escape(unicodedata.normalize("NFKC", part).casefold()))
    pattern = "".join(out)
    # "hi" must not be found inside "this": Latin words end where the letters end.
    if _LATIN.match(phrase[:1]):
        pattern = r"(?<![a-z])" + pattern
    if _LATIN.match(phrase[-1:]):
        pattern += r"(?![a-z])"
    return pattern
