"""What the rules of acts ask of a document: its clauses by place and parent, their words, and whose side is whose."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from wortlaut.extract.acts.tables import ActTables, Side
from wortlaut.extract.attribution.cues import Cue, CueMatch, match_verb
from wortlaut.extract.attribution.site import Candidate, Range, Text
from wortlaut.extract.factuality import Factuality, FactualityTables, judge
from wortlaut.grammar.chunks import ALL_CASES, PRONOUNS, widen
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, ClauseKind, StatementType, Token

_SAME_STEM = 5
"""So many first letters make two words of one name: "Norland", "norländisch" fall apart at less."""


@dataclass(slots=True)
class Ground:
    """A document under the rules of acts; clauses are looked up by their first token and by what they depend on."""

    place: Text
    candidates: Sequence[Candidate]
    tables: ActTables
    factuality: FactualityTables
    ordered: list[Clause] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    children: dict[int, list[Clause]] = field(default_factory=dict)
    speaking: frozenset[str] = frozenset()
    known: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, place: Text, candidates: Sequence[Candidate], tables: ActTables, factuality: FactualityTables
    ) -> Ground:
        """The ground of a document."""
        ground = cls(place, candidates, tables, factuality)
        ground.ordered = sorted(place.clauses, key=lambda c: (c.first, c.index))
        ground.starts = [clause.first for clause in ground.ordered]
        for clause in ground.ordered:
            if clause.parent is not None:
                ground.children.setdefault(clause.parent, []).append(clause)
        ground.speaking = frozenset(t.text for c in candidates for t in ground._names(c.speaker[:1]))
        ground.known = ground._neighbours()
        return ground

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the document."""
        return self.place.tokens

    def words(self, use: str) -> frozenset[str]:
        """The pack's words for one use."""
        return self.tables.words[use]

    def clause(self, index: int | None) -> Clause | None:
        """The clause of this index."""
        return None if index is None else self.place.clauses[index]

    def beginning_in(self, first: int, last: int) -> list[Clause]:
        """The clauses that begin in this range, in the order of the text."""
        return self.ordered[bisect_left(self.starts, first) : bisect_left(self.starts, last)]

    def forms(self, clause: Clause) -> set[str]:
        """The words of the clause and their lemmas in lower case; any reflexive pronoun stands for all of them.

        An attribute counts by its form alone: "ein erfundener Name" is not "erfunden".
        """
        own = [self.tokens[i] for i in own_tokens(clause)]
        found = {token.text.lower() for token in own} | {token.lemma.lower() for token in own if token.tag != "ADJA"}
        reflexive = self.place.words("reflexive")
        return found | reflexive if found & reflexive else found

    def verbs(self, clause: Clause) -> set[str]:
        """The lemmas of the clause's verbs; a full verb with a particle is known by both together only."""
        parted = any(self.tokens[i].tag == "PTKVZ" for i in clause.verbs)
        found = {self.tokens[i].lemma for i in clause.verbs if not (parted and self.tokens[i].tag == "VVFIN")}
        return found | {clause.lemma} if clause.lemma is not None else found

    def match(self, clause: Clause) -> CueMatch | None:
        """The verb cue of the clause."""
        return match_verb(self.tokens, clause, self.place.tables)

    def is_told_by_negation(self, cue: Cue) -> bool:
        """ "sagt nicht Nein": the negation is a part of the cue, whose act is done."""
        return not self.factuality.words["negation"].isdisjoint(cue.words)

    def judge(self, clause: Clause) -> Factuality:
        """Polarity and modality of one clause."""
        return judge(self.tokens, self.place.clauses, clause, self.factuality)

    def subject(self, clause: Clause) -> Range | None:
        """The subject with what belongs to it; a verb right behind a conjunction has that of the clause before."""
        finite = clause.finite
        if finite is not None and clause.kind is ClauseKind.MAIN and self._shares_subject(clause, finite):
            before = self._main_before(clause)
            if before is not None:
                return self.subject(before)
        if clause.subject is None:
            return None
        last = next((b for a, b in clause.pieces if a <= clause.subject.first < b), clause.subject.last)
        if finite is not None and clause.subject.last <= finite:
            last = min(last, finite)
        return widen(self.tokens, clause.subject, last, self.place.phrases)

    def _shares_subject(self, clause: Clause, finite: int) -> bool:
        """ "kam und ging": unless a nominative stands behind the verb."""
        opens = finite > 0 and self.tokens[finite - 1].tag == "KON" and finite - 1 <= clause.first
        behind = clause.subject
        if not opens or behind is None:
            return opens
        return self.place.phrases.cases.get(self.tokens[behind.first].text.lower(), ALL_CASES) != {"nom"}

    def _main_before(self, clause: Clause) -> Clause | None:
        at = bisect_left(self.starts, clause.first) - 1
        while at >= 0 and self.ordered[at].sentence == clause.sentence:
            if self.ordered[at].kind is ClauseKind.MAIN and self.ordered[at].finite is not None:
                return self.ordered[at]
            at -= 1
        return None

    def side(self, candidate: Candidate, span: Range | None) -> Side:
        """Whose side a phrase is on in somebody's words."""
        if span is None:
            return "none"
        opening = self.tokens[span[0]]
        word = opening.text.lower()
        if word in self.words("self"):
            return "own"
        direct = candidate.type is StatementType.DIRECT
        if self.is_thing(span):
            return "none"
        if opening.tag == "PPER":
            return "other" if direct else "own"
        if opening.tag == "PPOSAT" and (not direct or opening.lemma.lower() in self.words("our")):
            return "own"
        names = self._names((span,))
        if not names:
            return "none"
        speakers = {t.text for t in self._names(candidate.speaker[:1])}
        ours = speakers.union(*(self.known.get(name, set()) for name in speakers))
        if any(_same_name(t.text, other) for t in names for other in ours):
            return "own"
        if any(t.text in self.speaking for t in names):
            return "other"
        return "open" if any(t.tag == "NE" for t in names) else "none"

    def is_thing(self, span: Range) -> bool:
        """Whether a pronoun stands for no person: "es", "das"."""
        token = self.tokens[span[0]]
        return span[1] - span[0] == 1 and token.tag in PRONOUNS and token.text.lower() in self.words("thing")

    def is_named(self, span: Range) -> bool:
        """Whether a phrase has a name in it."""
        return any(self.tokens[i].tag == "NE" for i in range(*span))

    def is_party(self, span: Range) -> bool:
        """Whether a phrase without a name may be somebody that acts: no words, no plan and nothing indefinite."""
        opening = self.tokens[span[0]]
        noun = next((self.tokens[i] for i in range(*span) if self.tokens[i].tag == "NN"), None)
        definite = opening.tag == "PPOSAT" or opening.text.lower() in self.words("definite")
        cue = self.place.tables.find_noun(noun) if noun is not None else None
        return definite and noun is not None and (cue is None or "source" in cue.frames)

    def _names(self, spans: Sequence[Range]) -> list[Token]:
        """Names and adjectives that may come from one: "norländische", "Bell"; titles and articles tell no side."""
        return [self.tokens[i] for a, b in spans for i in range(a, b) if self.tokens[i].tag in {"NE", "ADJA"}]

    def _neighbours(self) -> dict[str, set[str]]:
        """For each name of a speaker what stands right before it somewhere: "der norländische Minister Bell"."""
        found: dict[str, set[str]] = {}
        run: list[str] = []
        for token in self.tokens:
            if token.tag in {"NE", "NN", "ADJA"}:
                if token.tag == "NE" and token.text in self.speaking:
                    found.setdefault(token.text, set()).update(run)
                run.append(token.text)
            elif token.tag != "ART":
                run = []
        return found


def _same_name(one: str, other: str) -> bool:
    if len(one) < _SAME_STEM or len(other) < _SAME_STEM:
        return one == other
    return one[:_SAME_STEM].casefold() == other[:_SAME_STEM].casefold()
