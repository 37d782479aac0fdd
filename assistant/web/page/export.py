"""A conversation as one Markdown text with its sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.contract import Answer
    from assistant.conversation.session import Exchange
    from assistant.web.page.views import Views


def as_markdown(exchanges: Iterable[Exchange], views: Views) -> str:
    """Every message with its answer, the quoted words and where they stand, and the notices once."""
    words = views.words
    exchanges = tuple(exchanges)
    lines = [f"# {words['title']} · {date.today().isoformat()}"]
    for exchange in exchanges:
        said = " ".join(exchange.message.split())
        lines += [f"## {words['you']}{said}", exchange.answer.answer, *_sources(exchange.answer, views)]
    notices = dict.fromkeys(notice for exchange in exchanges for notice in exchange.answer.notices)
    if notices:
        lines += [f"## {words['notices']}", "\n".join(f"- {notice}" for notice in notices)]
    return "\n\n".join(lines) + "\n"


def _sources(answer: Answer, views: Views) -> list[str]:
    if not answer.citations:
        return []
    sources = [
        f"- [{one.n}] 《{views.title(one.document_id)}》{one.label}：“{one.quote.strip()}”"
        for one in answer.citations
    ]
    return [f"**{views.words['citations']}**", "\n".join(sources)]
