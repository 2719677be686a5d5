"""Which of the pack's predicates and qualities stand in a clause."""

from __future__ import annotations

from wortlaut.extract.acts.ground import Ground
from wortlaut.extract.acts.tables import Predicate, Side
from wortlaut.model import Act, Clause, Tense
from wortlaut.text.morphology import PARTICIPLES

_NOW = frozenset(
    {
        Act.OFFER,
        Act.REJECT,
        Act.AGREE,
        Act.PROMISE,
        Act.THREATEN,
        Act.DEMAND,
        Act.PROPOSE,
        Act.ASK,
        Act.HOPE,
        Act.FEAR,
        Act.EXPECT,
    }
)
"""What only a predicate in the present performs: "habe zugestimmt" tells that it was done before."""


def performs(ground: Ground, clause: Clause, side: Side, *, negative: bool) -> Act | None:
    """The act of the first predicate whose words all stand in the clause and that is of this side."""
    forms, verbs = ground.forms(clause), ground.verbs(clause)
    for word in sorted(forms | verbs):
        for predicate in ground.tables.predicates.get(word, ()):
            if (
                (predicate.verb is None or predicate.verb in verbs)
                and forms.issuperset(predicate.words)
                and fits(predicate, side)
            ):
                act = predicate.negated if negative else predicate.act
                if act is not None and not (act in _NOW and _is_over(ground, clause, predicate)):
                    return act
    return None


def _is_over(ground: Ground, clause: Clause, predicate: Predicate) -> bool:
    """Whether the clause lies in the past; the participle in "sind vorbereitet" is none but a word of the predicate."""
    if clause.tense is not Tense.PAST or clause.finite is None:
        return clause.tense is Tense.PAST
    participles = {ground.tokens[i].text.lower() for i in clause.verbs if ground.tokens[i].tag in PARTICIPLES}
    return ground.tokens[clause.finite].tense is Tense.PAST or not participles <= set(predicate.words)


def fits(predicate: Predicate, side: Side) -> bool:
    """A name whose side is not known may be on either; but only what is surely one's own fault is conceded."""
    if predicate.whose == "any" or side == predicate.whose:
        return True
    return side == "open" and predicate.act is not Act.CONCEDE


def quality_of(ground: Ground, at: int) -> Predicate | None:
    """The entry of a word that judges, by its form or its lemma."""
    token = ground.tokens[at]
    qualities = ground.tables.qualities
    return qualities.get(token.text.lower()) or qualities.get(token.lemma.lower())
