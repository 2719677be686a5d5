"""Part of speech and lemma of every word, with the tables of the HanTa library, at the speed of a news archive.

HanTa (Wartena 2019) is a tagger of two hidden Markov models. The inner one, in `wordmodel`, says how likely
a word is as each part of speech; the outer one, here, runs over the sentence and chooses the parts of
speech. Lemmas and tags are those of the library itself. A word's readings are remembered: `Memo` is
bounded, and what it forgets is worked out again with the same result, so the memory holds over millions
of reports and the output does not depend on it.

Two limits keep time and memory linear on hostile input, and mark where identity with the library
ends: a word longer than `LONGEST_WORD` (or empty) is not analysed but tagged by its letters, and in
a sentence longer than `LONGEST_SENTENCE` the best reading so far is settled at each such distance.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import NamedTuple

from wortlaut.text.wordmodel import (
    EMPTY,
    END,
    GERMAN_MODEL,
    START,
    Memo,
    State,
    Tables,
    Weights,
    WordModel,
    load_tables,
)

# German compounds rarely reach 45 letters; addresses on the web do, and the time for a word grows with their square.
LONGEST_WORD = 50
LONGEST_SENTENCE = 2000
REMEMBERED_WORDS = 100_000

# HanTa writes the inflection of a verb or adjective in brackets. Its NNA (nominalised adjective) and
# NNI (nominalised infinitive) have no twin in STTS, which calls both NN. All other tags are STTS.
STTS = {
    "ADJ(A)": "ADJA",
    "ADJ(D)": "ADJD",
    "NNA": "NN",
    "NNI": "NN",
    "VA(FIN)": "VAFIN",
    "VA(IMP)": "VAIMP",
    "VA(INF)": "VAINF",
    "VA(PP)": "VAPP",
    "VM(FIN)": "VMFIN",
    "VM(INF)": "VMINF",
    "VM(PP)": "VMPP",
    "VV(FIN)": "VVFIN",
    "VV(IMP)": "VVIMP",
    "VV(INF)": "VVINF",
    "VV(IZU)": "VVIZU",
    "VV(PP)": "VVPP",
}

# What HanTa takes for one quotation mark.
QUOTATION_MARKS = frozenset(["`", "``", "´", "´´", "'", "''"])

# Constants of HanTa's decoding, needed for the same results.
BEAM = 5  # states followed at one word, besides those within 1 of the next best
CUTOFF = 5.0  # parts of speech that are less likely than the best by more than this are dropped

Candidates = list[tuple[int, float]]  # (tag of a word, weight)


class _Word(NamedTuple):
    """All that is remembered of a word."""

    form: str
    candidates: Candidates
    initial_candidates: Candidates  # at the beginning of a sentence, where the capital letter says nothing
    lemmas: dict[int, str]  # tag → lemma, for the tags asked for so far


class HantaTagger:
    """A `Tagger`: lemma and STTS tag of each word of a sentence, as the HanTa library would give them."""

    def __init__(self, tables: Tables, *, remembered_words: int = REMEMBERED_WORDS) -> None:
        self._tables = tables
        self._transitions = tables.word_transitions
        self._rank = {tag: rank for rank, tag in enumerate(self._transitions[EMPTY, START]) if tag != END}
        self._stts = {tag: STTS.get(name, name) for tag, name in tables.names.items()}
        self._model = WordModel(tables)
        self._words: Memo[str, _Word] = Memo(self._look_up, remembered_words)

    @property
    def remembered(self) -> int:
        """How many words are held in memory."""
        return self._words.count()

    def tag(self, words: Sequence[str]) -> list[tuple[str, str]]:
        """The lemma and the STTS tag of each word of one sentence."""
        stts = self._stts
        return [(lemma, stts[tag]) for lemma, tag in self._read(words)]

    def tag_like_library(self, words: Sequence[str]) -> list[tuple[str, str]]:
        """The lemma and the tag of each word of one sentence, tags in the library's own spelling: ``VV(FIN)``."""
        names = self._tables.names
        return [(lemma, names[tag]) for lemma, tag in self._read(words)]

    def _read(self, words: Sequence[str]) -> list[tuple[str, int]]:
        known = [self._words[word] for word in words]
        readings = []
        for word, tag in zip(known, self._choose_tags(known), strict=True):
            lemma = word.lemmas.get(tag)
            if lemma is None:
                lemma = word.lemmas[tag] = self._model.find_lemma(word.form, tag)
            readings.append((lemma, tag))
        return readings

    def _look_up(self, word: str) -> _Word:
        form = word.lower()
        if not 0 < len(form) <= LONGEST_WORD:
            return self._judge_by_letters(word)
        key = '"' if word in QUOTATION_MARKS else form
        listed = self._tables.words.get(key)
        weights = self._model.weigh_tags(key) if listed is None else dict(listed)
        upper = word[0].isupper()
        cased = {tag: weight + self._tables.capitals[tag][upper] for tag, weight in weights.items()}
        cutoff = CUTOFF if listed is None else math.inf
        return _Word(form, self._select(cased, cutoff), self._select(weights, cutoff), {})

    def _select(self, weights: Weights, cutoff: float) -> Candidates:
        """The tags worth trying, in the order of the transitions: all that there are where none is known."""
        conditional = {tag: weight - self._tables.tags[tag] for tag, weight in weights.items()}
        limit = max(conditional.values(), default=0.0) - cutoff
        likely = [(tag, weight) for tag, weight in conditional.items() if weight >= limit and tag in self._rank]
        return sorted(likely, key=lambda item: self._rank[item[0]]) or [(tag, 0.0) for tag in self._rank]

    def _judge_by_letters(self, word: str) -> _Word:
        """An overlong word with a capital letter in front is a noun; anything else, an empty word too, is no word."""
        tag = self._tables.numbers["NN" if word[:1].isupper() and word.replace("-", "").isalpha() else "XY"]
        candidates = [(tag, 0.0)]
        return _Word(word, candidates, candidates, {tag: word})

    def _choose_tags(self, words: Sequence[_Word]) -> list[int]:
        """The likeliest tags of a sentence."""
        tags: list[int] = []
        row: dict[State, float] = {(EMPTY, START): 0.0}
        for first in range(0, len(words), LONGEST_SENTENCE):
            origins = []
            for index, word in enumerate(words[first : first + LONGEST_SENTENCE], first):
                row, origin = self._advance(row, word.candidates if index else word.initial_candidates)
                origins.append(origin)
            last = first + LONGEST_SENTENCE >= len(words)
            state = max(row, key=lambda state: row[state] + self._transitions[state][END] if last else row[state])
            row = {state: 0.0}
            piece = []
            for origin in reversed(origins):
                piece.append(state[1])
                state = origin[state]
            tags.extend(reversed(piece))
        return tags

    def _advance(
        self, row: dict[State, float], candidates: Candidates
    ) -> tuple[dict[State, float], dict[State, State]]:
        """From the best states at one word to those at the next, each with the state it comes from."""
        bound = sorted(row.values(), reverse=True)[BEAM] - 1 if len(row) > BEAM else -math.inf
        following: dict[State, float] = {}
        origin: dict[State, State] = {}
        for state, reached in row.items():
            if reached < bound:
                continue
            steps, last = self._transitions[state], state[1]
            for tag, weight in candidates:
                total = reached + steps[tag] + weight
                if (target := (last, tag)) not in following or total > following[target]:
                    following[target] = total
                    origin[target] = state
        return following, origin


@functools.cache
def load_tagger(model: str = GERMAN_MODEL) -> HantaTagger:
    """The tagger over the library's `model`, loaded once."""
    return HantaTagger(load_tables(model))
