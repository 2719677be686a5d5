"""What bears on what another report told: answers, contradictions, what became of a promise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wortlaut.links.kinds import ANSWERING, HELD, OF_ANSWERS, OF_ASKING
from wortlaut.links.matching import (
    Match,
    Pair,
    best_grade,
    both_ways,
    each_with_each,
    rank,
    share_matter,
    without_parties,
)
from wortlaut.links.parties import Grade, Party, compare, is_of
from wortlaut.links.profiles import Deed, Due, Profile, Reach, Saying, meet, overlap
from wortlaut.links.words import Word, cover, resemble
from wortlaut.model import Act, EventType, LinkKind, Modality, Polarity

__all__ = ["match_contradictions", "match_follow_ups", "match_responses"]

_LONGEST_ANSWER = 120  # days between a demand and its answer
_LONGEST_CHANGE = 400  # days between what one speaker says and says otherwise
_LONGEST_QUARREL = 14  # days between what two speakers say
_WHOLE = 0.8  # of one of two claims that exclude each other the other one tells
_DENIED, _OPPOSED = 0.55, 0.6  # how much two claims that exclude each other share beside
_OWN = frozenset({Act.DEMAND, Act.ASK, Act.PROPOSE, Act.OFFER, Act.HOPE, Act.ACCUSE, Act.REJECT})
_UNSURE = frozenset({Modality.POSSIBLE, Modality.CONDITIONAL, Modality.WISHED, Modality.NECESSARY})
_AHEAD = frozenset({Act.ANNOUNCE, Act.PROMISE, Act.THREATEN, Act.REJECT, Act.EXPECT})
_FORCE = frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.COERCE})


@dataclass(frozen=True, slots=True)
class _Answer:
    id: str
    act: Act
    speaker: tuple[Party, ...]
    words: tuple[Word, ...]
    said: Reach
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Asked:
    id: str
    act: Act
    speaker: tuple[Party, ...]
    aims: tuple[Party, ...]
    words: tuple[Word, ...]
    said: Reach
    marks: frozenset[str]


def match_responses(pair: Pair) -> Iterator[Match]:
    """A demand and its answer, an accusation and its denial."""
    for answering, asking in each_with_each(pair):
        answers = list(_list_answers(answering))
        for asked in _list_asked(asking) if answers else ():
            for answer in answers:
                if len(answer.marks & asked.marks) > 1 and (match := _match_response(pair, answer, asked)) is not None:
                    yield match


def _list_answers(profile: Profile) -> Iterator[_Answer]:
    for s in profile.sayings:
        if s.act in ANSWERING:
            speaker = (s.speaker,) if s.speaker is not None else ()
            yield _Answer(s.claim, s.act, speaker, without_parties(s.words, speaker), s.said, s.marks)
    for d in profile.deeds:
        act = OF_ANSWERS.get(d.type)
        if act is not None and not d.is_told and d.status in HELD:
            said = d.when or (profile.published[0] - 2, profile.published[1])
            yield _Answer(d.id, act, d.actors, without_parties(d.words, d.actors), said, d.marks)


def _list_asked(profile: Profile) -> Iterator[_Asked]:
    for s in profile.sayings:
        speaker = (s.speaker,) if s.speaker is not None else ()
        aims = tuple(p for p in (s.to, s.addressee, s.by) if p is not None and p.id not in {q.id for q in speaker})
        yield _Asked(s.claim, s.act, speaker, aims, without_parties(s.words, speaker), s.said, s.marks)
    for d in profile.deeds:
        act = OF_ASKING.get(d.type)
        if act is not None and not d.is_told and d.status in HELD:
            said = d.when or (profile.published[0] - 2, profile.published[1])
            yield _Asked(d.id, act, d.actors, d.recipients, without_parties(d.words, d.actors), said, d.marks)


def _match_response(pair: Pair, answer: _Answer, asked: _Asked) -> Match | None:
    if asked.act not in ANSWERING[answer.act] or not 0 <= answer.said[1] - asked.said[0] <= _LONGEST_ANSWER:
        return None
    if any(compare(one, other) >= Grade.LIKELY for one in asked.speaker for other in answer.speaker):
        return None
    who = _is_asked(answer, asked)
    if who is Grade.OTHER:
        return None
    words = without_parties(answer.words, asked.speaker)
    told, shared = cover(words, asked.words), share_matter(words, asked.words)
    is_surely_asked = who >= Grade.LIKELY
    if shared < (1 if is_surely_asked else 2) or told < (0.6 if is_surely_asked else 0.75):
        return None
    if asked.act is Act.ASSERT and not (is_surely_asked and shared > 1 and told > 0.75):
        return None
    if pair.is_other_place(asked.words, words):
        return None
    rules = ("same matter", "answer of whom it was aimed at" if who >= Grade.LIKELY else "answer of somebody")
    return Match(LinkKind.RESPONSE, answer.id, asked.id, round(0.6 * told + 0.4 * rank(who), 3), rules)


def _is_asked(answer: _Answer, asked: _Asked) -> Grade:
    """How sure it is that the one who answers was asked."""
    grades = [_stands_for(speaker, aim) for speaker in answer.speaker for aim in asked.aims]
    return max(grades, default=Grade.OPEN)


def _stands_for(speaker: Party, aim: Party) -> Grade:
    grade = compare(speaker, aim)
    if grade >= Grade.LIKELY or is_of(speaker, aim):
        return max(grade, Grade.LIKELY)
    if speaker.is_named_person and aim.is_named_person:
        return Grade.OTHER
    if speaker.is_named_person or aim.is_named_person or speaker.kind == "anonymous":
        return Grade.OPEN
    if "government" in {speaker.kind, aim.kind} or "state" in {speaker.kind, aim.kind}:
        return Grade.OPEN if grade is not Grade.OTHER or speaker.country is None or aim.country is None else grade
    return grade


def match_contradictions(pair: Pair) -> Iterator[Match]:
    """Two claims that can not both hold, of two speakers or of one who changed his mind."""
    for later in pair.later.sayings:
        for earlier in pair.earlier.sayings:
            if meet(later, earlier) and (match := _match_contradiction(pair, later, earlier)) is not None:
                yield match


def _match_contradiction(pair: Pair, later: Saying, earlier: Saying) -> Match | None:
    if later.speaker is None or earlier.speaker is None or {later.act, earlier.act} & (_OWN - {Act.REJECT}):
        return None
    if {later.modality, earlier.modality} & _UNSURE:
        return None
    grade = compare(later.speaker, earlier.speaker)
    apart = later.said[0] - earlier.said[0]
    if grade is Grade.OPEN or abs(apart) > (_LONGEST_CHANGE if grade >= Grade.LIKELY else _LONGEST_QUARREL):
        return None
    if not (later.words and earlier.words) or pair.is_other_place(earlier.words, later.words):
        return None
    denied = {later.polarity, earlier.polarity} == {Polarity.POSITIVE, Polarity.NEGATIVE}
    words = (
        pair.vocabulary.drop_opposites(earlier.words, later.words) if not denied else (earlier.words, later.words, 0)
    )
    if not denied and (later.polarity is not earlier.polarity or not words[2]):
        return None
    least, most = both_ways(*words[:2])
    shared = share_matter(*words[:2])
    telling = shared > 1 or (shared == 1 and not denied and max(word.weight for word in words[0]) > 1)
    if not telling or most < _WHOLE or least < (_DENIED if denied else _OPPOSED):
        return None
    if not _of_one_time(later, earlier) and (least < 0.8 or shared < 3 or (grade >= Grade.LIKELY and not denied)):
        return None
    rule = "one denies what the other says" if denied else "words that exclude each other"
    who = "one speaker over time" if grade >= Grade.LIKELY else "two speakers"
    return Match(
        LinkKind.CONTRADICTION, later.claim, earlier.claim, round(0.5 * least + 0.3 * most + 0.2, 3), (rule, who)
    )


def _of_one_time(one: Saying, other: Saying) -> bool:
    """Whether both can be about one time: what is so today and not so next week contradicts nothing.

    What somebody will do, or what happened on a day that both tell, stays what it was.
    """
    if one.when is not None and other.when is not None and not overlap(one.when, other.when):
        return one.act in _AHEAD and other.act in _AHEAD
    return overlap(one.said, other.said, 2) or {one.act, other.act} <= _AHEAD or one.when == other.when is not None


def match_follow_ups(pair: Pair) -> Iterator[Match]:
    """What was promised, announced or set, and the event that keeps or breaks it."""
    for due in pair.earlier.dues:
        for deed in pair.later.deeds:
            if meet(due, deed) and (match := _match_follow_up(pair, due, deed)) is not None:
                yield match


def _match_follow_up(pair: Pair, due: Due, deed: Deed) -> Match | None:
    if deed.is_told or deed.status not in HELD or pair.later.published[1] <= pair.earlier.published[0]:
        return None
    when = deed.when or (pair.later.published[0] - 2, pair.later.published[1])
    if when[1] < due.made[1] or when[0] - due.made[1] > _LONGEST_CHANGE:
        return None
    if pair.is_other_place(due.words, deed.words):
        return None
    who = _does(pair, due, deed)
    if who is Grade.OTHER:
        return None
    told, back = cover(due.words, deed.words), cover(deed.words, due.words)
    shared, same_type = share_matter(due.words, deed.words), deed.type in due.types
    broken = due.negative
    if broken and deed.type in _FORCE and who is Grade.SAME and shared >= 1 and not due.types:
        return Match(LinkKind.FOLLOW_UP, due.id, deed.id, 0.7, ("done all the same", "same doer"))
    if due.types and not same_type:
        return None
    if shared < 2 or told < (0.6 if who >= Grade.LIKELY else 0.75) or (not same_type and told < 0.75):
        return None
    if due.due is not None and same_type and not overlap(due.due, when, 31):
        return None
    rules: tuple[str, ...] = (
        "done all the same" if broken else "done as said",
        "same doer" if who >= Grade.LIKELY else "doer open",
    )
    if due.due is not None and overlap(due.due, when):
        rules = (*rules, "when it was due")
    score = round(0.5 * told + 0.2 * back + 0.3 * rank(who), 3)
    return Match(LinkKind.FOLLOW_UP, due.id, deed.id, score, rules)


def _does(pair: Pair, due: Due, deed: Deed) -> Grade:
    """How sure it is that who promised is who did it."""
    if not due.by or not deed.actors:
        return Grade.OPEN
    best = best_grade(due.by, deed.actors)
    if best >= Grade.LIKELY:
        return best
    if any(is_of(a, b) for a in due.by for b in deed.parties):
        return Grade.LIKELY
    people = all(a.is_named_person for a in due.by) and all(b.is_named_person for b in deed.actors)
    bodies = not any(p.is_named_person for p in (*due.by, *deed.actors))
    doers = [word for actor in deed.actors for word in actor.words if word.weight >= 1]
    if any(resemble(doer, word) for doer in doers for word in due.words):
        return Grade.OTHER
    beside = [w for w in without_parties(deed.words, deed.actors) if w.is_name]
    if cover(beside, (*due.words, *pair.earlier.names)) < 1 and beside:
        return Grade.OTHER
    told = any(a.places for a in due.by) and any(w.is_name for b in deed.actors for w in b.words)
    return Grade.OTHER if people or bodies or told else Grade.OPEN
