"""Brings reports into a ledger: source → reader → ledger → links, batch by batch, holding no more than one batch.

What the ledger has already is not read again, so that whatever ends a run early, the same command goes on where it
stopped. A batch is written in one transaction; then follows what its sources are to remember (`Options.state`), which
in that order can at worst make them tell something twice. What spoils one report is counted, and the next one is taken.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from types import TracebackType
from typing import Literal, Self

from wortlaut.errors import InputError, LedgerError
from wortlaut.lang.language import load
from wortlaut.ledger import Addition, Ledger
from wortlaut.links import RESOLVER, resolve
from wortlaut.model import Document, Reader
from wortlaut.pipeline import DEFAULT_LANGUAGE, read
from wortlaut.sources.items import Item, Skipped, Source, Why
from wortlaut.sources.opening import open_source
from wortlaut.sources.options import Hosts, Options
from wortlaut.text.datelines import find_headers
from wortlaut.text.dates import check_edtf
from wortlaut.text.paragraphs import find_paragraphs
from wortlaut.version import VERSION

__all__ = ["Ingestion", "Outcome", "Result", "Tally", "ingest", "link"]

BATCH = 50
"""Documents that are read before they are written."""

LONGEST_BATCH = 1_000_000
"""Characters after which a batch is written even if it has fewer documents."""

Result = Literal["added", "known", "unusable", "failed"] | Why
"""What became of a report, or why nothing did; beside the reasons of the sources:

added     it stands in the ledger now
known     it stood there before
unusable  nothing can come of the whole source
failed    the reader broke on it, which it never should
"""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FINE = frozenset({"added", "known", "unchanged", "language"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report; `document` is its id where it was read, `reason` says what went wrong."""

    where: str
    result: Result
    reason: str | None = None
    document: str | None = None

    @property
    def failed(self) -> bool:
        """Whether something went wrong, rather than there being nothing to do."""
        return self.result not in _FINE


@dataclass(slots=True)
class Tally:
    """How many reports came to what, and the ids of the documents that are new in the ledger.

    `languages` counts by their reasons those that are in a language which cannot be read.
    """

    counts: Counter[Result] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    documents: list[str] = field(default_factory=list)

    @property
    def added(self) -> int:
        """How many were added."""
        return self.counts["added"]

    @property
    def known(self) -> int:
        """How many were there before."""
        return self.counts["known"]

    @property
    def failed(self) -> int:
        """How many could not be had or read."""
        return sum(number for result, number in self.counts.items() if result not in _FINE)

    def count(self, outcome: Outcome) -> None:
        """Count one more."""
        self.counts[outcome.result] += 1
        if outcome.result == "added" and outcome.document is not None:
            self.documents.append(outcome.document)
        if outcome.result == "language":
            self.languages[outcome.reason or outcome.result] += 1


