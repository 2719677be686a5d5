import contextlib
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortlaut.errors import InputError
from wortlaut.extract.registry import Entry, Office
from wortlaut.sources.actors import read_actors

PAGE = Path(__file__).resolve().parents[2] / "docs" / "actors.md"
HEADER = "name,kind,country,wikidata,aliases,metonyms,office,since,until"
TOML = """
[[actor]]
name = "Kara Bell"
kind = "person"
country = "XNO"
wikidata = "Q42"
aliases = ["Bell", "K. Bell"]
offices = [
  { title = "Ministerin", since = 2019, until = "2022-05" },
  { title = "Präsidentin", since = 2022-05-17 },
]

[[actor]]
name = "norländische Regierung"
kind = "government"
metonyms = ["Nordhafen"]
"""
ROWS = [
    "name;kind;country;wikidata;aliases;metonyms;office;since;until",
    'Kara Bell;person;XNO;Q42;"Bell; K. Bell";;Ministerin;2019;2022-05',
    "norländische Regierung;government;;;;Nordhafen;;;",
    "Kara Bell;;;;Bell;;Präsidentin;2022-05-17;",
    ";;;;;;;;",
]
ACTORS = (
    Entry(
        "Kara Bell",
        "person",
        country="XNO",
        wikidata="Q42",
        aliases=("Bell", "K. Bell"),
        offices=(Office("Ministerin", "2019", "2022-05"), Office("Präsidentin", "2022-05-17")),
    ),
    Entry("norländische Regierung", "government", metonyms=("Nordhafen",)),
)


def write(folder: Path, content: str | bytes, ending: str) -> Path:
    path = folder / f"actors.{ending}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refuse(path: Path) -> str:
    """The message about a file that has to be refused, from its name on."""
    with pytest.raises(InputError) as caught:
        read_actors(path)
    assert str(caught.value).startswith(str(path))
    return str(caught.value).removeprefix(str(path.parent)).lstrip("/\\")


def refuse_toml(folder: Path, content: str) -> str:
    return refuse(write(folder, content, "toml"))


def refuse_csv(folder: Path, *lines: str) -> str:
    return refuse(write(folder, "\n".join(lines), "csv"))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("ending", "content"), [("toml", TOML), ("csv", "\n".join(ROWS)), ("CSV", "\n".join(ROWS))])
def test_actors_are_read_from_both_formats(
    tmp_path: Path, ending: str, content: str, line_end: str, mark: bytes
) -> None:
    assert read_actors(write(tmp_path, mark + content.replace("\n", line_end).encode(), ending)) == ACTORS


def test_columns_are_separated_by_commas_or_semicolons(tmp_path: Path) -> None:
    rows = ["kind,name,aliases", 'person,"Bell, Kara","Bell;Ministerin Bell;"']
    assert read_actors(write(tmp_path, "\n".join(rows), "csv")) == (
        Entry("Bell, Kara", "person", aliases=("Bell", "Ministerin Bell")),
    )
    assert read_actors(write(tmp_path, "name\nKara Bell\n", "csv")) == (Entry("Kara Bell", "unknown"),)


def test_tables_of_one_name_are_one_actor_as_rows_are(tmp_path: Path) -> None:
    tables = '[[actor]]\nname = "Bell"\nkind = "person"\n' + '[[actor]]\nname = "Bell"\naliases = ["Bell", "KB"]\n' * 2
    assert read_actors(write(tmp_path, tables, "toml")) == (Entry("Bell", "person", aliases=("KB",)),)


def test_only_somebody_with_an_office_is_taken_for_a_person(tmp_path: Path) -> None:
    tables = '[[actor]]\nname = "Kara Bell"\n[[actor.offices]]\ntitle = "Ministerin"\n[[actor]]\nname = "NPA"\n'
    assert [actor.kind for actor in read_actors(write(tmp_path, tables, "toml"))] == ["person", "unknown"]


def test_words_are_compared_as_they_look(tmp_path: Path) -> None:
    decomposed = "Pra\u0308sidentin"
    (actor,) = read_actors(write(tmp_path, f'[[actor]]\nname = "Bell"\naliases = ["{decomposed}  Bell"]', "toml"))
    assert actor.aliases == ("Pr\u00e4sidentin Bell",)


