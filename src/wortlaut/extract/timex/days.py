"""Read EDTF as days: when something is known to lie, for calendars and for formats that know days only.

Read is what a record writes: a day, month, season, year, decade or century, some day of a month (``2022-01-XX``), a
clock time, roughly (``2019~``), and intervals of them with open ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from wortlaut.extract.timex.calendar import season
from wortlaut.extract.timex.moment import Anchor

__all__ = ["Days", "Precision", "read_days"]

_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_SEASON = re.compile(r"(\d{4})-(2[1-4])")
_UNKNOWN_PART = re.compile(r"(?:-XX)+")
_OPEN = ("", "..")


class Precision(NamedTuple):
    """How exactly something is known: "day", "month" …; `rough` where even that is told roughly."""

    unit: str
    rough: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`, both included, None where that end is open; `clock` is the time of day where it is told.

    `precision` is that of the end which bounds it: the last where there is one.
    """

    first: date | None
    last: date | None
    precision: Precision
    clock: datetime | None = None

    @property
    def bounds(self) -> tuple[date, date]:
        """The first and the last day to mark: where one end is open, both are the day of the other."""
        first, last = self.first or self.last, self.last or self.first
        assert first is not None
        assert last is not None
        return (first, last) if self.first and self.last else (last, last) if self.last else (first, first)


class _Part(NamedTuple):
    first: date
    last: date
    precision: Precision
    clock: datetime | None = None


def read_days(edtf: str | None) -> Days | None:
    """The days that EDTF means; None where it tells none, or none between the years 1 and 9999."""
    if edtf is None:
        return None
    begin, is_interval, end = edtf.partition("/")
    try:
        first = None if begin in _OPEN else _read_part(begin)
        last = first if not is_interval else None if end in _OPEN else _read_part(end)
    except (ValueError, OverflowError):
        return None
    bound = last or first
    if bound is None:
        return None
    clock = bound.clock if not is_interval else None
    precision = Precision(bound.precision.unit, any(part.precision.rough for part in (first, last) if part))
    return Days(first.first if first else None, last.last if last else None, precision, clock)


def _read_part(written: str) -> _Part:
    value = written.rstrip("~?%")
    rough = value != written
    if "T" in value:
        clock = datetime.fromisoformat(value)
        return _Part(clock.date(), clock.date(), Precision("minute", rough), clock)
    value = _UNKNOWN_PART.sub("", value)
    if match := _SEASON.fullmatch(value):
        place = season(_SEASONS[match[2]], int(match[1]))
        return _Part(place.begin, place.end, Precision("season", rough))
    if "X" in value:
        first, last = date(int(value.replace("X", "0")) or 1, 1, 1), date(int(value.replace("X", "9")), 12, 31)
        return _Part(first, last, Precision("decade" if value.count("X") == 1 else "century", rough))
    place_of_day = Anchor.of(value)
    if place_of_day is None or value != place_of_day.first.isoformat()[: len(value)]:
        raise ValueError(f"no date: {written!r}")
    unit = {len("2022"): "year", len("2022-01"): "month"}.get(len(value), "day")
    return _Part(place_of_day.first, place_of_day.last, Precision(unit, rough))
