"""Write what is due as iCalendar (RFC 5545): the agenda of one or several records as one calendar.

An entry with a date is an event of whole days that blocks no time; a deadline stands on its last day, what begins on
its first. Where less than a day is known, the event covers all that the time may mean, and its title says so. An entry
without a date is a to-do without a due date. The same records give the same bytes: the stamp of an entry is the
day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from wortlaut.extract.timex.days import Days, read_days
from wortlaut.model import Record
from wortlaut.version import VERSION
from wortlaut.views.listing import list_entries
from wortlaut.views.marks import tidy
from wortlaut.views.outcomes import DueEntry, list_due

if TYPE_CHECKING:
    import icalendar

__all__ = ["stream_calendar", "write_calendar"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNCERTAIN = re.compile("[~?%]|-XX")
_LONGEST_TITLE = 160


def write_calendar(records: Iterable[Record]) -> str:
    """Write one calendar of the agenda of all records; an entry that stands in several of them stands in it once."""
    return "".join(stream_calendar(records))


def stream_calendar(records: Iterable[Record]) -> Iterator[str]:
    """Write the same calendar piece by piece."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Wortlaut//Wortlaut {VERSION}//EN")
    calendar.add("version", "2.0")
    head, end, rest = _write(calendar).partition("END:VCALENDAR")
    yield head
    written = set()
    for record in records:
        for entry in list_due(record, list_entries(record)):
            if entry.id not in written:
                written.add(entry.id)
                yield _write(_make_component(record, entry))
    yield end + rest


def _write(component: icalendar.Component) -> str:
    written: bytes = component.to_ical()
    return written.decode("utf-8")


def _make_component(record: Record, entry: DueEntry) -> icalendar.Event | icalendar.Todo:
    import icalendar

    days = read_days(entry.entry.due)
    component = icalendar.Event() if days else icalendar.Todo()
    component.add("uid", f"{entry.id}@wortlaut")
    component.add("dtstamp", _stamp(record.document.published))
    if days:
        for name, value in _place(days).items():
            component.add(name, value)
        component.add("transp", "TRANSPARENT")
    component.add("summary", _clean(_write_title(entry, days)))
    component.add("description", _clean(_describe(record, entry)))
    component.add("categories", [entry.entry.kind.value])
    if entry.entry.conditional and days:
        component.add("status", "TENTATIVE")
    return component


def _stamp(published: str | None) -> datetime:
    """The first moment of the publication, as far as it is known, in place of the clock."""
    days = read_days(published)
    return datetime.combine(days.first if days and days.first else date(1970, 1, 1), time(), UTC)


def _place(days: Days) -> dict[str, date | datetime]:
    """Where an event stands: whole days, the end being the day after the last; or a moment where one is told."""
    if days.clock is not None:
        return {"dtstart": days.clock.astimezone(UTC) if days.clock.tzinfo else days.clock}
    first, last = days.bounds
    place: dict[str, date | datetime] = {"dtstart": first}
    if last < date.max:
        place["dtend"] = last + timedelta(days=1)
    return place


def _write_title(entry: DueEntry, days: Days | None) -> str:
    """Who does what for whom, and what a calendar cannot show of when."""
    who = " → ".join(filter(None, (entry.who, entry.whom)))
    what = tidy(entry.what)
    if len(what) > _LONGEST_TITLE:
        what = f"{what[:_LONGEST_TITLE].rpartition(' ')[0] or what[:_LONGEST_TITLE]} …"
    title = f"{tidy(who)}: {what}" if who else what
    certainty = _name_certainty(entry.entry.due or "", days) if days else ""
    return f"{title} ({certainty})" if certainty else title


def _name_certainty(due: str, days: Days) -> str:
    due = _UNCERTAIN.sub("", due)
    begin, is_interval, end = due.partition("/")
    unit, rough = days.precision
    about = "roughly " if rough else ""
    if is_interval and days.first is None:
        return f"{about}by {end} at the latest"
    if is_interval and days.last is None:
        return f"{about}from {begin} on"
    if is_interval:
        return f"{about}within {due}"
    return f"{about}some time in {due}" if unit not in ("day", "minute") else f"{about}{due}" if rough else ""


def _describe(record: Record, entry: DueEntry) -> str:
    """The evidence: the words, who says so, what is known of the time, and the report."""
    document = record.document
    quoted = f"“{tidy(entry.words)}”"
    said = entry.stands_in
    lines = [quoted, f"Said by: {tidy(said.who or 'somebody not named')}" if said else "Told by the report itself"]
    lines.append(f"How it came to be due: {entry.kind}")
    lines.append(f"Due: {entry.entry.due or 'not told'}{' (EDTF)' if entry.entry.due else ''}")
    named = (("Report", document.title), ("File", document.source))
    lines.extend(f"{name}: {tidy(value)}" for name, value in named if value)
    lines.append(f"Published: {document.published or 'not known'}")
    return "\n".join(lines)


def _clean(text: str) -> str:
    """What cannot be written in UTF-8 becomes the replacement character."""
    return _SURROGATE.sub("\ufffd", text)
