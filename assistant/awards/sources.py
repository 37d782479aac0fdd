"""The rule files of a document's folder, read and not yet proved or compiled."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from assistant.awards.fact_schema import FactsFile
from assistant.awards.schema import AwardFile, NotMoneyFile, PinsFile, ReadingsFile, ScopeFile, StackingFile
from assistant.documents.model import Document
from assistant.errors import CorpusError
from assistant.yaml_files import load_model


@dataclass(frozen=True, slots=True)
class Sources:
    """The rule files as they stand, before they are compiled."""

    folder: Path
    facts: FactsFile
    awards: tuple[AwardFile, ...]
    scope: ScopeFile
    stacking: StackingFile
    readings: ReadingsFile
    not_money: NotMoneyFile
    pins: PinsFile

    def award_path(self, award_id: str) -> Path:
        return self.folder / "awards" / f"{award_id}.yaml"


def read_sources(folder: Path) -> Sources:
    """Every rule file under ``folder``. Raises ``CorpusError`` with file, line and mend."""
    paths = sorted((folder / "awards").glob("*.yaml"))
    awards = []
    for path in paths:
        award = load_model(path, AwardFile)
        if award.award_id != path.stem:
            line = line_of(path, "award_id")
            raise CorpusError(f"{path}:{line}: award_id 是“{award.award_id}”；请与文件名一致")
        awards.append(award)
    return Sources(
        folder=folder,
        facts=load_model(folder / "facts.yaml", FactsFile),
        awards=tuple(awards),
        scope=load_model(folder / "scope.yaml", ScopeFile),
        stacking=load_model(folder / "stacking.yaml", StackingFile),
        readings=load_model(folder / "readings.yaml", ReadingsFile),
        not_money=load_model(folder / "not_money.yaml", NotMoneyFile),
        pins=load_model(folder / "pins.yaml", PinsFile),
    )


def clause_hash(document: Document, clause_id: str) -> str:
    """SHA-256 of a clause's text without the blank space around it; empty where there is no clause."""
    clause = document.clause(clause_id)
    return hashlib.sha256(document.whole_text(clause).strip().encode()).hexdigest() if clause else ""


def line_of(path: Path, needle: str) -> int:
    """The first line of the file, comments apart, that holds ``needle``; 1 where none does."""
    lines = path.read_text(encoding="utf-8").splitlines()
    holding = (
        number for number, line in enumerate(lines, 1) if needle in line and not line.lstrip().startswith("#")
    )
    return next(holding, 1)
