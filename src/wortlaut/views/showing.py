"""One entry of a ledger as people look it up: its words where they stand, who, when, from where, what it is linked to.

An id can be that of a document, a statement, a claim (which is shown with its statement), an event, an agenda entry, an
actor or a time. As much of an id as tells it from the others is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from wortlaut.errors import InputError
from wortlaut.ledger.reads_links import Verdicts, name_link
from wortlaut.model import AgendaEntry, Event, Record, Span
from wortlaut.views.cells import NOT_KNOWN
from wortlaut.views.listing import Entry, list_actors, list_entries, name_type
from wortlaut.views.marks import show_controls, tidy
from wortlaut.views.outcomes import list_due, list_events

if TYPE_CHECKING:
    from wortlaut.ledger import Ledger
    from wortlaut.ledger.provenance import ReadingRow
    from wortlaut.ledger.results import DocumentRow, Found

__all__ = ["Related", "Shown", "look_up", "to_dict", "to_text"]

_ID = re.compile("[0-9a-f]{3,16}")
_AROUND = 200
_KINDS = {"documents": "document", "statements": "statement", "events": "event", "agenda": "agenda entry"}
_KINDS |= {"actors": "actor", "times": "time", "claims": "claim"}
_RELATIONS = {
    "response": ("answers", "answered by"),
    "contradiction": ("contradicts", "contradicts"),
    "follow_up": ("followed up by", "follows up"),
    "same_statement": ("the same statement as", "the same statement as"),
    "same_event": ("the same event as", "the same event as"),
    "same_actor": ("the same actor as", "the same actor as"),
}


@dataclass(frozen=True, slots=True)
class Related:
    """What an entry is linked to; `score` and `rules` are those of the link, `verdict` is what people say of it."""

    relation: str
    id: str
    words: str
    origin: str
    score: float | None
    rules: tuple[str, ...]
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry, ready to be shown.

    `facts` are what is known of it, by what they are; `spans` where it stands in the text of `record`, and `entry` the
    part of the record that it is.
    """

    kind: str
    id: str
    facts: Mapping[str, str]
    spans: tuple[Span, ...]
    entry: Mapping[str, Any]
    record: Record
    document: DocumentRow
    readings: tuple[ReadingRow, ...]
    links: tuple[Related, ...] = ()
    verdict: str | None = None


def look_up(ledger: Ledger, wanted: str) -> Shown:
    """Find what an id, or the beginning of one, stands for; InputError where that is nothing or several things."""
    found = _find(ledger, wanted)
    record = ledger.record(found.document)
    document, readings = ledger.trace(found.document)
    kind, identity = _KINDS[found.table], found.id
    if kind == "claim":
        identity = next(s.id for s in record.statements for claim in s.claims if claim.id == identity)
        kind = "statement"
    facts, spans, entry = _describe(record, kind, identity)
    ends = {identity, *(claim["id"] for claim in entry.get("claims", ()))}
    verdicts = Verdicts(ledger.judgements())
    links = tuple(_relate(ledger, record, ends, verdicts)) if kind != "document" else ()
    verdict = verdicts.of(identity)
    return Shown(kind, identity, facts, spans, entry, record, document, readings, links, verdict)


def to_dict(shown: Shown) -> dict[str, Any]:
    """It as JSON has it, its words and what surrounds them beside the entry of the record."""
    text = shown.record.document.text
    return {
        "kind": shown.kind,
        "id": shown.id,
        "words": [span.of(text) for span in shown.spans],
        "context": list(_cut_context(text, shown.spans)),
        "facts": dict(shown.facts),
        "entry": dict(shown.entry),
        "document": asdict(shown.document),
        "readings": [asdict(reading) for reading in shown.readings],
        "links": [asdict(link) for link in shown.links],
        "verdict": shown.verdict,
    }


def to_text(shown: Shown) -> str:
    """It as people read it, in lines."""
    text, document = shown.record.document.text, shown.document
    lines = [f"{shown.kind} {shown.id}".capitalize(), ""]
    lines += [f"  {tidy(context)}" for context in _cut_context(text, shown.spans, marked=True)]
    lines += [""] if shown.spans else []
    lines += [f"{name}: {value}" for name, value in shown.facts.items()]
    lines += [f"Report: {_name_origin(shown.record, document.outlet)}"]
    lines += [f"Source: {document.source or NOT_KNOWN}", f"Byline: {document.byline or NOT_KNOWN}"]
    lines += [f"Document: {document.id}, first seen {document.first_seen}, last seen {document.last_seen}"]
    lines += [f"Read by: {r.version}, pack {r.pack} {r.pack_version}, {r.added}" for r in shown.readings]
    lines += [f"Judged: {shown.verdict}"] if shown.verdict else []
    lines += ["Links:"] if shown.links else []
    lines += [f"  {_write_link(link)}" for link in shown.links]
    written = "".join(f"{tidy(line) if line.strip() == line else '  ' + tidy(line)}\n" for line in lines)
    return f"{written}\n{show_controls(text).rstrip()}\n" if shown.kind == "document" else written


