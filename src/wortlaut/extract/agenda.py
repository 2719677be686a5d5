"""What is due: promises, announcements and demands with a deadline out of claims, plans that the report tells itself.

A claim comes in by its act; a clause of the narrator's by its tense and a time that lies ahead of the report. Vague
times stay vague: an entry has the EDTF of its words or none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile

from wortlaut.extract.attribution.site import Candidate, Range, Text
from wortlaut.extract.drafts import AgendaDraft, ClaimDraft, EventDraft
from wortlaut.extract.events import EventTables
from wortlaut.extract.events.tables import is_one_of
from wortlaut.extract.factuality import FactualityTables, judge
from wortlaut.extract.timex import Anchor
from wortlaut.extract.timex.days import read_days
from wortlaut.grammar.chunks import PRONOUNS
from wortlaut.model import (
    Act,
    AgendaKind,
    Clause,
    ClauseKind,
    EventType,
    Modality,
    Phrase,
    Polarity,
    Tense,
    Timex,
    Voice,
)

_FUTURE = "FUTURE_REF"
_LENGTH = "P"
_OPEN = "../"
_KINDS = {
    Act.PROMISE: AgendaKind.PROMISED,
    Act.DEMAND: AgendaKind.DEMANDED,
    Act.ASK: AgendaKind.DEMANDED,
}
"""What a claim with a time ahead is by its act; all others that tell what is to be are announced."""
_NOTHING_DUE = frozenset(
    {
        *(Act.DENY, Act.REJECT, Act.CONCEDE, Act.JUSTIFY),
        *(Act.ACCUSE, Act.CRITICISE, Act.PRAISE, Act.THANK, Act.REGRET, Act.HOPE, Act.FEAR, Act.WARN, Act.PROPOSE),
    }
)
_PARTIES = (
    *("person", "people", "crowd", "official", "negotiator", "body", "state", "party", "organisation", "company"),
    *("court", "force", "fighter", "police", "envoy", "captive", "refugee", "helpers"),
)
"""The words of these uses stand for somebody who can do something."""
_MEETINGS = frozenset({EventType.CONSULT, EventType.MOBILIZE})
_TOLD = frozenset({ClauseKind.MAIN, ClauseKind.INFINITIVE})
_PLANNED = frozenset({Modality.ACTUAL, Modality.WISHED})


def find_agenda(
    place: Text,
    candidates: Sequence[Candidate],
    claims: Sequence[ClaimDraft],
    events: Sequence[EventDraft],
    times: Sequence[Timex],
    anchor: Anchor | None,
    tables: EventTables,
    factuality: FactualityTables,
) -> tuple[AgendaDraft, ...]:
    """The agenda of a report in the order of the text; `times` are resolved, `anchor` is the day of the report."""
    known = {time.id: time for time in times}
    found = [
        *_promised(place, candidates, claims, known, anchor, tables),
        *_told(place, candidates, events, times, anchor, tables, factuality),
    ]
    return tuple(sorted(found, key=lambda draft: draft.words))


def _promised(
    place: Text,
    candidates: Sequence[Candidate],
    claims: Sequence[ClaimDraft],
    times: dict[str, Timex],
    anchor: Anchor | None,
    tables: EventTables,
) -> Iterator[AgendaDraft]:
    for at, claim in enumerate(claims):
        if claim.act in _NOTHING_DUE or claim.modality is Modality.POSSIBLE:
            continue
        kind = _KINDS.get(claim.act, AgendaKind.ANNOUNCED)
        told = claim.clause is not None and place.clauses[claim.clause].tense is Tense.PAST
        past = told and claim.due is None
        when = next((times[i] for i in claim.times if is_ahead(times[i], anchor, past=past)), None)
        promised = kind is AgendaKind.PROMISED
        if not promised and (when is None or claim.polarity is Polarity.NEGATIVE):
            continue
        by, to = _parties(place, candidates[claim.statement], claim, kind, tables)
        yield AgendaDraft(
            words=claim.words,
            kind=kind,
            by=by,
            to=to,
            due=_due(place, when, tables) if when is not None else None,
            conditional=claim.conditional,
            claim=at,
            statement=claim.statement,
            rules=(f"agenda: {claim.act.value}",),
        )


def _parties(
    place: Text, candidate: Candidate, claim: ClaimDraft, kind: AgendaKind, tables: EventTables
) -> tuple[Range | None, Range | None]:
    """Who is to do it and for whom: of a demand whoever it is aimed at, of a promise the speaker.

    Unless somebody else is the subject of what is promised: "Westrien werde liefern, sagte Hale zu".
    """
    if kind is AgendaKind.DEMANDED:
        return claim.by or claim.to, None
    clause = place.clauses[claim.clause] if claim.clause is not None else None
    subject = clause.subject if clause is not None else None
    by = claim.by
    if clause is not None and clause.kind is not ClauseKind.INFINITIVE and _is_another(place, subject, claim):
        by = by or _doer(place, clause, tables)
    if kind is AgendaKind.PROMISED:  # "Zwei Millionen Dosen würden folgen": whoever says so sends them
        by = by or next(iter(candidate.speaker), None)
    if by is not None and not _is_party(place, by, tables):
        by = None
    return by, claim.to if claim.to != by else None


def _is_another(place: Text, subject: Phrase | None, claim: ClaimDraft) -> bool:
    """Whether the subject stands in the words of the claim and is no pronoun for the speaker."""
    inside = subject is not None and claim.words[0] <= subject.first < claim.words[1]
    return inside and subject is not None and place.tokens[subject.head].tag not in PRONOUNS


def _told(
    place: Text,
    candidates: Sequence[Candidate],
    events: Sequence[EventDraft],
    times: Sequence[Timex],
    anchor: Anchor | None,
    tables: EventTables,
    factuality: FactualityTables,
) -> Iterator[AgendaDraft]:
    """Clauses of the narrator's with a time ahead: "Am Montag beginnt der Prozess", "lud für Montag ein"."""
    said = {i for c in candidates for spans in (c.quote, c.frame) for a, b in spans for i in range(a, b)}
    starts = [time.span.start for time in times]
    own = [event for event in events if event.reported_by is None and event.realised_by is None]
    for clause in place.clauses:
        if clause.kind not in _TOLD or clause.first in said:
            continue
        past = clause.tense is Tense.PAST
        when = next((t for t in _times_in(place, clause, times, starts) if is_ahead(t, anchor, past=past)), None)
        if when is None:
            continue
        event = _event_in(place, clause, own)
        judged = judge(place.tokens, place.clauses, clause, factuality)
        if judged.negative or judged.modality not in _PLANNED:
            continue
        kind, by, to = _read_plan(place, clause, event, tables)
        yield AgendaDraft(
            (clause.first, clause.last),
            kind,
            by,
            to,
            _due(place, when, tables),
            judged.conditional,
            rules=("agenda: told by the report",),
        )


