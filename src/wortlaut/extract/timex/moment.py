"""When and how something is said: what resolving a time needs to know, and what it answers."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from wortlaut.model import TimexType

NO_ANCHOR = "no date of publication to count from is known"
VAGUE = "the words tell no date"
A_LENGTH = "a length of time; the words do not tell where it begins or ends"
RECURS = "it recurs"
AN_EVENT = "it counts from something whose date the words do not tell"
BEYOND = "it lies beyond the years of the calendar"
TELLS_NOT = "the text does not tell which day it counts from"

_BEFORE_PRINT = timedelta(days=14)  # within which what was written is printed
_YEAR, _MONTH = len("2022"), len("2022-01")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day that is known as far as `edtf` says: it lies between `first` and `last`."""

    edtf: str
    first: date
    last: date

    @classmethod
    def of(cls, edtf: str | None) -> Anchor | None:
        """The anchor that a date of year, month or day precision gives; None for None."""
        if edtf is None:
            return None
        first = date.fromisoformat((edtf + "-01-01")[:10])
        length = {_YEAR: relativedelta(years=1), _MONTH: relativedelta(months=1)}.get(len(edtf), relativedelta(days=1))
        # The last day of the year 9999 has none behind it.
        last = date.max if first.year == date.max.year else first + length - timedelta(days=1)
        return cls(edtf, first, last)

    def narrow(self, month: int, day: int) -> Anchor:
        """The day of a dateline that tells no year: the last one before the anchor ends, if it is not long ago."""
        for year in (self.last.year, self.last.year - 1):
            with suppress(ValueError, OverflowError):
                told = date(year, month, day)
                if timedelta(0) <= self.last - told and told >= self.first - _BEFORE_PRINT:
                    return Anchor(told.isoformat(), told, told)
        return self

    @property
    def is_day(self) -> bool:
        """Whether the day itself is known."""
        return len(self.edtf) > _MONTH

    @property
    def reason(self) -> str:
        """Why less is known than the words promise."""
        precision = "month" if len(self.edtf) == _MONTH else "year"
        return f"the day to count from is known to the {precision} only: {self.edtf}"


@dataclass(frozen=True, slots=True)
class Moment:
    """When and how something is said.

    `side` is below 0 behind, above 0 ahead, 0 not known; `day` is the day last spoken of, `year_told` the year; `year`
    is the one that the past is told of, in which a month without a year lies; `apart` says that a clock time belongs to
    no single day.
    """

    anchor: Anchor | None
    side: int = 0
    day: date | None = None
    year: int | None = None
    year_told: int | None = None
    apart: bool = False

    def lines(self) -> list[str]:
        """What a time was resolved against, for a person to read."""
        told = [f"counted from: {self.anchor.edtf if self.anchor else 'no date is known'}"]
        if self.side:
            told.append(f"lies: {'ahead' if self.side > 0 else 'behind'}")
        if self.day is not None:
            told.append(f"day last spoken of: {self.day}")
        if self.year is not None:
            told.append(f"year that is told of: {self.year}")
        return told


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a time expression comes to, in the terms of `Timex`; `day` is the day it is, where that is known."""

    type: TimexType
    value: str
    edtf: str | None = None
    mod: str | None = None
    reason: str | None = None
    quant: str | None = None
    freq: str | None = None
    day: date | None = None
