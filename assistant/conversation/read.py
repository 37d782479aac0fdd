"""The first step: what the message says — its questions, the facts it states, the words that steer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.awards.facts import BadFact
from assistant.awards.rulebook import RuleBook
from assistant.conversation import follow_up
from assistant.conversation.changes import changes
from assistant.conversation.facts import FactReader
from assistant.conversation.heard import Heard, without_orders
from assistant.conversation.seat import Places, read_places_of
from assistant.conversation.session import ENTERPRISE, ClauseRef, Said, SessionState
from assistant.conversation.turn import Part, Turn
from assistant.conversation.understand import GENERAL, Predictor, Reader
from assistant.conversation.wording import Ask, Conversation, Wording
from assistant.documents.model import Document
from assistant.language.normalise import normalise
from assistant.language.places import read_places
from assistant.language.quantities import read_quantities
from assistant.language.spelling import Speller
from assistant.retrieval.address import AddressMention, find_addresses

#: From this probability of "no clause deals with it" a question without, and with, a named award is refused.
_NONE = 0.6
_NONE_THOUGH_NAMED = 0.9
#: What is left of a message of orders when this short asks nothing of its own.
_HARDLY_ANYTHING = 8
_OWN_MATTER: tuple[Ask, ...] = ("units", "procedure", "text", "definition")
#: What a short question without a cue may ask of the topic; None where the model is not sure.
_LEFT_UNSAID = (None, "amount", "condition", *_OWN_MATTER)
#: Of a text longer than this the model says too little to overrule an award that is named.
_LONG = 80
_ABOUT_AWARDS = frozenset({"amount", "condition", "procedure", "stacking", "compare", "total", "promise"})


class ReadMessage:
    """Fills a turn's text, parts, facts and flags; changes nothing in the session itself."""

    def __init__(
        self,
        rulebook: RuleBook,
        document: Document,
        wording: Wording,
        reader: Reader,
        facts: FactReader,
        replies: follow_up.Replies,
        words: Conversation,
        speller: Speller,
        predictor: Predictor | None,
    ) -> None:
        self._rulebook = rulebook
        self._document = document
        self._wording = wording
        self._reader = reader
        self._facts = facts
        self._replies = replies
        self._words = words
        self._speller = speller
        self._predictor = predictor

    def __call__(self, turn: Turn) -> None:
        repaired = self._speller.repair(normalise(turn.message).text)
        text = turn.text = repaired.text
        turn.repairs = tuple((change.before, change.after) for change in repaired.changes)
        turn.forget = self._words["forget"](text) and len(text) <= 20
        turn.injection = self._words["injection"](text)
        # 把上限改成500万: what such an order says is neither a question nor a fact.
        rest = without_orders(text, self._words) if turn.injection else text
        only_orders = len(rest) <= _HARDLY_ANYTHING < len(text)
        text = text if only_orders else rest
        turn.what_if = self._words["what_if"](text)
        turn.back_to_facts = self._words["actually"](text)
        turn.goes_on = follow_up.goes_on(text, self._words)
        turn.correction = not only_orders and self._words["correction"](text)
        expected, known = "region" in turn.session.asked, "region" in turn.session.applicant
        places = read_places_of(text, read_places(text), self._words, expected=expected, known=known)
        quantities = () if only_orders else read_quantities(text)
        heard = Heard(text, quantities, places, self._words)
        reply = self._reply(heard, turn)
        if reply is not None:
            turn.parts, said = reply
        else:
            turn.parts = self._questions(turn, heard)
            said = self._statements(heard, turn.parts, turn.session)
        turn.said = [one for one in (*self._applicant(heard, turn.session), *said) if self._acceptable(one)]
        if only_orders and not self._reader.named_awards(text):
            turn.parts = [Part(text, "none")]
        self._finish(turn, heard)

    def _acceptable(self, said: Said) -> bool:
        """Whether the rules take such a value: nobody has nought sets; a slip must not stop the answer."""
        reader = self._rulebook.readers.get(said.fact)
        if reader is None:
            return said.fact == ENTERPRISE
        try:
            reader(said.value, (said.fact,))
        except BadFact:
            return False
        return True

    def _finish(self, turn: Turn, heard: Heard) -> None:
        """Injected orders ask nothing; figures are premises, facts, or told to be neither."""
        premises = self._facts.premises(heard)
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
        turn.same_project = self._same_project(heard.text)
        turn.relative = self._words["relative"](heard.text)
        used = "、".join(said.words for said in turn.said)
        turn.unused = tuple(
            q.text
            for q in heard.quantities
            if q.kind in ("money", "percent") and q not in premises and q.text not in used
        )

    def _reply(self, heard: Heard, turn: Turn) -> tuple[list[Part], list[Said]] | None:
        """The message as a reply to what was asked back: the last question goes on with more known."""
        session, text = turn.session, heard.text
        named = self._reader.named_awards(text)
        if self._facts.read(heard, session.topic_awards):
            # A weak word does not change the topic where the topic's own facts are told.
            named = self._reader.strongly_named(text)
        if not session.asked or turn.forget or (named and set(named) - set(session.topic_awards)):
            return None
        asks = any(
            part.cued and part.ask not in ("condition", "smalltalk") for part in self._reader.parts(text)
        )
        if asks and (self._words["asking"](text) or not self._tells_what_was_asked(heard, session)):
            return None
        if self._replies.declines(text, session):
            turn.declined = tuple(session.asked)
            return [self._topic_part(text, session)], []
        said = self._replies.read(heard, session)
        said += self._facts.read(heard, session.topic_awards)
        topic = {a: session.cases[a] for a in session.topic_awards if a in session.cases}
        said += changes(heard, topic, self._rulebook, self._wording)
        if not said and not self._applicant(heard, session):
            return None
        return [self._topic_part(text, session)], _once(said)

    def _tells_what_was_asked(self, heard: Heard, session: SessionState) -> bool:
        """Whether a fact asked back is told: then a cue word in passing (打电话问了) asks nothing."""
        return any(one.fact in session.asked for one in self._facts.read(heard, session.topic_awards))

    def _topic_part(self, text: str, session: SessionState) -> Part:
        return Part(text, session.topic_ask, tuple(session.topic_awards), named=True, personal=True)

    def _questions(self, turn: Turn, heard: Heard) -> list[Part]:
        session, text = turn.session, heard.text
        mentions = find_addresses(text, self._document)
        parts = self._reader.parts(text)
        for part in parts:
            self._address(part, text, mentions)
            pair_wanted = part.ask in ("stacking", "compare") and len(part.awards) < 2
            if not part.named or part.ask == "total" or pair_wanted:
                self._refer(part, turn, heard)
            if part.ask == "region" and part.named:
                # 盐都能享受首台套吗 is about the award; where it applies is one of its conditions.
                part.ask, part.personal = "condition", True
            self._scope(part, heard.places, session)
        return parts

    def _address(self, part: Part, text: str, mentions: Sequence[AddressMention]) -> None:
        found = [m for m in mentions if m.clause_id is not None]
        part.clauses = tuple(dict.fromkeys((self._document.document_id, str(m.clause_id)) for m in found))
        part.passages = tuple(m.span for m in found if m.span is not None)
        part.no_such_clause = tuple(text[m.start : m.end] for m in mentions if m.clause_id is None)
        if not part.clauses:
            return
        if not part.cued or part.ask in ("none", "smalltalk", "summary"):
            part.ask = "text"
        elif not part.named and part.ask in _ABOUT_AWARDS:
            # 第十条能补多少 is about the awards of that clause.
            numbers = {clause_id for _, clause_id in part.clauses}
            part.awards = tuple(
                a for a, award in self._rulebook.awards.items() if award.rule.clause in numbers
            )
            part.named = bool(part.awards)

    def _states(self, heard: Heard, turn: Turn) -> bool:
        """Whether the message tells something about the case that is being talked of."""
        if self._applicant(heard, turn.session) or turn.as_of != turn.today:
            return True
        if any(quantity.kind in ("money", "percent") for quantity in heard.quantities):
            return True
        return bool(self._facts.read(heard, turn.session.topic_awards))

    def _refer(self, part: Part, turn: Turn, heard: Heard) -> None:
        """Awards meant by an ordinal, by "both", by a short form, by a fact told, or by going on."""
        session, text = turn.session, heard.text
        if listed := follow_up.listed_award(text, session, self._words):
            part.awards, part.named = listed, True
            part.ask = session.topic_ask if part.ask in ("none", "smalltalk") else part.ask
        elif part.ask in ("stacking", "compare") and session.weighed:
            part.awards = follow_up.paired_awards(part.awards, session)
        elif part.ask == "total":
            if not part.named or self._words["pair"](text):
                part.awards = tuple(dict.fromkeys((*session.weighed, *part.awards)))
            if not part.awards:
                # 一共几条 asks for no sum.
                part.ask = self._reader.guess(part.text)
        elif session.topic_clauses and not part.named and (step := self._step(text)):
            part.clauses, part.ask = self._neighbour(session.topic_clauses[0][1], step), "text"
        elif session.topic_awards and turn.goes_on and (other := self._reader.short_form(text)):
            part.awards, part.named = other, True
            part.ask = part.ask if part.cued else session.topic_ask
        elif part.ask == "text" and part.cued and not part.clauses and session.topic_clauses:
            part.clauses, part.awards = tuple(session.topic_clauses), tuple(session.topic_awards)
        elif not part.clauses and self._continues(part, turn, heard):
            part.awards, part.named = tuple(session.topic_awards), True
            part.ask = part.ask if part.cued else self._ask_of_topic(part, turn, heard)
        elif not part.cued and not part.awards and self._applicant(heard, session):
            # Whoever only says who he is wants to know what there is for him.
            of_region = "region" in (self._reader.sure(part.text), session.last_ask)
            part.ask = "region" if of_region else "apply"

    def _ask_of_topic(self, part: Part, turn: Turn, heard: Heard) -> Ask:
        """What a follow-up without a cue asks: 资料方面呢 its own matter, 那省级的呢 the topic's."""
        sure = self._reader.sure(part.text)
        if sure in _OWN_MATTER and not self._states(heard, turn):
            return sure
        return turn.session.topic_ask

    def _continues(self, part: Part, turn: Turn, heard: Heard) -> bool:
        if part.named or not turn.session.topic_awards:
            return False
        if not part.cued and self._states(heard, turn):
            return True
        if not part.cued and not part.awards and follow_up.is_short(heard.text):
            return not self._off_topic(part) and self._reader.sure(part.text) in _LEFT_UNSAID
        return not self._off_topic(part) and follow_up.continues_topic(part, heard.text, self._words)

    def _off_topic(self, part: Part) -> bool:
        """The model is sure that no clause deals with it, and nothing ties it to what was said before."""
        if self._predictor is None or part.cued:
            return False
        return self._predictor.predict(part.text).none >= _NONE

    def _step(self, text: str) -> int:
        return int(self._words["next_clause"](text)) - int(self._words["previous_clause"](text))

    def _neighbour(self, clause_id: str, step: int) -> tuple[ClauseRef, ...]:
        """The clause before or after, at the same depth."""
        clauses = [c.clause_id for c in self._document.clauses if c.parent_id is None]
        if clause_id not in clauses:
            return ()
        place = clauses.index(clause_id) + step
        return ((self._document.document_id, clauses[place]),) if 0 <= place < len(clauses) else ()

    def _scope(self, part: Part, places: Places, session: SessionState) -> None:
        """A question about another place's rules, or about no clause at all, is out of scope."""
        if part.clauses or part.no_such_clause or part.ask == "smalltalk":
            return
        if places.policy is not None and places.seat is None:
            part.ask, part.foreign_place = "none", places.policy.name
            return
        if self._predictor is None:
            return
        none = part.off_topic = self._predictor.predict(part.text).none
        limit = _NONE_THOUGH_NAMED if part.named or (part.cued and part.ask in GENERAL) else _NONE
        if part.named and len(part.text) > _LONG:
            return
        if none >= limit and not (part.named and part.awards == tuple(session.topic_awards)):
            part.ask = "none"

    def _statements(self, heard: Heard, parts: Sequence[Part], session: SessionState) -> list[Said]:
        """The facts the message states: of the awards it is about, or of every award when all are asked."""
        focus = dict.fromkeys(award for part in parts for award in part.awards)
        mentions = self._reader.mentions(heard.text)
        for award_id in mentions:
            focus.setdefault(award_id)
        said = self._facts.read(heard, focus, mentions)
        said += changes(
            heard, {a: session.cases[a] for a in focus if a in session.cases}, self._rulebook, self._wording
        )
        if any(part.ask == "apply" for part in parts):
            others = [award_id for award_id in self._rulebook.awards if award_id not in focus]
            said += self._facts.read(replace(heard, quantities=()), others)
        return said

    def _applicant(self, heard: Heard, session: SessionState) -> list[Said]:
        """What the message says of the applicant himself."""
        said = []
        seat = heard.places.seat
        if seat is not None:
            said.append(Said(None, "region", seat.name, seat.text))
        known = "entity_type" in session.applicant
        if (entity := self._facts.entity_type(heard, known=known)) is not None:
            said.append(Said(None, "entity_type", entity[0], entity[1]))
        elif self._facts.names_enterprise(heard):
            said.append(Said(None, ENTERPRISE, True, "企业"))
        return said

    def _same_project(self, text: str) -> bool | None:
        if self._words["different_projects"](text):
            return False
        return True if self._words["same_project"](text) else None


def _once(said: Sequence[Said]) -> list[Said]:
    """Each fact once; what was read by its own wording comes before a bare yes or number."""
    kept: dict[tuple[str | None, str], Said] = {}
    for one in reversed(said):
        kept.setdefault((one.award_id, one.fact), one)
    return list(kept.values())
