"""What a message asks: its questions, the awards and clauses they are about.

Cues that a policy officer writes (``asks.yaml``, ``wording.yaml``) settle what they name; the
model trained on callers' questions decides where no cue does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.conversation.by_figure import ByFigure
from assistant.conversation.phrases import Match, Phrases
from assistant.conversation.predicted import OF_WORDS, Predicted, Predictor
from assistant.conversation.sentences import PART_END, parts_of, split_sentences
from assistant.conversation.turn import Part
from assistant.conversation.wording import AskMatcher, Conversation, Wording
from assistant.conversation.wording_files import Ask

_PERSONAL = re.compile(r"我|咱|俺|本公司|本单位|本企业|吾|侬|阿拉")
#: Asks that are about the document as a whole unless an award is named with them.
GENERAL: frozenset[Ask] = frozenset({
    "apply", "validity", "region", "stacking", "funding", "summary", "smalltalk", "promise", "evasion",
    "total", "compare", "difference",
})  # fmt: skip
#: Of those, what weighs the awards of the whole message, also when they are named after it.
_WEIGHING: frozenset[Ask] = frozenset({"stacking", "compare", "difference", "total", "promise"})
#: From this probability on the model says what is asked of an award that a message without a cue
#: names, the second where it says hardly more than the name.
_ASK_LIKELY, _NAME_ONLY = 0.5, 0.6
#: Beside those, asks of which no award is looked for.
_WITHOUT_AWARD: frozenset[Ask] = frozenset({"none", "forging"})
_REFUSED: frozenset[Ask] = frozenset({"evasion", "forging"})
#: A text this short (奖多少, 能报不) is a cue and names nothing; one this short is hardly more than the
#: award's name, and one longer than that is for the model too mixed.
_A_CUE, _A_NAME = 3, 8
_ELLIPTICAL = 10
_DENIAL_REACH = 4
_GREETING = 12
#: Between a name and the noun that it describes stands hardly a word, and none that sets them apart.
_DESCRIBES = 3
_APART = re.compile(r"[和与及或跟同还、，,。；;？?！!：()（）“”/ ]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the message with what its words name."""

    text: str
    awards: tuple[str, ...]
    #: What is asked, each with the awards named up to and in the part of the sentence that asks.
    asks: tuple[tuple[Ask, tuple[str, ...]], ...]


