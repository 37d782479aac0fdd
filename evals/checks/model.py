"""What judging says about one case."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Finding(BaseModel):
    """One check on one turn (0 first). No problems: it passed. Checks that do not apply leave no finding."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    check: str
    turn: int = 0
    problems: tuple[str, ...] = ()


class Verdict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    set: str
    case_id: str
    findings: tuple[Finding, ...]

    @property
    def key(self) -> tuple[str, str]:
        return self.set, self.case_id

    @property
    def passed(self) -> bool:
        return not any(finding.problems for finding in self.findings)

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(
            f"第 {finding.turn + 1} 轮 {finding.check}：{problem}"
            for finding in self.findings
            for problem in finding.problems
        )
