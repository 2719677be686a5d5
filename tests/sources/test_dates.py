"""Dates as they are written on pages, in feeds and in tables."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortlaut.sources.dates import find_edtf
from wortlaut.text.dates import check_edtf


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("2024-03-05T00:30:00+01:00", "2024-03-05"),
        ("2024-03-05 23:30:00Z", "2024-03-05"),
        ("20240305T083000Z", "2024-03-05"),
        ("5.3.2024", "2024-03-05"),
        ("05.03.2024, 8:30", "2024-03-05"),
        ("Tue, 05 Mar 2024 00:30:00 +0100", "2024-03-05"),
        ("05 Mar 2024 08:00 GMT", "2024-03-05"),
        (datetime.date(2024, 3, 5), "2024-03-05"),
        (datetime.datetime(2024, 3, 5, 23, 30), "2024-03-05"),
        ("03/05/2024", None),
        ("2024-02-30", None),
        ("2024-13", None),
        ("31.4.2024", None),
        ("gestern", None),
        ("12:30", None),
        ("", None),
        (None, None),
        (3.5, None),
    ],
)
def test_a_day_is_what_is_written_and_nothing_else(written: object, edtf: str | None) -> None:
    assert find_edtf(written) == edtf


@given(st.text(max_size=40) | st.from_regex(r"[0-9./: -]{0,20}"))
def test_whatever_is_written_gives_a_date_or_none(written: str) -> None:
    edtf = find_edtf(written)
    assert edtf is None or check_edtf(edtf) == edtf
