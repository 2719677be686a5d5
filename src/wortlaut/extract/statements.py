"""From candidates in token ranges to the statements of the record, with their actors and derivations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from wortlaut.extract.attribution.site import Candidate, Range, Ranges, Text
from wortlaut.extract.coreference import Resolver
from wortlaut.extract.known import Known
from wortlaut.extract.mentions import MentionTables, find_names
from wortlaut.extract.registry import Entry, Registry
from wortlaut.extract.scene import Scene
from wortlaut.model import Actor, Clause, Document, Hop, Mention, Span, Spans, Statement, StatementType, make_id


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


def make_statements(
    document: Document,
    place: Text,
    candidates: Sequence[Candidate],
    said: Sequence[str | None],
    tables: MentionTables,
    registry: Registry,
    own: Sequence[Entry] = (),
) -> tuple[tuple[Statement, ...], tuple[Actor, ...], tuple[Mention, ...], Mapping[str, Derivation]]:
    """The statements of the record in the order of the text, the actors they name, and their derivations.

    `said` is when each candidate was said: EDTF, or None; `registry` has the actors that are known beforehand, `own`
    those of them whose offices count.
    """
    identity = document.id
    scene = _scene(identity, place, candidates, tables)
    resolver = Resolver(scene, tables, Known(registry, place.tokens, scene.names, own, document.published))
    told = {r for c in candidates for r in (*c.speaker, *c.addressee, *(span for span, _ in c.chain))}
    for span in sorted(told):
        resolver.resolve(span)
    statements: list[Statement] = []
    derivations = {}
    clauses = sorted(place.clauses, key=lambda c: c.first)
    starts = [clause.first for clause in clauses]
    open_hosts: list[int] = []
    for index, candidate in enumerate(candidates):
        open_hosts = [at for at in open_hosts if candidates[at].last > candidate.first]
        host = next((at for at in reversed(open_hosts) if _holds(candidates[at], candidate)), None)
        open_hosts.append(index)
        parent = statements[host].id if host is not None else None
        statement = _statement(identity, place, candidate, said[index], resolver, parent)
        statements.append(statement)
        derivations[statement.id] = _derivation(place, candidate, clauses, starts)
    mentions = tuple(sorted(resolver.mentions.values(), key=lambda m: m.span))
    return tuple(statements), tuple(resolver.actors.values()), mentions, derivations


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


def _statement(
    identity: str, place: Text, candidate: Candidate, said: str | None, resolver: Resolver, parent: str | None
) -> Statement:
    quote = to_spans(place, candidate.quote)
    cue = to_spans(place, tuple((i, i + 1) for i in candidate.cue))
    hops = tuple(
        Hop(resolver.resolve(span), _span(place, span), to_spans(place, tuple((i, i + 1) for i in tokens)))
        for span, tokens in candidate.chain
    )
    return Statement(
        id=make_id("statement", identity, candidate.type.value, quote, cue),
        type=candidate.type,
        medium=candidate.medium,
        quote=quote,
        speaker=to_spans(place, candidate.speaker),
        cue=cue,
        cue_class=candidate.cue_class,
        addressee=to_spans(place, candidate.addressee),
        frame=to_spans(place, candidate.frame),
        said=said,
        speaker_actor=resolver.resolve(candidate.speaker[0]) if candidate.speaker else None,
        addressee_actor=resolver.resolve(candidate.addressee[0]) if candidate.addressee else None,
        chain=hops,
        nested_in=parent,
        claims=(),
        rules=candidate.rules,
    )


def _span(place: Text, span: Range) -> Span:
    return Span(place.tokens[span[0]].start, place.tokens[span[1] - 1].end)


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


def _derivation(place: Text, candidate: Candidate, clauses: Sequence[Clause], starts: Sequence[int]) -> Derivation:
    """The rules of a candidate and the clauses that begin in its words or its frame; `clauses` begin at `starts`."""
    ranges = sorted({*candidate.quote, *candidate.frame})
    touched = [c for a, b in ranges for c in clauses[bisect_left(starts, a) : bisect_left(starts, b)]]
    return Derivation(
        candidate.rules,
        tuple((c.kind.value, Span(place.tokens[c.first].start, place.tokens[c.last - 1].end)) for c in touched),
    )
