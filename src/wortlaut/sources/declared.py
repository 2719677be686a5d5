"""What a web page declares about itself: days, outlet, language, canonical address.

Declared is what stands in JSON-LD (schema.org), in meta elements (Open Graph, Dublin Core and their kin), in links and
in `time` elements that are marked as the day of publication. JSON-LD goes first, because it says what a value is of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wortlaut.sources.dates import find_edtf

__all__ = ["Declared", "read_declared"]

_PUBLISHED = (
    "article:published_time og:published_time og:article:published_time datepublished date dc.date dc.date.issued "
    "dcterms.issued dcterms.created dcterms.date sailthru.date parsely-pub-date pubdate publishdate publish_date "
    "publication_date citation_publication_date"
).split()
_UPDATED = "article:modified_time og:updated_time datemodified dcterms.modified last-modified".split()
_OUTLETS = "og:site_name application-name".split()
_NAMES = ("property", "name", "itemprop")
_DEEPEST, _MOST_NODES = 12, 2_000


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page declares; dates are EDTF."""

    published: str | None
    updated: str | None
    outlet: str | None
    language: str | None
    canonical: str | None


def read_declared(tree: Any) -> Declared:
    """Read what the tree of a page declares; what is broken in it is passed over."""
    nodes = sorted(_read_nodes(tree), key=_is_no_article)
    metas = _read_metas(tree)
    return Declared(
        published=_first_day([*_values(nodes, "datePublished"), *_pick(metas, _PUBLISHED), *_read_times(tree)]),
        updated=_first_day([*_values(nodes, "dateModified"), *_pick(metas, _UPDATED)]),
        outlet=_find_publisher(nodes) or next(_pick(metas, _OUTLETS), None),
        language=next(
            (tag for tag in (tree.get("lang"), *_pick(metas, ["og:locale", "content-language"])) if tag), None
        ),
        canonical=next((link for link in tree.xpath("//link[@rel='canonical']/@href") if link.strip()), None),
    )


def _read_nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object in the JSON-LD of a page, outer ones first."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            content = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        yield from _walk(content)


def _walk(content: Any) -> Iterator[dict[str, Any]]:
    level, count = [content], 0
    for _ in range(_DEEPEST):
        inner: list[Any] = []
        for value in level[:_MOST_NODES]:
            if isinstance(value, dict):
                count += 1
                yield value
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
        level = [value for value in inner if isinstance(value, dict | list)]
        if not level or count > _MOST_NODES:
            return


def _is_no_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return not any(
        isinstance(kind, str) and kind.endswith(("Article", "Posting", "Report"))
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _values(nodes: Iterable[dict[str, Any]], key: str) -> Iterator[Any]:
    return (node[key] for node in nodes if key in node)


def _find_publisher(nodes: Iterable[dict[str, Any]]) -> str | None:
    for publisher in _values(nodes, "publisher"):
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            return " ".join(name.split())
    return None


def _read_metas(tree: Any) -> dict[str, str]:
    """The content of each meta element by its name in lower case; the first of a name counts."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or meta.get("datetime") or "").strip()
        for name in (meta.get(attribute) for attribute in (*_NAMES, "http-equiv")):
            if name and content:
                metas.setdefault(name.strip().lower(), content)
    return metas


def _pick(metas: dict[str, str], names: Iterable[str]) -> Iterator[str]:
    return (metas[name] for name in names if name in metas)


def _read_times(tree: Any) -> Iterator[str]:
    """Days of `time` elements that are marked as the day of publication; others can be any day of the report."""
    for time in tree.iter("time"):
        if "datepublished" in (time.get("itemprop") or "").lower() or time.get("pubdate") is not None:
            yield time.get("datetime") or time.text_content()


def _first_day(values: Iterable[Any]) -> str | None:
    return next((day for value in values if (day := find_edtf(value))), None)
