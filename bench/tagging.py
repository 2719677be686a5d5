"""Our tagger against the HanTa library's own, in one run: cold with nothing remembered, and warm."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from statistics import median

from HanTa.HanoverTagger import HanoverTagger

from bench.measuring import clock, describe_machine, gather_reports, parse_options, split_sentences
from eval.reporting import align
from wortlaut.text.hanta import LONGEST_SENTENCE, LONGEST_WORD, HantaTagger
from wortlaut.text.wordmodel import GERMAN_MODEL, Tables, load_tables

Sentence = list[str]
Tagged = list[list[tuple[str, str]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where the two taggers differ, else 0."""
    options = parse_options("Tagging: the HanTa library against Wortlaut, tokens per second.", arguments)
    sentences = [sentence for text in gather_reports(options) for sentence in split_sentences(text)]
    sentences = [sentence for sentence in sentences if _both_read(sentence)]
    library = HanoverTagger(GERMAN_MODEL)
    tables = load_tables()
    rounds = [_measure(library, tables, sentences) for _ in range(options.repeat)]
    tokens = sum(map(len, sentences))
    different = len({word for sentence in sentences for word in sentence})
    print(f"Tagging {tokens} tokens, {different} different words, median of {options.repeat}; {describe_machine()}")
    rows = []
    for column, name in enumerate(("HanTa", "Wortlaut, cold", "Wortlaut, warm")):
        speed = median(tokens / times[column] for times, _ in rounds)
        ratio = median(times[0] / times[column] for times, _ in rounds)
        rows.append((name, f"{speed:,.0f}", f"{ratio:.1f}"))
    print(align(("", "tokens/s", "ratio"), rows))
    differences = sum(differing for _, differing in rounds)
    print(f"Words with another lemma or tag than HanTa's: {differences}")
    return bool(differences)


def _measure(
    library: HanoverTagger, tables: Tables, sentences: Sequence[Sentence]
) -> tuple[tuple[float, float, float], int]:
    """Seconds of the library, of a new tagger of ours and of its second pass; and the words they differ on."""
    tagger = HantaTagger(tables)
    stock_time, stock = clock(partial(_tag_with_library, library, sentences))
    cold_time, cold = clock(partial(_tag, tagger, sentences))
    warm_time, warm = clock(partial(_tag, tagger, sentences))
    return (stock_time, cold_time, warm_time), _count_differences(stock, cold) + _count_differences(stock, warm)


def _count_differences(one: Tagged, other: Tagged) -> int:
    return sum(
        expected != got
        for sentence, same_sentence in zip(one, other, strict=True)
        for expected, got in zip(sentence, same_sentence, strict=True)
    )


def _tag_with_library(library: HanoverTagger, sentences: Sequence[Sentence]) -> Tagged:
    return [[(lemma, tag) for _, lemma, tag in library.tag_sent(sentence)] for sentence in sentences]


def _tag(tagger: HantaTagger, sentences: Sequence[Sentence]) -> Tagged:
    return [tagger.tag_like_library(sentence) for sentence in sentences]


def _both_read(sentence: Sentence) -> bool:
    """Whether the sentence is within the limits in which the two taggers are to agree."""
    return len(sentence) <= LONGEST_SENTENCE and all(len(word) <= LONGEST_WORD for word in sentence)


if __name__ == "__main__":
    sys.exit(main())
