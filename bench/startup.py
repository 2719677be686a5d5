"""How long the command takes before it does anything, beside Python itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from statistics import median

from bench.measuring import clock, describe_machine, parse_options
from eval.reporting import align
from wortlaut.text.wordmodel import GERMAN_MODEL

AT_LEAST = 7  # a start is short and its time scatters
STARTS = {
    "python -c pass": ("-c", "pass"),
    "import wortlaut": ("-c", "import wortlaut"),
    "wortlaut --help": ("-m", "wortlaut", "--help"),
    "wortlaut --version": ("-m", "wortlaut", "--version"),
    "tagger loaded": ("-c", "from wortlaut.text.hanta import load_tagger; load_tagger()"),
    "HanTa's tagger loaded": ("-c", f"from HanTa.HanoverTagger import HanoverTagger; HanoverTagger({GERMAN_MODEL!r})"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    options = parse_options("Start-up: wall time of new processes.", arguments)
    repeat = max(options.repeat, AT_LEAST)
    rounds = [[clock(partial(_start, start))[0] for start in STARTS.values()] for _ in range(repeat)]
    times = [median(column) for column in zip(*rounds, strict=True)]
    print(f"Starting, median of {repeat}; {describe_machine()}")
    rows = [(name, f"{t * 1000:.0f}", f"{t / times[0]:.1f}") for name, t in zip(STARTS, times, strict=True)]
    print(align(("", "ms", "ratio"), rows))
    return 0


def _start(arguments: tuple[str, ...]) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
