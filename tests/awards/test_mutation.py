"""No figure, comparison, level or truth value of a rule file can be wrong without a check that fails."""

from __future__ import annotations

from pathlib import Path

from assistant.awards.sources import read_sources
from assistant.documents.model import Document
from tests.awards.mutation import survivors


def test_every_mutant_is_killed(folder: Path, document: Document) -> None:
    alive, killed = survivors(read_sources(folder), document)
    dead = sum(killed.values())
    print(f"\nmutation gate: killed {dead} of {dead + len(alive)} {dict(killed)}")
    assert dead > 500
    assert killed["provenance"] > killed["table"], "the text itself should find out most mistakes"
    assert not alive, "\n".join(map(str, alive))
