"""Clauses: where they begin and end, how they are built and how they nest.

A sentence is cut into pieces at commas, semicolons, colons, dashes and at conjunctions between two finite
verbs. Each piece is typed by its first words and by the place of its finite verb, and pieces that belong
together are joined: "Die Ministerin" + "die gestern kam" + "sagte nichts" is a main clause with a relative clause
inside. A quotation that is a clause of its own is one opaque piece. No full parse is made: who depends on whom is
known well enough from what stands next to what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

from wortlaut.grammar.chunks import PhraseTables, find_phrases
from wortlaut.grammar.verbs import VerbTables, complete
from wortlaut.model import Clause, ClauseKind, Mood, Quotation, Sentence, Token
from wortlaut.text.lexicon import read_table
from wortlaut.text.morphology import FINITE, INFINITIVES, QUOTATION_MARKS, VERBS

DASHES = frozenset({"-", "–", "—", "--"})
_STOPS = frozenset({".", "!", "?", "…", "..."})
_RELATIVE = frozenset({"PRELS", "PRELAT"})
_INTERROGATIVE = frozenset({"PWS", "PWAV", "PWAT"})
_SKIPPED_BEFORE_OPENER = frozenset({"KON", "ADV", "PTKNEG", "$(", "PTKA"})
_EMBEDDED = frozenset(
    {ClauseKind.SUBORDINATE, ClauseKind.RELATIVE, ClauseKind.INTERROGATIVE, ClauseKind.INFINITIVE, ClauseKind.QUOTATION}
)
_VERB_END = frozenset({"VVPP", "VAPP", "VVINF", "VAINF", "VMINF"})
_NOMINAL_START = frozenset({"ART", "NN", "NE", "PPER", "PDS", "PIS", "PDAT", "PPOSAT", "PIAT", "CARD", "ADJA", "FM"})


@dataclass(frozen=True, slots=True)
class ClauseTables:
    """What a pack knows about clauses: its subjunctions by kind, and what noun phrases and verb complexes need."""

    subjunctions: dict[str, str]
    phrases: PhraseTables
    verbs: VerbTables

    @classmethod
    def read(cls, folder: Traversable) -> ClauseTables:
        """Read the tables of the pack's folder `clauses`."""
        rows = read_table(folder, "subjunctions.tsv", ("word", "kind", "origin"))
        return cls({row["word"]: row["kind"] for row in rows}, PhraseTables.read(folder), VerbTables.read(folder))


@dataclass(slots=True)
class _Piece:
    """Tokens ``[first, last)`` between two boundaries; `mark` is the boundary before it."""

    first: int
    last: int
    mark: str
    quotation: Quotation | None = None
    kind: ClauseKind | None = None
    opener: int | None = None
    finite: int | None = None

    @property
    def verb_first(self) -> bool:
        return self.finite is not None and self.kind is None and self.start == self.finite

    start: int = 0


@dataclass(slots=True)
class _Draft:
    """A clause under construction."""

    kind: ClauseKind
    pieces: list[tuple[int, int]]
    opener: int | None = None
    finite: int | None = None
    parent: int | None = None
    children: list[int] = field(default_factory=list)


