"""Every check catches its planted defects, and lets pass what is right."""

from __future__ import annotations

from copy import deepcopy

import pytest

from evals.checks import CHECK_NAMES
from tests.evals import samples
from tests.evals.check_defects import Defect, defects


def test_every_check_has_a_planted_defect() -> None:
    assert set(CHECK_NAMES) == {defect.check for defect in defects()}


@pytest.mark.parametrize("defect", defects(), ids=lambda defect: f"{defect.check}: {defect.name}")
def test_defect_is_caught_by_its_check(defect: Defect) -> None:
    good = samples.judged(defect.case, defect.good)
    assert good.passed, good.verdict.problems
    bad = samples.judged(defect.case, defect.spoil(deepcopy(defect.good)))
    assert any(f.check == defect.check and f.problems for f in bad.verdict.findings), bad.verdict.findings


@pytest.mark.parametrize(
    "text",
    [
        "不是60万元，最高50万元[1]。征求意见稿。",
        "“60万元”的说法不对，最高50万元。征求意见稿。",
        "不能承诺60万元，最高伍拾万元。征求意见稿。",
        "最高500,000元。征求意见稿。",
    ],
)
def test_what_is_right_is_not_punished(text: str) -> None:
    verdict = samples.judged(samples.dialogue_case(), {**samples.answer(), "answer": text}).verdict
    assert verdict.passed, verdict.problems


def test_a_message_that_is_to_be_refused() -> None:
    case = samples.DialogueCase.model_validate(
        {"id": "m", "turns": [{"user": " ", "expect": {"error": True}}]}
    )
    assert samples.judged(case, [{"loc": ["body"], "msg": "空", "type": "empty"}]).passed
    assert not samples.judged(case, samples.refusal()).passed
    assert not samples.judged(case, [{"msg": "空"}]).passed


def test_a_crash_fails_all_that_was_expected() -> None:
    checks = {f.check for f in samples.judged(samples.dialogue_case(), "boom").verdict.findings if f.problems}
    assert checks >= {"replied", "status", "clauses", "awards", "total", "say"}


def test_keys_not_given_are_not_judged() -> None:
    case = samples.DialogueCase.model_validate({"id": "x", "turns": [{"user": "你好"}]})
    found = {finding.check for finding in samples.judged(case, samples.refusal()).verdict.findings}
    assert found == {"replied", "grounded", "valid", "citations"}
