"""Every read of a ledger.

Lists count the newest record of each document and come in the order of time: by the day of publication (agenda: by
when it is due, events: by when they were), then by document and place in it; what has no day comes last. The order is
the same in both databases. An iterator holds a connection until it is used up or closed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, select, true
from sqlalchemy import RowMapping as Row

from wortlaut.errors import InputError
from wortlaut.ledger import schema
from wortlaut.ledger.conditions import (
    are_latest,
    begins_with,
    is_at_hand,
    is_named,
    is_one_of,
    is_outlet,
    is_speaker,
    lies_between,
    went_through,
)
from wortlaut.ledger.database import Database
from wortlaut.ledger.results import ActorRow, AgendaRow, DocumentRow, EventRow, Found, StatementRow, Stats
from wortlaut.ledger.rows import make_record
from wortlaut.ledger.search import search_passages
from wortlaut.model import Act, AgendaKind, Document, EventStatus, EventType, Reader, Record, Span, StatementType

__all__ = ["Reads", "load_rows"]

T = TypeVar("T")

_PORTION = 500
_RECORDS_AT_ONCE = 100
_REPORT = tuple(schema.documents.c[name] for name in ("published", "outlet", "title", "source"))


class Reads:
    """Every read of a ledger; where a condition is None it does not count."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def documents(
        self,
        *,
        words: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        newest: bool = False,
        limit: int | None = None,
    ) -> Iterator[DocumentRow]:
        """The documents; `words` are looked for in title and text (see `search.parse_words`).

        `since` and `until` are EDTF dates of publication, both included; with `newest` the list runs backwards.
        InputError for a date or words that are none.
        """
        d = schema.documents.c
        readings = select(func.count()).where(schema.records.c.document_id == d.id).scalar_subquery()
        columns = [d[name] for name in DocumentRow.__slots__ if name != "records"]
        chosen = select(*columns, readings.label("records")).where(
            self._has_words(d.passage, words),
            is_outlet(self._database, outlet),
            lies_between(d.published_from, d.published_until, since, until),
        )
        ordered = _order(chosen, d.published_from, d.id, newest=newest, limit=limit)
        return self._iterate(ordered, lambda _, rows: (DocumentRow(**row) for row in rows))

    def statements(
        self,
        *,
        words: str | None = None,
        speaker: str | None = None,
        addressee: str | None = None,
        via: str | None = None,
        act: str | None = None,
        type: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        firsthand: bool | None = None,
        newest: bool = False,
        limit: int | None = None,
    ) -> Iterator[StatementRow]:
        """The statements; `words` are looked for in the quote and the clause that reports it.

        `speaker`, `addressee` and `via` (who passed it on) are names or words of names; of a chain the speaker is its
        origin as well as who passed it on. `firsthand` is True for what came by way of nobody. InputError for an
        unknown act or type, for a date or words that are none.
        """
        s, d = schema.statements.c, schema.documents.c
        speakers, addressees = schema.actors.alias("speakers"), schema.actors.alias("addressees")
        columns = ("type", "medium", "speaker_actor", "addressee_actor", "quote", "quote_text", "cue_class", "said")
        chosen = (
            _select(schema.statements, *columns, "nested_in", speakers.c.name.label("speaker_name"))
            .add_columns(addressees.c.name.label("addressee_name"))
            .outerjoin(speakers, and_(speakers.c.id == s.speaker_actor, speakers.c.record_id == s.record_id))
            .outerjoin(addressees, and_(addressees.c.id == s.addressee_actor, addressees.c.record_id == s.record_id))
            .where(
                self._has_words(s.passage, words),
                is_speaker(speaker),
                is_named(s.addressee_actor, s.record_id, addressee),
                went_through(via, firsthand),
                _has_act(act),
                is_one_of(s.type, type, StatementType),
                is_outlet(self._database, outlet),
                lies_between(d.published_from, d.published_until, since, until),
            )
        )
        ordered = _order(chosen, d.published_from, d.id, s.position, newest=newest, limit=limit)
        return self._iterate(ordered, _make_statements)

    def agenda(
        self,
        *,
        by: str | None = None,
        to: str | None = None,
        kind: str | None = None,
        conditional: bool | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        newest: bool = False,
        limit: int | None = None,
    ) -> Iterator[AgendaRow]:
        """What is due, `since` and `until` of its due date; `by` and `to` are names or words of names."""
        a, d = schema.agenda.c, schema.documents.c
        doers, aims = schema.actors.alias("doers"), schema.actors.alias("aims")
        columns = ("what", "kind", "by", "to", "due", "conditional", "statement", "span")
        chosen = (
            _select(schema.agenda, *columns, doers.c.name.label("by_name"), aims.c.name.label("to_name"))
            .outerjoin(doers, and_(doers.c.id == a.by, doers.c.record_id == a.record_id))
            .outerjoin(aims, and_(aims.c.id == a.to, aims.c.record_id == a.record_id))
            .where(
                is_named(a.by, a.record_id, by),
                is_named(a.to, a.record_id, to),
                is_one_of(a.kind, kind, AgendaKind),
                a.conditional.is_(conditional) if conditional is not None else true(),
                is_outlet(self._database, outlet),
                lies_between(a.due_from, a.due_until, since, until),
            )
        )
        day = func.coalesce(a.due_until, a.due_from)
        ordered = _order(chosen, day, d.id, a.position, newest=newest, limit=limit)
        return self._iterate(ordered, _make_agenda)

    def events(
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        type: str | None = None,
        status: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        newest: bool = False,
        limit: int | None = None,
    ) -> Iterator[EventRow]:
        """The events, `since` and `until` of when they were; `actor` and `recipient` are names or words of names."""
        e, d = schema.events.c, schema.documents.c
        columns = ("type", "mode", "context", "actor", "recipient", "when", "where", "quantities", "status")
        chosen = _select(schema.events, *columns, "background", "span", "text", "realised_by", "reported_by").where(
            is_at_hand(e.actor, e.record_id, actor),
            is_at_hand(e.recipient, e.record_id, recipient),
            is_one_of(e.type, type, EventType),
            is_one_of(e.status, status, EventStatus),
            is_outlet(self._database, outlet),
            lies_between(e.when_from, e.when_until, since, until),
        )
        day = func.coalesce(e.when_from, e.when_until)
        ordered = _order(chosen, day, d.id, e.position, newest=newest, limit=limit)
        return self._iterate(ordered, _make_events)

    def actors(
        self, *, name: str | None = None, kind: str | None = None, limit: int | None = None
    ) -> Iterator[ActorRow]:
        """The actors, report by report; `name` is a name or words of one."""
        a, s, d = schema.actors.c, schema.statements.c, schema.documents.c
        said = select(func.count()).where(s.record_id == a.record_id, s.speaker_actor == a.id).scalar_subquery()
        columns = ("name", "kind", "country", "roles", "aliases", "wikidata")
        chosen = _select(schema.actors, *columns, said.label("statements")).where(
            is_named(a.id, a.record_id, name), a.kind == kind if kind is not None else true()
        )
        ordered = _order(chosen, d.published_from, d.id, a.position, newest=False, limit=limit)
        return self._iterate(ordered, _make_actors)

    def record(self, document: str) -> Record:
        """The newest record of a document, with its text; InputError where there is none of this id."""
        d = schema.documents.c
        found = list(self._iterate(_select_records().where(d.id == document), _make_records))
        if not found:
            raise InputError(f"{document}: no document of this id in the ledger")
        return found[0]

    def records(self, documents: Collection[str] | None = None) -> Iterator[Record]:
        """The newest record of each document, or of each of these, in the order of the list of documents."""
        d = schema.documents.c
        chosen = _select_records().where(d.id.in_(documents) if documents is not None else true())
        ordered = _order(chosen, d.published_from, d.id, newest=False, limit=None)
        return self._iterate(ordered, _make_records, portion=_RECORDS_AT_ONCE)

    def find(self, identity: str) -> list[Found]:
        """Where an id stands, or all ids that begin so: of documents and of entries of their newest records."""
        d, r = schema.documents.c, schema.records.c
        found: list[Found] = []
        with self._database.reading() as connection:
            for row in connection.execute(select(d.id).where(begins_with(d.id, identity)).order_by(d.id)):
                found.append(Found("documents", row.id, None, row.id))
            for table in (t for t in schema.ENTRIES if "id" in t.c and t is not schema.mentions):
                its = select(table.c.id, r.id.label("record"), r.document_id).join_from(table, schema.records)
                its = its.where(begins_with(table.c.id, identity), are_latest()).order_by(table.c.id, r.id).distinct()
                found += [Found(table.name, *row) for row in connection.execute(its)]
        return found

    def stats(self) -> Stats:
        """How much there is."""
        d = schema.documents.c
        with self._database.reading() as connection:
            entries = {
                table.name: _count(connection, select(table.c.record_id).join(schema.records).where(are_latest()))
                for table in (schema.statements, schema.claims, schema.events, schema.agenda, schema.actors)
            }
            bounds = connection.execute(select(func.min(d.published_from), func.max(d.published_until))).one()
            return Stats(
                documents=_count(connection, select(d.id)),
                records=_count(connection, select(schema.records.c.id)),
                **entries,
                published_from=bounds[0],
                published_until=bounds[1],
                by_language=_tally(connection, d.language),
                by_outlet=_tally(connection, d.outlet),
            )

    def _has_words(self, passage: ColumnElement[int], words: str | None) -> ColumnElement[bool]:
        return passage.in_(search_passages(self._database.engine.dialect.name, words)) if words is not None else true()

    def _iterate(
        self, chosen: Select[Any], make: Callable[[Connection, Sequence[Row]], Iterable[T]], portion: int = _PORTION
    ) -> Iterator[T]:
        with self._database.reading() as connection:
            options = {"stream_results": True, "max_row_buffer": portion}
            with connection.execute(chosen, execution_options=options) as result:
                for rows in result.mappings().partitions(portion):
                    yield from make(connection, rows)


