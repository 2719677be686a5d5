"""Which act a claim is: by the frame that names it, else by the claim's own predicate, person and mood.

The order is that of function: a frame that names the act decides ("bestritt", "forderte"); a frame that only says that
something was said leaves it to the claim. There a predicate that performs an act ("sei bereit") goes before a verb of
speech with the speaker for its subject ("er hoffe"), that before duty and future deeds, those before wrongs that are
denied or held against somebody; what is left is asserted. Each rule gives a `Verdict`, or None to leave it to the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wortlaut.extract.acts.ground import Ground
from wortlaut.extract.acts.splitting import Part
from wortlaut.extract.acts.tables import Predicate, Side
from wortlaut.extract.attribution.cues import FAIR
from wortlaut.extract.attribution.site import Candidate
from wortlaut.extract.factuality import Factuality
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Act, Clause, Modality, StatementType, Tense, Voice

_PLAN = "modal of plan"
QUALITY = "quality"
_ANSWERED = frozenset({Act.REJECT, Act.DENY})
_STOPS = frozenset({".", "!", "?"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """An act and the rule that decided it; `cue_class` is that of the verb that tells it, if one does."""

    act: Act
    rule: str
    cue_class: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A claim under decision: its words and clause, what its wording says, whose its predicate is.

    `first` says that it is the first of its statement; `before` is the act of the last claim of another speaker,
    `own` that of the last claim of this one; `ahead` says that a time is told in it.
    """

    ground: Ground
    part: Part
    candidate: Candidate
    head: Factuality | None
    said: Factuality | None
    side: Side
    first: bool
    timed: bool
    before: Act | None

    @property
    def clause(self) -> Clause | None:
        """The main clause of the claim."""
        return self.part.clause

    @property
    def direct(self) -> bool:
        """Whether the words stand as they were said."""
        return self.candidate.type is StatementType.DIRECT

    def has(self, clause: Clause, use: str) -> bool:
        """Whether the verb of a clause is one of the pack's words for a use."""
        return clause.lemma in self.ground.words(use)


def decide(case: Case) -> Verdict:
    """The act of a claim."""
    if case.candidate.type is StatementType.REPORTED:
        return _by_told_verb(case) or _by_frame(case) or Verdict(Act.ASSERT, "plain claim")
    rules = (*_OWN_RULES[:1], _by_frame, *_OWN_RULES[1:]) if case.first else (*_OWN_RULES, _by_frame)
    found = (rule(case) for rule in rules)
    return next((verdict for verdict in found if verdict is not None), Verdict(Act.ASSERT, "plain claim"))


# --- the frame -------------------------------------------------------------------------------------------------------


def _by_frame(case: Case) -> Verdict | None:
    """The class of the cue names the act; one that only says that something was said leaves it to what stands by."""
    name = case.candidate.cue_class
    if name is None:
        return _by_plan(case)
    act = Act(case.ground.place.tables.classes[name].act)
    matrix = case.ground.clause(case.candidate.matrix)
    if act is Act.ASSERT:
        return _by_tone(case, matrix) if matrix is not None else None
    if matrix is not None:
        act = _refine(case, act, matrix)
    return Verdict(act, "frame names the act", name)


def _by_plan(case: Case) -> Verdict | None:
    return Verdict(Act.ANNOUNCE, "plan") if _PLAN in case.candidate.rules else None


def _by_told_verb(case: Case) -> Verdict | None:
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
    if case.ground.judge(matrix).negative and act in case.ground.tables.negated:
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
    pointing = any(case.ground.tokens[i].tag in {"PDS", "PROAV"} for i in own_tokens(matrix))
    if pointing and case.before is Act.ACCUSE:
        return Act.DENY
    return Act.REJECT if pointing and case.before in {Act.DEMAND, Act.ASK, Act.PROPOSE, Act.OFFER} else act


