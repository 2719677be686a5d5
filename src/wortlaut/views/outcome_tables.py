"""What happens and what is due as tables of the terminal: the events and the agenda of a record."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table
from rich.text import Text

from wortlaut.views.cells import NOT_KNOWN, open_table, shorten, write_cell
from wortlaut.views.listing import Lines
from wortlaut.views.marks import tidy
from wortlaut.views.outcomes import DueEntry, EventEntry, Relation

__all__ = ["fill_due", "fill_events"]

_NARROW = 70
_WIDE = 100
_DEADLINE = len("../2022-01-30")
_INTERVAL = len("2022-01-24/2022-01-30")


def fill_due(due: tuple[DueEntry, ...], lines: Lines, width: int, colour: bool) -> Table:
    """The agenda: number, by when, who is to do it for whom, what, how it came to be due, where in the text."""
    table = open_table(colour)
    narrow = width < _NARROW
    room = _INTERVAL if width >= _WIDE else _DEADLINE
    table.add_column("Due", max_width=room, overflow="fold")
    table.add_column("Who", ratio=3, overflow="fold")
    table.add_column("What", ratio=4 if narrow else 6, overflow="fold")
    if not narrow:
        table.add_column("How", width=len("conditional"), overflow="fold")
        table.add_column("Where", justify="right", no_wrap=True)
    for entry in due:
        number, when = Text(entry.label, "dim"), Text(_break(entry.entry.due or NOT_KNOWN, room), "bold")
        who = _write_participants(entry.who, entry.whom)
        what = Text(shorten(tidy(entry.what), 2 * width))
        told = f"in {entry.stands_in.label}" if entry.stands_in else ""
        if narrow:
            table.add_row(number, when, who, write_cell(what, " · ".join(filter(None, (entry.kind, told)))))
        else:
            place = Text(lines.locate(entry.entry.span.start), "dim")
            table.add_row(number, when, who, what, write_cell(entry.kind, told), place)
    return table


def fill_events(
    events: tuple[EventEntry, ...], links: Mapping[str, tuple[Relation, ...]], lines: Lines, width: int, colour: bool
) -> Table:
    """The events: number, type with mode and context, status and time, who to whom, the words, where in the text."""
    table = open_table(colour)
    narrow = width < _NARROW
    room = _INTERVAL if width >= _WIDE else _DEADLINE
    table.add_column("Event", width=len("humanitarian") if width < _WIDE else _INTERVAL, overflow="fold")
    if not narrow:
        table.add_column("Status", max_width=room, overflow="fold")
    table.add_column("Who", ratio=3, overflow="fold")
    table.add_column("What", ratio=4 if narrow else 6, overflow="fold")
    if not narrow:
        table.add_column("Where", justify="right", no_wrap=True)
    for entry in events:
        event = entry.event
        number = Text(entry.label, "dim")
        when = "background" if event.background and not event.when else event.when or ""
        status = Text(event.status.value)
        status.append(f"\n{_break(when, room)}" if when else "", "dim")
        who = _write_participants(", ".join(entry.who), ", ".join(entry.whom))
        what = _write_event(entry, links.get(event.id, ()), 2 * width)
        kind = write_cell(Text(event.type.value, "bold"), " · ".join(entry.sort))
        if narrow:
            table.add_row(number, Text("\n").join((kind, status)), who, what)
        else:
            table.add_row(number, kind, status, who, what, Text(lines.locate(event.span.start), "dim"))
    return table


def _write_event(entry: EventEntry, links: tuple[Relation, ...], longest: int) -> Text:
    """The words of an event with what else is known of it; one that is a statement goes by its number."""
    if entry.is_said and entry.stands_in is not None:
        return Text(f"statement {entry.stands_in.label}", "dim")
    details = [entry.quantities, f"at {entry.event.where}" if entry.event.where else ""]
    details += [f"in {entry.stands_in.label}" if entry.stands_in else "", *map(str, links)]
    return write_cell(shorten(tidy(entry.words), longest), " · ".join(filter(None, details)))


def _write_participants(who: str | None, whom: str | None) -> Text:
    cell = Text(tidy(who)) if who else Text(NOT_KNOWN, "dim")
    if whom:
        cell.append(f" → {tidy(whom)}")
    return cell


def _break(edtf: str, room: int) -> str:
    """An interval that is too long is broken behind its slash."""
    return edtf if len(edtf) <= room else edtf.replace("/", "/\n")
