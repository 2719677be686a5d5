"""What two reports have to do with each other: every pair of their entries, scored by features that have names.

A `Match` holds how well the entries fit (`score`, 0 to 1) and why (`rules`). What speaks against a link forbids it
whatever else fits: other people, another place, another day. Only the two reports are looked at, so that a link is the
same whatever else is in the ledger and in whichever order it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wortlaut.links.parties import Grade, Party, compare
from wortlaut.links.profiles import Profile
from wortlaut.links.words import Vocabulary, Word, cover, resemble
from wortlaut.model import LinkKind

__all__ = ["Match", "Pair", "both_ways", "rank", "share_matter"]

_GRADES = {Grade.SAME: 1.0, Grade.LIKELY: 0.7, Grade.OPEN: 0.4, Grade.OTHER: 0.0}


@dataclass(frozen=True, slots=True)
class Match:
    """A link that two entries deserve; `source` and `target` are their ids."""

    kind: LinkKind
    source: str
    target: str
    score: float
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, the earlier one first, and the words of their language."""

    earlier: Profile
    later: Profile
    vocabulary: Vocabulary

    def is_other_place(self, one: Sequence[Word], other: Sequence[Word]) -> bool:
        """Whether each passage has a name that nothing in the other report is called by."""
        if _names_other_place(one, other):
            return True
        return _is_strange(one, other, self.later.names) and _is_strange(other, one, self.earlier.names)


def rank(grade: Grade) -> float:
    """How much two actors being one counts."""
    return _GRADES[grade]


def both_ways(one: Sequence[Word], other: Sequence[Word]) -> tuple[float, float]:
    """How much of each passage the other tells: the smaller share, and the larger."""
    shares = cover(one, other), cover(other, one)
    return min(shares), max(shares)


def share_matter(one: Sequence[Word], other: Sequence[Word]) -> int:
    """How many words of content two passages have in common."""
    return sum(any(resemble(word, each) >= 0.6 for each in other) for word in one)


def without_parties(words: Sequence[Word], parties: Iterable[Party]) -> tuple[Word, ...]:
    """The words that are not those for somebody."""
    keys = {key for p in parties for key in (p.last, *p.first, *p.offices, *p.places, *(w.key for w in p.words))}
    return tuple(word for word in words if word.key not in keys)


def best_grade(one: Sequence[Party], other: Sequence[Party]) -> Grade:
    """How sure it is that one of these is one of those."""
    return max((compare(a, b) for a in one for b in other), default=Grade.OPEN)


def _is_strange(told: Sequence[Word], by: Sequence[Word], names: Sequence[Word]) -> bool:
    own = [word for word in told if word.is_name]
    return any(not any(resemble(word, each) for each in (*by, *names)) for word in own)


def _names_other_place(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Behind the same preposition one has a name, and the other another one: "in Kolm", "in Tarow"."""
    places, others = ([word for word in words if word.place] for words in (one, other))
    told = {word.place for word in places} & {word.place for word in others}
    known = any(resemble(a, b) for a in places for b in other) or any(resemble(a, b) for a in others for b in one)
    return bool(told) and not known


def each_with_each(pair: Pair) -> Iterator[tuple[Profile, Profile]]:
    """Both directions of a pair of one day, else only the later report looking back."""
    yield pair.later, pair.earlier
    if pair.later.published[0] <= pair.earlier.published[1]:
        yield pair.earlier, pair.later
