"""Whether a model's sentence may be shown: figures, numbers, names, quotations and verdict words.

The words and patterns are data (``prompts/agent.yaml``, ``rules``). What cannot be proved does not
pass: a sentence too few costs little, a wrong one costs a firm money.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.awards.rulebook import RuleBook
from assistant.contract import AwardResult
from assistant.conversation.phrases import Phrases
from assistant.documents.model import Document
from assistant.language.figures import money_and_percent_figures
from assistant.language.normalise import normalise
from assistant.language.places import read_places
from assistant.language.quantities import Quantity, read_quantities
from assistant.models.known import LATIN, Known, figure, figures, number, plain
from assistant.models.prompts import AgentPrompts, PhraseRule, When
from assistant.models.sources import Sources
from assistant.models.tokens import Piece, quoted
from assistant.retrieval.address import find_addresses

#: This many signs in a row out of what the model was told are a leak.
_LEAK = 12
#: How much of what was shown before is read again, so that no figure hides across two sentences.
_CONTEXT = 40
_LONGEST = 400
#: The user's own figure stands at most so far behind the words that say it is his.
_NEAR = 4
_PART = re.compile(r"[^，,；;：:。！？\n]+")
_WORDLESS = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a sentence does not pass; one to be dropped is left out without asking the model again."""

    reason: str
    drop: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """What the sentences of one turn are held against."""

    sources: Sources
    message: str
    #: Grows while the model's tools calculate and look up more.
    results: Mapping[str, AwardResult]
    clauses: Collection[tuple[str, str]]

    def holds(self, when: When, draft: bool) -> bool:
        eligibilities = [result.eligibility for result in self.results.values()]
        return {
            "always": True,
            "not_eligible": any(one != "eligible" for one in eligibilities),
            "none_ineligible": "ineligible" not in eligibilities,
            "draft": draft,
        }[when]


