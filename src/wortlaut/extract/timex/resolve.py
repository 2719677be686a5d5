"""From what time words mean to when that is: TIMEX3 values, and in EDTF what is known for sure.

A point is located on the first and on the last day that the time of speaking may be. Where both lead to the same place
it is known; where they do not, the value keeps X for what is not known, and the EDTF says how far the place can lie
apart. Without a time of speaking only what the words tell themselves is known. Each gap has its reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from wortlaut.extract.timex.calendar import Stretch, locate, week
from wortlaut.extract.timex.meanings import Length, Meaning, Point, Recurrence, Relation, Unit
from wortlaut.model import TimexType

NO_ANCHOR = "no date is known to count from: neither the date of publication nor a day that the text tells"
VAGUE = "the words tell no date"
A_LENGTH = "a length of time; the words do not tell where it begins or ends"
RECURS = "it recurs"
AN_EVENT = "it counts from something whose date the words do not tell"
TELLS_NOT = "the text does not tell which day it counts from"
_ROUGHLY = {Unit.WEEK: "day", Unit.MONTH: "month", Unit.QUARTER: "month", Unit.HALF: "month", Unit.YEAR: "year", Unit.DECADE: "year", Unit.CENTURY: "year"}
_DAY = timedelta(days=1)
_CLOCK = {Unit.SECOND, Unit.MINUTE, Unit.HOUR}


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
        whole = {4: relativedelta(years=1), 7: relativedelta(months=1)}.get(len(edtf), relativedelta(days=1))
        return cls(edtf, first, first + whole - _DAY)

    @property
    def is_day(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last

    @property
    def reason(self) -> str:
        """Why less is known than the words promise."""
        precision = "month" if len(self.edtf) == 7 else "year"
        return f"the day to count from is known to the {precision} only: {self.edtf}"


@dataclass(frozen=True, slots=True)
class Moment:
    """When and how something is said.

    `side` is -1 behind, 1 ahead, 0 not known; `day` is the day last spoken of; `apart` says that a clock time belongs
    to no single day.
    """

    anchor: Anchor | None
    side: int = 0
    day: date | None = None
    year: int | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a time expression comes to; `day` is the day it is, where that is known."""

    type: TimexType
    value: str
    edtf: str | None
    mod: str | None = None
    reason: str | None = None
    quant: str | None = None
    freq: str | None = None
    day: date | None = None


def resolve(meaning: Meaning, moment: Moment) -> Resolution:
    """Say when it is. `Impossible` has no place in the calendar and is not for this function."""
    if isinstance(meaning, Recurrence):
        return Resolution(TimexType.SET, meaning.value, None, None, RECURS, meaning.quant, meaning.freq)
    if isinstance(meaning, Length):
        edtf, reason = _place_length(meaning, moment)
        return Resolution(TimexType.DURATION, write_length(meaning), edtf, meaning.mod, reason)
    assert isinstance(meaning, Point)
    return _resolve_point(meaning, moment)


def write_length(length: Length) -> str:
    """The TIMEX3 value of a length, units as said: ``P3Y4M``, ``PT48H``."""
    days = "".join(f"{n}{u.value}" for n, u in length.amounts if not u.value.startswith("T"))
    hours = "".join(f"{n}{u.value[1:]}" for n, u in length.amounts if u.value.startswith("T"))
    return f"P{days}{'T' if hours else ''}{hours}"


# --- points ------------------------------------------------------------------------------------------------------


def _resolve_point(point: Point, moment: Moment) -> Resolution:
    if point.vague is not None:
        return _resolve_vague(point, moment)
    if point.event:
        return Resolution(TimexType.DATE, "XXXX-XX-XX", None, None, AN_EVENT)
    type_ = TimexType.TIME if point.part or point.hour is not None else TimexType.DATE
    if moment.apart and point.hour is not None and point.weekday is None:
        return Resolution(type_, _clock(point), None, point.mod, RECURS)
    found = _locate_both(point, moment)
    if found is None:
        return Resolution(type_, _template(point), None, point.mod, NO_ANCHOR if moment.anchor is None else TELLS_NOT)
    first, last = found
    if first == last:
        place = _shift_night(point, first)
        edtf = _place_point(point, place, moment)
        return Resolution(type_, _value(point, place), edtf, point.mod, None, day=place.begin if place.is_day else None)
    assert moment.anchor is not None
    return Resolution(type_, _template(point), _spread(point, first, last, moment), point.mod, moment.anchor.reason)