def _find(ledger: Ledger, wanted: str) -> Found:
    if not _ID.fullmatch(wanted):
        raise InputError(f"{wanted!r} is no id; ids are 16 hexadecimal digits, of which the first few can be enough")
    found = [each for each in ledger.find(wanted) if each.table in _KINDS]
    found = [each for each in found if each.id == wanted] or found
    if not found:
        raise InputError(f"{wanted}: nothing in the ledger has this id")
    if len({each.id for each in found}) > 1:
        listed = ", ".join(f"{each.id} ({_KINDS[each.table]})" for each in found[:5])
        raise InputError(f"{wanted} begins {len(found)} ids: {listed}{' …' if len(found) > 5 else ''}")
    return found[0]


def _describe(record: Record, kind: str, identity: str) -> tuple[dict[str, str], tuple[Span, ...], dict[str, Any]]:
    """What is known of an entry, where it stands, and the part of the record."""
    describe = {
        "document": _describe_document,
        "statement": _describe_statement,
        "event": _describe_event,
        "agenda entry": _describe_due,
        "actor": _describe_actor,
        "time": _describe_time,
    }[kind]
    facts, spans = describe(record, identity)
    said = record.to_dict()
    parts = {"document": [said["document"]], "agenda entry": said["agenda"]}
    entries = parts.get(kind) or said[f"{kind}s"]
    return facts, spans, next(entry for entry in entries if entry["id"] == identity)


def _describe_document(record: Record, _: str) -> tuple[dict[str, str], tuple[Span, ...]]:
    counts = {
        name: len(entries)
        for name, entries in (
            ("statements", record.statements),
            ("events", record.events),
            ("agenda entries", record.agenda),
            ("actors", record.actors),
        )
    }
    return {"Holds": ", ".join(f"{number} {name}" for name, number in counts.items())}, ()


def _describe_statement(record: Record, identity: str) -> tuple[dict[str, str], tuple[Span, ...]]:
    entry = next(entry for entry in list_entries(record) if entry.id == identity)
    statement = entry.statement
    facts = {
        "Who": f"{entry.who or NOT_KNOWN}{f' ({entry.about})' if entry.about else ''}",
        "To": entry.addressee,
        "How": " · ".join(filter(None, (name_type(statement), entry.cue, statement.medium.value))),
        "Acts": ", ".join(entry.acts),
        "Said": statement.said,
        "Stands in": statement.nested_in,
        "Rules": ", ".join(statement.rules),
    }
    return _known(facts), statement.quote


def _describe_event(record: Record, identity: str) -> tuple[dict[str, str], tuple[Span, ...]]:
    event = next(event for event in list_events(record, list_entries(record)) if event.id == identity)
    told = event.event
    facts = {
        "What": " · ".join((told.type.value, *event.sort, told.status.value)),
        "Who": ", ".join(event.who),
        "To": ", ".join(event.whom),
        "When": told.when or NOT_KNOWN,
        "Where": told.where,
        "How many": event.quantities,
        "Statement": event.stands_in.id if event.stands_in else None,
        "Rules": ", ".join(told.rules),
    }
    return _known(facts), (event.span,)


def _describe_due(record: Record, identity: str) -> tuple[dict[str, str], tuple[Span, ...]]:
    due = next(due for due in list_due(record, list_entries(record)) if due.id == identity)
    facts = {
        "What": due.what,
        "Due": due.entry.due or NOT_KNOWN,
        "How": due.kind,
        "Who": due.who,
        "To": due.whom,
        "Statement": due.entry.statement,
        "Rules": ", ".join(due.entry.rules),
    }
    return _known(facts), (due.span,)


def _describe_actor(record: Record, identity: str) -> tuple[dict[str, str], tuple[Span, ...]]:
    found = next(found for found in list_actors(record) if found.actor.id == identity)
    actor = found.actor
    facts = {
        "Who": " · ".join(filter(None, (actor.name, actor.kind, actor.country))),
        "Offices": ", ".join(actor.roles),
        "Also": ", ".join(words for words, _ in found.words),
        "Wikidata": actor.wikidata,
        "Says": str(found.says),
    }
    return _known(facts), tuple(mention.span for mention in record.mentions if mention.actor == identity)


