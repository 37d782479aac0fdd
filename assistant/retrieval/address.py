"""Addresses of clauses in free text: 第八条, 八、, art 8, 第三条（二）, 第8条第二句, 附则, 开头.

Exact and deterministic: an address names one place of a document, or a place it does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.documents.model import Clause, Document, Span
from assistant.language.normalise import normalise

_NUMBER = r"(?:\d(?:\s?\d){0,2}|[〇零一二三四五六七八九十百]{1,5})"
_PATH = rf"{_NUMBER}(?:\s*\.\s*{_NUMBER})*"
_NEXT = rf"\s*条?\s*[、,和与及跟至到~-]\s*第?\s*{_NUMBER}"
_SUB = rf"\s*(?:第?\s*\(\s*{_NUMBER}\s*\)\s*[款项点目]?|第\s*{_NUMBER}\s*[款项点段目])"
_SENTENCE = rf"\s*(?:的\s*)?(?P<sentence>第\s*{_NUMBER}\s*句话?|最后一句话?|末句|首句)"
_ARTICLE = re.compile(
    rf"第\s*(?P<path>{_PATH})(?P<more>(?:{_NEXT})*)\s*条(?P<subs>(?:{_SUB})*)(?:{_SENTENCE})?"
)
_BARE_ARTICLE = re.compile(
    rf"^(?P<path>{_PATH})(?P<more>)\s*条(?P<subs>(?:{_SUB})*)(?:{_SENTENCE})?(?=$|的|里|中|规定|说|讲|写|是|内容|原文|归|由|找|责任|牵头)"
)
_OUTLINE = re.compile(
    rf"(?P<path>{_NUMBER})\s*、?(?P<more>)(?P<subs>(?:\s*\(\s*{_NUMBER}\s*\)\s*[款项点目]?)+)(?:{_SENTENCE})?"
)
_ENGLISH = re.compile(
    r"(?<![a-z])(?:art(?:icle)?s?|clause|section|sec|no)\s*\.?\s*(?P<path>\d{1,3}(?:\.\d{1,3})*)(?![\d.]*[%\d])"
    r"(?P<more>)(?P<subs>(?:\s*\(\s*\d{1,2}\s*\))*)"
)
_CHAPTER = re.compile(rf"第\s*(?P<number>{_NUMBER})\s*(?P<kind>[章编节]|部分)(?!\s*的?\s*第)")
_FROM_END = re.compile(rf"最后一条|末条|倒数第\s*(?P<back>{_NUMBER})\s*条")
_CLOSING = re.compile(r"附则|最后一(?:段|部分|节)话?|末段|结尾(?:段|部分|那段|的?那?一段)|文末")
_OPENING = re.compile(r"前言|序言|引言|导语|开头(?:段|部分|那段|的?那?一段|的?那?几句)|第一段(?:话)?(?!时)")
_WHOLE_CLOSING = re.compile(r"结尾|末尾|最后")
_WHOLE_OPENING = re.compile(r"开头|开篇|导言|序|preamble")
_WHOLE_NUMBER = re.compile(
    rf"\(?\s*(?P<path>{_PATH})\s*\)?\s*[、.条]?(?P<more>)(?P<subs>(?:\s*\(\s*{_NUMBER}\s*\))*)"
)
_OTHER_TITLE = re.compile(r"《([^《》]+)》\s*(?:中?的?|里的?)?\s*$")
#: What may stand around an address without asking for anything but the place itself.
_FILLER = re.compile(
    r"请问|请|麻烦|帮我|帮忙|给我|我想|我要|想要|看一下|查一下|看看|查查|看下|查下|看|查|念|读|找|一下|打开|显示|翻到|发我|"
    r"原文|全文|条文|内容|具体|说的?|讲的?|规定的?|写的?|是|什么|啥|哪些|怎么|如何|有|了|的|里面|里|中|呢|吗|呀|和|与|及|"
    r"政策|措施|文件|通知|办法|这个|那个|本|该|一段|这段|那段|[\s,。、;:?!.()]"
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}


@dataclass(frozen=True, slots=True)
class AddressMention:
    """An address in a text: ``text[start:end]`` of the message as it was typed.

    ``clause_id`` and ``span`` (a range of the document's text: the clause with its sub-clauses, a
    paragraph or a sentence of it) are None where the document has no such place.
    """

    start: int
    end: int
    clause_id: str | None
    span: Span | None


def find_addresses(text: str, document: Document) -> tuple[AddressMention, ...]:
    """Every address that ``text`` names, in order, resolved in ``document``."""
    normalised = normalise(text)
    plain = normalised.text.lower()
    found: list[tuple[int, int, list[_Place]]] = []
    for start, end, places in _scan(plain, document):
        if not any(start < other_end and other_start < end for other_start, other_end, _ in found):
            found.append((start, end, places))
    mentions = []
    for start, end, places in sorted(found, key=lambda item: item[0]):
        first, last = normalised.origin(start, end)
        mentions += [AddressMention(first, last, place.clause_id, place.span) for place in places]
    return tuple(mentions)


def is_only_address(text: str, document: Document) -> bool:
    """Whether ``text`` asks for places of ``document`` by address and for nothing else."""
    mentions = find_addresses(text, document)
    if not mentions:
        return False
    rest = list(text)
    for mention in mentions:
        rest[mention.start : mention.end] = "\n" * (mention.end - mention.start)
    plain = normalise("".join(rest)).text.lower()
    for name in (document.title, *document.aliases):
        plain = plain.replace(normalise(name).text.lower(), " ")
    return not _FILLER.sub("", plain.replace("《", "").replace("》", ""))


@dataclass(frozen=True, slots=True)
class _Place:
    clause_id: str | None
    span: Span | None


_NOWHERE = _Place(None, None)


def _scan(plain: str, document: Document) -> Iterator[tuple[int, int, list[_Place]]]:
    whole = plain.strip(" \t\r\n?。!,")
    if whole:
        offset = plain.index(whole)
        places = _whole(whole, document)
        if places:
            yield offset, offset + len(whole), places
    for match in _FROM_END.finditer(plain):
        yield match.start(), match.end(), [_from_end(match, document)]
    for pattern in (_ARTICLE, _BARE_ARTICLE, _OUTLINE, _ENGLISH):
        for match in pattern.finditer(plain):
            if not _of_another_text(plain[: match.start()], document):
                yield match.start(), match.end(), _articles(match, document)
    for match in _CHAPTER.finditer(plain):
        place = _chapter(match, document)
        if place is not _NOWHERE or not _FILLER.sub("", plain.replace(match.group(), "")):
            yield match.start(), match.end(), [place]
    for pattern, opening in ((_CLOSING, False), (_OPENING, True)):
        for match in pattern.finditer(plain):
            yield match.start(), match.end(), [_edge(document, opening)]


def _whole(whole: str, document: Document) -> list[_Place]:
    """The places when the whole message is one address of a kind that means one only when it stands alone."""
    if _WHOLE_CLOSING.fullmatch(whole):
        return [_edge(document, opening=False)]
    if _WHOLE_OPENING.fullmatch(whole):
        return [_edge(document, opening=True)]
    match = _WHOLE_NUMBER.fullmatch(whole)
    if match is None:
        return []
    places = _articles(match, document)
    # Two digits are an address even where the document ends sooner; a longer number may be a figure.
    return places if places != [_NOWHERE] or len(match["path"].replace(" ", "")) <= 2 or "." in whole else []


def _of_another_text(before: str, document: Document) -> bool:
    title = _OTHER_TITLE.search(before)
    if title is None:
        return False
    named = title.group(1)
    own = [normalise(name).text.lower() for name in (document.title, *document.aliases)]
    return not any(named in name or name in named for name in own)


def _articles(match: re.Match[str], document: Document) -> list[_Place]:
    path = ".".join(str(read_number(part)) for part in match["path"].split("."))
    paths = [path]
    previous = path
    for step in re.finditer(rf"([、,和与及跟至到~-])\s*第?\s*({_NUMBER})", match["more"]):
        number = read_number(step.group(2))
        if step.group(1) in "至到~-" and previous.isdigit() and 0 < number - int(previous) < 100:
            paths += [str(n) for n in range(int(previous) + 1, number + 1)]
        else:
            paths.append(str(number))
        previous = str(number)
    places = [_place(document.clause(path), document) for path in paths]
    groups = match.groupdict()
    for sub in re.finditer(_SUB, groups["subs"]):
        places[-1] = _sub_place(places[-1], sub.group(), document)
    sentence = groups.get("sentence")
    if sentence:
        places[-1] = _sentence(places[-1], sentence, document)
    return places


def _place(clause: Clause | None, document: Document) -> _Place:
    if clause is None:
        return _NOWHERE
    text = document.whole_text(clause)
    return _Place(clause.clause_id, Span(clause.start, clause.start + len(text.rstrip())))


def _sub_place(place: _Place, sub: str, document: Document) -> _Place:
    """Item or paragraph ``sub`` of a place; 款 without numbered items counts the paragraphs."""
    if place.clause_id is None or place.span is None:
        return _NOWHERE
    number = read_number(re.sub(r"[^\d〇零一二三四五六七八九十百]", "", sub))
    child = document.clause(f"{place.clause_id}.{number}")
    if child is not None:
        return _place(child, document)
    if not re.search(r"[款段]", sub):
        return _NOWHERE
    paragraphs = [
        Span(place.span.start + m.start(), place.span.start + m.end())
        for m in re.finditer(r"[^\n]*\S[^\n]*", document.text[place.span.start : place.span.end])
    ]
    return _Place(place.clause_id, paragraphs[number - 1]) if 0 < number <= len(paragraphs) else _NOWHERE


def _sentence(place: _Place, words: str, document: Document) -> _Place:
    clause = document.clause(place.clause_id) if place.clause_id else None
    if clause is None or place.span is None:
        return _NOWHERE
    within = [s for s in clause.sentences if place.span.start <= s.start and s.end <= place.span.end]
    # The line of responsible units in brackets is no sentence to a reader who counts.
    inside = [s for s in within if document.text[s.start] not in "（(〔[【"]
    number = re.search(_NUMBER, words) if words.startswith("第") else None
    index = read_number(number.group()) - 1 if number else (0 if words == "首句" else len(inside) - 1)
    return _Place(clause.clause_id, inside[index]) if 0 <= index < len(inside) else _NOWHERE


def _chapter(match: re.Match[str], document: Document) -> _Place:
    number = read_number(match["number"])
    for clause in document.clauses:
        label = _CHAPTER.search(normalise(clause.label).text)
        if label and label["kind"] == match["kind"] and read_number(label["number"]) == number:
            return _place(clause, document)
    return _NOWHERE


def _from_end(match: re.Match[str], document: Document) -> _Place:
    articles = [c for c in document.clauses if c.clause_id.isdigit()]
    back = read_number(match["back"]) if match["back"] else 1
    return _place(articles[-back], document) if 0 < back <= len(articles) else _NOWHERE


def _edge(document: Document, opening: bool) -> _Place:
    named = document.clause("preamble" if opening else "supplementary")
    if named is None and not opening and document.clauses:
        named = document.clauses[-1]
    return _place(named, document)


def read_number(text: str) -> int:
    """A whole number below 1,000 in digits or Chinese numerals: "1 0", 十二, 二十, 一百零三."""
    text = re.sub(r"\s", "", text)
    if text.isdigit():
        return int(text)
    if not re.search(r"[十百]", text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            total += (digit or 1) * {"十": 10, "百": 100}[character]
            digit = 0
    return total + digit
