"""Which of several applicants a message is about, and what it tells of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.conversation.firms import Firm, FirmReader, is_named, without
from assistant.conversation.heard import Heard, blanked
from assistant.conversation.session import ENTERPRISE, PROJECT, OneOf
from assistant.conversation.statements import Statements
from assistant.conversation.turn import Turn
from assistant.conversation.understand import Reader
from assistant.conversation.wording import Conversation
from assistant.language.quantities import Quantity, read_quantities

#: How a message is heard of which only a stretch speaks.
Hear = Callable[[str, Turn, tuple[Quantity, ...]], Heard]


class TellApart:
    """Fills ``turn.firms``, and leaves in ``turn.said`` what is true of all of them."""

    def __init__(self, reader: Reader, statements: Statements, words: Conversation) -> None:
        self._reader = reader
        self._statements = statements
        self._words = words
        self._firms = FirmReader(words)

    def __call__(self, turn: Turn, text: str, hear: Hear) -> None:
        """Several applicants in the message, or some of those told apart before."""
        projects = turn.session.projects or any(one.fact == PROJECT for one in turn.said)
        firms = () if projects else self._firms.told_apart(text)
        each = [self._one(firm, firms, turn, text, hear) for firm in firms]
        common = [one for one in (each[0].said if each else ()) if all(one in other.said for other in each)]
        apart = [replace(one, said=[said for said in one.said if said not in common]) for one in each]
        if any(one.said for one in apart) or len({one.awards for one in apart}) > 1:
            turn.firms, turn.said = apart, common
        elif self._joins(turn, text, hear):
            return
        elif meant := self._meant(turn, text):
            # What is told now is of these only.
            named = self._reader.named_awards(text)
            turn.firms = [
                replace(one, said=[*one.said, *turn.said], awards=named or one.awards) for one in meant
            ]
            turn.said = []
        elif all(said.award_id or said.fact == ENTERPRISE for said in turn.said):
            named = self._reader.named_awards(text)
            turn.firms = [replace(one, awards=named or one.awards) for one in turn.session.firms]

    def _joins(self, turn: Turn, text: str, hear: Hear) -> bool:
        """One applicant more, by a name of his own or as another one: what was told before is not his."""
        session, firm = turn.session, self._firms.one_named(text)
        own = self._firms.as_own(text)
        said = list(turn.said)
        if own is not None:
            said = [one for one in said if one.award_id]
            said += self._statements.applicant(hear(own, turn, read_quantities(own)), session)
        region = next((one.value for one in said if one.fact == "region"), None)
        known = session.applicant.get("region")
        if turn.what_if or region is None:
            return False
        if firm is not None and len(firm.name) > 1 and not session.firms and known is None:
            # The only one so far, whatever he is called.
            session.called = firm.name
            return False
        named = firm is not None and firm.name not in {session.called, *(one.name for one in session.firms)}
        other = own is not None and (known is None or known.value != region)
        if not (named or other):
            return False
        if not session.firms and known is not None:
            before = f"{session.called or '前一家'}（{known.value}）"
            session.firms = [OneOf(before, session.set_apart(), session.called, tuple(session.weighed))]
        for part in turn.parts:
            if part.ask == "region" and not part.awards and session.topic_awards:
                # 老周的厂在滨海，能拿吗 asks of what is talked of.
                part.ask, part.awards, part.named = session.topic_ask, tuple(session.topic_awards), True
                said += self._statements.of(hear(text, turn, read_quantities(text)), [part], turn)
        label = f"{firm.label}（{region}）" if firm is not None and named else str(region)
        awards = self._reader.named_awards(text)
        new = OneOf(label, said, firm.name if firm and named else "", awards)
        session.firms = [*session.firms, new]
        turn.firms, turn.said = [new], []
        return True

    def _one(self, firm: Firm, firms: tuple[Firm, ...], turn: Turn, text: str, hear: Hear) -> OneOf:
        own = blanked(without(text, [other for other in firms if other is not firm]), firm.counted)
        heard = hear(own, turn, read_quantities(own))
        said = self._statements.acceptable_of(
            (
                *self._statements.applicant(heard, turn.session),
                *self._statements.of(heard, turn.parts, turn),
            )
        )
        place = next((one.value for one in said if one.fact == "region"), None)
        label = f"{firm.label}（{place}）" if place else firm.label
        awards = self._reader.named_awards(own)
        return OneOf(label, said, firm.name, awards)

    def _meant(self, turn: Turn, text: str) -> list[OneOf]:
        """Those whom the message names, or whose place; the other one; or whom it goes on with."""
        firms, session = turn.session.firms, turn.session
        if named := [firm for firm in firms if is_named(firm.name, text)]:
            return named
        if placed := [firm for firm in firms if self._placed(firm, turn)]:
            return placed
        last = [firm for firm in firms if firm.label in session.meant]
        if len(last) != 1 or any(said.award_id is None for said in turn.said):
            return []
        if len(firms) == 2 and self._words["other_firm"](text):
            return [firm for firm in firms if firm not in last]
        return [] if self._words["all_firms"](text) else last

    def _placed(self, firm: OneOf, turn: Turn) -> bool:
        """Whether the message speaks of the applicant by where he is (亭湖的那家), or tells of that place."""
        place = next((said.value for said in firm.said if said.fact == "region"), None)
        that = self._words["that_firm"].pattern
        if place is not None and re.search(rf"{place[:2]}[^，。]{{0,4}}{that}", turn.text):
            return True
        return any(said.fact == "region" and said.value == place for said in turn.said)
