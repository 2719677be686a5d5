"""From drafts in token ranges to the entries of the record, with their actors and derivations.

Everybody who speaks, is spoken to or takes part is resolved in one pass, in the order of the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeVar

from wortlaut.extract.answers import find_links
from wortlaut.extract.attribution.site import Candidate, Range, Ranges, Text
from wortlaut.extract.coreference import Resolver
from wortlaut.extract.drafts import AgendaDraft, ClaimDraft, EventDraft
from wortlaut.extract.known import Known
from wortlaut.extract.mentions import MentionTables, find_names
from wortlaut.extract.registry import Entry, Registry
from wortlaut.extract.scene import Scene
from wortlaut.model import (
    Actor,
    AgendaEntry,
    Claim,
    Clause,
    Document,
    Event,
    Hop,
    Link,
    Mention,
    Span,
    Spans,
    Statement,
    StatementType,
    make_id,
)

_CONTENT = frozenset({"NN", "NE", "VVFIN", "VVINF", "VVPP", "VVIZU", "ADJA", "ADJD"})
_STEM = 6
"""How many letters of a lemma tell what it is about."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """Why a statement stands: its rules in the order in which they spoke, and the clauses they looked at."""

    rules: tuple[str, ...]
    clauses: tuple[tuple[str, Span], ...]

    def lines(self, text: str) -> list[str]:
        """The derivation for a person to read, a line each."""
        return [
            *(f"rule    {rule}" for rule in self.rules),
            *(f"{kind}    {span.of(text)}" for kind, span in self.clauses),
        ]


@dataclass(frozen=True, slots=True)
class Drafts:
    """What the stations found in a document; `said` is when each candidate was said: EDTF, or None."""

    candidates: Sequence[Candidate]
    said: Sequence[str | None]
    claims: Sequence[ClaimDraft] = ()
    events: Sequence[EventDraft] = ()
    agenda: Sequence[AgendaDraft] = ()

    def people(self) -> Iterator[Range]:
        """The words for everybody in them."""
        for candidate in self.candidates:
            yield from (*candidate.speaker, *candidate.addressee, *(span for span, _ in candidate.chain))
        for event in self.events:
            yield from (*event.actor, *event.recipient)
        owed = ((draft.by, draft.to) for drafts in (self.claims, self.agenda) for draft in drafts)
        yield from (span for pair in owed for span in pair if span is not None)


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a record, with the derivations of its statements by their ids."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    agenda: tuple[AgendaEntry, ...]
    links: tuple[Link, ...]
    derivations: Mapping[str, Derivation]


def assemble(
    document: Document,
    place: Text,
    drafts: Drafts,
    tables: MentionTables,
    registry: Registry,
    own: Sequence[Entry] = (),
) -> Entries:
    """The entries of the record in the order of the text.

    `registry` has the actors that are known beforehand, `own` those of them whose offices count.
    """
    scene = _scene(document.id, place, drafts.candidates, tables)
    resolver = Resolver(scene, tables, Known(registry, place.tokens, scene.names, own, document.published))
    for span in sorted({*drafts.people()}):
        resolver.resolve(span)
    maker = _Maker(document.id, place, resolver)
    statements = maker.make_statements(drafts)
    events = _each_once(maker.make_event(draft, statements) for draft in drafts.events)
    actors = tuple(resolver.actors.values())
    return Entries(
        actors,
        tuple(sorted(resolver.mentions.values(), key=lambda mention: mention.span)),
        statements,
        events,
        _each_once(maker.make_entry(draft, statements) for draft in drafts.agenda),
        find_links(statements, events, actors, partial(_stems, place)),
        _derive(place, drafts.candidates, statements),
    )


_Entry = TypeVar("_Entry", Event, AgendaEntry)


def _each_once(entries: Iterable[_Entry]) -> tuple[_Entry, ...]:
    """The entries; of two with one id, which tell the same of the same words, the first."""
    found: dict[str, _Entry] = {}
    for entry in entries:
        found.setdefault(entry.id, entry)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes entries of drafts: token ranges become spans, words for people become actors."""

    identity: str
    place: Text
    resolver: Resolver

    def make_statements(self, drafts: Drafts) -> tuple[Statement, ...]:
        claims: dict[int, list[ClaimDraft]] = {}
        for claim in drafts.claims:
            claims.setdefault(claim.statement, []).append(claim)
        statements: list[Statement] = []
        open_hosts: list[int] = []
        for at, candidate in enumerate(drafts.candidates):
            open_hosts = [host for host in open_hosts if drafts.candidates[host].last > candidate.first]
            host = next((h for h in reversed(open_hosts) if _holds(drafts.candidates[h], candidate)), None)
            open_hosts.append(at)
            parent = statements[host].id if host is not None else None
            statements.append(self._make_statement(candidate, drafts.said[at], parent, claims.get(at, ())))
        return tuple(statements)

    def _make_statement(
        self, candidate: Candidate, said: str | None, parent: str | None, claims: Sequence[ClaimDraft]
    ) -> Statement:
        quote, cue = to_spans(self.place, candidate.quote), self._words(candidate.cue)
        identity = make_id("statement", self.identity, candidate.type.value, quote, cue)
        return Statement(
            id=identity,
            type=candidate.type,
            medium=candidate.medium,
            quote=quote,
            speaker=to_spans(self.place, candidate.speaker),
            cue=cue,
            cue_class=candidate.cue_class,
            addressee=to_spans(self.place, candidate.addressee),
            frame=to_spans(self.place, candidate.frame),
            said=said,
            speaker_actor=self._who(*candidate.speaker[:1]),
            addressee_actor=self._who(*candidate.addressee[:1]),
            chain=tuple(
                Hop(self._who(span), self._span(span), self._words(tokens)) for span, tokens in candidate.chain
            ),
            nested_in=parent,
            claims=tuple(self._make_claim(claim, identity) for claim in claims),
            rules=candidate.rules,
        )

    def _make_claim(self, draft: ClaimDraft, statement: str) -> Claim:
        span = self._span(draft.words)
        return Claim(
            make_id("claim", statement, span),
            span,
            draft.act,
            draft.polarity,
            draft.modality,
            draft.when,
            draft.due,
            self._who(draft.by),
            self._who(draft.to),
            draft.times,
            draft.rules,
        )

    def make_event(self, draft: EventDraft, statements: Sequence[Statement]) -> Event:
        span = self._span(draft.words)
        actor = self._everybody(draft.actor)
        return Event(
            make_id("event", self.identity, draft.type.value, draft.mode, span, draft.status.value),
            draft.type,
            draft.mode,
            draft.context,
            actor,
            tuple(other for other in self._everybody(draft.recipient) if not self._is_own(other, actor)),
            draft.when,
            self._span(draft.where).of(self.place.text) if draft.where is not None else None,
            draft.quantities,
            draft.status,
            draft.background,
            span,
            statements[draft.realised_by].id if draft.realised_by is not None else None,
            statements[draft.reported_by].id if draft.reported_by is not None else None,
            draft.rules,
        )

    def make_entry(self, draft: AgendaDraft, statements: Sequence[Statement]) -> AgendaEntry:
        span = self._span(draft.words)
        return AgendaEntry(
            make_id("agenda", self.identity, draft.kind.value, span),
            span.of(self.place.text),
            draft.kind,
            self._who(draft.by),
            self._who(draft.to),
            draft.due,
            draft.conditional,
            statements[draft.statement].id if draft.statement is not None else None,
            span,
            draft.rules,
        )

    def _who(self, words: Range | None = None) -> str | None:
        return self.resolver.resolve(words) if words is not None else None

    def _is_own(self, other: str, actor: Sequence[str]) -> bool:
        """Whether somebody is one of the actors, or the government of one: nobody rejects his own."""
        known = self.resolver.actors
        country = known[other].country if known[other].kind == "government" else None
        return other in actor or (country is not None and country in {known[one].country for one in actor})

    def _everybody(self, spans: Ranges) -> tuple[str, ...]:
        """The actors behind the words, each once; those that stay open are left out."""
        return tuple(dict.fromkeys(actor for span in spans if (actor := self._who(span)) is not None))

    def _span(self, words: Range) -> Span:
        return Span(self.place.tokens[words[0]].start, self.place.tokens[words[1] - 1].end)

    def _words(self, tokens: Sequence[int]) -> Spans:
        return to_spans(self.place, tuple((i, i + 1) for i in tokens))


