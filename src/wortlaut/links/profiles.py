"""What is compared of a report: who is in it, what is said, what happens, what is due, each with its words and days.

A `Profile` is made of a record alone, so that two reports compare the same whatever else is in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from wortlaut.extract.timex.days import read_days
from wortlaut.links.parties import Party, make_parties
from wortlaut.links.tokens import Tokens
from wortlaut.links.words import Vocabulary, Word
from wortlaut.model import (
    Act,
    Claim,
    Event,
    EventStatus,
    EventType,
    Modality,
    Polarity,
    Record,
    Span,
    Statement,
    StatementType,
)

__all__ = ["STEM", "Deed", "Due", "Profile", "Reach", "Saying", "make_profile", "meet", "overlap", "read_reach"]

STEM = 4
"""Letters of a word that are its mark."""

_MARKS = 8  # of an entry
_DELAY = 2  # days after which a report tells a saying without its day


Reach = tuple[int, int]
"""The first and the last day, both included, as `date.toordinal`."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim with its statement; `said` is when, as far as the report tells it."""

    document: str
    statement: str
    claim: str
    type: StatementType
    act: Act
    polarity: Polarity | None
    modality: Modality
    cue_class: str | None
    words: tuple[Word, ...]
    speaker: Party | None
    addressee: Party | None
    by: Party | None
    to: Party | None
    said: Reach
    is_dated: bool
    when: Reach | None
    claims: int
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Deed:
    """An event; `when` is as far as the report tells it, `is_dated` whether it tells the day."""

    document: str
    id: str
    type: EventType
    mode: str | None
    status: EventStatus
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    words: tuple[Word, ...]
    when: Reach | None
    is_dated: bool
    is_told: bool
    quantities: tuple[tuple[float, str], ...]
    marks: frozenset[str]

    @property
    def parties(self) -> tuple[Party, ...]:
        """All in it: who did what to whom is the first thing that reports put in other ways."""
        return self.actors + self.recipients


@dataclass(frozen=True, slots=True)
class Due:
    """What is promised, announced, threatened or set: an entry of the agenda, or an event that lies ahead."""

    document: str
    id: str
    negative: bool
    types: frozenset[EventType]
    by: tuple[Party, ...]
    words: tuple[Word, ...]
    due: Reach | None
    made: Reach
    marks: frozenset[str]


@dataclass(frozen=True)
class Profile:
    """A report as it is compared; `names` are all names in it."""

    document: str
    language: str
    published: Reach
    parties: Mapping[str, Party]
    sayings: tuple[Saying, ...]
    deeds: tuple[Deed, ...]
    dues: tuple[Due, ...]
    names: tuple[Word, ...]

    @cached_property
    def entries(self) -> frozenset[str]:
        """The ids of all that can be an end of a link."""
        sayings = (end for saying in self.sayings for end in (saying.statement, saying.claim))
        return frozenset(chain(sayings, (deed.id for deed in self.deeds), (due.id for due in self.dues)))


def read_reach(edtf: str | None) -> Reach | None:
    """The days of EDTF; None where it tells none, or only one end."""
    days = read_days(edtf)
    if days is None or days.first is None or days.last is None:
        return None
    return days.first.toordinal(), days.last.toordinal()


def overlap(one: Reach, other: Reach, slack: int = 0) -> bool:
    """Whether two stretches of days have a day in common, or lie no more than `slack` days apart."""
    return one[0] <= other[1] + slack and other[0] <= one[1] + slack


def meet(one: Saying | Deed | Due, other: Saying | Deed | Due) -> bool:
    """Whether two entries share two marks; others are not worth comparing."""
    return len(one.marks & other.marks) > 1


def make_profile(record: Record, vocabulary: Vocabulary) -> Profile | None:
    """The profile of a report; None where its day is not known, for then nothing can be told apart from it."""
    published = read_reach(record.document.published)
    if published is None:
        return None
    return _Maker(record, vocabulary, published).make()


def _mark(words: Iterable[Word], parties: Iterable[Party | None], vocabulary: Vocabulary) -> frozenset[str]:
    """The marks of an entry that tell most; a person counts once, however many names it has."""
    marks: dict[str, float] = {}
    for word in words:
        marks[vocabulary.fold_name(word.key)[:STEM]] = word.weight
    for party in parties:
        if party is None:
            continue
        if party.last is not None:
            for first in party.first:
                marks.pop(first[:STEM], None)
            marks[party.last[:STEM]] = 1.2
        else:
            marks.update((vocabulary.fold_name(word.key)[:STEM], word.weight) for word in party.words)
    return frozenset(sorted(marks, key=lambda each: (-marks[each], each))[:_MARKS])


