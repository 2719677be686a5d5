"""Find time expressions: parse the islands of a text and take what covers them best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wortlaut.extract.timex.lexical import Island, find_islands
from wortlaut.extract.timex.meanings import Meaning
from wortlaut.extract.timex.tables import TimexTables
from wortlaut.grammar.rules import Extent, Node, select
from wortlaut.model import Span, Token


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression before it is resolved: where it stands, what it means, and how that was derived.

    `token` is its first token and `last` its last; `words` are those of the derivation,
    and `extent` is its part of them.
    """

    span: Span
    token: int
    last: int
    extent: Extent
    meaning: Meaning
    node: Node
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its words, its preposition left out."""
        first, last = self.extent
        return " ".join(self.words[first:last])

    def lines(self) -> list[str]:
        """The derivation for a person to read."""
        return list(self.node.lines(self.words))


def find_times(tokens: Sequence[Token], tables: TimexTables) -> tuple[Found, ...]:
    """All time expressions in the order of the text; no two overlap."""
    found: list[Found] = []
    for island, node in parse_times(tokens, tables):
        if node.kind != tables.pack.excluded:
            found.extend(_read(island, node))
    return tuple(found)


def parse_times(tokens: Sequence[Token], tables: TimexTables) -> Iterator[tuple[Island, Node]]:
    """Every stretch of words that the grammar has made something of, also of those that it keeps from being times."""
    for island in find_islands(tokens, tables):
        chart = tables.grammar.parse(island.nodes(tables))
        whole = [
            [node for node in nodes if node.kind in tables.pack.goals and island.is_whole(node)] for nodes in chart
        ]
        for node in select(whole, tables.pack.goals):
            yield island, node


def _read(island: Island, node: Node) -> list[Found]:
    extents = node.parts or (node.core,)
    meanings = node.value if node.parts else (node.value,)
    words = tuple(atom.text for atom in island.atoms)
    return [_place(island, extent, m, node, words) for extent, m in zip(extents, meanings, strict=True)]


def _place(island: Island, extent: Extent, meaning: Meaning, node: Node, words: tuple[str, ...]) -> Found:
    first, last = island.atoms[extent[0]], island.atoms[extent[1] - 1]
    return Found(Span(first.span.start, last.span.end), first.token, last.token, extent, meaning, node, words)
