"""The composing step: each question's results become a section; the sections become one answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.answers.citations import CitationBook
from assistant.answers.replies import Replies
from assistant.answers.section import Section, plain
from assistant.answers.spoken import spoken
from assistant.awards.rulebook import RuleBook
from assistant.contract import STATUS_ORDER, Answer, AwardResult, Question, Status
from assistant.conversation.document_parts import day_words
from assistant.conversation.follow_up import is_short
from assistant.conversation.judge import MAX_QUESTIONS
from assistant.conversation.part_writer import PartWriter
from assistant.conversation.part_years import is_under_a_year, part_years, told_loosely
from assistant.conversation.premises import judge_premise
from assistant.conversation.suggestions import Suggestions
from assistant.conversation.turn import Part, Turn


class Compose:
    """Writes the answer of a turn from its results; every word comes from the replies."""

    def __init__(
        self,
        replies: Replies,
        suggestions: Suggestions,
        rulebook: RuleBook,
        write: PartWriter,
    ) -> None:
        self._say = replies
        self._suggestions = suggestions
        self._rulebook = rulebook
        self._write = write

    def __call__(self, turn: Turn) -> None:
        book = CitationBook()
        if turn.forget:
            turn.answer = self._bare(turn, self._say("forgotten"), "answered")
            return
        changed = (
            turn.told
            or turn.same_project is not None
            or turn.as_of != turn.today
            or any(part.cued for part in turn.parts)
        )
        if turn.correction and not changed:
            turn.answer = self._asking(turn, "correction_what", self._known(turn))
            return
        if turn.relative and is_short(turn.text) and not turn.said and turn.parts[0].results:
            turn.answer = self._asking(turn, "relative", ())
            return
        sections = [self._write(part, turn, book) for part in self._worth_answering(turn)]
        statuses = {section.status for section in sections}
        status: Status = next(s for s in STATUS_ORDER if s in statuses)
        if status == "answered" and any(map(is_under_a_year, part_years(turn.said, self._rulebook).values())):
            status = "not_specified"
        questions = tuple(self._which(q, turn) for q in _questions(turn.parts, sections))
        if status == "needs_input" and not questions:
            # All that could be asked has been, and was not told: this is the answer there is.
            status = "answered"
        paragraphs = [*self._opening(turn)]
        for section in sections:
            paragraphs += [p for p in section.paragraphs if p not in paragraphs]
        if turn.sites:
            paragraphs += [p for p in self._write.sites(turn, book) if p not in paragraphs]
        paragraphs = self._closing(paragraphs, questions)
        results = _results(turn.parts)
        turn.listed = tuple(
            result.award_id for result in results if result.eligibility != "ineligible"
        ) or tuple(result.award_id for result in results)
        money = any(result.amount.high not in (None, "0") for result in results)
        turn.answer = Answer(
            session_id=turn.session.session_id,
            status=status,
            answer="\n\n".join(paragraphs),
            citations=book.citations,
            awards=results,
            total=next((part.total for part in reversed(turn.parts) if part.total is not None), None),
            questions=questions,
            suggestions=self._suggestions.after([(part.ask, part.awards) for part in turn.parts]),
            notices=self._notices(results, sections),
            spoken=spoken(
                [section.spoken for section in sections], self._say("spoken_suffix") if money else ""
            ),
        )

    def _worth_answering(self, turn: Turn) -> list[Part]:
        """Greetings and the like are answered only where nothing else was asked."""
        real = [part for part in turn.parts if part.ask not in ("smalltalk", "none")]
        foreign = [part for part in turn.parts if part.ask == "none"]
        return real + foreign if real else turn.parts[:1] if not foreign else foreign[:1]

    def _opening(self, turn: Turn) -> list[str]:
        opening = []
        if turn.injection:
            opening.append(self._say("injection"))
        if turn.as_of != turn.today:
            opening.append(self._say("as_of", day=day_words(turn.as_of)))
        if turn.declined:
            opening.append(self._say("declined"))
        if unused := self._unused(turn):
            opening.append(self._say("unused", figures="、".join(unused)))
        if rest := next((said.rest for said in turn.said if said.rest), ""):
            opening.append(self._say("some_only", rest=rest))
        if lengths := part_years(turn.said, self._rulebook):
            opening.append(self._say("part_year", lengths="、".join(lengths)))
        if figures := told_loosely(turn.said, self._rulebook):
            opening.append(self._say("told_loosely", figures="、".join(figures)))
        if turn.repairs:
            opening.append(self._say("repaired", words="、".join(after for _, after in turn.repairs)))
        return opening

    def _which(self, question: Question, turn: Turn) -> Question:
        """The question of the applicant's place, where he told it by a name that several go by."""
        unclear = turn.unclear_place
        if question.fact != "region" or unclear is None:
            return question
        words = self._say("which_place", name=unclear.name, places="、".join(unclear.places))
        return Question(fact="region", text=words, choices=unclear.places)

    def _unused(self, turn: Turn) -> list[str]:
        """Figures that neither were reckoned with nor are what the clauses themselves say."""
        results = [result for part in turn.parts for result in part.results]
        rules = [self._rulebook.awards[result.award_id].rule.amount for result in results]
        figures = turn.unused if results else ()
        return [f.text for f in figures if judge_premise(f, rules, results) == "premise_wrong"]

    def _closing(self, paragraphs: list[str], questions: Sequence[Question]) -> list[str]:
        """The money notice once, at the end, and the questions back after it."""
        notice = self._say("money_notice")
        closing = [p for p in paragraphs if p != notice]
        if notice in paragraphs:
            closing.append(notice)
        if questions:
            closing.append(self._say("questions", questions=" ".join(q.text for q in questions)))
        return closing

    def _notices(self, results: Sequence[AwardResult], sections: Sequence[Section]) -> tuple[str, ...]:
        draft = self._rulebook.scope.draft
        notices = [draft.notice] if draft and any(s.status != "out_of_scope" for s in sections) else []
        if len(results) <= MAX_QUESTIONS:
            notices += [notice for result in results for notice in result.notices]
        return tuple(dict.fromkeys(notices))

    def _known(self, turn: Turn) -> tuple[str, ...]:
        """Names of the facts known of the case that is being talked of."""
        cases = [turn.session.cases.get(award_id, {}) for award_id in turn.session.topic_awards]
        known = dict.fromkeys([*turn.session.applicant, *(fact for case in cases for fact in case)])
        return tuple(self._rulebook.facts[fact].label for fact in known if fact in self._rulebook.facts)

    def _asking(self, turn: Turn, key: str, choices: Sequence[str]) -> Answer:
        """An answer that only asks back; the question carries the reply's own key as its fact."""
        words = self._say(key)
        question = Question(fact=key, text=words, choices=tuple(choices))
        return self._bare(turn, words, "needs_input").model_copy(update={"questions": (question,)})

    def _bare(self, turn: Turn, words: str, status: Status) -> Answer:
        return Answer(
            session_id=turn.session.session_id, status=status, answer=words, spoken=spoken([plain(words)], "")
        )


def _questions(parts: Sequence[Part], sections: Sequence[Section]) -> tuple[Question, ...]:
    asked = [question for part in parts for question in part.questions]
    asked += [question for section in sections for question in section.questions]
    return tuple({question.fact: question for question in asked}.values())[:MAX_QUESTIONS]


def _results(parts: Sequence[Part]) -> tuple[AwardResult, ...]:
    """Every result once; the cases of one award stay apart, and a later question's result is the one."""
    kept: dict[tuple[str, int], AwardResult] = {}
    for part in parts:
        seen: Counter[str] = Counter()
        for result in part.results:
            kept[result.award_id, seen[result.award_id]] = result
            seen[result.award_id] += 1
    return tuple(kept.values())
