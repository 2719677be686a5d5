"""What became of what was due: open, due, passed without a follow-up that was found, or followed up.

A follow-up is known by a link that leads from the entry, or from the statement that it stands in, to what kept or broke
it; a link that somebody has rejected counts for nothing. Without one nothing is claimed beyond the calendar: "passed"
says that the day is over and that the ledger holds no follow-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from wortlaut.extract.timex.days import read_days
from wortlaut.model import LinkKind

if TYPE_CHECKING:
    from wortlaut.ledger import Ledger
    from wortlaut.ledger.results import AgendaRow

__all__ = ["STATUSES", "find_follow_ups", "tell_status"]

STATUSES = ("open", "due", "passed", "followed up")


def tell_status(due: str | None, follow_ups: Iterable[str], on: date) -> str:
    """The status on a day; what has no date, or a beginning and no end, never passes."""
    if any(True for _ in follow_ups):
        return "followed up"
    days = read_days(due)
    if days is None:
        return "open"
    begin, end = days.bounds
    if on < begin:
        return "open"
    return "due" if days.last is None or on <= end else "passed"


def find_follow_ups(ledger: Ledger, rows: Iterable[AgendaRow]) -> Mapping[str, tuple[str, ...]]:
    """The ids of what followed, by the id of the agenda entry."""
    from wortlaut.ledger.reads_entries import list_claims
    from wortlaut.ledger.reads_links import list_links

    followed: dict[str, list[str]] = {}
    for link in list_links(ledger, LinkKind.FOLLOW_UP):
        if link.verdict != "reject":
            followed.setdefault(link.source, []).append(link.target)
    if not followed:
        return {}
    entries = list(rows)
    claims = list_claims(ledger, (entry.statement for entry in entries if entry.statement))
    found = {}
    for entry in entries:
        said = claims.get(entry.statement or "", ())
        # A statement may hold several things that are due; a link from one of its claims counts where it is this one.
        own = [claim.id for claim in said if len(said) == 1 or entry.what in claim.text or claim.text in entry.what]
        ids = [entry.id, *([entry.statement] if entry.statement else []), *own]
        found[entry.id] = tuple(dict.fromkeys(target for key in ids for target in followed.get(key, ())))
    return found