@pytest.mark.parametrize(
    ("tables", "problem"),
    [
        ('name = "Bell"', "name: unknown key; every actor is a table that begins with [[actor]]"),
        ("[actor]\nname = 'Bell'", "actor: no list of tables; begin every actor with [[actor]]"),
        ("# nobody", "no actor in it"),
        ("[[actor]]\nkind = 'person'", "name: missing; write it"),
        ("[[actor]]\nname = ' '", "name: empty"),
        ("[[actor]]\nname = 1", "name: 1 is no text; put it in quotation marks"),
        ("[[actor]]\nname = 'Bell'\nalias = ['B']", "alias: unknown key; there are name, kind, country"),
        ("[[actor]]\nname = 'Bell'\nkind = 'woman'", "kind: 'woman' is none; there are person, state"),
        ("[[actor]]\nname = 'Bell'\nkind = ['person']", "kind: ['person'] is none"),
        ("[[actor]]\nname = 'Bell'\ncountry = 'de'", "country: 'de' is none; write three capital letters"),
        ("[[actor]]\nname = 'Bell'\ncountry = 276", "country: 276 is none"),
        ("[[actor]]\nname = 'Bell'\nwikidata = 'https://x/Q1'", "wikidata: 'https://x/Q1' is none; write the item"),
        ("[[actor]]\nname = 'Bell'\naliases = 'B'", "aliases: 'B' is no list; put it in square brackets"),
        ("[[actor]]\nname = 'Bell'\nmetonyms = ['']", "metonyms: empty"),
        ("[[actor]]\nname = 'Bell'\noffices = ['Rat']", "offices: no list of tables; begin every office with"),
    ],
)
def test_a_broken_file_of_tables_names_what_is_wrong(tmp_path: Path, tables: str, problem: str) -> None:
    assert problem in refuse_toml(tmp_path, tables)


@pytest.mark.parametrize(
    ("office", "problem"),
    [
        ("since = 2020", "office: title: missing"),
        ("title = 'Rat'\nfrom = 2020", "office: from: unknown key; there are title, since, until"),
        ("title = 'Rat'\nsince = 'Mai 2020'", "office: since: 'Mai 2020' is not a date; write YYYY-MM-DD"),
        ("title = 'Rat'\nsince = '2021-02-30'", "office: since: '2021-02-30' is no day of the calendar"),
        ("title = 'Rat'\nuntil = true", "office: until: 'True' is not a date"),
        ("title = 'Rat'\nuntil = 2020-01-01T08:00:00", "office: until: "),
        ("title = 'Rat'\nsince = 2020-03-02\nuntil = '2020-02'", "office: until: '2020-02' lies before since"),
        ("title = 'Rat'\nsince = 2020\nuntil = 2019-12-31", "office: until: '2019-12-31' lies before since, '2020'"),
        ("title = 'Rat'\n[[actor.offices]]\ntitle = 'Rat'\nsince = 'x'", "office 2: since: 'x' is not a date"),
    ],
)
def test_a_broken_office_names_what_is_wrong(tmp_path: Path, office: str, problem: str) -> None:
    tables = f"[[actor]]\nname = 'Bell'\n[[actor.offices]]\n{office}\n"
    assert refuse_toml(tmp_path, tables).startswith(f"actors.toml:1: actor 1: {problem}")


def test_the_table_at_fault_is_named_by_line_and_number(tmp_path: Path) -> None:
    headed = "# list\n\n[[actor]]\nname = 'Bell'\n\n  [[ actor ]]\nname = 'Dorek'\nkind = 'man'\n"
    assert refuse_toml(tmp_path, headed).startswith("actors.toml:6: actor 2: kind: 'man' is none")
    inline = "actor = [{ name = 'Bell' }, { name = 'Dorek', kind = 'man' }]"
    assert refuse_toml(tmp_path, inline).startswith("actors.toml: actor 2: kind: 'man' is none")


@pytest.mark.parametrize(
    "text",
    ["[[actor]]\nname = Bell", "[[actor]]\nname = 'Bell'\nsince = 2020-03", f"a = {'[' * 9999}", f"a = {'9' * 9999}"],
    ids=["no quotation marks", "month", "deep", "long number"],
)
def test_what_is_no_toml_is_told_so(tmp_path: Path, text: str) -> None:
    assert refuse_toml(tmp_path, text).startswith("actors.toml: not valid TOML: ")