def _by_tone(case: Case, matrix: Clause, *, told: bool = False) -> Verdict | None:
    """ "zeigte sich besorgt", "sprach von einem Erfolg", "verwies auf die Gefahr, dass": a word by the cue tells."""
    predicate = _performs(case.ground, matrix, "own", negative=False)
    if predicate is not None:
        return Verdict(predicate, "tone of the frame")
    for i in own_tokens(matrix):
        token = case.ground.tokens[i]
        inside = any(first <= i < last for first, last in case.candidate.speaker)
        quality = None if inside else _quality(case.ground, i)
        if quality is not None and quality.act is not None:
            return Verdict(quality.act, "tone of the frame")
        ends = told or (i + 1 < len(case.ground.tokens) and case.ground.tokens[i + 1].tag == "$,")
        noun = case.ground.place.tables.find_noun(token) if ends and not inside else None
        if noun is not None and noun.strength >= FAIR:
            act = Act(case.ground.place.tables.classes[noun.cue_class].act)
            if act is not Act.ASSERT:
                return Verdict(act, "noun of the frame", noun.cue_class)
    return None


# --- the claim itself ------------------------------------------------------------------------------------------------


def _by_form(case: Case) -> Verdict | None:
    """A question asks, an imperative demands."""
    if not case.direct:
        return None
    last = case.part.words[1] - 1
    mark = case.ground.tokens[last].text if case.ground.tokens[last].text in _STOPS else ""
    if mark == "?":
        return Verdict(Act.ASK, "question")
    clause = case.clause
    if clause is None or clause.finite is None or not _opens_with_verb(case, clause):
        return None
    words = case.ground.forms(clause)
    if words & case.ground.words("plea"):
        return Verdict(Act.ASK, "imperative")
    if case.ground.tokens[clause.finite].tag[1:] == "VIMP" or (mark == "!" and case.side != "own"):
        return Verdict(Act.DEMAND, "imperative")
    return Verdict(Act.PROPOSE, "imperative") if words & case.ground.words("joint appeal") else None


def _opens_with_verb(case: Case, clause: Clause) -> bool:
    plea = case.ground.words("plea")
    opening = [i for i in own_tokens(clause) if case.ground.tokens[i].tag not in {"KON", "$(", "$,", "ADV"}]
    return bool(opening) and next((i for i in opening if case.ground.tokens[i].text.lower() not in plea), None) == (
        clause.finite
    )


def _by_predicate(case: Case) -> Verdict | None:
    """ "sei bereit" offers, "werde nicht infrage gestellt" rejects, "arbeite gegen" accuses."""
    for clause in _clauses(case):
        negative = case.ground.judge(clause).negative
        act = _performs(case.ground, clause, case.side, negative=negative)
        if act is not None:
            return Verdict(act, "predicate performs the act")
    return None


def _clauses(case: Case) -> tuple[Clause, ...]:
    """The main clause and what it introduces."""
    head, content = case.part.clause, case.part.content
    return tuple(c for c in dict.fromkeys((head, content)) if c is not None)


def _performs(ground: Ground, clause: Clause, side: Side, *, negative: bool) -> Act | None:
    """The act of the first predicate whose words all stand in the clause and that is of this side."""
    forms, verbs = ground.forms(clause), ground.verbs(clause)
    for word in sorted(forms | verbs):
        for predicate in ground.tables.predicates.get(word, ()):
            if predicate.verb in verbs and forms.issuperset(predicate.words) and _fits(predicate, side):
                act = predicate.negated if negative else predicate.act
                if act is not None:
                    return act
    return None


def _fits(predicate: Predicate, side: Side) -> bool:
    """A name whose side is not known may be on either."""
    return predicate.whose == "any" or side in {predicate.whose, "open"}


def _by_own_speech(case: Case) -> Verdict | None:
    """ "Er hoffe", "man begrüße", "wir fordern": a verb of speech whose subject is the speaker does what it says."""
    clause = case.clause
    if (
        clause is None
        or case.side not in {"own", "open"}
        or clause.voice is Voice.PASSIVE
        or clause.tense is Tense.PAST
    ):
        return None
    match = case.ground.match(clause)
    if match is None or match.cue.strength < FAIR:
        return None
    act = Act(case.ground.place.tables.classes[match.cue.cue_class].act)
    if case.head is not None and case.head.negative:
        turned = case.ground.tables.negated.get(act)
        return Verdict(turned, "negated verb of speech", match.cue.cue_class) if turned is not None else None
    return Verdict(act, "verb of speech", match.cue.cue_class) if act is not Act.ASSERT else None


