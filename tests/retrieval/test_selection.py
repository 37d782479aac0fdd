"""Look-up within some of the documents: by id, region, status and day."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.contract import DocumentStatus
from assistant.documents.model import DocumentHead
from assistant.documents.registry import Registry, load_registry
from assistant.documents.selection import Selection, region_named
from assistant.retrieval import candidates
from assistant.retrieval.search import Searcher
from tests.retrieval.corpora import add_document

TODAY = date(2026, 5, 1)
DOCUMENTS = {
    1: {"region": "甲市", "status": "in_force", "valid_from": "2020-01-01"},
    2: {"region": "甲市", "status": "expired", "valid_from": "2010-01-01", "valid_until": "2019-12-31"},
    3: {"region": "乙市", "status": "draft"},
    4: {"region": "乙市", "status": "in_force", "valid_from": "2024-07-01", "version": "2024年修订"},
}


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    corpus = tmp_path_factory.mktemp("corpus")
    for number, metadata in DOCUMENTS.items():
        add_document(corpus, number, metadata)
    return load_registry(corpus)


@pytest.fixture(scope="module", params=["one by one", "by kind"])
def searcher(
    registry: Registry, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Searcher:
    patch = pytest.MonkeyPatch()
    if request.param == "by kind":
        patch.setattr(candidates, "_MANY", 0)
        request.addfinalizer(patch.undo)
    return Searcher.open(registry, tmp_path_factory.mktemp("data"))


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), {1, 2, 3, 4}),
        (Selection(document_id="rule-003"), {3}),
        (Selection(region="甲市"), {1, 2}),
        (Selection(status="draft"), {3}),
        (Selection(status="expired"), {2}),
        (Selection(region="乙市", status="in_force"), {4}),
        (Selection(day=date(2015, 6, 1)), {2}),
        (Selection(day=date(2022, 6, 1)), {1}),
        (Selection(day=date(2025, 6, 1)), {1, 4}),
        (Selection(day=date(2005, 6, 1)), set()),
        (Selection(document_id="rule-001", region="乙市"), set()),
        (Selection(document_id="rule-009"), set()),
    ],
)
@pytest.mark.parametrize("query", ["养老机构", "第一条"])
def test_hits_are_of_the_documents_that_were_chosen(
    query: str, selection: Selection, expected: set[int], searcher: Searcher
) -> None:
    hits = searcher.search(query, 20, selection=selection).hits
    assert {hit.document_id for hit in hits} == {f"rule-{number:03d}" for number in expected}


def test_a_hit_names_its_document_and_version(searcher: Searcher) -> None:
    hits = {hit.document_id: hit for hit in searcher.search("养老机构", 20).hits}
    assert (hits["rule-004"].title, hits["rule-004"].version) == ("扶持办法4", "2024年修订")
    assert hits["rule-002"].status == "expired"
    assert len({hit.version for hit in hits.values()}) == 4


def head(status: DocumentStatus, first: date | None = None, last: date | None = None) -> DocumentHead:
    return DocumentHead(
        document_id="one",
        title="某办法",
        source="policy",
        status=status,
        region="某市",
        valid_from=first,
        valid_until=last,
    )


@pytest.mark.parametrize(
    ("document", "day", "taken"),
    [
        (head("in_force"), TODAY, True),
        (head("in_force", date(2026, 5, 1)), TODAY, True),
        (head("in_force", date(2026, 5, 2)), TODAY, False),
        (head("in_force", None, date(2026, 5, 1)), TODAY, True),
        (head("in_force", None, date(2026, 4, 30)), TODAY, False),
        (head("draft"), TODAY, False),
        (head("expired"), date(2020, 1, 1), False),
        (head("expired", None, date(2021, 1, 1)), date(2020, 1, 1), True),
        (head("expired", date(2020, 1, 2), date(2021, 1, 1)), date(2020, 1, 1), False),
        (head("expired", None, date(2027, 1, 1)), TODAY, False),
    ],
)
def test_what_is_in_force_on_a_day(document: DocumentHead, day: date, taken: bool) -> None:
    assert Selection(day=day).takes(document, TODAY) is taken


def test_a_document_is_in_one_state_at_most_on_any_day() -> None:
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2024, 6, 1), TODAY, date(2030, 1, 1)]
    spans = [(None, None), (date(2020, 1, 1), None), (None, date(2025, 1, 1)), (days[1], date(2025, 1, 1))]
    states: tuple[DocumentStatus, ...] = ("draft", "in_force", "expired")
    for document in (head(status, *span) for status in states for span in spans):
        for day in days:
            taken = [one for one in states if Selection(status=one, day=day).takes(document, TODAY)]
            assert len(taken) <= 1


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("江苏省盐城市", "江苏省盐城市"),
        ("盐城市", "江苏省盐城市"),
        ("盐城", "江苏省盐城市"),
        ("鼓楼", None),
        ("南京市鼓楼区", "江苏省南京市鼓楼区"),
        ("江苏", "江苏省"),
        ("火星", None),
        ("城", None),
        ("市", None),
        ("", None),
    ],
)
def test_a_region_by_its_last_name_where_one_alone_is_meant(name: str, meant: str | None) -> None:
    regions = ("江苏省", "江苏省盐城市", "江苏省南京市鼓楼区", "江苏省徐州市鼓楼区")
    assert region_named(name, regions) == meant
