"""Judge what an article's record made by hand says is done, happens, is due and answers what.

    acts       of all claims: the read claim of the found statement that shares most with it has the act, or one that is
               as right (`act_also`)
    polarity   of the claims with one: the same read claim has it as well; null where no content is told
    events     type, status, an actor by name and the statement that realises or reports it, or the narrator's words
    agenda     an entry in the statement or at the words, with the day or days that the date of publication allows
    links      kind and both ends: a statement, one of its claims or an event that it realises

A statement that was not found stands for every read one that shares its words. What is read for several dates of
publication is right if it is so for each of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, Literal

from eval.article_times import AFTER, INSIDE, Wish, find_bounds
from eval.naming import is_name
from wortlaut.model import AgendaEntry, Claim, Event, Record, Span, Spans, Statement

Group = Literal["acts", "polarity", "events", "agenda", "links"]

GROUPS: tuple[Group, ...] = ("acts", "polarity", "events", "agenda", "links")
NOTHING = "–"
UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim; `polarity` is `UNTOLD` where the record does not name it, None where it says that there is none."""

    statement: str
    span: Span
    acts: tuple[str, ...]
    polarity: str | None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event: the statement that it stands in or is, or the narrator's own words."""

    id: str
    type: str
    status: str
    actors: tuple[str, ...]
    realised_by: str | None
    reported_by: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class GoldEntry:
    """One entry of the agenda; `due` is EDTF or the name of a wish for each date of publication."""

    what: str
    statement: str | None
    span: Span | None
    due: str | None


