"""Which of the assistant's own texts a run has heard, and which no case brings out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from evals.judged import Judged

#: Texts that no question brings out: the corpus has no document in force and none past its time, a
#: reading is quoted only where the text itself has nothing, and the last check speaks only where the
#: assistant has erred. The tests bring each of them out.
WITHOUT_A_CASE = frozenset({"interpretation", "validity_in_force", "title_expired", "blocked"})

_FIELD = re.compile(r"\\\{\w+\\\}")
_SIGN = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")


def unheard(replies_file: Path, cases: Iterable[Judged]) -> tuple[str, ...]:
    """Names of the reply texts that stand in no answer to ``cases``.

    A text without two letters of its own in a row could be anything and is not looked for.
    """
    said = "\n".join(_texts(cases))
    replies: dict[str, dict[str, Any]] = yaml.safe_load(replies_file.read_text(encoding="utf-8"))["replies"]
    return tuple(
        name
        for name, reply in replies.items()
        if _SIGN.search(re.sub(r"\{\w+\}", "", reply["text"])) and not _pattern(reply["text"]).search(said)
    )


def _pattern(text: str) -> re.Pattern[str]:
    """The text with anything, within one paragraph, where its fields stand."""
    return re.compile(_FIELD.sub("[^\n]*?", re.escape(text.strip())))


def _texts(cases: Iterable[Judged]) -> Iterable[str]:
    for item in cases:
        for reply in item.observation.replies:
            yield from _strings(reply.body)


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
