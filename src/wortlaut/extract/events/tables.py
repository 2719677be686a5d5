"""The triggers of events: what a verb or a noun tells, what must stand beside it, and where it names who is who.

A trigger belongs to a class (`classes.toml`: type, mode, contexts) and a frame (`frames.toml`: in which
places actor and recipient are told). Its `needs` are what makes a common verb tell an event at all: of all that is
moved, only units that are moved are a mobilisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any

from wortlaut.errors import LanguagePackError
from wortlaut.model import Act, EventStatus, EventType, Token
from wortlaut.text.lexicon import Row, read_table, read_toml

COLUMNS = ("lemma", "kind", "class", "frame", "needs", "origin")
VERB, NOUN = "verb", "noun"
ANY_NAME = "*"
_SHORTEST_PART = 4
_SHORTEST_IN_NAMES = 6
"""A name ends like many a short word: "Norland"."""
_SHORTEST_REST = 2
_LONGEST_ENDING = 3


@dataclass(frozen=True, slots=True)
class EventClass:
    """What the triggers of a class tell."""

    name: str
    type: EventType
    mode: str | None
    context: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """In which places a trigger names who does it and who it is done to, the likeliest first."""

    actor: tuple[str, ...]
    recipient: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """What must stand beside a trigger: one of `words` (in lower case) in the place `role`; no words: anything there.

    `named` says that a name or a personal pronoun will do as well.
    """

    role: str
    words: frozenset[str]
    named: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """A verb or a noun that tells an event."""

    lemma: str
    event: EventClass
    frame: Frame
    needs: tuple[Need, ...]

    def need(self, role: str) -> Need | None:
        """What it needs in one place."""
        return next((need for need in self.needs if need.role == role), None)


@dataclass(frozen=True, slots=True)
class EventTables:
    """All triggers by lemma, verbs with the most demanding first, and the words that the search asks for."""

    classes: Mapping[str, EventClass]
    acts: Mapping[Act, EventClass]
    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, Trigger]
    words: Mapping[str, frozenset[str]]
    prepositions: Mapping[str, str]
    numbers: Mapping[str, tuple[float, bool]]
    fixed: Mapping[str, tuple[tuple[tuple[str, ...], EventStatus], ...]]
    """By the verb, the words beside it that tell by themselves how an event stands."""

    @classmethod
    def read(cls, folder: Traversable) -> EventTables:
        """Read the classes, the frames, and the tables of triggers, words, prepositions, numbers and fixed phrases."""
        uses: dict[str, set[str]] = {}
        for row in read_table(folder, "words.tsv", ("word", "use", "origin"), unique=False):
            uses.setdefault(row["use"], set()).add(row["word"].lower())
        words = {use: frozenset(found) for use, found in uses.items()}
        about = read_toml(folder, "classes.toml")
        classes = {name: _read_class(name, entry) for name, entry in about["classes"].items()}
        frames = {
            name: Frame(tuple(entry["actor"]), tuple(entry["recipient"]))
            for name, entry in read_toml(folder, "frames.toml")["frames"].items()
        }
        rows = read_table(folder, "triggers.tsv", COLUMNS, unique=False)
        triggers = [(row["kind"], _read_trigger(row, classes, frames, words)) for row in rows]
        return cls(
            classes,
            {Act(name): _read_class(name, entry) for name, entry in about["acts"].items()},
            _by_lemma(trigger for kind, trigger in triggers if kind == VERB),
            {trigger.lemma.lower(): trigger for kind, trigger in triggers if kind == NOUN},
            words,
            {r["form"]: r["preposition"] for r in read_table(folder, "prepositions.tsv", _PREPOSITION_COLUMNS)},
            {
                row["word"].lower(): (float(row["value"]), row["kind"] == "times")
                for row in read_table(folder, "numbers.tsv", ("word", "value", "kind", "origin"))
            },
            _read_fixed(folder),
        )

    def is_word(self, token: Token, use: str) -> bool:
        """Whether the token is one of the pack's words for a use, in the form of the text or in its base form."""
        return not self.words[use].isdisjoint((token.text.lower(), token.lemma.lower()))

    def preposition(self, token: Token) -> str:
        """The preposition that a token stands for: "zur" is "zu"."""
        return self.prepositions.get(token.text.lower(), token.text.lower())

    def find_noun(self, token: Token) -> Trigger | None:
        """The noun trigger that the token is, or that its last part is ("Friedensgespräch": "Gespräch")."""
        if self.nouns.keys().isdisjoint(_endings(token.lemma.lower(), token.text.lower(), _SHORTEST_PART)):
            return None
        if not self.words["not compound"].isdisjoint(noun_forms(token)):
            return None
        for form in noun_forms(token):
            for start in (0, *range(_SHORTEST_REST, len(form) - _SHORTEST_PART + 1)):
                if (found := self.nouns.get(form[start:])) is not None:
                    return found
        return None


