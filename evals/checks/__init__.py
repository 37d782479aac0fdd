"""Judging: every case with its observation gives one verdict, the same each time."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from assistant.contract import Answer, CalculationResponse, SearchResponse
from assistant.documents.registry import Registry
from evals.cases import AnyCase, AwardCase, DialogueCase, Expect, LookupCase
from evals.checks.answers import ANSWER_CHECKS, Answered
from evals.checks.calculations import CALCULATION_CHECKS, Calculated
from evals.checks.lookups import found
from evals.checks.model import Finding, Verdict
from evals.observations import Observation, Reply

#: What a check says where a reply that it should have judged is missing.
UNJUDGED = ("没有可评的回答",)

#: The names of all checks; the tests hold a planted defect for each.
CHECK_NAMES = ("replied", "readable", "found", *ANSWER_CHECKS, *CALCULATION_CHECKS)


def judge(case: AnyCase, observation: Observation, registry: Registry) -> Verdict:
    """All checks that apply to ``case``."""
    findings: list[Finding] = []
    if isinstance(case, DialogueCase):
        for number, reply in enumerate(observation.replies):
            findings += _judge_turn(case, number, reply, registry)
    elif isinstance(case, LookupCase):
        findings += _judge_lookup(case, observation.replies[0])
    else:
        findings += _judge_award(case, observation.replies[0], registry)
    return Verdict(set=observation.set, case_id=case.id, findings=tuple(findings))


def _judge_turn(case: DialogueCase, number: int, reply: Reply, registry: Registry) -> list[Finding]:
    expect = case.turns[number].expect
    findings = [_replied(reply, expect.error, number)]
    unjudged = [Finding(check=key, turn=number, problems=UNJUDGED) for key in _judged_keys(expect)]
    if reply.body is None:
        return findings + unjudged
    try:
        answer = Answer.model_validate(reply.body)
    except ValidationError as error:
        return [*findings, _unreadable(error, number), *unjudged]
    said = tuple(turn.user for turn in case.turns[: number + 1])
    view = Answered(expect, answer, said, registry)
    return findings + _run({name: check(view) for name, check in ANSWER_CHECKS.items()}, number)


def _judge_lookup(case: LookupCase, reply: Reply) -> list[Finding]:
    findings = [_replied(reply, False)]
    unjudged = Finding(check="found", problems=UNJUDGED)
    if reply.body is None:
        return [*findings, unjudged]
    try:
        response = SearchResponse.model_validate(reply.body)
    except ValidationError as error:
        return [*findings, _unreadable(error), unjudged]
    return findings + _run({"found": found(case, response)})


def _judge_award(case: AwardCase, reply: Reply, registry: Registry) -> list[Finding]:
    findings = [_replied(reply, case.expect.error)]
    expected = {"results": case.expect.awards, "sums": case.expect.total}
    unjudged = [Finding(check=name, problems=UNJUDGED) for name, wanted in expected.items() if wanted]
    if reply.body is None:
        return findings + unjudged
    try:
        response = CalculationResponse.model_validate(reply.body)
    except ValidationError as error:
        return [*findings, _unreadable(error), *unjudged]
    view = Calculated(case.expect, response, registry)
    return findings + _run({name: check(view) for name, check in CALCULATION_CHECKS.items()})


def _judged_keys(expect: Expect) -> list[str]:
    """The checks of ``ANSWER_CHECKS`` that ``expect`` asks for, each named as its key."""
    wanted = {"say": expect.say, "never_say": expect.never_say, "status": expect.status}
    given = {"clauses": expect.clauses, "awards": expect.awards, "total": expect.total}
    return [key for key, value in wanted.items() if value] + [k for k, v in given.items() if v is not None]


def _run(results: Mapping[str, list[str] | None], turn: int = 0) -> list[Finding]:
    return [
        Finding(check=name, turn=turn, problems=tuple(problems))
        for name, problems in results.items()
        if problems is not None
    ]


def _replied(reply: Reply, refusal_expected: bool, turn: int = 0) -> Finding:
    """A crash is never right; a refusal exactly where it is expected."""
    problems: tuple[str, ...] = ()
    if reply.failure is not None:
        problems = (reply.failure,)
    elif refusal_expected and reply.refused is None:
        problems = ("没有拒绝，应返回 422",)
    elif not refusal_expected and reply.refused is not None:
        problems = (f"被拒绝：{reply.refused}",)
    elif reply.refused is not None and not all({"loc", "msg", "type"} <= set(item) for item in reply.refused):
        problems = ("拒绝时没有给出 loc、msg、type",)
    return Finding(check="replied", turn=turn, problems=problems)


def _unreadable(error: ValidationError, turn: int = 0) -> Finding:
    problems = tuple(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
    return Finding(check="readable", turn=turn, problems=problems)
