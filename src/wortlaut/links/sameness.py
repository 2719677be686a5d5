"""One statement, one event, one actor in two reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wortlaut.links.kinds import HELD
from wortlaut.links.matching import Match, Pair, both_ways, rank, share_matter, without_parties
from wortlaut.links.parties import Grade, Party, compare, is_of
from wortlaut.links.profiles import Deed, Saying, overlap
from wortlaut.links.words import Word, resemble
from wortlaut.model import Act, LinkKind, Modality, StatementType

__all__ = ["can_be_told_apart", "match_events", "match_statements", "match_surnames", "name_rule"]

_MARKED = frozenset({Modality.POSSIBLE, Modality.CONDITIONAL})
_AIMED = (Act.DEMAND, Act.ASK, Act.PROPOSE, Act.ACCUSE, Act.WARN, Act.THREATEN, Act.PROMISE, Act.OFFER)
_COMMISSIVE = frozenset({Act.PROMISE, Act.ANNOUNCE, Act.THREATEN, Act.OFFER, Act.REJECT, Act.AGREE, Act.HOPE})
_ASSERTIVE = frozenset(
    {Act.ASSERT, Act.CONFIRM, Act.DENY, Act.CONCEDE, Act.ANNOUNCE, Act.EXPECT, Act.JUSTIFY, Act.WARN, Act.FEAR}
    | {Act.PRAISE, Act.CRITICISE, Act.HOPE, Act.REGRET, Act.SUPPORT}
)
_DIRECTIVE = frozenset({Act.DEMAND, Act.ASK, Act.PROPOSE, Act.WARN})
_FAMILIES = (
    _COMMISSIVE,
    _ASSERTIVE,
    _DIRECTIVE,
    frozenset({Act.ACCUSE, Act.CRITICISE}),
    frozenset({Act.DENY, Act.REJECT}),
)
_ANSWERS = frozenset({Act.REJECT, Act.DENY, Act.AGREE, Act.CONFIRM})
_ANSWERED = frozenset({Act.DEMAND, Act.ASK, Act.PROPOSE, Act.OFFER, Act.ACCUSE})
_ENOUGH = {Grade.SAME: 0.5, Grade.LIKELY: 0.6, Grade.OPEN: 0.8}
"""How much of the shorter statement the longer one must tell at least, by how sure it is that the speaker is one."""
_ALONE = 0.1  # less is enough where neither statement fits another one of the other report better
_OTHER_ACT = 0.8  # as much is alike where even the act is another one
_EVENT, _SURE = 0.5, 0.58


def match_statements(pair: Pair) -> Iterator[Match]:
    """One act of saying, told in both reports."""
    found = [
        compared
        for later in pair.later.sayings
        for earlier in pair.earlier.sayings
        if overlap(later.said, earlier.said) and (compared := _compare_statements(pair, later, earlier)) is not None
    ]
    best: dict[str, float] = {}
    for each in found:
        for claim in (each.later.claim, each.earlier.claim):
            best[claim] = max(best.get(claim, 0.0), each.told)
    for each in found:
        is_best = each.told >= max(best[each.later.claim], best[each.earlier.claim])
        if each.told >= each.enough or (is_best and each.told >= each.enough - _ALONE):
            yield each.as_match()


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two statements that can be one: how much of the shorter is told, and how much is enough."""

    later: Saying
    earlier: Saying
    grade: Grade
    least: float
    told: float
    enough: float

    def as_match(self) -> Match:
        score = round(0.5 * self.told + 0.2 * self.least + 0.3 * rank(self.grade), 3)
        rules = _tell_statement(self.later, self.earlier, self.least, self.grade)
        return Match(LinkKind.SAME_STATEMENT, self.later.statement, self.earlier.statement, score, rules)


def _compare_statements(pair: Pair, later: Saying, earlier: Saying) -> _Compared | None:
    if not overlap(later.said, earlier.said) or not (later.words and earlier.words):
        return None
    grade = _same_speaker(later.speaker, earlier.speaker)
    if grade is Grade.OTHER or _differs(later, earlier) or pair.is_other_place(earlier.words, later.words):
        return None
    least, most = both_ways(earlier.words, later.words)
    shared = share_matter(earlier.words, later.words)
    told = most if shared > 1 or least == most else (least + most) / 2
    if not shared or least < told / 3 or (grade is Grade.OPEN and not _is_telling(earlier, later, shared)):
        return None
    if not _same_act(later, earlier) and least < _OTHER_ACT:
        return None
    return _Compared(later, earlier, grade, least, told, _ENOUGH[grade] - _lenience(later, earlier, grade))


