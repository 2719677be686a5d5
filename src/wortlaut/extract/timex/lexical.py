"""The words of time expressions: a pack's tables, and the stretches of a text that are worth parsing.

A word can be in the tables as it stands ("Freitag"), with the ending of an adjective ("kommenden"), be written in
figures ("20.30"), or be put together from words of the tables ("Montagabend" is read as "Montag" and "abend"). Words
side by side that all mean something for time make an `Island`, if one of them can open a time expression at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from wortlaut.errors import LanguagePackError
from wortlaut.grammar.chunks import is_inflected
from wortlaut.grammar.rules import Grammar, Node, Rule
from wortlaut.model import Span, Token
from wortlaut.text.lexicon import column, read_table
from wortlaut.text.morphology import FINITE

Numeral = tuple[str, re.Pattern[str], Callable[[re.Match[str]], object]]
Entry = tuple[str, Any]
Parts = tuple[tuple[int, tuple[Entry, ...]], ...]
"""A word, whole or cut into parts: the length of each and what it can be."""

TABLES = ("units.tsv", "calendar.tsv", "holidays.tsv", "numbers.tsv", "vague.tsv", "words.tsv")
_TOGETHER = re.compile(r"([\d.:]+)(/|[–-])([\d.:]+)|([\d.:]+)([^\W\d]{1,3})")
_DIGIT = re.compile(r"\d")
PARTICLE = "PTKVZ"  # of a separable verb
_SHORTEST_PART = 3
_LONGEST_PHRASE = 5
_REMEMBERED = 1 << 16  # words


@dataclass(frozen=True, slots=True)
class Word:
    """The parts of a word, and whether one of them can open a time expression."""

    parts: Parts
    triggers: bool


class Atom(NamedTuple):
    """A word, or a part of one, with everything that it can be: kinds and values. `token` is where it stands."""

    text: str
    span: Span
    token: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class TimexTables:
    """The words of a pack by their form, its rules, and which kinds of word an expression cannot do without."""

    words: Mapping[str, tuple[Entry, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    numerals: tuple[Numeral, ...]
    grammar: Grammar
    triggers: frozenset[str]
    goals: frozenset[str]
    excluded: str
    ahead: frozenset[str]
    standing: frozenset[str]
    states: frozenset[str]
    compounds: tuple[frozenset[str], frozenset[str]]
    namesakes: frozenset[str]
    past_adjective: re.Pattern[str]
    ahead_adjective: re.Pattern[str]
    before_years: frozenset[str]
    heads: frozenset[str]
    tails: frozenset[str]
    phrase_words: frozenset[str]
    streets: tuple[str, ...]
    look_up: Callable[[str, bool], Word | None] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Remember the words that were looked up last: most words of a text have stood in another."""
        object.__setattr__(self, "look_up", lru_cache(_REMEMBERED)(lambda word, opens: self.find(word, opens=opens)))

    @classmethod
    def read(
        cls,
        folder: Traversable,
        *,
        rules: tuple[Rule, ...],
        numerals: tuple[Numeral, ...],
        triggers: frozenset[str],
        goals: frozenset[str],
        excluded: str,
        compounds: tuple[frozenset[str], frozenset[str]],
        namesakes: frozenset[str],
        past_adjective: re.Pattern[str],
        ahead_adjective: re.Pattern[str],
        before_years: frozenset[str],
        endings: tuple[str, ...],
        values: Mapping[str, Callable[[str], Any]],
    ) -> TimexTables:
        """Read the tables of a pack.

        `endings` are those of an adjective, which a form with a hyphen at its end takes; `values` says for a kind how
        its value is read, where it is not just text.
        """
        words: dict[str, list[Entry]] = {}
        phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for table in TABLES:
            for row in read_table(folder, table, ("forms", "kind", "value", "origin"), unique=False):
                convert = values.get(row["kind"], str)
                try:
                    entry = (row["kind"], convert(row["value"]))
                except (KeyError, ValueError):
                    raise LanguagePackError(f"{row.where}: no value of {row['kind']!r}: {row['value']!r}") from None
                for form in _inflect(row["forms"].split(", "), endings):
                    first, *rest = form.split()
                    if rest:
                        phrases.setdefault(first.lower(), []).append((tuple(form.lower().split()), entry))
                    else:
                        words.setdefault(form, []).append(entry)
        ahead = read_table(folder, "ahead.tsv", ("forms", "kind", "value", "origin"))
        return cls(
            {form: tuple(entries) for form, entries in words.items()},
            {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in phrases.items()},
            numerals,
            Grammar(rules),
            triggers,
            goals,
            excluded,
            column((row for row in ahead if row["kind"] == "ahead"), "forms"),
            column((row for row in ahead if row["kind"] != "state"), "forms"),
            column((row for row in ahead if row["kind"] == "state"), "forms"),
            compounds,
            namesakes,
            past_adjective,
            ahead_adjective,
            before_years,
            frozenset(form[:_SHORTEST_PART].lower() for form, found in words.items() if _any(found, compounds[0])),
            frozenset(form[-_SHORTEST_PART:].lower() for form, found in words.items() if _any(found, compounds[1])),
            frozenset(word.lower() for found in phrases.values() for row, _ in found for word in row),
            tuple(form for form, found in words.items() if _any(found, frozenset({"street"}))),
        )

    def find_phrases(self, words: Sequence[str], index: int) -> list[tuple[int, Entry]]:
        """The phrases of several words that begin at `index`: their lengths and what they are."""
        candidates = self.phrases.get(words[index].lower(), ())
        if not candidates:
            return []
        here = [word.lower() for word in words[index : index + _LONGEST_PHRASE]]
        return [(len(phrase), entry) for phrase, entry in candidates if here[: len(phrase)] == list(phrase)]

    def kinds(self, word: str) -> frozenset[str]:
        """The kinds of a word as it stands."""
        if word[:1].isdigit():
            return frozenset(kind for kind, _ in self._find_whole(word))
        return frozenset(kind for kind, _ in self.words.get(word, ()))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in the order of the pack."""
        return self.grammar.rules

    def find(self, word: str, *, opens: bool = False) -> Word | None:
        """What a word is; None where it says nothing of time.

        `opens` says that it opens a sentence: its capital then tells nothing.
        """
        parts = self._find_parts(word, opens)
        if not parts:
            return None
        return Word(parts, any(kind in self.triggers for _, entries in parts for kind, _ in entries))

    def _find_parts(self, word: str, opens: bool) -> Parts:
        if entries := self._find_whole(word, opens=opens):
            return ((len(word), entries),)
        if _DIGIT.match(word) and (match := _TOGETHER.fullmatch(word)):
            parts = [part for part in match.groups() if part]
            found = [self._find_whole(part) for part in parts]
            return tuple(zip(map(len, parts), found, strict=True)) if all(found) else ()
        folded = word.lower()
        if (_DIGIT.match(word) or folded[:_SHORTEST_PART] in self.heads) and folded[-_SHORTEST_PART:] in self.tails:
            return self._split(word)
        return ()

    def _find_whole(self, word: str, *, opens: bool = False) -> tuple[Entry, ...]:
        if _DIGIT.match(word):
            return tuple(
                (kind, value)
                for kind, pattern, convert in self.numerals
                if (match := pattern.fullmatch(word)) and (value := convert(match)) is not None
            )
        found = self.words.get(word, ())
        capitals = word.isupper() and len(word) > 1
        if capitals:
            found += self.words.get(word.capitalize(), ())
        if opens or capitals:
            found += tuple(entry for entry in self.words.get(word.lower(), ()) if entry not in found)
        folded = word.lower()
        if folded in self.grammar.literals:
            found += ((f"'{folded}'", None),)
        return found

    def _split(self, word: str) -> Parts:
        """ "Montagabend", "90er-Jahre": two words of the tables in one, perhaps with a hyphen between them."""
        for cut in range(len(word) - _SHORTEST_PART, 1, -1):
            head, tail = word[:cut], word[cut:]
            before = _only(self._find_whole(head.removesuffix("-")), self.compounds[0])
            behind = before and _only(self._find_whole(tail) + self._find_whole(tail.capitalize()), self.compounds[1])
            if before and behind:
                return ((cut, before), (len(tail), behind))
        return ()


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
    if kinds & tables.namesakes and _is_name(tokens, index, tables):
        return ((length, tuple(entry for entry in entries if entry[0] not in tables.namesakes)),)
    return parts


def _is_year(tokens: Sequence[Token], index: int, tables: TimexTables) -> bool:
    before = [tables.kinds(tokens[i].text) for i in range(max(0, index - 2), index)]
    if any("counter" in kinds for kinds in before) or _is_counter(tokens, index, tables):
        return False
    told = before[-1] - {"approx"} if before else frozenset()
    if told & tables.before_years:
        return True
    at = index + 1
    while at + 1 < len(tokens) and tables.kinds(tokens[at].text) & {"to"} and len(tokens[at + 1].text) > 3:
        at += 2
    adjective = at < len(tokens) and tokens[at].tag == "ADJA" and not told
    noun = at + adjective
    if noun >= len(tokens) or tokens[noun].tag != "NN" or tables.kinds(tokens[noun].text) & tables.triggers:
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


def _inflect(forms: Iterable[str], endings: Sequence[str]) -> Iterator[str]:
    for form in forms:
        if form.endswith("-") and len(form) > 1:
            yield from (form[:-1] + ending for ending in endings)
        else:
            yield form


def _any(entries: Iterable[Entry], kinds: frozenset[str]) -> bool:
    return any(kind in kinds for kind, _ in entries)


def _only(entries: Iterable[Entry], kinds: frozenset[str]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry[0] in kinds)