def test_the_line_that_is_no_toml_is_named(tmp_path: Path) -> None:
    assert "line 3" in refuse_toml(tmp_path, "[[actor]]\nname = 'Bell'\nkind = person\n")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",person,,,,,,,", "name: missing"),
        ("Bell,woman,,,,,,,", "kind: 'woman' is none"),
        ("Bell,,Norland,,,,,,", "country: 'Norland' is none"),
        ("Bell,,,q42,,,,,", "wikidata: 'q42' is none"),
        ("Bell,,,,,,,2020,", "office: title: missing"),
        ("Bell,,,,,,Rat,01.03.2020,", "office: since: '01.03.2020' is not a date; write YYYY-MM-DD"),
        ("Bell,,,,,,Rat,2020,2019", "office: until: '2019' lies before since, '2020'"),
        ("Bell,person", "row: 2 fields under 9 columns"),
        ("Bell,person,,,B,KB,,,,", "row: 10 fields under 9 columns; quote a field"),
        ('"Bell,,,,,,,,', "not valid CSV"),
    ],
)
def test_a_broken_row_is_named_by_its_line_and_field(tmp_path: Path, row: str, problem: str) -> None:
    whole = f'"Ilian\nDorek",,,,,,,,\n\n{row}'
    assert refuse_csv(tmp_path, HEADER, whole).startswith(f"actors.csv:5: {problem}")


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("name,land", "land: unknown column; there are name, kind, country"),
        ("name,kind,", "'': unknown column"),
        ("name,name", "name: stands twice in the header"),
        ("kind,country", "name: no such column in the header; write name,kind"),
        ("name\tkind", "unknown column"),
        ("", "name: no such column in the header"),
    ],
)
def test_a_broken_header_is_named(tmp_path: Path, header: str, problem: str) -> None:
    refused = refuse_csv(tmp_path, header, "")
    assert refused.startswith("actors.csv:1: ")
    assert problem in refused


def test_a_header_alone_is_no_list_of_actors(tmp_path: Path) -> None:
    assert refuse_csv(tmp_path, HEADER, "") == "actors.csv: no actor in it; write at least one, or leave the file out"


@pytest.mark.parametrize(
    ("row", "field"), [("Dorek,,,,KB,,,,", "aliases"), ("Dorek,,,,,KB,,,", "metonyms"), ("KB,,,,,,,,", "name")]
)
def test_words_stand_for_one_actor_alone(tmp_path: Path, row: str, field: str) -> None:
    owner = row.split(",")[0]
    assert refuse_csv(tmp_path, HEADER, "Bell,,,,KB,,,,", row) == (
        f"actors.csv:3: {field}: 'KB' stands for 'Bell' and for {owner!r}; leave it with one, or with none"
    )


@pytest.mark.parametrize(("field", "before", "now"), [("country", "XNO", "XSU"), ("kind", "person", "media")])
def test_rows_of_one_actor_do_not_contradict_each_other(tmp_path: Path, field: str, before: str, now: str) -> None:
    refused = refuse_csv(tmp_path, f"name,{field}", f"Bell,{before}", "Bell,", f"Bell,{now}")
    assert refused == f"actors.csv:4: {field}: {now!r}, but {before!r} above for 'Bell'; write it once"


@pytest.mark.parametrize("ending", ["toml", "csv"])
def test_other_encodings_than_utf8_are_refused(tmp_path: Path, ending: str) -> None:
    refused = refuse(write(tmp_path, "# Präsidentin".encode("cp1252"), ending))
    assert refused == f"actors.{ending}: not UTF-8 at byte 4; save it as UTF-8 (Excel: CSV UTF-8)"


def test_a_file_that_is_not_there_and_one_of_another_kind_are_named(tmp_path: Path) -> None:
    assert re.match(r"fehlt\.toml: cannot be read \(.+\); check the path$", refuse(tmp_path / "fehlt.toml"))
    assert refuse(tmp_path / "actors.xlsx") == (
        "actors.xlsx: ends in neither .toml nor .csv; name it after what is in it"
    )
    (tmp_path / "ordner.csv").mkdir()
    assert "cannot be read" in refuse(tmp_path / "ordner.csv")


@given(st.binary() | st.text().map(str.encode), st.sampled_from(["toml", "csv"]))
def test_any_file_gives_actors_or_one_clear_error(content: bytes, ending: str) -> None:
    # Any other exception than InputError fails the test.
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(InputError):
        assert read_actors(write(Path(folder), content, ending))


def test_the_examples_of_the_page_say_the_same(tmp_path: Path) -> None:
    blocks = re.findall(r"^```(toml|csv)\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert [ending for ending, _ in blocks] == ["toml", "csv"]
    tables, rows = (read_actors(write(tmp_path, content, ending)) for ending, content in blocks)
    assert tables == rows
    assert len(tables) == 3
