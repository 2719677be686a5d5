"""The commands that bring reports into a ledger: `add`, and `feeds`, which adds what feeds have that is new."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from wortlaut.errors import InputError
from wortlaut.views.ledgers import (
    LIST_FORMATS,
    format_option,
    ledger_option,
    limit_option,
    open_ledger,
    teach,
    write_list,
)
from wortlaut.views.reading import date_option, tell

if TYPE_CHECKING:
    from wortlaut.ingest import Ingestion
    from wortlaut.ledger import Ledger
    from wortlaut.ledger.visits import Feed
    from wortlaut.sources.options import Columns, Fetching

__all__ = ["add", "feeds"]

INTERRUPTED = 130
"""The exit code of a command that Ctrl-C has ended, as shells have it."""

_FORMS = ("text", "page", "feed", "jsonl", "json", "csv", "parquet", "warc")
_FEED_FIELDS = ("url", "outlet", "added", "polled")
_Command = TypeVar("_Command", bound=Callable[..., Any])


def _read_columns(context: click.Context, parameter: click.Parameter, value: str | None) -> Columns:
    from wortlaut.sources.options import Columns

    pairs = [pair.partition("=") for pair in value.split(",")] if value else []
    try:
        if not all(column for _, _, column in pairs):
            raise TypeError
        return Columns(**{field.strip(): column.strip() for field, _, column in pairs})
    except TypeError:
        fields = ", ".join(Columns.__slots__)
        problem = f"{value!r}: write FIELD=COLUMN, several set apart by commas; fields are {fields}"
        raise click.BadParameter(problem, context, parameter) from None


def _take_web_options(function: _Command) -> _Command:
    """The options of whatever asks the web, and how much is told of what goes wrong."""
    options = (
        click.option("--shallow", is_flag=True, help="Of feeds take what they hold; do not fetch what they link to."),
        click.option("--local", is_flag=True, help="Allow addresses of this machine and of the networks behind it."),
        click.option(
            "--contact", metavar="WORDS", help="A page or an address that servers are told with each request."
        ),
        click.option("--verbose", is_flag=True, help="Name everything that is left out, one by one."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.command(
    epilog=teach(
        "wortlaut add reports/ --ledger news.db",
        "wortlaut add https://example.org/report.html --ledger news.db",
        "wortlaut add https://example.org/feed.xml --ledger news.db",
        "wortlaut add archive.csv --columns text=body,published=day --ledger news.db",
        "wortlaut add report.txt --date 2024-03-05 --outlet Morgenblatt --ledger news.db",
        "curl -s https://example.org/report.txt | wortlaut add - --ledger news.db",
    )
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@ledger_option
@date_option
@click.option("--outlet", metavar="NAME", help="Who published it, where a report does not tell.")
@click.option("--language", metavar="CODE", help="Language of the reports; recognised where it is not given.")
@click.option(
    "--columns",
    metavar="FIELD=COLUMN,...",
    callback=_read_columns,
    help="Which columns of a table hold text, published, title, source, outlet, byline and language.",
)
@click.option("--form", type=click.Choice(_FORMS), help="What the sources are, instead of recognising it.")
@_take_web_options
def add(
    sources: tuple[str, ...],
    ledger: str,
    date: str | None,
    outlet: str | None,
    language: str | None,
    columns: Columns,
    form: Any,
    shallow: bool,
    local: bool,
    contact: str | None,
    verbose: bool,
) -> None:
    """Read reports and keep what they say in a ledger, which is made if it is not there.

    SOURCE is a text or HTML file, a folder of such files, a URL, a feed (RSS, Atom, JSON Feed), a table
    (JSON Lines, JSON, CSV, Parquet), a web archive (WARC), or - for standard input. Pages, URLs and feeds
    need pip install 'wortlaut[web-sources]'; archives [warc]; Parquet [parquet]; PostgreSQL [postgres].

    A report that is there already is not read again, so that adding twice changes nothing. Reports are
    written as it goes on, a batch at a time: after Ctrl-C, a full disk or a crash, run the same command
    again and it goes on where it stopped. --date, --outlet and --language hold where a report does not tell.

    Columns of a table go by their names (text, published, title, source, outlet, byline, language) unless
    --columns names others. The web is asked slowly, as robots.txt has it, and only for what has changed.

    What could not be taken is named on standard error, and counted at the end together with what was
    added, what was there, and what is in a language that cannot be read yet.
    Exit code: 0 all were taken, 1 some could not be, 2 wrong usage or a ledger that fails, 130 Ctrl-C.
    """
    from wortlaut.sources.options import Options

    options = Options(
        form=form,
        columns=columns,
        published=date,
        language=language,
        outlet=outlet,
        follow=not shallow,
        fetching=_fetching(local, contact),
    )
    with open_ledger(ledger, create=True) as opened, _ingesting(opened, verbose) as ingestion:
        for source in sources:
            ingestion.add(source, options)


@click.group(
    invoke_without_command=True,
    epilog=teach(
        "wortlaut feeds add https://example.org/feed.xml --ledger news.db",
        "wortlaut feeds poll --ledger news.db",
        "wortlaut feeds --ledger news.db",
        "wortlaut feeds remove https://example.org/feed.xml --ledger news.db",
    ),
)
@click.option(
    "--ledger",
    metavar="LEDGER",
    envvar="WORTLAUT_LEDGER",
    show_envvar=True,
    help="The ledger: a file, or a database (postgresql://HOST/NAME).",
)
@format_option(*LIST_FORMATS)
@limit_option
@click.pass_context
def feeds(context: click.Context, ledger: str | None, form: str, limit: int | None) -> None:
    """List the feeds that a ledger follows, follow others, and add what is new in them.

    Without a command it lists them. A ledger keeps which feeds it follows and what each of them told the
    last time, so that a poll fetches only articles that are new or have changed. Run it from time to time.
    """
    if context.invoked_subcommand is not None:
        if context.get_parameter_source("ledger") is ParameterSource.COMMANDLINE:
            command = f"wortlaut feeds {context.invoked_subcommand}"
            raise click.UsageError(f"--ledger goes behind the command: {command} --ledger {ledger}")
        return
    if ledger is None:
        raise click.UsageError("Missing option '--ledger' (env var: 'WORTLAUT_LEDGER').")
    from wortlaut.views.output import Output

    columns = (
        ("Feed", lambda feed: feed.url),
        ("Outlet", lambda feed: feed.outlet or "–"),
        ("Polled", lambda feed: feed.polled or "never"),
    )
    with open_ledger(ledger) as opened, Output(None, form) as output:
        rows = opened.feeds()
        nothing = "no feeds; follow one with: wortlaut feeds add URL"
        write_list(rows, _FEED_FIELDS, form, output, limit=limit, columns=columns, nothing=nothing)


@feeds.command(
    "add",
    epilog=teach(
        "wortlaut feeds add https://example.org/feed.xml --ledger news.db",
        "wortlaut feeds add https://example.org/a.xml https://example.org/b.xml --outlet Morgenblatt --ledger news.db",
    ),
)
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@ledger_option
@click.option("--outlet", metavar="NAME", help="Who publishes them, where a report does not tell.")
def follow(urls: tuple[str, ...], ledger: str, outlet: str | None) -> None:
    """Follow feeds: keep each URL in the ledger, which is made if it is not there. Nothing is fetched yet."""
    from wortlaut.sources.addresses import parse_url

    with open_ledger(ledger, create=True) as opened:
        for url in urls:
            try:
                parse_url(url)
            except InputError as error:
                raise InputError(f"{url}: {error}") from None
        new = sum(opened.follow(url, now=_now(), outlet=outlet) for url in urls)
    tell(f"{new} new; wortlaut feeds poll adds what is in them")


@feeds.command("remove", epilog=teach("wortlaut feeds remove https://example.org/feed.xml --ledger news.db"))
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@ledger_option
def leave(urls: tuple[str, ...], ledger: str) -> None:
    """Follow feeds no longer: each URL is forgotten. What was added from them stays in the ledger."""
    with open_ledger(ledger) as opened:
        for url in urls:
            opened.leave(url)


@feeds.command(
    epilog=teach(
        "wortlaut feeds poll --ledger news.db",
        "wortlaut feeds poll https://example.org/feed.xml --ledger news.db",
    )
)
@click.argument("urls", metavar="URL...", nargs=-1)
@ledger_option
@_take_web_options
def poll(urls: tuple[str, ...], ledger: str, shallow: bool, local: bool, contact: str | None, verbose: bool) -> None:
    """Add what is new in the feeds that the ledger follows, or in those of them that a URL names.

    It does for each of them what `wortlaut add` does. A feed that cannot be had is named and the others
    are polled all the same. Exit code: 0 all were polled, 1 something could not be had, 2 wrong usage or a
    ledger that fails, 130 Ctrl-C.
    """
    from wortlaut.sources.options import Options

    with open_ledger(ledger) as opened:
        chosen = _choose(opened, urls)
        with _ingesting(opened, verbose) as ingestion:
            for feed in chosen:
                options = Options(outlet=feed.outlet, follow=not shallow, fetching=_fetching(local, contact))
                if ingestion.add(feed.url, options):
                    opened.note_poll(feed.url, now=_now())


def _choose(ledger: Ledger, urls: tuple[str, ...]) -> list[Feed]:
    """The feeds that are named, or all."""
    followed = {feed.url: feed for feed in ledger.feeds()}
    strange = [url for url in urls if url not in followed]
    if strange:
        raise InputError(f"{strange[0]}: not among the feeds of this ledger; follow it with: wortlaut feeds add URL")
    if not followed:
        raise InputError("the ledger follows no feeds yet; follow one with: wortlaut feeds add URL")
    return [followed[url] for url in urls or followed]


def _fetching(local: bool, contact: str | None) -> Fetching:
    from wortlaut.sources.options import Fetching

    return Fetching(private_addresses=local, contact=contact)


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def _ingesting(ledger: Ledger, verbose: bool) -> Iterator[Ingestion]:
    """A run into a ledger with its progress; in the end the counts are told, and the exit code tells what they say."""
    from wortlaut.ingest import Ingestion, link
    from wortlaut.views.progress import tell_counts, watching, working

    ingestion, links = None, 0
    try:
        with watching(verbose) as watch, Ingestion(ledger, now=_now, watch=watch) as ingestion:
            yield ingestion
        with working("looking for links between reports"):
            links = link(ledger)
    except KeyboardInterrupt:
        tell("stopped; what is counted as added is kept. Run the same command again and it goes on from there")
        sys.exit(INTERRUPTED)
    finally:
        if ingestion is not None:
            tell_counts(ingestion.tally, links)
    if ingestion.tally.failed:
        sys.exit(1)
