"""Write EDTF: a place in the calendar, or what lies before or behind it, with an open end.

EDTF allows days, months and years in an interval, no clock times and no decades: what cannot stand in
an interval is widened to what can.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from wortlaut.extract.timex.calendar import Stretch
from wortlaut.extract.timex.meanings import Point, Relation

_DAY = timedelta(days=1)
_CALENDAR = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_SEASON = re.compile(r"\d{4}-2[1-4]")
_TO = {Relation.UNTIL, Relation.BEFORE}
_INSIDE = {"START", "MID", "END"}
_FROM = {Relation.FROM, Relation.SINCE, Relation.AFTER}


def bound(relation: Relation | None, place: Stretch, mod: str | None = None) -> str:
    """The place under a relation; `mod` says which part of it is meant: "bis Ende März" is till its last day."""
    whole = mod == "END"
    if relation is Relation.UNTIL or (relation is Relation.BY and whole):
        return f"../{place.end if whole else upper(place)}"
    if relation in (Relation.FROM, Relation.SINCE):
        return f"{lower(place)}/.."
    if relation is Relation.BEFORE:
        return f"../{upper(place) if mod in _INSIDE - {'START'} else _write_like(place, place.begin - _DAY)}"
    if relation is Relation.AFTER:
        return f"{lower(place) if mod in _INSIDE - {'END'} else _write_like(place, place.end + _DAY)}/.."
    return place.edtf


def bound_clock(relation: Relation | None, point: Point, day: date) -> str:
    """A clock time or a part of a day; under a relation its day, because no interval of EDTF holds clock times."""
    if point.hour is None and relation not in _TO | _FROM:
        return day.isoformat()
    if relation in _TO:
        return f"../{day}"
    if relation in _FROM:
        begins_tomorrow = point.hour == 24 and relation is Relation.FROM  # "ab Mitternacht"
        return f"{day + _DAY if begins_tomorrow else day}/.."
    hour = point.hour or 0
    if hour == 24:
        day, hour = day + _DAY, 0
    return f"{day}T{hour:02}:{point.minute or 0:02}:00{point.zone or ''}"


def lower(place: Stretch) -> str:
    """The place as the beginning of an interval."""
    if _is_simple(place):
        return place.edtf
    return f"{place.begin.year:04}" if "X" in place.edtf else place.begin.isoformat()


def upper(place: Stretch) -> str:
    """The place as the end of an interval."""
    if _is_simple(place):
        return place.edtf
    return f"{place.end.year:04}" if "X" in place.edtf else place.end.isoformat()


def _is_simple(place: Stretch) -> bool:
    return bool(_CALENDAR.fullmatch(place.edtf) or _SEASON.fullmatch(place.edtf))


def _write_like(place: Stretch, day: date) -> str:
    """The day as precisely as the place is told: before 1992 is 1991, before May is April."""
    precise = _CALENDAR.fullmatch(place.edtf)
    return day.isoformat()[: len(place.edtf) if precise else None]
