"""Opens the database of a ledger: one SQLite file, or PostgreSQL by its URL.

One writer at a time: in SQLite a writing transaction takes the file's lock when it begins, in PostgreSQL an advisory
lock of the database. Whoever waits longer than `PATIENCE` gives up with an error. Readers wait for nobody.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from wortlaut.errors import InputError, LedgerError, WortlautError

__all__ = ["PATIENCE", "Database", "open_database"]

PATIENCE = 60
"""Seconds that a writer waits for another."""

_LOCK = 0x776F72746C617574
_POSTGRES = {"postgresql", "postgres", "postgresql+psycopg"}
_RIGHTS = "no rights to write it; check who may write the ledger, and its folder where it is a file"
_FULL = "the disk is full; make room and run it again: what was reported as added is kept"
_BUSY = "another program keeps writing to it; wait until that is done and run it again"
_DAMAGED = "the database is damaged; restore it from a copy, then run `wortlaut verify`"
_LOST = (
    "the connection is lost or refused; see that the server runs and run it again: what was reported as added is kept"
)

_SQLITE_PROBLEMS = {
    "SQLITE_READONLY": _RIGHTS,
    "SQLITE_PERM": _RIGHTS,
    "SQLITE_CANTOPEN": _RIGHTS,
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": "the disk fails to read or write; check it, and whether there is room on it",
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_CORRUPT": _DAMAGED,
}
_POSTGRES_PROBLEMS = {
    "08": _LOST,
    "25006": "the server takes no changes (read only); use the one that does",
    "28": "the server does not let this user in; check user and password",
    "3D000": "there is no such database; make it first: createdb --encoding UTF8 NAME",
    "42501": _RIGHTS,
    "53100": _FULL,
    "53": "the server is out of memory or connections; run it again later",
    "55P03": _BUSY,
    "57P": _LOST,
}


@dataclass(frozen=True, slots=True)
class Database:
    """A database that is open; `name` is what messages call it, without its password."""

    engine: Engine
    name: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the ledger; LedgerError where the database fails."""
        with self._explaining(), self.engine.connect() as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that alone may write: all of it is kept or nothing; LedgerError where the database fails."""
        with self._explaining(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection

    def let_readers_in(self) -> None:
        """Keep a new file in the mode in which readers and a writer do not wait for each other; it lasts."""
        if self.engine.dialect.name != "sqlite":
            return
        with self._explaining(), self.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            with suppress(OperationalError):  # where somebody has it open at this moment, the next who opens it does it
                raw.execute("PRAGMA journal_mode = WAL").close()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise _explain(error, self.name) from error


def open_database(target: str | os.PathLike[str], *, create: bool) -> Database:
    """The database at a path or a URL; InputError where there is none and none is to be made."""
    written = os.fspath(target)
    if "://" not in written:
        return _open_file(Path(written), create=create)
    try:
        url = make_url(written)
    except (ArgumentError, ValueError):
        raise InputError(f"{written.split(':')[0]}://…: not a database's URL; write postgresql://HOST/NAME") from None
    if url.drivername == "sqlite" and url.database:
        return _open_file(Path(url.database), create=create)
    if url.drivername not in _POSTGRES:
        raise InputError(
            f"{url.render_as_string()}: a ledger is a file or a PostgreSQL database (postgresql://HOST/NAME)"
        )
    return _open_server(url.set(drivername="postgresql+psycopg"))


def _open_file(path: Path, *, create: bool) -> Database:
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name a file in it")
    if not create and not path.exists():
        raise InputError(f"{path}: no ledger there; check the path, or make it with `wortlaut add`")
    if not path.parent.is_dir():
        raise InputError(f"{path}: no such folder; make it first")
    engine = create_engine(_place(path), connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare_file)
    event.listen(engine, "begin", _begin_in_file)
    return Database(engine, str(path))


def _place(path: Path) -> URL:
    """The URL of a file; of one that must not be written, such that SQLite can read it without files of its own."""
    able = {"effective_ids": True} if os.access in os.supports_effective_ids else {}
    if not path.exists() or (os.access(path, os.W_OK, **able) and os.access(path.parent, os.W_OK, **able)):
        return URL.create("sqlite", database=str(path))
    settled = not path.with_name(f"{path.name}-wal").exists()
    query = {"mode": "ro", "uri": "true", **({"immutable": "1"} if settled else {})}
    return URL.create("sqlite", database=f"file:{quote(str(path.absolute()))}", query=query)


def _prepare_file(connection: Any, _: object) -> None:
    """Transactions are ours to begin, what is committed is on the disk, and references are checked.

    What is committed stands in the log beside the file and is taken over into the file after so many pages of it: not
    too often, since the pages of one batch are spread over the whole file.
    """
    connection.isolation_level = None
    for setting in ("synchronous = FULL", "foreign_keys = ON", "cache_size = -32768", "wal_autocheckpoint = 8000"):
        connection.execute(f"PRAGMA {setting}").close()


def _begin_in_file(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _open_server(url: URL) -> Database:
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": PATIENCE})
    except ImportError:
        raise InputError("PostgreSQL needs a library that is not installed: pip install 'wortlaut[postgres]'") from None
    return Database(engine, url.set(drivername="postgresql").render_as_string())


def _explain(error: DBAPIError, name: str) -> WortlautError:
    """What went wrong and what to do, by the code that the database gives."""
    code = getattr(error.orig, "sqlite_errorname", None)
    if code is not None:
        if code == "SQLITE_NOTADB":
            return InputError(f"{name}: not a ledger and no SQLite file; check the path")
        problems = _SQLITE_PROBLEMS
    else:
        code = getattr(error.orig, "sqlstate", None) or ("08" if error.connection_invalidated else "")
        problems = _POSTGRES_PROBLEMS
        if not code and type(error).__name__ == "OperationalError":
            code = "08"
    known = next((problem for start, problem in problems.items() if code.startswith(start)), None)
    first = str(error.orig).strip().partition("\n")[0]
    return LedgerError(f"{name}: {known} ({first})" if known else f"{name}: the database says: {first}")
