"""Records as rows of the tables, and rows as records again: nothing of a record is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import RowMapping as Row

from wortlaut.extract.timex.days import read_days
from wortlaut.ledger.search import fold_names
from wortlaut.model import (
    Act,
    Actor,
    AgendaEntry,
    AgendaKind,
    Claim,
    Document,
    Event,
    EventStatus,
    EventType,
    Hop,
    Issue,
    Link,
    LinkKind,
    Medium,
    Mention,
    Modality,
    Polarity,
    Reader,
    Record,
    Span,
    Spans,
    Statement,
    StatementType,
    Timex,
    TimexType,
    make_id,
)

__all__ = [
    "hash_entries",
    "hash_text",
    "hash_told",
    "make_record",
    "make_rows",
    "name_record",
    "show_words",
    "span_days",
]

GAP = " … "


def name_record(document: str, reader: Reader) -> str:
    """The id of the record that this reader makes of a document."""
    return make_id("record", document, reader.version, reader.pack, reader.pack_version)


def hash_text(text: str) -> str:
    """SHA-256 of a text, of any text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hash_told(row: Mapping[Any, Any]) -> str:
    """SHA-256 of what was told of a document beside its text, of its row."""
    return _hash_json([row[name] for name in ("language", "published", "title", "source", "outlet", "byline", "meta")])


def hash_entries(said: Mapping[str, Any]) -> str:
    """SHA-256 of all that a record says beside its document, of the record as plain lists and dicts."""
    return _hash_json({key: value for key, value in said.items() if key != "document"})


def show_words(text: str, spans: Iterable[Sequence[int]]) -> str:
    """The words that spans point at, with an ellipsis where something stands between them."""
    return GAP.join(text[start:end] for start, end in spans)


def span_days(edtf: str | None) -> tuple[str | None, str | None]:
    """The first and the last day of a date in EDTF, in ISO 8601; None where it is open, unknown or none."""
    days = read_days(edtf)
    if days is None:
        return None, None
    return _iso(days.first), _iso(days.last)


def make_rows(record: Record, said: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The rows of all tables of entries by table; passages of the search are numbered when they are written.

    They are made of `said`, the record as plain lists and dicts, which is used up.
    """
    text = record.document.text
    identity = name_record(record.document.id, record.reader)
    claims = [{"statement_id": s["id"], **claim} for s in said["statements"] for claim in s.pop("claims")]
    hops = [{"statement_id": s["id"], **hop} for s in said["statements"] for hop in s.pop("chain")]
    for actor in said["actors"]:
        actor["folded"] = fold_names((actor["name"], *actor["aliases"]))
    for statement in said["statements"]:
        statement["quote_text"] = show_words(text, statement["quote"])
    for entry in (*said["mentions"], *said["times"], *said["events"], *claims):
        entry["text"] = show_words(text, (entry["span"],))
    for event in said["events"]:
        event["when_from"], event["when_until"] = span_days(event["when"])
    for entry in said["agenda"]:
        entry["due_from"], entry["due_until"] = span_days(entry["due"])
    tables = ("actors", "mentions", "times", "statements", "events", "agenda", "links", "issues")
    rows = {"hops": hops, "claims": claims, **{table: said[table] for table in tables}}
    for entries in rows.values():
        for position, entry in enumerate(entries):
            entry["record_id"], entry["position"] = identity, position
    return rows


def make_record(document: Document, reader: Reader, rows: Mapping[str, Iterable[Row]]) -> Record:
    """The record that the rows were made of; they come in the order of their positions."""
    claims: dict[str, list[Claim]] = {}
    for row in rows["claims"]:
        claims.setdefault(row["statement_id"], []).append(_claim(row))
    hops: dict[str, list[Hop]] = {}
    for row in rows["hops"]:
        hops.setdefault(row["statement_id"], []).append(Hop(row["actor"], Span(*row["span"]), _spans(row["cue"])))
    return Record(
        document,
        reader,
        tuple(map(_actor, rows["actors"])),
        tuple(map(_mention, rows["mentions"])),
        tuple(map(_time, rows["times"])),
        tuple(_statement(row, hops.get(row["id"], ()), claims.get(row["id"], ())) for row in rows["statements"]),
        tuple(map(_event, rows["events"])),
        tuple(map(_agenda_entry, rows["agenda"])),
        tuple(Link(LinkKind(row["kind"]), row["from"], row["to"], tuple(row["rules"])) for row in rows["links"]),
        tuple(Issue(Span(*row["span"]), row["problem"]) for row in rows["issues"]),
    )


def _hash_json(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _spans(pairs: Iterable[Sequence[int]]) -> Spans:
    return tuple(Span(*pair) for pair in pairs)


def _take(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _actor(row: Row) -> Actor:
    return Actor(
        **_take(row, "id", "name", "kind", "country", "wikidata"),
        roles=tuple(row["roles"]),
        aliases=tuple(row["aliases"]),
    )


def _mention(row: Row) -> Mention:
    return Mention(**_take(row, "id", "actor", "form"), span=Span(*row["span"]), candidates=tuple(row["candidates"]))


def _time(row: Row) -> Timex:
    return Timex(
        **_take(row, "id", "value", "edtf", "mod", "reason", "quant", "freq"),
        span=Span(*row["span"]),
        type=TimexType(row["type"]),
        rules=tuple(row["rules"]),
    )


def _statement(row: Row, chain: Iterable[Hop], claims: Iterable[Claim]) -> Statement:
    return Statement(
        **_take(row, "id", "cue_class", "said", "speaker_actor", "addressee_actor", "nested_in"),
        quote=_spans(row["quote"]),
        speaker=_spans(row["speaker"]),
        cue=_spans(row["cue"]),
        addressee=_spans(row["addressee"]),
        frame=_spans(row["frame"]),
        type=StatementType(row["type"]),
        medium=Medium(row["medium"]),
        chain=tuple(chain),
        claims=tuple(claims),
        rules=tuple(row["rules"]),
    )


def _claim(row: Row) -> Claim:
    return Claim(
        **_take(row, "id", "when", "due", "by", "to"),
        span=Span(*row["span"]),
        act=Act(row["act"]),
        polarity=Polarity(row["polarity"]) if row["polarity"] is not None else None,
        modality=Modality(row["modality"]),
        times=tuple(row["times"]),
        rules=tuple(row["rules"]),
    )


def _event(row: Row) -> Event:
    return Event(
        **_take(row, "id", "mode", "when", "where", "background", "realised_by", "reported_by"),
        context=tuple(row["context"]),
        actor=tuple(row["actor"]),
        recipient=tuple(row["recipient"]),
        rules=tuple(row["rules"]),
        type=EventType(row["type"]),
        status=EventStatus(row["status"]),
        quantities=tuple((number, words) for number, words in row["quantities"]),
        span=Span(*row["span"]),
    )


def _agenda_entry(row: Row) -> AgendaEntry:
    return AgendaEntry(
        **_take(row, "id", "what", "by", "to", "due", "conditional", "statement"),
        kind=AgendaKind(row["kind"]),
        span=Span(*row["span"]),
        rules=tuple(row["rules"]),
    )
