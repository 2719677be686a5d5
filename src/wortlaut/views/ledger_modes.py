"""The commands `agenda` and `actors` where they are asked of a ledger instead of reports, and the command `export`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from wortlaut.views.exporting import FOLDERS, FORMATS
from wortlaut.views.formats import View
from wortlaut.views.ledger_commands import range_options
from wortlaut.views.ledgers import LIST_FORMATS, VARIABLE, ledger_option, limit_option, open_ledger, teach
from wortlaut.views.reading import NamedPath, need_stdout, tell

if TYPE_CHECKING:
    from wortlaut.model import Record

__all__ = [
    "ACTOR_FORMS",
    "AGENDA_FORMS",
    "actor_options",
    "agenda_options",
    "ask_actors",
    "ask_agenda",
    "explain_entry",
    "export",
    "optional_ledger",
    "or_ledger",
]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_OF_BOTH = ("form", "output")
AGENDA_FORMS = (*LIST_FORMATS, "ics")
ACTOR_FORMS = LIST_FORMATS

optional_ledger = click.option(
    "--ledger",
    metavar="LEDGER",
    envvar=VARIABLE,
    show_envvar=True,
    help="Without a PATH: ask this ledger, a file or a database (postgresql://HOST/NAME).",
)
agenda_options = (
    click.option("--by", metavar="NAME", help="Of a ledger: who is to do it, a name or words of one."),
    click.option("--to", metavar="NAME", help="Of a ledger: for whom, or to whom, it is to be done."),
    click.option("--kind", metavar="KIND", help="Of a ledger: promised, announced, demanded or scheduled."),
    click.option(
        "--status",
        type=click.Choice(("open", "due", "passed", "followed up")),
        help="Of a ledger: only what has become this.",
    ),
    click.option(
        "--on",
        metavar="DAY",
        type=click.DateTime(("%Y-%m-%d",)),
        help="Of a ledger: the day on which the status is told; today without it.",
    ),
    range_options,
)
actor_options = (
    click.option("--name", metavar="NAME", help="Of a ledger: a name, or words of one."),
    click.option("--kind", metavar="KIND", help="Of a ledger: person, state, government, organisation, media …"),
)


def or_ledger(
    view: View, answer: Callable[..., None], forms: Sequence[str], options: Sequence[Callable[[Any], Any]]
) -> Callable[[_Command], _Command]:
    """Let a command that reads reports ask a ledger where it is given no report.

    `answer` takes the ledger, `form`, `output`, `limit` and the `options`; `forms` are the formats that it writes.
    """

    def decorate(command: _Command) -> _Command:
        @functools.wraps(command)
        def choose(context: click.Context, /, **chosen: Any) -> None:
            own = {name: chosen.pop(name) for name in _names(options)}
            if chosen["paths"]:
                _refuse(context, own, "goes with a ledger, not with reports")
                _check_form(chosen["form"], view.formats, "reports")
                command(context, **chosen)
                return
            ledger = own.pop("ledger")
            if ledger is None:
                raise click.UsageError(f"name reports, or a ledger with --ledger or in {VARIABLE}.")
            both = {name: chosen.pop(name) for name in _OF_BOTH}
            _refuse(context, chosen, "goes with reports, not with a ledger")
            _check_form(both["form"], forms, "a ledger")
            answer(ledger, **both, **own)

        decorated: Any = click.pass_context(choose)
        for option in reversed((optional_ledger, limit_option, *options)):
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return decorate


def _names(options: Sequence[Callable[[Any], Any]]) -> list[str]:
    """The parameters that options make."""

    def probe() -> None: ...

    for option in (optional_ledger, limit_option, *options):
        option(probe)
    made: list[click.Parameter] = getattr(probe, "__click_params__", [])
    return [parameter.name for parameter in made if parameter.name]


def _refuse(context: click.Context, chosen: dict[str, Any], problem: str) -> None:
    for name in chosen:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{name} {problem}.")


def _check_form(form: str, forms: Sequence[str], of: str) -> None:
    if form not in forms:
        raise click.UsageError(f"--format {form}: lists of {of} are written as {', '.join(forms)}.")


def ask_agenda(
    ledger: str,
    *,
    form: str,
    output: Path | None,
    limit: int | None,
    status: str | None,
    on: Any,
    **conditions: Any,
) -> None:
    """List what is due according to a ledger, with what has become of it."""
    from wortlaut.ledger.results import AgendaRow
    from wortlaut.views.ledger_lists import AGENDA, list_agenda, name_fields, show_list

    with open_ledger(ledger) as opened:
        day = on.date() if on is not None else date.today()
        rows = list_agenda(opened, opened.agenda(**conditions), status, day)
        if form == "ics":
            _write_calendar(opened, [row.id for row in rows][:limit], output)
            return
        names = name_fields(AgendaRow, "status", "follow_ups", "judged")
        show_list(rows, names, AGENDA, form=form, limit=limit, noun="agenda entry", output=output)


def _write_calendar(ledger: Any, ids: Sequence[str], output: Path | None) -> None:
    """The calendar of these entries."""
    from dataclasses import replace

    from wortlaut.ledger.reads_entries import list_entries
    from wortlaut.views.calendar import stream_calendar
    from wortlaut.views.output import Output

    wanted = set(ids)
    found = list_entries(ledger, ids)
    documents = dict.fromkeys(found[key].document for key in ids)
    records = (ledger.record(document) for document in documents)
    chosen = (replace(r, agenda=tuple(entry for entry in r.agenda if entry.id in wanted)) for r in records)
    with Output(output, "ics") as target:
        for text in stream_calendar(chosen):
            target.write(text)


def ask_actors(ledger: str, *, form: str, output: Path | None, limit: int | None, **conditions: Any) -> None:
    """List the actors of a ledger over all its reports."""
    from wortlaut.views.known_actors import KnownActor, list_known_actors
    from wortlaut.views.ledger_lists import ACTORS, name_fields, show_list

    with open_ledger(ledger) as opened:
        rows = list_known_actors(opened, **conditions)
        show_list(rows, name_fields(KnownActor), ACTORS, form=form, limit=limit, noun="actor", output=output)


def explain_entry(ledger: str | None, identity: Path) -> None:
    """Explain the entry or link of a ledger that has this id."""
    from wortlaut.views.ledger_entries import explain
    from wortlaut.views.output import Output

    if ledger is None:
        raise click.UsageError(f"name an ENTRY of the FILE, or a ledger with --ledger or in {VARIABLE}.")
    with open_ledger(ledger) as opened, Output(None, "text") as output:
        output.write(explain(opened, str(identity)))


@click.command(
    epilog=teach(
        "wortlaut export --ledger news.db --format jsonl -o records.jsonl",
        "wortlaut export --ledger news.db --format csv -o tables/",
        "wortlaut export --ledger news.db --format tei --since 2024-03 -o march.xml",
        "wortlaut export --ledger postgresql://localhost/news --format ics -o due.ics",
    )
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    required=True,
    help="Records as JSON Lines; tables as CSV or Parquet; events as PLOVER JSON or CAMEO; texts as TimeML or TEI; "
    "statements as JSON-LD; the agenda as iCalendar.",
)
@click.option(
    "-o",
    "--output",
    type=NamedPath(),
    help=f"Write to this file, or with {', '.join(FOLDERS)} to this folder, instead of the terminal.",
)
@range_options
@ledger_option
def export(form: str, output: Path | None, ledger: str, **conditions: Any) -> None:
    """Write the reports of a ledger in a format for other programs.

    All reports are written, or those of --since, --until and --outlet, each as its newest reading has it, in the
    order of their ids. The same reports give the same bytes, in whatever order they were added and in whichever
    database they are. A file has its name when it is complete; until then it ends in .part.

    jsonl is one record for each line, with its text. csv and parquet are a folder with a file for each
    table, links and judgements included; parquet needs pip install 'wortlaut[parquet]'. timeml is a folder
    with a file for each report, named by its id. tei is one corpus whose texts have a <said> around each
    stretch of a statement. jsonld is one graph of schema.org Quotations in W3C Web Annotations. cameo
    leaves out what is no deed, and says how much. docs/exports.md tells the formats in detail.
    """
    from wortlaut.views.cameo import code_event
    from wortlaut.views.exporting import write_export

    if form in FOLDERS and output is None:
        raise click.UsageError(f"{form} is a folder of files: add --output FOLDER.")
    if output is None:
        need_stdout()
    reports = omitted = 0

    def watch(record: Record) -> None:
        nonlocal reports, omitted
        reports += 1
        if form == "cameo":
            omitted += sum(code_event(record, event) is None for event in record.events)

    with open_ledger(ledger) as opened:
        write_export(opened, form, output, watch, **conditions)
        tell(f"{reports} {'report' if reports == 1 else 'reports'} written")
        if omitted:
            tell(f"events left out that are possible, denied, or planned and without a code of intent: {omitted}")
