"""One actor under the names of many reports: each is linked to the first who was known by its name, not to all.

Who is looked for under a name stands in the ledger with what tells him apart (`Named.traits`) and with the actor that
he was linked to, the root. So an actor gets one link, however many reports name him; two only where he turns out to be
two that were not known to be one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wortlaut.ledger.marks import Looking, Named
from wortlaut.links.blocking import WINDOW, name_party
from wortlaut.links.matching import Match
from wortlaut.links.parties import Grade, Party, compare
from wortlaut.links.profiles import Profile
from wortlaut.links.sameness import can_be_told_apart, name_rule
from wortlaut.links.words import Word
from wortlaut.model import LinkKind

__all__ = ["People", "list_named"]

_MOST = 8  # actors of one name that an actor is held against, on either side of its day
_SAME, _SPEAKER, _SURNAME = 0.9, 0.8, 0.7
_SCORES = {"same statement": _SPEAKER, "reports of one matter": _SURNAME}


def list_named(profile: Profile, sequence: int) -> Iterator[Named]:
    """The actors of a report under the names by which they are looked for."""
    day = profile.published[0]
    for party in profile.parties.values():
        if can_be_told_apart(party):
            for name in sorted(name_party(party)):
                yield Named(name, day, sequence, party.id, party.id, day, _write(party))


class People:
    """Links actors of one report after the other; `roots` are to be written down for the reports that follow."""

    def __init__(self) -> None:
        self.roots: dict[Named, tuple[str, int]] = {}
        self._rooted: dict[str, tuple[str, int]] = {}

    def forget(self) -> None:
        """What was written down is looked up from now on."""
        self.roots.clear()
        self._rooted.clear()

    def link(
        self,
        profile: Profile,
        sequence: int,
        looking: Looking,
        before: int,
        likely: Iterable[tuple[Party, Party, int, tuple[str, ...]]],
    ) -> Iterator[Match]:
        """The links of the actors of a report; `likely` are those whom the reports told, with the other's day."""
        told: dict[str, list[tuple[Party, int, tuple[str, ...]]]] = {}
        for own, other, day, rules in likely:
            told.setdefault(own.id, []).append((other, day, rules))
        for party in profile.parties.values():
            if not can_be_told_apart(party):
                continue
            day = profile.published[0]
            roots = self._find_roots(party, day, sequence, looking, before)
            for other, other_day, rules in told.get(party.id, ()):
                roots.setdefault(self._rooted.get(other.id, (other.id, other_day)), rules)
            roots = {root: rules for root, rules in roots.items() if root[0] != party.id}
            yield from self._link_to(party, day, roots)
            self._settle(party, day, sequence, roots)

    def _find_roots(
        self, party: Party, day: int, sequence: int, looking: Looking, before: int
    ) -> dict[tuple[str, int], tuple[str, ...]]:
        """To whom those are linked who are surely this one, each with its day and why."""
        found: dict[tuple[str, int], tuple[str, ...]] = {}
        for name in sorted(name_party(party)):
            for named in looking.named(name, day, window=WINDOW, most=_MOST, before=before):
                if named.sequence == sequence:
                    continue
                other = _read(named)
                if compare(party, other) is Grade.SAME:
                    root = self._rooted.get(named.actor, (named.root, named.root_day))
                    found.setdefault(root, (name_rule(party, other),))
        return found

    def _link_to(self, party: Party, day: int, roots: dict[tuple[str, int], tuple[str, ...]]) -> Iterator[Match]:
        for (root, root_day), rules in sorted(roots.items()):
            ends = (party.id, root) if (root_day, root) <= (day, party.id) else (root, party.id)
            yield Match(LinkKind.SAME_ACTOR, *ends, _SCORES.get(rules[-1], _SAME), rules)

    def _settle(self, party: Party, day: int, sequence: int, roots: Iterable[tuple[str, int]]) -> None:
        first = min(((root_day, root) for root, root_day in roots), default=(day, party.id))
        if first[1] != party.id:
            root = (first[1], first[0])
            self._rooted[party.id] = root
            for name in name_party(party):
                self.roots[Named(name, day, sequence, party.id, party.id, day, None)] = root


def _write(party: Party) -> list[Any]:
    words = [[*word] for word in party.words]
    sets = [sorted(each) for each in (party.first, party.offices, party.places)]
    return [party.kind, party.country, party.wikidata, party.last, *sets, words]


def _read(named: Named) -> Party:
    kind, country, wikidata, last, first, offices, places, words = named.traits
    sets = (frozenset(first), frozenset(offices), frozenset(places))
    return Party(named.actor, kind, country, wikidata, last, *sets, tuple(Word(*word) for word in words))
