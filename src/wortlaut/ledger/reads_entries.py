"""Reads entries by their ids, whatever they are: who says or does what, and in which report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, and_, select

from wortlaut.ledger import schema
from wortlaut.ledger.conditions import are_latest
from wortlaut.ledger.query import Reads

__all__ = ["ClaimRow", "EntryRow", "list_claims", "list_entries", "list_origins"]

_AT_ONCE = 500
_REPORT = tuple(schema.documents.c[name] for name in ("published", "outlet", "title", "source"))


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry that a link can lead to; `kind` is statement, claim, event or agenda.

    `who` are the names of those who say or do it (of a source chain its origin), `text` its words, `acts` what it is
    (acts of claims, the type of an event, the kind of an agenda entry), `statement` the id of the statement that it
    stands in or is.
    """

    id: str
    kind: str
    document: str
    published: str | None
    outlet: str | None
    title: str | None
    source: str | None
    who: tuple[str, ...]
    text: str
    acts: tuple[str, ...]
    polarity: str | None
    when: str | None
    statement: str | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim of a statement."""

    id: str
    statement: str
    act: str
    polarity: str | None
    text: str


def list_entries(reads: Reads, ids: Iterable[str]) -> dict[str, EntryRow]:
    """The entries of these ids in the newest records, by id; what is not there is left out."""
    found: dict[str, EntryRow] = {}
    with reads._database.reading() as connection:
        for keys in _portions(ids):
            for read in (_read_statements, _read_claims, _read_events, _read_agenda):
                found.update((entry.id, entry) for entry in read(connection, keys))
    return found


def list_claims(reads: Reads, statements: Iterable[str]) -> dict[str, tuple[ClaimRow, ...]]:
    """The claims of these statements by the statement's id, in their order."""
    found: dict[str, tuple[ClaimRow, ...]] = {}
    with reads._database.reading() as connection:
        for keys in _portions(statements):
            for claim in _select_claims(connection, keys):
                found[claim.statement] = (*found.get(claim.statement, ()), claim)
    return found


def list_origins(reads: Reads, statements: Iterable[str]) -> dict[str, str | None]:
    """Whose words they are in the end, for statements that came by way of others: the name, None where it is open."""
    with reads._database.reading() as connection:
        found = (_select_origins(connection, keys) for keys in _portions(statements))
        return {statement: name for part in found for statement, name in part.items()}


