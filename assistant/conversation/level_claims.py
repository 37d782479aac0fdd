"""What a message takes for granted of levels: 要国家级的才给吧, 省级的也算对不对."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.awards.conditions import tests_of
from assistant.awards.rulebook import RuleBook
from assistant.conversation.sentences import PART_END, split_sentences
from assistant.conversation.wording import Conversation

#: The levels of the contract, each with the list of how it is spoken of.
_LEVELS = {"national": "level_national", "provincial": "level_provincial", "city": "level_city"}


def claims_level(text: str, words: Conversation) -> bool:
    """Whether ``text`` only wants to hear if what it says of levels is so; no case is told in it."""
    rule = any(words[name](text) for name in ("level_only", "level_denied", "level_also"))
    return rule and words["confirms"](text) and words["levels"](text) and not words["level_of_own"](text)


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of an award, and whether what was said of them is so."""

    paid: tuple[str, ...]
    unpaid: tuple[str, ...]
    right: bool


class LevelClaims:
    """Holds what is said of the levels of an award against its rule."""

    def __init__(self, rulebook: RuleBook, words: Conversation) -> None:
        self._rulebook = rulebook
        self._words = words

    def judge(self, text: str, award_id: str) -> Levels | None:
        """What ``text`` says of the levels of the award, against its rule; None where it has no levels,
        or none of them is spoken of."""
        for test in tests_of(self._rulebook.awards[award_id].rule.conditions):
            levels = [c for c in self._rulebook.facts[test.fact].choices if c.value in _LEVELS]
            if not levels or not isinstance(test.equals, str | tuple):
                continue
            paid = {test.equals} if isinstance(test.equals, str) else set(test.equals)
            if claims := self._claims(text, [level.value for level in levels]):
                return Levels(
                    tuple(level.label for level in levels if level.value in paid),
                    tuple(level.label for level in levels if level.value not in paid),
                    all(said is (level in paid) for level, said in claims),
                )
        return None

    def _claims(self, text: str, levels: Sequence[str]) -> list[tuple[str, bool]]:
        """Those of ``levels`` that ``text`` says something of, each with whether they are said to be paid."""
        claims = []
        for piece in (p for sentence in split_sentences(text) for p in PART_END.split(sentence)):
            # A name at its end is one by the mark behind it.
            named = [level for level in levels if self._words[_LEVELS[level]](piece + ",")]
            if not named:
                continue
            only, denied = self._words["level_only"](piece), self._words["level_denied"](piece)
            claims += [(level, only or not denied) for level in named]
            if only:
                claims += [(level, False) for level in levels if level not in named]
        return claims
