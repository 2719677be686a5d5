"""The sentences about deadlines and spans of time: well made, and read right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from edtf import parse_edtf

from eval.deadlines import NONE, OPEN, SENTENCES, Entry, judge, load_entries, main, measure, show_verdicts
from wortlaut.errors import InputError
from wortlaut.model import Document, Issue, Reader, Record, Span, Timex, TimexType

ENTRIES = load_entries(SENTENCES)
SAMPLE = """
[[sentence]]
published = "2031-04-24"
text = "Die Antwort soll bis [Ende Mai] kommen, nicht am {31. Juni}."
times = ["DATE 2031-05 ../2031-05-31 END"]
"""
NOWHERE = """
[[sentence]]
text = "Der Hafen heißt [Kai] 7."
times = ["DATE 2031 2031"]
"""
NO_TIMES = """
[[sentence]]
text = "Der Hafen heißt Kai."
times = []
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "sentences.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def sample(tmp_path: Path) -> Entry:
    (entry,) = load_entries(write(tmp_path, SAMPLE))
    return entry


def make_time(entry: Entry, words: str = "Ende Mai", edtf: str | None = "../2031-05-31", mod: str = "END") -> Timex:
    start = entry.text.index(words)
    span = Span(start, start + len(words))
    return Timex("1", span, TimexType.DATE, "2031-05", edtf, mod, None, rules=("a-rule",))


def make_record(entry: Entry, *times: Timex, issues: tuple[str, ...] = ("31. Juni",)) -> Record:
    spans = (Span(entry.text.index(words), entry.text.index(words) + len(words)) for words in issues)
    document = Document(entry.text, "de", entry.published)
    return Record(document, Reader("1", "de", "1"), times=times, issues=tuple(Issue(s, "impossible") for s in spans))


def test_marks_are_taken_out_and_keep_their_places(sample: Entry) -> None:
    assert sample.text == "Die Antwort soll bis Ende Mai kommen, nicht am 31. Juni."
    assert [time.span.of(sample.text) for time in sample.times] == ["Ende Mai"]
    assert [span.of(sample.text) for span in sample.impossible] == ["31. Juni"]


def test_there_are_many_sentences_and_none_twice() -> None:
    assert len({entry.text for entry in ENTRIES}) == len(ENTRIES) >= 150


def test_the_anchors_are_varied() -> None:
    anchors = [entry.published for entry in ENTRIES]
    days = {date.fromisoformat(anchor) for anchor in anchors if anchor and len(anchor) == 10}
    assert {day.isoweekday() for day in days} == set(range(1, 8))
    assert len({day.year for day in days}) >= 12
    assert len({day.month for day in days}) >= 9
    assert sum(anchor is not None and len(anchor) == 7 for anchor in anchors) >= 15
    assert sum(anchor is not None and len(anchor) == 4 for anchor in anchors) >= 6
    assert anchors.count(None) >= 8


def test_every_edtf_is_valid() -> None:
    told = {time.edtf for entry in ENTRIES for time in entry.times} - {NONE, OPEN}
    assert told
    for edtf in sorted(told):
        assert str(parse_edtf(edtf)) == edtf


def test_every_sentence_is_one_sentence_without_left_over_marks() -> None:
    for entry in ENTRIES:
        assert not set(entry.text) & set("[]{}")
        assert entry.text.rstrip("“").endswith(".")


def test_every_type_and_mod_is_one_of_timex3() -> None:
    times = [time for entry in ENTRIES for time in entry.times]
    assert {time.type for time in times} == {kind.value for kind in TimexType}
    assert {time.mod for time in times} <= {OPEN, "START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN"}


def test_what_was_read_as_wanted_is_right(sample: Entry) -> None:
    assert judge(sample, make_record(sample, make_time(sample))).right


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"edtf": "2031-05"}, ["edtf"]),
        ({"edtf": None}, ["edtf", "reason"]),
        ({"mod": "START"}, ["mod"]),
        ({"words": "Mai"}, ["span", "span"]),
    ],
)
def test_the_wrong_part_of_a_time_is_named(sample: Entry, change: dict[str, str], wrong: list[str]) -> None:
    verdict = judge(sample, make_record(sample, make_time(sample, **change)))
    assert [part for comparison in verdict.comparisons for part in comparison.wrong] == wrong
    assert not verdict.right


def test_an_impossible_date_needs_its_issue(sample: Entry) -> None:
    assert not judge(sample, make_record(sample, make_time(sample), issues=())).right


def test_an_issue_elsewhere_is_surplus(sample: Entry) -> None:
    assert not judge(sample, make_record(sample, make_time(sample), issues=("31. Juni", "Antwort"))).right


def test_errors_are_shown_in_words(sample: Entry) -> None:
    verdict = judge(sample, make_record(sample, make_time(sample, edtf="2031-05")))
    shown = show_verdicts([verdict], errors=True)
    assert "2031-04-24  Die Antwort soll bis Ende Mai kommen" in shown
    assert '   wanted  "Ende Mai"  DATE 2031-05 ../2031-05-31 END' in shown
    assert '   read    "Ende Mai"  DATE 2031-05 ≠2031-05 END  ← a-rule' in shown


def test_command_fails_and_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(write(tmp_path, NOWHERE)), "--errors"]) == 1
    shown = capsys.readouterr().out
    assert "no date  Der Hafen heißt Kai 7." in shown
    assert '   wanted  "Kai"  DATE 2031 2031 ?' in shown
    assert "of 1" in shown


def test_command_shows_no_sentences_unless_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(write(tmp_path, NOWHERE))]) == 1
    assert "Hafen" not in capsys.readouterr().out


def test_command_succeeds_where_all_is_right(tmp_path: Path) -> None:
    assert main([str(write(tmp_path, NO_TIMES))]) == 0


@pytest.mark.parametrize("text", ["", "[[sentence]]\ntext = 'am [Montag]'\ntimes = []", SAMPLE.replace(" END", " A B")])
def test_file_without_usable_sentences_is_an_input_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"sentences\.toml"):
        load_entries(write(tmp_path, text))


def test_file_that_cannot_be_used_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "missing.toml")]) == 2
    assert "missing.toml" in capsys.readouterr().err


def test_all_sentences_are_right() -> None:
    wrong = [verdict for verdict in measure(ENTRIES) if not verdict.right]
    assert not wrong, show_verdicts(wrong, errors=True)
