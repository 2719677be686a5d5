"""Phrases around a common noun: what they are called, and when a shorter one takes a fuller one up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

from wortlaut.extract.mentions import Gender, MentionTables, Name
from wortlaut.model import Token

_LONGEST_GENITIVE = 2
_PLACE = 4  # letters that the name of a state and its adjective share at least
_ENDING = 4  # letters that may differ behind them
_STEM = 5  # letters that two forms of an adjective share


class Nominal(NamedTuple):
    """A phrase around a common noun that an actor goes by.

    Where it ends, its head, whether more than the head tells which it is, a key of the state that it belongs to, and
    whether it means several.
    """

    last: int
    head: str
    modified: bool
    place: str | None
    actor: str
    many: bool = False

    @classmethod
    def of(cls, words: Sequence[Token], actor: str, *, many: bool = False) -> Nominal | None:
        """What is kept of a phrase; None without a common noun."""
        head = next((t for t in words if t.tag == "NN"), None)
        if head is None:
            return None
        return cls(words[-1].index + 1, head.lemma.lower(), is_modified(words), place_of(words), actor, many)


def place_of(words: Sequence[Token]) -> str | None:
    """The word for where an institution belongs: "sudavische", "Sudaviens"; without accents, in small letters."""
    told = [t.text for t in words if t.tag in {"ADJA", "NE"}]
    return normalize("NFD", told[0].lower()).encode("ascii", "ignore").decode() if len(told) == 1 else None


def is_same_place(one: str, other: str) -> bool:
    """Whether two such words can mean one place: all but their endings is the same."""
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= max(_PLACE, min(len(one), len(other)) - _ENDING)


def same_institution(nominals: Sequence[Nominal], words: Sequence[Token]) -> str | None:
    """ "Sudaviens Regierung" is "die sudavische Regierung" that was named before."""
    wanted = Nominal.of(words, "")
    if wanted is None or wanted.place is None:
        return None
    same = (n for n in nominals if n.head == wanted.head and n.place is not None)
    return next((n.actor for n in same if is_same_place(n.place or "", wanted.place)), None)


def only_one(nominals: Sequence[Nominal], head: str) -> str | None:
    """ "Seine Regierung": the only government spoken of so far."""
    actors = {n.actor for n in nominals if n.head == head}
    return next(iter(actors)) if len(actors) == 1 else None


def in_base_form(words: Sequence[Token], text: str, tables: MentionTables) -> str:
    """ "des norländischen Ministeriums" is the "norländische Ministerium"."""
    head = next((at for at, t in enumerate(words) if t.tag == "NN"), None)
    if head is None or any(t.tag != "ADJA" for t in words[:head]):
        return text[words[0].start : words[-1].end]
    noun = words[head]
    base = noun.lemma if is_genitive(noun) else noun.text
    if tables.is_dative_plural(noun.text, noun.lemma):
        base = noun.text[:-1]
    described = [tables.base_adjective(t.text) for t in words[:head]]
    return " ".join((*described, base)) + text[noun.end : words[-1].end]


def is_told_apart(words: Sequence[Token], name: Name, tokens: Sequence[Token]) -> bool:
    """ "die sudavische Ministerin" is not "die norländische Ministerin Bell"."""
    wanted, borne = adjective_stems(words), _adjectives_before(name, tokens)
    return bool(wanted and borne and wanted.isdisjoint(borne))


def is_described_so(words: Sequence[Token], name: Name, gender: Gender | None, tokens: Sequence[Token]) -> bool:
    """ "ihre sudavische Kollegin Mira Tolv": "die sudavische Ministerin"."""
    fits = name.is_person and name.gender in {None, gender or name.gender}
    return fits and not adjective_stems(words).isdisjoint(_adjectives_before(name, tokens))


def _adjectives_before(name: Name, tokens: Sequence[Token]) -> set[str]:
    start = name.first - len(name.titles)
    return adjective_stems(tokens[max(0, start - 2) : start])


def adjective_stems(words: Sequence[Token]) -> set[str]:
    """The stems of the adjectives."""
    return {t.text.lower()[:_STEM] for t in words if t.tag == "ADJA"}


def is_modified(words: Sequence[Token]) -> bool:
    """Whether a phrase tells more than its noun: an adjective, a name, a genitive, a preposition."""
    nouns = sum(t.tag == "NN" for t in words)
    return nouns > 1 or any(t.tag in {"ADJA", "NE", "FM", "APPR", "APPRART"} for t in words)


def is_fuller(head: str, modified: bool, wanted: str) -> bool:
    """Whether a phrase can be taken up by this noun alone: "Außenministerium" by "Ministerium"."""
    return head.endswith(wanted) and (modified or head != wanted)


def is_genitive(noun: Token) -> bool:
    """ "Ministeriums", "Geheimdienstes": the base form and an ending with s."""
    ending = noun.text.removeprefix(noun.lemma)
    return ending != noun.text and 0 < len(ending) <= _LONGEST_GENITIVE and ending.endswith("s")
