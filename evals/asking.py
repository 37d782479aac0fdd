"""Puts every case to a target: several workers, a journal to go on from, a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from pydantic import ValidationError

from evals.cases import AnyCase, AwardCase, CaseSet, LookupCase, SetError
from evals.observations import Observation, Reply
from evals.targets import LookupTarget, Target

#: Deep enough for every rank that a metric looks at.
SEARCH_DEPTH = 10


def ask_all(
    sets: Iterable[CaseSet],
    target: Target,
    workers: int = 1,
    journal: Path | None = None,
    advance: Callable[[], None] = lambda: None,
) -> tuple[Observation, ...]:
    """One observation a case, in the order of the sets.

    With ``journal`` every observation is appended there as it comes, and cases that it already
    holds unchanged are not asked again. ``advance`` is called once a case, asked or remembered.
    """
    wanted = [(found.name, case) for found in sets for case in found.cases]
    known = _read_journal(journal)
    done: dict[tuple[str, str], Observation] = {}
    open_cases: list[tuple[str, AnyCase]] = []
    for name, case in wanted:
        old = known.get((name, case.id))
        if old and old.fingerprint == case.fingerprint:
            done[old.key] = old
            advance()
        else:
            open_cases.append((name, case))
    with ThreadPoolExecutor(max_workers=workers) as pool:
        futures = [pool.submit(_ask, name, case, target) for name, case in open_cases]
        for future in as_completed(futures):
            observation = future.result()
            done[observation.key] = observation
            if journal:
                with journal.open("a", encoding="utf-8") as lines:
                    lines.write(observation.model_dump_json() + "\n")
            advance()
    return tuple(done[name, case.id] for name, case in wanted)


def look_up_all(sets: Iterable[CaseSet], target: LookupTarget) -> tuple[Observation, ...]:
    """One observation a case, in the order of the sets. Raises ``SetError`` where a case is no look-up."""
    observations = []
    for found in sets:
        for case in found.cases:
            if not isinstance(case, LookupCase):
                raise SetError(f"{found.name}：{case.id}：这里只能查条款；请换成查条款的评测集")
            observations.append(_look_up(found.name, case, target))
    return tuple(observations)


def _look_up(name: str, case: LookupCase, target: LookupTarget) -> Observation:
    reply = target.search(case.query, SEARCH_DEPTH)
    return Observation(set=name, case_id=case.id, fingerprint=case.fingerprint, replies=(reply,))


def _ask(name: str, case: AnyCase, target: Target) -> Observation:
    if isinstance(case, LookupCase):
        return _look_up(name, case, target)
    if isinstance(case, AwardCase):
        replies = [target.calculate(case.request)]
    else:
        replies = []
        session_id: str | None = None
        for turn in case.turns:
            reply = target.chat(turn.user, session_id)
            replies.append(reply)
            session_id = _session_of(reply) or session_id
    return Observation(set=name, case_id=case.id, fingerprint=case.fingerprint, replies=tuple(replies))


def _session_of(reply: Reply) -> str | None:
    found = reply.body.get("session_id") if reply.body else None
    return found if isinstance(found, str) else None


def _read_journal(journal: Path | None) -> dict[tuple[str, str], Observation]:
    known: dict[tuple[str, str], Observation] = {}
    if journal is None or not journal.exists():
        return known
    for line in journal.read_text(encoding="utf-8").splitlines():
        try:
            observation = Observation.model_validate_json(line)
        except ValidationError:
            continue  # the last line of a run that was cut off
        known[observation.key] = observation
    return known
