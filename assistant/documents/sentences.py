"""Where sentences begin and end: only where a reader would stop."""

from __future__ import annotations

from assistant.documents.model import Span

_STOPS = "。！？；!?;"
_OPENING = "（(【[〔《〈“‘「『"
_CLOSING = "）)】]〕》〉”’」』"
_MARGIN = " \t\u3000\xa0\ufeff\r\n\u200b"


def split_sentences(text: str, paragraphs: list[Span]) -> tuple[Span, ...]:
    """The sentences of ``paragraphs``, as ranges of ``text`` without surrounding white space.

    A stop inside brackets or quotes that are closed in the same paragraph ends nothing.
    """
    sentences: list[Span] = []
    for paragraph in paragraphs:
        begin = paragraph.start
        for end in _ends(text, paragraph):
            trimmed = _trim(text, begin, end)
            if trimmed is not None:
                sentences.append(trimmed)
            begin = end
    return tuple(sentences)


def _ends(text: str, paragraph: Span) -> list[int]:
    enclosed = _enclosed(text, paragraph)
    ends: list[int] = []
    position = paragraph.start
    while position < paragraph.end:
        if text[position] in _STOPS and position not in enclosed:
            position += 1
            while position < paragraph.end and text[position] in _STOPS:
                position += 1
            ends.append(position)
        else:
            position += 1
    return [*ends, paragraph.end]


def _enclosed(text: str, paragraph: Span) -> set[int]:
    """Positions inside a pair of brackets or quotes; a bracket without its partner pairs with nothing."""
    open_at: list[int] = []
    enclosed: set[int] = set()
    for position in range(paragraph.start, paragraph.end):
        character = text[position]
        if character in _OPENING:
            open_at.append(position)
        elif character in _CLOSING and (partner := _partner(text, open_at, character)) is not None:
            enclosed.update(range(open_at[partner], position))
            del open_at[partner:]
    return enclosed


def _partner(text: str, open_at: list[int], closing: str) -> int | None:
    # Full and half width are often mixed in one pair: （专项).
    kind = _CLOSING.index(closing) // 2 if closing in "）)】]" else _CLOSING.index(closing)
    for index in range(len(open_at) - 1, -1, -1):
        opening = text[open_at[index]]
        opened = _OPENING.index(opening) // 2 if opening in "（(【[" else _OPENING.index(opening)
        if opened == kind:
            return index
    return None


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _MARGIN:
        start += 1
    while end > start and text[end - 1] in _MARGIN:
        end -= 1
    return Span(start, end) if start < end else None
