"""By what reports are found that may be linked: marks, names of actors, and how far both have been made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from wortlaut.ledger.columns import KEY, Plain

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables; they are filled when reports are linked."""
    op.create_table(
        "marks",
        *(_key("mark"), _day("day"), _number("sequence")),
        sa.PrimaryKeyConstraint("mark", "day", "sequence", name="marks_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "names",
        *(_key("name"), _day("day"), _number("sequence"), _key("actor"), _key("root"), _day("root_day")),
        sa.Column("traits", Plain(), nullable=False),
        sa.PrimaryKeyConstraint("name", "day", "sequence", "actor", name="names_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "marked", _key("version"), _number("sequence"), sa.PrimaryKeyConstraint("version", name="marked_key")
    )


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, KEY, nullable=False)


def _day(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)
