"""Find what stands before the first sentence of a report: a date line of an archive, and agencies' datelines.

``date 2022-01`` is how an archive writes the day or month of publication in front of a text. A dateline names place,
day and agency: "Nordstadt (dpa) - ", "NORDSTADT, 3. März (Reuters) – ". A day without a year tells no date of
publication: nothing is made up.

A dateline opens a paragraph. Where an agency is named it may be any paragraph, as in a digest of several reports; a
place and a dash alone ("Genf – Die Ministerin …") are looked for behind headlines, teasers and bylines only, until the
first dateline is found. They are none where no whole sentence follows ("Streit um Rente – Union droht") and where a
second dash shows that the first one opened a parenthesis ("Bell – Ministerin seit 2020 – sagte ab.").
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from wortlaut.model import Span
from wortlaut.text.lexicon import column, read_table

_GAP = r"[^\S\n\r]"
_NAME = rf"(?:[^\W\d_]{{1,3}}\.{_GAP}?)?[^\W\d_][\w’'-]{{0,30}}(?:{_GAP}?[^\W\d_]{{1,2}}\.){{0,2}}"
_PLACE = rf"(?P<place>{_NAME}(?:(?:{_GAP}?/{_GAP}?|{_GAP}){_NAME}){{0,6}})"
_BRACKETS = rf"(?:{_GAP}?\([^()\n\r]{{2,40}}\))?"
_DATE = r"(?P<date>\d{1,2}\.\s?(?:\d{1,2}\.|\w{3,12})(?:\s?\d{4})?)"
_DASH = r"(?:--|[-–—|])(?=\s)"
_AGENCY_LINE = re.compile(
    rf"(?:{_PLACE}{_BRACKETS}(?:,?\s?{_DATE})?[,.]?\s?)?\((?P<agency>[^()\n\r]{{2,40}})\)"
    rf"(?P<end>{_GAP}{{0,2}}{_DASH}|{_GAP}?[.:](?=\s)|(?=\s))"
)
_DAY_LINE = re.compile(rf"{_PLACE}{_BRACKETS},\s?{_DATE}{_BRACKETS}(?P<end>{_GAP}{{0,2}}{_DASH}|[.:](?=\s))")
_PLACE_LINE = re.compile(rf"{_PLACE}(?:,{_GAP}(?P<agency>[\w/-]{{2,20}}))?{_BRACKETS}(?P<end>{_GAP}{{1,2}}{_DASH})")

_ARCHIVE = re.compile(r"date[ :]\s{0,3}(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?![\w-])[.:]?")
_DAY = re.compile(r"(\d{1,2})\.\s?(?:(\d{1,2})\.|(\w{3,12}))\s?(\d{4})?")
_FIRST_WORD = re.compile(r"\s{0,3}[„“\"»«‚›‹'(]?(\w{1,40})")
_SECOND_DASH = re.compile(rf"\s{_DASH}")
_SENTENCE_END = re.compile(r"[.!?…][\"”“«»’'‘)]?\s")
_FINISHED = re.compile(r"[.…:][\"”“«»’'‘)\]]*\s*\Z")

_LEADING, _LONGEST_TEASER = 8, 400
_LEAP_YEAR = 2000  # has every day
_FEWEST_WORDS, _SURELY_PROSE = 5, 200
_MOST_PLACES, _MOST_WORDS, _MOST_PARTS = 4, 3, 6


@dataclass(frozen=True, slots=True)
class Header:
    """What a report says about itself before it begins.

    `published` is EDTF; `day` is month and day where no year is told.
    """

    span: Span
    published: str | None
    place: str | None
    agency: str | None
    day: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class DatelineTables:
    """Names of news agencies and of months, words that no place begins with, and small words inside places' names."""

    agencies: frozenset[str]
    months: Mapping[str, int]
    function_words: frozenset[str]
    place_words: frozenset[str]

    @classmethod
    def read(cls, folder: Traversable) -> DatelineTables:
        """Read `agencies`, `months`, `function_words` and `place_words` of a pack."""
        months = read_table(folder, "months.tsv", ("name", "number", "origin"))
        return cls(
            column(read_table(folder, "agencies.tsv", ("name", "origin")), "name"),
            {row["name"]: row.whole("number") for row in months},
            column(read_table(folder, "function_words.tsv", ("word", "origin")), "word"),
            column(read_table(folder, "place_words.tsv", ("word", "origin")), "word"),
        )


def find_headers(text: str, paragraphs: Sequence[Span], tables: DatelineTables) -> tuple[Header, ...]:
    """The headers of `text` in their order, each at the start of a paragraph; an archive's date only in the first."""
    headers = []
    leading = True
    for number, paragraph in enumerate(paragraphs):
        archive = _find_archive(text, paragraph) if number == 0 else None
        leading = leading and number < _LEADING
        rest = Span(_skip_space(text, archive.span.end, paragraph.end), paragraph.end) if archive else paragraph
        dateline = _find_dateline(text, rest, tables, leading=leading)
        if header := _join(archive, dateline):
            headers.append(header)
        leading = leading and dateline is None and paragraph.end - paragraph.start <= _LONGEST_TEASER
    return tuple(headers)


def _find_archive(text: str, paragraph: Span) -> Header | None:
    match = _ARCHIVE.match(text, paragraph.start, paragraph.end)
    if match is None or not _is_date(match[1]):
        return None
    return Header(Span(paragraph.start, match.end()), match[1], None, None)


def _join(archive: Header | None, dateline: Header | None) -> Header | None:
    """An archive's date and the dateline behind it as one header."""
    if archive is None or dateline is None:
        return archive or dateline
    span = Span(archive.span.start, dateline.span.end)
    return Header(span, archive.published, dateline.place, dateline.agency, dateline.day)


