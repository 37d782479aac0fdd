"""What must hold for the clauses of any text whatever."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.documents.outline import parse_clauses


def check_invariants(text: str) -> None:
    """Fails where own ranges do not partition ``text``, addresses repeat, or a sentence is cut."""
    clauses, unplaced = parse_clauses(text)
    assert "".join(text[clause.start : clause.end] for clause in clauses) == text
    assert all(clause.start < clause.end <= clause.whole_end for clause in clauses)
    assert all(one.end == two.start for one, two in pairwise(clauses))
    addresses = [clause.clause_id for clause in clauses]
    assert len(set(addresses)) == len(addresses)
    assert len({clause.label for clause in clauses}) == len(clauses)
    by_id = {clause.clause_id: clause for clause in clauses}
    for position, clause in enumerate(clauses):
        # Sub-clauses directly follow their parent, and the whole ends where the last of them ends.
        inside = [one for one in clauses[position + 1 :] if one.start < clause.whole_end]
        assert inside == list(clauses[position + 1 : position + 1 + len(inside)])
        assert clause.whole_end == (inside[-1].end if inside else clause.end)
        assert all(one.whole_end <= clause.whole_end for one in inside)
        if clause.parent_id is not None:
            parent = by_id[clause.parent_id]
            assert parent.start < clause.start
            assert clause.whole_end <= parent.whole_end
        assert all(one.parent_id is not None for one in inside)
        # Only the beginning of a line opens a clause.
        assert clause.start == 0 or text[clause.start - 1] in "\r\n"
        covered = "".join(text[sentence.start : sentence.end] for sentence in clause.sentences)
        assert re.sub(r"[\s\ufeff\u200b]", "", covered) == re.sub(
            r"[\s\ufeff\u200b]", "", text[clause.start : clause.end]
        )
        for sentence in clause.sentences:
            assert clause.start <= sentence.start < sentence.end <= clause.end
            words = text[sentence.start : sentence.end]
            assert words == words.strip()
        if clause.heading:
            own = re.sub(r"\s", "", text[clause.start : clause.end])
            assert re.sub(r"\s", "", clause.heading) in own
        for unit in clause.responsible_units:
            assert unit in re.sub(r"[\r\n]", "", text[clause.start : clause.end])
    for one in unplaced:
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert one.reason
