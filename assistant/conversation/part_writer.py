"""Each question of a message becomes a section of the answer, by what it asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answers.award_writer import interval
from assistant.answers.citations import CitationBook
from assistant.answers.replies import Replies
from assistant.answers.section import Section, plain
from assistant.awards.rulebook import RuleBook
from assistant.conversation.asked import Asked, joined
from assistant.conversation.award_parts import AwardParts
from assistant.conversation.detail_parts import DetailParts
from assistant.conversation.document_parts import DocumentParts
from assistant.conversation.level_claims import LevelClaims
from assistant.conversation.premises import judge_premise
from assistant.conversation.thresholds import Thresholds
from assistant.conversation.turn import Part, Turn
from assistant.conversation.wording import Conversation, Wording
from assistant.conversation.wording_files import Ask


class PartWriter:
    """Chooses the writer for an ask, and sets wrong figures right before it answers."""

    def __init__(
        self,
        replies: Replies,
        rulebook: RuleBook,
        awards: AwardParts,
        documents: DocumentParts,
        details: DetailParts,
        thresholds: Thresholds,
        levels: LevelClaims,
        wording: Wording,
        words: Conversation,
    ) -> None:
        self._say = replies
        self._rulebook = rulebook
        self._documents = documents
        self._thresholds = thresholds
        self._levels = levels
        self._wording = wording
        self._words = words
        self._writers: dict[Ask, Callable[[Asked], Section]] = {
            "amount": awards.amount,
            "condition": awards.condition,
            "apply": awards.apply,
            "units": awards.units,
            "procedure": awards.procedure,
            "stacking": awards.stacking,
            "total": awards.total,
            "reach": awards.reach,
            "compare": awards.compare,
            "promise": awards.promise,
            "detail": details.detail,
            "difference": details.difference,
            "mentioned": details.mentioned,
            "text": documents.text,
            "definition": documents.definition,
            "summary": documents.summary,
            "validity": documents.validity,
            "region": documents.region,
            "funding": documents.funding,
            "evasion": documents.evasion,
            "forging": documents.forging,
            "smalltalk": documents.smalltalk,
            "none": documents.out_of_scope,
        }

    def __call__(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        denied = [self._documents.no_such_clause(address) for address in part.no_such_clause[:1]]
        if denied and not part.clauses:
            return denied[0]
        section = self._of_firms(part, turn, book) if part.of_firms else self._write(part, turn, book)
        if part.ask == "condition" and (names := self._thresholds.unwritten(part)):
            section = self._unwritten(names, section, part, turn, book)
        elif part.ask == "condition" and (word := self._undefined(part)):
            head = self._say("counts_as_undefined", word=word)
            section = Section(section.status, (head, *section.paragraphs), plain(head) + section.spoken)
        denials = [paragraph for section_of_none in denied for paragraph in section_of_none.paragraphs]
        premises = [*denials, *self._misplaced(part), *self._levels_told(part), *self._premises(part)]
        if not premises:
            return section
        return Section(section.status, (*premises, *section.paragraphs), section.spoken)

    def _undefined(self, part: Part) -> str | None:
        """The word of a condition of which it is asked what counts as it (算不算新引进), where nothing that
        was told settles it."""
        for fact in dict.fromkeys(fact for result in part.results for fact in result.missing):
            names = self._wording.facts[fact].undefined if fact in self._wording.facts else None
            for found in names.find(part.text) if names else ():
                if self._words["counts_as"].ends(part.text[: found.start]):
                    return part.text[found.start : found.end]
        return None

    def _unwritten(
        self, names: Sequence[str], section: Section, part: Part, turn: Turn, book: CitationBook
    ) -> Section:
        """That the text does not have the requirements asked for, before the conditions that it has."""
        head = self._say("threshold_unwritten", names="、".join(names))
        if part.likely or not (part.results or part.clauses):
            # No award was named: which one the model takes it for does not matter.
            part.results, part.questions = (), ()
            section = self._documents.region(Asked(part, turn, book))
        status = section.status if turn.said else "not_specified"
        return Section(status, (head, *section.paragraphs), plain(head) + section.spoken)

    def sites(self, turn: Turn, book: CitationBook) -> tuple[str, ...]:
        """What the text leaves open of a firm that sits in one place and has a plant in another."""
        return self._documents.sites(turn.sites, book).paragraphs

    def _write(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        return self._writers[part.ask](Asked(part, turn, book))

    def _of_firms(self, part: Part, turn: Turn, book: CitationBook) -> Section:
        """The same question for each of several applicants, one after the other."""
        sections = []
        for label, firm in part.of_firms.items():
            own = replace(
                part,
                results=firm.results,
                total=firm.total,
                total_if_same_project=firm.total_if_same_project,
            )
            section = self._write(own, turn, book)
            head, *rest = section.paragraphs
            named = self._say("firm", firm=label, says=head)
            spoken = self._say("firm", firm=label, says=section.spoken)
            sections.append(Section(section.status, (named, *rest), spoken))
        section = joined(sections)
        if part.total is None or part.ask != "total" or len(part.of_firms) < 2:
            return section
        words = self._say("firms_total", total=interval(part.total.low, part.total.high))
        return Section(section.status, (*section.paragraphs, words), section.spoken)

    def _misplaced(self, part: Part) -> list[str]:
        """In which clause the awards stand that were said to stand in another."""
        if not part.misplaced:
            return []
        rules = [self._rulebook.awards[award_id].rule for award_id in part.awards]
        return [
            self._say(
                "misplaced",
                name=rule.name,
                label=self._documents.label(rule.clause),
                given="、".join(part.misplaced),
            )
            for rule in rules
        ]

    def _levels_told(self, part: Part) -> list[str]:
        """Whether what is said of levels is so, and which of them the text supports."""
        told = [(result, self._levels.judge(part.text, result.award_id)) for result in part.results]
        return [
            self._say(
                "level_right" if levels.right else "level_wrong",
                name=result.name,
                paid="、".join(levels.paid),
                unpaid="、".join(levels.unpaid),
            )
            for result, levels in told
            if part.claims_level and levels is not None
        ]

    def _premises(self, part: Part) -> list[str]:
        """What to say of the figures that the user takes for granted."""
        if not part.results or part.ask in ("apply", "reach", "detail"):
            return []
        rules = [self._rulebook.awards[result.award_id].rule.amount for result in part.results]
        others = [award.rule.amount for award in self._rulebook.awards.values()]
        judged = ((judge_premise(f, rules, part.results, others), f.text) for f in part.premises)
        words = (self._say(key, figure=figure) for key, figure in judged)
        return [*dict.fromkeys(words), *self._length_told(part)]

    def _length_told(self, part: Part) -> list[str]:
        """For how long at most, where the message asks to hear that it is so long (只给三年吧)."""
        factors = (
            (result.name, factor.longest.quote)
            for result in part.results
            for factor in self._rulebook.awards[result.award_id].rule.amount.times
            if factor.longest is not None
        )
        told = (self._say("length_told", name=name, quote=quote) for name, quote in factors)
        return list(dict.fromkeys(told)) if part.claims_length else []
