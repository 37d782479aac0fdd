"""A piece of an answer: paragraphs, the status it stands for, and its short spoken form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.awards.money import format_yuan
from assistant.contract import Question, Status

_SPACE_BESIDE_CHINESE = re.compile(r"(?<=[一-鿿]) (?=[0-9])|(?<=[0-9万亿元]) (?=[一-鿿])")
_LONG_NUMBER = re.compile(r"(?<![\d.])\d{5,}(?:\.\d+)?(?![\d.%])")


@dataclass(frozen=True, slots=True)
class Section:
    """What answers one question of a message; ``spoken`` is its conclusion without Markdown."""

    status: Status
    paragraphs: tuple[str, ...]
    spoken: str = ""
    #: Asked back beside the questions that the calculator chooses.
    questions: tuple[Question, ...] = ()


def plain(markdown: str) -> str:
    """The words of a paragraph without its emphasis marks, for reading out."""
    return markdown.replace("**", "")


def readable(text: str, unit: str = "") -> str:
    """Long plain numbers in 万 and 亿, with ``unit`` behind them: 2000000 becomes 200万元."""

    def written(found: re.Match[str]) -> str:
        return format_yuan(Decimal(found.group())).removesuffix("元") + unit

    return _SPACE_BESIDE_CHINESE.sub("", _LONG_NUMBER.sub(written, text))
