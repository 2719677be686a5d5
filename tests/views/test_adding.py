"""The commands that bring reports into a ledger."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.sources.conftest import site as site
from tests.sources.site import ENGLISH, Site, make_page
from wortlaut.ledger import Ledger
from wortlaut.sources.options import Fetching
from wortlaut.views import adding
from wortlaut.views.cli import cli

REPORT = (
    "„Wir haben keine Truppen verlegt“, sagte Außenministerin Kara Bell am Dienstag in Nordhafen. "
    "Die Regierung von Sudavien forderte, dass die Brücke bis Ende März wieder geöffnet wird.\n"
)
FEED = (
    '<rss version="2.0"><channel><title>Nordpost</title><item><title>Eins</title><link>{url}/eins</link><guid>1</guid>'
    "<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item></channel></rss>"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two reports that commands run in, and no ledger in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WORTLAUT_LEDGER", raising=False)
    (tmp_path / "berichte").mkdir()
    for number in range(2):
        (tmp_path / "berichte" / f"{number}.txt").write_text(REPORT.replace("Bell", f"Bell{number}"), encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(cli, [str(a) for a in arguments], input=stdin, prog_name="wortlaut")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def count(name: str = "news.db") -> int:
    with Ledger.open(name, create=False) as ledger:
        return ledger.stats().documents


def test_add_keeps_reports_and_counts_them(folder: Path) -> None:
    first = run("add", "berichte", "--ledger", "news.db", "--date", "2024-03-05", "--outlet", "Morgenblatt")
    assert (first.exit_code, first.stdout) == (0, "")
    assert re.fullmatch(
        r"wortlaut: 2 added; 0 already there; (1 new link|\d+ new links) between reports\n", first.stderr
    )
    again = run("add", "berichte", "--ledger", "news.db", "--date", "2024-03-05")
    assert (again.exit_code, again.stderr) == (0, "wortlaut: 0 added; 2 already there\n")
    with Ledger.open("news.db") as ledger:
        assert {(row.source, row.published, row.outlet) for row in ledger.documents()} == {
            ("berichte/0.txt", "2024-03-05", "Morgenblatt"),
            ("berichte/1.txt", "2024-03-05", "Morgenblatt"),
        }


def test_the_environment_can_name_the_ledger(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORTLAUT_LEDGER", "news.db")
    assert run("add", "-", stdin=REPORT.encode()).exit_code == 0
    assert count() == 1
    assert run("stats").stdout.startswith("documents   1\n")
    assert run("verify").exit_code == 0


def test_what_cannot_be_taken_is_named_and_counted(folder: Path) -> None:
    (folder / "berichte" / "fremd.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "berichte" / "leer.txt").touch()
    result = run("add", "berichte", "fehlt.txt", "--ledger", "news.db")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "wortlaut: berichte/leer.txt: empty",
        "wortlaut: fehlt.txt: no such file or folder; check the path",
        "wortlaut: 2 added; 0 already there; 1 in English, which cannot be read yet; 1 without a text; 1 unusable",
    ]
    shown = run("add", "berichte", "--ledger", "news.db", "--verbose").stderr
    assert "berichte/fremd.txt: in English, which cannot be read yet\n" in shown
    assert "berichte/0.txt: already there\n" in shown


def test_of_many_failures_the_first_are_named(folder: Path) -> None:
    for number in range(25):
        (folder / "berichte" / f"leer{number:02}.txt").touch()
    lines = run("add", "berichte", "--ledger", "news.db").stderr.splitlines()
    assert sum(line.endswith(": empty") for line in lines) == 20
    assert lines[-2:] == [
        "wortlaut: 5 more without a text; --verbose names all of them",
        "wortlaut: 2 added; 0 already there; 25 without a text",
    ]


def test_columns_of_a_table_are_named(folder: Path) -> None:
    (folder / "a.csv").write_text(f'body,day,paper\n"{REPORT.strip()}",2024-03-05,Morgenblatt\n', encoding="utf-8")
    named = run("add", "a.csv", "--columns", "text=body,published=day, outlet=paper", "--ledger", "news.db")
    assert (named.exit_code, named.stderr) == (0, "wortlaut: 1 added; 0 already there\n")
    with Ledger.open("news.db") as ledger:
        assert [(row.published, row.outlet) for row in ledger.documents()] == [("2024-03-05", "Morgenblatt")]
    missing = run("add", "a.csv", "--columns", "text=leib", "--ledger", "news.db")
    assert missing.exit_code == 1
    assert "a.csv: " in missing.stderr
    assert "leib" in missing.stderr


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["add"], "Missing argument 'SOURCE...'"),
        (["add", "berichte"], "Missing option '--ledger' (env var: 'WORTLAUT_LEDGER')"),
        (["add", "berichte", "--ledger", "berichte"], "berichte: is a folder; name a file in it"),
        (["add", "berichte", "--ledger", "nirgends/news.db"], "no such folder; make it first"),
        (["add", "berichte", "--ledger", "berichte/0.txt"], "not a ledger"),
        (["add", "berichte", "--ledger", "mysql://x/y"], "a ledger is a file or a PostgreSQL database"),
        (["add", "berichte", "--date", "gestern", "--ledger", "news.db"], "'gestern' is not a date"),
        (["add", "berichte", "--columns", "leib=text", "--ledger", "news.db"], "write FIELD=COLUMN"),
        (["add", "berichte", "--columns", "text", "--ledger", "news.db"], "write FIELD=COLUMN"),
        (["add", "berichte", "--form", "pdf", "--ledger", "news.db"], "Invalid value for '--form'"),
        (["feeds"], "Missing option '--ledger'"),
        (["feeds", "--ledger", "news.db"], "news.db: no ledger there; check the path, or make it with `wortlaut add`"),
        (["feeds", "--ledger", "a.db", "poll"], "--ledger goes behind the command: wortlaut feeds poll --ledger a.db"),
        (["feeds", "add", "kein", "--ledger", "a.db"], "kein: only http and https are fetched"),
    ],
)
def test_wrong_usage_is_explained(folder: Path, arguments: list[str], problem: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in " ".join(result.stderr.split())
    assert not (folder / "news.db").exists()


def test_ctrl_c_keeps_what_was_read_and_says_how_to_go_on(folder: Path) -> None:
    """The report arrives through a pipe that stays open: the command waits for more when it is interrupted."""
    command = [sys.executable, "-m", "wortlaut", "add", "berichte", "-", "--ledger", "news.db"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdin is not None
    while not (folder / "news.db").exists() or not _has_documents():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert "Run the same command again and it goes on from there" in said
    assert said.endswith("wortlaut: 2 added; 0 already there\n")
    assert count() == 2


def _has_documents() -> bool:
    """Whether the run has written its first source: the ledger is looked at as others would."""
    import sqlite3

    with sqlite3.connect("file:news.db?mode=ro", uri=True) as connection:
        try:
            return bool(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
        except sqlite3.OperationalError:
            return False


def test_progress_is_shown_on_a_terminal_alone(folder: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "wortlaut", "add", "berichte", "--ledger", "news.db"]
    process = subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, env=os.environ | {"TERM": "xterm"})
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # how Linux tells that the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert process.communicate()[0] == b""
    assert process.returncode == 0
    assert b"2 added" in shown
    assert b"berichte/1.txt" in shown


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server of the test can be asked without a pause."""

    def fetching(local: bool, contact: str | None) -> Fetching:
        return Fetching(private_addresses=local, contact=contact, delay=0)

    monkeypatch.setattr(adding, "_fetching", fetching)


