"""What is no matter of the document: other schemes, other places' rules, what no clause deals with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.exact_words import Doubts
from assistant.conversation.overview import Overview
from assistant.conversation.predicted import Predictor
from assistant.conversation.schemes import Schemes
from assistant.conversation.seat import Places
from assistant.conversation.sentences import PART_END, parts_of
from assistant.conversation.thresholds import Threshold
from assistant.conversation.turn import Part, Turn
from assistant.conversation.understand import GENERAL, Reader
from assistant.conversation.wording import Conversation
from assistant.conversation.wording_files import Ask
from assistant.language.places import read_places

#: From this probability of "no clause deals with it" a question without, and with, a named award is refused.
_NONE = 0.6
_NONE_THOUGH_NAMED = 0.9
_CHINESE = re.compile(r"[一-鿿]")
#: Of a text longer than this the model says too little to overrule an award that is named.
_LONG = 80
#: A text this short that has a cue (流程, 电话呢) is little more than it: what it asks of was said before.
_A_CUE = 4
#: What is left of a question without its places says something from this length on.
_A_QUESTION = 4
#: Asks that are what they are, however little the model knows of the rest.
_WHATEVER = ("smalltalk", "mentioned", "forging")
#: What may be asked of a thing of which it is not known whether the document has it.
_OF_A_THING = frozenset(
    {"amount", "total", "condition", "procedure", "definition", "apply", "detail", "summary", "none", "text"}
)
#: What may be asked of the document itself.
_OF_THE_DOCUMENT: frozenset[Ask] = GENERAL | {"procedure", "units", "definition"}
#: From this probability on the model's award is what is asked for.
_LIKELY = 0.8


class Scope:
    """Tells what is out of the document's scope."""

    def __init__(
        self,
        reader: Reader,
        words: Conversation,
        predictor: Predictor | None,
        schemes: Schemes,
        overview: Overview,
        requirements: Sequence[Threshold],
    ) -> None:
        self._reader = reader
        self._words = words
        self._predictor = predictor
        self._schemes = schemes
        self._overview = overview
        self._requirements = requirements
        self._doubts = Doubts(words)

    def without_told(self, text: str) -> str:
        """``text`` without the titles that the speaker says to have (我们是专精特新企业)."""
        return self._schemes.without_told(text)

    def absent(self, part: Part) -> str | None:
        """The thing that is asked for and that the document does not have; never beside an award named."""
        if part.ask not in _OF_A_THING or part.clauses or self._reader.strongly_named(part.text):
            return None
        if scheme := self._schemes.named(part.text):
            return scheme
        likely = part.likely >= _LIKELY
        return None if likely else self._schemes.not_there(part.text, self._reader.asks_more)

    def off_topic(self, part: Part) -> bool:
        """The model is sure that no clause deals with it, and nothing ties it to what was said before."""
        if self._predictor is None or (part.cued and len(part.text) <= _A_CUE):
            return False
        # 怎么申请 alone goes on; 专精特新怎么申请 names a matter of its own.
        return self._predictor.predict(part.text).none >= (_NONE_THOUGH_NAMED if part.cued else _NONE)

    def __call__(self, part: Part, places: Places, turn: Turn) -> None:
        """A question about another place's rules, or about no clause at all, is out of scope."""
        if part.clauses or part.no_such_clause or part.ask in _WHATEVER or self._doubts(part.text):
            return
        if places.policy is not None and places.seat is None and not self._asks_here(part.text, places):
            part.ask, part.foreign_place = "none", places.policy.name
            return
        if self._predictor is None or (part.cued and part.ask != "none" and len(part.text) <= _A_CUE):
            return
        if part.cued and part.ask in _OF_THE_DOCUMENT and self._overview.of_subject(part.text):
            # 人工智能的政策在哪个网站报: whatever else it says, it is asked of the document itself.
            return
        none = self._none(part.text, self._predictor, part.named)
        if not _CHINESE.search(turn.message):
            # What was put into Chinese word by word says less than the words as typed.
            none = min(none, self._predictor.predict(turn.message).none)
        part.off_topic = none
        required = part.ask == "condition" and any(one.words(part.text) for one in self._requirements)
        surely = part.named or part.ask == "detail" or (part.cued and (required or part.ask in GENERAL))
        limit = _NONE_THOUGH_NAMED if surely else _NONE
        of_a_support = part.ask == "detail" and (part.named or self._words["benefit"](part.text))
        if of_a_support or (part.named and len(part.text) > _LONG):
            return
        if none >= limit and not (part.named and part.awards == tuple(turn.session.topic_awards)):
            part.ask = "none"

    def _asks_here(self, text: str, places: Places) -> bool:
        """Whether what another place gives is only told before it is asked here (合肥给一百万，你们呢)."""
        assert places.policy is not None
        _, named, behind = text.rpartition(places.policy.text)
        _, *asked = PART_END.split(behind, maxsplit=1)
        return bool(named and asked) and self._words["asks_here"](asked[0])

    def off_topic_beside(self, text: str) -> bool:
        """Whether the model is certain that no clause deals with a message that tells a place."""
        bare = _without_local_places(text)
        tells = any(self._words["place_of_applicant"].ends(text[: p.start]) for p in read_places(text))
        if self._predictor is None or bare == text or tells:
            return False
        return self._predictor.predict(bare).none >= _NONE_THOUGH_NAMED

    def _none(self, text: str, predictor: Predictor, named: bool) -> float:
        """The chance that no clause deals with ``text``, or with the part of it that asks of an award named:
        房租涨了，人工也涨，首台套到底补多少. What a district or county is asked about beside its name decides
        where no award is named (射阳大米哪里买)."""
        pieces = [piece for _, piece in parts_of(text) if piece != text]
        asking = [p for p in pieces if self._reader.strongly_named(p) and self._reader.asks_more(p)]
        chance = min(predictor.predict(piece).none for piece in (text, *asking))
        bare = text if named else _without_local_places(text)
        return chance if bare == text else max(chance, predictor.predict(bare).none)


def _without_local_places(text: str) -> str:
    """``text`` without the places of the city, where enough is left to ask something."""
    places = [place for place in read_places(text) if place.scope != "outside"]
    bare = text
    for place in reversed(places):
        bare = bare[: place.start] + bare[place.end :]
    return bare if len(bare) >= _A_QUESTION else text
