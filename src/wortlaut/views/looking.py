"""The commands that look into a ledger without asking it for a list: `show`, `stats` and `verify`."""

from __future__ import annotations

import json
from dataclasses import asdict
from operator import attrgetter
from typing import TYPE_CHECKING

import click

from wortlaut.views.ledgers import (
    LIST_FORMATS,
    format_option,
    ledger_option,
    limit_option,
    open_ledger,
    teach,
    write_list,
)
from wortlaut.views.reading import tell

if TYPE_CHECKING:
    from wortlaut.ledger.results import Stats

__all__ = ["show", "stats", "verify"]

_MOST_OUTLETS = 10
_FAILURE_FIELDS = ("table", "id", "problem")


@click.command(
    epilog=teach(
        "wortlaut show 8d0f2a9b1c3e4f50 --ledger news.db",
        "wortlaut show 8d0f2a --ledger news.db",
        "wortlaut show 8d0f2a --ledger news.db --format json",
    )
)
@click.argument("entry", metavar="ID")
@ledger_option
@format_option("table", "json")
def show(entry: str, ledger: str, form: str) -> None:
    """Show one entry of a ledger: its words where they stand, who, when, from where, and what it is linked to.

    ID is that of a document, a statement, a claim, an event, an agenda entry, an actor or a time, as the
    lists of the ledger and the record have it, or as much of it as tells it from the others. Of a document
    the whole text is shown. Links are told with the words at their other end: those of the report itself,
    then those to other reports with their scores.
    """
    from wortlaut.views.output import Output
    from wortlaut.views.showing import look_up, to_dict, to_text

    with open_ledger(ledger) as opened, Output(None, form) as output:
        shown = look_up(opened, entry)
        written = json.dumps(to_dict(shown), ensure_ascii=False, indent=2) + "\n" if form == "json" else to_text(shown)
        output.write(written)


@click.command(epilog=teach("wortlaut stats --ledger news.db", "wortlaut stats --ledger news.db --format json"))
@ledger_option
@format_option("table", "json")
def stats(ledger: str, form: str) -> None:
    """Show how much is in a ledger: documents, readings, entries, days, languages, outlets.

    Entries are counted in the newest reading of each document. The table names the outlets with the most
    documents; JSON has all of them.
    """
    from wortlaut.views.output import Output

    with open_ledger(ledger) as opened, Output(None, form) as output:
        counted = opened.stats()
        if form == "json":
            output.write(json.dumps(asdict(counted), ensure_ascii=False, indent=2) + "\n")
        else:
            output.write(_write_stats(counted))


@click.command(
    epilog=teach(
        "wortlaut verify news.db",
        "wortlaut verify postgresql://localhost/news",
        "wortlaut verify news.db --format csv",
    )
)
@click.argument("ledger", metavar="LEDGER", envvar="WORTLAUT_LEDGER")
@format_option(*LIST_FORMATS)
@limit_option
@click.pass_context
def verify(context: click.Context, ledger: str, form: str, limit: int | None) -> None:
    """Prove what a ledger holds, and list what fails.

    LEDGER is a file, or a database (postgresql://HOST/NAME). Every span is held against its text, every
    hash, id and reference is made anew, and every record is built again from its rows. Nothing is changed.
    Exit code: 0 all of it holds, 1 something fails, 2 wrong usage or a ledger that cannot be opened.
    """
    from itertools import islice

    from wortlaut.views.output import Output

    with open_ledger(ledger) as opened, Output(None, form) as output:
        failures = list(islice(opened.verify(), limit))
        columns = (
            ("Table", attrgetter("table")),
            ("Entry", attrgetter("id")),
            ("What is wrong", attrgetter("problem")),
        )
        write_list(failures, _FAILURE_FIELDS, form, output, columns=columns, nothing="everything holds")
    if failures:
        at_least = "at least " if len(failures) == limit else ""
        tell(f"{ledger}: {at_least}{len(failures)} failures; restore it from a copy, or add its reports to a new one")
        context.exit(1)


def _write_stats(stats: Stats) -> str:
    """The numbers in lines."""
    from wortlaut.views.cells import NOT_KNOWN
    from wortlaut.views.marks import tidy

    days = f"{stats.published_from} to {stats.published_until}" if stats.published_from else NOT_KNOWN
    outlets = sorted(stats.by_outlet.items(), key=lambda pair: (-pair[1], pair[0]))
    named = [f"{outlet} {number}" for outlet, number in outlets[:_MOST_OUTLETS]]
    named += [f"{len(outlets) - _MOST_OUTLETS} more"] if len(outlets) > _MOST_OUTLETS else []
    rows = (
        ("documents", str(stats.documents)),
        ("readings", str(stats.records)),
        ("statements", str(stats.statements)),
        ("claims", str(stats.claims)),
        ("events", str(stats.events)),
        ("agenda", str(stats.agenda)),
        ("actors", str(stats.actors)),
        ("published", days),
        ("languages", ", ".join(f"{code} {number}" for code, number in stats.by_language.items()) or NOT_KNOWN),
        ("outlets", ", ".join(named) or NOT_KNOWN),
    )
    return "".join(f"{name:<12}{tidy(value)}\n" for name, value in rows)
