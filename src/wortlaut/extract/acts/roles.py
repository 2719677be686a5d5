"""Who is to do what a claim tells, and whom its act is aimed at, as token ranges."""

from __future__ import annotations

from collections.abc import Iterator

from wortlaut.extract.acts.case import IMPERATIVE, QUALITY, Case, Verdict
from wortlaut.extract.acts.ground import Ground
from wortlaut.extract.attribution.site import Range
from wortlaut.grammar.chunks import ALL_CASES, PRONOUNS, cases, find_phrases, widen
from wortlaut.model import Act, Clause, ClauseKind, Phrase, StatementType, Voice

_OF_SPEAKER = frozenset(
    {Act.PROMISE, Act.OFFER, Act.THREATEN, Act.AGREE, Act.REJECT, Act.ANNOUNCE, Act.DENY, Act.REGRET}
)
"""Acts whose infinitive is a deed of the speaker: "versprach zu helfen"."""
_OF_ADDRESSEE = frozenset(
    {Act.DEMAND, Act.ASK, Act.PROPOSE, Act.ACCUSE, Act.WARN, Act.CRITICISE, Act.PRAISE, Act.THANK}
)
_AT_DOER = frozenset({Act.ACCUSE, Act.DEMAND, Act.ASK, Act.PROPOSE})
_OF_DEEDS = _AT_DOER | frozenset({Act.PROMISE, Act.OFFER, Act.THREATEN, Act.AGREE, Act.REJECT, Act.ANNOUNCE})
"""Acts whose content is a deed of somebody."""
_AIMED = frozenset(Act) - {
    Act.ASSERT,
    Act.CONFIRM,
    Act.DENY,
    Act.CONCEDE,
    Act.EXPECT,
    Act.JUSTIFY,
    Act.CRITICISE,
    Act.PRAISE,
    Act.SUPPORT,
    Act.HOPE,
    Act.FEAR,
    Act.REGRET,
}
"""Acts that are aimed at whoever is spoken to; with the others that is only who listens: "lobte im Radio"."""
_AT_RECEIVER = frozenset({Act.PROMISE, Act.OFFER, Act.ANNOUNCE, Act.AGREE})
_AT_OBJECT = frozenset({Act.ACCUSE, Act.CRITICISE, Act.PRAISE, Act.SUPPORT, Act.THANK})


def find_doer(case: Case, verdict: Verdict) -> Range | None:
    """Whoever is to do, does or did what is told; None where that is nobody in particular or cannot be told."""
    content, act = case.part.content, verdict.act
    if verdict.rule == IMPERATIVE:
        return case.candidate.addressee[0] if case.candidate.addressee else None
    if content is None or case.candidate.type is StatementType.REPORTED:
        return None
    if content.kind is ClauseKind.INFINITIVE:
        return _doer_of_infinitive(case, act, content)
    if content.voice is Voice.PASSIVE:
        return _agent(case.ground, content)
    subject = case.ground.subject(content)
    if subject is None or case.ground.is_thing(subject):
        return None
    if _takes_dative(case.ground, content) and content.subject is not None:
        subject = content.subject.first, content.subject.last
    return _resolved(case, act, subject)


def _doer_of_infinitive(case: Case, act: Act, content: Clause) -> Range | None:
    """The infinitive has the subject of its main clause, or one that the act of its frame gives it."""
    head = case.part.clause
    if head is not None and head is not content:
        subject = case.ground.subject(head)
        return _resolved(case, act, subject) if subject is not None and not case.ground.is_thing(subject) else None
    roles = case.candidate.speaker if act in _OF_SPEAKER else case.candidate.addressee if act in _OF_ADDRESSEE else ()
    return roles[0] if roles else None


def _resolved(case: Case, act: Act, subject: Range) -> Range | None:
    """A pronoun for the speaker's side is the speaker; a name stands for itself, a party only where deeds are told."""
    token = case.ground.tokens[subject[0]]
    if token.tag in PRONOUNS:
        course = case.part.content is not None and case.has(case.part.content, "process")
        own = case.side == "own" and case.candidate.speaker and not course
        return case.candidate.speaker[0] if own else None
    if _ends_in_name(case.ground, subject):
        return subject
    content = case.part.content
    deed = (
        act in _OF_DEEDS and content is not None and not (case.has(content, "process") or case.has(content, "copula"))
    )
    return subject if deed and case.ground.is_party(subject) else None


