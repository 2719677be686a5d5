"""The rows and columns of the lists of a ledger: what commands show, and how it looks in a table.

Ids are shown as far as they tell an entry from others; every command takes the beginning of an id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wortlaut.views.cells import NOT_KNOWN, shorten
from wortlaut.views.ledgers import write_list
from wortlaut.views.marks import tidy
from wortlaut.views.output import Output
from wortlaut.views.reading import tell

if TYPE_CHECKING:
    from wortlaut.ledger import Ledger
    from wortlaut.ledger.reads_links import LinkRow
    from wortlaut.ledger.results import AgendaRow, StatementRow
    from wortlaut.views.positions import Position

__all__ = [
    "Contradiction",
    "Row",
    "count_shown",
    "list_agenda",
    "list_contradictions",
    "list_statements",
    "name_fields",
    "show_list",
    "show_positions",
]

Column = tuple[str, Callable[[Any], str]]

_FIRST = 50
_PORTION = 500
_ID = 8
_WORDS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger with what a list tells beside."""

    row: Any
    more: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        """A field of the row, or what is told beside."""
        return self.more[name] if name in self.more else getattr(self.row, name)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things said or told that cannot both hold, the earlier report first.

    `where` is "one report" or "two reports"; ids are those of statements, or of events that no statement tells.
    """

    id: str
    where: str
    score: float | None
    rules: tuple[str, ...]
    judged: str | None
    one: str
    one_who: tuple[str, ...]
    one_published: str | None
    one_document: str
    one_text: str
    other: str
    other_who: tuple[str, ...]
    other_published: str | None
    other_document: str
    other_text: str


def show_list(
    rows: Iterable[Any],
    names: Sequence[str],
    columns: Sequence[Column],
    *,
    form: str,
    limit: int | None,
    noun: str,
    output: Path | None = None,
) -> None:
    """Write a list and say on standard error how much it is; a table is short unless `limit` says."""
    most = count_shown(form, limit)
    found = list(islice(rows, most + 1)) if most is not None else list(rows)
    shown = found[:most]
    with Output(output, form) as target:
        write_list(shown, names, form, target, columns=columns, nothing=f"no {noun}")
    if len(found) > len(shown):
        tell(f"the first {len(shown)} are shown; --limit shows more")
    elif shown:
        tell(f"{len(shown)} in all")


def count_shown(form: str, limit: int | None) -> int | None:
    """How many rows are shown at most; None is all."""
    return limit if limit is not None or form != "table" else _FIRST


def name_fields(kind: type[Any], *more: str) -> tuple[str, ...]:
    """The fields of a dataclass in their order, and others behind them."""
    return (*(field.name for field in fields(kind)), *more)


def list_statements(ledger: Ledger, rows: Iterator[StatementRow]) -> Iterator[Row]:
    """Statements with their origin, where they came by way of others, and with what people say about them."""
    from wortlaut.ledger.reads_entries import list_origins
    from wortlaut.ledger.reads_links import Verdicts

    verdicts = Verdicts(ledger.judgements())
    while portion := list(islice(rows, _PORTION)):
        origins = list_origins(ledger, (row.id for row in portion if row.via))
        for row in portion:
            origin = origins.get(row.id, row.speaker_name)
            yield Row(row, {"origin_name": origin, "judged": verdicts.of(row.id)})


def list_agenda(ledger: Ledger, rows: Iterable[AgendaRow], status: str | None, on: date) -> Iterator[Row]:
    """What is due with what became of it by a day, what followed, and what people say about it."""
    from wortlaut.ledger.reads_links import Verdicts
    from wortlaut.views.due_status import find_follow_ups, tell_status

    verdicts = Verdicts(ledger.judgements())
    entries = list(rows)
    followed = find_follow_ups(ledger, entries)
    for entry in entries:
        follow_ups = followed.get(entry.id, ())
        said = tell_status(entry.due, follow_ups, on)
        if status is None or said == status:
            yield Row(entry, {"status": said, "follow_ups": follow_ups, "judged": verdicts.of(entry.id)})


def list_contradictions(ledger: Ledger, who: str | None, words: str | None, rejected: bool) -> Iterator[Contradiction]:
    """Contradictions inside reports, then those across; of one actor, with these words on one of their sides."""
    from wortlaut.ledger.reads_entries import list_entries
    from wortlaut.ledger.reads_links import list_links
    from wortlaut.ledger.reads_words import look_for
    from wortlaut.model import LinkKind

    links = [link for link in list_links(ledger, LinkKind.CONTRADICTION) if rejected or link.verdict != "reject"]
    entries = list_entries(ledger, (end for link in links for end in (link.source, link.target)))
    among = {(row.document, row.name) for row in ledger.actors(name=who)} if who is not None else None
    has_words = look_for(words) if words is not None else lambda _: True
    for link in links:
        ends = [entries[end] for end in (link.source, link.target) if end in entries]
        if len(ends) < 2 or not any(has_words(end.text) for end in ends):
            continue
        if among is None or any((end.document, name) in among for end in ends for name in end.who):
            yield _make_contradiction(link, *sorted(ends, key=lambda end: (end.published or "9999", end is ends[0])))


def _make_contradiction(link: LinkRow, one: Any, other: Any) -> Contradiction:
    where = "one report" if one.document == other.document else "two reports"
    sides = [(end.statement or end.id, end.who, end.published, end.document, end.text) for end in (one, other)]
    return Contradiction(link.id, where, link.score, link.rules, link.verdict, *sides[0], *sides[1])


def show_positions(positions: Sequence[Position], issues: Sequence[str], *, form: str, limit: int | None) -> None:
    """Write positions: in a table a line for each actor and period and a column for each issue, else cell by cell."""
    names = ("actor", "issue", "period", "position", "acts", "ids", "evidence")
    if form != "table":
        rows = (Row(each, {"evidence": [asdict(shown) for shown in each.evidence]}) for each in positions)
        show_list(rows, names, (), form=form, limit=limit, noun="positions")
        return
    lines: dict[tuple[str, str], dict[str, list[Position]]] = {}
    for each in positions:
        lines.setdefault((each.actor, each.period or NOT_KNOWN), {}).setdefault(each.issue, []).append(each)
    columns: list[Column] = [("Who", lambda line: line[0][0]), ("When", lambda line: line[0][1])]
    columns += [(issue, _write_cell_of(issue)) for issue in dict.fromkeys(issues)]
    ordered = sorted(lines.items(), key=lambda line: line[0])
    show_list(ordered, (), columns, form=form, limit=limit, noun="statement with these words by anybody named")


def _write_cell_of(issue: str) -> Callable[[Any], str]:
    def write(line: Any) -> str:
        return "; ".join(
            f"{cell.position} ({', '.join(cell.acts) or 'no act told'}): {' '.join(key[:_ID] for key in cell.ids)}"
            for cell in line[1].get(issue, ())
        )

    return write


def _shown(text: str) -> str:
    return shorten(tidy(text), _WORDS)


def _report(row: Any) -> str:
    return shorten(tidy(row.outlet or row.title or row.source or row.document[:_ID]), 40)


def _day(edtf: str | None) -> str:
    """An interval may break behind its slash."""
    return edtf.replace("/", "/ ") if edtf and not edtf.startswith("../") else edtf or NOT_KNOWN


def _sides(who: str | None, to: str | None) -> str:
    return f"{who or NOT_KNOWN} → {to}" if to else who or NOT_KNOWN


def _speaker(row: Any) -> str:
    """Who says it to whom, behind whoever passed it on."""
    return " ← ".join((*row.via, _sides(row.origin_name, row.addressee_name)))


def _kind(row: Any) -> str:
    return ", ".join(filter(None, (row.kind, "conditional" if row.conditional else "")))


ID: Column = ("Id", lambda row: row.id[:_ID])
STATEMENTS: tuple[Column, ...] = (
    ID,
    ("Date", lambda row: row.published or NOT_KNOWN),
    ("Who", _speaker),
    ("Act", lambda row: ", ".join(dict.fromkeys(row.acts)) or row.type),
    ("What", lambda row: _shown(row.quote_text)),
    ("Report", _report),
    ("Judged", lambda row: row.judged or ""),
)
REPORTS: tuple[Column, ...] = (
    ID,
    ("Date", lambda row: row.published or NOT_KNOWN),
    ("Outlet", lambda row: row.outlet or NOT_KNOWN),
    ("Title", lambda row: _shown(row.title or row.source or NOT_KNOWN)),
)
AGENDA: tuple[Column, ...] = (
    ID,
    ("Due", lambda row: _day(row.due)),
    ("Status", lambda row: " ".join((row.status, *(key[:_ID] for key in row.follow_ups)))),
    ("Who", lambda row: _sides(row.by_name, row.to_name)),
    ("What", lambda row: _shown(row.what)),
    ("How", _kind),
    ("Report", _report),
)
MOMENTS: tuple[Column, ...] = (
    ID,
    ("When", lambda row: _day(row.when)),
    ("Kind", lambda row: " ".join(filter(None, (row.kind, row.status)))),
    ("Who", lambda row: _sides(", ".join(row.who), ", ".join(row.to))),
    ("Act", lambda row: ", ".join(row.acts)),
    ("What", lambda row: _shown(row.text)),
    ("Report", _report),
)
ACTORS: tuple[Column, ...] = (
    ("Name", lambda row: row.name),
    ("Kind", lambda row: row.kind),
    ("Country", lambda row: row.country or NOT_KNOWN),
    ("Offices", lambda row: ", ".join(row.roles)),
    ("Also", lambda row: ", ".join(row.aliases)),
    ("Says", lambda row: str(row.statements)),
    ("Reports", lambda row: str(row.reports)),
    ("From", lambda row: row.first or NOT_KNOWN),
    ("To", lambda row: row.last or NOT_KNOWN),
)
CONTRADICTIONS: tuple[Column, ...] = (
    ID,
    ("One", lambda row: f"{row.one_published or NOT_KNOWN} {', '.join(row.one_who)}: {_shown(row.one_text)}"),
    ("Other", lambda row: f"{row.other_published or NOT_KNOWN} {', '.join(row.other_who)}: {_shown(row.other_text)}"),
    ("In", lambda row: row.where),
    ("Judged", lambda row: row.judged or ""),
)
