"""The states in German: names and codes from the CLDR, what it lacks from `states.tsv`, adjectives from both.

An adjective that the table does not give is the name of an official language that is called after the state
("Polnisch") or is formed from the name of the state ("Bulgarien": "bulgarisch"). Where neither is safe there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable

from babel import Locale
from babel.core import get_global

from wortlaut.errors import LanguagePackError
from wortlaut.extract.registry import Entry, State
from wortlaut.text.lexicon import Row, read_table

_COLUMNS = tuple("code name aliases adjectives seats metonyms demonyms prefixes wikidata origin".split())
_NONE = "-"
_SHORTEST_COMMON = 3

# "Usbekistan", "Bulgarien", "Libyen", "Türkei", "Malediven", "Simbabwe", "Kanada", "Namibia". No other ending in a
# vowel is safe ("Kuba": "kubanisch", "Ghana": "ghanaisch"), nor is "-land" ("Irland": "irisch").
_FORMATION = (
    ("istan", "isch"),
    ("yen", "ysch"),
    ("ien", "isch"),
    ("ei", "isch"),
    ("en", "isch"),
    ("e", "isch"),
    ("da", "disch"),
    ("ia", "isch"),
)
_COMPOUNDS = ("land", "inseln", "republik")
_FINAL_CONSONANT = tuple("bdfgklmnprtw")
_CITY = re.compile(r"\w{3,}[dfgklmnprtv]|\w{2,}(?:au|ew)")


def read_states(folder: Traversable) -> tuple[State, ...]:
    """All states of `states.tsv`."""
    german = Locale.parse("de")
    territories: Mapping[str, str] = german.territories
    languages: Mapping[str, str] = german.languages
    codes = get_global("territory_aliases")
    states = []
    for row in read_table(folder, "states.tsv", _COLUMNS):
        territory = codes.get(row["code"], [""])[0]
        states.append(_read_state(row, territories.get(territory), _official_languages(territory, languages)))
    return tuple(states)


def _read_state(row: Row, listed: str | None, languages: Iterable[str]) -> State:
    name = row["name"] or listed
    if name is None:
        raise LanguagePackError(f"{row.where}: no name, and the CLDR has none for {row['code']!r}")
    aliases = (*([listed] if listed not in {None, name} else []), *_several(row, "aliases"))
    seats = _several(row, "seats")
    entry = Entry(
        name,
        "state",
        row["code"],
        row["wikidata"] or None,
        tuple(alias for alias in aliases if alias),
        nominals=_several(row, "demonyms"),
    )
    adjectives = _several(row, "adjectives") or tuple(_form_adjectives(name, languages))
    return State(
        entry,
        tuple(adjective for adjective in adjectives if adjective != _NONE),
        seats,
        tuple(seat + "er" for seat in seats if _CITY.fullmatch(seat)),
        _several(row, "prefixes"),
        _several(row, "metonyms"),
    )


def _several(row: Row, column: str) -> tuple[str, ...]:
    return tuple(row[column].split(";")) if row[column] else ()


def _official_languages(territory: str, names: Mapping[str, str]) -> Iterator[str]:
    """The names of a territory's official languages as adjectives: "Polnisch" as "polnisch"."""
    for code, facts in get_global("territory_languages").get(territory, {}).items():
        name = names.get(code, "")
        if facts["official_status"] is not None and name.isalpha() and name.endswith("sch"):
            yield name.lower()


def _form_adjectives(name: str, languages: Iterable[str]) -> Iterator[str]:
    """The adjective of a state: its language ("polnisch" and "Polen" begin alike), else formed from its name."""
    for language in languages:
        if _is_named_after(language, name):
            yield language
            return
    if not name.isalpha() or name.endswith(_COMPOUNDS):
        return
    small = name.lower()
    for ending, adjective in _FORMATION:
        if small.endswith(ending):
            yield small.removesuffix(ending) + adjective
            return
    if small.endswith(_FINAL_CONSONANT):
        yield small + "isch"


def _is_named_after(language: str, name: str) -> bool:
    """ "polnisch" and "Polen", "irisch" and "Irland"; "portugiesisch" and "Brasilien" are not."""
    stem, small = language.removesuffix("sch").removesuffix("i"), name.lower()
    return small.startswith(stem) or small[:_SHORTEST_COMMON] == stem[:_SHORTEST_COMMON]
