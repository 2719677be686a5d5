"""Phrases around a common noun: what they are called, and when a shorter one takes a fuller one up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wortlaut.extract.mentions import MentionTables
from wortlaut.model import Token

_LONGEST_GENITIVE = 2
_STEM = 5  # letters that two forms of an adjective share


class Nominal(NamedTuple):
    """A phrase around a common noun that an actor goes by: where it ends, its head, whether more tells which it is."""

    last: int
    head: str
    modified: bool
    actor: str


def in_base_form(words: Sequence[Token], text: str, tables: MentionTables) -> str:
    """ "des norländischen Ministeriums" is the "norländische Ministerium"."""
    head = next((at for at, t in enumerate(words) if t.tag == "NN"), None)
    if head is None or any(t.tag != "ADJA" for t in words[:head]):
        return text[words[0].start : words[-1].end]
    noun = words[head]
    base = noun.lemma if is_genitive(noun) else noun.text
    described = [tables.base_adjective(t.text) for t in words[:head]]
    return " ".join((*described, base)) + text[noun.end : words[-1].end]


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
