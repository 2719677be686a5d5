"""How German puts times together, each rule named as a grammar would name it.

The kinds of words stand in the tables beside this file. What rules make of them has one of these kinds: ``day``,
``stretch`` (a week, a year), ``bound`` (needs a preposition: *Mai*, *Sommer*, *Abend*), ``clock``, ``length``,
``set`` and ``vague``; ``several`` lists times side by side. A rule of the kind ``time`` is what is found in the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from wortlaut.extract.timex import TimexRules
from wortlaut.extract.timex.meanings import Point, Recurrence, Relation, Unit
from wortlaut.grammar.rules import Rule
from wortlaut.lang.de.timex import productions as p
from wortlaut.lang.de.timex.productions import NUMERALS, VALUES

__all__ = ["TIMEX"]

_ENDINGS = ("e", "en", "em", "er", "es")
_TRIGGERS = frozenset(
    "unit units season-months of-units of-years weekend month weekday weekday-of season part hours midnight feast christmas-day "
    "vague-word todays now at-once past-noun future-noun present-noun time-noun today day-shift "
    "tomorrow days-adjective year-shift this-years year-noun context-day context-year week-number month-noun week-noun year-adjective turn eve "
    "set-word daily-part long-word one-day year day numeric-day odd-day oclock dotted tens tens-noun decade event season-name "
    "half-past".split()
)
"""Kinds of word that a time expression cannot do without."""

_HEADS = frozenset(
    "weekday month season part unit units number one some tens decade edge early late feast today day-shift".split()
)
_TAILS = frozenset(
    "half-noun part small-part unit units edge weekend season season-months of-units of-years weekday long".split()
)
"""Kinds of word that compounds are made of: "Montag|abend", "Jahres|ende", "drei|wöchig"."""

_NAMESAKES = frozenset({"month", "season", "weekday", "part"})
"""Kinds of word that are surnames as well: "Kara Mai", "Herr Freitag"."""

_PAST_ADJECTIVE = re.compile(
    r"\w*(?:ge\w{2,}|(?:be|ver|er|ent|zer|über|unter)\w{2,}|\w{3,}ier)(?:t|en)e[mnrs]?", re.IGNORECASE
)
"""A participle in front of its noun tells what is over: "das am Montag unterzeichnete Abkommen"."""

_AHEAD_ADJECTIVE = re.compile(r"\w{3,}ende[mnrs]?", re.IGNORECASE)
"""A participle in front of its noun tells what is to come or goes on: "die am Montag beginnende Messe"."""

_BEFORE_YEARS = frozenset({"unit", "units", "month", "season", "edge", "turn", "feast"})
"""Kinds of word behind which a number is a year whatever follows."""

_GOALS = frozenset({"time", "several", "no-time"})
_NO_TIME = "no-time"


def _give(relation: Relation) -> Callable[..., Relation]:
    return lambda *_: relation


# fmt: off
_DAYS = (
    Rule("day of month", "day", "ordinal|nth month", lambda d, m: p.day_of(d, m)),
    Rule("day of a month of a year", "day", "ordinal|nth month of-stretch", lambda d, m, s: p.inside(p.day_of(d, m), s)),
    Rule("day of month in figures", "day", "numeric-day year?", lambda d, y: p.inside(d, y) if y and isinstance(d, Point) else d),
    Rule("named day", "weekday-day", "weekday", lambda w: Point(weekday=w)),
    Rule("of the named day", "day", "article weekday-of", lambda _, w: Point(weekday=w)),
    Rule("named day alone", "day", "weekday-day", lambda d: d),
    Rule("named day and date", "day", "weekday ','? article? day", lambda w, _, d: p.dated(w, d)),
    Rule("named day behind or ahead", "day", "article? shift weekday", lambda _, s, w: p.near_weekday(s, w)),
    Rule("this named day", "day", "this weekday", lambda _, w: Point(weekday=w, unit=Unit.WEEK, count=None)),
    Rule("week and named day", "day", "article? shift|this unit weekday", lambda _, n, u, w: p.inside(Point(weekday=w), p.counted(u, n))),
    Rule("named day of a week", "day", "weekday of-stretch", lambda w, s: p.inside(Point(weekday=w), s)),
    Rule("holiday", "day", "feast year?", lambda f, y: Point(feast=f, year=y.year if y else None)),
    Rule("Christmas Day", "day", "nth christmas-day", lambda n, _: Point(feast=f"12-{24 + n}") if n < 3 else None),
    Rule("counted day", "day", "today|day-shift|tomorrow", p.counted_day),
    Rule("today's", "vague", "todays", lambda v: Point(vague=v)),
    Rule("today in a week", "day", "today|tomorrow in length", p.later_day),
    Rule("today's named day", "day", "todays weekday", lambda _, __: p.counted_day(0)),
    Rule("yesterday's", "day", "days-adjective weekday?", lambda n, _: p.counted_day(n)),
    Rule("nth named day of a month", "day", "nth weekday in-the month year?", lambda n, w, _, m, y: p.nth_in_month(n, m, y, weekday=w)),
    Rule("nth weekend of a month", "day", "nth weekend in-the month year?", lambda n, _, __, m, y: p.nth_in_month(n, m, y)),
    Rule("last named day of a month", "day", "shift weekday in-the month year?", lambda n, w, _, m, y: p.nth_in_month(-1, m, y, weekday=w) if n == -1 else None),
    Rule("last weekend of a month", "day", "shift weekend in-the month year?", lambda n, _, __, m, y: p.nth_in_month(-1, m, y) if n == -1 else None),
    Rule("day before or behind the one told", "day", "context-day", lambda n: Point(follows=n)),
    Rule("the day before", "day", "'tag' later|earlier-by", lambda n: Point(follows=n)),
    Rule("that same day", "day", "article? same|this|that 'tag'", lambda _, __: Point(follows=0)),
)

_STRETCHES = (
    Rule("month", "month-alone", "month", lambda m: Point(month=m)),
    Rule("month of a year", "stretch", "month of-stretch", lambda m, s: p.inside(Point(month=m), s)),
    Rule("month behind or ahead", "stretch", "article? shift month", lambda _, s, m: p.toward(s, Point(month=m))),
    Rule("this month by name", "stretch", "this|current month", lambda _, m: Point(month=m)),
    Rule("season", "season-alone", "season|season-months", lambda s: Point(season=s)),
    Rule("winter of two years", "stretch", "season year '/' short-year|year", lambda s, y, _: Point(season=s, year=y.year)),
    Rule("season of a year", "stretch", "season of-stretch", lambda s, t: p.inside(Point(season=s), t)),
    Rule("season behind or ahead", "stretch", "article? shift season", lambda _, n, s: p.toward(n, Point(season=s))),
    Rule("this season", "stretch", "this adjective? season", lambda _, __, s: Point(season=s, unit=Unit.YEAR, count=0)),
    Rule("early or late", "season-alone", "early|late season", lambda e, s: Point(season=s, mod=e)),
    Rule("early or late season of a year", "stretch", "early|late season year", lambda e, s, y: Point(season=s, year=y.year, mod=e)),
    Rule("early or late month", "month-alone", "early|late month", lambda e, m: Point(month=m, mod=e)),
    Rule("year", "stretch", "year", lambda y: y),
    Rule("year by name", "stretch", "article? filler|adjective? unit|units year", lambda _, __, u, y: y if u is Unit.YEAR else None),
    Rule("old year by name", "stretch", "article? 'jahr'|'jahre' number", lambda _, n: Point(year=int(n)) if str(n).isdecimal() and 2 < len(str(n)) <= 4 else None),
    Rule("this year", "stretch", "year-shift|this-years", lambda n: p.counted(Unit.YEAR, n)),
    Rule("year before or behind the one told", "stretch", "unit later|earlier-by", lambda u, n: Point(follows=n, unit=u) if u is Unit.YEAR else None),
    Rule("following year", "stretch", "article? context-year", lambda _, n: Point(follows=n, unit=Unit.YEAR)),
    Rule("year before", "stretch", "article? year-noun", lambda _, n: p.counted(Unit.YEAR, n)),
    Rule("month before", "stretch", "article? month-noun", lambda _, n: p.counted(Unit.MONTH, n)),
    Rule("week before", "stretch", "article? week-noun", lambda _, n: p.counted(Unit.WEEK, n)),
    Rule("counted unit", "stretch", "article? shift unit|weekend", lambda _, n, u: p.counted(u, n)),
    Rule("this unit", "stretch", "this|current unit|weekend", lambda n, u: p.counted(u, 0) if u is not Unit.DAY else None),
    Rule("the current unit", "stretch", "article current unit", lambda _, __, u: p.counted(u, 0)),
    Rule("weekend", "weekend-alone", "weekend", lambda u: p.counted(u, 0)),
    Rule("part of a year by number", "stretch", "article? ordinal|nth unit", lambda _, n, u: p.nth_of(n, u)),
    Rule("part of a year", "stretch", "article? ordinal|nth unit of-stretch", lambda _, n, u, s: p.inside(p.nth_of(n, u), s)),
    Rule("half of a month", "stretch", "article? nth month half-noun", lambda _, n, m, __: p.edge("START" if n == 1 else "END", Point(month=m))),
    Rule("half of a stretch", "stretch", "article? nth half-noun of-stretch", lambda _, n, __, s: p.edge("START" if n == 1 else "END", s)),
    Rule("decade of this century or the last", "stretch", "article? tens units", lambda _, n, u: p.decade_of(n) if u is Unit.YEAR else None),
    Rule("decade as a noun", "edge-stretch", "edge article tens-noun", lambda e, _, n: p.edge(e, p.decade_of(n))),
    Rule("in a decade as a noun", "time", "(in) article tens-noun", lambda _, __, n: p.decade_of(n)),
    Rule("decade by its year", "stretch", "article? decade units", lambda _, d, u: d if u is Unit.YEAR else None),
    Rule("calendar week", "stretch", "article? week-number number year?", lambda _, __, n, y: p.calendar_week(n, y)),
    Rule("calendar week by ordinal", "stretch", "article? ordinal week-number", lambda _, n, __: Point(week=n) if n <= 53 else None),
    Rule("of the unit", "of-stretch", "article unit", lambda _, u: p.counted(u, 0)),
    Rule("of a stretch", "of-stretch", "stretch", lambda s: s if isinstance(s, Point) and (s.month is None or s.year) else None),
    Rule("of a stretch with article", "of-stretch", "article stretch", lambda _, s: s if isinstance(s, Point) else None),
    Rule("of a month", "of-stretch", "article? month", lambda _, m: Point(month=m)),
    Rule("of a season", "of-stretch", "article season", lambda _, s: Point(season=s)),
    Rule("beginning, middle or end", "edge-stretch", "edge of-stretch", lambda e, s: p.edge(e, s)),
    Rule("end of the year", "edge-stretch", "unit edge", lambda u, e: p.edge(e, p.counted(u, 0))),
    Rule("end of a year", "edge-stretch", "unit edge year|of-stretch", lambda u, e, y: p.edge(e, y) if u is Unit.YEAR else None),
    Rule("the end", "edge-stretch", "article edge-stretch", lambda _, s: s),
    Rule("end alone", "stretch", "edge-stretch", lambda s: s),
    Rule("turn of the year", "edge-alone", "turn", lambda _: Point(unit=Unit.YEAR, count=0, mod="END")),
    Rule("turn of a year", "stretch", "turn year", lambda _, y: p.edge("END", y)),
    Rule("this year's noun", "stretch", "year-adjective", lambda n: p.counted(Unit.YEAR, n)),
)

_PARTS = (
    Rule("part of the day", "part-alone", "part", lambda x: Point(part=x)),
    Rule("early or late part of the day", "part-alone", "article? early|late part|hours", lambda _, e, x: Point(part=x, mod=e)),
    Rule("hours of a part of the day", "part-alone", "hours", lambda x: Point(part=x)),
    Rule("part of a named day", "day-part", "early|late? weekday part|small-part", lambda e, w, x: Point(weekday=w, part=x, mod=e)),
    Rule("part of a named day behind or ahead", "day-part", "article? shift weekday part|small-part", lambda _, n, w, x: p.on_the_day(p.near_weekday(n, w), x)),
    Rule("part of a counted day", "day-part", "today|day-shift|tomorrow part|small-part", lambda n, x: Point(unit=Unit.DAY, count=n, part=x)),
    Rule("part of a day of the month", "day-part", "article? early|late? part|hours article day", lambda _, m, x, __, d: p.on_the_day(d, x, m)),
    Rule("part of the named day", "day-part", "article? early|late? part|hours article weekday-of", lambda _, m, x, __, w: Point(weekday=w, part=x, mod=m)),
    Rule("night to a day", "day-part", "article? 'nacht' 'auf'|'zum'|'zu' article? day", lambda _, __, d: p.night_to(d)),
    Rule("part of a told day", "day-part", "day daily-part", p.on_the_day),
    Rule("part of the next day or the last night", "day-part", "article? shift part", lambda _, n, x: p.near_part(n, x)),
    Rule("part of this day", "day-part", "this part", lambda _, x: Point(unit=Unit.DAY, count=0, part=x)),
    Rule("part of that day", "day-part", "that part", lambda _, x: Point(follows=0, part=x)),
    Rule("part of yesterday's named day", "day-part", "todays|days-adjective weekday part|small-part", lambda n, _, x: p.on_the_day(p.counted_day(n if isinstance(n, int) else 0), x)),
    Rule("night from one day of the month to the next", "day-part", "article? 'nacht' 'vom' ordinal 'auf'|'zum' article? day", lambda _, __, ___, d: p.night_to(d)),
    Rule("night from a day to the next", "day-part", "article? 'nacht' 'von'|'vom' weekday 'auf'|'zum'|'zu' article? day", lambda _, __, ___, d: p.night_to(d)),
    Rule("eve of a day", "day-part", "eve", lambda n: Point(follows=n, part="EV")),
)

_CLOCK = (
    Rule("hour", "clock", "number oclock", lambda n, _: p.whole_hour(n)),
    Rule("hour and minute", "clock", "dotted oclock", lambda t, _: t),
    Rule("hour, then minute", "clock", "number oclock number", lambda n, _, m: p.hour_and_minute(n, m)),
    Rule("half to the hour", "clock", "half-past number oclock?", lambda _, n, __: p.half_to(n)),
    Rule("clock in a zone", "clock", "clock zone", p.in_zone),
    Rule("clock of a part of the day", "clock", "clock (daily-part)", p.in_the),
    Rule("midnight", "clock", "midnight", lambda _: Point(hour=24, minute=0)),
    Rule("bare clock behind a preposition", "time", "(around) dotted", lambda _, t: t),
    Rule("bare clock under a preposition", "time", "(use) dotted", p.use),
)

_LENGTHS = (
    Rule("number of units", "length", "number units|unit", p.amount),
    Rule("one unit", "length", "one unit", p.amount),
    Rule("some units", "length", "some units", p.amount),
    Rule("a few units", "length", "one|article? 'paar' units", lambda _, u: p.unknown(u)),
    Rule("number of such units", "length", "number|some filler|adjective units", lambda n, _, u: p.amount(n, u)),
    Rule("one such unit", "length", "one filler|adjective unit", lambda n, _, u: p.amount(n, u)),
    Rule("nearly one unit", "length", "one approx-adjective unit", lambda n, mod, u: p.about(mod, p.amount(n, u)) if u is not Unit.DAY else None),
    Rule("half a unit", "length", "one half-of unit", lambda _, n, u: p.amount(n, u)),
    Rule("whole units", "length", "article filler number units", lambda _, __, n, u: p.amount(n, u)),
    Rule("length and length", "length", "length 'und' length", p.joined),
    Rule("about a length", "length", "approx length", p.about),
    Rule("such units", "loose-length", "units", p.unknown),
    Rule("long units", "length", "filler|adjective units", lambda _, u: p.unknown(u)),
    Rule("for so long", "time", "length (long)", lambda x, _: x),
    Rule("units behind or ahead", "length", "article? shift units", lambda _, n, u: p.moved(n, p.unknown(u))),
    Rule("number of units behind or ahead", "length", "article? shift length", lambda _, n, x: p.moved(n, x)),
    Rule("first units", "length", "article? nth number units", lambda _, __, n, u: p.amount(n, u)),
    Rule("these units", "length", "this units", lambda _, u: p.unknown(u)),
    Rule("all these units", "length", "'all' this units", lambda _, u: p.unknown(u)),
    Rule("the units", "length", "article units", lambda _, u: p.unknown(u) if u is Unit.YEAR else None),
    Rule("for units", "length", "length-word", p.unknown),
    Rule("for long", "length-word", "long-word|one-day", lambda u: u),
    Rule("of so many units", "length", "number|one of-units", p.amount),
    Rule("lasting so many years", "length", "number|one of-years (lasting)", lambda n, u, _: p.amount(n, u)),
    Rule("length earlier or later", "length", "length|loose-length later|earlier-by", lambda x, n: p.use(Relation.LATER if n > 0 else Relation.EARLIER, x)),
)

_SETS = (
    Rule("recurring", "set", "set-word", lambda v: Recurrence(v)),
    Rule("per unit", "set", "per unit", lambda _, u: p.every(1, u, "EVERY")),
    Rule("in the unit", "set", "in-the unit", lambda _, u: p.every(1, u) if u in (Unit.MONTH, Unit.YEAR) else None),
    Rule("a day", "set", "(at-the) unit", lambda _, u: p.every(1, u) if u is Unit.DAY else None),
    Rule("so often in the unit", "set", "times set", lambda n, s: Recurrence(s.value, s.quant, n)),
    Rule("each unit", "set", "each unit", lambda q, u: p.every(1, u, q)),
    Rule("each named day", "set", "each weekday part?", p.every_weekday),
    Rule("each nth named day of a unit", "set", "each nth weekday 'im' unit", lambda q, _, w, __: p.every_weekday(q, w)),
    Rule("each nth named day", "set", "each nth weekday", lambda q, _, w: p.every_weekday(q, w)),
    Rule("each part of the day", "set", "each part", lambda q, x: Recurrence(f"XXXX-XX-XXT{x}", q)),
    Rule("each season", "set", "each season", lambda q, s: Recurrence(f"XXXX-{s}", q)),
    Rule("each month by name", "set", "each month", lambda q, m: Recurrence(f"XXXX-{m:02}", q)),
    Rule("all so many units", "set", "all number units", lambda q, n, u: p.every(n, u, q)),
    Rule("so long each", "set", "each-adverb length", lambda q, x: p.every(x.amounts[0][0], x.amounts[0][1], q)),
    Rule("part of every day", "set", "daily-part", lambda x: Recurrence(f"PT{x}" if x == "NI" else f"XXXX-XX-XXT{x}")),
    Rule("unit by unit", "set", "unit 'um'|'für' unit", lambda a, b: p.every(1, a) if a is b else None),
)

_VAGUE = (
    Rule("now and then", "vague", "vague-word", lambda v: Point(vague=v)),
    Rule("past, present or future", "vague", "article past-noun|future-noun|present-noun", lambda _, v: Point(vague=v)),
    Rule("in past or future", "time", "(in) adjective? past-noun|future-noun", lambda _, __, v: Point(vague=v)),
    Rule("recent or coming time", "vague", "article? shift time-noun", lambda _, n, __: Point(vague="PAST_REF" if n < 0 else "FUTURE_REF")),
    Rule("long ago", "time", "before adjective|filler time-noun", lambda *_: Point(vague="PAST_REF")),
    Rule("this time", "vague", "this adjective? time-noun", lambda *_: Point(vague="PRESENT_REF")),
    Rule("that time", "vague", "that time-noun", lambda _, __: Point(vague="PAST_REF")),
)

_USES: tuple[tuple[str, str, Relation], ...] = (
    ("until", "until latest|including? to-the|at-the|in-the|around|in|toward?", Relation.UNTIL),
    ("at the latest", "latest until? to-the|at-the|in-the|around|in?", Relation.UNTIL),
    ("from", "latest? from to-the|at-the?", Relation.FROM),
    ("at the earliest", "earliest at-the|to-the|in-the|from|around|in?", Relation.FROM),
    ("not before", "'nicht' before", Relation.FROM),
    ("since", "latest? since over?", Relation.SINCE),
    ("before", "before over?", Relation.BEFORE),
    ("after", "after over?", Relation.AFTER),
)

_USE_RULES = tuple(Rule(name, "use", pattern, _give(relation)) for name, pattern, relation in _USES)

_FREE = "day|day-with-article|stretch|day-part|clock"
_BOUND = "month-alone|season-alone|part-alone|weekend-alone|edge-alone"
_PLAIN = "in-the|at-the|during|around|of|in|at|over"
_ANY = f"{_PLAIN}|from-the|toward|onto|for"

_TIMES = (
    Rule("the day", "day-with-article", "article day", lambda _, d: p.with_article(d)),
    Rule("place in the calendar", "time", f"({_PLAIN})? day|stretch", lambda _, x: x),
    Rule("the place in the calendar", "time", f"({_PLAIN})? day-with-article", lambda _, x: x),
    Rule("time of day", "time", f"({_PLAIN})? clock|day-part", lambda _, x: x),
    Rule("day that is aimed at", "time", "(for|onto) day|day-with-article|day-part", lambda _, x: p.toward_ahead(x)),
    Rule("stretch that is aimed at", "time", "(for|onto) stretch|clock", lambda _, x: x),
    Rule("toward a place", "time", "(toward) day|day-with-article|stretch|day-part", lambda _, x: x),
    Rule("some named day", "time", "one weekday", lambda _, w: p.some_day(w)),
    Rule("in the morning", "time", "morning-phrase", lambda x: Point(part=x)),
    Rule("shortly before or after", "time", "(shortly) (before|after) clock|part-alone", lambda _, __, x: p.edge("APPROX", x)),
    Rule("impossible day in figures", "time", "(use|at-the|to-the|from-the) odd-day", lambda _, x: x),
    Rule("about a time of day", "time", "(toward) clock", lambda _, x: p.edge("APPROX", x)),
    Rule("place under a preposition", "time", f"(use) {_FREE}", p.use),
    Rule("bound place under a preposition", "time", f"(use) article? {_BOUND}", lambda r, _, x: p.use(r, x)),
    Rule("in the course of", "time", "(in-the) ('laufe') article unit|weekend", lambda _, __, u: p.counted(u, 0)),
    Rule("in the course of a place", "time", "(in-the) ('laufe') stretch", lambda _, x: x),
    Rule("of the year", "time", "'des' unit", lambda u: p.counted(u, 0) if u is Unit.YEAR else None),
    Rule("bound place", "time", f"({_PLAIN}|toward|onto|for|article) (article)? (filler)? {_BOUND}", lambda _, __, ___, x: x),
    Rule("to a place", "time", "(to-the) day|stretch|month-alone|season-alone|part-alone|weekend-alone|clock|day-part", lambda _, x: p.not_the_end(x)),
    Rule("by the end", "time", "(to-the) edge-stretch|edge-alone", lambda _, x: p.use(Relation.BY, x)),
    Rule("of a day that is over", "time", "(from-the) day|stretch|month-alone|season-alone|part-alone|weekend-alone|clock|day-part", lambda _, x: p.toward_past(x)),
    Rule("from a place on", "time", f"(from-the|of) {_FREE}|{_BOUND} ('an')", lambda _, x: p.use(Relation.FROM, x)),
    Rule("within a place", "time", "(within) (of)? day|stretch|weekend-alone", lambda _, __, x: p.use(Relation.UNTIL, x)),
    Rule("length", "time", "length", lambda x: x),
    Rule("since a length", "time", "(latest)? (since) (already)? (over)? length|loose-length", lambda _, __, ___, ____, x: p.use(Relation.SINCE, x)),
    Rule("a length ago", "time", "(before) (over)? length|loose-length", lambda _, __, x: p.use(Relation.AGO, x)),
    Rule("after a length", "time", "(after) (over)? length|loose-length", lambda _, __, x: p.use(Relation.AFTER, x)),
    Rule("in a length", "time", "(in) length", lambda _, x: p.use(Relation.AHEAD, x)),
    Rule("within a length", "time", "(within) (of)? length", lambda _, __, x: p.within(x)),
    Rule("over units", "time", "(over|for) loose-length", lambda _, x: x),
    Rule("what recurs", "time", "set", lambda x: x),
    Rule("vague time", "time", "vague", lambda x: x),
    Rule("vague time under a preposition", "time", "(use) vague", p.use),
    Rule("at once", "time", "(from) at-once|now", lambda _, v: Point(vague=v, relation=Relation.FROM)),
    Rule("from now on", "time", "(of) now ('an')", lambda _, v: Point(vague=v, relation=Relation.FROM)),
    Rule("event under a preposition", "time", "(use) article? event", lambda *_: Point(event=True)),
    Rule("season by name", "time", "article? season-name", lambda *_: Point(event=True)),
    Rule("period with its years", "time", "article? period year sep short-year|year", lambda *_: Point(event=True)),
    Rule("number of a thing", "no-time", "counter number|year", lambda *_: True),
    Rule("numbers of a thing", "no-time", "counter number number", lambda *_: True),
    Rule("in the year of something", "no-time", "in-the unit 'der'|'des'", lambda *_: True),
    Rule("one day", "no-time", "'eines' 'tages'|'abends'|'morgens'|'nachts'", lambda *_: True),
    Rule("all of a sudden", "no-time", "'von' 'heute' 'auf' 'morgen'", lambda *_: True),
    Rule("aged between", "no-time", "'alter' between|of number|one to|and length", lambda *_: True),
    Rule("at one age or another", "no-time", "from|with|'unter' number|one to|and length", lambda *_: True),
    Rule("at the age of", "no-time", "'alter' of length", lambda *_: True),
    Rule("age", "no-time", "length old", lambda *_: True),
    Rule("ages", "no-time", "number|one to|and length old", lambda *_: True),
    Rule("at an age", "no-time", "from|with|'unter' length", lambda *_: True),
    Rule("before the year one", "no-time", "day|stretch|number|year|length before-christ", lambda *_: True),
    Rule("year before the year one", "no-time", f"({_ANY})? unit|units number|year before-christ", lambda *_: True),
    Rule("idiom", "no-time", "idiom", lambda _: True),
    Rule("street named after a day", "no-time", "street article day", lambda *_: True),
    Rule("at the time of something", "no-time", "'zur' time-noun article", lambda *_: True),
)

_SEVERAL = (
    Rule("and", "sep", "and", lambda *_: True),
    Rule("comma", "sep", "','", lambda *_: True),
    Rule("comma and", "sep", "',' and", lambda *_: True),
    Rule("from day to day", "several", "(from-the|of)? +ordinal (to) (to-the)? +day|day-with-article", p.days),
    Rule("from the day to the day", "several", "(from) +ordinal-day (to) (to-the)? +day|day-with-article", p.days),
    Rule("between days", "several", "(between) +ordinal|ordinal-day (and) +day|day-with-article", p.days),
    Rule("the first", "ordinal-day", "article ordinal", lambda _, d: d),
    Rule("day and hour under a preposition", "several", "(use) +day|day-with-article|day-part (',')? (around)? +clock", p.day_and_clock),
    Rule("from place to place", "several", "(from-the|of|in|article)? +day|day-with-article|stretch|month-alone|season-alone (to) (to-the)? +day|day-with-article|stretch|month-alone|season-alone", p.places),
    Rule("between places", "several", "(between) +day|day-with-article|stretch|month-alone (and) +day|day-with-article|stretch|month-alone", lambda _, a, __, b: p.stretch(a, b)),
    Rule("from hour to hour", "several", "(of|around|from)? +number|dotted|clock (to) +clock", p.hours),
    Rule("between hours", "several", "(between) +number|dotted|clock (and) +clock", p.hours),
    Rule("in a length or more", "several", "(in) +number|one (to|and) +length", lambda _, a, to, b: p.ranged(Relation.AHEAD, a, to, b)),
    Rule("a length or more ago", "several", "(before) +number|one (to|and) +length", lambda _, a, to, b: p.ranged(Relation.AGO, a, to, b)),
    Rule("from a day and hour on", "several", "(of) +day|day-with-article (',')? (around)? +clock ('an')", lambda _, d, *c: p.day_and_clock(Relation.FROM, d, *c)),
    Rule("between lengths", "several", "+number|one (to|and) +length", p.lengths),
    Rule("days of one month", "days", "+ordinal (sep) (at-the)? +day|days", p.enumerated),
    Rule("enumeration of days", "several", "days", lambda x: x),
    Rule("numbered stretches side by side", "several", f"({_ANY}|article|use)? +ordinal|nth (sep) +stretch", p.numbered),
    Rule("decades side by side", "several", "(article)? +tens (sep) +stretch", p.decades),
    Rule("named days side by side", "several", f"({_ANY}|article)? +weekday-day (sep) +weekday-day", p.both),
    Rule("months side by side", "several", f"({_ANY}|article|use)? +month-alone (sep) +month-alone|stretch", p.months),
    Rule("hours side by side", "several", "+number|dotted (sep) +clock", p.times),
)

_RULES: tuple[Rule, ...] = (
    *_DAYS, *_STRETCHES, *_PARTS, *_CLOCK, *_LENGTHS, *_SETS, *_VAGUE, *_USE_RULES, *_TIMES, *_SEVERAL,
)

# fmt: on

TIMEX = TimexRules(
    rules=_RULES,
    numerals=NUMERALS,
    values=VALUES,
    endings=_ENDINGS,
    triggers=_TRIGGERS,
    goals=_GOALS,
    excluded=_NO_TIME,
    heads=_HEADS,
    tails=_TAILS,
    namesakes=_NAMESAKES,
    before_years=_BEFORE_YEARS,
    past_adjective=_PAST_ADJECTIVE,
    ahead_adjective=_AHEAD_ADJECTIVE,
)
