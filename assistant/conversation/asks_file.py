"""What the file of the cues of each ask holds: ``asks.yaml``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from assistant.conversation.wording_files import Ask, PhraseList


class AskCues(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    rank: int
    cues: PhraseList
    #: Too common inside other words: these count only as a whole sentence part.
    whole: PhraseList = ()


class AsksFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    asks: dict[Ask, AskCues]
