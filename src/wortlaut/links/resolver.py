"""Decides which reports are linked and writes it: new reports against all, each pair once, judgements of people first.

A link is written once and never taken away. What somebody rejected is not written again, under no later version
either; what somebody accepted stands whether this version finds it or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from wortlaut.ledger import CrossLink, Ledger
from wortlaut.ledger.results import AgendaRow, EventRow, StatementRow
from wortlaut.links.answers import match_contradictions, match_follow_ups, match_responses
from wortlaut.links.blocking import WINDOW, Outline, find_candidates, mark
from wortlaut.links.matching import Match, Pair
from wortlaut.links.profiles import Profile, make_profile, read_reach
from wortlaut.links.sameness import match_actors, match_events, match_statements
from wortlaut.links.words import load_vocabulary
from wortlaut.model import LinkKind

__all__ = ["RESOLVER", "Resolved", "resolve"]

RESOLVER = "1"
"""The version of the resolver: another one may link otherwise, and its links stand beside."""

_KEPT_PROFILES = 2000
_AT_ONCE = 2000

_Key = tuple[LinkKind, str, str]


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
    fresh = frozenset(documents) if documents is not None else None
    if fresh is not None and not fresh:
        return Resolved({}, 0, 0, 0)
    rejected = {key for key, verdict in _read_verdicts(ledger).items() if verdict == "reject"}
    outlines = list(_read_outlines(ledger, fresh))
    profile = lru_cache(_KEPT_PROFILES)(lambda document: _load_profile(ledger, document))
    added: Counter[LinkKind] = Counter()
    found = compared = skipped = 0
    batch: list[CrossLink] = []
    for one, other in find_candidates(outlines, fresh):
        compared += 1
        earlier, later = profile(one), profile(other)
        if earlier is None or later is None or earlier[1] != later[1]:
            continue
        for link in _decide(Pair(earlier[0], later[0], load_vocabulary(earlier[1]))):
            found += 1
            if (link.kind, link.source, link.target) in rejected:
                skipped += 1
            else:
                batch.append(link)
        if len(batch) >= _AT_ONCE:
            added += _write(ledger, batch)
            batch = []
    added += _write(ledger, batch)
    return Resolved(dict(sorted(added.items(), key=lambda item: item[0].value)), found, skipped, compared)


def _decide(pair: Pair) -> Iterator[CrossLink]:
    statements = list(match_statements(pair))
    speakers = {
        saying.statement: saying.speaker.id
        for profile in (pair.earlier, pair.later)
        for saying in profile.sayings
        if saying.speaker is not None
    }
    same = frozenset((speakers.get(m.source, ""), speakers.get(m.target, "")) for m in statements)
    others = [*match_events(pair), *match_responses(pair), *match_contradictions(pair), *match_follow_ups(pair)]
    matches: list[Match] = [*statements, *others]
    matches += match_actors(pair, same, of_one_matter=bool(matches))
    best: dict[_Key, Match] = {}
    for match in sorted(matches, key=lambda each: (each.score, each.rules)):
        best[match.kind, match.source, match.target] = match
    for match in best.values():
        yield CrossLink(match.kind, match.source, match.target, match.score, match.rules, RESOLVER)


def _write(ledger: Ledger, links: list[CrossLink]) -> Counter[LinkKind]:
    kinds = {link.kind for link in links}
    return Counter({kind: ledger.link(link for link in links if link.kind is kind) for kind in kinds})


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


def _read_outlines(ledger: Ledger, fresh: frozenset[str] | None) -> Iterator[Outline]:
    """The entries of all documents that lie near enough to one of the fresh ones."""
    days: dict[str, int] = {}
    languages: dict[str, str] = {}
    for document in ledger.documents():
        reach = read_reach(document.published)
        if reach is not None:
            days[document.id], languages[document.id] = reach[0], document.language
    told = [days[each] for each in (days if fresh is None else fresh & days.keys())]
    if not told:
        return
    first, last = min(told) - WINDOW, max(told) + WINDOW
    rows: Iterable[StatementRow | EventRow | AgendaRow]
    for rows in (ledger.statements(), ledger.events(), ledger.agenda()):
        for row in rows:
            day = days.get(row.document)
            if day is not None and first <= day <= last:
                yield Outline(row.document, day, mark(row, languages[row.document]))


def _load_profile(ledger: Ledger, document: str) -> tuple[Profile, str] | None:
    record = ledger.record(document)
    profile = make_profile(record, load_vocabulary(record.document.language))
    return (profile, record.document.language) if profile is not None else None
