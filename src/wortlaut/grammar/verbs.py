"""The verb complex of a clause: full verb with its particle, mood, tense, voice and subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable

from wortlaut.grammar.chunks import PRONOUNS, PhraseTables, cases, find_phrases, is_plural
from wortlaut.model import Clause, ClauseKind, Phrase, Tense, Token, Voice
from wortlaut.text.lexicon import read_table
from wortlaut.text.morphology import FINITE, INFINITIVES, PARTICIPLES, QUOTATION_MARKS, VERBS


@dataclass(frozen=True, slots=True)
class VerbTables:
    """The verbs that build passive, perfect and future with another verb, by lemma.

    A verb of the perfect that stands in `state` too tells with a participle either what has happened or how things are;
    it is the former where the participle is of a verb that ends like one of `changes`.
    """

    passive: frozenset[str]
    perfect: frozenset[str]
    state: frozenset[str]
    future: frozenset[str]
    changes: tuple[str, ...]

    @classmethod
    def read(cls, folder: Traversable) -> VerbTables:
        """Read `auxiliaries.tsv`."""
        rows = read_table(folder, "auxiliaries.tsv", ("lemma", "builds", "origin"), unique=False)

        def verbs(what: str) -> frozenset[str]:
            return frozenset(row["lemma"] for row in rows if row["builds"] == what)

        return cls(verbs("passive"), verbs("perfect"), verbs("state"), verbs("future"), tuple(sorted(verbs("change"))))


def own_tokens(clause: Clause) -> list[int]:
    """The tokens of the clause's own words."""
    return [i for first, last in clause.pieces for i in range(first, last)]


def complete(tokens: Sequence[Token], clause: Clause, verbs: VerbTables, phrases: PhraseTables) -> Clause:
    """The clause with its verb complex, full verb, mood, tense, voice and subject filled in."""
    if clause.kind is ClauseKind.QUOTATION:
        return clause
    complex_ = tuple(i for i in own_tokens(clause) if _belongs(tokens, clause, i))
    full = _full_verb(tokens, clause, complex_)
    if full is None:
        return clause
    particle = next((i for i in complex_ if tokens[i].tag == "PTKVZ"), None)
    lemma = tokens[full].lemma
    if particle is not None and tokens[full].tag in FINITE:
        lemma = tokens[particle].text.lower() + lemma
    mood = tokens[clause.finite].mood if clause.finite is not None else None
    return replace(
        clause,
        verbs=complex_,
        lemma=lemma,
        mood=mood,
        tense=_tense(tokens, clause.finite, complex_, verbs),
        voice=_voice(tokens, complex_, verbs),
        subject=find_subject(tokens, clause, phrases),
    )


def _belongs(tokens: Sequence[Token], clause: Clause, index: int) -> bool:
    tag = tokens[index].tag
    if tag in FINITE:
        return index == clause.finite
    return tag in VERBS or tag in {"PTKVZ", "PTKZU"}


def _full_verb(tokens: Sequence[Token], clause: Clause, complex_: tuple[int, ...]) -> int | None:
    """The verb that says what happens: the last full verb that is not finite, else the finite one."""
    nonfinite = [i for i in complex_ if i != clause.finite and tokens[i].tag in {"VVPP", "VVINF", "VVIZU"}]
    auxiliary = clause.finite is None or tokens[clause.finite].tag in {"VAFIN", "VMFIN", "VAIMP"}
    if auxiliary and not nonfinite:
        # "war bekannt geworden": with no full verb the auxiliary that is not finite is the verb.
        nonfinite = [i for i in complex_ if i != clause.finite and tokens[i].tag in {"VAPP", "VAINF", "VMINF"}]
    if nonfinite and auxiliary:
        return nonfinite[-1]
    if clause.finite is not None:
        return clause.finite
    return complex_[-1] if complex_ and tokens[complex_[-1]].tag in VERBS else None


