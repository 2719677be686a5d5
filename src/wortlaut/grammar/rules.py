"""Compositional rules over words: a name, a pattern, a production; every result keeps its derivation.

A pattern is a row of slots between spaces:

====================  ====================================================================================
``month``             something of this kind: a word of the lexicon, or what another rule has produced
``month|season``      one of several kinds
``month?``            may be missing; the production gets None for it
``'bis'``             this very word (in small letters); the production gets nothing for it
``(signal)``          needed, but outside the span of what is produced: *bis* in "bis Freitag"
``+date``             a part: it keeps a span of its own, and the production gives a meaning for each part
====================  ====================================================================================

The production gets the values of the slots that are no literal words, in order, and gives the value of the whole, or
None where the words make no sense together (the thirtieth of February). Rules are tried in every order that fits, so
their order says nothing; `select` then takes the parse that covers most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import signature
from itertools import compress, product
from typing import Any, NamedTuple

_KIND = r"(?:'[^']+'|[\w-]+)"
_KINDS = rf"{_KIND}(?:\|{_KIND})*"
_SLOT = re.compile(rf"(?:(?P<part>\+)?(?P<inside>{_KINDS})|\((?P<outside>{_KINDS})\))(?P<optional>\?)?")

Extent = tuple[int, int]


class Node(NamedTuple):
    """Words ``[first, last)`` and what they mean; `core` leaves out the words that are needed but outside.

    `parts` are the extents of the parts whose meanings `value` lists, or empty where the node is one thing.
    """

    kind: str
    value: Any
    first: int
    last: int
    core: Extent
    rule: str | None = None
    children: tuple[Node, ...] = ()
    parts: tuple[Extent, ...] = ()

    def rules(self) -> Iterator[str]:
        """The names of the rules that made it, innermost first."""
        for child in self.children:
            yield from child.rules()
        if self.rule is not None:
            yield self.rule

    def lines(self, words: Sequence[str], depth: int = 0) -> Iterator[str]:
        """The derivation for a person to read: a line for each step, what it is made of below it."""
        text = " ".join(words[self.first : self.last])
        yield f"{'  ' * depth}{self.rule or self.kind}: {text}"
        for child in self.children:
            yield from child.lines(words, depth + 1)


@dataclass(frozen=True, slots=True)
class Rule:
    """What the words mean together; `kind` is what slots of other patterns call the result."""

    name: str
    kind: str
    pattern: str
    production: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class _Slot:
    kinds: frozenset[str]
    literal: bool
    outside: bool
    part: bool


@dataclass(frozen=True, slots=True)
class _Shape:
    """One way to read a rule's pattern: which of its slots are there, and which are left out."""

    rule: Rule
    present: tuple[_Slot, ...]
    values: tuple[int | None, ...]

    @classmethod
    def of(cls, rule: Rule, slots: Sequence[_Slot], there: Sequence[bool]) -> _Shape:
        """The shape with those slots that are `there`; `values` says which child gives each value, if any does."""
        places = iter(range(len(slots)))
        numbers = [next(places) if present else None for present in there]
        values = tuple(number for slot, number in zip(slots, numbers, strict=True) if not slot.literal)
        return cls(rule, tuple(compress(slots, there)), values)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules made ready for parsing; `literals` are the words that patterns name."""

    rules: tuple[Rule, ...]
    literals: frozenset[str] = field(init=False)
    _alone: Mapping[str, tuple[_Shape, ...]] = field(init=False)
    _by_pair: Mapping[tuple[str, str], tuple[_Shape, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Read every pattern; a bad one raises `ValueError` with the rule's name."""
        alone: dict[str, list[_Shape]] = {}
        by_pair: dict[tuple[str, str], list[_Shape]] = {}
        literals: set[str] = set()
        for rule in self.rules:
            for shape in _shapes(rule):
                for slot in shape.present:
                    literals |= {kind[1:-1] for kind in slot.kinds if kind.startswith("'")}
                for kind in shape.present[0].kinds:
                    if len(shape.present) == 1:
                        alone.setdefault(kind, []).append(shape)
                    for behind in shape.present[1].kinds if len(shape.present) > 1 else ():
                        by_pair.setdefault((kind, behind), []).append(shape)
        object.__setattr__(self, "literals", frozenset(literals))
        object.__setattr__(self, "_alone", {kind: tuple(shapes) for kind, shapes in alone.items()})
        object.__setattr__(self, "_by_pair", {kinds: tuple(shapes) for kinds, shapes in by_pair.items()})

    def parse(self, words: Sequence[Iterable[Node]]) -> list[list[Node]]:
        """All nodes by their first word, given the nodes of the lexicon for each word."""
        chart: list[list[Node]] = [[] for _ in range(len(words) + 1)]
        for start in range(len(words) - 1, -1, -1):
            agenda = list(words[start])
            seen: set[tuple[str, int, Any, Extent]] = set()
            while agenda:
                node = agenda.pop()
                key = (node.kind, node.last, node.value, node.core)
                if key not in seen:
                    seen.add(key)
                    chart[start].append(node)
                    agenda.extend(self._grow(node, chart))
        return chart

    def _grow(self, node: Node, chart: Sequence[Sequence[Node]]) -> Iterator[Node]:
        """The nodes that rules make of `node` and what stands behind it."""
        for shape in self._alone.get(node.kind, ()):
            if (made := _produce(shape, (node,))) is not None:
                yield made
        for behind in chart[node.last]:
            for shape in self._by_pair.get((node.kind, behind.kind), ()):
                for children in _extend((node, behind), shape.present, chart):
                    if (made := _produce(shape, children)) is not None:
                        yield made


