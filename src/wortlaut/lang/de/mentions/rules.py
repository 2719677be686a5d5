"""How German names of actors change their endings, and how adjectives are made of names of states and cities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from wortlaut.extract.registry import Gender, Inflection

_ENDINGS = ("e", "en", "er", "es", "em")
_ADJECTIVE = re.compile(r"(\w{3,}?)(?:e|er|es)")
_NOMINATIVE = {"feminine": "e", "masculine": "er", "neuter": "es", "plural": "e"}
_SIBILANTS = ("s", "ß", "x", "z")
_LONG = 7
"""Letters from which on a single word may be a compound with a native head: "Europarates", but no "Bildes"."""


def forms(name: str) -> Iterator[str]:
    """All forms of a name: "Vereinte Nationen", "Vereinten Nationen", …; overlong lists harm nobody."""
    for declined in _decline_adjectives(name):
        yield declined
        yield from genitives(declined)
    # "der Grünen", "den Emiraten", "den Republikanern".
    if name.endswith(("e", "er", "el")):
        yield from (declined + "n" for declined in _decline_adjectives(name))


def genitives(name: str) -> Iterator[str]:
    """The genitives of a name by its last word: "Polens", "Weißes Hauses", "Laos’"."""
    last = name.split()[-1]
    if last.endswith(_SIBILANTS):
        yield name + "’"
        yield name + "'"
    else:
        yield name + "s"
    if last.endswith("nis"):
        yield name + "ses"
    elif (last != name or len(last) >= _LONG) and last[-1] not in "aeiouyr":
        yield name + "es"


def _decline_adjectives(name: str) -> Iterator[str]:
    """ "Vereinte Nationen", "Vereinten Nationen": what stands before a noun and ends like an adjective changes."""
    words = name.split()
    stems = [
        match[1] if following[:1].isupper() and (match := _ADJECTIVE.fullmatch(word)) else None
        for word, following in pairwise(words)
    ]
    if not any(stems):
        yield name
        return
    for ending in _ENDINGS:
        declined = [word if stem is None else stem + ending for word, stem in zip(words, stems, strict=False)]
        yield " ".join([*declined, words[-1]])


def bases(word: str) -> Iterator[str]:
    """What an adjective can be a form of: "russischen" of "russisch"; "Schweizer" never changes."""
    yield word
    # "Russische Regierung" opens a sentence, "US-amerikanische" keeps its capitals.
    for form in (word[:1].lower() + word[1:], word):
        yield from (form.removesuffix(ending) for ending in _ENDINGS if form.endswith(ending))


def compose(noun: str, gender: Gender, adjective: str | None, state: str) -> str:
    """The name of a state's institution: "russisches Außenministerium", "Schweizer Armee", "Regierung von Tuvalu"."""
    if adjective is None:
        return f"{noun} von {state}"
    ending = "" if adjective[0].isupper() else _NOMINATIVE[gender]
    words = noun.split()
    # "russischer Oberster Gerichtshof" is made of "Oberster Gerichtshof", which stands in the nominative already.
    return " ".join([adjective + ending, *words])


INFLECTION = Inflection(forms, genitives, bases, compose)
