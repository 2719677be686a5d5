"""Decides which reports are linked and writes it: report by report in the order of adding, each held against those
before it, so that it makes no difference whether they are linked one by one or all at once.

A link is written once and never taken away. What somebody rejected is not written again, under no later version
either; what somebody accepted stands whether this version finds it or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby

from wortlaut.ledger import CrossLink, Ledger
from wortlaut.ledger.marks import Looking, Marked, Marks, Named, Place
from wortlaut.links.answers import match_contradictions, match_follow_ups, match_responses
from wortlaut.links.blocking import MOST, choose_partners, mark_profile, seek
from wortlaut.links.matching import Match, Pair
from wortlaut.links.parties import Party
from wortlaut.links.people import People, list_named
from wortlaut.links.profiles import Profile
from wortlaut.links.sameness import match_events, match_statements, match_surnames
from wortlaut.links.shelf import Shelf
from wortlaut.links.stars import Stars
from wortlaut.links.words import load_vocabulary
from wortlaut.model import LinkKind

__all__ = ["RESOLVER", "Resolved", "resolve"]

RESOLVER = "2"
"""The version of the resolver: another one may link otherwise, and its links stand beside."""

_AT_ONCE = 25
_ANY = 1 << 62  # larger than the number of any record
_STARS = (LinkKind.SAME_STATEMENT, LinkKind.SAME_EVENT)

_Key = tuple[LinkKind, str, str]
_Likely = tuple[Party, Party, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Resolved:
    """How many links of each kind are new, how many were found, and how many of these somebody had rejected."""

    added: dict[LinkKind, int]
    found: int
    rejected: int
    compared: int


def resolve(ledger: Ledger, *, documents: Iterable[str] | None = None) -> Resolved:
    """Link the documents of these ids to all others, or all to all, and write the links.

    Ids that are not in the ledger count for nothing. Reports without a day are not linked.
    """
    asked = frozenset(documents) if documents is not None else None
    if asked is not None and not asked:
        return Resolved({}, 0, 0, 0)
    return _Resolver(ledger, asked).run()


@dataclass(slots=True)
class _Found:
    """What the comparing of one report has come to."""

    matches: list[Match] = field(default_factory=list)
    likely: list[_Likely] = field(default_factory=list)


class _Resolver:
    def __init__(self, ledger: Ledger, asked: frozenset[str] | None) -> None:
        self.ledger = ledger
        self.marks, self.shelf = Marks(ledger, RESOLVER), Shelf(ledger)
        self.people = People()
        self.rejected = {key for key, verdict in _read_verdicts(ledger).items() if verdict == "reject"}
        self.fresh = self.marks.find(documents=asked)
        self.own = {place.sequence for place in self.fresh}
        self.is_newest = asked is None or self._is_newest()
        self.added: Counter[LinkKind] = Counter()
        self.found = self.skipped = self.compared = 0

    def _is_newest(self) -> bool:
        """Whether nothing came after the first of the fresh reports but other fresh ones."""
        first = min(self.own, default=0)
        return len(self.marks.find(after=first - 1)) == len(self.fresh)

    def run(self) -> Resolved:
        for start in range(0, len(self.fresh), _AT_ONCE):
            batch = self.fresh[start : start + _AT_ONCE]
            self._mark(batch[-1].sequence if self.is_newest else None)
            self._link(batch)
        added = dict(sorted(self.added.items(), key=lambda item: item[0].value))
        return Resolved(added, self.found, self.skipped, self.compared)

    def _mark(self, until: int | None) -> None:
        """Write the marks of all reports up to a number that have none yet."""
        if until is not None and until <= self.marks.until:
            return
        left = [p for p in self.marks.find(after=self.marks.until) if until is None or p.sequence <= until]
        for start in range(0, len(left), _AT_ONCE):
            batch = left[start : start + _AT_ONCE]
            profiles = self.shelf.take(place.document for place in batch)
            marks: list[tuple[str, Marked]] = []
            names: list[Named] = []
            for sequence, document in batch:
                if (profile := profiles.get(document)) is not None:
                    day = profile.published[0]
                    its = mark_profile(profile, load_vocabulary(profile.language))
                    marks += ((mark, Marked(day, sequence)) for mark in its)
                    names += list_named(profile, sequence)
            self.marks.write(marks, names, batch[-1].sequence)

    def _link(self, batch: Sequence[Place]) -> None:
        """Hold the reports of a batch against those before them and write what is found."""
        profiles = self.shelf.take(place.document for place in batch)
        dated = {place: profile for place in batch if (profile := profiles.get(place.document)) is not None}
        links: list[CrossLink] = []
        with self.marks.looking() as looking:
            partners = {place: self._find_partners(place, profile, looking) for place, profile in dated.items()}
            names = looking.name_documents({each for found in partners.values() for each in found})
            others = self.shelf.take(names.values())
            compared = {}
            for place, profile in dated.items():
                its = [others[names[each]] for each in partners[place] if names.get(each) in others]
                compared[place] = self._compare(profile, its)
            stars = _load_stars(looking, compared.values())
            for place, profile in dated.items():
                links += self._keep(self._choose(profile, compared[place].matches, stars))
                likely = compared[place].likely
                links += self._keep(self.people.link(profile, place.sequence, looking, self._before(place), likely))
        self._write(links)
        self.marks.settle(self.people.roots)
        self.people.forget()

    def _before(self, place: Place) -> int:
        """The number that others must be below: its own, unless it is not among the newest."""
        return place.sequence if self.is_newest else _ANY

    def _find_partners(self, place: Place, profile: Profile, looking: Looking) -> list[int]:
        """The records of the reports that a report is held against: of two that are fresh the later is."""
        day = profile.published[0]
        before = self._before(place)
        sought = seek(mark_profile(profile, load_vocabulary(profile.language)))
        found = (
            other
            for window, marks in sought.items()
            for other in looking.near(marks, day, window=window, most=MOST, before=before)
            if other.sequence < place.sequence or (other.sequence > place.sequence and other.sequence not in self.own)
        )
        return choose_partners(day, found)

    def _compare(self, profile: Profile, others: Iterable[Profile]) -> _Found:
        """What a report and each of the others have to do with each other, in the order of days."""
        found = _Found()
        for other in sorted(others, key=_in_time):
            if other.language != profile.language or other.document == profile.document:
                continue
            self.compared += 1
            earlier, later = sorted((profile, other), key=_in_time)
            pair = Pair(earlier, later, load_vocabulary(profile.language))
            matches = list(_match(pair))
            found.matches += matches
            for one, two, rules in match_surnames(pair, _list_speakers(pair, matches), of_one_matter=bool(matches)):
                own, its = (one, two) if one.id in profile.parties else (two, one)
                found.likely.append((own, its, other.published[0], rules))
        return found

    def _choose(self, profile: Profile, matches: Iterable[Match], stars: Stars) -> Iterator[Match]:
        """The matches that are to be links: of what is the same one for each entry."""
        own = profile.entries
        for entry, its in groupby(sorted(matches, key=lambda m: _own_end(m, own)), lambda m: _own_end(m, own)):
            for kind, of_kind in groupby(sorted(its, key=lambda m: m.kind.value), lambda m: m.kind):
                chosen = [match for match in of_kind if not self._is_rejected(match)]
                if kind in _STARS:
                    chosen = list(stars.choose(entry, chosen))
                    for match in chosen:
                        stars.note(match.source, match.target)
                yield from chosen

    def _is_rejected(self, match: Match) -> bool:
        is_rejected = (match.kind, match.source, match.target) in self.rejected
        self.found += is_rejected
        self.skipped += is_rejected
        return is_rejected

    def _keep(self, matches: Iterable[Match]) -> Iterator[CrossLink]:
        for match in matches:
            if not self._is_rejected(match):
                self.found += 1
                yield CrossLink(match.kind, match.source, match.target, match.score, match.rules, RESOLVER)

    def _write(self, links: Sequence[CrossLink]) -> None:
        for kind in {link.kind for link in links}:
            self.added[kind] += self.ledger.link(link for link in links if link.kind is kind)


def _in_time(profile: Profile) -> tuple[int, str]:
    return profile.published[0], profile.document


def _own_end(match: Match, own: frozenset[str]) -> str:
    return match.source if match.source in own else match.target


def _match(pair: Pair) -> Iterator[Match]:
    """Every match of two reports, of several between two entries the best."""
    found = chain(
        match_statements(pair),
        match_events(pair),
        match_responses(pair),
        match_contradictions(pair),
        match_follow_ups(pair),
    )
    best: dict[_Key, Match] = {}
    for match in sorted(found, key=lambda each: (each.score, each.rules)):
        best[match.kind, match.source, match.target] = match
    yield from best.values()


def _list_speakers(pair: Pair, matches: Iterable[Match]) -> frozenset[tuple[str, str]]:
    """The speakers of statements that are the same."""
    speakers = {
        saying.statement: saying.speaker.id
        for profile in (pair.earlier, pair.later)
        for saying in profile.sayings
        if saying.speaker is not None
    }
    same = (match for match in matches if match.kind is LinkKind.SAME_STATEMENT)
    return frozenset((speakers.get(match.source, ""), speakers.get(match.target, "")) for match in same)


def _load_stars(looking: Looking, found: Iterable[_Found]) -> Stars:
    """What those are linked to as the same that were found to be the same now."""
    same = [match for each in found for match in each.matches if match.kind in _STARS]
    ends = {end for match in same for end in (match.source, match.target)}
    return Stars(looking.linked(_STARS, ends, RESOLVER))


def _read_verdicts(ledger: Ledger) -> dict[_Key, str]:
    """What people said last of each link that was judged, under whatever version it was made."""
    said: dict[str, str] = {}
    for judgement in ledger.judgements():
        if judgement.kind == "link" and judgement.verdict is not None:
            said.update(dict.fromkeys(judgement.subjects, judgement.verdict))
    if not said:
        return {}
    links = (link for link in ledger.cross_links() if link.id in said)
    return {(link.kind, link.source, link.target): said[link.id] for link in links}
