"""Put what a command writes where it belongs: the terminal, a pipe, a file or a folder of pages.

JSON and HTML are always UTF-8. Tables and marked text follow the encoding of the terminal, and what
that cannot write comes out as an escape instead of stopping the command.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from wortlaut.errors import InputError
from wortlaut.model import Record

__all__ = ["Output", "render", "show_progress", "write_pages"]

_FOR_PEOPLE = ("table", "text")
_PIPED_WIDTH = 120


class Output:
    """Standard output, or a file that is made when the first words are written to it."""

    def __init__(self, path: Path | None, form: str) -> None:
        """Write in the given format to `path`, or to standard output where it is None."""
        self._path = path
        self._stream: IO[bytes] | None = None
        self.encoding = "utf-8"
        if path is None and form in _FOR_PEOPLE:
            self.encoding = sys.stdout.encoding or "utf-8"

    @property
    def is_terminal(self) -> bool:
        """Whether somebody is looking at what is written."""
        return self._path is None and sys.stdout.isatty()

    @property
    def width(self) -> int:
        """How many columns there are to fill."""
        return shutil.get_terminal_size((_PIPED_WIDTH, 24)).columns if self._path is None else _PIPED_WIDTH

    def write(self, text: str) -> None:
        """Write and pass on at once, so that a reader at the other end of a pipe need not wait."""
        if self._stream is None:
            self._stream = sys.stdout.buffer if self._path is None else _open(self._path)
        try:
            self._stream.write(text.encode(self.encoding, "backslashreplace"))
            self._stream.flush()
        except BrokenPipeError:
            if self._path is None:
                _drop_rest()
            raise  # nobody reads on, which is for the command to end on, silently
        except OSError as error:
            raise _unwritable(self._path or Path("standard output"), error) from None

    def __enter__(self) -> Output:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._path is not None and self._stream is not None:
            # Every write was flushed: what can fail here has been reported already.
            with suppress(OSError):
                self._stream.close()


def render(records: Iterable[Record], form: str, *, several: bool, output: Output) -> Iterator[str]:
    """Write records in a format, piece by piece; `several` makes JSON an array."""
    if form in ("json", "jsonl"):
        from wortlaut.views.export import to_json, to_json_array, to_jsonl

        if form == "jsonl":
            return to_jsonl(records)
        return to_json_array(records) if several else map(to_json, records)
    if form == "html":
        from wortlaut.views.page import write_page

        return map(write_page, records)
    from wortlaut.views.terminal import show_table, show_text

    colour = output.is_terminal
    if form == "table":
        return _part(show_table(record, width=output.width, colour=colour) for record in records)
    return _part(show_text(record, colour=colour) for record in records)


def write_pages(records: Iterable[tuple[Path, Record]], folder: Path, names: dict[Path, str]) -> None:
    """Write one page for each record into `folder`, and index.html, which leads to them."""
    from wortlaut.views.page import index_line, write_index, write_page

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from None
    lines = []
    for path, record in records:
        with Output(folder / names[path], "html") as output:
            output.write(write_page(record))
        lines.append(index_line(record, names[path]))
    with Output(folder / "index.html", "html") as output:
        output.write(write_index(lines))


@contextmanager
def show_progress(total: int, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error and give what moves it on; nothing for one file, or where nobody looks."""
    if quiet or total < 2 or sys.stderr is None or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)


def _part(written: Iterable[str]) -> Iterator[str]:
    """A blank line between one document and the next."""
    for position, text in enumerate(written):
        yield f"\n{text}" if position else text


def _open(path: Path) -> IO[bytes]:
    try:
        return path.open("wb")
    except OSError as error:
        raise _unwritable(path, error) from None


def _drop_rest() -> None:
    """What is still to be written goes nowhere; else it would fail once more when the interpreter ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _unwritable(path: Path, error: OSError) -> InputError:
    return InputError(f"{os.fspath(path)}: cannot be written ({error.strerror or error}); choose another --output")
