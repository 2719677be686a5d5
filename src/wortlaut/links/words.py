"""The words that tell what a passage is about, and how much of one passage another one tells.

A passage becomes a list of `Word`: lemmas in small letters without accents, families of the pack instead of words that
can stand for each other, nothing of times, auxiliaries and verbs of saying. Words are compared as they are, by what
they begin with (*Spionage*, *spioniert*) and as parts of compounds (*Fährlinie*, *Linie*).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from wortlaut.lang.language import available, load
from wortlaut.ledger.search import cut_words
from wortlaut.text.hanta import load_tagger
from wortlaut.text.lexicon import column, read_table

__all__ = ["Token", "Vocabulary", "Word", "cover", "distinct", "fold", "load_vocabulary", "resemble", "resemble_names"]

_LINE = re.compile(r"\S[^\n]*?(?:[.!?:](?=\W*\s)|(?=[„“”\"»«])(?<=\s)|$)", re.MULTILINE)
_WORD = re.compile(r"\w+(?:[-\u2019']\w+)*")
_NAMES = frozenset({"NE", "FM", "XY"})
_CONTENT = frozenset({"NN", "NE", "FM", "XY", "ADJA", "ADJD", "CARD", "TRUNC"})
_VERBS = ("VV",)
_FINITE = frozenset({"VVFIN", "VVIMP"})
_NOUNS = frozenset({"NN", "NE"})
_STEM = 5  # letters that two words of one stem begin with
_SHARE = 0.6  # of the shorter word
_PART = 4  # letters of a word that is part of a compound
_REMEMBERED = 1 << 16
_LONG = 9  # letters of a noun that is likely a compound
_PLACE = 4  # letters that a place and what is called after it share
_ENDING = 4  # letters that may differ behind them
_SAME, _KIN, _COMPOUND = 1.0, 0.75, 0.6


class Word(NamedTuple):
    """A word of content; `weight` is how much it tells, `place` the preposition right before a name that stands alone.

    `sound` is the word as a name, in the one spelling for all.
    """

    key: str
    weight: float
    is_name: bool = False
    is_number: bool = False
    place: str = ""
    sound: str = ""


class Token(NamedTuple):
    """A word of a text where it stands; `word` is what it tells, None where it tells nothing."""

    start: int
    end: int
    written: str
    lemma: str
    tag: str
    word: Word | None


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What a pack knows about words for comparing what two reports tell; keys are folded."""

    light: frozenset[str]
    families: dict[str, str]
    opposites: frozenset[frozenset[str]]
    numbers: dict[str, str]
    spellings: tuple[tuple[str, str], ...]
    titles: tuple[str, ...]
    offices: tuple[str, ...]
    places: tuple[str, ...]
    no_places: tuple[str, ...]

    def read(self, text: str) -> tuple[Word, ...]:
        """The words of content of a passage, each once."""
        return distinct(token.word for token in self.scan(text))

    def scan(self, text: str) -> tuple[Token, ...]:
        """Every word of a text that may have many lines, each line tagged as one."""
        return tuple(token for line in _LINE.finditer(text) for token in self._scan(line.group(), line.start()))

    def _scan(self, line: str, offset: int) -> Iterator[Token]:
        found = list(_WORD.finditer(line))
        tagged = list(self.tag([match.group() for match in found]))
        joined = _join_particles(tagged)
        for at, (match, (_, tag)) in enumerate(zip(found, tagged, strict=True)):
            written, lemma = match.group(), joined[at][0]
            word = self._read_word(written, lemma, tag)
            is_whole = at + 1 == len(tagged) or tagged[at + 1][1] not in _NOUNS
            is_behind = at > 0 and tagged[at - 1][1] == "APPR" and is_whole
            if word is not None and is_behind and (word.is_name or _is_odd(written, lemma, tag)):
                word = word._replace(place=fold(found[at - 1].group()))
            if (
                word is not None
                and at
                and _is_odd(written, lemma, tag)
                and _is_beside(found[at - 1], tagged[at - 1][1], match)
            ):
                word = Word(self.fold_name(written), 1.2, is_name=True, sound=self.fold_name(written))
            yield Token(offset + match.start(), offset + match.end(), written, lemma, tag, word)

    def _read_word(self, written: str, lemma: str, tag: str) -> Word | None:
        is_verb = tag.startswith(_VERBS)
        key, form = fold(lemma), fold(written)
        if (tag not in _CONTENT and not is_verb) or key in self.light or form in self.light or not key:
            return None
        if tag == "CARD" or written.isdecimal():
            return Word(self.numbers.get(key, key), 1.0, is_number=True)
        if tag in _NAMES and written[:1].isupper():
            return Word(self.fold_name(written), 1.2, is_name=True, sound=self.fold_name(written))
        family = self.families.get(key) or self.families.get(form)
        return Word(family or key, _weigh(key, tag), sound=self.fold_name(written))

    def tag(self, words: Sequence[str]) -> Sequence[tuple[str, str]]:
        """The lemma and the part of speech of each word of a passage."""
        return load_tagger().tag(words) if words else ()

    def tells_place(self, word: str, lemma: str, tag: str) -> bool:
        """Whether a word can say which state or town somebody belongs to."""
        if tag in _NAMES:
            return word[:1].isupper()
        key = fold(lemma)
        return key.endswith(self.places) and not key.endswith(self.no_places) if self.places else False

    def fold_name(self, name: str) -> str:
        """A name as all its spellings have it: "Scharow" and "Sharov"."""
        folded = fold(name)
        for spelling, other in self.spellings:
            folded = folded.replace(spelling, other)
        return folded

    def excludes(self, words: Iterable[Word]) -> bool:
        """Whether one of the words is such that another word cannot hold together with it."""
        excluding = _list_excluding(self)
        return any(word.key in excluding for word in words)

    def drop_opposites(self, one: Sequence[Word], other: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word], int]:
        """Both passages without the words of one that cannot hold together with a word of the other; and how many."""
        keys, others = {word.key for word in one}, {word.key for word in other}
        found = [(a, b) for a in keys - others for b in others - keys if frozenset((a, b)) in self.opposites]
        gone = {key for pair in found for key in pair}
        return (
            [word for word in one if word.key not in gone],
            [word for word in other if word.key not in gone],
            len(gone),
        )


