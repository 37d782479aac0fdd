"""Words in every language that is shown: the same keys in each."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

Language = Literal["zh", "en"]


class LanguagesFile(BaseModel):
    """The schema of a file with ``languages``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    languages: dict[Language, dict[str, str]]

    @model_validator(mode="after")
    def _same_keys(self) -> LanguagesFile:
        for key in set(self.languages["zh"]) ^ set(self.languages["en"]):
            raise ValueError(f"{key}: 两种语言的词条必须一一对应；请补上或删去")
        return self