def _resolve_vague(point: Point, moment: Moment) -> Resolution:
    """Only "ab sofort" and "bis jetzt" tell a place: they end or begin when they are said."""
    if point.relation is None or moment.anchor is None or point.vague != "PRESENT_REF":
        return Resolution(TimexType.DATE, point.vague or "", None, None, VAGUE)
    edtf = f"{moment.anchor.edtf}/.." if point.relation is not Relation.UNTIL else f"../{moment.anchor.edtf}"
    return Resolution(TimexType.DATE, point.vague, edtf, None, None if moment.anchor.is_day else moment.anchor.reason)


def _locate_both(point: Point, moment: Moment) -> tuple[Stretch, Stretch] | None:
    """Where the point lies if it was said on the first and on the last day that the anchor may be."""
    if point.relation is Relation.BEGIN and point.other is not None and not _stands_alone(point):
        return _locate_begin(point, moment)
    if _stands_alone(point):
        place = locate(point, date(2000, 1, 1), 0)
        return (place, place) if place else None
    if moment.year is not None and (point.month or point.season) and not (point.within or point.unit or point.side):
        point = replace(point, year=moment.year)
        return _locate_both(point, replace(moment, year=None))
    if moment.day is not None and (point.follows is not None or _is_time_only(point)):
        place = locate(point, moment.day, moment.side, moment.day)
        return (place, place) if place else None
    if moment.anchor is None:
        return None
    side = moment.side
    is_week_ahead = point.unit is Unit.WEEK and (point.count or 0) > 0
    last_day = _last_week(moment.anchor) if is_week_ahead else moment.anchor.last
    first, last = (locate(point, now, side) for now in (moment.anchor.first, last_day))
    return (first, last) if first and last else None


def _locate_begin(point: Point, moment: Moment) -> tuple[Stretch, Stretch] | None:
    """The begin of a range is the last such place before its end: "vom 28. Dezember bis 3. Januar"."""
    assert point.other is not None
    end = _locate_both(point.other, moment)
    if end is None:
        return None
    places = [locate(replace(point, relation=None), place.begin, -1, place.begin) for place in end]
    first, last = places
    return (first, last) if first and last else None


def _last_week(anchor: Anchor) -> date:
    """The last day of the anchor whose week belongs to it by the rule of ISO 8601: most of its days do."""
    last = week(anchor.last)
    thursday = last.begin + timedelta(days=3)
    return anchor.last if anchor.is_day or thursday <= anchor.last else last.begin - _DAY


def _stands_alone(point: Point) -> bool:
    """Whether the words tell the place without a time of speaking: "3. Mai 2021", "im Jahr 1990"."""
    if point.within is not None:
        return _stands_alone(point.within)
    return point.follows is None and (point.year or point.decade or point.century) is not None


def _is_time_only(point: Point) -> bool:
    fields = replace(point, part=None, hour=None, minute=None, zone=None, mod=None, relation=None, other=None, night_to=False)
    return fields == Point(side=point.side)


def _shift_night(point: Point, place: Stretch) -> Stretch:
    """The night to Sunday begins on Saturday."""
    if not point.night_to:
        return place
    before = place.begin - _DAY
    return Stretch(before, place.end, before.isoformat(), f"{before}/{place.end}")


def _clock(point: Point) -> str:
    assert point.hour is not None
    return f"T{point.hour:02}:{point.minute or 0:02}{point.zone or ''}"


def _value(point: Point, place: Stretch) -> str:
    if point.hour is not None:
        return place.value + _clock(point)
    return f"{place.value}T{point.part}" if point.part else place.value


