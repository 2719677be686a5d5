"""Find the stretches in quotation marks: pairs, nested pairs, and marks that lack their partner.

A language's table says which mark closes which; the first row of an opening mark names its proper partner, further
rows the sloppy ones („…"). Many marks can open as well as close. Which they do is told, in this order, by the white
space around them and by what is open where they stand.

A quotation does not run past its paragraph, unless the next one begins with the same opening mark: so a quotation of
several paragraphs is set. Pages of the web often leave that mark out; there a quotation goes on where the next mark of
its kind, not many paragraphs away, closes it. Nothing goes on past a dateline.

A mark without partner opens a quotation that is not `closed`. Where such a one ends is a decision: with its paragraph
if it opens a sentence or follows a colon (a whole sentence is quoted, and more may follow), otherwise with its sentence
(some words are quoted: 'Das sei "schon lange klar gewesen.'); in either case before the same mark opens again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from itertools import pairwise

from wortlaut.model import Issue, Quotation, Sentence, Span
from wortlaut.text.lexicon import read_table

OPENS, CLOSES = 1, 2
"""What a mark does, in `Marks.roles`; 0 is any other token."""

_APOSTROPHES = frozenset("'’‘`´")
"""Marks that can also stand for something left out ("'68"): they open a quotation only where a partner follows."""

_DEEPEST = 8
_MOST_PARAGRAPHS = 5
_MOST_ISSUES = 10
_OPENING_PUNCTUATION = frozenset("([{–—-/")
_CLOSING_PUNCTUATION = frozenset(")]},.;:!?…") | {"..", "..."}


@dataclass(frozen=True, slots=True)
class MarkTables:
    """Which marks open a quotation, and which ones close it, the proper partner first."""

    partners: Mapping[str, tuple[str, ...]]
    marks: frozenset[str]

    @classmethod
    def read(cls, folder: Traversable) -> MarkTables:
        """Read `quotation_marks.tsv` of a pack."""
        rows = read_table(folder, "quotation_marks.tsv", ("open", "close", "style", "origin"), unique=False)
        partners: dict[str, tuple[str, ...]] = {}
        for row in rows:
            partners[row["open"]] = (*partners.get(row["open"], ()), row["close"])
        marks = frozenset(partners) | {row["close"] for row in rows}
        return cls(partners, marks)


@dataclass(slots=True)
class _Stretch:
    """A quotation in the making; `limit` is where it ends at the latest, known once it has been given up."""

    first: int
    mark: str
    last: int | None = None
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """The pairs of a text before its sentences are known, and what each token does as a mark."""

    roles: bytearray
    stretches: tuple[_Stretch, ...]
    strays: tuple[int, ...]


def pair_marks(
    words: Sequence[str], tokens: Sequence[Span], paragraphs: Sequence[tuple[int, int]], tables: MarkTables
) -> Marks:
    """Pair the marks of each paragraph, a token range each."""
    pairing = _Pairing(words, tokens, tables)
    for number, (first, last) in enumerate(paragraphs):
        following = list(_follow(paragraphs[number : number + 1 + _MOST_PARAGRAPHS]))
        pairing.walk(first, last, following)
    return Marks(pairing.roles, tuple(pairing.stretches), tuple(pairing.strays))


def _follow(paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those behind the first that follow each other without a dateline between them."""
    for before, after in pairwise(paragraphs):
        if before[1] != after[0]:
            return
        yield after


