"""Questions about the draft itself, and about what another place certified: no case of an award."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.details import Details
from assistant.conversation.statements import Statements
from assistant.conversation.turn import Part
from assistant.documents.model import Document

_REFUSED = ("forging", "evasion")


def read_draft_or_certificate(
    part: Part, details: Details, statements: Statements, document: Document
) -> None:
    """Make ``part`` one of detail where it asks until when and to whom opinions go, or whether what was
    certified elsewhere counts; the last clause of ``document`` speaks of itself.

    Where the award's own rule says whose recognition counts, that is one of its conditions.
    """
    if part.ask not in _REFUSED and details.of_draft(part.text):
        # 我想对第八条提点意见: what becomes of the draft is no matter of a support.
        part.ask, part.cued = "detail", True
        last = (document.document_id, document.clauses[-1].clause_id)
        part.clauses, part.awards, part.named = (last,), (), False
    elif part.ask in ("detail", "condition") and details.certified(part.text):
        if any(statements.certified_here(award_id) for award_id in part.awards):
            part.ask, part.personal = "condition", True
        else:
            part.ask = "detail"


def draft_alone(parts: Sequence[Part]) -> list[Part]:
    """Only that of the draft, where a sentence asks of it (我想对第八条提点建议，找谁)."""
    of_draft = [part for part in parts if part.ask == "detail" and part.clauses and not part.awards]
    texts = {part.text for part in of_draft}
    return of_draft[:1] + [part for part in parts if part.text not in texts]
