"""Actors that are known beforehand: states, their governments and seats, alliances, bodies, agencies, a user's own list.

A registry is looked up with the words of a phrase; it knows nothing of the document. What it finds under a name that
means somebody else ("Moskau", "das Weiße Haus": a government) is a metonym.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "state", "government", "organisation", "group", "media", "anonymous", "unknown"]


@dataclass(frozen=True, slots=True)
class Office:
    """An office that somebody holds; `since` and `until` are EDTF dates (both included) or None for not known."""

    title: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor that is known beforehand.

    `name` is the name in the nominative as a record shows it ("NATO", "russische Regierung"); `country` is ISO 3166-1
    alpha-3; `wikidata` is an item ("Q7184"); `aliases` are other names, `metonyms` words that stand for it.
    """

    name: str
    kind: Kind
    country: str | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
