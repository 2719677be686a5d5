"""The index of words: what is written into it, and how it is asked.

Words are folded by one function for both databases: case, accents and umlauts do not count, and an umlaut, its letter
without dots and its spelling with *e* are one (*Präsident, Prasident, Praesident*), as are *ß* and *ss*. The databases
get words that are folded and cut already and only look them up: SQLite in a table of FTS5 that keeps no text,
PostgreSQL in a ``tsvector`` under a GIN index. A passage is what is found as one: the words of a statement, or the
title and text of a document; of a longer text than `LONGEST` words only the first so many are searched, which is as
far as PostgreSQL counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import BigInteger, Connection, ScalarSelect, TextClause, bindparam, text

from wortlaut.errors import InputError

__all__ = ["LONGEST", "Term", "cut_words", "fold_names", "parse_words", "search_passages", "write_passages"]

LONGEST = 16_000
_LONGEST_WORD = 200
_LARGEST = 200_000  # characters of folded words: a tsvector holds a megabyte

_ACCENTS = re.compile("[\u0300-\u036f]")
_SPELT_OUT = re.compile("(a|o|(?<![aeoq])u)e")
_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
_MARKS = str.maketrans("„“”«»", '"""""')
_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Term:
    """What a passage must have: these folded words one after another; with `prefix` the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False


def cut_words(written: str) -> list[str]:
    """The words of a text, folded."""
    folded = written.casefold()
    if not folded.isascii():
        folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded))
    return [word[:_LONGEST_WORD] for word in _WORD.findall(_SPELT_OUT.sub(r"\1", folded))]


def fold_names(names: Iterable[str]) -> str:
    """Names as one text in which a name is looked up word by word: `` | kara bell | bell | ``."""
    return _BETWEEN + "".join(" ".join(cut_words(name)) + _BETWEEN for name in names)


def parse_words(written: str) -> list[Term]:
    r"""What is asked for: words, "several words in a row" in quotation marks, beginnings with a star (*brück\**).

    InputError where there is no word in it.
    """
    terms = []
    for phrase, word in _TERM.findall(written.translate(_MARKS)):
        if words := tuple(cut_words(phrase or word)):
            terms.append(Term(words, (phrase or word).endswith("*")))
    if not terms:
        raise InputError(f"{written!r}: no word to search for")
    return terms


def write_passages(connection: Connection, passages: Mapping[int, str]) -> None:
    """Put texts into the index under their numbers."""
    if not passages:
        return
    cut = {number: _within_reach(cut_words(written)) for number, written in passages.items()}
    if connection.dialect.name == "postgresql":
        command = "INSERT INTO search (passage, words) VALUES (:number, CAST(:words AS tsvector))"
        rows = [{"number": number, "words": _write_vector(words)} for number, words in cut.items()]
    else:
        command = "INSERT INTO search (rowid, words) VALUES (:number, :words)"
        rows = [{"number": number, "words": " ".join(words)} for number, words in cut.items()]
    connection.execute(text(command), rows)


def search_passages(dialect: str, written: str) -> ScalarSelect[int]:
    """The numbers of all passages that have all of what is asked for, to be used in a condition."""
    terms = parse_words(written)
    if dialect == "postgresql":
        command: TextClause = text("SELECT passage FROM search WHERE words @@ CAST(:terms AS tsquery)")
        asked = " & ".join(map(_ask_postgres, terms))
    else:
        command = text("SELECT rowid AS passage FROM search WHERE search MATCH :terms")
        asked = " ".join(map(_ask_sqlite, terms))
    command = command.bindparams(bindparam("terms", asked))
    return command.columns(passage=BigInteger).scalar_subquery()


def _within_reach(words: Sequence[str]) -> Sequence[str]:
    if sum(map(len, words)) > _LARGEST:
        words = [word for word, size in zip(words, accumulate(map(len, words)), strict=True) if size <= _LARGEST]
    return words[:LONGEST]


def _write_vector(words: Sequence[str]) -> str:
    """A tsvector as PostgreSQL writes it: every word with the places where it stands."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words, start=1):
        places.setdefault(word, []).append(place)
    return " ".join(f"'{word}':{','.join(map(str, at))}" for word, at in places.items())


def _ask_postgres(term: Term) -> str:
    words = [f"'{word}'" for word in term.words]
    if term.prefix:
        words[-1] += ":*"
    return f"({' <-> '.join(words)})"


def _ask_sqlite(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")
