"""An inverted index over ready-made tokens (tantivy, BM25); what the tokens are is the caller's affair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

_HEAP_BYTES = 128_000_000
#: The weight of each token of a query, by field.
FieldTokens = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found: its key, the group it can be filtered by, its tokens by field."""

    key: str
    group: str
    tokens: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Match:
    """A found key with its BM25 score, summed over fields."""

    key: str
    group: str
    score: float


def write_token_index(folder: Path, fields: Sequence[str], entries: Iterable[Entry]) -> int:
    """Write a new index into the empty or missing ``folder``; returns how many entries it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    builder = tantivy.SchemaBuilder()
    for stored in ("key", "group"):
        builder.add_text_field(stored, stored=True, tokenizer_name="raw", index_option="basic")
    for name in fields:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    index = tantivy.Index(builder.build(), path=str(folder))
    # One thread keeps documents in one order, so that equal scores always rank alike.
    writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
    count = 0
    for entry in entries:
        document = tantivy.Document()
        document.add_text("key", entry.key)
        document.add_text("group", entry.group)
        for name, tokens in entry.tokens.items():
            document.add_text(name, " ".join(tokens))
        writer.add_document(document)
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


class TokenIndex:
    """An index on disk, opened for reading."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()
        self._schema = self._index.schema

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, tokens: FieldTokens, limit: int, groups: Sequence[str] = ()) -> list[Match]:
        """The best ``limit`` entries with at least one of ``tokens``, in ``groups`` if any are named."""
        clauses = [
            (tantivy.Occur.Should, self._term(field, token, weight))
            for field, weights in tokens.items()
            for token, weight in weights.items()
        ]
        if not clauses or limit < 1:
            return []
        query = tantivy.Query.boolean_query(clauses)
        if groups:
            allowed = tantivy.Query.const_score_query(
                tantivy.Query.term_set_query(self._schema, "group", list(groups)), 0.0
            )
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, allowed)])
        found = self._searcher.search(query, limit, count=False).hits
        matches = []
        for score, address in found:
            document = self._searcher.doc(address)
            matches.append(Match(document["key"][0], document["group"][0], float(score)))
        return matches

    def parts(self, tokens: FieldTokens, group: str, key: str) -> dict[str, dict[str, float]]:
        """What each of ``tokens`` adds to the score of one entry, by field; only what adds something."""
        here = [
            (tantivy.Occur.Must, tantivy.Query.const_score_query(self._term(name, value, 1.0), 0.0))
            for name, value in (("group", group), ("key", key))
        ]
        parts: dict[str, dict[str, float]] = {}
        for field, weights in tokens.items():
            for token, weight in weights.items():
                term = (tantivy.Occur.Must, self._term(field, token, weight))
                for score, _ in self._searcher.search(
                    tantivy.Query.boolean_query([*here, term]), 1, count=False
                ).hits:
                    parts.setdefault(field, {})[token] = float(score)
        return parts

    def _term(self, field: str, token: str, weight: float) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, field, token, "freq")
        return term if weight == 1.0 else tantivy.Query.boost_query(term, weight)
