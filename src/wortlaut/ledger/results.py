"""What reading a ledger gives: flat, frozen rows.

Ids of actors stand under the names of the record (`speaker_actor`, `by`), their names beside them (`speaker_name`,
`by_name`). Each row begins with its id and where it comes from: the ids of document and record, and what is known of
the report.
"""

from __future__ import annotations

from dataclasses import dataclass

from wortlaut.model import Span, Spans

__all__ = ["ActorRow", "AgendaRow", "DocumentRow", "EventRow", "Found", "StatementRow", "Stats"]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document; `records` is how many readings of it there are. Times are UTC in ISO 8601."""

    id: str
    published: str | None
    outlet: str | None
    byline: str | None
    title: str | None
    source: str | None
    language: str
    length: int
    meta: dict[str, str]
    records: int
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement; `acts` are those of its claims in their order, `via` who passed it on, outermost first."""

    id: str
    document: str
    record: str
    published: str | None
    outlet: str | None
    title: str | None
    source: str | None
    type: str
    medium: str
    speaker_name: str | None
    speaker_actor: str | None
    addressee_name: str | None
    addressee_actor: str | None
    quote: Spans
    quote_text: str
    cue_class: str | None
    said: str | None
    nested_in: str | None
    acts: tuple[str, ...]
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """What is due."""

    id: str
    document: str
    record: str
    published: str | None
    outlet: str | None
    title: str | None
    source: str | None
    what: str
    kind: str
    by: str | None
    by_name: str | None
    to: str | None
    to_name: str | None
    due: str | None
    conditional: bool
    statement: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event; the names of `actor` and `recipient` stand in the order of their ids."""

    id: str
    document: str
    record: str
    published: str | None
    outlet: str | None
    title: str | None
    source: str | None
    type: str
    mode: str | None
    context: tuple[str, ...]
    actor: tuple[str, ...]
    actor_names: tuple[str, ...]
    recipient: tuple[str, ...]
    recipient_names: tuple[str, ...]
    when: str | None
    where: str | None
    quantities: tuple[tuple[float, str], ...]
    status: str
    background: bool
    span: Span
    text: str
    realised_by: str | None
    reported_by: str | None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of one report; `statements` is how many statements of the report are its own."""

    id: str
    document: str
    record: str
    published: str | None
    outlet: str | None
    title: str | None
    source: str | None
    name: str
    kind: str
    country: str | None
    roles: tuple[str, ...]
    aliases: tuple[str, ...]
    wikidata: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class Found:
    """Where an id stands: the table, the whole id, and the record and the document that it belongs to."""

    table: str
    id: str
    record: str | None
    document: str


@dataclass(frozen=True, slots=True)
class Stats:
    """How much is in a ledger; entries are counted in the newest record of each document."""

    documents: int
    records: int
    statements: int
    claims: int
    events: int
    agenda: int
    actors: int
    published_from: str | None
    published_until: str | None
    by_language: dict[str, int]
    by_outlet: dict[str, int]