def _template(point: Point) -> str:
    """The TIMEX3 value with X for what is not known."""
    if point.hour is not None and point.weekday is None and point.month is None:
        return _clock(point)
    if point.weekday is not None and point.day is None:
        day = f"XXXX-WXX-{point.weekday}"
    elif point.feast and point.feast[0].isdigit():
        day = f"XXXX-{point.feast}"
    elif point.month is not None:
        day = f"XXXX-{point.month:02}" + (f"-{point.day:02}" if point.day else "")
    elif point.season or point.quarter or point.half:
        day = f"XXXX-{point.season or (f'Q{point.quarter}' if point.quarter else f'H{point.half}')}"
    else:
        counted = {Unit.WEEK: "XXXX-WXX", Unit.WEEKEND: "XXXX-WXX-WE", Unit.MONTH: "XXXX-XX", Unit.YEAR: "XXXX", Unit.QUARTER: "XXXX-QX", Unit.HALF: "XXXX-HX", Unit.DECADE: "XXX", Unit.CENTURY: "XX"}
        day = counted.get(point.unit or Unit.DAY, "XXXX-XX-XX")
    if point.hour is not None:
        return day + _clock(point)
    return f"{day}T{point.part}" if point.part else day


def _spread(point: Point, first: Stretch, last: Stretch, moment: Moment) -> str | None:
    """How far apart a place can lie that is not known for sure."""
    anchor = moment.anchor
    assert anchor is not None
    if point.month or point.season or point.feast or point.quarter or point.half:
        return f"[{first.edtf},{last.edtf}]" if "/" not in first.edtf and point.relation in (None, Relation.ON) else None
    near = (point.weekday is not None and point.side is None and point.within is None) or (point.unit is Unit.DAY and point.count == 0)
    if near and point.relation in (None, Relation.ON):
        return anchor.edtf + "-XX" * (3 - anchor.edtf.count("-") - 1)
    begin, end = min(first.begin, last.begin), max(first.end, last.end)
    if point.relation in (None, Relation.ON, Relation.BEGIN, Relation.END):
        return f"{begin}/{end}"
    return _bound(point.relation, begin, end, f"{begin}/{end}", ahead=True)


def _place_point(point: Point, place: Stretch, moment: Moment) -> str:
    if point.relation in (Relation.BEGIN, Relation.END) and point.other is not None:
        return _place_range(point, place, moment)
    if point.hour is not None and point.relation in (None, Relation.ON):
        return _write_clock(point, place.begin)
    if point.hour is not None:
        return f"../{place.edtf}" if point.relation in (Relation.UNTIL, Relation.BEFORE) else f"{place.edtf}/.."
    return _bound(
        point.relation, place.begin, place.end, place.edtf, ahead=moment.side >= 0, to_the_end=point.mod == "END"
    )


def _write_clock(point: Point, day: date) -> str:
    hour = point.hour or 0
    if hour == 24:
        day, hour = day + _DAY, 0
    return f"{day}T{hour:02}:{point.minute or 0:02}:00{point.zone or ''}"


def _bound(
    relation: Relation | None, begin: date, end: date, edtf: str, *, ahead: bool, to_the_end: bool = False
) -> str:
    """A place, or what lies before or behind it, with an open end."""
    simple = "/" not in edtf and "X" not in edtf
    precise = simple and edtf[5:] not in {"21", "22", "23", "24"}
    upper = end.isoformat() if to_the_end else edtf if simple else str(end.year) if "X" in edtf else end.isoformat()
    lower = edtf if simple else str(begin.year) if "X" in edtf else begin.isoformat()
    if relation is Relation.UNTIL or (relation is Relation.BY and ahead and to_the_end):
        return f"../{upper}"
    if relation in (Relation.FROM, Relation.SINCE):
        return f"{lower}/.."
    if relation is Relation.BEFORE:
        return f"../{_write_like(edtf if precise else '', begin - _DAY)}"
    if relation is Relation.AFTER:
        return f"{_write_like(edtf if precise else '', end + _DAY)}/.."
    return edtf


def _write_like(edtf: str, day: date) -> str:
    """The day as precisely as `edtf` is: before 1992 is 1991, before May is April."""
    return day.isoformat()[: len(edtf) or 10]


