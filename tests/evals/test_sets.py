"""The format of sets, told by line and field, and the sets that are kept here."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.cases import DialogueCase, SetError, load_set, load_sets
from evals.coverage import coverage
from tests.evals import samples

SETS = Path(__file__).parents[2] / "evals" / "sets"
SIZES = {"awards": 200, "dialogues": 60, "guard": 120, "lookup": 250, "pairs": 120, "questions": 300}


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("{", ":2: "),
        ("[]", ":2: "),
        ('{"id": "a"}', "turns、query、request"),
        ('{"id": "a", "query": "q", "clauses": [], "turns": []}', "turns、query、request"),
        ('{"id": "a", "query": "q", "claws": []}', ":2: claws"),
        ('{"id": "a", "query": "q"}', ":2: clauses"),
        (
            '{"id": "a", "turns": [{"user": "q", "expect": {"status": ["maybe"]}}]}',
            ":2: turns.0.expect.status.0",
        ),
        (
            '{"id": "a", "turns": [{"user": "q", "expect": {"total": {"low": -1}}}]}',
            ":2: turns.0.expect.total.low",
        ),
        ('{"id": "ok", "query": "q", "clauses": []}', "ok 出现了两次"),
    ],
)
def test_a_mistake_is_told_by_line_and_field(tmp_path: Path, line: str, where: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text('{"id": "ok", "query": "q", "clauses": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(SetError) as error:
        load_set(file)
    assert where in str(error.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text("{\n[]\n", encoding="utf-8")
    with pytest.raises(SetError) as error:
        load_set(file)
    assert len(str(error.value).splitlines()) == 2


def test_an_empty_or_missing_set_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    for name in ("empty", "missing"):
        with pytest.raises(SetError, match=name):
            load_set(tmp_path / f"{name}.jsonl")


def test_the_example_of_the_contract_is_a_case(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(
        '{"id": "q001", "tags": ["amount"], "turns": [{"user": "花了200万，能补多少？", "expect": {'
        '"status": ["answered", "needs_input"], "clauses": ["10"], '
        '"awards": {"national-event": {"low": "500000", "high": "500000"}}, '
        '"say": ["50万"], "never_say": ["60万元补贴"]}}]}',
        encoding="utf-8",
    )
    assert isinstance(load_set(file).cases[0], DialogueCase)


@pytest.mark.parametrize("name", SIZES)
def test_kept_sets(name: str) -> None:
    found = load_set(SETS / f"{name}.jsonl")
    held = sum(case.holdout for case in found.cases)
    assert len(found.cases) >= SIZES[name]
    assert 0.25 < held / len(found.cases) < 0.45
    groups: dict[str | None, set[bool]] = {}
    for case in found.cases:
        groups.setdefault(case.group, set()).add(case.holdout)
    assert all(len(kinds) == 1 for group, kinds in groups.items() if group), "a group is half held out"


def test_every_clause_award_fact_and_status_has_a_case() -> None:
    from assistant.service import Assistant

    assistant = Assistant.open(Settings())
    sets = load_sets(sorted(SETS.glob("*.jsonl")))
    assert coverage(sets, assistant.ruled_document, assistant.awards()).holes == ()
    # The map itself can fail: without the sets there are only holes.
    assert len(coverage(sets[:0], assistant.ruled_document, assistant.awards()).holes) > 50


def test_expectations_name_only_clauses_that_exist() -> None:
    document = samples.registry().get(samples.DOCUMENT)
    assert document
    known = {clause.clause_id for clause in document.clauses}
    for found in load_sets(sorted(SETS.glob("*.jsonl"))):
        for case in found.cases:
            if isinstance(case, DialogueCase):
                assert {c for turn in case.turns for c in turn.expect.clauses or ()} <= known, case.id
