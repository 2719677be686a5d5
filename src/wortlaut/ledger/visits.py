"""What a ledger keeps of its sources: the feeds that are followed, and what each URL said the last time.

Unlike all the rest of a ledger this changes: it is no record of anything, but saves asking for what is known already.
Without it the next visit asks for everything again, and adding twice is adding once.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from wortlaut.errors import InputError
from wortlaut.ledger.database import Database
from wortlaut.ledger.schema import feeds, visits
from wortlaut.ledger.store import write_time

__all__ = ["Feed", "Visits", "follow", "leave", "list_feeds", "note_poll"]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is followed; `outlet` stands in where it does not tell. `polled` is when that was last done."""

    url: str
    outlet: str | None
    added: str
    polled: str | None


class Visits(MutableMapping[str, dict[str, str]]):
    """What is known of URLs from the last time, as `wortlaut.sources.options.State` wants it.

    What is set stays in memory until it is saved: first the documents that belong to it, then this.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unsaved: dict[str, dict[str, str] | None] = {}

    def __getitem__(self, url: str) -> dict[str, str]:
        if url in self._unsaved:
            seen = self._unsaved[url]
        else:
            with self._database.reading() as connection:
                seen = connection.scalar(select(visits.c.seen).where(visits.c.url == url))
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
            urls = dict.fromkeys(connection.scalars(select(visits.c.url))) | self._unsaved
        return iter(sorted(url for url in urls if url not in self._unsaved or self._unsaved[url] is not None))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def save(self) -> None:
        """Write what was set; LedgerError where that cannot be done."""
        if not self._unsaved:
            return
        with self._database.writing() as connection:
            for url, seen in self._unsaved.items():
                connection.execute(delete(visits).where(visits.c.url == url))
                if seen is not None:
                    connection.execute(insert(visits).values(url=url, seen=seen))
        self._unsaved.clear()


def list_feeds(connection: Connection) -> list[Feed]:
    """The feeds that are followed, in the order of their URLs."""
    return [Feed(*row) for row in connection.execute(select(feeds).order_by(feeds.c.url))]


def follow(connection: Connection, url: str, outlet: str | None, *, now: datetime) -> bool:
    """Follow a feed, or change its outlet; whether it is new."""
    is_new = not connection.scalar(select(func.count()).where(feeds.c.url == url))
    if is_new:
        connection.execute(insert(feeds).values(url=url, outlet=outlet, added=write_time(now)))
    elif outlet is not None:
        connection.execute(update(feeds).where(feeds.c.url == url).values(outlet=outlet))
    return is_new


def leave(connection: Connection, url: str) -> None:
    """Follow a feed no longer; InputError where it is not followed."""
    if not connection.execute(delete(feeds).where(feeds.c.url == url)).rowcount:
        raise InputError(f"{url}: not among the feeds of this ledger; `wortlaut feeds` lists them")


def note_poll(connection: Connection, url: str, *, now: datetime) -> None:
    """Write down that a feed was polled to its end."""
    connection.execute(update(feeds).where(feeds.c.url == url).values(polled=write_time(now)))
