"""What the commands that read reports share: their options, files and streams, and how they end.

`show_reports` is such a command: files in, a `View` of their records out. One that cannot be read is
named on standard error and does not stop the others; nothing is written over a text that is read.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from wortlaut.errors import InputError, WortlautError
from wortlaut.views.formats import View, name_files

if TYPE_CHECKING:
    from wortlaut.extract.registry import Entry
    from wortlaut.model import Record

__all__ = [
    "STDIN_NAME",
    "InputPath",
    "NamedPath",
    "actors_option",
    "date_option",
    "ending",
    "language_option",
    "name_source",
    "need_stdout",
    "read_actors_file",
    "read_input",
    "show_reports",
    "take_reports",
    "tell",
]

STDIN_NAME = "standard input"
_STDIN = Path("-")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
_Command = TypeVar("_Command", bound=Callable[..., Any])


class NamedPath(click.Path):
    """A path; the empty one, which would mean the current folder, is refused."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Give the path."""
        if not os.fspath(value):
            self.fail("the name is empty; if it came from a variable of the shell, that one is not set.", param, ctx)
        return Path(os.fsdecode(super().convert(value, param, ctx)))


class InputPath(NamedPath):
    """A path to read from; an address of the web is answered with what to do instead."""

    def __init__(self, command: str) -> None:
        """Take paths for `command`, which reads from standard input as it is written here."""
        super().__init__()
        self._command = command

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Give the path, or say how to get at the text of an address."""
        if _ADDRESS.match(os.fspath(value)):
            advice = f"save the text in a file, or, where it is plain text: curl -s {value} | {self._command}"
            self.fail(f"addresses are not fetched; {advice}", param, ctx)
        return super().convert(value, param, ctx)


def _check_date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from wortlaut.text.dates import check_edtf

    try:
        return None if value is None else check_edtf(value)
    except InputError as error:
        raise click.BadParameter(str(error), context, parameter) from None


date_option = click.option(
    "--date",
    metavar="EDTF",
    callback=_check_date,
    help="Day, month or year of publication: 2022-01-21, 2022-01 or 2022.",
)
language_option = click.option(
    "--language", metavar="CODE", default="de", show_default=True, help="Language of the text."
)
actors_option = click.option(
    "--actors",
    metavar="FILE",
    type=NamedPath(),
    help="Your own list of people, bodies and their names: TOML or CSV, see docs/actors.md.",
)


def take_reports(command: str, view: View, *, of_ledger: Sequence[str] = ()) -> Callable[[_Command], _Command]:
    """Give a command the argument and options of `show_reports`; `command` as it reads from standard input.

    `of_ledger` are the formats in which a ledger can be asked where no report is named.
    """
    into = f"; with {view.folder.form} and several reports, to this folder" if view.folder else ""
    options = (
        click.argument("paths", metavar="PATH...", nargs=-1, required=not of_ledger, type=InputPath(command)),
        date_option,
        language_option,
        click.option("--title", help="Title of the report; for one file only."),
        click.option(
            "--format",
            "form",
            type=click.Choice(tuple(dict.fromkeys((*view.formats, *of_ledger)))),
            default=view.formats[0],
            show_default=True,
            help=f"{view.formats_help}{' Of a ledger also CSV.' if 'csv' in of_ledger else ''}",
        ),
        click.option(
            "-o",
            "--output",
            type=NamedPath(),
            help=f"Write to this file instead of the terminal{into}.",
        ),
    )

    def decorate(function: _Command) -> _Command:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def show_reports(
    context: click.Context,
    view: View,
    *,
    paths: tuple[Path, ...],
    date: str | None,
    language: str,
    title: str | None,
    form: str,
    output: Path | None,
    actors: Path | None = None,
) -> None:
    """Read reports and write the view of their records where it belongs; exit with 1 if one could not be read."""
    from wortlaut.views.output import Output, show_progress

    several = len(paths) > 1 or paths[0].is_dir()
    folder = view.folder if several and view.folder is not None and form == view.folder.form else None
    if several and title is not None:
        raise click.UsageError("--title goes with one file; leave it out for several.")
    if folder is not None and output is None:
        raise click.UsageError(f"{form} for several reports needs a folder: add --output FOLDER.")
    if output is None:
        need_stdout()
    own = read_actors_file(actors)
    failures: list[InputError] = []
    files = _collect(paths, failures)
    names = _name_targets(files, folder.ending) if folder is not None else {}
    if output is not None:
        _protect([*files, *([actors] if actors else [])], [output / name for name in names.values()] or [output])
    # What appears on the terminal, or in a pager, is progress enough, and a bar would run through it.
    is_seen = output is None and (sys.stdout.isatty() or form in ("table", "text"))
    with ending(), show_progress(len(files), quiet=is_seen) as advance:
        records = _read_all(files, failures, advance, own, published=date, language=language, title=title)
        if form in view.without_issues:
            records = _name_issues(records)
        records = _name_omissions(records, view, form)
        if folder is not None and output is not None and names:
            folder.write(records, output, names)
        else:
            with Output(output, form) as target:
                for text in view.render((record for _, record in records), form, several, target):
                    target.write(text)
    if failures:
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
            tell(problem)
            failures.append(problem)
    return list(files)


def _name_targets(files: list[Path], suffix: str) -> dict[Path, str]:
    stems = ("standard-input" if file == _STDIN else file.stem for file in files)
    return dict(zip(files, name_files(stems, suffix), strict=True))


def _protect(files: list[Path], targets: list[Path]) -> None:
    """Refuse to write over a text that is about to be read."""
    inputs = {os.path.realpath(file) for file in files if file != _STDIN}
    for target in targets:
        if os.path.realpath(target) in inputs:
            raise click.UsageError(f"{target} is one of the files to read; choose another --output.")


def _read_all(
    files: list[Path],
    failures: list[InputError],
    advance: Callable[[], None],
    actors: Sequence[Entry],
    **options: str | None,
) -> Iterator[tuple[Path, Record]]:
    """Read one file after the other; one that cannot be read is reported and passed over."""
    import wortlaut

    for file in files:
        try:
            text = read_input(file)
        except InputError as error:
            tell(error)
            failures.append(error)
        else:
            yield file, wortlaut.read(text, source=name_source(file), actors=actors, **options)
        advance()


def _name_issues(records: Iterator[tuple[Path, Record]]) -> Iterator[tuple[Path, Record]]:
    """Pass records on, and say after each, beside what is shown of it, what is odd about its text and where."""
    from wortlaut.views.listing import Lines
    from wortlaut.views.marks import show_controls

    for file, record in records:
        yield file, record
        lines = Lines(record.document.text)
        for issue in record.issues:
            place = f"{name_source(file) or STDIN_NAME}:{lines.locate(issue.span.start)}"
            tell(f"{place}: {show_controls(issue.problem)}")


def _name_omissions(records: Iterator[tuple[Path, Record]], view: View, form: str) -> Iterator[tuple[Path, Record]]:
    """Pass records on, and say after each what the format leaves out of it."""
    for file, record in records:
        yield file, record
        omission = view.omit(record, form)
        if omission is not None:
            tell(f"{name_source(file) or STDIN_NAME}: {omission}")


def read_actors_file(file: Path | None) -> Sequence[Entry]:
    """Read a user's own list of actors; one that is broken ends the command before any report is read."""
    if file is None:
        return ()
    from wortlaut.sources.actors import read_actors

    try:
        return read_actors(file)
    except InputError as error:
        tell(error)
        sys.exit(2)


