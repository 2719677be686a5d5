"""What a single word can be, and what its lemma is, from the tables of the HanTa library.

HanTa (Wartena 2019) looks at a word as a row of morphemes, each with a tag: a hidden Markov model says how
likely the word is as each part of speech, and which of its morphemes make the lemma. The library's tables
are read from its package; its code, which needs numpy, is not imported. What is ours is the decoding, built
so that it gives the very same weights and lemmas:

- the morpheme tables are turned round, from tag → morpheme to morpheme → tags, so that a stretch of
  letters is looked up once and a transition is tried only where the stretch can carry its tag;
- what an unknown stretch weighs depends on its length and its last letters only, so these weights
  are worked out once for each pair of the two;
- which tags a part of speech can be reached from is worked out when that part of speech is first asked for.
"""

from __future__ import annotations

import gzip
import math
import pickle
import struct
from collections.abc import Callable
from importlib.resources import files
from typing import IO, Any, NamedTuple, TypeVar

from wortlaut.errors import LanguagePackError

LIBRARY = "HanTa"
ADVICE = 'install it anew: pip install --force-reinstall "HanTa>=1.2,<2"'
GERMAN_MODEL = "morphmodel_ger.pgz"
REMEMBERED_ENDINGS = 20_000

# The numbers that HanTa gives to the two ends of a word and of a sentence, and to an unknown word.
EMPTY, START, END, UNKNOWN = 0, 1, 2, 3

# Constants of HanTa's decoding, needed for the same results.
IMPOSSIBLE = -1e6  # weights below are never followed
BEAM = 3  # states followed at one letter, besides those within 1 of the next best
LONGEST_COUNTED = 24  # from this length on, all unknown morphemes are of one length
ONE_MORPHEME = 4.6  # what a word costs that is one single unknown morpheme

K = TypeVar("K")
V = TypeVar("V")

Weights = dict[int, float]  # tag → logarithm of a probability
State = tuple[int, int]  # the tags of two morphemes, or of two words, in a row
Row = dict[int, float]  # state of the word model, by its number → weight of the best way to it
Origins = list[dict[int, tuple[int, int]]]  # for each boundary: state → (boundary, state) that it was reached from
Segment = tuple[int, Weights, bool]  # (where the stretch ends, its weight as each tag, whether it is a known morpheme)
Followers = list[tuple[int, float, int]]  # (tag, weight of the transition, state that it leads to)


class Tables(NamedTuple):
    """A model of HanTa, its parts in the order of the file.

    Tags are numbers. Below zero, the number of a part of speech stands for the end of a word that is one.
    """

    numbers: dict[str, int]  # name → tag
    names: dict[int, str]  # tag → name
    unknown_endings: dict[int, dict[str, float]]  # tag → last letters → weight of an unknown morpheme with them
    unknown_lengths: dict[int, list[float]]  # tag → weight of an unknown morpheme of each length
    unknown: float  # weight of any unknown morpheme
    unknown_tags: Weights  # tags that take unknown morphemes
    morpheme_transitions: dict[State, Weights]
    morphemes: dict[int, dict[str, float]]  # tag → morpheme → weight
    stems: dict[int, dict[str, str]]  # tag → morpheme → the form that it has in lemmas
    word_transitions: dict[State, Weights]
    tags: Weights  # how likely a part of speech is by itself
    capitals: dict[int, dict[bool, float]]  # tag → whether the word has a capital letter → weight
    affixes: dict[str, list[int]]  # name of a part of speech → tags of the morphemes that its lemma leaves out
    lemma_endings: dict[str, dict[str, str]]  # name of a part of speech → how a stem ends → what the lemma adds
    capitalised: set[int]  # parts of speech whose lemmas have a capital letter
    words: dict[str, list[tuple[int, float]]]  # frequent word → its weight as each part of speech


_SHAPE = [*[dict] * 4, float, *[dict] * 9, set, dict]  # types of the parts of `Tables`


