"""A corpus of any size in natural language: national law as documents, then sentences of it recombined."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from assistant.documents.outline import parse_clauses

_ARTICLE = re.compile(r"第[零一二三四五六七八九十百千〇]+条.*")
_SENTENCE = re.compile(r"(?<=。)")
_DIGITS = "零一二三四五六七八九"
#: The share of a law's sentences that another law's take the place of.
_EXCHANGED = 0.6
_REGIONS = ("全国", "北京市", "上海市", "江苏省", "南京市", "盐城市", "广东省", "四川省", "湖北省", "山东省")
_STATUSES = ("in_force", "in_force", "in_force", "expired", "draft")
_FIRST_DAY, _DAYS = date(1990, 1, 1), 13_000


@dataclass(frozen=True, slots=True)
class Law:
    title: str
    articles: tuple[str, ...]


def read_laws(path: Path) -> list[Law]:
    """The articles of ``corpus.jsonl`` by the law that their titles name, in the order of the file."""
    articles: dict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            articles[_ARTICLE.sub("", row.get("title") or "") or "其他规定"].append(row["text"])
    return [Law(title, tuple(texts)) for title, texts in articles.items()]


def endless(laws: list[Law], seed: int = 0) -> Iterator[Law]:
    """``laws`` themselves, then again and again with sentences of other laws in the place of theirs."""
    yield from laws
    chance = random.Random(seed)
    sentences = {law.title: [_SENTENCE.split(text) for text in law.articles] for law in laws}
    revision = 0
    while True:
        revision += 1
        others = chance.sample(laws, len(laws))
        for law, other in zip(laws, others, strict=True):
            pool = [one for text in sentences[other.title] for one in text if one.strip()] or [""]
            texts = (
                "".join(chance.choice(pool) if chance.random() < _EXCHANGED else one for one in text)
                for text in sentences[law.title]
            )
            yield Law(f"{law.title}（第{revision}次修订）", tuple(texts))


class GrowingCorpus:
    """A corpus folder that documents are added to."""

    def __init__(self, folder: Path, laws: Iterable[Law]) -> None:
        self.folder = folder
        self.clauses = self.documents = 0
        self._laws = iter(laws)
        self._chance = random.Random(0)
        folder.mkdir(parents=True)

    def grow(self, clauses: int) -> Iterator[int]:
        """Add documents until there are ``clauses``; yields how many there are after each."""
        while self.clauses < clauses:
            self.add()
            yield self.clauses

    def add(self) -> str:
        """Add one document; returns its id."""
        law = next(self._laws)
        document_id = f"law-{self.documents:06d}"
        text = (
            law.title + "\n" + "".join(f"第{_chinese(n)}条　{one}\n" for n, one in enumerate(law.articles, 1))
        )
        folder = self.folder / document_id
        folder.mkdir()
        (folder / "policy.txt").write_text(text, encoding="utf-8")
        first = _FIRST_DAY + timedelta(days=self._chance.randrange(_DAYS))
        described = {
            "document_id": document_id,
            "title": json.dumps(law.title, ensure_ascii=False),
            "source": "rule",
            "status": self._chance.choice(_STATUSES),
            "region": self._chance.choice(_REGIONS),
            "valid_from": first.isoformat(),
        }
        lines = "".join(f"{key}: {value}\n" for key, value in described.items())
        (folder / "document.yaml").write_text(lines, encoding="utf-8")
        self.documents += 1
        self.clauses += len(parse_clauses(text)[0])
        return document_id


def _chinese(number: int) -> str:
    """A number below 10,000 as articles are numbered."""
    parts: list[str] = []
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            parts.append(_DIGITS[digit] + name)
        elif parts and number and parts[-1] != "零":
            parts.append("零")
    return "".join(parts).removeprefix("一") if parts[0] == "一十" else "".join(parts)
