"""Measure the events, the agenda and the acts that the reader finds: python -m eval.happenings [FILE …] [--errors].

The reports are our own: `happenings.open.toml`, which rules may be written with in view, and `happenings.kept.toml`,
which they may not. What was read and what is labelled is paired one to one where words overlap:

    events        of the same type; with the right status: the figure to watch; then with the right actor as well
    recipient     of the pairs with the right status whose label has one: it is among those read
    on whose word of those pairs whose label has a reporter: the event is reported by that one's statement
    agenda        in the same place; with the right kind and date: the figure to watch; by whom, and whether conditional
    acts          the claim that shares most with the labelled words has the act

An actor is right if it is one of the label, by any of the right names; where the label has none, none may be read. What
is read at words that the report sets free counts for nothing. `--errors` lists what went wrong, of a kept file never.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import wortlaut
from eval.article_acts import find_claim
from eval.happenings_set import (
    REPORTS,
    Half,
    Party,
    Report,
    ReportSet,
    WantedAct,
    WantedEntry,
    WantedEvent,
    load_reports,
)
from eval.naming import is_same_name
from eval.reporting import align, follow, run
from wortlaut.model import AgendaEntry, Claim, Event, Record, Span

W = TypeVar("W")
R = TypeVar("R")

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class EventPair:
    """A labelled event and the read one at its place, one of them None where it has no partner."""

    wanted: WantedEvent | None
    read: Event | None
    status: bool = False
    actor: bool = False
    recipient: bool = False
    reporter: bool = False


@dataclass(frozen=True, slots=True)
class EntryPair:
    """A labelled entry of the agenda and the read one at its place, one of them None where it has no partner."""

    wanted: WantedEntry | None
    read: AgendaEntry | None
    kind: bool = False
    due: bool = False
    by: bool = False
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class ActPair:
    """A labelled act and the claim at its place, if any."""

    wanted: WantedAct
    read: Claim | None

    @property
    def right(self) -> bool:
        """Whether the claim has the act."""
        return self.read is not None and self.read.act in self.wanted.acts


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one report."""

    report: Report
    events: tuple[EventPair, ...]
    agenda: tuple[EntryPair, ...]
    acts: tuple[ActPair, ...]
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are labelled, read and right; precision, recall and F1 in per cent."""

    wanted: int
    read: int
    right: int

    @property
    def precision(self) -> float:
        """Share of what was read that is right."""
        return 100 * self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Share of what is labelled that is right."""
        return 100 * self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 200 * self.right / (self.read + self.wanted) if self.read + self.wanted else 0.0


def judge(report: Report, record: Record) -> Verdict:
    """Hold a record against the labels of its report."""
    known = _find_names(record)
    shown = {actor.id: actor.name for actor in record.actors}
    return Verdict(
        report,
        tuple(_judge_events(report, record, known)),
        tuple(_judge_agenda(report, record, known)),
        tuple(
            ActPair(act, find_claim(act.span, [claim for s in record.statements for claim in s.claims]))
            for act in report.acts
        ),
        shown,
    )


def _find_names(record: Record) -> dict[str, frozenset[str]]:
    """All names of each actor by its id, and all of each statement's speaker, and its words, by the statement's id."""
    known = {actor.id: frozenset({actor.name, *actor.aliases}) for actor in record.actors}
    text = record.document.text
    speakers = {
        statement.id: known.get(statement.speaker_actor or "", frozenset())
        | {span.of(text) for span in (*statement.speaker, *(hop.span for hop in statement.chain))}
        for statement in record.statements
    }
    return known | speakers


def _judge_events(report: Report, record: Record, known: dict[str, frozenset[str]]) -> Iterable[EventPair]:
    def compare(wanted: WantedEvent, read: Event) -> EventPair | None:
        if read.type not in wanted.types or not wanted.span.overlaps(read.span):
            return None
        return EventPair(
            wanted,
            read,
            status=read.status in wanted.statuses,
            actor=_is_party(wanted.actors, read.actor, known),
            recipient=_is_party(wanted.recipients, read.recipient, known),
            reporter=_is_party((wanted.reporter,) * bool(wanted.reporter), _list(read.reported_by), known),
        )

    def rank(pair: EventPair) -> tuple[int, ...]:
        return (pair.status, pair.actor, pair.recipient)

    pairs = pair_best(report.events, record.events, compare, rank)
    paired_read = {id(pair.read) for pair in pairs}
    paired_wanted = {id(pair.wanted) for pair in pairs}
    yield from pairs
    yield from (EventPair(wanted, None) for wanted in report.events if id(wanted) not in paired_wanted)
    for read in record.events:
        if id(read) not in paired_read and not _is_free(report, read.span, mostly=read.realised_by is not None):
            yield EventPair(None, read)


