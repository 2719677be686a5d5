"""The times of a report, read end to end: what is found, what it counts from, and what holds of any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

import wortlaut
from wortlaut.extract.timex.moment import NO_ANCHOR
from wortlaut.model import Record, Timex, TimexType
from wortlaut.pipeline import analyse

FRIDAY = "2022-01-21"
MONDAY = "2022-01-24"


def words(record: Record) -> list[str]:
    """The words of all times."""
    return [time.span.of(record.document.text) for time in record.times]


def impossible(record: Record) -> list[str]:
    """The words that look like a time and are none."""
    return [i.span.of(record.document.text) for i in record.issues if "date or time" in i.problem]


def read_one(text: str, published: str | None = FRIDAY) -> Timex:
    (time,) = wortlaut.read(text, published=published).times
    return time


# what is found, and where


def test_times_are_found_in_the_order_of_the_text() -> None:
    record = wortlaut.read(
        "Bis Ende März prüft der Rat den Plan. Am Freitag hatte Kara Bell um 17.30 Uhr genickt, vor zwei Jahren nicht.",
        published=FRIDAY,
    )
    assert words(record) == ["Ende März", "Freitag", "17.30 Uhr", "zwei Jahren"]
    assert [time.type for time in record.times] == [TimexType.DATE, TimexType.DATE, TimexType.TIME, TimexType.DURATION]
    assert [time.edtf for time in record.times] == ["../2022-03-31", FRIDAY, "2022-01-21T17:30:00", "2020~"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Tags darauf schloss der Hafen.", "Tags darauf"),
        ("Sie kehrte tags darauf nach Norhafen zurück.", "tags darauf"),
        ("Christi Himmelfahrt bleibt der Hafen zu.", "Christi Himmelfahrt"),
        ("Der Hafen bleibt Mariä Himmelfahrt zu.", "Mariä Himmelfahrt"),
        ("Am Buß- und Bettag bleibt der Hafen zu.", "Buß- und Bettag"),
        ("Vor kurzem war der Hafen noch offen.", "Vor kurzem"),
    ],
)
def test_phrases_are_found_wherever_they_stand(text: str, time: str) -> None:
    assert words(wortlaut.read(text, published=FRIDAY)) == [time]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Am Montag, Dienstag und Mittwoch regnete es.", ["Montag", "Dienstag", "Mittwoch"]),
        ("Am 3., 4. und 5. Mai regnete es.", ["3.", "4.", "5. Mai"]),
        ("Sie kam am Freitag, morgen reist sie ab.", ["Freitag", "morgen"]),
        ("Am Freitag, dem 3. Mai, regnete es.", ["Freitag, dem 3. Mai"]),
    ],
)
def test_days_side_by_side_are_times_of_their_own(text: str, days: list[str]) -> None:
    assert words(wortlaut.read(text, published=FRIDAY)) == days


@pytest.mark.parametrize(
    "text",
    [
        "In Norland leben 2000 Menschen.",
        "Ministerin Kara Mai leitet den Rat.",
        "Das Spiel endete 3:1.",
        "Der Rat ist 30 Jahre alt.",
        "Der MIP-Montag prüft die Daten.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    record = wortlaut.read(text, published=FRIDAY)
    assert words(record) == []
    assert impossible(record) == []


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("Der Rat tagt am 31. Februar in Norhafen.", "31. Februar"),
        ("Der Rat tagt am 29. Februar 2023.", "29. Februar 2023"),
        ("Der Rat tagt am 31.4. wieder.", "31.4."),
        ("Der Rat tagt am 32.13.2022 wieder.", "32.13.2022"),
        ("Der Rat tagt um 25.70 Uhr.", "25.70 Uhr"),
        ("Der Rat tagt um 25:70 Uhr.", "25:70 Uhr"),
        ("Der Rat tagt bis zum 31. April.", "31. April"),
    ],
)
def test_impossible_dates_are_issues_where_they_stand(text: str, odd: str) -> None:
    record = wortlaut.read(text, published=FRIDAY)
    assert impossible(record) == [odd]
    assert words(record) == []


def test_a_leap_day_is_possible_in_a_leap_year() -> None:
    assert read_one("Der Rat tagte am 29. Februar 2024.").edtf == "2024-02-29"


def test_every_time_names_its_rules_and_derives_from_them() -> None:
    time = read_one("Der Hafen öffnet bis Ende März.")
    assert "place under a preposition" in time.rules
    lines = analyse("Der Hafen öffnet bis Ende März.", published=FRIDAY).time_derivations[time.id]
    assert lines[0] == "place under a preposition: bis Ende März"
    assert set(time.rules) <= {line.strip().partition(":")[0] for line in lines}


def test_ids_are_stable_and_tell_times_and_reports_apart() -> None:
    text = "Am Freitag und am Freitag tagte der Rat, am Montag nicht."
    ids = [[time.id for time in wortlaut.read(text, published=day).times] for day in (FRIDAY, FRIDAY, MONDAY)]
    assert ids[0] == ids[1]
    assert len({*ids[0], *ids[2]}) == 6


# what times count from


@pytest.mark.parametrize("text", ["Der Rat tagte am Freitag.", "Der Rat tagt heute.", "Kommende Woche tagt der Rat."])
def test_without_a_date_nothing_is_known_of_relative_words_and_that_is_said(text: str) -> None:
    time = read_one(text, published=None)
    assert (time.edtf, time.reason) == (None, NO_ANCHOR)


def test_the_header_is_what_times_count_from_and_no_time_itself() -> None:
    record = wortlaut.read("date 2022-01\nAm Freitag tagte der Rat. Er tagt auch im Februar.")
    assert words(record) == ["Freitag", "Februar"]
    friday, february = record.times
    assert (friday.value, friday.edtf) == ("XXXX-WXX-5", "2022-01-XX")
    assert "2022-01" in (friday.reason or "")
    assert (february.edtf, february.reason) == ("2022-02", None)


def test_the_caller_knows_the_day_better_than_the_header() -> None:
    record = wortlaut.read("date 2022-01\nAm Freitag tagte der Rat.", published=FRIDAY)
    assert [(time.edtf, time.reason) for time in record.times] == [(FRIDAY, None)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Der Rat tagte am Montag.", "2022-01-17"),
        ("Der Rat wird am Montag tagen.", "2022-01-24"),
        ("Kara Bell forderte eine Antwort bis Montag.", "../2022-01-24"),
        ("Der Rat hat im Dezember getagt.", "2021-12"),
        ("Der Rat will im Dezember tagen.", "2022-12"),
    ],
)
def test_the_tense_tells_the_side(text: str, edtf: str) -> None:
    assert read_one(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Das Gesetz soll noch vor Weihnachten kommen.", "../2022-12-23"),
        ("Kara Bell fordert eine Antwort bis Weihnachten.", "../2022-12-24"),
        ("Das Gesetz soll bis zum 24. Dezember kommen.", "../2022-12-24"),
        ("Die Regel gilt ab dem 30. Dezember.", "2022-12-30/.."),
    ],
)
def test_terms_lie_ahead(text: str, edtf: str) -> None:
    assert read_one(text).edtf == edtf


def test_a_quoted_today_is_the_day_of_the_speech() -> None:
    record = wortlaut.read("„Der Hafen öffnet heute“, sagte Kara Bell am Freitag.", published=MONDAY)
    (statement,) = record.statements
    assert statement.said == FRIDAY
    assert [(time.span.of(record.document.text), time.edtf) for time in record.times] == [
        ("heute", FRIDAY),
        ("Freitag", FRIDAY),
    ]


def test_a_speech_whose_day_is_not_told_counts_from_the_report() -> None:
    record = wortlaut.read("„Der Hafen öffnet heute“, sagte Kara Bell.", published=MONDAY)
    assert record.statements[0].said is None
    assert [time.edtf for time in record.times] == [MONDAY]


def test_what_the_narrator_says_beside_a_speech_counts_from_the_report() -> None:
    record = wortlaut.read("„Er öffnet morgen“, sagte Kara Bell am Freitag. Heute schweigt sie.", published=MONDAY)
    assert [time.edtf for time in record.times] == ["2022-01-22", FRIDAY, MONDAY]


def test_a_speech_of_a_day_that_only_its_month_tells_has_no_day() -> None:
    record = wortlaut.read("„Der Hafen öffnet heute“, sagte Kara Bell am Freitag.", published="2022-01")
    assert [time.edtf for time in record.times] == ["2022-01-XX", "2022-01-XX"]
    assert all(time.reason for time in record.times)
    assert record.statements[0].said == "2022-01-XX"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Nach dem 9999-12-31 ist Schluss.", None),
        ("Am 9999-12-31 um 24 Uhr ist Schluss.", None),
        ("Vor dem 0001-01-01 war nichts.", None),
        ("In der Nacht zum 0001-01-01 regnete es.", None),
        ("Bis heute und vor heute, in der Nacht auf heute und seit zwei Wochen regnet es.", "0001-01-01"),
        ("Ab heute und nach heute, kommende Woche, in zwei Wochen und am Wochenende regnet es.", "9999-12-31"),
        ("Kommende Woche regnet es, in den kommenden Wochen und am Freitag.", "9999"),
        ("Vorige Woche regnete es, in den vergangenen zwei Wochen und im Mai.", "0001"),
        ("Im letzten August und in den vergangenen zwei Monaten regnete es.", "0843-08-01"),
    ],
)
def test_the_ends_of_the_calendar_are_read(text: str, published: str | None) -> None:
    record = wortlaut.read(text, published=published)
    assert record.times
    for time in record.times:
        check(time)


# what holds of every text

WORDS = st.sampled_from(
    (
        *("am ", "bis ", "bis zum ", "seit ", "vor ", "nach ", "ab ", "im ", "in ", "um ", "vom ", "zwischen "),
        *("spätestens ", "noch vor ", "von ", "zum ", "dem ", "der ", "den ", "in der Nacht auf ", "innerhalb von "),
        *("Montag", "Freitag", " Mai", " Februar", "Sommer", "heute", "gestern", "Woche", "Wochen", "Jahren", "Ende "),
        *("kommende ", "vergangenen ", "nächsten ", "dieser ", "abend", "Abend ", "Weihnachten", "Tag ", "Tagen", "er"),
        *("zwei ", "drei ", "3. ", "31. ", "7", "2022", "1990er", " 20.30", "25:70", "31.4.", "3.5.2021", "Uhr "),
        *(
            "0001-01-01",
            "9999-12-31",
            "999999 ",
            "und ",
            ", ",
            ". ",
            ": ",
            "-",
            "–",
            "/",
            "(",
            ") ",
            "alle ",
            "binnen ",
        ),
        *(
            "„",
            "“, sagte Kara Bell ",
            "Es regnete ",
            "wird ",
            "date 2022-01 ",
            "\n\n",
            " ",
            "\ud800",
            "\u200b",
            "\u0308",
        ),
        *("🙂", "\x00", "²", "٣. ", "Ⅷ", "\xad"),
    )
)
TEXTS = st.lists(WORDS, max_size=25).map("".join)
TEXTS_WITHOUT_FIGURES = st.lists(
    WORDS.filter(lambda word: not any(letter.isnumeric() for letter in word)), max_size=25
).map("".join)
DATES = st.sampled_from((None, "2022", "2022-01", "2024-02-29", "0001", "9999", "0001-01-01", "9999-12-31"))


def check(time: Timex) -> None:
    """Whether what is known can be read by others, and what is not known is explained."""
    assert time.value
    assert time.rules
    if time.edtf is None:
        assert time.reason
    else:
        parse_edtf(time.edtf)


@settings(max_examples=400)
@given(TEXTS, DATES)
def test_any_text_gives_times_that_others_can_read_or_that_say_why_not(text: str, published: str | None) -> None:
    record = wortlaut.read(text, published=published)
    for time in record.times:
        check(time)
        assert 0 <= time.span.start < time.span.end <= len(text)
    assert all(one.span.end <= other.span.start for one, other in pairwise(record.times))
    assert len({time.id for time in record.times}) == len(record.times)
    for statement in record.statements:
        if statement.said is not None:
            parse_edtf(statement.said)


@settings(max_examples=200)
@given(TEXTS_WITHOUT_FIGURES)
def test_without_any_date_no_day_is_told(text: str) -> None:
    record = wortlaut.read(text)
    assert record.document.published is None
    assert {time.edtf for time in record.times} <= {None}
    assert all(time.reason for time in record.times)


@settings(max_examples=100)
@given(TEXTS, DATES)
def test_the_same_text_gives_the_same_times(text: str, published: str | None) -> None:
    assert wortlaut.read(text, published=published).times == wortlaut.read(text, published=published).times


@pytest.mark.parametrize(
    "piece", ["Montag 3. Mai ", "3. Mai und ", "Montag und ", "Montag, ", "Mitte Mai ", "zwei Wochen und "]
)
def test_a_long_row_of_times_is_read(piece: str) -> None:
    count = 1000
    record = wortlaut.read(piece * count, published=FRIDAY)
    assert count * 0.95 <= len(record.times) <= count * 1.05  # it is cut into sentences, sometimes inside a time
    assert all(one.span.end <= other.span.start for one, other in pairwise(record.times))


@pytest.mark.parametrize(
    "piece",
    ["bis ", "zwei ", "der ", "und ", "3. ", "20.30", "Ende ", "vom 3. bis ", "nächsten ", "zwischen Mai und "],
)
def test_a_long_row_of_what_opens_a_time_is_read(piece: str) -> None:
    for time in wortlaut.read(piece * 1000, published=FRIDAY).times:
        check(time)
