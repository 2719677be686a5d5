"""The reports with labelled events and agenda: well made, and the program that measures with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.happenings import Verdict, count, judge, main, show_errors, show_verdicts
from eval.happenings_set import REPORTS, Report, load_reports
from wortlaut.errors import InputError
from wortlaut.model import (
    Act,
    Actor,
    AgendaEntry,
    AgendaKind,
    Claim,
    Document,
    Event,
    EventStatus,
    EventType,
    Medium,
    Modality,
    Reader,
    Record,
    Span,
    Statement,
    StatementType,
)

SETS = tuple(load_reports(path) for path in REPORTS)
ALL = tuple(report for reports in SETS for report in reports.reports)

SAMPLE = """
[[report]]
title = "A harbour"
published = "2031-03-10"
text = '''
Norland verlegte Schiffe nach Luhne.
Bell sagte, Sudavien habe einen Kai beschossen.
Hale versprach Bell, im April zu kommen, falls der Hafen offen sei.

Danach war es still.
'''
events = [
  "verlegte … nach | MOBILIZE happened,ongoing | Norland / norländische Marine > Luhne",
  "beschossen | ASSAULT,COERCE reported | Sudavien | Kara Bell",
  "Hale versprach Bell | AGREE happened | Tom Hale > Kara Bell",
]
agenda = ["im April zu kommen | promised,announced 2031-04 | Tom Hale > Bell | if"]
acts = ["einen Kai beschossen | assert,accuse", "im April zu kommen | promise"]
free = ["Danach war es still"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "reports.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def report(tmp_path: Path) -> Report:
    (report,) = load_reports(write(tmp_path, SAMPLE)).reports
    return report


ACTORS = (
    Actor("norland", "Norland", "state"),
    Actor("sudavien", "Sudavien", "state"),
    Actor("bell", "Bell", "person"),
    Actor("hale", "Tom Hale", "person"),
    Actor("luhne", "Luhne", "state"),
)


def find(report: Report, words: str) -> Span:
    return Span(report.text.index(words), report.text.index(words) + len(words))


def event(report: Report, type: EventType, words: str, *actors: str, **more: Any) -> Event:
    made = Event(
        id=words,
        type=type,
        mode=None,
        context=(),
        actor=actors,
        recipient=(),
        when=None,
        where=None,
        quantities=(),
        status=EventStatus.HAPPENED,
        background=False,
        span=find(report, words),
        rules=("a-rule",),
    )
    return replace(made, **more)


def statement(report: Report, id: str, quote: str, speaker: str, act: Act) -> Statement:
    span = find(report, quote)
    return Statement(
        id=id,
        type=StatementType.INDIRECT,
        medium=Medium.SPEECH,
        quote=(span,),
        speaker=(),
        cue=(),
        cue_class=None,
        addressee=(),
        frame=(),
        said=None,
        speaker_actor=speaker,
        addressee_actor=None,
        chain=(),
        nested_in=None,
        claims=(Claim(f"{id}a", span, act, None, Modality.ACTUAL, rules=("a-rule",)),),
        rules=(),
    )


def make_record(report: Report) -> Record:
    """A record in which everything is right."""
    entry = AgendaEntry(
        "9", "kommen", AgendaKind.PROMISED, "hale", "bell", "2031-04", True, "2", find(report, "im April")
    )
    return Record(
        Document(report.text, "de"),
        Reader("0", "de", "0"),
        actors=ACTORS,
        statements=(
            statement(report, "1", "Sudavien habe einen Kai beschossen", "bell", Act.ACCUSE),
            statement(report, "2", "im April zu kommen, falls der Hafen offen sei", "hale", Act.PROMISE),
        ),
        events=(
            event(report, EventType.MOBILIZE, "Norland verlegte Schiffe", "norland", recipient=("luhne",)),
            event(
                report,
                EventType.ASSAULT,
                "beschossen",
                "sudavien",
                status=EventStatus.REPORTED,
                reported_by="1",
            ),
            event(report, EventType.AGREE, "Hale versprach", "hale", recipient=("bell",), realised_by="2"),
        ),
        agenda=(entry,),
    )


def score(verdict: Verdict) -> dict[str, tuple[int, int, int]]:
    return {name.strip(): (tally.wanted, tally.read, tally.right) for name, tally in count([verdict]).items()}


ALL_RIGHT = {
    "events: type": (3, 3, 3),
    "and status": (3, 3, 3),
    "and actor": (3, 3, 3),
    "recipient": (2, 2, 2),
    "on whose word": (1, 1, 1),
    "agenda: place": (1, 1, 1),
    "and kind, due": (1, 1, 1),
    "and by, if": (1, 1, 1),
    "events and agenda": (4, 4, 4),
    "acts": (2, 2, 2),
}


def changed(report: Report, **parts: Any) -> dict[str, tuple[int, int, int]]:
    """What of the tallies changes where parts of the record are others; both kinds together are the sum of the two."""
    scores = score(judge(report, replace(make_record(report), **parts)))
    together = zip(scores["and status"], scores["and kind, due"], strict=True)
    assert scores.pop("events and agenda") == tuple(map(sum, together))
    return {name: tally for name, tally in scores.items() if tally != ALL_RIGHT[name]}


# --- the reports -----------------------------------------------------------------------------------------------------


def test_the_set_has_forty_reports_in_two_halves() -> None:
    assert [reports.half for reports in SETS] == ["open", "kept"]
    assert [len(reports.reports) for reports in SETS] == [20, 20]


def test_no_title_and_no_sentence_comes_twice() -> None:
    sentences = [sentence for report in ALL for sentence in report.text.split(". ")]
    assert len({report.title for report in ALL}) == len(ALL)
    assert len(set(sentences)) == len(sentences)


def test_the_halves_are_alike() -> None:
    for labels in ([len(r.events) for r in half.reports] for half in SETS):
        assert 80 <= sum(labels) <= 100
        assert sum(number <= 1 for number in labels) >= 3
    for labels in ([len(r.agenda) for r in half.reports] for half in SETS):
        assert 20 <= sum(labels) <= 30
    for labels in ([len(r.acts) for r in half.reports] for half in SETS):
        assert sum(labels) >= 45


def test_every_report_has_sentences_enough() -> None:
    for report in ALL:
        assert 5 <= sum(report.text.count(mark) for mark in (". ", "?", ".“ ")) + 1 <= 10, report.title


def test_every_label_marks_whole_words() -> None:
    for report in ALL:
        spans = [*report.free, *(event.span for event in report.events), *(entry.span for entry in report.agenda)]
        for span in (*spans, *(act.span for act in report.acts)):
            around = report.text[: span.start][-1:] + report.text[span.end :][:1]
            assert not any(character.isalpha() for character in around), (report.title, span.of(report.text))


# --- the program -----------------------------------------------------------------------------------------------------


def test_labels_are_read(report: Report) -> None:
    assert report.text.endswith("offen sei.\n\nDanach war es still.")
    first, second, _ = report.events
    assert first.span.of(report.text) == "verlegte Schiffe nach"
    assert first.statuses == {EventStatus.HAPPENED, EventStatus.ONGOING}
    assert (first.actors, first.recipients) == ((("Norland", "norländische Marine"),), (("Luhne",),))
    assert second.types == {EventType.ASSAULT, EventType.COERCE}
    assert second.reporter == ("Kara Bell",)
    (entry,) = report.agenda
    assert entry.dues == {"2031-04"}
    assert (entry.by, entry.to, entry.conditional) == ((("Tom Hale",),), (("Bell",),), True)
    assert report.acts[0].acts == {Act.ASSERT, Act.ACCUSE}


def test_everything_right(report: Report) -> None:
    verdict = judge(report, make_record(report))
    assert score(verdict) == ALL_RIGHT
    assert not show_errors(verdict)


def test_nothing_read(report: Report) -> None:
    verdict = judge(report, Record(Document(report.text, "de"), Reader("0", "de", "0")))
    assert {right for _, _, right in score(verdict).values()} == {0}
    assert show_errors(verdict).count("missed") == 4


@pytest.mark.parametrize(
    ("wrong", "changes"),
    [
        ({"status": EventStatus.PLANNED}, {"and status": (3, 3, 2), "and actor": (3, 3, 2), "recipient": (1, 1, 1)}),
        ({"status": EventStatus.ONGOING}, {}),
        ({"actor": ("bell",)}, {"and actor": (3, 3, 2)}),
        ({"actor": ()}, {"and actor": (3, 3, 2)}),
        ({"recipient": ()}, {"recipient": (2, 1, 1)}),
        ({"recipient": ("bell",)}, {"recipient": (2, 2, 1)}),
    ],
)
def test_one_thing_wrong_costs_what_it_says(report: Report, wrong: dict[str, Any], changes: dict[str, Any]) -> None:
    first, *others = make_record(report).events
    assert changed(report, events=(replace(first, **wrong), *others)) == changes


def test_another_type_and_another_place_are_no_partner(report: Report) -> None:
    first, *others = make_record(report).events
    for other in (replace(first, type=EventType.AID), replace(first, span=find(report, "Bell sagte"))):
        assert changed(report, events=(other, *others))["events: type"] == (3, 3, 2)


def test_the_reporter_must_be_the_right_one(report: Report) -> None:
    first, second, third = make_record(report).events
    assert changed(report, events=(first, replace(second, reported_by="2"), third)) == {"on whose word": (1, 1, 0)}
    assert changed(report, events=(first, replace(second, reported_by=None), third)) == {"on whose word": (1, 0, 0)}


def test_an_event_read_twice_is_too_much_and_the_better_one_counts(report: Report) -> None:
    events = make_record(report).events
    twin = replace(events[0], id="twin", status=EventStatus.POSSIBLE)
    scores = changed(report, events=(twin, *events))
    assert {name: scores[name] for name in ("events: type", "and status")} == {
        "events: type": (3, 4, 3),
        "and status": (3, 4, 3),
    }


def test_what_is_read_at_free_words_counts_for_nothing(report: Report) -> None:
    record = make_record(report)
    there = event(report, EventType.RETREAT, "still")
    entry = replace(record.agenda[0], id="8", span=find(report, "still"))
    assert not changed(report, events=(*record.events, there), agenda=(*record.agenda, entry))


def test_a_statement_that_is_an_event_is_free_only_where_most_of_it_is(report: Report) -> None:
    events = make_record(report).events
    most = event(report, EventType.REJECT, "Danach war es still.", realised_by="1")
    whole = event(report, EventType.REJECT, report.text[find(report, "Hale versprach").start :], realised_by="1")
    assert not changed(report, events=(*events, most))
    assert changed(report, events=(*events, whole))["events: type"] == (3, 4, 3)


@pytest.mark.parametrize(
    ("wrong", "changes"),
    [
        ({"kind": AgendaKind.DEMANDED}, {"and kind, due": (1, 1, 0), "and by, if": (1, 1, 0)}),
        ({"due": None}, {"and kind, due": (1, 1, 0), "and by, if": (1, 1, 0)}),
        ({"kind": AgendaKind.ANNOUNCED}, {}),
        ({"by": "bell"}, {"and by, if": (1, 1, 0)}),
        ({"conditional": False}, {"and by, if": (1, 1, 0)}),
    ],
)
def test_an_entry_needs_kind_and_date(report: Report, wrong: dict[str, Any], changes: dict[str, Any]) -> None:
    (entry,) = make_record(report).agenda
    assert changed(report, agenda=(replace(entry, **wrong),)) == changes


def test_an_act_that_is_not_the_label_s_is_wrong(report: Report) -> None:
    first, second = make_record(report).statements
    other = replace(second, claims=(replace(second.claims[0], act=Act.HOPE),))
    assert changed(report, statements=(first, other)) == {"acts": (2, 2, 1)}
    assert changed(report, statements=(first, replace(second, claims=()))) == {"acts": (2, 1, 1)}


def test_the_table_and_the_errors_are_shown(report: Report) -> None:
    record = make_record(report)
    first, *others = record.events
    wrong = (replace(first, actor=("bell",)), *others)
    verdict = judge(report, replace(record, events=wrong, agenda=()))
    table = show_verdicts("open", [verdict]).splitlines()
    assert table[0] == "open: 1 reports"
    assert [line.split()[-3:] for line in table if "status" in line] == [["100.0", "100.0", "100.0"]]
    assert show_errors(verdict).splitlines() == [
        "A harbour (2031-03-10)",
        "   event, actor",
        '      wanted  MOBILIZE happened,ongoing by Norland / norländische Marine  "verlegte Schiffe nach"',
        '      read    MOBILIZE happened by Bell  "Norland verlegte Schiffe"  ← a-rule',
        "   agenda, missed",
        '      wanted  announced,promised 2031-04 by Tom Hale if  "im April zu kommen"',
    ]


# --- the command -----------------------------------------------------------------------------------------------------


def test_command_shows_errors_of_an_open_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = SAMPLE.replace("ASSAULT,COERCE reported", "AID planned")
    assert main([str(write(tmp_path, sample)), "--errors"]) == 0
    shown = capsys.readouterr().out
    assert 'AID planned by Sudavien  "beschossen"' in shown
    assert "open: 1 reports" in shown


def test_command_shows_no_errors_of_a_kept_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = "half = 'kept'\n" + SAMPLE.replace("ASSAULT,COERCE reported", "AID planned")
    assert main([str(write(tmp_path, sample)), "--errors"]) == 0
    shown = capsys.readouterr().out
    assert "beschossen" not in shown
    assert "kept: 1 reports" in shown


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("MOBILIZE happened,ongoing", "MOBILIZE"), "not two things behind the words"),
        (("MOBILIZE happened", "MOVE happened"), "'MOVE' is not a valid EventType"),
        (("happened,ongoing", "happened,going"), "'going' is not a valid EventStatus"),
        (("verlegte … nach", "verlegte … Bell"), "0 places for: verlegte … Bell"),
        (("beschossen |", "e |"), "places for: e"),
        (("| if", "| when"), 'something other than "if"'),
        (("| if", "| if | no"), "at most 3 things"),
        (("| promise'", "'"), "report"),
        (("einen Kai beschossen | assert,accuse", "einen Kai beschossen"), "at most 1 things"),
        (("[[report]]", "half = 'half'\n[[report]]"), "neither open nor kept"),
    ],
)
def test_file_that_cannot_be_used_is_an_input_error(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    sample = SAMPLE.replace(*change) if change[0] in SAMPLE else ""
    with pytest.raises(InputError, match=rf"reports\.toml: .*{message}"):
        load_reports(write(tmp_path, sample))


def test_file_that_cannot_be_used_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "missing.toml")]) == 2
    assert "eval.happenings: " in (error := capsys.readouterr().err)
    assert "missing.toml" in error
