"""Tables: the migrations lead to the schema, and what is no ledger of ours is left alone."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from wortlaut.errors import InputError
from wortlaut.ledger import Addition, Ledger, migrations
from wortlaut.ledger.database import open_database
from wortlaut.ledger.migrations import VERSION_TABLE
from wortlaut.ledger.schema import METADATA, REVISION

NOW = datetime(2024, 3, 6, tzinfo=UTC)


def ours(thing: Any, name: str | None, kind: str, reflected: bool, compared: Any) -> bool:
    """Without the index of words, which each database has in its own way."""
    return not (name or "").startswith("search")


def is_the_schema(ledger: Ledger) -> bool:
    with ledger._database.reading() as connection:
        options = {"include_object": ours, "version_table": VERSION_TABLE}
        return not compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)


def test_the_newest_migration_is_the_revision_of_the_schema() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert scripts.get_heads() == [REVISION]
    assert all(script.revision.isdigit() for script in scripts.walk_revisions())


def test_the_migrations_lead_to_the_schema(ledger: Ledger) -> None:
    assert is_the_schema(ledger)
    with ledger._database.reading() as connection:
        inspector = inspect(connection)
        for table in METADATA.tables.values():
            stored = {tuple(key["constrained_columns"]): key for key in inspector.get_foreign_keys(table.name)}
            meant = {tuple(constraint.column_keys): constraint for constraint in table.foreign_key_constraints}
            assert stored.keys() == meant.keys()
            assert all(key["options"]["initially"] == "DEFERRED" for key in stored.values())


@pytest.mark.parametrize("made_before", [(), ("feeds", "visits"), ("feeds", "visits", "linked")])
def test_a_ledger_of_the_first_revision_is_brought_up_to_date(
    place: str, additions: list[Addition], made_before: tuple[str, ...]
) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with Ledger(open_database(place, create=True)) as old:
        with old._database.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            for table in made_before:
                METADATA.tables[table].create(connection)
        old.add(additions, now=NOW)
        if made_before:
            old.follow("https://example.org/feed.xml", now=NOW)
    with Ledger.open(place, create=False) as ledger:
        assert is_the_schema(ledger)
        assert ledger.stats().documents == len(additions)
        assert len(ledger.feeds()) == len(made_before[:1])
        assert ledger.unlinked("1")[0] == [addition.document.id for addition in additions]
        assert list(ledger.verify()) == []


def test_a_ledger_of_a_newer_version_is_refused_with_both_versions(target: str) -> None:
    with Ledger.open(target) as ledger, ledger._database.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0712'"))
    with pytest.raises(InputError, match=rf"revision 0712.*revisions up to {REVISION}\. Update it: pip install"):
        Ledger.open(target)


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    before = path.read_bytes()
    Ledger.open(path).close()
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(place: str) -> None:
    engine = create_engine(place if "://" in place else f"sqlite:///{place}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE events (day TEXT)"))
    with pytest.raises(InputError, match="a database of another program \\(it has a table 'events'\\)"):
        Ledger.open(place)
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == ["events"]
    engine.dispose()


def test_no_ledger_is_made_where_none_is_wanted(place: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no ledger"):
        Ledger.open(place, create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("text.db", b"Das ist kein Ledger. " * 100, "not a ledger and no SQLite file"),
        ("folder", None, "is a folder"),
        ("missing/ledger.db", b"", "no such folder"),
    ],
)
def test_what_is_no_ledger_is_refused(tmp_path: Path, name: str, content: bytes | None, problem: str) -> None:
    path = tmp_path / name
    if content is None:
        path.mkdir()
    elif content:
        path.write_bytes(content)
    with pytest.raises(InputError, match=problem):
        Ledger.open(path)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("mysql://user:secret@host/name", "a file or a PostgreSQL database"),
        ("postgresql://host:port/name", "not a database's URL"),
        ("://", "a file or a PostgreSQL database|not a database's URL"),
    ],
)
def test_a_url_that_is_none_of_ours_is_refused_without_its_password(url: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        Ledger.open(url)
    assert "secret" not in str(caught.value)


def test_a_url_of_a_file_is_its_path(tmp_path: Path) -> None:
    Ledger.open(f"sqlite:///{tmp_path}/ledger.db").close()
    assert (tmp_path / "ledger.db").exists()


def test_a_database_that_cannot_hold_every_character_is_refused(make_database: Callable[[], str], server: str) -> None:
    url = make_database()
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"))
    engine.dispose()
    with pytest.raises(InputError, match="holds text as LATIN1; make a database with: createdb --encoding UTF8"):
        Ledger.open(f"postgresql:///latin?host={server}&user=wortlaut")


def test_views_show_people_what_they_look_for(tmp_path: Path, additions: list[Addition]) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(additions, now=NOW)
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection:
        statements = connection.execute(
            "SELECT outlet, speaker, addressee, quote_text, acts FROM statements_readable WHERE acts = 'demand'"
        ).fetchall()
        chains = connection.execute("SELECT chain FROM statements_readable WHERE chain IS NOT NULL").fetchall()
        agenda = connection.execute("SELECT due, \"by\" FROM agenda_readable WHERE kind = 'demanded'").fetchall()
        events = connection.execute("SELECT type, actor FROM events_readable WHERE type = 'CONSULT'").fetchall()
    assert statements == [("Nordpost", "Otto Mühl", "Kara Bell", "den Hafen bis Freitag zu öffnen", "demand")]
    assert chains == [("NPA; Zeugen",)]
    assert agenda == [("../2024-03-08", "Kara Bell")]
    assert events == [("CONSULT", "Otto Mühl; Bell")]


def test_views_show_the_same_in_both_databases(both: tuple[str, str], additions: list[Addition]) -> None:
    shown = []
    for target in both:
        with Ledger.open(target) as ledger:
            ledger.add(additions, now=NOW)
            with ledger._database.reading() as connection:
                shown.append(
                    [
                        sorted(str(row[1:]) for row in connection.execute(text(f"SELECT id, v.* FROM {view} AS v")))
                        for view in ("agenda_readable", "events_readable", "statements_readable", "latest_records")
                    ]
                )
    assert str(shown[0]).replace(", 0,", ", False,") == str(shown[1])
