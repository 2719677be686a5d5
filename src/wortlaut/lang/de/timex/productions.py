"""What German time words mean together: the productions that the rules beside this file name, and its numerals."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from wortlaut.extract.timex.meanings import Impossible, Length, Meaning, Point, Recurrence, Relation, Unit

_LAST_HOUR, _LAST_MINUTE = 24, 59
_PRESENT_CENTURY = 19
_YOUNGEST = 40  # "15.3.41" is of the last century, "15.3.40" of this one
_UNKNOWN = "X"

Found = Meaning | None


def day_of(day: int, month: int, year: int | None = None) -> Point | Impossible:
    """A day of a month; without a year the twenty-ninth of February may exist."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or 2000, month)[1]:
        return Impossible()
    return Point(day=day, month=month, year=year)


def clock(hour: int, minute: int = 0) -> Point | Impossible:
    """A time of day on the clock of 24 hours; 24:00 ends the day."""
    fits = (hour < _LAST_HOUR and minute <= _LAST_MINUTE) or (hour == _LAST_HOUR and minute == 0)
    return Point(hour=hour, minute=minute) if fits else Impossible()


def _full_date(match: re.Match[str]) -> Point | Impossible:
    day, month, year = (int(part) for part in match.groups())
    if year < 100:
        year += 1900 if year > _YOUNGEST else 2000
    return day_of(day, month, year)


def _odd_date(day: int, month: int) -> Impossible | None:
    """ "31.4."."""
    return Impossible() if month <= 12 and isinstance(day_of(day, month), Impossible) else None


def _short_date(day: int, month: int) -> Point | None:
    """ "15.7."; what is no date is something else: the numbers of a section, of a version."""
    point = day_of(day, month)
    return point if isinstance(point, Point) else None


NUMERALS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], object]], ...] = (
    ("number", re.compile(r"\d{1,6}"), lambda m: m[0]),
    ("number", re.compile(r"\d{1,3}(?:\.\d{3})+"), lambda m: m[0].replace(".", "")),
    ("number", re.compile(r"\d{1,3},\d{1,2}"), lambda m: m[0].replace(",", ".")),
    ("year", re.compile(r"1[1-9]\d\d|20\d\d"), lambda m: Point(year=int(m[0]))),
    ("short-year", re.compile(r"\d\d"), lambda m: int(m[0])),
    ("ordinal", re.compile(r"(\d{1,3})\."), lambda m: int(m[1])),
    ("day", re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)"), _full_date),
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)"), lambda m: day_of(int(m[3]), int(m[2]), int(m[1]))),
    ("numeric-day", re.compile(r"(\d{1,2})\.(\d{1,2})\."), lambda m: _short_date(int(m[1]), int(m[2]))),
    ("odd-day", re.compile(r"(\d{1,2})\.(\d{1,2})\."), lambda m: _odd_date(int(m[1]), int(m[2]))),
    ("dotted", re.compile(r"(\d{1,2})[.:](\d\d)"), lambda m: clock(int(m[1]), int(m[2]))),
    ("tens", re.compile(r"([1-9])0-?er"), lambda m: int(m[1])),
    ("tens-noun", re.compile(r"([2-9])0-?ern?"), lambda m: int(m[1])),
    ("decade", re.compile(r"(1\d\d|20\d)0-?er"), lambda m: Point(decade=int(m[1]))),
)
"""Kind, pattern of a whole word in figures, and what it stands for."""


VALUES: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(("unit", "units", "weekend", "of-units", "of-years", "long-word", "one-day"), lambda v: Unit[v]),
    **dict.fromkeys(
        ("month", "weekday", "weekday-of", "shift", "this", "current", "day-shift", "today", "tomorrow"), int
    ),
    **dict.fromkeys(("year-shift", "this-years", "year-noun", "month-noun", "week-noun", "year-adjective"), int),
    **dict.fromkeys(("context-day", "context-year", "eve", "later", "earlier-by", "days-adjective", "that"), int),
    **dict.fromkeys(("nth", "tens", "tens-noun", "same"), int),
}
"""How the tables' values are read, by kind; all others are text."""


# --- points ------------------------------------------------------------------------------------------------------


def counted(unit: Unit, count: int) -> Point | None:
    """The unit that lies `count` units behind (below 0) or ahead of the one of the time of speaking.

    Days are counted from the day last spoken of: "am nächsten Tag" is not tomorrow.
    """
    if unit in (Unit.SECOND, Unit.MINUTE, Unit.HOUR):  # "in letzter Minute" is no time
        return None
    return Point(follows=count) if unit is Unit.DAY else Point(unit=unit, count=count)


