"""Chinese ordinals up to 999, as clause numbers are written with them."""

from __future__ import annotations

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}


def to_int(words: str) -> int | None:
    """二十三, 一百零五 or 二〇 as a number; None where the characters do not make one."""
    if not any(character in _UNITS for character in words):
        digits = [_DIGITS.get(character) for character in words]
        if not digits or None in digits:
            return None
        return int("".join(str(digit) for digit in digits))
    total, digit = 0, 0
    last_unit = 1000
    for character in words:
        if character in _UNITS:
            unit = _UNITS[character]
            if unit >= last_unit:
                return None
            total, digit, last_unit = total + (digit or 1) * unit, 0, unit
        elif character in _DIGITS and not digit:
            digit = _DIGITS[character]
        else:
            return None
    return total + digit


def to_chinese(number: int) -> str:
    """1 to 999 in Chinese ordinals (十二, 一百零五); larger numbers in Arabic digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_digit(hundreds)}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _digit(tens)) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_digit(ones) if ones else "")


def _digit(value: int) -> str:
    return "〇一二三四五六七八九"[value]
