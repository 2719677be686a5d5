"""Names in a text: their parts, their titles in front or in apposition, what kind of actor bears them, man or woman.

A surname that is a common noun as well ("Adler") counts as a name where the text has named the whole person before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from typing import Literal
from unicodedata import combining, normalize

from wortlaut.grammar.chunks import is_inflected
from wortlaut.model import Token
from wortlaut.text.lexicon import read_table
from wortlaut.text.morphology import NO_WORD, QUOTATION_MARKS

Kind = Literal["person", "media", "organisation", "unknown"]
ActorKind = Literal["person", "state", "government", "organisation", "group", "media", "anonymous", "unknown"]
Gender = Literal["feminine", "masculine"]

_NAME_TAGS = frozenset({"NE", "FM"})
_LONGEST_PARTICLES = 3
_LONGEST_APPOSITION = 12
_ARTICLES = frozenset({"ART", "PPOSAT", "PDAT"})
_BINDS = _ARTICLES | {"PIAT", "PIDAT", "PWAT", "PDS", "PRELAT", "ADJA", "CARD", "APPRART", "TRUNC", "NE", "FM"}
"""What makes a noun behind it part of a phrase with it."""


@dataclass(frozen=True, slots=True)
class MentionTables:
    """Words that tell what a name is: titles, media nouns, anonymous sources, particles inside names, pronouns."""

    uses: Mapping[str, frozenset[str]]
    first_names: Mapping[str, Gender]
    spellings: tuple[tuple[str, str], ...] = ()
    taken_up: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For a noun the ends of those that it can take up: "Staatsoberhaupt" a "Präsident" or a "König"."""

    @classmethod
    def read(cls, folder: Traversable) -> MentionTables:
        """Read `words.tsv`, `first_names.tsv`, `spellings.tsv` and `takes_up.tsv` of the pack's folder `mentions`."""
        uses: dict[str, set[str]] = {}
        for row in read_table(folder, "words.tsv", ("word", "use", "origin"), unique=False):
            uses.setdefault(row["use"], set()).add(row["word"])
        first_names: dict[str, Gender] = {
            row["name"]: "feminine" if row["gender"] == "feminine" else "masculine"
            for row in read_table(folder, "first_names.tsv", ("name", "gender", "origin"))
        }
        spellings = read_table(folder, "spellings.tsv", ("spelling", "folds_to", "origin"))
        return cls(
            {use: frozenset(words) for use, words in uses.items()},
            first_names,
            tuple((row["spelling"], row["folds_to"]) for row in spellings),
            {
                row["word"]: tuple(row["takes_up"].split())
                for row in read_table(folder, "takes_up.tsv", ("word", "takes_up", "origin"))
            },
        )

    def fold(self, name: str) -> str:
        """A key that a name shares with its other spellings: "Lawrow" and "Lavrov"."""
        folded = name.lower()
        for spelling, other in self.spellings:
            folded = folded.replace(spelling, other)
        return folded

    def words(self, use: str) -> frozenset[str]:
        """The pack's words for one use."""
        return self.uses[use]

    def is_title(self, word: str) -> bool:
        """Whether the noun is an office or a title, or ends with one ("Außenminister")."""
        return word.endswith(tuple(self.uses["title"]))

    def has_name_behind(self, noun: str) -> bool:
        """Whether a proper name can follow the noun as its apposition: "der Autobauer Nordwerk"."""
        return noun.endswith(tuple(self.uses["noun before name"])) and not self.has_place_behind(noun)

    def has_place_behind(self, noun: str) -> bool:
        """Whether what follows the noun is where it belongs: "die Polizei Norhafen"."""
        return noun.endswith(tuple(self.uses["noun before place"]))

    def can_take_up(self, noun: str, other: str) -> bool:
        """Whether the noun can stand for another one spoken of before: "Staatsoberhaupt" for "Präsident"."""
        return other.endswith(self.taken_up.get(noun, ()))

    def is_dative_plural(self, noun: str, lemma: str) -> bool:
        """Whether the noun has the ending of the dative plural: "Lokführern", but no "Bauern" or "Schwestern"."""
        (ending,) = self.uses["dative plural ending"]
        plural = noun.removesuffix(ending)
        small = lemma.lower()
        if plural == noun or noun == lemma or small.endswith(tuple(self.uses["plural like dative"])):
            return False
        if _count_marks(plural) > _count_marks(lemma):  # "Kräften" of "Kraft": the plural changes its vowel
            return True
        return plural.endswith(tuple(self.uses["plural ending before dative"])) and self.gender((small,)) != "feminine"

    def base_adjective(self, word: str) -> str:
        """An adjective as it stands behind a definite article in the nominative: "norländischen" is "norländische"."""
        (base,) = self.uses["base adjective ending"]
        if word.endswith(tuple(self.uses["invariable ending"])) and word[:1].isupper():  # "Hamburger"
            return word
        for ending in sorted(self.uses["adjective ending"], key=len, reverse=True):
            if word.endswith(ending):
                return word.removesuffix(ending) + base
        return word

    def kind_of(self, noun: str, words: set[str], *, plural: bool) -> ActorKind:
        """What kind of actor a phrase around a common noun is."""
        if self.is_anonymous(words):
            return "anonymous"
        if noun.endswith(tuple(self.uses["media"])):
            return "media"
        if noun.endswith(tuple(self.uses["government noun"])):
            return "government"
        if noun.endswith(tuple(self.uses["organisation noun"] | self.uses["organisation word"])):
            return "organisation"
        if plural or noun.endswith(tuple(self.uses["group noun"])):
            return "group"
        return "person" if self.is_title(noun) else "unknown"

    def is_anonymous(self, words: set[str]) -> bool:
        """Whether one of the words is a source that has no name ("Augenzeugen", "Regierungskreise")."""
        return any(word.endswith(tuple(self.uses["anonymous"])) for word in words)

    def gender(self, titles: Sequence[str], article: str = "") -> Gender | None:
        """Man or woman, as the titles tell; None where they do not.

        Titles declined like adjectives go by the article in front: "der Abgeordnete", "die Abgeordnete".
        """
        for title in titles:
            if title.endswith(tuple(self.uses["adjectival title"])) and article in self.uses["masculine article"]:
                return "masculine"
            if title.endswith(tuple(self.uses["feminine title"])):
                return "feminine"
            if title.endswith(tuple(self.uses["title of either"])):
                return None
        return "masculine" if any(self.is_title(title) for title in titles) else None

    def gender_of_name(self, parts: Sequence[str]) -> Gender | None:
        """Man or woman, as the first name in front of a surname tells."""
        return self.first_names.get(parts[0].split("-")[0]) if len(parts) > 1 else None


