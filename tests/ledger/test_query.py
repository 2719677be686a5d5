"""Reading: what each condition lets through, in which order, and what cannot be asked."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

import wortlaut
from wortlaut.errors import InputError
from wortlaut.ledger import Addition, Ledger
from wortlaut.ledger.results import AgendaRow, StatementRow

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)


@pytest.fixture
def ledger(kept: Ledger) -> Ledger:
    """Nothing here writes into it."""
    return kept


def quotes(ledger: Ledger, **conditions: Any) -> list[str]:
    return [row.quote_text for row in ledger.statements(**conditions)]


def test_statements_come_by_day_then_place_and_undated_last(ledger: Ledger) -> None:
    assert quotes(ledger) == [
        "Die Fähre werde am 1. April wieder fahren".replace("Die", "die"),
        "Er hoffe auf gutes Wetter.",
        "„Wir schaffen das nicht mehr allein“",
        "„Die Brücke bleibt offen.“",
        "den Hafen bis Freitag zu öffnen",
        "Bell wies die Forderung zurück.",
        "zwei Schiffe seien gesunken",
        "es gebe keine Verletzten",
    ]


def test_newest_first_and_not_more_than_asked_for(ledger: Ledger) -> None:
    assert quotes(ledger, newest=True, limit=2) == ["„Die Brücke bleibt offen.“", "den Hafen bis Freitag zu öffnen"]
    assert quotes(ledger, limit=0) == []


def test_a_statement_tells_what_is_known_of_it(ledger: Ledger, additions: list[Addition]) -> None:
    record = additions[0].record
    (row,) = ledger.statements(act="demand")
    statement = record.statements[1]
    assert row == StatementRow(
        id=statement.id,
        document=record.document.id,
        record=row.record,
        published="2024-03-05",
        outlet="Nordpost",
        title="Streit um die Brücke",
        source="Streit um die Brücke.txt",
        type="Indirect",
        medium=statement.medium.value,
        speaker_name="Otto Mühl",
        speaker_actor=statement.speaker_actor,
        addressee_name="Kara Bell",
        addressee_actor=statement.addressee_actor,
        quote=statement.quote,
        quote_text="den Hafen bis Freitag zu öffnen",
        cue_class=statement.cue_class,
        said=None,
        nested_in=None,
        acts=("demand",),
        via=(),
    )


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"words": "hafen"}, ["den Hafen bis Freitag zu öffnen"]),
        ({"words": "brucke"}, ["„Die Brücke bleibt offen.“"]),
        ({"words": "BRUECKE offen"}, ["„Die Brücke bleibt offen.“"]),
        ({"words": '"nicht mehr"'}, ["„Wir schaffen das nicht mehr allein“"]),
        ({"words": '"mehr nicht"'}, []),
        ({"words": "Schiff*"}, ["zwei Schiffe seien gesunken"]),
        ({"words": "Schiff"}, []),
        ({"speaker": "bell"}, ["„Die Brücke bleibt offen.“", "Bell wies die Forderung zurück."]),
        ({"speaker": "Muehl", "words": "allein"}, ["„Wir schaffen das nicht mehr allein“"]),
        ({"speaker": "Kara Bell"}, ["„Die Brücke bleibt offen.“", "Bell wies die Forderung zurück."]),
        ({"speaker": "Be"}, []),
        ({"speaker": "NPA"}, ["zwei Schiffe seien gesunken"]),
        ({"speaker": "Zeugen"}, ["zwei Schiffe seien gesunken"]),
        ({"speaker": "Zeugen", "firsthand": True}, []),
        ({"addressee": "Bell"}, ["den Hafen bis Freitag zu öffnen"]),
        ({"via": "NPA"}, ["zwei Schiffe seien gesunken"]),
        ({"via": "Zeugen"}, []),
        ({"firsthand": False}, ["zwei Schiffe seien gesunken"]),
        ({"firsthand": True, "outlet": "Nordpost", "type": "Direct"}, ["„Die Brücke bleibt offen.“"]),
        ({"act": "reject"}, ["Bell wies die Forderung zurück."]),
        ({"type": "IndirectFreeIndirect"}, ["Er hoffe auf gutes Wetter."]),
        ({"outlet": "OSTBLATT", "act": "assert"}, ["„Wir schaffen das nicht mehr allein“"]),
        ({"outlet": "nowhere"}, []),
        ({"since": "2024-03", "act": "assert", "firsthand": True}, ["„Die Brücke bleibt offen.“"]),
        ({"until": "2024-02-10", "act": "hope"}, ["Er hoffe auf gutes Wetter."]),
        ({"since": "2024-02-10", "until": "2024-02", "act": "hope"}, ["Er hoffe auf gutes Wetter."]),
        ({"until": "2024-01"}, []),
    ],
    ids=str,
)
def test_statements_are_narrowed_down(ledger: Ledger, conditions: dict[str, Any], expected: list[str]) -> None:
    assert quotes(ledger, **conditions) == expected


def test_who_passed_a_statement_on_is_told_without_its_origin(ledger: Ledger) -> None:
    (row,) = ledger.statements(firsthand=False)
    assert row.via == ("NPA",)


@pytest.mark.parametrize(
    "ask",
    [
        lambda ledger: ledger.statements(act="shout"),
        lambda ledger: ledger.statements(type="direct"),
        lambda ledger: ledger.statements(since="gestern"),
        lambda ledger: ledger.statements(words="…"),
        lambda ledger: ledger.statements(speaker="?"),
        lambda ledger: ledger.agenda(kind="due"),
        lambda ledger: ledger.events(status="over"),
        lambda ledger: ledger.record("0"),
        lambda ledger: ledger.frame("claims"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_once(ledger: Ledger, ask: Callable[[Ledger], object]) -> None:
    with pytest.raises(InputError):
        ask(ledger)


def test_the_agenda_comes_by_when_it_is_due(ledger: Ledger) -> None:
    rows = list(ledger.agenda())
    assert [(row.due, row.kind) for row in rows] == [("../2024-03-08", "demanded"), ("2024-04-01", "announced")]
    assert rows[0].by_name == "Kara Bell"
    assert isinstance(rows[0], AgendaRow)
    assert rows[0].statement == next(ledger.statements(act="demand")).id


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"by": "Bell"}, ["demanded"]),
        ({"kind": "announced"}, ["announced"]),
        ({"since": "2024-03-20"}, ["announced"]),
        ({"until": "2024-03-20"}, ["demanded"]),
        ({"outlet": "Ostblatt"}, ["announced"]),
        ({"conditional": True}, []),
        ({"to": "Bell"}, []),
        ({"newest": True, "limit": 1}, ["announced"]),
    ],
    ids=str,
)
def test_the_agenda_is_narrowed_down(ledger: Ledger, conditions: dict[str, Any], expected: list[str]) -> None:
    assert [row.kind for row in ledger.agenda(**conditions)] == expected


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, ["CONSULT", "REQUEST", "REJECT"]),
        ({"actor": "Bell"}, ["CONSULT", "REJECT"]),
        ({"actor": "Otto Mühl", "type": "REQUEST"}, ["REQUEST"]),
        ({"recipient": "Zeitung"}, []),
        ({"since": "2024-02"}, ["CONSULT"]),
        ({"status": "planned"}, []),
    ],
    ids=str,
)
def test_events_are_narrowed_down(ledger: Ledger, conditions: dict[str, Any], expected: list[str]) -> None:
    assert [row.type for row in ledger.events(**conditions)] == expected


def test_events_name_who_takes_part(ledger: Ledger) -> None:
    (row,) = ledger.events(type="CONSULT")
    assert row.actor_names == ("Otto Mühl", "Bell")
    assert row.when == "2024-02-XX"


def test_actors_are_found_by_every_name(ledger: Ledger) -> None:
    assert {(row.name, row.statements) for row in ledger.actors(name="bell")} == {("Kara Bell", 2), ("Bell", 0)}
    assert {row.kind for row in ledger.actors(kind="person")} == {"person"}
    assert len(list(ledger.actors(limit=1))) == 1


def test_documents_are_found_by_title_and_text(ledger: Ledger) -> None:
    assert [row.title for row in ledger.documents()] == ["Fähre fährt wieder", "Streit um die Brücke", None]
    assert [row.title for row in ledger.documents(words="Streit")] == ["Streit um die Brücke"]
    assert [row.title for row in ledger.documents(words="strasse gesperrt")] == [None]
    assert [row.title for row in ledger.documents(since="2024-03-01")] == ["Streit um die Brücke"]


def test_ids_are_found_whole_or_by_their_beginning(ledger: Ledger) -> None:
    row = next(ledger.statements())
    (found,) = ledger.find(row.id)
    assert (found.table, found.id, found.record, found.document) == ("statements", row.id, row.record, row.document)
    assert ledger.find(row.id[:10]) == [found]
    assert [found.table for found in ledger.find(row.document)] == ["documents"]
    assert ledger.find("0" * 16) == []


def test_more_rows_than_are_fetched_at_once_all_come(target: str) -> None:
    told = " ".join(f"Kara Bell sagte, es regne in Ort{number}." for number in range(260))
    record = wortlaut.read(told)
    copies = [dataclasses.replace(record.document, source=str(number)) for number in range(2)]
    with Ledger.open(target) as ledger:
        batch = [Addition(copy, dataclasses.replace(record, document=copy)) for copy in copies]
        ledger.add(batch, now=NOW)
        rows = list(ledger.statements())
        assert len({(row.record, row.id) for row in rows}) == 2 * len(record.statements) > 500
        assert [row.document for row in rows] == sorted(row.document for row in rows)
