"""Who and what stands in a clause: its phrases, each with what it can be to the verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from wortlaut.extract.attribution.site import Range, Site, is_main
from wortlaut.extract.attribution.speakers import find_agent, find_antecedent, find_speaker, inherit_subject
from wortlaut.extract.events.tables import EventTables, Need, is_one_of
from wortlaut.grammar.chunks import ALL_CASES, DETERMINERS, NOUNS, cases, is_inflected, widen
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, ClauseKind, Phrase, Token, Voice

_NAMES = frozenset({"NE", "PPER", "FM"})
_NO_PART = frozenset({"PRF", "PWS"})


@dataclass(frozen=True, slots=True)
class Part:
    """A phrase of a clause: its own words, all that belongs to it (`span`), its preposition if it has one.

    `cases` are those that it can stand in; `local` says that its noun is one for a place. A relative pronoun is a part
    with the words of what it stands for.
    """

    words: Range
    span: Range
    head: int
    preposition: str | None
    cases: frozenset[str]
    local: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """The phrases of one clause: those without a preposition, and the governed ones."""

    site: Site
    clause: Clause
    free: tuple[Part, ...]
    governed: tuple[Part, ...]
    timed: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
    """What is a name elsewhere in the document, however it is tagged here."""
    nobody: frozenset[str] = frozenset()
    """Words that stand for nobody: "es"."""
    timely: tuple[Part, ...] = ()
    """Times and the like, which are no part in what happens."""
    _told: list[Range | None] = field(default_factory=list, compare=False)
    """The subject as it stands, once it has been looked for: every trigger of a verb asks for it."""

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the whole document."""
        return self.site.tokens

    def is_name(self, token: Token) -> bool:
        """Whether a token is a name or a personal pronoun."""
        if token.text.lower() in self.nobody:
            return False
        return token.tag in _NAMES or (token.tag == "NN" and token.text in self.names)

    def _describes(self, at: int, span: Range) -> bool:
        """ "69 Benz Wagen": a name in front of a noun says which one it is."""
        behind = self.tokens[at + 1 : span[1]]
        end = next(
            (k for k, token in enumerate(behind) if token.tag in {"$,", "$(", "APPR", "APPRART", "KON"}), len(behind)
        )
        return any(token.tag == "NN" for token in behind[:end])

    def told_subject(self) -> Range | None:
        """The subject as it stands in the text, whatever a trigger makes of it."""
        if not self._told:
            self._told.append(_told_subject(self))
        return self._told[0]

    def over(self, preposition: str) -> Part | None:
        """The first phrase behind a preposition."""
        return next((part for part in self.governed if part.preposition == preposition), None)

    def fits(self, span: Range, need: Need) -> bool:
        """Whether the words of a phrase are what is needed; what is set apart by a comma or a preposition is not it."""
        for i in range(*span):
            token = self.tokens[i]
            if i > span[0] and token.tag in {"$,", "APPR", "APPRART"}:
                return False
            if need.named and self.is_name(token) and not self._describes(i, span):
                return True
            if token.tag in {"NN", "NE", "FM", "PIS", "CARD", "PIAT", "ADJA"} and is_one_of(token, need.words):
                return True
        return False


def find_parts(site: Site, clause: Clause, timed: frozenset[int], names: frozenset[str], tables: EventTables) -> Parts:
    """The phrases of a clause; `timed` are the tokens of times, which are neither doers nor things."""
    free: list[Part] = []
    governed: list[Part] = []
    if (relative := _relative(site, clause)) is not None:
        (governed if relative.preposition else free).append(relative)
    apart = site.document.words("agent") if clause.voice is Voice.PASSIVE else frozenset()
    timely: list[Part] = []
    previous: Phrase | None = None
    for phrase, last in _cut_phrases(site, clause, timed):
        part = _part(site, phrase, last, apart, tables)
        attached = previous is not None and previous.last == phrase.first and _is_attribute(site, previous, phrase)
        previous = phrase
        head = site.tokens[phrase.head]
        if phrase.head in timed or head.tag in _NO_PART or tables.is_word(head, "no party"):
            timely.append(part)
        elif part.preposition is not None:
            governed.append(part)
        elif not attached and not _is_bound(site, phrase):
            free.append(part)
    return Parts(site, clause, tuple(free), tuple(governed), timed, names, tables.words["nobody"], tuple(timely))


def _cut_phrases(site: Site, clause: Clause, timed: frozenset[int]) -> Iterator[tuple[Phrase, int]]:
    """The phrases of a clause, cut where two stand side by side: "am Montag Sudavien", "gegen Bell Anklage"."""
    for phrase, last in site.phrases(clause):
        at = next((i for i in range(phrase.first + 1, phrase.last) if _begins_anew(site, phrase, i, timed)), None)
        if at is None:
            yield phrase, last
            continue
        heads = [i for i in range(phrase.first, at) if site.tokens[i].tag in NOUNS]
        yield Phrase(phrase.first, at, max(heads, default=at - 1), phrase.preposition), at
        yield Phrase(at, phrase.last, phrase.head), last


