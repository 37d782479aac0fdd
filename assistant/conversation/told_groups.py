"""Groups of one award that were told one after the other, and the sum of all that is asked of them:
两名正高; 同样的条件，副高3个; 五个人一共."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.awards.rulebook import RuleBook
from assistant.conversation.heard import Heard
from assistant.conversation.pointing import Pointing
from assistant.conversation.session import Remembered, Said, SessionState
from assistant.conversation.turn import Turn
from assistant.conversation.wording import Wording

Case = dict[str, Remembered]


class ToldGroups:
    """Reads a number that is the sum of groups told before as those groups, never as so many of the last."""

    def __init__(self, rulebook: RuleBook, wording: Wording, pointing: Pointing) -> None:
        self._rulebook = rulebook
        self._pointing = pointing
        self._wording = wording

    def __call__(self, said: Sequence[Said], heard: Heard, turn: Turn) -> list[Said]:
        """``said`` with the groups told apart where all of them are asked for; ``turn.left`` is set to the
        groups that are then told before and no more known."""
        session = turn.session
        if self._pointing.together(heard.text):
            again = self.together(said, heard, session)
            turn.left = {str(one.award_id): [] for one in again if one.place is not None}
            return again
        if not turn.correction and not turn.what_if:
            left = self.left(said, session)
            turn.left = {award: [*session.left.get(award, ()), *cases] for award, cases in left.items()}
        return list(said)

    def count_of(self, award_id: str) -> str | None:
        """The fact that counts the cases of an award."""
        facts = self._rulebook.awards[award_id].facts
        numbers = ((fact, self._wording.facts[fact].number) for fact in facts)
        return next((fact for fact, number in numbers if number and number.kind == "count"), None)

    def left(self, said: Sequence[Said], session: SessionState) -> dict[str, list[Case]]:
        """The cases that ``said`` replaces by so many of another kind, by award."""
        found: dict[str, list[Case]] = {}
        for award_id in {one.award_id for one in said if one.award_id is not None}:
            count, cases = self.count_of(award_id), session.all_cases(award_id)
            own = {one.fact: one for one in said if one.award_id == award_id}
            placed = any(
                one.place is not None or one.case is not None for one in said if one.award_id == award_id
            )
            if count is None or count not in own or placed or own[count].whole is not None:
                continue
            another = any(
                fact in own and own[fact].value != kept.value and self._wording.facts[fact].values
                for case in cases
                for fact, kept in case.items()
            )
            if another:
                found[award_id] = cases
        return found

    def together(self, said: Sequence[Said], heard: Heard, session: SessionState) -> list[Said]:
        """``said``, where the one number of a message that asks for all is the sum of the groups."""
        counts = [q for q in heard.quantities if q.kind == "count" and q.low == q.high]
        if len(counts) != 1 or len(heard.quantities) != 1:
            return list(said)
        number, groups = int(counts[0].low), self._groups(session)
        for wanted in (*([award] for award in session.topic_awards), list(groups)):
            cases = [(award, case) for award in wanted for case in groups.get(award, ())]
            sizes = [self._size(award, case) for award, case in cases]
            if len(cases) < 2 or sum(sizes) != number:
                continue
            again = [
                one
                for one in said
                if one.award_id not in wanted or one.fact != self.count_of(str(one.award_id))
            ]
            return again + [one for award in wanted for one in self._again(award, groups[award], session)]
        return list(said)

    def _groups(self, session: SessionState) -> dict[str, list[Case]]:
        groups: dict[str, list[Case]] = {}
        for award_id in session.weighed:
            cases = [*session.left.get(award_id, ()), *session.all_cases(award_id)]
            if self.count_of(award_id) is not None and all(cases):
                groups[award_id] = cases
        return groups

    def _size(self, award_id: str, case: Case) -> int:
        count = self.count_of(award_id)
        return int(case[count].value) if count is not None and count in case else 1

    def _again(self, award_id: str, cases: Sequence[Case], session: SessionState) -> list[Said]:
        """The facts of every group, where some of them are known no more."""
        if not session.left.get(award_id):
            return []
        count = self.count_of(award_id)
        return [
            Said(award_id, fact, kept.value, kept.words, place, counts=fact == count)
            for place, case in enumerate(cases)
            for fact, kept in case.items()
        ]