def _count_marks(word: str) -> int:
    """How many of its letters have a mark on top: ä, ö, ü."""
    return sum(combining(letter) > 0 for letter in normalize("NFD", word))


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
    yield from _names(tag_names(tokens, tables), tables)


def tag_names(tokens: Sequence[Token], tables: MentionTables) -> Sequence[Token]:
    """The tokens with what the tagger did not know for a name tagged as one.

    That is a first name taken for no word, and a lone noun that is the surname of somebody named in full before:
    "Bruno Adler kam. … , so Adler". "Im Sommer" stays the season: it has an article.
    """
    tagged = [replace(t, tag="NE") if _is_unread_name(tokens, at) else t for at, t in enumerate(tokens)]
    for at in range(len(tokens) - 1):
        if _opens_full_name(tokens, at, tables):
            tagged[at : at + 2] = [replace(token, tag="NE") for token in tokens[at : at + 2]]
        elif _is_apposed_name(tokens, at + 1, tables):
            tagged[at + 1] = replace(tokens[at + 1], tag="NE")
    surnames: dict[str, int] = {}
    for name in _names(tagged, tables):
        if len(name.parts) > 1 and name.kind != "media" and name.parts[0].istitle():
            surnames.setdefault(name.parts[-1], name.last)
    for at, token in enumerate(tokens):
        if token.tag == "NN" and surnames.get(token.text, len(tokens)) <= at and _stands_alone(tokens, at, tables):
            tagged[at] = replace(token, tag="NE")
    return tagged


