"""Noun phrases with their heads and the cases that they can stand in.

A base phrase is what stands between determiner and noun: "das russische Außenministerium". Names and titles
that follow each other are one phrase ("Ministerin Kara Bell"). `widen` adds what belongs to the head and follows it:
genitives, "von"-phrases, brackets and appositions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from typing import Literal

from wortlaut.model import Phrase, Token
from wortlaut.text.lexicon import read_table
from wortlaut.text.morphology import QUOTATION_MARKS

Case = Literal["nom", "gen", "dat", "acc"]
ALL_CASES: frozenset[str] = frozenset({"nom", "gen", "dat", "acc"})

DETERMINERS = frozenset({"ART", "PDAT", "PIAT", "PPOSAT", "PWAT"})
NOUNS = frozenset({"NN", "NE", "FM", "XY"})
PRONOUNS = frozenset({"PPER", "PDS", "PIS", "PPOSS", "PWS"})
_INNER = DETERMINERS | {"ADJA", "CARD", "TRUNC", "PIS", "PIDAT"}
_LONGEST_NAME_IN_MARKS = 7
_LONGEST_ATTRIBUTE = 9


@dataclass(frozen=True, slots=True)
class PhraseTables:
    """Forms of determiners and pronouns with their cases, and the prepositions that attach to a noun before them."""

    cases: Mapping[str, frozenset[str]]
    attributive: frozenset[str]
    conjunctions: frozenset[str]
    feminine: tuple[str, ...] = ()
    masculine: tuple[str, ...] = ()
    genitive: tuple[str, ...] = ()

    @classmethod
    def read(cls, folder: Traversable) -> PhraseTables:
        """Read `case_forms.tsv` and `attachments.tsv`."""
        cases = read_table(folder, "case_forms.tsv", ("form", "cases", "origin"))
        words = read_table(folder, "attachments.tsv", ("word", "kind", "origin"))
        return cls(
            {row["form"]: frozenset(row["cases"].split()) for row in cases},
            frozenset(row["word"] for row in words if row["kind"] == "attributive"),
            frozenset(row["word"] for row in words if row["kind"] == "coordinating"),
            tuple(row["word"] for row in words if row["kind"] == "feminine"),
            tuple(row["word"] for row in words if row["kind"] == "masculine"),
            tuple(row["word"] for row in words if row["kind"] == "genitive plural"),
        )

    def without(self, words: frozenset[str]) -> PhraseTables:
        """The same tables, but with these prepositions no longer attributive."""
        return replace(self, attributive=self.attributive - words) if words else self


def find_phrases(tokens: Sequence[Token], first: int, last: int) -> tuple[Phrase, ...]:
    """The base noun phrases of tokens ``[first, last)``, from left to right; none overlaps another."""
    phrases: list[Phrase] = []
    at = first
    while at < last:
        end = _phrase_end(tokens, at, last)
        if end is None:
            at += 1
            continue
        preposition = at - 1 if at > first and tokens[at - 1].tag in {"APPR", "APPRART"} else None
        head = max((i for i in range(at, end) if tokens[i].tag in NOUNS or tokens[i].tag in PRONOUNS), default=end - 1)
        phrases.append(Phrase(at, end, head, preposition))
        at = end
    return tuple(phrases)


def _phrase_end(tokens: Sequence[Token], start: int, last: int) -> int | None:
    """The end of the phrase that begins at `start`, or None where none begins there."""
    if tokens[start].tag in {"PPER", "PDS"} and not _is_possessor(tokens, start, last):
        return start + 1
    at, nominal = start, False
    if tokens[start].tag == "PDS":
        at = start + 1
    if tokens[start].tag == "TRUNC" and start + 2 < last and tokens[start + 1].tag == "KON":
        # "Kongress- und Regierungskreise": the first part of a compound stands for itself.
        at = start + 2
    while at < last:
        tag = tokens[at].tag
        if at > start and not nominal and (behind := _extended_attribute(tokens, at, last)) is not None:
            at = behind
        elif tag in NOUNS or (tag == "PIS" and at == start):
            if nominal and _begins_another(tokens[at - 1], tokens[at]):
                break
            nominal, at = True, at + 1
        elif (tag in DETERMINERS and at > start) or (
            tag == "CARD" and nominal and at + 1 < last and tokens[at + 1].tag == "NN"
        ):
            break
        elif tag in _INNER and not (nominal and tag not in {"CARD"}):
            at += 1
            nominal = nominal or tag == "CARD"
        elif tag in {"ADV", "ADJD", "PTKNEG"} and at > start and not nominal and _adjective_follows(tokens, at, last):
            at += 1
        elif tokens[at].text in QUOTATION_MARKS and (behind := _name_in_marks(tokens, at, last)) is not None:
            nominal, at = True, behind
        else:
            break
    return at if nominal else None


def _is_possessor(tokens: Sequence[Token], at: int, last: int) -> bool:
    """ "deren Vorsitzende Almut Kern": a demonstrative right before a noun stands in the place of an article."""
    return tokens[at].tag == "PDS" and at + 1 < last and tokens[at + 1].tag == "NN"


def _extended_attribute(tokens: Sequence[Token], at: int, last: int) -> int | None:
    """ "einer [am Dienstag veröffentlichten] Studie": the adjective that ends what stands between article and noun."""
    opens = tokens[at].tag in {"APPR", "APPRART", "ADV", "ADJD", "CARD"}
    if not opens or tokens[at - 1].tag not in DETERMINERS:
        return None
    for end in range(at + 1, min(last - 1, at + _LONGEST_ATTRIBUTE)):
        if (
            tokens[end].mood is not None
            or tokens[end].tag in {"$,", "$."}
            or (tokens[end].tag in DETERMINERS and end == at)
        ):
            return None
        if (
            tokens[end].tag == "ADJA"
            and tokens[end + 1].tag in NOUNS
            and tokens[end - 1].tag not in DETERMINERS | {"APPR", "APPRART"}
        ):
            return end
    return None


def _begins_another(noun: Token, following: Token) -> bool:
    """ "laut Ministerium Arbeiten", "die Gruppen Bürger": two nouns of which one is inflected are two phrases."""
    if noun.tag != "NN" or following.tag != "NN":
        return False
    genitive = noun.text.endswith("s")
    return not genitive and (is_inflected(noun) or is_inflected(following))


def _adjective_follows(tokens: Sequence[Token], at: int, last: int) -> bool:
    """ "eine sehr große Mehrheit": an adverb inside a phrase stands before an adjective."""
    return at + 1 < last and tokens[at + 1].tag in {"ADJA", "CARD", "ADV", "ADJD"} and at + 2 < last


def _name_in_marks(tokens: Sequence[Token], at: int, last: int) -> int | None:
    """The token behind a name in quotation marks that opens at `at`: die „Nordpost“."""
    for close in range(at + 2, min(last, at + _LONGEST_NAME_IN_MARKS)):
        if tokens[close].text in QUOTATION_MARKS:
            inside = tokens[at + 1 : close]
            opens = inside[0].text[:1].isupper() or inside[0].tag == "ADJA"
            named = opens and inside[-1].tag in NOUNS | {"CARD", "ADJA"}
            return close + 1 if named and all(t.tag not in {"$,", "$."} and t.mood is None for t in inside) else None
    return None


def cases(tokens: Sequence[Token], phrase: Phrase, tables: PhraseTables) -> frozenset[str]:
    """The cases that the phrase can stand in, as its first determiner or pronoun tells."""
    token = tokens[phrase.first]
    if token.tag == "PDS" and phrase.last - phrase.first > 1:
        # "deren Vorsitzende": the genitive is the owner's, the phrase can stand in any case.
        return tables.cases.get(token.text.lower(), ALL_CASES) - {"gen"} or ALL_CASES
    if token.tag in DETERMINERS or token.tag in PRONOUNS:
        possible = tables.cases.get(token.text.lower(), ALL_CASES)
        if token.tag == "PPOSAT" and possible == {"gen"}:  # "deren neuer Vorsitzender"
            return ALL_CASES
        # "der Zeitung": before a feminine noun a form that is nominative or dative is dative.
        feminine = {"nom", "dat"} <= possible and possible != ALL_CASES and _is_feminine(tokens, phrase, tables)
        return possible - {"nom"} if feminine else possible
    return ALL_CASES


def _is_feminine(tokens: Sequence[Token], phrase: Phrase, tables: PhraseTables) -> bool:
    """Whether the phrase begins with a noun whose ending shows that it is feminine; names tell no gender."""
    noun = next((t for t in tokens[phrase.first : phrase.last] if t.tag in NOUNS), None)
    if noun is None or noun.tag != "NN":
        return False
    return noun.text.lower().endswith(tables.feminine) and not noun.text.lower().endswith(tables.masculine)


def is_plural(tokens: Sequence[Token], phrase: Phrase) -> bool | None:
    """Whether the phrase is plural, as its first noun tells; None where the form does not tell."""
    inside = tokens[phrase.first : phrase.last]
    noun = next((t for t in inside if t.tag == "NN"), None) or next((t for t in inside if t.tag == "NE"), None)
    if noun is None:
        return None
    if noun.tag == "NE":
        return False
    numbers = [t.text for t in inside if t.tag == "CARD" and t.index < noun.index]
    if numbers:
        return numbers[0] != "1"
    if inside[0].tag in DETERMINERS | {"ADJA"} and is_inflected(noun):
        return True
    return None


def is_inflected(noun: Token) -> bool:
    """Whether a noun does not stand in its base form; an abbreviation in capitals always does."""
    return not noun.text.isupper() and noun.text.casefold() != noun.lemma.casefold()


def widen(tokens: Sequence[Token], phrase: Phrase, last: int, tables: PhraseTables) -> tuple[int, int]:
    """The phrase with all that belongs to its head and follows it, as a token range that ends before `last`.

    Taken in: genitives, phrases with an attributive preposition ("der Sprecher von Norland"), coordinated phrases,
    brackets ("Kara Bell (NVP)") and, between commas, an apposition.
    """
    end = phrase.last
    while (grown := _grow(tokens, end, last, tables)) is not None:
        end = grown
    return phrase.first, end


def _grow(tokens: Sequence[Token], end: int, last: int, tables: PhraseTables) -> int | None:
    """One more constituent after `end`, or None."""
    if end >= last:
        return None
    token = tokens[end]
    if token.text == "(":
        close = next((i for i in range(end + 1, min(last, end + 12)) if tokens[i].text == ")"), None)
        return None if close is None else close + 1
    if token.text.lower() in tables.attributive and token.tag in {"APPR", "APPRART"}:
        return _phrase_end(tokens, end + 1, last) if end + 1 < last else None
    if token.text.lower() in tables.conjunctions and token.tag in {"KON", "ADV"} and end + 1 < last:
        return _phrase_end(tokens, end + 1, last)
    genitive = token.tag in DETERMINERS and "gen" in tables.cases.get(token.text.lower(), frozenset())
    if (genitive and tokens[end - 1].tag != "NE") or _is_bare_genitive(tokens, end, last, tables):
        return _phrase_end(tokens, end, last)
    return None


def _is_bare_genitive(tokens: Sequence[Token], at: int, last: int, tables: PhraseTables) -> bool:
    """ "Angaben norländischer Behörden": right behind a noun an adjective with this ending begins a genitive plural."""
    adjective = tokens[at].tag == "ADJA" and tokens[at].text.lower().endswith(tables.genitive)
    return adjective and at + 1 < last and tokens[at + 1].tag == "NN" and tokens[at - 1].tag == "NN"