class Guard:
    """The rules, made ready once; ``wording`` are the words that people say for each award."""

    def __init__(
        self, prompts: AgentPrompts, document: Document, rulebook: RuleBook, wording: Mapping[str, Phrases]
    ) -> None:
        rules = self._rules = prompts.rules
        self._document = document
        self._awards = rulebook.awards
        self._names = wording
        self._characters = re.compile(f"{rules.characters}*")
        self._latin = {word.casefold() for word in rules.latin}
        self._verbatim = [(rule.what, re.compile(rule.pattern)) for rule in rules.verbatim]
        self._bare_unit = re.compile(rules.bare_unit)
        self._own_figure, self._paid = Phrases(rules.own_figure), Phrases(rules.paid)
        self._negations = Phrases(rules.negations)
        self._written = {(figure(found), found.per) for found in money_and_percent_figures(document.text)}
        self._told = [_signs(text) for text in prompts.told]

    def check(self, pieces: Sequence[Piece], before: str, matter: Matter) -> Refused | None:
        """None where the sentence ``pieces`` may follow ``before``, which was shown already."""
        whole = "".join(piece.text for piece in pieces)
        own = " ".join(piece.text for piece in pieces if not piece.proved)
        if _WORDLESS.fullmatch(whole) or whole.rstrip().endswith(("？", "?")):
            return Refused("", drop=True)
        for refused in (
            *self._forms(whole, own, matter.sources.known),
            *self._phrases(normalise(whole).text.casefold(), matter),
            *self._figures(pieces, before, matter),
            *self._attribution(pieces, matter),
            *self._names_and_numbers(own, matter),
        ):
            return refused
        return None

    def names(self, award_id: str, text: str) -> bool:
        """Whether a text names this award, by its own name or as people say it."""
        return self._awards[award_id].rule.name in text or self._names[award_id](
            normalise(text).text.casefold()
        )

    def _named_last(self, text: str) -> set[str]:
        """The awards that the last name in ``text`` can mean; none where it names none."""
        plain_text = normalise(text).text.casefold()
        ends: dict[str, int] = {}
        for award_id, phrases in self._names.items():
            own = text.rfind(name := self._awards[award_id].rule.name)
            found = [match.end for match in phrases.find(plain_text)] + (
                [own + len(name)] if own >= 0 else []
            )
            ends |= {award_id: max(found)} if found else {}
        return {award_id for award_id, end in ends.items() if end == max(ends.values())}

    # ---- one family of rules each ----

    def _forms(self, whole: str, own: str, known: Known) -> Iterator[Refused]:
        if len(whole) > _LONGEST:
            yield self._because("too_long")
        legal = self._characters.match(own)
        if legal and legal.end() < len(own):
            yield self._because("characters", own[legal.end() : legal.end() + 1])
        for word in LATIN.findall(normalise(own).text.casefold()):
            if word not in known.latin and word not in self._latin:
                yield self._because("latin", word)
        signs = _signs(own)
        for start in range(len(signs) - _LEAK + 1):
            part = signs[start : start + _LEAK]
            if any(part in told for told in self._told):
                yield self._because("leak")

    def _phrases(self, text: str, matter: Matter) -> Iterator[Refused]:
        for rule in self._rules.phrases:
            draft = self._document.status == "draft"
            if matter.holds(rule.when, draft) and self._says(rule, text):
                yield Refused(rule.reason, rule.drop)

    def _says(self, rule: PhraseRule, text: str) -> bool:
        if rule.excused(text):
            return False
        return any(
            not (rule.after_not and self._negations.ends(text[max(0, match.start - 6) : match.start]))
            for match in rule.found.find(text)
        )

    def _figures(self, pieces: Sequence[Piece], before: str, matter: Matter) -> Iterator[Refused]:
        before = before[-_CONTEXT:]
        text, proved = before, []
        for piece in pieces:
            if not piece.proved and (bare := self._bare_unit.search(plain(piece.text))):
                yield self._because("figure", bare.group())
            if piece.proved:
                proved.append((len(text), len(text) + len(piece.text), piece.text))
            text += piece.text
        users = figures(matter.message)
        for found in money_and_percent_figures(text):
            if found.end <= len(before):
                continue
            source = next((p for p in proved if p[0] <= found.start and found.end <= p[1]), None)
            if source is not None:
                # 50万元 out of a token, but 每月 before it by the model, is another figure.
                alone = [
                    q for q in money_and_percent_figures(source[2]) if q.start == found.start - source[0]
                ]
                if any(q.per == found.per and figure(q) == figure(found) for q in alone):
                    continue
                if (figure(found), found.per) in self._written:
                    continue  # 每台（套） before 50万元, as the document has it
                yield self._because("figure", found.text)
            elif found.start < len(before) or figure(found) not in users:
                yield self._because("figure", found.text)
            elif not self._as_the_users(text[len(before) :], found, len(before), proved):
                yield self._because("own_figure", found.text)

    def _as_the_users(
        self, sentence: str, found: Quantity, offset: int, proved: Sequence[tuple[int, int, str]]
    ) -> bool:
        """Whether the user's own figure is said to be his, and nothing is said to be paid beside it."""
        his = False
        for part in _PART.finditer(sentence):
            words = normalise(part.group()).text
            start, end = part.start() + offset, part.end() + offset
            if start <= found.start < end:
                said_by_him = self._own_figure.find(
                    normalise(sentence[part.start() : found.start - offset]).text
                )
                near = any(found.start - start - match.end <= _NEAR for match in said_by_him)
                his = near and not self._paid(words)
            elif self._paid(words) and not any(start <= p[0] < end for p in proved):
                return False
        return his

    def _attribution(self, pieces: Sequence[Piece], matter: Matter) -> Iterator[Refused]:
        """A token or quotation must be of the award spoken of last before it, and of this turn's clauses."""
        said = "".join(piece.text for piece in pieces if not piece.award_id)
        named = {award_id for award_id in self._names if self.names(award_id, said)}
        theirs = {result.clause_id for award_id, result in matter.results.items() if award_id in named}
        before = ""
        for piece in pieces:
            if piece.award_id and piece.award_id not in (
                self._named_last(before) or named or [piece.award_id]
            ):
                yield self._because("other_award", matter.results[piece.award_id].name)
            before += "" if piece.award_id else piece.text
            citation = piece.citation
            if citation is None:
                continue
            if (citation.document_id, citation.clause_id) not in matter.clauses:
                yield self._because("no_clause", citation.label)
            if named and theirs and citation.clause_id not in theirs and figures(piece.text):
                yield self._because("other_award", citation.label)

    def _names_and_numbers(self, own: str, matter: Matter) -> Iterator[Refused]:
        known = matter.sources.known
        for start, end in quoted(own):
            if plain(own[start + 1 : end - 1]) not in known.text:
                yield self._because("quote", own[start:end])
        for what, pattern in self._verbatim:
            for match in pattern.finditer(plain(own)):
                if match.group() not in known.text:
                    yield self._because("verbatim", match.group(), what=what)
        for quantity in read_quantities(own):
            small = quantity.kind in ("count", "number") and quantity.high <= self._rules.small_count
            if quantity.kind in ("money", "percent") or small:
                continue
            if number(quantity) not in known.numbers:
                yield self._because("number", quantity.text)
        for mention in find_addresses(own, self._document):
            address = (self._document.document_id, str(mention.clause_id))
            if mention.clause_id is None or address not in matter.clauses:
                yield self._because("no_clause", own[mention.start : mention.end])
        for place in read_places(own):
            if place.scope == "outside" and place.name not in known.places:
                yield self._because("place", place.text)

    def _because(self, reason: str, text: str = "", **fields: str) -> Refused:
        return Refused(getattr(self._rules.reasons, reason).format(text=text, **fields))


def _signs(text: str) -> str:
    """The letters, digits and ideographs of a text, for comparing what was told with what is said."""
    return re.sub(r"[\W_]+", "", plain(text))
