"""Which entries of two reports are worth comparing: those that share two marks and lie near enough in time.

The marks of an entry are the beginnings of its words of content and of the names of those in it; two of them together
are rare enough that the entries under one pair stay few, however large the ledger is. Entries are taken in the order
of their days, and each is held against those before it in its `WINDOW`, the nearest first and no more than `MOST` under
one pair: the cost grows with the number of entries, never with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from wortlaut.ledger.results import AgendaRow, EventRow, StatementRow
from wortlaut.links.words import load_vocabulary

__all__ = ["MOST", "WINDOW", "Outline", "find_candidates", "mark"]

WINDOW = 400
"""Days that two linked reports may lie apart."""
MOST = 32
"""Entries under one pair of marks that an entry is held against."""

_MARKS = 12
_STEM = 4
_REMEMBERED = 1 << 17  # entries whose marks are kept for the next batch


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of an entry before its report is looked at: where it stands, its day, its marks."""

    document: str
    day: int
    marks: tuple[str, ...]


def mark(row: StatementRow | EventRow | AgendaRow, language: str) -> tuple[str, ...]:
    """The marks of an entry, those that tell most first, then by the alphabet."""
    names: tuple[str | None, ...]
    if isinstance(row, StatementRow):
        text, names = row.quote_text, (row.speaker_name, row.addressee_name)
    elif isinstance(row, EventRow):
        text, names = row.text, (*row.actor_names, *row.recipient_names)
    else:
        text, names = row.what, (row.by_name, row.to_name)
    return _mark((text, *filter(None, names)), language)


@lru_cache(_REMEMBERED)
def _mark(parts: tuple[str, ...], language: str) -> tuple[str, ...]:
    vocabulary = load_vocabulary(language)
    words = {vocabulary.fold_name(word.key)[:_STEM]: word for part in parts for word in vocabulary.read(part)}
    ranked = sorted(words.items(), key=lambda item: (-item[1].weight, item[0]))
    return tuple(sorted(stem for stem, _ in ranked[:_MARKS]))


def find_candidates(outlines: Iterable[Outline], fresh: frozenset[str] | None) -> Iterator[tuple[str, str]]:
    """Pairs of documents that have entries worth comparing, the earlier first; each pair once.

    `fresh` are the documents of which one at least is in each pair, None for all.
    """
    index: dict[tuple[str, str], list[Outline]] = {}
    seen: set[tuple[str, str]] = set()
    for entry in sorted(outlines, key=lambda each: (each.day, each.document, each.marks)):
        for pair in combinations(entry.marks, 2):
            others = index.setdefault(pair, [])
            for other in reversed(others[-MOST:]):
                if entry.day - other.day > WINDOW:
                    break
                key = (other.document, entry.document)
                if key[0] != key[1] and key not in seen and (fresh is None or fresh & {*key}):
                    seen.add(key)
                    yield key
            others.append(entry)
