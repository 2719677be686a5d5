"""The command line: read reports, explain a statement, run a language's examples.

Everything heavy is imported where a command needs it, so that ``wortlaut --help`` answers at once.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from wortlaut.errors import InputError, WortlautError

if TYPE_CHECKING:
    from wortlaut.model import Record

__all__ = ["cli", "main"]

_STDIN = Path("-")
_STDIN_NAME = "standard input"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
_FORMATS = ("table", "text", "json", "jsonl", "html")


class _NamedPath(click.Path):
    """A path; the empty one, which would mean the current folder, is refused."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if not os.fspath(value):
            self.fail("the name is empty; if it came from a variable of the shell, that one is not set.", param, ctx)
        return Path(os.fsdecode(super().convert(value, param, ctx)))


class _InputPath(_NamedPath):
    """A path to read from; an address of the web is answered with what to do instead."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if _ADDRESS.match(os.fspath(value)):
            advice = f"save the text in a file, or, where it is plain text: curl -s {value} | wortlaut read -"
            self.fail(f"addresses are not fetched; {advice}", param, ctx)
        return super().convert(value, param, ctx)


def _check_date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from wortlaut.text.dates import check_edtf

    try:
        return None if value is None else check_edtf(value)
    except InputError as error:
        raise click.BadParameter(str(error), context, parameter) from None


def _teach(*examples: str) -> str:
    """Examples for the end of a help page; the mark in front keeps click from wrapping them."""
    return "\n".join(["\b", "Examples:", *(f"  {example}" for example in examples)])


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from wortlaut.version import VERSION

        click.echo(f"wortlaut {VERSION}")
        context.exit()


_date = click.option(
    "--date",
    metavar="EDTF",
    callback=_check_date,
    help="Day, month or year of publication: 2022-01-21, 2022-01 or 2022.",
)
_language = click.option("--language", metavar="CODE", default="de", show_default=True, help="Language of the text.")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_teach(
        "wortlaut read report.txt --date 2024-03-05",
        "wortlaut read reports/ --format jsonl -o records.jsonl",
        "curl -s https://example.org/report.txt | wortlaut read - --format text",
        "wortlaut explain report.txt 3",
    ),
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
def cli() -> None:
    """Read news reports and show who said what, in which words."""


@cli.command(
    epilog=_teach(
        "wortlaut read report.txt --date 2024-03-05",
        "wortlaut read monday.txt tuesday.txt --format json -o both.json",
        "wortlaut read reports/ --format html -o pages/",
        "cat report.txt | wortlaut read - --format text",
    )
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_InputPath())
@_date
@_language
@click.option("--title", help="Title of the report; for one file only.")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help="A table of statements, the text with its quotes marked, JSON, one line of JSON per report, or a web page.",
)
@click.option(
    "-o",
    "--output",
    type=_NamedPath(),
    help="Write to this file instead of the terminal; with html and several reports, to this folder.",
)
@click.pass_context
def read(
    context: click.Context,
    paths: tuple[Path, ...],
    date: str | None,
    language: str,
    title: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Show who said what, how, and where in the text.

    PATH is a text file, a folder (all .txt and .md files below it, hidden ones left out) or - for
    standard input. UTF-8, UTF-16 and Windows-1252 are recognised.

    In the text format a quote looks like this: ⟦2 Kara Bell: her words⟧. It goes on after a gap
    with ⟦2+. What is odd about a text stands in its record; beside the text format it is named on
    standard error. For several paths or a folder, json gives one array, and html writes a page for
    each report and an index.html into the folder named by --output.

    A report that cannot be read is named on standard error and the others are read all the same.
    Exit code: 0 all were read, 1 some were not, 2 wrong usage.
    """
    from wortlaut.views.output import Output, render, show_progress, write_pages

    several = len(paths) > 1 or paths[0].is_dir()
    if several and title is not None:
        raise click.UsageError("--title goes with one file; leave it out for several.")
    if several and form == "html" and output is None:
        raise click.UsageError("html for several reports needs a folder: add --output FOLDER.")
    if output is None:
        _need_stdout()
    failures: list[InputError] = []
    files = _collect(paths, failures)
    names = _name_pages(files) if several and form == "html" else {}
    if output is not None:
        _protect(files, [output / name for name in names.values()] or [output])
    # What appears on the terminal, or in a pager, is progress enough, and a bar would run through it.
    is_seen = output is None and (sys.stdout.isatty() or form in ("table", "text"))
    with _ending(), show_progress(len(files), quiet=is_seen) as advance:
        records = _read_all(files, failures, advance, published=date, language=language, title=title)
        if form == "text":
            records = _name_issues(records)
        if names and output is not None:
            write_pages(records, output, names)
        else:
            with Output(output, form) as target:
                for text in render((record for _, record in records), form, several=several, output=target):
                    target.write(text)
    if failures:
        context.exit(1)


