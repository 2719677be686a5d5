"""Measure which links between reports are found: python -m eval.linking [FILE …] [--errors].

The reports are our own: `linking.open.toml`, which rules may be written with in view and which says how they are
labelled, and `linking.kept.toml`, which they may not. All reports of a file go into one ledger, so that those of
different groups can be linked wrongly. A link is right if its kind is that of a label and each end holds at least half
of the words of one, or of the same thing told in another report; `same_statement`, `same_event` and `same_actor` also
join what is joined by way of others. `same_actor` is judged only between words that are labelled.

Precision is the share of the links read that are right, recall the share of labels that are found; several links
between the same two sentences count once. `--errors` lists what is not right, of a kept file never.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from eval.happenings import Tally
from eval.linking_reader import ReadEnd, ReadLink, read_links
from eval.linking_set import (
    ACTORS,
    DIRECTED,
    KINDS,
    REPORTS,
    SAME,
    Half,
    Kind,
    Label,
    LinkSet,
    Place,
    Report,
    join,
    load_groups,
)
from eval.reporting import align, run

OF_A_LABEL, OF_A_NAME = 1 / 2, 1 / 3
ANSWERS = {"response", "contradiction"}
THROUGH_OTHERS = ("by way of others",)

Read = Callable[[Sequence[Report]], Sequence[ReadLink]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the labels of a file, and the links that are too much, each once."""

    found: tuple[Label, ...]
    missed: tuple[Label, ...]
    wrong: tuple[ReadLink, ...]

    def count(self, kinds: Iterable[Kind]) -> Tally:
        """Labels, links read and those that are right, of some kinds."""
        kinds = set(kinds)
        found, missed, wrong = (
            sum(each.kind in kinds for each in part) for part in (self.found, self.missed, self.wrong)
        )
        return Tally(found + missed, found + wrong, found)


class _Places:
    """The labelled places of a file: which of them an end holds."""

    def __init__(self, places: Iterable[Place], least: float) -> None:
        self.least = least
        self.by_report: dict[str, set[Place]] = {}
        for place in places:
            self.by_report.setdefault(place.report, set()).add(place)

    def held_by(self, end: ReadEnd) -> set[Place]:
        return {place for place in self.by_report.get(end.report, ()) if _share(place, end) >= self.least}


def _share(place: Place, end: ReadEnd) -> float:
    """The share of the words of a place that an end holds."""
    (start, stop), spans = place.span, end.spans
    held = {position for span in spans for position in range(max(span.start, start), min(span.end, stop))}
    return len(held) / (stop - start)


def judge(reports: LinkSet, read: Iterable[ReadLink]) -> Verdict:
    """Hold the links that were read against the labels; links inside one report count for nothing."""
    links = [link for link in close(read) if link.source.report != link.target.report]
    said = _judge_links(reports, [link for link in links if link.kind != ACTORS])
    named = _judge_actors(reports, [link for link in links if link.kind == ACTORS])
    wrong = {_name(link, reports): link for link in reversed((*said.wrong, *named.wrong))}
    return Verdict((*said.found, *named.found), (*said.missed, *named.missed), tuple(reversed(wrong.values())))


def close(read: Iterable[ReadLink]) -> list[ReadLink]:
    """The links, with those between all that is the same by way of others."""
    links = list(dict.fromkeys(read))
    for kind in SAME:
        direct = {frozenset((link.source, link.target)) for link in links if link.kind == kind}
        for together in _join_ends(link for link in links if link.kind == kind):
            for source, target in combinations(together, 2):
                if source.report != target.report and frozenset((source, target)) not in direct:
                    links.append(ReadLink(kind, source, target, THROUGH_OTHERS))
    return links


def _join_ends(links: Iterable[ReadLink]) -> list[list[ReadEnd]]:
    """The ends that belong together, in the order of the links."""
    together: dict[ReadEnd, list[ReadEnd]] = {}
    for link in links:
        one, other = (together.setdefault(end, [end]) for end in (link.source, link.target))
        if one is not other:
            one += other
            together.update((end, one) for end in other)
    return list({id(ends): ends for ends in together.values()}.values())


def _judge_links(reports: LinkSet, links: Sequence[ReadLink]) -> Verdict:
    labels = [label for group in reports.groups for label in group.links]
    free = [label for group in reports.groups for label in group.free]
    same = join((label.source, label.target) for label in labels if label.kind in SAME)
    places = _Places((place for label in (*labels, *free) for place in (label.source, label.target)), OF_A_LABEL)
    found, wrong = set[Label](), list[ReadLink]()
    for link in links:
        ends = (places.held_by(link.source), places.held_by(link.target))
        met = {label for label in labels if label.kind == link.kind and _meets(label, *ends, same)}
        found |= met
        if not met and not any(
            _is_free(link.kind, label, ends, same, listed=label in free) for label in (*labels, *free)
        ):
            wrong.append(link)
    return Verdict(
        tuple(label for label in labels if label in found),
        tuple(label for label in labels if label not in found),
        tuple(wrong),
    )


