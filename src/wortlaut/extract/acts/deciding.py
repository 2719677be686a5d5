"""Which act a claim is: by the frame that names it, else by the claim's own predicate, person and mood.

The order is that of function: a frame that names the act decides ("bestritt", "forderte"); a frame that only says that
something was said leaves it to the claim. There a predicate that performs an act ("sei bereit") goes before a verb of
speech with the speaker for its subject ("er hoffe"), that before duty and future deeds, those before wrongs that are
denied or held against somebody; what is left is asserted. Each rule gives a `Verdict`, or None to leave it to the next.
"""

from __future__ import annotations

from collections.abc import Callable

from wortlaut.extract.acts.case import IMPERATIVE, QUALITY, Case, Verdict
from wortlaut.extract.acts.deeds import by_alternative, by_future, by_modality, by_wrong
from wortlaut.extract.acts.framing import by_frame, by_told_verb
from wortlaut.extract.acts.ground import Ground
from wortlaut.extract.acts.matching import fits, performs, quality_of
from wortlaut.extract.acts.tables import Side
from wortlaut.extract.attribution.cues import FAIR
from wortlaut.grammar.chunks import find_phrases
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Act, Clause, StatementType, Tense, Voice

RULES = (
    "frame names the act",
    "told verb names the act",
    "told verb",
    "tone of the frame",
    "noun of the frame",
    "plan",
    "question",
    IMPERATIVE,
    "predicate performs the act",
    "otherwise",
    "verb of speech",
    "negated verb of speech",
    QUALITY,
    "duty of another",
    "duty of all",
    "possible harm",
    "possible help",
    "course of things",
    "harm to come",
    "own future harm",
    "own future help",
    "help that ends",
    "refused deed",
    "own future deed",
    "future deed",
    "denied wrong",
    "wrong of another",
    "plain claim",
)
"""The names of all rules, in the order in which they are asked."""
_STOPS = frozenset({".", "!", "?"})


def decide(case: Case) -> Verdict:
    """The act of a claim."""
    if case.candidate.type is StatementType.REPORTED:
        return by_told_verb(case) or by_frame(case) or Verdict(Act.ASSERT, "plain claim")
    rules = (*_OWN_RULES[:1], by_frame, *_OWN_RULES[1:]) if case.first else (*_OWN_RULES, by_frame)
    found = (rule(case) for rule in rules)
    return next((verdict for verdict in found if verdict is not None), Verdict(Act.ASSERT, "plain claim"))


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
        return Verdict(Act.ASK, IMPERATIVE)
    joint = words & (case.ground.words("joint appeal") | case.ground.words("self"))
    if (
        mark != "!"
        and case.ground.tokens[clause.finite].tag[1:] != "VIMP"
        and not words & case.ground.words("joint appeal")
    ):
        return None
    return Verdict(Act.PROPOSE if joint else Act.DEMAND, IMPERATIVE)


def _opens_with_verb(case: Case, clause: Clause) -> bool:
    plea = case.ground.words("plea")
    opening = [i for i in own_tokens(clause) if case.ground.tokens[i].tag not in {"KON", "$(", "$,", "ADV"}]
    return bool(opening) and next((i for i in opening if case.ground.tokens[i].text.lower() not in plea), None) == (
        clause.finite
    )


def _by_predicate(case: Case) -> Verdict | None:
    """ "sei bereit" offers, "werde nicht infrage gestellt" rejects, "arbeite gegen" accuses."""
    if case.clause is None:
        return _by_bare_words(case)
    for clause in _clauses(case):
        negative = case.ground.judge(clause).negative
        act = performs(case.ground, clause, _side_of(case, clause), negative=negative)
        if act is not None:
            return Verdict(act, "predicate performs the act")
    return None


def _side_of(case: Case, clause: Clause) -> Side:
    """A party without a name that is not the speaker's own is another's: "die Regierung"."""
    subject = case.ground.subject(clause) if case.side == "none" else None
    return "other" if subject is not None and case.ground.is_party(subject) else case.side


def _by_bare_words(case: Case) -> Verdict | None:
    """ "Vielen Dank!": words without a verb."""
    forms = {case.ground.tokens[i].text.lower() for i in range(*case.part.words)}
    rows = (row for word in sorted(forms) for row in case.ground.tables.predicates.get(word, ()))
    acts = (row.act for row in rows if row.verb is None and forms.issuperset(row.words))
    judging = (quality_of(case.ground, i) for i in range(*case.part.words))
    act = next((act for act in acts if act is not None), None)
    if act is not None:
        return Verdict(act, "predicate performs the act")
    quality = next((quality.act for quality in judging if quality is not None), None)
    return Verdict(quality, QUALITY) if quality is not None else None


def _clauses(case: Case) -> tuple[Clause, ...]:
    """The main clause and what it introduces."""
    head, content = case.part.clause, case.part.content
    return tuple(c for c in dict.fromkeys((head, content)) if c is not None)


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
    if clause.finite is not None and clause.lemma in case.ground.factuality.modals:
        return None
    match = case.ground.match(clause)
    if match is None or (match.cue.strength < FAIR and case.side != "own"):
        return None
    act = Act(case.ground.place.tables.classes[match.cue.cue_class].act)
    if act is Act.ANNOUNCE and match.cue.strength < FAIR:
        return None
    if case.head is not None and case.head.negative and not case.ground.is_told_by_negation(match.cue):
        turned = case.ground.tables.negated.get(act)
        return Verdict(turned, "negated verb of speech", match.cue.cue_class) if turned is not None else None
    return Verdict(act, "verb of speech", match.cue.cue_class) if act is not Act.ASSERT else None


def _by_quality(case: Case) -> Verdict | None:
    """ "sei nützlich gewesen" praises, "sei ein Fehler" criticises."""
    content = case.part.content
    if content is None or not case.has(content, "copula") or case.said is None:
        return None
    aside = _beside_predicate(case.ground, content)
    for i in own_tokens(content):
        quality = None if i in aside else quality_of(case.ground, i)
        if quality is None or not fits(quality, case.side):
            continue
        act = quality.negated if case.said.negative else quality.act
        if act is not None:
            return Verdict(act, QUALITY)
    return None


def _beside_predicate(ground: Ground, content: Clause) -> set[int]:
    """The words of the subject and of phrases with a preposition: what they tell is no predicate."""
    phrases = [p for first, last in content.pieces for p in find_phrases(ground.tokens, first, last)]
    aside = [p for p in phrases if p.preposition is not None or p == content.subject]
    return {i for p in aside for i in range(p.first, p.last)}


_OWN_RULES: tuple[Callable[[Case], Verdict | None], ...] = (
    _by_form,
    _by_predicate,
    by_alternative,
    _by_own_speech,
    _by_quality,
    by_modality,
    by_future,
    by_wrong,
)
