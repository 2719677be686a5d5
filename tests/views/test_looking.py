"""The commands that look an entry of a ledger up, count what it holds and prove it."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import wortlaut
from wortlaut.ledger import Addition, CrossLink, Ledger
from wortlaut.model import LinkKind, Record
from wortlaut.views.cli import cli

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)
DEMAND = (
    "Norland und Sudavien streiten.\n\n"
    "Otto Mühl forderte am Montag in Ostheim, Norland solle die Schleuse bis Ende März öffnen. "
    "Kara Bell wies die Forderung zurück.\n"
)
ANSWER = "Außenministerin Kara Bell sagte, die Schleuse bleibe geschlossen. Am Sonntag trafen sich Bell und Mühl.\n"


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Record, Record]:
    """Two reports in a ledger that the environment names, the second of which answers the first."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORTLAUT_LEDGER", "news.db")
    demand = wortlaut.read(DEMAND, published="2024-03-05", title="Streit um die Schleuse", source="a.txt")
    answer = wortlaut.read(ANSWER, published="2024-03-06", source="b.txt")
    made = [Addition(demand.document, demand, {"outlet": "Nordpost", "byline": "Ada Lind"})]
    link = CrossLink(LinkKind.RESPONSE, answer.statements[0].id, demand.statements[0].id, 0.75, ("same matter",), "1")
    with Ledger.open("news.db") as ledger:
        ledger.add([*made, Addition(answer.document, answer)], now=NOW)
        ledger.link([link])
        ledger.judge("link", [link.id], "accept", author="Ada", now=NOW)
    return demand, answer


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, list(arguments), prog_name="wortlaut")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_statement_is_shown_in_its_context_with_who_when_where_and_links(records: tuple[Record, Record]) -> None:
    demand, answer = records
    said = demand.statements[0]
    shown = run("show", said.id).stdout
    quote = said.quote[0].of(DEMAND)
    assert f"⟦{quote}⟧" in shown
    assert shown.startswith(f"Statement {said.id}\n")
    assert "Otto Mühl forderte" in shown
    assert "streiten" not in shown.partition("Who:")[0]
    for line in (
        "Acts: demand",
        "Report: Nordpost · Streit um die Schleuse · 2024-03-05",
        "Source: a.txt",
        "Byline: Ada Lind",
    ):
        assert f"{line}\n" in shown
    assert "Who: Otto Mühl" in shown
    assert f"answered by {demand.statements[1].id} Kara Bell: " in shown
    assert f"answered by {answer.statements[0].id} Kara Bell: die Schleuse bleibe geschlossen" in shown
    assert "(2024-03-06; score 0.75; judged: accept)" in shown
    assert "first seen 2024-03-06T12:00:00Z" in shown


def test_the_other_end_of_a_link_tells_it_the_other_way_round(records: tuple[Record, Record]) -> None:
    demand, answer = records
    told = json.loads(run("show", answer.statements[0].id, "--format", "json").stdout)
    (link,) = told["links"]
    assert (link["relation"], link["id"], link["score"], link["verdict"]) == (
        "answers",
        demand.statements[0].id,
        0.75,
        "accept",
    )
    assert link["origin"] == "Nordpost · Streit um die Schleuse · 2024-03-05"


def test_a_claim_is_shown_with_its_statement(records: tuple[Record, Record]) -> None:
    said = records[0].statements[0]
    assert run("show", said.claims[0].id).stdout == run("show", said.id).stdout


def test_as_much_of_an_id_as_tells_it_from_the_others_is_enough(records: tuple[Record, Record]) -> None:
    said = records[0].statements[0]
    assert run("show", said.id[:10]).stdout == run("show", said.id).stdout


def test_every_kind_of_entry_is_shown_as_json_with_its_part_of_the_record(records: tuple[Record, Record]) -> None:
    whole = [record.to_dict() for record in records]
    kinds = {"statements": "statement", "events": "event", "agenda": "agenda entry", "actors": "actor", "times": "time"}
    for part, kind in kinds.items():
        entries = [entry for record in whole for entry in record[part]]
        assert entries, part
        for entry in entries:
            told = json.loads(run("show", entry["id"], "--format", "json").stdout)
            assert (told["kind"], told["entry"]) == (kind, entry)
            assert run("show", entry["id"]).stdout.startswith(f"{kind} {entry['id']}\n".capitalize())
            for words, context in zip(told["words"], told["context"], strict=False):
                assert words in "".join(told["context"]) or context


def test_a_document_is_shown_with_its_text_and_readings(records: tuple[Record, Record]) -> None:
    demand = records[0]
    shown = run("show", demand.document.id).stdout
    assert DEMAND.strip() in shown
    assert f"Read by: {demand.reader.version}, pack de {demand.reader.pack_version}" in shown
    told = json.loads(run("show", demand.document.id, "--format", "json").stdout)
    assert (told["kind"], told["document"]["byline"], len(told["readings"])) == ("document", "Ada Lind", 1)


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ("0123456789abcdef", "0123456789abcdef: nothing in the ledger has this id"),
        ("Bell", "'Bell' is no id; ids are 16 hexadecimal digits"),
    ],
)
def test_an_id_that_is_none_is_explained(records: tuple[Record, Record], wanted: str, problem: str) -> None:
    result = run("show", wanted)
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr


def test_stats_count_what_is_there(records: tuple[Record, Record]) -> None:
    lines = dict(line.split(maxsplit=1) for line in run("stats").stdout.splitlines())
    assert (lines["documents"], lines["readings"]) == ("2", "2")
    assert (lines["published"], lines["languages"], lines["outlets"]) == (
        "2024-03-05 to 2024-03-06",
        "de 2",
        "Nordpost 1",
    )
    told = json.loads(run("stats", "--format", "json").stdout)
    assert told["statements"] == sum(len(record.statements) for record in records)


def test_verify_lists_what_fails(records: tuple[Record, Record]) -> None:
    sound = run("verify", "news.db")
    assert (sound.exit_code, sound.stdout) == (0, "everything holds\n")
    said = records[0].statements[0]
    with sqlite3.connect("news.db") as connection:
        connection.execute("UPDATE statements SET quote_text = 'nie gesagt' WHERE id = ?", (said.id,))
    broken = run("verify", "news.db", "--format", "json")
    assert broken.exit_code == 1
    (failure,) = json.loads(broken.stdout)
    assert (failure["table"], failure["id"]) == ("statements", said.id)
    assert "nie gesagt" in failure["problem"]
    assert broken.stderr.startswith("wortlaut: news.db: 1 failures")
    assert said.id in run("verify", "news.db").stdout
    assert json.loads(run("verify", "nirgends.db", "--format", "json").stdout or "null") is None
    assert run("verify", "nirgends.db").exit_code == 2
