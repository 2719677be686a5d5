"""What finding and dating times adds to the reader's time: a ratio, measured in one process with everything warm."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from statistics import median

from bench.measuring import clock, describe_machine, gather_reports, parse_options, split_words
from eval.reporting import align
from wortlaut.extract.attribution import Text, attribute
from wortlaut.extract.timex import Anchor, Report, Speech, TimexTables, find_times, resolve_times
from wortlaut.grammar.clauses import find_clauses
from wortlaut.lang.language import load
from wortlaut.model import StatementType
from wortlaut.pipeline import DEFAULT_LANGUAGE, read
from wortlaut.text.hanta import load_tagger
from wortlaut.text.morphology import annotate
from wortlaut.text.segment import segment

PUBLISHED = "2024-03-05"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    options = parse_options("Times: what the stage that finds and dates them adds to the reader's time.", arguments)
    texts = gather_reports(options)
    tokens = sum(len(split_words(text)) for text in texts)
    tables, reports = load(DEFAULT_LANGUAGE).timex, [prepare(text) for text in texts]
    found = sum(_tell_times(report, tables) for report in reports)
    _read(texts)
    rounds = [_measure(texts, reports, tables) for _ in range(options.repeat)]
    whole, times = (median(column) for column in zip(*rounds, strict=True))
    share = median(part / (total - part) for total, part in rounds)
    print(f"Reading {found} times in {tokens} tokens, median of {options.repeat}; {describe_machine()}")
    seconds = {"the reader without times": (whole - times, 1.0), "times": (times, share), "both": (whole, 1 + share)}
    rows = [(name, f"{s / tokens * 1e6:.1f}", f"{ratio:.2f}") for name, (s, ratio) in seconds.items()]
    print(align(("", "µs/token", "ratio"), rows))
    print(f"Times add {100 * share:.1f} % to the reader's time.")
    return 0


def prepare(text: str) -> Report:
    """What the stage of times is given, made as `wortlaut.pipeline` does: words, clauses, speeches."""
    pack = load(DEFAULT_LANGUAGE)
    segments = segment(text, pack.segment)
    tokens = annotate(text, segments, load_tagger(), pack.morphology)
    clauses = find_clauses(tokens, segments.sentences, segments.quotations, pack.clauses)
    place = Text(text, tokens, segments.sentences, segments.quotations, clauses, pack.attribution, pack.clauses.phrases)
    speeches = [Speech(c.quote, c.frame, c.type is StatementType.DIRECT) for c in attribute(place)]
    return Report("", tokens, segments.sentences, clauses, speeches, Anchor.of(PUBLISHED))


def _measure(texts: Sequence[str], reports: Sequence[Report], tables: TimexTables) -> tuple[float, float]:
    """Seconds of the whole reader, times among the rest, and of the stage of times alone: report by report in turns."""
    whole = times = 0.0
    for text, report in zip(texts, reports, strict=True):
        whole += clock(partial(read, text, published=PUBLISHED))[0]
        times += clock(partial(_tell_times, report, tables))[0]
    return whole, times


def _tell_times(report: Report, tables: TimexTables) -> int:
    """How many times there are in a report."""
    return len(resolve_times(find_times(report.tokens, tables), report, tables).times)


def _read(texts: Sequence[str]) -> None:
    for text in texts:
        read(text, published=PUBLISHED)


if __name__ == "__main__":
    sys.exit(main())
