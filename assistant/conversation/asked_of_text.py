"""What is asked of the text itself: which clauses a thing stands in, whether an office has a part in a
clause, and what else of a clause that was read before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.awards.rulebook import RuleBook
from assistant.conversation import follow_up
from assistant.conversation.exact_words import QUOTED, has
from assistant.conversation.session import ClauseRef, SessionState
from assistant.conversation.turn import Part, Turn
from assistant.conversation.understand import Reader
from assistant.conversation.wording import Conversation
from assistant.conversation.wording_files import Ask
from assistant.documents.model import Clause, Document
from assistant.retrieval.units import clauses_of_units, is_place, unit_lookup, units_named

_REFUSED: frozenset[Ask] = frozenset({"forging", "evasion"})
#: Who asks for these may name clauses and awards beside each other.
_OF_SEVERAL: frozenset[Ask] = frozenset({"stacking", "compare", "difference", "total", "apply"})
#: What there is, of a clause.
_OF_THE_WHOLE: frozenset[Ask] = frozenset({"apply", "summary"})
#: What is asked of the clause read before, where a short message names nothing of its own.
_OF_A_CLAUSE: frozenset[Ask] = frozenset({"units", "text", "definition"})
_OF_ITS_AWARDS: frozenset[Ask] = frozenset({"amount", "condition", "procedure", "detail"})
#: Which clause something stands in may read as one of these.
_WHERE: frozenset[Ask] = frozenset(
    {
        "text",
        "none",
        "units",
        "definition",
        "summary",
        "apply",
        "condition",
        "amount",
        "total",
        "compare",
        "region",
    }
)
#: A question for a clause is no longer than this.
_LONGEST = 40
_MARKS = re.compile(r"[，,。？?！!；;：:\s（）()“”\"「」『』‘’']+")
#: From this chance on no clause deals with a question; from the second, with a thing that stands nowhere.
_OFF_TOPIC, _NOT_THERE = 0.4, 0.8
#: So likely is the clause that the model finds for a thing that stands nowhere word for word.
_CLAUSE = 0.55
#: 讲算力的呢, after it was asked which clause speaks of something else.
_ABOUT_TOO = re.compile(
    r"^(?:那么?|还有)?(?:讲|说|写|提|管|谈|关于)到?(?P<thing>.{2,12}?)的?(?:那条)?呢[？?]?$"
)
_LEADS = re.compile(r"^(?:那么?|还有|再问一下|再问|另外|换成|若是|如果是)[，,]?")


class AskedOfText:
    """``find`` looks up the clause that a few words are about; ``synonyms`` leads from an everyday word to
    the text's own, ``offices`` from an everyday name to the unit's."""

    def __init__(
        self,
        rulebook: RuleBook,
        document: Document,
        offices: Mapping[str, str],
        synonyms: Mapping[str, str],
        reader: Reader,
        words: Conversation,
        find: Callable[[str], ClauseRef | None],
    ) -> None:
        self._rulebook = rulebook
        self._document = document
        self._offices = offices
        self._synonyms = synonyms
        self._reader = reader
        self._words = words
        self._find = find
        around = words["around_the_thing"].pattern
        self._ends = re.compile(f"^{around}+|{around}+$")

    def __call__(self, part: Part, turn: Turn) -> bool:
        """Whether ``part`` asks for such a matter; it is made a question for it."""
        if part.ask in _REFUSED or part.no_such_clause:
            return False
        text = part.text
        if not part.named and not part.clauses and self._words["all_offices"](text):
            every = tuple(self._ref(c.clause_id) for c in self._document.clauses if c.responsible_units)
            self._settle(part, "units", every)
            part.of_every_office = True
            return True
        self._set_right(part)
        named = bool(self._reader.strongly_named(text))
        if not named and (
            self._office_of_clause(part, turn.session) or self._office_alone(part, turn.session)
        ):
            return True
        if part.clauses or part.ask not in _WHERE or self._words["all_supports"](text):
            return False
        return self._where(part, turn.session, named) or self._wording(part)

    def forget_other_awards(self, parts: Sequence[Part], session: SessionState) -> None:
        """Whoever has another clause read speaks no more of the award that he spoke of."""
        for part in parts:
            own = self._awards_of(part.clauses)
            if len(part.clauses) == 1 and not part.awards and own and not {*own} & {*session.topic_awards}:
                session.previous_awards, session.topic_awards = session.topic_awards, []

    def _set_right(self, part: Part) -> None:
        """首台套是第二条吧: an award that stands in another clause than the one it is said to stand in."""
        if not part.named or not part.clauses or part.ask in _OF_SEVERAL:
            return
        own = self._of_awards(part.awards)
        given = [c for _, number in part.clauses if (c := self._document.clause(number)) is not None]
        names = [
            part.text[m.start : m.end]
            for a, m in self._reader.mentions(part.text).items()
            if a in part.awards
        ]
        there = any(has(self._document.own_text(clause), name) for clause in given for name in names)
        if names and not there and not {*own} & {*part.clauses}:
            part.misplaced = tuple(clause.label for clause in given)
            part.clauses, part.passages = (), ()

    def _office_of_clause(self, part: Part, session: SessionState) -> bool:
        """市科技局管不管这条: whether an office is one of those that answer for a clause."""
        named = units_named(part.text, self._document, self._offices)
        offices = tuple(unit for unit in named if not is_place(unit))
        if not offices or not self._words["is_it_so"](part.text):
            return False
        clauses = part.clauses
        if self._words["points_at_clause"](part.text) and follow_up.is_short(part.text):
            clauses = self._talked_of(session) or clauses
        if not clauses:
            return False
        self._settle(part, "units", clauses)
        part.offices = offices
        return True

    def _office_alone(self, part: Part, session: SessionState) -> bool:
        """那市数据局呢: what the office answers for, that is named and nothing else."""
        bare = _LEADS.sub("", part.text)
        found = unit_lookup(bare, self._document, self._offices) if not part.clauses else None
        if found is None and session.last_ask == "units" and follow_up.goes_on(part.text, self._words):
            # 公安局呢, after what another office answers for.
            found = unit_lookup(f"{bare}负责", self._document, self._offices)
        if found is None:
            return False
        self._settle(part, "units", tuple(self._ref(clause.clause_id) for clause in found.clauses))
        part.of_office, part.no_office = True, "" if found.clauses else found.unit
        return True

    def _where(self, part: Part, session: SessionState, strongly: bool) -> bool:
        """哪一条提到黄海金控: the clauses in which the thing stands, by its everyday name too."""
        thing = self._thing(part.text)
        if thing == "" and (clauses := self._talked_of(session)) and follow_up.is_short(part.text):
            # 你说的是哪一条
            self._settle(part, "text", clauses)
            return True
        if not thing:
            return False
        named = units_named(thing, self._document, self._offices)
        if named and not strongly and not all(map(is_place, named)):
            theirs = clauses_of_units(named, thing, self._document)
            self._settle(part, "units", tuple(self._ref(clause.clause_id) for clause in theirs))
            part.of_office = True
            return True
        if strongly and not self._words["which_clause"](part.text):
            return False
        for word in (thing, *(own for said, own in self._synonyms.items() if said == thing)):
            if clauses := self._with(word, part.text):
                named = part.awards if part.named else ()
                self._settle(part, "text", clauses)
                if len(named) == 1 and self._of_awards(named) == clauses:
                    part.awards, part.named = named, True
                part.words = (word,)
                return True
        if strongly or not self._words["which_clause"](part.text):
            # Whether something is there that stands nowhere word for word is another's matter.
            return False
        model = self._reader.model
        found = self._find(thing)
        if found is None and model.none(thing) < _OFF_TOPIC and (sure := model.clause(thing, _CLAUSE)):
            found = self._ref(sure)
        if found is not None:
            self._settle(part, "text", (found,))
            return True
        if model.none(thing) >= _NOT_THERE and model.clause(part.text, _CLAUSE) is None:
            self._settle(part, "none", ())
            part.absent = thing
            return True
        return False

    def _thing(self, text: str) -> str | None:
        """What ``text`` asks the clauses of; empty where it names nothing, None where it asks for no clause
        or of more than one thing."""
        if too := _ABOUT_TOO.match(text):
            return self._ends.sub("", too["thing"]) or None
        marks = (
            self._words["which_clause"] if self._words["which_clause"](text) else self._words["whether_there"]
        )
        if len(text) > _LONGEST or not marks(text):
            return None
        if quoted := QUOTED.findall(text):
            return str(quoted[0]) if len(quoted) == 1 else None
        rest = marks.instead(text, "，")
        pieces = [self._ends.sub("", piece) for piece in _MARKS.split(rest)]
        things = [piece for piece in pieces if len(piece) > 1]
        return things[0] if len(things) == 1 else None if things else ""

    def _wording(self, part: Part) -> bool:
        """“按照对应政策”是什么政策: what is meant by words of the text that are quoted from it."""
        quoted = QUOTED.findall(part.text) if self._words["what_is_meant"](part.text) else []
        clauses = self._with(quoted[0], part.text) if len(quoted) == 1 else ()
        if not clauses:
            return False
        awards = part.awards if part.named and {*self._of_awards(part.awards)} <= {*clauses} else ()
        self._settle(part, "definition", clauses)
        part.awards, part.named, part.words = awards, bool(awards), (quoted[0],)
        return True

    def _with(self, word: str, text: str) -> tuple[ClauseRef, ...]:
        """The clauses that hold ``word`` outside the names of offices; of one that ``text`` asks for, the
        one whose heading has it."""
        clauses = [clause for clause in self._document.clauses if clause.parent_id is None]
        headed = [clause for clause in clauses if has(clause.heading, word)]
        if len(headed) != 1 or self._words["several_clauses"](text):
            headed = [clause for clause in clauses if has(clause.heading + self._without_units(clause), word)]
        headed = headed or [clause for clause in clauses if has(self._document.own_text(clause), word)]
        return tuple(self._ref(clause.clause_id) for clause in headed)

    def _without_units(self, clause: Clause) -> str:
        text = self._document.own_text(clause)
        for unit in clause.responsible_units:
            text = text.replace(unit, "")
        return text

    def goes_on(self, part: Part, turn: Turn) -> bool:
        """责任单位有哪些, after a clause was read and no award of it was meant: ``part`` is made a question
        for the clause, or for its awards."""
        session = turn.session
        if part.clauses or part.named or part.ask in _REFUSED or not session.topic_clauses:
            return False
        if part.ask in _OF_THE_WHOLE and turn.goes_on and not self._words["other_ones"](part.text):
            # 那都支持啥
            self._settle(part, "text", self._talked_of(session))
            return True
        if session.topic_awards or not self._lives_on(part):
            return False
        sure = part.ask if part.cued else self._reader.model.sure(part.text)
        if session.last_ask == "mentioned" and sure in _OF_ITS_AWARDS:
            # 这计划给多少钱: of what is only mentioned no more is said.
            self._settle(part, "mentioned", tuple(session.topic_clauses))
            return True
        if sure in _OF_A_CLAUSE:
            self._settle(part, sure, tuple(session.topic_clauses))
            return True
        awards = self._awards_of(session.topic_clauses)
        if sure not in _OF_ITS_AWARDS or not awards or len(session.topic_clauses) > 1:
            return False
        # 个人的呢: of the clause's awards the one that the model takes it for.
        part.ask, part.named = sure, True
        part.awards = tuple(award for award in part.awards if award in awards) or awards
        return True

    def _lives_on(self, part: Part) -> bool:
        """Whether a question is short enough to live on the clause, and the model knows no other matter."""
        return follow_up.is_short(part.text) and (
            part.cued or self._reader.model.none(part.text) < _OFF_TOPIC
        )

    def _talked_of(self, session: SessionState) -> tuple[ClauseRef, ...]:
        """The clauses of the last turn, those of its awards where it was about awards."""
        return tuple(session.topic_clauses) or self._of_awards(session.topic_awards)

    def _of_awards(self, awards: Sequence[str]) -> tuple[ClauseRef, ...]:
        own = dict.fromkeys(self._rulebook.awards[award].rule.clause for award in awards)
        return tuple(self._ref(clause) for clause in own)

    def _awards_of(self, clauses: Sequence[ClauseRef]) -> tuple[str, ...]:
        numbers = {clause_id for _, clause_id in clauses}
        return tuple(a for a, award in self._rulebook.awards.items() if award.rule.clause in numbers)

    def _ref(self, clause_id: str) -> ClauseRef:
        return (self._document.document_id, clause_id)

    @staticmethod
    def _settle(part: Part, ask: Ask, clauses: tuple[ClauseRef, ...]) -> None:
        part.ask, part.cued, part.clauses, part.awards, part.named = ask, True, clauses, (), False