@pytest.mark.usefixtures("at_once")
def test_feeds_are_followed_polled_listed_and_left(folder: Path, site: Site) -> None:
    url = site.put("/feed.xml", FEED.format(url=site.url), ETag='"1"', Content_Type="application/rss+xml")
    site.put("/eins", make_page(paragraphs=(REPORT * 3,)))
    assert run("feeds", "add", url, "--ledger", "news.db", "--outlet", "Morgenblatt").exit_code == 0
    assert run("feeds", "add", url, "--ledger", "news.db").stderr.startswith("wortlaut: 0 new")
    assert site.requests == []
    (listed,) = json.loads(run("feeds", "--ledger", "news.db", "--format", "json").stdout)
    assert (listed["url"], listed["outlet"], listed["polled"]) == (url, "Morgenblatt", None)
    polled = run("feeds", "poll", "--ledger", "news.db", "--local")
    assert (polled.exit_code, polled.stderr) == (0, "wortlaut: 1 added; 0 already there\n")
    again = run("feeds", "poll", url, "--ledger", "news.db", "--local")
    assert again.stderr == "wortlaut: 0 added; 0 already there; 1 unchanged since the last time\n"
    (listed,) = json.loads(run("feeds", "--ledger", "news.db", "--format", "json").stdout)
    assert listed["polled"] is not None
    assert run("feeds", "--ledger", "news.db", "--format", "csv").stdout.splitlines()[0] == "url,outlet,added,polled"
    assert "Morgenblatt" in run("feeds", "--ledger", "news.db").stdout
    assert run("feeds", "remove", url, "--ledger", "news.db").exit_code == 0
    assert run("feeds", "--ledger", "news.db").stdout == "no feeds; follow one with: wortlaut feeds add URL\n"
    assert count() == 1


@pytest.mark.usefixtures("at_once")
def test_a_feed_that_cannot_be_had_does_not_stop_the_others(folder: Path, site: Site) -> None:
    good = site.put("/feed.xml", FEED.format(url=site.url), Content_Type="application/rss+xml")
    site.put("/eins", make_page(paragraphs=(REPORT * 3,)))
    run("feeds", "add", f"{site.url}/alt.xml", good, "--ledger", "news.db")
    polled = run("feeds", "poll", "--ledger", "news.db", "--local")
    assert polled.exit_code == 1
    assert "/alt.xml: there is no such document any more (404)\n" in polled.stderr
    assert polled.stderr.endswith("wortlaut: 1 added; 0 already there; 1 out of reach\n")
    listed = json.loads(run("feeds", "--ledger", "news.db", "--format", "json").stdout)
    assert [feed["polled"] is None for feed in listed] == [True, False]


def test_feeds_that_are_not_followed_are_neither_polled_nor_removed(folder: Path) -> None:
    run("add", "berichte", "--ledger", "news.db")
    for command in ("poll", "remove"):
        result = run("feeds", command, "https://example.org/x", "--ledger", "news.db")
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "https://example.org/x: not among the feeds of this ledger" in result.stderr
    assert "the ledger follows no feeds yet" in run("feeds", "poll", "--ledger", "news.db").stderr
