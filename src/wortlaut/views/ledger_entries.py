"""Finds and explains what stands in a ledger by its id, or by as much of the id as tells it from all others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wortlaut.errors import InputError
from wortlaut.views.marks import show_controls, tidy

if TYPE_CHECKING:
    from wortlaut.ledger import Judgement, Ledger
    from wortlaut.ledger.reads_links import LinkRow
    from wortlaut.ledger.results import Found
    from wortlaut.model import Actor, Record
    from wortlaut.pipeline import Reading

__all__ = ["explain", "find_judgement", "find_subject"]

_ID = re.compile("[0-9a-f]{4,16}")
_WHOLE = 16
_NO_DERIVATION = (
    "Its derivation cannot be told: this reader reads the report otherwise than the one that made the entry, "
    "which is an older one or had a list of actors"
)


def find_subject(ledger: Ledger, identity: str) -> Found | LinkRow:
    """The one entry or link that this id, or its beginning, leads to; InputError where it is none or several."""
    from wortlaut.ledger.reads_links import list_links

    written = identity.casefold()
    if not _ID.fullmatch(written):
        raise InputError(f"{identity!r}: no id; ids are hexadecimal, and four digits of one are the least")
    found: dict[tuple[str, str], Found | LinkRow] = {(each.table, each.id): each for each in ledger.find(written)}
    if len(found) != 1 or len(written) < _WHOLE:
        found |= {("links", link.id): link for link in list_links(ledger, every=True) if link.id.startswith(written)}
    if not found:
        raise InputError(f"{identity}: nothing of this id in the ledger")
    if len(found) > 1:
        several = ", ".join(f"{key} ({table})" for table, key in list(found)[:5])
        raise InputError(f"{identity!r} begins {len(found)} ids; there are {several}")
    return next(iter(found.values()))


def find_judgement(ledger: Ledger, identity: str) -> Judgement:
    """The standing judgement of this id, or the newest on the entry or link of this id; ids may be shortened."""
    standing = ledger.judgements()
    called = [each for each in standing if each.id.startswith(identity.casefold())]
    if len(called) > 1:
        raise InputError(f"{identity!r} begins {len(called)} ids of judgements; write more of it")
    if called:
        return called[0]
    subject = find_subject(ledger, identity).id
    said = [each for each in standing if subject in each.subjects and each.verdict is not None]
    if not said:
        raise InputError(f"{identity}: no judgement on it stands")
    return said[-1]


def explain(ledger: Ledger, identity: str) -> str:
    """Say which rules made an entry or a link and on what, in which report it stands, and what people say about it."""
    from wortlaut.ledger.reads_links import LinkRow

    subject = find_subject(ledger, identity)
    if isinstance(subject, LinkRow):
        lines = list(_explain_link(ledger, subject))
        return "".join(f"{show_controls(line)}\n" for line in (*lines, *_list_judgements(ledger, subject.id)))
    if subject.table == "documents":
        raise InputError(f"{subject.id} is a report; `wortlaut show {subject.id[:8]}` shows it")
    record = ledger.record(subject.document)
    lines = [_name_report(record), *_list_links(ledger, subject.id), *_list_judgements(ledger, subject.id)]
    return _explain_entry(record, subject) + "".join(f"{show_controls(line)}\n" for line in lines)


def _explain_entry(record: Record, found: Found) -> str:
    from wortlaut.pipeline import analyse
    from wortlaut.views.listing import Entry, TimeEntry, find_entry, list_entries, list_times
    from wortlaut.views.outcomes import DueEntry, EventEntry, list_due, list_events
    from wortlaut.views.terminal import show_explanation, show_outcome_explanation, show_time_explanation

    if found.table == "actors":
        return _explain_actor(next(actor for actor in record.actors if actor.id == found.id))
    said = list_entries(record)
    wanted = _statement_of(record, found.id) if found.table == "claims" else found.id
    entry = find_entry(said, wanted, list_times(record), list_events(record, said), list_due(record, said))
    if isinstance(entry, EventEntry | DueEntry):
        return show_outcome_explanation(entry)
    document = record.document
    reading = analyse(
        document.text,
        published=document.published,
        language=document.language,
        title=document.title,
        source=document.source,
    )
    if isinstance(entry, TimeEntry):
        return show_time_explanation(entry, reading.time_derivations.get(entry.id, (_NO_DERIVATION,)))
    assert isinstance(entry, Entry)
    return show_explanation(entry, _derive(reading, entry.id), document.text)


def _derive(reading: Reading, statement: str) -> Iterator[str]:
    derivation = reading.derivations.get(statement)
    return iter(derivation.lines(reading.record.document.text) if derivation else (_NO_DERIVATION,))


def _statement_of(record: Record, claim: str) -> str:
    return next(s.id for s in record.statements if any(each.id == claim for each in s.claims))


def _explain_actor(actor: Actor) -> str:
    known = (("Country", actor.country), ("Wikidata", actor.wikidata))
    lines = [f"{tidy(actor.name)} · {actor.kind} · {actor.id}"]
    lines += [f"{name}: {value}" for name, value in known if value]
    lists = (("Offices", actor.roles), ("Also", actor.aliases))
    lines += [f"{name}: {tidy(', '.join(values))}" for name, values in lists if values]
    return "".join(f"{show_controls(line)}\n" for line in lines)


def _explain_link(ledger: Ledger, link: LinkRow) -> Iterator[str]:
    from wortlaut.ledger.reads_entries import list_entries

    yield f"{link.kind} · {link.id}"
    entries = list_entries(ledger, (link.source, link.target))
    for name, end in (("From", link.source), ("To", link.target)):
        entry = entries.get(end)
        if entry is None:
            yield f"{name}: {end}, which is in no newest record"
            continue
        about = " · ".join(filter(None, (entry.published, ", ".join(entry.who), ", ".join(entry.acts))))
        yield f"{name}: {entry.kind} {end} · {about}"
        yield f"  {tidy(entry.text)}"
    if link.score is not None:
        yield f"Score: {link.score:.2f} by resolver {link.resolver}"
    yield f"Rules: {', '.join(link.rules) or 'none'}"


def _name_report(record: Record) -> str:
    document, reader = record.document, record.reader
    told = (document.published, document.title and tidy(document.title), document.source and tidy(document.source))
    read = f"read by {reader.version} with {reader.pack} {reader.pack_version}"
    return f"Report: {' · '.join(filter(None, (document.id, *told, read)))}"


def _list_links(ledger: Ledger, identity: str) -> Iterator[str]:
    for link in ledger.cross_links(entry=identity):
        direction, other = ("to", link.target) if link.source == identity else ("from", link.source)
        yield f"Linked: {link.kind.value} {direction} {other} · {link.score:.2f} · {link.id}"


def _list_judgements(ledger: Ledger, identity: str) -> Iterator[str]:
    for each in ledger.judgements(subject=identity):
        note = f": {tidy(each.note)}" if each.note else ""
        yield f"Judged: {each.verdict or 'undone'} by {tidy(each.author)} at {each.at}{note} · {each.id}"