def counted_day(count: int) -> Point:
    """ "gestern", "heute", "übermorgen"."""
    return Point(unit=Unit.DAY, count=count)


def inside(point: Found, larger: Found) -> Found:
    """ "August vorigen Jahres", "Dienstag kommender Woche": a place in a stretch that the words tell."""
    if isinstance(point, Impossible):
        return point
    if not isinstance(point, Point) or not isinstance(larger, Point):
        return None
    if point.within or point.year or larger.day:
        return None
    if larger.unit is not None and larger.unit is not (Unit.WEEK if point.weekday else Unit.YEAR):
        return None
    if point.day and point.month and larger.year and larger.month is None:
        return day_of(point.day, point.month, larger.year)
    return replace(point, year=larger.year) if larger == Point(year=larger.year) else replace(point, within=larger)


def edge(mod: str, point: Found) -> Found:
    """ "Ende März": the first, middle or last part of a stretch."""
    return replace(point, mod=mod) if isinstance(point, Point) and point.mod is None else None


def toward(side: int, point: Found) -> Found:
    """ "kommenden Freitag", "vergangenen Sommer": ahead or behind."""
    return replace(point, side=side) if isinstance(point, Point) and point.side is None else None


def nth_of(number: int, unit: Unit) -> Found:
    """ "drittes Quartal", "zweites Halbjahr", "19. Jahrhundert"."""
    if unit is Unit.QUARTER and number <= 4:
        return Point(quarter=number)
    if unit is Unit.HALF and number <= 2:
        return Point(half=number)
    return Point(century=number - 1) if unit is Unit.CENTURY and number > 1 else None


def nth_in_month(number: int, month: int, year: Point | None, *, weekday: int | None = None) -> Point:
    """ "am ersten Sonntag im Mai", "am letzten Wochenende im März"; -1 is the last."""
    unit = Unit.WEEKEND if weekday is None else None
    return Point(nth=number, weekday=weekday, unit=unit, month=month, year=year.year if year else None)


def calendar_week(number: object, year: Point | None) -> Point | None:
    """ "KW 5", "Kalenderwoche 12 2023"."""
    fits = str(number).isdecimal() and 1 <= int(str(number)) <= 53
    return Point(week=int(str(number)), year=year.year if year else None) if fits else None


def later_day(count: int, _: object, length: Length) -> Point | None:
    """ "heute in einer Woche", "morgen in zehn Tagen"."""
    days = {Unit.DAY: 1, Unit.WEEK: 7}
    number, unit = length.amounts[0]
    if len(length.amounts) > 1 or length.relation or unit not in days or not number.isdecimal():
        return None
    return counted_day(count + int(number) * days[unit])


def decade_of(tens: int) -> Point:
    """ "die neunziger Jahre": of the century that has the most of them."""
    return Point(decade=(_PRESENT_CENTURY * 10 + tens) if tens > 1 else (_PRESENT_CENTURY + 1) * 10 + tens)


def on_the_day(day: Found, part: str, mod: str | None = None) -> Found:
    """ "Montagabend", "gestern früh": a part of a day."""
    if not isinstance(day, Point) or day.part or day.hour is not None:
        return None
    return replace(day, part=part, mod=mod)


def dated(weekday: int, day: Found) -> Found:
    """ "Samstag, 17. Januar": a day with its name."""
    if isinstance(day, Impossible):
        return day
    return replace(day, weekday=weekday) if isinstance(day, Point) and day.day and day.weekday is None else None


def near_part(shift: int, part: str) -> Point | None:
    """ "am nächsten Morgen" is that of the day after the one told; "in der vergangenen Nacht" began yesterday."""
    if abs(shift) != 1:
        return None
    if part == "NI":
        return Point(unit=Unit.DAY, count=0 if shift < 0 else 1, part=part, night_to=True)
    return Point(follows=shift, part=part)


def some_day(weekday: int) -> Point:
    """ "an einem Sonntag": nobody knows which."""
    return Point(weekday=weekday, event=True)


def near_weekday(shift: int, weekday: int) -> Point:
    """ "kommenden Freitag", "vorvergangenen Freitag"."""
    return Point(weekday=weekday, side=shift)


def night_to(day: Found) -> Found:
    """ "in der Nacht auf Sonntag": the night that begins on the day before."""
    return replace(day, part="NI", night_to=True) if isinstance(day, Point) and day.part is None else day


def in_zone(time: Found, zone: str) -> Found:
    """ "20 Uhr MEZ"."""
    return replace(time, zone=zone) if isinstance(time, Point) else time


