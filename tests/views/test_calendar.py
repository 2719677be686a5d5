from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest

from wortlaut.model import AgendaEntry, AgendaKind, Document, Record, Span
from wortlaut.views.calendar import write_calendar


def read_back(written: str) -> list[Any]:
    """The entries of a calendar, as a program would read them."""
    calendar = icalendar.Calendar.from_ical(written)
    assert calendar["version"] == "2.0"
    return list(calendar.subcomponents)


def with_due(record: Record, *dues: str | None) -> Record:
    """The record with agenda entries that are due then and there."""
    entries = tuple(
        AgendaEntry(f"id{n}", "", AgendaKind.PROMISED, None, None, due, False, None, Span(n, n + 8), ())
        for n, due in enumerate(dues)
    )
    return replace(record, agenda=entries)


def test_entries_are_events_and_undated_ones_to_dos(eventful: Record) -> None:
    entries = read_back(write_calendar([eventful]))
    assert [entry.name for entry in entries] == ["VTODO", "VEVENT", "VEVENT"]
    todo, deadline, meeting = entries
    assert "due" not in todo
    assert todo["summary"] == "neue Manöver"
    assert deadline["dtstart"].dt == date(2024, 3, 31)
    assert deadline["dtend"].dt == date(2024, 4, 1)
    assert deadline["summary"] == ("Sudavien: die Brücke bei Ostheim wieder zu öffnen (by 2024-03-31 at the latest)")
    assert (meeting["dtstart"].dt, meeting["dtend"].dt) == (date(2024, 4, 1), date(2024, 5, 1))
    assert meeting["summary"] == "Kara Bell → Sudavien: ein Treffen sei geplant (some time in 2024-04)"
    assert all(entry["transp"] == "TRANSPARENT" for entry in entries[1:])


def test_the_evidence_stands_in_the_description(eventful: Record) -> None:
    todo, _, meeting = read_back(write_calendar([eventful]))
    assert str(meeting["description"]).splitlines() == [
        "“ein Treffen sei geplant”",
        "Said by: NNA ← Regierungskreise",
        "How it came to be due: announced",
        "Due: 2024-04 (EDTF)",
        "File: berichte/hafen.txt",
        "Published: 2024-03-05",
    ]
    assert "Told by the report itself" in todo["description"]
    assert "scheduled, conditional" in todo["description"]


def test_the_same_records_give_the_same_bytes_and_no_clock_is_asked(eventful: Record) -> None:
    written = write_calendar([eventful])
    assert write_calendar([eventful]) == written
    assert {entry["dtstamp"].dt for entry in read_back(written)} == {datetime(2024, 3, 5, tzinfo=UTC)}
    undated = replace(eventful, document=replace(eventful.document, published=None))
    assert {entry["dtstamp"].dt for entry in read_back(write_calendar([undated]))} == {datetime(1970, 1, 1, tzinfo=UTC)}
    monthly = replace(eventful, document=replace(eventful.document, published="2024-03"))
    assert {entry["dtstamp"].dt for entry in read_back(write_calendar([monthly]))} == {datetime(2024, 3, 1, tzinfo=UTC)}


def test_an_entry_has_its_own_id_and_stands_in_the_calendar_once(eventful: Record) -> None:
    entries = read_back(write_calendar([eventful, eventful]))
    assert sorted(str(entry["uid"]) for entry in entries) == sorted(f"{entry.id}@wortlaut" for entry in eventful.agenda)


@pytest.mark.parametrize(
    ("due", "start", "end", "certainty"),
    [
        ("2024-03-05", date(2024, 3, 5), date(2024, 3, 6), ""),
        ("2024-03-05/2024-03-07", date(2024, 3, 5), date(2024, 3, 8), "(within 2024-03-05/2024-03-07)"),
        ("../2024-03", date(2024, 3, 31), date(2024, 4, 1), "(by 2024-03 at the latest)"),
        ("2024-07/..", date(2024, 7, 1), date(2024, 7, 2), "(from 2024-07 on)"),
        ("2024-01-XX", date(2024, 1, 1), date(2024, 2, 1), "(some time in 2024-01)"),
        ("2024", date(2024, 1, 1), date(2025, 1, 1), "(some time in 2024)"),
        ("2024-03-05~", date(2024, 3, 5), date(2024, 3, 6), "(roughly 2024-03-05)"),
        ("2024~/..", date(2024, 1, 1), date(2024, 1, 2), "(roughly from 2024 on)"),
    ],
)
def test_what_is_known_of_a_date_is_what_is_shown(
    record: Record, due: str, start: date, end: date, certainty: str
) -> None:
    (event,) = read_back(write_calendar([with_due(record, due)]))
    assert (event["dtstart"].dt, event["dtend"].dt) == (start, end)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert str(event["summary"]).removeprefix("Norland").strip() == certainty


def test_a_clock_time_is_a_moment(record: Record) -> None:
    zoned, plain = read_back(write_calendar([with_due(record, "2024-03-05T20:30:00+01:00", "2024-03-05T20:30:00")]))
    assert zoned["dtstart"].dt == datetime(2024, 3, 5, 19, 30, tzinfo=UTC)
    assert plain["dtstart"].dt == datetime(2024, 3, 5, 20, 30)


@pytest.mark.parametrize("due", ["9999-12-31", "9999", "../9999"])
def test_the_end_of_time_needs_no_day_behind_it(record: Record, due: str) -> None:
    (event,) = read_back(write_calendar([with_due(record, due)]))
    assert "dtend" not in event


def test_what_is_due_under_a_condition_is_tentative(eventful: Record) -> None:
    entry = replace(eventful.agenda[0], conditional=True)
    (event,) = read_back(write_calendar([replace(eventful, agenda=(entry,))]))
    assert event["status"] == "TENTATIVE"


def test_any_words_survive(record: Record) -> None:
    text = 'Zeile, eins; zwei\\n "Ü"\r\nBEGIN:VEVENT\x1b \ud83d' + " lang" * 200
    evil = replace(record, document=Document(text, "de", title="Ti;tel,\nBEGIN:VALARM", source=None))
    entry = AgendaEntry("id", "", AgendaKind.PROMISED, None, None, "2024", False, None, Span(0, len(text)), ())
    written = write_calendar([replace(evil, agenda=(entry,), statements=())])
    (event,) = read_back(written)
    assert 'Zeile, eins; zwei\\n "Ü" BEGIN:VEVENT␛ \ufffd lang' in event["description"]
    assert event.subcomponents == []
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))


def test_without_agenda_the_calendar_is_empty(record: Record) -> None:
    assert read_back(write_calendar([record])) == []
