"""Actors over many reports: who is the same is told by links between reports, and by names that nothing speaks against.

Each report has actors of its own. Those of one name are shown as one unless something that is known of them differs
(kind, country, entry of Wikidata); those of different names where a link says so that nobody has rejected. Nothing is
merged in the ledger: this is how they are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wortlaut.ledger import Ledger
    from wortlaut.ledger.results import ActorRow

__all__ = ["KnownActor", "list_known_actors", "name_actors"]

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor as several reports know it.

    `name` is the one most reports have, `aliases` are all others. For anonymous sources it is only their words, and two
    reports may mean others by them. `first` and `last` are days of publication; `reports` and `statements` are counts.
    """

    name: str
    kind: str
    country: str | None
    wikidata: str | None
    roles: tuple[str, ...]
    aliases: tuple[str, ...]
    reports: int
    statements: int
    first: str | None
    last: str | None


def list_known_actors(ledger: Ledger, *, name: str | None = None, kind: str | None = None) -> list[KnownActor]:
    """The actors over all reports, those who say most first; the conditions are those of `Ledger.actors`."""
    wanted = {row.id for row in ledger.actors(name=name, kind=kind)}
    actors = [_gather(rows) for rows in _group(ledger) if any(row.id in wanted for row in rows)]
    return sorted(actors, key=lambda actor: (-actor.statements, -actor.reports, actor.name, actor.kind))


def name_actors(ledger: Ledger) -> Mapping[tuple[str, str], str]:
    """The one name for an actor that has several, by the id of the document and the name in it."""
    named = {}
    for rows in _group(ledger):
        name = _name(rows)
        named.update({(row.document, row.name): name for row in rows})
    return named


class _Sets:
    """Sets that grow together; each is known by the smallest of its members."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def find(self, member: str) -> str:
        while (parent := self._parents.get(member, member)) != member:
            self._parents[member] = self._parents.get(parent, parent)
            member = parent
        return member

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self._parents[high] = low


def _group(ledger: Ledger) -> Iterable[Sequence[ActorRow]]:
    from wortlaut.ledger.reads_links import list_links
    from wortlaut.model import LinkKind

    rows = list(ledger.actors())
    sets = _Sets()
    by_name: dict[str, list[ActorRow]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    for same in (part for named in by_name.values() for part in _tell_apart(named)):
        for row in same[1:]:
            sets.join(same[0].id, row.id)
    for link in list_links(ledger, LinkKind.SAME_ACTOR):
        if link.verdict != "reject":
            sets.join(link.source, link.target)
    groups: dict[str, list[ActorRow]] = {}
    for row in rows:
        groups.setdefault(sets.find(row.id), []).append(row)
    return groups.values()


def _tell_apart(rows: Sequence[ActorRow]) -> Iterable[Sequence[ActorRow]]:
    known = [_know(row) for row in rows]
    if all(len(set(values) - {None}) <= 1 for values in zip(*known, strict=True)):
        return [rows]
    apart: dict[tuple[str | None, ...], list[ActorRow]] = {}
    for row, key in zip(rows, known, strict=True):
        apart.setdefault(key, []).append(row)
    return apart.values()


def _know(row: ActorRow) -> tuple[str | None, ...]:
    return row.kind if row.kind != _UNKNOWN else None, row.country, row.wikidata


def _name(rows: Sequence[ActorRow]) -> str:
    """The name that most reports have; of several the longest, which tells most."""
    counts = Counter(row.name for row in rows)
    return max(counts, key=lambda name: (counts[name], len(name), name))


def _gather(rows: Sequence[ActorRow]) -> KnownActor:
    name, days = _name(rows), sorted(row.published for row in rows if row.published)
    kind, country, wikidata = (
        next((value for value in values if value is not None), None) for values in zip(*map(_know, rows), strict=True)
    )
    others = {each for row in rows for each in (row.name, *row.aliases)} - {name}
    return KnownActor(
        name=name,
        kind=kind or _UNKNOWN,
        country=country,
        wikidata=wikidata,
        roles=tuple(sorted({role for row in rows for role in row.roles})),
        aliases=tuple(sorted(others)),
        reports=len({row.document for row in rows}),
        statements=sum(row.statements for row in rows),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )
