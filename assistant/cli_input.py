"""What a command is given: lines and bytes of standard input, files, and words as the shell hands them on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from assistant.requests import refuse


def lines() -> Iterator[bytes]:
    """The lines of standard input that hold something; at a terminal an empty one is the last."""
    if not sys.stdin.isatty():
        yield from (line for line in sys.stdin.buffer if line.strip())
        return
    print("请输入问题；空行或 Ctrl-D 结束。")
    try:
        while line := input("> ").strip():
            yield line.encode(errors="surrogateescape")
    except EOFError:
        print()


def content(file: str) -> bytes:
    """What stands in ``file``; ``-`` is standard input. Raises ``InvalidRequest``, as all here do."""
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        refuse("no_file", ("file",), path=file, reason=error.strerror)


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError:
        refuse("encoding", ("message",))


def whole(text: str) -> str:
    """``text`` where the shell gave what the locale cannot read, which Python hands on as lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return decoded(os.fsencode(text))
    return text


def day_of(text: str, option: str) -> date:
    """The day that an option was given."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse("date_parsing", ("command", option))
