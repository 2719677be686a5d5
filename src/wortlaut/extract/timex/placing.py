"""Place time expressions: resolve them in the order of the text, each against the moment in which it is said.

A clock time belongs to the day last spoken of; a month without a year to the year that the past is told of. Words that
somebody said count from the day of the saying, where the frame tells it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wortlaut.extract.timex.finding import Found
from wortlaut.extract.timex.meanings import Impossible, Length, Meaning, Point, Recurrence, Unit
from wortlaut.extract.timex.moment import Anchor, Moment, Resolution
from wortlaut.extract.timex.report import Ranges, Report, Speech
from wortlaut.extract.timex.resolve import resolve
from wortlaut.extract.timex.sides import Sides
from wortlaut.extract.timex.tables import TimexTables
from wortlaut.model import Issue, Tense, Timex, make_id

Told = tuple[Resolution, Moment]


@dataclass(frozen=True, slots=True)
class Placed:
    """The times of a report, when each speech was held (EDTF, or None), and what looks like a time and is none."""

    times: tuple[Timex, ...]
    said: tuple[str | None, ...]
    issues: tuple[Issue, ...]
    derivations: Mapping[str, tuple[str, ...]]


def resolve_times(found: Sequence[Found], report: Report, tables: TimexTables) -> Placed:
    """Say when each time is; those that cannot be are issues."""
    possible = [f for f in found if not isinstance(f.meaning, Impossible)]
    issues = tuple(Issue(f.span, f"no such date or time: {f.text}") for f in found if isinstance(f.meaning, Impossible))
    teller = _Teller(report, tables, possible)
    first = teller.tell({})
    said = tuple(_said(speech, possible, first) for speech in report.speeches)
    anchors = _speech_anchors(report.speeches, said, possible)
    told = teller.tell(anchors) if anchors else first
    times = tuple(_timex(report.identity, f, r) for f, (r, _) in zip(possible, told, strict=True))
    lines = {time.id: (*f.lines(), *moment.lines()) for time, f, (_, moment) in zip(times, possible, told, strict=True)}
    return Placed(times, said, issues, lines)


def _timex(identity: str, found: Found, told: Resolution) -> Timex:
    return Timex(
        make_id("time", identity, *found.span),
        found.span,
        told.type,
        told.value,
        told.edtf,
        told.mod,
        told.reason,
        told.quant,
        told.freq,
        tuple(dict.fromkeys(found.node.rules())),
    )


def _said(speech: Speech, found: Sequence[Found], told: Sequence[Told]) -> str | None:
    """The day of the saying: the first point of the calendar that the frame tells ("sagte am Freitag")."""
    for f, (resolution, _) in zip(found, told, strict=True):
        point = f.meaning
        is_point = isinstance(point, Point) and point.relation is None
        if is_point and resolution.edtf is not None and _lies_in(f, speech.frame):
            return resolution.edtf
    return None


def _lies_in(found: Found, ranges: Ranges) -> bool:
    return any(first <= found.token and found.last < last for first, last in ranges)


def _speech_anchors(
    speeches: Sequence[Speech], said: Sequence[str | None], found: Sequence[Found]
) -> dict[int, Anchor]:
    """For times in somebody's words: the day on which they were said."""
    anchors: dict[int, Anchor] = {}
    for speech, day in zip(speeches, said, strict=True):
        anchor = _day_anchor(day)
        if anchor is not None:
            told = (i for i, f in enumerate(found) if _lies_in(f, speech.quote) and _counts_from_saying(f, speech))
            anchors.update(dict.fromkeys(told, anchor))
    return anchors


def _counts_from_saying(found: Found, speech: Speech) -> bool:
    """Quoted words count from the day they were said. Of indirect speech only lengths do ("binnen 48 Stunden"):
    whoever writes down somebody's *heute* in his own words means his own day.
    """
    return speech.direct or isinstance(found.meaning, Length)


def _day_anchor(edtf: str | None) -> Anchor | None:
    """A day to count from; of a clock time its day, of anything longer than a day none."""
    if edtf is None or "/" in edtf or "~" in edtf or "[" in edtf or "X" in edtf or len(edtf) < 10:
        return None
    return Anchor.of(edtf[:10])


