"""A sentence in pieces: cut at marks and at conjunctions between verbs, each piece typed by its first words.

A quotation that is a clause of its own is one opaque piece; brackets are looked over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import pairwise

from wortlaut.grammar.chunks import PhraseTables, find_phrases
from wortlaut.grammar.verbs import VerbTables
from wortlaut.model import ClauseKind, Quotation, Token
from wortlaut.text.lexicon import read_table
from wortlaut.text.morphology import FINITE, INFINITIVES, QUOTATION_MARKS

DASHES = frozenset({"-", "–", "—", "--"})
_STOPS = frozenset({".", "!", "?", "…", "..."})
_RELATIVE = frozenset({"PRELS", "PRELAT"})
_INTERROGATIVE = frozenset({"PWS", "PWAV", "PWAT"})
_SKIPPED_BEFORE_OPENER = frozenset({"KON", "ADV", "PTKNEG", "$(", "PTKA"})
NOMINAL_START = frozenset({"ART", "NN", "NE", "PPER", "PDS", "PIS", "PDAT", "PPOSAT", "PIAT", "CARD", "ADJA", "FM"})


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
class Piece:
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
        """Whether the piece has no opener and begins with its finite verb."""
        return self.finite is not None and self.kind is None and self.start == self.finite

    start: int = 0


def cut_pieces(tokens: Sequence[Token], first: int, last: int, by_start: dict[int, Quotation]) -> Iterator[Piece]:
    """The pieces of a unit, cut at marks and at conjunctions between finite verbs."""
    start, mark, at = first, "", first
    while at < last:
        token = tokens[at]
        quotation = by_start.get(at)
        if quotation is not None and quotation.last <= last and _is_opaque(tokens, quotation, first, last):
            if start < at:
                yield from _cut_at_conjunctions(tokens, start, at, mark)
                mark = ""
            yield Piece(quotation.first, quotation.last, mark, quotation, ClauseKind.QUOTATION)
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


def _cut_at_conjunctions(tokens: Sequence[Token], first: int, last: int, mark: str) -> Iterator[Piece]:
    """Cut a stretch between marks where a conjunction stands between two finite verbs, and before a bare infinitive."""
    bare = _bare_infinitive(tokens, first, last)
    if bare is not None:
        yield from _cut_at_conjunctions(tokens, first, bare, mark)
        yield Piece(bare, last, ",")
        return
    finite = [i for i in range(first, last) if tokens[i].tag in FINITE]
    start = first
    for left, right in pairwise(finite):
        conjunctions = [i for i in range(left + 1, right) if tokens[i].tag == "KON"]
        if conjunctions:
            cut = _best_cut(tokens, conjunctions, left, right)
            yield Piece(start, cut, mark)
            start, mark = cut, "&"
    yield Piece(start, last, mark)


def _bare_infinitive(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """ "wurden aufgefordert die Fenster zu schließen": behind the verb complex an infinitive begins without comma."""
    if not any(tokens[i].tag in FINITE for i in range(first, last)):
        return None
    for at in range(first + 1, last - 2):
        if tokens[at].tag in {"PTKVZ", "VVPP"} and tokens[at + 1].tag in NOMINAL_START | {"APPR", "PRF"}:
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


def type_piece(tokens: Sequence[Token], piece: Piece, tables: ClauseTables) -> None:
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


def _finite_verbs(tokens: Sequence[Token], piece: Piece) -> list[int]:
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
    tokens: Sequence[Token], piece: Piece, start: int, finite: list[int], tables: ClauseTables
) -> tuple[int | None, ClauseKind | None]:
    """The word that opens a dependent clause, and the clause's kind."""
    for at in range(start, min(piece.last, start + 3)):
        token = tokens[at]
        word = token.text.lower()
        verb_second = bool(finite) and finite[0] == at + 1 and finite[0] != piece.last - 1
        if _asks_for_amount(tokens, at, piece.last):
            return at, ClauseKind.INTERROGATIVE
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


def _asks_for_amount(tokens: Sequence[Token], at: int, last: int) -> bool:
    """ "wie viele Häuser leer stehen", "wie lange es dauert", "wie oft er kam": a question word before an amount."""
    if tokens[at].tag != "PWAV" or at + 1 >= last:
        return False
    if tokens[at + 1].tag == "ADV" and at + 2 < last and tokens[at + 2].tag == "PPER":
        return True
    return tokens[at + 1].tag in {"PIAT", "ADJD"} and tokens[last - 1].tag in FINITE and tokens[at + 1].mood is None


def _opens_clause(tokens: Sequence[Token], piece: Piece, at: int, finite: list[int], listed: str | None) -> bool:
    """Whether a word that may be a subjunction is one here: the finite verb stands last, or is still to come.

    "Wie ein Sprecher der Polizei, Tom Hale, mitteilte": "wie" may open a clause whose verb is in a later piece.
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


def _is_article(tokens: Sequence[Token], piece: Piece, at: int, finite: list[int]) -> bool:
    """ "sagte, die USA hielten sich daran": a noun behind and the verb second make the pronoun an article."""
    if at != piece.start or not finite or finite[0] == piece.last - 1 or at + 1 >= piece.last:
        return False
    if finite[0] == at + 1:
        # "…, das entschied die Behörde": the verb right behind makes it a demonstrative.
        return True
    phrase = find_phrases(tokens, at + 1, piece.last)
    return bool(phrase) and phrase[0].first == at + 1 and phrase[0].last == finite[0]


def _is_relative(tokens: Sequence[Token], piece: Piece, at: int, finite: list[int]) -> bool:
    """ "der gestern kam" against "der Mann kam": no article stands before an adverb, a verb or another article."""
    token = tokens[at]
    if token.tag not in {"ART", "PDS"} or piece.mark != "," or not finite or finite[-1] != piece.last - 1:
        return False
    following = tokens[at + 1].tag if at + 1 < piece.last else ""
    if token.tag == "PDS":
        return finite[-1] - at > 1
    return following in {"ART", "PPER", "APPR", "APPRART", "PRF", "PPOSAT", "PDAT", "PIAT", "PTKNEG", "PROAV"}


def _has_zu_infinitive(tokens: Sequence[Token], piece: Piece) -> bool:
    return any(
        tokens[i].tag == "VVIZU"
        or (tokens[i].tag == "PTKZU" and i + 1 < piece.last and tokens[i + 1].tag in INFINITIVES)
        for i in range(piece.first, piece.last)
    )
