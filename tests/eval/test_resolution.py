"""The reports with labelled speakers: well made, and the program that measures with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.resolution import (
    FORMS,
    REPORTS,
    Outcome,
    Report,
    ReportSet,
    judge,
    load_reports,
    main,
    measure,
    show_errors,
    show_verdicts,
)
from wortlaut.errors import InputError
from wortlaut.extract.registry import Kind
from wortlaut.model import Actor, Document, Mention, Reader, Record, Span

SETS = tuple(load_reports(path) for path in REPORTS)
ALL = tuple(report for reports in SETS for report in reports.reports)

SAMPLE = """
[same]
"norländische Regierung" = ["Regierung von Norland"]

[[report]]
title = "A bridge"
published = "2031-03-10"
text = '''
{Außenministerin Kara Bell|Kara Bell|person} warnte
{die norländische Regierung|norländische Regierung|nominal|government}.
{Sie|?|pronoun} sagte, die Brücke sei alt.

{Bell|Kara Bell} lachte.
'''
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "reports.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def sample(tmp_path: Path) -> ReportSet:
    return load_reports(write(tmp_path, SAMPLE))


def make_actor(name: str, kind: Kind = "person", *, aliases: tuple[str, ...] = ()) -> Actor:
    return Actor(name, name, kind, aliases=aliases)


def make_record(report: Report, actors: list[Actor], mentions: dict[str, str | None]) -> Record:
    """A record in which the first place of each words names the actor with this name."""
    found = tuple(
        Mention(str(number), Span(at := report.text.index(words), at + len(words)), actor, "name")
        for number, (words, actor) in enumerate(mentions.items())
    )
    return Record(Document(report.text, "de"), Reader("1", "de", "1"), actors=tuple(actors), mentions=found)


def outcomes(reports: ReportSet, actors: list[Actor], mentions: dict[str, str | None]) -> list[Outcome]:
    (report,) = reports.reports
    return [verdict.outcome for verdict in judge(report, make_record(report, actors, mentions), reports.same)]


# --- the reports -----------------------------------------------------------------------------------------------------


def test_the_set_has_sixty_reports_in_two_halves() -> None:
    assert [reports.half for reports in SETS] == ["open", "kept"]
    assert [len(reports.reports) for reports in SETS] == [30, 30]


def test_no_title_and_no_text_comes_twice() -> None:
    assert len({report.title for report in ALL}) == len({report.text for report in ALL}) == len(ALL)


def test_there_are_many_labels_of_each_form_in_each_half() -> None:
    assert sum(len(report.labels) for report in ALL) >= 250
    for reports in SETS:
        forms = [label.form for report in reports.reports for label in report.labels]
        assert all(forms.count(form) >= 10 for form in FORMS)
        assert sum(not label.names for report in reports.reports for label in report.labels) >= 3


def test_every_label_marks_whole_words() -> None:
    for report in ALL:
        for label in report.labels:
            words = label.span.of(report.text)
            assert words == words.strip(" .,:„“"), report.title
            assert not (report.text[: label.span.start][-1:] + report.text[label.span.end :][:1]).isalpha(), words


def test_every_report_has_sentences_enough() -> None:
    for report in ALL:
        assert 4 <= sum(report.text.count(mark) for mark in (". ", ".\n", ".“ ")) + 1 <= 9, report.title
        assert len(report.labels) >= 5, report.title


def test_a_name_shares_letters_with_its_actor() -> None:
    for report in ALL:
        for label in report.labels:
            if label.form == "name" and label.names:
                parts = [part.casefold() for name in label.names for part in name.split()]
                words = label.span.of(report.text).casefold().split()
                similar = {"chernov": "tschernow"}
                assert any(similar.get(word, word)[:2] == part[:2] for word in words for part in parts), report.title


def test_everybody_with_a_name_has_a_kind() -> None:
    for report in ALL:
        for label in report.labels:
            if label.form in ("name", "title") and len(label.names) == 1 and "+" not in label.names[0]:
                assert label.kind, (report.title, label.names)


