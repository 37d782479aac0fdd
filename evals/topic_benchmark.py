"""What keeping a conversation's topic gains on doc2bot: tuned on the odd dialogues, reported on the even.

The topic is what the turn before was about: as it was right (a conversation that knows), or as look-up put
it first (one that does not).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant.language.normalise import normalise
from assistant.retrieval.token_index import Entry, TokenIndex, Within, write_token_index
from assistant.retrieval.tokens import grams
from assistant.retrieval.topic import bonus
from evals.public_sets import DEPTH, Result, Text, judged


def dialogue(query_id: str) -> str:
    return query_id.partition(":")[0]


def even(queries: Sequence[Text]) -> list[Text]:
    """The turns of every second dialogue, the first among them."""
    dialogues = {one: n for n, one in enumerate(dict.fromkeys(dialogue(query.id) for query in queries))}
    return [query for query in queries if dialogues[dialogue(query.id)] % 2 == 0]


def document(text_id: str) -> str:
    return text_id.rpartition("#")[0]


def by_document(corpus: Sequence[Text], folder: Path) -> TokenIndex:
    """BM25 over characters and bigrams, grouped by document."""
    entries = (
        Entry(text.id, document(text.id), {"grams": grams(normalise(f"{text.title}\n{text.text}").text)})
        for text in corpus
    )
    write_token_index(folder, ("grams",), entries)
    return TokenIndex(folder)


def with_topics(
    index: TokenIndex, corpus: Sequence[Text], asked: Sequence[Text], gold: Mapping[str, set[str]]
) -> Iterator[tuple[str, list[Result]]]:
    place = {text.id: n for n, text in enumerate(corpus)}
    for name, is_known in (("topic known", True), ("topic as found before", False)):
        found: list[Result] = []
        talk, topic = "", None
        for query in asked:
            if dialogue(query.id) != talk:
                talk, topic = dialogue(query.id), None
            started = time.perf_counter()
            ranked = _ranked(index, query.text, topic, place)
            took = (time.perf_counter() - started) * 1000
            wanted = gold.get(query.id, set())
            if wanted:
                found.append(judged(query.id, ranked, wanted, took))
            right = min(wanted, key=lambda key: place[key], default=topic)
            topic = right if is_known else next(iter(ranked), topic)
        yield f"+ {name}", found


def _ranked(index: TokenIndex, text: str, topic: str | None, place: Mapping[str, int]) -> list[str]:
    tokens = {"grams": dict.fromkeys(grams(normalise(text).text), 1.0)}
    found = index.search(tokens, DEPTH)
    loudest = found[0].score if found else 1.0
    scores = {match.key: match.score / loudest for match in found}
    if topic is not None:
        within = index.search(tokens, DEPTH, Within(groups=[document(topic)]))
        for match in within:
            scores[match.key] = match.score / loudest + bonus(place[match.key] - place[topic])
    return sorted(scores, key=lambda key: (-scores[key], place[key]))
