"""Leads the tables of a ledger from any older revision to the newest.

Each module in `versions` is one step and is never changed once it has been released; `wortlaut.ledger.schema` is where
they lead. The revision of a ledger stands in its table `wortlaut_schema`. Revisions are numbers, so that a ledger
made by a newer version can be told from a broken one.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from wortlaut.errors import InputError
from wortlaut.ledger.schema import METADATA, REVISION
from wortlaut.version import VERSION

__all__ = ["VERSION_TABLE", "is_current", "migrate"]

VERSION_TABLE = "wortlaut_schema"


def is_current(connection: Connection, name: str) -> bool:
    """Whether the tables are those of this version; InputError where a newer one has made them."""
    found = _revision(connection)
    if found is not None and found.isdigit() and int(found) > int(REVISION):
        raise InputError(
            f"{name}: made by a newer version (tables of revision {found}); Wortlaut {VERSION} knows revisions up to "
            f"{REVISION}. Update it: pip install --upgrade wortlaut"
        )
    return found == REVISION


def migrate(connection: Connection, name: str, *, create: bool) -> None:
    """Make the tables, or bring them up to date, inside the transaction that is open.

    InputError where there is no ledger and none is to be made, or where the database has tables of the same names that
    are none of a ledger's.
    """
    if _revision(connection) is None:
        if not create:
            raise InputError(f"{name}: no ledger in this database; make it with `wortlaut add`")
        _check_names_free(connection, name)
        _check_encoding(connection, name)
    # Alembic is loaded only by those who need it, which is once in the life of a ledger.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()


def _check_names_free(connection: Connection, name: str) -> None:
    taken = sorted(set(inspect(connection).get_table_names()) & set(METADATA.tables))
    if taken:
        raise InputError(f"{name}: a database of another program (it has a table {taken[0]!r}); name another")


def _check_encoding(connection: Connection, name: str) -> None:
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        raise InputError(f"{name}: holds text as {encoding}; make a database with: createdb --encoding UTF8 NAME")
