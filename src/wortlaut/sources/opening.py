"""Open whatever people name: a file, a folder, a URL, a feed, a table, an archive, or ``-`` for standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from io import BufferedReader
from pathlib import Path

from wortlaut.errors import InputError
from wortlaut.sources.addresses import host_of, is_url
from wortlaut.sources.archives import ArchiveSource
from wortlaut.sources.documents import DocumentSource
from wortlaut.sources.files import explain
from wortlaut.sources.items import Item, Skipped, Source
from wortlaut.sources.languages import check_language
from wortlaut.sources.options import Form, Options
from wortlaut.sources.recognition import FOLDER_ENDINGS, HEAD, form_of_file
from wortlaut.sources.streams import is_ordinary, open_binary, unpack
from wortlaut.sources.tables import Opened, TableSource, read_csv, read_json, read_json_lines, read_parquet
from wortlaut.sources.urls import UrlSource
from wortlaut.text.dates import check_edtf

__all__ = ["STANDARD_INPUT", "open_source"]

STANDARD_INPUT = "-"
_STDIN_NAME = "standard input"


def open_source(argument: str | os.PathLike[str], options: Options | None = None) -> Source:
    """Open one argument of the command line.

    InputError, here or before the first item, where nothing can come of it: a path that leads nowhere, a URL that is
    none, a table without the column that was named, an extra that is not installed.
    """
    options = options or Options()
    if options.published is not None:
        check_edtf(options.published)
    return _Finished(_open(os.fspath(argument), options), options)


@dataclass(frozen=True, slots=True)
class _Finished:
    """A source with what the options say filled in, and without what is in a language that cannot be read."""

    source: Source
    options: Options

    def items(self) -> Iterator[Item | Skipped]:
        """Give what the source gives; items with their language, where it is known."""
        for given in self.source.items():
            yield given if isinstance(given, Skipped) else check_language(_fill(given, self.options), self.options)


@dataclass(frozen=True, slots=True)
class _Folder:
    """The reports in the files below a folder, in the order of their paths; hidden ones are left out."""

    path: Path
    options: Options

    def items(self) -> Iterator[Item | Skipped]:
        """Give the items of one file after the other; a file that cannot be used is skipped."""
        empty = True
        for found in _walk(self.path):
            empty = False
            if isinstance(found, Skipped):
                yield found
                continue
            try:
                yield from _open_file(found, self.options).items()
            except InputError as error:
                yield Skipped(found.as_posix(), str(error).removeprefix(f"{found.as_posix()}: "), "broken")
        if empty:
            reason = f"no reports in this folder; files ending in {', '.join(FOLDER_ENDINGS)} are read"
            yield Skipped(self.path.as_posix(), reason, "empty")


def _open(argument: str, options: Options) -> Source:
    if argument == STANDARD_INPUT:
        return _open_stdin(options)
    if is_url(argument):
        return UrlSource(argument, options)
    path = Path(argument)
    return _Folder(path, options) if path.is_dir() else _open_file(path, options)


def _open_file(path: Path, options: Options) -> Source:
    name = path.as_posix()
    if not is_ordinary(path):
        stream = _open_pipe(path, name)
        return _choose(name, name, lambda: stream, options.form or _recognise(name, stream), options)
    opened = partial(_opened, path, name)
    if options.form is not None:
        return _choose(name, name, opened, options.form, options)
    with opened() as stream:
        form = _recognise(name, stream)
    return _choose(name, name, opened, form, options)


def _open_pipe(path: Path, name: str) -> BufferedReader:
    """The bytes of a pipe, which gives them once."""
    try:
        return unpack(path.open("rb"))
    except OSError as error:
        raise InputError(f"{name}: {explain(error)}") from error


def _open_stdin(options: Options) -> Source:
    if options.stdin is None and sys.stdin is None:
        raise InputError("standard input is closed; name a file, or pipe a text in")
    stream = unpack(options.stdin or sys.stdin.buffer)
    form = options.form or _recognise(_STDIN_NAME, stream)
    return _choose(_STDIN_NAME, None, lambda: nullcontext(stream), form, options)


def _choose(name: str, source: str | None, opened: Opened, form: Form, options: Options) -> Source:
    """The source for what an argument was found to be."""
    limit = options.max_bytes
    if form == "warc":
        return ArchiveSource(name, opened, limit)
    if form == "parquet":
        if source is None:
            raise InputError("Parquet cannot be read from standard input; save it in a file")
        return TableSource(name, source, lambda: read_parquet(Path(name), options.columns), options.columns, limit)
    tables = {"csv": read_csv, "jsonl": read_json_lines, "json": read_json}
    if form in tables:
        return TableSource(name, source, lambda: tables[form](name, opened, limit), options.columns, limit)
    return DocumentSource(name, source, opened, form, limit)


@contextmanager
def _opened(path: Path, name: str) -> Iterator[BufferedReader]:
    """Open a file; InputError names it."""
    try:
        with open_binary(path) as stream:
            yield stream
    except InputError as error:
        raise InputError(f"{name}: {str(error).removeprefix(f'{name}: ')}") from error


def _recognise(name: str, stream: BufferedReader) -> Form:
    try:
        return form_of_file(name, stream.peek(HEAD)[:HEAD])
    except OSError as error:
        raise InputError(f"{name}: {explain(error)}") from error
    except InputError as error:
        raise InputError(f"{name}: {error}") from error


def _fill(item: Item, options: Options) -> Item:
    """What the options say, where the report does not tell."""
    published = item.published or options.published
    return replace(
        item,
        published=published,
        undated=None if published else item.undated,
        outlet=item.outlet or options.outlet or host_of(item.source),
    )


def _walk(folder: Path) -> Iterator[Path | Skipped]:
    """The files below a folder that can hold reports; links to folders are not followed, so that none is a loop."""
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        yield Skipped(folder.as_posix(), explain(error), "unreachable")
        return
    for path in entries:
        if path.is_dir():
            if path.is_symlink():
                yield Skipped(path.as_posix(), "a link to a folder, which is not followed; name the folder", "refused")
            else:
                yield from _walk(path)
        elif path.name.lower().removesuffix(".gz").endswith(FOLDER_ENDINGS):
            yield path if is_ordinary(path) else Skipped(path.as_posix(), "a pipe or a device, not a file", "refused")