def _judge_agenda(report: Report, record: Record, known: dict[str, frozenset[str]]) -> Iterable[EntryPair]:
    def compare(wanted: WantedEntry, read: AgendaEntry) -> EntryPair | None:
        if not wanted.span.overlaps(read.span):
            return None
        return EntryPair(
            wanted,
            read,
            kind=read.kind in wanted.kinds,
            due=read.due in wanted.dues,
            by=_is_party(wanted.by, _list(read.by), known),
            conditional=read.conditional == wanted.conditional,
        )

    def rank(pair: EntryPair) -> tuple[int, ...]:
        return (pair.kind and pair.due, pair.kind + pair.due, pair.by)

    pairs = pair_best(report.agenda, record.agenda, compare, rank)
    paired_read = {id(pair.read) for pair in pairs}
    paired_wanted = {id(pair.wanted) for pair in pairs}
    yield from pairs
    yield from (EntryPair(wanted, None) for wanted in report.agenda if id(wanted) not in paired_wanted)
    for read in record.agenda:
        if id(read) not in paired_read and not _is_free(report, read.span):
            yield EntryPair(None, read)


P = TypeVar("P", EventPair, EntryPair)


def pair_best(
    wanted: Sequence[W], read: Sequence[R], compare: Callable[[W, R], P | None], rank: Callable[[P], tuple[int, ...]]
) -> list[P]:
    """Pair one to one what can be compared, the best pairs first, of equal ones the first in the text."""
    compared = ((row, column, compare(w, r)) for row, w in enumerate(wanted) for column, r in enumerate(read))
    possible = [(row, column, pair) for row, column, pair in compared if pair]
    rows, columns, chosen = set[int](), set[int](), dict[int, P]()
    for row, column, pair in sorted(possible, key=lambda found: rank(found[2]), reverse=True):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            chosen[row] = pair
    return [chosen[row] for row in sorted(chosen)]


def _is_party(wanted: Sequence[Party], read: Sequence[str], known: dict[str, frozenset[str]]) -> bool:
    """Whether one of those read is one of those wanted; nobody is right where nobody is."""
    if not wanted:
        return not read
    names = [name for identity in read for name in known.get(identity, frozenset())]
    return any(is_same_name(name, other) for name in names for party in wanted for other in party)


def _list(identity: str | None) -> tuple[str, ...]:
    return (identity,) if identity else ()


def _is_free(report: Report, span: Span, *, mostly: bool = False) -> bool:
    """Whether words lie where anything may be read; `mostly`: at least half of them."""
    shared = sum(max(min(free.end, span.end) - max(free.start, span.start), 0) for free in report.free)
    return 2 * shared >= span.end - span.start if mostly else shared > 0


def count(verdicts: Iterable[Verdict]) -> dict[str, Tally]:
    """The tallies over reports, in the order of the table."""
    verdicts = list(verdicts)
    events = [pair for verdict in verdicts for pair in verdict.events]
    agenda = [pair for verdict in verdicts for pair in verdict.agenda]
    acts = [pair for verdict in verdicts for pair in verdict.acts]
    right = [pair for pair in events if pair.status]
    received = [pair for pair in right if pair.wanted and pair.wanted.recipients]
    reported = [pair for pair in right if pair.wanted and pair.wanted.reporter]
    due = [pair for pair in agenda if pair.kind and pair.due]
    with_event = (sum(pair.wanted is not None for pair in events), sum(pair.read is not None for pair in events))
    with_entry = (sum(pair.wanted is not None for pair in agenda), sum(pair.read is not None for pair in agenda))
    return {
        "events: type": Tally(*with_event, sum(bool(pair.wanted and pair.read) for pair in events)),
        "  and status": Tally(*with_event, len(right)),
        "  and actor": Tally(*with_event, sum(pair.actor for pair in right)),
        "recipient": Tally(
            len(received), sum(bool(p.read and p.read.recipient) for p in received), sum(p.recipient for p in received)
        ),
        "on whose word": Tally(
            len(reported), sum(bool(p.read and p.read.reported_by) for p in reported), sum(p.reporter for p in reported)
        ),
        "agenda: place": Tally(*with_entry, sum(bool(pair.wanted and pair.read) for pair in agenda)),
        "  and kind, due": Tally(*with_entry, len(due)),
        "  and by, if": Tally(*with_entry, sum(pair.by and pair.conditional for pair in due)),
        "events and agenda": Tally(with_event[0] + with_entry[0], with_event[1] + with_entry[1], len(right) + len(due)),
        "acts": Tally(len(acts), sum(pair.read is not None for pair in acts), sum(pair.right for pair in acts)),
    }