def _place_range(point: Point, place: Stretch, moment: Moment) -> str:
    """Both ends of a range tell the whole of it."""
    assert point.other is not None
    begins = point.relation is Relation.BEGIN
    other = replace(point.other, relation=None if begins else Relation.BEGIN, other=None if begins else point)
    found = _locate_both(other, replace(moment, day=place.begin if point.hour is not None else moment.day))
    if found is None or found[0] != found[1]:
        return place.edtf
    first, last = (place, found[0]) if begins else (found[0], place)
    if point.hour is not None and point.other.hour is not None:
        return f"{place.begin}"
    lower = _bound(Relation.FROM, first.begin, first.end, first.edtf, ahead=True)
    upper = _bound(Relation.UNTIL, last.begin, last.end, last.edtf, ahead=True)
    return lower.removesuffix("..") + upper.removeprefix("../")


# --- lengths -----------------------------------------------------------------------------------------------------


def _place_length(length: Length, moment: Moment) -> tuple[str | None, str | None]:
    """Where a length lies, counted from the time of speaking, and why that is not known."""
    if length.relation is None:
        return None, A_LENGTH
    told = all(n != "X" for n, _ in length.amounts)
    if length.relation in (Relation.AHEAD, Relation.WITHIN) and moment.side < 0:
        return None, TELLS_NOT
    if length.relation is Relation.AFTER:
        return None, AN_EVENT
    anchor = moment.anchor
    if length.relation in (Relation.LATER, Relation.EARLIER):
        anchor = Anchor.of(moment.day.isoformat()) if moment.day is not None else None
        if anchor is None or not told:
            return None, TELLS_NOT
    if anchor is None:
        return None, NO_ANCHOR
    if not told:
        return _place_vague(length, anchor)
    if not anchor.is_day:
        return _place_roughly(length, anchor)
    point = _count(length, anchor.first)
    if point is None:
        return None, A_LENGTH
    here, there = anchor.first.isoformat(), point.isoformat()
    rough = _round(length, point)
    if length.relation in (Relation.AGO, Relation.AHEAD, Relation.LATER, Relation.EARLIER):
        return rough, None
    if length.relation is Relation.SINCE:
        return f"{rough}/..", None
    if length.relation is Relation.FROM:
        return f"{there}/..", None
    return (f"{there}/{here}" if point < anchor.first else f"{here}/{there}"), None


def _place_vague(length: Length, anchor: Anchor) -> tuple[str | None, str | None]:
    if length.relation is Relation.COMING:
        return f"{anchor.edtf}/..", None if anchor.is_day else anchor.reason
    if length.relation is Relation.PAST:
        return f"../{anchor.edtf}", None if anchor.is_day else anchor.reason
    return None, VAGUE


def _place_roughly(length: Length, anchor: Anchor) -> tuple[str | None, str | None]:
    """Counted in years from a month: "vor drei Jahren" still has its year."""
    years = all(unit in (Unit.YEAR, Unit.DECADE, Unit.CENTURY) for _, unit in length.amounts)
    if years and length.relation in (Relation.AGO, Relation.AHEAD, Relation.SINCE):
        point = _count(length, anchor.first)
        if point is not None:
            return f"{point.year:04}~" + ("/.." if length.relation is Relation.SINCE else ""), anchor.reason
    return None, anchor.reason


def _count(length: Length, now: date) -> date | None:
    """The day that lies the length behind or ahead of `now`."""
    back = length.relation in (Relation.AGO, Relation.SINCE, Relation.PAST, Relation.EARLIER)
    sign = -1 if back else 1
    day = now
    try:
        for number, unit in length.amounts:
            amount = float(number)
            days = {Unit.DAY: 1.0, Unit.WEEK: 7.0, Unit.HOUR: 1 / 24, Unit.MINUTE: 0.0, Unit.SECOND: 0.0}.get(unit)
            months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}.get(unit)
            if days is not None:
                day += timedelta(days=sign * int(amount * days))
            elif months is not None:
                day += relativedelta(months=sign * int(amount * months))
            else:
                return None
    except (ValueError, OverflowError):
        return None
    return day


def _round(length: Length, day: date) -> str:
    """A counted point is as precise as its smallest unit; beyond days it is about."""
    unit = length.amounts[-1][1]
    precision = _ROUGHLY.get(unit)
    if precision is None:
        return day.isoformat()
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]] + "~"
