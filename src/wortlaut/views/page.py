"""Write a record as one self-contained HTML page: the marked text, beside it statements, agenda and events.

The page asks nothing of any server, works without scripts, and holds the text to the letter: what
stands in the article, read as plain text, is the document's text. Numbers before quotes are drawn by
the style sheet and are therefore no part of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from pathlib import PurePath
from string import Template
from typing import NamedTuple
from urllib.parse import quote as quote_url

from wortlaut.model import Record, StatementType, Timex
from wortlaut.views.listing import Entry, Lines, count_types, list_entries, list_times, name_type
from wortlaut.views.marks import Piece, cut
from wortlaut.views.outcomes import (
    DueEntry,
    EventEntry,
    Relation,
    count_due,
    count_events,
    list_due,
    list_events,
    list_links,
)

__all__ = ["IndexLine", "index_line", "write_index", "write_page"]

_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*")
_NEWLINE = re.compile(r"(?:\r\n|\r|\n)\s*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HUES = 8
_LONGEST_HEADLINE = 120


class IndexLine(NamedTuple):
    """What the index of several pages says about one: where it is, its title, date and statements."""

    href: str
    title: str
    published: str | None
    counts: str


def write_page(record: Record) -> str:
    """Write the page of one record."""
    entries = list_entries(record)
    due, events = list_due(record, entries), list_events(record, entries)
    links = list_links(record, entries, events)
    document = record.document
    paragraphs = _find_paragraphs(document.text)
    headline = _find_headline(record, paragraphs)
    title = headline or _title(record)
    body = _load("document.html").substitute(
        language=escape(document.language),
        heading="" if headline else f'<h1 lang="{escape(document.language)}">{_escape(title)}</h1>\n',
        facts=_write_facts(record, entries, title),
        text=_write_text(record, entries, (*due, *events), paragraphs, headline is not None),
        filters=_write_filters(entries),
        statements="\n".join(_write_entry(entry, links.get(entry.id, ()), document.language) for entry in entries)
        or '<li class="none">No statements were found.</li>',
        parts=_write_parts(entries, due, events),
        agenda=_write_agenda(due, document.language),
        events=_write_events(events, links, document.language),
        issues=_write_issues(record),
    )
    return _write_shell(title, body, record)


def index_line(record: Record, href: str) -> IndexLine:
    """What the index shows of a record whose page stands at `href`."""
    headline = _find_headline(record, _find_paragraphs(record.document.text))
    return IndexLine(href, headline or _title(record), record.document.published, count_types(list_entries(record)))


def write_index(lines: Iterable[IndexLine]) -> str:
    """Write the page that leads to several others."""
    items = [
        f'<li><a href="{escape(quote_url(line.href, errors="surrogateescape"))}">{_escape(line.title)}</a>'
        f'<p class="facts">{_write_date(line.published)} · {escape(line.counts)}</p></li>'
        for line in lines
    ]
    listed = "\n".join(items)
    body = f'<header class="head"><h1>Reports</h1></header>\n<main><ul class="index">\n{listed}\n</ul></main>'
    return _write_shell("Reports", body)


def _write_shell(title: str, body: str, record: Record | None = None) -> str:
    reader = record and record.reader
    made = f"Wortlaut {reader.version}, language pack {reader.pack} {reader.pack_version}" if reader else "Wortlaut"
    return _load("shell.html").substitute(
        title=_escape(title),
        style=_read("page.css"),
        script=_read("page.js") if record else "",
        body=body,
        made=_escape(made),
    )


def _write_facts(record: Record, entries: tuple[Entry, ...], title: str) -> str:
    facts = [_write_date(record.document.published), escape(count_types(entries))]
    if record.document.source and PurePath(record.document.source).name != title:
        facts.append(_escape(record.document.source))
    return " · ".join(facts)


def _write_date(published: str | None) -> str:
    return f'<time datetime="{escape(published)}">{escape(published)}</time>' if published else "no date"


def _write_text(
    record: Record,
    entries: tuple[Entry, ...],
    outcomes: tuple[DueEntry | EventEntry, ...],
    paragraphs: list[tuple[int, int]],
    has_headline: bool,
) -> str:
    """Set the text in paragraphs; what stands between them (line breaks) stays between them."""
    text = record.document.text
    told = tuple(entry for entry in outcomes if entry.stands_in is None)
    places = (place for paragraph in paragraphs for place in paragraph)
    pieces = cut(len(text), entries, list_times(record), told, at=places)
    starts = [piece.span.start for piece in pieces]
    seen: set[str] = set()
    written: list[str] = []
    position = 0
    for number, (start, end) in enumerate(paragraphs):
        inside = pieces[bisect_left(starts, start) : bisect_left(starts, end)]
        marked = "".join(_write_piece(piece, text, seen) for piece in inside)
        tag = "h1" if has_headline and number == 0 else "p"
        written.append(f"{_escape(text[position:start])}<{tag}>{marked}</{tag}>")
        position = end
    return "".join(written) + _escape(text[position:])


def _find_headline(record: Record, paragraphs: list[tuple[int, int]]) -> str | None:
    """The first line of the text where it is the title, or looks like one and no other title is known."""
    if len(paragraphs) < 2:
        return None
    first = record.document.text[slice(*paragraphs[0])].strip()
    if record.document.title is not None:
        return first if first == record.document.title.strip() else None
    looks_so = len(first) <= _LONGEST_HEADLINE and len(first.split()) > 2 and first[-1] not in ".:;,"
    return first if looks_so else None


def _find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Blank lines part paragraphs, and so does every line break unless the lines were broken to a width."""
    paragraphs = []
    for start, end in _split(text, (0, len(text)), _BLANK_LINE):
        lines = _split(text, (start, end), _NEWLINE)
        wrapped = len(lines) > 1 and all(50 <= last - first <= 100 for first, last in lines[:-1])
        paragraphs.extend([(start, end)] if wrapped else lines)
    return paragraphs