def _event_in(place: Text, clause: Clause, events: Sequence[EventDraft]) -> EventDraft | None:
    """The event that a clause tells, or the one above does: "verpflichteten sich, bis Mai zu liefern"."""
    above = place.clauses[clause.parent] if clause.parent is not None else clause
    for told in (clause, above):
        found = next((e for e in events if _overlap(e.words, (told.first, told.last))), None)
        if found is not None:
            return found
    return None


def _read_plan(
    place: Text, clause: Clause, event: EventDraft | None, tables: EventTables
) -> tuple[AgendaKind, Range | None, Range | None]:
    """What kind of plan a clause tells, who is to do it, and for whom."""
    if event is None:
        return AgendaKind.ANNOUNCED, _doer(place, clause, tables), None
    actor, recipient = next(iter(event.actor), None), next(iter(event.recipient), None)
    if event.act is not None:
        kind = _KINDS.get(event.act, AgendaKind.ANNOUNCED)
        return (kind, recipient, None) if kind is AgendaKind.DEMANDED else (kind, actor, recipient)
    kind = AgendaKind.SCHEDULED if event.type in _MEETINGS else AgendaKind.ANNOUNCED
    return kind, actor or _doer(place, clause, tables), recipient


def _due(place: Text, when: Timex, tables: EventTables) -> str | None:
    """The time in EDTF; "zum Monatsende" is that day, not all that lies before it."""
    first = place.text[when.span.start : when.span.end].split()[0].lower()
    on_the_day = when.edtf is not None and first in tables.words["on the"]
    return when.edtf.removeprefix(_OPEN) if when.edtf is not None and on_the_day else when.edtf


def _doer(place: Text, clause: Clause, tables: EventTables) -> Range | None:
    """The subject of a clause where it can do anything."""
    if clause.subject is None or clause.voice is Voice.PASSIVE:
        return None
    told = (clause.subject.first, clause.subject.last)
    return told if _is_party(place, told, tables) else None


def _is_party(place: Text, words: Range, tables: EventTables) -> bool:
    """Whether words stand for somebody who can do anything: a name, people, a body, a state, or what carries them."""
    inside = tuple(takewhile(lambda t: t.tag != "$(", place.tokens[words[0] : words[1]]))  # no title of a play
    named = any(t.tag in PRONOUNS | {"NE", "FM"} for t in inside)
    return named or any(is_one_of(t, tables.words[use]) for t in inside if t.tag == "NN" for use in _PARTIES)


def _times_in(place: Text, clause: Clause, times: Sequence[Timex], starts: Sequence[int]) -> Iterator[Timex]:
    for first, last in clause.pieces:
        begin, end = place.tokens[first].start, place.tokens[last - 1].end
        yield from times[bisect_left(starts, begin) : bisect_left(starts, end)]


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def is_ahead(time: Timex, anchor: Anchor | None, *, past: bool = False) -> bool:
    """Whether a time ends after the day of the report, or is told as one to come.

    In the past tense (`past`) only one that begins after that day is ahead: "lud für Mai ein", not "starben im März".
    """
    if time.value == _FUTURE:
        return not past
    days = read_days(time.edtf)
    if days is None or anchor is None:
        return False
    if past:
        begins = days.first or days.last  # "bis Ende April" begins at no time of its own
        return begins is not None and begins > anchor.last
    if days.last is None:  # "in den kommenden Wochen", "ab Montag"; but "seit Montag"
        return time.value.startswith(_LENGTH) or (days.first is not None and days.first > anchor.last)
    return days.last > anchor.last or (not anchor.is_day and days.last > anchor.first)
