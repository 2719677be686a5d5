"""Whole sentences that are somebody's words without a frame: acts that are told (Reported), hearsay (FreeIndirect) and
the subjunctive that goes on with somebody's speech (IndirectFreeIndirect).
"""

from __future__ import annotations

from collections.abc import Iterator

from wortlaut.extract.attribution.cues import FAIR, STRONG, CueMatch
from wortlaut.extract.attribution.site import REPORTED_MOODS, Candidate, Range, Ranges, Site, is_main, trim
from wortlaut.extract.attribution.speakers import find_addressee, find_speaker
from wortlaut.grammar.chunks import PRONOUNS, cases
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, ClauseKind, Medium, Mood, Phrase, StatementType
from wortlaut.text.morphology import PARTICIPLES

ANSWER = "told answer"
PLAN = "modal of plan"
_LEDE = 2
"""A headline and the sentence after it."""


def by_told_act(site: Site, clause: Clause) -> Iterator[Candidate]:
    """A speech act that is told with its object: "fordert den Abzug", "warnte vor den Folgen", "lehnte das ab"."""
    match = site.match(clause)
    if match is None or not is_main(clause) or match.cue.strength < FAIR or not _is_told_now(site, clause):
        return
    told = site.document.tables.classes[match.cue.cue_class].told
    speaker = find_speaker(site, clause)
    content = _tells_content(site, clause, match, told)
    answers = not content and told == "answer" and _answers(site, clause, speaker)
    if not (answers or content) or site.document.tables.is_exception(clause.lemma, site.words_of(clause)):
        return
    if not speaker or (speaker[0][0] in site.marks and clause.finite not in site.marks):
        # "„Der Stille nach“ erzählt von einer Flucht": a title tells nothing.
        return
    yield Candidate(
        StatementType.REPORTED,
        match.cue.medium,
        (_told_range(site, clause),),
        (ANSWER if answers else "told act",),
        cue_class=match.cue.cue_class,
        strength=match.cue.strength,
        speaker=speaker,
        addressee=find_addressee(site, clause, match.cue, speaker),
        matrix=clause.index,
    )


def _is_told_now(site: Site, clause: Clause) -> bool:
    """The news is in the present or the preterite, in the lede also in the perfect ("hat mehr Geld gefordert").

    Elsewhere the perfect tells what lies behind the news, and a modal what is to come.
    """
    if clause.finite is None or clause.mood in REPORTED_MOODS:
        return False
    finite = site.tokens[clause.finite]
    if finite.tag == "VMFIN":
        return False
    if finite.sentence < _LEDE:
        return True
    return not (finite.tag == "VAFIN" and finite.lemma in site.document.words("perfect") and len(clause.verbs) > 1)


def _told_range(site: Site, clause: Clause) -> Range:
    """The whole sentence; of two main clauses with verbs of their own only the one that tells the act."""
    whole = site.sentences_of(clause)
    mains = [c for c in site.clauses if whole[0] <= c.first < whole[1] and is_main(c) and c.finite is not None]
    if len(mains) < 2 or mains[0] is clause:
        return whole
    return trim(site.tokens, (clause.first, site.extent(clause)[1]))


def _answers(site: Site, clause: Clause, speaker: Ranges) -> bool:
    """Whether the clause points at something said: "dies", "diesem Eindruck", "die Forderung"."""
    for phrase, _ in site.phrases(clause):
        opening = site.tokens[phrase.first]
        if any(a <= phrase.first < b for a, b in speaker):
            continue
        if opening.tag in {"PDS", "PDAT"} or opening.text.lower() in site.document.words("correlate"):
            return True
        if site.document.tables.find_noun(site.tokens[phrase.head]) is not None:
            return True
    return any(site.tokens[i].tag == "PROAV" for i in own_tokens(clause))


def _tells_content(site: Site, clause: Clause, match: CueMatch, told: str) -> bool:
    """Whether the clause has the object, the prepositional phrase or the "as" phrase that tells what was said."""
    frames = match.cue.frames
    telling = match.cue.prepositions & site.document.words("telling preposition")
    if told == "content":
        telling = match.cue.prepositions - site.document.words("topic preposition")
    for phrase, _ in site.phrases(clause):
        if phrase.preposition is not None:
            governing = site.tokens[phrase.preposition]
            telling_here = {governing.text.lower(), governing.lemma.lower()} & telling
            if telling_here and told != "answer" and not _belongs_to_object(site, clause, phrase):
                return True
        elif told == "content" and "np" in frames and phrase != clause.subject and _is_object(site, phrase, match):
            return True
    return told != "none" and "as" in frames and bool(site.document.words("as") & set(site.words_of(clause)))


def _belongs_to_object(site: Site, clause: Clause, phrase: Phrase) -> bool:
    """ "schrieb einen Verlust von drei Talern": behind an accusative the preposition belongs to the noun."""
    if (
        phrase.preposition is None
        or site.tokens[phrase.preposition].text.lower() not in site.document.phrases.attributive
    ):
        return False
    ends = (p for p, _ in site.phrases(clause) if p.last == phrase.preposition and p.preposition is None)
    host = next(ends, None)
    return host is not None and cases(site.tokens, host, site.document.phrases) == {"acc"}