def read_input(file: Path) -> str:
    """Read the text of a file or of standard input; InputError says what is wrong with it."""
    from wortlaut.sources.files import decode, read_file

    if file != _STDIN:
        return read_file(file)
    if sys.stdin is None:
        tell(f"{STDIN_NAME} is closed; name a file, or pipe a text in")
        sys.exit(2)
    try:
        return decode(sys.stdin.buffer.read()).text
    except InputError as error:
        raise InputError(f"{STDIN_NAME}: {error}") from None


def name_source(file: Path) -> str | None:
    """The path as it was given, with forward slashes: the record of a file is the same on every system."""
    return None if file == _STDIN else file.as_posix()


def need_stdout() -> None:
    """End the command where there is nowhere to write to."""
    if sys.stdout is None:
        tell("standard output is closed; send it to a file or a program")
        sys.exit(1)


def tell(problem: WortlautError | str) -> None:
    """Name a problem on standard error."""
    if sys.stderr is not None:  # None is a closed one, which `print` would take for standard output
        print(f"wortlaut: {problem}", file=sys.stderr)


@contextmanager
def ending() -> Iterator[None]:
    """Tell the ways a command ends: what stops all of it, such as an unknown language, is wrong usage.

    A reader that has seen enough, such as `head`, is no failure.
    """
    try:
        yield
    except BrokenPipeError:
        return
    except WortlautError as error:
        tell(error)
        sys.exit(2)
