"""What every source gives: reports, and what could not be taken with the reason for it.

A source is opened from an argument of the command line (`wortlaut.sources.opening`) and walked once. What spoils one
report is a `Skipped` and the walk goes on; only what makes the whole argument unusable is an `InputError`, when it is
opened or before its first item.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

__all__ = ["Item", "Skipped", "Source", "Why"]

Why = Literal["unchanged", "language", "empty", "refused", "unreachable", "broken", "too large"]
"""The kinds of reason to count by; `unchanged` and `language` are no failures.

unchanged    the server or the feed says that nothing is new since the last time
language     it is written in a language that cannot be read yet
empty        there is no text in it, or no article on the page
refused      it may not or should not be read: robots.txt, private addresses, kinds of content without text
unreachable  the server or the file gives nothing
broken       what is given is damaged
too large    more bytes than the limit
"""


@dataclass(frozen=True, slots=True)
class Item:
    """One report as its source gives it.

    `source` is what identifies it: a URL, or the path of its file; standard input has none. `where` is for messages
    and is finer: the row of a table, the record of an archive. `published` is EDTF; `undated` says why there is none.
    `language` is ISO 639-1. `meta` holds what else the source tells: `canonical`, `updated`, `declared_language`,
    `feed`, `fetched` (the day on which an archive fetched the page).
    """

    text: str
    source: str | None
    where: str
    published: str | None = None
    undated: str | None = None
    title: str | None = None
    language: str | None = None
    outlet: str | None = None
    byline: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)

    def with_meta(self, **more: str) -> Item:
        """The item with more in its `meta`."""
        return replace(self, meta={**self.meta, **more})


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be taken: where it is, why in words, and by which kind of reason to count it."""

    where: str
    reason: str
    why: Why

    @property
    def failed(self) -> bool:
        """Whether something went wrong, rather than there being nothing to do."""
        return self.why not in ("unchanged", "language")

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


class Source(Protocol):
    """Where reports come from; `items` can be walked once."""

    def items(self) -> Iterator[Item | Skipped]:
        """Give the reports one by one, holding no more than one of them; InputError if there cannot be any."""
        ...
