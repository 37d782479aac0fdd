"""A message that begins a conversation with only a support's short name (园区？) or a figure (50万)."""

from __future__ import annotations

from collections.abc import Callable

from assistant.conversation.session import SessionState
from assistant.conversation.turn import Part
from assistant.conversation.wording import Conversation, Wording
from assistant.language.quantities import Quantity, read_quantities

_SIGNS = " ,，。.?？!！~～、:：“”\"'"


class NamedAlone:
    """Finds the supports that such a message means."""

    def __init__(
        self, wording: Wording, of_figure: Callable[[Quantity], tuple[str, ...]], words: Conversation
    ) -> None:
        self._names = (wording.awards, wording.weak, wording.short)
        self._of_figure = of_figure
        self._words = words

    def __call__(self, text: str, session: SessionState) -> Part | None:
        """The question for them; None where more is said, or something was talked of before."""
        if session.topic_awards or session.topic_clauses or session.asked:
            return None
        bare = text.strip(_SIGNS)
        quantities = read_quantities(bare)
        if len(quantities) == 1 and quantities[0].text == bare:
            awards = self._of_figure(quantities[0])
            return Part(text, "amount", awards, named=True) if awards else None
        while skipped := self._words["before_name"].begun(bare):
            bare = bare[skipped:]
        last = next((m.start for m in self._words["behind_name"].find(bare) if m.end == len(bare)), len(bare))
        names = {
            a for kind in self._names for a, phrases in kind.items() if phrases.matches_whole(bare[:last])
        }
        return Part(text, "amount", tuple(names), named=True) if len(names) == 1 else None
