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

from wortlaut.grammar.pieces import NOMINAL_START, ClauseTables, Piece, cut_pieces, type_piece
from wortlaut.grammar.verbs import complete
from wortlaut.model import Clause, ClauseKind, Mood, Quotation, Sentence, Token

_EMBEDDED = frozenset(
    {ClauseKind.SUBORDINATE, ClauseKind.RELATIVE, ClauseKind.INTERROGATIVE, ClauseKind.INFINITIVE, ClauseKind.QUOTATION}
)
_VERB_END = frozenset({"VVPP", "VAPP", "VVINF", "VAINF", "VMINF"})


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
    drafts = _join(tokens, list(cut_pieces(tokens, *unit, by_start)), tables)
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


class _Joiner:
    """Puts the pieces of one unit together, from left to right.

    `open` is a stack of clauses that still wait for their finite verb; `fronted` are dependent clauses that stand
    before their main clause.
    """

    def __init__(self, tokens: Sequence[Token], pieces: list[Piece]) -> None:
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

    def _begin(self, piece: Piece, kind: ClauseKind) -> int:
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

    def _add_dependent(self, piece: Piece) -> None:
        assert piece.kind is not None
        index = self._begin(piece, piece.kind)
        if piece.finite is None:
            self.open.append(index)

    def _extend(self, index: int, piece: Piece) -> None:
        draft = self.drafts[index]
        draft.pieces.append((piece.first, piece.last))
        if piece.finite is not None:
            draft.finite = piece.finite
        self.current = index

    def _add_fragment(self, at: int, piece: Piece) -> None:
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

    def _incomplete(self, piece: Piece) -> int | None:
        """The main clause whose auxiliary waits for the verb at its end: "wird, wie sie sagte, im Mai geschlossen"."""
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

    def _begin_main(self, piece: Piece) -> None:
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

    def _lacks_subject(self, piece: Piece) -> bool:
        """ "sei krank" against "sagte Bell": what follows the verb is no noun phrase that could be its subject."""
        behind = piece.start + 1
        return behind >= piece.last or self.tokens[behind].tag not in NOMINAL_START

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

    def _lacks_own_front(self, piece: Piece) -> bool:
        return piece.start == piece.first

    def _add_finite(self, at: int, piece: Piece) -> None:
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

    def _take_front(self, piece: Piece) -> None:
        """ "sagte, wenn das helfe, werde man es tun": the clause before a verb in the subjunctive is its front."""
        if not piece.verb_first or piece.mark != "," or self.current is None or piece.finite is None:
            return
        front = self.drafts[self.current]
        if front.kind is ClauseKind.SUBORDINATE and self.tokens[piece.finite].mood is Mood.SUBJUNCTIVE_1:
            self.fronted.append(self.current)

    def _continues_dependent(self, piece: Piece, final: bool) -> bool:
        """ "dass er kam und gestern ging": a verb-final clause behind a conjunction shares the opener before it."""
        if self.current is None or piece.mark not in {"&"} or not final or piece.finite is None:
            return False
        kind = self.drafts[self.current].kind
        dependent = kind in {ClauseKind.SUBORDINATE, ClauseKind.RELATIVE, ClauseKind.INTERROGATIVE}
        return dependent and piece.finite - piece.start >= 1


def _join(tokens: Sequence[Token], pieces: list[Piece], tables: ClauseTables) -> list[_Draft]:
    for piece in pieces:
        if piece.kind is not ClauseKind.QUOTATION:
            type_piece(tokens, piece, tables)
    drafts = _Joiner(tokens, pieces).join()
    for draft in drafts:
        if draft.kind is ClauseKind.MAIN and draft.finite is None:
            draft.kind = ClauseKind.FRAGMENT
    return drafts
