"""The ledger: the documents that were read, and the record of each, in SQLite or PostgreSQL.

`Ledger` is its face for Python; `store` appends, `query` is every read, `verify` proves what is stored. Only `store`
and `judgements` write what is kept, and neither changes what is there; `visits` and `linking` write notes for the next
run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from wortlaut.errors import InputError
from wortlaut.ledger import judgements, linking, query, store, visits
from wortlaut.ledger.database import Database, open_database
from wortlaut.ledger.frames import Library, make_frame
from wortlaut.ledger.judgements import CrossLink, Judgement, Subject, Verdict
from wortlaut.ledger.migrations import is_current, migrate
from wortlaut.ledger.provenance import ReadingRow, trace_document
from wortlaut.ledger.results import ActorRow, AgendaRow, DocumentRow, EventRow, StatementRow
from wortlaut.ledger.store import Added, Addition
from wortlaut.ledger.verify import Failure, verify
from wortlaut.ledger.visits import Feed, Visits
from wortlaut.model import LinkKind, Reader

__all__ = ["Added", "Addition", "CrossLink", "Failure", "Judgement", "Ledger"]

_LISTS: dict[str, Any] = {
    "documents": DocumentRow,
    "statements": StatementRow,
    "agenda": AgendaRow,
    "events": EventRow,
    "actors": ActorRow,
}


class Ledger(query.Reads):
    """A ledger that is open: `Ledger.open("reports.db")`. Use it in a ``with`` statement, or `close` it."""

    @classmethod
    def open(cls, target: str | os.PathLike[str], *, create: bool = True) -> Self:
        """Open a ledger by path or URL (``postgresql://HOST/NAME``), and make it where there is none yet.

        InputError where `create` is False and there is none, where it is none, or was made by a newer version;
        LedgerError where it cannot be opened now.
        """
        database = open_database(target, create=create)
        try:
            _prepare(database, create=create)
        except BaseException:
            database.engine.dispose()
            raise
        return cls(database)

    def close(self) -> None:
        """Close it; what was added is kept anyway."""
        self._database.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, additions: Iterable[Addition], *, now: datetime) -> Added:
        """Add documents with their records in one transaction: all of them, or none where this raises.

        What is there already stays as it is, so adding twice is adding once. `now` needs a time zone and becomes when
        they were first and last seen. LedgerError where it cannot be written.
        """
        batch = list(additions)
        with self._database.writing() as connection:
            return store.add(connection, batch, now=now)

    def has(self, document: str, reader: Reader) -> bool:
        """Whether the record that this reader makes of the document of this id is there."""
        with self._database.reading() as connection:
            return store.has(connection, document, reader)

    def judge(
        self,
        kind: Subject,
        subjects: Sequence[str],
        verdict: Verdict,
        *,
        author: str,
        now: datetime,
        note: str | None = None,
    ) -> Judgement:
        """Write what somebody says about a link or an entry, or about several that belong together."""
        with self._database.writing() as connection:
            return judgements.judge(connection, kind, subjects, verdict, author=author, now=now, note=note)

    def undo(self, judgement: str, *, author: str, now: datetime, note: str | None = None) -> Judgement:
        """Undo the judgement of this id by another, which can be undone as well; InputError where none stands."""
        with self._database.writing() as connection:
            return judgements.undo(connection, judgement, author=author, now=now, note=note)

    def judgements(self, *, subject: str | None = None, standing: bool = True) -> list[Judgement]:
        """The judgements that stand, or all, in the order of time; `subject` is the id of what was judged."""
        with self._database.reading() as connection:
            return judgements.list_judgements(connection, subject, standing=standing)

    def link(self, links: Iterable[CrossLink]) -> int:
        """Add links between reports; how many of them are new."""
        batch = list(links)
        with self._database.writing() as connection:
            return judgements.add_links(connection, batch)

    def cross_links(self, *, kind: LinkKind | None = None, entry: str | None = None) -> Iterator[CrossLink]:
        """The links between reports, of one kind, of one entry."""
        with self._database.reading() as connection:
            yield from judgements.list_links(connection, kind, entry)

    def trace(self, document: str) -> tuple[DocumentRow, tuple[ReadingRow, ...]]:
        """The document of this id and its readings, the newest last; InputError where there is none."""
        with self._database.reading() as connection:
            return trace_document(connection, document)

    def unlinked(self, resolver: str) -> tuple[list[str], int]:
        """The documents that this version of the resolver has not seen as they are, and the number to note for them."""
        with self._database.reading() as connection:
            return linking.list_unlinked(connection, resolver)

    def note_linked(self, resolver: str, sequence: int) -> None:
        """Write down that everything up to this number has been linked."""
        with self._database.writing() as connection:
            linking.note_linked(connection, resolver, sequence)

    def visits(self) -> Visits:
        """What is known of URLs from the last time; what is set in it is kept when it is saved."""
        return Visits(self._database)

    def feeds(self) -> list[Feed]:
        """The feeds that are followed, in the order of their URLs."""
        with self._database.reading() as connection:
            return visits.list_feeds(connection)

    def follow(self, url: str, *, now: datetime, outlet: str | None = None) -> bool:
        """Follow a feed, or change its outlet; whether it is new."""
        with self._database.writing() as connection:
            return visits.follow(connection, url, outlet, now=now)

    def leave(self, url: str) -> None:
        """Follow a feed no longer; what was added from it stays. InputError where it is not followed."""
        with self._database.writing() as connection:
            visits.leave(connection, url)

    def note_poll(self, url: str, *, now: datetime) -> None:
        """Write down that a feed was polled to its end."""
        with self._database.writing() as connection:
            visits.note_poll(connection, url, now=now)

    def verify(self) -> Iterator[Failure]:
        """Prove everything that is stored; what fails comes as it is found, from a sound ledger nothing."""
        return verify(self._database)

    def frame(self, what: str, *, library: Library = "pandas", **conditions: Any) -> Any:
        """A list as a data frame: `what` is documents, statements, agenda, events or actors.

        `conditions` are those of the method of this name. InputError where the library is not installed.
        """
        if what not in _LISTS:
            raise InputError(f"{what!r}: frames are made of {', '.join(_LISTS)}")
        return make_frame(getattr(self, what)(**conditions), [field.name for field in fields(_LISTS[what])], library)


def _prepare(database: Database, *, create: bool) -> None:
    with database.reading() as connection:
        if is_current(connection, database.name):
            return
    with database.writing() as connection:
        if not is_current(connection, database.name):
            migrate(connection, database.name, create=create)
    database.let_readers_in()
