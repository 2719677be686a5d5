"""What a ledger survives: being killed, writers at once, a full disk, a lost connection, no rights."""

import json
import os
import pickle
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text

import wortlaut
from wortlaut.errors import LedgerError
from wortlaut.ledger import Addition, Ledger

NOW = datetime(2024, 3, 7, tzinfo=UTC)
ADDER = Path(__file__).with_name("adder.py")
KILLS = 5  # on each of the two databases
BATCH = 3


@pytest.fixture(scope="session")
def many() -> list[Addition]:
    """Reports that differ in who speaks."""
    made = []
    for number in range(36):
        told = f"Kara Bell{number} sagte: „Es regnet.“ Otto Mühl{number} forderte sie auf, bis Freitag zu gehen. " * 3
        record = wortlaut.read(told, published="2024-03-05", source=f"{number}.txt")
        made.append(Addition(record.document, record, {"outlet": "Nordpost"}))
    return made


@pytest.fixture
def pickled(many: list[Addition], tmp_path: Path) -> Path:
    path = tmp_path / "additions.pickle"
    path.write_bytes(pickle.dumps(many))
    return path


def export(ledger: Ledger) -> str:
    return json.dumps([record.to_dict() for record in ledger.records()])


def start(target: str, pickled: Path, batch: int = BATCH) -> subprocess.Popen[str]:
    command = [sys.executable, str(ADDER), target, str(pickled), str(batch)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> str:
    output, problems = process.communicate()
    assert process.returncode == 0, problems
    return output


def test_killed_again_and_again_it_loses_nothing_and_leaves_nothing_half(
    place: str, pickled: Path, many: list[Addition], tmp_path: Path
) -> None:
    chance = random.Random(7)
    interrupted = 0
    for _ in range(KILLS):
        process = start(place, pickled)
        assert process.stdout is not None
        for _ in range(chance.randrange(1, len(many) // BATCH)):
            process.stdout.readline()
        for _ in range(chance.randrange(400_000)):  # into the middle of a batch, somewhere
            pass
        process.kill()
        output, _ = process.communicate()
        interrupted += process.returncode < 0
        with Ledger.open(place) as ledger:
            assert set(output.split()) - {"open"} <= {row.id for row in ledger.documents()}
            assert ledger.stats().documents % BATCH == 0
            assert list(ledger.verify()) == []
    assert interrupted
    finish(start(place, pickled))
    with Ledger.open(place) as ledger, Ledger.open(tmp_path / "undisturbed.db") as undisturbed:
        undisturbed.add(many, now=NOW)
        assert list(ledger.verify()) == []
        assert export(ledger) == export(undisturbed)


def test_two_who_make_and_fill_a_ledger_at_once_do_no_harm(
    place: str, pickled: Path, many: list[Addition], tmp_path: Path
) -> None:
    backwards = tmp_path / "backwards.pickle"
    backwards.write_bytes(pickle.dumps(many[::-1]))
    for process in [start(place, pickled, 2), start(place, backwards, 2)]:
        finish(process)
    with Ledger.open(place) as ledger, Ledger.open(tmp_path / "alone.db") as alone:
        alone.add(many, now=NOW)
        assert list(ledger.verify()) == []
        assert ledger.stats() == alone.stats()
        assert export(ledger) == export(alone)


def test_reading_goes_on_while_somebody_writes(target: str, many: list[Addition]) -> None:
    with Ledger.open(target) as reader, Ledger.open(target) as writer:
        writer.add(many[:10], now=NOW)
        statements = reader.statements()
        first = next(statements)
        writer.add(many[10:20], now=NOW)
        assert len({first.document, *(row.document for row in statements)}) == 10
        assert reader.stats().documents == 20


@contextmanager
def when_writing(engine: Engine, table: str, act: Any) -> Iterator[None]:
    """Do something right before rows of a table are written."""

    def watch(connection: Connection, _: object, statement: str, *rest: object) -> None:
        if statement.startswith(f"INSERT INTO {table} "):
            act(connection)

    event.listen(engine, "before_cursor_execute", watch)
    yield
    event.remove(engine, "before_cursor_execute", watch)


def test_a_full_disk_is_told_and_leaves_nothing_half(tmp_path: Path, many: list[Addition]) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(many[:3], now=NOW)
        engine = ledger._database.engine

        def fill(connection: Connection) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")

        with when_writing(engine, "events", fill), pytest.raises(LedgerError, match="the disk is full; make room"):
            ledger.add(many[3:], now=NOW)
        assert ledger.stats().documents == 3
        assert list(ledger.verify()) == []
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        assert ledger.add(many, now=NOW).documents == len(many) - 3


def test_a_lost_connection_is_told_and_the_next_batch_finds_a_new_one(
    both: tuple[str, str], many: list[Addition]
) -> None:
    other = create_engine(both[1])

    def cut(connection: Connection) -> None:
        number = connection.scalar(text("SELECT pg_backend_pid()"))
        with other.begin() as hand:
            hand.execute(text("SELECT pg_terminate_backend(:number, 10000)"), {"number": number})

    with Ledger.open(both[1]) as ledger:
        ledger.add(many[:3], now=NOW)
        with (
            when_writing(ledger._database.engine, "events", cut),
            pytest.raises(LedgerError, match="the connection is lost"),
        ):
            ledger.add(many[3:], now=NOW)
        assert ledger.stats().documents == 3
        assert ledger.add(many, now=NOW).documents == len(many) - 3
        assert list(ledger.verify()) == []
    other.dispose()


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerError, match="the connection is lost or refused; see that the server runs"):
        Ledger.open(f"postgresql:///ledger?host={tmp_path}")


def test_a_damaged_file_is_told(tmp_path: Path, many: list[Addition]) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.add(many, now=NOW)
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half : half + 60_000] = bytes(60_000)
    path.write_bytes(data)
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match="damaged"):
        list(ledger.records())
    with Ledger.open(path) as ledger:
        assert next(ledger.verify()).table == "database"


@contextmanager
def without_rights() -> Iterator[None]:
    """As somebody who may write nothing but what everybody may."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(own)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can look into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def forbid(*paths: Path) -> None:
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)


def test_without_rights_to_write_it_can_be_read_and_adding_says_so(open_folder: Path, many: list[Addition]) -> None:
    path = open_folder / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.add(many[:3], now=NOW)
    forbid(path, open_folder)
    with without_rights(), Ledger.open(path) as ledger:
        assert ledger.stats().documents == 3
        assert len(list(ledger.statements(words="regnet"))) == 9
        with pytest.raises(LedgerError, match="no rights to write it; check who may"):
            ledger.add(many, now=NOW)
    open_folder.chmod(0o755)


def test_without_rights_no_ledger_is_made(open_folder: Path) -> None:
    forbid(open_folder)
    with without_rights(), pytest.raises(LedgerError, match="no rights to write it; check who may"):
        Ledger.open(open_folder / "ledger.db")
    open_folder.chmod(0o755)
