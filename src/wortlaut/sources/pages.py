"""Web pages → reports: the text of the article, and what the page says of itself.

The article is found by trafilatura, and so are title, byline and outlet. The day of publication is taken only from what
the page declares (JSON-LD, meta elements, `time`) or from its address; a day that merely stands somewhere in the text
could be any, and so could the day of a change.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from wortlaut.errors import InputError
from wortlaut.sources.addresses import host_of, join_url
from wortlaut.sources.dates import find_edtf
from wortlaut.sources.declared import read_declared
from wortlaut.sources.extras import need
from wortlaut.sources.files import decode_marked
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.layout import lay_out

__all__ = ["EXTRA", "decode_page", "parse_html", "read_page"]

EXTRA = "web-sources"
_PURPOSE = "reading web pages"

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)", re.I
)
_HEAD = 4_096
_MOST_ELEMENTS = 50_000  # finding the article takes time that grows with their square
_LATIN_1 = frozenset(("iso8859-1", "ascii"))
_URL_DAY = re.compile(r"/((?:19|20)[0-9]{2})[/-]([01][0-9])[/-]([0-3][0-9])(?=[/_-]|\Z)")
_NO_GUESS = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


def read_page(
    data: bytes, where: str, *, url: str | None = None, source: str | None = None, charset: str | None = None
) -> Item | Skipped:
    """Read a page; `url` is where it came from, `source` stands in for it, `charset` is what the server said of it.

    The source of what was fetched is the canonical URL where the page gives one on the same host, so that an article
    that is linked with and without tracking is one.
    """
    html = decode_page(data, charset)
    if not html.strip():
        return Skipped(where, "empty", "empty")
    tree = parse_html(html)
    if tree is None:
        return Skipped(where, "no HTML in it; save the page again", "broken")
    if tree.xpath("count(//*)") > _MOST_ELEMENTS:
        return Skipped(where, f"more than {_MOST_ELEMENTS:,} elements, the limit for a page", "too large")
    declared = read_declared(tree)
    article = _extract(tree, url)
    text = lay_out(article.body) if article is not None else ""
    if article is None or not text:
        return Skipped(where, "no article text found on the page", "empty")
    canonical = join_url(url, declared.canonical)
    published = declared.published or _find_day_in(url or canonical)
    return Item(
        text,
        canonical if url and canonical and host_of(canonical) == host_of(url) else url or source,
        where,
        published=published,
        undated=None if published else "the page does not tell when it was published",
        title=_tidy(article.title),
        outlet=declared.outlet or _name_site(article, url),
        byline=_tidy(article.author),
        meta=_collect({"canonical": canonical, "updated": declared.updated, "declared_language": declared.language}),
    )


def decode_page(data: bytes, charset: str | None = None) -> str:
    """The characters of a page, by its byte order mark, the server's word, its own word, or UTF-8 and Windows-1252.

    A stray byte is no reason to lose a page: as a last resort it becomes U+FFFD.
    """
    try:
        marked = decode_marked(data)
    except InputError:
        marked = None
    if marked is not None:
        return marked.text
    match = _CHARSET.search(data[:_HEAD])
    own = next((group.decode("ascii", "replace") for group in match.groups() if group), None) if match else None
    for name in (charset, own, "utf-8", "cp1252"):
        codec = _find_codec(name)
        if codec is not None:
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                continue
    return data.decode(_find_codec(charset) or _find_codec(own) or "utf-8", "replace")


def parse_html(html: str) -> Any | None:
    """The tree of a page or of a piece of one; None where there is nothing to make a tree of."""
    lxml = need("lxml.html", EXTRA, _PURPOSE)
    parser = lxml.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (ValueError, lxml.etree.LxmlError):
        return None


def _extract(tree: Any, url: str | None) -> Any | None:
    """What trafilatura takes for the article, with its metadata; None where it finds none, also because it stumbles."""
    trafilatura = need("trafilatura", EXTRA, _PURPOSE)
    try:
        return trafilatura.bare_extraction(
            tree,
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=_NO_GUESS,
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None  # a page can be broken in any way, and one that stops the library is one without an article


def _find_codec(name: str | None) -> str | None:
    """Python's name of an encoding; what calls itself Latin 1 is Windows-1252, as browsers take it."""
    try:
        codec = codecs.lookup(name or "").name
        "".encode(codec)
    except (LookupError, ValueError, AttributeError):
        return None  # not known, or no encoding of text
    return "cp1252" if codec in _LATIN_1 else codec


def _find_day_in(url: str | None) -> str | None:
    match = _URL_DAY.search(urlsplit(url).path) if url else None
    return find_edtf("-".join(match.groups())) if match else None


def _name_site(article: Any, url: str | None) -> str | None:
    """The name of the site, if it is more than that of its host."""
    name = _tidy(article.sitename)
    return name if name and "." not in name and not (url and name.lower() in urlsplit(url).netloc) else None


def _tidy(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None


def _collect(told: Mapping[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in told.items() if value}
