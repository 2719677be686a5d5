"""What a ledger keeps of its sources and of links to come, and where its documents come from, in both databases."""

from datetime import UTC, datetime

import pytest

from wortlaut.errors import InputError
from wortlaut.ledger import Addition, Ledger
from wortlaut.ledger.visits import Feed

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)
A, B = "https://example.org/a", "https://example.org/b"


def test_what_was_seen_of_urls_lasts_when_it_is_saved(target: str) -> None:
    with Ledger.open(target) as ledger:
        visits = ledger.visits()
        visits[A] = {"etag": '"ä"'}
        visits[B] = {"etag": "2"}
        assert (len(visits), len(ledger.visits())) == (2, 0)
        visits.save()
        assert dict(ledger.visits()) == dict(visits) == {A: {"etag": '"ä"'}, B: {"etag": "2"}}
    with Ledger.open(target) as ledger:
        again = ledger.visits()
        again[A] = {"etag": "3"}
        del again[B]
        again.save()
        assert dict(ledger.visits()) == {A: {"etag": "3"}}
        with pytest.raises(KeyError):
            del again[B]


def test_feeds_are_followed_once_and_keep_when_they_were_polled(target: str) -> None:
    with Ledger.open(target) as ledger:
        assert ledger.feeds() == []
        assert ledger.follow(B, now=NOW, outlet="Nordpost")
        assert ledger.follow(A, now=NOW)
        assert not ledger.follow(A, now=NOW, outlet="Ostblatt")
        ledger.note_poll(B, now=NOW)
        assert ledger.feeds() == [
            Feed(A, "Ostblatt", "2024-03-06T12:00:00Z", None),
            Feed(B, "Nordpost", "2024-03-06T12:00:00Z", "2024-03-06T12:00:00Z"),
        ]
        ledger.leave(A)
        assert [feed.url for feed in ledger.feeds()] == [B]
        with pytest.raises(InputError, match="not among the feeds of this ledger"):
            ledger.leave(A)


def test_what_is_kept_of_sources_is_no_part_of_what_is_proved_and_exported(
    target: str, additions: list[Addition]
) -> None:
    with Ledger.open(target) as ledger:
        ledger.add(additions, now=NOW)
        before = [record.to_dict() for record in ledger.records()]
        visits = ledger.visits()
        ledger.follow(A, now=NOW)
        visits[A] = {"etag": "1"}
        visits.save()
        assert [record.to_dict() for record in ledger.records()] == before
        assert list(ledger.verify()) == []


def test_a_document_is_traced_to_its_source_and_its_readings(target: str, additions: list[Addition]) -> None:
    with Ledger.open(target) as ledger:
        ledger.add(additions, now=NOW)
        for row in ledger.documents():
            document, (reading,) = ledger.trace(row.id)
            assert document == row
            reader = ledger.record(row.id).reader
            assert (reading.version, reading.pack, reading.pack_version) == (
                reader.version,
                reader.pack,
                reader.pack_version,
            )
        with pytest.raises(InputError, match="no document of this id"):
            ledger.trace("0123456789abcdef")


def test_what_is_still_to_be_linked_is_what_came_after_the_last_time(target: str, additions: list[Addition]) -> None:
    with Ledger.open(target) as ledger:
        assert ledger.unlinked("1") == ([], 0)
        ledger.add(additions[:2], now=NOW)
        first, sequence = ledger.unlinked("1")
        assert first == [addition.document.id for addition in additions[:2]]
        ledger.note_linked("1", sequence)
        assert ledger.unlinked("1") == ([], sequence)
        ledger.add(additions, now=NOW)
        later, end = ledger.unlinked("1")
        assert later == [addition.document.id for addition in additions[2:]]
        ledger.note_linked("1", end)
        assert ledger.unlinked("1") == ([], end)
        assert ledger.unlinked("2")[0] == [*first, *later]
        assert list(ledger.verify()) == []
