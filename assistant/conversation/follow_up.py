"""What a message leaves out because it was said before: the award, the ask, the fact asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.awards.rulebook import RuleBook
from assistant.conversation.facts import FactReader
from assistant.conversation.heard import Heard
from assistant.conversation.sentences import leaves_unsaid
from assistant.conversation.session import APPLICANT_FACTS, Said, SessionState
from assistant.conversation.turn import Part
from assistant.conversation.understand import GENERAL, Reader
from assistant.conversation.wording import Conversation, Wording

#: A reply to a question back, and a question that lives on its context, are short.
_SHORT = 18
#: From this probability the model's award is a new topic, although no award is named.
_NEW_TOPIC = 0.85
_PUNCTUATION = re.compile(r"[\s，。！？；、,.!?;:：~～…吧啊呀哦呢嘛的了]+")


def paired_awards(named: Sequence[str], session: SessionState) -> tuple[str, ...]:
    """The awards that "this one and the one before" means."""
    pool = [*named, *session.topic_awards, *session.previous_awards, *reversed(session.weighed)]
    distinct = list(dict.fromkeys(pool))
    wanted = max(2, len(named))
    chosen = distinct[:wanted]
    return tuple(dict.fromkeys(award for award in (*session.weighed, *chosen) if award in chosen))


def is_short(text: str) -> bool:
    """Whether a message is short enough to live on what was said before."""
    return len(text) <= _SHORT


def goes_on(text: str, words: Conversation) -> bool:
    """Whether a message is a short follow-up: 那省级的呢, 再来五个人呢."""
    begins = words["follow_up"].begins(text)
    return is_short(text) and (begins or leaves_unsaid(text))


def continues_topic(part: Part, text: str, words: Conversation) -> bool:
    """Whether a question that names no award is about the awards of the last turn."""
    begins = words["follow_up"].begins(text)
    if part.ask in GENERAL:
        return part.ask in ("stacking", "compare", "difference", "promise") or (
            begins and part.ask not in ("apply", "smalltalk")
        )
    return begins or part.likely < _NEW_TOPIC or len(text) <= _SHORT // 2


class Replies:
    """Reads a message as the reply to the questions that were asked back."""

    def __init__(
        self, rulebook: RuleBook, wording: Wording, words: Conversation, facts: FactReader, reader: Reader
    ) -> None:
        self._rulebook = rulebook
        self._wording = wording
        self._words = words
        self._facts = facts
        self._reader = reader

    def declines(self, text: str, session: SessionState) -> bool:
        return bool(session.asked) and len(text) <= _SHORT and self._words["decline"](text)

    def read(self, heard: Heard, session: SessionState) -> list[Said]:
        """The facts that a bare reply gives; empty where the message is no reply."""
        if not session.asked:
            return []
        text = heard.text
        said: list[Said] = []
        bare = _PUNCTUATION.sub("", text)
        yes, no = self._words["yes"].matches_whole(bare), self._words["no"].matches_whole(bare)
        truth_given = False
        for fact in session.asked:
            if fact in APPLICANT_FACTS or fact not in self._rulebook.facts:
                continue
            declared = self._rulebook.facts[fact]
            value: Any = None
            if declared.type == "bool":
                if (yes or no) and not truth_given:
                    value, truth_given = yes, True
            elif declared.type == "int":
                value = _bare_count(heard)
            if value is None:
                continue
            for award_id in self._awards_asked(fact, session):
                said.append(Said(award_id, fact, value, text))
        return said

    def _awards_asked(self, fact: str, session: SessionState) -> list[str]:
        return [a for a in session.topic_awards if fact in self._rulebook.awards[a].facts]


def _bare_count(heard: Heard) -> int | None:
    """A count said with hardly another word (3, 三个): more words would say what it counts."""
    if len(heard.quantities) != 1:
        return None
    quantity = heard.quantities[0]
    rest = _PUNCTUATION.sub("", heard.text[: quantity.start] + heard.text[quantity.end :])
    whole = quantity.low == quantity.high == quantity.low.to_integral_value()
    return int(quantity.low) if quantity.kind in ("number", "count") and whole and len(rest) <= 1 else None
