"""What a message states: of the applicant, and of the cases of the awards that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.awards.facts import BadFact
from assistant.awards.rulebook import RuleBook
from assistant.conversation.amended import Amendments
from assistant.conversation.applicant import ApplicantReader
from assistant.conversation.case_meant import case_meant
from assistant.conversation.changes import changes, first_counted
from assistant.conversation.facts import FactReader
from assistant.conversation.firms import is_named
from assistant.conversation.further import Further
from assistant.conversation.heard import Heard
from assistant.conversation.items import without_names
from assistant.conversation.numbered import changed_items, numbered_changes
from assistant.conversation.phrases import Match
from assistant.conversation.pointing import Pointing
from assistant.conversation.projects import of_project, without_labels
from assistant.conversation.regrouped import Regrouped
from assistant.conversation.restored import restored
from assistant.conversation.session import ENTERPRISE, PROJECT, Said, SessionState
from assistant.conversation.turn import Part, Turn
from assistant.conversation.understand import Reader
from assistant.conversation.unit_values import plain
from assistant.conversation.wording import Conversation, Wording
from assistant.conversation.yearly import years_together

#: Asks of several awards whose sum is part of the answer.
_WEIGHING = ("total", "amount", "stacking")


class Statements:
    """Reads facts; keeps only what the rules can take."""

    def __init__(
        self,
        rulebook: RuleBook,
        wording: Wording,
        reader: Reader,
        facts: FactReader,
        applicant: ApplicantReader,
        words: Conversation,
        pointing: Pointing,
    ) -> None:
        self._rulebook = rulebook
        self._wording = wording
        self._reader = reader
        self._facts = facts
        self._applicant = applicant
        self._amendments = Amendments(wording)
        self._further = Further(rulebook, wording)
        self._regrouped = Regrouped(rulebook, wording)
        self._words = words
        self._pointing = pointing

    def of(self, heard: Heard, parts: Sequence[Part], turn: Turn) -> list[Said]:
        """The facts the message states: of the awards it is about, or of every award when all are asked."""
        heard = self._pointing.without(heard) if turn.pointed else heard
        focus = dict.fromkeys(award for part in parts for award in part.awards)
        mentions = self._reader.mentions(self.as_asked(heard, turn.session).text)
        for award_id in mentions:
            focus.setdefault(award_id)
        said = self.told(heard, focus, mentions, turn)
        if turn.goes_on or turn.what_if:
            known = {(one.award_id, one.fact) for one in said}
            inherited = self._pointing.inherited(tuple(focus), shown_of(turn))
            said += [one for one in inherited if (one.award_id, one.fact) not in known]
        if any(part.ask == "apply" for part in parts):
            unnamed = replace(heard, quantities=()).without([heard.part(m.start) for m in mentions.values()])
            said += self._facts.read(unnamed, [one for one in self._rulebook.awards if one not in focus])
        return said

    def told(
        self, heard: Heard, awards: Iterable[str], mentions: Mapping[str, Match], turn: Turn
    ) -> list[Said]:
        """What is told of the cases of ``awards``: of all of them, of the one pointed at, or of one more."""
        shown = shown_of(turn)
        awards = tuple(awards)
        meant = case_meant(heard, awards, shown, self._wording)
        if meant is not None:
            own = self._facts.read(heard.unsaid([meant.said]), [meant.award_id])
            if own:
                return [replace(one, place=meant.place, case=None) for one in own]
            turn.case = meant
        strongly = [award for award in self._reader.strongly_named(heard.text) if award in mentions]
        others = [award for award in awards if strongly and award not in mentions]
        if others:
            # 另外还有一个首版次软件 counts no set.
            rest = [award for award in awards if award not in others]
            said = self._told_of(heard, rest, mentions, turn, shown)
            if self._pointing.joins(heard.text) or self.same_project(heard.text) is False:
                # Nor does the level of what comes beside them tell of theirs.
                return said
            unnamed = _not_counted(heard, [heard.part(mentions[award].start) for award in strongly])
            return [*said, *self._told_of(unnamed, others, mentions, turn, shown)]
        return self._told_of(heard, awards, mentions, turn, shown)

    def _told_of(
        self,
        heard: Heard,
        awards: Sequence[str],
        mentions: Mapping[str, Match],
        turn: Turn,
        shown: SessionState,
    ) -> list[Said]:
        # What a further thing costs is no part of what the one before cost, nor a step of it.
        steady = [award for award in awards if not self._further.is_another(award, heard, shown)]
        known = {award: case for award, case in shown.cases.items() if award in steady}
        said = self._facts.read(heard, awards, mentions, known)
        said += self.changes(heard, steady, said, turn)
        new = [award for award in awards if award not in shown.cases]
        counted = {(one.award_id, one.fact) for one in said}
        first = first_counted(heard, new, mentions, self._rulebook, self._wording)
        said += [one for one in first if (one.award_id, one.fact) not in counted]
        said = years_together(said, heard, shown.cases, awards, self._rulebook, self._wording)
        said = restored(said, heard, awards, shown.cases, self._rulebook, self._wording)
        said = self._further(said, heard, shown)
        return of_project(self._regrouped(said, heard, awards, shown), heard, mentions, shown)

    def as_asked(self, heard: Heard, session: SessionState) -> Heard:
        """The message without what names no award: the names of a cost's parts (保险费6万, 担保费3万), the
        labels of projects told before (B项目)."""
        if session.projects:
            heard = without_labels(heard)
        for award_id, award in self._rulebook.awards.items():
            for matchers in (self._wording.facts[fact] for fact in award.facts):
                if not matchers.itemised or (masked := without_names(matchers, heard)).text == heard.text:
                    continue
                if self._reader.named_awards(masked.text) == self._reader.named_awards(heard.text):
                    continue
                named = self._reader.strongly_named(masked.text)
                going_on = award_id in session.topic_awards and not named
                further = self._words["left_out"](heard.text) or not self._words["asking"](heard.text)
                if award_id in named or (going_on and further):
                    return masked
        return heard

    def certified_here(self, award_id: str) -> bool:
        """Whether an award's own facts say what another place's recognition counts for."""
        facts = self._rulebook.awards[award_id].facts
        return any(self._wording.facts[fact].elsewhere is not None for fact in facts)

    def asks_of_kind(self, heard: Heard, awards: Sequence[str], session: SessionState) -> bool:
        """Whether it is asked if a kind of applicant gets, too, what has no figure (我们是高校，也行吧)."""
        kinds = {self._rulebook.awards[award_id].rule.amount.kind for award_id in awards}
        if not kinds or not kinds <= {"none", "unspecified"} or not self._words["as_well"](heard.text):
            return False
        own = self._words["self_is"](heard.text) or bool(self.applicant(heard, session))
        return own or any(isinstance(one.value, str) for one in self._facts.read(heard, awards))

    def knows_venue(self, session: SessionState) -> bool:
        """Whether it was told where an event is held."""
        known = {fact for case in session.cases.values() for fact in case}
        return any(self._wording.facts[fact].venue for fact in known)

    def topic(self, text: str, session: SessionState) -> tuple[str, ...]:
        """The awards that are talked of, or the one of them that the message turns to (园区的话，省级)."""
        return self._pointing.about(text, session) or tuple(session.topic_awards)

    def keep_total(self, parts: Sequence[Part], heard: Heard, turn: Turn) -> None:
        """Who changes a fact of one of the awards that were weighed together wants to know the new sum."""
        topic, ask = turn.session.topic_awards, turn.session.topic_ask
        part = parts[0]
        apart = part.clauses or not part.awards or not set(part.awards) <= set(topic)
        if len(parts) > 1 or apart or ask not in _WEIGHING or len(topic) < 2:
            return
        if part.cued and not (ask == "total" and part.ask in _WEIGHING):
            return
        if part.ask != "total" and self._pointing.about(heard.text, turn.session):
            return
        tells = self._facts.read(heard, part.awards) or self.changes(heard, part.awards, (), turn)
        if tells or self.same_project(heard.text) is not None:
            part.ask, part.awards = ask, tuple(topic)

    def changes(self, heard: Heard, awards: Iterable[str], said: Sequence[Said], turn: Turn) -> list[Said]:
        """Numbers told before, in the session or by ``said``, that now grow or shrink.

        "再加两个" goes on from what was shown last, a what-if included; otherwise what is so counts.
        """
        session = turn.session
        shown = session.supposed if self._words["again"](heard.text) else []
        base = shown_of(turn) if session.firms else session
        had, known = base.with_said(shown).cases, base.with_said([*shown, *said]).cases
        of_these = {award_id: known[award_id] for award_id in awards if award_id in known}
        changed = changes(heard, of_these, had, said, self._rulebook, self._wording)
        # A further part of a cost, of a divided number, or a further case is counted already.
        counted = {(one.award_id, one.fact) for one in said if one.items or one.rest or one.case is not None}
        return [one for one in changed if (one.award_id, one.fact) not in counted]

    def by_number(self, said: list[Said], heard: Heard, turn: Turn) -> list[Said]:
        """What was ``said`` where the message changes by number what a turn before numbered (②改为355万):
        the part of a cost, else the award of that number.

        Where nothing was numbered so, no figure is taken and the old one is no longer known, so that it is
        asked back: neither the old nor a changed whole would be what is meant.
        """
        changes = numbered_changes(turn.message, heard)
        topic, cases = turn.session.topic_awards, turn.session.cases
        if not changes or not topic:
            return said
        changed = [change.number for change in changes if change.changed]
        if len(topic) > 1 and max(changed) <= len(topic):
            meant = {topic[number - 1] for number in changed}
            return [one for one in said if one.award_id is None or one.award_id in meant]
        kept: list[Said] = [one for one in said if one.award_id is None]
        for award_id in topic:
            for fact, known in list(cases.get(award_id, {}).items()):
                if self._wording.facts[fact].number is None:
                    continue
                whole = sum((Decimal(item.value) for item in known.items), Decimal(0))
                items = changed_items(known.items, changes) if known.items else None
                if items is None or whole != Decimal(str(known.value)):
                    del cases[award_id][fact]
                    continue
                value = sum((Decimal(item.value) for item in items), Decimal(0))
                words = "、".join(change.words for change in changes if change.changed)
                kept.append(Said(award_id, fact, plain(value), words, items=items))
        return kept

    def of_one_case(self, said: Sequence[Said], heard: Heard, turn: Turn) -> list[Said]:
        """What was ``said``, where it is said of one of several cases told before (正高换成3名呢)."""
        view = shown_of(turn)
        for award_id in self._amendments.left_out(said, heard, view):
            for part in turn.parts:
                part.awards = tuple(one for one in part.awards if one != award_id)
        return self._amendments(said, heard, view)

    def applicant(self, heard: Heard, session: SessionState) -> list[Said]:
        """What the message says of the applicant himself."""
        said = []
        seat = heard.places.seat
        if seat is not None:
            said.append(Said(None, "region", seat.name, seat.text))
        known = "entity_type" in session.applicant
        if (entity := self._applicant.kind(heard, known=known)) is not None:
            said.append(Said(None, "entity_type", entity[0], entity[1]))
        elif self._applicant.is_enterprise(heard):
            said.append(Said(None, ENTERPRISE, True, "企业"))
        return said

    def told_of_topic(self, heard: Heard, turn: Turn) -> bool:
        """Whether the message tells something about the case that is being talked of."""
        if self.applicant(heard, turn.session) or turn.as_of != turn.today:
            return True
        if any(quantity.kind in ("money", "percent") for quantity in heard.quantities):
            return True
        topic = turn.session.topic_awards
        return bool(self.told(heard, topic, {}, turn)) or turn.case is not None

    def tells_of(self, heard: Heard, awards: Sequence[str]) -> bool:
        """Whether the message states a fact of these awards' cases."""
        return bool(self._facts.read(heard, awards))

    def tells_beside_names(self, heard: Heard, awards: Sequence[str]) -> bool:
        """The same, by other words than those that name an award (硕士 names one and is no 博士)."""
        names = {heard.text[match.start : match.end] for match in self._reader.mentions(heard.text).values()}
        return any(one.words not in names for one in self._facts.read(heard, awards))

    def same_project(self, text: str) -> bool | None:
        if self._words["different_projects"](text):
            return False
        return True if self._words["same_project"](text) else None

    def acceptable_of(self, said: Iterable[Said]) -> list[Said]:
        """Those whose values the rules take: nobody has nought sets; a slip must not stop the answer."""
        return [one for one in said if self._acceptable(one)]

    def _acceptable(self, said: Said) -> bool:
        reader = self._rulebook.readers.get(said.fact)
        if reader is None:
            return said.fact in (ENTERPRISE, PROJECT)
        try:
            reader(said.value, (said.fact,))
        except BadFact:
            return False
        return True


def _not_counted(heard: Heard, parts: Sequence[Match]) -> Heard:
    """The message without the counts that stand in one of ``parts``."""
    inside = [q for q in heard.quantities if any(p.start <= q.start < p.end for p in parts)]
    kept = tuple(q for q in heard.quantities if q.kind != "count" or q not in inside)
    return replace(heard, quantities=kept)


def shown_of(turn: Turn) -> SessionState:
    """What is known of the one applicant named, if several were told apart; what was shown last, a what-if
    included, where the message goes on from it; else what is so."""
    session = turn.session
    named = [firm for firm in session.firms if is_named(firm.name, turn.text)]
    if len(named) == 1:
        return session.with_said(named[0].said)
    if session.supposed and turn.goes_on and not turn.back_to_facts:
        return session.with_said(session.supposed)
    return session
