"""What an argument of the command line can be, and what happens where it is none of that."""

import gzip
import io
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.site import ENGLISH, TEXT, make_page
from wortlaut.errors import InputError
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.opening import open_source
from wortlaut.sources.options import Columns, Form, Options

ROWS = f'{{"text": {TEXT!r}}}'.replace("'", '"').replace("\n\n", " ")


def take(argument: str | Path, options: Options | None = None) -> list[Item | Skipped]:
    return list(open_source(argument, options or Options()).items())


def take_item(argument: str | Path, options: Options | None = None) -> Item:
    (item,) = take(argument, options)
    assert isinstance(item, Item), str(item)
    return item


def take_stdin(data: bytes, form: Form | None = None) -> list[Item | Skipped]:
    return take("-", Options(stdin=io.BytesIO(data), form=form))


def reasons(given: list[Item | Skipped], folder: Path) -> list[str]:
    return [str(one).replace(folder.as_posix(), "") if isinstance(one, Skipped) else one.text for one in given]


def test_a_text_file_is_one_report_kept_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode("cp1252"))
    item = take_item(path)
    assert item.text == TEXT.replace("\n", "\r\n")
    assert (item.source, item.language, item.published) == (path.as_posix(), "de", None)
    assert item.undated


def test_a_saved_page_is_known_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "seite.html"
    path.write_text(make_page('<link rel="canonical" href="https://morgenblatt.example/a">'), encoding="utf-8")
    item = take_item(path)
    assert (item.source, item.meta["canonical"]) == (path.as_posix(), "https://morgenblatt.example/a")


@pytest.mark.parametrize("name", ["seite", "seite.txt.bak", "seite.xml"])
def test_what_a_name_does_not_tell_the_beginning_does(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(make_page(), encoding="utf-8")
    assert take_item(path).title == "Die Schleuse bei Ostrau"


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (TEXT.encode(), None),
        (gzip.compress(TEXT.encode()), None),
        (TEXT.encode("utf-16"), None),
        (make_page().encode(), None),
        (ROWS.encode(), None),
        (f"[{ROWS}]".encode(), None),
        (f"text\n{ROWS}".replace('{"text": "', '"').replace('"}', '"').encode(), "csv"),
    ],
)
def test_standard_input_can_be_anything(data: bytes, form: Form | None) -> None:
    (item,) = take_stdin(data, form)
    assert isinstance(item, Item), str(item)
    assert "Norlands Ministerin Kara Bell" in item.text
    assert item.source is None
    assert item.where.startswith("standard input")


def test_standard_input_is_that_of_the_program_if_nothing_else_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert take_item("-").text == TEXT
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input is closed"):
        open_source("-")


def test_brackets_do_not_make_a_table_of_a_text() -> None:
    (item,) = take_stdin(f"[Nordhafen] {TEXT}".encode())
    assert isinstance(item, Item)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "standard input: empty"),
        (b" \n ", "standard input: empty"),
        (b"\x1f\x8b\x08\x00kaputt", "standard input: .*gzip data"),
        (b"%PDF-1.7 \xe2\xe3", r"standard input: looks like a binary file \(PDF\): save it as text first"),
        (b"<html><body></body></html>", "standard input: no article text found on the page"),
        (b"<rss><channel><title>Morgenblatt</title></channel></rss>", "standard input: no entries in this feed"),
    ],
)
def test_what_holds_no_report_is_told(data: bytes, reason: str) -> None:
    def walk() -> Iterator[str]:
        try:
            yield from map(str, take_stdin(data))
        except InputError as error:
            yield str(error)

    (told,) = walk()
    assert pytest.RaisesExc(InputError, match=reason).matches(InputError(told)), told


def test_a_path_that_leads_nowhere_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"fehlt\.txt: no such file or folder; check the path"):
        open_source(tmp_path / "fehlt.txt")


def test_a_folder_gives_what_can_be_read_in_it_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "tief").mkdir()
    (tmp_path / "tief" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,body\n1,Guten Tag\n", encoding="utf-8")
    (tmp_path / "c.html").write_text("<html></html>", encoding="utf-8")
    (tmp_path / "d.txt").touch()
    (tmp_path / "e.txt").write_bytes("Die Brücke ist größer".encode()[:-6] + b"\xc3 er \xc3\xa4\xc3\xa4")
    (tmp_path / "f.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "g.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:-20])
    (tmp_path / "h.parquet").write_bytes(b"PAR1 kaputt")
    (tmp_path / "i.warc").write_bytes(b"kein Archiv")
    (tmp_path / "bild.png").touch()
    (tmp_path / ".versteckt.txt").touch()
    (tmp_path / "z.txt").write_text(TEXT, encoding="utf-8")
    assert reasons(take(tmp_path), tmp_path) == [
        "/b.csv: no column 'text'; there are 'id', 'body'; say which column holds the text",
        "/c.html: no article text found on the page",
        "/d.txt: empty",
        "/e.txt: damaged UTF-8 at byte 18; save the text again as UTF-8",
        "/f.txt: in English, which cannot be read yet",
        "/g.txt.gz: cut off in the middle of its gzip data; get it again",
        "/h.parquet: not valid Parquet (Parquet magic bytes not found in footer. "
        "Either the file is corrupted or this is not a parquet file.); get it again",
        "/i.warc: no WARC archive; check the file",
        TEXT,
        TEXT,
    ]


