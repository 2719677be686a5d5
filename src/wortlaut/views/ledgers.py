"""What the commands of a ledger share: how it is named, opened and left, and how lists of it are written.

A list is written as a table for people, as an array of JSON or as CSV with one column for each field.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from wortlaut.views.reading import ending, need_stdout

if TYPE_CHECKING:
    from wortlaut.ledger import Ledger
    from wortlaut.views.output import Output

__all__ = ["LIST_FORMATS", "format_option", "ledger_option", "limit_option", "open_ledger", "teach", "write_list"]

VARIABLE = "WORTLAUT_LEDGER"
LIST_FORMATS = ("table", "json", "csv")
_SHORT = 14  # what is no longer stands on one line; the rest shares the room by its length
_SHARES = (22, 60)
_Command = TypeVar("_Command", bound=Callable[..., Any])

ledger_option = click.option(
    "--ledger",
    metavar="LEDGER",
    envvar=VARIABLE,
    show_envvar=True,
    required=True,
    help="The ledger: a file, or a database (postgresql://HOST/NAME).",
)
limit_option = click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Show no more than N.")


def format_option(*formats: str) -> Callable[[_Command], _Command]:
    """The option `--format` as `form`; the first format is the one that is taken where none is named."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=f"How it is written: {', '.join(_FORMATS[form] for form in formats)}.",
    )


_FORMATS = {"table": "a table", "json": "JSON", "csv": "CSV with a line of names on top"}


def teach(*examples: str) -> str:
    """Examples for the end of a help page; the mark in front keeps click from wrapping them."""
    return "\n".join(["\b", "Examples:", *(f"  {example}" for example in examples)])


@contextmanager
def open_ledger(target: str, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger that a command was given; what stops the command ends it as `ending` says."""
    from wortlaut.ledger import Ledger

    need_stdout()
    with ending(), Ledger.open(target, create=create) as ledger:
        yield ledger


def write_list(
    rows: Iterable[Any],
    names: Sequence[str],
    form: str,
    output: Output,
    *,
    limit: int | None = None,
    columns: Sequence[tuple[str, Callable[[Any], str]]] = (),
    nothing: str = "none",
) -> None:
    """Write dataclasses as a list: `names` are their fields in order, `columns` the table's headings and cells.

    `nothing` is what a table says where there are none.
    """
    chosen = itertools.islice(rows, limit)
    if form == "json":
        output.write(json.dumps([_to_dict(row, names) for row in chosen], ensure_ascii=False, indent=2) + "\n")
    elif form == "csv":
        for line in _to_csv(chosen, names):
            output.write(line)
    else:
        output.write(_to_table(chosen, columns, output) or f"{nothing}\n")


def _to_dict(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return list(value) if isinstance(value, tuple) else value


def _to_csv(rows: Iterable[Any], names: Sequence[str]) -> Iterator[str]:
    for values in itertools.chain([names], ([_cell(getattr(row, name)) for name in names] for row in rows)):
        line = io.StringIO()
        csv.writer(line).writerow(values)
        yield line.getvalue()


def _cell(value: Any) -> Any:
    """A value as a cell: what is no single one is JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple | list | dict) else value


def _to_table(rows: Iterable[Any], columns: Sequence[tuple[str, Callable[[Any], str]]], output: Output) -> str:
    """The rows as a table, without columns that tell nothing; nothing where there are no rows."""
    from rich.text import Text

    from wortlaut.views.cells import close_console, open_console, open_table
    from wortlaut.views.marks import tidy

    colour = output.is_terminal
    table = open_table(colour)
    lines = [[tidy(write(row)) for _, write in columns] for row in rows]
    if not lines:
        return ""
    told = [place for place in range(len(columns)) if any(line[place] for line in lines)]
    for place in told:
        heading = columns[place][0]
        longest = max(len(heading), *(len(line[place]) for line in lines))
        share = None if longest <= _SHORT else min(max(longest, _SHARES[0]), _SHARES[1])
        table.add_column(heading, ratio=share, no_wrap=share is None, overflow="fold")
    for number, line in enumerate(lines, start=1):
        table.add_row(Text(str(number), "dim"), *(Text(line[place]) for place in told))
    console = open_console(output.width, colour)
    console.print(table)
    return close_console(console, colour)