def _describe_time(record: Record, identity: str) -> tuple[dict[str, str], tuple[Span, ...]]:
    time = next(time for time in record.times if time.id == identity)
    facts = {
        "Value": f"{time.type.value} {time.value}",
        "Known for sure": time.edtf or "nothing",
        "Reason": time.reason,
        "Rules": ", ".join(time.rules),
    }
    return _known(facts), (time.span,)


def _known(facts: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in facts.items() if value}


def _relate(ledger: Ledger, record: Record, ends: set[str], verdicts: Verdicts) -> Iterator[Related]:
    """What is linked to one of the ends: in the report itself, then in others, the surest first."""
    inside = [
        (
            link.kind.value,
            link.source,
            link.target,
            name_link(link.kind.value, link.source, link.target),
            None,
            link.rules,
        )
        for link in record.links
        if ends & {link.source, link.target}
    ]
    across = {
        (link.kind.value, link.source, link.target, link.id, link.score, link.rules)
        for end in ends
        for link in ledger.cross_links(entry=end)
    }
    seen: set[tuple[str, str]] = set()
    for kind, source, target, identity, score, rules in (*inside, *sorted(across, key=_surest)):
        relation = _RELATIONS[kind][source not in ends]
        other, words, origin = _name_end(ledger, target if source in ends else source)
        if (relation, other) not in seen:
            seen.add((relation, other))
            verdict = verdicts.of(identity) or verdicts.of(source, target)
            yield Related(relation, other, words, origin, score, rules, verdict)


def _surest(link: tuple[str, str, str, str, float, tuple[str, ...]]) -> tuple[float, str]:
    return -link[4], link[3]


def _name_end(ledger: Ledger, identity: str) -> tuple[str, str, str]:
    """The other end of a link, a claim by its statement: its id, its words with who says them, and their report."""
    found = [each for each in ledger.find(identity) if each.id == identity and each.table in _KINDS]
    if not found:
        return identity, "an entry of an older reading", NOT_KNOWN
    record = ledger.record(found[0].document)
    outlet = ledger.trace(found[0].document)[0].outlet
    text = record.document.text
    entries = list_entries(record)
    said = next((entry for entry in entries if identity in _names_of(entry)), None)
    if said is not None:
        return said.id, f"{said.who or NOT_KNOWN}: {tidy(said.quote)}", _name_origin(record, outlet)
    outcomes: tuple[Event | AgendaEntry, ...] = (*record.events, *record.agenda)
    spans = [outcome.span for outcome in outcomes if outcome.id == identity]
    names = [actor.name for actor in record.actors if actor.id == identity]
    words = [*(span.of(text) for span in spans), *names, NOT_KNOWN]
    return identity, tidy(words[0]), _name_origin(record, outlet)


def _names_of(entry: Entry) -> set[str]:
    return {entry.id, *(claim.id for claim in entry.statement.claims)}


def _name_origin(record: Record, outlet: str | None) -> str:
    document = record.document
    parts = (outlet, document.title, document.published or "no date")
    return " · ".join(tidy(part) for part in parts if part)


def _write_link(link: Related) -> str:
    details = [link.origin]
    details += [f"score {link.score:.2f}"] if link.score is not None else []
    details += [f"judged: {link.verdict}"] if link.verdict else []
    return f"{link.relation} {link.id} {link.words} ({'; '.join(details)})"


def _cut_context(text: str, spans: Iterable[Span], *, marked: bool = False) -> Iterator[str]:
    """The words around spans up to the ends of their lines, spans that stand close together in one piece."""
    windows: list[list[Span]] = []
    for span in sorted(set(spans)):
        if windows and span.start < windows[-1][-1].end:
            continue  # inside the one before
        if windows and span.start - windows[-1][-1].end <= 2 * _AROUND:
            windows[-1].append(span)
        else:
            windows.append([span])
    for window in windows:
        before, after = text[: window[0].start], text[max(span.end for span in window) :]
        inside = text[window[0].start : max(span.end for span in window)]
        yield _tail(before) + (_mark(text, window) if marked else inside) + _head(after)


def _mark(text: str, spans: list[Span]) -> str:
    """The words from the first to the last of some spans, each of them in brackets."""
    marked = [f"⟦{span.of(text)}⟧" for span in spans]
    between = [text[one.end : other.start] for one, other in pairwise(spans)]
    return "".join(words for pair in zip(marked, [*between, ""], strict=True) for words in pair)


def _tail(before: str) -> str:
    """What stands in front, on the same line and not too far away."""
    line = before[-_AROUND:].rpartition("\n")[2]
    return f"… {line.partition(' ')[2]}" if len(line) == _AROUND else line


def _head(after: str) -> str:
    """What stands behind, on the same line and not too far away."""
    line = after[:_AROUND].partition("\n")[0]
    return f"{line.rpartition(' ')[0]} …" if len(line) == _AROUND else line