# --- the program -----------------------------------------------------------------------------------------------------


def test_marks_are_taken_out_and_lines_joined(sample: ReportSet) -> None:
    (report,) = sample.reports
    assert report.text == (
        "Außenministerin Kara Bell warnte die norländische Regierung. Sie sagte, die Brücke sei alt.\n\nBell lachte."
    )
    assert [(label.span.of(report.text), label.names, label.form, label.kind) for label in report.labels] == [
        ("Außenministerin Kara Bell", ("Kara Bell",), "name", "person"),
        ("die norländische Regierung", ("norländische Regierung",), "nominal", "government"),
        ("Sie", (), "pronoun", None),
        ("Bell", ("Kara Bell",), "name", "person"),
    ]


def test_right_open_and_not_read(sample: ReportSet) -> None:
    actors = [make_actor("Kara Bell"), make_actor("norländischen Regierung", "unknown")]
    read = outcomes(
        sample, actors, {"Kara Bell": "Kara Bell", "die norländische Regierung": "norländischen Regierung", "Sie": None}
    )
    assert read == ["right", "right", "left open", "not read"]


@pytest.mark.parametrize("name", ["Kara Bell", "Bell", "Außenministerin Kara Bell", "Bells"])
def test_a_person_goes_by_name_surname_or_title(sample: ReportSet, name: str) -> None:
    assert outcomes(sample, [make_actor(name)], {"Außenministerin Kara Bell": name})[0] == "right"


@pytest.mark.parametrize("name", ["Regierung von Norland", "Kabinett"])
def test_an_institution_goes_by_an_equal_name_or_an_alias(sample: ReportSet, name: str) -> None:
    actor = make_actor(name, "government", aliases=("norländische Regierung",))
    assert outcomes(sample, [actor], {"die norländische Regierung": name})[1] == "right"


def test_another_actor_is_wrong(sample: ReportSet) -> None:
    actors = [make_actor("Kara Bell"), make_actor("Mira Tolv")]
    assert outcomes(sample, actors, {"Außenministerin Kara Bell": "Mira Tolv"})[0] == "wrong"


def test_one_actor_read_as_two_is_right_only_once(sample: ReportSet) -> None:
    actors = [make_actor("Kara Bell"), make_actor("Bell")]
    read = outcomes(sample, actors, {"Außenministerin Kara Bell": "Kara Bell", "Bell lachte": "Bell"})
    assert (read[0], read[3]) == ("right", "wrong")


def test_two_actors_read_as_one_are_not_both_right(sample: ReportSet) -> None:
    actor = make_actor("Kara Bell", aliases=("norländische Regierung",))
    read = outcomes(sample, [actor], {"Außenministerin Kara Bell": actor.id, "die norländische Regierung": actor.id})
    assert read[:2] == ["right", "wrong"]


def test_who_is_joined_with_nobody_was_left_open(sample: ReportSet) -> None:
    assert outcomes(sample, [make_actor("Sie")], {"Sie": "Sie"})[2] == "left open"
    joined = outcomes(sample, [make_actor("Kara Bell")], {"Kara Bell": "Kara Bell", "Sie": "Kara Bell"})
    assert joined[2] == "not left open"


def test_a_mention_of_other_words_inside_is_not_that_of_the_label(tmp_path: Path) -> None:
    text = (
        "[[report]]\ntitle = 'A'\ntext = '{Ein Sprecher des Ministeriums|Sprecher des Ministeriums|nominal} schwieg.'"
    )
    reports = load_reports(write(tmp_path, text))
    assert outcomes(reports, [make_actor("Ministerium")], {"des Ministeriums": "Ministerium"}) == ["not read"]


def test_two_actors_together_stand_in_any_order(tmp_path: Path) -> None:
    text = "[[report]]\ntitle = 'A'\ntext = '{Beide|Kara Bell + Mira Tolv|pronoun} schwiegen.'"
    reports = load_reports(write(tmp_path, text))
    both = make_actor("Mira Tolv und Kara Bell", "group")
    assert outcomes(reports, [both], {"Beide": both.id}) == ["right"]


