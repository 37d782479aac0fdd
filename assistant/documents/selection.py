"""Which documents a look-up keeps to: by id, region, status and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.contract import DocumentStatus
from assistant.documents.model import DocumentHead


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions on documents, all of which must hold; None asks for nothing.

    ``status`` is the one on ``day``, by default today; ``day`` alone keeps to what is in force on it.
    """

    document_id: str | None = None
    region: str | None = None
    status: DocumentStatus | None = None
    day: date | None = None

    def takes(self, document: DocumentHead, today: date) -> bool:
        """Whether ``document`` meets the conditions."""
        if self.document_id not in (None, document.document_id) or self.region not in (None, document.region):
            return False
        if self.status is None and self.day is None:
            return True
        return _status(document, self.day or today, today) == (self.status or "in_force")


#: Takes every document.
EVERYTHING = Selection()

#: What a place is: the name of a larger one ends with it, and behind a name it may be left out.
_KINDS = ("省", "市", "县", "区", "州", "盟", "旗")


def region_named(name: str, regions: Sequence[str]) -> str | None:
    """The one of ``regions`` that is meant: it bears the name (江苏省盐城市), or alone ends with it (盐城市,
    盐城); None where none does, or several do."""
    if name in regions:
        return name
    ending = [region for region in regions if name and _ends_with(region, name)]
    return ending[0] if len(ending) == 1 else None


def _ends_with(region: str, name: str) -> bool:
    before = next(
        (region[: -len(end)] for kind in ("", *_KINDS) if region.endswith(end := name + kind)), None
    )
    # 城 is no place, though 盐城市 ends with 城市.
    return before == "" or (before is not None and before.endswith(_KINDS))


def _status(document: DocumentHead, day: date, today: date) -> DocumentStatus | None:
    """The status on ``day``, which may be long past; None for a document not yet in force then."""
    ended = document.valid_until is not None and day > document.valid_until
    # One that is declared to have ended may have been in force before its last day.
    known_to_run = document.valid_until is not None and day < today
    if ended or (document.status == "expired" and not known_to_run):
        return "expired"
    if document.status == "draft":
        return "draft"
    begun = document.valid_from is None or day >= document.valid_from
    return "in_force" if begun else None
