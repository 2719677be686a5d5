"""The frozen records that flow through the house, from tokens to the record of a report.

Every span is ``[start, end)`` in Unicode code points of the document's text; every index is a
position in the tuple that its name says. Nothing here is changed after it has been made: a stage
that knows more makes a new record.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from hashlib import sha256
from typing import Any, Literal, NamedTuple


class Span(NamedTuple):
    """A stretch ``[start, end)`` of the document's text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span points at."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two stretches share at least one code point."""
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]


class Mood(enum.Enum):
    """What the form of a finite verb says about its mood."""

    INDICATIVE = "indicative"
    SUBJUNCTIVE_1 = "subjunctive 1"
    SUBJUNCTIVE_2 = "subjunctive 2"
    IMPERATIVE = "imperative"
    AMBIGUOUS_1 = "indicative or subjunctive 1"
    AMBIGUOUS_2 = "indicative or subjunctive 2"


class Voice(enum.Enum):
    """Who the subject of a clause is: the doer, or the one it is done to."""

    ACTIVE = "active"
    PASSIVE = "passive"


class Tense(enum.Enum):
    """Where the verb complex of a clause puts what happens, seen from the time of speaking.

    `PAST` is preterite, perfect and pluperfect, `FUTURE` is *werden* with an infinitive; a modal verb counts by its
    own form. The subjunctive tells no tense of its own: it is past with a participle (*sei gekommen*), else present.
    """

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


class ClauseKind(enum.Enum):
    """How a clause is built; `QUOTATION` is a stretch in quotation marks that holds clauses of its own."""

    MAIN = "main"
    SUBORDINATE = "subordinate"
    RELATIVE = "relative"
    INTERROGATIVE = "interrogative"
    INFINITIVE = "infinitive"
    QUOTATION = "quotation"
    FRAGMENT = "fragment"


class StatementType(enum.Enum):
    """The five types of quotation of the German Wikinews set (Petersen-Frey & Biemann 2024)."""

    DIRECT = "Direct"
    INDIRECT = "Indirect"
    REPORTED = "Reported"
    FREE_INDIRECT = "FreeIndirect"
    INDIRECT_FREE_INDIRECT = "IndirectFreeIndirect"


class TimexType(enum.Enum):
    """The four types of TIMEX3: a day or longer, a time of day, a length of time, something that recurs."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Medium(enum.Enum):
    """How something was expressed: said, written, thought, or one of two that cannot be told apart."""

    SPEECH = "Speech"
    WRITING = "Writing"
    THOUGHT = "Thought"
    SPEECH_OR_WRITING = "SW"
    SPEECH_OR_THOUGHT = "ST"
    THOUGHT_OR_WRITING = "TW"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it came. `published` is EDTF, or None where nothing is known."""

    text: str
    language: str
    published: str | None = None
    title: str | None = None
    source: str | None = None

    @property
    def id(self) -> str:
        """Hash of what identifies a report: its words, its source and its date."""
        return make_id("document", self.text, self.source, self.published)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``[first, last)``; `paragraph` counts from 0."""

    index: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks: tokens ``[first, last)`` with its marks.

    `depth` is 0 for the outermost marks. `closed` is False where the closing mark is missing: the stretch then ends
    with its paragraph if it opens a sentence or follows a colon, otherwise with its sentence; in either case before
    the same mark opens again.
    """

    first: int
    last: int
    depth: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Issue:
    """Something odd about a text that a reader of the record should know."""

    span: Span
    problem: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark. `tag` is STTS; `mood`, `number` and `tense` (past or present) are set for finite verbs only."""

    index: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    sentence: int
    mood: Mood | None = None
    number: Literal["singular", "plural"] | None = None
    tense: Tense | None = None

    @property
    def span(self) -> Span:
        """Where the token stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, tokens ``[first, last)``, with its head noun; a preposition before it stays outside.

    `preposition` is the token of the preposition that governs the phrase, or None.
    """

    first: int
    last: int
    head: int
    preposition: int | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its own tokens without those of the clauses inside it.

    `pieces` are token ranges, more than one where another clause or a phrase stands in the middle. `parent` is the
    index of the clause that this one depends on. `verbs` holds the verb complex in the order of the
    text: finite verb, infinitives, participles and the separable particle; `lemma` is its full verb
    with the particle in front ("teilte … mit" is *mitteilen*).
    """

    index: int
    sentence: int
    kind: ClauseKind
    pieces: tuple[tuple[int, int], ...]
    parent: int | None = None
    opener: int | None = None
    finite: int | None = None
    verbs: tuple[int, ...] = ()
    lemma: str | None = None
    mood: Mood | None = None
    tense: Tense | None = None
    voice: Voice = Voice.ACTIVE
    subject: Phrase | None = None

    @property
    def first(self) -> int:
        """Its first token."""
        return self.pieces[0][0]

    @property
    def last(self) -> int:
        """The token behind its last."""
        return self.pieces[-1][1]


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
    """Words that name an actor; `actor` is the actor's id, or None where it stays open."""

    id: str
    span: Span
    actor: str | None
    form: Literal["name", "title", "pronoun", "metonym", "nominal"]


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
            "statements": [_plain(statement) | {"claims": []} for statement in self.statements],
            "events": [],
            "agenda": [],
            "links": [],
            "issues": [_plain(issue) for issue in self.issues],
            "reader": _plain(self.reader),
        }


def make_id(kind: str, *parts: object) -> str:
    """Hash what identifies a thing: the same parts give the same id on every machine."""
    text = "\x1f".join("" if part is None else str(part) for part in (kind, *parts))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """Records, enums, spans and tuples as what JSON knows."""
    if isinstance(value, enum.Enum):
        return value.value
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    return value
