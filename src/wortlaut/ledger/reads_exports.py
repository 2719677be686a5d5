"""Reads everything for exports: report by report in the order of their ids, so that the order of adding never shows.

The newest record of each document counts. When something was added or seen is left out: the same reports give the
same export, whenever they came. Memory holds a hundred reports at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from wortlaut.errors import LedgerError
from wortlaut.ledger import Ledger, schema
from wortlaut.ledger.conditions import are_latest, is_outlet, lies_between
from wortlaut.ledger.query import load_rows
from wortlaut.ledger.rows import make_record
from wortlaut.model import Document, Reader, Record

__all__ = ["TABLES", "Exported", "list_exported", "list_judged"]

_AT_ONCE = 100
_DERIVED = ("record_id", "folded", "passage")  # what the database keeps for itself
_TOLD = ("outlet", "byline", "meta", "text_hash")

TABLES: Mapping[str, tuple[str, ...]] = {
    "documents": (
        *("id", "text", "text_hash", "language", "published", "title", "source", "outlet", "byline", "meta", "length"),
        *("reader_version", "pack", "pack_version"),
    ),
    **{
        table.name: ("document_id", *(column.name for column in table.c if column.name not in _DERIVED))
        for table in schema.ENTRIES
    },
    "cross_links": tuple(column.name for column in schema.cross_links.c),
    "judgements": tuple(column.name for column in schema.judgements.c),
}
"""The tables of an export and their columns: those of the database, with the document in place of the record."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A report as it is exported.

    Its record, what its source told beside (outlet, byline, meta) and the hash of its text; `entries` are the rows of
    the record by table.
    """

    record: Record
    told: Mapping[str, Any]
    entries: Mapping[str, Sequence[RowMapping]]

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of one of the `TABLES`, with its columns in their order."""
        document, reader = self.record.document, self.record.reader
        if table != "documents":
            for row in self.entries.get(table, ()):
                yield {"document_id": document.id, **{name: row[name] for name in TABLES[table][1:]}}
            return
        own = ("id", "text", "language", "published", "title", "source")
        values = {name: getattr(document, name) for name in own} | {"length": len(document.text)} | dict(self.told)
        values |= {"reader_version": reader.version, "pack": reader.pack, "pack_version": reader.pack_version}
        yield {name: values[name] for name in TABLES[table]}


def list_exported(
    ledger: Ledger, *, outlet: str | None = None, since: str | None = None, until: str | None = None
) -> Iterator[Exported]:
    """The reports with all that is known of them; the conditions are those of `Ledger.documents`."""
    d, r = schema.documents.c, schema.records.c
    told = [d[name] for name in _TOLD]
    columns = (d.id, d.text, d.language, d.published, d.title, d.source, *told, r.id.label("record"))
    chosen = select(*columns, r.version, r.pack, r.pack_version).join_from(schema.documents, schema.records)
    chosen = chosen.where(are_latest(), is_outlet(ledger._database, outlet))
    chosen = chosen.where(lies_between(d.published_from, d.published_until, since, until)).order_by(d.id)
    with ledger._database.reading() as connection:
        result = connection.execution_options(stream_results=True, max_row_buffer=_AT_ONCE).execute(chosen)
        for rows in result.mappings().partitions(_AT_ONCE):
            yield from _make(connection, rows)


def list_judged(ledger: Ledger, table: str) -> Iterator[dict[str, Any]]:
    """The rows of `cross_links` or of `judgements`, in the order of their ids."""
    its = schema.cross_links if table == "cross_links" else schema.judgements
    with ledger._database.reading() as connection:
        for row in connection.execution_options(stream_results=True).execute(select(its).order_by(its.c.id)).mappings():
            yield {name: row[name] for name in TABLES[table]}


def _make(connection: Connection, rows: Sequence[RowMapping]) -> Iterator[Exported]:
    entries = load_rows(connection, [row["record"] for row in rows])
    for row in rows:
        document = Document(row["text"], row["language"], row["published"], row["title"], row["source"])
        reader = Reader(row["version"], row["pack"], row["pack_version"])
        its = entries[row["record"]]
        try:
            record = make_record(document, reader, its)
        except (KeyError, TypeError, ValueError) as error:
            raise LedgerError(
                f"record {row['record']} is damaged ({error}); `wortlaut verify` lists what fails"
            ) from error
        yield Exported(record, {name: row[name] for name in _TOLD}, its)
