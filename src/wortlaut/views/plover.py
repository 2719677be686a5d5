"""Write events as PLOVER JSON: one event, one line, with the field names of the PLOVER manual.

Beyond these stand, as the manual allows, the record's own `edtf`, `status`, `quantities`, `realised_by` and
`reported_by`. What is not known is null or an empty list; a date is told as far as it is known and never taken from
the day of publication.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from wortlaut.extract.timex.days import read_days
from wortlaut.model import Actor, Document, Event, EventStatus, EventType, Reader, Record
from wortlaut.views.actor_codes import plover_sector

__all__ = ["write_plover"]

_SURROGATE = re.compile("[\ud800-\udfff]")
# Verbal and material cooperation, verbal and material conflict.
_QUADS = {
    1: (EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE),
    2: (EventType.COOPERATE, EventType.AID, EventType.RETREAT),
    3: (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN),
    4: (EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT),
}
_QUAD_OF = {kind: quad for quad, kinds in _QUADS.items() for kind in kinds}
_CONTEXT_OF = {
    EventStatus.PROMISED: "future",
    EventStatus.PLANNED: "future",
    EventStatus.POSSIBLE: "hypothetical",
    EventStatus.DENIED: "negation",
}


def write_plover(record: Record) -> Iterator[str]:
    """Write the events of one record, in the order of the text."""
    actors = {actor.id: actor for actor in record.actors}
    for event in sorted(record.events, key=lambda event: event.span):
        text = json.dumps(_describe(record, event, actors), ensure_ascii=False)
        yield _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _describe(record: Record, event: Event, actors: dict[str, Actor]) -> dict[str, Any]:
    date, enddate = _write_dates(event.when)
    text = record.document.text
    return {
        "id": event.id,
        "date": date,
        "enddate": enddate,
        "source": _describe_actors(event.actor, actors),
        "recipient": _describe_actors(event.recipient, actors),
        "event": [event.type.value],
        "mode": [event.mode] if event.mode else [],
        "context": _list_contexts(event),
        "quad_code": _QUAD_OF[event.type],
        "event_loc": {"name": event.where} if event.where else None,
        "event_text": [event.span.of(text)],
        "text_info": {"start": event.span.start, "end": event.span.end},
        "cite_info": _cite(record.document, record.reader),
        "edtf": event.when,
        "status": event.status.value,
        "quantities": [list(pair) for pair in event.quantities],
        "realised_by": event.realised_by,
        "reported_by": event.reported_by,
    }


def _write_dates(when: str | None) -> tuple[str | None, str | None]:
    """Beginning and end in ISO 8601, each as far as it is known for sure; no end where it is one date."""
    begin, _, end = (when or "").partition("/")
    return _write_date(begin), _write_date(end)


def _write_date(edtf: str) -> str | None:
    """A day, month or year; what PLOVER has no form for (a season, a decade, roughly) stays in `edtf` alone."""
    days = read_days(edtf)
    if days is None or days.first is None or days.precision.rough:
        return None
    length = {"minute": 10, "day": 10, "month": 7, "year": 4}.get(days.precision.unit)
    return days.first.isoformat()[:length] if length else None


def _describe_actors(ids: Iterable[str], actors: dict[str, Actor]) -> list[dict[str, str | None]]:
    return [
        {
            "code": actor.country,
            "sector": plover_sector(actor),
            "actor_text": actor.name,
            "identifier_id": actor.wikidata,
        }
        for actor in (actors[key] for key in ids if key in actors)
    ]


def _list_contexts(event: Event) -> list[str]:
    """The contexts, and those by which PLOVER tells what did not or not yet happen, or long ago."""
    told = [*event.context, _CONTEXT_OF.get(event.status, ""), "historical" if event.background else ""]
    return list(dict.fromkeys(filter(None, told)))


def _cite(document: Document, reader: Reader) -> dict[str, str | None]:
    """The report. The manual has no field for its day; `published` is that of the record."""
    return {
        "corpus": document.id,
        "url": document.source if document.source and "://" in document.source else None,
        "citation": document.source,
        "title": document.title,
        "language": document.language,
        "published": document.published,
        "coder": f"wortlaut {reader.version}, {reader.pack} {reader.pack_version}",
    }