def _by_quality(case: Case) -> Verdict | None:
    """ "sei nützlich gewesen" praises, "sei ein Fehler" criticises."""
    content = case.part.content
    if content is None or not case.has(content, "copula") or case.said is None:
        return None
    subject = content.subject
    for i in own_tokens(content):
        inside = subject is not None and subject.first <= i < subject.last
        quality = None if inside else _quality(case.ground, i)
        if quality is None or not _fits(quality, case.side):
            continue
        act = quality.negated if case.said.negative else quality.act
        if act is not None:
            return Verdict(act, QUALITY)
    return None


def _quality(ground: Ground, at: int) -> Predicate | None:
    token = ground.tokens[at]
    qualities = ground.tables.qualities
    return qualities.get(token.text.lower()) or qualities.get(token.lemma.lower())


def _by_modality(case: Case) -> Verdict | None:
    """What another must do is demanded; harm that may come is warned of; help that can be given is offered."""
    content = case.part.content
    if content is None or case.said is None or content.tense is Tense.PAST:
        return None
    if not any(case.ground.tokens[i].tag[:2] == "VM" for i in content.verbs):
        return None
    modality = _modal(case, content)
    if modality is Modality.NECESSARY and case.side != "own" and not case.has(content, "process"):
        return Verdict(Act.DEMAND, "duty of another")
    if modality is Modality.POSSIBLE and not case.said.negative:
        if case.side != "own" and (case.has(content, "harm") or case.has(content, "wrong")):
            return Verdict(Act.WARN, "possible harm")
        if case.side == "own" and case.has(content, "benefit"):
            return Verdict(Act.OFFER, "possible help")
    if modality is Modality.WISHED and case.side == "own":
        return _own_deed(case, content)
    return None


def _modal(case: Case, content: Clause) -> Modality | None:
    """What the modal verb itself marks, whatever condition stands beside it."""
    assert case.said is not None
    for i in content.verbs:
        modal = case.ground.factuality.modals.get(case.ground.tokens[i].lemma)
        if modal is not None and not (modal.reported and case.said.modality is Modality.ACTUAL):
            return modal.negated if case.said.negative else modal.modality
    return None


def _by_future(case: Case) -> Verdict | None:
    """An own future deed is announced, promised or threatened; what others will do is announced, expected, feared."""
    content = case.part.content
    if content is None or case.said is None or not _is_ahead(case, content):
        return None
    if case.side == "own":
        return _own_deed(case, content)
    if case.has(content, "process"):
        return Verdict(Act.EXPECT, "course of things")
    if case.side == "other" and case.has(content, "harm") and not case.said.negative:
        return Verdict(Act.WARN, "harm to come")
    return Verdict(Act.ANNOUNCE, "future deed")


def _is_ahead(case: Case, content: Clause) -> bool:
    """Whether it is told as still to come: with the verb of the future, or in a passive with a time."""
    if content.tense is Tense.FUTURE:
        return True
    passive = content.voice is Voice.PASSIVE and content.tense is Tense.PRESENT and case.candidate.cue_class is not None
    return passive and case.timed and not case.direct


def _own_deed(case: Case, content: Clause) -> Verdict:
    assert case.said is not None
    if not case.said.negative and case.has(content, "harm"):
        return Verdict(Act.THREATEN, "own future harm")
    if not case.said.negative and case.has(content, "benefit"):
        return Verdict(Act.PROMISE, "own future help")
    return Verdict(Act.ANNOUNCE, "own future deed")


def _by_wrong(case: Case) -> Verdict | None:
    """A wrong that is said not to be so is denied; one that a named party is said to do is held against it."""
    content = case.part.content
    if content is None or case.said is None or content.tense is Tense.FUTURE:
        return None
    wrong = case.has(content, "wrong") or case.has(content, "harm")
    nouns = case.ground.forms(content) & case.ground.words("wrong deed")
    if not wrong and not nouns:
        return None
    if case.said.negative:
        return Verdict(Act.DENY, "denied wrong") if case.side != "other" else None
    subject = case.ground.subject(content)
    named = subject is not None and case.ground.is_named(subject) and content.voice is Voice.ACTIVE
    return Verdict(Act.ACCUSE, "wrong of another") if wrong and named and case.side != "own" else None


_OWN_RULES: tuple[Callable[[Case], Verdict | None], ...] = (
    _by_form,
    _by_predicate,
    _by_own_speech,
    _by_quality,
    _by_modality,
    _by_future,
    _by_wrong,
)
