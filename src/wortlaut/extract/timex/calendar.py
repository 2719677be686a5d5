"""Places in the calendar: what a `Point` is, counted from a day that is known.

Weeks are those of ISO 8601: they begin on Monday. Seasons are those of the northern half of the world, each of the
year in which it begins (the winter of 2014 ends in 2015).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from wortlaut.extract.timex.meanings import Point, Relation, Unit

_SEASONS = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "WI": (24, 12)}
_SEASON_DAYS = {"SP": (21, 20), "SU": (21, 22), "FA": (23, 21), "WI": (22, 20)}
_DAY = timedelta(days=1)
_FAR, _SOON, _RECENT = 270, 60, 30


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `begin` to `end`, both included; `value` is TIMEX3, `edtf` what EDTF calls it, if it has a name."""

    begin: date
    end: date
    value: str
    edtf: str

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.begin == self.end


def locate(point: Point, now: date, side: int, day: date | None = None, year: int | None = None) -> Stretch | None:
    """The stretch that `point` means on the day `now`; None where the words alone do not lead to one.

    `side` is -1 for what lies behind, 1 for what lies ahead (2 for sure), 0 where that is not known; `day` and `year`
    are those last spoken of. Dates outside the years 1 to 9999 are no places.
    """
    try:
        return _locate(point, now, point.side or side, day, year)
    except (ValueError, OverflowError):
        return None


def _locate(point: Point, now: date, side: int, day: date | None = None, year: int | None = None) -> Stretch | None:
    if point.follows is not None:
        if point.unit is not None:
            return in_year(Point(), year + point.follows) if year is not None else None
        return _day((day or now) + timedelta(days=point.follows)) if day is not None else None
    if point.within is not None:
        outer = _locate(point.within, now, point.within.side or side, day)
        return _inside(point, outer, now) if outer is not None else None
    if point.nth is not None:
        return in_year(point, point.year) if point.year is not None else _nearest(point, now, side)
    if point.weekday is not None and point.day is None:
        return _weekday(point, now, side)
    if point.unit is not None and point.season is None:
        place = count_units(point.unit, point.count or 0, now, side)
        if place is not None and point.mod == "END" and side < 0 and not point.count and _has_its_end_ahead(place, now):
            return count_units(point.unit, -1, now, side)
        return place
    if point.decade is not None:
        first = point.decade * 10
        return Stretch(date(first, 1, 1), date(first + 9, 12, 31), f"{point.decade:03}", f"{point.decade:03}X")
    if point.century is not None:
        first = point.century * 100
        return Stretch(date(first + 1, 1, 1), date(first + 100, 12, 31), f"{point.century:02}", f"{point.century:02}XX")
    if point.year is not None:
        return in_year(point, point.year)
    if point.month or point.season or point.quarter or point.half or point.feast or point.week:
        return _nearest(point, now, side)
    if point.part is not None or point.hour is not None:
        return _day(day or now)
    return None


def _has_its_end_ahead(place: Stretch, now: date) -> bool:
    """Whether the last third of a stretch is still to come: "am Jahresende" of the past is then the one before."""
    return now < place.begin + (place.end - place.begin) * 2 / 3


def in_year(point: Point, year: int) -> Stretch | None:
    """The day, month, season or part of a year that a point names, in that year."""
    if point.feast is not None:
        return _day(feast(point.feast, year))
    if point.nth is not None and point.month is not None:
        return _nth(point.nth, point.weekday, date(year, point.month, 1))
    if point.month is not None:
        if point.day is not None:
            return _day(date(year, point.month, point.day))
        return _months(year, point.month, 1, f"{year:04}-{point.month:02}")
    if point.week is not None:
        return week(date.fromisocalendar(year, point.week, 1))
    if point.season is not None:
        return season(point.season, year)
    if point.quarter is not None:
        return _months(year, point.quarter * 3 - 2, 3, f"{year:04}-Q{point.quarter}")
    if point.half is not None:
        return _months(year, point.half * 6 - 5, 6, f"{year:04}-H{point.half}")
    return Stretch(date(year, 1, 1), date(year, 12, 31), f"{year:04}", f"{year:04}")


