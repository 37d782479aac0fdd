"""What the model trained on callers' questions makes of a message, and of the asks that cues name in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from assistant.conversation.sentences import parts_of
from assistant.conversation.turn import Part
from assistant.conversation.wording_files import Ask

#: From this probability on the model's word counts.
_AWARD_SURE = 0.5
_AWARD_SECOND = 0.3
_AWARD_CERTAIN = 0.9
_AWARD_UNLIKELY = 0.02
_ASK_SURE = 0.6
_NONE_SURE = 0.6
#: Of a text longer than this the model says too little to overrule an award that is named.
_LONG = 80
#: What a cue adds to what the model says of its ask, in nats; chosen on authors left out (``evals.asks``).
_CUE = 1.0
#: Under this chance in the whole message an ask that a cue names is dropped, unless the part of a sentence
#: that names it has that one; over the last the message asks what no cue names.
_DOUBTED, _BY_ITSELF, _MEANT = 0.2, 0.7, 0.6
#: What few labelled questions ask is labelled as one of these in the others: 一共多少 is an amount, too.
_KIN: dict[Ask, tuple[Ask, ...]] = {
    "total": ("amount",),
    "reach": ("amount",),
    "compare": ("amount",),
    "difference": ("definition",),
    "forging": ("evasion",),
}
#: Whoever is told the first is told the others, too.
_COVERS: dict[Ask, frozenset[Ask]] = {
    "amount": frozenset({"condition"}),
    "total": frozenset({"amount", "condition"}),
    "reach": frozenset({"amount", "condition"}),
    "compare": frozenset({"amount"}),
    "difference": frozenset({"definition", "condition"}),
    "forging": frozenset({"evasion"}),
    # 首版次的公司，电费补吗: what the money is for is another matter than the award.
    "none": frozenset({"amount", "condition", "apply"}),
    "detail": frozenset(
        {"condition", "procedure", "definition", "text", "amount", "funding", "validity", "units"}
    ),
}
#: The model knows no such asks: cues alone name them.
_CUES_ALONE = frozenset({"detail", "mentioned", "none", "smalltalk"})
#: A word that the text explains itself is asked for by what it says (什么是就高不重复).
OF_WORDS = frozenset({"definition", "text"})
_EXPLAINED = frozenset({"stacking", "region", "funding", "validity"})
#: So short a message, no award named, says what it asks by its cue, unless the model is this certain.
_SHORT, _CERTAIN = 10, 0.85
#: Shorter still it is hardly more than the cue.
_A_CUE = 4
#: What is said beside another matter, and never instead of it.
_NO_MATTER = frozenset({"none", "smalltalk"})
#: Whoever asks for these gets no more than the answer to them.
_REFUSED: frozenset[Ask] = frozenset({"forging", "evasion"})
#: So likely together these are refused in a text of at least so many characters: the shorter, the surer it
#: must be. Nobody is to be called a cheat for 我们实际能拿多少.
_REFUSABLE = ((15, 0.55), (8, 0.7), (6, 0.85))
#: From this chance on a promise is asked for, too, by whoever asks what he gets or whether.
_PROMISED = 0.3
_OF_GETTING: frozenset[Ask] = frozenset({"amount", "condition", "total", "reach", "apply", "none"})


class Prediction(Protocol):
    """What the model makes of a text; best first."""

    @property
    def asks(self) -> Sequence[tuple[Ask, float]]: ...
    @property
    def awards(self) -> Sequence[tuple[str, float]]: ...
    @property
    def clauses(self) -> Sequence[tuple[str, float]]: ...
    @property
    def none(self) -> float: ...


class Predictor(Protocol):
    def predict(self, text: str) -> Prediction: ...


class Predicted:
    """The model's view; without a model nothing is likely. ``honest`` tells a text that by its words alone is
    no cheating: it corrects one, or tells what is really going to be done."""

    def __init__(self, predictor: Predictor | None, honest: Callable[[str], bool]) -> None:
        self._honest = honest
        self._predict = lru_cache(maxsize=32)(predictor.predict) if predictor else None

    def sure(self, text: str) -> Ask | None:
        """What the text is taken to ask, where the model is sure."""
        ask, chance = self.likeliest(text)
        return ask if chance >= _ASK_SURE else None

    def chance(self, text: str, ask: Ask) -> float:
        """How likely the text asks this."""
        return dict(self._predict(text).asks).get(ask, 0.0) if self._predict else 0.0

    def guess(self, text: str) -> Ask:
        """What the text most likely asks; ``none`` where there is no model."""
        return self.likeliest(text)[0]

    def likeliest(self, text: str) -> tuple[Ask, float]:
        asks = self._predict(text).asks if self._predict else ()
        return next((pair for pair in asks if self._sayable(pair[0], text)), ("none", 0.0))

    def refused(self, text: str) -> Ask | None:
        """Which kind of help that nobody gets the text asks for, where that is likely enough to say so."""
        if self._honest(text):
            # 费用改成200万 sets right what was told; 再做两个场景凑够5个 is work.
            return None
        kinds = [(self.chance(text, ask), ask) for ask in sorted(_REFUSED)]
        needed = next((chance for length, chance in _REFUSABLE if len(text) >= length), 1.0)
        return max(kinds)[1] if sum(chance for chance, _ in kinds) >= needed else None

    def none(self, text: str) -> float:
        """The chance that no clause deals with the text."""
        return self._predict(text).none if self._predict else 0.0

    def promised(self, part: Part) -> Ask:
        """What ``part`` asks: a promise where one is likely of what he gets."""
        wants = part.ask in _OF_GETTING and self.chance(part.text, "promise") >= _PROMISED
        return "promise" if wants else part.ask

    def clause(self, text: str, least: float = _ASK_SURE) -> str | None:
        """The clause that the text is about, where the model is sure of one to ``least``."""
        clauses = self._predict(text).clauses if self._predict else ()
        return next((clause for clause, chance in clauses[:1] if chance >= least), None)

    def award(self, text: str) -> str | None:
        """The award that the text is about, where the model is certain of one."""
        awards = self._predict(text).awards if self._predict else ()
        return next((award for award, chance in awards[:1] if chance >= _AWARD_CERTAIN), None)

    def settled(self, text: str, parts: list[Part]) -> list[Part]:
        """The questions of a message, those weighed that cues name: each cue has a say, the model the rest.

        ``parts`` were read by cues, one or more of them. The awards of a question dropped go to the one
        that is asked instead of it.
        """
        if self._predict is None or len(text) <= _A_CUE:
            return parts
        cued = {part.ask for part in parts}
        whole = self._weighed(text, cued)
        meant, chance = next(iter(whole.items()))
        unnamed = len(text) <= _SHORT and not any(part.awards for part in parts)
        if (meant in OF_WORDS and cued & _EXPLAINED) or (unnamed and chance < _CERTAIN):
            return parts
        kept = [part for part in parts if self._stands(part, whole)]
        asked = {told for part in kept for told in (part.ask, *_COVERS.get(part.ask, ()))}
        new = meant not in asked and meant not in _NO_MATTER and self._sayable(meant, text)
        if new and chance >= _MEANT:
            dropped = next((part for part in parts if part not in kept), None)
            kept = [replace(dropped or parts[0], ask=meant), *kept]
        if any(part.ask == "reach" for part in kept):
            # 花到多少才拿满 asks what to spend, not what one gets.
            kept = [part for part in kept if part.ask != "amount"]
        refused = [part for part in kept if part.ask in _REFUSED]
        # 骗补的人去哪里告: a word of cheating is no wish to.
        honest = [replace(part, ask=meant) if part.ask in _REFUSED else part for part in parts]
        return refused[:1] or kept or honest

    def _stands(self, part: Part, whole: dict[Ask, float]) -> bool:
        if part.ask in _CUES_ALONE or whole.get(part.ask, 0.0) >= _DOUBTED:
            return True
        pieces = (part.text, *(words for _, words in parts_of(part.text)))
        return any(
            self._weighed(words, {part.ask}).get(part.ask, 0.0)
            >= (_DOUBTED if len(words) <= _A_CUE else _BY_ITSELF)
            for words in pieces
        )

    def _weighed(self, text: str, cued: set[Ask]) -> dict[Ask, float]:
        """The chances of what ``text`` asks where cues name ``cued``, the likeliest first."""
        assert self._predict is not None
        said = dict(self._predict(text).asks)
        raised = dict(said)
        for ask in cued & said.keys():
            raised[ask] = math.exp(_CUE) * (
                said[ask] + sum(said[kin] for kin in _KIN.get(ask, ()) if kin in said)
            )
        whole = sum(raised.values()) or 1.0
        return {ask: chance / whole for ask, chance in sorted(raised.items(), key=lambda pair: -pair[1])}

    def _sayable(self, ask: Ask, text: str) -> bool:
        """Whether the model alone may say of ``text`` that it asks this."""
        return ask not in _REFUSED or self.refused(text) is not None

    def named(self, part: Part) -> tuple[str, ...]:
        """The awards named, unless the model is certain that a word in passing named the wrong one."""
        if len(part.awards) != 1 or len(part.text) > _LONG or self._predict is None:
            return part.awards
        awards = self._predict(part.text).awards
        certain = awards[0][0] if awards and awards[0][1] >= _AWARD_CERTAIN else part.awards[0]
        return (certain,) if dict(awards).get(part.awards[0], 0.0) < _AWARD_UNLIKELY else part.awards

    def link(self, part: Part) -> None:
        """Put into ``part``, which names no award, those that the model finds."""
        prediction = self._predict(part.text) if self._predict else None
        if prediction is not None and prediction.none < _NONE_SURE:
            sure = [award for award, p in prediction.awards if p >= _AWARD_SURE]
            part.awards = tuple(sure or [a for a, p in prediction.awards[:1] if p >= _AWARD_SECOND])
            part.likely = prediction.awards[0][1] if prediction.awards else 0.0
