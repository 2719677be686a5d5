"""What is kept of sources and of linking: feeds, visits, how far links have been looked for."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from wortlaut.ledger.columns import KEY, Plain, Wording

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables; before this revision those who needed one made it themselves, and these stay."""
    there = sa.inspect(op.get_bind()).get_table_names()
    tables: dict[str, tuple[sa.Column[Any], ...]] = {
        "feeds": (_key("url"), sa.Column("outlet", Wording()), _key("added"), sa.Column("polled", KEY)),
        "visits": (_key("url"), sa.Column("seen", Plain(), nullable=False)),
        "linked": (_key("resolver"), sa.Column("sequence", sa.BigInteger(), nullable=False)),
    }
    for table, columns in tables.items():
        if table not in there:
            op.create_table(table, *columns, sa.PrimaryKeyConstraint(columns[0].name, name=f"{table}_key"))


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, KEY, nullable=False)