_PREPOSITION_COLUMNS = ("form", "preposition", "origin")


def noun_forms(token: Token) -> tuple[str, ...]:
    """What a noun may be listed as: its base form, its form in the text, and that without an ending."""
    return _forms(token.lemma.lower(), token.text.lower())


@lru_cache(maxsize=8192)
def _forms(lemma: str, text: str) -> tuple[str, ...]:
    shorter = (text[:-cut] for cut in range(1, _LONGEST_ENDING + 1) if len(text) - cut >= _SHORTEST_PART)
    return tuple(dict.fromkeys((lemma, text, *shorter)))


def is_one_of(token: Token, words: frozenset[str]) -> bool:
    """Whether a noun is one of the words or a compound that ends with one; another word has to be one itself."""
    if token.tag not in {"NN", "NE", "FM"}:
        return token.text.lower() in words or token.lemma.lower() in words
    shortest = _SHORTEST_PART if token.tag == "NN" else _SHORTEST_IN_NAMES
    return not words.isdisjoint(_endings(token.lemma.lower(), token.text.lower(), shortest))


@lru_cache(maxsize=8192)
def _endings(lemma: str, text: str, shortest: int) -> frozenset[str]:
    """All words that a noun may be listed as, or that a compound may end with."""
    return frozenset(
        form[start:] for form in _forms(lemma, text) for start in (0, *range(_SHORTEST_REST, len(form) - shortest + 1))
    )


def _read_fixed(folder: Traversable) -> dict[str, tuple[tuple[tuple[str, ...], EventStatus], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], EventStatus]]] = {}
    for row in read_table(folder, "fixed.tsv", ("lemma", "words", "status", "origin"), unique=False):
        words = tuple(word.lower() for word in row["words"].split() if word != "-")
        found.setdefault(row["lemma"], []).append((words, EventStatus(row["status"])))
    return {lemma: tuple(entries) for lemma, entries in found.items()}


def _read_class(name: str, entry: Mapping[str, Any]) -> EventClass:
    context = tuple(entry.get("context", ()))
    return EventClass(name, EventType(entry["type"]), entry.get("mode"), context)


def _read_trigger(
    row: Row,
    classes: Mapping[str, EventClass],
    frames: Mapping[str, Frame],
    words: Mapping[str, frozenset[str]],
) -> Trigger:
    for column, known in (("class", classes), ("frame", frames), ("kind", (VERB, NOUN))):
        if row[column] not in known:
            raise LanguagePackError(f"{row.where}: there is no {column} {row[column]!r}")
    needs = tuple(_read_need(row, part, words) for part in row["needs"].split() if part != "-")
    return Trigger(row["lemma"], classes[row["class"]], frames[row["frame"]], needs)


def _read_need(row: Row, field: str, words: Mapping[str, frozenset[str]]) -> Need:
    """ "object:@force,Konvoi", "over:mit", "reflexive"."""
    role, _, listed = field.partition(":")
    wanted: set[str] = set()
    for word in listed.split(",") if listed else ():
        if not word.startswith("@"):
            wanted.add(word.lower())
        elif word[1:] in words:
            wanted |= words[word[1:]]
        else:
            raise LanguagePackError(f"{row.where}: there are no words for the use {word[1:]!r}")
    return Need(role, frozenset(wanted - {ANY_NAME}), ANY_NAME in wanted)


def _by_lemma(triggers: Iterable[Trigger]) -> dict[str, tuple[Trigger, ...]]:
    found: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        found.setdefault(trigger.lemma, []).append(trigger)
    return {lemma: tuple(sorted(rows, key=lambda t: -len(t.needs))) for lemma, rows in found.items()}