class _Teller:
    """Goes through the times of a report in order."""

    def __init__(self, report: Report, tables: TimexTables, found: Sequence[Found]) -> None:
        self._report = report
        self._found = found
        self._sides = Sides(report, tables, found)
        self._daily = {report.paragraph_of(f.token) for f in found if _counts_days(f.meaning)}
        self._looks_back = any(_looks_back(f.meaning, report.anchor) for f in found)

    def tell(self, anchors: Mapping[int, Anchor]) -> list[Told]:
        """Resolve all times; `anchors` has those that were said on another day."""
        told: list[Told] = []
        spoken = _Spoken()
        for index, found in enumerate(self._found):
            meaning = Point(vague="PRESENT_REF") if self._means_nowadays(found) else found.meaning
            assert not isinstance(meaning, Impossible)
            spoken.enter(self._report.paragraph_of(found.token), self._report.tokens[found.token].sentence)
            moment = spoken.moment(meaning, anchors.get(index, self._report.anchor), self._sides.tell(found))
            resolution = resolve(meaning, moment)
            spoken.note(meaning, resolution, several=_is_one_of_several(found))
            told.append((resolution, moment))
        return told

    def _means_nowadays(self, found: Found) -> bool:
        """ "heute" in a report that looks back on years and counts no days: nowadays."""
        point = found.meaning
        if not isinstance(point, Point) or point.unit is not Unit.DAY or point.count != 0:
            return False
        if point.part is not None or point.relation is not None or not self._looks_back:
            return False
        told_now = self._sides.tense(found) in (None, Tense.PRESENT)
        return told_now and self._report.paragraph_of(found.token) not in self._daily


class _Spoken:
    """What has been spoken of so far, for the next time to lean on."""

    def __init__(self) -> None:
        self._paragraph = self._sentence = -1
        self._day: date | None = None
        self._year: int | None = None
        self._dated: Point | None = None
        self._apart = False

    def enter(self, paragraph: int, sentence: int) -> None:
        """Forget what does not reach into the next sentence or paragraph."""
        if sentence != self._sentence:
            self._sentence, self._apart = sentence, False
        if paragraph != self._paragraph:
            self._paragraph, self._day, self._year, self._dated = paragraph, None, None, None

    def moment(self, meaning: Meaning, anchor: Anchor | None, side: int) -> Moment:
        """What the next time is resolved against."""
        year = _year_told(self._dated, meaning) if side < 0 else None
        ahead = side < 0 and anchor is not None and self._day is not None and self._day > anchor.last
        return Moment(anchor, side, None if ahead else self._day, year, self._year, self._apart)

    def note(self, meaning: Meaning, resolution: Resolution, *, several: bool) -> None:
        """Keep what a time tells the next one."""
        if isinstance(meaning, Recurrence):
            self._apart = True
        self._day = resolution.day or self._day
        if not isinstance(meaning, Point):
            return
        if resolution.day is not None and meaning.hour is None and meaning.part is None:
            self._apart = several
        self._year = meaning.year or self._year
        if meaning.year is not None and (meaning.month is not None or meaning.season is not None):
            self._dated = meaning
        elif meaning.unit is not None or meaning.weekday is not None or meaning.vague is not None:
            self._dated = None


def _is_one_of_several(found: Found) -> bool:
    """Whether several days stand side by side: "am 3. und 4. Mai um 20 Uhr"."""
    meanings = found.node.value if found.node.parts else ()
    return sum(isinstance(m, Point) and m.hour is None and m.relation is None for m in meanings) > 1


def _counts_days(meaning: Meaning) -> bool:
    """Whether a text that says this speaks of single days: *gestern*, *am Freitag*, *um 20 Uhr*."""
    if not isinstance(meaning, Point):
        return False
    return meaning.weekday is not None or meaning.hour is not None or (meaning.unit is Unit.DAY and meaning.count != 0)


def _looks_back(meaning: Meaning, anchor: Anchor | None) -> bool:
    """Whether a text that says this looks back on years: *damals*, *in den fünfziger Jahren*, *1968*."""
    if not isinstance(meaning, Point):
        return False
    before = anchor is not None and meaning.year is not None and meaning.year < anchor.first.year - 1
    return before or meaning.decade is not None or meaning.century is not None or meaning.vague == "PAST_REF"


def _year_told(dated: Point | None, meaning: Meaning) -> int | None:
    """The year that the past is told of: "Im März 1992 … im April", "Im Dezember 2020 … im Februar" (2021)."""
    if dated is None or dated.year is None or not isinstance(meaning, Point):
        return None
    turned = meaning.month is not None and dated.month is not None and meaning.month < dated.month
    return dated.year + turned
