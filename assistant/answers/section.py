"""A piece of an answer: paragraphs, the status it stands for, and its short spoken form."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.contract import Status


@dataclass(frozen=True, slots=True)
class Section:
    """What answers one question of a message; ``spoken`` is its conclusion without Markdown."""

    status: Status
    paragraphs: tuple[str, ...]
    spoken: str = ""


def plain(markdown: str) -> str:
    """The words of a paragraph without its emphasis marks, for reading out."""
    return markdown.replace("**", "")