def _split(text: str, within: tuple[int, int], separator: re.Pattern[str]) -> list[tuple[int, int]]:
    start, end = within
    parts = []
    for match in separator.finditer(text, start, end):
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, end))
    return [(first, last) for first, last in parts if text[first:last].strip()]


def _write_piece(piece: Piece, text: str, seen: set[str]) -> str:
    words = _escape(piece.span.of(text))
    if piece.times:
        words = f'<span class="time" title="{_describe_time(piece.times[-1].time)}">{words}</span>'
    if piece.outcomes:
        named = "".join(f'<span id="w-{_escape(entry.id)}"></span>' for entry in piece.outcomes if entry.id not in seen)
        words = f'{named}<span class="told" title="{_escape(_name_outcomes(piece.outcomes))}">{words}</span>'
        seen.update(entry.id for entry in piece.outcomes)
    if piece.cues:
        words = f'<span class="cue" data-s="{_list_ids(piece.cues)}">{words}</span>'
    if piece.speaks:
        speaker = piece.speaks[-1]
        told = _write_title(speaker.who if speaker.named else None, speaker.about)
        words = f'<span class="speaker {_hue(speaker)}"{told} data-s="{_list_ids(piece.speaks)}">{words}</span>'
    if piece.quotes:
        outer = f" nested {_hue(piece.quotes[-2], 'o')}" if len(piece.quotes) > 1 else ""
        words = f'<mark class="{_hue(piece.quotes[-1])}{outer}" data-s="{_list_ids(piece.quotes)}">{words}</mark>'
    numbers = [_write_number(entry) for entry in piece.quotes if entry.statement.id not in seen]
    seen.update(entry.statement.id for entry in piece.quotes)
    return "".join(numbers) + words


def _name_outcomes(outcomes: Iterable[DueEntry | EventEntry]) -> str:
    """What the report itself tells with these words; for whoever points at them."""
    return " · ".join(
        f"{entry.label} {entry.event.type.value} {entry.event.status.value}"
        if isinstance(entry, EventEntry)
        else f"{entry.label} {entry.kind}"
        for entry in outcomes
    )


def _describe_time(time: Timex) -> str:
    """The value, what is known for sure, and why it is no more; for whoever points at the words."""
    parts = [f"{time.type.value} {time.value}", f"known for sure: {time.edtf or 'nothing'}"]
    return _escape(" · ".join([*parts, time.reason] if time.reason else parts))


