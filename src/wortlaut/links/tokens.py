"""The words of one report with where they stand: tagged once, and read from there passage by passage."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from wortlaut.links.words import Token, Vocabulary, Word, distinct
from wortlaut.model import Span

__all__ = ["Tokens"]


class Tokens:
    """The words of a text."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self._tokens = vocabulary.scan(text)
        self._starts = [token.start for token in self._tokens]

    def between(self, start: int, end: int) -> list[Token]:
        """The words that begin in a stretch of the text."""
        return list(self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)])

    def read(self, spans: Iterable[Span], without: Iterable[Span] = ()) -> tuple[Word, ...]:
        """The words of content of some spans, each once; `without` are spans that do not count."""
        skipped = tuple(without)
        return distinct(
            token.word
            for span in spans
            for token in self.between(span.start, span.end)
            if token.word is not None and not any(s.start < token.end and token.start < s.end for s in skipped)
        )

    def names(self) -> tuple[Word, ...]:
        """All names, each once."""
        return distinct(token.word for token in self._tokens if token.word is not None and token.word.is_name)
