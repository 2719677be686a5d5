from dataclasses import replace
from typing import Any

import pytest

from wortlaut.model import Act, Actor, EventStatus, EventType, Record
from wortlaut.views.cameo import code_event, count_omitted, write_cameo


def lines_of(record: Record) -> list[list[str]]:
    lines = list(write_cameo(record))
    assert all(line.endswith("\n") for line in lines)
    return [line.removesuffix("\n").split("\t") for line in lines]


def with_event(record: Record, **changes: Any) -> Record:
    """The record with one event only, changed."""
    return replace(record, events=(replace(record.events[0], **changes),))


def code(record: Record, kind: str, mode: str | None, *context: str, status: str = "happened") -> str | None:
    changed = with_event(record, type=EventType(kind), mode=mode, context=context, status=EventStatus(status))
    coded = code_event(changed, changed.events[0])
    return coded[0] if coded else None


def test_an_event_is_a_line_of_date_actors_code_and_evidence(eventful: Record) -> None:
    demand = lines_of(eventful)[0]
    assert demand == [
        "20240305",
        "XNO",
        "XSU",
        "100",
        "",
        eventful.events[2].id,
        "berichte/hafen.txt",
        "Kara Bell",
        "Sudavien",
        "Sie forderte Sudavien auf, die Brücke bei Ostheim wieder zu öffnen",
        "demand",
        "happened",
    ]


def test_actors_together_are_a_line_each_and_those_who_meet_one_for_every_other(eventful: Record) -> None:
    assert [(line[1], line[2], line[3]) for line in lines_of(eventful)[1:]] == [
        ("XSU", "---", "172"),
        ("MED", "---", "172"),
        ("XNO", "XSU", "036"),
        ("XSU", "XNO", "036"),
    ]
    pair = with_event(eventful, type=EventType.ASSAULT, status=EventStatus.HAPPENED, recipient=("a3", "a7"))
    assert [(line[1], line[2]) for line in lines_of(pair)] == [
        ("XNO", "MED"),
        ("XNO", "XNOGOV"),
        ("XSU", "MED"),
        ("XSU", "XNOGOV"),
    ]


@pytest.mark.parametrize(
    ("kind", "country", "expected"),
    [
        ("state", "XNO", "XNO"),
        ("government", "XNO", "XNOGOV"),
        ("person", "XNO", "XNO"),
        ("media", "XNO", "XNOMED"),
        ("media", None, "MED"),
        ("organisation", None, "---"),
        ("anonymous", None, "---"),
    ],
)
def test_an_actor_is_its_country_and_its_role(eventful: Record, kind: Any, country: str | None, expected: str) -> None:
    changed = with_event(eventful, actor=("a9",), status=EventStatus.HAPPENED)
    (line,) = lines_of(replace(changed, actors=(Actor("a9", "Ilian Dorek", kind, country=country),)))
    assert line[1] == expected


def test_an_event_without_known_actors_has_a_line_all_the_same(eventful: Record) -> None:
    (line,) = lines_of(with_event(eventful, actor=(), recipient=("unheard of",)))
    assert (line[1:3], line[7:9]) == (["---", "---"], ["---", "---"])


@pytest.mark.parametrize(
    ("when", "date"),
    [
        (None, "---"),
        ("2024-03-05", "20240305"),
        ("2024-03", "20240300"),
        ("2024-03-XX", "20240300"),
        ("2024", "20240000"),
        ("2024-03-04/2024-03-10", "20240300"),
        ("2024-03-29/2024-04-04", "20240000"),
        ("2024-12-30/2025-01-05", "---"),
        ("../2024-03-05", "---"),
        ("2024-03-05/..", "---"),
        ("2024-03-05~", "---"),
        ("2024-03-05T20:30:00", "20240305"),
    ],
)
def test_parts_of_a_date_that_are_not_known_are_zeros(eventful: Record, when: str | None, date: str) -> None:
    assert {line[0] for line in lines_of(with_event(eventful, when=when))} == {date}


def test_the_most_specific_code_is_taken(eventful: Record) -> None:
    assert code(eventful, "AID", None) == "070"
    assert code(eventful, "AID", None, "military") == "072"
    assert code(eventful, "AID", "military", "diplomatic") == "072"
    assert code(eventful, "RETREAT", "ceasefire", "military") == "0871"
    assert code(eventful, "SANCTION", "discontinue", "economic") == "1621"
    assert code(eventful, "SANCTION", "discontinue", "economic", "diplomatic") == "163"
    assert code(eventful, "COERCE", "a mode unheard of", "a context unheard of") == "170"


@pytest.mark.parametrize("kind", EventType)
def test_every_type_has_a_code(eventful: Record, kind: EventType) -> None:
    found = code(eventful, kind.value, None)
    assert found is not None
    assert found.isdigit()


def test_what_is_planned_or_promised_is_coded_as_intent(eventful: Record) -> None:
    assert code(eventful, "AID", "military", status="promised") == "0332"
    assert code(eventful, "CONSULT", "phone", status="planned") == "036"
    assert code(eventful, "SANCTION", None, "economic", status="planned") is None


@pytest.mark.parametrize("status", ["possible", "denied"])
def test_what_did_not_happen_has_no_line_and_is_counted(eventful: Record, status: str) -> None:
    assert code(eventful, "ASSAULT", None, status=status) is None
    assert lines_of(with_event(eventful, status=EventStatus(status))) == []
    assert count_omitted(with_event(eventful, status=EventStatus(status))) == (
        "1 event is left out: possible, denied, or planned and without a code of intent"
    )
    assert count_omitted(replace(eventful, events=eventful.events[2:])) is None


def test_a_request_that_is_no_demand_is_an_appeal(eventful: Record) -> None:
    statement = eventful.statements[1]
    asked = replace(statement, claims=(replace(statement.claims[0], act=Act.ASK),))
    record = replace(eventful, statements=(asked,), events=(eventful.events[2],))
    assert code_event(record, record.events[0]) == ("020", "appeal")
    meet = replace(record, events=(replace(record.events[0], mode="meet"),))
    assert code_event(meet, meet.events[0]) == ("026", "appeal for talks")
    assert code_event(eventful, eventful.events[2]) == ("100", "demand")


def test_no_word_breaks_a_line(eventful: Record) -> None:
    actors = tuple(replace(actor, name=f"{actor.name}\t\n\ud83d") for actor in eventful.actors)
    text = eventful.document.text.replace("seit Montag", "seit\tMont\n")
    document = replace(eventful.document, text=text, source="a\tb")
    for line in lines_of(replace(eventful, actors=actors, document=document)):
        assert len(line) == 12
        "".join(line).encode("utf-8")
