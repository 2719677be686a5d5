"""Ledgers to test on: a file, and a database of a PostgreSQL server that runs for the tests alone."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

import wortlaut
from wortlaut.ledger import Addition, Ledger

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)
REQUIRED = "WORTLAUT_REQUIRE_POSTGRES"
"""Where this is set, a machine without PostgreSQL fails the tests that need it instead of leaving them out."""

REPORTS = (
    (
        "Kara Bell, die Ministerin von Nordland, sagte am Montag: „Die Brücke bleibt offen.“ Otto Mühl forderte Bell "
        "auf, den Hafen bis Freitag zu öffnen. Bell wies die Forderung zurück. Die Agentur NPA meldete unter Berufung "
        "auf Zeugen, zwei Schiffe seien gesunken.",
        "2024-03-05",
        "Streit um die Brücke",
        "Nordpost",
    ),
    (
        "Präsident Otto Mühl kündigte an, die Fähre werde am 1. April wieder fahren. Er hoffe auf gutes Wetter. "
        "„Wir schaffen das nicht mehr allein“, sagte Mühl der Zeitung. Am Sonntag trafen sich Mühl und Bell in "
        "Ostheim.",
        "2024-02",
        "Fähre fährt wieder",
        "Ostblatt",
    ),
    ("Die Straße ist gesperrt. Ein Sprecher teilte mit, es gebe keine Verletzten.", None, None, None),
)


@pytest.fixture(scope="session")
def additions() -> list[Addition]:
    """Three short reports with their records."""
    made = []
    for body, published, title, outlet in REPORTS:
        record = wortlaut.read(body, published=published, title=title, source=f"{title or 'ohne'}.txt")
        made.append(Addition(record.document, record, {"outlet": outlet, "ref": "7"} if outlet else {}))
    return made


def find_server() -> Path | None:
    """The folder with the newest server's programs."""
    named = shutil.which("initdb")
    if named is not None and Path(named).resolve().with_name("pg_ctl").exists():
        return Path(named).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in folders), key=lambda path: float(path.parent.name), default=None)


def unprivileged_user() -> int | None:
    """Whom the server runs as where the tests run as root, whom it refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return known.get("postgres", known.get("nobody"))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The socket's folder of a server that listens nowhere else and is gone with the tests."""
    programs = find_server()
    if programs is None:
        if os.environ.get(REQUIRED):
            pytest.fail("no PostgreSQL server found, and it is required here")
        pytest.skip("no PostgreSQL server found: install it (Debian: apt-get install postgresql)")
    user = unprivileged_user()
    with tempfile.TemporaryDirectory(prefix="wortlaut-") as folder:
        if user is not None:
            os.chown(folder, user, -1)

        def run(program: str, *arguments: str) -> None:
            command = [str(programs / program), "--pgdata", f"{folder}/data", *arguments]
            done = subprocess.run(
                command, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            )
            assert done.returncode == 0, done.stderr

        run("initdb", "--username=wortlaut", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        # Nothing needs to outlive this server: clients are killed in tests, it is not.
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
        run("pg_ctl", "--wait", f"--log={folder}/log", f"--options={options}", "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "--wait", "--mode=immediate", "stop")


@pytest.fixture(scope="session")
def make_database(server: str) -> Iterator[Callable[..., str]]:
    """Makes databases, empty or as a copy of another, and gives their URLs; they sort text as German does."""
    engine = create_engine(url_of(server, "postgres"), isolation_level="AUTOCOMMIT")
    numbers = count()

    def make(copied: str = "template0") -> str:
        name = f"ledger{next(numbers)}"
        with engine.connect() as connection:
            recent = (connection.dialect.server_version_info or (0,)) >= (15,)
            german = "LOCALE_PROVIDER icu ICU_LOCALE 'de'" if recent else ""
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {copied} ENCODING 'UTF8' {german}"))
        return url_of(server, name)

    yield make
    engine.dispose()


def url_of(server: str, database: str) -> str:
    return f"postgresql+psycopg:///{database}?host={server}&user=wortlaut"


def name_of(url: str) -> str:
    """The database that a URL of ours names."""
    return url.partition("///")[2].partition("?")[0]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The test runs once for each database."""
    kind: str = request.param
    return kind


@pytest.fixture(scope="session")
def models(
    database: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, additions: list[Addition]
) -> tuple[str, str]:
    """A ledger without reports and one with the three reports, to be copied: making one takes longer than a test."""
    made = []
    for batch in ([], additions):
        if database == "sqlite":
            target = str(tmp_path_factory.mktemp("model") / "ledger.db")
        else:
            target = request.getfixturevalue("make_database")()
        with Ledger.open(target) as opened:
            opened.add(batch, now=NOW)
        made.append(target)
    return made[0], made[1]


@pytest.fixture(scope="session")
def copy_model(database: str, request: pytest.FixtureRequest) -> Callable[[str, Path], str]:
    """Copies a ledger that nobody has open, a file into a folder; where the copy is."""

    def copy(model: str, folder: Path) -> str:
        if database == "sqlite":
            return str(shutil.copy(model, folder / "ledger.db"))
        url: str = request.getfixturevalue("make_database")(name_of(model))
        return url

    return copy


@pytest.fixture
def place(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger can be made and none is yet."""
    if database == "sqlite":
        return str(tmp_path / "ledger.db")
    url: str = request.getfixturevalue("make_database")()
    return url


@pytest.fixture
def target(copy_model: Callable[[str, Path], str], models: tuple[str, str], tmp_path: Path) -> str:
    """A ledger without reports."""
    return copy_model(models[0], tmp_path)


@pytest.fixture
def ledger(copy_model: Callable[[str, Path], str], models: tuple[str, str], tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with the three reports."""
    with Ledger.open(copy_model(models[1], tmp_path)) as opened:
        yield opened


@pytest.fixture(scope="session")
def kept(
    copy_model: Callable[[str, Path], str], models: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ledger]:
    """The same for tests that only read: one for all of them."""
    with Ledger.open(copy_model(models[1], tmp_path_factory.mktemp("kept"))) as opened:
        yield opened


@pytest.fixture
def both(make_database: Callable[[], str], tmp_path: Path) -> tuple[str, str]:
    """A place for a ledger in each of the databases."""
    return str(tmp_path / "both.db"), make_database()
