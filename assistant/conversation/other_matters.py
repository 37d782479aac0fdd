"""What is asked of the document beside its supports: how long it runs, which articles an office answers for,
how a kind of firm is told, what a county has of its own, and who does not answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from assistant.conversation import follow_up
from assistant.conversation.details import Details
from assistant.conversation.heard import Heard
from assistant.conversation.other_levels import OtherLevels
from assistant.conversation.phrases import Phrases
from assistant.conversation.session import ClauseRef, SessionState
from assistant.conversation.turn import Part, Turn
from assistant.conversation.understand import Reader
from assistant.conversation.wording import Conversation
from assistant.documents.model import Document
from assistant.language.dates import planned_date
from assistant.language.places import read_places
from assistant.retrieval.units import clauses_of_units, units_named

#: What kinds of firms are called.
_FIRM = re.compile(r"(?:民营|私营|国有|外资|人工智能|科技型|高新技术|中小|小微)企业|国企|民企")
_REFUSED = frozenset({"forging", "evasion"})
#: Asked for certain, these are asked of what there is, whatever is complained of beside it.
_OF_SUPPORTS = frozenset({"amount", "total", "reach", "compare", "apply"})
#: Likewise of an award that is named.
_OF_ONE = frozenset({"units", "procedure"})
#: Asked for certain, these are answered by what the text says, whoever is said to have said it before.
_OF_THE_TEXT = frozenset(
    {"validity", "region", "stacking", "funding", "text", "summary", "units", "definition", "difference"}
)
#: What may be asked of another level's policies.
_OF_A_POLICY = frozenset(
    {"amount", "condition", "apply", "none", "summary", "definition", "text", "procedure", "detail"}
)


class OtherMatters:
    """Settles a question that none of the supports answers."""

    def __init__(
        self,
        document: Document,
        offices: Mapping[str, str],
        reader: Reader,
        details: Details,
        words: Conversation,
        levels: OtherLevels,
        left_to_others: frozenset[str],
        help_for_people: Phrases,
    ) -> None:
        self._document = document
        self._offices = offices
        self._reader = reader
        self._details = details
        self._words = words
        self._levels = levels
        #: The awards that give what other policies say.
        self._open_awards = left_to_others
        self._help_for_people = help_for_people

    def day_meant(self, text: str, today: date) -> date | None:
        """The day behind the document's end on which something is to be done, where it is asked of it
        what there still is then; whoever applies for it does so no earlier."""
        until = self._document.valid_until
        day = planned_date(text, today) if until and self._words["still_then"](text) else None
        return day if day is not None and until is not None and day > until else None

    def __call__(self, part: Part, turn: Turn, heard: Heard) -> bool:
        """Whether ``part`` asks for such a matter; it is made a question for it."""
        if part.ask in _REFUSED:
            return False
        asked_beside = _OF_SUPPORTS | (_OF_ONE if part.named else frozenset())
        if self._details.handling(part.text) and not (part.cued and part.ask in asked_beside):
            part.ask, part.cued, part.clauses = "detail", True, ()
            part.awards = part.awards if part.named else ()
            return True
        if not part.named and self._recalls(part, turn.session):
            part.ask, part.awards, part.clauses, part.cued = "detail", (), (), True
            part.recalled = True
            return True
        if not part.named and self._until_when(heard.text, turn.session):
            part.ask, part.awards = "validity", ()
            return True
        if part.ask in _OF_A_POLICY and (level := self._levels.asked_for(heard.text)):
            part.ask, part.foreign_place = "none", level
            return True
        if part.ask == "none" and (meant := self._left_to_others(part.text)):
            # 应届生有房补吗: whether that is in what other policies give, the text leaves open.
            part.ask, part.awards, part.named = "amount", meant, True
            return True
        if self._reader.strongly_named(part.text):
            return False
        if clauses := self._of_office(part.text):
            part.ask, part.clauses, part.awards, part.named = "units", clauses, (), False
            part.of_office = True
            return True
        if part.ask == "procedure" and part.cued and units_named(part.text, self._document, self._offices):
            # 工信局电话多少: an office of the document's is no other matter.
            return True
        if self._words["kind_of_firm"](part.text):
            part.ask, part.cued, part.awards, part.named, part.clauses = "definition", True, (), False, ()
            part.kind_of_firm = tuple(found.group() for found in _FIRM.finditer(part.text)) or ("企业",)
            return True
        if place := self._with_own_policy(part.text, turn.session):
            part.ask, part.foreign_place, part.awards, part.named = "none", place, (), False
            return True
        return False

    def _until_when(self, text: str, session: SessionState) -> bool:
        """那到什么时候为止, after what was asked of how long it runs."""
        return session.last_ask == "validity" and follow_up.is_short(text) and self._words["until_when"](text)

    def _left_to_others(self, text: str) -> tuple[str, ...]:
        """The awards named in any way, or found for certain, that give what other policies say."""
        if not self._help_for_people(text):
            return ()
        named = tuple(a for a in self._reader.however_named(text) if a in self._open_awards)
        found = self._reader.model.award(text)
        return named or ((found,) if found in self._open_awards else ())

    def _recalls(self, part: Part, session: SessionState) -> bool:
        """Whether a conversation begins with what somebody is said to have told (上次你说能拿80万)."""
        begun = session.topic_awards or session.topic_clauses or session.weighed
        of_case = not part.cued or part.ask not in _OF_THE_TEXT
        return not begun and of_case and self._details.recalled(part.text)

    def _of_office(self, text: str) -> tuple[ClauseRef, ...]:
        """Every clause of the offices named, where it is asked which or how many they answer for."""
        if not self._words["articles_of_office"](text):
            return ()
        offices = units_named(text, self._document, self._offices)
        clauses = clauses_of_units(offices, text, self._document) if offices else ()
        return tuple((self._document.document_id, clause.clause_id) for clause in clauses)

    def _with_own_policy(self, text: str, session: SessionState) -> str | None:
        """The place of which it is asked what it has of its own (那东台自己有政策吗)."""
        for mention in read_places(text):
            behind = text[mention.end :]
            if self._words["policy_of_place"].begins(behind) and not self._words["asks_here"](behind):
                return mention.name
        told = session.applicant.get("region")
        own = told is not None and self._words["own_policy"](text)
        return str(told.value) if told is not None and own else None
