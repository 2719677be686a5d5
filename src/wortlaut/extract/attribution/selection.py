"""Which of the candidates of one unit stand: those that claim the same words or the same clause exclude each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

from wortlaut.extract.attribution.site import Candidate, Ranges
from wortlaut.model import StatementType

SOURCE = "source phrase"


def select(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Of candidates that exclude each other the first one stays; they come in order of preference."""
    kept: list[Candidate] = []
    for found in candidates:
        candidate = _cut_behind(found, _Ends(kept).before(found))
        if not any(_rivals(candidate, other) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda c: (c.first, -c.last))


def cut_frames(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, with each frame cut behind what another statement, with its frame, has taken before it."""
    ends = _Ends(candidates)
    return [_cut_behind(candidate, ends.before(candidate)) for candidate in candidates]


class _Ends:
    """Where candidates end, in order."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._ends = sorted(((c.last, c.matrix) for c in candidates), key=itemgetter(0))

    def before(self, candidate: Candidate) -> int:
        """The last end of another reporting clause's words in front of the verb of this frame; -1 for none."""
        at = bisect_right(self._ends, _first_of_frame_verb(candidate), key=itemgetter(0)) - 1
        while at >= 0 and self._ends[at][1] == candidate.matrix:
            at -= 1
        return self._ends[at][0] if at >= 0 else -1


def _cut_behind(candidate: Candidate, cut: int) -> Candidate:
    """A frame begins behind the words of the statement before it: "Bell sagte, es regne, und Horn meinte, …"."""
    if not candidate.frame or candidate.frame[0][0] >= cut or candidate.first < cut:
        return candidate
    frame = tuple((max(first, cut), last) for first, last in candidate.frame if last > cut)
    return replace(candidate, frame=frame)


def _first_of_frame_verb(candidate: Candidate) -> int:
    """Where the cue, and with it the reporting clause proper, begins."""
    return candidate.cue[0] if candidate.cue else -1


def _rivals(one: Candidate, other: Candidate) -> bool:
    if one.matrix is not None and one.matrix == other.matrix:
        both_direct = one.type is StatementType.DIRECT and other.type is StatementType.DIRECT
        return not both_direct or _overlap(one.quote, other.quote)
    if _is_source_inside(one, other) or _is_source_inside(other, one):
        return False
    if _overlap(one.quote, other.quote):
        return True
    if StatementType.DIRECT in {one.type, other.type}:
        return False
    return _overlap(one.quote, other.frame) or _overlap(one.frame, other.quote)


def _is_source_inside(one: Candidate, other: Candidate) -> bool:
    """A source phrase inside somebody else's words: "sagte, dass die Brücke nach Angaben der Stadt gesperrt sei"."""
    if SOURCE not in one.rules or SOURCE in other.rules:
        return False
    return all(any(a <= first and last <= b for a, b in other.quote) for first, last in (*one.frame, *one.quote))


def _overlap(one: Ranges, other: Ranges) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)
