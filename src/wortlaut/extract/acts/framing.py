"""What the frame of a statement says of its act: the class of its cue, its object, its tone."""

from __future__ import annotations

from wortlaut.extract.acts.case import Case, Verdict
from wortlaut.extract.acts.deeds import hits_back
from wortlaut.extract.acts.matching import performs, quality_of
from wortlaut.extract.acts.splitting import reports
from wortlaut.extract.attribution.cues import FAIR
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Act, Clause, Tense, Voice

_PLAN = "modal of plan"
_ANSWERED = frozenset({Act.REJECT, Act.DENY})
_JUDGING = "judge"


def by_frame(case: Case) -> Verdict | None:
    """The class of the cue names the act; one that only says that something was said leaves it to what stands by."""
    name = case.candidate.cue_class
    if name is None:
        return _by_plan(case)
    act = Act(case.ground.place.tables.classes[name].act)
    matrix = case.ground.clause(case.candidate.matrix)
    matrix = matrix if matrix is not None and reports(case.candidate, matrix) else None
    if act is Act.ASSERT:
        return (_by_assurance(case, matrix) or _by_tone(case, matrix)) if matrix is not None else None
    if matrix is not None:
        act = _refine(case, act, matrix)
    if act is Act.ANNOUNCE and _is_conditional_harm(case):
        act = Act.THREATEN
    return Verdict(act, "frame names the act", name)


def _by_assurance(case: Case, matrix: Clause) -> Verdict | None:
    """ "versicherte, man werde kommen": what is to come is promised by being assured."""
    content = case.part.content
    done = content is not None and content.voice is Voice.PASSIVE and case.tense is Tense.PRESENT
    if content is None or not (done or case.tense is Tense.FUTURE) or matrix.lemma not in case.ground.words("assuring"):
        return None
    return Verdict(Act.PROMISE, "frame names the act", case.candidate.cue_class)


def _is_conditional_harm(case: Case) -> bool:
    """ "kündigte an, wenn das nicht ende, werde man schießen": harm that hangs on what another does is a threat."""
    content = case.part.content
    if content is None or case.said is None:
        return False
    return case.said.conditional and not case.said.negative and hits_back(case, content)


def _by_plan(case: Case) -> Verdict | None:
    planned = _PLAN in case.candidate.rules and case.tense is not Tense.PAST
    return Verdict(Act.ANNOUNCE, "plan") if planned else None


def by_told_verb(case: Case) -> Verdict | None:
    """Of coordinated acts that are told each goes by its own verb: "wies das zurück und lobte die Stadt"."""
    clause = case.clause
    match = case.ground.match(clause) if clause is not None else None
    if clause is None or match is None:
        return None
    act = Act(case.ground.place.tables.classes[match.cue.cue_class].act)
    if act is Act.ASSERT:
        act = Act.CONFIRM if clause.lemma in case.ground.words("reaffirm") else act
        return _by_tone(case, clause, told=True) or Verdict(act, "told verb", match.cue.cue_class)
    return Verdict(_refine(case, act, clause), "told verb names the act", match.cue.cue_class)


def _refine(case: Case, act: Act, matrix: Clause) -> Act:
    """The act of a cue in its clause: a reproach is denied, a demand rejected; under a negation some acts turn."""
    match = case.ground.match(matrix)
    own = match is not None and case.ground.is_told_by_negation(match.cue)
    if not own and case.ground.judge(matrix).negative and act in case.ground.tables.negated:
        return case.ground.tables.negated[act]
    return _answer(case, act, matrix) if act in _ANSWERED else act


def _answer(case: Case, act: Act, matrix: Clause) -> Act:
    """Who rejects a reproach denies it; who contradicts a demand rejects it. "Das" is what was said last."""
    tables = case.ground.place.tables
    for i in own_tokens(matrix):
        token = case.ground.tokens[i]
        if token.tag != "NN" or any(first <= i < last for first, last in case.candidate.speaker):
            continue
        noun = tables.find_noun(token)
        if token.lemma.lower() in case.ground.words("accusation") or (noun is not None and noun.cue_class == "accuse"):
            return Act.DENY
        if noun is not None and tables.classes[noun.cue_class].act in {"demand", "ask", "propose", "offer"}:
            return Act.REJECT
    content = case.part.content
    if act is Act.REJECT and content is not None and content is not matrix and content.tense is Tense.PAST:
        # "wies zurück, dass man geschossen habe": what lies back cannot be refused.
        return Act.DENY
    pointing = any(case.ground.tokens[i].tag in {"PDS", "PROAV"} for i in own_tokens(matrix))
    if pointing and case.before is Act.ACCUSE:
        return Act.DENY
    return Act.REJECT if pointing and case.before in {Act.DEMAND, Act.ASK, Act.PROPOSE, Act.OFFER} else act


def _by_tone(case: Case, matrix: Clause, *, told: bool = False) -> Verdict | None:
    """ "zeigte sich besorgt", "sprach von einem Erfolg", "verwies auf die Gefahr, dass": a word by the cue tells."""
    predicate = performs(case.ground, matrix, "own", negative=False)
    if predicate is not None:
        return Verdict(predicate, "tone of the frame")
    beside = [i for i in own_tokens(matrix) if not any(first <= i < last for first, last in case.candidate.speaker)]
    judging = (quality_of(case.ground, i) for i in beside)
    act = next((quality.act for quality in judging if quality is not None and quality.act is not None), None)
    if act is not None:
        return Verdict(act, "tone of the frame")
    if told and case.candidate.cue_class == _JUDGING:  # what is judged tells no act: "wertete die Einigung als Beleg"
        return None
    for i in beside:
        ends = told or (i + 1 < len(case.ground.tokens) and case.ground.tokens[i + 1].tag == "$,")
        noun = case.ground.place.tables.find_noun(case.ground.tokens[i]) if ends else None
        if noun is not None and noun.strength >= FAIR:
            act = Act(case.ground.place.tables.classes[noun.cue_class].act)
            if act is not Act.ASSERT:
                return Verdict(act, "noun of the frame", noun.cue_class)
    return None