def whole_hour(number: str) -> Found:
    """ "8 Uhr", "acht Uhr"."""
    return clock(int(number)) if str(number).isdecimal() and len(str(number)) <= 2 else None


def hour_and_minute(number: str, minute: str) -> Found:
    """ "8 Uhr 30"."""
    if not (str(number).isdecimal() and str(minute).isdecimal()):
        return None
    return clock(int(number), int(minute))


def half_to(number: str) -> Found:
    """ "halb neun" is half past eight."""
    return clock(int(number) - 1, 30) if str(number).isdecimal() and 0 < int(number) <= 12 else None


def in_the(time: Found, part: str) -> Found:
    """ "acht Uhr abends" is 20:00."""
    late = isinstance(time, Point) and time.hour is not None and part in {"EV", "AF"} and time.hour < 12
    return replace(time, hour=time.hour + 12) if late and isinstance(time, Point) and time.hour is not None else time


# --- lengths and what recurs -------------------------------------------------------------------------------------


def amount(number: object, unit: Unit) -> Length:
    """ "zwei Wochen"; X for a number that is not told."""
    return Length(((str(number), unit),))


def unknown(unit: Unit) -> Length:
    """ "seit Jahren", "tagelang"."""
    return amount(_UNKNOWN, unit)


def joined(longer: Length, shorter: Length) -> Length | None:
    """ "drei Jahre und vier Monate"."""
    order = list(Unit)
    falls = order.index(longer.amounts[-1][1]) > order.index(shorter.amounts[0][1])
    fits = falls and not (longer.relation or shorter.relation) and _UNKNOWN not in longer.amounts[-1]
    return Length(longer.amounts + shorter.amounts, longer.mod) if fits else None


def about(mod: str, length: Length) -> Length | None:
    """ "rund drei Jahre", "fast zehn Jahre"."""
    return replace(length, mod=mod or None) if length.mod is None else None


def moved(shift: int, length: Length) -> Length | None:
    """ "die vergangenen zwei Jahre", "die nächsten Wochen"."""
    if length.relation is not None or abs(shift) != 1:
        return None
    return replace(length, relation=Relation.COMING if shift > 0 else Relation.PAST)


def every(number: object, unit: Unit, quant: str | None = None) -> Recurrence:
    """ "alle zwei Wochen", "pro Jahr", "jeden Tag"."""
    prefix = "PT" if unit.value.startswith("T") else "P"
    return Recurrence(f"{prefix}{number}{unit.value.removeprefix('T')}", quant)


def every_weekday(quant: str, weekday: int, part: str | None = None) -> Recurrence:
    """ "jeden Montag", "jeden Montagabend"."""
    return Recurrence(f"XXXX-WXX-{weekday}{f'T{part}' if part else ''}", quant)


# --- how they are used -------------------------------------------------------------------------------------------


def use(relation: Relation | None, meaning: Found) -> Found:
    """A point or a length under a preposition; None where it has one already."""
    if isinstance(meaning, Impossible):
        return meaning
    if meaning is None or isinstance(meaning, Recurrence) or meaning.relation is not None:
        return None
    return replace(meaning, relation=relation)


def stretch(begin: Found, end: Found) -> tuple[Meaning, ...] | None:
    """Two ends of one stretch: "vom 3. bis 7. Mai", "zwischen 2010 und 2012"."""
    if isinstance(begin, Impossible) or isinstance(end, Impossible):
        return (begin or Impossible(), end or Impossible())
    if not isinstance(begin, Point) or not isinstance(end, Point) or begin.relation or end.relation:
        return None
    begin = complete(begin, end)
    return replace(begin, relation=Relation.BEGIN, other=end), replace(end, relation=Relation.END, other=begin)


def complete(begin: Point, end: Point) -> Point:
    """ "3. bis 7. Mai 2022": what the first does not tell it takes from the second."""
    if begin.day is not None and begin.month is None:
        begin = replace(begin, month=end.month, within=end.within)
    if begin.month is not None and begin.year is None:
        begin = replace(begin, year=end.year, within=begin.within or end.within)
    return begin


def toward_past(point: Found) -> Found:
    """ "die Sitzung vom Freitag" is over."""
    return replace(point, side=-1) if isinstance(point, Point) and point.side is None and not point.relation else point


def toward_ahead(point: Found) -> Found:
    """ "für Freitag geplant", "auf den 19. Dezember verlegt"."""
    if isinstance(point, Point) and point.side is None and point.relation is None:
        return replace(point, relation=Relation.ON)
    return point


def not_the_end(point: Found) -> Found:
    """ "zum 1. Januar", "zum Wochenende"; "zum Monatsende" is a term."""
    return None if isinstance(point, Point) and point.mod == "END" else point


