"""The commands that ask a ledger, on a small one that the reader has made."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from click.testing import CliRunner, Result

import wortlaut
from wortlaut.ledger import Addition, CrossLink, Ledger
from wortlaut.model import LinkKind
from wortlaut.views.cli import cli

NOW = datetime(2024, 5, 1, tzinfo=UTC)
REPORTS = (
    (
        "Sudaviens Minister Ilian Dorek forderte am Montag von Norland, die Schleuse bei Ostrau zu öffnen. "
        "Die norländische Ministerin Kara Bell wies die Forderung zurück.\n\n"
        "Bell versprach, die Brücke bis zum 30. April zu reparieren.",
        "2024-03-05",
        "Morgenblatt",
    ),
    (
        "Präsidentin Mira Halder sagte, die Schleuse bei Ostrau sei offen. Minister Ilian Dorek widersprach: "
        "„Die Schleuse bei Ostrau ist nicht offen.“",
        "2024-04-08",
        "Abendpost",
    ),
    (
        "Die Agentur NPA meldete unter Berufung auf Regierungskreise, die Brücke sei fertig. Am 2. Mai 2024 trafen "
        "sich Kara Bell und Ilian Dorek in Seewalden. „Die Träger halten“, sagte Bell.",
        "2024-05-03",
        "Morgenblatt",
    ),
)


@pytest.fixture(scope="module")
def additions() -> list[Addition]:
    made = []
    for number, (text, published, outlet) in enumerate(REPORTS, start=1):
        record = wortlaut.read(text, published=published, source=f"{number}.txt")
        made.append(Addition(record.document, record, {"outlet": outlet}))
    return made


@pytest.fixture
def ledger(tmp_path: Path, additions: list[Addition]) -> Path:
    path = tmp_path / "news.db"
    with Ledger.open(path) as opened:
        opened.add(additions, now=NOW)
    return path


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, [str(a) for a in arguments], prog_name="wortlaut")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.stderr
    return result


def ask(ledger: Path, *arguments: str) -> list[dict[str, Any]]:
    """The rows of a list, as programs get them."""
    rows: list[dict[str, Any]] = json.loads(run(*arguments, "--ledger", ledger, "--format", "json").stdout)
    return rows


def quotes(rows: list[dict[str, Any]]) -> list[str]:
    return [row["quote_text"] for row in rows]


def test_words_are_found_whatever_their_case_and_umlauts(ledger: Path) -> None:
    found = quotes(ask(ledger, "search", "bruecke"))
    assert found == ["die Brücke bis zum 30. April zu reparieren", "die Brücke sei fertig"]
    assert quotes(ask(ledger, "search", "BRÜCKE")) == found
    assert quotes(ask(ledger, "search", '"Schleuse bei Ostrau ist"')) == ["„Die Schleuse bei Ostrau ist nicht offen.“"]
    assert quotes(ask(ledger, "search", "repar*")) == found[:1]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (["--speaker", "Halder"], {"Mira Halder"}),
        (["--act", "promise"], {"Kara Bell"}),
        (["--act", "deny"], {"Ilian Dorek"}),
        (["--outlet", "abendpost"], {"Mira Halder", "Ilian Dorek"}),
        (["--since", "2024-05"], {"Regierungskreise", "Kara Bell"}),
        (["--until", "2024-03"], {"Ilian Dorek", "Kara Bell"}),
        (["--type", "Direct"], {"Ilian Dorek", "Kara Bell"}),
        (["--second-hand"], {"Regierungskreise"}),
        (["--via", "NPA"], {"Regierungskreise"}),
        (["--words", "Träger"], {"Kara Bell"}),
    ],
)
def test_statements_are_chosen_by_what_is_known_of_them(
    ledger: Path, conditions: list[str], expected: set[str]
) -> None:
    assert {row["origin_name"] for row in ask(ledger, "statements", *conditions)} == expected


def test_reports_are_searched_whole(ledger: Path) -> None:
    assert [row["outlet"] for row in ask(ledger, "search", "Seewalden", "--reports")] == ["Morgenblatt"]
    problem = run("search", "Seewalden", "--reports", "--act", "deny", "--ledger", ledger, code=2)
    assert "--act goes with statements; leave out --reports" in problem.stderr


def test_a_table_says_who_by_way_of_whom_and_how_much_there_is(ledger: Path) -> None:
    result = run("statements", "--second-hand", "--ledger", ledger)
    assert "NPA ← Regierungskreise" in " ".join(result.stdout.split())
    assert result.stderr == "wortlaut: 1 in all\n"
    cut = run("statements", "--limit", "2", "--ledger", ledger)
    assert cut.stderr == "wortlaut: the first 2 are shown; --limit shows more\n"
    assert run("search", "Quitte", "--ledger", ledger).stdout == "no statement\n"


def test_csv_has_the_fields_of_json(ledger: Path) -> None:
    written = run("statements", "--format", "csv", "--ledger", ledger).stdout
    rows = list(csv.DictReader(io.StringIO(written)))
    expected = ask(ledger, "statements")
    assert [list(row) for row in rows] == [list(row) for row in expected]
    assert [row["quote_text"] for row in rows] == quotes(expected)
    assert [json.loads(row["acts"]) for row in rows] == [row["acts"] for row in expected]


def status_of(ledger: Path, on: str) -> dict[str, str]:
    return {row["what"]: row["status"] for row in ask(ledger, "agenda", "--on", on)}


def test_what_is_due_has_a_status_by_the_day(ledger: Path) -> None:
    promise = "die Brücke bis zum 30. April zu reparieren"
    assert status_of(ledger, "2024-04-29")[promise] == "open"
    assert status_of(ledger, "2024-04-30")[promise] == "due"
    assert status_of(ledger, "2024-05-01")[promise] == "passed"
    passed = ask(ledger, "agenda", "--on", "2024-05-01", "--status", "passed")
    assert [row["what"] for row in passed] == [promise]


def link_follow_up(ledger: Path) -> tuple[str, str]:
    """Links the promise to what was said of it later, as a resolver would; the ids of link and follow-up."""
    with Ledger.open(ledger) as opened:
        (promise,) = opened.agenda(kind="promised")
        (followed,) = opened.statements(words="fertig")
        link = CrossLink(LinkKind.FOLLOW_UP, promise.id, followed.id, 0.9, ("same deed",), "1")
        opened.link([link])
    return link.id, followed.id


def test_a_follow_up_counts_until_somebody_rejects_it(ledger: Path) -> None:
    link, follow_up = link_follow_up(ledger)
    (row,) = ask(ledger, "agenda", "--kind", "promised", "--on", "2024-06-01")
    assert (row["status"], row["follow_ups"]) == ("followed up", [follow_up])
    run("judge", link[:8], "reject", "--author", "Kern", "--ledger", ledger)
    (row,) = ask(ledger, "agenda", "--kind", "promised", "--on", "2024-06-01")
    assert (row["status"], row["follow_ups"]) == ("passed", [])


def test_what_is_due_becomes_a_calendar(ledger: Path, tmp_path: Path) -> None:
    run("agenda", "--kind", "promised", "--format", "ics", "-o", tmp_path / "due.ics", "--ledger", ledger)
    calendar = icalendar.Calendar.from_ical((tmp_path / "due.ics").read_bytes())
    (entry,) = calendar.walk("VEVENT")
    assert "30. April" in str(entry["summary"])


def test_actors_are_counted_over_all_reports(ledger: Path) -> None:
    actors = {row["name"]: row for row in ask(ledger, "actors")}
    assert (actors["Ilian Dorek"]["reports"], actors["Ilian Dorek"]["statements"]) == (3, 2)
    assert (actors["Kara Bell"]["first"], actors["Kara Bell"]["last"]) == ("2024-03-05", "2024-05-03")
    assert [row["name"] for row in ask(ledger, "actors", "--name", "halder")] == ["Mira Halder"]
    assert {row["kind"] for row in ask(ledger, "actors", "--kind", "media")} == {"media"}


def link_actors(ledger: Path) -> str:
    """Says that Halder is Bell, as a resolver could; the id of the link."""
    with Ledger.open(ledger) as opened:
        bell, *_ = opened.actors(name="Bell")
        (halder,) = opened.actors(name="Halder")
        link = CrossLink(LinkKind.SAME_ACTOR, halder.id, bell.id, 0.9, ("married",), "1")
        opened.link([link])
    return link.id


def test_actors_of_several_names_are_one_where_a_link_says_so(ledger: Path) -> None:
    link = link_actors(ledger)
    (bell,) = ask(ledger, "actors", "--name", "Halder")
    assert (bell["name"], bell["reports"]) == ("Kara Bell", 3)
    assert "Mira Halder" in bell["aliases"]
    assert ("Kara Bell", "Schleuse", "2024-04") in cells(ledger, "Schleuse")
    run("judge", link, "reject", "--author", "Kern", "--ledger", ledger)
    assert [row["name"] for row in ask(ledger, "actors", "--name", "Halder")] == ["Mira Halder"]


def test_statements_and_events_stand_on_one_axis(ledger: Path) -> None:
    axis = ask(ledger, "timeline", "--actor", "Bell")
    assert [row["when"] for row in axis] == sorted(row["when"] for row in axis)
    (meeting,) = [row for row in axis if row["kind"] == "event"]
    assert (meeting["when"], meeting["dated"], meeting["who"]) == (
        "2024-05-02",
        "happened",
        ["Kara Bell", "Ilian Dorek"],
    )
    assert {row["dated"] for row in axis if row["kind"] == "statement"} == {"published"}
    assert ask(ledger, "timeline", "--actor", "Bell", "--since", "2024-05-02", "--until", "2024-05-02") == [meeting]


def test_a_statement_stands_on_the_day_of_the_saying_and_its_event_not_again(ledger: Path) -> None:
    axis = ask(ledger, "timeline", "Schleuse")
    assert [(row["when"], row["dated"]) for row in axis] == [
        ("2024-03-04", "said"),
        ("2024-04-08", "published"),
        ("2024-04-08", "published"),
    ]
    assert {row["kind"] for row in axis} == {"statement"}
    assert "name an actor" in run("timeline", "--ledger", ledger, code=2).stderr


def cells(ledger: Path, *arguments: str) -> dict[tuple[str, str, str], tuple[str, list[str]]]:
    rows = ask(ledger, "positions", *arguments)
    return {(row["actor"], row["issue"], row["period"]): (row["position"], row["acts"]) for row in rows}


def test_positions_tell_who_accepts_or_rejects_and_by_what(ledger: Path) -> None:
    assert cells(ledger, "Schleuse", "Brücke") == {
        ("Ilian Dorek", "Schleuse", "2024-03"): ("other", ["demand"]),
        ("Ilian Dorek", "Schleuse", "2024-04"): ("reject", ["deny"]),
        ("Kara Bell", "Schleuse", "2024-03"): ("reject", ["reject"]),
        ("Kara Bell", "Brücke", "2024-03"): ("other", ["promise"]),
        ("Mira Halder", "Schleuse", "2024-04"): ("other", ["assert"]),
        ("Regierungskreise", "Brücke", "2024-05"): ("other", ["assert"]),
    }
    assert cells(ledger, "Schleuse", "--speaker", "Bell", "--by", "year") == {
        ("Kara Bell", "Schleuse", "2024"): ("reject", ["reject"])
    }
    assert cells(ledger, "Quitte") == {}


def test_an_answer_is_evidence_with_what_it_answers(ledger: Path) -> None:
    (answer,) = ask(ledger, "positions", "Schleuse", "--speaker", "Bell")
    (demand,) = ask(ledger, "statements", "--act", "demand")
    (evidence,) = answer["evidence"]
    assert evidence["answers"] == demand["id"]
    assert answer["ids"] == [evidence["id"]]
    table = run("positions", "Schleuse", "--ledger", ledger).stdout
    assert f"reject (reject): {evidence['id'][:8]}" in table


def test_what_is_rejected_is_no_evidence_and_comes_back_when_that_is_undone(ledger: Path) -> None:
    before = cells(ledger, "Schleuse")
    (demand,) = ask(ledger, "statements", "--act", "demand")
    run("judge", demand["id"], "reject", "--author", "Kern", "--note", "Ironie", "--ledger", ledger)
    assert {key[0] for key in cells(ledger, "Schleuse")} == {"Ilian Dorek", "Mira Halder"}
    assert ask(ledger, "statements", "--act", "demand")[0]["judged"] == "reject"
    run("judge", demand["id"][:8], "--undo", "--author", "Roth", "--ledger", ledger)
    assert cells(ledger, "Schleuse") == before
    assert (
        "no judgement on it stands"
        in run("judge", demand["id"], "--undo", "--author", "Roth", "--ledger", ledger, code=2).stderr
    )


def test_contradictions_are_found_in_a_report_and_between_reports(ledger: Path) -> None:
    (inside,) = ask(ledger, "contradictions")
    assert inside["where"] == "one report"
    assert sorted((inside["one_who"], inside["other_who"])) == [["Ilian Dorek"], ["Mira Halder"]]
    with Ledger.open(ledger) as opened:
        (demand,) = opened.statements(act="demand")
        (denial,) = opened.statements(act="deny")
        opened.link([CrossLink(LinkKind.CONTRADICTION, denial.id, demand.id, 0.7, ("a rule",), "1")])
    across = ask(ledger, "contradictions")[1]
    assert (across["where"], across["score"]) == ("two reports", 0.7)
    assert (across["one_published"], across["other_published"]) == ("2024-03-05", "2024-04-08")
    assert ask(ledger, "contradictions", "--actor", "Halder") == [inside]
    assert ask(ledger, "contradictions", "öffnen") == [across]


def test_of_two_versions_of_the_resolver_the_newer_one_counts(ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        (demand,) = opened.statements(act="demand")
        (denial,) = opened.statements(act="deny")
        ends = (LinkKind.CONTRADICTION, denial.id, demand.id)
        opened.link([CrossLink(*ends, 0.7, ("new",), "0.10"), CrossLink(*ends, 0.5, ("old",), "0.9")])
    assert [row["rules"] for row in ask(ledger, "contradictions") if row["score"]] == [["new"]]


def test_an_older_link_stands_only_where_somebody_accepted_it(ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        (demand,) = opened.statements(act="demand")
        (denial,) = opened.statements(act="deny")
        (promise,) = opened.statements(act="promise")
        old = CrossLink(LinkKind.CONTRADICTION, denial.id, demand.id, 0.5, ("old",), "1")
        opened.link([old, CrossLink(LinkKind.CONTRADICTION, denial.id, promise.id, 0.6, ("new",), "2")])
    assert [row["score"] for row in ask(ledger, "contradictions")] == [None, 0.6]
    run("judge", old.id, "accept", "--author", "Kern", "--ledger", ledger)
    assert sorted(row["score"] or 0 for row in ask(ledger, "contradictions")) == [0, 0.5, 0.6]


def test_a_rejected_contradiction_is_shown_only_when_asked_for(ledger: Path) -> None:
    (found,) = ask(ledger, "contradictions")
    run("judge", found["id"], "reject", "--author", "Kern", "--ledger", ledger)
    assert ask(ledger, "contradictions") == []
    assert [row["judged"] for row in ask(ledger, "contradictions", "--rejected")] == ["reject"]
    assert "Judged: reject by Kern" in run("explain", found["id"], "--ledger", ledger).stdout


def test_explain_tells_rules_derivation_report_links_and_judgements(ledger: Path) -> None:
    link, follow_up = link_follow_up(ledger)
    run("judge", follow_up, "unsure", "--author", "Kern", "--note", "nur ein Bericht", "--ledger", ledger)
    shown = run("explain", follow_up[:8], "--ledger", ledger).stdout
    assert "die Brücke sei fertig" in shown
    assert re.search(r"^Rules: \w", shown, re.MULTILINE)
    assert re.search(r"^rule ", shown, re.MULTILINE)
    assert re.search(r"^Report: [0-9a-f]{16} · 2024-05-03 · 3\.txt · read by ", shown, re.MULTILINE)
    assert "Linked: follow_up from " in shown
    assert "Judged: unsure by Kern at " in shown
    assert "nur ein Bericht" in shown
    assert run("explain", link, "--ledger", ledger).stdout.startswith(f"follow_up · {link}\nFrom: agenda ")


def test_claims_events_agenda_actors_and_times_are_explained_as_well(ledger: Path) -> None:
    with Ledger.open(ledger) as opened:
        record = next(iter(opened.records()))
    claim = record.statements[0].claims[0]
    shown = run("explain", claim.id, "--ledger", ledger).stdout
    assert record.statements[0].id in shown
    entries = (record.events, record.agenda, record.times, record.actors)
    for identity in (entry.id for kind in entries for entry in kind):
        assert identity in run("explain", identity, "--ledger", ledger).stdout


def test_what_cannot_be_explained_or_judged_is_said(ledger: Path) -> None:
    assert "nothing of this id" in run("explain", "0000", "--ledger", ledger, code=2).stderr
    assert "no id" in run("judge", "Brücke", "accept", "--author", "Kern", "--ledger", ledger, code=2).stderr
    with Ledger.open(ledger) as opened:
        document = next(iter(opened.documents())).id
    assert "wortlaut show" in run("explain", document, "--ledger", ledger, code=2).stderr
    assert "is a report" in run("judge", document, "accept", "--author", "Kern", "--ledger", ledger, code=2).stderr
    assert "--author" in run("judge", document, "accept", "--ledger", ledger, code=2).stderr
    assert "name a verdict" in run("judge", document, "--author", "Kern", "--ledger", ledger, code=2).stderr
    assert "'tanzen' is none of" in run("statements", "--act", "tanzen", "--ledger", ledger, code=2).stderr
    assert "no word to search for" in run("search", "…", "--ledger", ledger, code=2).stderr
