"""Exports of a ledger: every format read back by whoever is at home in it, and the same bytes whatever came first."""

import csv
import io
import json
import sqlite3
import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

import wortlaut
from wortlaut.ledger import Addition, CrossLink, Ledger
from wortlaut.model import LinkKind, Record
from wortlaut.views.cli import cli
from wortlaut.views.exporting import FOLDERS, FORMATS

NOW, LATER = datetime(2024, 5, 1, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)
SINGLE = [form for form in FORMATS if form not in FOLDERS]
REPORTS = (
    (
        "Außenministerin Kara Bell versprach am Montag, die Brücke bei Ostheim bis zum 30. April zu öffnen.\r\n"
        "„Wir halten Wort“, sagte sie, „und zwar pünktlich.“",
        "2024-03-05",
    ),
    (
        "Die Agentur NPA meldete unter Berufung auf Regierungskreise, zwei Schiffe seien gesunken. "
        "Norland verlegte 12.000 Soldaten an die Grenze.",
        "2024-04",
    ),
    ("Präsident Otto Mühl will Norland womöglich angreifen. Mühl traf sich am Sonntag in Ostheim mit Bell.", None),
)


@pytest.fixture(scope="module")
def additions() -> list[Addition]:
    made = []
    for number, (text, published) in enumerate(REPORTS):
        record = wortlaut.read(text, published=published, title=f"Bericht „{number}“", source=f"{number}.txt")
        made.append(Addition(record.document, record, {"outlet": "Morgenblatt", "byline": "Jana Roth", "ref": "7"}))
    return made


@pytest.fixture
def ledger(tmp_path: Path, additions: list[Addition]) -> Path:
    path = tmp_path / "news.db"
    with Ledger.open(path) as opened:
        opened.add(additions, now=NOW)
        opened.link([CrossLink(LinkKind.SAME_EVENT, "e1", "e2", 0.75, ("a rule",), "1")])
        opened.judge("link", ["e1"], "accept", author="Kern, A.", now=NOW, note="„ja“;\nbestimmt")
    return path


def export(ledger: Path, form: str, target: Path | None = None, *more: str, code: int = 0) -> Result:
    output = ["-o", str(target)] if target is not None else []
    command = ["export", "--ledger", str(ledger), "--format", form, *output, *more]
    result = CliRunner().invoke(cli, command, prog_name="wortlaut")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.stderr
    return result


def contents(target: Path) -> dict[str, bytes]:
    """The bytes of a file, or of all files of a folder."""
    if target.is_dir():
        return {path.name: path.read_bytes() for path in target.iterdir()}
    return {target.name: target.read_bytes()}


def in_order(additions: list[Addition]) -> list[Record]:
    return sorted((addition.record for addition in additions), key=lambda record: record.document.id)


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_and_the_time_of_adding_change_no_byte(form: str, tmp_path: Path, additions: list[Addition]) -> None:
    exported = []
    for name, order, now in (("a", additions, NOW), ("b", additions[::-1], LATER)):
        with Ledger.open(tmp_path / f"{name}.db") as opened:
            for addition in order:
                opened.add([addition], now=now)
            opened.add(order, now=LATER)
        (tmp_path / name).mkdir()
        export(tmp_path / f"{name}.db", form, tmp_path / name / "out")
        exported.append(contents(tmp_path / name / "out"))
    assert exported[0] == exported[1]
    assert all(exported[0].values())


@pytest.mark.parametrize("form", SINGLE)
def test_a_file_has_what_the_terminal_gets(form: str, ledger: Path, tmp_path: Path) -> None:
    result = export(ledger, form, tmp_path / "out")
    assert result.stdout == ""
    assert "3 reports written" in result.stderr
    assert export(ledger, form).stdout_bytes == (tmp_path / "out").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("out")) == ["out"]


