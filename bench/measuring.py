"""What the benchmarks share: their options, their input and their clock."""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from bench.reports import make_reports, read_reports

REPORTS = 80
WORD = re.compile(r"\w+(?:[-.,]\w+)*|[^\w\s]")
SENTENCE_END = frozenset(".!?")

T = TypeVar("T")


def parse_options(description: str, arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options that every benchmark takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--folder", type=Path, help="read the .txt and .json files in here, not the invented reports")
    parser.add_argument("--reports", type=int, default=REPORTS, help="how many reports to read at most (%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="how often to measure; medians are shown (%(default)s)")
    return parser.parse_args(arguments)


def gather_reports(options: argparse.Namespace) -> list[str]:
    """The texts that the options ask for."""
    texts = read_reports(options.folder) if options.folder else make_reports(options.reports)
    if not texts:
        sys.exit(f"{options.folder} holds no .txt file and no .json file with an originalText.")
    return texts[: options.reports]


def split_words(text: str) -> list[str]:
    """Words and marks: the tokens by which speed is counted, whatever the reader makes of the text."""
    return WORD.findall(text)


def split_sentences(text: str) -> list[list[str]]:
    """The words of each sentence, cut roughly, for measuring a tagger alone."""
    sentences: list[list[str]] = [[]]
    for word in split_words(text):
        sentences[-1].append(word)
        if word in SENTENCE_END:
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


def clock(work: Callable[[], T]) -> tuple[float, T]:
    """How many seconds some work takes, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def describe_machine() -> str:
    """One line that says where the figures come from."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
