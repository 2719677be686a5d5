"""Place time expressions: who says them when, behind or ahead, on which day.

The side is told by the words themselves (*vergangenen*), by how the time is used (a deadline that is demanded lies
ahead), or by the tense of the clause. A clock time belongs to the day last spoken of; a month without a year to the
year that the past is told of. Words that somebody said count from the day of the saying, where the frame tells it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wortlaut.extract.timex.finding import Found
from wortlaut.extract.timex.lexical import TimexTables
from wortlaut.extract.timex.meanings import Impossible, Length, Meaning, Point, Recurrence, Relation, Unit
from wortlaut.extract.timex.moment import Anchor, Moment, Resolution
from wortlaut.extract.timex.resolve import resolve
from wortlaut.model import Clause, ClauseKind, Issue, Sentence, Tense, Timex, Token, make_id

Ranges = Sequence[tuple[int, int]]
Told = tuple[Resolution, Moment]
_AHEAD = {Relation.UNTIL, Relation.BY, Relation.WITHIN, Relation.AHEAD, Relation.FROM, Relation.COMING}


@dataclass(frozen=True, slots=True)
class Speech:
    """Token ranges of words that somebody said, and of the frame that says so; `direct` are words as they were said."""

    quote: Ranges
    frame: Ranges
    direct: bool


@dataclass(frozen=True, slots=True)
class Report:
    """Where times stand: the tokens, sentences and clauses of a report, what is said in it, and its date."""

    identity: str
    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    clauses: Sequence[Clause]
    speeches: Sequence[Speech]
    anchor: Anchor | None


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
    """Goes through the times of a report in order and keeps what the next one may lean on."""

    def __init__(self, report: Report, tables: TimexTables, found: Sequence[Found]) -> None:
        self._report = report
        self._tables = tables
        self._found = found
        self._clauses = _clauses_at(report.clauses, {f.token for f in found})
        self._sides = [self._side(f) for f in found]
        self._daily = {self._paragraph(f) for f in found if _counts_days(f.meaning)}
        self._looks_back = any(_looks_back(f.meaning, report.anchor) for f in found)

    def tell(self, anchors: Mapping[int, Anchor]) -> list[Told]:
        """Resolve all times; `anchors` has those that were said on another day."""
        told: list[Told] = []
        day: date | None = None
        dated: Point | None = None
        paragraph, sentence, apart = -1, -1, False
        for index, found in enumerate(self._found):
            meaning = found.meaning
            here = self._report.tokens[found.token].sentence
            if here != sentence:
                sentence, apart = here, False
            inside = self._paragraph(found)
            if inside != paragraph:
                paragraph, day, dated = inside, None, None
            if self._means_nowadays(found):
                meaning = Point(vague="PRESENT_REF")
            year = _year_told(dated, meaning) if self._sides[index] < 0 else None
            moment = Moment(anchors.get(index, self._report.anchor), self._sides[index], day, year, apart)
            assert not isinstance(meaning, Impossible)
            resolution = resolve(meaning, moment)
            told.append((resolution, moment))
            if isinstance(meaning, Recurrence):
                apart = True
            if isinstance(meaning, Point):
                if resolution.day is not None and meaning.hour is None and meaning.part is None:
                    apart = _is_one_of_several(found)
                    day = resolution.day
                elif resolution.day is not None:
                    day = resolution.day
                if meaning.year is not None and (meaning.month is not None or meaning.season is not None):
                    dated = meaning
                elif meaning.unit is not None or meaning.weekday is not None or meaning.vague is not None:
                    dated = None
        return told

    def _paragraph(self, found: Found) -> int:
        sentence = self._report.tokens[found.token].sentence
        return self._report.sentences[sentence].paragraph if sentence >= 0 else -1

    def _side(self, found: Found) -> int:
        """-1 behind, 1 ahead, 0 not known."""
        clause = self._clauses.get(found.token)
        relation = getattr(found.meaning, "relation", None)
        if relation is Relation.ON:
            return 1
        behind = self._report.tokens[found.last + 1 : found.last + 2]
        if behind and behind[0].tag == "ADJA" and self._tables.past_adjective.fullmatch(behind[0].text):
            return -1
        if relation is Relation.SINCE:
            return -1
        chain = list(self._chain(clause))
        for c in chain:
            if self._is_planned(c) or (relation in _AHEAD and self._looks_ahead(c)):
                return 1
            if c.tense is Tense.PAST:
                return -1
            if c.tense is not None or c.kind is ClauseKind.INFINITIVE:
                return 1
        return 1 if relation in _AHEAD else 0

    def _chain(self, clause: Clause | None) -> Iterator[Clause]:
        """The clause and those it depends on."""
        seen: set[int] = set()
        while clause is not None and clause.index not in seen:
            seen.add(clause.index)
            yield clause
            clause = self._report.clauses[clause.parent] if clause.parent is not None else None

    def _is_planned(self, clause: Clause) -> bool:
        """ "ist am Freitag geplant": the state that somebody's plan has brought about, not the perfect."""
        if clause.finite is None or clause.lemma not in self._tables.ahead:
            return False
        finite = self._report.tokens[clause.finite]
        passive = any(self._report.tokens[i].tag == "VAPP" for i in clause.verbs)
        return finite.lemma in self._tables.states and finite.tense is Tense.PRESENT and not passive

    def _looks_ahead(self, clause: Clause) -> bool:
        if clause.lemma in self._tables.ahead:
            return True
        return any(self._report.tokens[i].lemma in self._tables.ahead for a, b in clause.pieces for i in range(a, b))

    def _means_nowadays(self, found: Found) -> bool:
        """ "heute" in a report that looks back on years and counts no days: nowadays."""
        meaning = found.meaning
        is_today = isinstance(meaning, Point) and meaning.unit is Unit.DAY and meaning.count == 0
        if not is_today or not isinstance(meaning, Point) or meaning.part or meaning.relation:
            return False
        clause = self._clauses.get(found.token)
        tells_present = clause is None or clause.tense in (None, Tense.PRESENT)
        return tells_present and self._looks_back and self._paragraph(found) not in self._daily


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


def _clauses_at(clauses: Sequence[Clause], tokens: set[int]) -> dict[int, Clause]:
    """The clause that each of these tokens belongs to."""
    found: dict[int, Clause] = {}
    places = sorted(tokens)
    for clause in clauses:
        if clause.kind is not ClauseKind.QUOTATION:
            for first, last in clause.pieces:
                found.update(dict.fromkeys(places[bisect_left(places, first) : bisect_left(places, last)], clause))
    return found
