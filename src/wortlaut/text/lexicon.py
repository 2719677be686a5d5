"""Read and check the tables of a language pack.

A table is a UTF-8 file of fields between tabs. Its first line that is neither blank nor a comment (``#``) is
the header; every line after it is a row with just as many fields. The last column is always ``origin``: where
the row comes from, and so under which licence it stands. Whatever is wrong with a table is a
`LanguagePackError` that names file, line and field.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from wortlaut.errors import LanguagePackError

ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its fields by column, and where it stands ("cues.tsv:12")."""

    values: Mapping[str, str]
    where: str

    def __getitem__(self, column: str) -> str:
        """The field of one column."""
        return self.values[column]

    def whole(self, column: str) -> int:
        """The field of one column as a whole number."""
        try:
            return int(self.values[column])
        except ValueError:
            raise LanguagePackError(f"{self.where}: {column} is no whole number: {self.values[column]!r}") from None


def read_table(folder: Traversable, name: str, columns: Sequence[str], *, unique: bool = True) -> tuple[Row, ...]:
    """Read the table `name` of `folder`, whose header must be `columns`, with `origin` as the last of them.

    With `unique`, no two rows may have the same word in the first column.
    """
    if not columns or columns[-1] != ORIGIN:
        raise LanguagePackError(f"{name}: the last column of every table is {ORIGIN!r}, not {list(columns)}")
    lines = _content_lines(name, _read_text(folder, name))
    if not lines:
        raise LanguagePackError(f"{name}:1: no header; wanted the columns {list(columns)}")
    where, header = lines[0]
    if header.split("\t") != list(columns):
        raise LanguagePackError(f"{where}: the header is {header.split(chr(9))}; wanted the columns {list(columns)}")
    rows = tuple(_read_row(where, line, columns) for where, line in lines[1:])
    if unique:
        _check_unique(rows, columns[0])
    return rows


def read_toml(folder: Traversable, name: str) -> dict[str, Any]:
    """Read the TOML file `name` of `folder`."""
    try:
        return tomllib.loads(_read_text(folder, name))
    except tomllib.TOMLDecodeError as error:
        raise LanguagePackError(f"{name}: not valid TOML: {error}") from None


def column(rows: Iterable[Row], name: str) -> frozenset[str]:
    """All different values of one column."""
    return frozenset(row[name] for row in rows)


def _read_text(folder: Traversable, name: str) -> str:
    try:
        return folder.joinpath(name).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LanguagePackError(f"{name}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise LanguagePackError(f"{name}: not UTF-8 at byte {error.start}") from None


def _content_lines(name: str, text: str) -> list[tuple[str, str]]:
    """Every line that is neither blank nor a comment, with its place; NFC, or two equal words may not look alike."""
    lines = []
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.rstrip("\r")
        where = f"{name}:{number}"
        if not unicodedata.is_normalized("NFC", line):
            raise LanguagePackError(f"{where}: not in Unicode normal form C: {line!r}")
        if line.strip() and not line.startswith("#"):
            lines.append((where, line))
    return lines


def _read_row(where: str, line: str, columns: Sequence[str]) -> Row:
    fields = line.split("\t")
    if len(fields) != len(columns):
        raise LanguagePackError(f"{where}: {len(fields)} fields; wanted {len(columns)}: {list(columns)}")
    values = dict(zip(columns, fields, strict=True))
    for name, value in values.items():
        if value != value.strip():
            raise LanguagePackError(f"{where}: white space around the field {name!r}: {value!r}")
    for name in (columns[0], ORIGIN):
        if not values[name]:
            raise LanguagePackError(f"{where}: the field {name!r} is empty")
    return Row(values, where)


def _check_unique(rows: Iterable[Row], key: str) -> None:
    first: dict[str, str] = {}
    for row in rows:
        if row[key] in first:
            raise LanguagePackError(f"{row.where}: {key} {row[key]!r} stands already in {first[row[key]]}")
        first[row[key]] = row.where
