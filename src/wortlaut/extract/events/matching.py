"""Where a trigger stands: a verb with what it needs beside it, or a noun with what makes it an event of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wortlaut.extract.attribution.site import Range
from wortlaut.extract.events.roles import Part, Parts, Roles, assign
from wortlaut.extract.events.tables import EventTables, Need, Trigger, is_one_of
from wortlaut.grammar.chunks import DETERMINERS, cases
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import ClauseKind, EventType, Phrase, Tense, Voice

_OBJECT, _SUBJECT, _DATIVE, _DOER, _REFLEXIVE, _OVER, _WORD, _NOT, _ACTIVE, _PASSIVE = (
    "object",
    "subject",
    "dative",
    "doer",
    "reflexive",
    "over",
    "word",
    "not",
    "active",
    "passive",
)
_ROLES = frozenset({_OBJECT, _SUBJECT, _DATIVE, _DOER})
_ATTACK = "attack"
_NO_CAUSE = frozenset({EventType.CONSULT, EventType.ASSAULT})
"""What is told as a cause may be one to come ("durch Gespräche mit Tolv"), or a charge ("wegen Mordes")."""


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found in a clause; `used` are the tokens of nouns that belong to it, `roles` who is who."""

    trigger: Trigger
    roles: Roles
    used: frozenset[int]


def match_verb(parts: Parts, tables: EventTables, *, violent: bool = False) -> Match | None:
    """The most demanding trigger whose verb is that of the clause; `violent`: an attack was told just before."""
    for lemma in _lemmas(parts, tables):
        for trigger in tables.verbs.get(lemma, ()):
            match = _try(parts, trigger, tables, violent)
            if match is not None:
                return match
    return None


def _lemmas(parts: Parts, tables: EventTables) -> Iterator[str]:
    """The verb with and without what may be no particle of it: "nahm fest", "ruft … zurück"."""
    lemma = parts.clause.lemma
    if lemma is None:
        return
    yield lemma
    if lemma in tables.words["lets"]:
        # "ließ die Büros durchsuchen", "hat Zelte zukommen lassen": who lets it be done does it.
        done = (parts.tokens[i] for i in parts.clause.verbs)
        yield from (token.lemma for token in done if token.tag == "VVINF" and token.lemma != lemma)
    particle = next((parts.tokens[i].text.lower() for i in parts.clause.verbs if parts.tokens[i].tag == "PTKVZ"), None)
    if particle is not None and lemma.startswith(particle) and lemma not in tables.verbs:
        yield lemma.removeprefix(particle)


def _try(parts: Parts, trigger: Trigger, tables: EventTables, violent: bool) -> Match | None:
    wanted, doer = trigger.need(_OBJECT), trigger.need(_SUBJECT)
    if not all(_is_met(parts, need) for need in trigger.needs):
        return None
    undergone = _is_state(parts, trigger, tables)
    active = parts.clause.voice is Voice.ACTIVE and not undergone
    if active and wanted is not None and not any(parts.fits(part.words, wanted) for part in parts.free):
        return None
    roles = assign(parts, wanted, doer, undergone=undergone)
    if wanted is not None and roles.object is None:
        return None
    if doer is not None and (roles.subject is None or not parts.fits(roles.subject, doer)):
        return None
    gains = trigger.need(_DATIVE)
    if gains is not None and (roles.dative is None or not parts.fits(roles.dative, gains)):
        return None
    if trigger.need(_DOER) is not None and roles.subject is None and not (violent or _tells_attack(parts, tables)):
        return None
    return Match(trigger, roles, frozenset(_used(parts, trigger, roles, tables)))


def _is_state(parts: Parts, trigger: Trigger, tables: EventTables) -> bool:
    """ "ist angeklagt": with a verb that is done to somebody the perfect of motion is a passive."""
    clause = parts.clause
    if clause.lemma in tables.words["goes"]:
        return False
    tags = {parts.tokens[i].tag for i in clause.verbs}
    if clause.finite is None and clause.tense is not Tense.PAST and clause.kind is not ClauseKind.INFINITIVE:
        # "die Räume wurden versiegelt, die Computer beschlagnahmt"
        return tags == {"VVPP"}
    state = clause.finite is not None and tables.is_word(parts.tokens[clause.finite], "result")
    done = trigger.need(_OBJECT) is not None or _OBJECT in trigger.frame.recipient
    return state and done and "VVPP" in tags and trigger.need(_REFLEXIVE) is None


