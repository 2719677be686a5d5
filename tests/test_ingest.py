"""Reports go into a ledger: nothing twice, nothing half, nothing lost, and one bad report stops no other."""

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import wortlaut
from tests.sources.conftest import site as site
from tests.sources.site import ENGLISH, Site, make_page
from wortlaut import ingest as module
from wortlaut.errors import LedgerError
from wortlaut.ingest import Ingestion, Outcome, Tally, ingest
from wortlaut.ledger import Ledger
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.options import Columns, Fetching, Options

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)
LATER = datetime(2024, 3, 9, 12, tzinfo=UTC)
LOCAL = Options(fetching=Fetching(private_addresses=True, delay=0))
INGESTER = Path(__file__).with_name("ingester.py")
KILLS = 3
TEXT = (
    "Kara Bell{n}, die Ministerin von Nordland, sagte am Montag: „Die Brücke bleibt offen.“ Otto Mühl{n} forderte sie "
    "auf, den Hafen bis Freitag zu öffnen. Bell{n} wies die Forderung zurück.\n"
)
FEED = (
    '<rss version="2.0"><channel><title>Nordpost</title>'
    "<item><link>{url}/eins</link><guid>1</guid><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item>"
    "<item><link>{url}/zwei</link><guid>2</guid><pubDate>Tue, 05 Mar 2024 11:00:00 GMT</pubDate></item>"
    "</channel></rss>"
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "news.db") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five reports in files."""
    path = tmp_path / "berichte"
    path.mkdir()
    for number in range(5):
        (path / f"{number}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
    return path


def run(ledger: Ledger, *arguments: str | Path, options: Options | None = None, now: datetime = NOW) -> Tally:
    return ingest(arguments, ledger, options, now=lambda: now)


def export(ledger: Ledger) -> str:
    return json.dumps([record.to_dict() for record in ledger.records()])


class Given:
    """A source of what it is given."""

    def __init__(self, *given: Item | Skipped) -> None:
        self._given = given

    def items(self) -> Iterator[Item | Skipped]:
        yield from self._given


def test_what_was_read_stands_in_the_ledger_as_the_reader_made_it(ledger: Ledger, folder: Path) -> None:
    tally = run(ledger, folder, options=Options(published="2024-03-05", outlet="Nordpost"))
    assert (tally.added, tally.known, tally.failed) == (5, 0, 0)
    expected = wortlaut.read(TEXT.format(n=3), published="2024-03-05", source=(folder / "3.txt").as_posix())
    assert ledger.record(expected.document.id) == expected
    assert {(row.outlet, row.first_seen) for row in ledger.documents()} == {("Nordpost", "2024-03-06T12:00:00Z")}
    assert sorted(tally.documents) == sorted(row.id for row in ledger.documents())
    assert list(ledger.verify()) == []


def test_adding_again_reads_nothing_and_changes_nothing(
    ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "datiert.txt").write_text(f"date 2024-03\n\n{TEXT}", encoding="utf-8")
    run(ledger, folder)
    before = export(ledger)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("it was read again")

    monkeypatch.setattr(module, "read", refuse)
    again = run(ledger, folder, now=LATER)
    assert (again.added, again.known, again.failed, again.documents) == (0, 6, 0, [])
    assert export(ledger) == before


def test_reports_are_linked_once_and_later_ones_to_those_before(ledger: Ledger, folder: Path) -> None:
    options = Options(published="2024-03-05")
    first, second = folder / "1.txt", folder / "2.txt"
    second.write_text(TEXT.format(n=1), encoding="utf-8")
    run(ledger, first, options=options)
    assert list(ledger.cross_links()) == []
    with Ingestion(ledger, now=lambda: NOW) as ingestion:  # as if the run had been stopped before it came to links
        ingestion.add(second, options)
    assert module.link(ledger) == len(list(ledger.cross_links())) > 0
    assert module.link(ledger) == 0
    records = list(ledger.records())
    ids = {statement.id for record in records for statement in record.statements}
    ids |= {actor.id for record in records for actor in record.actors}
    assert {end for link in ledger.cross_links() for end in (link.source, link.target)} <= ids


def test_the_same_report_twice_in_one_batch_is_added_once(ledger: Ledger, folder: Path) -> None:
    tally = run(ledger, folder / "1.txt", folder, folder / "1.txt")
    assert (tally.added, tally.known) == (5, 2)


def test_a_newer_reader_reads_again(ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(ledger, folder)
    for name in ("wortlaut.ingest.VERSION", "wortlaut.pipeline.VERSION"):
        monkeypatch.setattr(name, "99")
    module._reader.cache_clear()
    again = run(ledger, folder)
    module._reader.cache_clear()
    assert again.added == 5
    assert (ledger.stats().documents, ledger.stats().records) == (5, 10)


def test_what_goes_wrong_is_counted_by_reason_and_the_rest_is_added(ledger: Ledger, folder: Path) -> None:
    (folder / "leer.txt").touch()
    (folder / "bild.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (folder / "fremd.txt").write_text(ENGLISH, encoding="utf-8")
    table = folder.parent / "tabelle.csv"
    table.write_text(f'body,day\n"{TEXT.replace(chr(10), "")}",2024-03-05\n', encoding="utf-8")
    outcomes: list[Outcome] = []
    with Ingestion(ledger, now=lambda: NOW, watch=outcomes.append) as ingestion:
        assert ingestion.add(folder)
        assert not ingestion.add("fehlt.txt")
        assert not ingestion.add(table, Options(columns=Columns(text="leib")))
        assert ingestion.add(table, Options(columns=Columns(text="body", published="day")))
    counts = ingestion.tally.counts
    assert (counts["added"], counts["empty"], counts["broken"], counts["unusable"]) == (6, 1, 1, 2)
    assert dict(ingestion.tally.languages) == {"in English, which cannot be read yet": 1}
    assert ingestion.tally.failed == 4
    named = {outcome.where: outcome.reason for outcome in outcomes if outcome.failed}
    assert named["fehlt.txt"] == "no such file or folder; check the path"
    assert "leib" in (named[table.as_posix()] or "")


def test_a_report_on_which_the_reader_breaks_stops_no_other(
    ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_on_one(text: str, **options: Any) -> wortlaut.Record:
        if "Bell2" in text:
            raise RecursionError("too deep")
        return wortlaut.read(text, **options)

    monkeypatch.setattr(module, "read", break_on_one)
    tally = run(ledger, folder)
    assert (tally.added, tally.counts["failed"], tally.failed) == (4, 1, 1)


def test_a_report_is_told_as_added_only_when_it_is_in_the_ledger(
    ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    at_the_time: list[bool] = []

    def look(outcome: Outcome) -> None:
        at_the_time.append(outcome.document in {row.id for row in ledger.documents()})

    ingest([folder], ledger, now=lambda: NOW, watch=look)
    assert at_the_time == [True] * 5


def test_an_interrupt_keeps_what_was_read(ledger: Ledger, folder: Path) -> None:
    reports = [Item(TEXT.format(n=n), f"{n}.txt", f"{n}.txt") for n in range(3)]

    class Interrupted(Given):
        def items(self) -> Iterator[Item | Skipped]:
            yield from super().items()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Ingestion(ledger, now=lambda: NOW) as ingestion:
        ingestion.take(Interrupted(*reports), "reports")
    assert ingestion.tally.added == ledger.stats().documents == 3


def test_a_ledger_that_cannot_be_written_ends_the_run_and_tells_nothing_as_added(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(tmp_path / "voll.db") as full:
        with closing(sqlite3.connect(tmp_path / "voll.db")) as connection:
            connection.execute("CREATE TRIGGER full BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'no'); END")
            connection.commit()
        outcomes: list[Outcome] = []
        with pytest.raises(LedgerError):
            ingest([folder], full, now=lambda: NOW, watch=outcomes.append)
        assert outcomes == []
        assert full.stats().documents == 0


def test_what_the_source_tells_beside_is_kept_and_why_there_is_no_day(ledger: Ledger) -> None:
    item = Item(TEXT, "https://example.org/1", "row 1", undated="no date in it", title="Titel", byline="Ada Lind")
    dated = Item(f"date 2024-03\n\n{TEXT}", "https://example.org/2", "row 2", undated="no date in it")
    with Ingestion(ledger, now=lambda: NOW) as ingestion:
        ingestion.take(Given(item.with_meta(feed="Nordpost"), dated), "reports")
    rows = {row.source: row for row in ledger.documents()}
    assert rows["https://example.org/1"].byline == "Ada Lind"
    assert rows["https://example.org/1"].meta == {"feed": "Nordpost", "undated": "no date in it"}
    assert (rows["https://example.org/2"].published, rows["https://example.org/2"].meta) == ("2024-03", {})


@pytest.mark.parametrize(
    ("header", "given", "recorded"),
    [
        ("NORDHAFEN, 12. März 2031 (npr) – ", "2031-05-12", "2031-03-12"),
        ("NORDHAFEN, 12. März 2031 (npr) – ", None, "2031-03-12"),
        ("date 2031-03-12\n\n", "2031-05-12", "2031-03-12"),
        ("date 2031-03\n\n", "2031-03-12", "2031-03-12"),
        ("date 2031-03\n\n", None, "2031-03"),
        ("NORDHAFEN, 12. März (dpa) – ", "2031-05-12", "2031-05-12"),
        ("", "2031-05-12", "2031-05-12"),
        ("", None, None),
    ],
)
def test_a_date_is_given_to_reports_that_tell_no_day_of_their_own(
    ledger: Ledger, tmp_path: Path, header: str, given: str | None, recorded: str | None
) -> None:
    report = tmp_path / "bericht.txt"
    report.write_text(header + TEXT.format(n=1), encoding="utf-8")
    for expected in (1, 0):  # and it is known again
        assert run(ledger, report, options=Options(published=given)).added == expected
    assert [row.published for row in ledger.documents()] == [recorded]


def test_the_day_that_a_source_tells_counts_more_than_the_header(ledger: Ledger) -> None:
    item = Item(f"date 2031-03-12\n\n{TEXT}", "1.txt", "1.txt", published="2031-03-13")
    with Ingestion(ledger, now=lambda: NOW) as ingestion:
        ingestion.take(Given(item), "reports", published="2031-05-12")
    assert [row.published for row in ledger.documents()] == ["2031-03-13"]


def test_a_date_that_is_none_is_refused_before_anything_is_read(ledger: Ledger, folder: Path) -> None:
    tally = run(ledger, folder, options=Options(published="gestern"))
    assert (tally.added, tally.counts["unusable"]) == (0, 1)


def test_a_feed_is_asked_again_only_for_what_is_new(ledger: Ledger, site: Site) -> None:
    url = site.put("/feed.xml", FEED.format(url=site.url), ETag='"1"', Content_Type="application/rss+xml")
    site.put("/eins", make_page(paragraphs=(TEXT.format(n=1) * 3,)))
    site.put("/zwei", make_page(paragraphs=(TEXT.format(n=2) * 3,)))
    assert run(ledger, url, options=LOCAL).added == 2
    assert site.paths == ["/feed.xml", "/eins", "/zwei"]
    again = run(ledger, url, options=LOCAL)
    assert (again.added, again.counts["unchanged"], site.paths[3:]) == (0, 1, ["/feed.xml"])
    more = FEED.format(url=site.url).replace("</channel>", "<item><link>/drei</link><guid>3</guid></item></channel>")
    site.put("/feed.xml", more, ETag='"2"', Content_Type="application/rss+xml")
    site.put("/drei", make_page(paragraphs=(TEXT.format(n=3) * 3,)))
    third = run(ledger, url, options=LOCAL)
    assert (third.added, third.counts["unchanged"], site.paths[4:]) == (1, 2, ["/feed.xml", "/drei"])


def test_what_was_not_written_is_asked_for_again(ledger: Ledger, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    url = site.put("/feed.xml", FEED.format(url=site.url), ETag='"1"', Content_Type="application/rss+xml")
    for name in ("eins", "zwei"):
        site.put(f"/{name}", make_page(paragraphs=(TEXT.format(n=name) * 3,)))
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "add", lambda *_, **__: (_ for _ in ()).throw(LedgerError("the disk is full")))
        with pytest.raises(LedgerError):
            run(ledger, url, options=LOCAL)
    assert list(ledger.visits()) == []
    assert run(ledger, url, options=LOCAL).added == 2


def test_killed_again_and_again_and_resumed_it_equals_an_undisturbed_run(tmp_path: Path) -> None:
    reports = tmp_path / "berichte"
    reports.mkdir()
    for number in range(24):
        (reports / f"{number:02}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
    target = tmp_path / "killed.db"
    command = [sys.executable, str(INGESTER), str(target), str(reports)]
    chance = random.Random(5)
    killed = 0
    for _ in range(KILLS):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(chance.randrange(1, 12))]
        for _ in range(chance.randrange(300_000)):  # into the middle of a batch, somewhere
            pass
        process.kill()
        told += process.communicate()[0].splitlines()
        killed += process.returncode < 0
        with Ledger.open(target) as ledger:
            added = {line.split()[1] for line in told if line.startswith("added")}
            assert added <= {row.id for row in ledger.documents()}
            assert list(ledger.verify()) == []
    assert killed
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with Ledger.open(target) as resumed, Ledger.open(tmp_path / "whole.db") as whole:
        run(whole, reports)
        assert export(resumed) == export(whole)
        assert list(resumed.verify()) == []
