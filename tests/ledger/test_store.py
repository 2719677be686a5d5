"""Adding: what goes in comes out, once, and a batch is all or nothing."""

import dataclasses
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wortlaut
from wortlaut.ledger import Added, Addition, Ledger
from wortlaut.ledger.results import DocumentRow
from wortlaut.model import Document, Reader, Record, Span
from wortlaut.testing import load_examples

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)
LATER = datetime(2024, 3, 9, 12, tzinfo=UTC)

PIECES = st.sampled_from(
    (
        *(
            "Ministerin Kara Bell sagte",
            "so Bell",
            ", dass die Brücke offen bleibe",
            " laut Polizei ",
            "Zeugen zufolge ",
        ),
        *("Der Rat forderte Bell auf, bis Freitag zu gehen", " unter Berufung auf Kreise ", "Er wies das zurück. "),
        *(
            "„",
            "“",
            ". ",
            ", ",
            ": ",
            "\n\n",
            "3. Mai ",
            "2 Schiffe ",
            "\ud800",
            "\x00",
            "\ufdd0",
            "\ufdd0d800",
            "🙂",
            "'",
        ),
    )
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(st.characters(exclude_categories=()))


def of(record: Record, **meta: str) -> Addition:
    return Addition(record.document, record, meta)


def dump(ledger: Ledger) -> str:
    """All that an export can show."""
    lists = (ledger.statements(), ledger.agenda(), ledger.events(), ledger.actors())
    rows = [dataclasses.asdict(row) for rows in lists for row in rows]
    return json.dumps([[record.to_dict() for record in ledger.records()], rows])


def test_what_is_added_comes_back_as_it_was(ledger: Ledger, additions: list[Addition]) -> None:
    for addition in additions:
        record = ledger.record(addition.document.id)
        assert record == addition.record
        assert record.to_dict() == addition.record.to_dict()


@pytest.fixture(scope="session")
def records() -> list[Record]:
    """Of the examples of the pack every eighth."""
    return [wortlaut.read(example.text, published=example.anchor) for example in list(load_examples("de"))[::8]]


def test_examples_of_the_pack_come_back_as_they_were(target: str, records: list[Record]) -> None:
    with Ledger.open(target) as ledger:
        ledger.add(map(of, records), now=NOW)
        assert {r.document.id: r.to_dict() for r in ledger.records()} == {r.document.id: r.to_dict() for r in records}
        assert list(ledger.verify()) == []


@pytest.fixture(scope="module")
def shared(
    copy_model: Callable[[str, Path], str], models: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ledger]:
    """One ledger for all examples of a property."""
    with Ledger.open(copy_model(models[0], tmp_path_factory.mktemp("shared"))) as opened:
        yield opened


@settings(max_examples=40)
@given(text=TEXTS, title=st.none() | st.text(st.characters(exclude_categories=())), meta=st.dictionaries(TEXTS, TEXTS))
def test_any_record_survives(shared: Ledger, text: str, title: str | None, meta: dict[str, str]) -> None:
    record = wortlaut.read(text, title=title, source=f"{title!r} {meta}", published="2024-03-05")
    shared.add([of(record, **meta)], now=NOW)
    assert shared.record(record.document.id).to_dict() == record.to_dict()
    row = document(shared, record.document.id)
    assert {**row.meta, "outlet": row.outlet, "byline": row.byline} == {"outlet": None, "byline": None, **meta}


def test_everything_that_a_property_left_behind_is_sound(shared: Ledger) -> None:
    assert list(shared.verify()) == []


def test_adding_twice_is_adding_once(ledger: Ledger, additions: list[Addition]) -> None:
    before = dump(ledger)
    assert ledger.add(additions, now=LATER) == Added(documents=0, records=0, known=3)
    assert ledger.add([*additions, *additions], now=LATER) == Added(documents=0, records=0, known=6)
    assert dump(ledger) == before
    assert {(row.first_seen, row.last_seen) for row in ledger.documents()} == {
        ("2024-03-06T12:00:00Z", "2024-03-09T12:00:00Z")
    }


def test_last_seen_never_goes_back(ledger: Ledger, additions: list[Addition]) -> None:
    ledger.add(additions, now=datetime(2020, 1, 1, tzinfo=UTC))
    assert {row.last_seen for row in ledger.documents()} == {"2024-03-06T12:00:00Z"}


def test_the_same_document_twice_in_a_batch_is_there_once(target: str, additions: list[Addition]) -> None:
    with Ledger.open(target) as ledger:
        assert ledger.add([*additions, additions[0]], now=NOW) == Added(documents=3, records=3, known=1)
        assert len(list(ledger.documents())) == 3


def test_another_reader_makes_a_record_beside_the_old_one(ledger: Ledger, additions: list[Addition]) -> None:
    old = additions[0].record
    new = dataclasses.replace(
        old, reader=Reader("99.0", "de", "7"), statements=old.statements[:1], agenda=(), events=()
    )
    assert ledger.add([of(new)], now=LATER) == Added(documents=0, records=1, known=0)
    assert ledger.record(old.document.id) == new
    assert [row.records for row in ledger.documents() if row.id == old.document.id] == [2]
    assert [row.id for row in ledger.statements() if row.document == old.document.id] == [new.statements[0].id]
    assert ledger.has(old.document.id, old.reader)
    assert ledger.has(old.document.id, new.reader)
    assert not ledger.has(old.document.id, Reader("99.0", "de", "8"))
    assert list(ledger.verify()) == []


def test_a_document_keeps_what_it_came_with_first(ledger: Ledger, additions: list[Addition]) -> None:
    first = additions[0].record
    again = dataclasses.replace(first, reader=Reader("99.0", "de", "7"))
    ledger.add([of(again, outlet="Anderswo")], now=LATER)
    row = document(ledger, first.document.id)
    assert (row.outlet, row.meta) == ("Nordpost", {"ref": "7"})


def document(ledger: Ledger, identity: str) -> DocumentRow:
    return next(row for row in ledger.documents() if row.id == identity)


def test_a_batch_that_fails_leaves_nothing(ledger: Ledger) -> None:
    before = dump(ledger)

    def broken() -> Iterator[Addition]:
        yield of(wortlaut.read("Bell sagte, es regne."))
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError, match="broke off"):
        ledger.add(broken(), now=NOW)
    assert dump(ledger) == before