@dataclass(frozen=True, slots=True)
class GoldLink:
    """Two statements; the first one answers the second, or they contradict each other in either direction."""

    kind: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class GoldHappenings:
    """Everything of the record made by hand that this module judges."""

    claims: tuple[GoldClaim, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    agenda: tuple[GoldEntry, ...] = ()
    links: tuple[GoldLink, ...] = ()
    quotes: tuple[tuple[str, Spans], ...] = ()


NO_HAPPENINGS = GoldHappenings()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wanted and what was read for it, in words."""

    group: Group
    name: str
    wanted: str
    read: str
    right: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A record, and the read statements that stand for each annotated one."""

    record: Record
    found: Mapping[str, Statement]
    places: Mapping[str, frozenset[str]]


def find_happenings(gold: Mapping[str, Any]) -> GoldHappenings:
    """Take claims, events, agenda and links out of `gold.json`; KeyError or ValueError where they are not well made."""
    statements: list[dict[str, Any]] = gold["statements"]
    return GoldHappenings(
        tuple(_build_claim(s["id"], claim) for s in statements for claim in s.get("claims", ())),
        tuple(_build_event(entry) for entry in gold.get("events", ())),
        tuple(
            GoldEntry(entry["what"], entry.get("statement"), _span(entry.get("span")), entry.get("due"))
            for entry in gold.get("agenda", ())
        ),
        tuple(_build_link(entry) for entry in gold.get("links", ())),
        tuple((s["id"], tuple(Span(start, end) for start, end in s["quote"])) for s in statements),
    )


def _build_claim(statement: str, entry: Mapping[str, Any]) -> GoldClaim:
    acts = (entry["act"], *entry.get("act_also", ()))
    return GoldClaim(statement, Span(*entry["span"]), acts, entry.get("polarity", UNTOLD))


def _build_event(entry: Mapping[str, Any]) -> GoldEvent:
    return GoldEvent(
        entry["id"],
        entry["type"],
        entry["status"],
        tuple(entry.get("actor", ())),
        entry.get("realised_by"),
        entry.get("reported_by"),
        _span(entry.get("span")),
    )


def _build_link(entry: Mapping[str, Any]) -> GoldLink:
    first, second = entry["between"] if "between" in entry else (entry["by"], entry["of"])
    return GoldLink(entry["kind"], first, second)


def _span(pair: Sequence[int] | None) -> Span | None:
    return Span(*pair) if pair else None


def judge_happenings(
    gold: GoldHappenings, readings: Sequence[tuple[Record, Mapping[str, Statement]]], wishes: Sequence[Wish]
) -> tuple[Finding, ...]:
    """Hold records, each with the statements found in it, against the one made by hand; `wishes` say what is due."""
    judged = [
        _judge(gold, _prepare(gold, record, found), {w.name: w.wanted for w in wishes if w.anchor == _date(record)})
        for record, found in readings
    ]
    return tuple(next((f for f in same if not f.right), same[0]) for same in zip(*judged, strict=True))


def _date(record: Record) -> str | None:
    return record.document.published


def _prepare(gold: GoldHappenings, record: Record, found: Mapping[str, Statement]) -> Reading:
    def stand_for(id: str, quote: Spans) -> frozenset[str]:
        if id in found:
            return frozenset({found[id].id})
        return frozenset(s.id for s in record.statements if _overlap(quote, s.quote))

    return Reading(record, found, {id: stand_for(id, quote) for id, quote in gold.quotes})


def _judge(gold: GoldHappenings, reading: Reading, dues: Mapping[str, str]) -> list[Finding]:
    return [
        *(finding for claim in gold.claims for finding in _judge_claim(claim, reading)),
        *(_judge_event(event, reading) for event in gold.events),
        *(_judge_entry(entry, gold, reading, dues) for entry in gold.agenda),
        *(_judge_link(link, reading) for link in gold.links),
    ]


def _judge_claim(gold: GoldClaim, reading: Reading) -> Iterable[Finding]:
    statement = reading.found.get(gold.statement)
    read = find_claim(gold.span, statement.claims if statement else ())
    name = f"{gold.statement} {_quote(reading, gold.span)}"
    act = read.act.value if read else NOTHING
    yield Finding("acts", name, "/".join(gold.acts), _with_rules(act, read), act in gold.acts)
    if gold.polarity != UNTOLD:
        polarity = read.polarity.value if read and read.polarity else None
        right = read is not None and polarity == gold.polarity
        yield Finding("polarity", name, gold.polarity or "none", _with_rules(polarity or "none", read), right)


def find_claim(span: Span, claims: Iterable[Claim]) -> Claim | None:
    """The claim that shares most with a span, measured by what either covers; None where none does."""

    def share(claim: Claim) -> float:
        whole = max(claim.span.end, span.end) - min(claim.span.start, span.start)
        return _overlap([span], [claim.span]) / whole

    best = max(claims, key=share, default=None)
    return best if best and share(best) else None


def _overlap(one: Iterable[Span], other: Sequence[Span]) -> int:
    """How many code points lie in both."""
    return sum(max(min(a.end, b.end) - max(a.start, b.start), 0) for a in one for b in other)


def _judge_event(gold: GoldEvent, reading: Reading) -> Finding:
    near = [event for event in reading.record.events if event.type.value == gold.type and _stands(gold, event, reading)]
    actors = {actor.id: actor.name for actor in reading.record.actors}

    def named(event: Event) -> bool:
        read = [actors[id] for id in event.actor if id in actors]
        return any(is_name(name, wanted) for name in read for wanted in gold.actors) if gold.actors else not read

    right = any(named(event) and event.status.value == gold.status for event in near)
    by = f"realised by {gold.realised_by}" if gold.realised_by else f"reported by {gold.reported_by}"
    place = by if gold.realised_by or gold.reported_by else _quote(reading, gold.span) if gold.span else NOTHING
    shown = [
        f"{e.status.value} by {', '.join(actors.get(id, id) for id in e.actor) or NOTHING}  ← {' '.join(e.rules)}"
        for e in near
    ]
    wanted = f"{gold.status} by {' / '.join(gold.actors) or NOTHING}"
    return Finding("events", f"{gold.id} {gold.type} {place}", wanted, "; ".join(shown) or NOTHING, right)


def _stands(gold: GoldEvent, event: Event, reading: Reading) -> bool:
    """Whether a read event is told where the annotated one is, and on the same word."""
    ends = ((gold.realised_by, event.realised_by), (gold.reported_by, event.reported_by))
    same = all(read in reading.places[id] if id else read is None for id, read in ends)
    return same and (gold.span is None or gold.span.overlaps(event.span))


def _judge_entry(gold: GoldEntry, happenings: GoldHappenings, reading: Reading, dues: Mapping[str, str]) -> Finding:
    places = [gold.span] if gold.span else dict(happenings.quotes)[gold.statement or ""]
    statements = reading.places[gold.statement] if gold.statement else frozenset()

    def stands(entry: AgendaEntry) -> bool:
        return entry.statement in statements or bool(_overlap(places, [entry.span]))

    near = [entry for entry in reading.record.agenda if stands(entry)]
    wanted = dues.get(gold.due, gold.due) if gold.due else None
    shown = "; ".join(f"{entry.due or 'no due'} “{entry.what}”" for entry in near)
    heading = f"{gold.what} if published {_date(reading.record) or NOTHING}"
    return Finding("agenda", heading, wanted or NOTHING, shown or NOTHING, any(_is_due(wanted, e.due) for e in near))


def _is_due(wanted: str | None, due: str | None) -> bool:
    """Whether an EDTF is what is wanted; for a name without a wish it has to be open at its end, or nothing."""
    if wanted is None:
        return due is None
    if after := AFTER.fullmatch(wanted):
        return due is not None and due.endswith("/..") and find_bounds(due)[0] >= after[1]
    if inside := INSIDE.search(wanted):
        first, last = find_bounds(inside[2])
        return due is not None and first <= find_bounds(due)[0] and find_bounds(due)[1] <= last
    if not wanted[:1].isdigit():
        return due is None or due.endswith("/..")
    return due == (_find_week(wanted) if "-W" in wanted else wanted)


def _find_week(value: str) -> str:
    """The days of an ISO week as EDTF has them: ``2022-W04`` is 2022-01-24/2022-01-30."""
    year, week = (int(part) for part in value.split("-W"))
    first, last = (datetime.date.fromisocalendar(year, week, day) for day in (1, 7))
    return f"{first}/{last}"


def _judge_link(gold: GoldLink, reading: Reading) -> Finding:
    ends = [_find_ends(id, reading) for id in (gold.first, gold.second)]
    ways = [ends] if gold.kind == "response" else list(permutations(ends))
    links = [link for link in reading.record.links if link.kind.value == gold.kind]
    right = any(link.source in source and link.target in target for link in links for source, target in ways)
    name = f"{gold.kind} {gold.first} → {gold.second}"
    return Finding("links", name, "a link", f"none such of {len(links)}" if not right else "a link", right)


def _find_ends(id: str, reading: Reading) -> frozenset[str]:
    """The ids that mean an annotated statement: its own, those of its claims and of the events that it realises."""
    statements = [s for s in reading.record.statements if s.id in reading.places[id]]
    claims = {claim.id for s in statements for claim in s.claims}
    realised = {event.id for event in reading.record.events if event.realised_by in reading.places[id]}
    return reading.places[id] | claims | realised


def _quote(reading: Reading, span: Span) -> str:
    return f'"{" ".join(span.of(reading.record.document.text).split())}"'


def _with_rules(words: str, claim: Claim | None) -> str:
    return f"{words}  ← {' '.join(claim.rules)}" if claim else "no claim"


def count_findings(findings: Iterable[Finding]) -> dict[str, tuple[int, int]]:
    """How many of each group are right, and of how many."""
    by_group = {group: [f.right for f in findings if f.group == group] for group in GROUPS}
    return {group: (sum(right), len(right)) for group, right in by_group.items()}


def count_extra_claims(gold: GoldHappenings, found: Mapping[str, Statement]) -> int:
    """How many claims of found statements are no annotated one: a claim cut in two has one too many."""
    wanted = {claim.statement for claim in gold.claims}
    best = {
        claim.id
        for wish in gold.claims
        if wish.statement in found and (claim := find_claim(wish.span, found[wish.statement].claims))
    }
    return sum(claim.id not in best for id in wanted & found.keys() for claim in found[id].claims)


def show_finding(finding: Finding) -> list[str]:
    """Something that is not right, in words; nothing if it is."""
    if finding.right:
        return []
    return ["", f"{finding.group}  {finding.name}", f"   gold  {finding.wanted}", f"   read  {finding.read}"]
