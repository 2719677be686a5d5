"""A report as it came and what the stations of text and grammar make of it: spans, tokens, phrases, clauses."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, NamedTuple


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


def make_id(kind: str, *parts: object) -> str:
    """Hash what identifies a thing: the same parts give the same id on every machine."""
    text = "\x1f".join("" if part is None else str(part) for part in (kind, *parts))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