def find_units(sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> list[tuple[int, int]]:
    """Token ranges of one or more sentences that a quotation holds together, in order."""
    outer = [q for q in quotations if q.depth == 0]
    units: list[tuple[int, int]] = []
    at = 0
    for sentence in sentences:
        while at < len(outer) and outer[at].last <= sentence.first:
            at += 1
        inside = at < len(outer) and outer[at].first < sentence.first < outer[at].last
        if inside and units:
            units[-1] = (units[-1][0], sentence.last)
        else:
            units.append((sentence.first, sentence.last))
    return units


def find_clauses(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    tables: ClauseTables,
) -> tuple[Clause, ...]:
    """All clauses of the text in the order in which they begin."""
    clauses: list[Clause] = []
    by_start = {q.first: q for q in quotations}
    for first, last in find_units(sentences, quotations):
        _add_clauses(clauses, tokens, (first, last), by_start, tables, None)
    return tuple(clauses)


def _add_clauses(
    clauses: list[Clause],
    tokens: Sequence[Token],
    unit: tuple[int, int],
    by_start: dict[int, Quotation],
    tables: ClauseTables,
    parent: int | None,
) -> None:
    """Find the clauses of one unit, and then those inside its quotations."""
    base = len(clauses)
    drafts = _join(tokens, list(_cut(tokens, *unit, by_start)), tables)
    for offset, draft in enumerate(drafts):
        own = draft.parent + base if draft.parent is not None else parent
        clauses.append(complete(tokens, _clause(base + offset, tokens, draft, own), tables.verbs, tables.phrases))
    for clause in clauses[base:]:
        if clause.kind is ClauseKind.QUOTATION:
            inner = (clause.first + 1, clause.last - 1)
            if inner[0] < inner[1]:
                for sentence in _inner_sentences(tokens, *inner):
                    _add_clauses(clauses, tokens, sentence, by_start, tables, clause.index)


def _inner_sentences(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for index in range(first + 1, last):
        if tokens[index].sentence != tokens[index - 1].sentence:
            yield start, index
            start = index
    yield start, last


def _clause(index: int, tokens: Sequence[Token], draft: _Draft, parent: int | None) -> Clause:
    pieces = tuple(draft.pieces)
    sentence = tokens[pieces[0][0]].sentence
    return Clause(index, sentence, draft.kind, pieces, parent, draft.opener, draft.finite)


# --- cutting ---------------------------------------------------------------------------------------------------------


def _cut(tokens: Sequence[Token], first: int, last: int, by_start: dict[int, Quotation]) -> Iterator[_Piece]:
    """The pieces of a unit, cut at marks and at conjunctions between finite verbs."""
    start, mark, at = first, "", first
    while at < last:
        token = tokens[at]
        quotation = by_start.get(at)
        if quotation is not None and quotation.last <= last and _is_opaque(tokens, quotation, first, last):
            if start < at:
                yield from _cut_at_conjunctions(tokens, start, at, mark)
                mark = ""
            yield _Piece(quotation.first, quotation.last, mark, quotation, ClauseKind.QUOTATION)
            start = at = quotation.last
            mark = ""
        elif token.text == "(" and (close := _closing_bracket(tokens, at, last)) is not None:
            at = close + 1
        elif (boundary := _boundary(tokens, at, first, last)) is not None:
            if start < at:
                yield from _cut_at_conjunctions(tokens, start, at, mark)
            start, mark = at + 1, boundary
            at += 1
        else:
            at += 1
    if start < last:
        yield from _cut_at_conjunctions(tokens, start, last, mark)


def _boundary(tokens: Sequence[Token], at: int, first: int, last: int) -> str | None:
    """The mark that ends a piece at this token, or None."""
    token = tokens[at]
    if token.tag == "$,":
        return ","
    if token.text in {":", ";"} or token.text in _STOPS:
        return "." if token.text in _STOPS else token.text
    if token.text in DASHES and first < at < last - 1:
        return "-"
    return None


def _closing_bracket(tokens: Sequence[Token], at: int, last: int) -> int | None:
    return next((i for i in range(at + 1, min(last, at + 60)) if tokens[i].text == ")"), None)


def _is_opaque(tokens: Sequence[Token], quotation: Quotation, first: int, last: int) -> bool:
    """Whether a quotation is a piece of its own and not words inside somebody else's clause.

    „Wir gehen“, sagte sie. – a clause of its own. Sie nannte das „einen Fehler“. – words inside a clause.
    """
    inside = tokens[quotation.first + 1 : quotation.last - 1]
    before = tokens[quotation.first - 1] if quotation.first > first else None
    behind = tokens[quotation.last] if quotation.last < last else None
    opens = before is None or before.tag in {"$,", "$."} or before.text in DASHES or before.text in _STOPS
    finite = any(t.tag in FINITE for t in inside)
    if any(t.sentence != inside[0].sentence for t in inside) or (inside and inside[-1].text in _STOPS):
        return opens or finite
    closes = behind is None or behind.tag in {"$,", "$."} or behind.text in DASHES
    return opens and (closes or (finite and behind is not None and behind.tag in FINITE))


def _cut_at_conjunctions(tokens: Sequence[Token], first: int, last: int, mark: str) -> Iterator[_Piece]:
    """Cut a stretch between marks where a conjunction stands between two finite verbs, and before a bare infinitive."""
    bare = _bare_infinitive(tokens, first, last)
    if bare is not None:
        yield from _cut_at_conjunctions(tokens, first, bare, mark)
        yield _Piece(bare, last, ",")
        return
    finite = [i for i in range(first, last) if tokens[i].tag in FINITE]
    start = first
    for left, right in zip(finite, finite[1:], strict=False):
        conjunctions = [i for i in range(left + 1, right) if tokens[i].tag == "KON"]
        if conjunctions:
            cut = _best_cut(tokens, conjunctions, left, right)
            yield _Piece(start, cut, mark)
            start, mark = cut, "&"
    yield _Piece(start, last, mark)


def _bare_infinitive(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """ "wurden aufgefordert die Fenster zu schließen": behind the end of the verb complex an infinitive with "zu" begins."""
    if not any(tokens[i].tag in FINITE for i in range(first, last)):
        return None
    for at in range(first + 1, last - 2):
        if tokens[at].tag in {"PTKVZ", "VVPP"} and tokens[at + 1].tag in _NOMINAL_START | {"APPR", "PRF"}:
            rest = range(at + 1, last)
            zu = any(tokens[i].tag == "VVIZU" or (tokens[i].tag == "PTKZU" and i > at + 2) for i in rest)
            if zu and not any(tokens[i].tag in FINITE for i in rest):
                return at + 1
    return None


def _best_cut(tokens: Sequence[Token], conjunctions: list[int], left: int, right: int) -> int:
    """ "dass er kam und sie ging": behind the first verb; "er kam und ging": before the second; else the last one."""
    if right - 1 in conjunctions:
        return right - 1
    if left + 1 in conjunctions:
        return left + 1
    return conjunctions[-1]


# --- typing ----------------------------------------------------------------------------------------------------------


def _type(tokens: Sequence[Token], piece: _Piece, tables: ClauseTables) -> None:
    """Find the opener and the finite verb of a piece and, where its first words tell it, its kind."""
    finite = _finite_verbs(tokens, piece)
    start = piece.first
    while start < piece.last - 1 and tokens[start].text in QUOTATION_MARKS:
        start += 1
    while start < piece.last - 1 and tokens[start].tag in {"KON", "$("} and not _is_subjunction(tokens[start], tables):
        start += 1
    piece.start = start
    opener, kind = _find_opener(tokens, piece, start, finite, tables)
    piece.opener, piece.kind = opener, kind
    if finite:
        piece.finite = finite[-1] if kind is not None else finite[0]
    elif kind in {None, ClauseKind.RELATIVE} and _has_zu_infinitive(tokens, piece):
        # "beschloss, das Bad nicht zu schließen": without a finite verb the article is no relative pronoun.
        piece.kind, piece.opener = ClauseKind.INFINITIVE, None


def _finite_verbs(tokens: Sequence[Token], piece: _Piece) -> list[int]:
    """The finite verbs of a piece; one inside a name in marks („Norland hilft“) counts only where there is no other."""
    every = [i for i in _visible(tokens, piece.first, piece.last) if tokens[i].tag in FINITE]
    if len(every) < 2:
        return every
    marked = False
    outside = []
    for i in _visible(tokens, piece.first, piece.last):
        if tokens[i].text in QUOTATION_MARKS:
            marked = not marked
        elif tokens[i].tag in FINITE and not marked:
            outside.append(i)
    return outside or every


def _is_subjunction(token: Token, tables: ClauseTables) -> bool:
    return token.text.lower() in tables.subjunctions


def _visible(tokens: Sequence[Token], first: int, last: int) -> Iterator[int]:
    """The tokens of a stretch outside brackets."""
    at = first
    while at < last:
        if tokens[at].text == "(" and (close := _closing_bracket(tokens, at, last)) is not None:
            at = close + 1
        else:
            yield at
            at += 1


def _find_opener(
    tokens: Sequence[Token], piece: _Piece, start: int, finite: list[int], tables: ClauseTables
) -> tuple[int | None, ClauseKind | None]:
    """The word that opens a dependent clause, and the clause's kind."""
    for at in range(start, min(piece.last, start + 3)):
        token = tokens[at]
        word = token.text.lower()
        verb_second = bool(finite) and finite[0] == at + 1 and finite[0] != piece.last - 1
        if token.tag == "KOUS" or (
            word in tables.subjunctions and token.tag in {"KOKOM", "PWAV", "ADV", "APPR", "KON"}
        ):
            listed = tables.subjunctions.get(word)
            if token.tag != "KOUS" and not _opens_clause(tokens, piece, at, finite, listed):
                return None, None
            if verb_second and token.tag == "KOUS" and listed is None:
                return None, None
            return at, ClauseKind.INTERROGATIVE if listed == "question" else ClauseKind.SUBORDINATE
        if token.tag == "KOUI":
            return at, ClauseKind.INFINITIVE
        if token.tag in _RELATIVE and not _is_article(tokens, piece, at, finite):
            return at, ClauseKind.RELATIVE
        if _is_relative(tokens, piece, at, finite):
            return at, ClauseKind.RELATIVE
        if token.tag in _INTERROGATIVE:
            return (None, None) if verb_second else (at, ClauseKind.INTERROGATIVE)
        if token.tag not in _SKIPPED_BEFORE_OPENER and token.tag not in {"APPR", "APPRART"}:
            return None, None
    return None, None


def _opens_clause(tokens: Sequence[Token], piece: _Piece, at: int, finite: list[int], listed: str | None) -> bool:
    """Whether a word that may be a subjunction is one here: the finite verb stands last, or is still to come.

    "Wie ein Sprecher der Polizei, Tom Hale, mitteilte": at the start of a sentence "wie" opens a clause without a verb yet.
    """
    if not finite:
        return listed == "manner" and _verb_comes_last(tokens, piece.last)
    return finite[-1] == piece.last - 1 and finite[0] != at + 1


def _verb_comes_last(tokens: Sequence[Token], start: int) -> bool:
    """Whether the next finite verb stands right before a mark: "wie Tom Hale, Sprecher der Polizei, mitteilte."."""
    for at in range(start, min(start + 25, len(tokens) - 1)):
        if tokens[at].sentence != tokens[start - 1].sentence:
            return False
        if tokens[at].tag in FINITE:
            return tokens[at + 1].tag in {"$,", "$."}
    return False


def _is_article(tokens: Sequence[Token], piece: _Piece, at: int, finite: list[int]) -> bool:
    """ "sagte, die USA hielten sich daran": a noun behind and the verb second make the pronoun an article."""
    if at != piece.start or not finite or finite[0] == piece.last - 1 or at + 1 >= piece.last:
        return False
    if finite[0] == at + 1:
        # "…, das entschied die Behörde": the verb right behind makes it a demonstrative.
        return True
    phrase = find_phrases(tokens, at + 1, piece.last)
    return bool(phrase) and phrase[0].first == at + 1 and phrase[0].last == finite[0]


def _is_relative(tokens: Sequence[Token], piece: _Piece, at: int, finite: list[int]) -> bool:
    """ "der gestern kam" against "der Mann kam": no article stands before an adverb, a verb or another article."""
    token = tokens[at]
    if token.tag not in {"ART", "PDS"} or piece.mark != "," or not finite or finite[-1] != piece.last - 1:
        return False
    following = tokens[at + 1].tag if at + 1 < piece.last else ""
    if token.tag == "PDS":
        return finite[-1] - at > 1
    return following in {"ART", "PPER", "APPR", "APPRART", "PRF", "PPOSAT", "PDAT", "PIAT", "PTKNEG", "PROAV"}


def _has_zu_infinitive(tokens: Sequence[Token], piece: _Piece) -> bool:
    return any(
        tokens[i].tag == "VVIZU"
        or (tokens[i].tag == "PTKZU" and i + 1 < piece.last and tokens[i + 1].tag in INFINITIVES)
        for i in range(piece.first, piece.last)
    )


# --- joining ---------------------------------------------------------------------------------------------------------


class _Joiner:
    """Puts the pieces of one unit together, from left to right.

    `open` is a stack of clauses that still wait for their finite verb; `fronted` are dependent clauses that stand
    before their main clause.
    """

    def __init__(self, tokens: Sequence[Token], pieces: list[_Piece]) -> None:
        self.tokens = tokens
        self.pieces = pieces
        self.drafts: list[_Draft] = []
        self.open: list[int] = []
        self.fronted: list[int] = []
        self.current: int | None = None

    def join(self) -> list[_Draft]:
        for at, piece in enumerate(self.pieces):
            if piece.mark in {".", ";"}:
                self._reset()
            if piece.kind is ClauseKind.QUOTATION:
                self._begin(piece, ClauseKind.QUOTATION)
            elif piece.kind in {ClauseKind.SUBORDINATE, ClauseKind.RELATIVE, ClauseKind.INTERROGATIVE}:
                self._add_dependent(piece)
            elif piece.kind is ClauseKind.INFINITIVE:
                self._begin(piece, ClauseKind.INFINITIVE)
            elif piece.finite is None:
                self._add_fragment(at, piece)
            else:
                self._add_finite(at, piece)
        return self.drafts

    def _reset(self) -> None:
        self.open, self.fronted, self.current = [], [], None

    def _begin(self, piece: _Piece, kind: ClauseKind) -> int:
        """Start a new clause; a dependent one depends on the clause before it, or on the main clause to come."""
        index = len(self.drafts)
        draft = _Draft(kind, [(piece.first, piece.last)], piece.opener, piece.finite)
        self.drafts.append(draft)
        if kind in _EMBEDDED:
            draft.parent = self.current if kind is not ClauseKind.QUOTATION else None
            if draft.parent is None:
                self.fronted.append(index)
        if kind is not ClauseKind.QUOTATION:
            self.current = index
        return index

    def _add_dependent(self, piece: _Piece) -> None:
        assert piece.kind is not None
        index = self._begin(piece, piece.kind)
        if piece.finite is None:
            self.open.append(index)

    def _extend(self, index: int, piece: _Piece) -> None:
        draft = self.drafts[index]
        draft.pieces.append((piece.first, piece.last))
        if piece.finite is not None:
            draft.finite = piece.finite
        self.current = index

    def _add_fragment(self, at: int, piece: _Piece) -> None:
        """Words without a verb: they go on with an open clause, begin the next main clause or end the last one."""
        incomplete = self._incomplete(piece)
        if self.open:
            self._extend(self.open[-1], piece)
        elif incomplete is not None:
            self._extend(incomplete, piece)
        elif self.current is None or self.drafts[self.current].kind is ClauseKind.QUOTATION or self._begins_clause(at):
            self._begin_main(piece)
        elif piece.mark in {":"}:
            self._begin(piece, ClauseKind.FRAGMENT)
        else:
            self._extend(self.current, piece)

    def _incomplete(self, piece: _Piece) -> int | None:
        """The main clause whose auxiliary still waits for the verb at its end: "wird, wie sie sagte, im Mai geschlossen"."""
        if not any(self.tokens[i].tag in _VERB_END for i in range(piece.first, piece.last)):
            return None
        for index in range(len(self.drafts) - 1, -1, -1):
            draft = self.drafts[index]
            if draft.kind is ClauseKind.MAIN and draft.finite is not None:
                own = [i for first, last in draft.pieces for i in range(first, last)]
                waits = self.tokens[draft.finite].tag in {"VAFIN", "VMFIN"}
                if waits and not any(self.tokens[i].tag in _VERB_END for i in own):
                    return index
        return None

    def _begin_main(self, piece: _Piece) -> None:
        index = self._begin(piece, ClauseKind.MAIN)
        self._adopt_fronted(index)
        if piece.finite is None:
            self.open.append(index)

    def _adopt_fronted(self, index: int) -> None:
        for child in self.fronted:
            self.drafts[child].parent = index
        self.fronted = []

    def _begins_clause(self, at: int) -> bool:
        """Whether the finite verb of these words comes later: "…, der Mann, der kam, sei krank"."""
        piece = self.pieces[at]
        adverbial = self.tokens[piece.first].tag in {"KON", "ADV", "APPR", "APPRART", "ADJD", "PTKNEG", "VVPP"}
        for later in self.pieces[at + 1 :]:
            if later.mark in {".", ";", ":", "&"} or later.kind is ClauseKind.QUOTATION:
                return False
            if later.kind is not None or later.finite is None:
                continue
            if later.start != later.finite:
                return False
            # "sagte, in Norland, wo es regnet, sei es kalt": the subjunctive opens a new clause.
            if self.tokens[later.finite].mood is Mood.SUBJUNCTIVE_1:
                return True
            return self._lacks_subject(later) and (not adverbial or piece.mark == ":")
        return False

    def _lacks_subject(self, piece: _Piece) -> bool:
        """ "sei krank" against "sagte Bell": what follows the verb is no noun phrase that could be its subject."""
        behind = piece.start + 1
        return behind >= piece.last or self.tokens[behind].tag not in _NOMINAL_START

    def _is_inserted(self, at: int) -> bool:
        """Whether a main clause stands inside another whose verb is still to come.

        "Die Ernte, sagte Wiek, sei schlecht", "Der Vorwurf, die Stadt habe Geld verschwendet, steht im Raum".
        """
        piece = self.pieces[at]
        if piece.verb_first and self._lacks_subject(piece):
            return False
        for later in self.pieces[at + 1 :]:
            if later.mark in {".", ";", ":"} or later.kind is ClauseKind.QUOTATION:
                return False
            if later.kind is None and later.finite is not None and later.mark != "&":
                return later.verb_first and self._lacks_own_front(later)
        return False

    def _lacks_own_front(self, piece: _Piece) -> bool:
        return piece.start == piece.first

    def _add_finite(self, at: int, piece: _Piece) -> None:
        final = piece.finite == piece.last - 1
        if self.open and self.drafts[self.open[-1]].kind is ClauseKind.MAIN and self._is_inserted(at):
            current = self.current
            self._begin(piece, ClauseKind.MAIN)
            self.current = current
            return
        if self.open:
            top = self.drafts[self.open[-1]]
            if top.kind is ClauseKind.MAIN or final or piece.verb_first:
                self._extend(self.open.pop(), piece)
                return
        if self._continues_dependent(piece, final):
            assert self.current is not None
            draft = self.drafts[self.current]
            index = self._begin(piece, draft.kind)
            self.drafts[index].parent = draft.parent
            if index in self.fronted and self.drafts[index].parent is not None:
                self.fronted.remove(index)
            return
        self._take_front(piece)
        self._begin_main(piece)

    def _take_front(self, piece: _Piece) -> None:
        """ "sagte, wenn das helfe, werde man es tun": the clause right before a verb in the subjunctive stands in its front."""
        if not piece.verb_first or piece.mark != "," or self.current is None or piece.finite is None:
            return
        front = self.drafts[self.current]
        if front.kind is ClauseKind.SUBORDINATE and self.tokens[piece.finite].mood is Mood.SUBJUNCTIVE_1:
            self.fronted.append(self.current)

    def _continues_dependent(self, piece: _Piece, final: bool) -> bool:
        """ "dass er kam und gestern ging": a verb-final clause behind a conjunction shares the opener before it."""
        if self.current is None or piece.mark not in {"&"} or not final or piece.finite is None:
            return False
        kind = self.drafts[self.current].kind
        dependent = kind in {ClauseKind.SUBORDINATE, ClauseKind.RELATIVE, ClauseKind.INTERROGATIVE}
        return dependent and piece.finite - piece.start >= 1


def _join(tokens: Sequence[Token], pieces: list[_Piece], tables: ClauseTables) -> list[_Draft]:
    for piece in pieces:
        if piece.kind is not ClauseKind.QUOTATION:
            _type(tokens, piece, tables)
    drafts = _Joiner(tokens, pieces).join()
    for draft in drafts:
        if draft.kind is ClauseKind.MAIN and draft.finite is None:
            draft.kind = ClauseKind.FRAGMENT
    return drafts


__all__ = ["DASHES", "VERBS", "ClauseTables", "find_clauses", "find_units"]
