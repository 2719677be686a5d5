"""What time words mean before it is known when they were said.

Three things can be told: a place in the calendar (`Point`: "Freitag", "Ende März 2022", "kommende Woche"), a length of
time (`Length`: "zwei Wochen") and something that recurs (`Recurrence`: "jeden Montag"). A `Relation` says how a point
or a length is used: "bis Freitag" ends there, "vor zwei Wochen" counts back. Whoever resolves them brings the day.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Unit(enum.Enum):
    """Units of time by their letters in TIMEX3 durations; those of a part of a day are written behind a T."""

    SECOND = "TS"
    MINUTE = "TM"
    HOUR = "TH"
    DAY = "D"
    WEEK = "W"
    WEEKEND = "WE"
    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    YEAR = "Y"
    DECADE = "DE"
    CENTURY = "CE"
    MILLENNIUM = "ML"
    NIGHT = "TNI"


class Relation(enum.Enum):
    """How a time is used: what a preposition or an adverb in front of it says.

    `BEGIN` and `END` are the two ends of one stretch (*vom 3. bis 7. Mai*); `FIRST` and
    `LAST` are two side by side (*am Donnerstag und Freitag*); `ON` is a day that is aimed at (*für
    Freitag geplant*); `BY` a term (*zum Jahresende*).
    """

    UNTIL = "until"
    FROM = "from"
    SINCE = "since"
    BEFORE = "before"
    AFTER = "after"
    BY = "by"
    WITHIN = "within"
    AGO = "ago"
    AHEAD = "ahead"
    LATER = "later"
    EARLIER = "earlier"
    PAST = "past"
    COMING = "coming"
    BEGIN = "begin"
    END = "end"
    FIRST = "first"
    LAST = "last"
    ON = "on"


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the calendar, as far as the words tell it.

    What is None is not told. `unit` and `count` count from the time of speaking (*vorige Woche*: WEEK, -1); `within`
    is the larger stretch that the place lies in (*Dienstag kommender Woche*). `side` is -1 or 1 where the words say
    behind or ahead (*vergangenen Freitag*), -2 or 2 one further. `vague` is one of TIMEX3's ``…_REF``; `event` marks
    what has no date (*nach der Wahl*, *an einem Sonntag*). `nth` counts weekdays or weekends in a month (*ersten
    Sonntag im Mai*; -1 is the last); `follows` counts days from the one last spoken of (*am Tag darauf*). `feast` is a
    day that moves (``easter+49``) or stands (``12-24``). `mod` is TIMEX3's. `other` is the other end of a range.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    week: int | None = None
    weekday: int | None = None
    nth: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    feast: str | None = None
    unit: Unit | None = None
    count: int | None = None
    within: Point | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    zone: str | None = None
    night_to: bool = False
    side: int | None = None
    vague: str | None = None
    event: bool = False
    mod: str | None = None
    follows: int | None = None
    relation: Relation | None = None
    other: Point | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: amounts of units, as said; an amount "X" is not told (*einige Jahre*)."""

    amounts: tuple[tuple[str, Unit], ...]
    mod: str | None = None
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Something that recurs; `value`, `quant` and `freq` as TIMEX3 writes them."""

    value: str
    quant: str | None = None
    freq: str | None = None


@dataclass(frozen=True, slots=True)
class Impossible:
    """Words that look like a time and are none: *31. Februar*, *25.70 Uhr*."""


Meaning = Point | Length | Recurrence | Impossible