class _Pairing:
    """The walk over the marks of a text, with what is open at the moment, outermost first."""

    def __init__(self, words: Sequence[str], tokens: Sequence[Span], tables: MarkTables) -> None:
        self.words = words
        self.tokens = tokens
        self.tables = tables
        self.roles = bytearray(len(words))
        self.stretches: list[_Stretch] = []
        self.strays: list[int] = []
        self.open: list[_Stretch] = []

    def walk(self, first: int, last: int, following: Sequence[tuple[int, int]]) -> None:
        """Pair the marks among tokens ``[first, last)``; `following` are the next paragraphs."""
        words = self.words
        here = [index for index in range(first, last) if words[index] in self.tables.marks]
        last_of = {words[index]: index for index in here}
        for index in here:
            if index == first and self.open and self.open[0].mark == words[index]:
                self.roles[index] = OPENS  # a quotation goes on in its next paragraph
            else:
                self._place(index, first, last, last_of)
        self._give_up(1 if self.open and self._goes_on(self.open[0].mark, following) else 0, last)

    def _goes_on(self, mark: str, following: Sequence[tuple[int, int]]) -> bool:
        """Whether a quotation that this mark has opened goes on in the next paragraphs."""
        if following and self.words[following[0][0]] == mark:
            return True
        family = {mark, *self.tables.partners[mark]}
        if mark in _APOSTROPHES:
            return False
        for first, last in following:
            for index in range(first, last):
                if self.words[index] in family:
                    return self._shape(index, first, last) == (False, True)
        return False

    def _place(self, index: int, first: int, last: int, last_of: Mapping[str, int]) -> None:
        mark = self.words[index]
        opening, closing = self._shape(index, first, last)
        target = self._find_partner(mark, closing)
        again = bool(self.open) and self.open[-1].mark == mark and self.tables.partners.get(mark, ("",))[0] == mark
        if self._is_measure(index, first, target):
            return
        if opening and again:
            # The same straight mark cannot open twice: the first has lost its partner.
            self._give_up(len(self.open) - 1, index)
            target = None
        if target is not None and not (opening and mark in self.tables.partners):
            self._give_up(target + 1, index)
            self.open.pop().last = index + 1
            self.roles[index] = CLOSES
        elif mark in self.tables.partners and not closing:
            self._open(index, mark, last_of)
        elif mark not in _APOSTROPHES:
            self.roles[index] = CLOSES
            self.strays.append(index)

    def _open(self, index: int, mark: str, last_of: Mapping[str, int]) -> None:
        if mark in _APOSTROPHES and all(last_of.get(partner, -1) <= index for partner in self.tables.partners[mark]):
            return
        self.roles[index] = OPENS
        if len(self.open) == _DEEPEST:
            self.strays.append(index)
            return
        stretch = _Stretch(index, mark)
        self.stretches.append(stretch)
        self.open.append(stretch)

    def _shape(self, index: int, first: int, last: int) -> tuple[bool, bool]:
        """Whether white space makes the mark look like an opening one, or like a closing one."""
        words, tokens = self.words, self.tokens
        gap_before = (
            index == first
            or tokens[index - 1].end < tokens[index].start
            or words[index - 1] in _OPENING_PUNCTUATION
            or self.roles[index - 1] == OPENS
        )
        after = index + 1
        while after < last and words[after] in self.tables.marks and tokens[after - 1].end == tokens[after].start:
            if after - index > _DEEPEST:
                break
            after += 1
        gap_after = after == last or tokens[after - 1].end < tokens[after].start or words[after] in _CLOSING_PUNCTUATION
        return gap_before and not gap_after, gap_after and not gap_before

    def _find_partner(self, mark: str, closing: bool) -> int | None:
        """The place in `open` of what this mark closes: the proper partner first, then a sloppy one on top."""
        partners = self.tables.partners
        for place in range(len(self.open) - 1, -1, -1):
            if partners[self.open[place].mark][0] == mark:
                return place
        if self.open and mark in partners[self.open[-1].mark] and (closing or mark not in partners):
            return len(self.open) - 1
        return None

    def _is_measure(self, index: int, first: int, target: int | None) -> bool:
        """Inches and feet: 'ein 27" großer Schirm'."""
        mark = self.words[index]
        return (
            index > first
            and self.tables.partners.get(mark, ("",))[0] == mark
            and (target is None or self.open[target].mark != mark)
            and self.words[index - 1][-1:].isdigit()
            and self.tokens[index - 1].end == self.tokens[index].start
        )

    def _give_up(self, keep: int, limit: int) -> None:
        """Leave everything open beyond the outermost `keep` without a partner."""
        while len(self.open) > keep:
            self.open.pop().limit = limit


def find_quotations(marks: Marks, words: Sequence[str], sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """The quotations in the order of the text, properly nested."""
    ended: list[Quotation] = []
    starts = [sentence.first for sentence in sentences]
    ends = [sentence.last for sentence in sentences]
    for stretch in reversed(marks.stretches):
        last = stretch.last
        if last is None:
            sentence = sentences[max(0, bisect_right(starts, stretch.first) - 1)]
            last = _avoid_crossing(_end_unclosed(stretch, sentence, ends, ended, words), ended)
        ended.append(Quotation(stretch.first, last, 0, stretch.last is not None))
    return _nest(ended[::-1])


def report_marks(marks: Marks, tokens: Sequence[Span]) -> tuple[Issue, ...]:
    """One issue for each mark without partner; where there are very many, one for all the rest."""
    lone = sorted([*marks.strays, *(stretch.first for stretch in marks.stretches if stretch.last is None)])
    issues = [Issue(tokens[index], "quotation mark without a partner") for index in lone[:_MOST_ISSUES]]
    if len(lone) > _MOST_ISSUES:
        rest = len(lone) - _MOST_ISSUES
        issues.append(Issue(tokens[lone[_MOST_ISSUES]], f"{rest} more quotation marks without a partner"))
    return tuple(issues)


def _end_unclosed(
    stretch: _Stretch, sentence: Sentence, ends: Sequence[int], ended: Sequence[Quotation], words: Sequence[str]
) -> int:
    """Where a quotation without partner ends. `ended` holds what opens behind it, the nearest at its end."""
    first, limit = stretch.first, stretch.limit
    whole = sentence.first == first or words[first - 1] == ":"
    if not whole:
        limit = min(limit, sentence.last)
    for inner in reversed(ended):
        if inner.first >= limit:
            break
        if words[inner.first] == stretch.mark:
            limit = inner.first
    # „Wir gehen. Sie nannte es „Pflicht“: it ends with the last whole sentence before the mark that opens again.
    place = bisect_right(ends, limit) - 1
    return ends[place] if place >= 0 and ends[place] > first else limit


def _avoid_crossing(last: int, ended: Sequence[Quotation]) -> int:
    """Move an end that lies inside a quotation opened further on to where that one opens."""
    for inner in reversed(ended):
        if inner.first >= last:
            break
        if inner.last > last:
            return inner.first
    return last


def _nest(quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Set the depth of each from those that enclose it."""
    enclosing: list[int] = []
    nested = []
    for quotation in quotations:
        while enclosing and enclosing[-1] <= quotation.first:
            enclosing.pop()
        nested.append(replace(quotation, depth=len(enclosing)))
        enclosing.append(quotation.last)
    return tuple(nested)
