"""Where a document comes from, and who has read it when."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from wortlaut.errors import InputError
from wortlaut.ledger import schema
from wortlaut.ledger.results import DocumentRow

__all__ = ["ReadingRow", "trace_document"]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One reading of a document: the record, the version of the reader and of the language pack, and when it came."""

    record: str
    version: str
    pack: str
    pack_version: str
    added: str


def trace_document(connection: Connection, document: str) -> tuple[DocumentRow, tuple[ReadingRow, ...]]:
    """The document of this id and its readings, the newest last; InputError where there is none."""
    d, r = schema.documents.c, schema.records.c
    readings = select(r.id, r.version, r.pack, r.pack_version, r.added).where(r.document_id == document)
    read = tuple(ReadingRow(*row) for row in connection.execute(readings.order_by(r.sequence)))
    columns = [d[name] for name in DocumentRow.__slots__ if name != "records"]
    count = select(func.count()).where(r.document_id == d.id).scalar_subquery()
    row = connection.execute(select(*columns, count.label("records")).where(d.id == document)).mappings().first()
    if row is None:
        raise InputError(f"{document}: no document of this id in the ledger")
    return DocumentRow(**row), read