def test_the_table_counts_by_form(sample: ReportSet) -> None:
    (report,) = sample.reports
    record = make_record(report, [make_actor("Kara Bell", "unknown")], {"Kara Bell": "Kara Bell", "die norl": None})
    shown = show_verdicts("open", [judge(report, record, sample.same)]).splitlines()
    rows = {line.split()[0]: line.split()[1:] for line in shown[2:]}
    assert rows["name"] == ["2", "1", "1", "1", "100.0", "1", "100.0", "0", "0.0"]
    assert rows["nominal"] == ["1", "0", "1", "0", "0.0", "0", "-", "0", "-"]
    assert rows["all"] == ["3", "1", "2", "1", "50.0", "1", "100.0", "0", "0.0"]
    assert shown[-1] == "left open what is open: 1 of 1"


def test_errors_are_shown_in_words(sample: ReportSet) -> None:
    (report,) = sample.reports
    record = make_record(report, [make_actor("Mira Tolv")], {"Kara Bell": "Mira Tolv"})
    shown = show_errors(report, judge(report, record, sample.same))
    assert "A bridge (2031-03-10)" in shown
    assert "name, wrong: wanted Kara Bell" in shown
    assert "read Mira Tolv (person)" in shown


# --- the command -----------------------------------------------------------------------------------------------------

WRONG = "[[report]]\ntitle = 'A'\ntext = '{Kara Bell|Tom Hale|person} sagte, die Brücke sei alt.'"


def test_command_shows_errors_of_an_open_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(write(tmp_path, WRONG)), "--errors"]) == 0
    shown = capsys.readouterr().out
    assert "wanted Tom Hale" in shown
    assert "open: 1 reports" in shown


def test_command_shows_no_errors_of_a_kept_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(write(tmp_path, f"half = 'kept'\n{WRONG}")), "--errors"]) == 0
    shown = capsys.readouterr().out
    assert "Hale" not in shown
    assert "kept: 1 reports" in shown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "report"),
        ("[[report]]\ntitle = 'A'", "text"),
        ("[[report]]\ntitle = 'A'\ntext = 'Es {regnet.'", "A: a brace without a partner"),
        ("[[report]]\ntitle = 'A'\ntext = '{Er} kam.'", r"A: not words and an actor: \{Er\}"),
        ("[[report]]\ntitle = 'A'\ntext = '{|Tom} kam.'", "A: not words and an actor"),
        ("[[report]]\ntitle = 'A'\ntext = '{Er|Tom|pronown} kam.'", "more than a form and a kind"),
        ("[[report]]\ntitle = 'A'\ntext = '{Er|Tom|name|title} kam.'", "more than a form and a kind"),
        ("[[report]]\ntitle = 'A'\ntext = '{Er|Tom|person} und {er|Tom|state}.'", "two kinds of one actor"),
        (f"half = 'half'\n{WRONG}", "neither open nor kept"),
        (f"same = {{A = 'B'}}\n{WRONG}", "have to be lists"),
    ],
)
def test_file_that_cannot_be_used_is_an_input_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=rf"reports\.toml: .*{message}"):
        load_reports(write(tmp_path, text))


def test_file_that_cannot_be_used_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "missing.toml")]) == 2
    assert "eval.resolution: " in (error := capsys.readouterr().err)
    assert "missing.toml" in error


@pytest.mark.parametrize(("path", "right", "resolved"), [(path, 91.5, 95.0) for path in REPORTS])
def test_the_reader_resolves_most_and_is_seldom_wrong(path: Path, right: float, resolved: float) -> None:
    verdicts = [v for report in measure(load_reports(path)) for v in report if v.label.names]
    read = [v for v in verdicts if v.mention]
    given = [v for v in read if v.actor]
    assert 100 * len(given) / len(read) >= resolved
    assert 100 * sum(v.outcome == "right" for v in given) / len(given) >= right