def _is_object(site: Site, phrase: Phrase, match: CueMatch) -> bool:
    """Whether the phrase may be what was said: with "zusagen" a dative is the one who was told."""
    if "dat" in match.cue.addressee and cases(site.tokens, phrase, site.document.phrases) == {"dat"}:
        return False
    head = site.tokens[phrase.head]
    return head.tag not in PRONOUNS | {"PRF"} and head.text.lower() not in site.document.words("never addressee")


def by_hearsay_modal(site: Site, clause: Clause) -> Iterator[Candidate]:
    """ "soll gesehen haben", "soll in Norland leben": the modal of hearsay; the source stands elsewhere or nowhere."""
    if (
        not is_main(clause)
        or clause.finite is None
        or site.tokens[clause.finite].lemma not in site.document.words("modal hearsay")
    ):
        return
    if clause.mood in REPORTED_MOODS or clause.mood is Mood.AMBIGUOUS_2:
        return
    yield Candidate(
        StatementType.FREE_INDIRECT,
        Medium.SPEECH_OR_WRITING,
        (site.sentences_of(clause),),
        ("hearsay modal" if is_hearsay(site, clause) else PLAN,),
        strength=STRONG if is_hearsay(site, clause) else 1,
        matrix=clause.index,
        carried=True,
    )


def is_hearsay(site: Site, clause: Clause) -> bool:
    """A perfect infinitive ("soll gewesen sein") or a verb of state ("soll leben") is hearsay; else it is a plan.

    A deadline makes a plan of a state, too: "bis Freitag sollen die Wege frei sein".
    """
    infinitives = [i for i in clause.verbs if site.tokens[i].tag in {"VVINF", "VAINF", "VMINF"}]
    participle = any(site.tokens[i].tag in PARTICIPLES for i in clause.verbs)
    if not infinitives:
        return False
    last = site.tokens[infinitives[-1]].lemma
    if participle:
        return last in site.document.words("perfect")
    due = site.document.words("deadline") & set(site.words_of(clause))
    return last in site.document.words("stative") and not due


def by_claiming_modal(site: Site, clause: Clause) -> Iterator[Candidate]:
    """ "will gesehen haben": the subject's own word for it."""
    if (
        not is_main(clause)
        or clause.finite is None
        or site.tokens[clause.finite].lemma not in site.document.words("modal claim")
    ):
        return
    infinitives = [i for i in clause.verbs if site.tokens[i].tag in {"VVINF", "VAINF"}]
    participle = any(site.tokens[i].tag in PARTICIPLES for i in clause.verbs)
    if not participle or not infinitives or site.tokens[infinitives[-1]].lemma not in site.document.words("perfect"):
        return
    speaker = find_speaker(site, clause)
    planned = any(word in site.document.words("deadline") for word in site.words_of(clause))
    if speaker and not planned:
        yield Candidate(
            StatementType.FREE_INDIRECT,
            Medium.SPEECH_OR_WRITING,
            (site.sentences_of(clause),),
            ("modal of claim",),
            strength=STRONG,
            speaker=speaker,
            matrix=clause.index,
        )


def reported_mood(site: Site, clause: Clause) -> float:
    """How surely the mood of a main clause shows somebody's words: 1 for subjunctive I, less for other forms."""
    if not is_main(clause) or clause.finite is None:
        return 0.0
    if site.is_verb_first(clause) and not _has_clause_in_front(site, clause):
        return 0.0
    if clause.mood is Mood.SUBJUNCTIVE_1:
        own = {site.tokens[i].text.lower() for i in own_tokens(clause)}
        return 0.0 if own & site.document.words("first person") else 1.0
    if clause.mood is Mood.SUBJUNCTIVE_2:
        conditional = any(
            c.opener is not None and site.tokens[c.opener].text.lower() in site.document.words("conditional")
            for c in site.tree(clause)
        )
        return 0.3 if conditional else 0.6
    if clause.mood is Mood.AMBIGUOUS_2:
        return 0.4
    return 0.0


def _has_clause_in_front(site: Site, clause: Clause) -> bool:
    """ "Wer das ignoriere, handele falsch": a clause stands before the verb."""
    start = site.sentence_start(clause.first)
    return any(c.parent == clause.index and start <= c.first < clause.first for c in site.clauses)


def sentence_mood(site: Site, first: int, last: int) -> float:
    """The same for a sentence: of its main clauses the first that has a finite verb."""
    mains = [c for c in site.clauses if first <= c.first < last and is_main(c) and c.finite is not None]
    return reported_mood(site, mains[0]) if mains else 0.0


def all_reported(site: Site, first: int, last: int) -> bool:
    """Whether every main clause of the sentence may be reported speech."""
    mains = [c for c in site.clauses if first <= c.first < last and c.kind is ClauseKind.MAIN and c.finite is not None]
    return bool(mains) and all(c.mood is not Mood.INDICATIVE for c in mains)
