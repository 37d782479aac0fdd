"""Text to HTML, safely: whatever a user or a document wrote stays text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from itertools import pairwise

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

# No links, images or HTML: none of them has a place in an answer, and an image would be fetched.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["link", "image", "autolink", "html_inline", "html_block", "reference", "heading", "lheading", "hr"]
)
#: CommonMark closes nothing between a full stop and a character: **最高50万元。**这是 would show its stars.
_STOP_WITHIN = re.compile(r"(\*\*[^*\n]+?)([。：！？；，])\*\*(?=[^\s*])")
_CITED = re.compile(r"\[(\d+)\]")


def prose(text: str, cited: Container[int], anchor: str) -> Markup:
    """An answer's Markdown; each ``[n]`` among ``cited`` becomes a link to ``#{anchor}{n}``."""

    def link(match: re.Match[str]) -> str:
        n = match[1]
        if int(n) not in cited:
            return match[0]
        return f'<a class="mark" href="#{anchor}{n}" aria-label="出处 {n}">[{n}]</a>'

    return Markup(_CITED.sub(link, _MARKDOWN.render(_STOP_WITHIN.sub(r"\1**\2", text))))


def paragraphs(text: str) -> Markup:
    """Plain text with its line breaks."""
    return Markup("<br>").join(escape(line) for line in text.strip().splitlines())


def highlighted(text: str, ranges: Iterable[tuple[int, int]]) -> Markup:
    """``text`` with the character ``ranges`` in ``<mark>``; they may overlap or lie partly outside."""
    marked = sorted((max(0, start), min(len(text), end)) for start, end in ranges)
    edges = sorted({0, len(text), *(edge for pair in marked for edge in pair if 0 <= edge <= len(text))})
    html = Markup()
    for start, end in pairwise(edges):
        piece = escape(text[start:end])
        inside = any(low <= start and end <= high for low, high in marked)
        html += Markup("<mark>{}</mark>").format(piece) if inside else piece
    return html