def _begins_anew(site: Site, phrase: Phrase, at: int, timed: frozenset[int]) -> bool:
    before, token = site.tokens[at - 1], site.tokens[at]
    if before.index in timed and at not in timed:
        return True
    genitive = before.text.endswith("s") and (before.tag == "NE" or is_inflected(before))
    if at in site.marks or token.tag != "NN" or genitive:
        return False
    behind = site.tokens[at + 1] if at + 1 < phrase.last else None
    alone = behind is None or behind.tag != "NE"
    return alone and (before.tag == "NE" or (before.tag == "NN" and phrase.preposition is not None))


def _part(site: Site, phrase: Phrase, last: int, apart: frozenset[str], tables: EventTables) -> Part:
    tokens = site.tokens
    governed = phrase.preposition
    return Part(
        (phrase.first, phrase.last),
        widen(tokens, phrase, last, site.document.phrases.without(apart)),
        phrase.head,
        tables.preposition(tokens[governed]) if governed is not None else None,
        cases(tokens, phrase, site.document.phrases),
        is_one_of(tokens[phrase.head], tables.words["ground"]),
    )


def _is_attribute(site: Site, before: Phrase, phrase: Phrase) -> bool:
    """ "der Abzug der Truppen": right behind a noun a genitive belongs to it."""
    possible = cases(site.tokens, phrase, site.document.phrases)
    return site.tokens[before.last - 1].tag in NOUNS and (
        "gen" in possible and site.tokens[phrase.first].tag in DETERMINERS
    )


def _is_bound(site: Site, phrase: Phrase) -> bool:
    """ "als Fehler", "… und der Minister": what is compared or joined to another phrase stands for nothing itself."""
    before = site.before(phrase.first)
    if before is None:
        return False
    joined = before.tag == "KON" and before.index - 1 >= site.first and site.tokens[before.index - 1].tag in NOUNS
    return joined or before.tag == "KOKOM" or before.text in {"(", "["}


def _relative(site: Site, clause: Clause) -> Part | None:
    """ "die Soldaten, die Norland schickte": the pronoun stands for the phrase before the clause."""
    opener = clause.opener
    if clause.kind is not ClauseKind.RELATIVE or opener is None:
        return None
    antecedent = find_antecedent(site, clause)
    if antecedent is None or site.tokens[opener].tag not in {"PRELS", "ART", "PDS"}:
        return None
    governed = site.tokens[opener - 1] if opener > clause.first else None
    possible = site.document.phrases.cases.get(site.tokens[opener].text.lower(), ALL_CASES)
    preposition = governed.text.lower() if governed is not None and governed.tag == "APPR" else None
    return Part(antecedent, antecedent, antecedent[0], preposition, possible)


@dataclass(frozen=True, slots=True)
class Roles:
    """Which phrases are subject (the doer), object and dative of a verb; in the passive the object is its subject."""

    subject: Range | None
    object: Part | None
    dative: Range | None


def assign(parts: Parts, wanted: Need | None, doer: Need | None, *, undergone: bool = False) -> Roles:
    """Who does what to whom; `wanted` is what the object has to be, `doer` what the subject has to be.

    `undergone` says that the clause is to be read as a passive, whatever its form: "ist angeklagt".
    """
    if undergone or parts.clause.voice is Voice.PASSIVE:
        return _assign_passive(parts, wanted)
    told = parts.told_subject()
    found = _find_object(parts, wanted, doer, told)
    if found is not None and told is not None and _overlap(found.span, told):
        told = _other_subject(parts, found)
        if told is None and not _can_be_inherited(parts):
            found = None
    dative = next((p.span for p in parts.free if p is not found and _is_dative(parts, p, told)), None)
    return Roles(told, found, dative)


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _find_object(parts: Parts, wanted: Need | None, doer: Need | None, told: Range | None) -> Part | None:
    """The phrase that is the object: outside the subject if there is one, and what it has to be."""
    free = [part for part in parts.free if "acc" in part.cases]
    outside = [part for part in free if told is None or not _overlap(part.span, told)]
    if wanted is not None:
        return next((part for part in (*outside, *free) if parts.fits(part.words, wanted)), None)
    datives = [p for p in outside if parts.tokens[p.head].tag in {"NE", "PPER"} and "dat" in p.cases]
    plain = [part for part in outside if part not in datives] if len(outside) > 1 else outside
    found = next(iter(plain or outside), None)
    if found is None or told is None or doer is None or parts.fits(told, doer) or not parts.fits(found.words, doer):
        return found
    return next((part for part in free if _overlap(part.span, told)), None)


def _other_subject(parts: Parts, found: Part) -> Range | None:
    """The subject where the phrase that looked like it is the object: "Truppen verlegte Norland"."""
    other = next((p for p in parts.free if p is not found and "nom" in p.cases), None)
    if other is not None and not _overlap(other.span, found.span):
        return other.span
    shared = inherit_subject(parts.site, parts.clause)
    return shared[0] if shared else None