def _ends_in_name(ground: Ground, span: Range) -> bool:
    """ "Ministerin Kara Bell", "die USA": a name in the genitive behind a noun ("Pläne Norlands") is its owner."""
    base = next((p for p in find_phrases(ground.tokens, *span)), None)
    return base is not None and ground.tokens[base.last - 1].tag == "NE"


def _takes_dative(ground: Ground, clause: Clause) -> bool:
    """ "dass Norland der Regierung Antworten übermittelt": what looks like a genitive is who gets something."""
    return clause.lemma in ground.words("benefit") and clause.voice is Voice.ACTIVE


def _agent(ground: Ground, clause: Clause) -> Range | None:
    """ "von der Regierung": the doer in a passive."""
    agent = ground.place.words("agent")
    for phrase, last in _phrases(ground, clause):
        if phrase.preposition is not None and ground.tokens[phrase.preposition].text.lower() in agent:
            found = widen(ground.tokens, phrase, last, ground.place.phrases)
            return found if ground.is_named(found) or ground.is_party(found) else None
    return None


def find_aim(case: Case, verdict: Verdict, doer: Range | None) -> Range | None:
    """Whom the act is aimed at: who is to get something, who is spoken to, else the accused, asked or praised."""
    content, act = case.part.content, verdict.act
    receiver = (
        _receiver(case.ground, content, told=bool(case.candidate.addressee))
        if content is not None and act in _AT_RECEIVER
        else None
    )
    if receiver is None and case.candidate.addressee and act in _AIMED:
        return case.candidate.addressee[0]
    if content is None or receiver is not None:
        return receiver
    if case.candidate.type is StatementType.REPORTED:
        return _object(case, content) if act in _AT_OBJECT else None
    judged = verdict.rule == QUALITY and act in _AT_OBJECT
    if (
        (act in _AT_DOER or act is Act.THREATEN or judged)
        and case.side != "own"
        and doer is not None
        and not _is_speaker(case, doer)
    ):
        return doer
    return None


def _is_speaker(case: Case, span: Range) -> bool:
    return bool(case.candidate.speaker) and case.candidate.speaker[0] == span


def _object(case: Case, clause: Clause) -> Range | None:
    """The object of an act that is told, where it has a name: "kritisierte Norland"."""
    ground = case.ground
    for phrase, last in _phrases(ground, clause):
        if any(a < phrase.last and phrase.first < b for a, b in case.candidate.speaker) or phrase == clause.subject:
            continue
        if phrase.preposition is None and ground.tokens[phrase.head].tag == "NE":
            return widen(ground.tokens, phrase, last, ground.place.phrases)
    return None


def _receiver(ground: Ground, clause: Clause, *, told: bool) -> Range | None:
    """The dative of the clause, or a name behind a preposition of giving: "der Stadt helfen", "an Norland liefern".

    Where somebody is `told` so, the name tells a place: "sagte Bell zu, Helfer nach Luhne zu schicken".
    """
    giving = clause.lemma in ground.words("benefit")
    for phrase, last in _phrases(ground, clause):
        if phrase == clause.subject:
            continue
        if phrase.preposition is None:
            receives = _is_dative(ground, clause, phrase, giving=giving)
        else:
            preposition = ground.tokens[phrase.preposition].text.lower()
            named = ground.tokens[phrase.head].tag == "NE"
            moved = preposition not in ground.words("place or aim") or "dat" not in cases(
                ground.tokens, phrase, ground.place.phrases
            )
            receives = giving and named and moved and preposition in ground.words("giving preposition") and not told
        if receives:
            return widen(ground.tokens, phrase, last, ground.place.phrases)
    return None


def _is_dative(ground: Ground, clause: Clause, phrase: Phrase, *, giving: bool) -> bool:
    """ "der Regierung helfen": no genitive, for no noun stands before it but the subject of a verb of giving."""
    possible = cases(ground.tokens, phrase, ground.place.phrases)
    if possible == ALL_CASES or "dat" not in possible or "acc" in possible or ground.tokens[phrase.head].tag == "PRF":
        return False
    if giving and clause.subject is not None and clause.subject.last == phrase.first:
        return True
    return "nom" not in possible and (possible == {"dat"} or ground.tokens[phrase.first - 1].tag not in {"NN", "ADJA"})


def _phrases(ground: Ground, clause: Clause) -> Iterator[tuple[Phrase, int]]:
    for first, last in clause.pieces:
        for phrase in find_phrases(ground.tokens, first, last):
            yield phrase, last
