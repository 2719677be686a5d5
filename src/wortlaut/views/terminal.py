"""Show a record in a terminal: as a table of statements, times or actors, or as its text with the quotes marked.

All give a string; colour and width are for the caller to say. Words of the text are shown as they
are: only the table shortens and joins lines, and control characters become visible signs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from wortlaut.model import Record, Timex
from wortlaut.views.listing import (
    ActorEntry,
    Entry,
    Lines,
    TimeEntry,
    count_actors,
    count_times,
    count_types,
    list_actors,
    list_entries,
    list_times,
    name_type,
    wants_date,
)
from wortlaut.views.marks import Piece, cut, show_controls

__all__ = ["show_actors", "show_explanation", "show_table", "show_text", "show_time_explanation", "show_times"]

_COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "red", "bright_cyan", "bright_magenta")
_NEWLINE = re.compile(r"\r\n?")  # Rich drops carriage returns, and with them lines
_NARROW = 70
_NARROW_FOR_TIMES = 80
_NARROW_FOR_ACTORS = 80
_WIDE = 160
_MIN_WIDTH = 24
_NO_DATE = "no date of publication: give --date to resolve relative times"
_NOT_KNOWN = "–"
_VALUE_WIDTH = len("2022-01-22T20:30")  # a zone, which is rare, goes onto the next line


def show_table(record: Record, *, width: int = 120, colour: bool = False) -> str:
    """Write the statements as a table: number, who, how, what, and where in the text (line:column)."""
    width = max(_MIN_WIDTH, min(width, _WIDE))
    entries = list_entries(record)
    lines = Lines(record.document.text)
    table = _fill_table(entries, lines, width, colour) if entries else None
    return _show_listing(record, count_types(entries), table, lines, width=width, colour=colour)


def show_times(record: Record, *, width: int = 120, colour: bool = False) -> str:
    """Write the times as a table: number, words, type, value, what is known for sure, and where (line:column)."""
    width = max(_MIN_WIDTH, min(width, _WIDE))
    times = list_times(record)
    lines = Lines(record.document.text)
    table = _fill_times(times, lines, width, colour) if times else None
    hint = _NO_DATE if wants_date(record) else None
    return _show_listing(record, count_times(times), table, lines, hint, width=width, colour=colour)


def show_actors(record: Record, *, width: int = 120, colour: bool = False) -> str:
    """Write the actors as a table: number, name, kind, country, their other words, statements, first mention."""
    width = max(_MIN_WIDTH, min(width, _WIDE))
    actors = list_actors(record)
    lines = Lines(record.document.text)
    table = _fill_actors(actors, lines, width, colour) if actors else None
    return _show_listing(record, count_actors(actors), table, lines, width=width, colour=colour)


def show_text(record: Record, *, colour: bool = False) -> str:
    """Write the text itself, every quote in brackets with its number and speaker: ``⟦2 Kara Bell: …⟧``.

    Brackets nest as statements do. A quote that goes on after a gap opens again with ``⟦2+``.
    """
    text = record.document.text
    entries = list_entries(record)
    parts: list[tuple[str, Style]] = []
    seen: set[int] = set()
    opened: tuple[Entry, ...] = ()
    for piece in cut(len(text), entries):
        parts.extend(_write_brackets(opened, piece.quotes, seen))
        opened = piece.quotes
        parts.append((show_controls(piece.span.of(text)), _style_piece(piece)))
    parts.extend(_write_brackets(opened, (), seen))
    if not text.endswith(("\n", "\r")):
        parts.append(("\n", Style()))
    if not colour:
        return "".join(words for words, _ in parts)
    console = _open_console(_WIDE, colour)
    lined = ((_NEWLINE.sub("\n", words), style) for words, style in parts)
    console.print(Text.assemble(*lined), soft_wrap=True, end="")
    return _close_console(console, colour)


def show_explanation(entry: Entry, steps: Iterable[str]) -> str:
    """Write a statement, the rules that made it and the steps of its derivation, as plain text."""
    who = _write_who(entry).plain.strip()
    lines = [f"{entry.number} · {who} · {name_type(entry.statement)} · {entry.statement.id}", f"  {_tidy(entry.quote)}"]
    lines.append(f"Rules: {', '.join(entry.statement.rules) or 'none'}")
    lines.extend(show_controls(step) for step in steps)
    return "\n".join(lines) + "\n"


def show_time_explanation(entry: TimeEntry, steps: Iterable[str]) -> str:
    """Write a time, what is known of it and the steps of its derivation, as plain text."""
    time = entry.time
    lines = [f"{entry.label} · {_tidy(entry.words)} · {time.type.value} · {time.id}"]
    lines.append(f"Value: {_write_value(time)}")
    lines.append(f"Known for sure: {time.edtf or 'nothing'}")
    if time.reason:
        lines.append(f"Reason: {time.reason}")
    lines.append("Derivation:")
    lines.extend(f"  {step}" for step in steps)
    return "".join(f"{show_controls(line)}\n" for line in lines)


def _show_listing(
    record: Record, counts: str, table: Table | None, lines: Lines, hint: str | None = None, *, width: int, colour: bool
) -> str:
    """Write a header, a table, a hint for whoever asked, and what is odd about the text."""
    console = _open_console(width, colour)
    console.print(_write_header(record, counts))
    if table is not None:
        if not colour:
            console.print()  # a table with lines begins with an empty one of its own
        console.print(table)
    if hint is not None:
        console.print(Text(f"\n{hint}", style="dim"))
    if record.issues:
        console.print(Text("\nIssues", style="bold"))
        for issue in record.issues:
            console.print(Text(f"  {lines.locate(issue.span.start)}  {_tidy(issue.problem)}"))
    return _close_console(console, colour)


def _write_header(record: Record, counts: str) -> Text:
    document = record.document
    title = document.title or document.source
    parts = [document.published or "no date", counts]
    if title:
        return Text.assemble((_tidy(title), "bold"), *((f" · {part}") for part in parts))
    return Text(" · ".join(parts))


def _open_table(colour: bool) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD if colour else None,
        expand=True,
        pad_edge=False,
        padding=(0, 1) if colour else (0, 2, 0, 0),
        header_style="bold",
    )
    table.add_column("No", justify="right", no_wrap=True)
    return table


def _fill_table(entries: tuple[Entry, ...], lines: Lines, width: int, colour: bool) -> Table:
    table = _open_table(colour)
    narrow = width < _NARROW
    table.add_column("Who", ratio=3, overflow="fold")
    if not narrow:
        table.add_column("How", ratio=2, overflow="fold")
    table.add_column("What", ratio=4 if narrow else 6, overflow="fold")
    if not narrow:
        table.add_column("Where", justify="right", no_wrap=True)
    for entry in entries:
        who, how = _write_who(entry), _write_how(entry)
        what = Text(_shorten(_tidy(entry.quote), 2 * width), _style_voice(entry))
        number = Text(str(entry.number), "dim")
        if narrow:
            table.add_row(number, Text("\n").join((who, how)), what)
        else:
            place = Text(lines.locate(entry.statement.quote[0].start) if entry.statement.quote else "", "dim")
            table.add_row(number, who, how, what, place)
    return table


def _fill_times(times: tuple[TimeEntry, ...], lines: Lines, width: int, colour: bool) -> Table:
    table = _open_table(colour)
    narrow = width < _NARROW_FOR_TIMES
    table.add_column("Words", ratio=3, overflow="fold")
    if narrow:
        table.add_column("Value", ratio=3, overflow="fold")
    else:
        table.add_column("Type", no_wrap=True)
        table.add_column("Value", max_width=_VALUE_WIDTH, overflow="fold")
    table.add_column("Known for sure", ratio=4, overflow="fold")
    if not narrow:
        table.add_column("Where", justify="right", no_wrap=True)
    for entry in times:
        time = entry.time
        number = Text(entry.label, "dim")
        words = Text(_shorten(_tidy(entry.words), 2 * width), "bold")
        value = _write_cell(time.value, _write_details(time))
        known = _write_cell(time.edtf or _NOT_KNOWN, time.reason or "")
        if narrow:
            table.add_row(number, _write_cell(words, time.type.value), value, known)
        else:
            place = Text(lines.locate(time.span.start), "dim")
            table.add_row(number, words, time.type.value, value, known, place)
    return table


def _fill_actors(actors: tuple[ActorEntry, ...], lines: Lines, width: int, colour: bool) -> Table:
    table = _open_table(colour)
    narrow = width < _NARROW_FOR_ACTORS
    table.add_column("Name", ratio=3, overflow="fold")
    if not narrow:
        table.add_column("Kind", no_wrap=True)
        table.add_column("Country", no_wrap=True)
    table.add_column("Also", ratio=4, overflow="fold")
    table.add_column("Says", justify="right", no_wrap=True)
    if not narrow:
        table.add_column("Where", justify="right", no_wrap=True)
    for entry in actors:
        actor = entry.actor
        number, name, also = Text(entry.label, "dim"), Text(_tidy(actor.name), "bold"), _write_also(entry, 2 * width)
        if narrow:
            about = f"{actor.kind} · {actor.country}" if actor.country else actor.kind
            table.add_row(number, _write_cell(name, about), also, str(entry.says))
        else:
            place = Text(lines.locate(entry.place.start) if entry.place else "", "dim")
            country = _tidy(actor.country or _NOT_KNOWN)
            table.add_row(number, name, actor.kind, country, also, str(entry.says), place)
    return table


def _write_also(entry: ActorEntry, longest: int) -> Text:
    """Other names on a line, then a line for each other form: "pronoun: er, ihn"."""
    forms: dict[str, list[str]] = {}
    for words, form in entry.words:
        forms.setdefault(form, []).append(_shorten(_tidy(words), longest))
    told = [
        Text(f"{form}: " if form != "name" else "", "dim").append(", ".join(words), Style(dim=False))
        for form, words in forms.items()
    ]
    return Text("\n").join(told)


def _write_cell(words: str | Text, details: str) -> Text:
    """Words with details below them."""
    cell = Text(_tidy(words)) if isinstance(words, str) else words.copy()
    if details:
        cell.append(f"\n{_tidy(details)}", Style(dim=True, bold=False))
    return cell


def _write_details(time: Timex) -> str:
    """What TIMEX3 tells beside the value: the modifier, and for what recurs which of them and how often."""
    named = (("", time.mod), ("quant ", time.quant), ("freq ", time.freq))
    return " · ".join(f"{name}{value}" for name, value in named if value)


def _write_value(time: Timex) -> str:
    details = _write_details(time)
    return f"{time.value} · {details}" if details else time.value


def _write_who(entry: Entry) -> Text:
    cell = Text("  " * (entry.depth - 1) + "↳ " if entry.depth else "")
    if entry.who is None:
        cell.append("? ").append("(not named)", "dim")
    else:
        cell.append(_tidy(entry.who), _style_voice(entry) + Style(bold=True))
    if entry.named:
        cell.append(f" ({_tidy(entry.named)})", "dim")
    if entry.addressee:
        cell.append(f" → {_tidy(entry.addressee)}")
    return cell


def _write_how(entry: Entry) -> Text:
    cell = Text(name_type(entry.statement))
    details = [_tidy(entry.cue)] if entry.cue else []
    if entry.statement.medium.value != "none":
        details.append(entry.statement.medium.value)
    if details:
        cell.append(f"\n{' · '.join(details)}", "dim")
    return cell


def _write_brackets(
    opened: tuple[Entry, ...], wanted: tuple[Entry, ...], seen: set[int]
) -> Iterator[tuple[str, Style]]:
    """Close and open brackets on the way from one piece to the next, innermost closed first."""
    shared = 0
    while shared < min(len(opened), len(wanted)) and opened[shared] is wanted[shared]:
        shared += 1
    for entry in reversed(opened[shared:]):
        yield "⟧", _style_voice(entry) + Style(dim=True)
    for entry in wanted[shared:]:
        label = f"{entry.number}+" if entry.number in seen else f"{entry.number} {_tidy(entry.who or '?')}:"
        yield f"⟦{label} ", _style_voice(entry) + Style(dim=True)
        seen.add(entry.number)


def _style_piece(piece: Piece) -> Style:
    style = _style_voice(piece.quotes[-1]) if piece.quotes else Style()
    if piece.speaks:
        style += _style_voice(piece.speaks[-1]) + Style(bold=True, underline=True)
    if piece.cues:
        style += Style(italic=True)
    return style


def _style_voice(entry: Entry) -> Style:
    return Style() if entry.voice is None else Style(color=_COLOURS[entry.voice % len(_COLOURS)])


def _tidy(words: str) -> str:
    """Put words on one line; what would steer a terminal becomes visible."""
    return show_controls(" ".join(words.split()))


def _shorten(words: str, limit: int) -> str:
    """Leave out the middle of long words, whole words where possible."""
    if len(words) <= limit:
        return words
    head, tail = words[: limit * 2 // 3], words[-(limit // 3) :]
    return f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"


def _open_console(width: int, colour: bool) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="auto" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def _close_console(console: Console, colour: bool) -> str:
    assert isinstance(console.file, io.StringIO)
    written = console.file.getvalue()
    return written if colour else "\n".join(line.rstrip(" ") for line in written.split("\n"))
