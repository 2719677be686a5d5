"""Which entries of two reports are worth comparing: those that share two marks and lie near enough in time.

The marks of an entry are the beginnings of its words of content and of the names of those in it; two of them together
are rare enough that the reports under one pair stay few, however large the ledger is. A pair stands with what its entry
can be in a link (`Role`), and only what can be linked meets: an answer what was asked, what is due what is done. Of a
pair no more than the `MOST` reports that are nearest in time count on either side, and of a report no more than
`PARTNERS`: the cost grows with the number of reports, never with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import combinations

from wortlaut.ledger.marks import Marked
from wortlaut.links.kinds import ANSWERED, ANSWERING, HELD, OF_ANSWERS, OF_ASKING
from wortlaut.links.parties import Party
from wortlaut.links.profiles import STEM, Deed, Profile, Reach, Saying
from wortlaut.links.words import Vocabulary
from wortlaut.model import Polarity

__all__ = ["MOST", "PARTNERS", "WINDOW", "Role", "choose_partners", "mark_profile", "name_party", "seek"]

WINDOW = 400
"""Days that two linked reports may lie apart."""
MOST = 12
"""Reports under one pair of marks that a report is held against, on either side of its day."""
PARTNERS = 24
"""Reports that a report is held against: those that share the most with it."""

_NEAR = 35  # days between two reports of what was said or done when they came out
_ANSWER = 120  # days between what is asked and its answer


class Role(StrEnum):
    """What an entry can be in a link."""

    SAID = "said"
    RETOLD = "retold"  # long before the report
    DENIED = "denied"
    ANSWER = "answer"
    ASKED = "asked"
    OPPOSED = "opposed"  # with a word that excludes another one
    DONE = "done"
    DONE_BEFORE = "before"
    DUE = "due"


_MEETS: dict[Role, tuple[tuple[Role, int], ...]] = {
    Role.SAID: ((Role.SAID, _NEAR), (Role.RETOLD, WINDOW), (Role.DENIED, WINDOW)),
    Role.RETOLD: ((Role.SAID, WINDOW), (Role.RETOLD, WINDOW), (Role.DENIED, WINDOW)),
    Role.DENIED: ((Role.SAID, WINDOW), (Role.RETOLD, WINDOW)),
    Role.ANSWER: ((Role.ASKED, _ANSWER),),
    Role.ASKED: ((Role.ANSWER, _ANSWER),),
    Role.OPPOSED: ((Role.OPPOSED, WINDOW),),
    Role.DONE: ((Role.DONE, _NEAR), (Role.DONE_BEFORE, WINDOW), (Role.DUE, WINDOW)),
    Role.DONE_BEFORE: ((Role.DONE, WINDOW), (Role.DONE_BEFORE, WINDOW), (Role.DUE, WINDOW)),
    Role.DUE: ((Role.DONE, WINDOW), (Role.DONE_BEFORE, WINDOW)),
}
"""What each is held against, and how many days it may lie apart."""


def mark_profile(profile: Profile, vocabulary: Vocabulary) -> frozenset[str]:
    """What a report stands under: each pair of marks of an entry with each role of it."""
    return frozenset(
        _join(role, one, other)
        for roles, marks in _list_entries(profile, vocabulary)
        for one, other in combinations(sorted(marks), 2)
        for role in roles
    )


def seek(marks: Iterable[str]) -> dict[int, list[str]]:
    """What is to be looked for by a report that stands under these marks: by how many days it may lie apart."""
    sought: dict[str, int] = {}
    for mark in marks:
        role, _, pair = mark.partition(" ")
        for other, window in _MEETS[Role(role)]:
            key = _join(other, pair)
            sought[key] = max(window, sought.get(key, 0))
    windows: dict[int, list[str]] = {}
    for mark, window in sought.items():
        windows.setdefault(window, []).append(mark)
    return windows


def _join(role: Role, *marks: str) -> str:
    return " ".join((role, *marks))


def _list_entries(profile: Profile, vocabulary: Vocabulary) -> Iterator[tuple[list[Role], frozenset[str]]]:
    for saying in profile.sayings:
        yield _list_roles_of_saying(saying, profile, vocabulary), saying.marks
    for deed in profile.deeds:
        yield _list_roles_of_deed(deed, profile), deed.marks
    for due in profile.dues:
        yield [Role.DUE], due.marks


def _list_roles_of_saying(saying: Saying, profile: Profile, vocabulary: Vocabulary) -> list[Role]:
    roles = [Role.RETOLD if _is_before(saying.said, profile) else Role.SAID]
    roles += [Role.DENIED] if saying.polarity is Polarity.NEGATIVE else []
    roles += [Role.ANSWER] if saying.act in ANSWERING else []
    roles += [Role.ASKED] if saying.act in ANSWERED else []
    return roles + ([Role.OPPOSED] if vocabulary.excludes(saying.words) else [])


def _list_roles_of_deed(deed: Deed, profile: Profile) -> list[Role]:
    if deed.is_told or deed.status not in HELD:
        return []
    roles = [Role.DONE_BEFORE if deed.when is not None and _is_before(deed.when, profile) else Role.DONE]
    roles += [Role.ANSWER] if deed.type in OF_ANSWERS else []
    return roles + ([Role.ASKED] if deed.type in OF_ASKING else [])


def _is_before(reach: Reach, profile: Profile) -> bool:
    return reach[0] < profile.published[0] - _NEAR


def choose_partners(day: int, found: Iterable[Marked]) -> list[int]:
    """The records of what was found that are worth comparing with: those that share most, then those nearest."""
    shared: Counter[Marked] = Counter(found)
    return [each.sequence for each in sorted(shared, key=lambda m: (-shared[m], abs(m.day - day), m))[:PARTNERS]]


def name_party(party: Party) -> frozenset[str]:
    """The names under which somebody is looked for; none for somebody who cannot be told from others."""
    if party.kind in {"anonymous", "group"} or not party.words:
        return frozenset()
    names = {f"is {party.wikidata}"} if party.wikidata is not None else set[str]()
    if party.country is not None:
        names.add(f"state {party.country}")
    if party.last is not None:
        names.add(f"called {party.last}")
    else:
        names |= {f"of {word.sound[:STEM]}" for word in party.words if word.is_name}
    return frozenset(names | {f"of {place[:STEM]}" for place in party.places})