def _assign_passive(parts: Parts, wanted: Need | None) -> Roles:
    fitting = [p for p in parts.free if "nom" in p.cases and (wanted is None or parts.fits(p.words, wanted))]
    stated = parts.clause.subject
    preferred = [p for p in fitting if stated is not None and p.words[0] == stated.first]
    found = next(iter(preferred or fitting), None)
    if found is None and not any("nom" in p.cases for p in parts.free):
        shared = inherit_subject(parts.site, parts.clause)
        if shared and is_main(parts.clause) and (wanted is None or parts.fits(shared[0], wanted)):
            found = Part(shared[0], shared[0], shared[0][0], None, frozenset({"nom"}))
    agent = find_agent(parts.site, parts.clause)
    if agent and not _may_do(parts, agent[0]):
        agent = ()
    dative = next((p.span for p in parts.free if p is not found and p.cases == {"dat"}), None)
    return Roles(agent[0] if agent else None, found, dative)


def _may_do(parts: Parts, agent: Range) -> bool:
    """ "nach Angaben von Rettern", "von einem Hügel": not every phrase with "von" is the doer of a passive."""
    before = next(
        (parts.tokens[i - 1] for i in (agent[0], agent[0] - 1) if i and parts.tokens[i].tag[:4] == "APPR"), None
    )
    tied = before is not None and before.tag == "NN" and before.index - 1 >= parts.site.first
    source = tied and before is not None and parts.site.document.tables.is_source(before)
    part = next((p for p in parts.governed if p.words[0] in {agent[0], agent[0] + 1}), None)
    place = part is not None and not parts.fits(part.words, Need("", frozenset(), named=True)) and part.local
    # "in der Nähe von Luhne": a phrase behind a noun that has a preposition itself belongs to that noun.
    inner = tied and before is not None and any(p.words[1] == before.index + 1 for p in parts.governed)
    # "Die Konten von elf Beamten wurden gesperrt": in front of the finite verb it belongs to the noun.
    finite = parts.clause.finite
    front = tied and is_main(parts.clause) and finite is not None and agent[0] < finite
    return not source and not place and not inner and not front


def _can_be_inherited(parts: Parts) -> bool:
    """Whether the subject may stand outside the clause: in an infinitive, or behind a conjunction."""
    if parts.clause.kind in {ClauseKind.INFINITIVE, ClauseKind.RELATIVE}:
        return True
    start = next(iter(own_tokens(parts.clause)))
    tokens = parts.tokens
    finite = parts.clause.finite
    front = [i for i in own_tokens(parts.clause) if finite is not None and i < finite]
    bare = all(tokens[i].tag in {"KON", "ADV", "PTKNEG", "PROAV"} for i in front)
    return tokens[start].tag == "KON" or bare


def _told_subject(parts: Parts) -> Range | None:
    """The subject as it stands, which is no time; that of an infinitive is the one of the clause above."""
    clause, site = parts.clause, parts.site
    if clause.kind is ClauseKind.INFINITIVE:
        parent = next((c for c in site.clauses if c.index == clause.parent), None)
        told = find_speaker(site, parent) if parent is not None else ()
        return told[0] if told else None
    stated = clause.subject
    if stated is None or not (stated.head in parts.timed or _is_bound(site, stated)):
        told = find_speaker(site, clause, not_nouns=False)
        if told or stated is not None or clause.kind is ClauseKind.RELATIVE:
            return _before_verb(parts.tokens, told[0]) if told else None
    # "Am Montag zwei Brigaden": a number behind a time begins a phrase of its own.
    return next((p.span for p in parts.free if "nom" in p.cases), None)


def _before_verb(tokens: Sequence[Token], span: Range) -> Range:
    """A subject ends where a verb stands, whatever was taken for it."""
    first, last = span
    return first, next((i for i in range(first + 1, last) if tokens[i].mood is not None), last)


def _is_dative(parts: Parts, part: Part, subject: Range | None) -> bool:
    if "dat" not in part.cases or (subject is not None and part.words[0] < subject[1] and subject[0] < part.words[1]):
        return False
    return "acc" not in part.cases or parts.is_name(parts.tokens[part.head])


def owners(parts: Parts, part: Part) -> Iterator[Range]:
    """Whoever a phrase belongs to: a name in front of its noun, a genitive, a phrase with "von"."""
    tokens = parts.tokens
    first, end = part.words
    if tokens[first].tag == "NE" and part.head > first and tokens[part.head].tag == "NN":
        yield first, first + 1
    behind = next((i for i in range(end, part.span[1]) if tokens[i].tag in {"KON", "$,", "$("}), part.span[1])
    if behind > end:
        governed = tokens[end].tag in {"APPR", "APPRART"}
        yield (end + 1 if governed else end), behind
