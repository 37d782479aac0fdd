"""The costly parts of an index, each in a folder with the hash of what it was made from.

What a killed build or the index before has made from the same is not made again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

_MADE_FROM = "made_from.txt"
_UNFINISHED = ".part"


def make_piece(place: Path, made_from: str, before: Path | None, make: Callable[[Path], None]) -> bool:
    """Have the piece made from ``made_from`` at ``place``; returns whether ``make`` had to make it.

    It is left where it lies there already, linked from ``before`` where it lies there, or else made by
    ``make``, which is given the folder to create.
    """
    if is_made_from(place, made_from):
        return False
    unfinished = place.with_name(place.name + _UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    found = before is not None and is_made_from(before, made_from)
    if before is not None and found:
        shutil.copytree(before, unfinished, copy_function=os.link)
    else:
        make(unfinished)
        (unfinished / _MADE_FROM).write_text(made_from, encoding="utf-8")
    # Not before, for others may read what lies there until the new one is finished.
    shutil.rmtree(place, ignore_errors=True)
    unfinished.rename(place)
    return not found


def is_made_from(place: Path, made_from: str) -> bool:
    return made_from_what(place) == made_from


def made_from_what(place: Path) -> str | None:
    """What the finished piece at ``place`` was made from, or None where there is none."""
    try:
        return (place / _MADE_FROM).read_text(encoding="utf-8")
    except OSError:
        return None
