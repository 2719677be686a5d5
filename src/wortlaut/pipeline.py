"""The path of a report through the house: `read` a text and get its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wortlaut.extract.acts import find_claims
from wortlaut.extract.agenda import find_agenda
from wortlaut.extract.assembly import Derivation, Drafts, assemble
from wortlaut.extract.attribution import Text, attribute
from wortlaut.extract.events import find_events
from wortlaut.extract.registry import Entry
from wortlaut.extract.timex import Anchor, Report, Speech, find_times, resolve_times
from wortlaut.grammar.clauses import find_clauses
from wortlaut.lang.language import load
from wortlaut.model import Clause, Document, Reader, Record, StatementType, Token
from wortlaut.text.datelines import Header
from wortlaut.text.dates import check_edtf
from wortlaut.text.hanta import load_tagger
from wortlaut.text.morphology import Tagger, annotate
from wortlaut.text.segment import segment
from wortlaut.version import VERSION

DEFAULT_LANGUAGE = "de"


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with what led to it: tokens, clauses and the derivations of statements and times by their ids."""

    record: Record
    tokens: Sequence[Token]
    clauses: Sequence[Clause]
    derivations: Mapping[str, Derivation]
    time_derivations: Mapping[str, Sequence[str]]


def read(
    text: str,
    *,
    published: str | None = None,
    language: str | None = None,
    title: str | None = None,
    source: str | None = None,
    actors: Sequence[Entry] = (),
) -> Record:
    """Read a report and give its record.

    `published` is the day of publication in EDTF (``2022-01-21``, ``2022-01``, ``2022``); without it the date in the
    report's own header holds, if there is one. `actors` are known to the reader beforehand and take precedence over
    those of the language pack. Raises `InputError` for a bad date or an unknown language; no text, however odd,
    raises anything.
    """
    return analyse(text, published=published, language=language, title=title, source=source, actors=actors).record


def analyse(
    text: str,
    *,
    published: str | None = None,
    language: str | None = None,
    title: str | None = None,
    source: str | None = None,
    actors: Sequence[Entry] = (),
    tagger: Tagger | None = None,
) -> Reading:
    """Read a report as `read` does and keep the tokens, the clauses and the derivations."""
    pack = load(language or DEFAULT_LANGUAGE)
    segments = segment(text, pack.segment)
    header = segments.header.published if segments.header is not None else None
    document = Document(text, pack.code, check_edtf(published) if published is not None else header, title, source)
    tokens = annotate(text, segments, tagger or load_tagger(), pack.morphology)
    clauses = find_clauses(tokens, segments.sentences, segments.quotations, pack.clauses)
    place = Text(text, tokens, segments.sentences, segments.quotations, clauses, pack.attribution, pack.clauses.phrases)
    candidates = attribute(place)
    speeches = [Speech(c.quote, c.frame, c.type is StatementType.DIRECT) for c in candidates]
    anchor = _find_anchor(document.published, segments.header)
    report = Report(document.id, tokens, segments.sentences, clauses, speeches, anchor)
    placed = resolve_times(find_times(tokens, pack.timex), report, pack.timex)
    claims = find_claims(place, candidates, placed.times, pack.acts, pack.factuality)
    events = find_events(place, candidates, claims, placed.times, anchor, pack.events, pack.factuality)
    agenda = find_agenda(place, candidates, claims, events, placed.times, anchor, pack.events, pack.factuality)
    drafts = Drafts(candidates, placed.said, claims, events, agenda)
    entries = assemble(document, place, drafts, pack.mentions, pack.registry.extend(actors), actors)
    record = Record(
        document,
        Reader(VERSION, pack.code, pack.version),
        entries.actors,
        entries.mentions,
        placed.times,
        entries.statements,
        entries.events,
        entries.agenda,
        entries.links,
        tuple(sorted((*segments.issues, *placed.issues), key=lambda issue: issue.span)),
    )
    return Reading(record, tokens, clauses, entries.derivations, placed.derivations)


def _find_anchor(published: str | None, header: Header | None) -> Anchor | None:
    """The day that a report's times count from: that of its dateline, else that of its publication."""
    anchor = Anchor.of(published)
    if anchor is None or header is None or header.day is None:
        return anchor
    return anchor.narrow(*header.day)