def count_units(unit: Unit, count: int, now: date, side: int = 0) -> Stretch | None:
    """The day, week, month … that lies `count` units from the one of `now`."""
    if unit is Unit.DAY:
        return _day(now + timedelta(days=count))
    if unit is Unit.WEEK:
        return week(now + timedelta(weeks=count))
    if unit is Unit.WEEKEND:
        if now.isoweekday() < 6 and (count == 1 or (count == 0 and side < 0)):
            count -= 1  # before Saturday, the weekend ahead is this week's
        return _weekend(now + timedelta(weeks=count))
    if unit is Unit.MONTH:
        month = now + relativedelta(months=count)
        return _months(month.year, month.month, 1, f"{month.year:04}-{month.month:02}")
    if unit is Unit.QUARTER:
        month = now + relativedelta(months=3 * count)
        return in_year(Point(quarter=(month.month + 2) // 3), month.year)
    if unit is Unit.HALF:
        month = now + relativedelta(months=6 * count)
        return in_year(Point(half=1 if month.month <= 6 else 2), month.year)
    if unit is Unit.YEAR:
        return in_year(Point(), now.year + count)
    if unit is Unit.DECADE:
        return _locate(Point(decade=now.year // 10 + count), now, side)
    if unit is Unit.CENTURY:
        return _locate(Point(century=(now.year - 1) // 100 + count), now, side)
    return None


def week(day: date) -> Stretch:
    """The week of a day."""
    year, number, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    sunday = monday + timedelta(days=6)
    return Stretch(monday, sunday, f"{year:04}-W{number:02}", f"{monday}/{sunday}")


def feast(rule: str, year: int) -> date:
    """A holiday in a year: "12-24", or counted from a Sunday: "easter+49", "advent-7", "05-sunday-2"."""
    month, _, day = rule.partition("-")
    if day.startswith("sunday"):
        return _find_nth(int(day.removeprefix("sunday-")), 7, date(year, int(month), 1)) or date.min
    if rule[0].isdigit():
        return date(year, int(month), int(day))
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    fourth = date(year, 12, 25) - timedelta(days=date(year, 12, 25).isoweekday())
    return fourth - timedelta(days=21) + timedelta(days=int(rule.removeprefix("advent")))


def season(code: str, year: int) -> Stretch:
    """A season of a year, by the calendar: the summer is 21 June to 22 September."""
    number, month = _SEASONS[code]
    first, last = _SEASON_DAYS[code]
    begin = date(year, month, first)
    end = (begin.replace(day=1) + relativedelta(months=3)).replace(day=last)
    return Stretch(begin, end, f"{year:04}-{code}", f"{year:04}-{number}")


def _inside(point: Point, outer: Stretch, now: date) -> Stretch | None:
    inner = replace(point, within=None)
    if point.weekday is not None and point.day is None:
        return _day(outer.begin + timedelta(days=point.weekday - 1)) if (outer.end - outer.begin).days == 6 else None
    if point.day is not None and point.month is None:
        return _day(outer.begin.replace(day=point.day))
    return in_year(inner, outer.begin.year) if outer.begin.year == outer.end.year else None


def _weekday(point: Point, now: date, side: int) -> Stretch:
    assert point.weekday is not None
    if point.unit is Unit.WEEK and point.count is not None:
        return _day(week(now + timedelta(weeks=point.count)).begin + timedelta(days=point.weekday - 1))
    behind = (now.isoweekday() - point.weekday) % 7
    ahead = (point.weekday - now.isoweekday()) % 7
    if point.side is not None:
        if behind == 0:  # "kommenden Freitag", said on a Friday, is another one
            behind = ahead = 7
        further = 7 * (abs(point.side) - 1)  # "vorvergangenen Freitag"
        behind, ahead = behind + further, ahead + further
    back = behind <= ahead if side == 0 else side < 0
    return _day(now - timedelta(days=behind) if back else now + timedelta(days=ahead))


def _nearest(point: Point, now: date, side: int) -> Stretch | None:
    """A place that every year has, in the year that fits."""
    found = _in_years(point, range(now.year - 1, now.year + 2)) or _in_years(point, range(now.year - 4, now.year + 5))
    strictly = point.side is not None
    behind = [s for s in found if (s.end < now if strictly else s.begin <= now)]
    ahead = [s for s in found if (s.begin > now if strictly else s.end >= now)]
    if side and not (_may_turn(point, side) and _is_far(behind, ahead, now, side)):
        fitting = behind[-1:] if side < 0 else ahead[:1]
        return fitting[0] if fitting else None
    return min(found, key=lambda s: (max((s.begin - now).days, (now - s.end).days, 0), s.begin > now), default=None)


def _may_turn(point: Point, side: int) -> bool:
    """Whether the tense may mislead: "die Sitzung wurde am 3. Februar" may go on with "verschoben" or "angesetzt"."""
    if point.side is not None or point.part is not None or abs(side) > 1:
        return False
    if side < 0:
        return (point.day is not None or point.feast is not None) and point.relation is not Relation.SINCE
    return point.day is not None and point.relation is None


def _in_years(point: Point, years: range) -> list[Stretch]:
    """The place in each of the years that have it; most have no 29 February."""
    found = []
    for year in years:
        with suppress(ValueError):
            found.append(in_year(point, year))
    return [stretch for stretch in found if stretch is not None]


def _is_far(behind: list[Stretch], ahead: list[Stretch], now: date, side: int) -> bool:
    """Whether the day on the side that the tense tells is most of a year away, and the other one near."""
    if not behind or not ahead:
        return False
    gap_behind, gap_ahead = (now - behind[-1].end).days, (ahead[0].begin - now).days
    return (gap_behind > _FAR and gap_ahead < _SOON) if side < 0 else (gap_ahead > _FAR and gap_behind < _RECENT)


def _nth(number: int, weekday: int | None, first: date) -> Stretch | None:
    """The nth weekday of the month that begins on `first`, or its nth weekend (of a Saturday) where that is None."""
    found = _find_nth(number, weekday or 6, first)
    if found is None:
        return None
    return _day(found) if weekday is not None else _weekend(found)


def _find_nth(number: int, weekday: int, first: date) -> date | None:
    days = [first + timedelta(days=n) for n in range(31)]
    fitting = [d for d in days if d.month == first.month and d.isoweekday() == weekday]
    return fitting[number - 1 if number > 0 else -1] if number <= len(fitting) else None


def _day(day: date) -> Stretch:
    return Stretch(day, day, day.isoformat(), day.isoformat())


def _weekend(day: date) -> Stretch:
    whole = week(day)
    saturday = whole.end - _DAY
    return Stretch(saturday, whole.end, f"{whole.value}-WE", f"{saturday}/{whole.end}")


def _months(year: int, month: int, count: int, value: str) -> Stretch:
    begin = date(year, month, 1)
    end = begin + relativedelta(months=count) - _DAY
    edtf = value if count == 1 else f"{begin.isoformat()[:7]}/{end.isoformat()[:7]}"
    return Stretch(begin, end, value, edtf)