def _portions(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    every = sorted(set(ids))
    return (tuple(every[start : start + _AT_ONCE]) for start in range(0, len(every), _AT_ONCE))


def _select_claims(connection: Connection, statements: Iterable[str]) -> Iterator[ClaimRow]:
    """Found by way of the statements, which the database finds by their ids."""
    c, s = schema.claims.c, schema.statements.c
    its = and_(c.record_id == s.record_id, c.statement_id == s.id)
    chosen = select(c.id, c.statement_id.label("statement"), c.act, c.polarity, c.text)
    chosen = chosen.select_from(_newest(schema.statements).join(schema.claims, its))
    chosen = chosen.where(are_latest(), s.id.in_(statements)).order_by(c.record_id, c.position)
    return (ClaimRow(**row) for row in connection.execute(chosen).mappings())


def _select_origins(connection: Connection, statements: Iterable[str]) -> dict[str, str | None]:
    """The last station of each chain."""
    h, s, actors = schema.hops.c, schema.statements.c, schema.actors
    its = and_(h.record_id == s.record_id, h.statement_id == s.id)
    tables = _newest(schema.statements).join(schema.hops, its)
    tables = tables.outerjoin(actors, and_(actors.c.id == h.actor, actors.c.record_id == h.record_id))
    chosen = select(s.id, actors.c.name).select_from(tables).where(are_latest(), s.id.in_(statements))
    return {identity: name for identity, name in connection.execute(chosen.order_by(h.record_id, h.position))}


def _newest(table: Table) -> Any:
    return schema.documents.join(schema.records).join(table, table.c.record_id == schema.records.c.id)


def _select(table: Table, keys: Iterable[str], *columns: Any) -> Select[Any]:
    origin = (table.c.id, schema.documents.c.id.label("document"), table.c.record_id, *_REPORT)
    return select(*origin, *columns).select_from(_newest(table)).where(are_latest(), table.c.id.in_(keys))


def _make(row: RowMapping, kind: str, *who: str | None, acts: Iterable[str] = (), **told: Any) -> EntryRow:
    report = {name: row[name] for name in ("id", "document", "published", "outlet", "title", "source")}
    return EntryRow(**report, kind=kind, who=tuple(filter(None, who)), acts=tuple(dict.fromkeys(acts)), **told)


def _read_statements(connection: Connection, keys: tuple[str, ...]) -> Iterator[EntryRow]:
    s, speakers = schema.statements.c, schema.actors.alias("speakers")
    acts: dict[str, list[str]] = {}
    for claim in _select_claims(connection, keys):
        acts.setdefault(claim.statement, []).append(claim.act)
    chosen = _select(schema.statements, keys, s.quote_text, s.said, speakers.c.name).outerjoin(
        speakers, and_(speakers.c.id == s.speaker_actor, speakers.c.record_id == s.record_id)
    )
    origins = _select_origins(connection, keys)
    for row in connection.execute(chosen).mappings():
        told = {"text": row["quote_text"], "polarity": None, "when": row["said"], "statement": row["id"]}
        who = origins.get(row["id"], row["name"])
        yield _make(row, "statement", who, acts=acts.get(row["id"], ()), **told)


def _read_claims(connection: Connection, keys: tuple[str, ...]) -> Iterator[EntryRow]:
    c, s, speakers = schema.claims.c, schema.statements.c, schema.actors.alias("speakers")
    chosen = _select(schema.claims, keys, c.text, c.act, c.polarity, c.statement_id, c.when, speakers.c.name)
    chosen = chosen.join(schema.statements, and_(s.id == c.statement_id, s.record_id == c.record_id))
    chosen = chosen.outerjoin(speakers, and_(speakers.c.id == s.speaker_actor, speakers.c.record_id == s.record_id))
    rows = connection.execute(chosen).mappings().all()
    origins = _select_origins(connection, {row["statement_id"] for row in rows})
    for row in rows:
        told = {name: row[name] for name in ("text", "polarity", "when")}
        who = origins.get(row["statement_id"], row["name"])
        yield _make(row, "claim", who, acts=(row["act"],), statement=row["statement_id"], **told)


def _read_events(connection: Connection, keys: tuple[str, ...]) -> Iterator[EntryRow]:
    e, a = schema.events.c, schema.actors.c
    chosen = _select(schema.events, keys, e.text, e.type, e.actor, e.when, e.realised_by, e.reported_by)
    rows = connection.execute(chosen).mappings().all()
    wanted = select(a.record_id, a.id, a.name).where(a.record_id.in_({row["record_id"] for row in rows}))
    names: Mapping[tuple[str, str], str] = {(record, key): name for record, key, name in connection.execute(wanted)}
    for row in rows:
        who = (names.get((row["record_id"], key)) for key in row["actor"])
        told = {"polarity": None, "statement": row["realised_by"] or row["reported_by"]}
        yield _make(row, "event", *who, acts=(row["type"],), text=row["text"], when=row["when"], **told)


def _read_agenda(connection: Connection, keys: tuple[str, ...]) -> Iterator[EntryRow]:
    a, doers = schema.agenda.c, schema.actors.alias("doers")
    chosen = _select(schema.agenda, keys, a.what, a.kind, a.due, a.statement, doers.c.name).outerjoin(
        doers, and_(doers.c.id == a.by, doers.c.record_id == a.record_id)
    )
    for row in connection.execute(chosen).mappings():
        told = {"text": row["what"], "polarity": None, "when": row["due"], "statement": row["statement"]}
        yield _make(row, "agenda", row["name"], acts=(row["kind"],), **told)
