"""Events that a statement is by itself: a demand made is a request that happened, a refusal a rejection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wortlaut.extract.attribution.site import Candidate, Range, Ranges, Text
from wortlaut.extract.drafts import ClaimDraft, EventDraft
from wortlaut.extract.events.arguments import split
from wortlaut.extract.events.tables import EventClass, EventTables, is_one_of
from wortlaut.model import Act, EventStatus, EventType, Timex, TimexType

ACT, ANSWERS = "act of a statement", "answers the statement before"
_POINTS = frozenset({TimexType.DATE, TimexType.TIME})
_ANSWERED = frozenset({EventType.REQUEST, EventType.ACCUSE, EventType.AGREE, EventType.THREATEN})
_HOSTILE = frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.COERCE, EventType.SANCTION})
_BACK = 3
"""So many statements before, what is rejected may have been said."""


def realise(
    place: Text,
    candidates: Sequence[Candidate],
    claims: Sequence[ClaimDraft],
    times: Sequence[Timex],
    tables: EventTables,
) -> dict[int, EventDraft]:
    """The events that statements are, by the position of the statement: that of its first claim that is one."""
    found: dict[int, EventDraft] = {}
    for position, claim in enumerate(claims):
        if claim.statement in found:
            continue
        kind = _class_of(place, claim, tables)
        if kind is not None:
            found[claim.statement] = _draft(place, candidates, (position, claim), times, kind)
    return {at: _answer(candidates, event, found, at) for at, event in found.items()}


def _class_of(place: Text, claim: ClaimDraft, tables: EventTables) -> EventClass | None:
    """The class of the act; a warning is a threat where it holds out consequences for a deed, or to somebody."""
    if claim.act is not Act.WARN:
        return tables.acts.get(claim.act)
    inside = place.tokens[claim.words[0] : claim.words[1]]
    if not any(is_one_of(token, tables.words["harm"]) for token in inside):
        return None
    nouns = [tables.find_noun(token) for token in inside if token.tag == "NN"]
    deed = any(noun is not None and noun.event.type in _HOSTILE for noun in nouns)
    return tables.acts[Act.THREATEN] if deed or claim.to is not None else None


def _draft(
    place: Text,
    candidates: Sequence[Candidate],
    told: tuple[int, ClaimDraft],
    times: Sequence[Timex],
    kind: EventClass,
) -> EventDraft:
    position, claim = told
    candidate = candidates[claim.statement]
    ranges = (*candidate.quote, *candidate.frame)
    actor = tuple(part for span in candidate.speaker[:1] for part in split(place.tokens, span))
    aimed = candidate.addressee[:1] or ((claim.to,) if claim.to is not None else ())
    recipient = tuple(part for span in aimed for part in split(place.tokens, span) if part not in actor)
    return EventDraft(
        type=kind.type,
        mode=kind.mode,
        context=kind.context,
        words=(min(first for first, _ in ranges), max(last for _, last in ranges)),
        status=EventStatus.HAPPENED,
        actor=actor,
        recipient=recipient,
        when=_when(place, candidate, times),
        realised_by=claim.statement,
        claim=position,
        rules=(ACT,),
    )


def _when(place: Text, candidate: Candidate, times: Sequence[Timex]) -> str | None:
    """The time of saying: a day that stands in the frame, or in the clause that tells the act."""
    frames: Ranges = candidate.frame
    if not frames and candidate.matrix is not None:
        frames = place.clauses[candidate.matrix].pieces
    spans = [(place.tokens[a].start, place.tokens[b - 1].end) for a, b in frames if b > a]
    for time in times:
        if time.type in _POINTS and any(a <= time.span.start and time.span.end <= b for a, b in spans):
            return time.edtf
    return None


def _answer(candidates: Sequence[Candidate], event: EventDraft, others: dict[int, EventDraft], at: int) -> EventDraft:
    """Whoever is rejected is the one who asked just before, where the sentence names nobody."""
    if event.type is not EventType.REJECT or event.recipient:
        return event
    for earlier in range(at - 1, max(-1, at - 1 - _BACK), -1):
        before = others.get(earlier)
        if before is not None and before.type in _ANSWERED and candidates[earlier].speaker != candidates[at].speaker:
            return _aimed_at(event, before.actor)
    return event


def _aimed_at(event: EventDraft, recipient: tuple[Range, ...]) -> EventDraft:
    return replace(event, recipient=recipient, rules=(*event.rules, ANSWERS))
