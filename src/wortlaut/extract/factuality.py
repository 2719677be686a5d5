"""Whether a clause says that something is so or not, and how sure, necessary or wished it is by its wording.

Polarity is that of the clause as a whole: a negation that belongs to one constituent ("nicht nur", "kein A, sondern
B", "eine nicht genannte Zahl") leaves it positive. Modality is what the words mark, not what may be true: modal verbs
by their mood, adverbs, a condition beside the clause, or a conjunctive that reports nobody's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from wortlaut.grammar.chunks import find_phrases
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, ClauseKind, Modality, Mood, Polarity, Token
from wortlaut.text.lexicon import read_table

_REPORTING = frozenset({Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2, Mood.AMBIGUOUS_2})
_TIES = 3
"""How many words before a clause may make a condition or a lack of it: "unter der Bedingung, dass"."""


@dataclass(frozen=True, slots=True)
class Factuality:
    """What the wording of a clause says of its content; `conditional` whatever other modality it has."""

    polarity: Polarity
    modality: Modality
    conditional: bool

    @property
    def negative(self) -> bool:
        """Whether it says that something is not so."""
        return self.polarity is Polarity.NEGATIVE


@dataclass(frozen=True, slots=True)
class ModalVerb:
    """What a modal verb marks: `modality`, or `negated` where the clause is negative; None marks nothing.

    With `reported` it does so in the subjunctive only: "solle gehen" against the plan "soll gehen".
    """

    modality: Modality | None
    negated: Modality | None
    reported: bool


@dataclass(frozen=True, slots=True)
class FactualityTables:
    """Words of negation, modality and condition, by use."""

    words: Mapping[str, frozenset[str]]
    modals: Mapping[str, ModalVerb]
    marks: Mapping[str, Modality]

    @classmethod
    def read(cls, folder: Traversable) -> FactualityTables:
        """Read `words.tsv`, `modals.tsv` and `marks.tsv`."""
        words: dict[str, set[str]] = {}
        for row in read_table(folder, "words.tsv", ("word", "use", "origin"), unique=False):
            words.setdefault(row["use"], set()).add(row["word"])
        modals = {
            row["lemma"]: ModalVerb(_modality(row["modality"]), _modality(row["negated"]), row["mood"] == "subjunctive")
            for row in read_table(folder, "modals.tsv", ("lemma", "mood", "modality", "negated", "origin"))
        }
        marks = read_table(folder, "marks.tsv", ("word", "modality", "origin"))
        return cls(
            {use: frozenset(found) for use, found in words.items()},
            modals,
            {row["word"]: Modality(row["modality"]) for row in marks},
        )


def _modality(field: str) -> Modality | None:
    return None if field == "-" else Modality(field)


def judge(tokens: Sequence[Token], clauses: Sequence[Clause], clause: Clause, tables: FactualityTables) -> Factuality:
    """What the wording of one clause says; `clauses` are all of the text, in the order of their indices."""
    negative = _is_negative(tokens, clause, tables)
    conditional = _has_condition(tokens, clauses, clause, tables)
    marked = _marked(tokens, clause, negative, tables)
    if conditional or (marked is None and _is_irreal(tokens, clause, tables)):
        marked = Modality.CONDITIONAL
    polarity = Polarity.NEGATIVE if negative else Polarity.POSITIVE
    return Factuality(polarity, marked or Modality.ACTUAL, conditional)


def _is_negative(tokens: Sequence[Token], clause: Clause, tables: FactualityTables) -> bool:
    own = own_tokens(clause)
    count = sum(1 for i in own if _negates(tokens, clause, i, own, tables))
    lacking = any(word in tables.words["lack"] for word in _words_before(tokens, clause, 1))
    return (count > 0) != lacking


def _negates(tokens: Sequence[Token], clause: Clause, at: int, own: Sequence[int], tables: FactualityTables) -> bool:
    """Whether the token is a negation whose scope is the clause."""
    word = tokens[at].text.lower()
    if word in tables.words["lack"]:
        # "ohne zu zögern" opens its own clause: the one who goes does not hesitate.
        return clause.kind is ClauseKind.INFINITIVE and at == clause.first
    if word not in tables.words["negation"]:
        return False
    behind = [tokens[i].text.lower() for i in own if i > at]
    if behind[:1] and behind[0] in tables.words["lifts negation"]:
        return False
    if set(behind[:1]) & tables.words["denial of doubt"] or _is_contrasted(tokens, clause, at, tables):
        return False
    return not _is_inside_phrase(tokens, clause, at) and _holds_verb(clause, at)


def _holds_verb(clause: Clause, at: int) -> bool:
    """ "es war ein Gespräch, aber keine Verhandlung": what is added behind the verb is negated alone."""
    if not clause.verbs or len(clause.pieces) == 1:
        return True
    piece = next((p for p in clause.pieces if p[0] <= at < p[1]), clause.pieces[0])
    first = min(clause.verbs)
    return piece[0] <= max(clause.verbs) and (at < max(clause.verbs) or piece[0] <= first)


def _is_contrasted(tokens: Sequence[Token], clause: Clause, at: int, tables: FactualityTables) -> bool:
    """ "nicht am Montag, sondern am Dienstag": what is said is the second half."""
    return any(first > at and tokens[first].text.lower() in tables.words["contrast"] for first, _ in clause.pieces)


def _is_inside_phrase(tokens: Sequence[Token], clause: Clause, at: int) -> bool:
    """ "eine nicht genannte Zahl": the negation belongs to the attribute."""
    if tokens[at].tag != "PTKNEG":
        return False
    first, last = next(p for p in clause.pieces if p[0] <= at < p[1])
    return any(p.first < at < p.last for p in find_phrases(tokens, max(first, at - 4), last))


def _marked(tokens: Sequence[Token], clause: Clause, negative: bool, tables: FactualityTables) -> Modality | None:
    """What a modal verb or a word beside the verb marks."""
    for at in clause.verbs:
        modal = tables.modals.get(tokens[at].lemma)
        if modal is None or (modal.reported and clause.mood not in _REPORTING):
            continue
        found = modal.negated if negative else modal.modality
        if found is not None and (tokens[at].tag[1] == "M" or len(clause.verbs) > 1):
            return found
    words = (tables.marks.get(form) for i in own_tokens(clause) for form in {tokens[i].text.lower(), tokens[i].lemma})
    return next((found for found in words if found is not None), None)


def _is_irreal(tokens: Sequence[Token], clause: Clause, tables: FactualityTables) -> bool:
    """ "würde Folgen haben": the singular of the subjunctive II reports nothing that subjunctive I would not."""
    if clause.finite is None or clause.mood is not Mood.SUBJUNCTIVE_2:
        return False
    finite = tokens[clause.finite]
    return finite.number == "singular" and finite.lemma in tables.words["hypothetical verb"]


def _has_condition(
    tokens: Sequence[Token], clauses: Sequence[Clause], clause: Clause, tables: FactualityTables
) -> bool:
    """Whether a condition stands beside the clause or in it: "wenn …", "sollte er …", "unter der Bedingung, dass"."""
    nouns = tables.words["condition noun"]
    if any(tokens[i].text.lower() in nouns and _behind_preposition(tokens, i) for i in own_tokens(clause)):
        return True
    return any(_is_condition(tokens, child, clause, tables) for child in _near(clauses, clause))


def _behind_preposition(tokens: Sequence[Token], at: int) -> bool:
    return any(tokens[i].tag in {"APPR", "APPRART"} for i in range(max(0, at - 2), at))


def _is_condition(tokens: Sequence[Token], child: Clause, clause: Clause, tables: FactualityTables) -> bool:
    """Whether a clause near by is the condition of this one."""
    if child.parent == clause.index and child.opener is not None:
        return opens_condition(tokens, child, tables)
    return opens_with_condition(tokens, child, clause, tables)


def opens_with_condition(tokens: Sequence[Token], before: Clause, clause: Clause, tables: FactualityTables) -> bool:
    """ "Sollte er kommen, gehen wir": verb first, and the main clause right behind the comma begins with its verb."""
    if before.kind is not ClauseKind.MAIN or before.finite != before.first or clause.finite is None:
        return False
    adjacent = before.last + 1 == clause.finite and tokens[before.last].tag == "$,"
    return adjacent and tokens[before.finite].lemma in tables.words["inverted condition"]


def opens_condition(tokens: Sequence[Token], clause: Clause, tables: FactualityTables) -> bool:
    """Whether the clause opens with a word of condition that no "auch" makes a concession of."""
    if clause.opener is None or tokens[clause.opener].text.lower() not in tables.words["condition"]:
        return False
    return next(_words_before(tokens, clause, 1), "") not in tables.words["concession"]


def _near(clauses: Sequence[Clause], clause: Clause) -> Iterator[Clause]:
    """The other clauses of the same sentence."""
    for step in (-1, 1):
        at = clause.index + step
        while 0 <= at < len(clauses) and clauses[at].sentence == clause.sentence:
            yield clauses[at]
            at += step


def _words_before(tokens: Sequence[Token], clause: Clause, count: int) -> Iterator[str]:
    """The words right before the clause's opener, or before the clause, the nearest first."""
    start = clause.opener if clause.opener is not None else clause.first
    for at in range(start - 1, max(-1, start - 1 - count), -1):
        if tokens[at].sentence != tokens[start].sentence:
            return
        yield tokens[at].text.lower()
