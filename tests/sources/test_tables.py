"""Tables of reports, row by row."""

import datetime
import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.sources.site import TEXT
from wortlaut.errors import InputError
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.opening import open_source
from wortlaut.sources.options import Columns, Options

LINE = TEXT.replace("\n\n", " ")
ALL = Columns("body", "day", "headline", "url", "paper", "author", "lang")
ROW = {
    "body": TEXT,
    "day": "5.3.2024",
    "headline": "Die  Schleuse",
    "url": "https://morgenblatt.example/a",
    "paper": "Morgenblatt",
    "author": "Lena Harms",
    "lang": "de-AT",
}


def take(path: Path, columns: Columns | None = None) -> list[Item | Skipped]:
    return list(open_source(path, Options(columns=columns or Columns())).items())


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Write rows in the format of the path."""
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    elif path.suffix == ".csv":
        cells = [list(rows[0]), *(row.values() for row in rows)]
        quoted = ('"' + str(cell).replace('"', '""') + '"' for row in cells for cell in row)
        width = len(rows[0])
        fields = list(quoted)
        lines = (",".join(fields[start : start + width]) for start in range(0, len(fields), width))
        path.write_text("\r\n".join(lines), encoding="utf-8-sig", newline="")
    elif path.suffix == ".json":
        path.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    else:
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


each_format = pytest.mark.parametrize("ending", ["csv", "jsonl", "json", "parquet"])


@each_format
def test_columns_are_taken_as_they_are_named(tmp_path: Path, ending: str) -> None:
    (item,) = take(write(tmp_path / f"a.{ending}", [ROW]), ALL)
    assert isinstance(item, Item)
    assert (item.text, item.published, item.title) == (TEXT, "2024-03-05", "Die Schleuse")
    assert (item.source, item.outlet, item.byline) == ("https://morgenblatt.example/a", "Morgenblatt", "Lena Harms")
    assert item.language == "de"


@each_format
def test_columns_that_are_called_like_the_fields_need_no_naming(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path / f"a.{ending}", [{"text": TEXT, "published": "2024-03", "title": "Die Schleuse"}])
    (item,) = take(path)
    assert isinstance(item, Item)
    assert (item.published, item.title, item.source) == ("2024-03", "Die Schleuse", path.as_posix())


@each_format
@pytest.mark.parametrize("column", ["text", "published"])
def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path, ending: str, column: str) -> None:
    path = write(tmp_path / f"a.{ending}", [ROW])
    with pytest.raises(InputError, match=r"no column 'Tag'; there are 'body', 'day', 'headline', 'url'"):
        take(path, Columns(**{"text": "body", column: "Tag"}))


@each_format
def test_a_row_without_text_or_day_does_not_stop_the_others(tmp_path: Path, ending: str) -> None:
    rows = [ROW | {"body": " "}, ROW | {"day": "03/05/2024"}, ROW | {"day": ""}]
    empty, ambiguous, undated = take(write(tmp_path / f"a.{ending}", rows), ALL)
    assert isinstance(empty, Skipped)
    assert "'body' is empty in this row" in empty.reason
    assert isinstance(ambiguous, Item)
    assert ambiguous.published is None
    assert ambiguous.undated == "'03/05/2024' tells no day for sure; dates are written like 2024-03-05 or 5.3.2024"
    assert isinstance(undated, Item)
    assert undated.undated == "'day' is empty in this row"


def test_dates_of_parquet_are_taken_as_such(tmp_path: Path) -> None:
    days = [datetime.date(2024, 3, 5), datetime.date(2024, 3, 6), None]
    path = write(tmp_path / "a.parquet", [{"text": TEXT, "published": day} for day in days])
    assert [item.published for item in take(path) if isinstance(item, Item)] == ["2024-03-05", "2024-03-06", None]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_in_the_ways_in_which_it_is_written(tmp_path: Path, separator: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f'nr{separator}text\r\n1{separator}"{TEXT}"\r\n'.encode(encoding))
    (item,) = take(path)
    assert isinstance(item, Item)
    assert (item.text, item.where) == (TEXT, f"{path.as_posix()}:2")


def test_rows_of_csv_that_do_not_fit_are_named_by_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'nr,text\n1,"{TEXT}"\n2\n3,{LINE.replace(",", "")}\n', encoding="utf-8")
    first, broken, last = take(path)
    assert isinstance(first, Item)
    assert str(broken) == f"{path.as_posix()}:5: 1 fields under 2 columns; check the quotation marks"
    assert isinstance(last, Item)
    assert last.where == f"{path.as_posix()}:6"


def test_csv_that_changes_its_encoding_gives_what_stands_before(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f'{number},"{TEXT}"\n' for number in range(400))
    path.write_bytes(f"nr,text\n{rows}".encode() + b"400,gr\xfc\xdfe\n")
    *given, last = take(path)
    assert len(given) > 300
    assert str(last).startswith(f"{path.as_posix()}: not utf-8 all through")


def test_lines_of_json_that_are_broken_do_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": TEXT})
    path.write_text("\n".join([good, "{kaputt", "", "[1]", '{"text": 3}', '{"titel": "x"}', good]), encoding="utf-8")
    given = take(path)
    assert [one.where.removeprefix(f"{path.as_posix()}:") for one in given] == ["1", "2", "4", "5", "6", "7"]
    assert [one.reason for one in given if isinstance(one, Skipped)] == [
        "not valid JSON on this line",
        "no JSON object, which a row is",
        "'text' is no text in this row",
        "no 'text' in this row",
    ]


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": TEXT})
    path.write_text(f'{good}\n{{"text": "{"x" * 5_000}"}}\n{good}\n', encoding="utf-8")
    given = list(open_source(path, Options(max_bytes=1_000)).items())
    assert [type(one) for one in given] == [Item, Skipped, Item]


def test_packed_tables_that_are_cut_off_give_what_stands_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    rows = "\n".join(json.dumps({"text": f"{number} {TEXT}"}) for number in range(2_000))
    path.write_bytes(gzip.compress(rows.encode())[:-200])
    *given, last = take(path)
    assert given
    assert all(isinstance(one, Item) for one in given)
    assert "cut off in the middle of its gzip data" in str(last)


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json"])
def test_a_table_without_rows_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("[]" if name == "a.json" else "", encoding="utf-8")
    (given,) = take(tmp_path / name)
    assert str(given) == f"{(tmp_path / name).as_posix()}: no rows in it"


def test_a_list_that_is_too_long_for_one_piece_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", [{"text": TEXT}] * 100)
    with pytest.raises(InputError, match=r"a\.json: too long for a list in one piece; write JSON Lines"):
        list(open_source(path, Options(max_bytes=1_000)).items())


def test_json_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"text": ', encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.json: not valid JSON"):
        take(tmp_path / "a.json")
