"""What an example speaks of: statements, claims, events, times, issues, clauses, tokens, sentences, told in lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from wortlaut.model import Clause, Record, Span, Spans, Statement, Token
from wortlaut.pipeline import Reading

GAP = " … "
STATEMENT_KEYS = (
    "type",
    "medium",
    "quote",
    "speaker",
    "cue",
    "addressee",
    "frame",
    "cue_class",
    "said",
    "speaker_actor",
    "addressee_actor",
    "chain",
    "nested_in",
)
CLAIM_KEYS = ("words", "act", "polarity", "modality", "when", "due", "by", "to")
EVENT_KEYS = (
    "type",
    "status",
    "mode",
    "context",
    "actor",
    "recipient",
    "when",
    "where",
    "quantities",
    "background",
    "words",
    "realised_by",
    "reported_by",
)
TIME_KEYS = ("words", "type", "value", "edtf", "mod", "quant", "freq", "reason")
CLAUSE_KEYS = ("kind", "words", "lemma", "mood", "tense", "voice", "verbs", "subject", "parent")
KEYS: Mapping[str, tuple[str, ...]] = {
    "statement": STATEMENT_KEYS,
    "claim": CLAIM_KEYS,
    "event": EVENT_KEYS,
    "time": TIME_KEYS,
    "issue": ("words", "problem"),
    "clause": CLAUSE_KEYS,
    "token": ("text", "tag", "lemma", "mood", "number", "tense"),
    "sentence": ("words",),
}
SHOWN: Mapping[str, tuple[str, ...]] = {
    "statement": ("type", "quote", "speaker", "cue"),
    "claim": ("words", "act"),
    "event": ("type", "status", "actor", "recipient"),
    "time": ("words", "type", "value", "edtf"),
    "issue": ("words", "problem"),
    "clause": ("kind", "words"),
    "token": ("text", "tag", "lemma"),
    "sentence": ("words",),
}
PARTLY_LISTED = frozenset({"token"})
ONLY_KEY: Mapping[str, str] = {"sentence": "words"}


@dataclass(frozen=True, slots=True)
class Value:
    """What a key holds: words, or None; `place` counts from 1 where the words stand several times in the text."""

    words: str | None
    place: int | None = None

    def admits(self, other: Value) -> bool:
        """Whether what was found is what is asked for; without a place, any place will do."""
        return self.words == other.words and self.place in (None, other.place or 1)

    def __str__(self) -> str:
        if self.words is None:
            return "null"
        if re.fullmatch(r"[^\s\"\\…]+", self.words) and self.place is None and self.words != "null":
            return self.words
        escaped = self.words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"' + (f"@{self.place}" if self.place else "")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a lower half: a kind of thing, and what its keys hold."""

    kind: str
    values: Mapping[str, Value]

    def admits(self, other: Fact) -> bool:
        """Whether what was found fits every key that is asked for."""
        return self.kind == other.kind and all(value.admits(other.values[key]) for key, value in self.values.items())

    def show(self, keys: Iterable[str]) -> str:
        """The line that says so."""
        if self.kind in ONLY_KEY:
            return f"{self.kind} {self.values[ONLY_KEY[self.kind]]}"
        return "  ".join([self.kind, *(f"{key} {self.values[key]}" for key in keys if key in self.values)])


def describe(record: Record) -> list[str]:
    """The statements of a record as an example would list them, with every key that holds something."""
    return [_show_filled(fact) for fact in describe_statements(record)]


def describe_statements(record: Record) -> list[Fact]:
    """The statements of a record as facts."""
    names = {actor.id: actor.name for actor in record.actors}
    parents = {statement.id: statement for statement in record.statements}
    return [_describe_statement(s, record.document.text, names, parents) for s in record.statements]


def describe_claims(record: Record) -> list[Fact]:
    """The claims of a record as facts, statement by statement; actors go by their names."""
    text = record.document.text
    names = {actor.id: actor.name for actor in record.actors}
    return [
        Fact(
            "claim",
            {
                "words": _quote((claim.span,), text),
                "act": Value(claim.act.value),
                "polarity": Value(claim.polarity.value if claim.polarity else None),
                "modality": Value(claim.modality.value),
                "when": Value(claim.when),
                "due": Value(claim.due),
                "by": Value(names.get(claim.by or "")),
                "to": Value(names.get(claim.to or "")),
            },
        )
        for statement in record.statements
        for claim in statement.claims
    ]


def describe_events(record: Record) -> list[Fact]:
    """The events of a record as facts; actors go by their names, several of them are set apart by "; "."""
    text = record.document.text
    names = {actor.id: actor.name for actor in record.actors}
    quotes = {statement.id: statement.quote for statement in record.statements}

    def join(parts: Iterable[str]) -> Value:
        return Value("; ".join(parts) or None)

    return [
        Fact(
            "event",
            {
                "type": Value(event.type.value),
                "status": Value(event.status.value),
                "mode": Value(event.mode),
                "context": join(event.context),
                "actor": join(names.get(actor, actor) for actor in event.actor),
                "recipient": join(names.get(actor, actor) for actor in event.recipient),
                "when": Value(event.when),
                "where": Value(event.where),
                "quantities": join(f"{number:.12g} {unit}" for number, unit in event.quantities),
                "background": Value("true" if event.background else "false"),
                "words": _quote((event.span,), text),
                "realised_by": _quote(quotes.get(event.realised_by or "", ()), text),
                "reported_by": _quote(quotes.get(event.reported_by or "", ()), text),
            },
        )
        for event in record.events
    ]


