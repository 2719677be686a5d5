"""The reports that `python -m eval.linking` measures with, as their files have them; the open half says how."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Literal, get_args

from wortlaut.errors import InputError
from wortlaut.model import Span

Half = Literal["open", "kept"]
Kind = Literal["same_statement", "same_event", "response", "follow_up", "contradiction", "same_actor"]

REPORTS = tuple(Path(__file__).with_name(f"linking.{half}.toml") for half in get_args(Half))
ACTORS: Kind = "same_actor"
KINDS: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind != ACTORS)
SAME: tuple[Kind, ...] = ("same_statement", "same_event", ACTORS)
DIRECTED: tuple[Kind, ...] = ("response", "follow_up")
END = re.compile(r'(\w+) "([^"]+)"')


@dataclass(frozen=True, slots=True)
class Report:
    """One report; `key` tells it from all others of its file, `lines` are its sentences."""

    key: str
    published: str
    outlet: str
    text: str
    lines: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a report: one end of a link."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class Label:
    """That what two places tell is linked; the direction counts only where the kind has one."""

    kind: Kind
    source: Place
    target: Place


@dataclass(frozen=True, slots=True)
class NamedActor:
    """Words for one actor, in the reports of one group."""

    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A few reports with the links between them, those that may be read as well, and who is who."""

    title: str
    reports: tuple[Report, ...]
    links: tuple[Label, ...]
    free: tuple[Label, ...]
    actors: tuple[NamedActor, ...]


@dataclass(frozen=True, slots=True)
class LinkSet:
    """The groups of one file and the half that they belong to."""

    half: Half
    groups: tuple[Group, ...]

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports of all groups: they are read together."""
        return tuple(report for group in self.groups for report in group.reports)


def load_groups(path: Path) -> LinkSet:
    """Read the groups of a TOML file; raises InputError where it cannot be used."""
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        half: Half = content.get("half", "open")
        if half not in get_args(Half):
            raise ValueError(f"half is neither open nor kept: {half}")
        return LinkSet(half, tuple(_build_group(entry) for entry in content["group"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: no readable groups: {error}") from error


def _build_group(entry: dict[str, Any]) -> Group:
    title: str = entry["title"]
    reports = {each["id"]: _build_report(title, each) for each in entry["report"]}
    if len(reports) < len(entry["report"]):
        raise ValueError(f"{title}: two reports of one id")
    try:
        return Group(
            title,
            tuple(reports.values()),
            tuple(label for text in entry["links"] for label in _build_links(text, reports, within=False)),
            tuple(label for text in entry.get("free", ()) for label in _build_links(text, reports, within=True)),
            tuple(_build_actor(text, reports) for text in entry.get("actors", ())),
        )
    except ValueError as error:
        raise ValueError(f"{title}: {error}") from error


def _build_report(title: str, entry: dict[str, Any]) -> Report:
    lines = entry["text"].strip().split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    spans = tuple(Span(start, start + len(line)) for start, line in zip(starts, lines, strict=True))
    return Report(f"{title}/{entry['id']}", entry["published"], entry["outlet"], " ".join(lines), spans)


def _build_links(text: str, reports: dict[str, Report], *, within: bool) -> Iterator[Label]:
    """The links of a label, between any two of its ends; `within`: its ends may lie in one report."""
    name, *ends = text.split(" | ")
    kind = next((kind for kind in KINDS if kind == name), None)
    if kind is None:
        raise ValueError(f"no kind of link: {text}")
    if len(ends) < 2 or (len(ends) > 2 and kind not in SAME):
        raise ValueError(f"too few ends or too many: {text}")
    for source, target in combinations([_find(end, reports) for end in ends], 2):
        if source.report == target.report and not within:
            raise ValueError(f"a link inside one report: {text}")
        yield Label(kind, source, target)


def _build_actor(text: str, reports: dict[str, Report]) -> NamedActor:
    name, *ends = text.split(" | ")
    if not ends:
        raise ValueError(f"an actor without words: {text}")
    return NamedActor(name, tuple(_find(end, reports) for end in ends))


def _find(end: str, reports: dict[str, Report]) -> Place:
    """The one place of words in one sentence of a report."""
    match = END.fullmatch(end)
    if match is None or match[1] not in reports:
        raise ValueError(f"not a report and its words: {end}")
    report, words = reports[match[1]], match[2]
    found = [found.start() for found in re.finditer(re.escape(words), report.text)]
    span = Span(found[0], found[0] + len(words)) if len(found) == 1 else None
    if span is None or not any(line.start <= span.start and span.end <= line.end for line in report.lines):
        raise ValueError(f"{len(found)} places, or not one sentence, for: {end}")
    return Place(report.key, span)


def join(pairs: Iterable[tuple[Place, Place]]) -> dict[Place, frozenset[Place]]:
    """All that is the same as each place, itself included, where what two places tell is the same."""
    same: dict[Place, frozenset[Place]] = {}
    for one, other in pairs:
        whole = same.get(one, frozenset({one})) | same.get(other, frozenset({other}))
        same.update(dict.fromkeys(whole, whole))
    return same
