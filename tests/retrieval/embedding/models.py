"""Embedding models as an operator names them, the documents they are tried on, and indexes by them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.documents.registry import Registry
from assistant.models.embedding import open_embedding
from assistant.retrieval.build import VECTORS, IndexReport, build_index
from assistant.retrieval.chroma import Chroma
from assistant.retrieval.embedding import EmbeddingModel
from assistant.retrieval.vectors import VectorIndex
from assistant.settings import ROOT, Settings
from tests.retrieval.embedding.server import EmbeddingServer

CORPUS = ROOT / "corpus"
QUESTIONS = """\
author: someone
groups:
  - {clauses: ["10"], ask: amount, texts: [办会给多少, 开大会有没有钱]}
  - {clauses: ["7", "8"], ask: amount, texts: [数据和算力分别补多少]}
  - {clauses: [], ask: none, texts: [今天天气]}
"""
PLAIN = "一、支持养老。给予养老机构补贴。按床位发放。\n二、支持托育。给予托育机构补贴。\n"
#: The documents of the corpus.
BOTH = frozenset(["yancheng-ai-plus", "second"])


def local_model(folder: Path, dimensions: int = 32, seed: int = 0) -> Path:
    """A sentence-transformers model over the corpus's characters, saved as any other is."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers

    text = (CORPUS / "yancheng-ai-plus" / "policy.txt").read_text(encoding="utf-8") + PLAIN + QUESTIONS
    vocabulary = {character: n for n, character in enumerate(["<unk>", *sorted(set(text))])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    weights = np.random.default_rng(seed).normal(size=(len(vocabulary), dimensions)).astype(np.float32)
    static = StaticEmbedding(tokenizer, embedding_weights=weights)
    SentenceTransformer(modules=[static], device="cpu").save(str(folder))
    return folder


def local(folder: Path) -> EmbeddingModel:
    return opened(embedding_model=str(folder))


def service(server: EmbeddingServer, name: str = "openai:some-model", batch: int = 10) -> EmbeddingModel:
    return opened(
        embedding_model=name,
        embedding_base_url=server.url,
        embedding_api_key="sk-test",
        embedding_batch=batch,
    )


def opened(**settings: object) -> EmbeddingModel:
    model = open_embedding(Settings.model_validate(settings))
    assert model is not None
    return model


def build(registry: Registry, data_dir: Path, model: EmbeddingModel | None) -> IndexReport:
    return build_index(registry, data_dir, lambda *_: None, embedding=model)


def vectors(report: IndexReport, model: EmbeddingModel | None, chroma: Chroma | None = None) -> VectorIndex:
    return VectorIndex(report.folder / VECTORS, chroma, model)
