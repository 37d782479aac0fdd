"""What kind of applicant a message speaks of: who owns him, what he is, or only that he is an enterprise."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.conversation.heard import Heard
from assistant.conversation.phrases import Match
from assistant.conversation.values import asserted_values, told_last, words_of
from assistant.conversation.windows import Window
from assistant.conversation.wording import Conversation, EntityMatchers

_EVERYWHERE = Window(0, 1 << 30)
_PART = re.compile(r"[^，。！？；,!?;:：\n]+")
#: Between 我们 and what we are (我们是一家民企) stand no more signs.
_SELF_REACH = 8
#: More than half of the shares decide who owns a firm.
_HALF = Decimal("0.5")
#: So near behind an owner's name stands how much he holds (外资占49%).
_SHARE_REACH = 6


class ApplicantReader:
    """Reads the applicant's kind out of normalised text."""

    def __init__(self, wording: EntityMatchers, conversation: Conversation) -> None:
        self._wording = wording
        self._words = conversation

    def kind(self, heard: Heard, *, known: bool) -> tuple[str, str] | None:
        """The kind of applicant that the message names and its words, or None where it names none or
        several; ``known`` when something of the applicant was told before.

        Of several, what the speaker says right behind 我们 counts, then who owns the applicant, before
        what he is beside that (民营研究院, 学校是事业单位).
        """
        if (owner := self._majority(heard)) is not None:
            return owner
        heard = self._of_the_applicant(heard, known)
        # 台湾老板独资 names an owner by where he is from.
        heard = replace(heard, places=replace(heard.places, outside=()))
        kinds = told_last(asserted_values(self._wording.values, heard, _EVERYWHERE), heard)
        kinds = [pair for pair in kinds if not self._points_at_support(heard, pair[0])]
        kinds = [pair for pair in kinds if not self._is_minority(heard, pair[0])]
        if len({kind for _, kind in kinds}) > 1:
            own = [
                pair
                for pair in kinds
                if self._words["self_is"].ends(heard.before(pair[0].start, _SELF_REACH))
            ]
            owning = [pair for pair in kinds if pair[1] in self._wording.ownership]
            kinds = own if len({kind for _, kind in own}) == 1 else owning
        if len({kind for _, kind in kinds}) != 1:
            return None
        match, kind = kinds[0]
        return kind, words_of(heard, match)

    def is_enterprise(self, heard: Heard) -> bool:
        """Whether the applicant is said to be an enterprise, of whatever kind."""
        return any(not heard.negates(match) for match in self._wording.enterprise.find(heard.text))

    def _majority(self, heard: Heard) -> tuple[str, str] | None:
        """Who holds more than half of the shares (国资占股六成), by what the shares are called."""
        for quantity in heard.quantities:
            part = heard.part(quantity.start)
            if quantity.kind != "percent" or quantity.low != quantity.high or quantity.low <= _HALF:
                continue
            others = (q.end for q in heard.quantities if q.end <= quantity.start)
            start = max((part.start, *others))
            for kind, shares in self._wording.shares.items():
                if found := shares.first(heard.text[start : quantity.start]):
                    return kind, heard.text[start + found.start : quantity.end]
        return None

    def _is_minority(self, heard: Heard, match: Match) -> bool:
        """外资占49% makes no foreign enterprise: who holds the rest is not said."""
        behind = heard.text[match.end : match.end + _SHARE_REACH]
        shares = (q for q in heard.quantities if q.kind == "percent" and q.high <= _HALF)
        return any(match.end <= q.start < match.end + _SHARE_REACH for q in shares) and "占" in behind

    def _points_at_support(self, heard: Heard, match: Match) -> bool:
        """民企那个补贴 names a support, not what kind of enterprise the speaker is."""
        after = heard.text[match.end : heard.part(match.start).end]
        return self._words["points_at_support"].begins(after)

    def _of_the_applicant(self, heard: Heard, known: bool) -> Heard:
        """The message without the parts that speak of somebody else (客户是外企).

        Who says nothing of himself asks for somebody else: then that one is the applicant.
        """
        if not known and not self._words["self"](heard.text):
            return heard
        parts = [Match(part.start(), part.end()) for part in _PART.finditer(heard.text)]
        said = {part: heard.text[part.start : part.end] for part in parts}
        others = self._words["place_of_others"]
        return heard.without([p for p in parts if others(said[p]) and not self._words["self"](said[p])])
