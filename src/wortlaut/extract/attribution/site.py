"""The place where a rule of attribution looks: one unit of text with its clauses, and what it may ask of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wortlaut.extract.attribution.cues import AttributionTables, CueMatch, match_verb
from wortlaut.grammar.chunks import PhraseTables, find_phrases
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, ClauseKind, Medium, Mood, Phrase, Quotation, Sentence, StatementType, Token

Range = tuple[int, int]
Ranges = tuple[Range, ...]

REPORTED_MOODS = frozenset({Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2})


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a rule takes for a statement, in token ranges; `matrix` is the index of the clause that reports.

    `carried` says that the speaker stands outside and is still to be found; `chain` holds the further sources.
    """

    type: StatementType
    medium: Medium
    quote: Ranges
    rules: tuple[str, ...]
    cue: tuple[int, ...] = ()
    cue_class: str | None = None
    strength: int = 0
    speaker: Ranges = ()
    addressee: Ranges = ()
    frame: Ranges = ()
    matrix: int | None = None
    carried: bool = False
    chain: tuple[tuple[Range, tuple[int, ...]], ...] = ()

    @property
    def first(self) -> int:
        """The first token of its quote."""
        return self.quote[0][0]

    @property
    def last(self) -> int:
        """The token behind its quote."""
        return self.quote[-1][1]

    def because(self, rule: str) -> Candidate:
        """The same candidate with one more rule that speaks for it."""
        return replace(self, rules=(*self.rules, rule))


@dataclass(frozen=True, slots=True)
class Text:
    """Everything that stands for a whole document."""

    text: str
    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    quotations: Sequence[Quotation]
    clauses: Sequence[Clause]
    tables: AttributionTables
    phrases: PhraseTables

    def words(self, use: str) -> frozenset[str]:
        """The pack's words for one use."""
        return self.tables.words[use]


@dataclass(frozen=True, slots=True)
class Site:
    """One unit: tokens ``[first, last)`` and the clauses in it that are outside opaque quotations."""

    document: Text
    first: int
    last: int
    clauses: tuple[Clause, ...]
    marks: Mapping[int, Range] = field(default_factory=dict)
    """For each token between quotation marks the outermost of them, marks included."""
    _matches: dict[int, CueMatch | None] = field(default_factory=dict)
    _phrases: dict[int, tuple[tuple[Phrase, int], ...]] = field(default_factory=dict)

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the whole document."""
        return self.document.tokens

    def match(self, clause: Clause) -> CueMatch | None:
        """The verb cue of a clause."""
        if clause.index not in self._matches:
            match = match_verb(self.tokens, clause, self.document.tables)
            self._matches[clause.index] = None if match is None or self._crosses_marks(match.tokens) else match
        return self._matches[clause.index]

    def _crosses_marks(self, cue: Sequence[int]) -> bool:
        """ "„Das Herz laut gedacht“ ist ein Film": the verb is a word of the title; in „bedauerte“ it stands alone."""
        places = {self.marks.get(i) for i in cue}
        return len(places) > 1 and any(
            place is not None and not set(range(place[0] + 1, place[1] - 1)) <= set(cue) for place in places
        )

    def phrases(self, clause: Clause) -> tuple[tuple[Phrase, int], ...]:
        """The noun phrases of the clause, each with the end of its piece: what belongs to it stands before that."""
        if clause.index not in self._phrases:
            self._phrases[clause.index] = tuple(
                (phrase, last) for first, last in clause.pieces for phrase in find_phrases(self.tokens, first, last)
            )
        return self._phrases[clause.index]

    def children(self, clause: Clause) -> list[Clause]:
        """The clauses that depend on this one, in the order of the text."""
        return [c for c in self.clauses if c.parent == clause.index]

    def tree(self, clause: Clause) -> list[Clause]:
        """The clause and all that depend on it, directly or not."""
        found = [clause]
        for child in self.children(clause):
            found.extend(self.tree(child))
        return found

    def extent(self, clause: Clause, *, after: int | None = None) -> Range:
        """From the first to the last token of the clause with all that depends on it (and begins behind `after`)."""
        tree = [c for c in self.tree(clause) if after is None or c is clause or c.first >= after]
        return min(c.first for c in tree), max(c.last for c in tree)

    def before(self, index: int) -> Token | None:
        """The token before `index` in the unit."""
        return self.tokens[index - 1] if index > self.first else None

    def sentence_start(self, index: int) -> int:
        """The first token of the sentence of the token, inside this unit."""
        return max(self.first, self.document.sentences[self.tokens[index].sentence].first)

    def sentence_end(self, index: int) -> int:
        """The token behind the sentence of the token, inside this unit."""
        return min(self.last, self.document.sentences[self.tokens[index].sentence].last)

    def sentences_of(self, clause: Clause) -> Range:
        """From the start of the sentence that the clause begins in to the end of the one that it ends in."""
        return self.sentence_start(clause.first), self.sentence_end(clause.last - 1)

    def is_verb_first(self, clause: Clause) -> bool:
        """Whether the clause begins with its finite verb, conjunctions apart."""
        start = next((i for i in own_tokens(clause) if self.tokens[i].tag not in {"KON", "$("}), None)
        return clause.finite is not None and start == clause.finite

    def next_main(self, clause: Clause) -> Clause | None:
        """The next clause behind this one that depends on nothing in it."""
        end = self.extent(clause)[1]
        return next((c for c in self.clauses if c.first >= end), None)

    def words_of(self, clause: Clause) -> Iterator[str]:
        """The words of the clause in lower case."""
        return (self.tokens[i].text.lower() for i in own_tokens(clause))


def is_main(clause: Clause) -> bool:
    """Whether a clause stands on its own."""
    return clause.kind is ClauseKind.MAIN


def is_dependent(clause: Clause) -> bool:
    """Whether a clause is subordinate, relative or interrogative."""
    return clause.kind in {ClauseKind.SUBORDINATE, ClauseKind.RELATIVE, ClauseKind.INTERROGATIVE}


def subtract(whole: Range, parts: Iterable[Range]) -> Ranges:
    """The token ranges of `whole` that no part covers."""
    pieces: list[Range] = []
    at = whole[0]
    for first, last in sorted(parts):
        if first > at:
            pieces.append((at, min(first, whole[1])))
        at = max(at, last)
    if at < whole[1]:
        pieces.append((at, whole[1]))
    return tuple(p for p in pieces if p[0] < p[1])


def trim(
    tokens: Sequence[Token], span: Range, *, marks: frozenset[str] = frozenset({"$,"}), stops: bool = True
) -> Range:
    """The range without commas (and full stops) at its ends."""
    first, last = span
    dropped = {*marks}
    while first < last and tokens[first].tag in dropped:
        first += 1
    while last > first and (tokens[last - 1].tag in dropped or (stops and tokens[last - 1].text in {".", ";", ":"})):
        last -= 1
    return first, last
