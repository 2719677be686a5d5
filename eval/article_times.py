"""Judge an article's times by what its record made by hand wants of them: `resolution` in gold.json.

For each anchor (the day of publication as far as one might know it) the record names times and what they must come to.
A time is looked for by its words, and the wish holds if it holds wherever the article has them:

    2022-W04 (any value)             the time has this value
    open interval after 2022-01-21   its EDTF begins there or later, and its end is open
    … inside 2022-01                 its EDTF lies in that range, and its reason says why nothing closer is known
    a Friday inside 2022-01          the same, and its value is that day of the week
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wortlaut.model import Record, Span, Spans, Timex

WORDS = {
    "next-week": "kommende Woche",
    "this-week": "diese Woche",
    "coming-weeks": "kommenden Wochen",
    "friday": "Freitag",
}
AFTER = re.compile(r"open interval after (\S+)")
INSIDE = re.compile(r"(?:\ba (\w+day) )?inside (\S+)")
EARLIEST, LATEST = "0000-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the times of some words must come to, if the report was published on a given date."""

    anchor: str
    name: str
    wanted: str
    places: Spans


@dataclass(frozen=True, slots=True)
class Outcome:
    """A wish and the places where it does not hold, with the time that was read there, if any."""

    wish: Wish
    wrong: tuple[tuple[Span, Timex | None], ...]


def find_wishes(resolution: Mapping[str, Mapping[str, str]], text: str) -> tuple[Wish, ...]:
    """The wishes for each anchor; raises ValueError where one is about words that the text does not have."""
    wishes = tuple(
        Wish(anchor, name, wanted, _find_words(name, text))
        for anchor, named in resolution.items()
        for name, wanted in named.items()
    )
    absent = {wish.name for wish in wishes if not wish.places}
    if absent:
        raise ValueError(f"resolution: no words in the article for {', '.join(sorted(absent))}")
    return wishes


def _find_words(name: str, text: str) -> Spans:
    words = r"\s+".join(WORDS[name].split()) if name in WORDS else r"(?!)"
    return tuple(Span(*match.span()) for match in re.finditer(rf"\b{words}\b", text, re.IGNORECASE))


def judge_times(wishes: Iterable[Wish], records: Mapping[str, Record]) -> tuple[Outcome, ...]:
    """Hold the times of records, one for each anchor, against the wishes."""
    return tuple(_judge(wish, records[wish.anchor]) for wish in wishes)


def _judge(wish: Wish, record: Record) -> Outcome:
    read = ((place, next((t for t in record.times if t.span.overlaps(place)), None)) for place in wish.places)
    return Outcome(wish, tuple((place, time) for place, time in read if not (time and _holds(wish.wanted, time))))


def _holds(wanted: str, time: Timex) -> bool:
    if after := AFTER.fullmatch(wanted):
        return (time.edtf or "").endswith("/..") and find_bounds(time.edtf or "")[0] >= after[1]
    if inside := INSIDE.search(wanted):
        (first, last), (start, end) = find_bounds(inside[2]), find_bounds(time.edtf or "")
        weekday = f"-{[*calendar.day_name].index(inside[1]) + 1}" if inside[1] else ""
        return bool(time.reason) and first <= start <= end <= last and time.value.endswith(weekday)
    return time.value == wanted


def find_bounds(edtf: str) -> tuple[str, str]:
    """First and last day of a date, a day of some month (``2022-01-XX``) or an interval; open ends never come."""
    start, slash, end = edtf.replace("-XX", "").replace("..", "").partition("/")
    end = end if slash else start
    return start + EARLIEST[len(start) :], end + LATEST[len(end) :]


def show_outcome(outcome: Outcome, text: str) -> list[str]:
    """A wish that does not hold, in words; nothing if it does."""
    wish = outcome.wish
    heading = ["", f"{wish.name} if published {wish.anchor}", f"   gold  {wish.wanted}"]
    return [*heading, *(_show_time(place, time, text) for place, time in outcome.wrong)] if outcome.wrong else []


def _show_time(place: Span, time: Timex | None, text: str) -> str:
    if time is None:
        return f'   read  no time in "{place.of(text)}"'
    reason = f"  ({time.reason})" if time.reason else ""
    return f'   read  "{time.span.of(text)}" {time.value} {time.edtf or "–"}{reason}  ← {" ".join(time.rules)}'
