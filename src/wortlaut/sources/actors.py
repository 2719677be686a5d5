"""Read a user's file of actors: what they are, by which words they go, which offices they held when.

The file is TOML (``[[actor]]`` tables) or CSV (a header, then rows); docs/actors.md shows both. Each table or row is
checked by itself, so that a mistake is told with its place; then those of one name become one actor. A file with a
mistake is refused as a whole.
"""

from __future__ import annotations

import csv
import io
import os
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from wortlaut.errors import InputError
from wortlaut.extract.registry import Entry, Kind, Office
from wortlaut.text.dates import check_edtf

__all__ = ["read_actors"]

_KINDS: tuple[str, ...] = get_args(Kind)
_KEYS = ("name", "kind", "country", "wikidata", "aliases", "metonyms", "offices")
_OFFICE_KEYS = ("title", "since", "until")
_COLUMNS = (*_KEYS[:-1], "office", "since", "until")
_BETWEEN_WORDS = ";"
_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*actor[ \t]*\]\]", re.M)
_COUNTRY = re.compile("[A-Z]{3}")
_ITEM = re.compile("Q[1-9][0-9]*")
_Value = TypeVar("_Value", bound=str)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table or a row stands: file, line and, in TOML, its number."""

    where: str

    def within(self, inner: str) -> _Place:
        return _Place(f"{self.where}: {inner}")

    def refuse(self, field: str, problem: str) -> InputError:
        return InputError(f"{self.where}: {field}: {problem}")


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one table or row tells of an actor."""

    place: _Place
    name: str
    kind: Kind | None
    country: str | None
    wikidata: str | None
    aliases: tuple[str, ...]
    metonyms: tuple[str, ...]
    offices: tuple[Office, ...]


def read_actors(path: str | os.PathLike[str]) -> tuple[Entry, ...]:
    """Read a file of actors, in its order; InputError names file, line and field, and nothing of the file is read."""
    name = os.fspath(path)
    parsers = {".toml": _parse_toml, ".csv": _parse_csv}
    parse = parsers.get(Path(path).suffix.lower())
    if parse is None:
        raise InputError(f"{name}: ends in neither {' nor '.join(parsers)}; name it after what is in it")
    drafts = [_check_table(place, table) for place, table in parse(name, _load(name))]
    if not drafts:
        raise InputError(f"{name}: no actor in it; write at least one, or leave the file out")
    _check_owners(drafts)
    actors: dict[str, _Draft] = {}
    for draft in drafts:
        known = actors.get(draft.name)
        actors[draft.name] = draft if known is None else _join(known, draft)
    return tuple(_finish(draft) for draft in actors.values())


def _load(name: str) -> str:
    try:
        return Path(name).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror or error}); check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not UTF-8 at byte {error.start}; save it as UTF-8 (Excel: CSV UTF-8)") from None


# --- the two formats: both give tables as TOML has them ---------------------------------------------------------------


def _parse_toml(name: str, text: str) -> Iterator[tuple[_Place, Mapping[str, Any]]]:
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also numbers of thousands of digits, brackets nested without end
        raise InputError(f"{name}: not valid TOML: {error}; texts and months (2024-03) need quotation marks") from None
    for key in content:
        if key != "actor":
            raise InputError(f"{name}: {key}: unknown key; every actor is a table that begins with [[actor]]")
    tables = content.get("actor", [])
    if not _is_list_of_tables(tables):
        raise InputError(f"{name}: actor: no list of tables; begin every actor with [[actor]], in double brackets")
    lines = [text.count("\n", 0, match.start()) + 1 for match in _TABLE.finditer(text)]
    for number, table in enumerate(tables, start=1):
        # Tables can be written without headers of their own; then there is only their number to go by.
        line = f":{lines[number - 1]}" if len(lines) == len(tables) else ""
        yield _Place(f"{name}{line}: actor {number}"), table


def _parse_csv(name: str, text: str) -> Iterator[tuple[_Place, Mapping[str, Any]]]:
    rows = _split_rows(name, text)
    place, columns = next(rows, (_Place(f"{name}:1"), []))
    for column in columns:
        if column not in _COLUMNS:
            raise place.refuse(column or "''", f"unknown column; there are {', '.join(_COLUMNS)}")
        if columns.count(column) > 1:
            raise place.refuse(column, "stands twice in the header; leave one out")
    if "name" not in columns:
        raise place.refuse("name", f"no such column in the header; write {','.join(_COLUMNS)} in the first line")
    for place, fields in rows:
        if len(fields) != len(columns):
            advice = "quote a field that has a separator in it, leave fields empty rather than out"
            raise place.refuse("row", f"{len(fields)} fields under {len(columns)} columns; {advice}")
        yield place, _to_table(dict(zip(columns, fields, strict=True)))


