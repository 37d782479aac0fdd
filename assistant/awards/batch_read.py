"""A register's rows from a file: CSV as offices have it (UTF-8 or GBK), or Parquet."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.awards.batch_words import refuse

Row = list[str]

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Register:
    """An opened register. ``chunks`` gives its rows, each with the row number a spreadsheet shows."""

    header: Row
    chunks: Callable[[int], Iterator[tuple[list[int], list[Row]]]]
    #: How far the reading has come, and its end, in the same measure.
    done: Callable[[], int]
    total: int


def open_register(path: Path) -> Register:
    """The register at ``path``. Raises ``InvalidRequest`` where it cannot be read as a table."""
    if path.suffix.lower() not in (".csv", ".parquet"):
        refuse("not_a_table", path=path)
    try:
        return _csv(path) if path.suffix.lower() == ".csv" else _parquet(path)
    except OSError as error:
        refuse("no_file", path=path, reason=error.strerror or error)


def _csv(path: Path) -> Register:
    raw = path.open("rb")
    text = io.TextIOWrapper(raw, encoding=_encoding(path), newline="")
    first = text.readline()
    text.seek(0)
    rows = csv.reader(text, delimiter=max(",\t;", key=first.count))
    header = _next(rows, path) or []

    def chunks(size: int) -> Iterator[tuple[list[int], list[Row]]]:
        numbers: list[int] = []
        kept: list[Row] = []
        number = 1
        with text:
            while (row := _next(rows, path)) is not None:
                number += 1
                if any(row):
                    numbers.append(number)
                    kept.append(row)
                if len(kept) == size:
                    yield numbers, kept
                    numbers, kept = [], []
            if kept:
                yield numbers, kept

    return Register(
        header, chunks, lambda: path.stat().st_size if raw.closed else raw.tell(), path.stat().st_size
    )


def _next(rows: Iterator[Row], path: Path) -> Row | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        refuse("damaged", path=path, reason=error)


def _encoding(path: Path) -> str:
    """utf-8-sig where the whole file is UTF-8, else gb18030 (which takes in GBK) where it is that."""
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    decoder.decode(block)
                decoder.decode(b"", final=True)
            return encoding
        except UnicodeDecodeError:
            continue
    return refuse("encoding", path=path)


def _parquet(path: Path) -> Register:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        refuse("no_pyarrow", path=path)
    try:
        file = parquet.ParquetFile(path)
    except pyarrow.ArrowInvalid as error:
        refuse("damaged", path=path, reason=error)
    done = 0

    def chunks(size: int) -> Iterator[tuple[list[int], list[Row]]]:
        nonlocal done
        with file:
            for batch in file.iter_batches(size):
                columns = [list(map(_text, column.to_pylist())) for column in batch.columns]
                numbers = list(range(done + 2, done + 2 + batch.num_rows))
                done += batch.num_rows
                yield numbers, list(map(list, zip(*columns, strict=True)))

    return Register(list(file.schema_arrow.names), chunks, lambda: done, file.metadata.num_rows)


def _text(value: Any) -> str:
    """A typed cell as it would stand in a CSV file; a float by the digits it is written with."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(map(_text, value))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
