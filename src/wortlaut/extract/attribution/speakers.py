"""Who speaks and to whom, as the reporting clause tells it.

The speaker is the surface subject as it stands: a pronoun stays a pronoun, an apposition belongs to it, a relative
clause does not. In a passive it is the phrase with "von".
"""

from __future__ import annotations

from wortlaut.extract.attribution.cues import FAIR, Cue
from wortlaut.extract.attribution.site import Range, Ranges, Site, is_main
from wortlaut.grammar.chunks import ALL_CASES, DETERMINERS, PRONOUNS, cases, find_phrases, is_inflected, widen
from wortlaut.grammar.verbs import nominatives, own_tokens
from wortlaut.model import Clause, ClauseKind, Phrase, Token, Voice

_SKIPPED = frozenset({"KON", "ADV", "$,", "$(", "PROAV", "ADJD", "PTKNEG", "PTKA"})
_BRACKETS = frozenset({"(", "["})
_LONGEST_APPOSITION = 14
_LONGEST_LOCAL = 4


def find_speaker(site: Site, clause: Clause, *, not_nouns: bool = True) -> Ranges:
    """The words for whoever speaks in a reporting clause; empty where nobody is named."""
    if clause.voice is Voice.PASSIVE:
        agent = find_agent(site, clause)
        if agent or clause.lemma not in site.document.words("cited"):
            return agent
    if _shares_subject(site, clause) and (shared := inherit_subject(site, clause)):
        return shared
    subject = pick_subject(site, clause, not_nouns=not_nouns)
    if subject is not None:
        anybody = site.tokens[subject.head].text.lower() in site.document.words("anybody")
        return () if anybody else (subject_range(site, clause, subject),)
    if (name := _name_with_particle(site, clause)) is not None:
        return (name,)
    stated = clause.subject
    if stated is not None and stated.first - 1 == clause.finite and site.tokens[stated.head].tag == "PPER":
        # "…, sagte es": a ministry is a thing, and speaks.
        return ((stated.first, stated.last),)
    if clause.kind is ClauseKind.RELATIVE:
        return _relative_subject(site, clause)
    if clause.kind is ClauseKind.INFINITIVE:
        parent = next((c for c in site.clauses if c.index == clause.parent), None)
        return find_speaker(site, parent) if parent is not None else ()
    return inherit_subject(site, clause)


def _shares_subject(site: Site, clause: Clause) -> bool:
    """ "… und forderte die Regierung auf": a verb right behind a conjunction has the subject of the clause before."""
    before = site.before(clause.finite) if clause.finite is not None else None
    if before is None or before.tag != "KON" or not is_main(clause):
        return False
    behind = site.tokens[before.index + 2] if before.index + 2 < site.last else None
    return behind is None or site.document.phrases.cases.get(behind.text.lower(), ALL_CASES) != {"nom"}


def _name_with_particle(site: Site, clause: Clause) -> Range | None:
    """ "Von der Aue betonte, …": without another subject what looks like a preposition belongs to the name."""
    for phrase, _ in site.phrases(clause):
        at = phrase.preposition
        if at is None or phrase.last != clause.finite or not is_main(clause) or not _opens_clause(site, clause, at):
            continue
        if site.tokens[at].text.lower() in site.document.words("name particle") and clause.voice is Voice.ACTIVE:
            return at, phrase.last
    return None


def _relative_subject(site: Site, clause: Clause) -> Ranges:
    """ "ein Mann, der sagte": the pronoun as it stands; "ein Brief, in dem es heißt": the noun before the clause."""
    if pronoun := _relative_pronoun(site, clause):
        return pronoun
    antecedent = find_antecedent(site, clause)
    return (antecedent,) if antecedent else ()


def _relative_pronoun(site: Site, clause: Clause) -> Ranges:
    opener = clause.opener
    if opener is not None and site.tokens[opener].tag in {"PRELS", "ART", "PDS"} and opener == clause.first:
        return ((opener, opener + 1),)
    return ()


def pick_subject(site: Site, clause: Clause, *, not_nouns: bool = True) -> Phrase | None:
    """The subject of a reporting clause: who speaks is a person or a body rather than a demand or a reproach.

    "Die Forderung wies Sudavien zurück": two phrases could be the subject by form; the noun for a speech act is not.
    """
    found = nominatives(site.tokens, clause, site.document.phrases)
    found = [p for p in found if site.tokens[p.head].text.lower() not in site.document.words("never speaker")]
    if not found:
        return None
    only = [p for p in found if cases(site.tokens, p, site.document.phrases) == {"nom"}]
    if only:
        return only[0]
    if not_nouns and len(found) > 1:
        speaking = [p for p in found if can_speak(site, p)]
        named = [p for p in speaking if site.tokens[p.head].tag == "NE"]
        if found[0] not in speaking and speaking:
            return (named or speaking)[0]
    return found[0]


