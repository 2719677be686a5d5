"""Proves what a ledger holds: every span against its text, every hash, every id, every reference.

Each record is made anew from its rows, and rows are made anew from that record: whatever differs from what is stored
is a failure, so that no column is left out. Nothing is mended here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnClause,
    Connection,
    ForeignKeyConstraint,
    RowMapping,
    Table,
    and_,
    column,
    select,
    table,
    text,
)
from sqlalchemy.exc import DatabaseError

from wortlaut.ledger import schema
from wortlaut.ledger.database import Database
from wortlaut.ledger.judgements import list_judgements, list_links
from wortlaut.ledger.query import load_rows
from wortlaut.ledger.rows import hash_entries, hash_text, hash_told, make_record, make_rows, name_record, span_days
from wortlaut.model import Document, Reader

__all__ = ["Failure", "verify"]

_PORTION = 50
_SHOWN = 60
_SPANS = ("quote", "speaker", "cue", "addressee", "frame")

Check = Callable[[Connection, Sequence[str]], Iterator["Failure"]]


@dataclass(frozen=True, slots=True)
class Failure:
    """What does not hold: the table, the id of the row or entry, and what is wrong with it."""

    table: str
    id: str
    problem: str

    def __str__(self) -> str:
        return f"{self.table} {self.id}: {self.problem}"


def verify(database: Database) -> Iterator[Failure]:
    """Look at everything in the ledger; what fails comes as it is found. A damaged file is not looked at further."""
    with database.reading() as connection:
        if damage := _find_damage(connection):
            yield from damage
            return
        for each in schema.METADATA.sorted_tables:
            for constraint in sorted(each.foreign_key_constraints, key=lambda reference: list(reference.column_keys)):
                yield from _check_reference(connection, each, constraint)
        yield from _check_index(connection)
        for each, check in ((schema.documents, _check_documents), (schema.records, _check_records)):
            for keys in _portions(connection, each):
                yield from _check_carefully(connection, each.name, keys, check)
        yield from _check_identities(connection)


def _find_damage(connection: Connection) -> list[Failure]:
    """What SQLite finds wrong with its file; a server looks after its own."""
    if connection.dialect.name != "sqlite":
        return []
    try:
        problems = connection.scalars(text("PRAGMA quick_check")).all()
    except DatabaseError as error:
        problems = [str(error.orig)]
    return [Failure("database", "file", problem) for problem in problems if problem != "ok"]


def _check_reference(connection: Connection, its: Table, reference: ForeignKeyConstraint) -> Iterator[Failure]:
    target = reference.referred_table.alias("target")
    pairs = [(element.parent, target.c[element.column.name]) for element in reference.elements]
    lost = (
        select(_identity(its), pairs[0][0])
        .outerjoin_from(its, target, and_(*(own == there for own, there in pairs)))
        .where(*(own.is_not(None) for own, _ in pairs), pairs[0][1].is_(None))
    )
    for identity, value in connection.execute(lost):
        yield Failure(its.name, identity, f"{pairs[0][0].name} {value} is none of {reference.referred_table.name}")


def _check_index(connection: Connection) -> Iterator[Failure]:
    key: ColumnClause[int] = column("passage" if connection.dialect.name == "postgresql" else "rowid")
    indexed = select(key).select_from(table("search", key))
    for each in (schema.documents, schema.statements):
        for identity in connection.scalars(select(each.c.id).where(each.c.passage.not_in(indexed))):
            yield Failure(each.name, identity, "is not in the index of words")


def _portions(connection: Connection, each: Table) -> Iterator[list[str]]:
    """The ids of a table, some at a time."""
    last = ""
    while keys := connection.scalars(
        select(each.c.id).where(each.c.id > last).order_by(each.c.id).limit(_PORTION)
    ).all():
        yield list(keys)
        last = keys[-1]


def _check_carefully(connection: Connection, name: str, keys: Sequence[str], check: Check) -> Iterator[Failure]:
    """Check some rows together; where one of them cannot even be loaded, one by one."""
    try:
        failures = list(check(connection, keys))
    except (KeyError, TypeError, ValueError) as error:
        if len(keys) > 1:
            for key in keys:
                yield from _check_carefully(connection, name, [key], check)
        else:
            yield Failure(name, keys[0], f"cannot be read: {type(error).__name__}: {error}")
    else:
        yield from failures


def _check_documents(connection: Connection, keys: Sequence[str]) -> Iterator[Failure]:
    for row in connection.execute(select(schema.documents).where(schema.documents.c.id.in_(keys))).mappings():
        document = _document(row)
        first, last = span_days(document.published)
        expected = {
            "id": document.id,
            "text_hash": hash_text(document.text),
            "told_hash": hash_told(row),
            "length": len(document.text),
            "published_from": first,
            "published_until": last,
        }
        yield from _compare("documents", row["id"], expected, row)


def _check_records(connection: Connection, keys: Sequence[str]) -> Iterator[Failure]:
    rows = connection.execute(select(schema.records).where(schema.records.c.id.in_(keys))).mappings().all()
    d = schema.documents
    its = select(d).where(d.c.id.in_([row["document_id"] for row in rows]))
    documents = {row["id"]: _document(row) for row in connection.execute(its).mappings()}
    entries = load_rows(connection, keys)
    for row in rows:
        if row["document_id"] in documents:
            yield from _check_record(row, documents[row["document_id"]], entries[row["id"]])


def _check_record(
    row: RowMapping, document: Document, entries: Mapping[str, Sequence[RowMapping]]
) -> Iterator[Failure]:
    reader = Reader(row["version"], row["pack"], row["pack_version"])
    record = make_record(document, reader, entries)
    said = record.to_dict()
    expected = {"id": name_record(document.id, reader), "hash": hash_entries(said)}
    yield from _compare("records", row["id"], expected, row)
    for name, again in make_rows(record, said).items():
        for entry, stored in zip(again, entries[name], strict=False):
            identity = stored.get("id", f"{row['id']}:{stored['position']}")
            yield from _compare(name, identity, entry, stored)
            yield from _check_spans(name, identity, stored, len(document.text))
        if len(again) != len(entries[name]):
            yield Failure(name, row["id"], f"{len(entries[name])} rows, of which {len(again)} belong to the record")


def _check_spans(name: str, identity: str, stored: RowMapping, length: int) -> Iterator[Failure]:
    spans = [span for column in _SPANS for span in stored.get(column) or ()]
    if "span" in stored:
        spans.append(stored["span"])
    for start, end in spans:
        if not 0 <= start < end <= length:
            yield Failure(name, identity, f"span [{start}, {end}) is empty or outside the text of {length} characters")


def _check_identities(connection: Connection) -> Iterator[Failure]:
    """Links and judgements are what their ids say."""
    for table_of, entries in (
        (schema.cross_links, list_links(connection, None, None)),
        (schema.judgements, list_judgements(connection, None, standing=False)),
    ):
        stored = set(connection.scalars(select(table_of.c.id)))
        made = {entry.id for entry in entries}
        for identity in sorted(stored - made):
            yield Failure(table_of.name, identity, "is not the hash of what it says")


def _compare(name: str, identity: str, expected: Mapping[str, Any], stored: RowMapping) -> Iterator[Failure]:
    for key, value in expected.items():
        if stored[key] != value:
            yield Failure(name, identity, f"{key} is {_short(stored[key])} and must be {_short(value)}")


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _document(row: RowMapping) -> Document:
    return Document(row["text"], row["language"], row["published"], row["title"], row["source"])


def _identity(each: Table) -> Column[Any]:
    """The column that names a row to people."""
    return each.c["id" if "id" in each.c else "record_id"]
