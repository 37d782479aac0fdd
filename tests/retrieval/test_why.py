"""An explanation adds up: its fields' scores are the BM25 scores that ranked the clauses."""

from __future__ import annotations

import pytest

from assistant.retrieval.search import Searcher
from assistant.retrieval.why import explain_search


@pytest.mark.parametrize("query", ["算力券50万元", "科技保险", "首台套 奖励"])
def test_the_parts_of_a_score_are_its_whole(query: str, searcher: Searcher) -> None:
    read = searcher.explain(query).query
    whole = {(m.group, m.key): m.score for m in searcher._clauses.search(read.tokens, 50)}
    found = explain_search(searcher, query, 5, None)
    assert [hit.clause_id for hit in found.hits] == [hit.clause_id for hit in searcher.search(query).hits]
    for hit in found.hits:
        total = sum(field.score for field in hit.fields)
        assert total == pytest.approx(whole.get((hit.document_id, hit.clause_id), 0), abs=0.01)
        assert all(list(f.tokens.values()) == sorted(f.tokens.values(), reverse=True) for f in hit.fields)


def test_it_says_how_a_clause_was_found(searcher: Searcher) -> None:
    (address,) = explain_search(searcher, "第八条", 5, None).hits
    assert (address.by, address.evidence, address.fields) == ("named", None, ())
    asked = explain_search(searcher, "借钱找人担保的费用有补吗", 1, "yancheng-ai-plus").hits[0]
    assert asked.by == "questions" and asked.evidence is not None and asked.evidence.meant is not None
    worded = explain_search(searcher, "算力券", 1, "yancheng-ai-plus-reading").hits[0]
    assert worded.by == "words" and worded.evidence is not None and worded.evidence.meant is None
    heading = next(field for field in worded.fields if field.field == "heading")
    assert "算力" in heading.tokens


def test_numbers_show_as_numbers(searcher: Searcher) -> None:
    hit = explain_search(searcher, "500,000元", 1, "yancheng-ai-plus").hits[0]
    numbers = next(field for field in hit.fields if field.field == "numbers")
    assert "n500000" in numbers.tokens


def test_typing_errors_that_were_put_right_are_told(searcher: Searcher) -> None:
    found = explain_search(searcher, "算立券", 3, None)
    assert found.corrected and found.understood == "算力券"
    assert not explain_search(searcher, "算力券", 3, None).corrected


def test_what_no_clause_deals_with_has_no_hits(searcher: Searcher) -> None:
    found = explain_search(searcher, "今天天气怎么样", 3, None)
    assert found.hits == () and found.said
