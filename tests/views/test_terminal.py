from dataclasses import replace

import pytest

from wortlaut.model import Document, Issue, Record, Span
from wortlaut.views.listing import list_entries, list_times
from wortlaut.views.outcomes import list_due, list_events
from wortlaut.views.terminal import (
    show_actors,
    show_agenda,
    show_explanation,
    show_outcome_explanation,
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


def rows_of(table: str) -> list[str]:
    return [" ".join(line.split()) for line in table.splitlines()]


@pytest.mark.parametrize("width", [120, 160])
def test_wide_tables_have_a_column_for_acts_and_links_beside_how(eventful: Record, width: int) -> None:
    rows = rows_of(show_table(eventful, width=width))
    assert "No Who Act How What Where" in rows
    assert any(row.startswith("1 Kara Bell deny Direct „Wir haben") for row in rows)
    assert any(row.startswith("2 Kara Bell (Sie) → Sudavien demand Indirect") for row in rows)
    assert "answers 2" in rows
    assert "answered by 1" in rows
    assert "contradicts e1" in rows


def test_narrower_tables_put_acts_above_how(eventful: Record) -> None:
    rows = rows_of(show_table(eventful, width=80))
    assert "No Who How What Where" in rows
    assert "1 Kara Bell deny „Wir haben keine Truppen verlegt“ … 3:71" in rows
    assert any(row.startswith("6 NNA ← announce, ") for row in rows)


def test_agenda_and_events_stand_below_the_statements(eventful: Record) -> None:
    rows = rows_of(show_table(eventful, width=160))
    agenda = rows.index("Agenda · 3 agenda entries: 1 scheduled, 1 demanded, 1 announced")
    assert rows[agenda + 2 : agenda + 6] == [
        "No Due Who What How Where",
        "d1 – – neue Manöver scheduled, 3:46",
        "conditional",
        "d2 ../2024-03-31 Sudavien die Brücke bei Ostheim wieder zu öffnen demanded 3:209",
    ]
    events = rows.index("Events · 4 events: 1 denied, 1 happened, 1 reported, 1 planned")
    assert rows[events + 2 :][:5] == [
        "No Event Status Who What Where",
        "e1 MOBILIZE denied Regierung von Norland neue Manöver 3:46",
        "troops · military 100000 Soldaten, 2.5 Divisionen · at Nordhafen · contradicts 3",
        "e2 REQUEST happened Kara Bell → Sudavien statement 2 3:182",
        "2024-03-05",
    ]
    assert rows[-2] == "Issues"


def test_a_record_without_acts_and_events_is_shown_as_before(record: Record) -> None:
    table = show_table(record, width=140)
    assert "No Who How What Where" in rows_of(table)
    assert "Agenda" not in table
    assert "Events" not in table


@pytest.mark.parametrize("width", [1, 24, 40, 69, 70, 80, 99, 100, 160, 300])
def test_tables_with_agenda_and_events_fit_the_width(eventful: Record, width: int) -> None:
    interval = replace(eventful.agenda[0], due="2024-03-25/2024-03-31")
    wide = replace(eventful, agenda=(interval,))
    for shown in (show_table(wide, width=width), show_agenda(wide, width=width)):
        assert max(map(len, shown.splitlines())) <= max(width, 24)


def test_an_interval_breaks_at_its_slash(eventful: Record) -> None:
    interval = replace(eventful.agenda[0], due="2024-03-25/2024-03-31")
    rows = rows_of(show_agenda(replace(eventful, agenda=(interval,)), width=80))
    assert [row.split()[1] for row in rows if row.startswith("d1")] == ["2024-03-25/"]
    assert any(row.startswith("2024-03-31") for row in rows)


def test_the_agenda_alone(eventful: Record, record: Record) -> None:
    table = show_agenda(eventful, width=120)
    assert table.startswith(
        "berichte/hafen.txt · 2024-03-05 · 3 agenda entries: 1 scheduled, 1 demanded, 1 announced\n\nNo  Due"
    )
    assert "5:103  a <sign> that the reader does not know" in table
    assert show_agenda(replace(record, issues=())) == "berichte/hafen.txt · 2024-03-05 · no agenda entries\n"


def test_tables_with_events_have_colours_on_terminals_only(eventful: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1m" in show_agenda(eventful, colour=True)
    for shown in (show_table(eventful), show_agenda(eventful)):
        assert not set(shown) & set("─│┃━\x1b")


def test_brackets_tell_acts(eventful: Record) -> None:
    text = show_text(eventful)
    assert "⟦2 Kara Bell · demand: die Brücke" in text
    assert "⟦6 NNA ← Regierungskreise · announce · hope: ein Treffen" in text
    assert "⟦1+ „und wir" in text


def test_events_cannot_steer_the_terminal(eventful: Record) -> None:
    evil = replace(
        eventful,
        actors=tuple(replace(actor, name="\x1b[2J[red]") for actor in eventful.actors),
        events=tuple(replace(event, where="\x1b", mode="\x07", quantities=((1, "\x1b"),)) for event in eventful.events),
    )
    entries = list_entries(evil)
    shown = show_table(evil) + show_agenda(evil) + show_outcome_explanation(list_events(evil, entries)[0])
    assert not set(shown) & {"\x1b", "\x07"}
    assert "␛[2J[red]" in shown


def test_explanations_of_events_and_agenda_name_what_is_known_and_the_rules(eventful: Record) -> None:
    entries = list_entries(eventful)
    event = list_events(eventful, entries)[1]
    assert show_outcome_explanation(event).splitlines() == [
        f"e2 · REQUEST · happened · {event.id}",
        "  Sie forderte Sudavien auf, die Brücke bei Ostheim wieder zu öffnen",
        "Who: Kara Bell → Sudavien",
        "When: 2024-03-05",
        "Stands in: statement 2",
        "Rules: a trigger of its class",
    ]
    due = list_due(eventful, entries)[0]
    assert show_outcome_explanation(due).splitlines() == [
        f"d1 · scheduled, conditional · {due.id}",
        "  neue Manöver",
        "Who: not known",
        "When: not known",
        "Rules: it is due",
    ]


def test_explanations_of_statements_name_their_claims(eventful: Record) -> None:
    shown = show_explanation(list_entries(eventful)[1], [], eventful.document.text)
    assert "Claim: demand, positive, actual · die Brücke bei Ostheim wieder zu öffnen · a cue decides\n" in shown
