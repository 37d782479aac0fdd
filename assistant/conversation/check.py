"""The last step: a figure without proof does not leave the house."""

from __future__ import annotations

import logging
import re

from assistant.answers.grounding import ungrounded_figures
from assistant.answers.replies import Replies
from assistant.conversation.turn import Turn

log = logging.getLogger(__name__)

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?\n*|\n+")


class Check:
    """Drops every sentence with an ungrounded figure and says that the amount could not be verified."""

    def __init__(self, replies: Replies) -> None:
        self._say = replies

    def __call__(self, turn: Turn) -> None:
        answer = turn.answer
        if answer is None:
            return
        figures = ungrounded_figures(answer, [turn.message])
        if not figures:
            return
        log.error("blocked %d ungrounded figure(s) in an answer", len(figures))
        blocked = [figure.text for figure in figures]
        kept = [s for s in _SENTENCE.findall(answer.answer) if not any(text in s for text in blocked)]
        words = "\n\n".join((self._say("blocked"), "".join(kept).strip())).strip()
        turn.answer = answer.model_copy(update={"answer": words, "spoken": self._say("blocked")})
        if ungrounded_figures(turn.answer, [turn.message]):
            turn.answer = turn.answer.model_copy(update={"answer": self._say("blocked")})
