"""What the look-up tab shows: lists of clauses, and one clause whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup, escape

from assistant.answers.spoken import spoken
from assistant.contract import AwardInfo, ClauseDetail, ClauseHit
from assistant.documents.model import DocumentHead
from assistant.documents.selection import Selection
from assistant.errors import InvalidRequest
from assistant.feedback.privacy import masked
from assistant.requests import refuse
from assistant.web.page.markup import highlighted
from assistant.web.page.views import Views

if TYPE_CHECKING:
    from assistant.service import Assistant

#: Characters shown before and after the first match in a list.
_BEFORE, _AFTER = 12, 48
_HITS = 10
_DIGEST = re.compile(r"[0-9a-f]{8}")
#: Lines of the table of contents; of many documents it would be too long to look through.
_LISTED = 200
#: Characters of what is typed.
_LENGTH = 200
#: So many units are read out by name.
_SPOKEN_UNITS = 3


class Asked(NamedTuple):
    """What is looked for, as typed, and in which documents."""

    query: str = ""
    region: str = ""
    status: str = ""
    day: str = ""

    @classmethod
    def of(cls, form: Mapping[str, object]) -> Asked:
        """From the fields of the box."""
        return cls(*(str(form.get(name, ""))[:_LENGTH].strip() for name in cls._fields))

    @property
    def key(self) -> str:
        """Tells one look-up from another; page.js makes the same of the fields."""
        return "|".join(self)

    def selection(self, assistant: Assistant) -> Selection:
        """Raises ``InvalidRequest`` for an unknown region or status, or a bad date."""
        try:
            day = date.fromisoformat(self.day) if self.day else None
        except ValueError:
            refuse("date_parsing", ("query", "day"))
        return assistant.selection(None, self.region or None, self.status or None, day)


class ClauseViews:
    """Look-up in one language of the page."""

    def __init__(self, assistant: Assistant, views: Views) -> None:
        self._assistant = assistant
        self._views = views
        self._words = views.words

    def box(self) -> str:
        """The box to type into; where there are several policies, with what narrows a look-up down."""
        regions = sorted({one.region for one in self._policies()})
        return self._views.render("query", several=self._several(), regions=regions)

    def results(self, asked: Asked) -> str:
        """The clauses found for what was typed, best first; the table of contents where nothing is
        looked for."""
        try:
            selection = asked.selection(self._assistant)
        except InvalidRequest as error:
            told = "；".join(self._views.problem(each) for each in error.details)
            return self._views.render("results", heading=told, hits=[], typed=asked.key)
        if not asked.query:
            return self._contents(asked, selection)
        hits = self._assistant.search(asked.query, _HITS, selection=selection).hits
        several = self._several()
        form = self._words["hits" if hits else "no_hits"]
        listed = [
            {
                "document_id": hit.document_id,
                "clause_id": hit.clause_id,
                "label": hit.label,
                "heading": hit.heading,
                "source": self._source(hit.document_id),
                "document": _document(hit) if several else "",
                "status": hit.status if several else "",
                "snippet": _snippet(hit),
            }
            for hit in hits
        ]
        words = Markup('<span lang="zh">{}</span>').format(asked.query)
        heading = escape(form).format(count=len(hits), query=words)
        return self._views.render("results", heading=heading, hits=listed, typed=asked.key)

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
            awards=self._awards(detail),
            spoken=self.spoken(detail),
            copied=f"{detail.text.strip()}\n{source}",
            link="?" + urlencode({"doc": document_id, "clause": clause_id}),
        )

    def spoken(self, clause: ClauseDetail) -> str:
        """What to read out on the telephone of a clause, at most 120 characters: what there is to get by
        the rules, or else how the clause begins, and whom to ask."""
        words = self._words
        units = self._units(clause.responsible_units)
        awards = self._awards(clause)
        told = [words["spoken_award"].format(name=one.name, amount=one.amount_text) for one in awards]
        form = "spoken_bare" if clause.heading in ("", clause.label) else "spoken_clause"
        opening = words[form].format(label=clause.label, heading=clause.heading)
        if len(told) > 1:
            opening = words["spoken_several"].format(label=clause.label, count=len(told))
        draft = self._assistant.registry.info(clause.document_id)
        suffix = words["spoken_draft"] if draft and draft.status == "draft" else ""
        return spoken([opening, *(told or [_first_sentence(clause)])], units + suffix)

    def transfer(self, document_id: str, clause_id: str, session_id: str) -> str:
        """What the next office needs: the matter, the units, and the case as this session knows it."""
        detail = self._assistant.clause(document_id, clause_id)
        if detail is None:
            return self.note("clause_gone")
        words = self._words
        lines = [words["transfer_matter"].format(label=detail.label, heading=detail.heading)]
        if detail.responsible_units:
            lines.append(words["transfer_units"].format(units="、".join(detail.responsible_units)))
        exchanges = self._assistant.transcript(session_id)
        for award_id, facts in self._views.fields.known(self._assistant.session(session_id)):
            if facts:
                name = words["facts_applicant"] if award_id is None else self._views.award_name(award_id)
                told = "；".join(f"{known.label}：{known.value}" for known in facts)
                lines.append(words["transfer_facts"].format(name=name, facts=told))
        if exchanges:
            last = exchanges[-1]
            lines.append(words["transfer_asked"].format(message=masked(" ".join(last.message.split()))))
            lines.append(
                words["transfer_told"].format(spoken=last.answer.spoken or words["transfer_nothing"])
            )
        else:
            lines.append(words["transfer_no_case"])
        return self._views.render("transfer", lines=lines, text="\n".join(lines))

    def _awards(self, clause: ClauseDetail) -> list[AwardInfo]:
        place = (clause.document_id, clause.clause_id)
        return [one for one in self._assistant.awards() if (one.document_id, one.clause_id) == place]

    def _units(self, units: Sequence[str]) -> str:
        if not units:
            return ""
        named = "、".join(units[:_SPOKEN_UNITS])
        form = "spoken_units" if len(units) <= _SPOKEN_UNITS else "spoken_units_many"
        return self._words[form].format(units=named, count=len(units))

    def note(self, key: str) -> str:
        return self._views.render("note", text=self._words[key])

    def _matches(self, document_id: str, clause_id: str, query: str) -> tuple[tuple[int, int], ...]:
        query = query[:_LENGTH].strip()
        if not query:
            return ()
        for hit in self._assistant.search(query, _HITS, document_id).hits:
            if hit.clause_id == clause_id:
                return hit.highlights
        return ()

    def _source(self, document_id: str) -> str:
        document = self._assistant.registry.info(document_id)
        return document.source if document else "policy"

    def _policies(self) -> Iterator[DocumentHead]:
        return (one for one in self._assistant.heads() if one.source == "policy")

    def _several(self) -> bool:
        """Whether there are several policies, so that each clause needs to say which it is from."""
        return len([*islice(self._policies(), 2)]) > 1

    def _contents(self, asked: Asked, selection: Selection) -> str:
        # Of many documents only those are read whose clauses are listed.
        taken = (one.document_id for one in self._assistant.heads(selection))
        documents = filter(None, map(self._assistant.registry.get, taken))
        several = self._several()
        listed = (
            {
                "document_id": document.document_id,
                "clause_id": clause.clause_id,
                "label": clause.label,
                "heading": clause.heading,
                "source": document.source,
                "document": f"《{document.title}》" if several else "",
                "status": "",
                "snippet": "",
            }
            for document in documents
            for clause in document.clauses
            if clause.parent_id is None
        )
        return self._views.render(
            "results", heading=self._words["contents"], hits=list(islice(listed, _LISTED)), typed=asked.key
        )


def _document(hit: ClauseHit) -> str:
    # A version that nobody declared is a digest of the text, which says nothing to a person.
    return f"《{hit.title}》{'' if _DIGEST.fullmatch(hit.version) else hit.version}"


def _first_sentence(clause: ClauseDetail) -> str:
    text = clause.text.strip()
    return text[: text.find("。") + 1] or text.splitlines()[0]


def _snippet(hit: ClauseHit) -> str:
    first = hit.highlights[0][0] if hit.highlights else 0
    start = max(0, first - _BEFORE)
    end = min(len(hit.text), first + _AFTER)
    shifted = [(low - start, high - start) for low, high in hit.highlights if low < end and high > start]
    cut = highlighted(hit.text[start:end], shifted)
    return ("…" if start else "") + cut + ("…" if end < len(hit.text) else "")
