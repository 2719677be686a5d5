"""What narrows a list down: names, days, sets, words. Each function gives a condition of SQL or raises InputError."""

from __future__ import annotations

import enum
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, func, select, true, tuple_

from wortlaut.errors import InputError
from wortlaut.ledger import schema
from wortlaut.ledger.database import Database
from wortlaut.ledger.rows import span_days
from wortlaut.ledger.search import cut_words
from wortlaut.text.dates import check_edtf

__all__ = [
    "are_latest",
    "begins_with",
    "is_at_hand",
    "is_named",
    "is_one_of",
    "is_outlet",
    "is_speaker",
    "lies_between",
    "went_through",
]


def are_latest() -> ColumnElement[bool]:
    """Only the newest record of each document counts."""
    newer = schema.records.alias("newer")
    newest = select(func.max(newer.c.sequence)).where(newer.c.document_id == schema.records.c.document_id)
    return schema.records.c.sequence == newest.scalar_subquery()


def is_named(actor: ColumnElement[Any], record: ColumnElement[Any], name: str | None) -> ColumnElement[bool]:
    """The actor bears this name among its names, or these words stand in one of them; None stands for anybody."""
    if name is None:
        return true()
    return tuple_(actor, record).in_(_named(name))


def is_at_hand(listed: ColumnElement[Any], record: ColumnElement[Any], name: str | None) -> ColumnElement[bool]:
    """The same for a column with a list of ids."""
    if name is None:
        return true()
    actors = schema.actors
    held = listed.op("LIKE")('%"' + actors.c.id + '"%')
    return exists().where(actors.c.record_id == record, actors.c.folded.op("LIKE")(_pattern(name)), held)


def is_speaker(name: str | None) -> ColumnElement[bool]:
    """A statement is by this one: the speaker, or the origin of a chain, which is its last station."""
    if name is None:
        return true()
    statements = schema.statements.c
    return is_named(statements.speaker_actor, statements.record_id, name) | _has_station(name, last=True)


def went_through(name: str | None, firsthand: bool | None) -> ColumnElement[bool]:
    """Whether a statement came by way of others: of this one, of anybody (`firsthand` False), of nobody (True)."""
    conditions = []
    if firsthand is not None:
        conditions.append(~exists().where(_its_hops()) if firsthand else exists().where(_its_hops()))
    if name is not None:
        conditions.append(_has_station(name, last=False))
    return and_(true(), *conditions)


def _its_hops() -> ColumnElement[bool]:
    hops, statements = schema.hops.c, schema.statements.c
    return and_(hops.record_id == statements.record_id, hops.statement_id == statements.id)


def _has_station(name: str, *, last: bool) -> ColumnElement[bool]:
    """The chain of a statement ends with this one, or leads over this one."""
    hops = schema.hops
    later = hops.alias("later")
    goes_on = exists().where(
        later.c.record_id == hops.c.record_id,
        later.c.statement_id == hops.c.statement_id,
        later.c.position > hops.c.position,
    )
    return exists().where(_its_hops(), ~goes_on if last else goes_on, is_named(hops.c.actor, hops.c.record_id, name))


def lies_between(
    first: ColumnElement[Any], last: ColumnElement[Any], since: str | None, until: str | None
) -> ColumnElement[bool]:
    """Something known to lie from `first` to `last` can lie between two dates; what is not dated at all does not.

    `since` and `until` are EDTF: a month means from its first day and to its last.
    """
    conditions = []
    if since is not None:
        begin, _ = _days(since)
        conditions.append((last >= begin) | (last.is_(None) & first.is_not(None)))
    if until is not None:
        _, end = _days(until)
        conditions.append((first <= end) | (first.is_(None) & last.is_not(None)))
    return and_(true(), *conditions)


def is_one_of(column: ColumnElement[Any], value: str | None, kinds: type[enum.Enum]) -> ColumnElement[bool]:
    """The column has this value of a closed set; InputError with the set where it is none of it."""
    if value is None:
        return true()
    known = [kind.value for kind in kinds]
    if value not in known:
        raise InputError(f"{value!r} is none of: {', '.join(known)}")
    return column == value


def is_outlet(database: Database, outlet: str | None) -> ColumnElement[bool]:
    """The outlet bears this name, whatever its case and accents: there are few enough of them to look at all."""
    column = schema.documents.c.outlet
    if outlet is None:
        return true()
    with database.reading() as connection:
        names = connection.scalars(select(column).where(column.is_not(None)).distinct()).all()
    return column.in_([name for name in names if cut_words(name) == cut_words(outlet)])


def begins_with(column: ColumnElement[Any], start: str) -> ColumnElement[bool]:
    """An id begins so; asked in a way that an index answers."""
    return and_(column >= start, column < f"{start}g")


def _days(written: str) -> tuple[str | None, str | None]:
    first, last = span_days(check_edtf(written))
    return first or last, last or first


def _named(name: str) -> Select[Any]:
    actors: FromClause = schema.actors
    return select(actors.c.id, actors.c.record_id).where(actors.c.folded.op("LIKE")(_pattern(name)))


def _pattern(name: str) -> str:
    words = cut_words(name)
    if not words:
        raise InputError(f"{name!r}: no name to look for")
    return f"% {' '.join(words)} %"
