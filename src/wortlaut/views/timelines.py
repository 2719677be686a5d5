"""Statements and events on one axis of time, for actors, for words, or for both.

A statement stands where it was made as far as that is told ("sagte am Freitag"), else on the day of its report; an
event where it was or is to be. Each says which of these it is. What has no date comes last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from wortlaut.extract.timex.days import read_days

if TYPE_CHECKING:
    from wortlaut.ledger import Ledger
    from wortlaut.ledger.results import EventRow, StatementRow

__all__ = ["Moment", "list_moments"]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on the axis.

    `when` is EDTF, `dated` what it is the date of: "said", "published" (of the report) or "happened" (of the event,
    whatever its status). `kind` is statement or event, `acts` those of the claims or the type of the event.
    """

    id: str
    when: str | None
    dated: str | None
    kind: str
    who: tuple[str, ...]
    to: tuple[str, ...]
    acts: tuple[str, ...]
    status: str | None
    text: str
    document: str
    published: str | None
    outlet: str | None
    title: str | None
    source: str | None


def list_moments(
    ledger: Ledger,
    *,
    words: str | None = None,
    actor: str | None = None,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[Moment]:
    """What is on the axis, in its order; `since` and `until` are dates on the axis, the other conditions as in lists.

    An event that a statement itself is (a demand made is a REQUEST) stands there as the statement alone.
    """
    from wortlaut.ledger.reads_entries import list_origins

    said = list(ledger.statements(words=words, speaker=actor, outlet=outlet))
    if actor is not None:
        said += ledger.statements(words=words, addressee=actor, outlet=outlet)
    statements = {row.id: row for row in said}
    origins = list_origins(ledger, statements)
    moments = [_place_statement(row, origins.get(row.id, row.speaker_name)) for row in statements.values()]
    moments += [
        _place_event(row) for row in _find_events(ledger, words, actor, outlet) if row.realised_by not in statements
    ]
    within = _Range(since, until)
    return sorted((moment for moment in moments if within.has(moment.when)), key=_place)


class _Range:
    def __init__(self, since: str | None, until: str | None) -> None:
        from wortlaut.text.dates import check_edtf

        begin, end = (read_days(check_edtf(day)) if day is not None else None for day in (since, until))
        self._begin, self._end = begin.first if begin else None, end.last if end else None

    def has(self, when: str | None) -> bool:
        """Whether it can lie in the range; what has no date lies in none."""
        if self._begin is None and self._end is None:
            return True
        days = read_days(when)
        if days is None:
            return False
        is_late = self._begin is None or days.last is None or days.last >= self._begin
        return is_late and (self._end is None or days.first is None or days.first <= self._end)


def _find_events(ledger: Ledger, words: str | None, actor: str | None, outlet: str | None) -> Iterator[EventRow]:
    from wortlaut.ledger.reads_words import look_for

    has_words = look_for(words) if words is not None else lambda _: True
    seen = set()
    done = ledger.events(actor=actor, outlet=outlet)
    suffered = ledger.events(recipient=actor, outlet=outlet) if actor is not None else ()
    for row in chain(done, suffered):
        if row.id not in seen and has_words(row.text):
            seen.add(row.id)
            yield row


def _place_statement(row: StatementRow, speaker: str | None) -> Moment:
    when, dated = (row.said, "said") if row.said else (row.published, "published" if row.published else None)
    to = (row.addressee_name,) if row.addressee_name else ()
    who = (speaker,) if speaker else ()
    acts = tuple(dict.fromkeys(row.acts))
    report = (row.document, row.published, row.outlet, row.title, row.source)
    return Moment(row.id, when, dated, "statement", who, to, acts, None, row.quote_text, *report)


def _place_event(row: EventRow) -> Moment:
    dated = "happened" if row.when else None
    report = (row.document, row.published, row.outlet, row.title, row.source)
    who = (row.actor_names, row.recipient_names, (row.type,), row.status, row.text)
    return Moment(row.id, row.when, dated, "event", *who, *report)


def _place(moment: Moment) -> tuple[bool, str, str, str]:
    """By the first day that is known, else the last; then report by report."""
    days = read_days(moment.when)
    day = (days.first or days.last) if days else None
    return day is None, day.isoformat() if day else "", moment.document, moment.id
