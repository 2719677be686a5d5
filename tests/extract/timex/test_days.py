from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortlaut.extract.timex.days import read_days


@pytest.mark.parametrize(
    ("edtf", "first", "last", "unit"),
    [
        ("2024-03-05", "2024-03-05", "2024-03-05", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2024-01-XX", "2024-01-01", "2024-01-31", "month"),
        ("2024-XX-XX", "2024-01-01", "2024-12-31", "year"),
        ("2024-22", "2024-06-21", "2024-09-22", "season"),
        ("2024-24", "2024-12-22", "2025-03-20", "season"),
        ("199X", "1990-01-01", "1999-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "century"),
        ("2024-03-01/2024-04", "2024-03-01", "2024-04-30", "month"),
        ("2024-03-05T20:30:00+01:00", "2024-03-05", "2024-03-05", "minute"),
        ("9999", "9999-01-01", "9999-12-31", "year"),
    ],
)
def test_edtf_is_read_as_days(edtf: str, first: str, last: str, unit: str) -> None:
    days = read_days(edtf)
    assert days is not None
    assert (days.first, days.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert days.precision == (unit, False)
    assert days.bounds == (days.first, days.last)


def test_an_open_end_stays_open_and_the_other_one_is_marked() -> None:
    deadline, start = read_days("../2024-03"), read_days("2024-03/..")
    assert deadline is not None
    assert start is not None
    assert (deadline.first, deadline.last) == (None, date(2024, 3, 31))
    assert deadline.bounds == (date(2024, 3, 31), date(2024, 3, 31))
    assert (start.first, start.last) == (date(2024, 3, 1), None)
    assert start.bounds == (date(2024, 3, 1), date(2024, 3, 1))


@pytest.mark.parametrize("edtf", ["2024~", "2024-03-05~", "2024~/..", "../2024-03~"])
def test_what_is_told_roughly_is_marked_so(edtf: str) -> None:
    days = read_days(edtf)
    assert days is not None
    assert days.precision.rough


@pytest.mark.parametrize(
    "edtf", [None, "", "..", "../..", "0000", "2024-02-30", "2024-13", "soon", "2024-3-5", "24", "2024-02-30/2024-03"]
)
def test_what_is_no_day_is_none(edtf: str | None) -> None:
    assert read_days(edtf) is None


@given(st.text("0123456789-/.XT:~?Z+", max_size=25))
def test_no_text_is_too_odd(edtf: str) -> None:
    days = read_days(edtf)
    assert days is None or days.bounds[0] is not None