class Reader:
    """Reads the questions out of a normalised message."""

    def __init__(
        self,
        wording: Wording,
        words: Conversation,
        asks: Sequence[AskMatcher],
        predictor: Predictor | None,
        by_figure: ByFigure | None = None,
    ) -> None:
        self._wording = wording
        self._words = words
        self._asks = asks
        self.model = Predicted(predictor, lambda text: words["correction"](text) or words["earnest"](text))
        self._by_figure = by_figure

    def parts(self, text: str) -> list[Part]:
        """The questions of ``text``, in order; at least one. Awards named in a sentence that asks
        nothing belong to the question that follows."""
        sentences = [self._sentence(piece) for piece in split_sentences(text)]
        parts: list[Part] = []
        named = any(sentence.awards for sentence in sentences)
        carried = () if named else self._figured(text)
        beside: tuple[str, ...] = ()
        for sentence in sentences:
            awards = _merged(carried, sentence.awards)
            if not sentence.asks and parts and (other := self._asked_too(sentence)):
                # 团队给多少？个人呢？ asks the same of another.
                parts.append(self._part(sentence.text, parts[-1].ask, other, cued=True))
                continue
            if not sentence.asks:
                carried = _merged(carried, sentence.awards)
                if parts and self._words["again"](sentence.text):
                    # 能补多少？我们还有一个国家级案例: what is told behind the question is asked of, too.
                    beside = _merged(beside, sentence.awards)
                continue
            for place, (ask, own) in enumerate(sentence.asks):
                # What was named before the sentence belongs to the first thing it asks.
                about = _merged(carried, own) if own and not place else own or awards
                parts.append(self._part(sentence.text, ask, about, cued=True))
            carried = awards
        if not parts:
            parts = [self._guessed(text, carried)]
        elif carried:
            for part in parts:
                part.awards = part.awards or (carried if part.ask not in GENERAL - _WEIGHING else ())
        if beside and parts[-1].awards and parts[-1].ask in ("amount", "total"):
            parts[-1].awards = _merged(parts[-1].awards, beside)
        if parts[0].cued:
            parts = self.model.settled(text, parts)
        if parts[0].ask not in _REFUSED and (refused := self.model.refused(text)):
            parts = [self._part(text, refused, ())]
        for part in parts:
            part.ask = self.model.promised(part)
            part.awards = self.model.named(part)
            part.named = bool(part.awards)
            open_ask = not part.awards and part.ask not in GENERAL | _WITHOUT_AWARD
            if open_ask and len(part.text) > _A_CUE:
                self.model.link(part)
        return _distinct(parts)

    def _asked_too(self, sentence: Sentence) -> tuple[str, ...]:
        """The awards of which a sentence asks what the one before asked (个人呢)."""
        too = sentence.text.endswith("呢") and len(sentence.text) <= _ELLIPTICAL
        return (sentence.awards or self.short_form(sentence.text)) if too else ()

    def each(self, text: str) -> list[Part]:
        """The questions that a message counts out, each read by itself.

        One that names no award is about those named before it.
        """
        parts: list[Part] = []
        named: tuple[str, ...] = ()
        pieces = split_sentences(text)
        if sum(self._words["asking"](piece) for piece in pieces) < 2:
            # 1 …了，2 …了，能一起拿吗 counts out what is told.
            return self.parts(text)
        for piece in pieces:
            own = self.parts(piece)
            if not self._words["asking"](piece) and not any(part.cued for part in own):
                named = _merged(named, self.named_awards(piece))
                continue
            for part in own:
                if part.named:
                    named = _merged(named, part.awards)
                elif named and (part.ask in _WEIGHING or self._goes_on(part, piece)):
                    part.awards, part.named = named, True
                parts.append(part)
        return _distinct(parts) or self.parts(text)

    def _goes_on(self, part: Part, piece: str) -> bool:
        return part.ask not in GENERAL | _WITHOUT_AWARD and len(piece) <= _ELLIPTICAL

    def asks_more(self, thing: str) -> bool:
        """Whether the words of a thing ask something themselves (金额, 怎么申请)."""
        return self.cue(thing) is not None

    def named_awards(self, text: str) -> tuple[str, ...]:
        """Awards whose wording stands in ``text``, in its order; else those that a figure of theirs names."""
        return tuple(self.mentions(text)) or self._figured(text)

    def mentions(self, text: str) -> dict[str, Match]:
        """Where each award is named first, in the order of the text; a longer phrase beats one inside it.

        Weak words count only where no award is named by a strong one.
        """
        named = self._first(self._wording.awards, text) or self._first(self._wording.weak, text)
        wanted = {award_id: m for award_id, m in named.items() if not self._dropped(text, m)}
        return wanted or named

    def strongly_named(self, text: str) -> tuple[str, ...]:
        """Awards that the text names outright, not by a weak word."""
        return tuple(self._first(self._wording.awards, text)) or self._figured(text)

    def _figured(self, text: str) -> tuple[str, ...]:
        return self._by_figure(text) if self._by_figure else ()

    def short_form(self, text: str) -> tuple[str, ...]:
        """The award that a short follow-up (那保险呢) means by a short form, if just one."""
        if len(PART_END.split(text)[-1]) > _ELLIPTICAL:
            return ()
        found = self._first(self._wording.short, text)
        # 不是团队，单个的呢 means the second one.
        wanted = tuple(award_id for award_id, m in found.items() if not self._dropped(text, m))
        return wanted if len(wanted) == 1 else ()

    def only_denied(self, text: str) -> bool:
        """Whether awards are named, but each only to say that it is not meant."""
        named = self._first(self._wording.awards, text)
        return bool(named) and all(self._dropped(text, match) for match in named.values())

    def however_named(self, text: str, *, short: bool = True) -> dict[str, Match]:
        """Where awards are named in any way, by weak words and ``short`` forms too, in the text's order."""
        found: dict[str, Match] = {}
        forms = (self._wording.short,) if short else ()
        for names in (self._wording.awards, self._wording.weak, *forms):
            for award_id, match in self._first(names, text).items():
                found.setdefault(award_id, match)
        return dict(sorted(found.items(), key=lambda pair: pair[1].start))

    def _first(self, names: Mapping[str, Phrases], text: str) -> dict[str, Match]:
        """Where each award is named first."""
        first: dict[str, Match] = {}
        for match, award_id in _headed(_mentions(names, text), self._wording.heads, text):
            first.setdefault(award_id, match)
        return first

    def _dropped(self, text: str, match: Match) -> bool:
        """Whether an award is named only to say that it is not meant (没有首台套，两个都不要)."""
        before = re.split(r"[，。！？；,!?;:：\n ]", text[: match.start])[-1][-_DENIAL_REACH:]
        after = text[match.end : match.end + _DENIAL_REACH]
        denied = self._words["negation"].ends(before) and not self._words["open_question"](before)
        return denied or self._words["dropped"].begins(after)

    def _sentence(self, text: str) -> Sentence:
        asks: list[tuple[Ask, tuple[str, ...]]] = []
        mentions = self.mentions(text)
        pending: tuple[str, ...] = ()
        for start, piece in parts_of(text):
            here = tuple(a for a, m in mentions.items() if start <= m.start < start + len(piece))
            pending = _merged(pending, here)
            ask = self.cue(piece)
            if ask is not None:
                # 首台套找谁，能补多少: what asks of nothing new asks of what was named before it.
                asks.append((ask, pending or (asks[-1][1] if asks else ())))
                pending = ()
        # 能不能拿，要什么条件 is one wish; the weak cues stand only where nothing stronger does.
        strong = [pair for pair in asks if pair[0] not in ("condition", "smalltalk")]
        if not strong and (mentions or len(text) > _GREETING):
            # 机器人 in a question about a robot maker is no greeting.
            asks = [pair for pair in asks if pair[0] != "smalltalk"]
        return Sentence(text, tuple(mentions), tuple(strong or asks))

    def cue(self, piece: str) -> Ask | None:
        best: tuple[int, Ask] | None = None
        for matcher in self._asks:
            if (best is None or matcher.rank < best[0]) and matcher.fits(piece):
                best = (matcher.rank, matcher.ask)
        return best[1] if best else None

    def _part(self, text: str, ask: Ask, awards: tuple[str, ...], cued: bool = False) -> Part:
        personal = _PERSONAL.search(text) is not None
        return Part(text=text, ask=ask, awards=awards, personal=personal, cued=cued)

    def _guessed(self, text: str, awards: tuple[str, ...]) -> Part:
        """A message without a cue: the model's reading, or the money an award named brings."""
        ask, chance = self.model.likeliest(text)
        unlikely = chance < (_NAME_ONLY if len(text) <= _A_NAME else _ASK_LIKELY)
        told = len(list(parts_of(text))) > 1 and not self._words["asking"](text)
        if awards and (ask in ("none", "smalltalk") or unlikely or (told and ask in OF_WORDS)):
            ask = self._amount_or_condition(text)
        return self._part(text, ask, awards)

    def _amount_or_condition(self, text: str) -> Ask:
        """What is wanted of an award that is hardly more than named."""
        unsure = len(text) <= _A_NAME or self.model.chance(text, "amount") >= self.model.chance(
            text, "condition"
        )
        return "amount" if unsure else "condition"


