"""Write TIMEX3 values: ISO 8601 with X for what is not known.

The forms are those of the German corpora: a weekend is ``2014-W52-WE``, a decade ``199``, the nineteenth century
``18``, an evening ``2014-07-10TEV``, two decades ``P2DE``.
"""

from __future__ import annotations

import re

from wortlaut.extract.timex.calendar import Stretch
from wortlaut.extract.timex.meanings import Length, Point, Unit

_DATE = re.compile(r"\d\d-\d\d")
_UNKNOWN_DAY = "XXXX-XX-XX"
_COUNTED = {
    Unit.WEEK: "XXXX-WXX",
    Unit.WEEKEND: "XXXX-WXX-WE",
    Unit.MONTH: "XXXX-XX",
    Unit.QUARTER: "XXXX-QX",
    Unit.HALF: "XXXX-HX",
    Unit.YEAR: "XXXX",
    Unit.DECADE: "XXX",
    Unit.CENTURY: "XX",
}


def write_length(length: Length) -> str:
    """The value of a length, units as said: ``P3Y4M``, ``PT48H``."""
    days = "".join(f"{n}{u.value}" for n, u in length.amounts if not u.value.startswith("T"))
    hours = "".join(f"{n}{u.value[1:]}" for n, u in length.amounts if u.value.startswith("T"))
    return f"P{days}{'T' if hours else ''}{hours}"


def write_clock(point: Point) -> str:
    """The clock time of a point: ``T20:30+01:00``."""
    return f"T{point.hour or 0:02}:{point.minute or 0:02}{point.zone or ''}"


def write_place(point: Point, place: Stretch) -> str:
    """The value of a point whose place in the calendar is known."""
    return place.value + _write_part(point)


def write_unknown(point: Point) -> str:
    """The value of a point whose place is not known: what the words tell, and X for the rest."""
    if point.hour is not None and point.weekday is None and point.month is None:
        return write_clock(point)
    return _write_unknown_day(point) + _write_part(point)


def _write_part(point: Point) -> str:
    if point.hour is not None:
        return write_clock(point)
    return f"T{point.part}" if point.part else ""


def _write_unknown_day(point: Point) -> str:
    if point.nth is not None:
        return f"XXXX-{point.month:02}-XX"
    if point.weekday is not None and point.day is None:
        return f"XXXX-WXX-{point.weekday}"
    if point.feast is not None:
        return f"XXXX-{point.feast}" if _DATE.fullmatch(point.feast) else _UNKNOWN_DAY
    if point.week is not None:
        return f"XXXX-W{point.week:02}"
    if point.month is not None:
        return f"XXXX-{point.month:02}" + (f"-{point.day:02}" if point.day else "")
    if point.quarter is not None:
        return f"XXXX-Q{point.quarter}"
    if point.half is not None:
        return f"XXXX-H{point.half}"
    if point.season is not None:
        return f"XXXX-{point.season}"
    return _COUNTED.get(point.unit or Unit.DAY, _UNKNOWN_DAY)
