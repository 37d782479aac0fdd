"""The chat model of the settings, through LangChain's ``init_chat_model``."""

from __future__ import annotations

import ipaddress
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

#: Tries after a first one that failed; the client waits longer each time, or as the server says.
RETRIES = 2


def open_chat_model(settings: Settings) -> BaseChatModel:
    """The model named by ``chat_model``, at ``chat_base_url`` where one is given.

    With a base URL and no provider in the name, any OpenAI-compatible service is meant. Raises
    whatever LangChain raises for a provider that it does not know or that is not installed.
    """
    from langchain.chat_models import init_chat_model

    name, options = settings.chat_model, _options(settings)
    if settings.chat_base_url and ":" not in name:
        name = f"openai:{name}"
    if name.startswith("openai:"):
        options = _openai(settings) | options
    model: BaseChatModel = init_chat_model(name, **options)
    return model


def _options(settings: Settings) -> dict[str, Any]:
    options: dict[str, Any] = {
        "temperature": 0,
        "timeout": settings.chat_timeout,
        "max_retries": RETRIES,
    }
    if settings.chat_base_url:
        options["base_url"] = settings.chat_base_url
    if key := settings.chat_api_key.get_secret_value():
        options["api_key"] = key
    return options | settings.chat_options


def _openai(settings: Settings) -> dict[str, Any]:
    """What an OpenAI-compatible service needs besides."""
    named = {"use_responses_api": False, "stream_usage": True}
    return named | service_options(settings.chat_base_url, settings.chat_api_key.get_secret_value())


def service_options(base_url: str, api_key: str) -> dict[str, Any]:
    """Where and how an OpenAI-compatible service is reached; empty for OpenAI by its own variables."""
    import httpx

    options: dict[str, Any] = {"api_key": api_key} if api_key else {}
    if base_url:
        options["base_url"] = base_url
        if not api_key and not os.environ.get("OPENAI_API_KEY"):
            options["api_key"] = "none"  # the client insists on one; a service without keys ignores it
        trust = not _is_loopback(base_url)
        options["http_client"] = httpx.Client(trust_env=trust)
        options["http_async_client"] = httpx.AsyncClient(trust_env=trust)
    return options


def _is_loopback(url: str) -> bool:
    """A proxy of the environment cannot reach a service on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
