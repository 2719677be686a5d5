"""How far links between reports have been looked for, so that whoever was stopped before or in the middle goes on.

Records are numbered in the order of adding: what was added later than the number kept here is still to be linked. Like
the visits this changes and can be lost: then everything is looked at again, and a link is written only once.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, MetaData, PrimaryKeyConstraint, Table, delete, insert, inspect, select

from wortlaut.ledger import schema
from wortlaut.ledger.columns import KEY
from wortlaut.ledger.query import Reads

__all__ = ["list_unlinked", "note_linked"]

_METADATA = MetaData()
_linked = Table(
    "linked",
    _METADATA,
    Column("resolver", KEY, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    PrimaryKeyConstraint("resolver", name="linked_key"),
)


def list_unlinked(ledger: Reads, resolver: str) -> tuple[list[str], int]:
    """The documents that this version of the resolver has not seen as they are now, and the number to note for them."""
    records = schema.records.c
    with ledger._database.reading() as connection:
        done = 0
        if inspect(connection).has_table(_linked.name):
            done = connection.scalar(select(_linked.c.sequence).where(_linked.c.resolver == resolver)) or 0
        asked = select(records.document_id, records.sequence).where(records.sequence > done)
        rows = connection.execute(asked.order_by(records.sequence)).all()
    return list(dict.fromkeys(row.document_id for row in rows)), rows[-1].sequence if rows else done


def note_linked(ledger: Reads, resolver: str, sequence: int) -> None:
    """Write down that everything up to this number has been linked."""
    with ledger._database.writing() as connection:
        _METADATA.create_all(connection)
        connection.execute(delete(_linked).where(_linked.c.resolver == resolver))
        connection.execute(insert(_linked).values(resolver=resolver, sequence=sequence))
