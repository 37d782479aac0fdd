"""With a chat model: the explanation of an answer in the model's words, all else as the rules have it.

The turn is answered without the model first: facts, awards, total, status, questions and citations
are the rules'. The model then explains. Each sentence is shown once it has passed the guard; one
that does not pass is told to the model once, and after that the answer composed without it stands.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from assistant.answers.grounding import ungrounded_figures
from assistant.answers.replies import Replies
from assistant.answers.section import readable
from assistant.awards.rulebook import RuleBook
from assistant.contract import Answer, ModelUsage
from assistant.conversation.session import Exchange, SessionState
from assistant.conversation.wording import load_wording
from assistant.documents.model import Document
from assistant.documents.registry import Registry
from assistant.language.dates import application_date
from assistant.models.agent import Agent, Spent, Task
from assistant.models.desk import Desk
from assistant.models.draft import Draft
from assistant.models.faults import Fault
from assistant.models.frame import Frame, Numbers
from assistant.models.guard import Guard, Matter, Refused
from assistant.models.known import Known
from assistant.models.prompts import AgentPrompts, load_prompts
from assistant.models.sentences import Sentences
from assistant.models.sources import Library, Sources
from assistant.models.tokens import Filler
from assistant.retrieval.search import Searcher
from assistant.settings import Settings

log = logging.getLogger(__name__)

_REMEMBERED_CHARACTERS = 400

Outcome = Literal["written", "repaired", "fallback"]


@dataclass(slots=True)
class _Turn:
    """One message on its way through the model."""

    message: str
    session_id: str
    desk: Desk
    draft: Draft
    messages: list[tuple[str, str]]
    started: float = field(default_factory=time.monotonic)
    spent: Spent = field(default_factory=Spent)


class ChatWriter:
    """Writes with the chat model of the settings over one document with rules."""

    def __init__(
        self,
        settings: Settings,
        agent: Agent,
        prompts: AgentPrompts,
        replies: Replies,
        library: Library,
        rulebook: RuleBook,
        searcher: Searcher,
        guard: Guard,
    ) -> None:
        self._settings = settings
        self._prompts = prompts
        self._replies = replies
        self._library = library
        self._rulebook = rulebook
        self._searcher = searcher
        self._guard = guard
        self._agent = agent

    @classmethod
    def open(
        cls,
        settings: Settings,
        agent: Agent,
        registry: Registry,
        document: Document,
        rulebook: RuleBook,
        searcher: Searcher,
    ) -> ChatWriter:
        """Raises ``CorpusError`` for a mistake in the prompts; the model itself is not called yet."""
        replies = Replies.load(settings.prompts_dir / "replies.yaml")
        prompts = load_prompts(settings.prompts_dir / "agent.yaml", replies.keys)
        wording = load_wording(settings.corpus_dir / document.document_id / "wording.yaml", rulebook)
        guard = Guard(prompts, document, rulebook, wording.awards)
        library = Library(registry, document)
        writer = cls(settings, agent, prompts, replies, library, rulebook, searcher, guard)
        # Loading LangChain takes seconds, which the first caller should not wait for.
        threading.Thread(target=agent.prepare, daemon=True).start()
        return writer

    def write(
        self, message: str, answer: Answer, state: SessionState, recent: Sequence[Exchange], today: date
    ) -> Generator[str, None, Answer]:
        """Yields the answer's text as it comes, and returns the whole answer.

        ``answer`` is the one composed without the model, ``state`` the session after it and
        ``recent`` what was said before. Nothing is yielded where the model is not asked.
        """
        if not self._explains(answer):
            return answer
        frame, numbers = Frame.of(answer, self._replies), Numbers(answer.citations)
        turn = self._turn(message, answer, state, recent, today, numbers)
        shown = ""
        try:
            for paragraph in frame.lead:
                shown += (text := numbers.renumbered(paragraph) + "\n\n")
                yield text
            outcome = yield from self._explained(turn)
            body = turn.draft.text
            tail = (*numbers.remaining(frame.after), *frame.closing)
            yield (ending := "".join(f"\n\n{paragraph}" for paragraph in tail))
            written = self._finished(answer, turn, shown + body + ending, numbers)
            usage = self._usage(turn, outcome)
        except Exception as error:
            # Whatever it was, the answer of the rules is there.
            if not isinstance(error, Fault):
                log.exception("chat model: an error of our own")
            usage = self._usage(turn, "fallback", error.kind if isinstance(error, Fault) else "internal")
            written = answer.model_copy(update={"notices": (*answer.notices, self._prompts.fallback_notice)})
        self._agent.metrics.add(usage)
        return written.model_copy(update={"usage": usage})

    def _explains(self, answer: Answer) -> bool:
        """Whether there is something to explain, and nothing that is best said as it stands."""
        if answer.status == "out_of_scope" or not (answer.awards or answer.citations):
            return False
        return not any(self._replies(key) in answer.answer for key in self._prompts.leave_alone)

    def _turn(
        self,
        message: str,
        answer: Answer,
        state: SessionState,
        recent: Sequence[Exchange],
        today: date,
        numbers: Numbers,
    ) -> _Turn:
        as_of = application_date(message, today) or today
        desk = Desk(
            self._prompts,
            self._library,
            self._rulebook,
            self._searcher,
            answer,
            state,
            as_of,
        )
        words = [
            known.words for facts in (state.applicant, *state.cases.values()) for known in facts.values()
        ]
        said = [message, *words, *(question.text for question in answer.questions)]
        said += [text for award in answer.awards for text in (award.name, *award.responsible_units)]
        said += [readable(reason.text) for award in answer.awards for reason in award.reasons]
        sources = Sources(self._library, desk.clauses, Known.of(said))
        matter = Matter(sources, message, desk.results, desk.clauses)
        filler = Filler(
            self._library,
            sources,
            desk.results,
            answer.total,
            self._prompts.written,
            self._guard.names,
        )
        return _Turn(
            message=message,
            session_id=state.session_id,
            desk=desk,
            draft=Draft(filler, self._guard, matter, numbers),
            messages=[*_remembered(recent, self._replies("forgotten")), ("user", desk.brief(message))],
        )

    def _explained(self, turn: _Turn) -> Generator[str, None, Outcome]:
        """Yields the sentences that pass. Raises ``Fault`` after the second that does not."""
        refused = yield from self._attempt(turn)
        if refused is None:
            return "written"
        turn.messages.append(("user", refused))
        if (yield from self._attempt(turn)) is None:
            return "repaired"
        raise Fault("unproved")

    def _attempt(self, turn: _Turn) -> Generator[str, None, str | None]:
        """One run of the agent; what to tell it where a sentence does not pass."""
        left = self._settings.chat_timeout - (time.monotonic() - turn.started)
        if left <= 0:
            raise Fault("timeout")
        task = Task(self._prompts.system, turn.messages, turn.desk.tools(), turn.session_id, turn.spent)
        run = self._agent.run(task, left)
        for sentence in _sentences(run):
            added = turn.draft.add(sentence)
            if isinstance(added, Refused):
                run.close()
                log.info("chat model: a sentence was refused")
                return self._prompts.repair.format(
                    sentence=sentence.strip(), reason=added.reason, shown=turn.draft.text
                )
            if added:
                yield added
        if not turn.draft.text.strip():
            raise Fault("empty")
        return None

    def _finished(self, answer: Answer, turn: _Turn, text: str, numbers: Numbers) -> Answer:
        """The answer with the model's words. Raises ``Fault`` where a figure of the whole is not proved."""
        held = {award.award_id for award in answer.awards}
        further = [a for a in turn.desk.results.values() if a.award_id in turn.draft.awards - held]
        written = answer.model_copy(
            update={
                "answer": text,
                "citations": numbers.citations,
                "awards": (*answer.awards, *further),
            }
        )
        if ungrounded_figures(written, [turn.message]):
            log.error("chat model: an ungrounded figure was found in the finished answer")
            raise Fault("unproved")
        return written

    def _usage(self, turn: _Turn, outcome: Outcome, fault: str = "") -> ModelUsage:
        return ModelUsage(
            model=self._settings.chat_model,
            prompt=self._prompts.version,
            outcome=outcome,
            fault=fault,
            steps=turn.spent.steps,
            tool_calls=turn.spent.tool_calls,
            input_tokens=turn.spent.input_tokens,
            output_tokens=turn.spent.output_tokens,
            milliseconds=round((time.monotonic() - turn.started) * 1000),
        )


def _sentences(run: Iterable[str]) -> Iterator[str]:
    sentences = Sentences()
    for piece in run:
        yield from sentences.feed(piece)
    if rest := sentences.rest():
        yield rest


def _remembered(recent: Sequence[Exchange], forgotten: str) -> list[tuple[str, str]]:
    """What was said before, in short; nothing from before the user wanted it forgotten."""
    messages: list[tuple[str, str]] = []
    for exchange in recent:
        if forgotten in exchange.answer.answer:
            messages = []
            continue
        said = exchange.answer.spoken or exchange.answer.answer
        messages += [
            ("user", exchange.message[:_REMEMBERED_CHARACTERS]),
            ("assistant", said[:_REMEMBERED_CHARACTERS]),
        ]
    return messages
