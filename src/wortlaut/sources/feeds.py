"""RSS, Atom and JSON feeds → entries; what each tells of its article, and what of the article it holds.

The day of an entry is the one on which it was published. When it was last changed says nothing of that, so that an
entry which tells only the change has no day.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wortlaut.sources.addresses import join_url
from wortlaut.sources.dates import find_edtf
from wortlaut.sources.extras import need
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.layout import lay_out
from wortlaut.sources.pages import EXTRA, parse_html

__all__ = ["Entry", "Feed", "parse_feed", "read_entry"]

JSON_FEED = "https://jsonfeed.org/version/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `stamp` changes when the entry does. The article is in `text` or in `html` as far as it is there."""

    where: str
    link: str | None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    byline: str | None = None
    language: str | None = None
    html: str | None = None
    text: str | None = None
    stamp: str = ""

    @property
    def undated(self) -> str | None:
        """Why the entry has no day."""
        if self.published:
            return None
        if self.updated:
            return f"the feed tells only when it was last changed ({self.updated})"
        return "the feed does not tell when it was published"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as far as it could be read; `problem` says what ended it early."""

    title: str | None
    entries: tuple[Entry, ...]
    problem: str | None = None


def parse_feed(data: bytes, where: str, *, url: str | None = None, content_type: str | None = None) -> Feed | Skipped:
    """Read a feed; links are resolved against `url`."""
    if not data.strip():
        return Skipped(where, "empty", "empty")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _parse_json(data, where, url)
    return _parse_xml(data, where, url, content_type)


def read_entry(entry: Entry, feed: Feed) -> Item | Skipped:
    """What the feed itself holds of an article."""
    text = entry.text or ""
    if entry.html:
        tree = parse_html(entry.html)
        text = lay_out(tree) if tree is not None else ""
    if not text.strip():
        return Skipped(entry.where, "the feed holds no text of it, only a link", "empty")
    told = {"updated": entry.updated, "declared_language": entry.language, "feed": feed.title}
    return Item(
        text,
        entry.link or entry.where,
        entry.where,
        published=entry.published,
        undated=entry.undated,
        title=entry.title,
        outlet=feed.title,
        byline=entry.byline,
        meta={key: value for key, value in told.items() if value},
    )


def _parse_xml(data: bytes, where: str, url: str | None, content_type: str | None) -> Feed | Skipped:
    feedparser = need("feedparser", EXTRA, "reading feeds")
    headers = {"content-location": url} if url else {}
    if content_type:
        headers["content-type"] = content_type
    parsed = feedparser.parse(io.BytesIO(data), response_headers=headers)
    fault = parsed.get("bozo_exception") if parsed.bozo else None
    harmless = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    problem = None if fault is None or isinstance(fault, harmless) else "the feed is broken"
    if not parsed.version and not parsed.entries:
        return Skipped(where, "no feed in it (RSS, Atom or JSON Feed); check the URL", "broken")
    language = parsed.feed.get("language")
    entries = [_take_xml(entry, number, where, language) for number, entry in enumerate(parsed.entries, start=1)]
    if problem and entries and not (entries[-1].link or entries[-1].html):
        entries.pop()  # the feed breaks off inside this one
    return Feed(_tidy(parsed.feed.get("title")), tuple(entries), problem and f"{problem} after entry {len(entries)}")


def _take_xml(entry: Mapping[str, Any], number: int, where: str, language: str | None) -> Entry:
    # `get` of the library answers "updated" with "published" and warns; what is there is asked for as it stands.
    told = dict(entry.items())
    contents = [part.get("value", "") for part in told.get("content", ())]
    html = max([*contents, told.get("summary") or ""], key=len)
    return Entry(
        where=f"{where}, entry {number}",
        link=join_url(None, told.get("link")),
        title=_tidy(_strip_tags(told.get("title"))),
        published=find_edtf(told.get("published")),
        updated=find_edtf(told.get("updated")),
        byline=_tidy(told.get("author")),
        language=language,
        html=html or None,
        stamp=" ".join(filter(None, (told.get("id"), told.get("published"), told.get("updated")))),
    )


def _parse_json(data: bytes, where: str, url: str | None) -> Feed | Skipped:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return Skipped(where, "damaged JSON; get the feed again", "broken")
    version, items = content.get("version"), content.get("items")
    if not isinstance(version, str) or not version.startswith(JSON_FEED) or not isinstance(items, list):
        return Skipped(where, "JSON, but no feed (no version of JSON Feed in it)", "broken")
    entries = tuple(_take_json(item, f"{where}, entry {n}", content, url) for n, item in enumerate(items, start=1))
    return Feed(_tidy(_text(content, "title")), entries)


def _take_json(item: Any, where: str, feed: Mapping[str, Any], base: str | None) -> Entry:
    told = item if isinstance(item, dict) else {}
    authors = told.get("authors")
    authors = authors if isinstance(authors, list) else [told.get("author")]
    names = [_text(author, "name") for author in authors if isinstance(author, dict)]
    return Entry(
        where=where,
        link=join_url(base, _text(told, "url")),
        title=_tidy(_text(told, "title")),
        published=find_edtf(told.get("date_published")),
        updated=find_edtf(told.get("date_modified")),
        byline="; ".join(filter(None, map(_tidy, names))) or None,
        language=_text(told, "language") or _text(feed, "language"),
        html=_text(told, "content_html"),
        text=_text(told, "content_text"),
        stamp=" ".join(filter(None, (_text(told, key) for key in ("id", "date_published", "date_modified")))),
    )


def _strip_tags(html: str | None) -> str | None:
    tree = parse_html(html) if html and ("<" in html or "&" in html) else None
    return html if tree is None else lay_out(tree)


def _text(mapping: Mapping[str, Any], key: str) -> str | None:
    value = mapping.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _tidy(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None