def _weigh(key: str, tag: str) -> float:
    """How much a word tells: a long noun, which is a compound, most of all."""
    if tag.startswith("ADJ"):
        return 0.5
    return 1.0 if len(key) < _LONG or not tag.startswith("N") else 1.4


def _is_odd(word: str, lemma: str, tag: str) -> bool:
    """A noun with an ending taken off, without an article: often a name that the tagger does not know."""
    return tag == "NN" and word != lemma and not word.isdecimal()


def _is_beside(noun: re.Match[str], tag: str, name: re.Match[str]) -> bool:
    """Whether what the tagger takes for a noun is a name unknown to it, right behind a noun: "das Dorf Ravn"."""
    return tag == "NN" and noun.end() + 1 == name.start() and name.group()[:1].isupper()


def _join_particles(tagged: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A particle goes back to its verb: "griffen … an" is "angreifen"."""
    joined = list(tagged)
    for at, (particle, tag) in enumerate(tagged):
        verb = next((i for i in range(at - 1, -1, -1) if joined[i][1] in _FINITE), None) if tag == "PTKVZ" else None
        if verb is not None:
            joined[verb] = (particle + joined[verb][0], joined[verb][1])
    return joined


@cache
def _list_excluding(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(word for pair in vocabulary.opposites for word in pair)


def distinct(words: Iterable[Word | None]) -> tuple[Word, ...]:
    """Each word once, as it came first."""
    found: dict[str, Word] = {}
    for word in words:
        if word is not None:
            found.setdefault(word.key, word)
    return tuple(found.values())


@cache
def load_vocabulary(code: str) -> Vocabulary:
    """The vocabulary of a language; an empty one where the pack has none."""
    folder = files("wortlaut.lang").joinpath(code)
    if code not in available() or not folder.joinpath("links").is_dir():
        return Vocabulary(frozenset(), {}, frozenset(), {}, (), (), (), (), ())
    here, pack = folder.joinpath("links"), load(code)
    mentions = pack.mentions
    function_words = column(read_table(folder.joinpath("segment"), "function_words.tsv", ("word", "origin")), "word")
    light = column(read_table(here, "light_words.tsv", ("lemma", "origin")), "lemma") | function_words
    kin = read_table(here, "families.tsv", ("lemma", "family", "origin"))
    families = {fold(row["lemma"]): fold(row["family"]) for row in kin}
    pairs = read_table(here, "opposites.tsv", ("word", "other", "origin"), unique=False)
    opposites = {frozenset(families.get(fold(row[c]), fold(row[c])) for c in ("word", "other")) for row in pairs}
    titles = tuple(sorted(fold(title) for title in mentions.words("title")))
    offices = tuple(sorted(map(fold, column(read_table(here, "office_endings.tsv", ("ending", "origin")), "ending"))))
    endings = {
        kind: tuple(
            fold(row["ending"])
            for row in read_table(here, "place_endings.tsv", ("ending", "kind", "origin"))
            if row["kind"] == kind
        )
        for kind in ("place", "other")
    }
    numbers = {fold(word): f"{value:g}" for word, (value, _) in pack.events.numbers.items()}
    return Vocabulary(
        frozenset(map(fold, light)),
        families,
        frozenset(opposites),
        numbers,
        mentions.spellings,
        titles,
        offices,
        endings["place"],
        endings["other"],
    )


@lru_cache(_REMEMBERED)
def fold(word: str) -> str:
    """A word in small letters, without accents and umlauts; what is no word is nothing."""
    return "".join(cut_words(word))


@lru_cache(_REMEMBERED)
def _resemble(one: str, other: str) -> float:
    if one == other:
        return _SAME
    short, long = sorted((one, other), key=len)
    shared = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if (
        shared >= _STEM
        and shared >= _SHARE * len(short)
        and not (shared == len(short) and len(long) - shared > _ENDING)
    ):
        return _KIN
    return _COMPOUND if len(short) >= _PART and (long.endswith(short) or long.startswith(short)) else 0.0


def resemble(one: Word, other: Word) -> float:
    """How far two words can mean the same, from 0 to 1."""
    if one.is_number or other.is_number:
        return float(one.key == other.key)
    if one.is_name or other.is_name:
        return _SAME if resemble_names(one.sound, other.sound) else 0.0
    return _resemble(one.key, other.key)


def resemble_names(one: str, other: str) -> bool:
    """Whether a name is another one but for an ending, or what is called after it: a place and its adjective."""
    if one == other:
        return True
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= max(_PLACE, max(len(one), len(other)) - _ENDING)


def cover(told: Sequence[Word], by: Sequence[Word]) -> float:
    """How much of one passage the other one tells, from 0 to 1."""
    weight = sum(word.weight for word in told)
    if not weight:
        return 0.0
    return sum(word.weight * max((resemble(word, other) for other in by), default=0.0) for word in told) / weight