def show_verdicts(half: Half, verdicts: Sequence[Verdict]) -> str:
    """How much is right, as a table."""
    header = ("", "labels", "read", "right", "P", "R", "F1")
    rows = [(name, t.wanted, t.read, t.right, t.precision, t.recall, t.f1) for name, t in count(verdicts).items()]
    return "\n".join([f"{half}: {len(verdicts)} reports", align(header, rows)])


def show_errors(verdict: Verdict) -> str:
    """What is not right in one report, in words; nothing if all is."""
    lines = [
        *(line for pair in verdict.events for line in _show_event(pair, verdict)),
        *(line for pair in verdict.agenda for line in _show_entry(pair, verdict)),
        *(line for pair in verdict.acts for line in _show_act(pair, verdict)),
    ]
    heading = f"{verdict.report.title} ({verdict.report.published or 'no date'})"
    return "\n".join([heading, *lines]) if lines else ""


def _show_event(pair: EventPair, verdict: Verdict) -> Iterable[str]:
    wanted, read = pair.wanted, pair.read
    problem = "missed" if not read else "too much" if not wanted else "status" if not pair.status else "actor"
    if pair.status and pair.actor:
        return
    yield f"   event, {problem}"
    if wanted:
        what = f"{_show_kinds(wanted.types)} {_show_kinds(wanted.statuses)} by {_show_parties(wanted.actors)}"
        yield f"      wanted  {what}  {_quote(verdict, wanted.span)}"
    if read:
        what = f"{read.type.value} {read.status.value} by {_show_ids(read.actor, verdict)}"
        yield f"      read    {what}  {_quote(verdict, read.span)}  ← {' '.join(read.rules)}"


def _show_entry(pair: EntryPair, verdict: Verdict) -> Iterable[str]:
    wanted, read = pair.wanted, pair.read
    wrong = [name for name in ("kind", "due", "by", "conditional") if not getattr(pair, name)]
    problem = "missed" if not read else "too much" if not wanted else ", ".join(wrong)
    if not wrong:
        return
    yield f"   agenda, {problem}"
    if wanted:
        dues = "/".join(sorted(due or "no date" for due in wanted.dues))
        what = f"{_show_kinds(wanted.kinds)} {dues} by {_show_parties(wanted.by)}{' if' * wanted.conditional}"
        yield f"      wanted  {what}  {_quote(verdict, wanted.span)}"
    if read:
        by = _show_ids(_list(read.by), verdict)
        what = f"{read.kind.value} {read.due or 'no date'} by {by}{' if' * read.conditional}"
        yield f"      read    {what}  {_quote(verdict, read.span)}  ← {' '.join(read.rules)}"


def _show_act(pair: ActPair, verdict: Verdict) -> Iterable[str]:
    if not pair.right:
        yield f"   act  {_quote(verdict, pair.wanted.span)}"
        read = f"{pair.read.act.value}  ← {' '.join(pair.read.rules)}" if pair.read else "no claim"
        yield f"      wanted  {_show_kinds(pair.wanted.acts)}  read  {read}"


def _show_kinds(kinds: Iterable[object]) -> str:
    return ",".join(sorted(str(getattr(kind, "value", kind)) for kind in kinds))


def _show_parties(parties: Iterable[Party]) -> str:
    return " + ".join(" / ".join(party) for party in parties) or NOTHING


def _show_ids(identities: Iterable[str], verdict: Verdict) -> str:
    return " + ".join(verdict.names.get(identity, identity) for identity in identities) or NOTHING


def _quote(verdict: Verdict, span: Span) -> str:
    return f'"{" ".join(span.of(verdict.report.text).split())}"'


def measure(reports: ReportSet) -> list[Verdict]:
    """Read and judge every report."""
    return [
        judge(report, wortlaut.read(report.text, published=report.published))
        for report in follow(reports.reports, what=f"{reports.half} reports")
    ]


def _measure_files(paths: Sequence[Path], *, errors: bool) -> int:
    for number, reports in enumerate([load_reports(path) for path in paths]):
        verdicts = measure(reports)
        if errors and reports.half == "open":
            print("".join(f"{block}\n\n" for verdict in verdicts if (block := show_errors(verdict))), end="")
        print(end="\n" if number else "")
        print(show_verdicts(reports.half, verdicts))
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0, or 2 where a file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m eval.happenings", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*", default=REPORTS, metavar="FILE", help="other reports")
    parser.add_argument("--errors", action="store_true", help="show what is not right, but never of a kept half")
    options = parser.parse_args(arguments)
    return run("eval.happenings", lambda: _measure_files(options.files, errors=options.errors))


if __name__ == "__main__":
    sys.exit(main())
