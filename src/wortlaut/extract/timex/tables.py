"""The tables of a pack for times: its words by their form, and what its rules ask for.

A word can be in the tables as it stands ("Freitag"), with the ending of an adjective ("kommenden"), be written in
figures ("20.30"), or be put together from words of the tables ("Montagabend" is read as "Montag" and "abend").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any

from wortlaut.errors import LanguagePackError
from wortlaut.grammar.rules import Grammar, Rule
from wortlaut.text.lexicon import Row, column, read_table

Numeral = tuple[str, re.Pattern[str], Callable[[re.Match[str]], object]]
Entry = tuple[str, Any]
Parts = tuple[tuple[int, tuple[Entry, ...]], ...]
"""A word, whole or cut into parts: the length of each and what it can be."""

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
"""Entries of several words, by their first: the words in small letters, and what they are together."""

TABLES = ("units.tsv", "calendar.tsv", "holidays.tsv", "numbers.tsv", "vague.tsv", "words.tsv")
_COLUMNS = ("forms", "kind", "value", "origin")
_TOGETHER = re.compile(r"([\d.:]+)(/|[–-])([\d.:]+)|([\d.:]+)([^\W\d]{1,3})")
_DIGIT = re.compile(r"\d")
_SHORTEST_PART = 3
_LONGEST_PHRASE = 5
_REMEMBERED = 1 << 16  # words


@dataclass(frozen=True, slots=True)
class TimexRules:
    """What the code of a pack says about times, beside its tables.

    `numerals` are kinds of words in figures; `values` says for a kind how its value in a table is read, where it is not
    just text; `endings` are those of an adjective, which a form with a hyphen at its end takes. Kinds of word:
    `triggers` are those that a time cannot do without, `heads` and `tails` those that compounds are made of,
    `namesakes` those that are names of people as well, `before_years` those behind which a number is a year. `goals`
    are the kinds of what is found, `excluded` is the one among them that is no time. `past_adjective` and
    `ahead_adjective` match participles that say on which side the time in front of them lies.
    """

    rules: tuple[Rule, ...]
    numerals: tuple[Numeral, ...]
    values: Mapping[str, Callable[[str], Any]]
    endings: tuple[str, ...]
    triggers: frozenset[str]
    goals: frozenset[str]
    excluded: str
    heads: frozenset[str]
    tails: frozenset[str]
    namesakes: frozenset[str]
    before_years: frozenset[str]
    past_adjective: re.Pattern[str]
    ahead_adjective: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Word:
    """The parts of a word, and whether one of them can open a time expression."""

    parts: Parts
    triggers: bool


@dataclass(frozen=True, slots=True)
class TimexTables:
    """The words of a pack, its rules made ready for parsing, and the verbs whose content lies ahead.

    `standing` are verbs whose participle behind one of `states` tells no past ("ist geplant").
    """

    pack: TimexRules
    words: Mapping[str, tuple[Entry, ...]]
    phrases: Phrases
    grammar: Grammar
    ahead: frozenset[str]
    standing: frozenset[str]
    states: frozenset[str]
    phrase_words: frozenset[str]
    streets: tuple[str, ...]
    look_up: Callable[[str, bool], Word | None] = field(init=False, compare=False)
    _beginnings: frozenset[str] = field(init=False)
    _ends: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Index the parts of compounds, and remember the words looked up last: most have stood in another text."""
        heads = (form for form, found in self.words.items() if _only(found, self.pack.heads))
        tails = (form for form, found in self.words.items() if _only(found, self.pack.tails))
        object.__setattr__(self, "_beginnings", frozenset(form[:_SHORTEST_PART].lower() for form in heads))
        object.__setattr__(self, "_ends", frozenset(form[-_SHORTEST_PART:].lower() for form in tails))
        object.__setattr__(self, "look_up", lru_cache(_REMEMBERED)(lambda word, opens: self.find(word, opens=opens)))

    @classmethod
    def read(cls, folder: Traversable, pack: TimexRules) -> TimexTables:
        """Read the tables of a pack: words by form and kind, and `ahead.tsv` with lemmas."""
        words: dict[str, list[Entry]] = {}
        phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for table in TABLES:
            for row in read_table(folder, table, _COLUMNS, unique=False):
                entry = _read_entry(row, pack)
                for form in _inflect(row["forms"].split(", "), pack.endings):
                    parts = form.split()
                    if len(parts) > 1:
                        phrase = tuple(part.lower() for part in parts)
                        phrases.setdefault(phrase[0], []).append((phrase, entry))
                    else:
                        words.setdefault(form, []).append(entry)
        verbs = read_table(folder, "ahead.tsv", _COLUMNS)
        return cls(
            pack,
            {form: tuple(entries) for form, entries in words.items()},
            {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in phrases.items()},
            Grammar(pack.rules),
            ahead=column((row for row in verbs if row["kind"] == "ahead"), "forms"),
            standing=column((row for row in verbs if row["kind"] != "state"), "forms"),
            states=column((row for row in verbs if row["kind"] == "state"), "forms"),
            phrase_words=frozenset(word for found in phrases.values() for phrase, _ in found for word in phrase),
            streets=tuple(form for form, found in words.items() if any(kind == "street" for kind, _ in found)),
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
        return Word(parts, any(kind in self.pack.triggers for _, entries in parts for kind, _ in entries))

    def _find_parts(self, word: str, opens: bool) -> Parts:
        if entries := self._find_whole(word, opens=opens):
            return ((len(word), entries),)
        if _DIGIT.match(word) and (match := _TOGETHER.fullmatch(word)):
            parts = [part for part in match.groups() if part]
            found = [self._find_whole(part) for part in parts]
            return tuple(zip(map(len, parts), found, strict=True)) if all(found) else ()
        folded = word.lower()
        if (_DIGIT.match(word) or folded[:_SHORTEST_PART] in self._beginnings) and folded[
            -_SHORTEST_PART:
        ] in self._ends:
            return self._split(word)
        return ()

    def _find_whole(self, word: str, *, opens: bool = False) -> tuple[Entry, ...]:
        if _DIGIT.match(word):
            return tuple(
                (kind, value)
                for kind, pattern, convert in self.pack.numerals
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
            before = _only(self._find_whole(head.removesuffix("-")), self.pack.heads)
            behind = before and _only(self._find_whole(tail) + self._find_whole(tail.capitalize()), self.pack.tails)
            if before and behind:
                return ((cut, before), (len(tail), behind))
        return ()


def _read_entry(row: Row, pack: TimexRules) -> Entry:
    convert = pack.values.get(row["kind"], str)
    try:
        return row["kind"], convert(row["value"])
    except (KeyError, ValueError):
        raise LanguagePackError(f"{row.where}: no value of {row['kind']!r}: {row['value']!r}") from None


def _inflect(forms: Iterable[str], endings: Sequence[str]) -> Iterator[str]:
    for form in forms:
        if form.endswith("-") and len(form) > 1:
            yield from (form[:-1] + ending for ending in endings)
        else:
            yield form


def _only(entries: Iterable[Entry], kinds: frozenset[str]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry[0] in kinds)
