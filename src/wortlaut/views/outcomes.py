"""List a record's events, agenda and links as people see them: numbered, in order, with names instead of ids.

Events are e1, e2 …, agenda entries d1, d2 … (what is due), both in the order of the text. A link is told on both its
ends: "answers 4" on the one, "answered by 6" on the other. An event that a statement itself is goes by the number of
that statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wortlaut.model import AgendaEntry, Event, LinkKind, Record, Span
from wortlaut.views.listing import Entry, count_kinds

__all__ = ["DueEntry", "EventEntry", "Relation", "count_due", "count_events", "list_due", "list_events", "list_links"]

_SAID = {
    LinkKind.RESPONSE: ("answers", "answered by"),
    LinkKind.CONTRADICTION: ("contradicts", "contradicts"),
    LinkKind.FOLLOW_UP: ("follows", "followed by"),
    LinkKind.SAME_STATEMENT: ("same as", "same as"),
    LinkKind.SAME_EVENT: ("same as", "same as"),
}


@dataclass(frozen=True, slots=True)
class EventEntry:
    """One event, ready to be shown.

    `who` and `whom` are the names of its actors and recipients; `words` those of the text. `stands_in` is the
    statement that is this event or on whose word it stands, or None.
    """

    number: int
    event: Event
    who: tuple[str, ...]
    whom: tuple[str, ...]
    words: str
    stands_in: Entry | None

    @property
    def label(self) -> str:
        """What people call it by."""
        return f"e{self.number}"

    @property
    def id(self) -> str:
        """What programs call it by."""
        return self.event.id

    @property
    def span(self) -> Span:
        """Where its words stand."""
        return self.event.span

    @property
    def is_said(self) -> bool:
        """Whether it happens by saying something: the statement is the event."""
        return self.event.realised_by is not None and self.stands_in is not None

    @property
    def sort(self) -> tuple[str, ...]:
        """How and in which fields: mode and contexts, each once."""
        return tuple(dict.fromkeys(filter(None, (self.event.mode, *self.event.context))))

    @property
    def quantities(self) -> str:
        """How much of what: "100000 Soldaten, 2.5 Tonnen"."""
        return ", ".join(f"{repr(number).removesuffix('.0')} {unit}" for number, unit in self.event.quantities)


@dataclass(frozen=True, slots=True)
class DueEntry:
    """One agenda entry, ready to be shown: who is to do it for whom, and the statement that it stands in, or None."""

    number: int
    entry: AgendaEntry
    who: str | None
    whom: str | None
    words: str
    stands_in: Entry | None

    @property
    def label(self) -> str:
        """What people call it by."""
        return f"d{self.number}"

    @property
    def id(self) -> str:
        """What programs call it by."""
        return self.entry.id

    @property
    def span(self) -> Span:
        """Where its words stand."""
        return self.entry.span

    @property
    def what(self) -> str:
        """What is to be done."""
        return self.entry.what or self.words

    @property
    def kind(self) -> str:
        """How it came to be due, and whether only under a condition."""
        return f"{self.entry.kind.value}, conditional" if self.entry.conditional else self.entry.kind.value


@dataclass(frozen=True, slots=True)
class Relation:
    """What an entry is to another, called by its label and its id: "answers", "4"."""

    words: str
    label: str
    id: str

    def __str__(self) -> str:
        return f"{self.words} {self.label}"


def list_events(record: Record, entries: Iterable[Entry]) -> tuple[EventEntry, ...]:
    """Number the events of a record in the order of the text and name everybody in them."""
    names = {actor.id: actor.name for actor in record.actors}
    said = {entry.id: entry for entry in entries}
    ordered = sorted(record.events, key=lambda event: event.span)
    return tuple(
        EventEntry(
            number=number,
            event=event,
            who=_name_all(event.actor, names),
            whom=_name_all(event.recipient, names),
            words=event.span.of(record.document.text),
            stands_in=said.get(event.realised_by or event.reported_by or ""),
        )
        for number, event in enumerate(ordered, start=1)
    )


def list_due(record: Record, entries: Iterable[Entry]) -> tuple[DueEntry, ...]:
    """Number the agenda of a record in the order of the text and name everybody in it."""
    names = {actor.id: actor.name for actor in record.actors}
    said = {entry.id: entry for entry in entries}
    ordered = sorted(record.agenda, key=lambda entry: entry.span)
    return tuple(
        DueEntry(
            number=number,
            entry=entry,
            who=names.get(entry.by or ""),
            whom=names.get(entry.to or ""),
            words=entry.span.of(record.document.text),
            stands_in=said.get(entry.statement or ""),
        )
        for number, entry in enumerate(ordered, start=1)
    )


def list_links(
    record: Record, entries: Iterable[Entry], events: Iterable[EventEntry]
) -> Mapping[str, tuple[Relation, ...]]:
    """What each statement and event, by its id, is to others; each relation once."""
    ends = dict(_list_ends(entries, events))
    found: dict[str, dict[Relation, None]] = {}
    for link in record.links:
        source, target = ends.get(link.source), ends.get(link.target)
        if source is None or target is None or source.id == target.id:
            continue
        forth, back = _SAID[link.kind]
        found.setdefault(source.id, {})[Relation(forth, target.label, target.id)] = None
        found.setdefault(target.id, {})[Relation(back, source.label, source.id)] = None
    return {key: tuple(relations) for key, relations in found.items()}


def count_events(events: tuple[EventEntry, ...]) -> str:
    """Say how many events there are, and how many of each status."""
    return count_kinds("event", [entry.event.status.value for entry in events])


def count_due(due: tuple[DueEntry, ...]) -> str:
    """Say how many agenda entries there are, and how many of each kind."""
    return count_kinds("agenda entry", [entry.entry.kind.value for entry in due], plural="agenda entries")


def _list_ends(entries: Iterable[Entry], events: Iterable[EventEntry]) -> Iterator[tuple[str, Entry | EventEntry]]:
    """What an id of a link leads to: a claim to its statement, an event to the statement that it is."""
    for entry in entries:
        yield entry.id, entry
        for claim in entry.statement.claims:
            yield claim.id, entry
    for event in events:
        yield event.id, event.stands_in if event.stands_in is not None and event.is_said else event


def _name_all(ids: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[key] for key in ids if key in names))
