"""Links between reports, and what people say about links and entries: all of it appended, nothing taken away.

A link is what a version of the resolver found. A judgement accepts or rejects, or says that its author is unsure; it is
undone by another judgement, which can be undone as well. What stands is what no standing judgement undoes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, insert, select, true

from wortlaut.errors import InputError
from wortlaut.ledger import schema
from wortlaut.ledger.store import write_time
from wortlaut.model import LinkKind, make_id

__all__ = [
    "CrossLink",
    "Judgement",
    "Subject",
    "Verdict",
    "add_links",
    "judge",
    "list_judgements",
    "list_links",
    "undo",
]

Subject = Literal["link", "entry"]
Verdict = Literal["accept", "reject", "unsure"]

_MOST_KEYS = 500


@dataclass(frozen=True, slots=True)
class CrossLink:
    """That an entry of one report is linked to one of another; `score` from 0 to 1, `resolver` is its version.

    `source` and `target` are ids of entries; in the database they are `from_id` and `to_id`.
    """

    kind: LinkKind
    source: str
    target: str
    score: float
    rules: tuple[str, ...]
    resolver: str

    @property
    def id(self) -> str:
        """Hash of what identifies it: a resolver links two entries in one way once."""
        return make_id("cross link", self.kind.value, self.source, self.target, self.resolver)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody says about a link or an entry; `verdict` is None where it only undoes another one.

    `subjects` are the ids judged; `at` is UTC in ISO 8601.
    """

    kind: Subject
    subjects: tuple[str, ...]
    verdict: Verdict | None
    author: str
    at: str
    note: str | None = None
    undoes: str | None = None

    @property
    def id(self) -> str:
        """Hash of all of it."""
        return make_id(
            "judgement", self.kind, *self.subjects, self.verdict, self.author, self.at, self.note, self.undoes
        )


def add_links(connection: Connection, links: Iterable[CrossLink]) -> int:
    """Write the links that are not there yet; how many these were."""
    fresh = {link.id: link for link in links}
    keys = list(fresh)
    for start in range(0, len(keys), _MOST_KEYS):
        column = schema.cross_links.c.id
        for known in connection.scalars(select(column).where(column.in_(keys[start : start + _MOST_KEYS]))):
            del fresh[known]
    rows = [
        {
            "id": link.id,
            "kind": link.kind.value,
            "from_id": link.source,
            "to_id": link.target,
            "score": link.score,
            "rules": link.rules,
            "resolver": link.resolver,
        }
        for link in fresh.values()
    ]
    if rows:
        connection.execute(insert(schema.cross_links), rows)
    return len(rows)


def list_links(connection: Connection, kind: LinkKind | None, entry: str | None) -> Iterator[CrossLink]:
    """The links in the order of their ids."""
    c = schema.cross_links.c
    chosen = select(schema.cross_links).where(
        c.kind == kind.value if kind is not None else true(),
        (c.from_id == entry) | (c.to_id == entry) if entry is not None else true(),
    )
    with connection.execute(chosen.order_by(c.id), execution_options={"stream_results": True}) as rows:
        for row in rows:
            yield CrossLink(LinkKind(row.kind), row.from_id, row.to_id, row.score, tuple(row.rules), row.resolver)


def judge(
    connection: Connection,
    kind: Subject,
    subjects: Sequence[str],
    verdict: Verdict,
    *,
    author: str,
    now: datetime,
    note: str | None,
) -> Judgement:
    """Write a judgement."""
    judgement = Judgement(kind, tuple(subjects), verdict, author, write_time(now, exact=True), note)
    _write(connection, judgement)
    return judgement


def undo(connection: Connection, identity: str, *, author: str, now: datetime, note: str | None) -> Judgement:
    """Write that a judgement does not stand any more; InputError where none of this id stands."""
    standing = {each.id: each for each in list_judgements(connection, None, standing=True)}
    if identity not in standing:
        raise InputError(f"{identity}: no judgement of this id stands")
    undone = standing[identity]
    judgement = Judgement(undone.kind, undone.subjects, None, author, write_time(now, exact=True), note, identity)
    _write(connection, judgement)
    return judgement


def list_judgements(connection: Connection, subject: str | None, *, standing: bool) -> list[Judgement]:
    """The judgements in the order of time, of one link or entry where `subject` tells its id."""
    c = schema.judgements.c
    rows = connection.execute(select(schema.judgements).order_by(c.at, c.id))
    judgements = [
        Judgement(row.kind, tuple(row.subjects), row.verdict, row.author, row.at, row.note, row.undoes) for row in rows
    ]
    gone: set[str] = set()
    for judgement in reversed(judgements):
        if judgement.undoes is not None and judgement.id not in gone:
            gone.add(judgement.undoes)
    return [
        judgement
        for judgement in judgements
        if (subject is None or subject in judgement.subjects) and not (standing and judgement.id in gone)
    ]


def _write(connection: Connection, judgement: Judgement) -> None:
    row = {name: getattr(judgement, name) for name in ("id", *Judgement.__slots__)}
    table = schema.judgements
    if connection.scalar(select(table.c.id).where(table.c.id == judgement.id)) is None:
        connection.execute(insert(table).values(row))