def test_links_that_go_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "kreis").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b.txt").symlink_to(tmp_path / "c.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "b.txt")
    assert reasons(take(tmp_path), tmp_path) == [
        TEXT,
        "/b.txt: cannot be read (Too many levels of symbolic links); check the path",
        "/c.txt: cannot be read (Too many levels of symbolic links); check the path",
        "/kreis: a link to a folder, which is not followed; name the folder",
    ]


def test_a_folder_without_reports_says_what_is_read(tmp_path: Path) -> None:
    (given,) = take(tmp_path)
    assert str(given).startswith(f"{tmp_path.as_posix()}: no reports in this folder; files ending in .txt, .md, .html")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_read_where_it_is_named_and_never_waited_for_in_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    assert reasons(take(tmp_path), tmp_path) == ["/a.txt: a pipe or a device, not a file"]
    writer = threading.Thread(target=path.write_text, args=(TEXT,), kwargs={"encoding": "utf-8"})
    writer.start()
    assert take_item(path).text == TEXT
    writer.join()


def test_a_report_larger_than_the_limit_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Guten Tag. " * 1_000, encoding="utf-8")
    (given,) = take(tmp_path / "a.txt", Options(max_bytes=10_000))
    assert str(given).endswith("a.txt: larger than 0.01 MB, the limit for one report")


def test_a_gzip_bomb_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b" " * 20_000_000))
    (given,) = take(tmp_path / "a.txt.gz")
    assert isinstance(given, Skipped)
    assert given.why == "too large"
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress((b" " * 9_999 + b"\n") * 10_000))
    (given,) = take(tmp_path / "b.jsonl.gz")
    assert "unpacks to more than 100 times its size" in str(given)


def test_options_fill_in_what_a_report_does_not_tell(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        make_page('<meta property="article:published_time" content="2024-03-05">'), encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    first, second = take(tmp_path, Options(published="2024-03", outlet="Morgenblatt"))
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.published, second.published) == ("2024-03-05", "2024-03")
    assert (first.outlet, second.outlet) == ("Morgenblatt", "Morgenblatt")
    assert second.undated is None


def test_a_day_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="no day of the calendar"):
        open_source("-", Options(published="2024-02-30"))


def test_a_feed_in_a_file_gives_what_it_holds_and_asks_nobody(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Morgenblatt</title>'
        '<entry><title>Zur &lt;b&gt;Schleuse&lt;/b&gt;</title><link href="https://morgenblatt.example/a"/>'
        f"<updated>2024-03-06T08:00:00Z</updated><author><name>Lena Harms</name></author><content>{TEXT}</content>"
        "</entry></feed>",
        encoding="utf-8",
    )
    item = take_item(path)
    assert (item.source, item.title, item.byline) == ("https://morgenblatt.example/a", "Zur Schleuse", "Lena Harms")
    assert (item.outlet, item.published) == ("Morgenblatt", None)
    assert item.undated == "the feed tells only when it was last changed (2024-03-06)"
    assert item.meta["updated"] == "2024-03-06"


@pytest.mark.parametrize(
    ("name", "data", "missing", "extra"),
    [
        ("a.html", make_page().encode(), "lxml.html", "web-sources"),
        ("a.html", make_page().encode(), "trafilatura", "web-sources"),
        ("a.rss", b"<rss/>", "feedparser", "web-sources"),
        ("a.warc", b"WARC/1.0", "warcio.archiveiterator", "warc"),
        ("a.parquet", b"PAR1", "pyarrow", "parquet"),
    ],
)
def test_a_missing_library_is_told_with_the_extra_that_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, missing: str, extra: str
) -> None:
    (tmp_path / name).write_bytes(data)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(InputError, match=rf"which is not installed: pip install 'wortlaut\[{extra}\]'"):
        take(tmp_path / name)
    monkeypatch.setitem(sys.modules, "urllib3", None)
    with pytest.raises(InputError, match=r"fetching from the web needs urllib3"):
        open_source("https://morgenblatt.example/")


def test_columns_are_named_for_all_tables_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"nr;inhalt\n1;{TEXT.replace(chr(10), ' ')}\n", encoding="cp1252")
    (tmp_path / "b.jsonl").write_text(ROWS.replace('"text"', '"inhalt"'), encoding="utf-8")
    given = take(tmp_path, Options(columns=Columns(text="inhalt")))
    assert [type(one) for one in given] == [Item, Item]
