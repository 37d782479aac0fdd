"""What a message takes for granted of levels: 要国家级的才给吧, 省级的也算对不对."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.awards.conditions import tests_of
from assistant.awards.fact_schema import Choice
from assistant.awards.rulebook import RuleBook
from assistant.conversation.sentences import PART_END, split_sentences

_LEVEL = re.compile(r"国家|全国|部[级里委]|工信部|省|市[级里局]|[区县]级|地方")
#: How the levels of the contract are spoken of.
_VALUES = {
    "national": re.compile(r"国家|全国|部级|国字号"),
    "provincial": re.compile(r"省(?=[级里厅局的内委部认定性也、和或,，]|$)"),
    "city": re.compile(r"市(?=[级里局的内定认性也、和或,，]|$)"),
}
#: That it is so is asked to be confirmed.
_TAG = re.compile(r"吧|[对是]吗|[对是]不[对是]|没错|是这样|真的吗|对么|没说错|可不可以这么理解|理解得?对")
_ONLY = re.compile(r"才|只有|只[给认补奖配支看限]|必须|非得|得是|须是|仅|限于|起码|至少|门槛")
_DENIED = re.compile(
    r"不(?:算|给|行|能|可|配|补|认|奖|支持|享受|包括|发|管|够|在)|没(?:有|份|戏|钱|用|资格)|无效|除外|白搭|拿不"
)
_ALSO = re.compile(r"也[有给能可算补行奖配认]|都[有给能可算补行奖配认]|就(?:行|可以|够|能|算|给)")
#: What somebody has is his case, not only the rule.
_OWN = re.compile(r"(?:我|咱|俺)[^，。？?！!]{0,10}(?:了|过|是|有|拿|评|获|入选|办|牵头|认定)")


def claims_level(text: str) -> bool:
    """Whether ``text`` only wants to hear if what it says of levels is so; no case is told in it."""
    rule = _ONLY.search(text) or _DENIED.search(text) or _ALSO.search(text)
    return bool(_TAG.search(text) and rule and _LEVEL.search(text) and not _OWN.search(text))


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of an award, and whether what was said of them is so."""

    paid: tuple[str, ...]
    unpaid: tuple[str, ...]
    right: bool


class LevelClaims:
    def __init__(self, rulebook: RuleBook) -> None:
        self._rulebook = rulebook

    def judge(self, text: str, award_id: str) -> Levels | None:
        """What ``text`` says of the levels of the award, against its rule; None where it has no levels,
        or none of them is spoken of."""
        for test in tests_of(self._rulebook.awards[award_id].rule.conditions):
            levels = [c for c in self._rulebook.facts[test.fact].choices if c.value in _VALUES]
            if not levels or not isinstance(test.equals, str | tuple):
                continue
            paid = {test.equals} if isinstance(test.equals, str) else set(test.equals)
            if claims := _claims(text, levels):
                return Levels(
                    tuple(level.label for level in levels if level.value in paid),
                    tuple(level.label for level in levels if level.value not in paid),
                    all(said is (level.value in paid) for level, said in claims),
                )
        return None


def _claims(text: str, levels: Sequence[Choice]) -> list[tuple[Choice, bool]]:
    """The levels that ``text`` says something of, each with whether they are said to be paid."""
    claims = []
    for piece in (p for sentence in split_sentences(text) for p in PART_END.split(sentence)):
        named = [level for level in levels if _VALUES[level.value].search(piece)]
        if not named:
            continue
        only, denied = _ONLY.search(piece), _DENIED.search(piece)
        claims += [(level, not denied or bool(only)) for level in named]
        if only:
            claims += [(level, False) for level in levels if level not in named]
    return claims
