"""Show a record in a terminal: as a table of statements, times or actors, or as its text with the quotes marked.

All give a string; colour and width are for the caller to say. Words of the text are shown as they
are: only the table shortens and joins lines, and control characters become visible signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rich.style import Style
from rich.table import Table
from rich.text import Text

from wortlaut.model import Claim, Record, Timex
from wortlaut.views.cells import NOT_KNOWN, close_console, open_console, open_table, shorten, write_cell
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
from wortlaut.views.marks import Piece, cut, show_controls, tidy
from wortlaut.views.outcome_tables import fill_due, fill_events
from wortlaut.views.outcomes import (
    DueEntry,
    EventEntry,
    Relation,
    count_due,
    count_events,
    list_due,
    list_events,
    list_links,
)

__all__ = [
    "show_actors",
    "show_agenda",
    "show_explanation",
    "show_outcome_explanation",
    "show_table",
    "show_text",
    "show_time_explanation",
    "show_times",
]

_COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "red", "bright_cyan", "bright_magenta")
_NEWLINE = re.compile(r"\r\n?")  # Rich drops carriage returns, and with them lines
_NARROW = 70
_WIDE_FOR_ACTS = 100
_NARROW_FOR_TIMES = 80
_NARROW_FOR_ACTORS = 80
_WIDE = 160
_MIN_WIDTH = 24
_NO_DATE = "no date of publication: give --date to resolve relative times"
_VALUE_WIDTH = len("2022-01-22T20:30")  # a zone, which is rare, goes onto the next line


def show_table(record: Record, *, width: int = 120, colour: bool = False) -> str:
    """Write the statements as a table: number, who, act, how, what, where in the text (line:column).

    The agenda and the events stand below them, where there are any.
    """
    width = max(_MIN_WIDTH, min(width, _WIDE))
    entries = list_entries(record)
    due, events = list_due(record, entries), list_events(record, entries)
    links = list_links(record, entries, events)
    lines = Lines(record.document.text)
    table = _fill_table(entries, links, lines, width, colour) if entries else None
    below = []
    if due:
        below.append((f"Agenda · {count_due(due)}", fill_due(due, lines, width, colour)))
    if events:
        below.append((f"Events · {count_events(events)}", fill_events(events, links, lines, width, colour)))
    return _show_listing(record, count_types(entries), table, lines, below=below, width=width, colour=colour)


def show_agenda(record: Record, *, width: int = 120, colour: bool = False) -> str:
    """Write what is due as a table: number, by when, who for whom, what, how it came to be due, where in the text."""
    width = max(_MIN_WIDTH, min(width, _WIDE))
    due = list_due(record, list_entries(record))
    lines = Lines(record.document.text)
    table = fill_due(due, lines, width, colour) if due else None
    return _show_listing(record, count_due(due), table, lines, width=width, colour=colour)


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
    console = open_console(_WIDE, colour)
    lined = ((_NEWLINE.sub("\n", words), style) for words, style in parts)
    console.print(Text.assemble(*lined), soft_wrap=True, end="")
    return close_console(console, colour)


def show_explanation(entry: Entry, steps: Iterable[str], text: str = "") -> str:
    """Write a statement of `text`, the rules that made it and its claims, and its derivation, as plain text."""
    who = _write_who(entry).plain.strip()
    lines = [f"{entry.number} · {who} · {name_type(entry.statement)} · {entry.statement.id}", f"  {tidy(entry.quote)}"]
    lines.append(f"Rules: {', '.join(entry.statement.rules) or 'none'}")
    lines.extend(_write_claim(claim, text) for claim in entry.statement.claims)
    lines.extend(show_controls(step) for step in steps)
    return "\n".join(lines) + "\n"


def show_time_explanation(entry: TimeEntry, steps: Iterable[str]) -> str:
    """Write a time, what is known of it and the steps of its derivation, as plain text."""
    time = entry.time
    lines = [f"{entry.label} · {tidy(entry.words)} · {time.type.value} · {time.id}"]
    lines.append(f"Value: {_write_value(time)}")
    lines.append(f"Known for sure: {time.edtf or 'nothing'}")
    if time.reason:
        lines.append(f"Reason: {time.reason}")
    lines.append("Derivation:")
    lines.extend(f"  {step}" for step in steps)
    return "".join(f"{show_controls(line)}\n" for line in lines)


def show_outcome_explanation(entry: EventEntry | DueEntry) -> str:
    """Write an event or an agenda entry, what is known of it and the rules that made it, as plain text."""
    if isinstance(entry, EventEntry):
        event = entry.event
        who, whom, when, rules = ", ".join(entry.who), ", ".join(entry.whom), event.when, event.rules
        kind = [event.type.value, *entry.sort, event.status.value]
    else:
        who, whom, when, rules = entry.who or "", entry.whom or "", entry.entry.due, entry.entry.rules
        kind = [entry.kind]
    lines = [" · ".join((entry.label, *kind, entry.id)), f"  {tidy(entry.words)}"]
    lines.append(f"Who: {tidy(who) or 'not known'}{f' → {tidy(whom)}' if whom else ''}")
    lines.append(f"When: {when or 'not known'}")
    if entry.stands_in is not None:
        lines.append(f"Stands in: statement {entry.stands_in.label}")
    lines.append(f"Rules: {', '.join(rules) or 'none'}")
    return "".join(f"{show_controls(line)}\n" for line in lines)


def _write_claim(claim: Claim, text: str) -> str:
    """One claim on one line: its act, how it is put, its words and rules."""
    put = ", ".join(part.value for part in (claim.act, claim.polarity, claim.modality) if part is not None)
    return f"Claim: {put} · {tidy(claim.span.of(text))} · {', '.join(claim.rules) or 'no rules'}"


def _show_listing(
    record: Record,
    counts: str,
    table: Table | None,
    lines: Lines,
    hint: str | None = None,
    *,
    below: Iterable[tuple[str, Table]] = (),
    width: int,
    colour: bool,
) -> str:
    """Write a header, a table, other tables with their headings, a hint, and what is odd about the text."""
    console = open_console(width, colour)
    console.print(_write_header(record, counts))
    if table is not None:
        if not colour:
            console.print()  # a table with lines begins with an empty one of its own
        console.print(table)
    for heading, other in below:
        console.print(Text(f"\n{heading}", style="bold"))
        if not colour:
            console.print()
        console.print(other)
    if hint is not None:
        console.print(Text(f"\n{hint}", style="dim"))
    if record.issues:
        console.print(Text("\nIssues", style="bold"))
        for issue in record.issues:
            console.print(Text(f"  {lines.locate(issue.span.start)}  {tidy(issue.problem)}"))
    return close_console(console, colour)


def _write_header(record: Record, counts: str) -> Text:
    document = record.document
    title = document.title or document.source
    parts = [document.published or "no date", counts]
    if title:
        return Text.assemble((tidy(title), "bold"), *((f" · {part}") for part in parts))
    return Text(" · ".join(parts))


def _fill_table(
    entries: tuple[Entry, ...], links: Mapping[str, tuple[Relation, ...]], lines: Lines, width: int, colour: bool
) -> Table:
    table = open_table(colour)
    narrow = width < _NARROW
    apart = width >= _WIDE_FOR_ACTS and any(entry.acts for entry in entries)
    table.add_column("Who", ratio=3, overflow="fold")
    if apart:
        table.add_column("Act", no_wrap=True)
    if not narrow:
        table.add_column("How", ratio=2, overflow="fold")
    table.add_column("What", ratio=4 if narrow else 6, overflow="fold")
    if not narrow:
        table.add_column("Where", justify="right", no_wrap=True)
    for entry in entries:
        acts = Text("\n".join(entry.acts), "bold")
        who, how = _write_who(entry), _write_how(entry, links.get(entry.id, ()))
        if entry.acts and not apart:
            how = Text.assemble((", ".join(entry.acts), "bold"), "\n", how)
        what = Text(shorten(tidy(entry.quote), 2 * width), _style_voice(entry))
        number = Text(entry.label, "dim")
        if narrow:
            table.add_row(number, Text("\n").join((who, how)), what)
        else:
            place = Text(lines.locate(entry.statement.quote[0].start) if entry.statement.quote else "", "dim")
            table.add_row(number, who, *([acts] if apart else []), how, what, place)
    return table


def _fill_times(times: tuple[TimeEntry, ...], lines: Lines, width: int, colour: bool) -> Table:
    table = open_table(colour)
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
        words = Text(shorten(tidy(entry.words), 2 * width), "bold")
        value = write_cell(time.value, _write_details(time))
        known = write_cell(time.edtf or NOT_KNOWN, time.reason or "")
        if narrow:
            table.add_row(number, write_cell(words, time.type.value), value, known)
        else:
            place = Text(lines.locate(time.span.start), "dim")
            table.add_row(number, words, time.type.value, value, known, place)
    return table


def _fill_actors(actors: tuple[ActorEntry, ...], lines: Lines, width: int, colour: bool) -> Table:
    table = open_table(colour)
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
        number, name, also = Text(entry.label, "dim"), Text(tidy(actor.name), "bold"), _write_also(entry, 2 * width)
        if narrow:
            about = f"{actor.kind} · {actor.country}" if actor.country else actor.kind
            table.add_row(number, write_cell(name, about), also, str(entry.says))
        else:
            place = Text(lines.locate(entry.place.start) if entry.place else "", "dim")
            country = tidy(actor.country or NOT_KNOWN)
            table.add_row(number, name, actor.kind, country, also, str(entry.says), place)
    return table


def _write_also(entry: ActorEntry, longest: int) -> Text:
    """Other names on a line, then a line for each other form: "pronoun: er, ihn"."""
    forms: dict[str, list[str]] = {}
    for words, form in entry.words:
        forms.setdefault(form, []).append(shorten(tidy(words), longest))
    told = [
        Text(f"{form}: " if form != "name" else "", "dim").append(", ".join(words), Style(dim=False))
        for form, words in forms.items()
    ]
    return Text("\n").join(told)


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
        cell.append(tidy(entry.who), _style_voice(entry) + Style(bold=True))
    if entry.named:
        cell.append(f" ({tidy(entry.named)})", "dim")
    if entry.addressee:
        cell.append(f" → {tidy(entry.addressee)}")
    return cell


def _write_how(entry: Entry, links: Iterable[Relation]) -> Text:
    cell = Text(name_type(entry.statement))
    details = [tidy(entry.cue)] if entry.cue else []
    if entry.statement.medium.value != "none":
        details.append(entry.statement.medium.value)
    if details:
        cell.append(f"\n{' · '.join(details)}", "dim")
    cell.append("".join(f"\n{link}" for link in links))
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
        label = f"{entry.number}+" if entry.number in seen else _write_label(entry)
        yield f"⟦{label} ", _style_voice(entry) + Style(dim=True)
        seen.add(entry.number)


def _write_label(entry: Entry) -> str:
    """What stands in front of a quote: "2 Kara Bell · demand:"."""
    return f"{entry.number} {' · '.join((tidy(entry.who or '?'), *entry.acts))}:"


def _style_piece(piece: Piece) -> Style:
    style = _style_voice(piece.quotes[-1]) if piece.quotes else Style()
    if piece.speaks:
        style += _style_voice(piece.speaks[-1]) + Style(bold=True, underline=True)
    if piece.cues:
        style += Style(italic=True)
    return style


def _style_voice(entry: Entry) -> Style:
    return Style() if entry.voice is None else Style(color=_COLOURS[entry.voice % len(_COLOURS)])
