"""Names in a text: their parts, the titles in front of them, what kind of actor bears them, and man or woman."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Literal

from wortlaut.model import Token
from wortlaut.text.lexicon import read_table
from wortlaut.text.morphology import QUOTATION_MARKS

Kind = Literal["person", "media", "unknown"]
Gender = Literal["feminine", "masculine"]

_NAME_TAGS = frozenset({"NE", "FM"})
_LONGEST_PARTICLES = 3


@dataclass(frozen=True, slots=True)
class MentionTables:
    """Words that tell what a name is: titles, media nouns, anonymous sources, particles inside names, pronouns."""

    uses: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, folder: Traversable) -> MentionTables:
        """Read `words.tsv` of the pack's folder `mentions`."""
        uses: dict[str, set[str]] = {}
        for row in read_table(folder, "words.tsv", ("word", "use", "origin"), unique=False):
            uses.setdefault(row["use"], set()).add(row["word"])
        return cls({use: frozenset(words) for use, words in uses.items()})

    def words(self, use: str) -> frozenset[str]:
        """The pack's words for one use."""
        return self.uses[use]

    def is_title(self, word: str) -> bool:
        """Whether the noun is an office or a title, or ends with one ("Außenminister")."""
        return word.endswith(tuple(self.uses["title"]))

    def is_anonymous(self, words: set[str]) -> bool:
        """Whether one of the words is a source that has no name ("Augenzeugen", "Regierungskreise")."""
        return any(word.endswith(tuple(self.uses["anonymous"])) for word in words)

    def gender(self, titles: Sequence[str]) -> Gender | None:
        """Man or woman, as the titles tell; None where they do not."""
        for title in titles:
            if title.endswith(tuple(self.uses["feminine title"])):
                return "feminine"
            if title.endswith(tuple(self.uses["title of either"])):
                return None
        return "masculine" if any(self.is_title(title) for title in titles) else None


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name at tokens ``[first, last)``: its parts, the titles in front of it, kind and gender where known."""

    first: int
    last: int
    parts: tuple[str, ...]
    titles: tuple[str, ...]
    kind: Kind
    gender: Gender | None

    @property
    def text(self) -> str:
        """The name as one string."""
        return " ".join(self.parts)

    @property
    def is_person(self) -> bool:
        """Whether the name is known to be a person's."""
        return self.kind == "person"


def find_names(tokens: Sequence[Token], tables: MentionTables) -> Iterator[Name]:
    """All names of the text in order."""
    at = 0
    while at < len(tokens):
        if tokens[at].tag in _NAME_TAGS and not _is_genitive_of_title(tokens, at, len(tokens), tables):
            name = _name(tokens, at, _name_end(tokens, at, len(tokens), tables), tables)
            yield name
            at = name.last
        else:
            at += 1


def name_in(tokens: Sequence[Token], span: tuple[int, int], tables: MentionTables) -> Name | None:
    """The name that a phrase is built around: "Ministerin Kara Bell", "die Nachrichtenagentur NPA", "Lawrow".

    A name that only modifies the head is not it ("die Regierung von Norland"), but one in apposition is ("der Sprecher
    von Norland, Tom Hale,").
    """
    first, last = span
    modifies = False
    for at in range(first, last):
        token = tokens[at]
        if token.tag == "$,":
            modifies = False
        elif token.tag in _NAME_TAGS and not modifies and not _is_genitive_of_title(tokens, at, last, tables):
            return _name(tokens, at, _name_end(tokens, at, last, tables), tables)
        elif token.tag in {"APPR", "APPRART", "KON"} or (token.tag == "ART" and at > first):
            modifies = True
    return None


def _is_genitive_of_title(tokens: Sequence[Token], at: int, last: int, tables: MentionTables) -> bool:
    """ "Norlands Präsident Tom Hale": the country in front is not the name."""
    if at + 1 >= last or tokens[at + 1].tag != "NN":
        return False
    return tokens[at].text.endswith("s") and tables.is_title(tokens[at + 1].text.lower())


def _name_end(tokens: Sequence[Token], at: int, last: int, tables: MentionTables) -> int:
    end = at + 1
    while end < last:
        named = tokens[end].tag in _NAME_TAGS and tokens[end].text[:1].isalpha()
        if named or _looks_like_surname(tokens, end, tables):
            end += 1
            continue
        particles = end
        while particles < last and tokens[particles].text in tables.words("name particle"):
            particles += 1
        if end < particles <= end + _LONGEST_PARTICLES and particles < last and tokens[particles].text.istitle():
            end = particles + 1
        else:
            break
    return end


def _looks_like_surname(tokens: Sequence[Token], at: int, tables: MentionTables) -> bool:
    """A word with a capital right behind a first name that the tagger takes for something else: "Marek Kaminski"."""
    token = tokens[at]
    if token.tag == "NN":
        titled = at > 1 and tables.is_title(tokens[at - 2].text.lower())
        return not tables.is_title(token.text.lower()) and (titled or not tokens[at - 1].text.endswith("s"))
    return (
        token.text[:1].isupper() and token.text[1:].islower() and token.tag in {"ADJA", "ADJD", "VVFIN", "VVIMP", "PIS"}
    )


def _name(tokens: Sequence[Token], at: int, end: int, tables: MentionTables) -> Name:
    titles: list[str] = []
    before = at - 1
    while before >= 0 and (tokens[before].tag == "NN" or tokens[before].text in QUOTATION_MARKS):
        titles.append(tokens[before].text.lower())
        before -= 1
    parts = tuple(t.text for t in tokens[at:end])
    return Name(at, end, parts, tuple(titles), _kind(titles, tables), tables.gender(titles))


def _kind(titles: Sequence[str], tables: MentionTables) -> Kind:
    if any(tables.is_title(title) for title in titles):
        return "person"
    if any(title.endswith(tuple(tables.words("media"))) for title in titles):
        return "media"
    return "unknown"
