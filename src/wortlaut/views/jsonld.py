"""Write reports as JSON-LD: statements as W3C Web Annotations whose bodies are schema.org Quotations.

One graph: each report (``schema:NewsArticle``), its actors, and for each statement an ``Annotation``. Its targets are
the stretches of the report in which it stands, each with a TextPositionSelector (code points, as the standard counts)
and a TextQuoteSelector; its body is the Quotation with who says it. What the vocabularies have no word for (type, acts,
cue) stands under ``wl:``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wortlaut.model import Actor, Record, Span, Statement
from wortlaut.views.listing import GAP

__all__ = ["write_jsonld"]

_CONTEXT = (
    "http://www.w3.org/ns/anno.jsonld",
    {"schema": "http://schema.org/", "wl": "urn:wortlaut:term:"},
)
_AROUND = 32
_SURROGATE = re.compile("[\ud800-\udfff]")
_KINDS = {
    "person": "schema:Person",
    "government": "schema:GovernmentOrganization",
    "state": "schema:Country",
    "organisation": "schema:Organization",
    "group": "schema:Organization",
    "media": "schema:NewsMediaOrganization",
}
_UNNAMED = "schema:Thing"


def write_jsonld(reports: Iterable[tuple[Record, Mapping[str, Any]]]) -> Iterator[str]:
    """Write one document, a node of the graph on each line; beside each record stands what its source told."""
    yield f'{{"@context": {json.dumps(_CONTEXT)},\n"@graph": ['
    separator = "\n"
    for record, told in reports:
        for node in _list_nodes(record, told):
            yield separator + _write(node)
            separator = ",\n"
    yield "\n]}\n"


def _list_nodes(record: Record, told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield _describe_report(record, told)
    yield from map(_describe_actor, record.actors)
    yield from (_annotate(record, statement) for statement in record.statements)


def _describe_report(record: Record, told: Mapping[str, Any]) -> dict[str, Any]:
    document = record.document
    source = document.source or ""
    return _without_none(
        {
            "id": _name("document", document.id),
            "type": "schema:NewsArticle",
            "schema:headline": document.title,
            "schema:inLanguage": document.language,
            "schema:datePublished": document.published,
            "schema:publisher": {"type": "schema:Organization", "schema:name": told["outlet"]}
            if told.get("outlet")
            else None,
            "schema:author": told.get("byline"),
            "schema:url": source if source.startswith(("http://", "https://")) else None,
            "schema:identifier": document.source,
            "schema:text": document.text,
        }
    )


def _describe_actor(actor: Actor) -> dict[str, Any]:
    return _without_none(
        {
            "id": _name("actor", actor.id),
            "type": _KINDS.get(actor.kind, _UNNAMED),
            "schema:name": actor.name,
            "schema:alternateName": list(actor.aliases) or None,
            "schema:sameAs": f"http://www.wikidata.org/entity/{actor.wikidata}" if actor.wikidata else None,
            "wl:kind": actor.kind,
            "wl:country": actor.country,
        }
    )


def _annotate(record: Record, statement: Statement) -> dict[str, Any]:
    document, text = record.document, record.document.text
    article = _name("document", document.id)
    body = {
        "id": _name("quotation", statement.id),
        "type": "schema:Quotation",
        "schema:text": GAP.join(span.of(text) for span in statement.quote),
        "schema:spokenByCharacter": _refer(statement.speaker_actor),
        "schema:isPartOf": {"id": article},
        "wl:type": statement.type.value,
        "wl:medium": statement.medium.value,
        "wl:act": list(dict.fromkeys(claim.act.value for claim in statement.claims)) or None,
        "wl:addressee": _refer(statement.addressee_actor),
        "wl:cue": GAP.join(span.of(text) for span in statement.cue) or None,
        "wl:said": statement.said,
        "wl:via": [_refer(hop.actor) for hop in statement.chain[:-1] if hop.actor] or None,
        "wl:nestedIn": {"id": _name("quotation", statement.nested_in)} if statement.nested_in else None,
    }
    return {
        "id": _name("statement", statement.id),
        "type": "Annotation",
        "motivation": "identifying",
        "body": _without_none(body),
        "target": [{"source": article, "selector": _select(text, span)} for span in statement.quote],
    }


def _select(text: str, span: Span) -> list[dict[str, Any]]:
    """The same stretch told by its place and by its words with those around it."""
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    return [{"type": "TextPositionSelector", "start": span.start, "end": span.end}, quote]


def _refer(actor: str | None) -> dict[str, str] | None:
    return {"id": _name("actor", actor)} if actor is not None else None


def _name(kind: str, identity: str) -> str:
    return f"urn:wortlaut:{kind}:{identity}"


def _without_none(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value is not None}


def _write(node: Mapping[str, Any]) -> str:
    text = json.dumps(node, ensure_ascii=False)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
