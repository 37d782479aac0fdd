"""An inverted index over ready-made tokens (tantivy, BM25); what the tokens are is the caller's affair."""

from __future__ import annotations

import errno
import math
import os
import re
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

#: Memory for what is not yet written: the more, the fewer parts a large index has.
_HEAP_BYTES = 512_000_000
#: How many postings a query reads at most, the tokens that say most first: what it costs in a large index.
#: On 58,593 articles nothing is lost by it (recall@10 .485), by a tenth of it one point.
_MOST_POSTINGS = 500_000
_OS_ERROR = re.compile(r"os error (\d+)")
#: The weight of each token of a query, by field.
FieldTokens = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found: its key, the group and kind it can be filtered by, its tokens by field.

    ``record`` is handed back as it is where the entry is found.
    """

    key: str
    group: str
    tokens: Mapping[str, Sequence[str]]
    kind: str = ""
    record: bytes = b""


@dataclass(frozen=True, slots=True)
class Match:
    """A found entry with its BM25 score, summed over fields."""

    key: str
    group: str
    score: float
    record: bytes


@dataclass(frozen=True, slots=True)
class Within:
    """Which entries to look through: of these groups, of none of those, of these kinds; None asks nothing."""

    groups: Collection[str] | None = None
    without: Collection[str] = ()
    kinds: Collection[str] | None = None


_EVERYTHING = Within()


def write_token_index(
    folder: Path,
    fields: Sequence[str],
    entries: Iterable[Entry],
    before: Path | None = None,
    gone: Iterable[str] = (),
) -> int:
    """Write an index into the empty or missing ``folder``; returns how many entries it holds.

    With the folder of an index ``before`` it starts from that one, less the groups ``gone``; the files of
    the two are shared where they are the same, and none of the older index is changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if before is None:
        index = tantivy.Index(_schema(fields), path=str(folder))
    else:
        _share(before, folder)
        index = tantivy.Index.open(str(folder))
    # One thread keeps documents in one order, so that equal scores always rank alike.
    writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
    for group in gone:
        writer.delete_documents_by_term("group", group)
    for entry in entries:
        document = _document(entry)
        with _refusals():
            writer.add_document(document)
    with _refusals():
        writer.commit()
        writer.wait_merging_threads()
    index.reload()
    return int(index.searcher().num_docs)


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("key", entry.key)
    document.add_text("group", entry.group)
    document.add_text("address", _address(entry.group, entry.key))
    document.add_text("kind", entry.kind)
    document.add_bytes("record", entry.record)
    for name, tokens in entry.tokens.items():
        document.add_text(name, " ".join(tokens))
    return document


@contextmanager
def _refusals() -> Iterator[None]:
    """What the operating system refuses tantivy, as the OSError that it is; tantivy may not say which."""
    try:
        yield
    except ValueError as error:
        told = _OS_ERROR.search(str(error))
        number = int(told.group(1)) if told else errno.EIO
        raise OSError(number, os.strerror(number)) from error


def _schema(fields: Sequence[str]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # Entries are looked up by group and address; the key comes back with them.
    builder.add_text_field("group", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("address", "kind"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("record", stored=True)
    for name in fields:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _address(group: str, key: str) -> str:
    return f"{group}/{key}"


def _share(before: Path, folder: Path) -> None:
    """Links to the segments, which never change once written, and copies of what lists them."""
    for path in before.iterdir():
        if path.suffix == ".json":
            shutil.copyfile(path, folder / path.name)
        elif path.suffix != ".lock":
            os.link(path, folder / path.name)


class TokenIndex:
    """An index on disk, opened for reading."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()
        self._schema = self._index.schema

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, tokens: FieldTokens, limit: int, within: Within = _EVERYTHING) -> list[Match]:
        """The best ``limit`` entries with at least one of ``tokens``.

        In a large index the commonest tokens, which say least, neither find nor count.
        """
        # Few groups bound what is read by themselves.
        most = _MOST_POSTINGS if within.groups is None else sys.maxsize
        clauses = [(tantivy.Occur.Should, self._term(*said)) for said in self._telling(tokens, most)]
        if not clauses or limit < 1:
            return []
        query = tantivy.Query.boolean_query(clauses)
        conditions = self._conditions(within)
        if conditions:
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *conditions])
        return self._matches(query, limit)

    def group(self, group: str) -> list[Match]:
        """Every entry of a group, each with the score 0."""
        query = tantivy.Query.const_score_query(self._term("group", group, 1.0), 0.0)
        return self._matches(query, max(len(self), 1))

    def entries(self, addresses: Collection[tuple[str, str]]) -> list[Match]:
        """Those of the entries with these groups and keys that there are, each with the score 0."""
        if not addresses:
            return []
        wanted = self._any_of("address", [_address(*one) for one in addresses])
        return self._matches(tantivy.Query.const_score_query(wanted, 0.0), len(addresses))

    def parts(self, tokens: FieldTokens, group: str, key: str) -> dict[str, dict[str, float]]:
        """What each of ``tokens`` adds to the score of one entry, by field; only what adds something."""
        address = self._term("address", _address(group, key), 1.0)
        here = (tantivy.Occur.Must, tantivy.Query.const_score_query(address, 0.0))
        parts: dict[str, dict[str, float]] = {}
        for field, weights in tokens.items():
            for token, weight in weights.items():
                term = (tantivy.Occur.Must, self._term(field, token, weight))
                query = tantivy.Query.boolean_query([here, term])
                for score, _ in self._searcher.search(query, 1, count=False).hits:
                    parts.setdefault(field, {})[token] = float(score)
        return parts

    def _telling(self, tokens: FieldTokens, most: int) -> list[tuple[str, str, float]]:
        """The tokens, with field and weight, that say most and have at most ``most`` postings together."""
        total = len(self)
        found = []
        for field, weights in tokens.items():
            for token, weight in weights.items():
                postings = self._searcher.doc_freq(field, token)
                if postings:
                    found.append((weight * math.log(1 + total / postings), postings, (field, token, weight)))
        if sum(postings for _, postings, _ in found) <= most:
            return [said for _, _, said in found]
        found.sort(key=lambda one: (-one[0], one[1:]))
        chosen, read = [found[0][2]], found[0][1]
        for _, postings, said in found[1:]:
            read += postings
            if read > most:
                break
            chosen.append(said)
        return chosen

    def _matches(self, query: tantivy.Query, limit: int) -> list[Match]:
        matches = []
        for score, address in self._searcher.search(query, limit, count=False).hits:
            document = self._searcher.doc(address)
            matches.append(
                Match(document["key"][0], document["group"][0], float(score), bytes(document["record"][0]))
            )
        return matches

    def _conditions(self, within: Within) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        asked = (
            (tantivy.Occur.Must, "group", within.groups),
            (tantivy.Occur.MustNot, "group", within.without or None),
            (tantivy.Occur.Must, "kind", within.kinds),
        )
        return [
            (occur, tantivy.Query.const_score_query(self._any_of(field, values), 0.0))
            for occur, field, values in asked
            if values is not None
        ]

    def _any_of(self, field: str, values: Collection[str]) -> tantivy.Query:
        return tantivy.Query.term_set_query(self._schema, field, list(values))

    def _term(self, field: str, token: str, weight: float) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, field, token, "freq")
        return term if weight == 1.0 else tantivy.Query.boost_query(term, weight)
