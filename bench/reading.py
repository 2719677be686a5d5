"""The whole reader: speed cold and warm, memory, and how time grows with the length of one text.

Every reading is done in a new process, so that "cold" is cold and the peak of memory is its own.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import cycle, islice
from statistics import median
from typing import NamedTuple, TypeVar

from bench.measuring import clock, describe_machine, gather_reports, parse_options, split_words
from bench.reports import make_reports
from eval.reporting import align

LENGTHS = (1, 2, 4, 8)
SHORTEST = 2000  # tokens of the text with which the longer ones are compared
MEBIBYTE = 1024 * 1024

T = TypeVar("T")


class Reading(NamedTuple):
    """What one process needed."""

    start: float  # seconds until a first word was read
    cold: float  # seconds for all reports, with hardly a word remembered
    warm: float  # seconds for all reports once more
    idle: float  # MiB held at most before the first report
    peak: float  # MiB held at most in the end


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables."""
    options = parse_options("Reading: tokens per second, memory, and growth with length.", arguments)
    texts = gather_reports(options)
    tokens = sum(len(split_words(text)) for text in texts)
    readings = [_run_apart(partial(read_all, texts)) for _ in range(options.repeat)]
    start, cold, warm, idle, peak = (median(column) for column in zip(*readings, strict=True))
    print(f"Reading {len(texts)} reports, {tokens} tokens, median of {options.repeat}; {describe_machine()}")
    rows = [
        ("cold", f"{tokens / cold:,.0f}", "tokens/s"),
        ("warm", f"{tokens / warm:,.0f}", "tokens/s"),
        ("until a first word is read", f"{start * 1000:,.0f}", "ms"),
        ("memory before the first report", f"{idle:,.0f}", "MiB"),
        ("peak of memory", f"{peak:,.0f}", "MiB"),
    ]
    print(align(("", "", ""), rows).lstrip("\n"))
    print(f"\nMicroseconds per token (warm) of one text of {SHORTEST} tokens and of longer ones; ratio last to first")
    growth = {name: _run_apart(partial(measure_growth, name, options.repeat)) for name in KINDS}
    header = ("", *(f"{length}x" for length in LENGTHS), "ratio")
    print(align(header, [(name, *times, f"{times[-1] / times[0]:.2f}") for name, times in growth.items()]))
    return 0


def read_all(texts: Sequence[str]) -> Reading:
    """Read the texts twice; to be run in a process of its own."""
    start, _ = clock(partial(_read, ["Ja."]))
    idle = _peak_memory()
    cold, _ = clock(partial(_read, texts))
    warm, _ = clock(partial(_read, texts))
    return Reading(start, cold, warm, idle, _peak_memory())


def measure_growth(kind: str, repeat: int) -> list[float]:
    """Microseconds per token of texts of one kind at each of the `LENGTHS`, the best of several readings."""
    times = []
    for length in LENGTHS:
        text = KINDS[kind](SHORTEST * length)
        _read([text])
        best = min(clock(partial(_read, [text]))[0] for _ in range(repeat))
        times.append(best / (SHORTEST * length) * 1e6)
    return times


def _read(texts: Sequence[str]) -> None:
    from wortlaut.pipeline import read  # part of what is measured: loading takes time and memory

    for text in texts:
        read(text)


def _run_apart(work: Callable[[], T]) -> T:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(work).result()


def _peak_memory() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MEBIBYTE if sys.platform == "darwin" else peak / 1024  # macOS counts bytes, Linux KiB


def _write_ordinary(tokens: int) -> str:
    """Paragraphs of sentences; the same reports again and again, so that all lengths have the same words."""
    paragraphs: list[str] = []
    for paragraph in cycle("".join(make_reports(SHORTEST // 250)).split("\n\n")):
        tokens -= len(split_words(paragraph))
        paragraphs.append(paragraph)
        if tokens <= 0:
            return "\n\n".join(paragraphs)
    return ""


def _repeat(pattern: str, tokens: int) -> str:
    """A text of as many tokens that says the same over and over without a line break."""
    return " ".join(islice(cycle(pattern.split()), tokens))


KINDS: dict[str, Callable[[int], str]] = {
    "reports": _write_ordinary,
    "no full stop": partial(
        _repeat, "und die Ministerin sagte dem Rat dass der Hafen offen bleibt weil niemand streikt"
    ),
    "commas": partial(_repeat, "Hafen ,"),
    "only commas": partial(_repeat, ","),
    "quotes": partial(_repeat, "„ Ja “ sagte sie"),
    "opening quotes": partial(_repeat, "„ Nein"),
    "only quotes": partial(_repeat, "„ “ » « \" '"),
    "speech in speech": partial(_repeat, "Er sagte , sie habe gesagt ,"),
    "sentences": partial(_repeat, "Sie habe nichts gewusst . Das sagte er ."),
    "relative clauses": partial(_repeat, "der Rat , der sagte , dass"),
    "brackets": partial(_repeat, "( laut Amt"),
}


if __name__ == "__main__":
    sys.exit(main())
