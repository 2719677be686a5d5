"""What people can say about a source: what it is, which columns to take, how to fetch, what was seen before."""

from __future__ import annotations

import dataclasses
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal

__all__ = ["Columns", "Fetching", "Form", "Hosts", "Options", "State"]

Form = Literal["text", "page", "feed", "jsonl", "json", "csv", "parquet", "warc"]

State = MutableMapping[str, dict[str, str]]
"""What is known of URLs from the last time (`etag`, `last_modified`, `stamp`), ready to be kept as JSON.

What belongs to an item is written when the item after it is asked for. Whoever stores items and then this mapping, in
one transaction or in that order, loses none to a crash in between.
"""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds what; one that is not named is taken from the column of that name, if there is one.

    A column that is named has to be there, and so has that of the text.
    """

    text: str | None = None
    published: str | None = None
    title: str | None = None
    source: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None

    def named(self) -> dict[str, str]:
        """The columns that were named, by the field that they fill."""
        return {name: column for name, column in dataclasses.asdict(self).items() if column is not None}


@dataclass(frozen=True, slots=True)
class Fetching:
    """How the web is asked; times in seconds.

    `timeout` holds for connecting and for each wait for data, `longest` for one document in all, `delay` between two
    requests to one host (a longer one in robots.txt goes first). `private_addresses` allows this machine and the
    networks behind it. `contact` is a page or an address for the people whose servers are asked.
    """

    private_addresses: bool = False
    robots: bool = True
    timeout: float = 20.0
    longest: float = 60.0
    delay: float = 1.0
    max_redirects: int = 5
    contact: str | None = None


@dataclass(slots=True)
class Hosts:
    """What a run learns of hosts: their robots.txt, and from when on each may be asked again (by a steady clock)."""

    robots: dict[str, Any] = field(default_factory=dict)
    due: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for all that an argument gives.

    `form` says what it is, instead of recognising it. `published`, `language` and `outlet` fill in where a report does
    not tell. `languages` are the ones to take: those with a language pack if none are named. With `follow`, the
    articles that a feed on the web links to are fetched; without it, what the feed itself holds of them is taken.
    `max_bytes` bounds one report. `hosts` lets the arguments of one run take turns at a host. `stdin` stands in for
    standard input.
    """

    form: Form | None = None
    columns: Columns = Columns()
    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    languages: tuple[str, ...] | None = None
    follow: bool = True
    max_bytes: int = 10_000_000
    fetching: Fetching = Fetching()
    state: State = field(default_factory=dict)
    hosts: Hosts = field(default_factory=Hosts)
    stdin: BinaryIO | None = None
