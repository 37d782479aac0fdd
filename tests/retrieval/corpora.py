"""Small corpora to index quickly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.documents.registry import Registry, load_registry

TOPICS = (
    "养老机构建设",
    "护理人员培训",
    "水产养殖",
    "海洋牧场",
    "民宿改造",
    "非遗传承",
    "出口信用保险",
    "海外仓建设",
)
QUERIES = (
    "养老机构",
    "护理人员怎么培训",
    "水产养殖的补助",
    "海洋牧场30万元",
    "民宿",
    "海外仓",
    "第三条",
    "奖励",
)


def add_document(corpus: Path, number: int, metadata: Mapping[str, str] | None = None, more: str = "") -> str:
    """Add or replace a document of eight articles that differ from those of other numbers; returns its id."""
    document_id = f"rule-{number:03d}"
    folder = corpus / document_id
    folder.mkdir(parents=True, exist_ok=True)
    articles = [
        f"第{'一二三四五六七八'[n]}条 支持{topic}。"
        f"对从事{topic}的{number}类单位给予奖励{number * 10 + n}万元。{more}\n"
        for n, topic in enumerate(TOPICS)
    ]
    (folder / "policy.txt").write_text("".join(articles), encoding="utf-8")
    told = {
        "document_id": document_id,
        "title": f"扶持办法{number}",
        "source": "policy",
        "status": "in_force",
        "region": "某市",
    } | dict(metadata or {})
    lines = "".join(f"{key}: {value}\n" for key, value in told.items())
    (folder / "document.yaml").write_text(lines, encoding="utf-8")
    return document_id


def add_questions(corpus: Path, document_id: str, text: str) -> None:
    """Let one caller ask ``text`` about the first article, and something that is no matter of it."""
    folder = corpus / document_id / "questions"
    folder.mkdir(exist_ok=True)
    (folder / "someone.yaml").write_text(
        "author: someone\ngroups:\n"
        f'  - {{clauses: ["1"], ask: amount, texts: [{text}]}}\n'
        "  - {clauses: [], ask: none, texts: [今天天气]}\n",
        encoding="utf-8",
    )


def corpus_of(corpus: Path, topics: Mapping[str, Sequence[str]], article: str) -> Registry:
    """A document a topic, document-0 first, with an ``article`` about each of its things."""
    for number, (topic, things) in enumerate(topics.items()):
        folder = corpus / f"document-{number}"
        folder.mkdir()
        articles = (
            f"第{'一二三四五'[n]}条 {article.format(thing=thing, topic=topic)}\n"
            for n, thing in enumerate(things)
        )
        (folder / "policy.txt").write_text("".join(articles), encoding="utf-8")
        (folder / "document.yaml").write_text(
            f"document_id: document-{number}\ntitle: {topic}办法\n"
            "source: policy\nstatus: in_force\nregion: 某市\n",
            encoding="utf-8",
        )
    return load_registry(corpus)
