"""Reports of our own in a ledger, with what links them shown in words."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

import wortlaut
from wortlaut.ledger import Addition, CrossLink, Ledger
from wortlaut.model import LinkKind, Record

NOW = datetime(2031, 1, 1, 12, tzinfo=UTC)

Shown = tuple[str, str]


class Library:
    """A ledger to which reports are added by their words and day."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.records: list[Record] = []

    def add(self, text: str, published: str | None = "2030-05-14") -> str:
        """Add a report; its id."""
        record = wortlaut.read(text, published=published)
        self.ledger.add([Addition(record.document, record)], now=NOW)
        self.records.append(record)
        return record.document.id

    def words(self, identity: str) -> str:
        """The words of an entry or the name of an actor."""
        for record in self.records:
            text = record.document.text
            for statement in record.statements:
                if statement.id == identity:
                    return " … ".join(span.of(text) for span in statement.quote)
            spans = {c.id: c.span for s in record.statements for c in s.claims}
            spans |= {event.id: event.span for event in record.events}
            spans |= {entry.id: entry.span for entry in record.agenda}
            if identity in spans:
                return spans[identity].of(text)
            for actor in record.actors:
                if actor.id == identity:
                    return actor.name
        raise AssertionError(identity)

    def links(self, kind: LinkKind) -> list[CrossLink]:
        """The links of a kind that are in the ledger."""
        return list(self.ledger.cross_links(kind=kind))

    def shown(self, kind: LinkKind) -> set[Shown]:
        """The same in words."""
        return {(self.words(link.source), self.words(link.target)) for link in self.links(kind)}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Ledger.open(tmp_path / "reports.db") as ledger:
        yield Library(ledger)


@pytest.fixture
def make_library(tmp_path: Path) -> Iterator[Callable[[Sequence[tuple[str, str]]], Library]]:
    """Several ledgers beside each other."""
    opened: list[Ledger] = []

    def make(reports: Sequence[tuple[str, str]]) -> Library:
        ledger = Ledger.open(tmp_path / f"{len(opened)}.db")
        opened.append(ledger)
        library = Library(ledger)
        for text, day in reports:
            library.add(text, day)
        return library

    yield make
    for ledger in opened:
        ledger.close()
