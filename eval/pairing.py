"""Pair what was annotated with what was read, and give credit for each part: the metric of the Wikinews set.

In each document annotated and read quotations are paired one to one so that the overlap of their quotes, summed in
tokens, is greatest (Petersen-Frey & Biemann 2024). Each part of each pair is then compared as a set of tokens:

    precision   share of the read tokens that are annotated; counted where something was read
    recall      share of the annotated tokens that were read; counted where something is annotated

A quotation without a partner has no credit in any of its parts. `message` averages the quotes, `roles` the other four
parts, `joint` all five; F1 is the harmonic mean of the two averages. `type` gives the credit of the quote only where
the type is right as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from eval.corpus import PARTS, ROLES, Attribution

NOTHING = Attribution("", dict.fromkeys(PARTS, frozenset()))


class Pair(NamedTuple):
    """An annotated and a read quotation; None where one has no partner."""

    gold: Attribution | None
    read: Attribution | None

    @property
    def meets(self) -> bool:
        """Whether the two quotes share a token; the best pairing may also join leftovers that do not."""
        return bool(self.gold and self.read and self.gold.quote & self.read.quote)


def pair_quotes(gold: Sequence[Attribution], read: Sequence[Attribution]) -> list[Pair]:
    """Pair one to one with the greatest summed overlap; then those without a partner.

    Where several pairings are equally good, the order of `read` decides, as it does in the assignment itself.
    """
    overlap = np.zeros((len(read), len(gold)))
    for row, r in enumerate(read):
        overlap[row] = [len(r.quote & g.quote) for g in gold]
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    partner = dict(zip(rows.tolist(), columns.tolist(), strict=True))
    taken = set(partner.values())
    return [
        *(Pair(gold[column], read[row]) for row, column in partner.items()),
        *(Pair(None, r) for row, r in enumerate(read) if row not in partner),
        *(Pair(g, None) for column, g in enumerate(gold) if column not in taken),
    ]


class Figure(NamedTuple):
    """Precision, recall and F1 in per cent, rounded to one decimal."""

    precision: float
    recall: float
    f1: float


@dataclass(slots=True)
class Credit:
    """Shares between 0 and 1, one for each thing counted: of what was read, and of what is annotated."""

    read: list[float] = field(default_factory=list)
    gold: list[float] = field(default_factory=list)

    def add(self, pair: Pair, part: str, *, counts: bool = True) -> None:
        """Credit one part of a pair; nothing if not `counts`."""
        gold, read = ((side or NOTHING).parts[part] for side in pair)
        both = len(gold & read) if counts else 0
        if read:
            self.read.append(both / len(read))
        if gold:
            self.gold.append(both / len(gold))

    @property
    def figure(self) -> Figure:
        """The averages and their harmonic mean; an average over nothing is 0."""
        precision, recall = (100 * sum(shares) / len(shares) if shares else 0.0 for shares in (self.read, self.gold))
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return Figure(round(precision, 1), round(recall, 1), round(f1, 1))


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures over a set of documents.

    `by_type` gives credit of quotes, recall over the annotated and precision over the read of that type, whatever the
    partner's type. `confusion` counts (annotated type, read type); None stands for no partner that shares a token.
    """

    figures: dict[str, Figure]
    by_type: dict[str, Figure]
    confusion: Counter[tuple[str | None, str | None]]

    @property
    def types(self) -> list[str]:
        """Every type that was annotated or read."""
        return sorted(self.by_type)

    def count_gold(self, type: str | None = None) -> int:
        """How many quotations are annotated, of one type or of all."""
        return sum(n for (gold, _), n in self.confusion.items() if gold is not None and type in (None, gold))

    def count_read(self, type: str | None = None) -> int:
        """How many quotations were read, of one type or of all."""
        return sum(n for (_, read), n in self.confusion.items() if read is not None and type in (None, read))


def score(documents: Iterable[Iterable[Pair]]) -> Scores:
    """Score the pairs of all documents."""
    parts = {part: Credit() for part in PARTS}
    typed = Credit()
    by_type: defaultdict[str, Credit] = defaultdict(Credit)
    confusion: Counter[tuple[str | None, str | None]] = Counter()
    for pair in (pair for pairs in documents for pair in pairs):
        gold, read = pair
        for part, credit in parts.items():
            credit.add(pair, part)
        typed.add(pair, "quote", counts=bool(gold and read and gold.type == read.type))
        _credit_types(by_type, pair)
        if pair.meets and gold and read:
            confusion[gold.type, read.type] += 1
        else:
            confusion.update([(gold.type, None)] if gold else [])
            confusion.update([(None, read.type)] if read else [])
    figures = {
        "message": parts["quote"].figure,
        "roles": _join(parts[role] for role in ROLES).figure,
        "joint": _join(parts.values()).figure,
        "type": typed.figure,
        **{part: credit.figure for part, credit in parts.items()},
    }
    return Scores(figures, {name: by_type[name].figure for name in sorted(by_type)}, confusion)


def _credit_types(by_type: defaultdict[str, Credit], pair: Pair) -> None:
    """Credit the quote to the annotated type on one side and to the read type on the other."""
    whole = Credit()
    whole.add(pair, "quote")
    if pair.gold:
        by_type[pair.gold.type].gold += whole.gold
    if pair.read:
        by_type[pair.read.type].read += whole.read


def _join(credits: Iterable[Credit]) -> Credit:
    whole = Credit()
    for credit in credits:
        whole.read += credit.read
        whole.gold += credit.gold
    return whole
