"""The questions of a message: what they leave out put in, and what is no matter of ours marked."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.awards.rulebook import RuleBook
from assistant.conversation import follow_up
from assistant.conversation.asked_of_draft import draft_alone, read_draft_or_certificate
from assistant.conversation.asked_of_text import AskedOfText
from assistant.conversation.clauses_meant import ClausesMeant
from assistant.conversation.details import Details
from assistant.conversation.exact_words import Doubts
from assistant.conversation.heard import Heard
from assistant.conversation.level_claims import claims_level
from assistant.conversation.other_matters import OtherMatters
from assistant.conversation.overview import Overview
from assistant.conversation.pointing import Pointing
from assistant.conversation.scope import Scope
from assistant.conversation.session import SessionState
from assistant.conversation.statements import Statements
from assistant.conversation.turn import Part, Turn
from assistant.conversation.understand import Reader
from assistant.conversation.wording import Conversation
from assistant.conversation.wording_files import Ask
from assistant.documents.model import Document

_OWN_MATTER: tuple[Ask, ...] = ("units", "procedure", "text", "definition")
#: What a short question without a cue may ask of the topic; None where the model is not sure.
_LEFT_UNSAID = (None, "amount", "condition", *_OWN_MATTER)
#: What is asked of the next award too, where a follow-up only names it.
_GOES_OVER = frozenset({"amount", "condition", "units", "procedure"})
#: Asks that look at two awards or more.
_OF_SEVERAL = frozenset({"stacking", "compare", "difference"})
#: What is asked beside a circumstance that no rule speaks of, and of a thing that is only mentioned.
_OF_A_CASE = frozenset({"amount", "condition", "procedure"})
_OF_A_MENTION = frozenset(
    {"amount", "total", "condition", "procedure", "definition", "apply", "detail", "summary", "none"}
)
#: Asked for certain, these are what they are, whoever tells beside it who he is.
_OF_ITS_OWN: frozenset[Ask | None] = frozenset(
    {"evasion", "forging", "promise", "stacking", "compare", "total", "summary", "validity", "funding"}
)
#: What may ask for every support with its money in a line.
_OF_THE_WHOLE = frozenset({"summary", "text", "none", "apply", "amount", "total"})
#: What may be asked where some of the awards weighed together are left out.
_OF_A_SUM = frozenset({"amount", "total", "condition", "none", "smalltalk"})
_REFUSED = ("none", "forging", "evasion")
#: So likely, the model's second reading is the better one where the text has no answer to the first.
_PERHAPS = 0.2
#: So near before what is asked stands the thing that it is asked of.
_RIGHT_BEFORE = 4


class Questions:
    """Reads what a message asks, in the light of what was talked of before."""

    def __init__(
        self,
        rulebook: RuleBook,
        document: Document,
        reader: Reader,
        statements: Statements,
        words: Conversation,
        details: Details,
        pointing: Pointing,
        clauses: ClausesMeant,
        overview: Overview,
        scope: Scope,
        others: OtherMatters,
        of_text: AskedOfText,
    ) -> None:
        self._rulebook = rulebook
        self._document = document
        self._reader = reader
        self._statements = statements
        self._words = words
        self._details = details
        self._pointing = pointing
        self._clauses = clauses
        self._overview = overview
        self._scope = scope
        self._others = others
        self._of_text = of_text
        self._doubts = Doubts(words)

    def __call__(self, turn: Turn, heard: Heard) -> list[Part]:
        session, text = turn.session, heard.text
        if turn.as_of == turn.today and (day := self._others.day_meant(text, turn.today)):
            turn.as_of = session.applied_on = day
        if self._overview(text):
            return [Part(text, "summary", cued=True)]
        asked = self._scope.without_told(text)
        parts = self._reader.each(asked) if turn.counted_out else self._reader.parts(asked)
        kept = self._pointing.kept(turn.message, text, session)
        if kept and all(part.ask in _OF_A_SUM or not part.cued for part in parts):
            return [Part(text, "total" if len(kept) > 1 else "amount", kept, named=True)]
        if session.topic_awards and not any(part.named for part in parts) and self.off_topic(text):
            # 明天盐南天气, in the middle of a case: the place tells nothing of it.
            return [Part(text, "none")]
        for part in parts:
            denied = turn.goes_on and self._reader.only_denied(text)
            if part.named and (denied or self._in_passing(heard, session)):
                part.awards, part.named = (), False
            if not part.named and (alone := self._pointing.alone(text, session)):
                part.awards, part.named = alone, True
                part.ask = part.ask if part.cued else session.topic_ask
            of_one = not (part.named or session.topic_awards) and part.ask in ("stacking", "total", "amount")
            if of_one and self._statements.same_project(text):
                # 同一个园区先省级后国家级: of one thing, a short form is enough to name it.
                short = tuple(self._reader.however_named(text))
                part.awards, part.named = short or part.awards, bool(short)
            self._clauses(part, part.text if turn.counted_out else text, session)
            self._plainly(part, heard, session.topic_awards)
            if self._of_text(part, turn):
                continue
            if absent := self._scope.absent(part):
                part.ask, part.awards, part.named, part.absent = "none", (), False, absent
                continue
            if self._others(part, turn, heard):
                continue
            pair_wanted = part.ask in _OF_SEVERAL and len(part.awards) < 2
            if not part.named or part.ask == "total" or pair_wanted:
                self._refer(part, turn, heard)
            elif turn.what_if and not part.cued and set(part.awards) <= set(session.topic_awards):
                # 如果大模型只有90亿参数呢 names what is being talked of, and asks the same of it.
                part.ask = session.topic_ask
            elif turn.goes_on and not part.cued and not self._statements.tells_of(heard, part.awards):
                # 那首版次呢 asks of another award what was asked of the last one.
                part.ask = session.last_ask if session.last_ask in _GOES_OVER else part.ask
            later = part.ask == "validity" and turn.as_of != turn.today
            if later and session.topic_awards and not part.named:
                # 拖到明年再申报还有吗 asks of what was talked of, on that day.
                part.ask, part.awards, part.named = "condition", tuple(session.topic_awards), True
            if part.ask == "region" and part.named:
                # 盐都能享受首台套吗 is about the award; where it applies is one of its conditions.
                part.ask, part.personal = "condition", True
            if not (part.awards and self._details.certified(part.text)):
                # 湖北评的职称，这里认吗 asks for no rule of that place.
                self._scope(part, heard.places, turn)
            if part.ask in ("forging", "evasion"):
                # What is asked for is the way to do it; no case is told, and no sum worked out.
                part.awards = ()
        self._of_text.forget_other_awards(parts, session)
        return draft_alone(parts)

    def off_topic(self, text: str) -> bool:
        """Whether a message tells a place, but no clause deals with what it asks (明天盐南天气)."""
        return self._scope.off_topic_beside(text)

    def _plainly(self, part: Part, heard: Heard, topic: Sequence[str]) -> None:
        """Questions that the plain words of a clause answer, or leave open: no case is reckoned for them."""
        told = any(quantity.kind == "money" for quantity in heard.quantities)
        read_draft_or_certificate(part, self._details, self._statements, self._document)
        beside = part.ask in _OF_A_CASE or (part.ask == "none" and not part.cued and bool(topic))
        of_sum = part.ask == "total" and self._details.leaves_sum_open(heard.text)
        if of_sum or (beside and self._details.circumstance(heard.text, told)):
            part.ask, part.cued = "detail", True
        kinds = {self._rulebook.awards[award_id].rule.amount.kind for award_id in part.awards}
        without_figure = bool(kinds) and kinds <= {"none", "unspecified"}
        tells = part.ask == "amount" and not part.cued and without_figure
        perhaps = tells and self._reader.model.chance(part.text, "condition") >= _PERHAPS
        if perhaps and self._statements.tells_of(heard, part.awards):
            # Who tells his case of a support without a figure may well ask whether he qualifies.
            part.ask, part.personal = "condition", True
        if part.ask == "apply" and part.named and not (part.cued and self._words["asks_what"](part.text)):
            # 国企想申请博士的10年补贴 asks whether there is that one, not what there is.
            part.ask = part.ask if self._words["asks_what"](part.text) else "condition"
            part.personal = True
        if part.ask == "apply" and not part.clauses and not self._words["which_clause"](part.text):
            self._of_one_field(part)
        of_it = part.named and (kinds == {"none"} or self._words["of_a_person"](part.text))
        if part.ask == "apply" and (of_it or self._of_one_thing(part)):
            part.ask = "text" if kinds == {"none"} else "amount"
        if part.ask == "reach" and without_figure:
            # 做到什么程度才给: what has no figure has no ceiling to reach.
            part.ask = "condition"
        if part.ask not in _REFUSED and not part.clauses and self._words["all_clauses"](part.text):
            part.ask, part.awards, part.named = "summary", (), False
        if part.ask not in _REFUSED and self._doubts(part.text):
            part.ask, part.cued = "text", True
        if part.ask in _OF_A_CASE and part.awards and claims_level(heard.text, self._words):
            part.ask, part.cued, part.personal, part.claims_level = "condition", True, False, True
        if (
            part.ask in _OF_THE_WHOLE
            and not part.named
            and not (topic or part.clauses)
            and self._words["all_supports"](part.text)
        ):
            part.ask, part.awards = "compare", ()
        if part.ask == "stacking" and part.named and len(part.awards) < 2:
            # 人才补贴和首台套奖励可以都拿吗: beside another, a weak word names an award too.
            part.awards = tuple(self._reader.however_named(part.text, short=False))
        if part.ask == "difference" and len(part.awards) < 2:
            # 团队和个人有什么不同: beside another, short forms are enough to name an award.
            both = tuple(self._reader.however_named(part.text))
            part.awards, part.named = (both, True) if len(both) > 1 else (part.awards, part.named)
        if part.ask in _OF_A_MENTION and (mention := self._details.mention(part.text)):
            meant = [a for a in self._reader.strongly_named(heard.text) if a in part.awards]
            if not meant or mention.subject(part.text):
                clause = (self._document.document_id, mention.clause.clause_id)
                part.ask, part.awards, part.clauses, part.named = "mentioned", (), (clause,), False

    def _of_one_field(self, part: Part) -> None:
        """人才这块有哪些好处 asks of the supports of one clause, where the model is sure which."""
        clause = self._reader.model.clause(part.text)
        awards = tuple(a for a, award in self._rulebook.awards.items() if award.rule.clause == clause)
        if clause is not None and awards and not part.named:
            part.clauses, part.awards = ((self._document.document_id, clause),), awards

    def _of_one_thing(self, part: Part) -> bool:
        """Whether what there is (有什么支持) is asked of the thing named right before it."""
        asks = self._words["what_support"].find(part.text)
        named = self._reader.mentions(part.text).values()
        return any(0 <= ask.start - m.end <= _RIGHT_BEFORE for ask in asks for m in named)

    def _in_passing(self, heard: Heard, session: SessionState) -> bool:
        """Whether an award is named by a weak word only, while a fact of the topic's case is told."""
        if set(self._reader.named_awards(heard.text)) <= set(session.topic_awards):
            return False
        weakly = not self._reader.strongly_named(heard.text)
        return weakly and self._statements.tells_beside_names(heard, session.topic_awards)

    def _refer(self, part: Part, turn: Turn, heard: Heard) -> None:
        """Awards meant by an ordinal, by "both", by a short form, by a fact told, or by going on."""
        session, text = turn.session, heard.text
        # 再加两个 asks what was asked before, whatever the model makes of it.
        only_tells = not part.cued and self._statements.told_of_topic(heard, turn)
        weighing = part.ask in _OF_SEVERAL or part.ask == "total"
        pointed = () if part.named or only_tells else self._pointing.at(text, session, weighing)
        paired = part.ask in _OF_SEVERAL or (part.ask == "total" and self._words["pair"](text))
        if pointed and not (paired and len(pointed) < 2):
            part.awards, part.named, turn.pointed = pointed, True, True
            if part.ask == "amount" and len(pointed) > 1 and self._pointing.together(text):
                part.ask = "total"
            part.ask = session.topic_ask if part.ask in ("none", "smalltalk") else part.ask
        elif part.ask in _OF_SEVERAL and session.weighed and not only_tells:
            part.awards = follow_up.paired_awards(part.awards, session)
        elif part.ask == "total" and not only_tells:
            apart = self._statements.same_project(text) is False
            if not part.named or apart or self._words["pair"](text) or self._pointing.joins(text):
                part.awards = tuple(dict.fromkeys((*session.weighed, *part.awards)))
            if not part.awards:
                # 一共几条 asks for no sum.
                part.ask = self._reader.model.guess(part.text)
        elif session.topic_clauses and not part.named and (step := self._step(text)):
            part.clauses, part.ask = self._clauses.neighbour(session.topic_clauses[0][1], step), "text"
        elif self._is_talked_of(session) and turn.goes_on and (other := self._reader.short_form(text)):
            part.awards, part.named = other, True
            part.ask = part.ask if part.cued else session.topic_ask
        elif self._of_text.goes_on(part, turn):
            return
        elif part.ask == "text" and part.cued and not part.clauses and session.topic_clauses:
            part.clauses, part.awards = tuple(session.topic_clauses), tuple(session.topic_awards)
        elif not part.clauses and self._continues(part, turn, heard):
            part.awards, part.named = tuple(session.topic_awards), True
            part.ask = part.ask if part.cued else self._ask_of_topic(part, turn, heard)
        elif part.ask == "amount" and not session.topic_awards and follow_up.is_short(text):
            # 多少钱 after a clause that was found: what it says of money, if anything.
            part.clauses = part.clauses or tuple(session.topic_clauses)
        elif self._only_tells_who(part) and self._statements.applicant(heard, session):
            # Whoever only says who he is wants to know what there is for him.
            of_region = "region" in (self._reader.model.sure(part.text), session.last_ask)
            part.ask = "region" if of_region else "apply"

    @staticmethod
    def _is_talked_of(session: SessionState) -> bool:
        return bool(session.topic_awards or session.topic_clauses)

    def _only_tells_who(self, part: Part) -> bool:
        """Whether nothing is asked for certain, so that what is told of the applicant may be all there is."""
        return not part.cued and not part.awards and self._reader.model.sure(part.text) not in _OF_ITS_OWN

    def _ask_of_topic(self, part: Part, turn: Turn, heard: Heard) -> Ask:
        """What a follow-up without a cue asks: 资料方面呢 its own matter, 那省级的呢 the topic's."""
        sure = self._reader.model.sure(part.text)
        if sure in _OWN_MATTER and not turn.what_if and not self._statements.told_of_topic(heard, turn):
            return sure
        ask = turn.session.topic_ask
        # 总共花了150万 after what there is for an exhibition asks what that one comes to.
        if ask == "amount" and self._statements.asks_of_kind(heard, turn.session.topic_awards, turn.session):
            return "condition"
        told = ask == "apply" and self._statements.tells_of(heard, turn.session.topic_awards)
        return "amount" if told else ask

    def _continues(self, part: Part, turn: Turn, heard: Heard) -> bool:
        if part.named or not turn.session.topic_awards:
            return False
        if not part.cued and self._statements.told_of_topic(heard, turn):
            return True
        if part.ask == "detail" and follow_up.is_short(heard.text):
            return True
        if not part.cued and not part.awards and follow_up.is_short(heard.text):
            if self._words["of_the_one"].begins(heard.text):
                return True
            return not self._scope.off_topic(part) and self._reader.model.sure(part.text) in _LEFT_UNSAID
        return not self._scope.off_topic(part) and follow_up.continues_topic(part, heard.text, self._words)

    def _step(self, text: str) -> int:
        return int(self._words["next_clause"](text)) - int(self._words["previous_clause"](text))
