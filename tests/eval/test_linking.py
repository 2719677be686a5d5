"""The groups of reports with labelled links: well made, and the program that measures with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import wortlaut
from eval.linking import judge, main, show_errors, show_verdict
from eval.linking_reader import ReadEnd, ReadLink, read_links
from eval.linking_set import ACTORS, KINDS, REPORTS, SAME, Kind, LinkSet, Place, Report, join, load_groups
from wortlaut.errors import InputError
from wortlaut.ledger import CrossLink, Ledger
from wortlaut.model import Event, LinkKind, Record, Statement

SETS = tuple(load_groups(path) for path in REPORTS)
GROUPS = tuple(group for links in SETS for group in links.groups)

SAMPLE = """
[[group]]
title = "A bridge"
links = [
  'same_statement | a "die Brücke zu sperren" | b "die Brücke zu schließen"',
  'response | c "lehnte die Sperrung ab" | a "die Brücke zu sperren"',
]
free = ['response | c "Die Brücke hält" | a "die Brücke zu sperren"']
actors = ['Kara Bell | a "Kara Bell" | b "Ministerin Bell"', 'Tom Hale | c "Tom Hale"']
[[group.report]]
id = "a"
published = "2031-03-10"
outlet = "Bote"
text = '''
Die Ministerin Kara Bell forderte Luhne am Montag auf, die Brücke zu sperren.
Die Brücke ist alt.
'''
[[group.report]]
id = "b"
published = "2031-03-10"
outlet = "Kurier"
text = "Ministerin Bell rief Luhne am Montag auf, die Brücke zu schließen."
[[group.report]]
id = "c"
published = "2031-03-12"
outlet = "Bote"
text = '''
Bürgermeister Tom Hale lehnte die Sperrung ab.
„Die Brücke hält“, sagte Hale.
'''
[[group]]
title = "A road"
links = []
[[group.report]]
id = "a"
published = "2032-03-10"
outlet = "Bote"
text = "Die Ministerin Kara Bell forderte Luhne am Mittwoch auf, die Straße zu sperren."
"""

DEMAND, AGAIN, REFUSAL, REASON = (
    ("A bridge/a", "die Brücke zu sperren"),
    ("A bridge/b", "die Brücke zu schließen"),
    ("A bridge/c", "lehnte die Sperrung ab"),
    ("A bridge/c", "Die Brücke hält"),
)
ELSEWHERE = ("A road/a", "die Straße zu sperren")


def write(folder: Path, text: str) -> Path:
    path = folder / "groups.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def sample(tmp_path: Path) -> LinkSet:
    return load_groups(write(tmp_path, SAMPLE))


def make_link(links: LinkSet, kind: Kind, source: tuple[str, str], target: tuple[str, str]) -> ReadLink:
    """A link between words of two reports."""
    texts = {report.key: report.text for report in links.reports}

    def end(report: str, words: str) -> ReadEnd:
        start = texts[report].index(words)
        return ReadEnd(report, (wortlaut.model.Span(start, start + len(words)),))

    return ReadLink(kind, end(*source), end(*target))


def count(links: LinkSet, kind: Kind, *read: tuple[Kind, tuple[str, str], tuple[str, str]]) -> tuple[int, int]:
    """How many links of a kind are right, and how many too much."""
    verdict = judge(links, [make_link(links, *each) for each in read])
    return verdict.count([kind]).right, sum(link.kind == kind for link in verdict.wrong)


# --- the reports -----------------------------------------------------------------------------------------------------


def test_the_set_has_forty_groups_and_more_in_two_halves() -> None:
    assert [links.half for links in SETS] == ["open", "kept"]
    assert all(len(links.groups) >= 30 for links in SETS)
    assert all(2 <= len(group.reports) <= 4 for group in GROUPS)


def test_no_title_and_no_text_comes_twice() -> None:
    assert len({group.title for group in GROUPS}) == len(GROUPS)
    for links in SETS:
        assert len({report.text for report in links.reports}) == len(links.reports)


def test_each_half_has_links_of_each_kind_and_groups_without_any() -> None:
    for links in SETS:
        kinds = [label.kind for group in links.groups for label in group.links]
        assert all(kinds.count(kind) >= 4 for kind in KINDS)
        assert sum(not group.links for group in links.groups) >= 2
        assert sum(len(group.actors) for group in links.groups) >= 10


def test_every_report_has_a_few_sentences() -> None:
    assert all(3 <= len(report.lines) <= 6 for links in SETS for report in links.reports)


def test_labels_of_the_same_are_complete() -> None:
    """Where a is the same as b and b as c, a is labelled to be the same as c."""
    for group in GROUPS:
        for kind in SAME:
            pairs = [(label.source, label.target) for label in group.links if label.kind == kind]
            labelled = {frozenset(pair) for pair in pairs}
            for place, together in join(pairs).items():
                assert all(frozenset((place, other)) in labelled for other in together - {place}), group.title


def holds(place: Place, entries: tuple[Statement | Event, ...]) -> bool:
    spans = [span for entry in entries for span in ((entry.span,) if isinstance(entry, Event) else entry.quote)]
    return any(span.overlaps(place.span) for span in spans)


@pytest.mark.parametrize("links", SETS, ids=[links.half for links in SETS])
def test_nearly_every_end_is_a_statement_or_an_event_that_is_read(links: LinkSet) -> None:
    records: dict[str, Record] = {
        report.key: wortlaut.read(report.text, published=report.published) for report in links.reports
    }
    missing = total = 0
    for label in (label for group in links.groups for label in group.links):
        for place in (label.source, label.target):
            record = records[place.report]
            total += 1
            missing += not holds(
                place, record.events if label.kind == "same_event" else record.statements + record.events
            )
    assert missing <= total // 50


# --- judging ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("links", SETS, ids=[links.half for links in SETS])
def test_what_is_labelled_is_right(links: LinkSet) -> None:
    def end(place: Place) -> ReadEnd:
        return ReadEnd(place.report, (place.span,))

    labels = [label for group in links.groups for label in (*group.links, *group.free)]
    read = [ReadLink(label.kind, end(label.source), end(label.target)) for label in labels]
    for actor in (actor for group in links.groups for actor in group.actors):
        read += [ReadLink(ACTORS, end(actor.places[0]), end(place)) for place in actor.places[1:]]
    verdict = judge(links, read)
    assert not verdict.missed
    assert not verdict.wrong


def test_nothing_read_misses_every_label(sample: LinkSet) -> None:
    verdict = judge(sample, [])
    assert [label.kind for label in verdict.missed] == ["same_statement", "response", ACTORS]
    assert verdict.count(KINDS).precision == verdict.count(KINDS).recall == 0


def test_what_is_the_same_has_no_direction(sample: LinkSet) -> None:
    assert count(sample, "same_statement", ("same_statement", AGAIN, DEMAND)) == (1, 0)


def test_an_answer_has_one(sample: LinkSet) -> None:
    assert count(sample, "response", ("response", REFUSAL, DEMAND)) == (1, 0)
    assert count(sample, "response", ("response", DEMAND, REFUSAL)) == (0, 1)


def test_an_answer_to_the_same_demand_elsewhere_is_right_and_both_count_once(sample: LinkSet) -> None:
    assert count(sample, "response", ("response", REFUSAL, AGAIN)) == (1, 0)
    assert count(sample, "response", ("response", REFUSAL, AGAIN), ("response", REFUSAL, DEMAND)) == (1, 0)


def test_links_to_other_groups_and_of_other_kinds_are_too_much(sample: LinkSet) -> None:
    assert count(sample, "response", ("response", REFUSAL, ELSEWHERE)) == (0, 1)
    assert count(sample, "same_statement", ("same_statement", DEMAND, ELSEWHERE)) == (0, 1)
    assert count(sample, "follow_up", ("follow_up", DEMAND, REFUSAL)) == (0, 1)


def test_what_is_free_is_neither_right_nor_too_much(sample: LinkSet) -> None:
    assert count(sample, "response", ("response", REASON, DEMAND)) == (0, 0)
    assert count(sample, "response", ("response", REASON, AGAIN)) == (0, 0)


def test_a_statement_is_an_event_as_well_and_a_refusal_contradicts(sample: LinkSet) -> None:
    assert count(sample, "same_event", ("same_event", DEMAND, AGAIN)) == (0, 0)
    assert count(sample, "contradiction", ("contradiction", DEMAND, REFUSAL)) == (0, 0)
    assert count(sample, "same_event", ("same_event", DEMAND, REFUSAL)) == (0, 0)
    assert count(sample, "same_event", ("same_event", DEMAND, ELSEWHERE)) == (0, 1)


def test_links_inside_one_report_count_for_nothing(sample: LinkSet) -> None:
    assert count(sample, "contradiction", ("contradiction", REFUSAL, REASON)) == (0, 0)


def test_what_is_joined_by_way_of_others_is_judged(sample: LinkSet) -> None:
    read: list[tuple[Kind, tuple[str, str], tuple[str, str]]] = [
        ("same_statement", DEMAND, ELSEWHERE),
        ("same_statement", ELSEWHERE, AGAIN),
    ]
    assert count(sample, "same_statement", *read) == (1, 2)


def test_an_end_holds_at_least_half_of_the_words(sample: LinkSet) -> None:
    assert count(sample, "same_statement", ("same_statement", (DEMAND[0], "die Brücke"), AGAIN)) == (0, 1)
    assert count(sample, "same_statement", ("same_statement", (DEMAND[0], "Brücke zu sperren"), AGAIN)) == (1, 0)


def test_several_links_between_two_sentences_are_one_mistake(sample: LinkSet) -> None:
    part = (ELSEWHERE[0], "die Straße")
    assert count(sample, "response", ("response", REFUSAL, ELSEWHERE), ("response", REFUSAL, part)) == (0, 1)


def test_actors_are_judged_where_they_are_labelled(sample: LinkSet) -> None:
    kara, bell, hale = ("A bridge/a", "Kara Bell"), ("A bridge/b", "Ministerin Bell"), ("A bridge/c", "Tom Hale")
    assert count(sample, ACTORS, (ACTORS, kara, bell)) == (1, 0)
    assert count(sample, ACTORS, (ACTORS, kara, hale)) == (0, 1)
    assert count(sample, ACTORS, (ACTORS, kara, ("A road/a", "Kara Bell"))) == (0, 0)


def test_one_name_in_two_groups_may_be_one_actor_and_another_name_may_not(sample: LinkSet) -> None:
    bridge, road = sample.groups
    actor = bridge.actors[0]
    place = Place("A road/a", wortlaut.model.Span(15, 24))
    read = make_link(sample, ACTORS, ("A bridge/a", "Kara Bell"), ("A road/a", "Kara Bell"))
    for name, wrong in (("Kara Bell", 0), ("Karl Bell", 1)):
        named = replace(road, actors=(replace(actor, name=name, places=(place,)),))
        assert len(judge(replace(sample, groups=(bridge, named)), [read]).wrong) == wrong


# --- reading ---------------------------------------------------------------------------------------------------------


def test_links_of_a_ledger_are_read_with_the_words_of_their_ends(sample: LinkSet) -> None:
    def resolve(ledger: Ledger) -> None:
        demands = [statement.id for record in ledger.records() for statement in record.statements[:1]][:2]
        ledger.link([CrossLink(LinkKind.SAME_STATEMENT, demands[0], demands[1], 0.9, ("alike words",), "1")])

    read = read_links(sample.reports, resolve)
    assert [link.rules for link in read if link.kind == "same_statement"] == [("alike words",)]
    assert judge(sample, read).count(["same_statement"]).f1 == 100


# --- what is shown ---------------------------------------------------------------------------------------------------


def test_figures_are_shown_by_kind_and_for_all(sample: LinkSet) -> None:
    read = [
        make_link(sample, "same_statement", DEMAND, AGAIN),
        make_link(sample, "response", REFUSAL, ELSEWHERE),
    ]
    shown = show_verdict("open", sample, judge(sample, read)).splitlines()
    assert shown[0] == "open: 2 groups, 4 reports"
    assert [line.split() for line in shown[2:]] == [
        ["same_statement", "1", "1", "1", "100.0", "100.0", "100.0"],
        ["same_event", "0", "0", "0", "0.0", "0.0", "0.0"],
        ["response", "1", "1", "0", "0.0", "0.0", "0.0"],
        ["follow_up", "0", "0", "0", "0.0", "0.0", "0.0"],
        ["contradiction", "0", "0", "0", "0.0", "0.0", "0.0"],
        ["all", "links", "2", "2", "1", "50.0", "50.0", "50.0"],
        ["same_actor", "1", "0", "0", "0.0", "0.0", "0.0"],
    ]


def test_errors_show_the_words_of_both_ends(sample: LinkSet) -> None:
    shown = show_errors(sample, judge(sample, [make_link(sample, "same_statement", DEMAND, ELSEWHERE)]))
    assert 'missed response\n      A bridge/c (2031-03-12, Bote): "lehnte die Sperrung ab"' in shown
    assert "too much same_statement" in shown
    assert 'A road/a (2032-03-10, Bote): "die Straße zu sperren"' in shown


# --- the command -----------------------------------------------------------------------------------------------------

REPORT = "[[group.report]]\nid = '{}'\npublished = '2031-03-10'\noutlet = 'Bote'\ntext = 'Bell lacht. Bell singt.'\n"
TWO = REPORT.format("a") + REPORT.format("b")
GROUP = "[[group]]\ntitle = 'A'\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "group"),
        (f"half = 'half'\n{GROUP}links = []\n{TWO}", "neither open nor kept"),
        (f"{GROUP}{TWO}", "links"),
        (f"{GROUP}links = []\n{TWO}{TWO}", "A: two reports of one id"),
        (f'{GROUP}links = [\'like | a "lacht" | b "lacht"\']\n{TWO}', "A: no kind of link"),
        (f"{GROUP}links = ['response | a \"lacht\"']\n{TWO}", "too few ends or too many"),
        (f'{GROUP}links = [\'response | a "lacht" | b "lacht" | b "singt"\']\n{TWO}', "too few ends or too many"),
        (f'{GROUP}links = [\'response | a "lacht" | a "singt"\']\n{TWO}', "a link inside one report"),
        (f'{GROUP}links = [\'response | a "lacht" | c "lacht"\']\n{TWO}', "not a report and its words"),
        (f'{GROUP}links = [\'response | a "lacht" | b "Bell"\']\n{TWO}', "2 places"),
        (f'{GROUP}links = [\'response | a "lacht" | b "weint"\']\n{TWO}', "0 places"),
        (f"{GROUP}links = []\nactors = ['Kara Bell']\n{TWO}", "an actor without words"),
    ],
)
def test_file_that_cannot_be_used_is_an_input_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=rf"groups\.toml: .*{message}"):
        load_groups(write(tmp_path, text))


def misread(reports: Sequence[Report]) -> list[ReadLink]:
    one, other = (ReadEnd(report.key, (report.lines[0],)) for report in reports[:2])
    return [ReadLink("contradiction", one, other, ("alike words",))]


def test_command_shows_errors_of_an_open_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(write(tmp_path, f"{GROUP}links = []\n{TWO}")), "--errors"], read=misread) == 0
    shown = capsys.readouterr().out
    assert "too much contradiction  ← alike words" in shown
    assert "open: 1 groups, 2 reports" in shown


def test_command_shows_no_errors_of_a_kept_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(write(tmp_path, f"half = 'kept'\n{GROUP}links = []\n{TWO}")), "--errors"], read=misread) == 0
    shown = capsys.readouterr().out
    assert "lacht" not in shown
    assert "kept: 1 groups, 2 reports" in shown


def test_file_that_cannot_be_used_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "missing.toml")]) == 2
    assert "eval.linking: " in (error := capsys.readouterr().err)
    assert "missing.toml" in error
