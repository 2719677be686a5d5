"""Places in the calendar against facts that a printed calendar tells."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortlaut.extract.timex.calendar import Stretch, count_units, feast, in_year, locate, season, week
from wortlaut.extract.timex.meanings import Point, Unit

NOW = date(2022, 1, 21)
"""A Friday."""
DAY = timedelta(days=1)
DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))
SIDES = st.sampled_from((-1, 0, 1))


def days(stretch: Stretch | None) -> tuple[str, str] | None:
    """Its first and last day."""
    return (str(stretch.begin), str(stretch.end)) if stretch is not None else None


def day_of(point: Point, now: date = NOW, side: int = 0) -> str:
    """The day that a point is."""
    found = locate(point, now, side)
    assert found is not None
    assert found.is_day
    assert found.value == found.edtf == str(found.begin)
    return found.value


# weeks and weekends


@pytest.mark.parametrize(
    ("day", "value", "monday", "sunday"),
    [
        ("2020-12-31", "2020-W53", "2020-12-28", "2021-01-03"),
        ("2021-01-03", "2020-W53", "2020-12-28", "2021-01-03"),
        ("2021-01-04", "2021-W01", "2021-01-04", "2021-01-10"),
        ("2016-01-01", "2015-W53", "2015-12-28", "2016-01-03"),
        ("2024-12-30", "2025-W01", "2024-12-30", "2025-01-05"),
        ("2022-01-21", "2022-W03", "2022-01-17", "2022-01-23"),
    ],
)
def test_weeks_are_those_of_iso_8601(day: str, value: str, monday: str, sunday: str) -> None:
    found = week(date.fromisoformat(day))
    assert (found.value, found.edtf, *(days(found) or ())) == (value, f"{monday}/{sunday}", monday, sunday)


@pytest.mark.parametrize(
    ("number", "year", "wanted"),
    [
        (1, 2021, ("2021-01-04", "2021-01-10")),
        (53, 2020, ("2020-12-28", "2021-01-03")),
        (53, 2021, None),
        (4, None, ("2022-01-24", "2022-01-30")),
    ],
)
def test_weeks_have_numbers(number: int, year: int | None, wanted: tuple[str, str] | None) -> None:
    assert days(locate(Point(week=number, year=year), NOW, 1)) == wanted


@given(DAYS)
def test_a_week_contains_its_day_and_begins_on_monday(day: date) -> None:
    found = week(day)
    assert found.begin <= day <= found.end
    assert (found.begin.weekday(), found.end - found.begin) == (0, timedelta(days=6))
    assert week(found.end) == week(found.begin) == found


@pytest.mark.parametrize(
    ("now", "count", "side", "saturday"),
    [
        ("2022-01-21", 0, 0, "2022-01-22"),  # said on a Friday
        ("2022-01-21", 0, 1, "2022-01-22"),
        ("2022-01-21", 0, -1, "2022-01-15"),
        ("2022-01-21", 1, 0, "2022-01-22"),
        ("2022-01-21", -1, 0, "2022-01-15"),
        ("2022-01-23", 0, -1, "2022-01-22"),  # said on the Sunday itself
        ("2022-01-23", 1, 0, "2022-01-29"),
        ("2022-01-23", -1, 0, "2022-01-15"),
        ("2021-12-31", 0, 1, "2022-01-01"),
    ],
)
def test_the_weekend_before_and_behind_the_time_of_speaking(now: str, count: int, side: int, saturday: str) -> None:
    found = count_units(Unit.WEEKEND, count, date.fromisoformat(now), side)
    sunday = str(date.fromisoformat(saturday) + DAY)
    assert days(found) == (saturday, sunday)
    assert found is not None
    assert found.edtf == f"{saturday}/{sunday}"
    assert found.value == f"{week(found.begin).value}-WE"


# weekdays


@pytest.mark.parametrize(
    ("weekday", "side", "wanted"),
    [
        (1, -1, "2022-01-17"),
        (1, 1, "2022-01-24"),
        (1, 0, "2022-01-24"),  # three days ahead, four behind
        (2, 0, "2022-01-18"),  # three days behind, four ahead
        (5, -1, "2022-01-21"),
        (5, 1, "2022-01-21"),
        (5, 0, "2022-01-21"),
        (7, -1, "2022-01-16"),
        (7, 1, "2022-01-23"),
    ],
)
def test_a_weekday_lies_on_the_side_that_is_told_or_else_near(weekday: int, side: int, wanted: str) -> None:
    assert day_of(Point(weekday=weekday), side=side) == wanted


@pytest.mark.parametrize(
    ("weekday", "side", "wanted"),
    [(5, -1, "2022-01-14"), (5, 1, "2022-01-28"), (4, 1, "2022-01-27"), (4, -1, "2022-01-20")],
)
def test_words_that_tell_the_side_never_mean_today(weekday: int, side: int, wanted: str) -> None:
    assert day_of(Point(weekday=weekday, side=side)) == wanted
    assert day_of(Point(weekday=weekday, side=side), side=-side) == wanted


@given(DAYS, st.integers(1, 7))
def test_a_weekday_is_within_seven_days(now: date, weekday: int) -> None:
    behind, ahead, near = (locate(Point(weekday=weekday), now, side) for side in (-1, 1, 0))
    assert behind is not None
    assert ahead is not None
    assert near in (behind, ahead)
    assert {found.begin.isoweekday() for found in (behind, ahead)} == {weekday}
    assert now - 7 * DAY < behind.begin <= now <= ahead.begin < now + 7 * DAY


@given(DAYS, st.integers(1, 7), st.integers(-3, 3))
def test_a_weekday_of_a_counted_week_lies_in_it(now: date, weekday: int, count: int) -> None:
    whole = Point(unit=Unit.WEEK, count=count)
    outer, inner = locate(whole, now, 0), locate(Point(weekday=weekday, within=whole), now, 0)
    if outer is not None:
        assert inner is not None
        assert outer.begin <= inner.begin <= outer.end
        assert inner.begin.isoweekday() == weekday


@pytest.mark.parametrize(
    ("nth", "weekday", "month", "wanted"),
    [
        (1, 7, 5, "2022-05-01"),
        (2, 7, 5, "2022-05-08"),
        (1, 1, 5, "2022-05-02"),
        (-1, 7, 3, "2022-03-27"),
        (-1, 7, 10, "2022-10-30"),
        (5, 1, 1, "2022-01-31"),
        (4, 1, 2, "2022-02-28"),
        (-1, 1, 2, "2022-02-28"),
    ],
)
def test_the_nth_weekday_of_a_month(nth: int, weekday: int, month: int, wanted: str) -> None:
    assert day_of(Point(nth=nth, weekday=weekday, month=month, year=2022)) == wanted


@pytest.mark.parametrize(
    ("nth", "month", "wanted"),
    [
        (1, 5, ("2022-05-07", "2022-05-08")),  # the first of May is a Sunday: its Saturday is of April
        (-1, 3, ("2022-03-26", "2022-03-27")),
        (-1, 4, ("2022-04-30", "2022-05-01")),
        (5, 7, ("2022-07-30", "2022-07-31")),
    ],
)
def test_the_nth_weekend_of_a_month_goes_by_its_saturday(nth: int, month: int, wanted: tuple[str, str]) -> None:
    assert days(locate(Point(nth=nth, unit=Unit.WEEKEND, month=month, year=2022), NOW, 0)) == wanted


def test_there_is_no_fifth_monday_in_every_month() -> None:
    assert locate(Point(nth=5, weekday=1, month=2, year=2022), NOW, 0) is None


def test_the_nth_weekday_without_a_year_is_the_nearest_on_the_side_told() -> None:
    assert day_of(Point(nth=1, weekday=7, month=5), side=1) == "2022-05-01"
    assert day_of(Point(nth=1, weekday=7, month=10), side=-1) == "2021-10-03"


@pytest.mark.parametrize(
    ("now", "side", "year"),
    [("2022-01-21", -1, 2021), ("2022-01-21", 1, 2022), ("2022-12-21", -1, 2022), ("2022-01-21", 0, 2022)],
)
def test_the_end_of_the_year_is_the_last_one_if_it_lies_behind(now: str, side: int, year: int) -> None:
    end = Point(unit=Unit.YEAR, count=0, mod="END")
    assert days(locate(end, date.fromisoformat(now), side)) == (f"{year}-01-01", f"{year}-12-31")


# holidays


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1818, "1818-03-22"),
        (1943, "1943-04-25"),
        (2000, "2000-04-23"),
        (2008, "2008-03-23"),
        (2022, "2022-04-17"),
        (2024, "2024-03-31"),
    ],
)
def test_easter_sunday(year: int, sunday: str) -> None:
    assert str(feast("easter+0", year)) == sunday


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("easter-48", "2022-02-28"),
        ("easter-46", "2022-03-02"),
        ("easter-2", "2022-04-15"),
        ("easter+39", "2022-05-26"),
        ("easter+49", "2022-06-05"),
        ("easter+60", "2022-06-16"),
        ("05-sunday-2", "2022-05-08"),
        ("advent-11", "2022-11-16"),
        ("advent-7", "2022-11-20"),
        ("12-24", "2022-12-24"),
        ("01-01", "2022-01-01"),
    ],
)
def test_holidays_of_2022(rule: str, wanted: str) -> None:
    assert str(feast(rule, 2022)) == wanted
    assert day_of(Point(feast=rule, year=2022)) == wanted


@pytest.mark.parametrize(
    ("year", "first", "fourth"),
    [
        (2016, "2016-11-27", "2016-12-18"),  # Christmas Day is a Sunday
        (2021, "2021-11-28", "2021-12-19"),
        (2022, "2022-11-27", "2022-12-18"),
        (2023, "2023-12-03", "2023-12-24"),  # the fourth is Christmas Eve
        (2024, "2024-12-01", "2024-12-22"),
    ],
)
def test_the_sundays_of_advent(year: int, first: str, fourth: str) -> None:
    assert (str(feast("advent+0", year)), str(feast("advent+21", year))) == (first, fourth)


@given(st.integers(1, 9999))
def test_easter_is_a_sunday_of_spring_and_advent_begins_with_one(year: int) -> None:
    easter, advent = feast("easter+0", year), feast("advent+0", year)
    assert easter.isoweekday() == advent.isoweekday() == 7
    assert advent + 21 * DAY < date(year, 12, 25) <= advent + 28 * DAY
    assert year < 1583 or date(year, 3, 22) <= easter <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("rule", "side", "wanted"),
    [
        ("12-24", -1, "2021-12-24"),
        ("12-24", 0, "2021-12-24"),
        ("easter+0", 1, "2022-04-17"),
        ("easter+0", 0, "2022-04-17"),
        ("10-03", -1, "2021-10-03"),
        ("10-03", 1, "2022-10-03"),
    ],
)
def test_a_holiday_without_a_year_is_of_the_year_that_fits(rule: str, side: int, wanted: str) -> None:
    assert day_of(Point(feast=rule), side=side) == wanted


# months, days of a month and seasons


@pytest.mark.parametrize(
    ("year", "month", "last"),
    [(2023, 2, 28), (2024, 2, 29), (1900, 2, 28), (2000, 2, 29), (2022, 4, 30), (2022, 12, 31)],
)
def test_months_have_their_days(year: int, month: int, last: int) -> None:
    found = locate(Point(month=month, year=year), NOW, 0)
    name = f"{year}-{month:02}"
    assert found == Stretch(date(year, month, 1), date(year, month, last), name, name)


def test_a_leap_day_is_a_day_of_leap_years_only() -> None:
    assert day_of(Point(day=29, month=2, year=2024)) == "2024-02-29"
    assert locate(Point(day=29, month=2, year=2023), NOW, 0) is None
    assert locate(Point(day=29, month=2, year=1900), NOW, 0) is None


@pytest.mark.parametrize(("side", "wanted"), [(-1, "2020-02-29"), (1, "2024-02-29")])
def test_a_leap_day_without_a_year_is_of_the_leap_year_on_that_side(side: int, wanted: str) -> None:
    assert day_of(Point(day=29, month=2), date(2022, 3, 1), side) == wanted


@pytest.mark.parametrize(
    ("month", "side", "wanted"),
    [
        (2, 1, "2022-02"),
        (2, -1, "2021-02"),
        (2, 0, "2022-02"),
        (12, 1, "2022-12"),
        (12, -1, "2021-12"),
        (12, 0, "2021-12"),
        (1, -1, "2022-01"),
        (1, 0, "2022-01"),
        (1, 1, "2022-01"),
    ],
)
def test_a_month_without_a_year_is_the_nearest_on_the_side_told(month: int, side: int, wanted: str) -> None:
    found = locate(Point(month=month), NOW, side)
    assert found is not None
    assert found.value == wanted


@pytest.mark.parametrize(("side", "wanted"), [(-1, "2021-01"), (1, "2023-01")])
def test_the_month_before_or_after_by_name_is_not_this_one(side: int, wanted: str) -> None:
    found = locate(Point(month=1, side=side), NOW, 0)
    assert found is not None
    assert found.value == wanted


@pytest.mark.parametrize(
    ("day", "month", "side", "wanted"),
    [
        (3, 3, 1, "2022-03-03"),
        (3, 8, -1, "2021-08-03"),
        (3, 8, 1, "2022-08-03"),
        (21, 1, -1, "2022-01-21"),
        (21, 1, 1, "2022-01-21"),
        (20, 1, -1, "2022-01-20"),
        (31, 12, 0, "2021-12-31"),
        # a day a few weeks ahead is meant, whatever the tense: "war für den 3. März angesetzt"
        (3, 3, -1, "2022-03-03"),
        (15, 1, 1, "2022-01-15"),
    ],
)
def test_a_day_without_a_year_is_of_the_year_that_fits(day: int, month: int, side: int, wanted: str) -> None:
    assert day_of(Point(day=day, month=month), side=side) == wanted


@given(DAYS, st.integers(1, 12), st.sampled_from((-1, 1)))
def test_a_month_without_a_year_lies_within_twelve_months(now: date, month: int, side: int) -> None:
    found = locate(Point(month=month), now, side)
    assert found is not None
    assert found.begin.month == month
    distance = (found.begin.year - now.year) * 12 + month - now.month
    assert 0 <= distance * side < 12


@pytest.mark.parametrize(
    ("code", "wanted", "edtf"),
    [
        ("SP", ("2022-03-21", "2022-06-20"), "2022-21"),
        ("SU", ("2022-06-21", "2022-09-22"), "2022-22"),
        ("FA", ("2022-09-23", "2022-12-21"), "2022-23"),
        ("WI", ("2022-12-22", "2023-03-20"), "2022-24"),
    ],
)
def test_seasons(code: str, wanted: tuple[str, str], edtf: str) -> None:
    found = season(code, 2022)
    assert (days(found), found.value, found.edtf) == (wanted, f"2022-{code}", edtf)


@given(st.integers(1, 9998))
def test_the_seasons_of_a_year_leave_no_day_out(year: int) -> None:
    seasons = [*(season(code, year) for code in ("SP", "SU", "FA", "WI")), season("SP", year + 1)]
    assert all(one.end + DAY == other.begin for one, other in pairwise(seasons))


# units counted from now


@pytest.mark.parametrize(
    ("unit", "count", "wanted", "value", "edtf"),
    [
        (Unit.DAY, -1, ("2022-01-20", "2022-01-20"), "2022-01-20", "2022-01-20"),
        (Unit.DAY, 11, ("2022-02-01", "2022-02-01"), "2022-02-01", "2022-02-01"),
        (Unit.WEEK, 1, ("2022-01-24", "2022-01-30"), "2022-W04", "2022-01-24/2022-01-30"),
        (Unit.WEEK, -3, ("2021-12-27", "2022-01-02"), "2021-W52", "2021-12-27/2022-01-02"),
        (Unit.MONTH, -1, ("2021-12-01", "2021-12-31"), "2021-12", "2021-12"),
        (Unit.MONTH, 1, ("2022-02-01", "2022-02-28"), "2022-02", "2022-02"),
        (Unit.QUARTER, -1, ("2021-10-01", "2021-12-31"), "2021-Q4", "2021-10/2021-12"),
        (Unit.HALF, 1, ("2022-07-01", "2022-12-31"), "2022-H2", "2022-07/2022-12"),
        (Unit.YEAR, -1, ("2021-01-01", "2021-12-31"), "2021", "2021"),
        (Unit.DECADE, -1, ("2010-01-01", "2019-12-31"), "201", "201X"),
        (Unit.CENTURY, -1, ("1901-01-01", "2000-12-31"), "19", "19XX"),
    ],
)
def test_units_are_counted_from_the_one_of_today(
    unit: Unit, count: int, wanted: tuple[str, str], value: str, edtf: str
) -> None:
    found = count_units(unit, count, NOW)
    assert found is not None
    assert (days(found), found.value, found.edtf) == (wanted, value, edtf)


def test_the_month_after_the_last_of_january_is_february() -> None:
    found = count_units(Unit.MONTH, 1, date(2022, 1, 31))
    assert found is not None
    assert found.value == "2022-02"


def test_units_of_a_clock_are_no_places_in_the_calendar() -> None:
    assert count_units(Unit.HOUR, 1, NOW) is None


@pytest.mark.parametrize("unit", [Unit.DAY, Unit.WEEK, Unit.WEEKEND, Unit.MONTH, Unit.QUARTER, Unit.HALF, Unit.YEAR])
@given(now=DAYS)
def test_the_unit_of_today_contains_today(unit: Unit, now: date) -> None:
    found = count_units(unit, 0, now)
    assert found is not None
    assert found.begin <= now <= found.end or (unit is Unit.WEEKEND and week(now).end == found.end)


# places in other places


@pytest.mark.parametrize(
    ("point", "value"),
    [
        (Point(month=8, within=Point(unit=Unit.YEAR, count=-1)), "2021-08"),
        (Point(day=3, within=Point(unit=Unit.MONTH, count=1)), "2022-02-03"),
        (Point(day=3, month=8, within=Point(unit=Unit.YEAR, count=1)), "2023-08-03"),
        (Point(season="SU", within=Point(unit=Unit.YEAR, count=-1)), "2021-SU"),
        (Point(quarter=2, within=Point(unit=Unit.YEAR, count=0)), "2022-Q2"),
        (Point(weekday=2, within=Point(unit=Unit.WEEK, count=1)), "2022-01-25"),
    ],
)
def test_a_place_in_a_stretch_that_is_told(point: Point, value: str) -> None:
    found = locate(point, NOW, 0)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "point",
    [
        Point(day=31, within=Point(unit=Unit.MONTH, count=1)),
        Point(weekday=2, within=Point(unit=Unit.MONTH, count=1)),
        Point(month=8, within=Point(unit=Unit.DECADE, count=0)),
    ],
)
def test_a_place_that_the_stretch_does_not_settle_is_none(point: Point) -> None:
    assert locate(point, NOW, 0) is None


def test_days_are_counted_from_the_day_last_spoken_of_and_from_no_other() -> None:
    assert locate(Point(follows=1), NOW, 0) is None
    found = locate(Point(follows=1), NOW, 0, date(2021, 12, 31))
    assert found is not None
    assert found.value == "2022-01-01"


def test_a_clock_time_is_of_the_day_last_spoken_of_or_else_of_today() -> None:
    told, untold = locate(Point(hour=20), NOW, 0, date(2021, 12, 31)), locate(Point(hour=20), NOW, 0)
    assert told is not None
    assert untold is not None
    assert (told.value, untold.value) == ("2021-12-31", "2022-01-21")


def test_words_without_a_place_have_none() -> None:
    assert locate(Point(), NOW, 0) is None


def test_old_years_have_four_figures() -> None:
    for point in (Point(month=8), Point(day=3, month=8), Point(season="SU"), Point(quarter=3), Point(half=2), Point()):
        found = in_year(point, 843)
        assert found is not None
        assert found.value.startswith("0843")
        assert all(end.startswith("0843") for end in found.edtf.split("/"))


@pytest.mark.parametrize(
    "point",
    [
        Point(unit=Unit.DAY, count=10**9),
        Point(unit=Unit.WEEK, count=10**30),
        Point(unit=Unit.YEAR, count=-10_000),
        Point(unit=Unit.MONTH, count=10**6),
        Point(year=10_000),
        Point(decade=1000),
        Point(century=99),
        Point(weekday=6, side=1),
    ],
)
def test_what_lies_beyond_the_calendar_is_no_place(point: Point) -> None:
    assert locate(point, date.max, 0) is None


UNITS = st.none() | st.sampled_from(Unit)
PLACES = st.builds(
    Point,
    year=st.none() | st.integers(1, 9999),
    month=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(1, 31),
    week=st.none() | st.integers(1, 53),
    weekday=st.none() | st.integers(1, 7),
    season=st.none() | st.sampled_from(("SP", "SU", "FA", "WI")),
    quarter=st.none() | st.integers(1, 4),
    half=st.none() | st.integers(1, 2),
    feast=st.none() | st.sampled_from(("12-24", "easter-2", "easter+49", "advent+0")),
    unit=UNITS,
    count=st.none() | st.integers(-5, 5),
    side=st.none() | st.sampled_from((-1, 1)),
    within=st.none() | st.builds(Point, unit=UNITS, count=st.integers(-3, 3)),
    part=st.none() | st.just("EV"),
    follows=st.none() | st.integers(-2, 2),
)


@given(PLACES, st.dates(), SIDES, st.none() | st.dates())
def test_every_point_has_a_stretch_that_ends_behind_its_begin_or_none(
    point: Point, now: date, side: int, day: date | None
) -> None:
    found = locate(point, now, side, day)
    assert found is None or found.begin <= found.end
