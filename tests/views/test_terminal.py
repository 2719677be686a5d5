from dataclasses import replace

import pytest

from wortlaut.model import Document, Issue, Record, Span
from wortlaut.views.listing import list_entries, list_times
from wortlaut.views.terminal import (
    show_actors,
    show_explanation,
    show_table,
    show_text,
    show_time_explanation,
    show_times,
)


def test_table_shows_who_how_what_and_where(record: Record) -> None:
    table = show_table(record, width=140)
    assert "berichte/hafen.txt · 2024-03-05 · 7 statements: 6 Indirect, 1 Direct" in table
    rows = [line.split() for line in table.splitlines()]
    assert "No Who How What Where".split() in rows
    assert " ".join(next(row for row in rows if row[:1] == ["2"])) == (
        "2 Kara Bell (Sie) → Sudavien Indirect die Brücke bei Ostheim wieder zu öffnen 3:209"
    )
    assert "NNA ← Regierungskreise" in table
    assert "↳ Kara Bell" in table
    assert "? (not named)" in table
    assert "5:103  a <sign> that the reader does not know" in table


def test_plain_tables_have_neither_lines_nor_colours(record: Record) -> None:
    table = show_table(record)
    assert not set(table) & set("─│┃━\x1b")
    assert all(line == line.rstrip() for line in table.splitlines())


@pytest.mark.parametrize("width", [1, 24, 40, 69, 70, 100, 300])
def test_tables_fit_the_width(record: Record, width: int) -> None:
    assert max(map(len, show_table(record, width=width).splitlines())) <= max(width, 24)


