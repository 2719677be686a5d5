"""Where times stand: the report that they are read in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wortlaut.extract.timex.moment import Anchor
from wortlaut.model import Clause, Sentence, Token

Ranges = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Speech:
    """Token ranges of words that somebody said, and of the frame that says so; `direct` are words as they were said."""

    quote: Ranges
    frame: Ranges
    direct: bool


@dataclass(frozen=True, slots=True)
class Report:
    """The tokens, sentences and clauses of a report, what is said in it, and the day that its times count from."""

    identity: str
    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    clauses: Sequence[Clause]
    speeches: Sequence[Speech]
    anchor: Anchor | None

    def paragraph_of(self, token: int) -> int:
        """The paragraph that a token stands in; -1 for one outside every sentence."""
        sentence = self.tokens[token].sentence
        return self.sentences[sentence].paragraph if sentence >= 0 else -1
