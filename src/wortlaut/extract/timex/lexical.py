"""The stretches of a text that are worth parsing for times.

Words side by side that all mean something for time make an `Island`, if one of them can open a time expression at all.
What the neighbours rule out is left out: a number before a noun is no year, "Kara Mai" is no month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wortlaut.extract.timex.tables import Entry, Parts, TimexTables, Word
from wortlaut.grammar.chunks import is_inflected
from wortlaut.grammar.rules import Node
from wortlaut.model import Span, Token
from wortlaut.text.morphology import FINITE

PARTICLE = "PTKVZ"  # of a separable verb


class Atom(NamedTuple):
    """A word, or a part of one, with everything that it can be: kinds and values. `token` is where it stands."""

    text: str
    span: Span
    token: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Island:
    """Atoms side by side that all mean something for time."""

    atoms: tuple[Atom, ...]

    def is_whole(self, node: Node) -> bool:
        """Whether a node leaves no part of a compound over: "der letzten Januar|woche" is not last January."""
        extents = node.parts or (node.core,)
        return not any(self._is_cut(first) or self._is_cut(last) for first, last in extents)

    def _is_cut(self, index: int) -> bool:
        if not 0 < index < len(self.atoms):
            return False
        before, behind = self.atoms[index - 1], self.atoms[index]
        return before.token == behind.token and before.text[-1].isalpha() and behind.text[0].isalpha()

    def nodes(self, tables: TimexTables) -> list[list[Node]]:
        """What the grammar begins with: for each atom the nodes of its entries, and of phrases that begin with it."""
        found: list[list[Node]] = []
        words = [atom.text for atom in self.atoms]
        for index, atom in enumerate(self.atoms):
            nodes = [Node(kind, value, index, index + 1, (index, index + 1)) for kind, value in atom.entries]
            for length, (kind, value) in tables.find_phrases(words, index):
                nodes.append(Node(kind, value, index, index + length, (index, index + length)))
            found.append(nodes)
        return found


_ADJECTIVE = Word(((0, (("adjective", None),)),), False)
"""What a word is that may stand inside an island and means nothing there: "zwei *lange* Jahre"."""


def find_islands(tokens: Sequence[Token], tables: TimexTables) -> Iterator[Island]:
    """The islands of a text in order; none reaches over the end of a sentence."""
    run: list[tuple[Token, Word]] = []
    before: Token | None = None
    for token in tokens:
        if token.sentence < 0:  # a header tells its date itself
            continue
        if before is None or token.sentence != before.sentence:
            yield from _close(run, tokens, tables)
            run, before = [], None
        opens = before is None or not before.text[-1].isalnum()
        before = token
        word = tables.look_up(token.text, opens)
        if word is not None and (run or token.tag != PARTICLE):  # no time begins with the particle of "lief … ab"
            run.append((token, word))
        elif (run and token.tag == "ADJA") or token.text.lower() in tables.phrase_words:
            run.append((token, _ADJECTIVE))
        elif run:
            yield from _close(run, tokens, tables)
            run = []
    yield from _close(run, tokens, tables)


def _close(run: Sequence[tuple[Token, Word]], tokens: Sequence[Token], tables: TimexTables) -> Iterator[Island]:
    """The island of these words, if one of them can open a time expression."""
    if not any(word.triggers for _, word in run):
        words = [token.text for token, _ in run]
        if not any(tables.find_phrases(words, index) for index in range(len(words) - 1)):
            return
    yield Island(tuple(atom for token, word in run for atom in _atoms(tokens, token, word, tables)))


def _admit(tokens: Sequence[Token], index: int, parts: Parts, tables: TimexTables) -> Parts:
    """The parts without what the neighbours rule out: a number before a noun is no year, "Kara Mai" is no month."""
    if len(parts) > 1:
        return parts
    length, entries = parts[0]
    kinds = {kind for kind, _ in entries}
    if "year" in kinds and not _is_year(tokens, index, tables):
        return ((length, tuple(entry for entry in entries if entry[0] != "year")),)
    if kinds & tables.pack.namesakes and _is_name(tokens, index, tables):
        return ((length, tuple(entry for entry in entries if entry[0] not in tables.pack.namesakes)),)
    return parts


def _is_year(tokens: Sequence[Token], index: int, tables: TimexTables) -> bool:
    before = [tables.kinds(tokens[i].text) for i in range(max(0, index - 2), index)]
    if any("counter" in kinds for kinds in before) or _is_counter(tokens, index, tables):
        return False
    told = before[-1] - {"approx"} if before else frozenset()
    if told & tables.pack.before_years:
        return True
    at = index + 1
    while at + 1 < len(tokens) and tables.kinds(tokens[at].text) & {"to"} and len(tokens[at + 1].text) > 3:
        at += 2
    adjective = at < len(tokens) and tokens[at].tag == "ADJA" and not told
    noun = at + adjective
    if noun >= len(tokens) or tokens[noun].tag != "NN" or tables.kinds(tokens[noun].text) & tables.pack.triggers:
        return True
    # "seit 2014 Mitglied", but "seit 2000 Jahren", "bis 2000 Euro", "rund 2000 Mitarbeiter"
    counted = is_inflected(tokens[noun]) or "measure" in tables.kinds(tokens[noun].text)
    return bool(told) and not counted


def _is_counter(tokens: Sequence[Token], index: int, tables: TimexTables) -> bool:
    """ "Hafenstraße 1848", "UN-Resolution 1612": a compound that is numbered."""
    if index == 0:
        return False
    word = tokens[index - 1].text
    return word.lower().endswith(tables.streets) or "counter" in tables.kinds(word.rpartition("-")[2])


def _is_name(tokens: Sequence[Token], index: int, tables: TimexTables) -> bool:
    """ "Kara Mai", "Frau Sommer": behind a name or a title."""
    if index == 0 or tokens[index - 1].sentence != tokens[index].sentence:
        return False
    before = tokens[index - 1]
    following = tables.kinds(tokens[index + 1].text) if index + 1 < len(tokens) else frozenset()
    if before.tag not in {"NE", "NN"} or tables.kinds(before.text) or "year" in following or "ordinal" in following:
        return False
    verb = index + 1 < len(tokens) and tokens[index + 1].tag in FINITE
    return verb or "weekday" not in tables.kinds(tokens[index].text)


def _atoms(tokens: Sequence[Token], token: Token, word: Word, tables: TimexTables) -> Iterator[Atom]:
    if word is _ADJECTIVE:
        yield Atom(token.text, token.span, token.index, word.parts[0][1])
        return
    parts = _admit(tokens, token.index, word.parts, tables)
    start = token.start
    for length, entries in parts:
        text = token.text[start - token.start : start - token.start + length]
        yield Atom(text, Span(start, start + length), token.index, entries)
        start += length
