"""What the reader makes of one report, entry by entry, and how it is written as JSON."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Literal

from wortlaut.model.kinds import (
    Act,
    AgendaKind,
    EventStatus,
    EventType,
    LinkKind,
    Medium,
    Modality,
    Polarity,
    StatementType,
    TimexType,
)
from wortlaut.model.text import Document, Issue, Span, Spans

_PLAIN = frozenset({bool, float, int, str, type(None)})


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that speaks, is spoken to or acts, under one name for the whole document."""

    id: str
    name: str
    kind: Literal["person", "state", "government", "organisation", "group", "media", "anonymous", "unknown"]
    country: str | None = None
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor; `actor` is the actor's id, or None where it stays open.

    `candidates` are the ids of those who could be meant where several could.
    """

    id: str
    span: Span
    actor: str | None
    form: Literal["name", "title", "pronoun", "metonym", "nominal"]
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression.

    `value`, `mod`, `quant` and `freq` are those of TIMEX3 (ISO 8601 with X for what is not told, ``PAST_REF`` …).
    `edtf` is what is known for sure about when it lies (EDTF, level 2: a date, an interval with open ends); where that
    is nothing, or less than the words promise, `reason` says why.
    """

    id: str
    span: Span
    type: TimexType
    value: str
    edtf: str | None
    mod: str | None
    reason: str | None
    quant: str | None = None
    freq: str | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hop:
    """One station of a source chain: the actor's id, its words and the cue that leads to it."""

    actor: str | None
    span: Span
    cue: Spans


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said: a sentence or a coordinated main clause of a statement's content.

    `polarity` is None where no content is told ("lehnte ab"). `when` (EDTF) is the time of the content, `due` (EDTF)
    by when it is to be done; `by` and `to` are ids of actors: who is to do it, and whom the act is aimed at. `times`
    are the ids of the time expressions in it.
    """

    id: str
    span: Span
    act: Act
    polarity: Polarity | None
    modality: Modality
    when: str | None = None
    due: str | None = None
    by: str | None = None
    to: str | None = None
    times: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, is said to happen or is to happen, as PLOVER sorts it.

    `actor` and `recipient` are ids of actors; `when` is EDTF; `where` the words of the text for the place; `quantities`
    pairs of a number and the words for what is counted. `realised_by` is the statement that is this event itself (a
    demand made is a REQUEST that happened), `reported_by` the one on whose word it stands; both are None where the
    report itself asserts it. `background` is True for what lies more than a year before the report.
    """

    id: str
    type: EventType
    mode: str | None
    context: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    when: str | None
    where: str | None
    quantities: tuple[tuple[float, str], ...]
    status: EventStatus
    background: bool
    span: Span
    realised_by: str | None = None
    reported_by: str | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """What is due: its words, who is to do it for whom, by when (EDTF, None where that is not told).

    `statement` is the id of the statement that it stands in, None where the report itself tells it.
    """

    id: str
    what: str
    kind: AgendaKind
    by: str | None
    to: str | None
    due: str | None
    conditional: bool
    statement: str | None
    span: Span
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """That one entry answers or contradicts another; `source` and `target` are ids of statements, claims or events.

    In JSON they are `from` and `to`.
    """

    kind: LinkKind
    source: str
    target: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: these words, by this speaker, in this way."""

    id: str
    type: StatementType
    medium: Medium
    quote: Spans
    speaker: Spans
    cue: Spans
    cue_class: str | None
    addressee: Spans
    frame: Spans
    said: str | None
    speaker_actor: str | None
    addressee_actor: str | None
    chain: tuple[Hop, ...]
    nested_in: str | None
    claims: tuple[Claim, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Which reader and which language pack made a record."""

    version: str
    pack: str
    pack_version: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that the reader makes of one report."""

    document: Document
    reader: Reader
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Timex, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    agenda: tuple[AgendaEntry, ...] = ()
    links: tuple[Link, ...] = ()
    issues: tuple[Issue, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """The record as plain lists, dicts, strings and numbers, ready for JSON; the keys are a contract."""
        document = self.document
        return {
            "document": {
                "id": document.id,
                "language": document.language,
                "published": document.published,
                "title": document.title,
                "source": document.source,
                "length": len(document.text),
            },
            "actors": [_plain(actor) for actor in self.actors],
            "mentions": [_plain(mention) for mention in self.mentions],
            "times": [_plain(time) for time in self.times],
            "statements": [_plain(statement) for statement in self.statements],
            "events": [_plain(event) for event in self.events],
            "agenda": [_plain(entry) for entry in self.agenda],
            "links": [
                {"kind": link.kind.value, "from": link.source, "to": link.target, "rules": list(link.rules)}
                for link in self.links
            ],
            "issues": [_plain(issue) for issue in self.issues],
            "reader": _plain(self.reader),
        }


def _plain(value: Any) -> Any:
    """Records, enums, spans and tuples as what JSON knows; what is most common is asked for first."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if issubclass(kind, tuple):
        return [_plain(item) for item in value]
    if issubclass(kind, enum.Enum):
        return value.value
    if is_dataclass(kind):
        return {name: _plain(getattr(value, name)) for name in _name_fields(kind)}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value


@cache
def _name_fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