def _stems(place: Text, claim: Claim) -> frozenset[str]:
    """The stems of the words that a claim is about."""
    first = bisect_left(place.tokens, claim.span.start, key=lambda token: token.start)
    last = bisect_left(place.tokens, claim.span.end, key=lambda token: token.start)
    words = (token for token in place.tokens[first:last] if token.tag in _CONTENT)
    return frozenset(token.lemma.lower()[:_STEM] for token in words if len(token.lemma) >= _STEM)


def _scene(identity: str, place: Text, candidates: Sequence[Candidate], tables: MentionTables) -> Scene:
    said = {i for c in candidates if c.type is not StatementType.REPORTED for a, b in c.quote for i in range(a, b)}
    subjects = tuple(_subject_range(c) for c in place.clauses if c.subject is not None and c.subject.first not in said)
    speaking: dict[int, Range] = {}
    for candidate in candidates:
        if candidate.speaker:
            for first, last in (*candidate.quote, *candidate.frame):
                for sentence in range(place.tokens[first].sentence, place.tokens[last - 1].sentence + 1):
                    speaking[sentence] = candidate.speaker[0]
    direct = (c for c in candidates if c.type is StatementType.DIRECT and c.speaker)
    return Scene(
        identity,
        place.text,
        place.tokens,
        tuple(find_names(place.tokens, tables)),
        subjects,
        speaking,
        tuple((span, c.speaker[0]) for c in direct for span in c.quote),
        frozenset(last for c in candidates for _, last in (*c.speaker, *c.addressee)),
        place.tables.is_source,
        cache(tables.fold),
    )


