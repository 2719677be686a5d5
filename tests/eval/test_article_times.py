"""The times of the acceptance article: what is known of them for sure, by its own date and by the day it appeared.

The article is no part of the repository. `conftest.py` says where it is looked for.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import wortlaut
from wortlaut.model import Timex

OWN_DATE, DAY = "2022-01", "2022-01-21"

pytestmark = pytest.mark.corpus


@pytest.fixture
def article(locate: Callable[[str], Path]) -> str:
    return (locate("seed") / "article.txt").read_text(encoding="utf-8")


def find(article: str, words: str, published: str | None = None) -> tuple[Timex, ...]:
    """The times of these words; the article has some."""
    record = wortlaut.read(article, published=published)
    found = tuple(time for time in record.times if time.span.of(article).lower() == words)
    assert found
    return found


@pytest.mark.parametrize("published", [None, OWN_DATE])
def test_in_its_own_month_the_coming_week_is_an_interval(article: str, published: str | None) -> None:
    for time in find(article, "kommende woche", published):
        begin, end = (time.edtf or "").split("/")
        assert "2022-01-01" <= begin < end <= "2022-02-06"
        assert (time.value, OWN_DATE in (time.reason or "")) == ("XXXX-WXX", True)


@pytest.mark.parametrize("published", [None, OWN_DATE])
def test_in_its_own_month_friday_is_a_day_of_the_month(article: str, published: str | None) -> None:
    for time in find(article, "freitag", published):
        assert (time.value, time.edtf, OWN_DATE in (time.reason or "")) == ("XXXX-WXX-5", "2022-01-XX", True)


def test_in_its_own_month_no_day_is_told(article: str) -> None:
    for time in wortlaut.read(article).times:
        assert time.edtf is None or "/" in time.edtf or "X" in time.edtf or len(time.edtf) <= len(OWN_DATE)
        assert time.edtf == "2022-02" or time.reason


@pytest.mark.parametrize(
    ("words", "value", "edtf"),
    [
        ("kommende woche", "2022-W04", "2022-01-24/2022-01-30"),
        ("freitag", "2022-01-21", "2022-01-21"),
        ("diese woche", "2022-W03", "2022-01-17/2022-01-23"),
        ("den kommenden wochen", "PXW", "2022-01-21/.."),
        ("heute", "2022-01-21", "2022-01-21"),
    ],
)
def test_on_the_day_it_appeared_days_and_weeks_are_known(article: str, words: str, value: str, edtf: str) -> None:
    assert {(time.value, time.edtf, time.reason) for time in find(article, words, DAY)} == {(value, edtf, None)}


@pytest.mark.parametrize("published", [None, OWN_DATE, DAY])
def test_february_is_the_one_ahead(article: str, published: str | None) -> None:
    assert {(time.value, time.edtf) for time in find(article, "februar", published)} == {("2022-02", "2022-02")}


@pytest.mark.parametrize("published", [None, DAY])
def test_its_header_is_no_time(article: str, published: str | None) -> None:
    first = wortlaut.read(article, published=published).times[0]
    assert first.span.start > article.index(OWN_DATE) + len(OWN_DATE)
