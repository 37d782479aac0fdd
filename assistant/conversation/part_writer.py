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
    ) -> None:
        self._say = replies
        self._rulebook = rulebook
        self._documents = documents
        self._thresholds = thresholds
        self._levels = levels
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
        if part.no_such_clause and not part.clauses:
            return self._documents.no_such_clause(part.no_such_clause[0])
        section = self._of_firms(part, turn, book) if part.of_firms else self._write(part, turn, book)
        if part.ask == "condition" and (names := self._thresholds.unwritten(part)):
            section = self._unwritten(names, section, part, turn, book)
        premises = [*self._levels_told(part), *self._premises(part)]
        if not premises:
            return section
        return Section(section.status, (*premises, *section.paragraphs), section.spoken)

    def _unwritten(
        self, names: Sequence[str], section: Section, part: Part, turn: Turn, book: CitationBook
    ) -> Section:
        """That the text does not have the requirements asked for, before the conditions that it has."""
        head = self._say("threshold_unwritten", names="、".join(names))
        if part.likely:
            # No award was named: which one the model takes it for does not matter.
            part.results, part.questions = (), ()
            section = self._documents.region(Asked(part, turn, book))
        status = section.status if turn.said else "not_specified"
        return Section(status, (head, *section.paragraphs), plain(head) + section.spoken)

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
        if not part.results or part.ask in ("apply", "reach"):
            return []
        rules = [self._rulebook.awards[result.award_id].rule.amount for result in part.results]
        words = (self._say(judge_premise(f, rules, part.results), figure=f.text) for f in part.premises)
        return list(dict.fromkeys(words))