def _subject_range(clause: Clause) -> Range:
    """The subject with what follows it before the finite verb: appositions, brackets."""
    assert clause.subject is not None
    first, last = clause.subject.first, clause.subject.last
    return (first, clause.finite) if clause.finite is not None and last <= clause.finite else (first, last)


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether one statement's words hold the other as somebody else's: speech in speech."""
    inside = outer.first <= inner.first and inner.last <= outer.last and outer.quote != inner.quote
    return inside and outer.matrix != inner.matrix and outer.speaker != inner.speaker


def to_spans(place: Text, ranges: Ranges) -> Spans:
    """Token ranges as character spans; ranges that touch become one."""
    spans: list[Span] = []
    end = -1
    for first, last in sorted(ranges):
        if first == end and spans:
            spans[-1] = Span(spans[-1].start, place.tokens[last - 1].end)
        else:
            spans.append(Span(place.tokens[first].start, place.tokens[last - 1].end))
        end = last
    return tuple(spans)


def _derive(place: Text, candidates: Sequence[Candidate], statements: Sequence[Statement]) -> Mapping[str, Derivation]:
    clauses = sorted(place.clauses, key=lambda clause: clause.first)
    starts = [clause.first for clause in clauses]
    pairs = zip(candidates, statements, strict=True)
    return {statement.id: _derivation(place, candidate, clauses, starts) for candidate, statement in pairs}


def _derivation(place: Text, candidate: Candidate, clauses: Sequence[Clause], starts: Sequence[int]) -> Derivation:
    """The rules of a candidate and the clauses that begin in its words or its frame; `clauses` begin at `starts`."""
    ranges = sorted({*candidate.quote, *candidate.frame})
    touched = [c for a, b in ranges for c in clauses[bisect_left(starts, a) : bisect_left(starts, b)]]
    return Derivation(
        candidate.rules,
        tuple((c.kind.value, Span(place.tokens[c.first].start, place.tokens[c.last - 1].end)) for c in touched),
    )
