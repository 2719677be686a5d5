"""Adds documents with their records: a batch is kept as a whole or not at all, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from wortlaut.ledger import schema
from wortlaut.ledger.rows import hash_entries, hash_text, hash_told, make_rows, name_record, span_days
from wortlaut.ledger.search import write_passages
from wortlaut.model import Document, Reader, Record

__all__ = ["Added", "Addition", "add", "has", "write_time"]

_COLUMNS = ("outlet", "byline")
_MOST_KEYS = 500
_ASKED = select(schema.records.c.id).where(schema.records.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Addition:
    """A document as it came, what the reader made of it, and what its source told beside.

    Of `meta`, `outlet` and `byline` have columns of their own; the rest is kept as it is.
    """

    document: Document
    record: Record
    meta: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Added:
    """What adding came to: documents that are new, records that are new, and how many records were there before."""

    documents: int
    records: int
    known: int

    def __add__(self, other: Added) -> Added:
        return Added(self.documents + other.documents, self.records + other.records, self.known + other.known)


def write_time(moment: datetime, *, exact: bool = False) -> str:
    """A moment in UTC as ISO 8601, to the second or to the microsecond; ValueError for one without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone: datetime.now(UTC)")
    precision = "microseconds" if exact else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=precision).removesuffix("+00:00") + "Z"


def add(connection: Connection, additions: Iterable[Addition], *, now: datetime) -> Added:
    """Write what is new in the transaction that is open.

    A document that is there keeps the title, the outlet and the rest with which it came first; only `last_seen` moves.
    ValueError where a record is of another document than the one beside it.
    """
    seen = write_time(now)
    by_record: dict[str, Addition] = {}
    total = 0
    for addition in additions:
        if addition.record.document.id != addition.document.id:
            raise ValueError(f"the record of {addition.record.document.id} is not of document {addition.document.id}")
        by_record.setdefault(name_record(addition.document.id, addition.record.reader), addition)
        total += 1
    known_records = _known(connection, schema.records, by_record)
    fresh = {identity: each for identity, each in by_record.items() if identity not in known_records}
    by_document = {each.document.id: each for each in reversed(by_record.values())}
    known_documents = _known(connection, schema.documents, by_document)
    documents = {each.document.id: each for each in by_record.values() if each.document.id not in known_documents}
    passages = _Passages(connection)
    _insert(connection, schema.documents, [_document_row(each, seen, passages) for each in documents.values()])
    _touch(connection, known_documents, seen)
    _write_records(connection, fresh, seen, passages)
    write_passages(connection, passages.texts)
    return Added(len(documents), len(fresh), total - len(fresh))


def has(connection: Connection, document: str, reader: Reader) -> bool:
    """Whether the record that this reader makes of a document is there."""
    return connection.scalar(_ASKED, {"id": name_record(document, reader)}) is not None


class _Passages:
    """Numbers the passages of a batch; whoever writes is alone, so that the next number is known."""

    def __init__(self, connection: Connection) -> None:
        columns = (schema.documents.c.passage, schema.statements.c.passage)
        self._numbers = count(1 + max(connection.scalar(select(func.max(c))) or 0 for c in columns))
        self.texts: dict[int, str] = {}

    def take(self, text: str) -> int:
        number = next(self._numbers)
        self.texts[number] = text
        return number


def _write_records(connection: Connection, fresh: Mapping[str, Addition], seen: str, passages: _Passages) -> None:
    last = connection.scalar(select(func.max(schema.records.c.sequence))) or 0
    rows: dict[str, list[dict[str, Any]]] = {"records": []}
    for sequence, (identity, addition) in enumerate(fresh.items(), start=last + 1):
        record = addition.record
        said = record.to_dict()
        rows["records"].append(
            {
                "id": identity,
                "document_id": record.document.id,
                "sequence": sequence,
                "version": record.reader.version,
                "pack": record.reader.pack,
                "pack_version": record.reader.pack_version,
                "hash": hash_entries(said),
                "added": seen,
            }
        )
        for table, entries in make_rows(record, said).items():
            rows.setdefault(table, []).extend(entries)
            if table == "statements":
                for entry in entries:
                    entry["passage"] = passages.take(_sentence(record.document.text, entry))
    for each in (schema.records, *schema.ENTRIES):
        _insert(connection, each, rows.get(each.name, []))


def _sentence(text: str, statement: Mapping[str, Any]) -> str:
    """The words by which a statement is found: its quote and the clause that reports it, in their order."""
    return " ".join(text[start:end] for start, end in sorted((*statement["quote"], *statement["frame"])))


def _document_row(addition: Addition, seen: str, passages: _Passages) -> dict[str, Any]:
    document = addition.document
    first, last = span_days(document.published)
    row = {
        "id": document.id,
        "text": document.text,
        "text_hash": hash_text(document.text),
        "language": document.language,
        "published": document.published,
        "published_from": first,
        "published_until": last,
        "title": document.title,
        "source": document.source,
        **{name: addition.meta.get(name) for name in _COLUMNS},
        "meta": {name: value for name, value in sorted(addition.meta.items()) if name not in _COLUMNS},
        "length": len(document.text),
        "passage": passages.take(f"{document.title or ''}\n{document.text}"),
        "first_seen": seen,
        "last_seen": seen,
    }
    return {**row, "told_hash": hash_told(row)}


def _known(connection: Connection, table: Table, identities: Iterable[str]) -> set[str]:
    """Which of the ids are there."""
    column = table.c.id
    return {
        found for keys in _portions(identities) for found in connection.scalars(select(column).where(column.in_(keys)))
    }


def _touch(connection: Connection, identities: Iterable[str], seen: str) -> None:
    table = schema.documents
    for keys in _portions(sorted(identities)):
        connection.execute(update(table).where(table.c.id.in_(keys), table.c.last_seen < seen).values(last_seen=seen))


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _portions(keys: Iterable[str]) -> Iterator[list[str]]:
    every = list(keys)
    for start in range(0, len(every), _MOST_KEYS):
        yield every[start : start + _MOST_KEYS]