def _is_unread_name(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    named = token.tag == NO_WORD and token.sentence >= 0 and token.text.istitle() and token.text.isalpha()
    return named and at + 1 < len(tokens) and tokens[at + 1].tag == "NE"


def _opens_full_name(tokens: Sequence[Token], at: int, tables: MentionTables) -> bool:
    """A first name behind a title and in front of a noun: "Präsidentin Ines Korb"."""
    first, second = tokens[at], tokens[at + 1]
    if first.text not in tables.first_names or first.tag in _NAME_TAGS or second.tag not in {"NN", "NE"}:
        return False
    before = tokens[at - 1] if at > 0 else None
    return before is not None and before.tag == "NN" and tables.is_title(before.text.lower())


def _is_apposed_name(tokens: Sequence[Token], at: int, tables: MentionTables) -> bool:
    """A noun in its base form right behind one that takes a name: "der Autobauer Nordwerk"."""
    noun, head = tokens[at], tokens[at - 1]
    both = noun.tag == head.tag == "NN" and tables.has_name_behind(head.text.lower())
    return both and not is_inflected(noun) and not is_inflected(head) and at > 1 and tokens[at - 2].tag in _BINDS


def _stands_alone(tokens: Sequence[Token], at: int, tables: MentionTables) -> bool:
    """Whether a noun has nothing in front that makes it a common noun, save a title: "Minister Krug", "so Adler"."""
    if at + 1 < len(tokens) and tokens[at + 1].tag in _NAME_TAGS:
        return False
    before = tokens[at - 1]
    return before.tag not in _BINDS and (before.tag != "NN" or tables.is_title(before.text.lower()))


def _names(tokens: Sequence[Token], tables: MentionTables) -> Iterator[Name]:
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
        elif token.tag in _NAME_TAGS and _belongs_to_another(tokens, at, span, tables):
            modifies = True
        elif token.tag in _NAME_TAGS and not modifies and not _is_genitive_of_title(tokens, at, last, tables):
            return _name(tokens, at, _name_end(tokens, at, last, tables), tables)
        elif token.tag in {"APPR", "APPRART", "KON"} or (token.tag == "ART" and at > first):
            modifies = True
    return None


def _belongs_to_another(tokens: Sequence[Token], at: int, span: tuple[int, int], tables: MentionTables) -> bool:
    """Whether the name only tells whose or where the noun beside it is."""
    behind = at > span[0] and (_is_place_of(tokens, at, tables) or _is_behind_title(tokens, at, span[1], tables))
    return behind or _is_genitive_of_government(tokens, at, *span, tables)


def _is_behind_title(tokens: Sequence[Token], at: int, last: int, tables: MentionTables) -> bool:
    """ "der Innenminister Norlands, Jonas Krug": a genitive between a title and the name in apposition."""
    apposed = at + 2 < last and tokens[at + 1].tag == "$," and tokens[at + 2].tag in _NAME_TAGS
    return apposed and tokens[at].text.endswith("s") and _is_office(tokens[at - 1], tables)


def _is_genitive_of_government(tokens: Sequence[Token], at: int, first: int, last: int, tables: MentionTables) -> bool:
    """ "Sudaviens Regierung", "die Regierung Sudaviens"."""
    beside = [tokens[i] for i in (at - 1, at + 1) if first <= i < last]
    nouns = tuple(tables.words("government noun"))
    return tokens[at].text.endswith("s") and any(t.tag == "NN" and t.lemma.lower().endswith(nouns) for t in beside)


def _is_place_of(tokens: Sequence[Token], at: int, tables: MentionTables) -> bool:
    """ "die Polizei Norhafen": the name behind an institution tells where it is."""
    before = tokens[at - 1]
    return before.tag == "NN" and tables.has_place_behind(before.text.lower())


def _is_genitive_of_title(tokens: Sequence[Token], at: int, last: int, tables: MentionTables) -> bool:
    """ "Norlands Präsident Tom Hale", "Norhafens neue Bürgermeisterin": the place in front is not the name."""
    head = at + 1
    while head < last and tokens[head].tag == "ADJA":
        head += 1
    if head >= last or tokens[head].tag != "NN":
        return False
    return tokens[at].text.endswith("s") and tables.is_title(tokens[head].text.lower())


def _name_end(tokens: Sequence[Token], at: int, last: int, tables: MentionTables) -> int:
    end = at + 1
    if at > 0 and tokens[at - 1].text in tables.words("genitive article") and tokens[at].text.endswith("s"):
        return end  # "Präsident des Kosovos Hashim …"
    while end < last:
        named = tokens[end].tag in _NAME_TAGS and tokens[end].text[:1].isalpha()
        if named or _looks_like_surname(tokens, end, tables):
            end += 1
            continue
        particles = end
        while particles < last and tokens[particles].text in tables.words("name particle"):
            particles += 1
        joins = end < particles <= end + _LONGEST_PARTICLES and _joins(tokens, at, end, tables)
        if joins and particles < last and tokens[particles].text.istitle():
            end = particles + 1
        else:
            break
    return end


def _joins(tokens: Sequence[Token], at: int, end: int, tables: MentionTables) -> bool:
    """Whether the particle at `end` goes on with the name that begins at `at`.

    An article does so only behind another particle ("van der Lind" against "lobte Almut Kern den Entwurf"), a
    preposition only behind first names ("Mara von der Lind" against "Mara Horn von der Universität").
    """
    if tokens[end].tag in _ARTICLES:
        return tokens[end - 1].text in tables.words("name particle")
    if tokens[end].tag not in {"APPR", "APPRART", "PTKZU"}:
        return True
    return end == at + 1 or tokens[end - 1].text in tables.first_names


def _looks_like_surname(tokens: Sequence[Token], at: int, tables: MentionTables) -> bool:
    """A word with a capital right behind a first name that the tagger takes for something else: "Marek Kaminski"."""
    token = tokens[at]
    if token.tag == "NN":
        titled = tokens[at - 1].text in tables.first_names or (at > 1 and tables.is_title(tokens[at - 2].text.lower()))
        return not tables.is_title(token.text.lower()) and (titled or not tokens[at - 1].text.endswith("s"))
    return (
        token.text[:1].isupper() and token.text[1:].islower() and token.tag in {"ADJA", "ADJD", "VVFIN", "VVIMP", "PIS"}
    )


def _name(tokens: Sequence[Token], at: int, end: int, tables: MentionTables) -> Name:
    titles: list[str] = []
    before = at - 1
    while before >= 0 and (tokens[before].tag == "NN" or tokens[before].text in QUOTATION_MARKS):
        titles.append(_title(tokens[before], tables))
        before -= 1
    article = before
    if not any(tables.is_title(title) for title in titles):
        head = _title_before(tokens, at, end, tables)
        head = _title_behind(tokens, end, tables) if head is None else head
        if head is not None:
            titles.append(_title(tokens[head], tables))
            article = head - 1
    while end - at > 2 and tables.is_title(tokens[at].text.lower()):
        titles.append(tokens[at].text.lower())  # "Richter Klaus Sommer": the tagger takes it for a name
        at += 1
    parts = tuple(t.text for t in tokens[at:end])
    kind = _kind(titles, tables)
    gender = None
    if kind != "media":
        told = tables.gender(titles, tokens[article].text.lower() if article >= 0 else "")
        gender = told or tables.gender_of_name(parts)
    return Name(at, end, parts, tuple(titles), "person" if gender is not None else kind, gender)


def _title(noun: Token, tables: MentionTables) -> str:
    """The title as it stands, or its base form where only that is one: "des Präsidenten"; other nouns as they stand."""
    text, lemma = noun.text.lower(), noun.lemma.lower()
    return lemma if not tables.is_title(text) and tables.is_title(lemma) else text


def _is_office(noun: Token, tables: MentionTables) -> bool:
    return noun.tag == "NN" and tables.is_title(_title(noun, tables))


def _title_before(tokens: Sequence[Token], at: int, end: int, tables: MentionTables) -> int | None:
    """ "der Präsident des Verbands, Georg Stahl,": the head of the phrase that the name stands in apposition to."""
    closed = end < len(tokens) and tokens[end].tag in {"$,", "$."}
    if at < 2 or tokens[at - 1].tag != "$," or not closed:
        return None
    noun = at - 2
    while noun > max(0, at - _LONGEST_APPOSITION) and tokens[noun].tag in {"NN", "NE"}:
        start = noun
        while start > 0 and tokens[start - 1].tag in {"ADJA", "CARD", "NN", "NE"}:
            start -= 1
        before = start - 1
        article = before if before >= 0 and tokens[before].tag in _ARTICLES else None
        while before >= 0 and tokens[before].tag in _ARTICLES | {"APPR", "APPRART"}:
            before -= 1
        if before == start - 1 or before < 0 or tokens[before].tag not in {"NN", "NE"}:
            return noun if article is not None and _is_office(tokens[noun], tables) else None
        noun = before
    return None


def _title_behind(tokens: Sequence[Token], end: int, tables: MentionTables) -> int | None:
    """ "Kara Bell, Ministerin für Verkehr,": the head of the apposition that follows the name between commas."""
    if end + 1 >= len(tokens) or tokens[end].tag != "$,":
        return None
    head = end + 1
    while head + 1 < len(tokens) and tokens[head].tag in {"ART", "ADJA"}:
        head += 1
    if not _is_office(tokens[head], tables) or tokens[head + 1 : head + 2] == []:
        return None
    for at in range(head + 1, min(len(tokens), end + _LONGEST_APPOSITION)):
        if tokens[at].tag in {"$,", "$."}:
            return head
        if (
            tokens[at].mood is not None
            or tokens[at].tag in {"KON", "$("}
            or (at == head + 1 and tokens[at].tag == "NE")
        ):
            return None
    return None


def _kind(titles: Sequence[str], tables: MentionTables) -> Kind:
    if any(tables.is_title(title) for title in titles):
        return "person"
    if any(title.endswith(tuple(tables.words("media"))) for title in titles):
        return "media"
    return "organisation" if any(tables.has_name_behind(title) for title in titles) else "unknown"
