"""What the look-up tab shows: lists of clauses, and one clause whole."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from assistant.contract import ClauseHit
from assistant.web.page.markup import highlighted
from assistant.web.page.views import Views

if TYPE_CHECKING:
    from assistant.service import Assistant

#: Characters shown before and after the first match in a list.
_BEFORE, _AFTER = 12, 48
_HITS = 10


class ClauseViews:
    """Look-up in one language of the page."""

    def __init__(self, assistant: Assistant, views: Views) -> None:
        self._assistant = assistant
        self._views = views
        self._words = views.words

    def results(self, query: str) -> str:
        """The clauses found, best first; the table of contents where nothing is looked for."""
        query = query.strip()
        if not query:
            return self._contents()
        hits = self._assistant.search(query, _HITS).hits
        form = self._words["hits" if hits else "no_hits"]
        listed = [
            {
                "document_id": hit.document_id,
                "clause_id": hit.clause_id,
                "label": hit.label,
                "heading": hit.heading,
                "source": self._source(hit.document_id),
                "snippet": _snippet(hit),
            }
            for hit in hits
        ]
        return self._views.render("results", heading=form.format(count=len(hits), query=query), hits=listed)

    def clause(self, document_id: str, clause_id: str, query: str = "") -> str:
        """One clause whole, what ``query`` finds in it highlighted."""
        detail = self._assistant.clause(document_id, clause_id)
        document = self._assistant.registry.info(document_id)
        if detail is None or document is None:
            return self.note("clause_gone")
        source = self._words["source_line"].format(title=document.title, label=detail.label)
        return self._views.render(
            "clause",
            clause=detail,
            document=document,
            text=highlighted(detail.text.strip(), self._matches(document_id, clause_id, query)),
            awards=[
                award
                for award in self._assistant.awards()
                if (award.document_id, award.clause_id) == (document_id, clause_id)
            ],
            copied=f"{detail.text.strip()}\n{source}",
            link="?" + urlencode({"doc": document_id, "clause": clause_id}),
        )

    def note(self, key: str) -> str:
        return self._views.render("note", text=self._words[key])

    def _matches(self, document_id: str, clause_id: str, query: str) -> tuple[tuple[int, int], ...]:
        if not query.strip():
            return ()
        for hit in self._assistant.search(query, _HITS, document_id).hits:
            if hit.clause_id == clause_id:
                return hit.highlights
        return ()

    def _source(self, document_id: str) -> str:
        document = self._assistant.registry.info(document_id)
        return document.source if document else "policy"

    def _contents(self) -> str:
        listed = [
            {
                "document_id": document.document_id,
                "clause_id": clause.clause_id,
                "label": clause.label,
                "heading": clause.heading,
                "source": document.source,
                "snippet": "",
            }
            for document in self._assistant.registry.documents
            for clause in document.clauses
            if clause.parent_id is None
        ]
        return self._views.render("results", heading=self._words["contents"], hits=listed)


def _snippet(hit: ClauseHit) -> str:
    first = hit.highlights[0][0] if hit.highlights else 0
    start = max(0, first - _BEFORE)
    end = min(len(hit.text), first + _AFTER)
    shifted = [(low - start, high - start) for low, high in hit.highlights if low < end and high > start]
    cut = highlighted(hit.text[start:end], shifted)
    return ("…" if start else "") + cut + ("…" if end < len(hit.text) else "")
