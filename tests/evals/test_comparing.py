from __future__ import annotations

from evals.comparing import compare
from evals.judged import Judged
from tests.evals import samples


def case(name: str, good: bool, question: str = "天气") -> Judged:
    turn = {"user": question, "expect": {"status": ["out_of_scope"]}}
    found = samples.DialogueCase.model_validate({"id": name, "tags": [name[0]], "turns": [turn]})
    return samples.judged(found, samples.refusal() if good else "crash")


def test_fixed_broken_unchanged() -> None:
    before = [case("a1", True), case("a2", False), case("b1", True), case("b2", False), case("old", True)]
    after = [case("a1", True), case("a2", True), case("b1", False), case("b2", False), case("new", True)]
    found = compare(before, after)
    assert found.all.fixed == (("set", "a2"),)
    assert found.all.broken == (("set", "b1"),)
    assert (found.all.both_passed, found.all.both_failed, found.all.n) == (1, 1, 4)
    assert found.tags["a"].fixed and not found.tags["a"].broken
    assert found.unpaired == (("set", "new"), ("set", "old"))
    assert [name for name, _ in found.rows()] == ["全部", "set", "a", "b"]


def test_a_question_asked_differently_is_not_paired() -> None:
    found = compare([case("a1", False)], [case("a1", True, "星座")])
    assert found.unpaired == (("set", "a1"),)
    assert found.all.n == 0


def test_chance() -> None:
    many = [case(f"a{n}", False) for n in range(10)]
    assert compare(many, many).all.p == 1
    assert compare(many, [case(f"a{n}", True) for n in range(10)]).all.p < 0.01
