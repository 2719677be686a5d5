"""Tables of reports: CSV, JSON Lines, JSON and Parquet, row by row."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from wortlaut.errors import InputError
from wortlaut.sources.dates import find_edtf
from wortlaut.sources.extras import need
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.options import Columns
from wortlaut.sources.streams import read_bounded, too_large

__all__ = ["Opened", "TableSource", "read_csv", "read_json", "read_json_lines", "read_parquet"]

_FIELDS = tuple(field.name for field in fields(Columns))
_SEPARATORS = ",;\t|"
_HEAD = 65_536
_LONGEST_LIST = 20

Opened = Callable[[], AbstractContextManager[io.BufferedReader]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, and where it stands."""

    cells: Mapping[str, Any]
    where: str


Rows = Generator[Row | Skipped, None, None]


class TableSource:
    """Takes reports from rows; the first row decides whether the columns that were named are there."""

    def __init__(self, name: str, source: str | None, rows: Callable[[], Rows], columns: Columns, max_bytes: int):
        self._name = name
        self._source = source
        self._rows = rows
        self._columns = columns
        self._max_bytes = max_bytes

    def items(self) -> Generator[Item | Skipped, None, None]:
        """Give one item for each row that has a text."""
        places: dict[str, str] | None = None
        empty = True
        with closing(self._rows()) as rows:
            for row in rows:
                empty = False
                if isinstance(row, Skipped):
                    yield row
                    continue
                if places is None:
                    places = _place_columns(self._name, self._columns, list(row.cells))
                yield self._take(row, places)
        if empty:
            yield Skipped(self._name, "no rows in it", "empty")

    def _take(self, row: Row, places: Mapping[str, str]) -> Item | Skipped:
        text = row.cells.get(places["text"])
        if text is None and places["text"] not in row.cells:
            return Skipped(row.where, f"no {places['text']!r} in this row", "broken")
        if text is not None and not isinstance(text, str):
            return Skipped(row.where, f"{places['text']!r} is no text in this row", "broken")
        if not text or text.isspace():
            return Skipped(row.where, f"{places['text']!r} is empty in this row", "empty")
        if len(text) > self._max_bytes:
            return too_large(row.where, self._max_bytes)
        words = {field: _find_words(row.cells.get(column)) for field, column in places.items() if field != "text"}
        day = row.cells.get(places["published"]) if "published" in places else None
        published = find_edtf(str(day) if isinstance(day, int) else day)
        return Item(
            text,
            words.get("source") or self._source,
            row.where,
            published=published,
            undated=None if published else _explain_day(day, places.get("published")),
            title=words.get("title"),
            language=words.get("language"),
            outlet=words.get("outlet"),
            byline=words.get("byline"),
        )


def read_csv(name: str, opened: Opened, max_bytes: int) -> Rows:
    """Rows of CSV with a header; separated by commas, semicolons, tabs or bars, in UTF-8, UTF-16 or Windows-1252."""
    csv.field_size_limit(max_bytes)
    with opened() as stream:
        encoding = _guess_encoding(stream.peek(_HEAD)[:_HEAD])
        lines = io.TextIOWrapper(stream, encoding, newline="")
        try:
            yield from _read_rows(name, lines)
        except UnicodeDecodeError:
            yield Skipped(name, f"not {encoding} all through; what comes after is left out, save it as UTF-8", "broken")
        except InputError as error:
            yield Skipped(name, f"{error}; what comes after is left out", "broken")
        finally:
            lines.detach()


def read_json_lines(name: str, opened: Opened, max_bytes: int) -> Rows:
    """Objects, one on each line."""
    with opened() as stream:
        number = 0
        try:
            while line := stream.readline(max_bytes + 1):
                number += 1
                if len(line) > max_bytes:
                    yield too_large(f"{name}:{number}", max_bytes)
                    _skip_line(stream, line, max_bytes)
                elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                    yield _parse_object(line, f"{name}:{number}")
        except InputError as error:
            yield Skipped(f"{name}:{number + 1}", str(error), "broken")


def read_json(name: str, opened: Opened, max_bytes: int) -> Rows:
    """The objects in a list, which is read as a whole."""
    with opened() as stream:
        data = read_bounded(stream, name, _LONGEST_LIST * max_bytes)
    if isinstance(data, Skipped):
        if data.why == "too large":
            raise InputError(f"{name}: too long for a list in one piece; write JSON Lines, one object on each line")
        yield data
        return
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not valid JSON ({error}); several objects need a list, or one line each") from None
    for number, value in enumerate(content if isinstance(content, list) else [content], start=1):
        yield _check_object(value, f"{name}, object {number}")


def read_parquet(path: Path, columns: Columns) -> Rows:
    """Rows of a Parquet file, of which only the columns that are wanted are read."""
    pyarrow = need("pyarrow", "parquet", "reading Parquet")
    parquet = need("pyarrow.parquet", "parquet", "reading Parquet")
    try:
        with parquet.ParquetFile(path) as file:
            wanted = list(_place_columns(str(path), columns, file.schema_arrow.names).values())
            number = 0
            for batch in file.iter_batches(batch_size=64, columns=wanted):
                for cells in batch.to_pylist():
                    number += 1
                    yield Row(cells, f"{path}, row {number}")
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"{path}: not valid Parquet ({str(error).splitlines()[0]}); get it again") from None


def _place_columns(name: str, columns: Columns, there: Sequence[str]) -> dict[str, str]:
    """The column of each field; InputError where one that has to be there is not."""
    named = columns.named()
    for column in (named.get("text", "text"), *named.values()):
        if column not in there:
            advice = "" if column in named.values() else "; say which column holds the text"
            raise InputError(f"{name}: no column {column!r}; there are {', '.join(map(repr, there)) or 'none'}{advice}")
    return {field: named.get(field, field) for field in _FIELDS if named.get(field, field) in there}


def _read_rows(name: str, lines: io.TextIOWrapper) -> Rows:
    head, first = lines.readline(), 1
    while head and not head.strip():
        head, first = lines.readline(), first + 1
    separator = max(_SEPARATORS, key=head.count)
    header = next(csv.reader([head], delimiter=separator), [])
    columns = [column.strip().removeprefix("\ufeff") for column in header]
    reader = csv.reader(lines, delimiter=separator)
    while True:
        where = f"{name}:{first + reader.line_num + 1}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Skipped(where, f"not valid CSV ({error}); check the quotation marks", "broken")
            continue
        if len(cells) == len(columns):
            yield Row(dict(zip(columns, cells, strict=True)), where)
        elif any(cell.strip() for cell in cells):
            yield Skipped(
                where, f"{len(cells)} fields under {len(columns)} columns; check the quotation marks", "broken"
            )


def _guess_encoding(head: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _parse_object(line: bytes, where: str) -> Row | Skipped:
    try:
        value = json.loads(line.removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError):
        return Skipped(where, "not valid JSON on this line", "broken")
    return _check_object(value, where)


def _check_object(value: Any, where: str) -> Row | Skipped:
    return Row(value, where) if isinstance(value, dict) else Skipped(where, "no JSON object, which a row is", "broken")


def _skip_line(stream: io.BufferedReader, line: bytes, size: int) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(size)


def _find_words(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value is not None else None


def _explain_day(value: object, column: str | None) -> str:
    if column is None:
        return "the table has no column for the day of publication"
    if value is None or not str(value).strip():
        return f"{column!r} is empty in this row"
    return f"{str(value)[:40]!r} tells no day for sure; dates are written like 2024-03-05 or 5.3.2024"
