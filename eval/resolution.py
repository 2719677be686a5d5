"""Measure which actor the reader finds behind the words for a speaker: python -m eval.resolution [FILE …] [--errors].

The reports are our own: `resolution.open.toml`, which rules may be written with in view, and `resolution.kept.toml`,
which they may not; each says how it is written. A word is read if the record mentions it, resolved if the mention has
an actor, right if it is the actor of the label. Shares are of the words read and of the words resolved. What no careful
reader could tell has to stay open. `--errors` lists what went wrong, of a kept file never.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

import wortlaut
from eval.reporting import align, follow, run
from wortlaut.errors import InputError
from wortlaut.extract.registry import Kind
from wortlaut.model import Actor, Mention, Record, Span

Half = Literal["open", "kept"]
Form = Literal["name", "title", "pronoun", "metonym", "nominal"]
Names = Mapping[str, Sequence[str]]
Outcome = Literal["right", "wrong", "unresolved", "not read", "left open", "not left open"]

REPORTS = tuple(Path(__file__).with_suffix(f".{half}.toml") for half in get_args(Half))
KINDS: tuple[str, ...] = get_args(Kind)
FORMS: tuple[Form, ...] = get_args(Form)
WRONG: tuple[Outcome, ...] = ("wrong", "not left open", "unresolved")
WORD = re.compile(r"\w+(?:-\w+)*")
NO_RANK = 6
MARKED = re.compile(r"\{([^{}]*)\}")
ENDINGS = re.compile(r"\b(?:([a-zäöü]\w\w+?)e[mnrs]?|([A-ZÄÖÜ]\w\w+?)(?:es?|en?|s|n))\b")
OPEN, EITHER, ALL = "?", " / ", " + "


@dataclass(frozen=True, slots=True)
class Label:
    """Words for somebody, and the names of whom they stand for: any of them is right, none where it is open."""

    span: Span
    names: tuple[str, ...]
    form: Form
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One report with its labels in the order of the text."""

    title: str
    published: str | None
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class ReportSet:
    """The reports of one file, the half that they belong to and the names that are as good as others."""

    half: Half
    same: Names
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one label: the mention at its place and the actor that the reader gave it, if any."""

    label: Label
    outcome: Outcome
    mention: Mention | None = None
    actor: Actor | None = None


def load_reports(path: Path) -> ReportSet:
    """Read the reports of a TOML file; raises InputError where it cannot be used."""
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        half: Half = content.get("half", "open")
        if half not in get_args(Half):
            raise ValueError(f"half is neither open nor kept: {half}")
        same = {name: tuple(others) for name, others in content.get("same", {}).items() if isinstance(others, list)}
        if len(same) < len(content.get("same", {})):
            raise ValueError("the names that are as good as others have to be lists")
        return ReportSet(half, same, tuple(_build(entry) for entry in content["report"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: no readable reports: {error}") from error


def _build(entry: dict[str, Any]) -> Report:
    """Take the marks out of a report, keep their places, and join its lines to paragraphs."""
    paragraphs = entry["text"].strip().split("\n\n")
    marked = "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in paragraphs)
    text, labels, kinds, end = "", list[Label](), dict[tuple[str, ...], str](), 0
    for mark in MARKED.finditer(marked):
        text += marked[end : mark.start()]
        words, *parts = mark[1].split("|")
        if not words or not parts or not parts[0]:
            raise ValueError(f"{entry['title']}: not words and an actor: {mark[0]}")
        names = () if parts[0] == OPEN else tuple(parts[0].split(EITHER))
        form, kind = _build_form(parts[1:], f"{entry['title']}: {mark[0]}")
        if kind is not None and kinds.setdefault(names, kind) != kind:
            raise ValueError(f"{entry['title']}: two kinds of one actor: {mark[0]}")
        labels.append(Label(Span(len(text), len(text) + len(words)), names, form))
        text, end = text + words, mark.end()
    text += marked[end:]
    if "{" in text or "}" in text:
        raise ValueError(f"{entry['title']}: a brace without a partner")
    of_a_kind = (replace(label, kind=kinds.get(label.names)) for label in labels)
    return Report(entry["title"], entry.get("published"), text, tuple(of_a_kind))


def _build_form(parts: Sequence[str], where: str) -> tuple[Form, str | None]:
    """What stands behind the actor: a form (else it is a name), a kind, both or nothing, in any order."""
    forms = [form for form in FORMS if form in parts]
    kinds = [part for part in parts if part in KINDS]
    if len(forms) > 1 or len(kinds) > 1 or len(forms) + len(kinds) < len(parts):
        raise ValueError(f"{where} has more than a form and a kind behind its actor")
    return (forms[0] if forms else "name"), (kinds[0] if kinds else None)


def find_actors(labels: Iterable[Label], read: Sequence[Actor], same: Names) -> dict[str, str]:
    """The id of the read actor for each name in the labels; one that no single read actor answers to is missing.

    The name itself counts most, then with other endings, a name that is as good, an alias, a title before it, a surname
    alone. An actor that answers to two names is that of the better answer: people who were taken for one are not both
    right.
    """
    claims: dict[str, tuple[int, str]] = {}
    for label in labels:
        for name in label.names:
            ranks = {actor.id: _rank((name, *same.get(name, ())), actor, label.kind) for actor in read}
            best = min(ranks.values(), default=NO_RANK)
            claimed = [identity for identity, rank in ranks.items() if rank == best]
            if best < NO_RANK and len(claimed) == 1:
                claims[name] = (best, claimed[0])
    strongest: dict[str, int] = {}
    for rank, identity in claims.values():
        strongest[identity] = min(rank, strongest.get(identity, rank))
    return {name: identity for name, (rank, identity) in claims.items() if rank == strongest[identity]}


def _rank(names: Sequence[str], actor: Actor, kind: str | None) -> int:
    """How well a read actor answers to a name that is also told in other ways."""
    own, first, stems = _stem(actor.name), _stem(names[0]), [_stem(name) for name in names]
    answers = (
        actor.name == names[0],
        own == first,
        own in stems,
        any(_stem(alias) in stems for alias in actor.aliases),
        kind == "person" and _ends(own, first),
        kind == "person" and _ends(first, own),
    )
    return next((rank for rank, answer in enumerate(answers) if answer), NO_RANK)


def _stem(name: str) -> tuple[str, ...]:
    """A name without what declension changes: "russischen Außenministeriums" is "russisches Außenministerium".

    Names that stand for several are so in any order.
    """
    if ALL in name or " und " in name:
        return tuple(sorted(" ".join(_stem(part)) for part in re.split(" (?:[+]|und) ", name)))
    return tuple(word.casefold() for word in ENDINGS.sub(r"\1\2", name).split())


def _ends(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    return len(longer) > len(shorter) > 0 and tuple(longer[-len(shorter) :]) == tuple(shorter)


def find_mention(label: Label, text: str, mentions: Iterable[Mention]) -> Mention | None:
    """The mention that shares most with the words of a label, if it has their head.

    A name has it at its end ("Außenministerin Kara Bell"), other words behind their article ("ein Sprecher der
    Polizei"); what is nearly the same words has it in any case.
    """
    words = [Span(m.start() + label.span.start, m.end() + label.span.start) for m in WORD.finditer(label.span.of(text))]
    heads = words[-1:] if label.form in ("name", "metonym") else words[:2]

    def share(mention: Mention) -> float:
        common = min(mention.span.end, label.span.end) - max(mention.span.start, label.span.start)
        whole = max(mention.span.end, label.span.end) - min(mention.span.start, label.span.start)
        return max(common, 0) / whole

    found = [m for m in mentions if share(m) >= 0.75 or any(map(m.span.overlaps, heads))]
    return max(found, key=share, default=None)


def judge(report: Report, record: Record, same: Names) -> list[Verdict]:
    """Hold the actors that were read against the labels; who is joined with nobody was left open."""
    actors = {actor.id: actor for actor in record.actors}
    found = find_actors(report.labels, record.actors, same)
    verdicts = list[Verdict]()
    for label in report.labels:
        mention = find_mention(label, report.text, record.mentions)
        actor = actors.get(mention.actor) if mention and mention.actor else None
        right = actor is not None and actor.id in {found.get(name) for name in label.names}
        alone = actor is None or sum(m.actor == actor.id for m in record.mentions) < 2
        outcome = _outcome(mention, actor, right=right) if label.names else "left open" if alone else "not left open"
        verdicts.append(Verdict(label, outcome, mention, actor))
    return verdicts


def _outcome(mention: Mention | None, actor: Actor | None, *, right: bool) -> Outcome:
    if mention is None:
        return "not read"
    if actor is None:
        return "unresolved"
    return "right" if right else "wrong"


def show_verdicts(half: Half, verdicts: Sequence[Sequence[Verdict]]) -> str:
    """What was resolved and how much of it is right, by the form of the words, as a table."""
    told = [verdict for report in verdicts for verdict in report if verdict.label.names]
    doubtful = [verdict for report in verdicts for verdict in report if not verdict.label.names]
    rows = [_row(form, [verdict for verdict in told if verdict.label.form == form]) for form in FORMS]
    header = ("", "labels", "not read", "read", "resolved", "%", "right", "%", "kind right", "%")
    left = sum(verdict.outcome == "left open" for verdict in doubtful)
    return "\n".join(
        [
            f"{half}: {len(verdicts)} reports",
            align(header, [*rows, _row("all", told)]),
            f"left open what is open: {left} of {len(doubtful)}",
        ]
    )


def _row(name: str, verdicts: Sequence[Verdict]) -> tuple[object, ...]:
    read = [verdict for verdict in verdicts if verdict.mention]
    resolved = [verdict for verdict in read if verdict.actor]
    right = [verdict for verdict in resolved if verdict.outcome == "right"]
    with_kind = [verdict for verdict in right if verdict.label.kind]
    kind = sum(verdict.actor is not None and verdict.actor.kind == verdict.label.kind for verdict in with_kind)
    counts = (len(verdicts), len(verdicts) - len(read), len(read))
    shares = ((len(resolved), len(read)), (len(right), len(resolved)), (kind, len(with_kind)))
    return (name, *counts, *(cell for part, whole in shares for cell in (part, _percent(part, whole))))


def _percent(part: int, whole: int) -> object:
    return 100 * part / whole if whole else "-"


def show_errors(report: Report, verdicts: Iterable[Verdict]) -> str:
    """What is not right in one report: the words in their surroundings, who was wanted, who was read."""
    lines = [f"{report.title} ({report.published or 'no date'})"]
    for verdict in verdicts:
        if verdict.outcome in WRONG:
            label = verdict.label
            before, behind = report.text[: label.span.start][-40:], report.text[label.span.end :][:40]
            lines.append(f"   …{before}[{label.span.of(report.text)}]{behind}…".replace("\n", " "))
            lines.append(f"      {label.form}, {verdict.outcome}: wanted {EITHER.join(label.names) or OPEN}")
            if verdict.actor:
                also = f" = {', '.join(verdict.actor.aliases)}" if verdict.actor.aliases else ""
                lines.append(f"      read {verdict.actor.name}{also} ({verdict.actor.kind})")
    return "\n".join(lines) if len(lines) > 1 else ""


def measure(reports: ReportSet) -> list[list[Verdict]]:
    """Read and judge every report."""
    return [
        judge(report, wortlaut.read(report.text, published=report.published), reports.same)
        for report in follow(reports.reports, what=f"{reports.half} reports")
    ]


def _measure_files(paths: Sequence[Path], *, errors: bool) -> int:
    for number, reports in enumerate([load_reports(path) for path in paths]):
        verdicts = measure(reports)
        if errors and reports.half == "open":
            shown = (show_errors(report, found) for report, found in zip(reports.reports, verdicts, strict=True))
            print("".join(f"{block}\n\n" for block in shown if block), end="")
        print(end="\n" if number else "")
        print(show_verdicts(reports.half, verdicts))
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0, or 2 where a file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m eval.resolution", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*", default=REPORTS, metavar="FILE", help="other reports")
    parser.add_argument("--errors", action="store_true", help="show what is not right, but never of a kept half")
    options = parser.parse_args(arguments)
    return run("eval.resolution", lambda: _measure_files(options.files, errors=options.errors))


if __name__ == "__main__":
    sys.exit(main())
