"""The reporting clause: what content it takes, its cue, its frame, who speaks in it, and whether anything was said."""

from __future__ import annotations

from wortlaut.extract.attribution.cues import FAIR, CueMatch
from wortlaut.extract.attribution.site import REPORTED_MOODS, Candidate, Range, Ranges, Site, trim
from wortlaut.extract.attribution.speakers import find_addressee, find_speaker, governed_range
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, ClauseKind, Mood, StatementType, Voice
from wortlaut.text.morphology import QUOTATION_MARKS

OPEN_MOODS = REPORTED_MOODS | {Mood.AMBIGUOUS_1, Mood.AMBIGUOUS_2}
"""The moods that somebody's words can stand in."""


def complement_code(site: Site, clause: Clause) -> str | None:
    """The frame code of a dependent clause as content: that, wh, to; None for adverbial and relative clauses."""
    opener = site.tokens[clause.opener].text.lower() if clause.opener is not None else None
    if opener in site.document.words("relative adverb") or _is_consecutive(site, clause):
        return None
    if clause.kind is ClauseKind.INFINITIVE:
        return "to" if opener is None else None
    if clause.kind is ClauseKind.INTERROGATIVE:
        return None if opener in site.document.words("free relative") and _is_passive_host(site, clause) else "wh"
    if clause.kind is ClauseKind.SUBORDINATE and opener in site.document.words("content"):
        return "that"
    # "erläuterte, wie das Virus übergeht": an indirect question, unless the clause itself reports ("wie sie sagte").
    if clause.kind is ClauseKind.SUBORDINATE and opener in site.document.words("manner") and site.match(clause) is None:
        return "wh"
    return None


def _is_passive_host(site: Site, clause: Clause) -> bool:
    """ "Das wurde festgestellt, was ein Hinweis ist": behind a passive the clause comments on the whole."""
    host = next((c for c in site.clauses if c.index == clause.parent), None)
    return host is not None and host.voice is Voice.PASSIVE and host.subject is not None


def _is_consecutive(site: Site, clause: Clause) -> bool:
    """ "so dass", "ohne dass": not the content of a verb."""
    if clause.opener is None or clause.opener == site.first:
        return False
    return site.tokens[clause.opener - 1].text.lower() in site.document.words("before that")


def build(
    site: Site,
    matrix: Clause,
    match: CueMatch,
    quote: Ranges,
    frame: Ranges,
    rule: str,
    *,
    direct: bool = False,
) -> Candidate:
    """A candidate of a reporting clause, with its speaker, addressee and cue."""
    cue = match.cue
    speaker = find_source_phrase(site, matrix) if is_impersonal(site, matrix) else find_speaker(site, matrix)
    if not speaker and matrix.voice is Voice.PASSIVE:
        speaker = find_source_document(site, matrix)
    addressee = find_addressee(site, matrix, cue, speaker)
    words = cue_tokens(site, matrix, match, correlate=not direct)
    return Candidate(
        StatementType.DIRECT if direct else StatementType.INDIRECT,
        cue.medium,
        quote,
        (rule,),
        cue=_with_wording(site, matrix, words) if direct else words,
        cue_class=cue.cue_class,
        strength=cue.strength,
        speaker=speaker,
        addressee=addressee,
        frame=frame,
        matrix=matrix.index,
        carried=not speaker and is_impersonal(site, matrix),
    )


def is_impersonal(site: Site, clause: Clause) -> bool:
    """ "hieß es", "heißt es in …": the grammatical subject says nothing about who speaks."""
    expletive = site.document.words("expletive")
    if clause.lemma in site.document.words("source verb"):
        return True
    return clause.lemma in site.document.words("impersonal verb") and any(w in expletive for w in site.words_of(clause))


def find_source_phrase(site: Site, clause: Clause) -> Ranges:
    """Where an impersonal report comes from: "heißt es in einer Erklärung", "hieß es aus Regierungskreisen"."""
    for phrase, last in site.phrases(clause):
        if phrase.preposition is None or site.tokens[phrase.head].text.lower() in site.document.words("never speaker"):
            continue
        if site.tokens[phrase.preposition].text.lower() in site.document.words("source preposition"):
            return (governed_range(site, clause, phrase, last),)
    return ()