def _merged(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _distinct(parts: list[Part]) -> list[Part]:
    """One part for each pair of ask and awards."""
    seen: dict[tuple[Ask, tuple[str, ...]], Part] = {}
    for part in parts:
        seen.setdefault((part.ask, part.awards), part)
    return list(seen.values())


def _mentions(names: Mapping[str, Phrases], text: str) -> list[tuple[Match, str]]:
    """Every place where an award is named, in order; a longer phrase beats one that overlaps it."""
    found: list[tuple[Match, str]] = []
    for award_id, phrases in names.items():
        found.extend((match, award_id) for match in phrases.find(text))
    found.sort(key=lambda pair: (pair[0].start - pair[0].end, pair[0].start))
    kept: list[tuple[Match, str]] = []
    for match, award_id in found:
        length = match.end - match.start
        beaten = any(
            other.start < match.end and match.start < other.end and other.end - other.start > length
            for other, _ in kept
        )
        if not beaten:
            kept.append((match, award_id))
    return sorted(kept, key=lambda pair: pair[0].start)


def _headed(
    mentions: Sequence[tuple[Match, str]], heads: Mapping[str, Phrases], text: str
) -> list[tuple[Match, str]]:
    """Names that only describe the noun behind them (博士后团队) become mentions of that noun's award."""
    nouns = [(match, award_id) for award_id, phrases in heads.items() for match in phrases.find(text)]
    kept = []
    for match, award_id in mentions:
        for noun, owner in nouns:
            between = text[match.end : noun.start]
            if match.end <= noun.start <= match.end + _DESCRIBES and not _APART.search(between):
                match, award_id = Match(match.start, noun.end), owner
        kept.append((match, award_id))
    return kept