def _split_rows(name: str, text: str) -> Iterator[tuple[_Place, list[str]]]:
    """The rows that are not blank; Excel separates fields by semicolons where the comma stands in numbers."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                yield _Place(f"{name}:{line}"), [field.strip() for field in fields]
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{name}:{line}: not valid CSV: {error}; check the quotation marks") from None


def _to_table(row: Mapping[str, str]) -> dict[str, Any]:
    """A row as the table that says the same in TOML; an empty field is one that is left out."""
    told = {column: value for column, value in row.items() if value}
    table: dict[str, Any] = {key: told[key] for key in ("name", "kind", "country", "wikidata") if key in told}
    for key in ("aliases", "metonyms"):
        table[key] = [words for words in told.get(key, "").split(_BETWEEN_WORDS) if words.strip()]
    office = {key: told[column] for key, column in zip(_OFFICE_KEYS, _COLUMNS[-3:], strict=True) if column in told}
    return table | {"offices": [office]} if office else table


# --- checking ---------------------------------------------------------------------------------------------------------


def _check_table(place: _Place, table: Mapping[str, Any]) -> _Draft:
    _check_keys(place, table, _KEYS)
    return _Draft(
        place,
        _check_words(place, "name", table.get("name")),
        _check_kind(place, table.get("kind")),
        _check_code(place, "country", table.get("country"), _COUNTRY, "three capital letters of ISO 3166-1: DEU"),
        _check_code(place, "wikidata", table.get("wikidata"), _ITEM, "the item alone: Q7184"),
        _check_all_words(place, "aliases", table),
        _check_all_words(place, "metonyms", table),
        _check_offices(place, table),
    )


def _check_keys(place: _Place, table: Mapping[str, Any], keys: Sequence[str]) -> None:
    for key in table:
        if key not in keys:
            raise place.refuse(key, f"unknown key; there are {', '.join(keys)}")


def _check_words(place: _Place, field: str, value: Any) -> str:
    """Words as they can stand in a text, with one space between them."""
    if value is None:
        raise place.refuse(field, "missing; write it")
    if not isinstance(value, str):
        raise place.refuse(field, f"{value!r} is no text; put it in quotation marks")
    words = unicodedata.normalize("NFC", " ".join(value.split()))
    if not words:
        raise place.refuse(field, "empty; write it")
    return words


def _check_all_words(place: _Place, field: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_check_words(place, field, words) for words in _check_list(place, field, table))


def _check_list(place: _Place, field: str, table: Mapping[str, Any]) -> list[Any]:
    value = table.get(field, [])
    if not isinstance(value, list):
        raise place.refuse(field, f"{value!r} is no list; put it in square brackets")
    return value


def _check_kind(place: _Place, value: Any) -> Kind | None:
    if value is None:
        return None
    if value not in _KINDS:
        raise place.refuse("kind", f"{value!r} is none; there are {', '.join(_KINDS)}")
    return cast(Kind, value)


def _check_code(place: _Place, field: str, value: Any, form: re.Pattern[str], wanted: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not form.fullmatch(value):
        raise place.refuse(field, f"{value!r} is none; write {wanted}")
    return value


def _check_offices(place: _Place, table: Mapping[str, Any]) -> tuple[Office, ...]:
    offices = _check_list(place, "offices", table)
    if not _is_list_of_tables(offices):
        raise place.refuse("offices", "no list of tables; begin every office with [[actor.offices]]")
    names = ["office"] if len(offices) == 1 else [f"office {number}" for number, _ in enumerate(offices, start=1)]
    return tuple(_check_office(place.within(name), office) for name, office in zip(names, offices, strict=True))


def _check_office(place: _Place, table: Mapping[str, Any]) -> Office:
    _check_keys(place, table, _OFFICE_KEYS)
    title = _check_words(place, "title", table.get("title"))
    since, until = (_check_date(place, key, table.get(key)) for key in ("since", "until"))
    # A month and a year are compared as years: somebody may leave in the year in which they came.
    if since and until and until[: len(since)] < since[: len(until)]:
        raise place.refuse("until", f"{until!r} lies before since, {since!r}; check both")
    return Office(title, since, until)


def _check_date(place: _Place, field: str, value: Any) -> str | None:
    """A date in EDTF; TOML has days and numbers of its own."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    elif isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None:
        return None
    try:
        return check_edtf(value if isinstance(value, str) else repr(value))
    except InputError as error:
        raise place.refuse(field, str(error)) from None


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


# --- the actors of a file ---------------------------------------------------------------------------------------------


def _check_owners(drafts: Iterable[_Draft]) -> None:
    """Words that stand for two actors stand for neither."""
    owners: dict[str, str] = {}
    for draft in drafts:
        for field, listed in (("name", (draft.name,)), ("aliases", draft.aliases), ("metonyms", draft.metonyms)):
            for words in listed:
                owner = owners.setdefault(words, draft.name)
                if owner != draft.name:
                    problem = f"{words!r} stands for {owner!r} and for {draft.name!r}; leave it with one, or with none"
                    raise draft.place.refuse(field, problem)


def _join(known: _Draft, more: _Draft) -> _Draft:
    """What two tables or rows of one name tell together."""
    return replace(
        known,
        kind=_agree(more, "kind", known.kind, more.kind),
        country=_agree(more, "country", known.country, more.country),
        wikidata=_agree(more, "wikidata", known.wikidata, more.wikidata),
        aliases=known.aliases + more.aliases,
        metonyms=known.metonyms + more.metonyms,
        offices=known.offices + more.offices,
    )


def _agree(draft: _Draft, field: str, before: _Value | None, now: _Value | None) -> _Value | None:
    if before is not None and now is not None and before != now:
        raise draft.place.refuse(field, f"{now!r}, but {before!r} above for {draft.name!r}; write it once")
    return now if before is None else before


def _finish(draft: _Draft) -> Entry:
    """Only persons hold offices; what else an actor without a kind may be is not known."""
    return Entry(
        name=draft.name,
        kind=draft.kind or ("person" if draft.offices else "unknown"),
        country=draft.country,
        wikidata=draft.wikidata,
        aliases=tuple(words for words in dict.fromkeys(draft.aliases) if words != draft.name),
        metonyms=tuple(dict.fromkeys(draft.metonyms)),
        offices=tuple(dict.fromkeys(draft.offices)),
    )