def _write_title(*parts: str | None) -> str:
    """What is shown to whoever points at words, such as the kind and country of a speaker."""
    title = " · ".join(part for part in parts if part)
    return f' title="{_escape(title)}"' if title else ""


def _write_number(entry: Entry) -> str:
    """An empty link that the style sheet fills: it can be reached by keyboard and is not in the text."""
    key = _escape(entry.statement.id)
    label = _escape(f"Statement {entry.number}, {entry.who or 'speaker not named'}, {name_type(entry.statement)}")
    return (
        f'<a class="number {_hue(entry)}" id="q-{key}" href="#s-{key}" data-n="{entry.number}" '
        f'data-s="{key}" aria-label="{label}"></a>'
    )


def _write_entry(entry: Entry, links: Iterable[Relation], language: str) -> str:
    statement = entry.statement
    key, lang = _escape(statement.id), escape(language)
    details = [f'<b class="act">{escape(act)}</b>' for act in entry.acts]
    details.append(escape(name_type(statement)))
    if entry.cue:
        details.append(f'<i lang="{lang}">{_escape(entry.cue)}</i>')
    if statement.medium.value != "none":
        details.append(escape(statement.medium.value))
    if statement.said:
        details.append(f"said {escape(statement.said)}")
    if entry.who is None:
        who = '<span class="unnamed">speaker not named</span>'
    else:
        who = f'<b lang="{lang}"{_write_title(entry.about)}>{_escape(entry.who)}</b>'
    if entry.named:
        who += f' <span class="named" lang="{lang}">{_escape(entry.named)}</span>'
    if entry.addressee:
        who += f' <span class="to">→ <span lang="{lang}">{_escape(entry.addressee)}</span></span>'
    return (
        f'<li id="s-{key}" class="entry {_hue(entry)}" style="--depth:{min(entry.depth, 4)}" data-s="{key}"'
        f' data-voice="{_voice(entry)}" data-type="{escape(statement.type.value)}">'
        f'<a class="no" href="#q-{key}" aria-label="Show statement {entry.number} in the text">{entry.number}</a>'
        f'<p class="who">{who}</p><p class="how">{" · ".join(details)}</p>{_write_links(links)}'
        f'<blockquote lang="{lang}">{_escape(entry.quote)}</blockquote></li>'
    )


def _write_links(links: Iterable[Relation]) -> str:
    """What an entry is to others, each a link to the other one."""
    listed = " · ".join(
        f'<a href="#s-{_escape(link.id)}" aria-label="{escape(f"{link.words} {link.label}")}">'
        f"{escape(link.words)} {escape(link.label)}</a>"
        for link in links
    )
    return f'<p class="links">{listed}</p>' if listed else ""


def _write_parts(entries: tuple[Entry, ...], due: tuple[DueEntry, ...], events: tuple[EventEntry, ...]) -> str:
    """Where the parts of the list are, if there are several."""
    parts = (("statements", "Statements", entries), ("agenda", "Agenda", due), ("events", "Events", events))
    listed = [
        f'<a href="#{key}" aria-label="{name}, {len(found)}">{name} {len(found)}</a>'
        for key, name, found in parts
        if found
    ]
    return f'<nav class="parts" aria-label="Parts">{" ".join(listed)}</nav>' if due or events else ""


def _write_agenda(due: tuple[DueEntry, ...], language: str) -> str:
    items = []
    for entry in due:
        when = escape(entry.entry.due or "no date told")
        head = f"<b>{when}</b> {_write_participants([entry.who or ''], [entry.whom], language)}"
        items.append(_write_outcome(entry, head, [entry.kind], (), language))
    return _write_section("agenda", "Agenda", count_due(due), items)


def _write_events(events: tuple[EventEntry, ...], links: Mapping[str, tuple[Relation, ...]], language: str) -> str:
    items = []
    for entry in events:
        event = entry.event
        head = f"<b>{escape(event.type.value)}</b> {_write_participants(entry.who, entry.whom, language)}"
        details = [event.status.value, event.when, *entry.sort, entry.quantities]
        details += [f"at {event.where}" if event.where else None, "background" if event.background else None]
        items.append(_write_outcome(entry, head, details, links.get(event.id, ()), language))
    return _write_section("events", "Events", count_events(events), items)


