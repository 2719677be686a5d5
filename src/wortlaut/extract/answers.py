"""What answers what inside one report: a demand and its rejection, an accusation and its denial; what contradicts what.

An answer looks back at what others have said: to what is aimed at the one who answers before all else, then to the
nearest. A contradiction needs two speakers, one of whom says that something is so and the other that it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wortlaut.model import (
    Act,
    Actor,
    Claim,
    Event,
    EventStatus,
    Link,
    LinkKind,
    Polarity,
    Statement,
)

_WANTED = (Act.DEMAND, Act.ASK, Act.PROPOSE, Act.OFFER)
_BLAMED = (Act.ACCUSE, Act.CRITICISE, Act.WARN)
_ANSWERS: dict[Act, tuple[Act, ...]] = {
    Act.REJECT: (*_WANTED, *_BLAMED, Act.ANNOUNCE),
    Act.DENY: (*_BLAMED, Act.ASSERT),
    Act.AGREE: _WANTED,
    Act.CONFIRM: (*_BLAMED, Act.ASSERT, Act.ANNOUNCE),
}
"""What each answering act can answer, the likeliest first."""
_DENIES = "one denies what the other says"
_REACH = 8
"""How many statements back an answer may look."""
_NEAR = 2
"""How many statements back it looks for what is not aimed at the one who answers."""
_FARTHEST = 60
"""How many claims back what is answered or contradicted may stand."""
_SHARED = 2
"""How many words of content two claims share at least that are about the same."""
_SO = frozenset(EventStatus) - {EventStatus.DENIED, EventStatus.PROMISED}


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with the statement that it belongs to, and the words that its content is about."""

    at: int
    statement: Statement
    claim: Claim
    words: frozenset[str]

    @property
    def speaker(self) -> str | None:
        """The id of the actor who says it."""
        return self.statement.speaker_actor


def find_links(
    statements: Sequence[Statement],
    events: Sequence[Event],
    actors: Sequence[Actor],
    content: Callable[[Claim], frozenset[str]],
) -> tuple[Link, ...]:
    """The links of a report in the order of the text; `content` gives the stems of the words that a claim is about."""
    said = [
        Said(at, statement, claim, content(claim))
        for at, statement in enumerate(statements)
        for claim in statement.claims
    ]
    sides = _Sides(actors)
    links = [*_find_answers(said, sides), *_find_contradictions(said, events, sides)]
    return tuple(dict.fromkeys(links))


class _Sides:
    """Who stands for the same state: its government, its ministry and its minister."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._country = {actor.id: actor.country for actor in actors}

    def is_same(self, one: str | None, other: str | None) -> bool:
        if one is None or other is None:
            return False
        country = self._country.get(one)
        return one == other or (country is not None and country == self._country.get(other))


def _find_answers(said: Sequence[Said], sides: _Sides) -> Iterator[Link]:
    for at, answer in enumerate(said):
        wanted = _ANSWERS.get(answer.claim.act)
        if wanted is None:
            continue
        asked = _find_asked(said[max(0, at - _FARTHEST) : at], answer, wanted, sides)
        if asked is not None:
            other, rule = asked
            yield Link(LinkKind.RESPONSE, answer.claim.id, other.claim.id, (rule,))


def _find_asked(before: Sequence[Said], answer: Said, wanted: Sequence[Act], sides: _Sides) -> tuple[Said, str] | None:
    """What the answer answers, and the rule that says so."""
    near = [
        other
        for other in reversed(before)
        if answer.at - other.at <= _REACH
        and other.claim.act in wanted
        and not sides.is_same(other.speaker, answer.speaker)
        and other.statement.nested_in != answer.statement.id
    ]
    aimed = [other for other in near if sides.is_same(other.claim.to, answer.speaker)]
    told = [other for other in near if sides.is_same(other.speaker, answer.claim.to)]
    beside = [other for other in near if answer.at - other.at <= _NEAR or other.words & answer.words]
    for rule, found in (("answer to what was aimed at it", aimed), ("answer to whom it names", told)):
        if found:
            return _likeliest(found, wanted), rule
    if beside:
        return _likeliest(beside, wanted), "answer to what was said just before"
    return None


def _likeliest(found: Sequence[Said], wanted: Sequence[Act]) -> Said:
    """The nearest of those whose act the answer fits best."""
    best = min(_rank(other, wanted) for other in found)
    return next(other for other in found if _rank(other, wanted) == best)


def _rank(other: Said, wanted: Sequence[Act]) -> int:
    group = next((group for group in (_WANTED, _BLAMED[:1], _BLAMED[1:]) if other.claim.act in group), ())
    return min((wanted.index(act) for act in group if act in wanted), default=wanted.index(other.claim.act))


def _find_contradictions(said: Sequence[Said], events: Sequence[Event], sides: _Sides) -> Iterator[Link]:
    told = _events_by_claim(said, events)
    for at, later in enumerate(said):
        for before in range(max(0, at - _FARTHEST), at):
            earlier = said[before]
            if sides.is_same(earlier.speaker, later.speaker) or earlier.speaker is None or later.speaker is None:
                continue
            if _denies(earlier, later) and (_is_about_same(earlier, later) or _is_same_event(told[before], told[at])):
                yield Link(LinkKind.CONTRADICTION, later.claim.id, earlier.claim.id, (_DENIES,))


def _events_by_claim(said: Sequence[Said], events: Sequence[Event]) -> list[list[Event]]:
    """For each claim the events that stand in its words."""
    by_statement: dict[str | None, list[Event]] = {}
    for event in events:
        by_statement.setdefault(event.reported_by, []).append(event)
    return [[e for e in by_statement.get(s.statement.id, ()) if e.span.overlaps(s.claim.span)] for s in said]


def _denies(one: Said, other: Said) -> bool:
    polarities = {one.claim.polarity, other.claim.polarity}
    return polarities == {Polarity.POSITIVE, Polarity.NEGATIVE} and Act.DEMAND not in {one.claim.act, other.claim.act}


def _is_about_same(one: Said, other: Said) -> bool:
    return len(one.words & other.words) >= _SHARED


def _is_same_event(one: Sequence[Event], other: Sequence[Event]) -> bool:
    """Whether one tells an event that the other denies."""
    for first in one:
        for second in other:
            denied = {first.status, second.status}
            same = first.type is second.type and bool(set(first.actor) & set(second.actor))
            if same and EventStatus.DENIED in denied and denied & _SO:
                return True
    return False
