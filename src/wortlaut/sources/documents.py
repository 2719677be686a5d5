"""Files and streams that hold one report, or the entries of one feed."""

from __future__ import annotations

from collections.abc import Iterator

from wortlaut.errors import InputError
from wortlaut.sources.feeds import parse_feed, read_entry
from wortlaut.sources.files import decode, refuse_binary
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.options import Form
from wortlaut.sources.pages import read_page
from wortlaut.sources.streams import read_bounded
from wortlaut.sources.tables import Opened

__all__ = ["DocumentSource", "read_document"]


class DocumentSource:
    """Takes the report in a text or a page, or what a feed holds of its articles."""

    def __init__(self, name: str, source: str | None, opened: Opened, form: Form, max_bytes: int):
        self._name = name
        self._source = source
        self._opened = opened
        self._form = form
        self._max_bytes = max_bytes

    def items(self) -> Iterator[Item | Skipped]:
        """Give what is in the file; InputError where it cannot be opened."""
        with self._opened() as stream:
            data = read_bounded(stream, self._name, self._max_bytes)
        if isinstance(data, Skipped):
            yield data
        elif self._form == "feed":
            yield from _read_entries(data, self._name)
        else:
            yield read_document(data, self._name, self._source, self._form)


def read_document(
    data: bytes, where: str, source: str | None, form: Form, *, charset: str | None = None
) -> Item | Skipped:
    """Read the bytes of a text or of a page; `source` is its URL or path, `charset` what a server said of it."""
    if not data.strip(b"\0 \t\r\n"):
        return Skipped(where, "empty", "empty")
    try:
        refuse_binary(data)
        text = decode(data).text if form == "text" else ""
    except InputError as error:
        return Skipped(where, str(error), "broken")
    if form == "page":
        url = source if source and source.startswith(("http://", "https://")) else None
        return read_page(data, where, url=url, source=source, charset=charset)
    return Item(text, source, where, undated="a text does not tell apart when it was published")


def _read_entries(data: bytes, name: str) -> Iterator[Item | Skipped]:
    feed = parse_feed(data, name)
    if isinstance(feed, Skipped):
        yield feed
        return
    for entry in feed.entries:
        yield read_entry(entry, feed)
    if feed.problem:
        yield Skipped(name, feed.problem, "broken")
    elif not feed.entries:
        yield Skipped(name, "no entries in this feed", "empty")
