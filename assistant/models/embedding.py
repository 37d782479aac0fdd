"""The embedding model of the settings: one on this machine, or an OpenAI-compatible service."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.models.faults import Kind, fault_of
from assistant.retrieval.embedding import EmbeddingFailed, EmbeddingModel, Vectors
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_openai import OpenAIEmbeddings
    from sentence_transformers import SentenceTransformer

_SERVICE = "openai:"
#: Seconds that a service has for a query, once, and for a batch of passages, with two more tries.
_QUERY_TIMEOUT, _PASSAGES_TIMEOUT, _RETRIES = 3.0, 60.0, 2
_REASONS: dict[Kind, str] = {
    "timeout": "超时没有回答",
    "unreachable": "连不上",
    "not_allowed": "不认密钥",
    "rate_limit": "限制了调用次数",
    "refused_request": "拒绝了请求，请核对模型名和一次的条数",
    "server_error": "出错",
}


def open_embedding(settings: Settings) -> EmbeddingModel | None:
    """The model named by ``embedding_model``, or None where none is named. Nothing is loaded or asked yet."""
    name = settings.embedding_model.strip()
    if not name:
        return None
    if name.startswith(_SERVICE):
        return EmbeddingService(settings)
    return LocalEmbedding(name)


class LocalEmbedding:
    """A sentence-transformers model: a folder, or a name in the local cache; nothing is downloaded."""

    batch = 64

    def __init__(self, name: str) -> None:
        self.name = name
        self._folder = _local_folder(name)
        self._loading = Lock()
        self._model: SentenceTransformer | None = None

    @cached_property
    def identity(self) -> str:
        """The name with each file's size and time: a model of another make is another model."""
        files = sorted(path for path in self._folder.rglob("*") if path.is_file()) if self._folder else []
        stats = [(str(path.relative_to(self._folder or "")), path.stat()) for path in files]
        made = repr([(path, stat.st_size, stat.st_mtime_ns) for path, stat in stats])
        return f"{self.name} {hashlib.sha256(made.encode()).hexdigest()}"

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoded(
            lambda: self._loaded().encode_document(list(texts), show_progress_bar=False), len(texts)
        )

    def query(self, text: str) -> Vectors:
        rows = self._encoded(lambda: self._loaded().encode_query([text], show_progress_bar=False), 1)
        return np.ravel(rows)

    def _encoded(self, encode: Callable[[], Any], count: int) -> Vectors:
        try:
            return _checked(encode(), count)
        except EmbeddingFailed:
            raise
        except Exception as error:  # whatever a model of somebody else's does
            raise EmbeddingFailed(f"用不了（{type(error).__name__}: {error}）") from error

    def _loaded(self) -> SentenceTransformer:
        if self._folder is None:
            raise EmbeddingFailed(
                "不在本机：既没有这个文件夹，本机的 Hugging Face 缓存里也没有，也不会自动下载"
            )
        with self._loading:
            if self._model is None:
                from sentence_transformers import SentenceTransformer

                self._model = SentenceTransformer(str(self._folder), local_files_only=True)
            return self._model


class EmbeddingService:
    """A service with OpenAI's interface."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.embedding_model.strip()
        self.batch = settings.embedding_batch
        self._settings = settings

    @property
    def identity(self) -> str:
        return f"{self.name} {self._settings.embedding_base_url}"

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._asked(lambda: self._for_passages.embed_documents(list(texts)), len(texts))

    def query(self, text: str) -> Vectors:
        return np.ravel(self._asked(lambda: [self._for_queries.embed_query(text)], 1))

    def _asked(self, ask: Callable[[], Any], count: int) -> Vectors:
        try:
            return _checked(ask(), count)
        except EmbeddingFailed:
            raise
        except Exception as error:  # a client and a service may fail in any way
            reason = _REASONS.get(fault_of(error).kind, "回的不是向量")
            raise EmbeddingFailed(f"的服务{reason}（{type(error).__name__}）") from error

    @cached_property
    def _for_passages(self) -> OpenAIEmbeddings:
        return self._client(_PASSAGES_TIMEOUT, _RETRIES)

    @cached_property
    def _for_queries(self) -> OpenAIEmbeddings:
        return self._client(_QUERY_TIMEOUT, 0)

    def _client(self, timeout: float, retries: int) -> OpenAIEmbeddings:
        from langchain_openai import OpenAIEmbeddings

        from assistant.models.chat_model import service_options

        options = service_options(
            self._settings.embedding_base_url, self._settings.embedding_api_key.get_secret_value()
        )
        return OpenAIEmbeddings(
            model=self.name.removeprefix(_SERVICE),
            check_embedding_ctx_length=False,  # texts as they are, and no download of a tokenizer
            chunk_size=self.batch,
            timeout=timeout,
            max_retries=retries,
            **options,
        )


def _checked(vectors: Any, count: int) -> Vectors:
    try:
        rows = np.asarray(vectors, dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise EmbeddingFailed("给出的向量长短不一") from error
    if rows.ndim != 2 or len(rows) != count or not rows.shape[1] or not np.isfinite(rows).all():
        raise EmbeddingFailed("给出的不是一条文字一个向量")
    return rows


def _local_folder(name: str) -> Path | None:
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder.resolve()
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    for known in (name, f"sentence-transformers/{name}"):
        for file in ("modules.json", "config.json"):
            try:
                found = try_to_load_from_cache(known, file)
            except HFValidationError:  # a path that is not there is no name either
                return None
            if isinstance(found, str):
                return Path(found).parent
    return None
