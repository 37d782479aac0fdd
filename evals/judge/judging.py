"""A run as the judge sees it: every answer of its dialogues, with how far the judge is to be trusted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from evals.judge.agreement import Agreement, Labelled, agreement
from evals.judge.asking import Judge, Opinion
from evals.judged import Judged
from evals.stats import Measure, share


class Judgement(BaseModel):
    """An opinion of one turn. ``passed`` is what the checks said of the turn."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    set: str
    case_id: str
    turn: int
    passed: bool
    opinion: Opinion


class JudgeReport(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str
    prompt: str
    agreement: Agreement
    judgements: tuple[Judgement, ...]
    input_tokens: int
    output_tokens: int

    @property
    def good(self) -> dict[str, Measure]:
        """Share of good answers of every set, over the opinions that could be read."""
        verdicts: dict[str, list[bool]] = defaultdict(list)
        for item in self.judgements:
            if item.opinion.verdict:
                verdicts[item.set].append(item.opinion.verdict == "good")
        shares = {name: share(sum(found), len(found)) for name, found in verdicts.items()}
        return {name: measure for name, measure in shares.items() if measure}

    @property
    def silent(self) -> int:
        """Answers without an opinion that can be read."""
        return sum(item.opinion.verdict is None for item in self.judgements)

    @property
    def suspects(self) -> tuple[Judgement, ...]:
        """Turns that pass the checks and that the judge calls bad: to be read by a person."""
        return tuple(j for j in self.judgements if j.passed and j.opinion.verdict == "bad")


@dataclass(frozen=True)
class _Turn:
    set: str
    case_id: str
    turn: int
    passed: bool
    messages: Sequence[str]
    answer: str


def judge_run(
    judge: Judge,
    model: str,
    labelled: Sequence[Labelled],
    cases: Iterable[Judged],
    workers: int,
    advance: Callable[[], None] = lambda: None,
) -> JudgeReport:
    """Every answer of ``cases`` and every labelled one, judged the same way; ``advance`` once for each."""
    turns = list(answers(cases))
    opinions = judge.all([*labelled, *turns], workers, advance)
    on_labelled, on_turns = opinions[: len(labelled)], opinions[len(labelled) :]
    return JudgeReport(
        model=model,
        prompt=judge.prompt.version,
        agreement=agreement(labelled, on_labelled),
        judgements=tuple(
            Judgement(set=t.set, case_id=t.case_id, turn=t.turn, passed=t.passed, opinion=opinion)
            for t, opinion in zip(turns, on_turns, strict=True)
        ),
        input_tokens=sum(opinion.input_tokens for opinion in opinions),
        output_tokens=sum(opinion.output_tokens for opinion in opinions),
    )


def answers(cases: Iterable[Judged]) -> Iterator[_Turn]:
    """The turns of dialogues that brought an answer."""
    for item in cases:
        said: list[str] = []
        for number, (turn, reply) in enumerate(item.turns()):
            said.append(turn.user)
            answer = (reply.body or {}).get("answer")
            if isinstance(answer, str):
                failed = any(f.problems for f in item.verdict.findings if f.turn == number)
                yield _Turn(item.verdict.set, item.case.id, number, not failed, tuple(said), answer)
