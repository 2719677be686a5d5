"""Find what stands before the first sentence of a report: a date line of an archive, or an agency's dateline.

``date 2022-01`` is how an archive writes the day or month of publication in front of a text. A dateline names place,
day and agency: "Nordstadt (dpa) - ", "NORDSTADT, 3. März (Reuters) – ". A day without a year tells no date of
publication: nothing is made up.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from wortlaut.model import Span
from wortlaut.text.lexicon import column, read_table

_ARCHIVE = re.compile(r"\s*date[ :]\s{0,3}(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?![\w-])[.:]?")
_PLACE = r"(?P<place>[^\W\d_][^\n\r(),:;!?.\"„“»«]{1,40})"
_DATE = r"(?P<date>\d{1,2}\.\s?(?:\d{1,2}\.|\w{3,12})(?:\s?\d{4})?)"
_DASH = r"\s{0,2}(?:--|[-–—])(?=\s)"
_DATELINES = (
    re.compile(rf"\s*(?:{_PLACE}\s?(?:,\s?{_DATE})?\s?)?\((?P<agency>[^()\n\r]{{2,40}})\)(?:{_DASH}|\s?[.:](?=\s))?"),
    re.compile(rf"\s*{_PLACE}\s?(?:\([^()\n\r]{{2,40}}\))?,\s?{_DATE}(?:{_DASH}|[.:](?=\s))"),
)
_DAY = re.compile(r"(\d{1,2})\.\s?(?:(\d{1,2})\.|(\w{3,12}))\s?(\d{4})?")


@dataclass(frozen=True, slots=True)
class Header:
    """What a report says about itself before it begins; `published` is EDTF."""

    span: Span
    published: str | None
    place: str | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class DatelineTables:
    """Names of news agencies and of months, and words that no place begins with."""

    agencies: frozenset[str]
    months: Mapping[str, int]
    function_words: frozenset[str]

    @classmethod
    def read(cls, folder: Traversable) -> DatelineTables:
        """Read `agencies`, `months` and `function_words` of a pack."""
        months = read_table(folder, "months.tsv", ("name", "number", "origin"))
        return cls(
            column(read_table(folder, "agencies.tsv", ("name", "origin")), "name"),
            {row["name"]: row.whole("number") for row in months},
            column(read_table(folder, "function_words.tsv", ("word", "origin")), "word"),
        )


def find_header(text: str, tables: DatelineTables) -> Header | None:
    """The header of `text`, or None: an archive's date, a dateline, or one behind the other."""
    archive = _ARCHIVE.match(text)
    published = archive[1] if archive and _is_date(archive[1]) else None
    behind = archive.end() if archive and published else 0
    dateline = _find_dateline(text, behind, tables)
    if dateline:
        return Header(
            Span(_skip_space(text), dateline.span.end),
            published or dateline.published,
            dateline.place,
            dateline.agency,
        )
    return Header(Span(_skip_space(text), behind), published, None, None) if published else None


def _find_dateline(text: str, start: int, tables: DatelineTables) -> Header | None:
    for pattern in _DATELINES:
        match = pattern.match(text, start)
        if not match:
            continue
        found = match.groupdict()
        place, agency = found["place"], found.get("agency")
        if (place and not _is_place(place, tables)) or (agency and not _are_agencies(agency, tables)):
            continue
        published = _read_day(found["date"], tables) if found["date"] else None
        return Header(Span(start, match.end()), published, place.strip() if place else None, agency)
    return None


def _is_place(words: str, tables: DatelineTables) -> bool:
    """ "Nordstadt", "Bad Seehausen/Westhafen", "HAFEN AM SEE"; not "Die Ministerin"."""
    parts = words.replace("/", " ").split()
    capitals = parts[0][0].isupper() and parts[-1][0].isupper()
    return capitals and len(parts) <= 6 and parts[0].lower() not in tables.function_words


def _are_agencies(names: str, tables: DatelineTables) -> bool:
    parts = re.split(r"[/,\s]+", names.strip())
    return any(part in tables.agencies for part in parts) and len(parts) <= 3


def _read_day(words: str, tables: DatelineTables) -> str | None:
    match = _DAY.fullmatch(words)
    if not match or not match[4]:
        return None
    month = int(match[2]) if match[2] else tables.months.get(match[3], 0)
    day = f"{int(match[4]):04}-{month:02}-{int(match[1]):02}"
    return day if _is_date(day) else None


def _is_date(words: str) -> bool:
    """Whether a year, a month or a day written as EDTF exists."""
    try:
        datetime.date.fromisoformat((words + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _skip_space(text: str) -> int:
    return len(text) - len(text.lstrip())