def load_tables(model: str = GERMAN_MODEL) -> Tables:
    """The tables of the installed library; raises `LanguagePackError` where they are missing or of another shape."""
    try:
        with (files(LIBRARY) / model).open("rb") as packed:
            return read_tables(packed)
    except ModuleNotFoundError as error:
        problem = f"{LIBRARY}, which brings the tables for tags and lemmas, is not installed; {ADVICE}"
        raise LanguagePackError(problem) from error
    except OSError as error:
        raise LanguagePackError(f"{LIBRARY} is installed without its model {model}; {ADVICE}") from error


def read_tables(packed: IO[bytes]) -> Tables:
    """The tables in a model file of the library; raises `LanguagePackError` if it is none of a known shape."""
    try:
        with gzip.GzipFile(fileobj=packed) as file:
            parts = _DataUnpickler(file).load()
    except Exception as error:  # a damaged pickle may raise nearly anything
        raise LanguagePackError(f"{LIBRARY}'s model cannot be read: {error}; {ADVICE}") from error
    if not isinstance(parts, tuple) or [type(part) for part in parts] != _SHAPE:
        raise LanguagePackError(f"{LIBRARY}'s model has other parts than those that are known; {ADVICE}")
    return Tables(*parts)


class _DataUnpickler(pickle.Unpickler):
    """Reads plain data only, so that a model cannot run code.

    A few numbers in HanTa's models are pickled as numpy's; they are read as what they are, without numpy.
    """

    def find_class(self, module: str, name: str) -> Any:
        match module, name:
            case "numpy", "dtype":
                return _Double
            case "numpy.core.multiarray" | "numpy._core.multiarray", "scalar":
                return _read_number
        raise pickle.UnpicklingError(f"it asks for {module}.{name}")


class _Double:
    """The one type of numpy's that occurs: eight bytes, the lowest first."""

    __slots__ = ("_name",)

    def __init__(self, name: str, *_: bool) -> None:
        self._name = name

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        if (self._name, state[1]) != ("f8", "<"):
            raise pickle.UnpicklingError(f"it has numbers of the type {state[1]}{self._name}")