def test_colour_is_for_terminals_and_no_color_is_respected(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;36m" in show_table(record, colour=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "36m" not in show_table(record, colour=True)
    assert "36m" not in show_text(record, colour=True)


def test_long_words_lose_their_middle_in_the_table_only(record: Record) -> None:
    text = "Sie sagte, " + " ".join(f"Wort{n}" for n in range(500))
    statement = replace(record.statements[0], quote=(Span(11, len(text)),), speaker=(), cue=())
    long = replace(record, document=Document(text, "de"), statements=(statement,))
    shown = " ".join(show_table(long).split())
    assert "Wort0" in shown
    assert "Wort499" in shown
    assert "Wort200" not in shown
    assert "Wort200" in show_text(long)


def test_a_text_without_statements_says_so(record: Record) -> None:
    silent = replace(record, statements=(), issues=(), document=Document("Es regnet.", "de"))
    assert show_table(silent) == "no date · no statements\n"
    assert show_text(silent) == "Es regnet.\n"


def test_text_has_brackets_that_nest_and_go_on_after_a_gap(record: Record) -> None:
    text = show_text(record)
    assert "⟦1 Kara Bell: „Wir haben keine Truppen verlegt“⟧, sagte" in text
    assert "⟦1+ „und wir werden es nicht tun.“⟧" in text
    assert "⟦4 ein Sprecher der Werft: Bell habe ihm gesagt, ⟦5 Kara Bell: die Lage sei <ernst>⟧⟧, teilte" in text
    assert "⟦6 NNA ← Regierungskreise: ein Treffen sei geplant⟧" in text
    assert "⟦7 ?: Geld" in text
    assert "\r\n\r\n" in text


def test_brackets_of_crossing_quotes_still_nest(record: Record) -> None:
    first = replace(record.statements[0], id="1", quote=(Span(0, 6),), speaker=(), speaker_actor=None)
    second = replace(first, id="2", quote=(Span(3, 9),))
    crossing = replace(record, document=Document("abcdefghi", "de"), statements=(first, second))
    assert show_text(crossing) == "⟦1 ?: abc⟦2 ?: def⟧⟧⟦2+ ghi⟧\n"


def test_marked_text_in_colour_holds_every_line(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    old = replace(record, document=Document("eins\rzwei\r\ndrei", "de"), statements=(), issues=())
    assert show_text(old, colour=True).splitlines() == ["eins", "zwei", "drei"]


def test_a_text_cannot_steer_the_terminal(record: Record) -> None:
    evil = Document("\x1b[2JSie sagte: [red]„\x1b]0;x\x07“", "de", title="\x1b[31mrot", source=None)
    statement = replace(
        record.statements[0], quote=(Span(16, len(evil.text)),), speaker=(Span(0, 7),), speaker_actor=None
    )
    issue = Issue(Span(0, 1), "odd sign \x1b")
    record = replace(record, document=evil, statements=(statement,), issues=(issue,))
    for shown in (show_table(record), show_text(record)):
        assert not set(shown) & {"\x1b", "\x07"}
        assert "[red]" in shown or "␛]0;x␇" in shown


def test_explanations_name_the_statement_its_rules_and_steps(record: Record) -> None:
    entry = list_entries(record)[1]
    assert show_explanation(entry, ["step one", "  step \x1btwo"]).splitlines() == [
        f"2 · Kara Bell (Sie) → Sudavien · Indirect · {entry.statement.id}",
        "  die Brücke bei Ostheim wieder zu öffnen",
        "Rules: frame after quote",
        "step one",
        "  step ␛two",
    ]


def test_times_are_listed_with_value_certainty_and_place(timed: Record) -> None:
    table = show_times(timed, width=140)
    assert table.startswith("Frist & Schleuse · 2022-01-24 · 7 times: 3 DATE, 2 TIME, 1 DURATION, 1 SET\n\n")
    rows = [" ".join(line.split()) for line in table.splitlines()]
    assert rows[2:7] == [
        "No Words Type Value Known for sure Where",
        "t1 Freitag DATE 2022-01-21 2022-01-21 3:40",
        "t2 Ende März DATE 2022-03 ../2022-03-31 3:77",
        "END",
        "t3 der Nacht auf Sonntag TIME 2022-01-22TNI 2022-01-22/2022-01-23 3:101",
    ]
    assert "t5 rund drei Jahren DURATION P3Y 2019~/.. 3:175" in rows
    assert "APPROX the beginning is told roughly" in rows
    assert "t6 alle zwei Wochen SET P2W – 3:201" in rows
    assert "quant EVERY · it recurs" in rows
    assert rows[-2:] == ["Issues", "4:48 no day of the calendar"]


@pytest.mark.parametrize("width", [1, 24, 40, 69, 70, 100, 300])
def test_tables_of_times_fit_the_width(timed: Record, width: int) -> None:
    assert max(map(len, show_times(timed, width=width).splitlines())) <= max(width, 24)


def test_a_missing_date_is_hinted_at_where_it_would_help(timed: Record) -> None:
    hint = "\n\nno date of publication: give --date to resolve relative times\n"
    undated = replace(timed, document=replace(timed.document, published=None))
    assert hint not in show_times(undated)
    relative = replace(timed.times[0], value="XXXX-WXX-5", edtf=None, reason="no day to count from")
    assert hint in show_times(replace(undated, times=(relative,)))
    assert hint not in show_times(replace(timed, times=(relative,)))


def test_a_text_without_times_says_so(timed: Record) -> None:
    timeless = Document("Es regnet.", "de")
    assert show_times(replace(timed, document=timeless, times=(), issues=())) == "no date · no times\n"


def test_times_cannot_steer_the_terminal(timed: Record) -> None:
    evil = replace(timed, document=Document("\x1b[2J[red]\nFreitag", "de"), issues=())
    evil = replace(evil, times=(replace(timed.times[0], span=Span(0, 17)),))
    shown = show_times(evil) + show_time_explanation(list_times(evil)[0], ["step \x1bone"])
    assert "\x1b" not in shown
    assert "␛[2J[red] Freitag" in shown


def test_explanations_of_times_name_value_certainty_reason_and_steps(timed: Record) -> None:
    entry = list_times(timed)[4]
    assert show_time_explanation(entry, ["step one", "  step two"]).splitlines() == [
        f"t5 · rund drei Jahren · DURATION · {entry.id}",
        "Value: P3Y · APPROX",
        "Known for sure: 2019~/..",
        "Reason: the beginning is told roughly",
        "Derivation:",
        "  step one",
        "    step two",
    ]
    assert "Known for sure: nothing\n" in show_time_explanation(list_times(timed)[6], [])


def test_actors_are_listed_with_kind_country_words_and_place(record: Record) -> None:
    table = show_actors(record, width=140)
    assert table.startswith("berichte/hafen.txt · 2024-03-05 · 5 actors: 2 anonymous, 1 person, 1 media, 1 unknown\n\n")
    assert [" ".join(line.split()) for line in table.splitlines()[2:]] == [
        "No Name Kind Country Also Says Where",
        "a1 Kara Bell person XNO Bell 3 3:112",
        "pronoun: Sie",
        "a2 ein Sprecher der Werft anonymous – title: der Sprecher 2 5:19",
        "a3 NNA media – 0 7:1",
        "a4 Regierungskreise anonymous – 1 7:44",
        "a5 Werner Kern unknown – 0",
        "",
        "Issues",
        "5:103 a <sign> that the reader does not know",
    ]


@pytest.mark.parametrize("width", [1, 24, 40, 79, 80, 100, 300])
def test_tables_of_actors_fit_the_width(record: Record, width: int) -> None:
    shown = show_actors(record, width=width)
    assert max(map(len, shown.splitlines())) <= max(width, 24)
    assert "person" in shown


def test_a_text_without_actors_says_so(record: Record) -> None:
    nobody = replace(record, document=Document("Es regnet.", "de"), actors=(), mentions=(), statements=(), issues=())
    assert show_actors(nobody) == "no date · no actors\n"


def test_actors_cannot_steer_the_terminal(record: Record) -> None:
    evil = replace(record.actors[1], name="\x1b[2J[red]", aliases=("\x07Bell",), country="\x1bXX")
    shown = show_actors(replace(record, actors=(evil,)), width=140)
    assert not set(shown) & {"\x1b", "\x07"}
    assert "␛[2J[red]" in shown
    assert "␇Bell" in shown