def describe_times(record: Record) -> list[Fact]:
    """The times of a record as facts."""
    text = record.document.text
    return [
        Fact(
            "time",
            {
                "words": _quote((time.span,), text),
                "type": Value(time.type.value),
                "value": Value(time.value),
                "edtf": Value(time.edtf),
                "mod": Value(time.mod),
                "quant": Value(time.quant),
                "freq": Value(time.freq),
                "reason": Value(time.reason),
            },
        )
        for time in record.times
    ]


def describe_issues(record: Record) -> list[Fact]:
    """The issues of a record as facts."""
    text = record.document.text
    return [
        Fact("issue", {"words": _quote((issue.span,), text), "problem": Value(issue.problem)})
        for issue in record.issues
    ]


def describe_clauses(clauses: Sequence[Clause], tokens: Sequence[Token], text: str) -> list[Fact]:
    """The clauses of a text as facts."""

    def locate(pieces: Iterable[tuple[int, int]]) -> Spans:
        return tuple(Span(tokens[first].start, tokens[last - 1].end) for first, last in pieces)

    facts = []
    for clause in clauses:
        subject, parent = clause.subject, clause.parent
        values = {
            "kind": Value(clause.kind.value),
            "words": _quote(locate(clause.pieces), text),
            "lemma": Value(clause.lemma),
            "mood": Value(clause.mood.value if clause.mood else None),
            "tense": Value(clause.tense.value if clause.tense else None),
            "voice": Value(clause.voice.value),
            "verbs": _quote(locate((verb, verb + 1) for verb in clause.verbs), text),
            "subject": _quote(locate([(subject.first, subject.last)] if subject else []), text),
            "parent": _quote(locate(clauses[parent].pieces if parent is not None else []), text),
        }
        facts.append(Fact("clause", values))
    return facts


def describe_tokens(tokens: Iterable[Token], text: str) -> list[Fact]:
    """The tokens of a text as facts."""
    return [
        Fact(
            "token",
            {
                "text": _quote((token.span,), text),
                "tag": Value(token.tag),
                "lemma": Value(token.lemma),
                "mood": Value(token.mood.value if token.mood else None),
                "number": Value(token.number),
                "tense": Value(token.tense.value if token.tense else None),
            },
        )
        for token in tokens
    ]


def describe_sentences(tokens: Iterable[Token], text: str) -> list[Fact]:
    """The sentences of a text as facts; what belongs to none, such as a dateline, is left out."""
    facts = []
    for number, group in groupby(tokens, key=lambda token: token.sentence):
        if number >= 0:
            own = list(group)
            facts.append(Fact("sentence", {"words": _quote((Span(own[0].start, own[-1].end),), text)}))
    return facts


def describe_reading(reading: Reading, kinds: Iterable[str]) -> list[Fact]:
    """All facts of these kinds, kind by kind."""
    text = reading.record.document.text
    known = {
        "statement": lambda: describe_statements(reading.record),
        "claim": lambda: describe_claims(reading.record),
        "event": lambda: describe_events(reading.record),
        "time": lambda: describe_times(reading.record),
        "issue": lambda: describe_issues(reading.record),
        "clause": lambda: describe_clauses(reading.clauses, reading.tokens, text),
        "token": lambda: describe_tokens(reading.tokens, text),
        "sentence": lambda: describe_sentences(reading.tokens, text),
    }
    return [fact for kind in KEYS if kind in kinds for fact in known[kind]()]


def _describe_statement(
    statement: Statement, text: str, names: Mapping[str, str], parents: Mapping[str, Statement]
) -> Fact:
    parent = parents.get(statement.nested_in or "")
    hops = " > ".join(hop.span.of(text) for hop in statement.chain)
    values = {
        "type": Value(statement.type.value),
        "medium": Value(statement.medium.value),
        "quote": _quote(statement.quote, text),
        "speaker": _quote(statement.speaker, text),
        "cue": _quote(statement.cue, text),
        "addressee": _quote(statement.addressee, text),
        "frame": _quote(statement.frame, text),
        "cue_class": Value(statement.cue_class),
        "said": Value(statement.said),
        "speaker_actor": Value(names.get(statement.speaker_actor or "")),
        "addressee_actor": Value(names.get(statement.addressee_actor or "")),
        "chain": Value(hops or None),
        "nested_in": _quote(parent.quote if parent else (), text),
    }
    return Fact("statement", values)


def _quote(spans: Spans, text: str) -> Value:
    """The words of some spans; a single span that is not the first place of its words says which it is."""
    if not spans:
        return Value(None)
    words = GAP.join(span.of(text) for span in spans)
    if len(spans) > 1:
        return Value(words)
    places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    place = places.index(spans[0].start) + 1 if spans[0].start in places else 1
    return Value(words, place if place > 1 else None)


def _show_filled(fact: Fact) -> str:
    return fact.show(key for key, value in fact.values.items() if value.words is not None)
