"""What a ledger keeps of its sources: the feeds that are followed, and what each URL said the last time.

Unlike all the rest of a ledger this changes: it is no record of anything, but saves asking for what is known already.
Without it the next visit asks for everything again, and adding twice is adding once. So its tables are made when they
are first needed, and nothing refers to them.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    delete,
    func,
    insert,
    inspect,
    select,
    update,
)

from wortlaut.errors import InputError
from wortlaut.ledger.columns import KEY, Plain, Wording
from wortlaut.ledger.query import Reads
from wortlaut.ledger.store import write_time

__all__ = ["Feed", "Visits"]

_METADATA = MetaData()
_feeds = Table(
    "feeds",
    _METADATA,
    Column("url", KEY, nullable=False),
    Column("outlet", Wording),
    Column("added", KEY, nullable=False),
    Column("polled", KEY),
    PrimaryKeyConstraint("url", name="feeds_key"),
)
_visits = Table(
    "visits",
    _METADATA,
    Column("url", KEY, nullable=False),
    Column("seen", Plain, nullable=False),
    PrimaryKeyConstraint("url", name="visits_key"),
)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is followed; `outlet` stands in where it does not tell. `polled` is when that was last done."""

    url: str
    outlet: str | None
    added: str
    polled: str | None


class Visits(MutableMapping[str, dict[str, str]]):
    """What is known of URLs from the last time, as `wortlaut.sources.options.State` wants it, and the feeds.

    What is set stays in memory until it is saved: first the documents that belong to it, then this.
    """

    def __init__(self, ledger: Reads) -> None:
        self._database = ledger._database
        self._unsaved: dict[str, dict[str, str] | None] = {}

    def __getitem__(self, url: str) -> dict[str, str]:
        if url in self._unsaved:
            seen = self._unsaved[url]
        else:
            with self._database.reading() as connection:
                asked = select(_visits.c.seen).where(_visits.c.url == url)
                seen = connection.scalar(asked) if _is_there(connection) else None
        if seen is None:
            raise KeyError(url)
        return seen

    def __setitem__(self, url: str, seen: dict[str, str]) -> None:
        self._unsaved[url] = seen

    def __delitem__(self, url: str) -> None:
        self[url]
        self._unsaved[url] = None

    def __iter__(self) -> Iterator[str]:
        with self._database.reading() as connection:
            saved = list(connection.scalars(select(_visits.c.url))) if _is_there(connection) else []
        urls = dict.fromkeys(saved) | self._unsaved
        return iter(sorted(url for url in urls if url not in self._unsaved or self._unsaved[url] is not None))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def save(self) -> None:
        """Write what was set; LedgerError where that cannot be done."""
        if not self._unsaved:
            return
        with self._database.writing() as connection:
            _METADATA.create_all(connection)
            for url, seen in self._unsaved.items():
                connection.execute(delete(_visits).where(_visits.c.url == url))
                if seen is not None:
                    connection.execute(insert(_visits).values(url=url, seen=seen))
        self._unsaved.clear()

    def feeds(self) -> list[Feed]:
        """The feeds that are followed, in the order of their URLs."""
        with self._database.reading() as connection:
            if not _is_there(connection):
                return []
            return [Feed(*row) for row in connection.execute(select(_feeds).order_by(_feeds.c.url))]

    def follow(self, url: str, *, now: datetime, outlet: str | None = None) -> bool:
        """Follow a feed, or change its outlet; whether it is new."""
        with self._database.writing() as connection:
            _METADATA.create_all(connection)
            is_new = not connection.scalar(select(func.count()).where(_feeds.c.url == url))
            if is_new:
                connection.execute(insert(_feeds).values(url=url, outlet=outlet, added=write_time(now)))
            elif outlet is not None:
                connection.execute(update(_feeds).where(_feeds.c.url == url).values(outlet=outlet))
        return is_new

    def leave(self, url: str) -> None:
        """Follow a feed no longer; what was added from it stays. InputError where it is not followed."""
        with self._database.writing() as connection:
            _METADATA.create_all(connection)
            if not connection.execute(delete(_feeds).where(_feeds.c.url == url)).rowcount:
                raise InputError(f"{url}: not among the feeds of this ledger; `wortlaut feeds` lists them")

    def note_poll(self, url: str, *, now: datetime) -> None:
        """Write down that a feed was polled to its end."""
        with self._database.writing() as connection:
            connection.execute(update(_feeds).where(_feeds.c.url == url).values(polled=write_time(now)))


def _is_there(connection: Connection) -> bool:
    return inspect(connection).has_table(_feeds.name)