class _Maker:
    def __init__(self, record: Record, vocabulary: Vocabulary, published: Reach) -> None:
        self.record, self.vocabulary, self.published = record, vocabulary, published
        self.text, self.document = record.document.text, record.document.id
        self.times = tuple(time.span for time in record.times)
        self.tokens = Tokens(self.text, vocabulary)
        self.parties = make_parties(record, self.tokens, vocabulary)
        self.realised = {e.realised_by: e for e in record.events if e.realised_by is not None}

    def make(self) -> Profile:
        sayings = tuple(self._saying(s, claim) for s in self.record.statements for claim in s.claims)
        deeds = tuple(self._deed(event) for event in self.record.events)
        dues = tuple(self._dues())
        return Profile(
            self.document,
            self.record.document.language,
            self.published,
            self.parties,
            sayings,
            deeds,
            dues,
            self.tokens.names(),
        )

    def _read(self, *spans: Span, without: Iterable[Span] = ()) -> tuple[Word, ...]:
        return self.tokens.read(spans, (*self.times, *without))

    def _mark(self, words: Iterable[Word], parties: Iterable[Party | None]) -> frozenset[str]:
        return _mark(words, parties, self.vocabulary)

    def _party(self, actor: str | None) -> Party | None:
        return self.parties.get(actor) if actor is not None else None

    def _saying(self, statement: Statement, claim: Claim) -> Saying:
        told = statement.type is StatementType.REPORTED
        beside = (*statement.speaker, *statement.cue, *statement.addressee) if told else statement.cue
        event = self.realised.get(statement.id)
        words = self._read(claim.span, without=beside)
        speaker, addressee = self._party(statement.speaker_actor), self._party(statement.addressee_actor)
        to = self._party(claim.to)
        day = read_reach(statement.said) or (read_reach(event.when) if event is not None else None)
        return Saying(
            self.document,
            statement.id,
            claim.id,
            statement.type,
            claim.act,
            claim.polarity,
            claim.modality,
            statement.cue_class,
            words,
            speaker,
            addressee,
            self._party(claim.by),
            to,
            day or (self.published[0] - _DELAY, self.published[1]),
            day is not None,
            read_reach(claim.when),
            len(statement.claims),
            self._mark(words, (speaker, addressee, to)),
        )

    def _deed(self, event: Event) -> Deed:
        words = self._read(event.span)
        actors, recipients = self._several(event.actor), self._several(event.recipient)
        return Deed(
            self.document,
            event.id,
            event.type,
            event.mode,
            event.status,
            actors,
            recipients,
            words,
            read_reach(event.when),
            event.when is not None,
            event.realised_by is not None,
            event.quantities,
            self._mark(words, actors + recipients),
        )

    def _several(self, actors: Iterable[str]) -> tuple[Party, ...]:
        return tuple(party for actor in actors if (party := self._party(actor)) is not None)

    def _dues(self) -> Iterable[Due]:
        for entry in self.record.agenda:
            yield self._due(entry.id, entry.span, entry.due, entry.by, entry.statement)
        ahead = {EventStatus.PLANNED, EventStatus.PROMISED}
        taken = [entry.span for entry in self.record.agenda]
        for event in self.record.events:
            if event.status in ahead and not any(span.overlaps(event.span) for span in taken):
                yield self._due(event.id, event.span, event.when, None, event.reported_by)
        wanted = {Act.PROMISE, Act.ANNOUNCE, Act.THREATEN, Act.AGREE, Act.OFFER}
        for statement in self.record.statements:
            for claim in statement.claims:
                if claim.act in wanted and not any(span.overlaps(claim.span) for span in taken):
                    yield self._due(claim.id, claim.span, claim.due, claim.by, statement.id)

    def _due(self, identity: str, span: Span, due: str | None, by: str | None, statement: str | None) -> Due:
        events = [e for e in self.record.events if e.span.overlaps(span) and e.realised_by is None]
        said = next((s for s in self.record.statements if s.id == statement), None)
        claims = [c for c in said.claims if c.span.overlaps(span)] if said is not None else []
        speaker = said.speaker_actor if said is not None else None
        doers = [by, speaker, *(actor for event in events for actor in event.actor)]
        words = self._read(span)
        does = self._several(dict.fromkeys(actor for actor in doers if actor is not None))
        return Due(
            self.document,
            identity,
            any(c.polarity is Polarity.NEGATIVE for c in claims) or any(e.status is EventStatus.DENIED for e in events),
            frozenset(event.type for event in events),
            does,
            words,
            read_reach(due) or _open_reach(due),
            (self.published[0] - _DELAY, self.published[1]),
            self._mark(words, does),
        )


def _open_reach(edtf: str | None) -> Reach | None:
    """The days of a date with an open end: until its last day, from its first on."""
    days = read_days(edtf)
    if days is None:
        return None
    first = days.first.toordinal() if days.first is not None else 0
    return first, days.last.toordinal() if days.last is not None else 10**7
