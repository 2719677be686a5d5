"""WARC archives as crawlers leave them, whole and cut."""

import gzip
from pathlib import Path

import pytest

from tests.sources.site import ENGLISH, PARAGRAPHS, make_page
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.opening import open_source
from wortlaut.sources.options import Options

PUBLISHED = '<meta property="article:published_time" content="2024-03-05T09:00:00+01:00">'


class Archive:
    """Writes records as a crawler does, each packed by itself; `ends` tells where each page ended."""

    def __init__(self, *, packed: bool = True):
        self._packed = packed
        self.data = b""
        self.ends: list[int] = []
        self._write("warcinfo", "", b"software: Kescher/1.0\r\n")

    def add(self, name: str, body: bytes, status: str = "200 OK", **headers: str) -> None:
        """Add a request and what was answered to it."""
        named = {"Content_Type": "text/html", **headers}
        lines = "".join(f"{key.replace('_', '-')}: {value}\r\n" for key, value in named.items())
        self._write("request", name, f"GET /{name} HTTP/1.1\r\nHost: morgenblatt.example\r\n\r\n".encode())
        self._write("response", name, f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body)
        self.ends.append(len(self.data))

    def _write(self, kind: str, name: str, content: bytes) -> None:
        uri = f"WARC-Target-URI: https://morgenblatt.example/{name}\r\n" if name else ""
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\n{uri}WARC-Date: 2024-03-07T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(self.data):012}>\r\n"
            f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        record = head.encode() + content + b"\r\n\r\n"
        self.data += gzip.compress(record, mtime=0) if self._packed else record


def take(path: Path, data: bytes, **options: int) -> list[Item | Skipped]:
    path.write_bytes(data)
    return list(open_source(path, Options(**options)).items())  # type: ignore[arg-type]


def make_archive(*, packed: bool = True) -> Archive:
    archive = Archive(packed=packed)
    for number in range(3):
        archive.add(f"{number}", make_page(PUBLISHED, f"<p>Das war die Meldung Nummer {number}.</p>").encode())
    return archive


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_an_archive_are_reports(tmp_path: Path, packed: bool) -> None:
    given = take(tmp_path / ("a.warc.gz" if packed else "a.warc"), make_archive(packed=packed).data)
    items = [one for one in given if isinstance(one, Item)]
    assert len(given) == len(items) == 3
    assert items[2].source == "https://morgenblatt.example/2"
    assert items[2].text.endswith("Das war die Meldung Nummer 2.")
    assert (items[2].published, items[2].meta["fetched"], items[2].outlet) == (
        "2024-03-05",
        "2024-03-07",
        "morgenblatt.example",
    )
    assert items[2].where.endswith(", record 7 (https://morgenblatt.example/2)")


def test_an_archive_in_one_piece_of_gzip_is_read_too(tmp_path: Path) -> None:
    assert len(take(tmp_path / "a.warc.gz", gzip.compress(make_archive(packed=False).data))) == 3


def test_what_is_no_report_is_counted_with_its_reason(tmp_path: Path) -> None:
    archive = Archive()
    archive.add("bild", b"\x89PNG", Content_Type="image/png")
    archive.add("weg", b"", "404 Not Found")
    archive.add("leer", b"<html></html>")
    archive.add("en", make_page(paragraphs=(ENGLISH,) * 2).encode())
    archive.add("kaputt", b"no gzip, and it says so", Content_Encoding="zstd")
    archive.add("gut", gzip.compress(make_page().encode()), Content_Encoding="gzip")
    *given, last = take(tmp_path / "a.warc.gz", archive.data)
    assert [(one.why, one.reason) for one in given if isinstance(one, Skipped)] == [
        ("refused", "image/png holds no report"),
        ("unreachable", "the server answered 404 when it was fetched"),
        ("empty", "no article text found on the page"),
        ("language", "in English, which cannot be read yet"),
        ("refused", "packed by 'zstd', which cannot be unpacked here"),
    ]
    assert isinstance(last, Item)


def test_chunks_are_put_together(tmp_path: Path) -> None:
    archive = Archive()
    page = make_page().encode()
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    archive.add("a", chunks, Transfer_Encoding="chunked")
    (item,) = take(tmp_path / "a.warc.gz", archive.data)
    assert isinstance(item, Item)
    assert PARAGRAPHS[0] in item.text


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_is_cut_anywhere_gives_what_stands_before_and_says_so(tmp_path: Path, packed: bool) -> None:
    archive = make_archive(packed=packed)
    second, last = archive.ends[1:]
    for cut in range(second + 1, last - (16 if packed else 4), 7 if packed else 13):
        given = take(tmp_path / ("a.warc.gz" if packed else "a.warc"), archive.data[:cut])
        assert [type(one) for one in given] == [Item, Item, Skipped], cut
        assert isinstance(given[-1], Skipped)
        assert given[-1].why == "broken"


def test_a_page_that_is_too_large_does_not_stop_the_others(tmp_path: Path) -> None:
    archive = Archive()
    archive.add("gross", b"<html>" + b"x" * 50_000)
    archive.add("bombe", gzip.compress(b"x" * 50_000_000), Content_Encoding="gzip")
    archive.add("gut", make_page().encode())
    given = take(tmp_path / "a.warc.gz", archive.data, max_bytes=20_000)
    assert [one.why if isinstance(one, Skipped) else "item" for one in given] == ["too large", "too large", "item"]


def test_an_empty_archive_is_told(tmp_path: Path) -> None:
    (given,) = take(tmp_path / "a.warc", b"")
    assert str(given).endswith("a.warc: empty")
