"""Place lengths of time: "vor zwei Wochen", "binnen 48 Stunden", counted from the time of speaking.

A point that lies a number of weeks, months or years away is known about as well as its unit: "vor drei Jahren" is
``2019~``. A stretch that is counted from or to today has its exact end: "in den nächsten zwei Jahren".
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from wortlaut.extract.timex.meanings import Length, Relation, Unit
from wortlaut.extract.timex.moment import A_LENGTH, AN_EVENT, NO_ANCHOR, TELLS_NOT, VAGUE, Anchor, Moment

_DAYS = {Unit.DAY: 1.0, Unit.WEEK: 7.0, Unit.HOUR: 1 / 24, Unit.MINUTE: 0.0, Unit.SECOND: 0.0}
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}
_PRECISION = {  # characters of an ISO date that are known about
    Unit.WEEK: 10,
    Unit.MONTH: 7,
    Unit.QUARTER: 7,
    Unit.HALF: 7,
    Unit.YEAR: 4,
    Unit.DECADE: 4,
    Unit.CENTURY: 4,
}
_YEARS = {Unit.YEAR, Unit.DECADE, Unit.CENTURY}
_POINTS = {Relation.AGO, Relation.AHEAD, Relation.LATER, Relation.EARLIER}
_BACK = {Relation.AGO, Relation.SINCE, Relation.PAST, Relation.EARLIER}
_UNKNOWN = "X"

Place = tuple[str | None, str | None]
"""EDTF, and the reason where nothing or less is known."""


def place_length(length: Length, moment: Moment) -> Place:
    """Where a length lies, and why that is not known."""
    if length.relation is None:
        return None, A_LENGTH
    if length.relation is Relation.AFTER:
        return None, AN_EVENT
    if length.relation in (Relation.AHEAD, Relation.WITHIN) and moment.side < 0:
        return None, TELLS_NOT
    told = all(number != _UNKNOWN for number, _ in length.amounts)
    if length.relation in (Relation.LATER, Relation.EARLIER):
        if moment.day is None or not told:
            return None, TELLS_NOT
        return _place_exactly(length, moment.day)
    if moment.anchor is None:
        return None, NO_ANCHOR
    if not told:
        return _place_vaguely(length, moment.anchor)
    if not moment.anchor.is_day:
        return _place_roughly(length, moment.anchor)
    return _place_exactly(length, moment.anchor.first)


def _place_exactly(length: Length, now: date) -> Place:
    point = _count(length, now)
    if point is None:
        return None, A_LENGTH
    rough = _round(length, point)
    if length.relation in _POINTS:
        return rough, None
    if length.relation is Relation.SINCE:
        return f"{rough}/..", None
    if length.relation is Relation.FROM:
        return f"{point}/..", None
    if length.relation is Relation.UNTIL:
        return f"../{point}", None
    return f"{min(point, now)}/{max(point, now)}", None


def _place_vaguely(length: Length, anchor: Anchor) -> Place:
    """ "in den kommenden Wochen": only the near end is known."""
    reason = None if anchor.is_day else anchor.reason
    if length.relation is Relation.COMING:
        return f"{anchor.edtf}/..", reason
    if length.relation is Relation.PAST:
        return f"../{anchor.edtf}", reason
    return None, VAGUE


def _place_roughly(length: Length, anchor: Anchor) -> Place:
    """Counted in years from a month: "vor drei Jahren" still has its year."""
    years = all(unit in _YEARS for _, unit in length.amounts)
    point = _count(length, anchor.first) if years else None
    if point is None:
        return None, anchor.reason
    if length.relation in (Relation.AGO, Relation.AHEAD):
        return f"{point.year:04}~", anchor.reason
    if length.relation is Relation.SINCE:
        return f"{point.year:04}~/..", anchor.reason
    return None, anchor.reason


def _count(length: Length, now: date) -> date | None:
    """The day that lies the length behind or ahead; None for units without a calendar and beyond its years."""
    sign = -1 if length.relation in _BACK else 1
    day = now
    try:
        for number, unit in length.amounts:
            if unit in _DAYS:
                day += timedelta(days=sign * int(float(number) * _DAYS[unit]))
            elif unit in _MONTHS:
                day += relativedelta(months=sign * int(float(number) * _MONTHS[unit]))
            else:
                return None
    except (ValueError, OverflowError):
        return None
    return day


def _round(length: Length, day: date) -> str:
    """A counted point is as precise as its smallest unit."""
    known = _PRECISION.get(length.amounts[-1][1])
    return day.isoformat() if known is None else f"{day.isoformat()[:known]}~"
