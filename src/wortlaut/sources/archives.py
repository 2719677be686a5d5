"""WARC archives of fetched pages, as crawlers and CC-NEWS leave them; packed by gzip or not.

An archive that breaks off gives what stands before the break. The day on which a page was fetched is kept as `fetched`;
it says nothing of when the page was published.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from email.message import Message
from typing import Any

from wortlaut.errors import InputError
from wortlaut.sources.dates import find_edtf
from wortlaut.sources.documents import read_document
from wortlaut.sources.extras import need
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.recognition import form_of_type
from wortlaut.sources.streams import too_large
from wortlaut.sources.tables import Opened

__all__ = ["ArchiveSource"]

_PURPOSE = "reading WARC archives"
_EXTRA = "warc"
_PAGES = ("response", "resource")
_HTTP = ("HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0", "HTTP/3")


class _Ungreedy:
    """A stream that gives what it has: one that waits for more would lose it where there is an error instead."""

    def __init__(self, stream: io.BufferedReader):
        self.read = stream.read1


class ArchiveSource:
    """Takes reports from the pages of an archive."""

    def __init__(self, name: str, opened: Opened, max_bytes: int):
        self._name = name
        self._opened = opened
        self._max_bytes = max_bytes

    def items(self) -> Iterator[Item | Skipped]:
        """Give one item for each page with an article; InputError where the file is no archive."""
        errors = need("warcio.exceptions", _EXTRA, _PURPOSE)
        archive = need("warcio.archiveiterator", _EXTRA, _PURPOSE).WARCIterator
        number = 0
        record: Any = None
        with self._opened() as stream:
            if not stream.peek(1):
                yield Skipped(self._name, "empty", "empty")
                return
            try:
                for number, record in enumerate(archive(_Ungreedy(stream), no_record_parse=True), start=1):
                    given = self._take(record, f"{self._name}, record {number}")
                    if given is not None:
                        yield given
                if record is not None and record.rec_type not in _PAGES and not _is_whole(record):
                    yield self._break(number, "cut off in the middle of this record")
            except (errors.ArchiveLoadFailed, ValueError) as error:
                if not number:
                    raise InputError(f"{self._name}: no WARC archive; check the file") from error
                yield self._break(number, "damaged")
            except InputError as error:
                yield self._break(number, str(error))

    def _break(self, number: int, problem: str) -> Skipped:
        return Skipped(f"{self._name}, after record {number}", f"{problem}; what comes after is left out", "broken")

    def _take(self, record: Any, place: str) -> Item | Skipped | None:
        """The report of a record; None for what is no page, such as requests and notes of the crawler."""
        if record.rec_type not in _PAGES:
            return None
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        where = f"{place} ({url})" if url else place
        data = record.raw_stream.read(self._max_bytes + 1)
        if record.rec_headers.get_header("Content-Length") is None or len(data) < min(record.length, self._max_bytes):
            return Skipped(where, "cut off in the middle of this record; get the archive again", "broken")
        if len(data) > self._max_bytes:
            return too_large(where, self._max_bytes)
        content_type = record.content_type or ""
        if record.rec_type == "response":
            answer = self._read_answer(record, data, where)
            if isinstance(answer, Skipped):
                return answer
            content_type, data = answer
        return self._read(data, where, url, content_type, record.rec_headers.get_header("WARC-Date"))

    def _read_answer(self, record: Any, data: bytes, where: str) -> tuple[str, bytes] | Skipped:
        """Content type and content of an HTTP response."""
        headers = need("warcio.statusandheaders", _EXTRA, _PURPOSE)
        loader = need("warcio.recordloader", _EXTRA, _PURPOSE)
        readers = need("warcio.bufferedreaders", _EXTRA, _PURPOSE)
        stream = io.BytesIO(data)
        try:
            http = headers.StatusAndHeadersParser(_HTTP).parse(stream)
        except (EOFError, ValueError, headers.StatusAndHeadersParserException):
            return Skipped(where, "no HTTP response in this record", "broken")
        if http.get_statuscode() != "200":
            return Skipped(where, f"the server answered {http.get_statuscode()} when it was fetched", "unreachable")
        encoding = (http.get_header("Content-Encoding") or "identity").lower()
        if encoding not in ("identity", *readers.BufferedReader.get_supported_decompressors()):
            return Skipped(where, f"packed by {encoding!r}, which cannot be unpacked here", "refused")
        parts = (record.format, record.rec_type, record.rec_headers, stream, http, record.content_type, record.length)
        content = loader.ArcWarcRecord(*parts).content_stream().read(self._max_bytes + 1)
        if len(content) > self._max_bytes:
            return too_large(where, self._max_bytes)
        return http.get_header("Content-Type") or "", content

    def _read(self, data: bytes, where: str, url: str, content_type: str, fetched: str | None) -> Item | Skipped:
        content = Message()
        content["Content-Type"] = content_type
        form = form_of_type(content.get_content_type(), data)
        if form not in ("page", "text"):
            return Skipped(where, f"{content.get_content_type()} holds no report", "refused")
        given = read_document(data, where, url or None, form, charset=content.get_content_charset())
        day = find_edtf(fetched)
        return given.with_meta(fetched=day) if isinstance(given, Item) and day else given


def _is_whole(record: Any) -> bool:
    """Whether as much of a record came as its head promises; it has been read to its end."""
    return record.length is not None and record.raw_stream.tell() == record.length
