"""The metric of the Wikinews set on a document of our own, with figures worked out by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import wikinews
from eval.cases import find_cases, select, show
from eval.corpus import PARTS, GoldDocument, Reading, digest_documents, find_files, load_document, save_readings
from wortlaut.errors import InputError
from wortlaut.model import Span

TEXT = (
    "Ministerin Bell sagte, die Brücke sei sicher. Norland wies das zurück.\n\n"
    "„Wir bauen weiter“, erklärte sie dem Rat. Der Fluss steigt."
)


def find(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def reading(type: str, **parts: str) -> Reading:
    return Reading(type, {part: (find(parts[part]),) if part in parts else () for part in PARTS})


GOLD = [
    reading(
        "Indirect",
        quote="die Brücke sei sicher",
        speaker="Ministerin Bell",
        cue="sagte",
        frame="Ministerin Bell sagte,",
    ),
    reading("Reported", quote="Norland wies das zurück.", speaker="Norland"),
    reading(
        "Direct",
        quote="„Wir bauen weiter“",
        speaker="sie",
        cue="erklärte",
        addressee="dem Rat",
        frame="erklärte sie dem Rat",
    ),
]


def published_json() -> dict[str, Any]:
    """The document as the set publishes its documents."""
    tokens: list[dict[str, Any]] = [
        {"id": i, "text": m.group(), "charBegin": m.start(), "charEnd": m.end()}
        for i, m in enumerate(re.finditer(r"\w+|\S", TEXT))
    ]
    sentences: list[dict[str, Any]] = [{"tokenIds": [], "tokens": []}]
    for token in tokens:
        sentences[-1]["tokenIds"].append(token["id"])
        sentences[-1]["tokens"].append(token["text"])
        if token["text"] == ".":
            sentences.append({"tokenIds": [], "tokens": []})

    def part(gold: Reading, name: str) -> dict[str, Any]:
        spans = gold.spans[name]
        return {"tokenIds": [t["id"] for t in tokens if any(s <= t["charBegin"] < e for s, e in spans)]}

    annotations = [{"type": g.type, "medium": "Speech", **{p: part(g, p) for p in PARTS}} for g in GOLD]
    return {
        "documentName": "Brücke",
        "originalText": TEXT,
        "tokens": tokens,
        "sentences": sentences[:-1],
        "annotations": annotations,
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "1.json").write_text(json.dumps(published_json()), encoding="utf-8")
    (folder / "2.json").write_text(json.dumps(published_json()), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def document(folder: Path) -> GoldDocument:
    return load_document(folder / "1.json")


def figures(document: GoldDocument, *readings: Reading) -> dict[str, tuple[float, ...]]:
    return dict(wikinews.measure([document], {"1": readings}).scores.figures)


def test_gold_as_reading_gives_100(document: GoldDocument) -> None:
    assert set(figures(document, *GOLD).values()) == {(100.0, 100.0, 100.0)}


def test_nothing_read_gives_0(document: GoldDocument) -> None:
    assert set(figures(document).values()) == {(0.0, 0.0, 0.0)}


def test_figures_are_those_worked_out_by_hand(document: GoldDocument) -> None:
    read = reading("Direct", quote="die Brücke sei sicher.", speaker="Bell", cue="sagte")
    result = figures(document, read)
    assert result["message"] == (80.0, 33.3, 47.1)  # P: 4 of 5 tokens; R: all of one quote, nothing of two
    assert result["speaker"] == (100.0, 16.7, 28.6)  # R: half of one, nothing of two
    assert result["cue"] == (100.0, 50.0, 66.7)
    assert result["addressee"] == (0.0, 0.0, 0.0)
    assert result["frame"] == (0.0, 0.0, 0.0)
    assert result["roles"] == (100.0, 18.8, 31.6)  # R: (1/2 + 1) / 8
    assert result["joint"] == (93.3, 22.7, 36.6)  # P: 2.8 / 3; R: 2.5 / 11
    assert result["type"] == (0.0, 0.0, 0.0)


def test_each_quote_has_one_partner_at_most(document: GoldDocument) -> None:
    assert figures(document, *GOLD, GOLD[0])["message"] == (75.0, 100.0, 85.7)


def test_a_reading_over_two_quotes_goes_with_the_greater_overlap(document: GoldDocument) -> None:
    read = Reading("Reported", {p: () for p in PARTS} | {"quote": (find("sicher. Norland wies das zurück."),)})
    assert figures(document, read)["type"] == (71.4, 33.3, 45.5)  # 5 of its 7 tokens are the reported one


def test_a_quote_without_a_token_is_no_reading(document: GoldDocument) -> None:
    at = TEXT.index("\n")
    nothing = Reading("Direct", {p: () for p in PARTS} | {"quote": (Span(at, at + 2),)})
    assert figures(document, *GOLD, nothing)["message"] == (100.0, 100.0, 100.0)


def test_quotes_by_type_count_recall_of_gold_and_precision_of_read(document: GoldDocument) -> None:
    read = reading("Direct", quote="die Brücke sei sicher.")
    scores = wikinews.measure([document], {"1": [read]}).scores
    assert scores.by_type["Indirect"] == (0.0, 100.0, 0.0)
    assert scores.by_type["Direct"] == (80.0, 0.0, 0.0)
    assert scores.confusion == {("Indirect", "Direct"): 1, ("Reported", None): 1, ("Direct", None): 1}


@st.composite
def readings(draw: st.DrawFn) -> list[Reading]:
    """Readings that each touch one annotated quote, so that the best pairing is the only one."""
    found = []
    for gold in draw(st.permutations(GOLD)):
        (quote,) = gold.spans["quote"]
        start = draw(st.integers(quote.start, quote.end - 1))
        quotes = (Span(start, draw(st.integers(start + 1, quote.end))),)
        parts = {part: draw(st.sampled_from([(), gold.spans[part]])) for part in PARTS} | {"quote": quotes}
        found.append(Reading(draw(st.sampled_from(["Direct", "Indirect", "Reported"])), parts))
    return found


@given(readings=readings(), data=st.data())
def test_dropping_statements_never_raises_recall(document: GoldDocument, readings: list[Reading], data: Any) -> None:
    kept = [reading for reading in readings if data.draw(st.booleans())]
    before, after = figures(document, *readings), figures(document, *kept)
    assert all(after[name][1] <= before[name][1] for name in before)


@given(readings=readings(), data=st.data())
def test_order_of_statements_does_not_matter(document: GoldDocument, readings: list[Reading], data: Any) -> None:
    shuffled = figures(document, *data.draw(st.permutations(readings)))
    for name, figure in figures(document, *readings).items():
        assert shuffled[name] == pytest.approx(figure, abs=0.11)  # sums in another order may round the other way


def test_case_shows_both_quotes_in_their_sentence_and_marks_what_differs(document: GoldDocument) -> None:
    read = reading(
        "Direct", quote="die Brücke sei sicher.", speaker="Norland", cue="sagte", frame="Ministerin Bell sagte,"
    )
    measurement = wikinews.measure([document], {"1": [read, *GOLD[1:]]})
    (case,) = measurement.cases
    assert show(case).splitlines() == [
        "1:0  type span speaker",
        "   Ministerin Bell sagte, {[die Brücke sei sicher].} Norland wies das zurück.",
        '   gold  Indirect  speaker "Ministerin Bell"  cue "sagte"  frame "Ministerin Bell sagte,"',
        '   read  ≠Direct  speaker≠"Norland" (+1)  cue "sagte"  frame "Ministerin Bell sagte,"',
        '   span  0 tokens missing –  1 too many "."',
    ]


def test_missed_and_spurious_are_cases_of_their_own(document: GoldDocument) -> None:
    measurement = wikinews.measure([document], {"1": [*GOLD[:2], reading("Reported", quote="Der Fluss steigt.")]})
    missed, spurious = measurement.cases
    assert show(missed).splitlines()[:2] == ["1:2  missed", "   [„Wir bauen weiter“], erklärte sie dem Rat."]
    assert show(spurious).splitlines()[:2] == ["1:3  spurious", "   {Der Fluss steigt.}"]
    assert select(measurement.cases, kind="missed") == [missed]
    assert select(measurement.cases, type="Reported") == [spurious]


def test_right_readings_are_no_cases(document: GoldDocument) -> None:
    measurement = wikinews.measure([document], {"1": GOLD})
    assert find_cases(document, measurement.pairs["1"]) == []


def test_command_prints_the_same_bytes_each_time(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved, figures_file = tmp_path / "readings.json", tmp_path / "figures.json"
    save_readings(saved, {"1": GOLD, "2": GOLD[:1]})
    command = [str(folder), "--readings", str(saved), "--errors", "1", "--json", str(figures_file)]
    printed = []
    for _ in range(2):
        assert wikinews.main(command) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert "2 documents, 6 quotations annotated, 4 read" in printed[0]
    assert re.search(r"^message +100\.0 +66\.7 +80\.0$", printed[0], re.MULTILINE)
    assert "errors: 2 (missed 2); 1 to 1 shown" in printed[0]
    assert json.loads(figures_file.read_text())["figures"]["message"] == {
        "precision": 100.0,
        "recall": 66.7,
        "f1": 80.0,
    }


def test_command_shows_what_changed_since_a_saved_reading(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    save_readings(before, {"1": GOLD, "2": GOLD[:2]})
    save_readings(after, {"1": GOLD[1:], "2": GOLD})
    assert wikinews.main([str(folder), "--readings", str(after), "--against", str(before), "--errors", "9"]) == 0
    printed = capsys.readouterr().out
    gone, new = printed[printed.index("gone: 1 (missed 1)") :].split("new: 1 (missed 1)")
    assert "2:2  missed" in gone
    assert "1:0  missed" in new


def test_command_fails_where_a_floor_is_broken(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved, floors = tmp_path / "readings.json", tmp_path / "floors.toml"
    save_readings(saved, {"1": GOLD, "2": GOLD[:1]})
    for pinned, status in ((80.0, 0), (80.1, 1)):
        floors.write_text(f"[wikinews]\nmessage = {pinned}\n")
        assert wikinews.main([str(folder), "--readings", str(saved), "--floors", str(floors)]) == status
    assert "BROKEN" in capsys.readouterr().out


def test_every_copy_of_the_same_documents_has_the_same_digest(folder: Path, tmp_path: Path) -> None:
    for number in ("1", "2"):
        copy = json.dumps(published_json(), indent=4, sort_keys=True)
        (tmp_path / f"{number} - Brücke.pretty.json").write_text(copy, encoding="utf-8")
    documents = [[load_document(path) for path in find_files(each)] for each in (folder, tmp_path)]
    assert digest_documents(documents[0]) == digest_documents(documents[1])
    assert digest_documents(documents[0]) != digest_documents(documents[0][:1])


def test_command_fails_on_another_corpus(folder: Path, tmp_path: Path) -> None:
    saved, floors = tmp_path / "readings.json", tmp_path / "floors.toml"
    save_readings(saved, {})
    floors.write_text('[wikinews]\ndigest = "0000"\n')
    assert wikinews.main([str(folder), "--readings", str(saved), "--floors", str(floors)]) == 1


@pytest.mark.parametrize("content", ["", "[]", '{"originalText": "x"}', '{"originalText": "x", "tokens": 3}'])
def test_file_in_another_form_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "odd.json").write_text(content)
    with pytest.raises(InputError, match=r"odd\.json"):
        load_document(tmp_path / "odd.json")


def test_folder_without_documents_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wikinews.main([str(tmp_path)]) == 2
    assert "no JSON files" in capsys.readouterr().err
