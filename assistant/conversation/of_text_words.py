"""The words by which it is asked of the text itself: ``of_text.yaml``."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from assistant.conversation.wording_files import PhraseList


class OfTextFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    which_clause: PhraseList
    whether_there: PhraseList
    several_clauses: PhraseList
    around_the_thing: PhraseList
    is_it_so: PhraseList
    points_at_clause: PhraseList
    what_is_meant: PhraseList
    other_ones: PhraseList
    one_sentence: PhraseList
    all_offices: PhraseList
