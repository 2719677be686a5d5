"""Digests, tables, error cases, floors and progress: what the measurements share."""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar

from wortlaut.errors import InputError

T = TypeVar("T")


class ErrorCase(Protocol):
    """Something that was not read as it is annotated."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """What is wrong about it."""

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same case in two readings."""


C = TypeVar("C", bound=ErrorCase)


def digest_files(paths: Iterable[Path]) -> str:
    """SHA-256 over the sorted names and the bytes of files, so that two people know that they measure the same."""
    whole = sha256()
    for path in sorted(paths, key=lambda path: path.name):
        whole.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def align(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in plain text: the first column to the left, the others to the right, numbers with one decimal."""
    cells = [list(header), *([_show(cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(header))]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))]).rstrip()
        for line in cells
    )


def _show(cell: object) -> str:
    return f"{cell:.1f}" if isinstance(cell, float) else str(cell)


def show_moves(before: Mapping[str, Sequence[float]], after: Mapping[str, Sequence[float]]) -> str:
    """Precision, recall and F1 of today, each with its distance from an earlier reading of the same documents."""
    rows = []
    for name, now in after.items():
        moves = [(new, f"{new - old:+.1f}") for old, new in zip(before[name], now, strict=True)]
        rows.append((name, *(cell for move in moves for cell in move)))
    return align(("since", "P", "", "R", "", "F1", ""), rows)


def print_cases(
    now: Sequence[C],
    before: Sequence[C] | None,
    show: Callable[[C], str],
    *,
    kinds: Sequence[str],
    options: argparse.Namespace,
) -> None:
    """Print the cases that the options of `add_case_options` ask for; against an earlier reading what changed."""
    chosen = _select(now, options.kind)
    blocks = [("errors", chosen)] if options.errors else []
    if before is not None:
        earlier = _select(before, options.kind)
        known, today = {case.key for case in earlier}, {case.key for case in chosen}
        blocks = [
            ("gone", [case for case in earlier if case.key not in today]),
            ("new", [case for case in chosen if case.key not in known]),
        ]
    print(end="\n" if blocks else "")
    for title, cases in blocks:
        print(_show_cases(title, cases, show, kinds=kinds, limit=options.errors, skip=options.skip))


def _select(cases: Iterable[C], kind: str | None) -> list[C]:
    return [case for case in cases if kind is None or kind in case.kinds]


def _show_cases(
    title: str, cases: Sequence[C], show: Callable[[C], str], *, kinds: Iterable[str], limit: int, skip: int
) -> str:
    """A heading with counts by kind and the cases ``[skip, skip + limit)``."""
    counts = ", ".join(f"{kind} {n}" for kind in kinds if (n := sum(kind in case.kinds for case in cases)))
    shown = cases[skip : skip + limit]
    heading = f"{title}: {len(cases)}{f' ({counts})' if counts else ''}"
    if len(shown) < len(cases):
        heading += f"; {skip + 1} to {skip + len(shown)} shown" if shown else "; none shown"
    return "\n".join([heading, "", *(show(case) + "\n" for case in shown)])


@dataclass(frozen=True, slots=True)
class Check:
    """One pinned figure beside today's; `most` is True where the figure must not rise."""

    name: str
    pinned: float | str
    today: float | str
    most: bool = False

    @property
    def holds(self) -> bool:
        """Whether today's figure is at least (at most) the pinned one; a digest must be the same."""
        if isinstance(self.pinned, str) or isinstance(self.today, str):
            return self.pinned == self.today
        return self.today <= self.pinned if self.most else self.today >= self.pinned


def check_floors(path: Path, section: str, digest: str, figures: Mapping[str, float]) -> list[Check]:
    """Compare figures with those of ``[section]`` in a TOML file.

    `digest` is compared for equality, the keys under ``[section.at_most]`` must not rise, all others must not fall.
    Raises InputError where the file cannot be read or names an unknown figure.
    """
    try:
        pinned: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))[section]
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{path}: no readable section [{section}]: {error}") from error
    ceilings: dict[str, float] = pinned.pop("at_most", {})
    checks = [Check("digest", pinned.pop("digest"), digest)] if "digest" in pinned else []
    for names, most in ((pinned, False), (ceilings, True)):
        unknown = sorted(set(names) - set(figures))
        if unknown:
            raise InputError(f"{path}: [{section}] names unknown figures: {', '.join(unknown)}")
        checks += [Check(name, value, figures[name], most) for name, value in names.items()]
    return checks


def show_checks(checks: Iterable[Check]) -> str:
    """The checks as a table, digests shortened."""

    def short(value: float | str) -> object:
        return value[:12] if isinstance(value, str) else value

    rows = []
    for check in checks:
        sign = "=" if isinstance(check.pinned, str) else "≤" if check.most else "≥"
        verdict = "ok" if check.holds else "BROKEN"
        rows.append((check.name, sign, short(check.pinned), short(check.today), verdict))
    return align(("", "", "pinned", "today", ""), rows)


def print_checks(path: Path | None, section: str, digest: str, figures: Mapping[str, float]) -> int:
    """Print how today's figures compare with the floors, if any are named; 1 where one is broken, else 0."""
    if path is None:
        return 0
    checks = check_floors(path, section, digest, figures)
    print("\n" + show_checks(checks))
    return int(not all(check.holds for check in checks))


def run(name: str, command: Callable[[], int]) -> int:
    """Run a command's work and give its status; input that cannot be used is one line under `name` and status 2."""
    try:
        status = command()
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever reads the cases has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (InputError, OSError) as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 2


def add_case_options(parser: argparse.ArgumentParser, kinds: Sequence[str]) -> argparse._ArgumentGroup:
    """Add the options that choose error cases; gives back their group for those of one measurement alone."""
    cases = parser.add_argument_group("error cases")
    cases.add_argument("--errors", type=_count, default=0, metavar="N", help="show so many error cases")
    cases.add_argument("--skip", type=_count, default=0, metavar="N", help="leave out the first of them")
    cases.add_argument("--kind", choices=kinds, help="only errors of this kind")
    return cases


def _count(value: str) -> int:
    """A number that is not negative."""
    if not value.isdecimal():
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of cases")
    return int(value)


def follow(items: Sequence[T], *, what: str) -> Iterator[T]:
    """Yield the items; where standard error is a terminal, count them there."""
    visible = sys.stderr.isatty()
    for number, item in enumerate(items, start=1):
        if visible:
            print(f"\r{number}/{len(items)} {what}", end="", file=sys.stderr, flush=True)
        yield item
    if visible:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
