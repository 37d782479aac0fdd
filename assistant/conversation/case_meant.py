"""Which of several cases of an award a message speaks of (市级那个)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.heard import Heard
from assistant.conversation.phrases import Match
from assistant.conversation.session import SessionState
from assistant.conversation.wording import Wording


@dataclass(frozen=True, slots=True)
class CaseMeant:
    """The one of an award's cases that a message points at, by its place, and the words that do."""

    award_id: str
    place: int
    said: Match


def case_meant(
    heard: Heard, awards: Sequence[str], session: SessionState, wording: Wording
) -> CaseMeant | None:
    """The case that the message points at by what sets it apart from the others."""
    for award_id in awards:
        cases = session.all_cases(award_id)
        if len(cases) < 2:
            continue
        for fact in dict.fromkeys(fact for case in cases for fact in case):
            for value, phrases in wording.facts[fact].values.items():
                places = [
                    place for place, case in enumerate(cases) if fact in case and case[fact].value == value
                ]
                if len(places) != 1:
                    continue
                for match in phrases.find(heard.text):
                    if length := heard.words["that_case"].begun(heard.text[match.end :]):
                        return CaseMeant(award_id, places[0], Match(match.start, match.end + length))
    return None
