"""Names in a text: their parts, the titles in front of them, and what kind of actor bears them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Literal

from wortlaut.model import Token
from wortlaut.text.lexicon import read_table
from wortlaut.text.morphology import QUOTATION_MARKS

Kind = Literal["person", "media", "organisation", "unknown"]


@dataclass(frozen=True, slots=True)
class MentionTables:
    """Words that tell what a name is: titles, media nouns, anonymous sources, particles inside names, pronouns."""

    titles: frozenset[str]
    media: frozenset[str]
    anonymous: frozenset[str]
    particles: frozenset[str]
    personal: frozenset[str]

    @classmethod
    def read(cls, folder: Traversable) -> MentionTables:
        """Read `words.tsv` of the pack's folder `mentions`."""
        rows = read_table(folder, "words.tsv", ("word", "use", "origin"), unique=False)
        use = {row["use"]: {r["word"] for r in rows if r["use"] == row["use"]} for row in rows}
        return cls(
            *(frozenset(use[name]) for name in ("title", "media", "anonymous", "name particle", "personal pronoun"))
        )

    def is_title(self, word: str) -> bool:
        """Whether the noun is an office or a title, or ends with one ("Außenminister")."""
        return any(word.endswith(title) for title in self.titles)

    def is_anonymous(self, words: set[str]) -> bool:
        """Whether one of the words is a source that has no name ("Augenzeugen", "Regierungskreise")."""
        return any(word.endswith(source) for word in words for source in self.anonymous)


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: its text, its parts, the titles in front of it, and the token behind it."""

    text: str
    parts: tuple[str, ...]
    titles: tuple[str, ...]
    kind: Kind
    last: int

    @property
    def is_person(self) -> bool:
        """Whether the name is known to be a person's."""
        return self.kind == "person"


def find_names(tokens: Sequence[Token], tables: MentionTables) -> Iterator[Name]:
    """All names of the text in order."""
    at = 0
    while at < len(tokens):
        if tokens[at].tag == "NE":
            end = _name_end(tokens, at, len(tokens), tables)
            yield _name(tokens, at, end, tables)
            at = end
        else:
            at += 1


def name_in(tokens: Sequence[Token], span: tuple[int, int], tables: MentionTables) -> Name | None:
    """The name that a phrase is built around: "Ministerin Kara Bell", "die Nachrichtenagentur NPA", "Lawrow".

    A name that only modifies the head is not it: "die Regierung von Norland".
    """
    first, last = span
    for at in range(first, last):
        token = tokens[at]
        if token.tag == "NE":
            return _name(tokens, at, _name_end(tokens, at, last, tables), tables)
        if token.tag in {"APPR", "APPRART", "$,", "KON"} or (token.tag == "ART" and at > first):
            return _name_in_apposition(tokens, at, last, tables) if token.tag == "$," else None
    return None


def _name_in_apposition(tokens: Sequence[Token], comma: int, last: int, tables: MentionTables) -> Name | None:
    """ "Der Sprecher der Partei, Tom Hale,": the name behind the comma."""
    if comma + 1 < last and tokens[comma + 1].tag == "NE":
        return _name(tokens, comma + 1, _name_end(tokens, comma + 1, last, tables), tables)
    return None


def _name_end(tokens: Sequence[Token], at: int, last: int, tables: MentionTables) -> int:
    end = at + 1
    while end < last:
        if tokens[end].tag in {"NE", "FM"}:
            end += 1
        elif tokens[end].text.lower() in tables.particles and end + 1 < last and tokens[end + 1].tag == "NE":
            end += 2
        else:
            break
    return end


def _name(tokens: Sequence[Token], at: int, end: int, tables: MentionTables) -> Name:
    titles = []
    before = at - 1
    while before >= 0 and (tokens[before].tag == "NN" or tokens[before].text in QUOTATION_MARKS):
        titles.append(tokens[before].text.lower())
        before -= 1
    parts = tuple(t.text for t in tokens[at:end])
    return Name(" ".join(parts), parts, tuple(titles), _kind(parts, titles, tables), end)


def _kind(parts: tuple[str, ...], titles: Sequence[str], tables: MentionTables) -> Kind:
    if any(tables.is_title(title) for title in titles):
        return "person"
    if any(title.endswith(tuple(tables.media)) for title in titles):
        return "media"
    return "unknown"
