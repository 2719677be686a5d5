"""The measure for one report recorded by hand, on a report of our own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.article import Assessment, assess, load_article, main, show_assessment
from wortlaut.errors import InputError
from wortlaut.model import (
    Actor,
    Document,
    Hop,
    Medium,
    Reader,
    Record,
    Span,
    Statement,
    StatementType,
    Timex,
    TimexType,
)

TEXT = (
    "Die Agentur Nord meldete unter Berufung auf das Hafenamt, der Kai sei gesperrt. Der Kai liegt im Osten.\n"
    'Bell sagte dem Rat, Norland habe versprochen, den Hafen zu öffnen. Das Schiff "Guter Wind" liegt fest.'
)


def find(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def spans(*words: str) -> tuple[Span, ...]:
    return tuple(find(w) for w in words)


def gold(id: str, type: str, quote: str, speaker: str, actor: str, **more: Any) -> dict[str, Any]:
    entry = {"id": id, "type": type, "quote": spans(quote), "speaker": spans(speaker), "speaker_actor": actor}
    return entry | {"addressee": [], "chain": [], "nested_in": None} | more


GOLD = {
    "published": "2031-04",
    "narrated": spans("Der Kai liegt im Osten."),
    "not_a_quotation": spans('"Guter Wind"'),
    "statements": [
        gold("a", "Indirect", "der Kai sei gesperrt", "Die Agentur Nord", "Nord", chain=["Nord", "Norder Hafenamt"]),
        gold("b", "Indirect", "Norland habe versprochen, den Hafen zu öffnen", "Bell", "Bell", addressee=spans("Rat")),
        gold("c", "Indirect", "den Hafen zu öffnen", "Norland", "Norland", nested_in="b"),
    ],
}


def statement(id: str, quote: str, speaker: str, actor: str | None, type: str = "Indirect", **more: Any) -> Statement:
    made = Statement(
        id=id,
        type=StatementType(type),
        medium=Medium.SPEECH,
        quote=spans(quote),
        speaker=spans(speaker),
        cue=(),
        cue_class=None,
        addressee=(),
        frame=(),
        said=None,
        speaker_actor=actor,
        addressee_actor=None,
        chain=(),
        nested_in=None,
        claims=(),
        rules=("a-rule",),
    )
    return replace(made, **more)


CHAIN = (Hop(None, find("Die Agentur Nord"), ()), Hop(None, find("das Hafenamt"), ()))
READ = (
    statement("1", "der Kai sei gesperrt", "Die Agentur Nord", "nord", chain=CHAIN),
    statement("2", "Norland habe versprochen, den Hafen zu öffnen", "Bell", "bell", addressee=spans("dem Rat")),
    statement("3", "den Hafen zu öffnen", "Norland", "norland", nested_in="2"),
)
ACTORS = (
    Actor("nord", "Agentur Nord", "media"),
    Actor("bell", "Bell", "person"),
    Actor("norland", "Norland", "state"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("article")
    (folder / "article.txt").write_bytes(TEXT.encode())
    (folder / "gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return folder


def assess_statements(folder: Path, *statements: Statement) -> Assessment:
    record = Record(Document(TEXT, "de"), Reader("0", "de", "0"), actors=ACTORS, statements=statements)
    return assess(load_article(folder), record)


def test_everything_right(folder: Path) -> None:
    assessment = assess_statements(folder, *READ)
    assert assessment.counts == {
        "found": (3, 3),
        "speakers": (3, 3),
        "names": (3, 3),
        "addressees": (1, 1),
        "chains": (1, 1),
        "nested": (1, 1),
        "times": (0, 0),
        "acts": (0, 0),
        "polarity": (0, 0),
        "events": (0, 0),
        "agenda": (0, 0),
        "links": (0, 0),
    }
    assert set(assessment.errors.values()) == {0}


def test_nothing_read(folder: Path) -> None:
    assessment = assess_statements(folder)
    assert {right for right, _ in assessment.counts.values()} == {0}
    assert set(assessment.errors.values()) == {0}
    assert "a not found" in show_assessment(assessment)


@pytest.mark.parametrize(
    ("wrong", "lost"),
    [
        ({"type": StatementType.REPORTED}, {"found", "speakers", "names", "chains"}),
        ({"quote": spans("der Kai sei")}, {"found", "speakers", "names", "chains"}),  # 9 of 17 characters
        ({"quote": spans("der Kai sei gesperrt.")}, set()),
        ({"speaker": spans("das Hafenamt")}, {"speakers"}),
        ({"speaker": ()}, {"speakers"}),
        ({"speaker_actor": "bell"}, {"names"}),
        ({"speaker_actor": None}, {"names"}),
        ({"chain": CHAIN[:1]}, {"chains"}),
        ({"chain": CHAIN[::-1]}, {"chains"}),
    ],
)
def test_one_thing_wrong_costs_what_it_says(folder: Path, wrong: dict[str, Any], lost: set[str]) -> None:
    assessment = assess_statements(folder, replace(READ[0], **wrong), *READ[1:])
    assert {name for name, (right, wanted) in assessment.counts.items() if right < wanted} == lost


def test_nesting_needs_the_right_outer_statement(folder: Path) -> None:
    assessment = assess_statements(folder, *READ[:2], replace(READ[2], nested_in="1"))
    assert assessment.counts["nested"] == (0, 1)


def test_a_statement_counts_once(folder: Path) -> None:
    twin = replace(READ[0], id="4", quote=spans("der Kai sei gesperrt."))
    assessment = assess_statements(folder, twin, *READ)
    assert assessment.counts["found"] == (3, 3)
    assert [s.id for s in assessment.extra] == ["4"]


@pytest.mark.parametrize(
    ("quote", "type", "errors"),
    [
        ("Der Kai liegt im Osten.", "Reported", {"narrated", "extra"}),
        ("Der Kai", "Reported", {"extra"}),
        ('"Guter Wind"', "Direct", {"names_quoted", "extra"}),
        ("Guter Wind", "Indirect", {"names_quoted", "extra"}),
        ('Das Schiff "Guter Wind" liegt fest.', "FreeIndirect", {"extra"}),
    ],
)
def test_what_nobody_said_is_counted(folder: Path, quote: str, type: str, errors: set[str]) -> None:
    assessment = assess_statements(folder, *READ, statement("4", quote, "Bell", "bell", type))
    assert {name for name, count in assessment.errors.items() if count} == errors


def test_an_addressee_that_nobody_named_is_surplus(folder: Path) -> None:
    assessment = assess_statements(folder, replace(READ[0], addressee=spans("dem Rat")), *READ[1:])
    assert assessment.errors["surplus"] == 1
    assert assessment.counts["addressees"] == (1, 1)


def test_problems_are_shown_in_words(folder: Path) -> None:
    shown = show_assessment(assess_statements(folder, replace(READ[0], speaker=spans("Bell")), *READ[1:]))
    assert "a speaker\n" in shown
    assert 'speaker  "Die Agentur Nord"  read as "Bell"' in shown
    assert "a-rule" in shown


def test_counts_show_no_words_of_the_article(folder: Path) -> None:
    assessment = assess_statements(folder, replace(READ[0], speaker=spans("Bell")), *READ[1:])
    shown = show_assessment(assessment, problems=False)
    assert "speakers" in shown
    assert "Bell" not in shown


def test_folder_without_an_article_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gold\.json"):
        load_article(tmp_path)


DATED = "Am Freitag tagte der Rat. Kommende Woche tagt er wieder, am Freitag."
MONTH, DAY = "2031-04", "2031-04-24"
UNKNOWN_WEEK = "unknown week: an interval inside 2031-03-24/2031-05-11 and a reason"


@pytest.fixture
def dated_folder(tmp_path: Path) -> Path:
    resolution = {
        MONTH: {"friday": "a Friday inside 2031-04", "next-week": UNKNOWN_WEEK},
        DAY: {"next-week": "2031-W18"},
    }
    (tmp_path / "article.txt").write_text(DATED, encoding="utf-8")
    (tmp_path / "gold.json").write_text(json.dumps({"statements": [], "resolution": resolution}), encoding="utf-8")
    return tmp_path


def read_times(*times: tuple[str, int, str, str | None, str | None]) -> Record:
    """A record of times: the words and where to look for them from, value, EDTF and reason."""
    read = []
    for words, after, value, edtf, reason in times:
        span = Span(start := DATED.index(words, after), start + len(words))
        read.append(Timex(str(start), span, TimexType.DATE, value, edtf, None, reason, rules=("a-rule",)))
    return Record(Document(DATED, "de"), Reader("0", "de", "0"), times=tuple(read))


FRIDAY = ("Freitag", 0, "XXXX-WXX-5", "2031-04-XX", "a month is all that is known")
OTHER_FRIDAY = ("Freitag", 20, *FRIDAY[2:])
WEEK = ("Kommende Woche", 0, "XXXX-WXX", "2031-03-31/2031-05-11", "a month is all that is known")
FULL_WEEK = ("Kommende Woche", 0, "2031-W18", "2031-04-28/2031-05-04", None)


def assess_times(folder: Path, month: Record, day: Record) -> Assessment:
    return assess(load_article(folder), month, {MONTH: month, DAY: day})


def test_times_are_right_for_each_date_of_publication(dated_folder: Path) -> None:
    assessment = assess_times(dated_folder, read_times(FRIDAY, WEEK, OTHER_FRIDAY), read_times(FULL_WEEK))
    assert assessment.counts["times"] == (3, 3)


@pytest.mark.parametrize(
    "month",
    [
        (FRIDAY, WEEK),  # the other Friday is missing
        (FRIDAY, WEEK, ("Freitag", 20, "XXXX-WXX-4", *FRIDAY[3:])),
        (FRIDAY, WEEK, ("Freitag", 20, "XXXX-WXX-5", "2031-04/2031-05", FRIDAY[4])),
        (FRIDAY, WEEK, ("Freitag", 20, "XXXX-WXX-5", None, FRIDAY[4])),
        (FRIDAY, WEEK, ("Freitag", 20, "XXXX-WXX-5", "2031-04-XX", None)),
        (FRIDAY, OTHER_FRIDAY, (*WEEK[:3], "2031-03-31/..", WEEK[4])),
        (FRIDAY, OTHER_FRIDAY, (*WEEK[:3], "2031-03-23/2031-05-11", WEEK[4])),
    ],
)
def test_a_time_must_be_right_wherever_it_stands(dated_folder: Path, month: Any) -> None:
    assert assess_times(dated_folder, read_times(*month), read_times(FULL_WEEK)).counts["times"] == (2, 3)


@pytest.mark.parametrize(("edtf", "right"), [("2031-04-24/..", 1), ("2031-04-23/..", 0), ("2031-04-24", 0), (None, 0)])
def test_an_open_interval_begins_no_earlier_than_wanted(tmp_path: Path, edtf: str | None, right: int) -> None:
    resolution = {DAY: {"next-week": "open interval after 2031-04-24"}}
    (tmp_path / "article.txt").write_text(DATED, encoding="utf-8")
    (tmp_path / "gold.json").write_text(json.dumps({"statements": [], "resolution": resolution}), encoding="utf-8")
    record = read_times(("Kommende Woche", 0, "PXW", edtf, None))
    assert assess(load_article(tmp_path), record, {DAY: record}).counts["times"] == (right, 1)


def test_times_that_are_not_right_are_shown_in_words(dated_folder: Path) -> None:
    wrong = (*FULL_WEEK[:2], "2031-W17", *FULL_WEEK[3:])
    shown = show_assessment(assess_times(dated_folder, read_times(FRIDAY, WEEK), read_times(wrong)))
    assert 'friday if published 2031-04\n   gold  a Friday inside 2031-04\n   read  no time in "Freitag"' in shown
    assert '   gold  2031-W18\n   read  "Kommende Woche" 2031-W17 2031-04-28/2031-05-04  ← a-rule' in shown


def test_the_article_is_read_once_for_every_date(dated_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(dated_folder)]) == 0
    assert "times             3         of 3" in capsys.readouterr().out


def test_times_that_the_article_does_not_name_are_an_input_error(dated_folder: Path) -> None:
    (dated_folder / "article.txt").write_text("Der Rat tagte.", encoding="utf-8")
    with pytest.raises(InputError, match="friday, next-week"):
        load_article(dated_folder)