def _is_telling(one: Saying, other: Saying, shared: int) -> bool:
    """Whether what is said tells by itself that it is one statement: three words, or two with a number or name."""
    exact = {word.key for word in one.words if word.is_number or word.is_name}
    return shared > 2 or (shared > 1 and bool(exact & {word.key for word in other.words}))


def _same_speaker(one: Party | None, other: Party | None) -> Grade:
    return Grade.OPEN if one is None or other is None else compare(one, other)


def _lenience(later: Saying, earlier: Saying, grade: Grade) -> float:
    """How much less the words need to agree where the circumstances do: the act, the day, whom it is aimed at."""
    if grade <= Grade.OPEN or later.act is not earlier.act:
        return 0.0
    day = later.is_dated and earlier.is_dated
    aimed = later.act in _AIMED and later.to is not None and earlier.to is not None
    return 0.1 * day + 0.1 * aimed


def _same_act(one: Saying, other: Saying) -> bool:
    return one.act is other.act or any({one.act, other.act} <= family for family in _FAMILIES)


def _differs(one: Saying, other: Saying) -> bool:
    """What two reports of one statement can not put in other ways."""
    if {one.act, other.act} & _ANSWERS and {one.act, other.act} & _ANSWERED:
        return True
    if one.polarity is not None and other.polarity is not None and one.polarity is not other.polarity:
        return True
    if one.addressee is not None and other.addressee is not None and _is_other(one.addressee, other.addressee):
        return True
    if one.to is not None and other.to is not None and one.act in _AIMED and _is_other(one.to, other.to):
        return True
    numbers = [{word.key for word in saying.words if word.is_number} for saying in (one, other)]
    return bool(numbers[0] and numbers[1] and not numbers[0] & numbers[1])


def _is_other(one: Party, other: Party) -> bool:
    return compare(one, other) is Grade.OTHER and not is_of(one, other) and one.kind == other.kind


def _tell_statement(later: Saying, earlier: Saying, least: float, grade: Grade) -> tuple[str, ...]:
    rules = [
        "same words" if least > 0.95 else "one is part of the other" if later.words and least < 0.6 else "other words"
    ]
    rules.append({Grade.SAME: "same speaker", Grade.LIKELY: "speaker of one name or office"}.get(grade, "speaker open"))
    if later.is_dated and earlier.is_dated:
        rules.append("same day")
    if (later.modality in _MARKED) != (earlier.modality in _MARKED):
        rules.append("caveat dropped" if earlier.modality in _MARKED else "caveat added")
    if None not in (later.cue_class, earlier.cue_class) and later.cue_class != earlier.cue_class:
        rules.append("verb of saying changed")
    if (later.type is StatementType.DIRECT) != (earlier.type is StatementType.DIRECT):
        rules.append("quoted in one, told in the other")
    return tuple(rules)


def match_events(pair: Pair) -> Iterator[Match]:
    """One happening, told in both reports."""
    for later in pair.later.deeds:
        for earlier in pair.earlier.deeds:
            if later.type is earlier.type and (match := _match_event(pair, later, earlier)) is not None:
                yield match


def _match_event(pair: Pair, later: Deed, earlier: Deed) -> Match | None:
    if later.is_told or earlier.is_told or not {later.status, earlier.status} <= HELD:
        return None
    if later.type is not earlier.type or (later.mode and earlier.mode and later.mode != earlier.mode):
        return None
    day = _same_day(pair, later, earlier)
    if day is None or pair.is_other_place(*_leave_out_same(earlier, later)) or _are_others(later, earlier):
        return None
    if _is_of_others(later, earlier) or _is_done_to_others(later, earlier):
        return None
    if day < 1 and not all(any(word.is_name for word in deed.words) for deed in (later, earlier)):
        return None
    least, most = both_ways(earlier.words, later.words)
    people = _share_people(later, earlier)
    matter = max(most, people)
    score = round(0.4 * matter + 0.3 * max(least, 0.8 * people) + 0.3 * day, 3)
    if share_matter(earlier.words, later.words) < 2 or matter < _EVENT or score < _enough(later, earlier, day):
        return None
    rules = (
        "same kind of event",
        "same day" if day == 1 else "days fit",
        "same words" if least > 0.95 else "other words",
    )
    return Match(LinkKind.SAME_EVENT, later.id, earlier.id, score, rules)


def _enough(one: Deed, other: Deed, day: float) -> float:
    """How well two events need to fit: better where a day is not told, or nobody is seen to be in both."""
    strangers = bool(one.parties and other.parties) and _all_others(one.parties, other.parties)
    return _SURE + (0.15 if day < 1 else 0.0) + (0.1 if strangers else 0.0)