def _read_number(_: _Double, raw: bytes) -> float:
    (number,) = struct.unpack("<d", raw)
    return float(number)


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

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        numbers = {(EMPTY, START): 0}
        followers = {
            numbers.setdefault(state, len(numbers)): [
                (tag, weight, numbers.setdefault((state[1], tag), len(numbers)))
                for tag, weight in steps.items()
                if tag > 0
            ]
            for state, steps in tables.morpheme_transitions.items()
        }
        self._followers = [followers.get(number, []) for number in range(len(numbers))]
        self._last_tag = [state[1] for state in numbers]
        self._finals = [
            {tag: weight for tag, weight in tables.morpheme_transitions.get(state, {}).items() if tag < 0}
            for state in numbers
        ]
        self._rank = {tag: rank for rank, (tag, _, _) in enumerate(self._followers[0])}
        self._open = sorted(tables.unknown_tags.keys() & tables.unknown_endings.keys(), key=self._place)
        self._known = self._index_morphemes()
        self._longest = max(map(len, self._known))
        self._longest_ending = {
            name: max(map(len, endings), default=0) for name, endings in tables.lemma_endings.items()
        }
        self._unknown: Memo[str, list[Weights]] = Memo(self._weigh_unknown, REMEMBERED_ENDINGS)
        self._predecessors = self._index_predecessors()
        self._restricted: dict[int, Network | None] = {}
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
        tables = self._tables
        if tag not in self._restricted:
            self._restricted[tag] = self._restrict(tag)
        network = self._restricted[tag]
        path = [(form, tag)] if network is None else self._find_morphemes(form, tag, network)
        if not path:
            path, tag = [(form, UNKNOWN)], UNKNOWN
        name = tables.names[tag]
        outside = tables.affixes.get(name.split("(")[0], ())
        stem = [(morpheme, kind) for morpheme, kind in path if kind not in outside] or path
        last, kind = stem[-1]
        kind_name = tables.names[kind]
        if kind in tables.stems and (kind_name[:2] == name[:2] or kind_name.startswith("SUF")):
            last = tables.stems[kind].get(last, last)
        return self._finish_lemma("".join([morpheme for morpheme, _ in stem[:-1]] + [last]), tag, name)

    def _finish_lemma(self, stem: str, tag: int, name: str) -> str:
        """Add the ending that the lemma of such a stem has, and its capital letter."""
        endings = self._tables.lemma_endings.get(kind := name.split("(")[0], {})
        marked = "#" + stem
        longest = self._longest_ending.get(kind, 0)
        tails = (marked[start:] for start in range(max(0, len(marked) - longest), len(marked)))
        suffix = next((endings[tail] for tail in tails if tail in endings), "")
        capital = tag in self._tables.capitalised
        return (stem[:1].upper() + stem[1:] if capital else stem) + suffix

    def _find_morphemes(self, form: str, tag: int, network: Network) -> list[tuple[str, int]]:
        """The likeliest morphemes of `form` as `tag`, each with its own tag; empty where there are none.

        Unknown morphemes are thought of only where the known ones do not make up the word.
        """
        for guess in (False, True):
            rows, origins = self._search(form, network, guess=guess)
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
        bound = sorted(row.values(), reverse=True)[BEAM] - 1 if len(row) > BEAM else IMPOSSIBLE
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
        tables = self._tables
        endings, lengths = tables.unknown_endings, tables.unknown_lengths
        if ending not in endings[self._open[0]]:  # the tags share one list of endings; the empty one is in it
            return self._unknown[ending[1:]]
        shared = [(tag, tables.unknown + tables.unknown_tags[tag], endings[tag][ending]) for tag in self._open]
        return [
            {tag: weight for tag, base, share in shared if (weight := base + lengths[tag][length] + share) > IMPOSSIBLE}
            for length in range(LONGEST_COUNTED + 1)
        ]

    def _index_morphemes(self) -> dict[str, Weights]:
        """Morpheme → what it weighs as each tag, the tags in the order of the transitions."""
        known: dict[str, Weights] = {}
        for tag in sorted((tag for tag in self._tables.morphemes if tag > 0), key=self._place):
            for morpheme, weight in self._tables.morphemes[tag].items():
                known.setdefault(morpheme, {})[tag] = weight
        return known

    def _index_predecessors(self) -> dict[int, set[int]]:
        """Tag, or end of a word → the tags that it can follow."""
        predecessors: dict[int, set[int]] = {}
        for (_, tag), steps in self._tables.morpheme_transitions.items():
            for following in steps:
                predecessors.setdefault(following, set()).add(tag)
        return predecessors

    def _restrict(self, tag: int) -> Network | None:
        """The transitions by which a word can become a `tag`; none where such a word is always one morpheme."""
        allowed: set[int] = set()
        waiting = [-tag]
        while waiting:
            found = self._predecessors.get(waiting.pop(), set()) - allowed
            allowed |= found
            waiting.extend(found)
        return None if len(allowed) == 2 and tag in allowed else self._make_network(allowed)

    def _make_network(self, allowed: set[int] | None) -> Network:
        """The transitions to the `allowed` tags, or to all."""
        lists = [[step for step in steps if allowed is None or step[0] in allowed] for steps in self._followers]
        takes_unknown = frozenset(self._open)
        return Network(
            first={tag: (weight, state) for tag, weight, state in lists[0]},
            followers=[(steps, [step for step in steps if step[0] in takes_unknown]) for steps in lists],
        )

    def _place(self, tag: int) -> int:
        """Where the tag stands among the transitions from the beginning of a word."""
        return self._rank.get(tag, len(self._rank))


def _add_logarithms(one: float, other: float) -> float:
    """log(e^one + e^other), rounded as numpy's `logaddexp` rounds it."""
    if one == other:
        return one + math.log(2)
    higher, lower = max(one, other), min(one, other)
    return higher + math.log1p(math.exp(lower - higher))
