"""The registry of the pack: actors, states and their institutions from its tables."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Final, TypeVar, get_args

from wortlaut.errors import LanguagePackError
from wortlaut.extract.registry import Entry, Gender, Institution, Kind, Polity, Registry
from wortlaut.lang.de.mentions.rules import INFLECTION
from wortlaut.lang.de.mentions.states import read_states
from wortlaut.text.lexicon import Row, read_table

Choice = TypeVar("Choice")

_ACTORS = tuple("name kind country aliases metonyms nominals wikidata origin".split())
_INSTITUTIONS = tuple("word use name gender origin".split())
_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in get_args(Kind)}
_GENDERS: Final[dict[str, Gender]] = {gender: gender for gender in get_args(Gender)}
_LOCAL = "local "
_GOVERNMENT = "Regierung"


def build(folder: Traversable) -> Registry:
    """Read `actors.tsv`, `states.tsv` and `institutions.tsv` of the pack's folder `mentions`."""
    entries = tuple(_read_actor(row) for row in read_table(folder, "actors.tsv", _ACTORS))
    return Registry.of(entries, polity=_read_polity(folder), inflection=INFLECTION)


def _read_actor(row: Row) -> Entry:
    return Entry(
        row["name"],
        _choose(row, "kind", _KINDS, row["kind"]),
        row["country"] or None,
        row["wikidata"] or None,
        _several(row, "aliases"),
        _several(row, "metonyms"),
        nominals=_several(row, "nominals"),
    )


def _several(row: Row, column: str) -> tuple[str, ...]:
    return tuple(row[column].split(";")) if row[column] else ()


def _read_polity(folder: Traversable) -> Polity:
    institutions: list[Institution] = []
    words: dict[str, frozenset[str]] = {}
    for row in read_table(folder, "institutions.tsv", _INSTITUTIONS):
        if row["name"]:
            institutions.append(_read_institution(row))
        else:
            words[row["use"]] = words.get(row["use"], frozenset()) | {row["word"]}
    government = next(institution for institution in institutions if institution.word == _GOVERNMENT)
    return Polity(read_states(folder), tuple(institutions), government, words)


def _read_institution(row: Row) -> Institution:
    kind = _choose(row, "use", _KINDS, row["use"].removeprefix(_LOCAL))
    gender = _choose(row, "gender", _GENDERS, row["gender"])
    return Institution(row["word"], row["name"], gender, kind, row["use"].startswith(_LOCAL))


def _choose(row: Row, column: str, choices: Mapping[str, Choice], value: str) -> Choice:
    if value not in choices:
        raise LanguagePackError(f"{row.where}: {column} {value!r} is none of {list(choices)}")
    return choices[value]
