"""From meanings to TIMEX3 and EDTF: what is known for sure, what is not, and why."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from wortlaut.extract.timex.meanings import Length, Point, Recurrence, Relation, Unit
from wortlaut.extract.timex.moment import Anchor, Moment
from wortlaut.extract.timex.resolve import resolve
from wortlaut.model import TimexType

BEHIND, AHEAD = -1, 1
FRIDAY = Point(weekday=5)
TODAY = Point(unit=Unit.DAY, count=0)
NEXT_WEEK = Point(unit=Unit.WEEK, count=1)


def moment(published: str | None = "2022-01-21", side: int = 0) -> Moment:
    """A Friday, if nothing else is said."""
    return Moment(Anchor.of(published), side)


def edtf(meaning: Point | Length | Recurrence, published: str | None = "2022-01-21", side: int = 0) -> str | None:
    """What is known for sure, checked by a parser that is not ours."""
    found = resolve(meaning, moment(published, side))
    if found.edtf is None:
        assert found.reason
    else:
        parse_edtf(found.edtf)
    return found.edtf


def value(meaning: Point | Length | Recurrence, published: str | None = "2022-01-21", side: int = 0) -> str:
    return resolve(meaning, moment(published, side)).value


def length(number: str, unit: Unit, relation: Relation | None = None) -> Length:
    return Length(((number, unit),), relation=relation)


# what is known of the time of speaking


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-01", "2022-01-01", "2022-01-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-12", "2022-12-01", "2022-12-31"),
        ("2022-01-21", "2022-01-21", "2022-01-21"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_an_anchor_is_as_long_as_its_date_is_precise(published: str, first: str, last: str) -> None:
    anchor = Anchor.of(published)
    assert anchor is not None
    assert (str(anchor.first), str(anchor.last), anchor.edtf) == (first, last, published)
    assert anchor.is_day == (len(published) == len("2022-01-21"))


def test_no_date_is_no_anchor() -> None:
    assert Anchor.of(None) is None


# points without any relation


@pytest.mark.parametrize(
    ("point", "side", "timex", "wanted"),
    [
        (TODAY, 0, "2022-01-21", "2022-01-21"),
        (Point(unit=Unit.DAY, count=-1), 0, "2022-01-20", "2022-01-20"),
        (FRIDAY, BEHIND, "2022-01-21", "2022-01-21"),
        (Point(weekday=4), BEHIND, "2022-01-20", "2022-01-20"),
        (Point(weekday=4), AHEAD, "2022-01-27", "2022-01-27"),
        (NEXT_WEEK, 0, "2022-W04", "2022-01-24/2022-01-30"),
        (Point(unit=Unit.WEEKEND, count=0), AHEAD, "2022-W03-WE", "2022-01-22/2022-01-23"),
        (Point(month=2), AHEAD, "2022-02", "2022-02"),
        (Point(month=3, mod="END"), AHEAD, "2022-03", "2022-03"),
        (Point(season="SU", year=2015), 0, "2015-SU", "2015-22"),
        (Point(quarter=3, year=2014), 0, "2014-Q3", "2014-07/2014-09"),
        (Point(half=2, year=2014), 0, "2014-H2", "2014-07/2014-12"),
        (Point(year=1996), 0, "1996", "1996"),
        (Point(decade=199), 0, "199", "199X"),
        (Point(century=18), 0, "18", "18XX"),
        (Point(feast="10-03"), AHEAD, "2022-10-03", "2022-10-03"),
        (Point(feast="easter+49"), AHEAD, "2022-06-05", "2022-06-05"),
        (Point(month=8, within=Point(unit=Unit.YEAR, count=-1)), 0, "2021-08", "2021-08"),
        (Point(unit=Unit.DAY, count=-1, part="EV"), 0, "2022-01-20TEV", "2022-01-20"),
    ],
)
def test_a_point_counted_from_a_day_that_is_known(point: Point, side: int, timex: str, wanted: str) -> None:
    found = resolve(point, moment(side=side))
    assert (found.value, edtf(point, side=side), found.reason) == (timex, wanted, None)


@pytest.mark.parametrize(
    ("point", "timex", "wanted"),
    [
        (FRIDAY, "XXXX-WXX-5", "2022-01-XX"),
        (TODAY, "XXXX-XX-XX", "2022-01-XX"),
        (Point(part="EV"), "XXXX-XX-XXTEV", "2022-01-XX"),
        (NEXT_WEEK, "XXXX-WXX", "2022-01-03/2022-02-06"),
        (Point(unit=Unit.DAY, count=1), "XXXX-XX-XX", "2022-01-02/2022-02-01"),
        (Point(weekday=5, side=1), "XXXX-WXX-5", "2022-01-07/2022-02-04"),
    ],
)
def test_where_only_the_month_is_known_no_day_is_told(point: Point, timex: str, wanted: str) -> None:
    found = resolve(point, moment("2022-01"))
    assert (found.value, edtf(point, "2022-01")) == (timex, wanted)
    assert found.reason is not None
    assert "2022-01" in found.reason
    assert found.day is None


@pytest.mark.parametrize(
    ("point", "published", "side", "wanted"),
    [
        (Point(month=2), "2022-01", AHEAD, "2022-02"),
        (Point(month=12), "2022-01", BEHIND, "2021-12"),
        (Point(unit=Unit.YEAR, count=1), "2022-01", 0, "2023"),
        (Point(unit=Unit.MONTH, count=1), "2022-01", 0, "2022-02"),
        (Point(unit=Unit.YEAR, count=-1), "2022", 0, "2021"),
        (Point(unit=Unit.DECADE, count=0), "2022", 0, "202X"),
        (Point(day=3, month=5, year=2021), "2022", 0, "2021-05-03"),
        (Point(feast="10-03"), "2022-01", AHEAD, "2022-10-03"),
    ],
)
def test_what_the_month_or_the_year_settles_is_known(point: Point, published: str, side: int, wanted: str) -> None:
    assert edtf(point, published, side) == wanted
    assert resolve(point, moment(published, side)).reason is None


@pytest.mark.parametrize("point", [Point(month=6), Point(season="SU"), Point(quarter=2), Point(feast="easter+0")])
@pytest.mark.parametrize("relation", [None, Relation.ON, Relation.UNTIL, Relation.SINCE])
def test_a_place_of_one_of_two_years_is_told_as_no_single_one(point: Point, relation: Relation | None) -> None:
    used = replace(point, relation=relation)
    known = edtf(used, "2022")  # said in January, it is that of 2022 or 2021; said in December, of 2023 or 2022
    assert known is None or not known.startswith("2022")
    assert resolve(used, moment("2022")).reason


@pytest.mark.parametrize(
    ("point", "side", "wanted"),
    [
        (Point(weekday=5, relation=Relation.UNTIL), AHEAD, "../2022-02-04"),
        (Point(weekday=5, relation=Relation.SINCE), BEHIND, "2021-12-31/.."),
        # before Friday is before the last one that it can be, after Friday after the first one
        (Point(weekday=5, relation=Relation.BEFORE), AHEAD, "../2022-02-03"),
        (Point(weekday=5, relation=Relation.AFTER), AHEAD, "2022-01-08/.."),
        (Point(weekday=7, side=1, part="NI", night_to=True), 0, "2022-01-01/2022-02-06"),
    ],
)
def test_where_only_the_month_is_known_no_bound_is_too_narrow(point: Point, side: int, wanted: str) -> None:
    assert edtf(point, "2022-01", side) == wanted


@pytest.mark.parametrize(
    ("point", "timex"),
    [
        (FRIDAY, "XXXX-WXX-5"),
        (TODAY, "XXXX-XX-XX"),
        (NEXT_WEEK, "XXXX-WXX"),
        (Point(unit=Unit.WEEKEND, count=0), "XXXX-WXX-WE"),
        (Point(month=2), "XXXX-02"),
        (Point(day=3, month=3), "XXXX-03-03"),
        (Point(season="SU"), "XXXX-SU"),
        (Point(quarter=2), "XXXX-Q2"),
        (Point(feast="12-24"), "XXXX-12-24"),
        (Point(feast="easter+49"), "XXXX-XX-XX"),
        (Point(unit=Unit.YEAR, count=-1), "XXXX"),
        (Point(hour=20, minute=30), "T20:30"),
        (Point(weekday=5, part="EV"), "XXXX-WXX-5TEV"),
        (Point(nth=1, weekday=7, month=5), "XXXX-05-XX"),
        (Point(follows=1), "XXXX-XX-XX"),
    ],
)
@pytest.mark.parametrize("side", [BEHIND, 0, AHEAD])
@pytest.mark.parametrize("relation", [None, *Relation])
def test_without_an_anchor_relative_words_tell_no_date(
    point: Point, timex: str, side: int, relation: Relation | None
) -> None:
    found = resolve(replace(point, relation=relation), moment(None, side))
    assert (found.value, found.edtf) == (timex, None)
    assert found.reason is not None
    assert "no date of publication" in found.reason


@pytest.mark.parametrize(
    ("point", "wanted"),
    [
        (Point(day=3, month=5, year=2021), "2021-05-03"),
        (Point(month=5, year=2021), "2021-05"),
        (Point(year=1990), "1990"),
        (Point(decade=199), "199X"),
        (Point(year=2014, relation=Relation.SINCE), "2014/.."),
        (Point(day=1, month=7, year=2021, relation=Relation.FROM), "2021-07-01/.."),
    ],
)
@pytest.mark.parametrize("published", [None, "2022", "2022-01", "2022-01-21"])
def test_full_dates_need_no_anchor(point: Point, wanted: str, published: str | None) -> None:
    assert edtf(point, published) == wanted
    assert resolve(point, moment(published)).reason is None


# relations


@pytest.mark.parametrize(
    ("relation", "point", "side", "wanted"),
    [
        (Relation.UNTIL, FRIDAY, AHEAD, "../2022-01-21"),
        (Relation.UNTIL, Point(weekday=5, side=1), AHEAD, "../2022-01-28"),
        (Relation.UNTIL, Point(month=3), AHEAD, "../2022-03"),
        (Relation.UNTIL, Point(month=3, mod="END"), AHEAD, "../2022-03-31"),
        (Relation.UNTIL, Point(unit=Unit.YEAR, count=0, mod="END"), AHEAD, "../2022-12-31"),
        (Relation.UNTIL, NEXT_WEEK, AHEAD, "../2022-01-30"),
        (Relation.UNTIL, Point(season="SU"), AHEAD, "../2022-22"),
        (Relation.UNTIL, Point(decade=199), 0, "../1999"),
        (Relation.UNTIL, Point(quarter=1, year=2022), 0, "../2022-03-31"),
        (Relation.UNTIL, Point(feast="12-24"), AHEAD, "../2022-12-24"),
        (Relation.UNTIL, Point(day=24, month=12), AHEAD, "../2022-12-24"),
        (Relation.FROM, Point(day=30, month=12), AHEAD, "2022-12-30/.."),
        (Relation.FROM, Point(day=1, month=7), AHEAD, "2022-07-01/.."),
        (Relation.FROM, NEXT_WEEK, AHEAD, "2022-01-24/.."),
        (Relation.FROM, Point(century=18), 0, "1801/.."),
        (Relation.SINCE, Point(year=2014), BEHIND, "2014/.."),
        (Relation.SINCE, Point(weekday=1), BEHIND, "2022-01-17/.."),
        (Relation.BEFORE, Point(day=15, month=3), AHEAD, "../2022-03-14"),
        (Relation.BEFORE, Point(day=1, month=3), AHEAD, "../2022-02-28"),
        (Relation.BEFORE, Point(month=5), AHEAD, "../2022-04"),
        (Relation.BEFORE, Point(month=1, year=2022), 0, "../2021-12"),
        (Relation.BEFORE, Point(year=1992), 0, "../1991"),
        (Relation.BEFORE, Point(season="SU"), AHEAD, "../2022-06-20"),
        (Relation.BEFORE, Point(feast="12-24"), AHEAD, "../2022-12-23"),
        (Relation.AFTER, Point(day=31, month=12, year=2021), 0, "2022-01-01/.."),
        (Relation.AFTER, Point(month=12, year=2021), 0, "2022-01/.."),
        (Relation.AFTER, Point(year=1992), 0, "1993/.."),
        (Relation.AFTER, Point(season="SP"), AHEAD, "2022-06-21/.."),
        (Relation.AFTER, Point(unit=Unit.WEEKEND, count=0), AHEAD, "2022-01-24/.."),
        (Relation.BY, Point(unit=Unit.YEAR, count=0, mod="END"), AHEAD, "../2022-12-31"),
        (Relation.BY, Point(month=3, mod="END"), AHEAD, "../2022-03-31"),
        (Relation.BY, Point(unit=Unit.YEAR, count=0, mod="END"), BEHIND, "2021"),
        (Relation.ON, Point(weekday=1), AHEAD, "2022-01-24"),
        # clock times stand in no interval of EDTF: their day does
        (Relation.UNTIL, Point(hour=12), 0, "../2022-01-21"),
        (Relation.FROM, Point(hour=12), 0, "2022-01-21/.."),
    ],
)
def test_relations_are_intervals(relation: Relation, point: Point, side: int, wanted: str) -> None:
    assert edtf(replace(point, relation=relation), side=side) == wanted


@pytest.mark.parametrize(
    ("begin", "end", "wanted"),
    [
        (Point(day=3, month=5), Point(day=7, month=5), "2022-05-03/2022-05-07"),
        (Point(year=2010), Point(year=2012), "2010/2012"),
        (Point(day=28, month=12), Point(day=3, month=1, year=2023), "2022-12-28/2023-01-03"),
        (Point(weekday=1), Point(weekday=3), "2022-01-24/2022-01-26"),
        (Point(month=6), Point(month=8), "2022-06/2022-08"),
    ],
)
def test_both_ends_of_a_range_carry_the_whole_of_it(begin: Point, end: Point, wanted: str) -> None:
    opens = replace(begin, relation=Relation.BEGIN, other=end)
    closes = replace(end, relation=Relation.END, other=begin)
    assert (edtf(opens, side=AHEAD), edtf(closes, side=AHEAD)) == (wanted, wanted)


def test_a_relation_to_a_day_that_only_its_month_tells_stays_wide() -> None:
    until = Point(weekday=5, side=1, relation=Relation.UNTIL)
    assert edtf(until, "2022-01") == "../2022-02-04"
    assert resolve(until, moment("2022-01")).reason is not None


# lengths


@pytest.mark.parametrize(
    ("relation", "number", "unit", "wanted"),
    [
        (Relation.AGO, "2", Unit.DAY, "2022-01-19"),
        (Relation.AGO, "2", Unit.WEEK, "2022-01-07~"),
        (Relation.AGO, "2", Unit.MONTH, "2021-11~"),
        (Relation.AGO, "3", Unit.YEAR, "2019~"),
        (Relation.AGO, "2", Unit.DECADE, "2002~"),
        (Relation.AHEAD, "2", Unit.DAY, "2022-01-23"),
        (Relation.AHEAD, "3", Unit.YEAR, "2025~"),
        (Relation.SINCE, "2", Unit.WEEK, "2022-01-07~/.."),
        (Relation.SINCE, "3", Unit.YEAR, "2019~/.."),
        (Relation.WITHIN, "48", Unit.HOUR, "2022-01-21/2022-01-23"),
        (Relation.WITHIN, "30", Unit.DAY, "2022-01-21/2022-02-20"),
        (Relation.WITHIN, "1", Unit.YEAR, "2022-01-21/2023-01-21"),
        (Relation.COMING, "2", Unit.YEAR, "2022-01-21/2024-01-21"),
        (Relation.PAST, "2", Unit.YEAR, "2020-01-21/2022-01-21"),
        (Relation.COMING, "X", Unit.WEEK, "2022-01-21/.."),
        (Relation.PAST, "X", Unit.WEEK, "../2022-01-21"),
        (Relation.AGO, "X", Unit.YEAR, None),
        (Relation.SINCE, "X", Unit.YEAR, None),
        (Relation.AFTER, "2", Unit.YEAR, None),
        (Relation.LATER, "2", Unit.YEAR, None),
        (None, "2", Unit.YEAR, None),
    ],
)
def test_lengths_are_placed_as_well_as_their_unit_tells(
    relation: Relation | None, number: str, unit: Unit, wanted: str | None
) -> None:
    assert edtf(length(number, unit, relation)) == wanted


@pytest.mark.parametrize(
    ("relation", "number", "unit", "wanted"),
    [
        (Relation.COMING, "X", Unit.WEEK, "2022-01/.."),
        (Relation.PAST, "X", Unit.WEEK, "../2022-01"),
        (Relation.SINCE, "2", Unit.WEEK, None),
        (Relation.WITHIN, "48", Unit.HOUR, None),
        (Relation.AGO, "2", Unit.DAY, None),
        (Relation.AGO, "2", Unit.MONTH, None),
        (Relation.AGO, "3", Unit.YEAR, "2019~"),
    ],
)
def test_lengths_counted_from_a_month_tell_no_day_and_say_why(
    relation: Relation, number: str, unit: Unit, wanted: str | None
) -> None:
    meaning = length(number, unit, relation)
    assert edtf(meaning, "2022-01") == wanted
    assert "2022-01" in (resolve(meaning, moment("2022-01")).reason or "")


@pytest.mark.parametrize("relation", [None, *Relation])
@pytest.mark.parametrize("number", ["2", "X"])
def test_lengths_without_an_anchor_are_nowhere(relation: Relation | None, number: str) -> None:
    assert edtf(length(number, Unit.WEEK, relation), None) is None


@pytest.mark.parametrize(("relation", "wanted"), [(Relation.LATER, "2021-05-05"), (Relation.EARLIER, "2021-05-01")])
def test_earlier_and_later_count_from_the_day_last_spoken_of(relation: Relation, wanted: str) -> None:
    told = Moment(Anchor.of("2022-01-21"), 0, date(2021, 5, 3))
    assert resolve(length("2", Unit.DAY, relation), told).edtf == wanted


@pytest.mark.parametrize("relation", [Relation.WITHIN, Relation.AHEAD])
def test_a_term_told_of_the_past_does_not_count_from_today(relation: Relation) -> None:
    assert edtf(length("2", Unit.YEAR, relation), side=BEHIND) is None


@pytest.mark.parametrize(
    ("amounts", "wanted"),
    [
        ((("3", Unit.YEAR),), "P3Y"),
        ((("48", Unit.HOUR),), "PT48H"),
        ((("3", Unit.YEAR), ("4", Unit.MONTH)), "P3Y4M"),
        ((("1", Unit.DAY), ("6", Unit.HOUR)), "P1DT6H"),
        ((("2", Unit.DECADE),), "P2DE"),
        ((("1.5", Unit.YEAR),), "P1.5Y"),
        ((("X", Unit.YEAR),), "PXY"),
    ],
)
def test_lengths_keep_their_units_as_said(amounts: tuple[tuple[str, Unit], ...], wanted: str) -> None:
    found = resolve(Length(amounts), moment())
    assert (found.type, found.value, found.edtf) == (TimexType.DURATION, wanted, None)


@pytest.mark.parametrize("number", ["999999", "1e400", "nan", "zwei"])
def test_lengths_beyond_the_calendar_are_nowhere(number: str) -> None:
    for relation in (Relation.AGO, Relation.COMING, Relation.SINCE, Relation.WITHIN):
        assert edtf(length(number, Unit.YEAR, relation)) is None


# times of day


@pytest.mark.parametrize(
    ("point", "timex", "wanted"),
    [
        (Point(hour=20, minute=30), "2022-01-21T20:30", "2022-01-21T20:30:00"),
        (Point(hour=8), "2022-01-21T08:00", "2022-01-21T08:00:00"),
        (Point(hour=20, minute=30, zone="+01:00"), "2022-01-21T20:30+01:00", "2022-01-21T20:30:00+01:00"),
        (Point(hour=24, minute=0), "2022-01-21T24:00", "2022-01-22T00:00:00"),
        (Point(weekday=1, side=-1, part="EV"), "2022-01-17TEV", "2022-01-17"),
    ],
)
def test_times_of_day_of_a_known_day(point: Point, timex: str, wanted: str) -> None:
    found = resolve(point, moment())
    assert (found.type, found.value, edtf(point)) == (TimexType.TIME, timex, wanted)


def test_a_clock_time_is_of_the_day_last_spoken_of() -> None:
    told = Moment(Anchor.of("2022-01-21"), 0, date(2021, 12, 31))
    assert resolve(Point(hour=20), told).edtf == "2021-12-31T20:00:00"
    assert resolve(Point(hour=20), Moment(None, 0, date(2021, 12, 31))).edtf == "2021-12-31T20:00:00"


def test_a_clock_time_of_days_that_recur_has_no_day() -> None:
    found = resolve(Point(hour=20), Moment(Anchor.of("2022-01-21"), apart=True))
    assert (found.value, found.edtf) == ("T20:00", None)
    assert found.reason


def test_a_night_to_a_day_begins_on_the_day_before() -> None:
    night = Point(weekday=7, part="NI", night_to=True)
    found = resolve(night, moment(side=AHEAD))
    assert (found.type, found.value, edtf(night, side=AHEAD)) == (
        TimexType.TIME,
        "2022-01-22TNI",
        "2022-01-22/2022-01-23",
    )


# what tells no date


@pytest.mark.parametrize(
    "meaning",
    [
        Recurrence("P1Y", "EVERY"),
        Recurrence("XXXX-WXX-1"),
        Point(event=True),
        Point(vague="PAST_REF"),
        Point(vague="PRESENT_REF"),
        Point(vague="FUTURE_REF"),
    ],
)
@pytest.mark.parametrize("published", [None, "2022-01", "2022-01-21"])
def test_what_tells_no_date_has_none_and_says_why(meaning: Point | Recurrence, published: str | None) -> None:
    assert edtf(meaning, published) is None


def test_at_once_and_until_now_begin_and_end_when_they_are_said() -> None:
    now = {relation: Point(vague="PRESENT_REF", relation=relation) for relation in (Relation.FROM, Relation.UNTIL)}
    assert edtf(now[Relation.FROM]) == "2022-01-21/.."
    assert edtf(now[Relation.UNTIL]) == "../2022-01-21"
    assert edtf(now[Relation.FROM], "2022-01") == "2022-01/.."
    assert edtf(now[Relation.FROM], None) is None


# what holds of every meaning and every time of speaking

RELATIONS = st.none() | st.sampled_from(Relation)
SIDES = st.none() | st.sampled_from((-1, 1))
UNITS = st.none() | st.sampled_from(Unit)
COUNTS = st.none() | st.integers(-30, 30)


@st.composite
def points(draw: st.DrawFn, depth: int = 1) -> Point:
    """Points with any of their fields set, however little sense they make together."""
    inner = st.none() | points(depth - 1) if depth else st.none()
    month = draw(st.none() | st.integers(1, 12))
    return Point(
        year=draw(st.none() | st.integers(1, 9999)),
        month=month,
        day=draw(st.none() | st.integers(1, 31)),
        week=draw(st.none() | st.integers(1, 53)),
        weekday=draw(st.none() | st.integers(1, 7)),
        nth=draw(st.none() | st.sampled_from((-1, 1, 2, 5))) if month else None,
        season=draw(st.none() | st.sampled_from(("SP", "SU", "FA", "WI"))),
        quarter=draw(st.none() | st.integers(1, 4)),
        half=draw(st.none() | st.integers(1, 2)),
        decade=draw(st.none() | st.integers(100, 999)),
        century=draw(st.none() | st.integers(0, 99)),
        feast=draw(st.none() | st.sampled_from(("12-24", "easter+0", "advent-7"))),
        unit=draw(UNITS),
        count=draw(COUNTS),
        within=draw(inner),
        part=draw(st.none() | st.sampled_from(("MO", "NI"))),
        hour=draw(st.none() | st.integers(0, 23) | st.just(24)),
        minute=draw(st.none() | st.integers(0, 59)),
        zone=draw(st.none() | st.sampled_from(("Z", "+01:00"))),
        night_to=draw(st.booleans()),
        side=draw(SIDES),
        vague=draw(st.none() | st.none() | st.just("PRESENT_REF")),
        event=draw(st.sampled_from((False, False, False, True))),
        mod=draw(st.none() | st.sampled_from(("START", "END", "APPROX"))),
        follows=draw(st.none() | st.integers(-2, 2)),
        relation=draw(RELATIONS),
        other=draw(inner),
    )


SPARSE = st.builds(
    lambda chosen, relation, mod, part: Point(**chosen, relation=relation, mod=mod, **part),
    st.sampled_from(
        (
            *({"year": 1}, {"year": 9999}, {"decade": 199}, {"century": 18}, {"century": 0}, {"month": 1}),
            *({"season": "WI"}, {"feast": "12-24"}, {"quarter": 4}, {"half": 1}, {"follows": 1}),
            *({"day": 1, "month": 1, "year": 1}, {"day": 31, "month": 12, "year": 9999}, {"day": 29, "month": 2}),
            *({"weekday": 1}, {"weekday": 7, "side": 1}, {"weekday": 7, "side": -1}),
            *({"nth": -1, "weekday": 7, "month": 3}, {"week": 1}, {"week": 53}, {"month": 12, "year": 9999}),
            *({"unit": unit, "count": count} for unit in Unit for count in (-1, 0, 1)),
        )
    ),
    RELATIONS,
    st.none() | st.just("END"),
    st.sampled_from(({}, {}, {"part": "NI"}, {"part": "NI", "night_to": True}, {"hour": 24}, {"hour": 8, "minute": 5})),
)
"""Points as words make them, at the ends of the calendar as well."""

LENGTHS = st.builds(
    lambda amounts, relation: Length(tuple(amounts), relation=relation),
    st.lists(
        st.tuples(st.sampled_from(("0", "1", "2", "1.5", "48", "999999", "X")), st.sampled_from(Unit)),
        min_size=1,
        max_size=2,
    ),
    RELATIONS,
)
MEANINGS = SPARSE | points() | LENGTHS
DAYS = st.dates() | st.sampled_from((date.min, date.max, date(2022, 1, 21)))
ANCHORS = st.builds(lambda day, precision: Anchor.of(str(day)[:precision]), DAYS, st.sampled_from((4, 7, 10)))
MOMENTS = st.builds(
    Moment,
    st.none() | ANCHORS,
    st.sampled_from((-1, 0, 1)),
    st.none() | DAYS,
    st.none() | st.integers(1, 9999),
    st.booleans(),
)


@settings(max_examples=300)
@given(MEANINGS, MOMENTS)
def test_every_meaning_is_resolved_to_edtf_that_others_read_or_says_why_not(
    meaning: Point | Length, told: Moment
) -> None:
    found = resolve(meaning, told)
    assert found.value
    if found.edtf is None:
        assert found.reason
    else:
        parse_edtf(found.edtf)


@settings(max_examples=300)
@given(SPARSE, st.sampled_from((-1, 0, 1)))
def test_without_an_anchor_nothing_is_known_of_what_counts_from_it(point: Point, side: int) -> None:
    found = resolve(point, Moment(None, side))
    if point.year is None and point.decade is None and point.century is None:
        assert found.edtf is None
        assert found.reason


@settings(max_examples=300)
@given(SPARSE, st.dates(date(1000, 1, 1), date(9000, 1, 1)).map(lambda day: str(day)[:7]), st.sampled_from((-1, 0, 1)))
def test_a_month_tells_no_day_of_the_time_of_speaking(point: Point, month: str, side: int) -> None:
    anchor = Anchor.of(month)
    assert anchor is not None
    found = resolve(point, Moment(anchor, side))
    counted = point.weekday is not None and point.nth is None and point.day is None
    if (counted or point.unit in (Unit.DAY, Unit.WEEK, Unit.WEEKEND)) and point.relation is None:
        assert found.day is None
        assert found.edtf is None or found.edtf.endswith("XX") or "/" in found.edtf
        assert found.reason


def bounds(known: str) -> tuple[date, date] | None:
    """First and last day of a date or an interval; None for what is written otherwise."""
    begin, slash, end = known.partition("/")
    first, last = Anchor.of(_day(begin, date.min)), Anchor.of(_day(end if slash else begin, date.max))
    return (first.first, last.last) if first and last else None


def _day(end: str, opened: date) -> str | None:
    if end == "..":
        return str(opened)
    return end.partition("T")[0] if re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?(T.*)?", end) else None


@settings(max_examples=500)
@given(SPARSE | LENGTHS, st.dates(date(2019, 1, 1), date(2024, 12, 31)), st.sampled_from((4, 7)), SIDES)
def test_what_is_known_of_a_month_or_a_year_holds_on_each_of_its_days(
    meaning: Point | Length, day: date, precision: int, side: int | None
) -> None:
    if isinstance(meaning, Point) and (meaning.unit is Unit.WEEK or meaning.hour == 24):
        return  # a week is of the month that has most of its days; 24:00 is the day behind
    exact, rough = (resolve(meaning, moment(str(day)[:known], side or 0)) for known in (10, precision))
    if rough.edtf is not None and (wide := bounds(rough.edtf)):
        assert exact.edtf is not None
        if narrow := bounds(exact.edtf):
            assert wide[0] <= narrow[0] <= narrow[1] <= wide[1], (exact.edtf, rough.edtf)


@settings(max_examples=300)
@given(SPARSE, st.dates(date(1000, 1, 1), date(9000, 1, 1)), st.sampled_from((-1, 0, 1)))
def test_the_day_of_publication_is_told_only_where_the_words_mean_it(point: Point, now: date, side: int) -> None:
    found = resolve(point, Moment(Anchor.of(str(now)), side))
    if found.edtf == str(now):
        says_today = point.unit is Unit.DAY and point.count == 0
        is_time_of_day = point.part is not None or point.hour is not None
        named = point.weekday is not None or point.month is not None or point.feast is not None
        counted_on = point.hour == 24 or point.unit in (Unit.DAY, Unit.WEEKEND)
        assert says_today or is_time_of_day or named or counted_on


def test_the_time_of_speaking_is_never_a_stopgap() -> None:
    assert edtf(Point()) is None
    assert edtf(Point(follows=1)) is None
    assert edtf(Point(event=True, relation=Relation.AFTER)) is None
    for weeks in range(-3, 4):
        day = date(2022, 1, 21) + timedelta(weeks=weeks)
        assert edtf(Point(day=day.day, month=day.month, year=day.year)) == str(day)