def _write_section(key: str, name: str, counts: str, items: list[str]) -> str:
    if not items:
        return ""
    listed = "\n".join(items)
    return (
        f'<section class="outcomes" aria-labelledby="{key}"><h2 id="{key}">{name}</h2>'
        f'<p class="facts">{escape(counts)}</p>\n<ol class="entries">\n{listed}\n</ol></section>'
    )


def _write_outcome(
    entry: DueEntry | EventEntry, head: str, details: Iterable[str | None], links: Iterable[Relation], language: str
) -> str:
    """One item of agenda or events; its number leads to its words, in the text or in the statement it stands in."""
    said = entry.stands_in
    key, target = _escape(entry.id), f"s-{_escape(said.id)}" if said else f"w-{_escape(entry.id)}"
    described = " · ".join(_escape(detail) for detail in details if detail)
    if said:
        is_it = isinstance(entry, EventEntry) and entry.is_said
        described += f' · {"is" if is_it else "in"} <a href="#{target}">statement {said.label}</a>'
    return (
        f'<li id="s-{key}" class="outcome"><a class="no" href="#{target}" aria-label="Show the words of {entry.label}">'
        f'{entry.label}</a><p class="who">{head}</p><p class="how">{described}</p>{_write_links(links)}'
        f'<blockquote lang="{escape(language)}">{_escape(entry.words)}</blockquote></li>'
    )


def _write_participants(who: Iterable[str], whom: Iterable[str | None], language: str) -> str:
    """Who does it to whom."""
    doers, others = _escape(", ".join(who)), _escape(", ".join(filter(None, whom)))
    named = f'<span lang="{escape(language)}">{doers}</span>' if doers else '<span class="unnamed">not named</span>'
    return f'{named} <span class="to">→ <span lang="{escape(language)}">{others}</span></span>' if others else named


def _write_filters(entries: tuple[Entry, ...]) -> str:
    """Two lists to choose from, shown only where a script can act on them."""
    if len(entries) < 2:
        return ""
    voices = {_voice(entry): entry.who or "not named" for entry in reversed(entries)}
    types = [kind for kind in StatementType if any(entry.statement.type is kind for entry in entries)]
    speakers = [(key, voices[key]) for key in sorted(voices, key=lambda key: voices[key].casefold())]
    kinds = [(kind.value, kind.value) for kind in types]
    return (
        '<form class="filters" hidden>'
        + _write_choice("voice", "Speaker", "Everybody", speakers)
        + _write_choice("type", "Type", "All types", kinds)
        + '<p class="shown" role="status"></p></form>'
    )


def _write_choice(name: str, label: str, every: str, options: list[tuple[str, str]]) -> str:
    listed = "".join(f'<option value="{escape(value)}">{_escape(shown)}</option>' for value, shown in options)
    return f'<label>{label} <select name="{name}"><option value="">{every}</option>{listed}</select></label>'


def _write_issues(record: Record) -> str:
    if not record.issues:
        return ""
    lines = Lines(record.document.text)
    listed = "".join(
        f"<li><b>{lines.locate(issue.span.start)}</b> {_escape(issue.problem)}</li>" for issue in record.issues
    )
    return f'<section class="issues" aria-labelledby="issues"><h2 id="issues">Issues</h2><ul>{listed}</ul></section>'


def _title(record: Record) -> str:
    document = record.document
    return document.title or PurePath(document.source or "").name or "Report"


def _voice(entry: Entry) -> str:
    return "none" if entry.voice is None else str(entry.voice)


def _hue(entry: Entry, prefix: str = "c") -> str:
    return f"{prefix}{'x' if entry.voice is None else entry.voice % _HUES}"


def _list_ids(entries: tuple[Entry, ...]) -> str:
    return _escape(" ".join(entry.statement.id for entry in entries))


def _escape(text: str) -> str:
    """Escape for HTML; what a page cannot hold (NUL, half characters) becomes the replacement character.

    A carriage return is escaped too, because parsers turn it into a line feed.
    """
    return _SURROGATE.sub("\ufffd", escape(text)).replace("\x00", "\ufffd").replace("\r", "&#13;")


def _read(name: str) -> str:
    return files("wortlaut.views").joinpath("assets", name).read_text(encoding="utf-8")


def _load(name: str) -> Template:
    return Template(_read(name))
