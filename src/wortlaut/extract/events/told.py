"""Acts that the report tells with a verb of saying but that are no statement: "Bell dankte den Helfern".

The lexicon of cues says which act a verb is; here it has to have somebody who does it and somebody or something that
it is about, for many of these verbs have other senses ("das Haus bietet Platz").
"""

from __future__ import annotations

from collections.abc import Iterator

from wortlaut.extract.attribution.cues import FAIR, STRONG, Cue
from wortlaut.extract.attribution.site import Range, Ranges, Site
from wortlaut.extract.events.arguments import split
from wortlaut.extract.events.roles import Part, Parts, assign
from wortlaut.extract.events.tables import EventClass, EventTables, is_one_of
from wortlaut.model import Act, Clause, ClauseKind, Voice

_KINDS = frozenset({ClauseKind.MAIN, ClauseKind.SUBORDINATE, ClauseKind.RELATIVE})
_DATIVE, _ACCUSATIVE = "dat", "acc"


def find_told_act(site: Site, clause: Clause, tables: EventTables) -> tuple[Cue, Act, EventClass] | None:
    """The cue of a clause, its act, and the class of the event that this is."""
    if clause.kind not in _KINDS:
        return None
    match = site.match(clause)
    if match is None or match.cue.strength < FAIR:
        return None
    act = Act(site.document.tables.classes[match.cue.cue_class].act)
    kind = tables.acts.get(act)
    return (match.cue, act, kind) if kind is not None else None


def fill_told_act(parts: Parts, cue: Cue, tables: EventTables) -> tuple[Ranges, Ranges] | None:
    """Who does it and towards whom; None where nobody does it or nothing is told that it is about."""
    roles = assign(parts, None, None)
    passive = parts.clause.voice is Voice.PASSIVE
    about = list(_about(parts, cue))
    if passive:
        if cue.strength < STRONG or not (about or roles.object is not None or roles.dative is not None):
            return None
        aimed = roles.dative or (roles.object.span if roles.object and _ACCUSATIVE in cue.addressee else None)
        actor = tuple(split(parts.tokens, roles.subject)) if roles.subject is not None else ()
        return actor, tuple(split(parts.tokens, aimed)) if aimed is not None and _is_party(parts, aimed, tables) else ()
    if roles.subject is None or not _is_party(parts, roles.subject, tables):
        return None
    if not about and roles.object is None and roles.dative is None and not parts.site.children(parts.clause):
        return None
    actor = tuple(split(parts.tokens, roles.subject))
    aims = (roles.dative, roles.object.span if roles.object is not None else None, *(part.span for part in about))
    aimed = next((span for span in aims if span is not None and _is_party(parts, span, tables)), None)
    recipient = tuple(split(parts.tokens, aimed)) if aimed is not None else ()
    return actor, tuple(span for span in recipient if span not in actor)


def _about(parts: Parts, cue: Cue) -> Iterator[Part]:
    """What stands behind one of the prepositions that lead to what the cue is about or whom it is said to."""
    prepositions = cue.prepositions | cue.addressee
    yield from (part for part in parts.governed if part.preposition in prepositions)


def _is_party(parts: Parts, span: Range, tables: EventTables) -> bool:
    """Whether the words mean somebody: a name, a pronoun, people, a body of people."""
    people = tables.words["person"] | tables.words["state"] | tables.words["body"] | tables.words["official"]
    end = next((i for i in range(*span) if parts.tokens[i].tag in {"$,", "APPR", "APPRART"}), span[1])
    inside = [parts.tokens[i] for i in range(span[0], end)]
    return any(parts.is_name(token) or token.tag == "PDS" or is_one_of(token, people) for token in inside)
