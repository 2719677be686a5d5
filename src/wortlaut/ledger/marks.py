"""By what entries of reports are found that may be linked: marks with the day of the report, and who is who.

All of it is made of the records, report by report in the order of adding, and can be lost: then it is made again.
Nothing refers to it, and it is no part of what is proved or exported.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import JSON

from wortlaut.ledger import schema
from wortlaut.ledger.conditions import are_latest
from wortlaut.ledger.query import Reads
from wortlaut.model import LinkKind

__all__ = ["Looking", "Marked", "Marks", "Named", "Place"]

_AT_ONCE = 500
_BETWEEN = "; "


class Marked(NamedTuple):
    """A report under a mark: its day and the number of its record."""

    day: int
    sequence: int


class Place(NamedTuple):
    """A record by its number, and the document that it is the newest of."""

    sequence: int
    document: str


class Named(NamedTuple):
    """An actor of a report under a name; `root` is the actor that it is linked to, itself where there is none."""

    name: str
    day: int
    sequence: int
    actor: str
    root: str
    root_day: int
    traits: Any


class Marks:
    """The marks and names of a ledger, made by one `version` of those who mark; what another one made is dropped."""

    def __init__(self, ledger: Reads, version: str) -> None:
        self._database, self._version = ledger._database, version
        with self._database.writing() as connection:
            self.until = (
                connection.scalar(select(schema.marked.c.sequence).where(schema.marked.c.version == version)) or 0
            )
            if not self.until:
                for table in (schema.marks, schema.names, schema.marked):
                    connection.execute(delete(table))

    def find(self, *, after: int = 0, documents: Iterable[str] | None = None) -> list[Place]:
        """The newest records of these documents, or of all, that were added after one, in the order of adding."""
        r = schema.records.c
        chosen = select(r.sequence, r.document_id).where(r.sequence > after, are_latest()).order_by(r.sequence)
        with self._database.reading() as connection:
            if documents is None:
                return [Place(*row) for row in connection.execute(chosen)]
            found = (
                Place(*row)
                for keys in _portions(sorted(documents))
                for row in connection.execute(chosen.where(r.document_id.in_(keys)))
            )
            return sorted(found)

    def write(self, marks: Iterable[tuple[str, Marked]], names: Iterable[Named], until: int) -> None:
        """Add the marks and names of the records up to this number."""
        rows = [{"mark": mark, **place._asdict()} for mark, place in marks]
        named = [name._asdict() for name in names]
        with self._database.writing() as connection:
            for table, its in ((schema.marks, rows), (schema.names, named)):
                if its:
                    connection.execute(insert(table), its)
            connection.execute(delete(schema.marked).where(schema.marked.c.version == self._version))
            connection.execute(insert(schema.marked).values(version=self._version, sequence=until))
        self.until = until

    def settle(self, roots: Mapping[Named, tuple[str, int]]) -> None:
        """Write down to whom actors are linked, each by root and its day."""
        n = schema.names.c
        its = and_(*(n[key] == bindparam(f"its_{key}") for key in ("name", "day", "sequence", "actor")))
        rows = [
            {**{f"its_{key}": getattr(named, key) for key in ("name", "day", "sequence", "actor")}, "to": to, "at": at}
            for named, (to, at) in roots.items()
        ]
        if rows:
            with self._database.writing() as connection:
                connection.execute(
                    update(schema.names).where(its).values(root=bindparam("to"), root_day=bindparam("at")), rows
                )

    @contextmanager
    def looking(self) -> Iterator[Looking]:
        """A look at marks and names as they are now."""
        with self._database.reading() as connection:
            yield Looking(connection)


class Looking:
    """Looks marks and names up in one transaction; `before` is the number that those found must be below."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._near = _select_near(connection.dialect.name)

    def near(self, marks: Iterable[str], day: int, *, window: int, most: int, before: int) -> Iterator[Marked]:
        """The reports under these marks, of each the `most` that are nearest in time on either side of a day."""
        asked = {"marks": json.dumps(sorted(marks)), "first": day - window, "day": day, "last": day + window}
        for sides in self._connection.execute(self._near, {**asked, "before": before, "most": most}):
            for side in sides:
                for each in side.split(_BETWEEN) if side else ():
                    day, _, sequence = each.partition(",")
                    yield Marked(int(day), int(sequence))

    def named(self, name: str, day: int, *, window: int, most: int, before: int) -> Iterator[Named]:
        """The actors of this name, the `most` nearest on either side of a day, earlier ones first."""
        asked = {"name": name, "first": day - window, "day": day, "last": day + window, "before": before, "most": most}
        for row in self._connection.execute(_NAMED, asked):
            yield Named(*row)

    def name_documents(self, sequences: Iterable[int]) -> dict[int, str]:
        """The documents of records by their numbers, without those that a newer reading has replaced."""
        r = schema.records.c
        chosen = select(r.sequence, r.document_id).where(are_latest())
        return {
            sequence: document
            for keys in _portions(sorted(sequences))
            for sequence, document in self._connection.execute(chosen.where(r.sequence.in_(keys)))
        }

    def linked(self, kinds: Iterable[LinkKind], entries: Iterable[str], resolver: str) -> Iterator[tuple[str, str]]:
        """The ends of the links of some kinds that entries have by this version of the resolver."""
        c = schema.cross_links.c
        chosen = select(c.from_id, c.to_id).where(c.kind.in_([kind.value for kind in kinds]), c.resolver == resolver)
        for keys in _portions(sorted(entries)):
            for end in (c.from_id, c.to_id):
                yield from ((row.from_id, row.to_id) for row in self._connection.execute(chosen.where(end.in_(keys))))


def _sides(table: Table, *columns: Any) -> list[Select[Any]]:
    """The nearest rows of a table up to a day, and those after it."""
    c = table.c
    chosen = select(*columns).where(c.sequence < bindparam("before")).limit(bindparam("most"))
    return [
        chosen.where(c.day.between(bindparam("first"), bindparam("day"))).order_by(c.day.desc(), c.sequence),
        chosen.where(c.day > bindparam("day"), c.day <= bindparam("last")).order_by(c.day, c.sequence),
    ]


def _select_near(dialect: str) -> Select[Any]:
    """For each mark of a list both sides, each as one text: so much is read of a mark and no more, however common."""
    c = schema.marks.c
    asked: BindParameter[str] = bindparam("marks")
    if dialect == "postgresql":
        wanted = func.json_array_elements_text(cast(asked, JSON)).table_valued("value").render_derived()
    else:
        wanted = func.json_each(asked).table_valued("value")
    told = (cast(c.day, Text) + "," + cast(c.sequence, Text)).label("told")
    sides = [
        chosen.where(c.mark == wanted.c.value).correlate(wanted).subquery() for chosen in _sides(schema.marks, told)
    ]
    return select(
        *(select(func.aggregate_strings(side.c.told, _BETWEEN)).select_from(side).scalar_subquery() for side in sides),
    ).select_from(wanted)


_NAMED = union_all(
    *(
        select(chosen.where(schema.names.c.name == bindparam("name")).subquery())
        for chosen in _sides(schema.names, *schema.names.c)
    )
)


def _portions(keys: Iterable[Any]) -> Iterator[list[Any]]:
    every = list(keys)
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]
