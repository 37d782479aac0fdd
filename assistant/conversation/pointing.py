"""Which of the awards named before a message points at (第三个, 算力那个, 前两个), or leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.awards.conditions import tests_of
from assistant.awards.rulebook import RuleBook
from assistant.awards.schema import FactTest
from assistant.conversation.heard import Heard
from assistant.conversation.phrases import Match
from assistant.conversation.pointing_words import PointingWords
from assistant.conversation.sentences import PART
from assistant.conversation.session import Said, SessionState
from assistant.conversation.understand import Reader

_COUNT = re.compile(r"[0-9一二两三四五六七八九十俩仨半]")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
#: Between an award and the words that leave it out (峰会那场不办了) stand hardly any others.
_BESIDE = 4


class Pointing:
    """Finds what a message that names no award points at, in what was named before."""

    def __init__(self, rulebook: RuleBook, reader: Reader, words: PointingWords) -> None:
        self._rulebook = rulebook
        self._reader = reader
        self._words = words
        # 园区那个: a word of an award's name before a pointing word.
        self._that_one = re.compile(rf"([一-鿿]{{2,8}}?)的?{words.lists['that_one'].pattern}")
        # 园区的话，省级 tells of the park only.
        self._about = re.compile(
            rf"{words.lists['turns_to'].pattern}?([一-鿿]{{2,8}}?){words.lists['turned_to'].pattern}"
        )

    def at(self, text: str, session: SessionState, weighing: bool) -> tuple[str, ...]:
        """The awards that the plain ``text`` points at, in the order of the list; () for none.

        ``weighing``: several are asked of, so that 三个 means those three.
        """
        listed = session.listed if len(session.listed) > 1 else session.weighed
        if len(listed) < 2:
            return ()
        places = [place for place, _ in self._places(text, len(listed))]
        if not places and (weighing or self.together(text)):
            told = [number for number, phrases in self._words.all_of.items() if phrases(text)]
            listed = listed if len(listed) in told else session.weighed
            places = [*range(len(listed))] if len(listed) in told else []
        if places:
            return tuple(listed[place] for place in sorted(set(places)))
        return self._by_name(text, list(dict.fromkeys((*listed, *session.topic_awards))))

    def about(self, text: str, session: SessionState) -> tuple[str, ...]:
        """The one of several awards talked of that a message names first of all, to tell of it only."""
        listed = session.listed if set(session.topic_awards) <= set(session.listed) else session.topic_awards
        begun = self._about.match(text) if len(listed) > 1 else None
        return self._by_name(begun[1] + "那个", listed) if begun else ()

    def kept(self, message: str, text: str, session: SessionState) -> tuple[str, ...]:
        """The awards that remain when the message leaves some out of those weighed together, or takes
        them all back; () where it does neither.
        """
        listed = session.listed if len(session.listed) > 1 else session.weighed
        if self._words.lists["taken_back"](text) and set(session.topic_awards) < set(listed):
            return tuple(listed) if not self._reader.however_named(text) else ()
        pool = session.topic_awards if len(session.topic_awards) > 1 else []
        left_out = [award for award in listed if award in set(self._left_out(message, text, listed))]
        remaining = tuple(award for award in pool if award not in left_out)
        return remaining if set(left_out) & set(pool) and remaining else ()

    def alone(self, text: str, session: SessionState) -> tuple[str, ...]:
        """The award for each one, where that of all together is talked of and they come alone: both have
        the same conditions, and only the one is counted."""
        if len(session.topic_awards) != 1 or not self._words.lists["alone"](text):
            return ()
        topic = session.topic_awards[0]
        return tuple(
            award for award in self._alike(topic) if self._counted(award) and not self._counted(topic)
        )

    def inherited(self, awards: Sequence[str], session: SessionState) -> list[Said]:
        """What was told of an award with the same conditions as one of ``awards`` of which nothing is
        known: a team of which one comes, or the other way round."""
        return [
            Said(award, test.fact, before.value, before.words)
            for award in awards
            if award not in session.cases
            for other in session.topic_awards
            if other in self._alike(award)
            for test in self._conditions(award)
            if (before := session.cases.get(other, {}).get(test.fact)) is not None
        ]

    def _alike(self, award: str) -> list[str]:
        """The other awards with the very same conditions, if it has any."""
        own = set(self._conditions(award))
        return [
            other
            for other in self._rulebook.awards
            if own and other != award and set(self._conditions(other)) == own
        ]

    def _conditions(self, award: str) -> tuple[FactTest, ...]:
        return tests_of(self._rulebook.awards[award].rule.conditions)

    def _counted(self, award: str) -> bool:
        return any(self._rulebook.facts[fact].measure for fact in self._rulebook.awards[award].facts)

    def together(self, text: str) -> bool:
        """Whether those pointed at are taken together (三个加一块儿)."""
        return self._words.lists["together"](text)

    def without(self, heard: Heard) -> Heard:
        """The message without the words that point at a place or a number of the list."""
        words = self._words
        groups = (words.ordinals, words.first_of, words.last_of, words.all_of)
        for phrases in (phrases for group in groups for phrases in group.values()):
            heard = heard.unsaid(phrases.find(heard.text))
        return heard

    def joins(self, text: str) -> bool:
        """Whether what the message names joins what was weighed before (加上峰会一共多少)."""
        return self._words.lists["joined_by"](text)

    def _places(self, text: str, length: int) -> Iterator[tuple[int, Match]]:
        """Places of the list, from 0, that the text names, and where."""
        things = self._words.lists["of_things"]
        for number, phrases in self._words.ordinals.items():
            for match in phrases.find(text):
                counts_others = things.begins(text[match.end :].lstrip("的"))
                place = number - 1 if number > 0 else length + number
                if not counts_others and 0 <= place < length:
                    yield place, match
        for match in self._words.lists["middle"].find(text) if length == 3 else ():
            yield 1, match
        for place, name in enumerate(("former", "latter")) if length == 2 else ():
            yield from ((place, match) for match in self._words.lists[name].find(text))
        for number in range(2, length + 1):
            for match in self._words.first_of[number].find(text) if number in self._words.first_of else ():
                yield from ((place, match) for place in range(number))
            for match in self._words.last_of[number].find(text) if number in self._words.last_of else ():
                yield from ((place, match) for place in range(length - number, length))

    def _by_name(self, text: str, listed: Sequence[str]) -> tuple[str, ...]:
        """The one of those listed that a short form or a word of its name means."""
        found = [award for award in self._reader.however_named(text) if award in listed]
        if not found:
            for said in self._that_one.finditer(text):
                found += self._with_word(said[1], listed)
        return (found[0],) if len(set(found)) == 1 else ()

    def _with_word(self, said: str, listed: Sequence[str]) -> list[str]:
        """The only one of those listed whose name has the last two characters of what was said."""
        having = [award for award in listed if said[-2:] in self._rulebook.awards[award].rule.name]
        return having if len(having) == 1 else []

    def _left_out(self, message: str, text: str, listed: Sequence[str]) -> Iterator[str]:
        for place, circle in enumerate(_CIRCLED[: len(listed)]):
            behind = message.partition(circle)[2].lstrip("、,， ")
            if self._words.lists["left_out_behind"].begins(behind):
                yield listed[place]
        for part in (piece.group() for piece in PART.finditer(text)):
            named = [(listed[place], match) for place, match in self._places(part, len(listed))]
            named += [pair for pair in self._reader.however_named(part).items() if pair[0] in listed]
            for award, match in named:
                before = self._words.lists["left_out_before"].find(part[: match.start])
                after = self._words.lists["left_out_behind"].find(part[match.end :])
                # 扣掉一台 leaves out one of them, not the award.
                if any(
                    match.start - found.end <= _BESIDE and not _COUNT.search(part[found.end : match.start])
                    for found in before
                ) or any(
                    found.start <= _BESIDE and not _COUNT.match(part[match.end + found.end :])
                    for found in after
                ):
                    yield award
