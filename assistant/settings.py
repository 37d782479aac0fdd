"""Settings, from environment variables that start with ``ASSISTANT_``; every one has a sane default."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", extra="ignore")

    #: Folders of documents, rules, vocabulary.
    corpus_dir: Path = ROOT / "corpus"
    #: Every word the assistant says.
    prompts_dir: Path = ROOT / "prompts"
    #: What is derived (index, trained models) and what is kept: sessions, feedback and confirmed questions,
    #: each in a SQLite file, which alone are worth a backup.
    data_dir: Path = ROOT / ".data"
    #: A Chroma server for the vectors of a large corpus; empty means Chroma embedded in this process.
    chroma_url: str = ""
    #: Seconds that a Chroma server has to answer a query; then vectors are read from a file for a while.
    chroma_timeout: float = Field(default=2, gt=0)
    #: Embeds clauses and queries: a folder or name of a sentence-transformers model on this machine, or
    #: openai:NAME for a service; empty means vectors of a large corpus only, by a model trained on it.
    embedding_model: str = ""
    embedding_base_url: str = ""
    embedding_api_key: SecretStr = SecretStr("")
    #: How many texts the service takes at once.
    embedding_batch: int = Field(default=10, ge=1)
    #: What the nearest vector counts beside the best BM25 score, and beside callers' questions where a
    #: document has them; measured with small embeddings only (``retrieval.ranking.Fusion``).
    embedding_weight: float = Field(default=0.3, ge=0)
    embedding_weight_with_questions: float = Field(default=0.0, ge=0)
    #: Where the server listens.
    host: str = "127.0.0.1"
    port: int = 7860
    #: Chat model in the form of langchain's ``init_chat_model``; empty means the embedded assistant.
    chat_model: str = ""
    chat_base_url: str = ""
    chat_api_key: SecretStr = SecretStr("")
    #: Seconds that a chat model has for one answer, all its steps and retries together.
    chat_timeout: float = Field(default=30, gt=0)
    #: How often the chat model may be called for one answer.
    chat_steps: int = Field(default=6, ge=1)
    #: Further arguments of the model's LangChain class, as JSON: {"temperature": 1}.
    chat_options: dict[str, Any] = {}
    #: A file to which every step of the chat model is written, with what was said; empty means none.
    chat_trace: Path | None = None
    #: Staff who may sign in, as lines name:bcrypt-hash (``htpasswd -B``); none means no staff area.
    staff: str = ""
    staff_file: Path | None = None
    #: The evaluation report (``python -m evals run … --html``) that the page shows; by default
    #: ``evaluation.html`` in the data folder, where there is one.
    evaluation_report: Path | None = None
    #: Whether search, clause and calculate are offered to other assistants over MCP at /mcp.
    mcp: bool = False
