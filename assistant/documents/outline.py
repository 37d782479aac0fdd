"""From a policy text to addressable clauses.

The level of a number comes from the order in which number styles open under one another in this
document; no style has a rank of its own. Addresses (``clause_id``):

* ``3.2.1`` is the path of the numbers; 第五条 is ``5`` in whatever chapter it stands. Where
  articles start again in every chapter the chapter's path is prefixed: ``2.5``.
* Chapters, sections and any other heading that articles stand under are clauses too. As articles
  have the plain numbers, these are named by their kind and the path of their numbers: ``ch2``
  (第二章), ``ch2.1`` (第二章第一节), ``sec2`` (二、 above articles), ``sec2.1``, ``book1``.
  Their own text is the heading and what stands before the first article. A list directly in a
  chapter is ``ch2.1`` as well. Where a document has chapters and no articles they are plain
  numbers like any other style.
* ``preamble``: before the first number, title, front matter and the notice that issues the text
  included. ``supplementary``: after the last, from 附则, the closing provisions, the signature
  or the list of attachments on. Numbers under an unnumbered 附则 are ``supplementary.1``.
* A second numbered document in the same file has a root of its own, see ``parts``. Where the notice
  has numbers itself, ``body`` is the title and opening of the text that it issues.
* A number that occurs twice in one place gets ``-2``, ``-3`` at its second, third … occurrence and
  is reported as unplaced.

Own ranges start at the beginning of a line and partition the text. An unnumbered paragraph after a
list belongs to the list's last clause, because clauses are contiguous; ``whole_end`` of the parent
takes it in. Lines that look like a number but stand in the middle of a sentence are reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.documents.addresses import Addressed, address
from assistant.documents.candidates import settle_markers
from assistant.documents.headings import read_heading, styles_with_headings
from assistant.documents.lines import Line, read_lines
from assistant.documents.model import Clause, Span, Unplaced
from assistant.documents.parts import split_parts
from assistant.documents.sentences import split_sentences
from assistant.documents.tree import grow
from assistant.documents.units import responsible_units


def parse_clauses(text: str) -> tuple[tuple[Clause, ...], tuple[Unplaced, ...]]:
    """The clauses of ``text`` in reading order and the lines that could not be placed.

    Every character of ``text`` is in the own range ``[start, end)`` of exactly one clause, and
    addresses are unique. A text without any number is one ``preamble``; an empty text has no clause.
    """
    if not text:
        return (), ()
    lines = settle_markers(read_lines(text))
    if not lines:
        return (Clause("preamble", "开头", "", 0, len(text), len(text), None, (), ()),), ()
    addressed: list[Addressed] = []
    unplaced: list[Unplaced] = []
    for part in split_parts(lines):
        nodes, doubts = grow(lines, part)
        taken = any(one.clause_id == "preamble" for one in addressed)
        addressed += address(part, nodes, len(addressed), "body" if taken else "preamble")
        unplaced += [Unplaced(Span(lines[index].start, lines[index].end), why) for index, why in doubts]
    addressed, repeats = _made_unique(addressed)
    unplaced += [Unplaced(Span(lines[index].start, lines[index].end), why) for index, why in repeats]
    clauses = _clauses(text, lines, addressed)
    return clauses, tuple(sorted(unplaced, key=lambda one: one.span.start))


def _made_unique(addressed: list[Addressed]) -> tuple[list[Addressed], list[tuple[int, str]]]:
    """The same list with every address once; what stands under a renamed clause is renamed with it."""
    taken: Counter[str] = Counter()
    unique: list[Addressed] = []
    repeats: list[tuple[int, str]] = []
    for one in addressed:
        clause_id, label = one.clause_id, one.label
        if one.parent is not None and clause_id.startswith(f"{addressed[one.parent].clause_id}."):
            old, new = addressed[one.parent], unique[one.parent]
            clause_id = new.clause_id + clause_id.removeprefix(old.clause_id)
            label = new.label + label.removeprefix(old.label)
        taken[clause_id] += 1
        if (count := taken[clause_id]) > 1:
            repeats.append((one.line, f"{label}出现了不止一次，这一处的地址改为 {clause_id}-{count}"))
            clause_id, label = f"{clause_id}-{count}", f"{label}（第{count}处）"
        unique.append(replace(one, clause_id=clause_id, label=label))
    return unique, repeats


def _clauses(text: str, lines: Sequence[Line], addressed: Sequence[Addressed]) -> tuple[Clause, ...]:
    starts = [lines[one.line].start for one in addressed]
    starts[:1] = [0]
    ends = [*starts[1:], len(text)]
    whole_ends = list(ends)
    for position in range(len(addressed) - 1, -1, -1):
        parent = addressed[position].parent
        if parent is not None:
            whole_ends[parent] = max(whole_ends[parent], whole_ends[position])
    headed = styles_with_headings(lines)
    clauses: list[Clause] = []
    for position, one in enumerate(addressed):
        next_line = addressed[position + 1].line if position + 1 < len(addressed) else len(lines)
        own = lines[one.line : next_line]
        has_body = len(own) > 1 or whole_ends[position] > ends[position]
        opening = own[0] if own else None
        paragraphs = _paragraphs(own)
        clauses.append(
            Clause(
                clause_id=one.clause_id,
                label=one.label,
                heading=read_heading(opening, has_body, headed) if opening else "",
                start=starts[position],
                end=ends[position],
                whole_end=whole_ends[position],
                parent_id=addressed[one.parent].clause_id if one.parent is not None else None,
                sentences=split_sentences(text, paragraphs),
                responsible_units=responsible_units(_unwrapped(text, paragraphs)),
            )
        )
    return tuple(clauses)


def _unwrapped(text: str, paragraphs: Sequence[Span]) -> str:
    return "\n".join(re.sub(r"[\r\n]+", "", text[one.start : one.end]) for one in paragraphs)


def _paragraphs(lines: Sequence[Line]) -> list[Span]:
    paragraphs: list[Span] = []
    for line in lines:
        if line.continues and paragraphs:
            paragraphs[-1] = Span(paragraphs[-1].start, line.end)
        else:
            paragraphs.append(Span(line.start, line.end))
    return paragraphs