def load_rows(connection: Connection, records: Sequence[str]) -> dict[str, dict[str, list[Row]]]:
    """The rows of all tables of entries by record and table, in the order of their positions."""
    loaded: dict[str, dict[str, list[Row]]] = {key: {t.name: [] for t in schema.ENTRIES} for key in records}
    for table in schema.ENTRIES:
        chosen = select(table).where(table.c.record_id.in_(records)).order_by(table.c.record_id, table.c.position)
        for row in connection.execute(chosen).mappings():
            loaded[row["record_id"]][table.name].append(row)
    return loaded


def _select(table: Table, *columns: str | ColumnElement[Any]) -> Select[Any]:
    """Entries of the newest records with where they come from."""
    origin = (table.c.id, schema.documents.c.id.label("document"), table.c.record_id.label("record"), *_REPORT)
    wanted = (table.c[column] if isinstance(column, str) else column for column in columns)
    tables = schema.documents.join(schema.records).join(table, table.c.record_id == schema.records.c.id)
    return select(*origin, *wanted).select_from(tables).where(are_latest())


def _select_records() -> Select[Any]:
    d, r = schema.documents.c, schema.records.c
    columns = (d.id, d.text, d.language, d.published, d.title, d.source, r.version, r.pack, r.pack_version)
    return select(*columns, r.id.label("record")).join_from(schema.documents, schema.records).where(are_latest())