def select(chart: Sequence[Sequence[Node]], kinds: frozenset[str]) -> list[Node]:
    """The nodes of these kinds that together explain most with the fewest things; no two overlap."""
    best: list[tuple[int, tuple[Node, ...]]] = [(0, ())] * (len(chart) + 1)
    for start in range(len(chart) - 1, -1, -1):
        best[start] = best[start + 1]
        for node in chart[start]:
            if node.kind not in kinds:
                continue
            weight, behind = best[node.last]
            weight += _weigh(node)
            if weight > best[start][0]:
                best[start] = (weight, (node, *behind))
    return list(best[0][1])


def _weigh(node: Node) -> int:
    """Words that are part of what is meant count double, those that are only needed once; each thing found costs.

    So "im Jahr 1990" is one thing and "Mitte Januar und Ende Februar" two.
    """
    extents = node.parts or (node.core,)
    inside = sum(last - first for first, last in extents)
    return 2 * (node.last - node.first + inside) - 3 * len(extents)


def _shapes(rule: Rule) -> Iterator[_Shape]:
    slots: list[_Slot] = []
    choices: list[tuple[bool, ...]] = []
    for word in rule.pattern.split():
        match = _SLOT.fullmatch(word)
        if match is None:
            raise ValueError(f"rule {rule.name!r}: {word!r} is no slot")
        kinds = frozenset((match["inside"] or match["outside"]).split("|"))
        literal = all(kind.startswith("'") for kind in kinds)
        slots.append(_Slot(kinds, literal, match["outside"] is not None, bool(match["part"])))
        choices.append((True, False) if match["optional"] else (True,))
    _check_production(rule, sum(not slot.literal for slot in slots))
    if all(slot.outside or len(choice) > 1 for slot, choice in zip(slots, choices, strict=True)):
        raise ValueError(f"rule {rule.name!r}: nothing is sure to lie inside its span")
    for there in product(*choices):
        if any(there):
            yield _Shape.of(rule, slots, there)


def _check_production(rule: Rule, count: int) -> None:
    try:
        signature(rule.production).bind(*[None] * count)
    except (TypeError, ValueError) as error:  # the latter for builtins that do not tell what they take
        raise ValueError(f"rule {rule.name!r}: the production does not take {count} values: {error}") from None


def _extend(
    children: tuple[Node, ...], slots: Sequence[_Slot], chart: Sequence[Sequence[Node]]
) -> Iterator[tuple[Node, ...]]:
    if len(children) == len(slots):
        yield children
        return
    kinds = slots[len(children)].kinds
    for node in chart[children[-1].last]:
        if node.kind in kinds:
            yield from _extend((*children, node), slots, chart)


def _produce(shape: _Shape, children: tuple[Node, ...]) -> Node | None:
    value = shape.rule.production(*[None if i is None else children[i].value for i in shape.values])
    if value is None:
        return None
    parts: tuple[Extent, ...] = ()
    inside: list[Extent] = []
    for slot, node in zip(shape.present, children, strict=True):
        if slot.part:
            parts += node.parts or (node.core,)
        elif not slot.outside:
            inside.append(node.core)
    if not parts and len(children) == 1:
        parts = children[0].parts
    extents = parts or inside
    core = (extents[0][0], extents[-1][1])
    return Node(shape.rule.kind, value, children[0].first, children[-1].last, core, shape.rule.name, children, parts)
