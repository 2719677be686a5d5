"""The command line: read reports, list their times, actors and agenda, explain an entry, run a language's examples.

Everything heavy is imported where a command needs it, so that ``wortlaut --help`` answers at once.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from wortlaut.errors import InputError
from wortlaut.views.adding import add, feeds
from wortlaut.views.formats import ACTORS, AGENDA, STATEMENTS, TIMES
from wortlaut.views.ledger_commands import contradictions, judge, positions, search, statements, timeline
from wortlaut.views.ledger_modes import (
    ACTOR_FORMS,
    AGENDA_FORMS,
    actor_options,
    agenda_options,
    ask_actors,
    ask_agenda,
    explain_entry,
    export,
    optional_ledger,
    or_ledger,
)
from wortlaut.views.ledgers import teach
from wortlaut.views.looking import show, stats, verify
from wortlaut.views.reading import (
    STDIN_NAME,
    InputPath,
    actors_option,
    date_option,
    ending,
    language_option,
    name_source,
    need_stdout,
    read_actors_file,
    read_input,
    show_reports,
    take_reports,
    tell,
)

__all__ = ["cli", "main"]


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from wortlaut.version import VERSION

        click.echo(f"wortlaut {VERSION}")
        context.exit()


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=teach(
        "wortlaut read report.txt --date 2024-03-05",
        "wortlaut read reports/ --format jsonl -o records.jsonl",
        "curl -s https://example.org/report.txt | wortlaut read - --format text",
        "wortlaut times report.txt --date 2024-03-05",
        "wortlaut actors report.txt --date 2024-03-05",
        "wortlaut agenda report.txt --date 2024-03-05 --format ics -o due.ics",
        "wortlaut explain report.txt 3",
        "wortlaut search Schleuse --speaker Bell --ledger news.db",
    ),
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
def cli() -> None:
    """Read news reports and show who said what, what was done by saying it, what happened and what is due."""


@cli.command(
    epilog=teach(
        "wortlaut read report.txt --date 2024-03-05",
        "wortlaut read monday.txt tuesday.txt --format json -o both.json",
        "wortlaut read reports/ --format html -o pages/",
        "wortlaut read report.txt --date 2024-03-05 --actors actors.toml",
        "wortlaut read reports/ --format plover -o events.jsonl",
        "wortlaut read reports/ --format cameo -o events.tsv",
        "cat report.txt | wortlaut read - --format text",
    )
)
@take_reports("wortlaut read -", STATEMENTS)
@actors_option
@click.pass_context
def read(context: click.Context, /, **chosen: Any) -> None:
    """Show who said what, how, what was done by saying it, what happened and what is due.

    PATH is a text file, a folder (all .txt and .md files below it, hidden ones left out) or - for
    standard input. UTF-8, UTF-16 and Windows-1252 are recognised.

    Act is what somebody does by speaking: demand, reject, promise, accuse … "answers 4" says to which
    statement that is the answer. Below the statements stand the agenda (d1, d2 …: what is promised,
    announced, demanded or scheduled, and by when, in EDTF) and the events (e1, e2 …) with their type in
    PLOVER and their status; "in 4" is one on the word of the fourth statement only, and "statement 4" one
    that consists in making it.

    In the text format a quote looks like this: ⟦2 Kara Bell · demand: her words⟧. It goes on after a gap
    with ⟦2+. What is odd about a text stands in its record; beside the formats text, plover and cameo it
    is named on standard error. For several paths or a folder, json gives one array, and html writes a
    page for each report and an index.html into the folder named by --output.

    Formats of events: plover is one JSON object per event and line, with the names of the PLOVER manual;
    cameo is tab-separated: date, source, target, code, issues, id, file, words of source, target and event,
    label, status. It leaves out what is possible or denied, and plans without a CAMEO code, and says how
    many these are. Dates are told as far as they are known (20240300), otherwise ---.

    A file of --actors tells of people and bodies what reports do not: their names, kinds, countries and
    offices. One with a mistake is wrong usage, and no report is read.

    A report that cannot be read is named on standard error and the others are read all the same.
    Exit code: 0 all were read, 1 some were not, 2 wrong usage.
    """
    show_reports(context, STATEMENTS, **chosen)


@cli.command(
    epilog=teach(
        "wortlaut times report.txt --date 2024-03-05",
        "wortlaut times report.txt --date 2024-03 --format json",
        "wortlaut times report.txt --format timeml -o report.tml",
        "wortlaut times reports/ --format timeml -o marked/",
    )
)
@take_reports("wortlaut times -", TIMES)
@click.pass_context
def times(context: click.Context, /, **chosen: Any) -> None:
    """List the times that a report speaks of, and what is known of each.

    PATH is a text file, a folder (all .txt and .md files below it, hidden ones left out) or - for
    standard input. UTF-8, UTF-16 and Windows-1252 are recognised.

    The value is that of TIMEX3, with X for what is not told (PXY: some years). Known for sure is what
    is certain about when it lies, in EDTF: 2022-01 is some time in that January, ../2022-03-31 up to
    that day at the latest, 2019~ about that year. Where that is less than the words promise, the
    reason stands below. What is told relative to the day of publication stays open without --date,
    unless the report itself begins with its date.

    Formats: json gives an object with the document and its times, an array of them for several paths
    or a folder; timeml gives the text with its times marked inline (TimeML 1.2.1), or a file for each
    of several reports in the folder named by --output. What is odd about a text, such as a day that
    no calendar has, stands below the table; beside the other formats it is named on standard error.

    A report that cannot be read is named on standard error and the others are read all the same.
    Exit code: 0 all were read, 1 some were not, 2 wrong usage.
    """
    show_reports(context, TIMES, **chosen)


@cli.command(
    epilog=teach(
        "wortlaut actors report.txt --date 2024-03-05",
        "wortlaut actors report.txt --date 2024-03-05 --actors actors.toml",
        "wortlaut actors reports/ --format jsonl -o actors.jsonl",
        "wortlaut actors --ledger news.db --kind government",
    )
)
@take_reports("wortlaut actors -", ACTORS, of_ledger=ACTOR_FORMS)
@actors_option
@or_ledger(ACTORS, ask_actors, ACTOR_FORMS, actor_options)
def actors(context: click.Context, /, **chosen: Any) -> None:
    """List who speaks, is spoken to or is named as a source in a report, or in all reports of a ledger.

    PATH is a text file, a folder (all .txt and .md files below it, hidden ones left out) or - for
    standard input. UTF-8, UTF-16 and Windows-1252 are recognised. Without a PATH the ledger is asked:
    who says most comes first, with offices, other names, how many statements and reports there are, and
    the days of the first and the last. One line is one name, unless what is known of its bearers differs,
    or several that links take for one; an unnamed source (Sprecher) may be somebody else in each report.

    Beside the name stand the other words of the report for the same actor: names, then titles, pronouns
    and whatever else stands for it. Says counts the statements of which it is the speaker; a country is
    an ISO 3166-1 code, and – where it is not known. Where is the line and column of the first mention.

    Formats: json gives an object with the document, its actors and the mentions, an array of them for
    several paths or a folder. What is odd about a text stands below the table; beside the other formats
    it is named on standard error.

    A file of --actors tells of people and bodies what reports do not: their names, kinds, countries and
    offices. One with a mistake is wrong usage, and no report is read.

    A report that cannot be read is named on standard error and the others are read all the same.
    Exit code: 0 all were read, 1 some were not, 2 wrong usage.
    """
    show_reports(context, ACTORS, **chosen)


@cli.command(
    epilog=teach(
        "wortlaut agenda report.txt --date 2024-03-05",
        "wortlaut agenda reports/ --format ics -o due.ics",
        "wortlaut agenda monday.txt tuesday.txt --format json",
        "wortlaut agenda --ledger news.db --status passed",
        "wortlaut agenda --ledger news.db --since 2024-03 --until 2024-04 --format ics -o march.ics",
    )
)
@take_reports("wortlaut agenda -", AGENDA, of_ledger=AGENDA_FORMS)
@actors_option
@or_ledger(AGENDA, ask_agenda, AGENDA_FORMS, agenda_options)
def agenda(context: click.Context, /, **chosen: Any) -> None:
    """List what is due: promises, announcements, ultimatums, scheduled meetings, and by when.

    PATH is a text file, a folder (all .txt and .md files below it, hidden ones left out) or - for
    standard input. UTF-8, UTF-16 and Windows-1252 are recognised.

    Due is EDTF and says what is certain: 2024-03-31 that day, ../2024-03-31 that day at the latest,
    2024-03 some time in that month, – not told. What counts from the day of publication stays open
    without --date. "in 4" names the statement of `wortlaut read` that it stands in.

    Without a PATH the ledger is asked, and each entry has a status: open (its day is ahead, or not
    known), due (it is that day, or within that time), passed (it is over, and no follow-up was found), or
    followed up, with the ids of what followed. --since and --until are of the day on which it is due.

    ics gives one calendar (iCalendar) of all reports. Entries are whole days and block no time. A
    deadline stands on its last day; one known to the month covers the month and says so in its title;
    one without a date is a to-do. Each holds the words of the report, who says so and the file. The same
    reports give the same calendar, so that it can be imported again.

    Formats: json gives an object with the document, its actors and the agenda, an array of them for
    several paths or a folder. What is odd about a text stands below the table; beside the other formats
    it is named on standard error.

    A report that cannot be read is named on standard error and the others are read all the same.
    Exit code: 0 all were read, 1 some were not, 2 wrong usage.
    """
    show_reports(context, AGENDA, **chosen)


@cli.command(
    epilog=teach(
        "wortlaut explain report.txt 3",
        "wortlaut explain report.txt t3 --date 2024-03-05",
        "wortlaut explain report.txt e3 --date 2024-03-05",
        "wortlaut explain report.txt 8d0f2a --date 2024-03-05",
        "wortlaut explain 8d0f2a91 --ledger news.db",
    )
)
@click.argument("file", metavar="FILE", type=InputPath("wortlaut explain - 1"))
@click.argument("entry", metavar="ENTRY", required=False)
@optional_ledger
@date_option
@language_option
@click.option("--title", help="Title of the report, if it was read with one.")
@actors_option
def explain(
    file: Path,
    entry: str | None,
    ledger: str | None,
    date: str | None,
    language: str,
    title: str | None,
    actors: Path | None,
) -> None:
    """Show which rules made a statement, a time, an event or an agenda entry, and on what.

    FILE is a text file or - for standard input. ENTRY is the number that the tables of `wortlaut read`
    (3, e3, d3) or of `wortlaut times` (t3) show, an id, or as much of the id as tells it from the
    others; up to four digits are a number. Ids depend on the date: give the same
    --date as for `wortlaut read` and `wortlaut times`, and the same --actors.

    With an id in place of both, the ledger is asked for the entry or link of this id: its report, what
    it is linked to and what people say about it (`wortlaut judge`) stand there as well.
    """
    if entry is None:
        explain_entry(ledger, file)
        return
    from wortlaut.pipeline import analyse
    from wortlaut.views.listing import Entry, TimeEntry, find_entry, list_entries, list_times
    from wortlaut.views.outcomes import DueEntry, EventEntry, list_due, list_events
    from wortlaut.views.output import Output
    from wortlaut.views.terminal import show_explanation, show_outcome_explanation, show_time_explanation

    need_stdout()
    own = read_actors_file(actors)
    try:
        text = read_input(file)
    except InputError as error:
        tell(error)
        sys.exit(1)
    with ending():
        reading = analyse(text, published=date, language=language, title=title, source=name_source(file), actors=own)
        record = reading.record
        try:
            said = list_entries(record)
            found = find_entry(said, entry, list_times(record), list_events(record, said), list_due(record, said))
        except InputError as error:
            raise InputError(f"{name_source(file) or STDIN_NAME}: {error}") from None
        if isinstance(found, TimeEntry):
            explanation = show_time_explanation(found, reading.time_derivations.get(found.id, ()))
        elif isinstance(found, EventEntry | DueEntry):
            explanation = show_outcome_explanation(found)
        else:
            assert isinstance(found, Entry)
            derivation = reading.derivations.get(found.id)
            explanation = show_explanation(found, derivation.lines(text) if derivation else (), text)
        with Output(None, "text") as output:
            output.write(explanation)


@cli.command(
    epilog=teach(
        "wortlaut examples de",
        "wortlaut examples de --stage attribution --update",
    )
)
@click.argument("language", metavar="LANGUAGE")
@click.option(
    "--update", is_flag=True, help="Write what was found into the examples that fail, for review in the diff."
)
@click.option("--stage", metavar="NAME", help="Only the examples of this stage, such as attribution.")
@click.pass_context
def examples(context: click.Context, language: str, update: bool, stage: str | None) -> None:
    """Run the examples that stand beside a language's rules.

    LANGUAGE is the code of a language pack, such as de. Each example is read and compared with what
    it expects; a failure shows both and how the reader came to its result. Rules and classes that no
    example speaks of are named at the end. Exit code: 0 all hold, 1 some fail, 2 wrong usage.
    """
    from wortlaut.testing import run_examples
    from wortlaut.views.output import Output

    need_stdout()
    with ending(), Output(None, "text") as output:
        report = run_examples(language, update=update, stage=stage)
        if not report.passed and not report.failures:
            raise InputError(f"no examples of {language}{f' in the stage {stage!r}' if stage else ''}; check the name")
        for failure in report.failures:
            output.write(f"{failure}\n\n")
        for kind, names in (("In no example", report.unused), ("In no counter-example", report.unopposed)):
            if names:
                output.write(f"{kind}: {', '.join(names)}\n")
        if report.updated:
            output.write(f"{len(report.updated)} rewritten: {', '.join(e.title for e in report.updated)}\n")
        output.write(f"{report.passed} hold, {len(report.failures)} fail\n")
    if report.failures:
        context.exit(1)


for _command in (add, feeds, search, statements, timeline, positions, contradictions, judge, export):
    cli.add_command(_command)
for _command in (show, stats, verify):
    cli.add_command(_command)


def main() -> NoReturn:
    """Run the command line; the entry point of the command ``wortlaut``."""
    # A terminal that cannot write „ or ⟦ shows an escape in its place instead of a traceback.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    cli(prog_name="wortlaut")
    raise AssertionError("click ends the process")
