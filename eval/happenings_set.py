"""The reports that `python -m eval.happenings` measures with, as their files have them; the open half says how."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from wortlaut.errors import InputError
from wortlaut.model import Act, AgendaKind, EventStatus, EventType, Span

Half = Literal["open", "kept"]
Party = tuple[str, ...]

REPORTS = tuple(Path(__file__).with_name(f"happenings.{half}.toml") for half in get_args(Half))
GAP = " … "
NO_DAY = "-"


@dataclass(frozen=True, slots=True)
class WantedEvent:
    """An event: types and statuses that are right, and each of its parties with the names that are right for it."""

    span: Span
    types: frozenset[EventType]
    statuses: frozenset[EventStatus]
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    reporter: Party = ()


@dataclass(frozen=True, slots=True)
class WantedEntry:
    """An entry of the agenda: kinds and dates (EDTF, None for no date) that are right."""

    span: Span
    kinds: frozenset[AgendaKind]
    dues: frozenset[str | None]
    by: tuple[Party, ...] = ()
    to: tuple[Party, ...] = ()
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class WantedAct:
    """What is done by saying some words: any of the acts is right."""

    span: Span
    acts: frozenset[Act]


@dataclass(frozen=True, slots=True)
class Report:
    """One report with what is labelled in it, and the words where anything may be read."""

    title: str
    published: str | None
    text: str
    events: tuple[WantedEvent, ...]
    agenda: tuple[WantedEntry, ...]
    acts: tuple[WantedAct, ...]
    free: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReportSet:
    """The reports of one file and the half that they belong to."""

    half: Half
    reports: tuple[Report, ...]


def load_reports(path: Path) -> ReportSet:
    """Read the reports of a TOML file; raises InputError where it cannot be used."""
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        half: Half = content.get("half", "open")
        if half not in get_args(Half):
            raise ValueError(f"half is neither open nor kept: {half}")
        return ReportSet(half, tuple(_build(entry) for entry in content["report"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: no readable reports: {error}") from error


def _build(entry: dict[str, Any]) -> Report:
    """Join the lines to paragraphs and find the words of each label in one of them."""
    paragraphs = [paragraph.split("\n") for paragraph in entry["text"].strip().split("\n\n")]
    text = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
    lines, start = list[Span](), 0
    for line in (line for paragraph in paragraphs for line in paragraph):
        at = text.index(line, start)
        lines.append(Span(at, start := at + len(line)))
    title: str = entry["title"]
    try:
        return Report(
            title,
            entry.get("published"),
            text,
            tuple(_build_event(label, text, lines) for label in entry.get("events", ())),
            tuple(_build_entry(label, text, lines) for label in entry.get("agenda", ())),
            tuple(_build_act(label, text, lines) for label in entry.get("acts", ())),
            tuple(_find(words, text, lines) for words in entry.get("free", ())),
        )
    except ValueError as error:
        raise ValueError(f"{title}: {error}") from error


def _build_event(label: str, text: str, lines: Iterable[Span]) -> WantedEvent:
    words, what, parties, reporter = _split(label, 4)
    types, statuses = _split_what(label, what)
    actors, _, recipients = parties.partition(">")
    return WantedEvent(
        _find(words, text, lines),
        frozenset(EventType(type) for type in types),
        frozenset(EventStatus(status) for status in statuses),
        _split_parties(actors),
        _split_parties(recipients),
        tuple(name.strip() for name in reporter.split(" / ") if name.strip()),
    )


def _build_entry(label: str, text: str, lines: Iterable[Span]) -> WantedEntry:
    words, what, parties, condition = _split(label, 4)
    kinds, dues = _split_what(label, what)
    if condition not in ("", "if"):
        raise ValueError(f'something other than "if" at the end: {label}')
    by, _, to = parties.partition(">")
    return WantedEntry(
        _find(words, text, lines),
        frozenset(AgendaKind(kind) for kind in kinds),
        frozenset(None if due == NO_DAY else due for due in dues),
        _split_parties(by),
        _split_parties(to),
        condition == "if",
    )


def _build_act(label: str, text: str, lines: Iterable[Span]) -> WantedAct:
    words, acts = _split(label, 2)
    return WantedAct(_find(words, text, lines), frozenset(Act(act) for act in acts.split(",")))


def _split(label: str, most: int) -> list[str]:
    """The parts of a label between its bars, those that are left out at its end empty."""
    parts = [part.strip() for part in label.split("|")]
    if not 2 <= len(parts) <= most:
        raise ValueError(f"not words and at most {most - 1} things about them: {label}")
    return [*parts, *[""] * (most - len(parts))]


def _split_what(label: str, what: str) -> tuple[list[str], list[str]]:
    """Two lists of what is right, "AGREE,RETREAT happened"."""
    if len(lists := what.split()) != 2:
        raise ValueError(f"not two things behind the words: {label}")
    return lists[0].split(","), lists[1].split(",")


def _split_parties(parties: str) -> tuple[Party, ...]:
    return tuple(
        tuple(name.strip() for name in party.split(" / ")) for party in parties.strip().split(" + ") if party.strip()
    )


def _find(words: str, text: str, lines: Iterable[Span]) -> Span:
    """The one place of words, with or without a gap, in one sentence of a report."""
    pattern = re.compile(".*?".join(re.escape(piece) for piece in words.split(GAP)))
    found = [match for line in lines for match in pattern.finditer(text, line.start, line.end)]
    if not words or len(found) != 1:
        raise ValueError(f"{len(found)} places for: {words}")
    return Span(*found[0].span())
