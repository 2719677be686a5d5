"""One claim under decision, and what a rule says of it."""

from __future__ import annotations

from dataclasses import dataclass

from wortlaut.extract.acts.ground import Ground
from wortlaut.extract.acts.splitting import Part
from wortlaut.extract.acts.tables import Side
from wortlaut.extract.attribution.site import Candidate
from wortlaut.extract.factuality import Factuality
from wortlaut.model import Act, Clause, StatementType, Tense

QUALITY = "quality"
IMPERATIVE = "imperative"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An act and the rule that decided it; `cue_class` is that of the verb that tells it, if one does."""

    act: Act
    rule: str
    cue_class: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A claim under decision: its words and clause, what its wording says, whose its predicate is and
    whose the deed that is told.

    `first` says that it is the first of its statement, `timed` that a time is told in it; `before` is the act of the
    last claim of another speaker, `own_before` that of the last one if it is the same speaker's, `tense` where its
    content lies.
    """

    ground: Ground
    part: Part
    candidate: Candidate
    head: Factuality | None
    said: Factuality | None
    side: Side
    doer: Side
    first: bool
    timed: bool
    before: Act | None
    own_before: Act | None
    tense: Tense | None

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