def _is_met(parts: Parts, need: Need) -> bool:
    """Whether the clause has what is needed beside subject and object."""
    if need.role in _ROLES:
        return True
    if need.role == _ACTIVE:
        return parts.clause.voice is Voice.ACTIVE
    if need.role == _PASSIVE:
        return parts.clause.voice is Voice.PASSIVE
    if need.role == _REFLEXIVE:
        return any(parts.tokens[i].tag == "PRF" for i in own_tokens(parts.clause))
    if need.role == _OVER:
        return any(parts.over(word) is not None for word in need.words)
    if need.role == _WORD:
        return _holds_word(parts, need)
    if need.role == _NOT:
        return not _holds_word(parts, need)
    return any(
        part.preposition == need.role and parts.fits(part.words, need) for part in (*parts.governed, *parts.timely)
    )


def _holds_word(parts: Parts, need: Need) -> bool:
    return any(is_one_of(parts.tokens[i], need.words) for i in own_tokens(parts.clause))


def _tells_attack(parts: Parts, tables: EventTables) -> bool:
    return any(is_one_of(parts.tokens[i], tables.words[_ATTACK]) for i in own_tokens(parts.clause))


def _used(parts: Parts, trigger: Trigger, roles: Roles, tables: EventTables) -> Iterator[int]:
    """The nouns that belong to the trigger: "Verhandlungen abbrechen", "zu Gesprächen treffen"."""
    if roles.object is not None:
        yield from range(*roles.object.words)
    for need in trigger.needs:
        for part in parts.governed:
            if part.preposition == need.role:
                yield from range(*part.words)
        if need.role == _SUBJECT and roles.subject is not None:
            yield from range(*roles.subject)
        if need.role == _WORD:
            own = [i for i in own_tokens(parts.clause) if is_one_of(parts.tokens[i], need.words)]
            nouns = {i: tables.find_noun(parts.tokens[i]) for i in own}
            yield from (i for i, noun in nouns.items() if noun is None or noun.event.type is not trigger.event.type)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun trigger: its phrase, what hangs on it, whether its clause tells that it takes place (`held`).

    `before` is its preposition, `attached` are the phrases right behind it, `owner` the one that it belongs to.
    """

    trigger: Trigger
    at: int
    phrase: Phrase
    last: int
    before: str | None
    attached: tuple[Part, ...]
    owner: Range | None
    possessive: bool
    definite: bool
    held: bool


def match_nouns(parts: Parts, used: frozenset[int], timed: frozenset[int], tables: EventTables) -> Iterator[Noun]:
    """The nouns of a clause that tell an event and have enough beside them to be one of their own."""
    phrases = parts.site.phrases(parts.clause)
    for number, (phrase, last) in enumerate(phrases):
        at = _last_noun(parts, phrase)
        if at is None or at in used or (trigger := tables.find_noun(parts.tokens[at])) is None:
            continue
        attached = tuple(_attached(parts, [p for p, _ in phrases[number + 1 :]], phrase, timed, tables))
        noun = _describe(parts, trigger, at, (phrase, last), attached, tables)
        if _has_needs(noun) and _is_grounded(parts, noun, timed, tables):
            yield noun


def _has_needs(noun: Noun) -> bool:
    """Whether the prepositions that a noun needs stand behind it: "Prozess gegen"."""
    behind = {part.preposition for part in noun.attached}
    return all(need.role != _OVER or not behind.isdisjoint(need.words) for need in noun.trigger.needs)


def _last_noun(parts: Parts, phrase: Phrase) -> int | None:
    """The noun of a phrase; a name in marks behind it is no noun of its own: Übung „Stiller Strom“."""
    inside = range(phrase.first, phrase.last)
    return next((i for i in reversed(inside) if parts.tokens[i].tag == "NN" and i not in parts.site.marks), None)


def _attached(
    parts: Parts, following: Sequence[Phrase], phrase: Phrase, timed: frozenset[int], tables: EventTables
) -> Iterator[Part]:
    """The phrases that follow a noun without a gap: "Gespräche [mit Tolv] [in Norhafen]"."""
    end = phrase.last
    for other in following:
        start = other.first if other.preposition is None else other.preposition
        if start != end and not (start == end + 1 and parts.tokens[end].tag == "KON"):
            return
        base = tables.preposition(parts.tokens[other.preposition]) if other.preposition is not None else None
        if base is None and not _is_genitive(parts, other):
            return
        if other.head not in timed:
            last = next((b for a, b in parts.clause.pieces if a <= other.first < b), other.last)
            span = (other.first, _with_partner(parts, other, last))
            yield Part((other.first, other.last), span, other.head, base, frozenset())
        end = other.last


def _is_genitive(parts: Parts, phrase: Phrase) -> bool:
    """ "der Besuch der Ministerin", "ein Treffen westlicher Minister": a bare name is one as well."""
    token = parts.tokens[phrase.first]
    if token.tag in DETERMINERS:
        return "gen" in cases(parts.tokens, phrase, parts.site.document.phrases)
    return token.tag in {"NE", "ADJA", "PIS"} or phrase.preposition is not None


def _with_partner(parts: Parts, phrase: Phrase, last: int) -> int:
    """ "zwischen Norland und Sudavien": both are one place."""
    found = [p for p, _ in parts.site.phrases(parts.clause)]
    at = phrase.last
    for other in found:
        if other.first == at + 1 and at < last and parts.tokens[at].tag == "KON" and other.preposition is None:
            at = other.last
    return at


def _describe(
    parts: Parts, trigger: Trigger, at: int, found: tuple[Phrase, int], attached: tuple[Part, ...], tables: EventTables
) -> Noun:
    phrase, last = found
    tokens = parts.tokens
    first = tokens[phrase.first]
    owner: Range | None = None
    if at > phrase.first and first.tag == "NE":
        owner = (phrase.first, phrase.first + 1)
    elif attached and (
        attached[0].preposition in tables.words["of"]
        or (attached[0].preposition is None and attached[0].words[0] == phrase.last)
    ):
        owner = attached[0].span
    elif phrase.last - at > 1 and tokens[at + 1].tag == "NE":
        owner = (at + 1, phrase.last)
    before = tables.preposition(tokens[phrase.preposition]) if phrase.preposition is not None else None
    lemma = parts.clause.lemma
    argument = before is None or before in tables.words["to"]
    held = lemma in tables.words["holds"] and argument
    held = held or (lemma in tables.words["holds to"] and before in tables.words["to"])
    held = held or (lemma in tables.words["holds with"] and before in tables.words["with"])
    fused = phrase.preposition is not None and tokens[phrase.preposition].tag == "APPRART"
    definite = fused or (first.tag in {"ART", "PDAT", "PPOSAT"} and first.lemma.lower() not in tables.words["a"])
    return Noun(trigger, at, phrase, last, before, attached, owner, first.tag == "PPOSAT", definite, held)


def _is_grounded(parts: Parts, noun: Noun, timed: frozenset[int], tables: EventTables) -> bool:
    """Whether a noun tells an event: it is held, or an occasion, and somebody, a place or a time is told."""
    behind = {part.preposition for part in noun.attached}
    party = bool(behind & (tables.words["with"] | tables.words["between"])) or noun.owner is not None
    aimed = bool(behind & tables.words["aim at"]) and noun.trigger.event.type is not EventType.CONSULT
    placed = any(part.preposition in tables.words["where"] and _is_place(parts, part, tables) for part in noun.attached)
    inside = range(noun.phrase.first, noun.phrase.last + 2)
    dated = any(i in timed for i in inside)
    if noun.held:
        if parts.clause.kind is ClauseKind.INFINITIVE:
            return True
        around = any(part.preposition is not None for part in parts.governed) or any(
            i in timed for i in own_tokens(parts.clause)
        )
        return party or aimed or placed or dated or around or _has_other_subject(parts, noun)
    because = noun.before in tables.words["cause"] and noun.trigger.event.type not in _NO_CAUSE
    if because or noun.before in tables.words["within"]:
        return party or aimed or placed or dated
    if noun.before in tables.words["in talk"] and noun.trigger.event.type is EventType.CONSULT:
        return any(
            part.preposition in tables.words["with"] and _is_partner(parts, part, tables) for part in noun.attached
        )
    return noun.possessive and dated


def _is_partner(parts: Parts, part: Part, tables: EventTables) -> bool:
    """ "in einem Telefonat mit Tolv"; "in einem Gespräch mit der Zeitung" is an interview."""
    inside = [parts.tokens[i] for i in range(*part.words)]
    return not any(is_one_of(t, tables.words["medium"]) for t in inside) and any(
        is_one_of(t, tables.words["office"]) for t in inside
    )


def _has_other_subject(parts: Parts, noun: Noun) -> bool:
    subject = parts.clause.subject
    return subject is not None and subject.head != noun.at and parts.tokens[subject.head].tag in {"NE", "NN"}


def _is_place(parts: Parts, part: Part, tables: EventTables) -> bool:
    head = parts.tokens[part.head]
    return head.tag == "NE" or is_one_of(head, tables.words["place"])
