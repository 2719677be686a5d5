import json
from dataclasses import replace
from typing import Any

import pytest

from wortlaut.model import Document, EventType, Record
from wortlaut.views.plover import write_plover


def read_back(record: Record) -> list[dict[str, Any]]:
    lines = list(write_plover(record))
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    return [json.loads(line) for line in lines]


def test_each_event_is_a_line_with_the_names_of_plover(eventful: Record) -> None:
    mobilize, request, coerce, consult = read_back(eventful)
    assert list(request)[:13] == [
        "id",
        "date",
        "enddate",
        "source",
        "recipient",
        "event",
        "mode",
        "context",
        "quad_code",
        "event_loc",
        "event_text",
        "text_info",
        "cite_info",
    ]
    assert request["date"] == "2024-03-05"
    assert (request["event"], request["mode"], request["quad_code"]) == (["REQUEST"], [], 3)
    assert [actor["code"] for actor in request["source"] + request["recipient"]] == ["XNO", "XSU"]
    assert mobilize["source"] == [
        {"code": "XNO", "sector": "GOV", "actor_text": "Regierung von Norland", "identifier_id": "Q0"}
    ]
    assert mobilize["event_loc"] == {"name": "Nordhafen"}
    assert mobilize["quantities"] == [[100000, "Soldaten"], [2.5, "Divisionen"]]
    assert [actor["sector"] for actor in coerce["source"]] == [None, "JRN"]
    assert consult["cite_info"]["published"] == "2024-03-05"
    assert consult["cite_info"]["citation"] == "berichte/hafen.txt"


def test_the_text_is_pointed_at(eventful: Record) -> None:
    for event in read_back(eventful):
        place = event["text_info"]
        assert event["event_text"] == [eventful.document.text[place["start"] : place["end"]]]


def test_status_and_background_are_contexts_of_plover(eventful: Record) -> None:
    assert [event["context"] for event in read_back(eventful)] == [
        ["military", "negation"],
        [],
        ["legal", "historical"],
        ["diplomatic", "future"],
    ]
    assert [event["status"] for event in read_back(eventful)] == ["denied", "happened", "reported", "planned"]


@pytest.mark.parametrize(
    ("when", "date", "enddate"),
    [
        (None, None, None),
        ("2024-03-05", "2024-03-05", None),
        ("2024-03", "2024-03", None),
        ("2024-03-XX", "2024-03", None),
        ("2024", "2024", None),
        ("2024-03-05/2024-04", "2024-03-05", "2024-04"),
        ("2024-03-05/..", "2024-03-05", None),
        ("../2024-03-05", None, "2024-03-05"),
        ("2024-03-05T20:30:00+01:00", "2024-03-05", None),
        ("2024~", None, None),
        ("2024-22", None, None),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(
    eventful: Record, when: str | None, date: str | None, enddate: str | None
) -> None:
    (event,) = read_back(replace(eventful, events=(replace(eventful.events[0], when=when),)))
    assert (event["date"], event["enddate"], event["edtf"]) == (date, enddate, when)


@pytest.mark.parametrize("kind", EventType)
def test_every_type_has_a_quad_code(eventful: Record, kind: EventType) -> None:
    (event,) = read_back(replace(eventful, events=(replace(eventful.events[0], type=kind),)))
    assert event["quad_code"] in (1, 2, 3, 4)


def test_half_characters_survive_the_way_through_utf8(eventful: Record) -> None:
    document = Document(eventful.document.text.replace("ein Treffen", "ein \ud83dreffen"), "de")
    (event,) = read_back(replace(eventful, document=document, events=eventful.events[:1]))
    assert event["event_text"] == ["ein \ud83dreffen sei geplant"]
    "".join(write_plover(replace(eventful, document=document))).encode("utf-8")


def test_without_events_there_is_no_line(record: Record) -> None:
    assert list(write_plover(record)) == []
