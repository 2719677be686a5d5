"""Part of speech and lemma of every word, from the tables of the HanTa library, at the speed of a news archive.

HanTa (Wartena 2019) is a tagger of two hidden Markov models. The inner one runs over the morphemes
of a word and says how likely the word is as each part of speech, and which of its morphemes make
the lemma; the outer one runs over the sentence and chooses the parts of speech. The library's
tables are used as they are. What is ours is the decoding, built so that it gives the very same
lemmas and tags:

- the morpheme tables are turned round, from tag → morpheme to morpheme → tags, so that a stretch of
  letters is looked up once and a transition is tried only where the stretch can carry its tag;
- what an unknown stretch weighs depends on its length and its last letters only, so these weights
  are worked out once for each pair of the two;
- a word's readings are remembered. `Memo` is bounded; what it forgets is worked out again with the
  same result, so the memory holds over millions of reports and the output does not depend on it.

Two limits keep time and memory linear on hostile input, and mark where identity with the library
ends: a word longer than `LONGEST_WORD` (or empty) is not analysed but tagged by its letters, and in
a sentence longer than `LONGEST_SENTENCE` the best reading so far is settled at each such distance.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

GERMAN_MODEL = "morphmodel_ger.pgz"
LONGEST_WORD = 60
LONGEST_SENTENCE = 2000
REMEMBERED_WORDS = 100_000
REMEMBERED_ENDINGS = 20_000

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

# The numbers that HanTa gives to the two ends of a word and of a sentence, and to an unknown word.
EMPTY, START, END, UNKNOWN = 0, 1, 2, 3

# Constants of HanTa's decoding, needed for the same results.
IMPOSSIBLE = -1e6  # weights below are never followed
WORD_BEAM = 3  # states of a word followed at one letter, besides those within 1 of the next best
SENTENCE_BEAM = 5  # the same for the states of a sentence at one word
CUTOFF = 5.0  # parts of speech that are less likely than the best by more than this are dropped
LONGEST_COUNTED = 24  # from this length on, all unknown morphemes are of one length
ONE_MORPHEME = 4.6  # what a word costs that is one single unknown morpheme

K = TypeVar("K")
V = TypeVar("V")

Weights = dict[int, float]  # tag → logarithm of a probability
Row = dict[int, float]  # state of the word model → weight of the best way to it
Origins = list[dict[int, tuple[int, int]]]  # for each boundary: state → (boundary, state) that it was reached from
Segment = tuple[int, Weights, bool]  # (where the stretch ends, its weight as each tag, whether it is a known morpheme)
Followers = list[tuple[int, float, int]]  # (tag, weight of the transition, state that it leads to)
State = tuple[int, int]  # of a sentence: the tags of two words in a row
Candidates = list[tuple[int, float]]  # (tag of a word, weight)


class Network(NamedTuple):
    """Which transitions between states are allowed."""

    first: dict[int, tuple[float, int]]  # tag of the first morpheme → (weight, state)
    followers: list[tuple[Followers, Followers]]  # state → (all, those whose tag takes unknown morphemes)


class Memo(dict[K, V]):
    """Results of a pure function, at most `size` of them; when it is full, the half unused for longest goes.

    Entries live in two generations. A full young generation becomes the old one, and the old one is
    dropped; what is asked for again meanwhile moves back to the young one.
    """

    def __init__(self, compute: Callable[[K], V], size: int) -> None:
        super().__init__()
        self._compute = compute
        self._half = max(1, size // 2)
        self._old: dict[K, V] = {}

    def __missing__(self, key: K) -> V:
        value = self._old[key] if key in self._old else self._compute(key)
        if len(self) >= self._half:
            self._old = dict(self)
            self.clear()
        self[key] = value
        return value

    def count(self) -> int:
        """How many results are held, in both generations; one that moved back may count twice."""
        return len(self) + len(self._old)


class WordModel:
    """The inner model: what a lower-case word can be, and its lemma as one of them.

    A state is a pair of morpheme tags in a row, numbered from 0, which is the start. Weights are added up
    in the library's order and states visited in its order, because rounding and ties decide as well.
    """

    def __init__(self, library: Any) -> None:
        self._library = library
        numbers = {(EMPTY, START): 0}
        followers = {
            numbers.setdefault(state, len(numbers)): [
                (tag, weight, numbers.setdefault((state[1], tag), len(numbers)))
                for tag, weight in library.LP_trans_nonfinal[state]
            ]
            for state in library.LP_trans
        }
        self._followers = [followers.get(number, []) for number in range(len(numbers))]
        self._last_tag = [state[1] for state in numbers]
        self._finals = [dict(library.LP_trans_final.get(state, ())) for state in numbers]
        self._rank = {tag: rank for rank, (tag, _, _) in enumerate(self._followers[0])}
        self._open = sorted(set(library.LP_hapax_t) & set(library.LP_s_t), key=self._place)
        self._known = self._index_morphemes()
        self._longest = max(map(len, self._known))
        self._longest_ending = {
            name: max(map(len, endings), default=0) for name, endings in library.lemmasuffixtable.items()
        }
        self._unknown: Memo[str, list[Weights]] = Memo(self._weigh_unknown, REMEMBERED_ENDINGS)
        self._restricted: dict[int, Network] = {}
        self._network = self._make_network(None)

    def weigh_tags(self, form: str) -> Weights:
        """How likely the lower-case `form` is as each part of speech; empty where it cannot be analysed."""
        rows, _ = self._search(form, self._network, guess=True)
        best: dict[tuple[int, int], float] = {}
        for state, reached in rows[-1].items():
            for tag, step in self._finals[state].items():
                ending = (self._last_tag[state], tag)
                best[ending] = max(reached + step, best.get(ending, IMPOSSIBLE))
        weights: Weights = {}
        for (_, tag), weight in best.items():
            weights[-tag] = _add_logarithms(weights[-tag], weight) if -tag in weights else weight
        return weights

    def find_lemma(self, form: str, tag: int) -> str:
        """The lemma of the lower-case `form` as the part of speech `tag`."""
        library = self._library
        path = [(form, tag)] if -tag in library.atomic_class else self._find_morphemes(form, tag)
        if not path:
            path, tag = [(form, UNKNOWN)], UNKNOWN
        name = library.int2tag[tag]
        outside = library.nonstemtags.get(name.split("(")[0], ())
        stem = [(morpheme, kind) for morpheme, kind in path if kind not in outside] or path
        last, kind = stem[-1]
        kind_name = library.int2tag[kind]
        if kind in library.stemdict and (kind_name[:2] == name[:2] or kind_name.startswith("SUF")):
            last = library.stemdict[kind].get(last, last)
        return self._finish_lemma("".join([morpheme for morpheme, _ in stem[:-1]] + [last]), tag, name)

    def _finish_lemma(self, stem: str, tag: int, name: str) -> str:
        """Add the ending that the lemma of such a stem has, and its capital letter."""
        endings = self._library.lemmasuffixtable.get(kind := name.split("(")[0], {})
        marked = "#" + stem
        longest = self._longest_ending.get(kind, 0)
        tails = (marked[start:] for start in range(max(0, len(marked) - longest), len(marked)))
        suffix = next((endings[tail] for tail in tails if tail in endings), "")
        capital = tag in self._library.capitalizedlemmata
        return (stem[:1].upper() + stem[1:] if capital else stem) + suffix

    def _find_morphemes(self, form: str, tag: int) -> list[tuple[str, int]]:
        """The likeliest morphemes of `form` as `tag`, each with its own tag; empty where there are none.

        Unknown morphemes are thought of only where the known ones do not make up the word.
        """
        if tag not in self._restricted:
            self._restricted[tag] = self._make_network(self._library.reachability.get(-tag, frozenset()))
        for guess in (False, True):
            rows, origins = self._search(form, self._restricted[tag], guess=guess)
            if (state := self._choose_last(rows[-1], -tag)) is not None:
                return self._trace(form, state, origins)
        return []

    def _choose_last(self, row: Row, target: int) -> int | None:
        """The state from which the end `target` is reached best."""
        best: dict[int, tuple[float, int]] = {}
        for state, reached in row.items():
            if target in self._finals[state]:
                weight, last = reached + self._finals[state][target], self._last_tag[state]
                if last not in best or weight > best[last][0]:
                    best[last] = (weight, state)
        return max(best.values(), key=lambda entry: entry[0])[1] if best else None

    def _trace(self, form: str, state: int, origins: Origins) -> list[tuple[str, int]]:
        path, end = [], len(form)
        while end:
            start, before = origins[end][state]
            path.append((form[start:end], self._last_tag[state]))
            end, state = start, before
        return path[::-1]

    def _search(self, form: str, network: Network, *, guess: bool) -> tuple[list[Row], Origins]:
        """The states that can be reached at each letter boundary of `form`, with their weights and origins."""
        rows: list[Row] = [{} for _ in range(len(form) + 1)]
        origins: Origins = [{} for _ in rows]
        for end, weights in self._first_segments(form, guess=guess):
            for tag, weight in weights.items():
                if tag in network.first:
                    step, state = network.first[tag]
                    rows[end][state] = step + weight
                    origins[end][state] = (0, 0)
        for start in range(1, len(form)):
            if rows[start]:
                self._extend(form, start, rows, origins, network, guess)
        return rows, origins

    def _extend(self, form: str, start: int, rows: list[Row], origins: Origins, network: Network, guess: bool) -> None:
        """Go on from the best states at the boundary `start` over every stretch that begins there."""
        row = rows[start]
        bound = sorted(row.values(), reverse=True)[WORD_BEAM] - 1 if len(row) > WORD_BEAM else IMPOSSIBLE
        known = self._known_segments(form, start)
        every = self._guessed_segments(form, start, known) if guess else known
        for state, reached in row.items():
            followers, open_followers = network.followers[state]
            if reached < bound or not followers:
                continue
            origin = (start, state)
            for end, weights, is_known in every if open_followers else known:
                target = rows[end]
                for tag, step, following in followers if is_known else open_followers:
                    if tag in weights:
                        weight = reached + step + weights[tag]
                        if weight > target.get(following, IMPOSSIBLE):
                            target[following] = weight
                            origins[end][following] = origin

    def _known_segments(self, form: str, start: int) -> list[Segment]:
        known = self._known
        ends = range(start + 1, min(len(form), start + self._longest) + 1)
        return [(end, weights, True) for end in ends if (weights := known.get(form[start:end]))]

    def _guessed_segments(self, form: str, start: int, known: list[Segment]) -> list[Segment]:
        """Every stretch that begins at `start`: as a known morpheme, as an unknown one, or as either."""
        segments = {segment[0]: segment for segment in known}
        shortest = 3 if len(form) > 3 else 1
        for end in range(start + shortest, len(form) + 1):
            guesses = self._guess(form, start, end)
            segments[end] = (end, guesses | segments[end][1], True) if end in segments else (end, guesses, False)
        return list(segments.values())

    def _first_segments(self, form: str, *, guess: bool) -> list[tuple[int, Weights]]:
        """The stretches from the beginning of the word, the tags of each in the order of the transitions."""
        known = self._known_segments(form, 0)
        if not guess:
            return [(end, weights) for end, weights, _ in known]
        segments = []
        for end, weights, is_known in self._guessed_segments(form, 0, known):
            if end == len(form):
                weights = {tag: weight - ONE_MORPHEME for tag, weight in self._guess(form, 0, end).items()}
                weights |= self._known.get(form, {})
            if is_known:
                weights = {tag: weights[tag] for tag in sorted(weights, key=self._place)}
            segments.append((end, weights))
        return segments

    def _guess(self, form: str, start: int, end: int) -> Weights:
        """What the stretch weighs as an unknown morpheme of each tag that takes such."""
        return self._unknown[form[max(start + 1, end - 4) : end]][min(end - start, LONGEST_COUNTED)]

    def _weigh_unknown(self, ending: str) -> list[Weights]:
        """For each length, what an unknown morpheme with this ending (at most four letters) weighs as each tag."""
        library = self._library
        if ending not in library.LP_s_t[self._open[0]]:  # the tags share one list of endings; the empty one is in it
            return self._unknown[ending[1:]]
        shared = [(tag, library.Int_t + library.LP_hapax_t[tag], library.LP_s_t[tag][ending]) for tag in self._open]
        lengths = library.LP_len_t
        return [
            {tag: weight for tag, base, share in shared if (weight := base + lengths[tag][length] + share) > IMPOSSIBLE}
            for length in range(LONGEST_COUNTED + 1)
        ]

    def _index_morphemes(self) -> dict[str, Weights]:
        """Morpheme → what it weighs as each tag, the tags in the order of the transitions."""
        known: dict[str, Weights] = {}
        for tag in sorted((tag for tag in self._library.LP_m_t if tag > 0), key=self._place):
            for morpheme, weight in self._library.LP_m_t[tag].items():
                known.setdefault(morpheme, {})[tag] = weight
        return known

    def _make_network(self, allowed: frozenset[int] | None) -> Network:
        """The transitions to the `allowed` tags, or to all."""
        takes_unknown = frozenset(self._open)
        lists = [[step for step in steps if allowed is None or step[0] in allowed] for steps in self._followers]
        return Network(
            first={tag: (weight, state) for tag, weight, state in lists[0]},
            followers=[(steps, [step for step in steps if step[0] in takes_unknown]) for steps in lists],
        )

    def _place(self, tag: int) -> int:
        """Where the tag stands among the transitions from the beginning of a word."""
        return self._rank.get(tag, len(self._rank))


class _Word(NamedTuple):
    """All that is remembered of a word."""

    form: str
    candidates: Candidates
    initial_candidates: Candidates  # at the beginning of a sentence, where the capital letter says nothing
    lemmas: dict[int, str]  # tag → lemma, for the tags asked for so far


class HantaTagger:
    """A `Tagger`: lemma and STTS tag of each word of a sentence, as the HanTa library would give them.

    `library` is a `HanTa.HanoverTagger.HanoverTagger` with its model loaded.
    """

    def __init__(self, library: Any, *, remembered_words: int = REMEMBERED_WORDS) -> None:
        self._library = library
        self._transitions: dict[State, Weights] = library.LP_trans_word
        self._rank = {tag: rank for rank, tag in enumerate(self._transitions[EMPTY, START]) if tag != END}
        self._names: dict[int, str] = library.int2tag
        self._stts = {tag: STTS.get(name, name) for tag, name in self._names.items()}
        self._model = WordModel(library)
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
        names = self._names
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
        library = self._library
        key = library.normalize(word)
        listed = library.cache.get(key)
        weights = self._model.weigh_tags(key) if listed is None else dict(listed)
        upper = word[0].isupper()
        cased = {tag: weight + library.LP_case_t[tag][upper] for tag, weight in weights.items()}
        cutoff = CUTOFF if listed is None else math.inf
        return _Word(form, self._select(cased, cutoff), self._select(weights, cutoff), {})

    def _select(self, weights: Weights, cutoff: float) -> Candidates:
        """The tags worth trying, in the order of the transitions: all that there are where none is known."""
        conditional = {tag: weight - self._library.LP_wtag[tag] for tag, weight in weights.items()}
        limit = max(conditional.values(), default=0.0) - cutoff
        likely = [(tag, weight) for tag, weight in conditional.items() if weight >= limit and tag in self._rank]
        return sorted(likely, key=lambda item: self._rank[item[0]]) or [(tag, 0.0) for tag in self._rank]

    def _judge_by_letters(self, word: str) -> _Word:
        """An overlong word with a capital letter in front is a noun; anything else, an empty word too, is no word."""
        tag = self._library.tag2int["NN" if word[:1].isupper() and word.replace("-", "").isalpha() else "XY"]
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
        bound = sorted(row.values(), reverse=True)[SENTENCE_BEAM] - 1 if len(row) > SENTENCE_BEAM else -math.inf
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
    """The tagger over the library's `model`, loaded once.

    The library is imported here and not before: it imports numpy, which takes as long as loading the tables.
    """
    from HanTa.HanoverTagger import HanoverTagger

    return HantaTagger(HanoverTagger(model))


def _add_logarithms(one: float, other: float) -> float:
    """log(e^one + e^other), rounded as numpy's `logaddexp` rounds it."""
    if one == other:
        return one + math.log(2)
    higher, lower = max(one, other), min(one, other)
    return higher + math.log1p(math.exp(lower - higher))
