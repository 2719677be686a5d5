"""Asks a text of its own for words as the index is asked, where what is looked through is not in the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wortlaut.ledger.search import Term, cut_words, parse_words

__all__ = ["look_for"]


def look_for(written: str) -> Callable[[str], bool]:
    """Whether a text has all of what is asked for, in the language of `search`; InputError where that is no word."""
    terms = parse_words(written)
    return lambda text: _has_all(cut_words(text), terms)


def _has_all(words: Sequence[str], terms: Sequence[Term]) -> bool:
    return all(any(_stands_at(words, place, term) for place in range(len(words))) for term in terms)


def _stands_at(words: Sequence[str], place: int, term: Term) -> bool:
    found = tuple(words[place : place + len(term.words)])
    if not term.prefix:
        return found == term.words
    return len(found) == len(term.words) and found[:-1] == term.words[:-1] and found[-1].startswith(term.words[-1])
