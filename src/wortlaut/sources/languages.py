"""Recognise the language of a text by its function words.

They make up a third or more of the running words of any text, and hardly any of another language: the language with the
largest share is the text's. Those of the languages that can be read come from their packs, those of their neighbours
from `languages.tsv`, which is there to name what cannot be read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from wortlaut.lang.language import available
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.options import Options
from wortlaut.text.lexicon import Row, column, read_table
from wortlaut.text.segment import share_of_function_words

__all__ = ["Recognised", "check_language", "recognise_language"]

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_SAMPLE = 20_000
_MOST_WORDS, _FEWEST_WORDS, _LOWEST_SHARE = 2_000, 20, 0.15


class Recognised(NamedTuple):
    """A language by its ISO 639-1 code, or None for one that is not known here; and its name for messages."""

    code: str | None
    name: str


def recognise_language(text: str) -> Recognised | None:
    """The language of a text; None where it has too few words to tell."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())[:_MOST_WORDS]
    if len(words) < _FEWEST_WORDS:
        return None
    letters = [letter for word in words for letter in word]
    if len(_LATIN.findall("".join(letters))) < len(letters) / 2:
        return Recognised(None, "another script")
    shares = {code: share_of_function_words(words, known) for code, known in _function_words().items()}
    best = max(shares, key=lambda code: shares[code])
    if shares[best] < _LOWEST_SHARE:
        return Recognised(None, "a language that is not recognised")
    return Recognised(best, _names().get(best, best))


def check_language(item: Item, options: Options) -> Item | Skipped:
    """The item with its language filled in, or why it cannot be read.

    What a table or the user says counts; then the text itself; then what the page or the feed says of itself, because
    that is often left over from a template.
    """
    readable = options.languages or available()
    told = _primary(item.language or options.language)
    recognised = None if told else recognise_language(item.text)
    if recognised is None:
        code = told or _primary(item.meta.get("declared_language"))
        recognised = Recognised(code, _names().get(code, code)) if code else None
    if recognised is None or recognised.code in readable:
        return replace(item, language=recognised.code if recognised else None)
    return Skipped(item.where, f"in {recognised.name}, which cannot be read yet", "language")


def _primary(tag: str | None) -> str | None:
    """The language of a tag such as de-AT or en_GB."""
    return re.split("[-_]", tag.strip().lower())[0] or None if tag else None


@cache
def _function_words() -> dict[str, frozenset[str]]:
    packs = files("wortlaut.lang")
    ours = {
        code: column(read_table(packs.joinpath(code, "segment"), "function_words.tsv", ("word", "origin")), "word")
        for code in available()
    }
    return {row["code"]: frozenset(row["words"].split()) for row in _neighbours()} | ours


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in _neighbours()}


def _neighbours() -> tuple[Row, ...]:
    return read_table(files("wortlaut.sources"), "languages.tsv", ("code", "name", "words", "origin"))