def test_a_record_of_another_document_is_refused(target: str, additions: list[Addition]) -> None:
    with Ledger.open(target) as ledger, pytest.raises(ValueError, match="is not of document"):
        ledger.add([Addition(Document("Anderes.", "de"), additions[0].record)], now=NOW)


def test_a_time_without_zone_is_refused(target: str, additions: list[Addition]) -> None:
    with Ledger.open(target) as ledger, pytest.raises(ValueError, match="needs its zone"):
        ledger.add(additions, now=datetime(2024, 3, 6))


def test_two_events_of_one_id_are_both_kept(target: str, additions: list[Addition]) -> None:
    record = additions[1].record
    double = dataclasses.replace(record, events=(*record.events, *record.events))
    with Ledger.open(target) as ledger:
        ledger.add([of(double)], now=NOW)
        assert ledger.record(record.document.id) == double


def test_a_very_long_text_is_kept_and_found_by_its_first_words(target: str) -> None:
    text = "Anfang " + " ".join(f"Wort{number}" for number in range(120_000)) + " " + "ä" * 500_000 + " Schluss"
    record = Record(Document(text, "de"), Reader("1", "de", "1"))
    with Ledger.open(target) as ledger:
        ledger.add([of(record)], now=NOW)
        assert ledger.record(record.document.id) == record
        assert len(list(ledger.documents(words="anfang wort99"))) == 1
        assert list(ledger.documents(words="Schluss")) == []


def test_both_databases_give_the_same(both: tuple[str, str], additions: list[Addition]) -> None:
    odd = [of(wortlaut.read(f"{name} sagte, es regne.", title=name)) for name in ("Älpler", "Zorn", "ähre", "aal", "ß")]
    dumps = []
    for target, order in zip(both, ([*additions, *odd], [*odd, *reversed(additions)]), strict=True):
        with Ledger.open(target) as ledger:
            ledger.add(order, now=NOW)
            dumps.append(dump(ledger))
    assert dumps[0] == dumps[1]


def test_a_ledger_is_a_file_that_can_be_opened_again(tmp_path: Path, additions: list[Addition]) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(additions, now=NOW)
    with wortlaut.Ledger.open(tmp_path / "ledger.db", create=False) as ledger:
        assert ledger.stats().records == 3


def test_spans_are_spans_again(ledger: Ledger, additions: list[Addition]) -> None:
    record = ledger.record(additions[0].document.id)
    assert all(isinstance(span, Span) for statement in record.statements for span in statement.quote)


def test_statistics_count_the_newest_records(ledger: Ledger, additions: list[Addition]) -> None:
    record = additions[2].record
    newer = dataclasses.replace(record, reader=dataclasses.replace(record.reader, version="99"))
    ledger.add([Addition(newer.document, newer)], now=NOW)
    stats = ledger.stats()
    assert (stats.documents, stats.records, stats.statements, stats.agenda, stats.events) == (3, 4, 8, 2, 3)
    assert (stats.published_from, stats.published_until) == ("2024-02-01", "2024-03-05")
    assert (stats.by_language, stats.by_outlet) == ({"de": 3}, {"Nordpost": 1, "Ostblatt": 1})


def test_an_iterator_that_is_dropped_does_no_harm(ledger: Ledger, additions: list[Addition]) -> None:
    statements = ledger.statements()
    next(statements)
    statements.close()  # type: ignore[attr-defined]
    assert ledger.add(additions, now=NOW).known == 3
