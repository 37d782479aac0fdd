"""The units that a clause names as responsible, in the words and order of the text."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"(?P<bracket>[（(【\[〔]?)[ \u3000]*"
    r"(?:责任|牵头|主要责任|主责|配合|协办|协同|参与|参加|主办|承办|落实|实施|主管|经办)"
    r"(?:单位|部门|处室|科室|机构|责任单位|责任部门)"
    r"(?:[ \u3000]*[)）】\]〕])?[ \u3000]*[:：]"
)
_OPENING = "（(【[〔"
_CLOSING = "）)】]〕"
_SEPARATORS = "、，,；;/ \u3000\t"
_BRACKETED = r"[（(][^（）()。\n]*[)）]"
_DUTY_BRACKET = re.compile(
    rf"[（(【\[]((?:[^（）()。；：:\n]|{_BRACKETED})*?(?:负责|牵头|配合|参与|落实))[)）】\]][ \u3000。]*$",
    re.MULTILINE,
)
#: Words of a list that say what a unit does, not its name.
_DUTY = re.compile(
    r"^由|(?:等)?(?:有关|相关)?(?:部门|单位)?(?:按照?|根据)(?:各自)?(?:职责|职能).*$"
    r"|(?:等)?(?:共同|分别|具体)?(?:牵头)?(?:负责|牵头|配合|参与|落实)$|等$"
)


def responsible_units(text: str) -> tuple[str, ...]:
    """Units after 责任单位：, 牵头单位：, 配合单位： and their like in ``text``, each once, in order.

    Without such a label, those of a bracket at a line's end that says who does it (（市科技局牵头，
    市财政局配合）). A list ends at its closing bracket, or, without brackets, at the end of the sentence.
    """
    units: dict[str, None] = {}
    values = [_value(text, label.end(), _in_bracket(text, label)) for label in _LABEL.finditer(text)]
    for value in values or [found[1] for found in _DUTY_BRACKET.finditer(text)]:
        for piece in _split(value):
            unit = _DUTY.sub("", piece.strip(" \u3000\t")).strip()
            if unit:
                units[unit] = None
    return tuple(units)


def ends_with_units(line: str) -> bool:
    """Whether ``line`` ends with such a list, as a clause does when its last words are said."""
    labels = list(_LABEL.finditer(line))
    return bool(labels) and not line[labels[-1].end() + len(_value(line, labels[-1].end(), True)) :].strip(
        "）)】]〕。 "
    )


def _in_bracket(text: str, label: re.Match[str]) -> bool:
    """Whether the label stands in a bracket that is still open (（牵头单位：…，配合单位：…）)."""
    sentence = text[text.rfind("。", 0, label.start()) + 1 : label.end()]
    return sum((character in _OPENING) - (character in _CLOSING) for character in sentence) > 0


def _value(text: str, start: int, in_bracket: bool) -> str:
    depth = 0
    for position in range(start, len(text)):
        character = text[position]
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            if depth == 0:
                return text[start:position]
            depth -= 1
        elif depth == 0 and (character == "。" or (character in "\r\n" and not in_bracket)):
            return text[start:position]
        if _LABEL.match(text, position):
            return text[start:position]
    return text[start:]


def _split(value: str) -> list[str]:
    pieces, depth = [""], 0
    for character in value:
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0 and character in _SEPARATORS:
            pieces.append("")
        elif character not in "\r\n":
            pieces[-1] += character
    return pieces
