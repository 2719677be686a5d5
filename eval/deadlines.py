"""Measure the reader on our own sentences about deadlines and spans of time: python -m eval.deadlines [--errors].

`deadlines.toml` beside this module says how its entries are written. A sentence is right if every time in it is found
with its span, type, value, EDTF and mod as far as they are given, nothing else is found, a time that lies nowhere on
the calendar says why, and exactly the impossible dates are reported as issues.

    2031-04-24  Die Antwort soll bis Ende Mai kommen.
       wanted  "Ende Mai"  DATE 2031-05 ../2031-05-31 END
       read    "Ende Mai"  DATE 2031-05 ≠2031-05 END  ← the rules behind it
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import wortlaut
from eval.reporting import align, follow, run
from wortlaut.errors import InputError
from wortlaut.model import Issue, Record, Span, Spans, Timex

SENTENCES = Path(__file__).with_suffix(".toml")
PARTS = ("type", "value", "edtf", "mod")
NONE, OPEN = "-", "?"
MARKED = re.compile(r"\[(?P<time>[^]]+)\]|\{(?P<impossible>[^}]+)\}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One time that a sentence holds; each part as the file has it, `OPEN` where any reading is right."""

    span: Span
    type: str
    value: str
    edtf: str
    mod: str = OPEN


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence, the times in it and the dates in it that no calendar knows."""

    published: str | None
    text: str
    times: tuple[Wanted, ...]
    impossible: Spans


@dataclass(frozen=True, slots=True)
class Comparison:
    """One wanted time beside the one read at its place, one of them None where it is missing; `wrong` names parts."""

    wanted: Wanted | None
    read: Timex | None
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was read in one sentence: all its times, issues that are missing and issues that nobody wanted."""

    entry: Entry
    comparisons: tuple[Comparison, ...]
    missed_issues: Spans
    surplus_issues: tuple[Issue, ...]

    @property
    def right(self) -> bool:
        """Whether nothing is wrong with it."""
        return not (any(c.wrong for c in self.comparisons) or self.missed_issues or self.surplus_issues)


def load_entries(path: Path) -> tuple[Entry, ...]:
    """Read the sentences of a TOML file; raises InputError where it cannot be used."""
    try:
        entries: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]
        return tuple(_build(entry) for entry in entries)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: no readable sentences: {error}") from error


def _build(entry: dict[str, Any]) -> Entry:
    """Take the marks out of a sentence and keep the places that they stood at."""
    text, places, end = "", {"time": list[Span](), "impossible": list[Span]()}, 0
    for mark in MARKED.finditer(entry["text"]):
        text += entry["text"][end : mark.start()]
        kind = str(mark.lastgroup)
        places[kind].append(Span(len(text), len(text) + len(mark[kind])))
        text, end = text + mark[kind], mark.end()
    text += entry["text"][end:]
    if len(places["time"]) != len(entry["times"]):
        raise ValueError(f"{len(places['time'])} times in brackets but {len(entry['times'])} lines: {text}")
    times = (_build_time(span, line) for span, line in zip(places["time"], entry["times"], strict=True))
    return Entry(entry.get("published"), text, tuple(times), tuple(places["impossible"]))


def _build_time(span: Span, line: str) -> Wanted:
    if len(parts := line.split()) not in (len(PARTS) - 1, len(PARTS)):
        raise ValueError(f"not type, value, EDTF and perhaps mod: {line}")
    return Wanted(span, *parts)


def judge(entry: Entry, record: Record) -> Verdict:
    """Hold what was read in a sentence against what is wanted."""
    wanted = {time.span: time for time in entry.times}
    read = {time.span: time for time in record.times}
    issues = [issue.span for issue in record.issues]
    return Verdict(
        entry,
        tuple(_compare(wanted.get(span), read.get(span)) for span in sorted(wanted.keys() | read.keys())),
        tuple(span for span in entry.impossible if not any(map(span.overlaps, issues))),
        tuple(issue for issue in record.issues if not any(map(issue.span.overlaps, entry.impossible))),
    )


def _compare(wanted: Wanted | None, read: Timex | None) -> Comparison:
    if wanted is None or read is None:
        return Comparison(wanted, read, ("span",))
    wrong = [part for part in PARTS if getattr(wanted, part) not in (OPEN, _part(read, part))]
    return Comparison(wanted, read, (*wrong, *(("reason",) if read.edtf is None and not read.reason else ())))


def _part(read: Timex, part: str) -> str:
    return read.type.value if part == "type" else getattr(read, part) or NONE


def show_verdicts(verdicts: Sequence[Verdict], *, errors: bool = False) -> str:
    """How much is right, as a table; with `errors` everything that is not, in words."""
    lines = [line for verdict in verdicts if not verdict.right for line in _show(verdict)] if errors else []
    comparisons = [comparison for verdict in verdicts for comparison in verdict.comparisons]
    wanted = [comparison for comparison in comparisons if comparison.wanted]
    found = [comparison for comparison in wanted if comparison.read]
    surplus = len(comparisons) - len(wanted) + sum(len(verdict.surplus_issues) for verdict in verdicts)
    impossible = sum(len(verdict.entry.impossible) for verdict in verdicts)
    reported = impossible - sum(len(verdict.missed_issues) for verdict in verdicts)
    rows: list[tuple[object, ...]] = [
        ("sentences", sum(verdict.right for verdict in verdicts), f"of {len(verdicts)}"),
        ("times found", len(found), f"of {len(wanted)}"),
        *((part, sum(part not in c.wrong for c in found), f"of {len(found)}") for part in (*PARTS, "reason")),
        ("impossible dates", reported, f"of {impossible}"),
        ("surplus", surplus, "should be 0"),
    ]
    return "\n".join([*lines, *([""] if lines else []), align(("", "right", ""), rows)])


def _show(verdict: Verdict) -> Iterable[str]:
    text = verdict.entry.text
    yield from ("", f"{verdict.entry.published or 'no date'}  {text}")
    for comparison in verdict.comparisons:
        if (wanted := comparison.wanted) and comparison.wrong:
            yield f'   wanted  "{wanted.span.of(text)}"  {" ".join(getattr(wanted, part) for part in PARTS)}'
        if (read := comparison.read) and comparison.wrong:
            marks = {part: "≠" for part in comparison.wrong}
            parts = " ".join(marks.get(part, "") + _part(read, part) for part in PARTS)
            reason = "  no reason" if "reason" in marks else ""
            yield f'   read    "{read.span.of(text)}"  {parts}{reason}  ← {" ".join(read.rules) or NONE}'
    for span in verdict.missed_issues:
        yield f'   wanted  "{span.of(text)}"  an issue'
    for issue in verdict.surplus_issues:
        yield f'   read    "{issue.span.of(text)}"  an issue: {issue.problem}'


def measure(entries: Sequence[Entry]) -> list[Verdict]:
    """Read and judge every sentence, each as a report of its own."""
    return [
        judge(entry, wortlaut.read(entry.text, published=entry.published))
        for entry in follow(entries, what="sentences")
    ]


def _measure_file(path: Path, *, errors: bool) -> int:
    verdicts = measure(load_entries(path))
    print(show_verdicts(verdicts, errors=errors))
    return int(not all(verdict.right for verdict in verdicts))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if all sentences are right, 1 if any is not, 2 where the file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m eval.deadlines", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=SENTENCES, metavar="FILE", help="other sentences")
    parser.add_argument("--errors", action="store_true", help="show every sentence that is not right")
    options = parser.parse_args(arguments)
    return run("eval.deadlines", lambda: _measure_file(options.file, errors=options.errors))


if __name__ == "__main__":
    sys.exit(main())