def can_speak(site: Site, phrase: Phrase) -> bool:
    """Whether the phrase may name a speaker: a report or a study can, a demand or a reproach cannot."""
    cue = site.document.tables.find_noun(site.tokens[phrase.head])
    return cue is None or "source" in cue.frames


def subject_range(site: Site, clause: Clause, subject: Phrase) -> Range:
    """The subject with what belongs to it: before the finite verb everything, behind it what attaches to the noun."""
    finite = clause.finite
    tokens = site.tokens
    if tokens[subject.head].tag in PRONOUNS - {"PIS"} and subject.last - subject.first == 1:
        return subject.first, subject.last
    piece_last = next((last for first, last in clause.pieces if first <= subject.first < last), subject.last)
    if finite is not None and subject.last <= finite and is_main(clause):
        return _without_stray_mark(site, _whole_front_field(site, clause, subject, finite))
    match = site.match(clause)
    apart = match.cue.prepositions if match is not None else frozenset()
    if clause.voice is Voice.PASSIVE:
        apart |= site.document.words("agent")
    first, end = widen(tokens, subject, piece_last, site.document.phrases.without(apart))
    end = _with_seat(site, end, piece_last)
    return _without_stray_mark(site, with_apposition(site, clause, (first, end), piece_last))


def _with_seat(site: Site, end: int, last: int) -> int:
    """ "die Regierung in Norhafen", "ein Reporter aus Bern": a place right behind a noun tells which one it is."""
    if site.tokens[end - 1].tag != "NN" or end + 1 >= last:
        return end
    seat = next((p for p in find_phrases(site.tokens, end, last) if p.preposition == end), None)
    local = site.tokens[end].text.lower() in site.document.words("seat preposition")
    return seat.last if seat is not None and local and site.tokens[seat.head].tag == "NE" else end


def _without_stray_mark(site: Site, span: Range) -> Range:
    """The span without a mark at its end whose partner stands outside: the subject in "Bell „bedauerte“ das"."""
    first, last = span
    marks = site.marks.get(last - 1)
    stray = marks is not None and last - 1 in {marks[0], marks[1] - 1} and not (first <= marks[0] and marks[1] <= last)
    return (first, last - 1) if stray and last - 1 > first else span


def _whole_front_field(site: Site, clause: Clause, subject: Phrase, finite: int) -> Range:
    """Only one constituent stands before the finite verb, so all that follows the subject there belongs to it."""
    tokens = site.tokens
    end = subject.last
    for first, last in clause.pieces:
        if last <= subject.first or first >= finite:
            continue
        stop = min(last, finite)
        gap = any(c.first >= end and c.last <= first and c is not clause for c in site.clauses)
        if gap:
            break
        end = max(end, stop)
    while end > subject.last and _trails(tokens[end - 1]):
        end -= 1
    first = _front_field_start(site, clause, subject)
    if first > site.first and tokens[first - 1].text.lower() in site.document.words("correlative"):
        first -= 1
    return first, end


def _front_field_start(site: Site, clause: Clause, subject: Phrase) -> int:
    """ "Der Vizekanzler und Minister Horn", "Die Seewacht (SW)": the subject begins with the first phrase."""
    front = [p for p, _ in site.phrases(clause) if p.first <= subject.first]
    lead = front[0] if front else subject
    free = lead.preposition is None and _opens_clause(site, clause, lead.first)
    together = all(c is clause or not lead.first < c.first < subject.first for c in site.clauses)
    return lead.first if free and together else subject.first


def _trails(token: Token) -> bool:
    """Whether a word at the end of the front field is an adverb or a comma rather than part of the subject."""
    return token.tag in {"$,", "ADV", "PTKNEG", "PROAV"} or (token.tag == "ADJD" and token.text.islower())


