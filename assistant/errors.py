"""The errors a user can cause, each with words that say what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.contract import ErrorDetail


class AssistantError(Exception):
    """Base of every error whose message may be shown to a user."""


class InvalidRequest(AssistantError):
    """The request cannot be answered as it stands; nothing was computed or changed.

    Answered ``422`` with ``{"detail": [...]}`` over REST, exit status 2 on the command line.
    """

    def __init__(self, details: Iterable[ErrorDetail]) -> None:
        self.details = tuple(details)
        super().__init__("; ".join(detail.msg for detail in self.details))


class CorpusError(AssistantError):
    """A file of the corpus is wrong. The message names file, line and mend."""


class IndexUnavailable(AssistantError):
    """The search index is missing or damaged and could not be rebuilt."""