def with_article(day: Found) -> Found:
    """ "der 3. Mai", "den Montag"; not "der heute"."""
    return None if isinstance(day, Point) and day.unit is Unit.DAY else day


def day_and_clock(relation: Relation, day: Found, *rest: Any) -> tuple[Meaning, ...] | None:
    """ "bis Freitag, 12 Uhr": both under the preposition."""
    first, last = use(relation, day), use(relation, rest[-1])
    return (first, last) if first is not None and last is not None else None


def within(length: Found) -> Found:
    """ "binnen 48 Stunden", "innerhalb der nächsten drei Monate"."""
    if isinstance(length, Length) and length.relation in (Relation.COMING, Relation.PAST):
        return length
    return use(Relation.WITHIN, length)


def days(_: object, first: int, *rest: Any) -> tuple[Meaning, ...] | None:
    """ "vom 3. bis 7. Mai"."""
    end = rest[-1]
    if isinstance(end, Impossible):
        return (Impossible(), end)
    if not isinstance(end, Point) or end.month is None or end.day is None:
        return None
    return stretch(day_of(first, end.month, end.year), end)


def places(_: object, first: Found, *rest: Any) -> tuple[Meaning, ...] | None:
    """ "vom 3. Mai bis zum 7. Juni", "von 1999 bis 2008"."""
    return stretch(first, rest[-1])


def _as_clock(time: object) -> Found:
    return whole_hour(time) if isinstance(time, str) else time if isinstance(time, (Point, Impossible)) else None


def hours(_: object, first: object, __: object, last: Found) -> tuple[Meaning, ...] | None:
    """ "von 10 bis 18 Uhr"."""
    begin = _as_clock(first)
    return stretch(begin, last) if begin is not None else None


def ranged(relation: Relation, first: object, to: object, last: Found) -> tuple[Meaning, ...] | None:
    """ "in zwei bis drei Wochen": both lengths under the preposition."""
    found = lengths(first, to, last)
    used = [use(relation, length) for length in found or ()]
    return (used[0], used[1]) if len(used) == 2 and used[0] and used[1] else None


def lengths(first: object, _: object, last: Found) -> tuple[Meaning, ...] | None:
    """ "sechs bis acht Monate"."""
    if not isinstance(last, Length) or last.relation or len(last.amounts) > 1:
        return None
    return amount(first, last.amounts[0][1]), last


def numbered(_: object, first: int, __: object, last: Found) -> tuple[Meaning, ...] | None:
    """ "im 18. und 19. Jahrhundert", "im ersten und zweiten Quartal"."""
    if not isinstance(last, Point):
        return None
    if last.century is not None and 1 < first <= last.century:
        return replace(last, century=first - 1), last
    if last.quarter is not None and first < last.quarter:
        return side_by_side(replace(last, quarter=first), last)
    return None


def side_by_side(first: Point, last: Point) -> tuple[Meaning, ...]:
    """Two points that belong together: where the one lies tells where the other does."""
    if first.relation or last.relation:
        return first, last
    return replace(first, relation=Relation.FIRST, other=last), replace(last, relation=Relation.LAST, other=first)


def both(_: object, first: Found, __: object, last: Found) -> tuple[Meaning, ...] | None:
    """ "am Donnerstag und Freitag"."""
    return side_by_side(first, last) if isinstance(first, Point) and isinstance(last, Point) else None


def decades(_: object, first: int, __: object, last: Found) -> tuple[Meaning, ...] | None:
    """ "in den siebziger und achtziger Jahren"."""
    return (decade_of(first), last) if isinstance(last, Point) and last.decade is not None else None


def enumerated(first: int, _: object, __: object, others: Meaning | tuple[Meaning, ...]) -> tuple[Meaning, ...] | None:
    """ "16. und 17. Mai", "3., 4. und 5. Oktober": the first, and the others."""
    rest = others if isinstance(others, tuple) else (others,)
    model = rest[0]
    if not isinstance(model, Point) or model.day is None or model.month is None:
        return None
    return (day_of(first, model.month, model.year), *rest)


def months(_: object, first: Found, __: object, last: Found) -> tuple[Meaning, ...] | None:
    """ "Juni und Juli"."""
    if not isinstance(first, Point) or not isinstance(last, Point) or last.month is None or last.day:
        return None
    return side_by_side(complete(first, last), last)


def times(first: object, _: object, last: Found) -> tuple[Meaning, ...] | None:
    """ "14.00 und 17.40 Uhr"."""
    begin = _as_clock(first)
    return (begin, last) if begin is not None and last is not None else None
