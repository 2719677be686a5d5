"""Put what a command writes where it belongs: the terminal, a pipe, a file or a folder of files.

JSON, HTML and TimeML are always UTF-8. Tables and marked text follow the encoding of the terminal, and what
that cannot write comes out as an escape instead of stopping the command.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from wortlaut.errors import InputError

__all__ = ["Output", "make_folder", "show_progress"]

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


def make_folder(folder: Path) -> None:
    """Make the folder that files are to go into, unless it is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from None


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
