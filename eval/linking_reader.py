"""The links that the program itself finds: the reports go into a ledger of their own, and its resolver links them.

This is all that the measurement knows of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import wortlaut
from eval.linking_set import ACTORS, KINDS, Kind, Report
from eval.reporting import follow
from wortlaut.errors import InputError
from wortlaut.ledger import Addition, Ledger
from wortlaut.model import Record, Span

ADDED = datetime(2038, 1, 1, tzinfo=UTC)

Resolve = Callable[[Ledger], object]


@dataclass(frozen=True, slots=True)
class ReadEnd:
    """One end of a link: all the words of a statement, a claim, an event, an entry of the agenda or for an actor."""

    report: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReadLink:
    """A link between two reports and what named it."""

    kind: Kind
    source: ReadEnd
    target: ReadEnd
    rules: tuple[str, ...] = ()


def read_links(reports: Sequence[Report], resolve: Resolve | None = None) -> list[ReadLink]:
    """Read reports into a ledger, resolve its links and give those between reports; an actor of one id is the same.

    Raises InputError where the program cannot link reports.
    """
    resolve = resolve or _load_resolver()
    ends, actors = dict[str, ReadEnd](), dict[str, list[ReadEnd]]()
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "reports.db") as ledger:
        for report in follow(reports, what="reports"):
            record = wortlaut.read(report.text, published=report.published, source=report.key)
            ledger.add([Addition(record.document, record, {"outlet": report.outlet})], now=ADDED)
            ends.update(_find_ends(report.key, record))
            for identity, end in _find_actors(report.key, record):
                actors.setdefault(identity, []).append(end)
        resolve(ledger)
        links = list(ledger.cross_links())
    known = ends | {identity: places[0] for identity, places in actors.items()}
    named = {str(kind): kind for kind in (*KINDS, ACTORS)}
    return [
        *(ReadLink(ACTORS, *pair, ("one id",)) for places in actors.values() for pair in pairwise(places)),
        *(ReadLink(named[link.kind.value], known[link.source], known[link.target], link.rules) for link in links),
    ]


def _load_resolver() -> Resolve:
    try:
        resolve: Resolve = import_module("wortlaut.links").resolve
    except ModuleNotFoundError as error:
        raise InputError(f"this version links no reports: {error}") from error
    return resolve


def _find_ends(report: str, record: Record) -> Iterator[tuple[str, ReadEnd]]:
    for statement in record.statements:
        yield statement.id, ReadEnd(report, (*statement.quote, *statement.cue))
        for claim in statement.claims:
            yield claim.id, ReadEnd(report, (claim.span,))
    for event in record.events:
        yield event.id, ReadEnd(report, (event.span,))
    for entry in record.agenda:
        yield entry.id, ReadEnd(report, (entry.span,))


def _find_actors(report: str, record: Record) -> Iterator[tuple[str, ReadEnd]]:
    for actor in record.actors:
        spans = tuple(mention.span for mention in record.mentions if mention.actor == actor.id)
        if spans:
            yield actor.id, ReadEnd(report, spans)