def _tense(tokens: Sequence[Token], finite: int | None, complex_: tuple[int, ...], tables: VerbTables) -> Tense | None:
    """When it happens, by the finite verb and what stands with it; None where an infinitive alone tells nothing."""
    participle = any(tokens[i].tag in PARTICIPLES for i in complex_)
    infinitives = [i for i in complex_ if tokens[i].tag in INFINITIVES]
    if participle and any(_is_perfect(tokens, i, complex_, tables) for i in infinitives):
        return Tense.PAST
    if finite is None:
        return Tense.PAST if participle and not infinitives else None
    verb = tokens[finite]
    # "hat gehen müssen" has an infinitive for a participle, "hat zu gehen" is no perfect.
    marked = {i + 1 for i in complex_ if tokens[i].tag == "PTKZU"}
    bare = any(tokens[i].tag != "VVIZU" and i not in marked for i in infinitives)
    if verb.tense is Tense.PAST or (verb.lemma in tables.perfect and (participle or bare)):
        return Tense.PAST
    return Tense.FUTURE if verb.lemma in tables.future and bare else verb.tense


def _is_perfect(tokens: Sequence[Token], infinitive: int, complex_: tuple[int, ...], tables: VerbTables) -> bool:
    """ "soll geöffnet haben", "soll geflohen sein", "soll gesehen worden sein"; not "soll geöffnet sein"."""
    lemma = tokens[infinitive].lemma
    if lemma not in tables.perfect or lemma not in tables.state:
        return lemma in tables.perfect
    participles = [tokens[i] for i in complex_ if tokens[i].tag in PARTICIPLES]
    return any(p.tag == "VAPP" or p.lemma.endswith(tables.changes) for p in participles)


def _voice(tokens: Sequence[Token], complex_: tuple[int, ...], tables: VerbTables) -> Voice:
    """ "wird vorgeworfen", "worden ist": a participle with the verb that builds the passive."""
    participle = any(tokens[i].tag == "VVPP" for i in complex_)
    builds = any(tokens[i].lemma in tables.passive and tokens[i].tag != "VVPP" for i in complex_)
    return Voice.PASSIVE if participle and builds else Voice.ACTIVE


def find_subject(tokens: Sequence[Token], clause: Clause, tables: PhraseTables) -> Phrase | None:
    """The phrase that agrees with the finite verb and can be a nominative; None where no phrase can."""
    if clause.finite is None:
        return None
    candidates = nominatives(tokens, clause, tables)
    if not candidates:
        return None
    only = [p for p in candidates if cases(tokens, p, tables) == {"nom"}]
    return only[0] if only else candidates[0]


def nominatives(tokens: Sequence[Token], clause: Clause, tables: PhraseTables) -> list[Phrase]:
    """All phrases of the clause that could be its subject, in the order of the text."""
    found: list[Phrase] = []
    disagreeing: list[Phrase] = []
    plural = clause.finite is not None and tokens[clause.finite].number == "plural"
    for first, last in clause.pieces:
        previous: Phrase | None = None
        for phrase in find_phrases(tokens, first, last):
            attached = previous is not None and previous.last == phrase.first
            attribute = attached and "gen" in cases(tokens, phrase, tables) and tokens[phrase.first].tag not in PRONOUNS
            governed = phrase.preposition is not None or _is_compared(tokens, phrase.first, first)
            if not governed and not attribute and "nom" in cases(tokens, phrase, tables):
                agrees = _agrees(tokens, phrase, last, plural, tables)
                (found if agrees else disagreeing).append(phrase)
            previous = phrase
    # Where none agrees, the number of the noun was misjudged.
    return found or disagreeing


def _is_compared(tokens: Sequence[Token], index: int, first: int) -> bool:
    """ "als Fehler", "als „Fehler“": behind a particle of comparison stands no subject."""
    before = index - 1
    while before >= first and tokens[before].text in QUOTATION_MARKS:
        before -= 1
    return before >= first and tokens[before].tag == "KOKOM"


def _agrees(tokens: Sequence[Token], phrase: Phrase, last: int, plural: bool, tables: PhraseTables) -> bool:
    """Whether subject and finite verb can agree in number."""
    coordinated = (
        phrase.last + 1 < last
        and tokens[phrase.last].text.lower() in tables.conjunctions
        and tokens[phrase.last].tag == "KON"
    )
    number = True if coordinated else is_plural(tokens, phrase)
    return number is None or number == plural or (not coordinated and tokens[phrase.head].tag == "NE")
