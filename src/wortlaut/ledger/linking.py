"""How far links between reports have been looked for, so that whoever was stopped before or in the middle goes on.

Records are numbered in the order of adding: what was added later than the number kept here is still to be linked. Like
the visits this changes and can be lost: then everything is looked at again, and a link is written only once.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from wortlaut.ledger import schema

__all__ = ["list_unlinked", "note_linked"]


def list_unlinked(connection: Connection, resolver: str) -> tuple[list[str], int]:
    """The documents that this version of the resolver has not seen as they are now, and the number to note for them."""
    records, linked = schema.records.c, schema.linked.c
    done = connection.scalar(select(linked.sequence).where(linked.resolver == resolver)) or 0
    asked = select(records.document_id, records.sequence).where(records.sequence > done)
    rows = connection.execute(asked.order_by(records.sequence)).all()
    return list(dict.fromkeys(row.document_id for row in rows)), rows[-1].sequence if rows else done


def note_linked(connection: Connection, resolver: str, sequence: int) -> None:
    """Write down that everything up to this number has been linked."""
    linked = schema.linked
    connection.execute(delete(linked).where(linked.c.resolver == resolver))
    connection.execute(insert(linked).values(resolver=resolver, sequence=sequence))
