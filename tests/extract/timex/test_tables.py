"""The engine of times knows no language: a toy pack of made-up words is read and finds its times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from wortlaut.errors import LanguagePackError
from wortlaut.extract.timex import Anchor, Found, Report, TimexRules, TimexTables, find_times, resolve_times
from wortlaut.extract.timex.meanings import Impossible, Length, Point, Recurrence, Relation, Unit
from wortlaut.grammar.rules import Rule
from wortlaut.model import Sentence, Timex, Token

HEADER = "forms\tkind\tvalue\torigin\n"
TABLES = {
    "units.tsv": "plim\tunit\tWEEK\town\nplimi\tunits\tWEEK\town\n",
    "calendar.tsv": "Zorna, Zornas\tmonth\t3\town\nNarku\tweekday\t5\town\nquell\tpart\tEV\town\n",
    "holidays.tsv": "Grossel\tfeast\teaster+0\town\n",
    "numbers.tsv": "ti\tnumber\t2\town\n",
    "vague.tsv": "hin und hor\tvague\tPAST_REF\town\n",
    "words.tsv": "# shifts take endings\nbruk-\tshift\t1\town\nskal\tuntil\t\town\n",
    "ahead.tsv": "warga\tahead\t\town\n",
}
RULES = (
    Rule("place", "time", "month|weekday|feast|vague", lambda place: place),
    Rule("day", "time", "number month", lambda n, m: replace_day(int(n), m)),
    Rule("deadline", "time", "(skal-phrase|until) month", lambda _, m: Point(month=m.month, relation=Relation.UNTIL)),
    Rule("next unit", "time", "shift unit", lambda n, u: Point(unit=u, count=n)),
    Rule("part of a weekday", "time", "weekday part", lambda w, x: Point(weekday=w.weekday, part=x)),
    Rule("length", "time", "number units", lambda n, u: Length(((n, u),))),
    Rule("each", "time", "'ogga' weekday", lambda w: Recurrence(f"XXXX-WXX-{w.weekday}")),
)


PACK = TimexRules(
    rules=RULES,
    numerals=(("number", re.compile(r"\d+"), lambda match: match[0]),),
    values={
        "unit": lambda v: Unit[v],
        "units": lambda v: Unit[v],
        "shift": int,
        "month": lambda v: Point(month=int(v)),
        "weekday": lambda v: Point(weekday=int(v)),
        "feast": lambda v: Point(feast=v),
        "vague": lambda v: Point(vague=v),
    },
    endings=("a", "o"),
    triggers=frozenset({"month", "weekday", "feast", "unit", "units"}),
    goals=frozenset({"time"}),
    excluded="no-time",
    heads=frozenset({"weekday"}),
    tails=frozenset({"part"}),
    namesakes=frozenset(),
    before_years=frozenset(),
    past_adjective=re.compile(r"\w+ulo"),
    ahead_adjective=re.compile(r"\w+ilo"),
)


def replace_day(day: int, month: Point) -> Point | Impossible:
    """This calendar ends its months early."""
    return Point(day=day, month=month.month) if day < 20 else Impossible()


def write_pack(folder: Path, **changed: str) -> Path:
    """Write the tables, some of them changed."""
    for name, rows in TABLES.items():
        (folder / name).write_text(HEADER + rows, encoding="utf-8")
    for name, text in changed.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return folder


def read_pack(folder: Path) -> TimexTables:
    """Read the tables as the code of the pack would have them read."""
    return TimexTables.read(folder, PACK)


@pytest.fixture
def pack(tmp_path: Path) -> TimexTables:
    return read_pack(write_pack(tmp_path))


def tokenize(text: str) -> list[Token]:
    """Words between spaces; every word of this language is an adverb."""
    return [
        Token(index, match.start(), match.end(), match[0], match[0], "ADV", 0)
        for index, match in enumerate(re.finditer(r"\S+", text))
    ]


def find(text: str, pack: TimexTables) -> tuple[Found, ...]:
    return find_times(tokenize(text), pack)


def resolve(text: str, pack: TimexTables, published: str | None = "2022-01-21") -> tuple[Timex, ...]:
    tokens: Sequence[Token] = tokenize(text)
    report = Report("toy", tokens, (Sentence(0, 0, len(tokens), 0),), (), (), Anchor.of(published))
    return resolve_times(find_times(tokens, pack), report, pack).times


# what a pack finds


@pytest.mark.parametrize(
    ("text", "words", "meaning"),
    [
        ("Lo Zorna wirra", "Zorna", Point(month=3)),
        ("Lo Zornas wirra", "Zornas", Point(month=3)),  # a second form of the same row
        ("Lo 12 Zorna wirra", "12 Zorna", Point(day=12, month=3)),  # figures
        ("Lo ti Zorna wirra", "ti Zorna", Point(day=2, month=3)),  # a number in words
        ("Lo skal Zorna wirra", "Zorna", Point(month=3, relation=Relation.UNTIL)),  # a word outside
        ("Lo bruka plim wirra", "bruka plim", Point(unit=Unit.WEEK, count=1)),  # with an ending
        ("Lo bruko plim wirra", "bruko plim", Point(unit=Unit.WEEK, count=1)),
        ("Lo ti plimi wirra", "ti plimi", Length((("2", Unit.WEEK),))),
        ("Lo Narkuquell wirra", "Narkuquell", Point(weekday=5, part="EV")),  # put together
        ("Lo Narku-quell wirra", "Narku-quell", Point(weekday=5, part="EV")),
        ("Lo hin und hor wirra", "hin und hor", Point(vague="PAST_REF")),  # several words in one entry
        ("Lo ogga Narku wirra", "ogga Narku", Recurrence("XXXX-WXX-5")),  # a word of a pattern
        ("Lo ZORNA wirra", "ZORNA", Point(month=3)),  # capitals
        ("Lo 25 Zorna wirra", "25 Zorna", Impossible()),
    ],
)
def test_a_pack_of_made_up_words_finds_its_times(text: str, words: str, meaning: object, pack: TimexTables) -> None:
    (found,) = find(text, pack)
    assert (found.span.of(text), found.meaning) == (words, meaning)


@pytest.mark.parametrize(
    "text", ["", "Lo wirra", "am Montag im März", "ti", "12", "skal", "bruka", "zorna lo", "plimo"]
)
def test_words_that_stand_in_no_table_are_no_times(text: str, pack: TimexTables) -> None:
    assert find(f"Lo {text}", pack) == ()


def test_times_stand_in_the_order_of_the_text(pack: TimexTables) -> None:
    text = "Narku 12 Zorna lo skal Zorna ogga Narku"
    assert [found.span.of(text) for found in find(text, pack)] == ["Narku", "12 Zorna", "Zorna", "ogga Narku"]


def test_the_rules_of_a_pack_are_in_its_derivations(pack: TimexTables) -> None:
    (found,) = find("lo skal Zorna", pack)
    assert found.lines() == ["deadline: skal Zorna", "  until: skal", "  month: Zorna"]
    assert [rule.name for rule in pack.rules] == [rule.name for rule in RULES]


def test_the_times_of_a_pack_are_resolved(pack: TimexTables) -> None:
    times = resolve("Lo Narku wirra bruka plim skal Zorna Grossel 25 Zorna", pack)
    assert [time.edtf for time in times] == ["2022-01-21", "2022-01-24/2022-01-30", "../2022-03", "2022-04-17"]
    assert [time.edtf for time in resolve("Lo Narku", pack, None)] == [None]


# broken tables


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        ("units", f"{HEADER}plim\tunit\tWEKE\town\n", r"units\.tsv:2: no value of 'unit': 'WEKE'"),
        ("units", f"# x\n{HEADER}plim\tunit\tWEEK\town\n\nplum\tunits\t\town\n", r"units\.tsv:5: no value of 'units'"),
        ("calendar", f"{HEADER}Zorna\tmonth\tthird\town\n", r"calendar\.tsv:2: no value of 'month': 'third'"),
        ("words", f"{HEADER}bruk-\tshift\t1,5\town\n", r"words\.tsv:2: no value of 'shift': '1,5'"),
        ("vague", "forms\tkind\torigin\nhin\tvague\town\n", r"vague\.tsv:1: the header is .*'value'"),
        ("numbers", f"{HEADER}ti\tnumber\t2\n", r"numbers\.tsv:2: 3 fields; wanted 4"),
        ("holidays", f"{HEADER}Grossel\tfeast\teaster+0\t\n", r"holidays\.tsv:2: the field 'origin' is empty"),
        ("ahead", f"{HEADER}warga\tahead\n", r"ahead\.tsv:2: 2 fields; wanted 4"),
        ("ahead", "", r"ahead\.tsv:1: no header"),
    ],
)
def test_a_broken_table_is_named_with_its_line(tmp_path: Path, table: str, text: str, message: str) -> None:
    write_pack(tmp_path, **{table: text})
    with pytest.raises(LanguagePackError, match=message):
        read_pack(tmp_path)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_pack_without_one_of_its_tables_is_refused(tmp_path: Path, table: str) -> None:
    (write_pack(tmp_path) / table).unlink()
    with pytest.raises(LanguagePackError, match=rf"{re.escape(table)}: cannot be read"):
        read_pack(tmp_path)