def _meets(
    label: Label, source: set[Place], target: set[Place], same: Mapping[Place, frozenset[Place]], *, exact: bool = True
) -> bool:
    """Whether a link joins the places of a label, or such as tell the same; `exact`: not of a label about that."""
    alone = exact and label.kind in SAME
    one, other = ({end} if alone else same.get(end, {end}) for end in (label.source, label.target))
    backwards = label.kind not in DIRECTED and one & target and other & source
    return bool((one & source and other & target) or backwards)


def _is_free(
    kind: Kind,
    label: Label,
    ends: tuple[set[Place], set[Place]],
    same: Mapping[Place, frozenset[Place]],
    *,
    listed: bool,
) -> bool:
    """Whether a link is no mistake because of a label: one that is `listed` as free, or one of another kind.

    What is said is an event as well, what is denied or promised is the event itself, and an answer that denies
    contradicts, in any direction.
    """
    if listed:
        return label.kind == kind and _meets(label, *ends, same, exact=False)
    as_good = kind == "same_event" != label.kind or {kind, label.kind} == ANSWERS
    return as_good and any(_meets(label, *each, same, exact=False) for each in (ends, ends[::-1]))


def _judge_actors(reports: LinkSet, links: Sequence[ReadLink]) -> Verdict:
    """Actors of one name in a group are wanted to be the same; in two groups they may be."""
    named = [(group.title, actor) for group in reports.groups for actor in group.actors]
    names = {place: actor.name for _, actor in named for place in actor.places}
    wanted = [
        Label(ACTORS, one, other)
        for _, actor in named
        for one, other in combinations(actor.places, 2)
        if one.report != other.report
    ]
    places = _Places(names, OF_A_NAME)
    joined, wrong = set[frozenset[Place]](), list[ReadLink]()
    for link in links:
        pairs = [(one, other) for one in places.held_by(link.source) for other in places.held_by(link.target)]
        joined.update(frozenset(pair) for pair in pairs)
        wrong += [link] if any(names[one] != names[other] for one, other in pairs) else []
    found = [label for label in wanted if frozenset((label.source, label.target)) in joined]
    return Verdict(tuple(found), tuple(label for label in wanted if label not in found), tuple(wrong))


def _name(link: ReadLink, reports: LinkSet) -> tuple[object, ...]:
    """What makes it the same mistake: the kind and the two sentences, of actors those where they come first."""
    lines = {report.key: report.lines for report in reports.reports}

    def line(end: ReadEnd) -> tuple[str, int]:
        return end.report, sum(each.start <= end.spans[0].start for each in lines[end.report])

    ends = [line(link.source), line(link.target)]
    return link.kind, *(ends if link.kind in DIRECTED else sorted(ends))


def show_verdict(half: Half, reports: LinkSet, verdict: Verdict) -> str:
    """How much is right, by kind, as a table; the last but one line is that of all links but those of actors."""
    rows = [("all links", KINDS), *((kind, (kind,)) for kind in (*KINDS, ACTORS))]
    tallies = [(name, verdict.count(kinds)) for name, kinds in (*rows[1:-1], rows[0], rows[-1])]
    cells = [(name, t.wanted, t.read, t.right, t.precision, t.recall, t.f1) for name, t in tallies]
    heading = f"{half}: {len(reports.groups)} groups, {len(reports.reports)} reports"
    return "\n".join([heading, align(("", "labels", "read", "right", "P", "R", "F1"), cells)])


def show_errors(reports: LinkSet, verdict: Verdict) -> str:
    """What is not right, in words: labels without a link, then links without a label."""
    texts = {report.key: f"{report.key} ({report.published}, {report.outlet})" for report in reports.reports}
    words = {report.key: report.text for report in reports.reports}

    def show(report: str, spans: Iterable[tuple[int, int]]) -> str:
        return f'      {texts[report]}: "{" … ".join(words[report][start:end] for start, end in spans)}"'

    def lines() -> Iterator[str]:
        for label in verdict.missed:
            yield f"missed {label.kind}"
            yield from (show(place.report, [place.span]) for place in (label.source, label.target))
        for link in verdict.wrong:
            yield f"too much {link.kind}  ← {' '.join(link.rules)}"
            yield from (show(end.report, end.spans) for end in (link.source, link.target))

    return "".join(f"{line}\n" for line in lines())


def _measure_files(paths: Sequence[Path], read: Read, *, errors: bool) -> int:
    for number, reports in enumerate([load_groups(path) for path in paths]):
        verdict = judge(reports, read(reports.reports))
        print(end="\n" if number else "")
        if errors and reports.half == "open":
            print(show_errors(reports, verdict))
        print(show_verdict(reports.half, reports, verdict))
    return 0


def main(arguments: Sequence[str] | None = None, *, read: Read = read_links) -> int:
    """Run the command on what `read` finds; 0, or 2 where a file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m eval.linking", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*", default=REPORTS, metavar="FILE", help="other reports")
    parser.add_argument("--errors", action="store_true", help="show what is not right, but never of a kept half")
    options = parser.parse_args(arguments)
    return run("eval.linking", lambda: _measure_files(options.files, read, errors=options.errors))


if __name__ == "__main__":
    sys.exit(main())
