"""What a language pack knows about acts: predicates that perform one, qualities that judge, and kinds of deeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Literal

from wortlaut.errors import LanguagePackError
from wortlaut.model import Act
from wortlaut.text.lexicon import Row, read_table, read_toml

Side = Literal["own", "other", "open", "none"]
"""Of a phrase in somebody's words: the speaker's side, another's, a name whose side is not known, or no name at all."""
ANY_VERB = "*"
"""Stands in the table where it does not matter what the verb is."""
Whose = Literal["own", "other", "any"]
"""Of a predicate: whose it must be."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """Words that perform an act where all of them stand in a clause: "bereit sein", "in Frage stellen".

    `verb` is its verb, or None where any verb will do; `act` holds where the clause is positive and `negated` where it
    is negative, None leaving it to others; `whose` says whose predicate it must be.
    """

    verb: str | None
    words: tuple[str, ...]
    whose: Whose
    act: Act | None
    negated: Act | None


@dataclass(frozen=True, slots=True)
class ActTables:
    """Predicates by the first of their words, qualities by word, acts under negation, and words by use."""

    predicates: Mapping[str, tuple[Predicate, ...]]
    qualities: Mapping[str, Predicate]
    negated: Mapping[Act, Act]
    words: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, folder: Traversable) -> ActTables:
        """Read `predicates.tsv`, `qualities.tsv`, `words.tsv` and `negation.toml`."""
        columns = ("predicate", "whose", "act", "negated", "origin")
        predicates = [_predicate(row) for row in read_table(folder, "predicates.tsv", columns, unique=False)]
        qualities = read_table(folder, "qualities.tsv", ("word", "whose", "act", "negated", "origin"))
        words: dict[str, set[str]] = {}
        for row in read_table(folder, "words.tsv", ("word", "use", "origin"), unique=False):
            words.setdefault(row["use"], set()).add(row["word"])
        return cls(
            _by_first_word(predicates),
            {row["word"]: _quality(row) for row in qualities},
            {Act(act): Act(other) for act, other in read_toml(folder, "negation.toml")["negated"].items()},
            {use: frozenset(found) for use, found in words.items()},
        )


def _predicate(row: Row) -> Predicate:
    *words, verb = row["predicate"].split()
    return Predicate(None if verb == ANY_VERB else verb, tuple(word.lower() for word in words), *_effect(row))


def _quality(row: Row) -> Predicate:
    return Predicate(None, (row["word"],), *_effect(row))


def _effect(row: Row) -> tuple[Whose, Act | None, Act | None]:
    whose = row["whose"]
    if whose not in {"own", "other", "any"}:
        raise LanguagePackError(f"{row.where}: whose is own, other or any, not {whose!r}")
    return whose, _act(row, "act"), _act(row, "negated")  # type: ignore[return-value]


def _act(row: Row, field: str) -> Act | None:
    try:
        return None if row[field] == "-" else Act(row[field])
    except ValueError:
        raise LanguagePackError(f"{row.where}: there is no act {row[field]!r}") from None


def _by_first_word(predicates: Iterable[Predicate]) -> dict[str, tuple[Predicate, ...]]:
    """The predicates under their first word, which is rarer than their verb; those with more words first."""
    found: dict[str, list[Predicate]] = {}
    for predicate in predicates:
        found.setdefault(predicate.words[0] if predicate.words else predicate.verb or "", []).append(predicate)
    return {word: tuple(sorted(rows, key=lambda p: -len(p.words))) for word, rows in found.items()}