class Ingestion:
    """One run into a ledger, to be used in a ``with`` statement: what was read is written however the block is left.

    `now` gives the time of each batch. `watch` is told what became of each report; of one that was added only when it
    stands in the ledger.
    """

    def __init__(
        self, ledger: Ledger, *, now: Callable[[], datetime], watch: Callable[[Outcome], None] = lambda outcome: None
    ) -> None:
        self.tally = Tally()
        self._ledger = ledger
        self._now = now
        self._watch = watch
        self._visits = ledger.visits()
        self._hosts = Hosts()
        self._batch: dict[str, tuple[str, Addition]] = {}
        self._length = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, LedgerError):
            self._write()

    def add(self, argument: str | os.PathLike[str], options: Options | None = None) -> bool:
        """Add what a path, a URL or ``-`` gives; whether it could be walked to its end.

        LedgerError where the ledger cannot be written; what went wrong with a source or a report is counted.
        """
        given = options or Options()
        try:
            published = check_edtf(given.published) if given.published is not None else None
            source = open_source(argument, replace(given, published=None, state=self._visits, hosts=self._hosts))
        except InputError as error:
            return self._give_up(os.fspath(argument), error)
        return self.take(source, os.fspath(argument), published=published)

    def take(self, source: Source, name: str, *, published: str | None = None) -> bool:
        """Add what a source gives, which messages call `name`; whether it could be walked to its end.

        `published` (EDTF) is for reports of which neither the source nor their own header tells the day.
        """
        complete = True
        try:
            for given in source.items():
                if isinstance(given, Skipped):
                    complete = complete and not (given.failed and given.where == name)
                    self._tell(Outcome(given.where, given.why, given.reason))
                else:
                    self._take(_date(given, published))
        except InputError as error:
            return self._give_up(name, error)
        self._write()
        return complete

    def _give_up(self, name: str, error: InputError) -> bool:
        self._tell(Outcome(name, "unusable", str(error).removeprefix(f"{name}: ")))
        return False

    def _take(self, item: Item) -> None:
        """Read one report, unless it is there, and write the batch when it is full."""
        document, reader = _identify(item)
        if document.id in self._batch or self._ledger.has(document.id, reader):
            self._tell(Outcome(item.where, "known", document=document.id))
            return
        try:
            record = read(
                item.text,
                published=item.published,
                language=item.language,
                title=item.title,
                source=item.source,
            )
        except Exception as error:  # one report must not end the run, whatever it is that the reader has not foreseen
            self._tell(Outcome(item.where, "failed", f"the reader failed ({type(error).__name__}: {error})"))
            return
        addition = Addition(record.document, record, _describe(item, record.document))
        self._batch[record.document.id] = (item.where, addition)
        self._length += len(item.text)
        if len(self._batch) >= BATCH or self._length >= LONGEST_BATCH:
            self._write()

    def _write(self) -> None:
        """Write what was read, then what the sources are to remember of it."""
        if self._batch:
            self._ledger.add((addition for _, addition in self._batch.values()), now=self._now())
        self._visits.save()
        written, self._batch, self._length = self._batch, {}, 0
        for document, (where, _) in written.items():
            self._tell(Outcome(where, "added", document=document))

    def _tell(self, outcome: Outcome) -> None:
        self.tally.count(outcome)
        self._watch(outcome)


def ingest(
    arguments: Iterable[str | os.PathLike[str]],
    ledger: Ledger,
    options: Options | None = None,
    *,
    now: Callable[[], datetime],
    watch: Callable[[Outcome], None] = lambda outcome: None,
) -> Tally:
    """Add what paths, URLs and ``-`` give to a ledger, as `Ingestion` does, and link it to what is there."""
    with Ingestion(ledger, now=now, watch=watch) as ingestion:
        for argument in arguments:
            ingestion.add(argument, options)
    link(ledger)
    return ingestion.tally


def link(ledger: Ledger) -> int:
    """Link the reports that have been added since this was last done to all others; how many links are new.

    Where it is stopped in the middle, the next time begins with the same reports.
    """
    documents, sequence = ledger.unlinked(RESOLVER)
    if not documents:
        return 0
    resolved = resolve(ledger, documents=documents)
    ledger.note_linked(RESOLVER, sequence)
    return sum(resolved.added.values())


def _date(item: Item, published: str | None) -> Item:
    """The report with its date: that of its source, else the day of its own header, else the one that is given.

    A header that tells no more than a month or a year counts where nothing is given.
    """
    if item.published is not None:
        return item
    pack = load(item.language or DEFAULT_LANGUAGE)
    headers = find_headers(item.text, find_paragraphs(item.text, pack.segment.lines), pack.segment.datelines)
    told = headers[0].published if headers else None
    return replace(item, published=told if told is not None and _DAY.fullmatch(told) else published or told)


def _identify(item: Item) -> tuple[Document, Reader]:
    """The document as the reader will see it, and the reader, without reading it."""
    pack = load(item.language or DEFAULT_LANGUAGE)
    document = Document(item.text, pack.code, item.published, item.title, item.source)
    return document, _reader(pack.code)


@cache
def _reader(language: str) -> Reader:
    pack = load(language)
    return Reader(VERSION, pack.code, pack.version)


def _describe(item: Item, document: Document) -> Mapping[str, str]:
    """What the source told beside the document, and why that has no day."""
    told = {
        **item.meta,
        "outlet": item.outlet,
        "byline": item.byline,
        "undated": item.undated if document.published is None else None,
    }
    return {name: value for name, value in told.items() if value}
