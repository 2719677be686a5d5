"""Acts by what a claim tells: duties, what may and will be done, and wrongs."""

from __future__ import annotations

from wortlaut.extract.acts.case import Case, Verdict
from wortlaut.model import Act, Clause, Modality, Tense, Voice

_GUESSING = frozenset({"think", "find", "judge"})
"""Classes of cues with which what will be is a guess, not a plan."""


def by_modality(case: Case) -> Verdict | None:
    """What another must do is demanded; harm that may come is warned of; help that can be given is offered."""
    content = case.part.content
    if content is None or case.said is None or case.tense is Tense.PAST:
        return None
    if _has_to(case, content) and not case.said.negative:
        return Verdict(Act.DEMAND, "duty of another")
    if not any(case.ground.tokens[i].tag[:2] == "VM" for i in content.verbs):
        return None
    modality = _modal(case, content) if len(content.verbs) > 1 else None
    if modality is Modality.NECESSARY and not case.has(content, "process"):
        return _duty(case, content)
    if modality is Modality.POSSIBLE and not case.said.negative:
        if case.doer != "own" and (case.has(content, "harm") or case.has(content, "wrong")):
            return Verdict(Act.WARN, "possible harm")
        if case.doer == "own" and case.has(content, "benefit"):
            return Verdict(Act.OFFER, "possible help")
    if modality is Modality.WISHED and case.doer in {"own", "open"}:
        harmful = case.doer == "open" and (case.has(content, "harm") or case.has(content, "wrong"))
        return Verdict(Act.ACCUSE, "wrong of another") if harmful else _own_deed(case, content)
    return None


def _has_to(case: Case, content: Clause) -> bool:
    """ "die Truppen hätten abzuziehen": a verb that makes a duty of an infinitive with its particle."""
    tokens = case.ground.tokens
    if content.finite is None or tokens[content.finite].lemma not in case.ground.words("duty"):
        return False
    speaking = not case.ground.forms(content).isdisjoint(case.ground.words("self"))
    return not speaking and any(tokens[i].tag in {"PTKZU", "VVIZU"} for i in content.verbs)


def _duty(case: Case, content: Clause) -> Verdict | None:
    """What others must do is demanded; what all of us should do is proposed, what we must do demanded."""
    if case.doer != "own":
        return Verdict(Act.DEMAND, "duty of another")
    if case.ground.forms(content).isdisjoint(case.ground.words("joint subject")):
        return None
    advised = not case.ground.words("advising modal").isdisjoint(case.ground.verbs(content))
    return Verdict(Act.PROPOSE if advised else Act.DEMAND, "duty of all")


def _modal(case: Case, content: Clause) -> Modality | None:
    """What the modal verb itself marks, whatever condition stands beside it."""
    assert case.said is not None
    for i in content.verbs:
        modal = case.ground.factuality.modals.get(case.ground.tokens[i].lemma)
        if modal is not None and not (modal.reported and case.said.modality is Modality.ACTUAL):
            return modal.negated if case.said.negative else modal.modality
    return None


def by_future(case: Case) -> Verdict | None:
    """An own future deed is announced, promised or threatened; what others will do is announced, expected, feared."""
    content = case.part.content
    if content is None or case.said is None or not _is_ahead(case, content):
        return None
    if case.clause is not None and case.clause.tense is Tense.PAST:
        return None
    speaking = not case.ground.forms(content).isdisjoint(case.ground.words("self"))
    if not speaking and (case.has(content, "process") or case.has(content, "becoming")):
        return Verdict(Act.EXPECT, "course of things")
    if case.doer == "own":
        return _own_deed(case, content)
    if case.doer == "none" and _is_retaliation(case, content):
        return Verdict(Act.THREATEN, "own future harm")
    if case.candidate.cue_class in _GUESSING or (case.doer == "none" and not _is_done_by_party(case, content)):
        return Verdict(Act.EXPECT, "course of things")
    if case.said.conditional and case.doer == "open" and _strikes(case, content):
        return Verdict(Act.THREATEN, "own future harm")
    if case.doer == "other" and case.has(content, "harm") and not case.said.negative:
        return Verdict(Act.WARN, "harm to come")
    return Verdict(Act.ANNOUNCE, "future deed")


def hits_back(case: Case, content: Clause) -> bool:
    """Whether a deed still to come does harm; "antworten", "vorgehen" tell none where they lie back."""
    return _strikes(case, content) or case.has(content, "reprisal")


def _strikes(case: Case, content: Clause) -> bool:
    """ "lasse man die Konten sperren": harm that one does or has done."""
    caused = content.lemma in case.ground.place.words("causative")
    lemmas = case.ground.verbs(content) if caused else {content.lemma}
    return not case.ground.words("harm").isdisjoint(lemmas)


