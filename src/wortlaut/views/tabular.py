"""Write the tables of a ledger into a folder, one file for each: CSV or Parquet.

The tables and columns are those of the database, with the document in place of the record. In CSV what is a list is
JSON; in Parquet it is a list. Spans are ``[start, end]``. A lone surrogate, half of a character, cannot be written in
UTF-8 and becomes its escape. Files appear under their names when all of them are complete; of what breaks off nothing
stays.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from wortlaut.errors import InputError
from wortlaut.views.output import Output, make_folder

if TYPE_CHECKING:
    from wortlaut.ledger.reads_exports import Exported

__all__ = ["write_tables"]

_PART = ".part"
_ROWS_AT_ONCE = 2_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBERS = ("position", "length")
_FLAGS = ("background", "conditional")
_SPANS = ("quote", "speaker", "cue", "addressee", "frame")
_LISTS = ("roles", "aliases", "candidates", "rules", "times", "context", "subjects", "actor", "recipient")
_ONE_ACTOR = ("mentions", "hops")  # where the column actor is one, not several

Row = Mapping[str, Any]


class _Table(Protocol):
    def add(self, rows: Iterable[Row]) -> None: ...

    def close(self) -> None: ...


def write_tables(
    reports: Iterable[Exported],
    judged: Mapping[str, Iterable[Row]],
    columns: Mapping[str, Sequence[str]],
    *,
    form: str,
    folder: Path,
) -> None:
    """Write the reports, table by table, and the tables that belong to no report (`judged`), into `folder`.

    `columns` are those of each table; `form` is csv or parquet. InputError where they cannot be written, or where the
    library for Parquet is not installed.
    """
    make: Callable[[Path, str, Sequence[str]], _Table] = _CsvTable if form == "csv" else _ParquetTable
    if form == "parquet":
        _load_parquet()
    make_folder(folder)
    paths = {name: folder / f"{name}.{form}" for name in columns}
    parts = {name: path.with_name(path.name + _PART) for name, path in paths.items()}
    try:
        with ExitStack() as opened:
            tables: dict[str, _Table] = {}
            for name, part in parts.items():
                tables[name] = make(part, name, columns[name])
                opened.callback(tables[name].close)
            for report in reports:
                for name in tables.keys() - judged.keys():
                    tables[name].add(report.rows(name))
            for name, rows in judged.items():
                tables[name].add(rows)
        for name, part in parts.items():
            part.replace(paths[name])
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror or error}); choose another --output") from None
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


class _CsvTable:
    """A file of CSV as RFC 4180 has it, with the names of the columns on top."""

    def __init__(self, path: Path, name: str, columns: Sequence[str]) -> None:
        self._output = Output(path, "csv")
        self._columns = columns
        self._write([columns])

    def add(self, rows: Iterable[Row]) -> None:
        self._write([_cell(row[column]) for column in self._columns] for row in rows)

    def close(self) -> None:
        self._output.__exit__(None, None, None)

    def _write(self, rows: Iterable[Sequence[Any]]) -> None:
        lines = io.StringIO()
        csv.writer(lines).writerows(rows)
        if written := lines.getvalue():
            self._output.write(written)


class _ParquetTable:
    """A file of Parquet; its row groups are full but for the last, however the rows come."""

    def __init__(self, path: Path, name: str, columns: Sequence[str]) -> None:
        arrow, parquet = _load_parquet()
        self._schema = arrow.schema([(column, _name_type(arrow, name, column)) for column in columns])
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[dict[str, Any]] = []

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._waiting.append({field.name: _fit(row[field.name], str(field.type)) for field in self._schema})
            if len(self._waiting) == _ROWS_AT_ONCE:
                self._write()

    def close(self) -> None:
        self._write()
        self._writer.close()

    def _write(self) -> None:
        arrow, _ = _load_parquet()
        if self._waiting:
            self._writer.write_table(arrow.Table.from_pylist(self._waiting, schema=self._schema))
            self._waiting = []


def _load_parquet() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError("Parquet needs a library that is not installed: pip install 'wortlaut[parquet]'") from None
    return pyarrow, pyarrow.parquet


def _name_type(arrow: Any, table: str, column: str) -> Any:
    if column in _NUMBERS:
        return arrow.int32()
    if column in _FLAGS:
        return arrow.bool_()
    if column == "score":
        return arrow.float64()
    if column == "span":
        return arrow.list_(arrow.int32())
    if column in _SPANS:
        return arrow.list_(arrow.list_(arrow.int32()))
    if column == "quantities":
        return arrow.list_(arrow.struct([("number", arrow.float64()), ("what", arrow.string())]))
    if column in _LISTS and not (column == "actor" and table in _ONE_ACTOR):
        return arrow.list_(arrow.string())
    return arrow.string()


def _fit(value: Any, kind: str) -> Any:
    """A value for a column: what a source told beside is JSON, and a quantity has names for its parts."""
    if kind == "string":
        value = _dump(value) if isinstance(value, dict) else value
        return _clean(value) if value is not None else None
    if kind == "list<element: string>" or kind == "list<item: string>":
        return [_clean(each) for each in value]
    if "struct" in kind:
        return [{"number": number, "what": _clean(what)} for number, what in value]
    return value


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return _dump(value) if isinstance(value, list | tuple | dict) else value


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _clean(text: str) -> str:
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