def _find_dateline(text: str, paragraph: Span, tables: DatelineTables, *, leading: bool) -> Header | None:
    """The dateline at the start of a paragraph; `leading` where nothing but headlines stands before it."""
    match = _AGENCY_LINE.match(text, *paragraph)
    if (
        match is not None
        and (leading or (match["end"] and not match["date"]))
        and _are_agencies(match["agency"], tables)
    ):
        return _read_line(text, match, paragraph, tables)
    if not leading:
        return None
    match = _DAY_LINE.match(text, *paragraph)
    if match is not None and (header := _read_line(text, match, paragraph, tables)):
        return header
    match = _PLACE_LINE.match(text, *paragraph)
    return _read_place_line(text, match, paragraph, tables) if match is not None else None


def _read_line(text: str, match: re.Match[str], paragraph: Span, tables: DatelineTables) -> Header | None:
    """A dateline with a day or an agency, unless its words are no place or day or the sentence goes on behind it."""
    found = match.groupdict()
    place, date = found["place"], found["date"]
    word = _FIRST_WORD.match(text, match.end(), paragraph.end)
    if word is not None and not (word[1][0].isupper() or word[1][0].isdigit()):
        return None
    if (place and not _is_place(place, tables)) or (date and not _is_day(date, tables)):
        return None
    published, day = _read_day(date, tables) if date else (None, None)
    return Header(Span(paragraph.start, match.end()), published, place, found.get("agency"), day)


def _read_place_line(text: str, match: re.Match[str], paragraph: Span, tables: DatelineTables) -> Header | None:
    """A place before a dash, perhaps with an agency without brackets: "Genf – ", "BERLIN dpa | ", "Berlin/dpa - "."""
    place, agency = _split_agency(match["place"], tables)
    if match["agency"]:
        agency = match["agency"] if _are_agencies(match["agency"], tables) else None
        if agency is None:
            return None
    word = _FIRST_WORD.match(text, match.end(), paragraph.end)
    if word is None or not (word[1][0].isupper() or word[1][0].isdigit()) or (place and not _is_place(place, tables)):
        return None
    if agency is None:
        sure = word[1].lower() in tables.function_words
        if not _is_short_place(place, tables, sure=sure) or not _opens_report(
            text[match.end() : paragraph.end], sure=sure
        ):
            return None
    return Header(Span(paragraph.start, match.end()), None, place or None, agency)


def _split_agency(words: str, tables: DatelineTables) -> tuple[str, str | None]:
    """ "BERLIN taz", "Genf/dpa": the place, and the agency behind it."""
    head, mark, last = re.fullmatch(r"(.*?)([ /]?)([^ /]+)", words, re.DOTALL).groups()  # type: ignore[union-attr]
    return (head, last) if last in tables.agencies and (mark or not head) else (words, None)


def _is_place(words: str, tables: DatelineTables) -> bool:
    """ "Nordstadt", "Bad Seehausen/Westhafen", "HAFEN AM SEE"; not "Die Ministerin"."""
    parts = words.replace("/", " ").split()
    capitals = parts[0][0].isupper() and parts[-1][0].isupper()
    return capitals and len(parts) <= _MOST_PARTS and parts[0].lower() not in tables.function_words


def _is_short_place(words: str, tables: DatelineTables, *, sure: bool) -> bool:
    """One to three capitalised words for each place; small words between them only where all else is `sure`."""
    places = [place.split() for place in words.split("/")]
    if len(places) > _MOST_PLACES:
        return False
    for parts in places:
        small = [part for part in parts if not part[0].isupper()]
        if len(parts) - len(small) > _MOST_WORDS or (small and not (sure and tables.place_words.issuperset(small))):
            return False
    return True


def _opens_report(behind: str, *, sure: bool) -> bool:
    """Whether whole sentences stand behind a place and its dash.

    `sure` says that they begin with a function word: behind the dash of a parenthesis it would have no capital.
    """
    if len(behind.split(maxsplit=_FEWEST_WORDS)) < _FEWEST_WORDS:
        return False
    if len(behind) < _SURELY_PROSE and not _FINISHED.search(behind[-8:]):
        return False
    return sure or not _SECOND_DASH.search(_SENTENCE_END.split(behind[:_LONGEST_TEASER], maxsplit=1)[0])


def _are_agencies(names: str, tables: DatelineTables) -> bool:
    parts = re.split(r"[/,\s]+", names.strip())
    return any(part in tables.agencies for part in parts) and len(parts) <= 3


def _is_day(words: str, tables: DatelineTables) -> bool:
    """Whether it is the day of a month: "3. März", "3.12."; not "3. Klasse"."""
    match = _DAY.fullmatch(words)
    return match is not None and 0 < _read_month(match, tables) <= 12


def _read_day(words: str, tables: DatelineTables) -> tuple[str | None, tuple[int, int] | None]:
    """The date as EDTF, or month and day where no year is told."""
    match = _DAY.fullmatch(words)
    if not match:
        return None, None
    month, day = _read_month(match, tables), int(match[1])
    written = f"{int(match[4] or _LEAP_YEAR):04}-{month:02}-{day:02}"
    if not _is_date(written):
        return None, None
    return (written, None) if match[4] else (None, (month, day))


def _read_month(match: re.Match[str], tables: DatelineTables) -> int:
    return int(match[2]) if match[2] else tables.months.get(match[3], 0)


def _is_date(words: str) -> bool:
    """Whether a year, a month or a day written as EDTF exists."""
    try:
        datetime.date.fromisoformat((words + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
