from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wortlaut.model import Record, Span
from wortlaut.views.listing import list_entries, list_times
from wortlaut.views.marks import cut, show_controls

spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(*sorted(ends)))


def test_nested_quotes_lie_over_a_piece_outermost_first(record: Record) -> None:
    text = record.document.text
    pieces = cut(len(text), list_entries(record))
    nested = next(piece for piece in pieces if piece.span.of(text) == "die Lage sei <ernst>")
    assert [entry.number for entry in nested.quotes] == [4, 5]


def test_speakers_and_cues_are_marked(record: Record) -> None:
    text = record.document.text
    pieces = {piece.span.of(text): piece for piece in cut(len(text), list_entries(record))}
    assert [entry.number for entry in pieces["Sie"].speaks] == [2]
    assert [entry.number for entry in pieces["forderte"].cues] == [2]


def test_times_are_marked_and_cut_where_quotes_begin_inside_them(timed: Record, record: Record) -> None:
    text = timed.document.text
    start = text.index("März")
    statement = replace(record.statements[0], quote=(Span(start, len(text)),), speaker=(), cue=())
    entries = list_entries(replace(timed, statements=(statement,)))
    pieces = [piece for piece in cut(len(text), entries, list_times(timed)) if piece.times]
    assert [(piece.span.of(text), piece.times[0].label, len(piece.quotes)) for piece in pieces[:3]] == [
        ("Freitag", "t1", 0),
        ("Ende ", "t2", 0),
        ("März", "t2", 1),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(spans, max_size=3), max_size=6), st.lists(st.integers(0, 30)))
def test_pieces_tile_the_text_and_know_every_quote_over_them(
    record: Record, quotes: list[list[Span]], at: list[int]
) -> None:
    template = record.statements[0]
    statements = tuple(
        replace(template, id=str(n), quote=tuple(sorted(quote)), speaker=(), cue=()) for n, quote in enumerate(quotes)
    )
    pieces = cut(30, list_entries(replace(record, statements=statements)), at=at)
    assert [place for piece in pieces for place in range(*piece.span)] == list(range(30))
    for piece in pieces:
        over = {s.id for s in statements if any(span.overlaps(piece.span) for span in s.quote)}
        assert {entry.statement.id for entry in piece.quotes} == over


def test_control_characters_become_visible_one_for_one() -> None:
    assert show_controls("\x1b[31mrot\x07\x9b\tTab\r\n") == "␛[31mrot␇\ufffd\tTab\r\n"
