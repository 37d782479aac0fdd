"""Which clauses a question means: by their address, by going on from one (那七呢), by what they are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.awards.rulebook import RuleBook
from assistant.conversation.sentences import leaves_unsaid
from assistant.conversation.session import ClauseRef, SessionState
from assistant.conversation.turn import Part
from assistant.conversation.understand import Reader
from assistant.conversation.wording_files import Ask
from assistant.documents.model import Document
from assistant.retrieval.address import AddressMention, find_addresses

_ABOUT_AWARDS = frozenset(
    {"amount", "condition", "procedure", "detail", "stacking", "compare", "total", "promise"}
)
#: Beside a clause these ask what it says.
_IDLE: frozenset[Ask] = frozenset({"none", "smalltalk", "summary"})
#: What is asked of the next clause too, where a follow-up only gives its number.
_GOES_OVER: frozenset[Ask] = frozenset({"amount", "condition", "units", "procedure", "text", "definition"})
#: What a clause named by what it is about may be asked for; of an award that is named the award is asked.
_OF_A_CLAUSE = frozenset(
    {"units", "text", "summary", "definition", "procedure", "amount", "condition", "none"}
)
_NUMBER = r"(?:\d{1,3}|[零一二三四五六七八九十百]{1,4})"
#: 六呢, 那第七条的呢, 九和十呢: nothing but numbers.
_BARE = re.compile(
    rf"(?:那么?|还有|再看|换)?[,，]?第?(?P<numbers>{_NUMBER}(?:[、,和与及跟]第?{_NUMBER})*)条?的?呢"
)
#: 讲园区的那条, 关于数据的条款.
_CALLED = re.compile(
    r"(?P<topic>[^，。？！；,!?;:：\s]{2,24}?)的?(?:[那这](?:一|个)?条(?![件例文龙路])|(?<=的)(?:条款|条文|一条)(?!件))"
)
#: So long, words that neither a heading has nor 讲 or 关于 leads in are a topic.
_TOPIC = 4
#: What may stand before a clause's topic; what is left of the words is what the clause is about.
_LEADS = re.compile(
    r"^.*(?:关于|有关|涉及|针对|对于|讲到?|说到?|管|写|提到|问问?|咨询|请教|了解|查|里|中)(?=.{2})"
)
_NO_TOPIC = re.compile(
    r"请问|想问|我们?|你们?|您|那个|就是|还有|刚才|刚刚|上面|前面|这|那|的|一下|说过?|提过?"
)


class ClausesMeant:
    """``find`` looks up the clause that a few words are about."""

    def __init__(
        self,
        rulebook: RuleBook,
        document: Document,
        find: Callable[[str], ClauseRef | None],
        reader: Reader,
    ) -> None:
        self._rulebook = rulebook
        self._document = document
        self._find = find
        self._reader = reader
        self._sure = reader.model.sure

    def __call__(self, part: Part, text: str, session: SessionState) -> None:
        """Puts into ``part`` the clauses that ``text`` means, and their awards where those are asked for."""
        next_one = _BARE.fullmatch(text.rstrip("？?。!！ ")) if session.topic_clauses else None
        place = f"第{next_one['numbers'].replace('第', '')}条" if next_one else text
        mentions = find_addresses(place, self._document)
        part.passages = tuple(m.span for m in mentions if m.span is not None)
        part.no_such_clause = tuple(place[m.start : m.end] for m in mentions if m.clause_id is None)
        part.clauses = self._named(mentions)
        if not mentions and not part.named and part.ask in _OF_A_CLAUSE:
            part.clauses = self._about(part.text)
        if next_one and not part.clauses:
            # No award is meant by the number of a clause that there is not.
            part.ask, part.awards = "text", ()
        if not part.clauses:
            return
        if mentions and not part.cued and (ask := self._reader.cue(_without(place, mentions))):
            # 第十条多少: what is left beside the address is a cue by itself.
            part.ask, part.cued = ask, True
        if (next_one or leaves_unsaid(text)) and not part.cued and session.topic_clauses:
            part.ask = session.last_ask if session.last_ask in _GOES_OVER else "text"
            part.awards = ()
        elif part.ask in _IDLE or not (part.cued or self._sure(part.text) == part.ask in _GOES_OVER):
            part.ask = "text"
        if not part.named and part.ask in _ABOUT_AWARDS:
            # 第十条能补多少 is about the awards of that clause.
            numbers = {clause_id for _, clause_id in part.clauses}
            part.awards = tuple(
                a for a, award in self._rulebook.awards.items() if award.rule.clause in numbers
            )
            part.named = bool(part.awards)
            meant = self._reader.however_named(part.text)
            # 第八条给团队多少 is about that one of them.
            part.awards = tuple(a for a in part.awards if a in meant) or part.awards

    def neighbour(self, clause_id: str, step: int) -> tuple[ClauseRef, ...]:
        """The clause before or after, at the same depth."""
        clauses = [c.clause_id for c in self._document.clauses if c.parent_id is None]
        if clause_id not in clauses:
            return ()
        place = clauses.index(clause_id) + step
        return ((self._document.document_id, clauses[place]),) if 0 <= place < len(clauses) else ()

    def _named(self, mentions: Sequence[AddressMention]) -> tuple[ClauseRef, ...]:
        found = [m.clause_id for m in mentions if m.clause_id is not None]
        return tuple((self._document.document_id, clause_id) for clause_id in dict.fromkeys(found))

    def _about(self, text: str) -> tuple[ClauseRef, ...]:
        """The clause whose heading has the topic that ``text`` names one by, else the one found for it."""
        called = _CALLED.search(text)
        topic = _LEADS.sub("", called["topic"]).removesuffix("的") if called else ""
        if called is None or len(_NO_TOPIC.sub("", topic)) < 2:
            return ()
        headed = [c for c in self._document.clauses if c.parent_id is None and topic in c.heading.casefold()]
        if len(headed) == 1:
            return ((self._document.document_id, headed[0].clause_id),)
        if topic == called["topic"].removesuffix("的") and len(topic) < _TOPIC:
            # 市里这条 says nothing of what it is about.
            return ()
        found = self._find(topic)
        return (found,) if found else ()


def _without(text: str, mentions: Sequence[AddressMention]) -> str:
    for mention in reversed(mentions):
        text = text[: mention.start] + text[mention.end :]
    return text.strip(" ,，。?？!！")