def with_apposition(site: Site, clause: Clause, span: Range, piece_last: int) -> Range:
    """Take in ", Sprecherin der Polizei," where the phrase ends its piece and the next piece has no verb.

    A name behind the comma takes in a local phrase before it: "der Sprecher der Partei im Parlament, Tom Hale,".
    """
    first, end = span
    tokens = site.tokens
    following = next(((a, _verb_at_end(site, clause, (a, b))) for a, b in clause.pieces if a == piece_last + 1), None)
    if following is None or following[1] - following[0] > _LONGEST_APPOSITION:
        return span
    local = end < piece_last and tokens[end].tag in {"APPR", "APPRART"} and tokens[following[0]].tag == "NE"
    if end != piece_last and not (local and piece_last - end <= _LONGEST_LOCAL):
        return span
    phrases = find_phrases(tokens, *following)
    starts = bool(phrases) and phrases[0].first == following[0]
    verbless = all(tokens[i].mood is None and tokens[i].tag != "VVPP" for i in range(*following))
    return (first, widen(tokens, phrases[0], following[1], site.document.phrases)[1]) if starts and verbless else span


def _verb_at_end(site: Site, clause: Clause, piece: Range) -> int:
    """ "wie Bell, Sprecherin der Stadt mitteilte": in a dependent clause the apposition ends before the verbs."""
    first, last = piece
    if is_main(clause):
        return last
    while last - 1 > first and last - 1 in clause.verbs:
        last -= 1
    return last


def find_agent(site: Site, clause: Clause) -> Ranges:
    """The doer in a passive: "von der Regierung", "seitens der Regierung"."""
    for phrase, last in site.phrases(clause):
        if phrase.preposition is None:
            continue
        if site.tokens[phrase.preposition].text.lower() in site.document.words("agent"):
            return (governed_range(site, clause, phrase, last),)
    return ()


def governed_range(site: Site, clause: Clause, phrase: Phrase, last: int) -> Range:
    """A phrase behind a preposition: before the finite verb all up to it; a fused article ("vom", "im") is taken in."""
    first, end = widen(site.tokens, phrase, last, site.document.phrases)
    if phrase.preposition is None:
        return first, end
    if (
        clause.finite is not None
        and end <= clause.finite
        and is_main(clause)
        and _opens_clause(site, clause, phrase.preposition)
    ):
        verbless = all(site.tokens[i].tag[0] != "V" for i in range(end, min(last, clause.finite)))
        end = min(last, clause.finite) if verbless else end
    fused = site.tokens[phrase.preposition].tag == "APPRART"
    return (phrase.preposition if fused else first), end


def _opens_clause(site: Site, clause: Clause, index: int) -> bool:
    return all(site.tokens[i].tag in {"KON", "ADV", "$("} for i in own_tokens(clause) if i < index)


def find_antecedent(site: Site, clause: Clause) -> Range | None:
    """The noun phrase that a relative clause belongs to: the last one before it."""
    limit = clause.first
    found = find_phrases(site.tokens, max(site.first, limit - 25), limit)
    for phrase in reversed(found):
        first, last = widen(site.tokens, phrase, limit, site.document.phrases)
        if last >= limit - 2:
            return first, last
    return None


def inherit_subject(site: Site, clause: Clause) -> Ranges:
    """The subject of the main clause before, for a clause that shares it: "Sie lehnte ab und sagte, …"."""
    earlier = [c for c in site.clauses if c.first < clause.first and c.finite is not None]
    for candidate in reversed(earlier):
        if candidate.kind is not clause.kind and not is_main(candidate):
            continue
        subject = pick_subject(site, candidate)
        if subject is not None and candidate.voice is not Voice.PASSIVE:
            return (subject_range(site, candidate, subject),)
        if candidate.voice is Voice.PASSIVE and subject is not None:
            return (subject_range(site, candidate, subject),)
    return ()


def find_addressee(site: Site, clause: Clause, cue: Cue, speaker: Ranges) -> Ranges:
    """The words for whoever is spoken to, where the cue knows how it names them."""
    if clause.voice is Voice.PASSIVE and (cue.addressee & {"dat", "acc"}):
        return _patient(site, clause, cue)
    for phrase, last in site.phrases(clause):
        if any(a < phrase.last and phrase.first < b for a, b in speaker):
            continue
        if _is_addressee(site, clause, phrase, cue) or _is_interviewer(site, phrase):
            return (widen(site.tokens, phrase, last, site.document.phrases),)
    return ()


def find_interviewer(site: Site, span: Range) -> Ranges:
    """The words for whoever is spoken to in a frame without a verb: "…, so Bell gegenüber der Nordpost"."""
    for phrase in find_phrases(site.tokens, *span):
        if _is_interviewer(site, phrase):
            return (widen(site.tokens, phrase, span[1], site.document.phrases),)
    return ()