def _order(
    chosen: Select[Any], day: ColumnElement[Any], *then: ColumnElement[Any], newest: bool, limit: int | None
) -> Select[Any]:
    ordered = chosen.order_by((day.desc() if newest else day.asc()).nulls_last(), *then)
    return ordered.limit(limit) if limit is not None else ordered


def _has_act(act: str | None) -> ColumnElement[bool]:
    if act is None:
        return true()
    claims, statements = schema.claims, schema.statements
    its = select(claims.c.act).where(
        claims.c.record_id == statements.c.record_id,
        claims.c.statement_id == statements.c.id,
        is_one_of(claims.c.act, act, Act),
    )
    return its.exists()


def _count(connection: Connection, chosen: Select[Any]) -> int:
    return connection.scalar(select(func.count()).select_from(chosen.subquery())) or 0


def _tally(connection: Connection, column: ColumnElement[Any]) -> dict[str, int]:
    rows = connection.execute(select(column, func.count()).group_by(column).order_by(column))
    return {value: number for value, number in rows if value is not None}


def _by_statement(connection: Connection, chosen: Select[Any]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Values by record and statement."""
    values: dict[tuple[str, str], tuple[str, ...]] = {}
    for record, statement, value in connection.execute(chosen):
        values[record, statement] = (*values.get((record, statement), ()), value)
    return values


def _make_statements(connection: Connection, rows: Sequence[Row]) -> Iterator[StatementRow]:
    c, h, a = schema.claims.c, schema.hops.c, schema.actors.c
    records = {row["record"] for row in rows}
    acts = select(c.record_id, c.statement_id, c.act).where(c.record_id.in_(records)).order_by(c.record_id, c.position)
    names = select(h.record_id, h.statement_id, a.name).where(h.record_id.in_(records))
    names = names.outerjoin_from(schema.hops, schema.actors, and_(a.id == h.actor, a.record_id == h.record_id))
    acts_of = _by_statement(connection, acts)
    chain_of = _by_statement(connection, names.order_by(h.record_id, h.position))
    for row in rows:
        key = (row["record"], row["id"])
        via = tuple(name for name in chain_of.get(key, ())[:-1] if name is not None)
        quote = tuple(Span(*span) for span in row["quote"])
        yield StatementRow(**{**row, "quote": quote, "acts": acts_of.get(key, ()), "via": via})


def _make_agenda(_: Connection, rows: Sequence[Row]) -> Iterator[AgendaRow]:
    for row in rows:
        yield AgendaRow(**{**row, "span": Span(*row["span"])})


def _make_events(connection: Connection, rows: Sequence[Row]) -> Iterator[EventRow]:
    a = schema.actors.c
    wanted = select(a.record_id, a.id, a.name).where(a.record_id.in_({row["record"] for row in rows}))
    names: Mapping[tuple[str, str], str] = {(record, key): name for record, key, name in connection.execute(wanted)}
    for row in rows:
        record = row["record"]
        lists = {name: tuple(row[name]) for name in ("context", "actor", "recipient")}
        named = {f"{side}_names": tuple(names[record, key] for key in row[side]) for side in ("actor", "recipient")}
        quantities = tuple((number, words) for number, words in row["quantities"])
        yield EventRow(**{**row, **lists, **named, "quantities": quantities, "span": Span(*row["span"])})


def _make_actors(_: Connection, rows: Sequence[Row]) -> Iterator[ActorRow]:
    for row in rows:
        yield ActorRow(**{**row, "roles": tuple(row["roles"]), "aliases": tuple(row["aliases"])})


def _make_records(connection: Connection, rows: Sequence[Row]) -> Iterator[Record]:
    entries = load_rows(connection, [row["record"] for row in rows])
    for row in rows:
        document = Document(row["text"], row["language"], row["published"], row["title"], row["source"])
        reader = Reader(row["version"], row["pack"], row["pack_version"])
        yield make_record(document, reader, entries[row["record"]])