def test_json_lines_are_the_records_with_their_texts(ledger: Path, tmp_path: Path, additions: list[Addition]) -> None:
    export(ledger, "jsonl", tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    for line, record in zip(lines, in_order(additions), strict=True):
        told = {"text": record.document.text, "outlet": "Morgenblatt", "byline": "Jana Roth", "meta": {"ref": "7"}}
        assert {name: line["document"].pop(name) for name in told} == told
        assert line == record.to_dict()


def test_csv_has_a_file_for_each_table(ledger: Path, tmp_path: Path, additions: list[Addition]) -> None:
    export(ledger, "csv", tmp_path / "tables")
    tables = {
        name: list(csv.DictReader(io.StringIO(written.decode("utf-8"), newline="")))
        for name, written in contents(tmp_path / "tables").items()
    }
    records = in_order(additions)
    assert [row["text"] for row in tables["documents.csv"]] == [record.document.text for record in records]
    statements = [statement for record in records for statement in record.statements]
    assert [row["id"] for row in tables["statements.csv"]] == [statement.id for statement in statements]
    quotes = [[list(span) for span in statement.quote] for statement in statements]
    assert [json.loads(row["quote"]) for row in tables["statements.csv"]] == quotes
    assert {row["statement_id"] for row in tables["claims.csv"]} <= {row["id"] for row in tables["statements.csv"]}
    assert tables["cross_links.csv"][0]["from_id"] == "e1"
    assert tables["judgements.csv"][0]["note"] == "„ja“;\nbestimmt"
    assert not {"first_seen", "last_seen", "passage"} & set(tables["documents.csv"][0])


def test_parquet_has_the_rows_of_csv_with_types(ledger: Path, tmp_path: Path) -> None:
    export(ledger, "csv", tmp_path / "csv")
    export(ledger, "parquet", tmp_path / "parquet")
    for path in sorted((tmp_path / "parquet").iterdir()):
        table = pyarrow.parquet.read_table(path)
        with (tmp_path / "csv" / f"{path.stem}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert (table.column_names, table.num_rows) == (header, len(rows)), path.name
    (statement, *_) = pyarrow.parquet.read_table(tmp_path / "parquet" / "statements.parquet").to_pylist()
    assert all(len(span) == 2 for span in statement["quote"])
    events = pyarrow.parquet.read_table(tmp_path / "parquet" / "events.parquet").to_pylist()
    assert {type(event["background"]) for event in events} == {bool}
    assert {"number": 12000.0, "what": "Soldaten"} in [each for event in events for each in event["quantities"]]


def test_timeml_is_a_file_for_each_report(ledger: Path, tmp_path: Path, additions: list[Addition]) -> None:
    export(ledger, "timeml", tmp_path / "marked")
    texts = {addition.document.id: addition.document.text for addition in additions}
    for path in (tmp_path / "marked").iterdir():
        text = ElementTree.parse(path).find("TEXT")
        assert text is not None
        assert "".join(text.itertext()) == texts.pop(path.stem)
    assert texts == {}


def test_the_calendar_has_what_is_due_once(ledger: Path, tmp_path: Path, additions: list[Addition]) -> None:
    export(ledger, "ics", tmp_path / "due.ics")
    calendar = icalendar.Calendar.from_ical((tmp_path / "due.ics").read_bytes())
    due = [str(entry["uid"]) for entry in calendar.subcomponents]
    assert sorted(due) == sorted(f"{e.id}@wortlaut" for addition in additions for e in addition.record.agenda)
    assert due


def test_events_are_written_as_plover_and_cameo(ledger: Path, additions: list[Addition]) -> None:
    events = {event.id for addition in additions for event in addition.record.events}
    plover = [json.loads(line) for line in export(ledger, "plover").stdout.splitlines()]
    assert {event["id"] for event in plover} == events
    result = export(ledger, "cameo")
    assert {line.split("\t")[5] for line in result.stdout.splitlines()} < events
    assert "events left out that are possible, denied, or planned" in result.stderr


def test_reports_are_chosen_by_day_and_outlet(ledger: Path) -> None:
    def count(*conditions: str) -> int:
        return len(export(ledger, "jsonl", None, *conditions).stdout.splitlines())

    assert (count(), count("--since", "2024-04"), count("--until", "2024-03-31")) == (3, 1, 1)
    assert (count("--outlet", "morgenblatt"), count("--outlet", "Abendpost")) == (3, 0)


def test_a_text_with_any_character_is_exported(tmp_path: Path) -> None:
    text = 'Kara\x00Bell sagte: „Nein\ud800“, so "das" Blatt,\r\n=1+1; am 2. Mai.'
    record = wortlaut.read(text, published="2024-05-03")
    with Ledger.open(tmp_path / "odd.db") as opened:
        opened.add([Addition(record.document, record)], now=NOW)
    for form in FORMATS:
        export(tmp_path / "odd.db", form, tmp_path / form)
    (line,) = (tmp_path / "jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["document"]["text"] == text
    (row,) = pyarrow.parquet.read_table(tmp_path / "parquet" / "documents.parquet").to_pylist()
    assert row["text"] == text.replace("\ud800", "\\ud800")


def test_what_cannot_be_written_is_said_and_leaves_what_was_there(ledger: Path, tmp_path: Path) -> None:
    for form in FOLDERS:
        assert "add --output FOLDER" in export(ledger, form, code=2).stderr
        assert "cannot be written" in export(ledger, form, ledger, code=2).stderr
    assert "cannot be written" in export(ledger, "tei", tmp_path / "nowhere" / "x.xml", code=2).stderr
    assert "'2024-13' is no day" in export(ledger, "tei", tmp_path / "x.xml", "--since", "2024-13", code=2).stderr
    assert not (tmp_path / "x.xml").exists()


def test_an_export_that_breaks_off_does_not_replace_an_older_one(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("older", encoding="utf-8")
    connection = sqlite3.connect(ledger)
    connection.execute("UPDATE statements SET type = 'Sung'")
    connection.commit()
    connection.close()
    assert "`wortlaut verify` lists what fails" in export(ledger, "jsonl", tmp_path / "x.jsonl", code=2).stderr
    assert (tmp_path / "x.jsonl").read_text(encoding="utf-8") == "older"


@pytest.mark.parametrize("form", FORMATS)
def test_of_an_export_that_breaks_off_nothing_stays(form: str, ledger: Path, tmp_path: Path) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE statements SET type = 'Sung'")
    connection.close()
    export(ledger, form, tmp_path / "out", code=2)
    out = tmp_path / "out"
    assert not out.exists() or list(out.iterdir()) == []
    assert list(tmp_path.glob("*.part")) == []


def test_an_empty_ledger_is_exported_as_nothing(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "empty.db").close()
    for form in FORMATS:
        export(tmp_path / "empty.db", form, tmp_path / form)
    assert (tmp_path / "jsonl").read_bytes() == b""
    assert len((tmp_path / "csv" / "statements.csv").read_text(encoding="utf-8").splitlines()) == 1
