"""Digests, tables, floors and progress: what the measurements share."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from wortlaut.errors import InputError

T = TypeVar("T")


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


def follow(items: Sequence[T], *, what: str) -> Iterator[T]:
    """Yield the items; where standard error is a terminal, count them there."""
    visible = sys.stderr.isatty()
    for number, item in enumerate(items, start=1):
        if visible:
            print(f"\r{number}/{len(items)} {what}", end="", file=sys.stderr, flush=True)
        yield item
    if visible:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
