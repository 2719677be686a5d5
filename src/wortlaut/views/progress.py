"""What is seen of a run into a ledger: a line that moves on a terminal, what goes wrong, and the counts in the end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wortlaut.views.reading import tell

if TYPE_CHECKING:
    from wortlaut.ingest import Outcome, Result, Tally

__all__ = ["tell_counts", "watching", "working"]

NAMED = 20
"""How many failures of one kind are named; an archive can have thousands of them."""

_WORDS: dict[Result, str] = {
    "added": "added",
    "known": "already there",
    "unchanged": "unchanged since the last time",
    "empty": "without a text",
    "refused": "refused",
    "unreachable": "out of reach",
    "broken": "broken",
    "too large": "too large",
    "unusable": "unusable",
    "failed": "not readable because of a mistake in Wortlaut",
}
_REST = {result: words for result, words in _WORDS.items() if result not in ("added", "known", "unchanged")}


@contextmanager
def watching(verbose: bool) -> Iterator[Callable[[Outcome], None]]:
    """What is to be told of each outcome: it names what went wrong, and moves a line on a terminal.

    With `verbose` everything that is not added is named.
    """
    named: Counter[Result] = Counter()

    def name(outcome: Outcome) -> None:
        named[outcome.result] += 1
        if verbose and outcome.result != "added":
            tell(f"{outcome.where}: {outcome.reason or _WORDS[outcome.result]}")
        elif outcome.failed and named[outcome.result] <= NAMED:
            tell(f"{outcome.where}: {outcome.reason}")

    with _moving() as move:

        def watch(outcome: Outcome) -> None:
            name(outcome)
            move(f"{named['added']} added · {named.total() - named['added']} not · {outcome.where}")

        yield watch
    for result, number in named.items():
        if not verbose and result in _REST and number > NAMED:
            tell(f"{number - NAMED} more {_WORDS[result]}; --verbose names all of them")


@contextmanager
def working(words: str) -> Iterator[None]:
    """Say on a terminal what is being done as long as it lasts."""
    with _moving() as move:
        move(words)
        yield


def tell_counts(tally: Tally, links: int) -> None:
    """Say on standard error how many reports came to what, and how many links between reports are new."""
    counts = [f"{tally.added} added", f"{tally.known} already there"]
    if tally.counts["unchanged"]:
        counts.append(f"{tally.counts['unchanged']} {_WORDS['unchanged']}")
    counts += [f"{number} {reason}" for reason, number in tally.languages.most_common()]
    counts += [f"{tally.counts[result]} {words}" for result, words in _REST.items() if tally.counts[result]]
    counts += [f"{links} new {'link' if links == 1 else 'links'} between reports"] if links else []
    tell("; ".join(counts))


@contextmanager
def _moving() -> Iterator[Callable[[str], None]]:
    """A line on standard error, and what changes its words; nothing where nobody looks."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda words: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.table import Column

    words = TextColumn("{task.description}", table_column=Column(no_wrap=True, overflow="ellipsis"))
    columns = (SpinnerColumn(), TimeElapsedColumn(), words)
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("reading …", total=None)
        yield lambda words: progress.update(task, description=escape(words))
