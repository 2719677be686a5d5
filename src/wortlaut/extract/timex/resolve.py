"""From what time words mean to when that is: TIMEX3 values, and in EDTF what is known for sure.

A point is located on the first and on the last day that the time of speaking may be. Where both lead to the same place
it is known; where they do not, the value keeps X for what is not known, and the EDTF says how far the place can lie
apart. Without a time of speaking only what the words tell themselves is known. Each gap has its reason.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from wortlaut.extract.timex.bounds import bound, bound_clock, lower, upper
from wortlaut.extract.timex.calendar import Stretch, locate, week
from wortlaut.extract.timex.lengths import place_length
from wortlaut.extract.timex.meanings import Length, Point, Recurrence, Relation, Unit
from wortlaut.extract.timex.moment import (
    AN_EVENT,
    BEYOND,
    NO_ANCHOR,
    RECURS,
    TELLS_NOT,
    VAGUE,
    Anchor,
    Moment,
    Resolution,
)
from wortlaut.extract.timex.timex3 import write_clock, write_length, write_place, write_unknown
from wortlaut.model import TimexType

_DAY = timedelta(days=1)
_ENDS = {Relation.BEGIN, Relation.END}
_FREE = {None, Relation.ON, Relation.FIRST, Relation.LAST, *_ENDS}
_DATED = re.compile(r"\d{4}-(?:0\d|1[0-2])(?:-\d\d)?")  # what EDTF allows in a set
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WITH_ITS_DAY: dict[Relation | None, Relation] = {Relation.AFTER: Relation.FROM, Relation.BEFORE: Relation.UNTIL}
"""What lies behind a night or an hour may lie on the same day."""
_ANY_DAY = date(2000, 1, 1)  # for what needs none

Both = tuple[Stretch, Stretch]
"""Where a point lies if it was said on the first and on the last day that the anchor may be."""


def resolve(meaning: Point | Length | Recurrence, moment: Moment) -> Resolution:
    """Say when it is."""
    if isinstance(meaning, Recurrence):
        return Resolution(TimexType.SET, meaning.value, reason=RECURS, quant=meaning.quant, freq=meaning.freq)
    if isinstance(meaning, Length):
        edtf, reason = place_length(meaning, moment)
        day = date.fromisoformat(edtf) if edtf is not None and _A_DAY.fullmatch(edtf) else None
        return Resolution(TimexType.DURATION, write_length(meaning), edtf, meaning.mod, reason, day=day)
    if meaning.vague is not None:
        return _resolve_vague(meaning.vague, meaning.relation, moment.anchor)
    if meaning.event:
        return Resolution(
            TimexType.DATE, write_unknown(meaning), reason=AN_EVENT if meaning.weekday is None else TELLS_NOT
        )
    try:
        return _resolve_point(meaning, moment)
    except OverflowError:  # on the first and the last days of the calendar
        return Resolution(_type(meaning), write_unknown(meaning), None, meaning.mod, BEYOND)


def _type(point: Point) -> TimexType:
    return TimexType.TIME if point.part or point.hour is not None else TimexType.DATE


def _resolve_vague(value: str, relation: Relation | None, anchor: Anchor | None) -> Resolution:
    """Only "ab sofort" and "bis jetzt" tell a place: they begin or end when they are said."""
    if relation not in (Relation.FROM, Relation.SINCE, Relation.UNTIL) or anchor is None or value != "PRESENT_REF":
        return Resolution(TimexType.DATE, value, reason=VAGUE)
    edtf = f"../{anchor.edtf}" if relation is Relation.UNTIL else f"{anchor.edtf}/.."
    return Resolution(TimexType.DATE, value, edtf, reason=None if anchor.is_day else anchor.reason)


def _resolve_point(point: Point, moment: Moment) -> Resolution:
    type_ = _type(point)
    if moment.apart and _is_time_only(point) and point.hour is not None:
        return Resolution(type_, write_clock(point), None, point.mod, RECURS)
    found = _locate(point, moment)
    if found is None:
        reason = NO_ANCHOR if moment.anchor is None else TELLS_NOT
        return Resolution(type_, write_unknown(point), None, point.mod, reason)
    first, last = found
    if first == last:
        place = _begin_night(point, first)
        day = place.begin if place.is_day else None
        return Resolution(type_, write_place(point, place), _place(point, place, moment), point.mod, day=day)
    assert moment.anchor is not None
    edtf = _spread(point, first, last, moment.anchor)
    return Resolution(type_, write_unknown(point), edtf, point.mod, moment.anchor.reason)


# --- where a point lies ------------------------------------------------------------------------------------------


def _locate(point: Point, moment: Moment) -> Both | None:
    if _stands_alone(point):
        return _both(locate(point, _ANY_DAY, 0))
    if point.other is not None and (point.relation is Relation.BEGIN or _leans_on_other(point, moment)):
        return _locate_beside(point, point.other, moment)
    if moment.year is not None and _lacks_year(point):
        return _both(locate(replace(point, year=moment.year), _ANY_DAY, 0))
    if point.follows is not None and point.unit is not None:
        return _both(locate(point, _ANY_DAY, 0, year=moment.year_told))
    if moment.day is not None and (point.follows is not None or _is_time_only(point)):
        return _both(locate(point, moment.day, moment.side, moment.day))
    if moment.anchor is None:
        return None
    is_week_ahead = point.unit is Unit.WEEK and (point.count or 0) > 0
    last_day = _last_of_weeks(moment.anchor) if is_week_ahead else moment.anchor.last
    first, last = (locate(point, now, moment.side) for now in (moment.anchor.first, last_day))
    return (first, last) if first and last else None


def _both(place: Stretch | None) -> Both | None:
    return (place, place) if place is not None else None


def _leans_on_other(point: Point, moment: Moment) -> bool:
    """Of two places side by side the one that lies further away leans on the nearer one."""
    return point.relation is (Relation.LAST if moment.side > 0 else Relation.FIRST)


def _locate_beside(point: Point, other: Point, moment: Moment) -> Both | None:
    """The last such place before the other, or the first behind it: "vom 28. Dezember bis 3. Januar"."""
    found = _locate(other, moment)
    if found is None:
        return None
    side = 1 if point.relation is Relation.LAST else -1
    first, last = (locate(replace(point, relation=None), place.begin, side, place.begin) for place in found)
    return (first, last) if first and last else None


def _last_of_weeks(anchor: Anchor) -> date:
    """The last day of the anchor whose week belongs to it by the rule of ISO 8601: most of its days do."""
    last = week(anchor.last)
    thursday = last.begin + timedelta(days=3)
    return anchor.last if anchor.is_day or thursday <= anchor.last else last.begin - _DAY


def _stands_alone(point: Point) -> bool:
    """Whether the words tell the place without a time of speaking: "3. Mai 2021", "im Jahr 1990"."""
    if point.within is not None:
        return _stands_alone(point.within)
    return point.follows is None and (point.year or point.decade or point.century) is not None


def _lacks_year(point: Point) -> bool:
    """ "im April", "im Sommer": told of the past, it lies in the year that is told of."""
    named = point.month is not None or point.season is not None
    return named and point.within is None and point.unit is None and point.side is None


def _is_time_only(point: Point) -> bool:
    """ "um 20 Uhr", "am Abend": its day is told elsewhere."""
    timeless = replace(
        point, part=None, hour=None, minute=None, zone=None, mod=None, relation=None, other=None, night_to=False
    )
    return (point.part is not None or point.hour is not None) and timeless == Point(side=point.side)


def _begin_night(point: Point, place: Stretch) -> Stretch:
    """The night to Sunday begins on Saturday."""
    if not point.night_to:
        return place
    before = place.begin - _DAY
    return Stretch(before, place.end, before.isoformat(), f"{before}/{place.end}")


# --- what is known for sure --------------------------------------------------------------------------------------


def _place(point: Point, place: Stretch, moment: Moment) -> str:
    """The EDTF of a point whose place is known."""
    if point.relation in _ENDS and point.other is not None:
        return _place_range(point, point.other, place, moment)
    if point.hour is not None or (point.part is not None and place.is_day):
        return bound_clock(point.relation, point, place.begin)
    if point.relation is Relation.BY and moment.side < 0:
        return place.edtf
    return bound(point.relation, place, point.mod)


def _place_range(point: Point, other: Point, place: Stretch, moment: Moment) -> str:
    """Both ends of a range tell the whole of it; hours of one day tell the day."""
    if point.hour is not None and other.hour is not None:
        return place.edtf
    opens = point.relation is Relation.BEGIN
    far = replace(other, relation=None) if opens else replace(other, relation=Relation.BEGIN, other=point)
    found = _locate(far, moment)
    if found is None or found[0] != found[1]:
        return place.edtf
    begin, end = (place, found[0]) if opens else (found[0], place)
    return f"{lower(begin)}/{upper(end)}"


def _spread(point: Point, first: Stretch, last: Stretch, anchor: Anchor) -> str | None:
    """How far apart a place can lie that is not known for sure: "am Freitag" in a report of January."""
    if point.month or point.season or point.feast or point.quarter or point.half or point.week:
        told = _DATED.fullmatch(first.edtf) and point.relation in _FREE - _ENDS
        return f"[{first.edtf},{last.edtf}]" if told else None
    first, last = _begin_night(point, first), _begin_night(point, last)
    if point.relation not in _FREE:
        relation = _WITH_ITS_DAY.get(point.relation) if _has_hours(point) else None
        relation = relation or point.relation
        return bound(relation, _span(relation, first, last), point.mod)
    if _lies_near(point):
        return anchor.edtf + "-XX" * (2 - anchor.edtf.count("-"))
    return f"{min(first.begin, last.begin)}/{max(first.end, last.end)}"


def _has_hours(point: Point) -> bool:
    return point.part is not None or point.hour is not None


def _span(relation: Relation | None, first: Stretch, last: Stretch) -> Stretch:
    """All that lies before any of the places lies before the last of them; what lies behind, behind the first."""
    begin = last.begin if relation is Relation.BEFORE else first.begin
    end = first.end if relation is Relation.AFTER else last.end
    return Stretch(begin, end, "", f"{begin}/{end}")


def _lies_near(point: Point) -> bool:
    """ "heute", "am Freitag": in the days around the time of speaking."""
    if point.within is not None or point.side is not None:
        return False
    return point.weekday is not None or (point.unit is Unit.DAY and point.count == 0) or _is_time_only(point)