def _is_interviewer(site: Site, phrase: Phrase) -> bool:
    """ "gegenüber der Nordpost", "vor Journalisten", "in einem Interview mit der Nordpost"."""
    if phrase.preposition is None:
        return False
    preposition = site.tokens[phrase.preposition].text.lower()
    if preposition in site.document.words("towards"):
        return True
    if preposition in site.document.words("before an audience"):
        return site.tokens[phrase.head].lemma.lower() in site.document.words("audience")
    before = site.tokens[phrase.preposition - 1].text.lower()
    return before in site.document.words("interview") and preposition in site.document.words("with")


def _is_addressee(site: Site, clause: Clause, phrase: Phrase, cue: Cue) -> bool:
    tokens, phrases = site.tokens, site.document.phrases
    if tokens[phrase.head].text.lower() in site.document.words("never addressee"):
        return False
    if phrase.preposition is None and (is_genitive_attribute(site, phrase) or _goes_with_another(site, clause, phrase)):
        return False
    if phrase.preposition is not None:
        attached = phrase.preposition > site.first and tokens[phrase.preposition - 1].tag in {"NN", "NE"}
        genuine = not (attached and tokens[phrase.preposition].text.lower() in phrases.attributive)
        return genuine and tokens[phrase.preposition].text.lower() in cue.addressee and _may_listen(site, phrase)
    possible = cases(tokens, phrase, phrases)
    if "dat" in cue.addressee and "dat" in possible and "acc" not in (possible - {"dat"}) - {"nom", "gen"}:
        return _may_listen(site, phrase)
    if "dat" in cue.addressee and "dat" in possible and _reads_as_dative(site, phrase):
        return _may_listen(site, phrase)
    return "acc" in cue.addressee and "acc" in possible and _may_listen(site, phrase)


def _reads_as_dative(site: Site, phrase: Phrase) -> bool:
    """A name or a pronoun without an ending, or an inflected noun: "den Bauern" against "den Vertrag"."""
    head = site.tokens[phrase.head]
    return head.tag in {"NE", "PPER"} or (
        head.tag == "NN" and site.tokens[phrase.first].tag in DETERMINERS and is_inflected(head)
    )


def is_object(site: Site, span: Range, speaker: Ranges) -> bool:
    """Whether a bare phrase can be an object: not the speaker, and not bound to be a nominative or a genitive."""
    if any(a < span[1] and span[0] < b for a, b in speaker):
        return False
    head = site.tokens[span[0]]
    possible = (
        site.document.phrases.cases.get(head.text.lower(), ALL_CASES)
        if head.tag in DETERMINERS | PRONOUNS
        else ALL_CASES
    )
    return "acc" in possible and head.tag not in {"PRF", "CARD"}


def is_genitive_attribute(site: Site, phrase: Phrase) -> bool:
    """ "der Rat zur Rettung der Demokratie": right behind a noun the form "der" is a genitive."""
    before = site.tokens[phrase.first - 1] if phrase.first > site.first else None
    genitive = "gen" in cases(site.tokens, phrase, site.document.phrases)
    return before is not None and before.tag == "NN" and genitive and site.tokens[phrase.first].tag in DETERMINERS


def _goes_with_another(site: Site, clause: Clause, phrase: Phrase) -> bool:
    """ "warnte vor Sturm und dem Regen", "der Verband (NVP)": a second conjunct or a bracket has no role of its own."""
    before = site.before(phrase.first)
    if before is None:
        return False
    return before.text in _BRACKETS or (before.tag == "KON" and before.index > clause.first)


def _may_listen(site: Site, phrase: Phrase) -> bool:
    """A person or a body can be spoken to; a day, a reflexive pronoun or a speech act cannot.

    Of the nouns for sources those without content of their own are bodies: "die Zeitung" against "die Meldung, dass".
    """
    head = site.tokens[phrase.head]
    cue = site.document.tables.find_noun(head)
    return head.tag != "PRF" and (cue is None or cue.strength < FAIR or cue.frames == {"source"})


def _patient(site: Site, clause: Clause, cue: Cue) -> Ranges:
    """In a passive: "ihm wird vorgeworfen" (dative), "Sudavien wird aufgefordert" (the subject)."""
    if "acc" in cue.addressee:
        subject = pick_subject(site, clause)
        return (subject_range(site, clause, subject),) if subject is not None else _relative_pronoun(site, clause)
    for phrase, last in site.phrases(clause):
        dative = phrase.preposition is None and "dat" in cases(site.tokens, phrase, site.document.phrases)
        if dative and site.tokens[phrase.head].tag != "PRF":
            return (widen(site.tokens, phrase, last, site.document.phrases),)
    return ()


__all__ = [
    "find_addressee",
    "find_agent",
    "find_antecedent",
    "find_speaker",
    "inherit_subject",
    "own_tokens",
    "pick_subject",
    "subject_range",
]
