"""Whether the document applies in the places of which it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.replies import Replies
from assistant.awards.conditions import tests_of
from assistant.awards.rulebook import RuleBook
from assistant.conversation.turn import Turn
from assistant.conversation.wording import Conversation
from assistant.language.places import PlaceMention

#: In this order the places of several are told.
_SCOPES = ("in_scope", "county", "outside")


class Regions:
    """Tells of places what the document says of them."""

    def __init__(self, replies: Replies, rulebook: RuleBook, words: Conversation) -> None:
        self._say = replies
        self._words = words
        tests = [t for t in tests_of(rulebook.scope.conditions) if t.fact == "region"]
        self._in_scope = {place for t in tests if isinstance(t.equals, tuple) for place in t.equals}
        self._county = {place for t in tests for unmet in t.unmet for place in unmet.values}

    def scope(self, place: str) -> str:
        """Whether the rules support this place (in_scope), leave it to the county, or neither (outside)."""
        if place in self._in_scope:
            return "in_scope"
        return "county" if place in self._county else "outside"

    def unnamed(self, turn: Turn) -> bool:
        """Whether a town or a park is asked about whose district is not told."""
        small = self._words["small_place"].first(turn.text)
        if small is None:
            return False
        # 市开发区包括步凤镇吗; but 大丰区刘庄镇 tells the district.
        gaps = [turn.text[min(p.end, small.end) : max(p.start, small.start)] for p in turn.places]
        asked = any(self._words["takes_in"](gap) for gap in gaps)
        return asked or not (turn.places or self._told(turn))

    def head(self, turn: Turn) -> str | None:
        """What is said of the places that the message asks about, or None where it names none."""
        if self.unnamed(turn):
            return self._say("region_small")
        told, unclear = self._told(turn), turn.unclear_place
        if not turn.places and told is None and unclear is not None:
            places = "、".join(unclear.places)
            return "**" + self._say("which_place", name=unclear.name, places=places) + "**"
        if not turn.places and told is not None:
            return self._say(f"region_{self.scope(told)}", place=told)
        if (same := self._same(turn.text, turn.places)) is not None:
            return same
        names = {place.name: self._named(place) for place in reversed(turn.places)}
        scopes = [(scope, [n for n in reversed(names) if self.scope(n) == scope]) for scope in _SCOPES]
        lines = [
            self._say(f"region_{scope}", place="、".join(names[place] for place in places))
            for scope, places in scopes
            if places
        ]
        return "\n".join(lines) or None

    @staticmethod
    def _told(turn: Turn) -> str | None:
        return next((said.value for said in turn.said if said.fact == "region"), None)

    def _named(self, place: PlaceMention) -> str:
        """A place by its name, what lies in it by both."""
        return self._say("region_within", name=place.text, place=place.name) if place.within else place.name

    def _same(self, text: str, places: Sequence[PlaceMention]) -> str | None:
        """Whether the one place is the other or lies in it, where that is asked (盐城高新区属于盐南吗)."""
        if len(places) != 2:
            return None
        one, other = places
        are_one = self._words["one_place"].begins(text[other.end :])
        if not (are_one or self._words["same_place"].matches_whole(text[one.end : other.start])):
            return None
        if one.name == other.name:
            key = "region_part_of" if one.within and not other.within else "region_same"
            if one.within != other.within and are_one:
                return None
        elif other.within:
            return None
        else:
            key = "region_other" if one.within else "region_apart"
        said = self._say(key, name=one.text, place=one.name, other=other.name)
        return "\n".join((said, self._say(f"region_{self.scope(one.name)}", place=one.name)))
