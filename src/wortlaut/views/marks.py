"""Cut a text into the pieces that its statements mark: quotes inside quotes, speakers, cues.

The pieces tile the text. Wherever a span begins or ends there is a cut, so that spans may nest,
have gaps or even cross, and every view can still draw them one piece after the other.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from wortlaut.model import Span
from wortlaut.views.listing import Entry

__all__ = ["Piece", "cut", "show_controls"]

_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}
_CONTROLS |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the statements that quote it, outermost first, and those it names or cues."""

    span: Span
    quotes: tuple[Entry, ...] = ()
    speaks: tuple[Entry, ...] = ()
    cues: tuple[Entry, ...] = ()


def cut(length: int, entries: tuple[Entry, ...], at: Iterable[int] = ()) -> list[Piece]:
    """Cut a text of `length` code points at the spans of its statements, and at the places `at`."""
    quotes = _Cover([(span, entry) for entry in entries for span in entry.statement.quote])
    speakers = _Cover([(span, entry) for entry in entries for span in entry.statement.speaker])
    cues = _Cover([(span, entry) for entry in entries for span in entry.statement.cue])
    covers = (quotes, speakers, cues)
    places = sorted({0, length, *at}.union(*(cover.places for cover in covers)))
    places = [place for place in places if 0 <= place <= length]
    pieces = []
    for start, end in pairwise(places):
        pieces.append(Piece(Span(start, end), quotes.over(start), speakers.over(start), cues.over(start)))
    return pieces


def show_controls(text: str) -> str:
    """Put visible signs, one for one, in place of control characters: a text must not steer a terminal."""
    return text.translate(_CONTROLS)


class _Cover:
    """Sweeps once over spans from left to right and tells which of them lie over a place."""

    def __init__(self, spans: list[tuple[Span, Entry]]) -> None:
        self.places = {place for span, _ in spans for place in span}
        self._waiting = sorted((s.start, -s.end, entry.number, entry) for s, entry in spans if s.start < s.end)[::-1]
        self._open: list[tuple[int, int, int, Entry]] = []

    def over(self, place: int) -> tuple[Entry, ...]:
        """The statements over `place`, the one that began first (or reaches further) in front; places only grow."""
        self._open = [item for item in self._open if -item[1] > place]
        while self._waiting and self._waiting[-1][0] <= place:
            item = self._waiting.pop()
            if -item[1] > place:
                insort(self._open, item, key=lambda item: item[:3])
        return tuple(dict.fromkeys(item[3] for item in self._open))