@cli.command(
    epilog=_teach(
        "wortlaut explain report.txt 3",
        "wortlaut explain report.txt 8d0f2a --date 2024-03-05",
    )
)
@click.argument("file", metavar="FILE", type=_InputPath())
@click.argument("statement", metavar="STATEMENT")
@_date
@_language
@click.option("--title", help="Title of the report, if it was read with one.")
def explain(file: Path, statement: str, date: str | None, language: str, title: str | None) -> None:
    """Show which rules made a statement, on which clauses.

    FILE is a text file or - for standard input. STATEMENT is the number that the table of `wortlaut
    read` shows, the statement's id, or as much of the id as tells it from the others; up to four
    digits are a number. Ids depend on the date: give the same --date as for `wortlaut read`.
    """
    from wortlaut.pipeline import analyse
    from wortlaut.views.listing import find_entry, list_entries
    from wortlaut.views.output import Output
    from wortlaut.views.terminal import show_explanation

    _need_stdout()
    try:
        text = _read_input(file)
    except InputError as error:
        _report(error)
        sys.exit(1)
    with _ending():
        reading = analyse(text, published=date, language=language, title=title, source=_name_source(file))
        try:
            entry = find_entry(list_entries(reading.record), statement)
        except InputError as error:
            raise InputError(f"{_name_source(file) or _STDIN_NAME}: {error}") from None
        derivation = reading.derivations.get(entry.statement.id)
        steps = derivation.lines(text) if derivation else []
        with Output(None, "text") as output:
            output.write(show_explanation(entry, steps))


@cli.command(
    epilog=_teach(
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

    _need_stdout()
    with _ending(), Output(None, "text") as output:
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


def _collect(paths: tuple[Path, ...], failures: list[InputError]) -> list[Path]:
    """Every file to read, once, in the order of the command line."""
    from wortlaut.sources.files import find_files

    files: dict[Path, None] = {}
    for path in paths:
        if path == _STDIN:
            files[path] = None
            continue
        found = find_files(path)
        files.update(dict.fromkeys(found.files))
        for problem in found.problems:
            _report(problem)
            failures.append(problem)
    return list(files)


def _name_pages(files: list[Path]) -> dict[Path, str]:
    from wortlaut.views.page import name_pages

    names = name_pages("standard-input" if file == _STDIN else file.stem for file in files)
    return dict(zip(files, names, strict=True))


def _protect(files: list[Path], targets: list[Path]) -> None:
    """Refuse to write over a text that is about to be read."""
    inputs = {os.path.realpath(file) for file in files if file != _STDIN}
    for target in targets:
        if os.path.realpath(target) in inputs:
            raise click.UsageError(f"{target} is one of the files to read; choose another --output.")


def _read_all(
    files: list[Path], failures: list[InputError], advance: Callable[[], None], **options: str | None
) -> Iterator[tuple[Path, Record]]:
    """Read one file after the other; one that cannot be read is reported and passed over."""
    import wortlaut

    for file in files:
        try:
            text = _read_input(file)
        except InputError as error:
            _report(error)
            failures.append(error)
        else:
            yield file, wortlaut.read(text, source=_name_source(file), **options)
        advance()


def _name_issues(records: Iterator[tuple[Path, Record]]) -> Iterator[tuple[Path, Record]]:
    """Pass records on, and say after each, beside what is shown of it, what is odd about its text and where."""
    from wortlaut.views.listing import Lines
    from wortlaut.views.marks import show_controls

    for file, record in records:
        yield file, record
        lines = Lines(record.document.text)
        for issue in record.issues:
            place = f"{_name_source(file) or _STDIN_NAME}:{lines.locate(issue.span.start)}"
            _report(f"{place}: {show_controls(issue.problem)}")


def _read_input(file: Path) -> str:
    from wortlaut.sources.files import decode, read_file

    if file != _STDIN:
        return read_file(file)
    if sys.stdin is None:
        _report(f"{_STDIN_NAME} is closed; name a file, or pipe a text in")
        sys.exit(2)
    try:
        return decode(sys.stdin.buffer.read()).text
    except InputError as error:
        raise InputError(f"{_STDIN_NAME}: {error}") from None


def _name_source(file: Path) -> str | None:
    """The path as it was given, with forward slashes: the record of a file is the same on every system."""
    return None if file == _STDIN else file.as_posix()


def _need_stdout() -> None:
    if sys.stdout is None:
        _report("standard output is closed; send it to a file or a program")
        sys.exit(1)


def _report(problem: WortlautError | str) -> None:
    if sys.stderr is not None:  # None is a closed one, which `print` would take for standard output
        print(f"wortlaut: {problem}", file=sys.stderr)


@contextmanager
def _ending() -> Iterator[None]:
    """Tell the ways a command ends: what stops all of it, such as an unknown language, is wrong usage.

    A reader that has seen enough, such as `head`, is no failure.
    """
    try:
        yield
    except BrokenPipeError:
        return
    except WortlautError as error:
        _report(error)
        sys.exit(2)


def main() -> NoReturn:
    """Run the command line; the entry point of the command ``wortlaut``."""
    # A terminal that cannot write „ or ⟦ shows an escape in its place instead of a traceback.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    cli(prog_name="wortlaut")
    raise AssertionError("click ends the process")
