"""URLs of articles and feeds: what is new there since the last time."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace

from wortlaut.sources.addresses import parse_url
from wortlaut.sources.documents import read_document
from wortlaut.sources.feeds import Entry, Feed, parse_feed, read_entry
from wortlaut.sources.fetching import Fetched, Fetcher
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.options import Form, Options
from wortlaut.sources.recognition import form_of_type

__all__ = ["UrlSource"]


class UrlSource:
    """Takes the article behind a URL, or the articles of a feed."""

    def __init__(self, url: str, options: Options):
        parse_url(url)
        self._url = url
        self._options = options
        self._state = options.state
        self._fetcher = Fetcher(options.fetching, max_bytes=options.max_bytes, hosts=options.hosts)

    def items(self) -> Iterator[Item | Skipped]:
        """Give the article, or one item for each entry of the feed that is new or has changed."""
        fetched = self._fetcher.fetch(self._url, self._state)
        if isinstance(fetched, Skipped):
            yield fetched
            return
        form = self._options.form or form_of_type(fetched.content_type, fetched.data)
        if form == "feed":
            complete = yield from self._read_feed(fetched)
        else:
            yield _read(fetched, form, self._url)
            complete = True
        if complete:
            self._state[self._url] = dict(fetched.seen)

    def _read_feed(self, fetched: Fetched) -> Generator[Item | Skipped, None, bool]:
        """Go through the entries; whether the next time only what has changed needs to be asked for."""
        feed = parse_feed(fetched.data, self._url, url=fetched.url, content_type=fetched.content_type)
        if isinstance(feed, Skipped):
            yield feed
            return False
        complete = True
        for entry in feed.entries:
            link = entry.link or entry.where
            if entry.stamp and self._state.get(link, {}).get("stamp") == entry.stamp:
                yield Skipped(link, "unchanged since the last time", "unchanged")
                continue
            given, seen = self._take(entry, feed)
            yield given
            if isinstance(given, Skipped) and given.why == "unreachable":
                complete = False
            else:
                self._state[link] = seen | ({"stamp": entry.stamp} if entry.stamp else {})
        if feed.problem:
            yield Skipped(self._url, feed.problem, "broken")
        return complete and not feed.problem

    def _take(self, entry: Entry, feed: Feed) -> tuple[Item | Skipped, dict[str, str]]:
        """The article of an entry, and what to keep of its URL in the state."""
        if not self._options.follow or entry.link is None:
            return read_entry(entry, feed), {}
        fetched = self._fetcher.fetch(entry.link, self._state)
        if isinstance(fetched, Skipped):
            return fetched, dict(self._state.get(entry.link, {}))
        given = _read(fetched, form_of_type(fetched.content_type, fetched.data), entry.link)
        return (_complete(given, entry, feed) if isinstance(given, Item) else given), dict(fetched.seen)


def _read(fetched: Fetched, form: Form | None, where: str) -> Item | Skipped:
    if form not in ("page", "text"):
        kind = form or fetched.content_type
        return Skipped(where, f"{kind} is not read from the web; download it if there are reports in it", "refused")
    return read_document(fetched.data, where, fetched.url, form, charset=fetched.charset)


def _complete(item: Item, entry: Entry, feed: Feed) -> Item:
    """What the page does not tell, as the feed tells it."""
    published = item.published or entry.published
    told = {"updated": entry.updated, "declared_language": entry.language, "feed": feed.title}
    return replace(
        item,
        published=published,
        undated=None if published else f"{item.undated}; {entry.undated}",
        title=item.title or entry.title,
        outlet=item.outlet or feed.title,
        byline=item.byline or entry.byline,
        meta={key: value for key, value in told.items() if value} | dict(item.meta),
    )
