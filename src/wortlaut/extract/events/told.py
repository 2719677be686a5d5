"""Acts that the report tells with a verb of saying but that are no statement: "Bell dankte den Helfern".

The lexicon of cues says which act a verb is; here it has to have somebody who does it and somebody or something that
it is about, for many of these verbs have other senses ("das Haus bietet Platz"). A phrase needs no more than itself
("reagierte empört"); one that tells it from the other side ("stieß bei Bell auf Kritik") says where its doer stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from wortlaut.extract.attribution.cues import FAIR, STRONG, Cue
from wortlaut.extract.attribution.site import Range, Ranges, Site
from wortlaut.extract.events.arguments import split
from wortlaut.extract.events.roles import Part, Parts, assign
from wortlaut.extract.events.tables import EventClass, EventTables, is_one_of
from wortlaut.grammar.chunks import DETERMINERS
from wortlaut.model import Act, Clause, ClauseKind, Voice

_DOER = "by:"
"""Opens a frame of a cue whose subject is what it is about: the preposition that leads to the doer."""
_KINDS = frozenset({ClauseKind.MAIN, ClauseKind.SUBORDINATE, ClauseKind.RELATIVE})
_OF_THINGS = frozenset({Act.DEMAND, Act.THREATEN})
_DATIVE, _ACCUSATIVE = "dat", "acc"


def find_told_act(site: Site, clause: Clause, tables: EventTables) -> tuple[Cue, Act, EventClass] | None:
    """The cue of a clause, its act, and the class of the event that this is."""
    purpose = clause.kind is ClauseKind.INFINITIVE and clause.opener is not None
    if clause.kind not in _KINDS and not purpose:
        return None
    match = site.match(clause)
    if match is None or not (match.cue.strength >= (STRONG if purpose else FAIR) or _doers(match.cue)):
        return None
    if site.document.tables.is_exception(clause.lemma, site.words_of(clause)):
        return None
    act = Act(site.document.tables.classes[match.cue.cue_class].act)
    kind = tables.acts.get(act)
    return (match.cue, act, kind) if kind is not None else None


def fill_told_act(parts: Parts, cue: Cue, tables: EventTables) -> tuple[Ranges, Ranges] | None:
    """Who does it and towards whom; None where nobody does it or nothing is told that it is about."""
    if _doers(cue):
        return _fill_inverted(parts, cue, tables)
    roles = assign(parts, None, None)
    passive = parts.clause.voice is Voice.PASSIVE
    about = list(_about(parts, cue))
    if passive:
        if cue.strength < STRONG or not (about or roles.object is not None or roles.dative is not None):
            return None
        aimed = roles.dative or (roles.object.span if roles.object and _ACCUSATIVE in cue.addressee else None)
        actor = tuple(split(parts.tokens, roles.subject)) if roles.subject is not None else ()
        return actor, tuple(split(parts.tokens, aimed)) if aimed is not None and _is_party(parts, aimed, tables) else ()
    if (
        roles.subject is None
        or _is_of_cue(parts, roles.subject, cue)
        or not _may_act(parts, roles.subject, cue, tables)
    ):
        return None
    bare = not about and roles.object is None and roles.dative is None and not parts.site.children(parts.clause)
    if bare and not _tells_all(parts, cue):
        return None
    actor = tuple(split(parts.tokens, roles.subject))
    aims = (roles.dative, roles.object.span if roles.object is not None else None, *(part.span for part in about))
    aimed = next((span for span in aims if span is not None and _is_party(parts, span, tables)), None)
    recipient = tuple(split(parts.tokens, aimed)) if aimed is not None else ()
    return actor, tuple(span for span in recipient if span not in actor)


def is_told_by_negation(cue: Cue, negations: frozenset[str]) -> bool:
    """ "erkannte das Ergebnis nicht an": the negation is a part of the act, which happened."""
    return not negations.isdisjoint(cue.words)


def _doers(cue: Cue) -> frozenset[str]:
    """The prepositions that lead to the doer of a cue whose subject is what it is about."""
    return frozenset(frame[len(_DOER) :] for frame in cue.frames if frame.startswith(_DOER))


def _fill_inverted(parts: Parts, cue: Cue, tables: EventTables) -> tuple[Ranges, Ranges]:
    """ "Der Plan stieß bei Bell auf Kritik": whoever stands behind one of the prepositions is the doer."""
    doers = (part.span for part in parts.governed if part.preposition in _doers(cue))
    doer = next((span for span in doers if _is_party(parts, span, tables)), None)
    subject = assign(parts, None, None).subject
    aimed = subject if subject is not None and _is_party(parts, subject, tables) and subject != doer else None
    return (
        tuple(split(parts.tokens, doer)) if doer is not None else (),
        tuple(split(parts.tokens, aimed)) if aimed is not None else (),
    )


def _is_of_cue(parts: Parts, subject: Range, cue: Cue) -> bool:
    """ "die Frage stellt sich": a noun of the cue is nobody."""
    return any(parts.tokens[i].tag == "NN" and parts.tokens[i].text.lower() in cue.words for i in range(*subject))


def _tells_all(parts: Parts, cue: Cue) -> bool:
    """Whether a cue has words beside its verb that tell the act: "reagierte empört"."""
    return any(word not in parts.site.document.words("reflexive") for word in cue.words)


def _about(parts: Parts, cue: Cue) -> Iterator[Part]:
    """What stands behind one of the prepositions that lead to what the cue is about or whom it is said to."""
    prepositions = cue.prepositions | cue.addressee
    yield from (part for part in parts.governed if part.preposition in prepositions)


def _may_act(parts: Parts, span: Range, cue: Cue, tables: EventTables) -> bool:
    """Whether the subject does something by speaking: a task may demand and a loss threaten, but only people refuse."""
    if _is_party(parts, span, tables) or (_tells_all(parts, cue) and cue.strength >= FAIR):
        return True
    act = Act(parts.site.document.tables.classes[cue.cue_class].act)
    if act in _OF_THINGS or parts.tokens[span[0]].tag not in DETERMINERS:
        return False
    nouns = (parts.site.document.tables.find_noun(parts.tokens[i]) for i in range(*span))
    return all(noun is None or "source" in noun.frames for noun in nouns)


def _is_party(parts: Parts, span: Range, tables: EventTables) -> bool:
    """Whether the words mean somebody: a name, a pronoun, people, a body of people."""
    people = tables.words["person"] | tables.words["state"] | tables.words["body"] | tables.words["official"]
    end = next((i for i in range(*span) if parts.tokens[i].tag in {"$,", "APPR", "APPRART"}), span[1])
    inside = [parts.tokens[i] for i in range(span[0], end)]
    return any(parts.is_name(token) or token.tag == "PDS" or is_one_of(token, people) for token in inside)