def _same_day(pair: Pair, later: Deed, earlier: Deed) -> float | None:
    """1 where both reports tell the same day, less where one does not, None where the days differ."""
    if later.when is not None and earlier.when is not None:
        if not overlap(later.when, earlier.when):
            return None
        return 1.0 if max(w[1] - w[0] for w in (later.when, earlier.when)) <= 1 else 0.6
    if (later.is_dated and later.when is None) or (earlier.is_dated and earlier.when is None):
        return None
    near = overlap(pair.later.published, pair.earlier.published)
    told = later.when or earlier.when
    if told is not None:
        other = pair.earlier.published if later.when is not None else pair.later.published
        near = overlap((other[0] - 1, other[1]), told)
    return 0.5 if near else None


def _are_others(one: Deed, other: Deed) -> bool:
    """Whether both tell by name of somebody who is not in the other: two meetings of one minister on one day."""
    return _has_stranger(one, other) and _has_stranger(other, one)


def _is_of_others(one: Deed, other: Deed) -> bool:
    """Whether each tells which crowd did it, another one, with no number in common: a strike of these and of those."""
    numbers, others = ({word.key for word in deed.words if word.is_number} for deed in (one, other))
    crowds = [party.kind == "group" for party in (*one.actors, *other.actors)]
    return (
        bool(one.actors and other.actors)
        and all(crowds)
        and _all_others(one.parties, other.parties)
        and not numbers & others
    )


def _is_done_to_others(one: Deed, other: Deed) -> bool:
    """Whether each names in a word of its own to what it was done; of a crowd reports say this and that."""
    return _names_own(one.recipients, other.words) and _names_own(other.recipients, one.words)


def _names_own(parties: Iterable[Party], words: Iterable[Word]) -> bool:
    told = tuple(words)
    own = (word for party in parties if party.kind != "group" for word in party.words if not word.is_number)
    return any(word.weight >= 1 and not any(resemble(word, each) for each in told) for word in own)


def _has_stranger(one: Deed, other: Deed) -> bool:
    return any(
        _all_others([party], other.parties)
        and not any(resemble(a, b) for a in party.words if a.is_name for b in other.words)
        for party in one.parties
        if _has_name(party)
    )


def _all_others(some: Iterable[Party], others: Iterable[Party]) -> bool:
    return all(compare(a, b) is Grade.OTHER and not is_of(a, b) for a in some for b in others)


def _has_name(party: Party) -> bool:
    return party.is_named_person or party.country is not None or any(word.is_name for word in party.words)


def _leave_out_same(one: Deed, other: Deed) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of two events without those for whoever can be in both, under another name."""
    pairs = [(a, b) for a in one.parties for b in other.parties if compare(a, b) >= Grade.LIKELY]
    left = without_parties(one.words, [a for a, _ in pairs]), without_parties(other.words, [b for _, b in pairs])
    return left


def _share_people(one: Deed, other: Deed) -> float:
    """1 where the same two named people are in both."""
    people, others = ([p for p in deed.parties if p.is_named_person] for deed in (one, other))
    same = sum(any(compare(a, b) >= Grade.LIKELY for b in others) for a in people)
    return 1.0 if same > 1 else 0.0


def match_surnames(
    pair: Pair, speakers: frozenset[tuple[str, str]], *, of_one_matter: bool
) -> Iterator[tuple[Party, Party, tuple[str, ...]]]:
    """Actors whose names alone do not tell that they are one, the later first: what else the reports share does.

    `speakers` are speakers of statements that are the same; `of_one_matter` says that the reports are linked otherwise.
    """
    if not (speakers or of_one_matter):
        return
    for one in pair.later.parties.values():
        for other in pair.earlier.parties.values():
            is_surname = one.last is not None and one.last == other.last
            is_speaker = (one.id, other.id) in speakers
            if not (is_speaker or (is_surname and of_one_matter)) or compare(one, other) is not Grade.LIKELY:
                continue
            if can_be_told_apart(one) and can_be_told_apart(other):
                yield one, other, (name_rule(one, other), "same statement" if is_speaker else "reports of one matter")


def name_rule(one: Party, other: Party) -> str:
    """What two actors that are one have in common."""
    return "same name" if one.last is not None and one.last == other.last else "same office or body"


def can_be_told_apart(party: Party) -> bool:
    """Somebody with a name, a country or an item, or an office of somewhere: "die Regierung" is any."""
    if party.kind in {"anonymous", "group"} or not party.words:
        return False
    named = party.last is not None or party.country is not None or party.wikidata is not None
    return named or bool(party.places) or any(word.is_name for word in party.words)
