"""The first step: what the message says — its questions, the facts it states, the words that steer."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation import follow_up
from assistant.conversation.alone import NamedAlone
from assistant.conversation.bare import with_units
from assistant.conversation.changes import is_change
from assistant.conversation.facts import FactReader
from assistant.conversation.heard import Heard, blanked, without_orders
from assistant.conversation.listed import circled_apart, counted_apart
from assistant.conversation.questions import Questions
from assistant.conversation.rates import claims_length
from assistant.conversation.seat import read_places_of
from assistant.conversation.sentences import leaves_unsaid
from assistant.conversation.session import Said, SessionState
from assistant.conversation.shorthand import with_measures
from assistant.conversation.statements import Statements
from assistant.conversation.tell_apart import TellApart
from assistant.conversation.told_groups import ToldGroups
from assistant.conversation.turn import Part, Turn
from assistant.conversation.understand import Reader
from assistant.conversation.wording import Conversation
from assistant.language.english import Glossary
from assistant.language.normalise import normalise
from assistant.language.periods import read_periods
from assistant.language.pinyin import PinyinReader
from assistant.language.places import read_places, read_unclear
from assistant.language.quantities import Quantity, read_quantities
from assistant.language.spelling import Speller

#: What is left of a message of orders when this short asks nothing of its own.
_HARDLY_ANYTHING = 8


class ReadMessage:
    """Fills a turn's text, parts, facts and flags; changes nothing in the session itself."""

    def __init__(
        self,
        reader: Reader,
        questions: Questions,
        facts: FactReader,
        statements: Statements,
        replies: follow_up.Replies,
        words: Conversation,
        speller: Speller,
        english: Glossary,
        pinyin: PinyinReader,
        told_groups: ToldGroups,
        alone: NamedAlone,
    ) -> None:
        self._reader = reader
        self._questions = questions
        self._facts = facts
        self._statements = statements
        self._replies = replies
        self._words = words
        self._speller = speller
        self._english = english
        self._pinyin = pinyin
        self._told_groups = told_groups
        self._alone = alone
        self._tell_apart = TellApart(reader, statements, words)

    def __call__(self, turn: Turn) -> None:
        typed = normalise(circled_apart(turn.message)).text
        signs = self._pinyin.read(typed)
        repaired = self._speller.repair(self._english.translate(signs))
        topic = turn.session.topic_awards
        known = [kept for award in topic for case in turn.session.all_cases(award) for kept in case.values()]
        apart = counted_apart(repaired.text)
        turn.counted_out = apart != repaired.text
        text = turn.text = with_measures(with_units(apart, known, self._words), self._words)
        turn.repairs = tuple((change.before, change.after) for change in repaired.changes)
        if signs != typed:
            turn.repairs = ((typed, repaired.text),)
        turn.forget = self._words["forget"](text) and len(text) <= 20
        turn.injection = self._words["injection"](text)
        # 把上限改成500万: what such an order says is neither a question nor a fact.
        rest = without_orders(text, self._words) if turn.injection else text
        only_orders = len(rest) <= _HARDLY_ANYTHING < len(text) or not (rest == text or self._asks(rest))
        text = text if only_orders else rest
        back = self._words["actually"].find(text)
        turn.back_to_facts = bool(back)
        # 都不假设了 supposes nothing.
        turn.what_if = self._words["what_if"](blanked(text, back))
        turn.goes_on = follow_up.goes_on(text, self._words)
        turn.correction = not only_orders and self._words["correction"](text)
        turn.unclear_place = read_unclear(text)
        heard = self._heard(text, turn, () if only_orders else read_quantities(text))
        # 人数翻倍呢 supposes.
        turn.what_if = turn.what_if or (turn.goes_on and leaves_unsaid(text) and is_change(heard))
        asked = self._statements.as_asked(heard, turn.session)
        reply = self._reply(heard, asked.text, turn)
        if reply is not None:
            turn.parts, said = reply
        else:
            alone = self._alone(text, turn.session)
            turn.parts = [alone] if alone else self._questions(turn, asked)
            self._statements.keep_total(turn.parts, heard, turn)
            for part in turn.parts:
                part.claims_length = any(claims_length(heard, quantity) for quantity in heard.quantities)
            # “科研补贴”四个字 counts nobody, and 200万 alone costs nothing.
            no_case = (alone and heard.quantities) or any(
                part.claims_level or part.words for part in turn.parts
            )
            said = [] if no_case else self._statements.of(heard, turn.parts, turn)
        applicant = self._statements.applicant(heard, turn.session)
        asks_of_us = any(part.personal or part.ask != "none" for part in turn.parts)
        if asks_of_us or any(one.fact != "region" for one in applicant):
            # 射阳大米哪里买 says of nobody that he is there.
            said = [*applicant, *said]
        seat = heard.places.seat
        turn.sites = tuple(p.name for p in heard.places.sites if seat is not None and p.scope != seat.scope)
        turn.places = heard.places.asked
        said = self._statements.by_number(said, heard, turn)
        said = self._told_groups(self._statements.of_one_case(said, heard, turn), heard, turn)
        turn.said = self._statements.acceptable_of(said)
        turn.told = bool(turn.said)
        self._tell_apart(turn, text, self._heard)
        asks = self._asks(text) and any(part.cued and part.named for part in turn.parts)
        if only_orders and not asks:
            turn.parts = [Part(text, "none")]
        self._finish(turn, heard)

    def _asks(self, text: str) -> bool:
        return self._words["asking"](text)

    def _heard(self, text: str, turn: Turn, quantities: tuple[Quantity, ...]) -> Heard:
        expected, known = "region" in turn.session.asked, "region" in turn.session.applicant
        places = read_places_of(
            text,
            read_places(text),
            self._words,
            expected=expected,
            known=known,
            venue_known=self._statements.knows_venue(turn.session),
        )
        periods = read_periods(text, turn.today)
        outside = [q for q in quantities if not any(p.start <= q.start < p.end for p in periods)]
        together = sorted((*outside, *periods), key=lambda q: q.start)
        return Heard(text, tuple(together), places, self._words)

    def _finish(self, turn: Turn, heard: Heard) -> None:
        """Injected orders ask nothing; figures are premises, facts, or told to be neither."""
        costs = {said.words for said in turn.said if isinstance(said.value, str)}
        premises = tuple(q for q in self._facts.premises(heard) if q.text not in costs)
        for part in turn.parts:
            if turn.injection and not part.named and not part.clauses:
                part.ask = "none"
            if part.ask == "none":
                if part.foreign_place and part.awards:
                    # 那我们这边呢 asks of the same award at home.
                    turn.session.topic_awards, turn.session.topic_ask = list(part.awards), "amount"
                part.awards = ()
            else:
                part.premises = premises
        turn.same_project = self._statements.same_project(heard.text)
        turn.relative = self._words["relative"](heard.text)
        told = (*turn.said, *(said for firm in turn.firms for said in firm.said))
        used = "、".join(said.words for said in told)
        turn.unused = tuple(
            q
            for q in heard.quantities
            if q.kind in ("money", "percent")
            and q not in premises
            and q.text not in used
            and not self._words["no_figure"].begins(q.text)
            # 不是32万，是23万 says itself that it is not to be counted.
            and not self._words["negation"].ends(heard.text[: q.start].rstrip())
        )

    def _reply(self, heard: Heard, text: str, turn: Turn) -> tuple[list[Part], list[Said]] | None:
        """The message as a reply to what was asked back: the last question goes on with more known.

        ``text`` is the message without what names no award.
        """
        session = turn.session
        named = self._reader.named_awards(text)
        if self._statements.tells_beside_names(heard, session.topic_awards):
            # A weak word does not change the topic where the topic's own facts are told.
            named = self._reader.strongly_named(text)
        if not session.asked or turn.forget or (named and set(named) - set(session.topic_awards)):
            return None
        parts = self._reader.parts(text)
        if any(part.ask in ("forging", "evasion") for part in parts):
            return None
        asks = any(part.cued and part.ask not in ("condition", "smalltalk") for part in parts)
        if asks and (self._asks(text) or not self._tells_what_was_asked(heard, session)):
            return None
        if self._replies.declines(text, session):
            turn.declined = tuple(session.asked)
            return [self._topic_part(text, session, session.topic_awards)], []
        if not named and self._questions.off_topic(text):
            return None
        said = self._replies.read(heard, session)
        topic = self._statements.topic(text, session)
        told = self._statements.told(heard, topic, {}, turn)
        said += [one for one in told if (one.award_id, one.fact) not in {(s.award_id, s.fact) for s in said}]
        if not said and not self._statements.applicant(heard, session):
            return None
        part = self._topic_part(text, session, topic)
        if part.ask == "amount" and self._statements.asks_of_kind(heard, topic, session):
            part.ask = "condition"
        return [part], _once(said)

    def _tells_what_was_asked(self, heard: Heard, session: SessionState) -> bool:
        """Whether a fact asked back is told: then a cue word in passing (打电话问了) asks nothing."""
        return any(one.fact in session.asked for one in self._facts.read(heard, session.topic_awards))

    def _topic_part(self, text: str, session: SessionState, topic: Sequence[str]) -> Part:
        return Part(text, session.topic_ask, tuple(topic), named=True, personal=True)


def _once(said: Sequence[Said]) -> list[Said]:
    """Each fact once; what was read by its own wording comes before a bare yes or number."""
    kept: dict[tuple[str | None, str, int | None, int | None], Said] = {}
    for one in reversed(said):
        kept.setdefault((one.award_id, one.fact, one.case, one.place), one)
    return list(kept.values())
