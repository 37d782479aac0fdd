"""The memory step: what this message says becomes what is known, unless it was only a what-if."""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation.follow_up import is_short
from assistant.conversation.numbers import is_of_asked_time
from assistant.conversation.session import OneOf
from assistant.conversation.turn import Part, Turn

#: What is asked in passing: the next message is again about the money.
_IN_PASSING = (
    *("text", "units", "procedure", "detail", "difference", "mentioned", "definition"),
    *("validity", "region", "funding"),
)
_ABOUT_DOCUMENT = ("validity", "region", "funding", "stacking")


def remember(turn: Turn) -> None:
    """Set ``turn.view``, and keep in the session all that is no what-if."""
    session = turn.session
    if turn.forget:
        turn.session = turn.view = session.forget()
        return
    for part in turn.parts:
        for award_id in part.awards:
            if award_id not in session.weighed:
                session.weighed.append(award_id)
    _forget_asked_time(turn)
    session.declined = list(dict.fromkeys((*session.declined, *turn.declined)))
    if turn.what_if or (_still_supposed(turn) and not turn.back_to_facts):
        session.supposed = [*(session.supposed if _still_supposed(turn) else ()), *turn.said]
        turn.view = session.with_said(session.supposed)
        if turn.same_project is not None:
            turn.view.same_project = turn.same_project
        return
    session.supposed = []
    if turn.same_project is not None:
        session.same_project = turn.same_project
    session.firms = _firms(turn)
    session.remember(turn.said)
    session.left |= turn.left
    told = {said.fact for said in turn.said}
    session.declined = [fact for fact in session.declined if fact not in told]
    turn.view = session


def _forget_asked_time(turn: Turn) -> None:
    """Whoever asked what a year comes to, and now asks how much of no time, means the whole time again."""
    if not any(part.ask == "total" or (part.ask == "amount" and part.cued) for part in turn.parts):
        return
    for award_id in turn.session.topic_awards:
        for case in turn.session.all_cases(award_id):
            for fact in [fact for fact, kept in case.items() if is_of_asked_time(kept.words)]:
                del case[fact]


def _firms(turn: Turn) -> list[OneOf]:
    """The applicants told apart, with what was told of some of them now."""
    known = {firm.label: firm for firm in turn.session.firms} if turn.firms else {}
    told = {
        firm.label: replace(
            firm, awards=tuple(dict.fromkeys((*known.get(firm.label, firm).awards, *firm.awards)))
        )
        for firm in turn.firms
    }
    return [*(known | told).values()] if known.keys() & told.keys() else [*told.values()]


def _still_supposed(turn: Turn) -> bool:
    """Whether a what-if holds on: a short follow-up, or a bare question that tells nothing new."""
    bare = (
        not turn.said
        and is_short(turn.text)
        and all(list(part.awards) == turn.session.topic_awards for part in turn.parts)
    )
    return bool(turn.session.supposed) and (turn.goes_on or bare)


def keep_topic(turn: Turn) -> None:
    """After the answer: what the next message may leave unsaid."""
    session = turn.session
    answer = turn.answer
    session.meant = [firm.label for firm in turn.firms]
    session.asked = [question.fact for question in answer.questions] if answer else []
    named = dict.fromkeys(award for part in turn.parts if part.named for award in part.awards)
    listed = tuple(dict.fromkeys(turn.listed)) if len(named) < 2 else tuple(named)
    if len(listed) > 1 and not set(listed) <= set(session.listed):
        # 第三个 means the same one as long as no other list is made.
        session.listed = list(listed)
    session.last_ask = turn.parts[-1].ask if turn.parts else session.last_ask
    about = _topic(turn.parts)
    if about is None:
        if answer is not None and any(part.ask in _ABOUT_DOCUMENT for part in turn.parts):
            session.topic_clauses = [(c.document_id, c.clause_id) for c in answer.citations[:1]]
        return
    if about.awards and list(about.awards) != session.topic_awards:
        session.previous_awards = session.topic_awards
        session.topic_awards = list(about.awards)
    if about.awards and not about.clauses and not about.hits:
        session.topic_clauses = []
    asks = [part.ask for part in reversed(turn.parts) if part.awards and part.ask not in _IN_PASSING]
    session.topic_ask = asks[0] if asks else "amount" if about.ask in _IN_PASSING else about.ask
    if about.clauses or about.hits:
        session.topic_clauses = list(about.clauses) or [
            (hit.document_id, hit.clause_id) for hit in about.hits[:1]
        ]


def _topic(parts: list[Part]) -> Part | None:
    """The last question of the message that was about something."""
    for part in reversed(parts):
        if part.awards or part.clauses or part.hits or part.ask == "apply":
            return part
    return None
