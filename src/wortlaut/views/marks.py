"""Cut a text into the pieces that its entries mark: quotes inside quotes, speakers, cues, times, what is told.

The pieces tile the text. Wherever a span begins or ends there is a cut, so that spans may nest,
have gaps or even cross, and every view can still draw them one piece after the other.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from wortlaut.model import Span
from wortlaut.views.listing import Entry, TimeEntry
from wortlaut.views.outcomes import DueEntry, EventEntry

__all__ = ["Piece", "cut", "show_controls", "tidy"]

_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}
_CONTROLS |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_Marked = TypeVar("_Marked", Entry, TimeEntry, DueEntry | EventEntry)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the statements that quote it, outermost first, those it names or cues, and its time.

    `outcomes` are the events and agenda entries that it tells.
    """

    span: Span
    quotes: tuple[Entry, ...] = ()
    speaks: tuple[Entry, ...] = ()
    cues: tuple[Entry, ...] = ()
    times: tuple[TimeEntry, ...] = ()
    outcomes: tuple[DueEntry | EventEntry, ...] = ()


def cut(
    length: int,
    entries: tuple[Entry, ...],
    times: tuple[TimeEntry, ...] = (),
    outcomes: tuple[DueEntry | EventEntry, ...] = (),
    *,
    at: Iterable[int] = (),
) -> list[Piece]:
    """Cut a text of `length` code points at the spans of its entries, and at the places `at`."""
    quotes = _Cover([(span, entry) for entry in entries for span in entry.statement.quote])
    speakers = _Cover([(span, entry) for entry in entries for span in entry.statement.speaker])
    cues = _Cover([(span, entry) for entry in entries for span in entry.statement.cue])
    dates = _Cover([(entry.time.span, entry) for entry in times])
    told = _Cover([(entry.span, entry) for entry in outcomes])
    covers = (quotes.places, speakers.places, cues.places, dates.places, told.places)
    places = sorted({0, length, *at}.union(*covers))
    places = [place for place in places if 0 <= place <= length]
    return [
        Piece(
            Span(start, end),
            quotes.over(start),
            speakers.over(start),
            cues.over(start),
            dates.over(start),
            told.over(start),
        )
        for start, end in pairwise(places)
    ]


def show_controls(text: str) -> str:
    """Put visible signs, one for one, in place of control characters: a text must not steer a terminal."""
    return text.translate(_CONTROLS)


def tidy(words: str) -> str:
    """Put words on one line; what would steer a terminal becomes visible."""
    return show_controls(" ".join(words.split()))


class _Cover(Generic[_Marked]):
    """Sweeps once over spans from left to right and tells which of them lie over a place."""

    def __init__(self, spans: list[tuple[Span, _Marked]]) -> None:
        self.places = {place for span, _ in spans for place in span}
        placed = [(span.start, -span.end, entry.number, entry) for span, entry in spans if span.start < span.end]
        self._waiting: list[tuple[int, int, int, _Marked]] = sorted(placed, key=_order, reverse=True)
        self._open: list[tuple[int, int, int, _Marked]] = []

    def over(self, place: int) -> tuple[_Marked, ...]:
        """What lies over `place`, the one that began first (or reaches further) in front; places only grow."""
        self._open = [item for item in self._open if -item[1] > place]
        while self._waiting and self._waiting[-1][0] <= place:
            item = self._waiting.pop()
            if -item[1] > place:
                insort(self._open, item, key=_order)
        return tuple(dict.fromkeys(item[3] for item in self._open))


def _order(item: tuple[int, int, int, _Marked]) -> tuple[int, int, int]:
    return item[:3]