def find_source_document(site: Site, clause: Clause) -> Ranges:
    """ "in einem Bericht wurde vermutet": in a passive without a doer the paper that says so speaks."""
    for phrase, last in site.phrases(clause):
        cue = site.document.tables.find_noun(site.tokens[phrase.head])
        governed = phrase.preposition is not None and site.tokens[
            phrase.preposition
        ].lemma.lower() in site.document.words("within")
        if governed and cue is not None and "source" in cue.frames:
            return (governed_range(site, clause, phrase, last),)
    return ()


def cue_tokens(site: Site, matrix: Clause, match: CueMatch, *, correlate: bool = True) -> tuple[int, ...]:
    """The cue with what belongs to it: "davon", "darauf" before a clause, and the "es" of "hieß es"."""
    tokens = set(match.tokens)
    expletive = is_impersonal(site, matrix) or bool(set(match.cue.words[:1]) & site.document.words("takes expletive"))
    for index in own_tokens(matrix):
        word = site.tokens[index].text.lower()
        if correlate and word in site.document.words("correlate") and match.cue.prepositions:
            tokens.add(index)
        if word in site.document.words("expletive") and (expletive or _is_placeholder(site, matrix, index)):
            tokens.add(index)
        if index == matrix.opener and word in site.document.words("manner"):
            tokens.add(index)
    return tuple(sorted(tokens))


def _with_wording(site: Site, matrix: Clause, cue: tuple[int, ...]) -> tuple[int, ...]:
    """ "lobte sie mit den Worten: „…“": the phrase that announces the words belongs to the cue."""
    for phrase, _ in site.phrases(matrix):
        governed = phrase.preposition is not None and site.tokens[phrase.preposition].text.lower()
        if governed in site.document.words("with") and site.tokens[phrase.head].text.lower() in site.document.words(
            "wording"
        ):
            return tuple(sorted({*cue, *range(phrase.preposition or phrase.first, phrase.head + 1)}))
    return cue


def _is_placeholder(site: Site, matrix: Clause, index: int) -> bool:
    """ "Es wird vermutet, dass …": before a passive it only fills the place of the content."""
    return matrix.voice is Voice.PASSIVE and matrix.finite == index + 1


def frame_before(site: Site, matrix: Clause, content_first: int) -> Range:
    """The frame in front of its content: from the start of the sentence through the comma or colon."""
    start = site.sentence_start(matrix.first)
    while start < content_first and site.tokens[start].text in QUOTATION_MARKS:
        start += 1
    return start, content_first


def frame_behind(site: Site, matrix: Clause) -> Range:
    """The frame of a reporting clause behind its content: with the comma before it, without the full stop."""
    first = own_tokens(matrix)[0]
    last = site.extent(matrix, after=first)[1]
    before = site.before(first)
    start = first - 1 if before is not None and before.tag == "$," else first
    return trim(site.tokens, (start, last), marks=frozenset())


def licenses(site: Site, matrix: Clause, match: CueMatch, mood: Mood | None) -> bool:
    """Whether a reporting clause makes content of this mood somebody's words.

    The subjunctive shows it by itself. In the indicative a weak cue does not ("sie sah, dass es regnet"), nor does a
    cue that is denied or only possible ("wollte nicht bestätigen, dass", "man kann sagen, dass").
    """
    if mood is Mood.SUBJUNCTIVE_1:
        return True
    if mood is Mood.SUBJUNCTIVE_2:
        return not is_unreal(site, matrix)
    fair = match.cue.strength >= FAIR or (bool(match.cue.prepositions) and has_correlate(site, matrix))
    return (fair or _has_source_for_subject(site, matrix)) and not is_unreal(site, matrix)


def _has_source_for_subject(site: Site, matrix: Clause) -> bool:
    """ "Eine Umfrage zeigt, dass …": what a report or a study shows is said in it, whatever the verb."""
    return matrix.subject is not None and site.document.tables.is_source(site.tokens[matrix.subject.head])


def is_unreal(site: Site, matrix: Clause) -> bool:
    """Whether the saying is denied or only possible, so that nobody said anything."""
    own = own_tokens(matrix)
    negated = any(
        site.tokens[i].tag == "PTKNEG" or site.tokens[i].text.lower() in site.document.words("nobody") for i in own
    )
    finite = site.tokens[matrix.finite] if matrix.finite is not None else None
    possible = (
        finite is not None and finite.tag == "VMFIN" and finite.lemma in site.document.words("modal of possibility")
    )
    return negated or possible


def has_correlate(site: Site, clause: Clause) -> bool:
    """Whether a word like "davon" or "daraus" in the clause points at content to come."""
    return any(word in site.document.words("correlate") for word in site.words_of(clause))
