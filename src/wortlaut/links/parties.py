"""Who is who in two reports: actors with what tells them apart, and how surely two of them are one.

A name, a country or an item of Wikidata tells who somebody is; a surname alone does not, for two people bear it. An
office counts with the state that it belongs to, or with a second sign beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from wortlaut.links.tokens import Tokens
from wortlaut.links.words import Token, Vocabulary, Word, cover, distinct, fold, resemble_names
from wortlaut.model import Actor, Record, Span

__all__ = ["Grade", "Party", "compare", "is_of", "make_parties"]

_PART, _WHOLE = 0.6, 0.95  # how much of the name of a body another one tells
_FULL_NAME = 2  # words of a name with first name and surname
_FRONT = 60  # characters in front of a name that may tell whose it is
_BREAK = re.compile(r"[.,;:!?\n„“”\"»«()–]")
_IN_FRONT = frozenset({"ADJA", "NN", "NE", "XY"})
_REMEMBERED = 1 << 14  # names


class Grade(IntEnum):
    """How sure it is that two actors are one."""

    OTHER = 0
    OPEN = 1
    LIKELY = 2
    SAME = 3


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of a report. `first` and `last` are the parts of a person's name, `offices` what the person is called.

    `places` are words beside the name that can tell a state or a town: "der norländische Minister".
    """

    id: str
    kind: str
    country: str | None
    wikidata: str | None
    last: str | None
    first: frozenset[str]
    offices: frozenset[str]
    places: frozenset[str]
    words: tuple[Word, ...]

    @property
    def is_named_person(self) -> bool:
        """A person who goes by a name."""
        return self.last is not None


def make_parties(record: Record, tokens: Tokens, vocabulary: Vocabulary) -> Mapping[str, Party]:
    """The actors of a report by their ids."""
    spans: dict[str, list[Span]] = {}
    for mention in record.mentions:
        if mention.actor is not None and mention.form != "pronoun":
            spans.setdefault(mention.actor, []).append(mention.span)
    return {a.id: _make_party(a, spans.get(a.id, ()), tokens, vocabulary) for a in record.actors}


def _make_party(actor: Actor, spans: Iterable[Span], tokens: Tokens, vocabulary: Vocabulary) -> Party:
    fronts = [token for span in spans for token in (*_front(tokens, span), *_behind(tokens, span))]
    named = _read_name(actor.name, vocabulary)
    names = [token.written for token in named]
    titles = {fold(word) for word in (*actor.roles, *names, *(token.written for token in fronts))}
    offices = frozenset(fold(role) for role in actor.roles) | {t for t in titles if _is_title(t, vocabulary)}
    proper = [name for name in names if name[:1].isupper() and not _is_title(fold(name), vocabulary)]
    last, first = None, frozenset[str]()
    is_office = len(names) > 1 and _is_title(fold(names[0]), vocabulary) and names[1].islower()
    if _is_person(actor, offices, names) and proper and proper[-1] == names[-1] and not is_office:
        last = vocabulary.fold_name(names[-1])
        first = frozenset(map(vocabulary.fold_name, proper[:-1]))
    own = {last, *first}
    places = {
        vocabulary.fold_name(token.written)
        for token in (*fronts, *(() if last else named))
        if not _is_title(fold(token.written), vocabulary)
        and vocabulary.tells_place(token.written, token.lemma, token.tag)
    }
    return Party(
        actor.id,
        actor.kind,
        actor.country,
        actor.wikidata,
        last,
        first,
        frozenset(offices),
        frozenset(place for place in places if place not in own and place != f"{last}s"),
        distinct(token.word for token in named),
    )


@lru_cache(_REMEMBERED)
def _read_name(name: str, vocabulary: Vocabulary) -> tuple[Token, ...]:
    return vocabulary.scan(name)


def _is_person(actor: Actor, offices: frozenset[str], names: list[str]) -> bool:
    if actor.country is not None or (actor.wikidata is not None and actor.kind != "person"):
        return False
    if actor.kind in {"unknown", "anonymous"}:
        return bool(offices) or (actor.kind == "unknown" and len(names) == _FULL_NAME)
    return actor.kind == "person"


@lru_cache(_REMEMBERED)
def _is_title(word: str, vocabulary: Vocabulary) -> bool:
    return word.endswith((*vocabulary.titles, *vocabulary.offices)) or any(
        word.startswith(t) for t in vocabulary.titles if len(t) > 6
    )


