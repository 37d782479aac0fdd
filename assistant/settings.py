"""Settings, from environment variables that start with ``ASSISTANT_``; every one has a sane default."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", extra="ignore")

    #: Folders of documents, rules, vocabulary.
    corpus_dir: Path = ROOT / "corpus"
    #: Every word the assistant says.
    prompts_dir: Path = ROOT / "prompts"
    #: Derived data and sessions: index, trained models, session database. Only sessions are worth a backup.
    data_dir: Path = ROOT / ".data"
    host: str = "127.0.0.1"
    port: int = 7860
    #: Chat model in the form of langchain's ``init_chat_model``; empty means the embedded assistant.
    chat_model: str = ""
    chat_base_url: str = ""
    chat_api_key: SecretStr = SecretStr("")
