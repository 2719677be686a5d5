"""The TempEval-3 measure on two documents of our own, with figures worked out by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import krauts
from eval.krauts_corpus import TYPES, GoldDocument, Time, load_documents, load_readings, save_readings
from wortlaut.errors import InputError
from wortlaut.model import Span

Locate = Callable[[str], Path]

ZEIT = "Am Montag tagte der Rat von Norland zwei Stunden lang. Seit dem Sommer 1998 ruht der Bau, damals neu."
DOLOMITEN = "Sudavien wählt im März. Das Fest beginnt heute um 20.30 Uhr."


def time(text: str, words: str, type: str, value: str, *rules: str) -> Time:
    return Time(Span(text.index(words), text.index(words) + len(words)), type, value, rules)


MONDAY = time(ZEIT, "Montag", "DATE", "2001-02-12")
HOURS = time(ZEIT, "zwei Stunden", "DURATION", "PT2H")
SUMMER = time(ZEIT, "dem Sommer 1998", "DATE", "1998-SU")
THEN = time(ZEIT, "damals", "DATE", "PAST_REF")
MARCH = time(DOLOMITEN, "März", "DATE", "2010-03")
EVENING = time(DOLOMITEN, "20.30 Uhr", "TIME", "2010-02-05T20:30")

ZEIT_GOLD = [MONDAY, HOURS, SUMMER, THEN]
DOLOMITEN_GOLD = [MARCH, EVENING]
ZEIT_NAME, DOLOMITEN_NAME = "DieZeit__2001_07_Bruecke", "Dolomiten-100__100205_1"
GOLD = {ZEIT_NAME: ZEIT_GOLD, DOLOMITEN_NAME: DOLOMITEN_GOLD}


def published_json(name: str, dct: str, text: str, gold: list[Time]) -> dict[str, Any]:
    timexes = [t.to_json() | {"text": t.span.of(text)} for t in gold]
    return {"doc": name, "dct": dct, "text": text, "timexes": timexes}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "dev"
    folder.mkdir()
    for name, dct, text in ((ZEIT_NAME, "2001-02-15", ZEIT), (DOLOMITEN_NAME, "2010-02-05", DOLOMITEN)):
        (folder / f"{name}.json").write_text(json.dumps(published_json(name, dct, text, GOLD[name])), encoding="utf-8")
    return folder


@pytest.fixture
def documents(folder: Path) -> list[GoldDocument]:
    return load_documents(folder)


def test_gold_as_reading_gives_100(documents: list[GoldDocument]) -> None:
    parts = krauts.measure(documents, GOLD).parts
    assert list(parts) == ["DieZeit", "Dolomiten", "all"]
    assert {figure for score in parts.values() for figure in score.figures.values()} == {(100.0, 100.0, 100.0)}


def test_nothing_read_gives_0(documents: list[GoldDocument]) -> None:
    assert set(krauts.measure(documents, {}).parts["all"].figures.values()) == {(0.0, 0.0, 0.0)}


def test_figures_are_those_worked_out_by_hand(documents: list[GoldDocument]) -> None:
    read = [
        time(ZEIT, "Montag", "DATE", "2001-02-19"),  # the Monday after
        time(ZEIT, "zwei Stunden lang", "DURATION", "PT2H"),
        time(ZEIT, "Sommer 1998", "TIME", "1998-SU"),
        time(ZEIT, "neu", "DATE", "PRESENT_REF"),
    ]
    parts = krauts.measure(documents, {ZEIT_NAME: read, DOLOMITEN_NAME: [MARCH]}).parts
    assert parts["DieZeit"].figures == {
        "strict": (25.0, 25.0, 25.0),
        "relaxed": (75.0, 75.0, 75.0),
        "type": (50.0, 50.0, 50.0),
        "value": (50.0, 50.0, 50.0),
    }
    assert parts["Dolomiten"].figures["value"] == (100.0, 50.0, 66.7)
    assert parts["all"].figures["value"] == (60.0, 50.0, 54.5)  # 3 of 5 read, 3 of 6 annotated


def test_the_figures_of_a_sub_corpus_can_be_pinned(documents: list[GoldDocument]) -> None:
    floors = krauts.measure(documents, {ZEIT_NAME: ZEIT_GOLD}).floors
    assert {"strict", "relaxed", "type", "value", "zeit_value", "dolomiten_value"} <= set(floors)
    assert (floors["zeit_value"], floors["dolomiten_value"], floors["value"]) == (100.0, 0.0, 80.0)


def test_equal_spans_go_together_before_longer_overlaps() -> None:
    gold = [time(ZEIT, "dem Sommer", "DATE", "1998-SU"), time(ZEIT, "Sommer 1998", "DATE", "1998-SU")]
    read = [time(ZEIT, "dem Sommer 1998", "DATE", "1998-SU"), gold[1]]
    assert krauts.pair_times(gold, read) == [(gold[0], read[0]), (gold[1], read[1])]


def test_the_longest_overlap_goes_first_and_each_time_has_one_partner() -> None:
    gold = [time(ZEIT, "Montag", "DATE", ""), time(ZEIT, "tagte der Rat", "DATE", "")]
    read = [time(ZEIT, "Montag tagte der", "DATE", "")]
    assert krauts.pair_times(gold, read) == [(gold[0], None), (gold[1], read[0])]


@st.composite
def times(draw: st.DrawFn) -> list[Time]:
    """Times anywhere in the text, overlapping or not, no two with the same span."""
    borders = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], sum(pair)))
    kinds, values = st.sampled_from(TYPES), st.sampled_from(["2001", "P1D", ""])
    return [Time(span, draw(kinds), draw(values)) for span in sorted(draw(st.sets(borders, max_size=8)))]


@given(gold=times(), read=times())
def test_alignment_is_one_to_one_and_leaves_nothing_out(gold: list[Time], read: list[Time]) -> None:
    pairs = krauts.pair_times(gold, read)
    assert sorted(p.gold.span for p in pairs if p.gold) == [t.span for t in gold]
    assert sorted(p.read.span for p in pairs if p.read) == [t.span for t in read]
    assert all(p.gold.span.overlaps(p.read.span) for p in pairs if p.gold and p.read)
    alone = [[side for p in pairs if p[1 - i] is None and (side := p[i])] for i in (0, 1)]
    assert not any(g.span.overlaps(r.span) for g in alone[0] for r in alone[1])


@given(gold=times())
def test_a_perfect_reading_is_right_in_every_respect(gold: list[Time]) -> None:
    figures = krauts.Score.of(krauts.pair_times(gold, gold)).figures
    assert set(figures.values()) == {(100.0, 100.0, 100.0) if gold else (0.0, 0.0, 0.0)}


@given(gold=times(), read=times())
def test_no_respect_is_easier_than_touching(gold: list[Time], read: list[Time]) -> None:
    figures = krauts.Score.of(krauts.pair_times(gold, read)).figures
    assert all(figure.f1 <= figures["relaxed"].f1 for figure in figures.values())


def test_case_shows_both_times_in_their_context_and_marks_what_differs(documents: list[GoldDocument]) -> None:
    read = time(ZEIT, "Sommer 1998", "DATE", "2001-SU", "season", "side-past")
    (case,) = krauts.measure(documents, GOLD | {ZEIT_NAME: [MONDAY, HOURS, read, THEN]}).cases
    assert case.kinds == ("span", "value")
    assert krauts.show(case).splitlines() == [
        f"{ZEIT_NAME}  2001-02-15  span value",
        "   Am Montag tagte der Rat von Norland zwei Stunden lang. Seit [dem {Sommer 1998}] ruht der Bau, damals neu.",
        "   gold  DATE 1998-SU",
        "   read  DATE ≠2001-SU  ← season side-past",
    ]


def test_missed_and_spurious_are_cases_of_their_own(documents: list[GoldDocument]) -> None:
    read = [MARCH, time(DOLOMITEN, "20.30", "TIME", "T20:30"), time(DOLOMITEN, "Fest", "SET", "P1Y")]
    cases = krauts.measure(documents, {ZEIT_NAME: ZEIT_GOLD[:3], DOLOMITEN_NAME: read}).cases
    assert [case.kinds for case in cases] == [("missed",), ("spurious",), ("span", "value")]
    assert "[damals]" in krauts.show(cases[0])
    assert "{Fest}" in krauts.show(cases[1])


def test_the_reader_gets_text_and_date_and_its_times_are_measured(folder: Path) -> None:
    measurement = krauts.measure_folder(folder)
    assert {pair.gold for pairs in measurement.pairs.values() for pair in pairs if pair.gold} == {
        time for gold in GOLD.values() for time in gold
    }
    assert "pack de" in measurement.reader


def test_command_prints_the_same_bytes_each_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = folder.parent / "saved.jsonl"
    save_readings(saved, GOLD | {ZEIT_NAME: ZEIT_GOLD[1:]})
    save_readings(folder.parent / "heideltime_dev.jsonl", {ZEIT_NAME: [MONDAY]})
    printed = []
    for _ in range(2):
        assert krauts.main([str(folder), "--pred", str(saved), "--errors", "5"]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert "split dev: development figures" in printed[0]
    digest = krauts.measure(load_documents(folder), {}).digest
    assert digest[:12] in printed[0]
    assert re.search(r"^all +2 +6 +5 +1$", printed[0], re.MULTILINE)
    assert re.search(r"^DieZeit +P +R +F1 +HeidelTime: P +R +F1$", printed[0], re.MULTILINE)
    assert re.search(r"^value +100\.0 +83\.3 +90\.9 +100\.0 +16\.7 +28\.6$", printed[0], re.MULTILINE)
    assert "errors: 1 (missed 1)" in printed[0]
    assert "tagte" in printed[0]


def test_command_shows_what_a_change_won_and_lost(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = folder.parent / "before.jsonl", folder.parent / "after.jsonl"
    save_readings(before, GOLD | {ZEIT_NAME: [MONDAY, HOURS, SUMMER]})
    save_readings(after, GOLD | {ZEIT_NAME: [HOURS, SUMMER, THEN]})
    assert krauts.main([str(folder), "--pred", str(after), "--against", str(before), "--errors", "9"]) == 0
    gone, new = capsys.readouterr().out.split("gone: 1 (missed 1)")[1].split("new: 1 (missed 1)")
    assert "[damals]" in gone
    assert "[Montag]" in new


def test_only_some_documents_and_kinds_can_be_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = folder.parent / "saved.jsonl"
    save_readings(saved, {ZEIT_NAME: [MONDAY], DOLOMITEN_NAME: [time(DOLOMITEN, "März", "DATE", "2011-03")]})
    command = [str(folder), "--pred", str(saved), "--doc", "Dolomiten", "--errors", "9", "--kind", "value"]
    assert krauts.main(command) == 0
    printed = capsys.readouterr().out
    assert "errors: 1 (value 1)" in printed
    assert "DieZeit" not in printed
    assert krauts.main([*command[:3], "--doc", "nowhere"]) == 2


def test_what_was_saved_is_what_was_read(documents: list[GoldDocument], tmp_path: Path) -> None:
    readings = {name: [Time(t.span, t.type, t.value, ("rule",)) for t in gold] for name, gold in GOLD.items()}
    save_readings(tmp_path / "saved.jsonl", readings)
    assert load_readings(tmp_path / "saved.jsonl", documents) == readings


def test_command_fails_where_a_floor_is_broken(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved, floors = folder.parent / "saved.jsonl", folder.parent / "floors.toml"
    save_readings(saved, GOLD | {ZEIT_NAME: ZEIT_GOLD[1:]})
    for pinned, status in ((85.7, 0), (85.8, 1)):
        floors.write_text(f"[krauts]\nzeit_value = {pinned}\nvalue = 90.9\n")
        assert krauts.main([str(folder), "--pred", str(saved), "--floors", str(floors)]) == status
    assert "BROKEN" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"doc": "Wikinews__1"}, "doc"),
        ({"doc": None}, "doc"),
        ({"dct": "gestern"}, "dct"),
        ({"dct": "2001-02-31"}, "dct"),
        ({"text": ["Montag"]}, "text"),
        ({"timexes": None}, "timexes"),
        ({"timexes": [3]}, r"timexes\[0\]"),
        ({"timexes": [{"start": 3, "type": "DATE", "value": "2001"}]}, r"timexes\[0\]: end"),
        ({"timexes": [{"start": 3, "end": 9000, "type": "DATE", "value": "2001"}]}, r"timexes\[0\]: start, end"),
        ({"timexes": [{"start": 2, "end": 3, "type": "DATE", "value": "2001"}]}, r"timexes\[0\]: start, end"),
        ({"timexes": [{"start": 3, "end": 9, "type": "DAY", "value": "2001"}]}, r"timexes\[0\]: type"),
        ({"timexes": [{"start": 3, "end": 9, "type": "DATE", "value": 2001}]}, r"timexes\[0\]: value"),
        ({"timexes": [{"start": 3, "end": 9, "type": "DATE"}]}, r"timexes\[0\]: value"),
        ({"timexes": [MONDAY.to_json() | {"text": "Dienstag"}]}, r"timexes\[0\]: text"),
        ({"timexes": [MONDAY.to_json() | {"rules": "weekday"}]}, r"timexes\[0\]: rules"),
    ],
)
def test_a_broken_file_is_named_with_its_field(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    broken = published_json(ZEIT_NAME, "2001-02-15", ZEIT, ZEIT_GOLD) | change
    (tmp_path / "odd.json").write_text(json.dumps(broken))
    with pytest.raises(InputError, match=rf"odd\.json: {field}"):
        load_documents(tmp_path)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"doc": "DieZeit__1"}'])
def test_a_file_in_another_form_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (tmp_path / "odd.json").write_bytes(content)
    assert krauts.main([str(tmp_path)]) == 2
    message = capsys.readouterr().err
    assert message.startswith("eval.krauts: ")
    assert "odd.json" in message
    assert message.count("\n") == 1


def test_a_document_in_two_files_is_an_error(folder: Path) -> None:
    (folder / "copy.json").write_bytes((folder / f"{ZEIT_NAME}.json").read_bytes())
    with pytest.raises(InputError, match=ZEIT_NAME):
        load_documents(folder)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ('{"timexes": []}', "doc: is missing"),
        (json.dumps({"doc": "DieZeit__another", "timexes": []}), "no found times of these documents"),
        (json.dumps({"doc": ZEIT_NAME, "timexes": []}) + "\n" + json.dumps({"doc": ZEIT_NAME}), ":2: doc"),
    ],
)
def test_found_times_that_cannot_be_used_are_an_error(
    documents: list[GoldDocument], tmp_path: Path, line: str, message: str
) -> None:
    (tmp_path / "odd.jsonl").write_text(line + "\n")
    with pytest.raises(InputError, match=rf"odd\.jsonl.*{message}"):
        load_readings(tmp_path / "odd.jsonl", documents)


def test_of_two_found_times_with_the_same_span_the_first_counts(documents: list[GoldDocument], tmp_path: Path) -> None:
    twice = [MONDAY, Time(MONDAY.span, "DATE", "2001-02-19"), Time(HOURS.span, "DURATION", "")]
    save_readings(tmp_path / "saved.jsonl", {ZEIT_NAME: twice})
    text = (tmp_path / "saved.jsonl").read_text().replace('"value": ""', '"value": null')
    (tmp_path / "saved.jsonl").write_text(text)
    assert load_readings(tmp_path / "saved.jsonl", documents) == {ZEIT_NAME: [MONDAY, twice[2]]}


def test_every_copy_of_the_same_documents_has_the_same_digest(folder: Path, documents: list[GoldDocument]) -> None:
    other = folder.parent / "other"
    other.mkdir()
    for path in folder.glob("*.json"):
        copy = json.dumps(json.loads(path.read_text()), indent=4, sort_keys=True)
        (other / f"0{path.stem[::-1]}.json").write_text(copy, encoding="utf-8")
    digest = krauts.measure(documents, {}).digest
    assert krauts.measure(load_documents(other), {}).digest == digest
    assert krauts.measure(documents[:1], {}).digest != digest


@pytest.mark.corpus
def test_the_figures_of_heideltime_are_the_known_ones(locate: Locate) -> None:
    folder = locate("corpora/krauts/dev")
    heideltime = krauts.measure_heideltime(folder, load_documents(folder))
    assert heideltime is not None
    f1 = {respect: heideltime.floors[respect] for respect in krauts.RESPECTS}
    assert f1 == {"strict": 71.8, "relaxed": 81.0, "type": 76.3, "value": 64.8}
