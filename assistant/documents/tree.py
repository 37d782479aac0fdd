"""Which of a part's candidate markers open clauses, and under which other clause each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.closing import closing_line
from assistant.documents.lines import Line
from assistant.documents.markers import STRUCTURAL, Marker, Style
from assistant.documents.parts import Part


@dataclass(frozen=True, slots=True)
class Node:
    """A clause before it has an address; ``marker`` is None for a part's root and its closing."""

    line: int
    marker: Marker | None
    parent: int | None
    is_root: bool = False


Doubt = tuple[int, str]


def grow(lines: Sequence[Line], part: Part) -> tuple[list[Node], list[Doubt]]:
    """The nodes of ``part`` in reading order, and the candidate lines left out or out of order."""
    grower = _Grower(lines, part)
    for index in range(part.first, part.last):
        marker = lines[index].marker
        if marker is not None:
            grower.take(index, marker)
    return grower.finished(), grower.doubts


class _Grower:
    def __init__(self, lines: Sequence[Line], part: Part) -> None:
        self._lines = lines
        self._part = part
        self.nodes: list[Node] = []
        self.doubts: list[Doubt] = []
        #: Open nodes from the outermost to the innermost, with their markers.
        self._open: list[tuple[int, Marker]] = []
        #: The last number of each style, in whatever clause it stood: counts that run on across chapters.
        self._reached: dict[Style, int] = {}
        self._root: int | None = None

    def take(self, index: int, marker: Marker) -> None:
        if not self.nodes:
            self._plant(index)
        if marker.style is Style.CLOSING:
            if not self._lines[index].continues and any(node.marker for node in self.nodes):
                self._open = []
                self._push(index, marker)
            return
        depth = self._depth(index, marker)
        if depth is None:
            return
        if depth < len(self._open) and self._open[depth][1].number > marker.number:
            self.doubts.append((index, "编号比同级的前一个小，请核对原文"))
        del self._open[depth:]
        self._push(index, marker)

    def finished(self) -> list[Node]:
        if not self.nodes:
            self._plant(self._part.last)
        has_closing = any(node.marker and node.marker.style is Style.CLOSING for node in self.nodes)
        if any(node.marker for node in self.nodes) and not has_closing:
            numbered = [(node.line, node.marker) for node in self.nodes if node.marker]
            line = closing_line(self._lines, numbered, self._part.last)
            if line is not None:
                self.nodes.append(Node(line, None, self._root))
        return self.nodes

    def _plant(self, first_number: int) -> None:
        """The root: what stands before the first number; an attachment always has one."""
        if first_number > self._part.first or self._part.kind != "main":
            self.nodes.append(Node(self._part.first, None, None, is_root=True))
            self._root = 0 if self._part.kind != "main" else None

    def _push(self, index: int, marker: Marker) -> None:
        parent = self._open[-1][0] if self._open else self._root
        self.nodes.append(Node(index, marker, parent))
        self._open.append((len(self.nodes) - 1, marker))
        self._reached[marker.style] = marker.number

    def _depth(self, index: int, marker: Marker) -> int | None:
        """The depth at which ``marker`` stands, or None where it opens no clause."""
        same = [depth for depth, (_, one) in enumerate(self._open) if one.style is marker.style][::-1]
        called_for = next((depth for depth in same if self._open[depth][1].number + 1 == marker.number), None)
        weak = self._lines[index].continues or marker.doubtful
        if weak:
            return self._weak_depth(index, marker, called_for, same)
        if called_for is not None:
            return called_for
        if not same:
            return self._new_depth(marker)
        if marker.number == 1 and self._in_article_below(same[0]):
            return len(self._open)
        return next((depth for depth in same if self._open[depth][1].number < marker.number), same[0])

    def _weak_depth(
        self, index: int, marker: Marker, called_for: int | None, same: Sequence[int]
    ) -> int | None:
        """A line that may just go on with a sentence is believed only in an unbroken count."""
        if not (self._lines[index].continues and marker.doubtful):
            if called_for is not None and not self._comes_later(index, marker.number, marker, called_for):
                return called_for
            # 3, 5, 6: a number was lost, but the count goes on from this one.
            before = next((depth for depth in same if self._open[depth][1].number < marker.number), None)
            if before is not None and self._comes_later(index, marker.number + 1, marker, before):
                return before
            if not same and self._reached.get(marker.style, 0) + 1 == marker.number > 1:
                return self._new_depth(marker)
            starts = marker.number == 1 and not same
            if starts and self._comes_later(index, 2, marker, len(self._open), even_doubtful=True):
                return self._new_depth(marker)
        self.doubts.append((index, "行首像编号，但前一行的句子没有结束或与前后编号接不上，按正文处理"))
        return None

    def _new_depth(self, marker: Marker) -> int:
        """Below what is open; only 第X… styles stand above those that are smaller than they."""
        if marker.style in STRUCTURAL:
            rank = STRUCTURAL.index(marker.style)
            for depth, (_, one) in enumerate(self._open):
                if one.style in STRUCTURAL and STRUCTURAL.index(one.style) > rank:
                    return depth
        return len(self._open)

    def _in_article_below(self, depth: int) -> bool:
        return any(one.style is Style.ARTICLE for _, one in self._open[depth + 1 :])

    def _comes_later(
        self, index: int, number: int, marker: Marker, depth: int, even_doubtful: bool = False
    ) -> bool:
        """Whether ``number`` begins a paragraph before anything above ``depth`` goes on."""
        above = {one.style for _, one in self._open[:depth]}
        for line in self._lines[index + 1 : self._part.last]:
            other = line.marker
            if other is None or line.continues or (other.doubtful and not even_doubtful):
                continue
            if other.style is marker.style:
                return other.number == number
            if other.style in above:
                return False
        return False