def _is_retaliation(case: Case, content: Clause) -> bool:
    """ "wenn der Beschuss nicht ende, werde die Armee einmarschieren": harm to be done if something is not done."""
    assert case.said is not None
    harmful = case.said.conditional and not case.said.negative and hits_back(case, content)
    active = content.voice is Voice.ACTIVE and case.candidate.cue_class not in _GUESSING
    return harmful and active and _is_done_by_party(case, content)


def _is_ahead(case: Case, content: Clause) -> bool:
    """Whether it is told as still to come: with the verb of the future, or in a passive with a time.

    "würde nützen" is what would be so, not what will be.
    """
    assert case.said is not None
    if case.said.modality is Modality.CONDITIONAL and not case.said.conditional:
        return False
    if case.tense is Tense.FUTURE or (case.direct and case.tense is Tense.PRESENT and case.has(content, "becoming")):
        return True
    threatened = case.said.conditional and _strikes(case, content)
    deed = case.tense is Tense.PRESENT and (case.timed or threatened) and content.voice is Voice.ACTIVE
    whose = {"own", "open"} if threatened else {"own"}
    if deed and case.doer in whose and not case.has(content, "copula") and not _is_state(case, content):
        return True
    passive = content.voice is Voice.PASSIVE and case.tense is Tense.PRESENT and case.candidate.cue_class is not None
    return passive and case.timed and not case.direct


def _is_done_by_party(case: Case, content: Clause) -> bool:
    """Whether the subject may be somebody who acts; a passive tells a deed without its doer."""
    subject = case.ground.subject(content)
    return content.voice is Voice.PASSIVE or (subject is not None and case.ground.is_party(subject))


def _is_state(case: Case, content: Clause) -> bool:
    return content.lemma in case.ground.place.words("stative") or case.ground.match(content) is not None


def _own_deed(case: Case, content: Clause) -> Verdict:
    assert case.said is not None
    if not case.said.negative and hits_back(case, content):
        return Verdict(Act.THREATEN, "own future harm")
    if not case.said.negative and case.has(content, "benefit"):
        return Verdict(Act.PROMISE, "own future help")
    if case.said.negative and case.has(content, "benefit") and _is_no_longer(case, content):
        return Verdict(Act.THREATEN, "help that ends")
    if case.said.negative and case.said.modality is not Modality.POSSIBLE:
        return Verdict(Act.REJECT, "refused deed")
    return Verdict(Act.ANNOUNCE, "own future deed")


def by_wrong(case: Case) -> Verdict | None:
    """A wrong that is said not to be so is denied; one that a named party is said to do is held against it."""
    content = case.part.content
    if content is None or case.said is None or case.tense is Tense.FUTURE:
        return None
    if case.said.negative and _answers_reproach(case, content):
        return Verdict(Act.DENY, "denied wrong")
    wrong = _is_wrong(case, content)
    nouns = case.ground.forms(content) & case.ground.words("wrong deed")
    if not wrong and not nouns:
        return None
    if case.said.negative:
        return Verdict(Act.DENY, "denied wrong") if case.doer != "other" else None
    subject = case.ground.subject(content)
    spoken_to = case.direct and case.doer == "other"
    named = subject is not None and (case.ground.is_named(subject) or spoken_to) and content.voice is Voice.ACTIVE
    return Verdict(Act.ACCUSE, "wrong of another") if wrong and named and case.doer != "own" else None


def _is_wrong(case: Case, content: Clause) -> bool:
    """Whether a deed is told that is a wrong, or that does harm and is somebody's."""
    if case.doer != "none":
        return case.has(content, "wrong") or case.has(content, "harm")
    return content.voice is Voice.ACTIVE and case.has(content, "wrong")


def _answers_reproach(case: Case, content: Clause) -> bool:
    """After a reproach a negative is a denial, and so is "habe nie genommen" of the speaker's own deed."""
    if case.doer == "other" or case.said is None or case.said.modality is not Modality.ACTUAL:
        return False
    strong = not case.ground.forms(content).isdisjoint(case.ground.words("strong negation"))
    return case.before is Act.ACCUSE or (case.doer == "own" and case.tense is Tense.PAST and strong)


def _is_no_longer(case: Case, content: Clause) -> bool:
    """ "werde kein Gas mehr liefern": what was given until now."""
    return not case.ground.forms(content).isdisjoint(case.ground.words("no longer"))


def by_alternative(case: Case) -> Verdict | None:
    """ "Sonst sei das Bündnis am Ende": what follows if a demand is not met, or what one's own side will do then."""
    clause = case.clause
    if clause is None or case.tense is Tense.PAST:
        return None
    if case.ground.forms(clause).isdisjoint(case.ground.words("otherwise")):
        return None
    threatens = case.doer == "own" or case.own_before in {Act.DEMAND, Act.ASK}
    return Verdict(Act.THREATEN if threatens else Act.WARN, "otherwise")