def _front(tokens: Tokens, span: Span) -> list[Token]:
    """The adjectives, names and nouns right in front of a name, and those of the mention itself."""
    before = tokens.between(span.start - _FRONT, span.start)
    kept: list[Token] = []
    for token in reversed(before):
        until = kept[-1].start if kept else span.start
        if token.tag not in _IN_FRONT or _BREAK.search(tokens.text, token.end, until):
            break
        kept.append(token)
    return [*reversed(kept), *tokens.between(span.start, span.end)]


def _behind(tokens: Tokens, span: Span) -> list[Token]:
    """The name of a place behind a preposition right behind a name: "Präsident Kolb von Ostheim"."""
    two = tokens.between(span.end, span.end + _FRONT)[:2]
    if [token.tag for token in two] != ["APPR", "NE"] or _BREAK.search(tokens.text, span.end, two[-1].end):
        return []
    return two[1:]


def is_of(one: Party, other: Party) -> bool:
    """Whether one is a state or a body and the other is called after it: Belmark, "der belmarkische Präsident"."""
    if one.country is not None and one.country == other.country:
        return True
    for body, member in ((one, other), (other, one)):
        if not body.is_named_person and any(
            resemble_names(word.sound, place) for word in body.words if word.weight >= 1 for place in member.places
        ):
            return True
    return False


def compare(one: Party, other: Party) -> Grade:
    """How sure it is that two actors of two reports are one."""
    if one.wikidata is not None and other.wikidata is not None:
        return Grade.SAME if one.wikidata == other.wikidata else Grade.OTHER
    if one.country is not None and other.country is not None and one.country != other.country:
        return Grade.OTHER
    if one.is_named_person and other.is_named_person:
        return _compare_people(one, other)
    people = [party for party in (one, other) if party.is_named_person]
    if people or (one.kind == "person" and other.kind == "person"):
        return _compare_offices(one, other)
    if one.country is not None and one.country == other.country:
        return Grade.SAME if one.kind == other.kind else Grade.LIKELY
    return _compare_bodies(one, other)


def _compare_people(one: Party, other: Party) -> Grade:
    if one.last != other.last:
        return Grade.OTHER
    if one.first and other.first:
        if not (one.first <= other.first or other.first <= one.first):
            return Grade.OTHER
        return Grade.OTHER if _differ(one, other) else Grade.SAME
    if _differ(one, other):
        return Grade.OTHER
    return Grade.SAME if _share_office(one, other) else Grade.LIKELY


def _differ(one: Party, other: Party) -> bool:
    """Two states are told, and not the same one."""
    return bool(one.places and other.places) and not _share_place(one, other)


def _compare_offices(one: Party, other: Party) -> Grade:
    """Somebody with an office, and an office without a name."""
    if {one.kind, other.kind} - {"person", "unknown"} or not (one.offices and other.offices):
        return (
            Grade.OPEN if {one.kind, other.kind} & {"state", "government", "organisation", "unknown"} else Grade.OTHER
        )
    if not _share_office(one, other):
        return Grade.OTHER
    if _share_place(one, other):
        return Grade.SAME
    return Grade.OTHER if _differ(one, other) else Grade.LIKELY


def _compare_bodies(one: Party, other: Party) -> Grade:
    names, others = ([w for w in party.words if w.is_name] for party in (one, other))
    if names and others and not any(resemble_names(a.sound, b.sound) for a in names for b in others):
        return Grade.OTHER
    shares = cover(one.words, other.words), cover(other.words, one.words)
    if max(shares) < _PART:
        return Grade.LIKELY if is_of(one, other) else Grade.OTHER
    is_whole = min(shares) > _WHOLE and len(one.words) > 1
    return Grade.SAME if is_whole or (names and others and min(shares) > _PART) else Grade.LIKELY


def _share_office(one: Party, other: Party) -> bool:
    return any(a == b or _is_form(a, b) or _is_form(b, a) for a in one.offices for b in other.offices)


def _is_form(short: str, long: str) -> bool:
    """The same office of a woman or of several, or as the last part of a compound."""
    return (long.startswith(short) and len(long) - len(short) <= 5) or (len(short) > 6 and long.endswith(short))


def _share_place(one: Party, other: Party) -> bool:
    marks, others = one.places | one.offices, other.places | other.offices
    return any(resemble_names(a, b) for a in one.places for b in others) or any(
        resemble_names(a, b) for a in marks for b in other.places
    )
