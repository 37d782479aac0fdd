"""Addresses (``clause_id``) and labels of a part's clauses; the rules stand in ``outline``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.markers import STRUCTURAL, Marker, Style
from assistant.documents.numerals import to_chinese
from assistant.documents.parts import Part
from assistant.documents.tree import Node


@dataclass(frozen=True, slots=True)
class Addressed:
    """A clause's address and label, its first line, and its parent's position in the whole list."""

    clause_id: str
    label: str
    line: int
    parent: int | None


#: How a heading above articles begins its address, so that articles keep the plain numbers.
_CONTAINER = {Style.BOOK: "book", Style.PART: "part", Style.CHAPTER: "ch"}
_STRUCTURAL_UNIT = {
    Style.BOOK: "编",
    Style.PART: "部分",
    Style.CHAPTER: "章",
    Style.SECTION: "节",
    Style.ARTICLE: "条",
}


def address(part: Part, nodes: Sequence[Node], offset: int, body_root: str) -> list[Addressed]:
    """Address and label of each node; ``offset`` is the position of the first one in the whole list.

    ``body_root``: the address of what stands before the first number of a main part.
    """
    namer = _Namer(part, nodes, body_root)
    return [
        Addressed(
            *namer.name(position),
            line=node.line,
            parent=None if node.parent is None else node.parent + offset,
        )
        for position, node in enumerate(nodes)
    ]


class _Namer:
    def __init__(self, part: Part, nodes: Sequence[Node], body_root: str) -> None:
        self._part = part
        self._nodes = nodes
        self._body_root = body_root
        articles = [position for position, node in enumerate(nodes) if _style(node) is Style.ARTICLE]
        above = {_style(nodes[ancestor]) for position in articles for ancestor in self._ancestors(position)}
        self._containers = above | set(STRUCTURAL[:-1]) if articles else set()
        self._containers -= {None, Style.CLOSING}
        self._restarts = self._articles_restart(articles)

    def name(self, position: int) -> tuple[str, str]:
        node = self._nodes[position]
        if node.is_root:
            if self._part.kind == "attachment":
                return self._part.root, self._part.label
            if self._body_root == "preamble":
                return "preamble", "开头"
            return self._body_root, "正文"
        clause_id, label = self._own(position)
        prefix = f"{self._part.root}." if self._part.root else ""
        return prefix + clause_id, self._part.label + label

    def _own(self, position: int) -> tuple[str, str]:
        """Address and label without the part's root."""
        node = self._nodes[position]
        marker = node.marker
        if marker is None or marker.style is Style.CLOSING:
            return "supplementary", "附则"
        containers = [
            one for one in self._ancestors(position) if _style(self._nodes[one]) in self._containers
        ]
        numbers = [self._number(one) for one in reversed(containers)]
        if marker.style is Style.ARTICLE:
            label = _label(marker, first=True)
            if self._restarts and containers:
                above = "".join(self._container_label(one) for one in reversed(containers))
                return ".".join([*numbers, str(marker.number)]), above + label
            return str(marker.number), label
        if self._is_container(position):
            outermost = containers[-1] if containers else position
            kind = _CONTAINER.get(self._style_of(outermost), "sec")
            above = "".join(self._container_label(one) for one in reversed(containers))
            return kind + ".".join([*numbers, str(marker.number)]), above + self._container_label(position)
        parent = node.parent
        if parent is None or self._nodes[parent].is_root:
            return str(marker.number), _label(marker, first=True)
        parent_id, parent_label = self._own(parent)
        return f"{parent_id}.{marker.number}", parent_label + _label(marker, first=False)

    def _is_container(self, position: int) -> bool:
        """Whether articles can stand under it: its style does elsewhere, and it is in no article itself."""
        inside = any(_style(self._nodes[one]) is Style.ARTICLE for one in self._ancestors(position))
        return _style(self._nodes[position]) in self._containers and not inside

    def _container_label(self, position: int) -> str:
        marker = self._nodes[position].marker
        assert marker is not None
        if marker.style is Style.CHINESE:
            return f"第{to_chinese(marker.number)}部分"
        return _label(marker, first=False)

    def _ancestors(self, position: int) -> list[int]:
        """From the parent outwards."""
        ancestors: list[int] = []
        parent = self._nodes[position].parent
        while parent is not None:
            ancestors.append(parent)
            parent = self._nodes[parent].parent
        return ancestors

    def _articles_restart(self, articles: Sequence[int]) -> bool:
        """Whether a chapter after the first one begins with article 1 again."""
        seen: set[int] = set()
        home: int | None = None
        for position in articles:
            number, parent = self._number(position), self._nodes[position].parent
            if int(number) == 1 and 1 in seen and parent != home:
                return True
            seen.add(int(number))
            home = parent
        return False

    def _number(self, position: int) -> str:
        marker = self._nodes[position].marker
        assert marker is not None
        return str(marker.number)

    def _style_of(self, position: int) -> Style:
        marker = self._nodes[position].marker
        assert marker is not None
        return marker.style


def _style(node: Node) -> Style | None:
    return node.marker.style if node.marker else None


def _label(marker: Marker, first: bool) -> str:
    """A marker in words; ``first`` where it opens the label: 一、 is then 第一条."""
    words = to_chinese(marker.number)
    if marker.style in _STRUCTURAL_UNIT:
        return f"第{words}{_STRUCTURAL_UNIT[marker.style]}"
    if marker.style is Style.CHINESE:
        return f"第{words}条" if first else f"{words}、"
    if marker.style is Style.CHINESE_BRACKETS:
        return f"（{words}）"
    if marker.style is Style.ARABIC:
        return f"第{marker.number}{'条' if first else '项'}"
    if marker.style is Style.CIRCLED and 1 <= marker.number <= 20:
        return chr(ord("①") + marker.number - 1)
    return f"（{marker.number}）"
