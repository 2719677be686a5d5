"""Content behind its reporting clause: "sagte, dass …", "sagte, er komme", "sagte: …"."""

from __future__ import annotations

from collections.abc import Iterator

from wortlaut.extract.attribution.cues import FAIR, STRONG, CueMatch
from wortlaut.extract.attribution.reporting import (
    OPEN_MOODS,
    build,
    complement_code,
    frame_before,
    has_correlate,
    is_unreal,
    licenses,
)
from wortlaut.extract.attribution.site import REPORTED_MOODS, Candidate, Site, is_dependent, is_main, trim
from wortlaut.extract.attribution.speakers import find_addressee, find_speaker, is_genitive_attribute
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, ClauseKind, Medium, Mood, StatementType


def by_clause(site: Site, matrix: Clause) -> Iterator[Candidate]:
    """A reporting clause with a that-clause, an indirect question or an infinitive as content."""
    match = site.match(matrix)
    if match is None or (matrix.finite is None and matrix.kind is not ClauseKind.INFINITIVE):
        return
    if site.document.tables.is_exception(matrix.lemma, site.words_of(matrix)):
        return
    anchor = matrix.finite if matrix.finite is not None else matrix.first
    for child in site.children(matrix):
        code = complement_code(site, child)
        if child.first < anchor or code is None or not _takes(site, match, matrix, code):
            continue
        if code == "wh" and site.tokens[anchor].lemma in site.document.words("modal claim"):
            # "will bekannt geben, ob …": nothing has been said yet.
            continue
        if not licenses(site, matrix, match, child.mood) or belongs_to_noun(site, matrix, match, child):
            continue
        first, last = child.first, _content_end(site, matrix, child)
        quote = trim(site.tokens, (first, last))
        yield build(site, matrix, match, (quote,), (frame_before(site, matrix, first),), "clause complement")
        return


def belongs_to_noun(site: Site, matrix: Clause, match: CueMatch, child: Clause) -> bool:
    """ "wies den Vorwurf zurück, … zu haben", "fordert Geld, darunter die Zusage, dass …": the clause explains a noun.

    Only where the verb tells an act of its own: an answer, or a demand with another object.
    """
    told = site.document.tables.classes[match.cue.cue_class].told
    if told == "none" or child.mood in REPORTED_MOODS or "np" not in match.cue.frames:
        return False
    objects = [
        phrase
        for phrase, _ in site.phrases(matrix)
        if phrase.preposition is None and phrase != matrix.subject and phrase.first > (matrix.finite or 0)
    ]
    nouns = [p for p in objects if site.document.tables.find_noun(site.tokens[p.head]) is not None]
    return bool(nouns) and (told == "answer" or (len(objects) > len(nouns) and nouns[-1].first > objects[0].first))


def _takes(site: Site, match: CueMatch, matrix: Clause, code: str) -> bool:
    """Whether the cue takes this content; with a word like "darauf" beside it, a cue with a preposition takes any."""
    if code in match.cue.frames:
        return True
    if code == "to" and match.cue.strength >= STRONG and "that" in match.cue.frames:
        return True
    return bool(match.cue.prepositions) and has_correlate(site, matrix)


def _content_end(site: Site, matrix: Clause, child: Clause) -> int:
    """The end of the content that begins with `child`: what depends on it and what is coordinated with it."""
    siblings = [c for c in site.children(matrix) if c.first >= child.first]
    end = max(site.extent(c)[1] for c in siblings)
    return _take_reported_mains(site, end, child)


def _take_reported_mains(site: Site, end: int, content: Clause) -> int:
    """Go on through main clauses in the subjunctive: "sagte, dass er komme, sie aber bleibe fort"."""
    for clause in site.clauses:
        if clause.first < end or not is_main(clause):
            continue
        if clause.first > end + 1 or clause.mood not in REPORTED_MOODS or site.is_verb_first(clause):
            break
        end = site.extent(clause)[1]
    return end


def by_colon(site: Site, matrix: Clause) -> Iterator[Candidate]:
    """ "Der Verband zeigte sich enttäuscht: Es gehe um …": the subjunctive behind a colon needs no cue before it."""
    following = site.next_main(matrix)
    if (
        matrix.finite is None
        or not is_main(matrix)
        or following is None
        or site.tokens[following.first - 1].text != ":"
    ):
        return
    speaker = find_speaker(site, matrix)
    if following.mood is Mood.SUBJUNCTIVE_1 and speaker and not site.is_verb_first(following):
        yield Candidate(
            StatementType.INDIRECT,
            Medium.SPEECH_OR_WRITING,
            (trim(site.tokens, (following.first, site.sentence_end(following.first))),),
            ("subjunctive behind colon",),
            strength=STRONG,
            speaker=speaker,
            frame=((site.sentence_start(matrix.first), following.first),),
            matrix=matrix.index,
        )


def by_verb_second(site: Site, matrix: Clause) -> Iterator[Candidate]:
    """A reporting clause followed by a main clause: "sagte, er sei …", "sagte: Wir gehen."."""
    match = site.match(matrix)
    if matrix.kind is ClauseKind.INTERROGATIVE:
        return
    if match is None or (matrix.finite is None and matrix.kind is not ClauseKind.INFINITIVE):
        return
    following = site.next_main(matrix)
    if following is not None and is_dependent(following):
        yield from _behind_front(site, matrix, match, following)
        return
    if following is None or following.kind not in {ClauseKind.MAIN, ClauseKind.FRAGMENT, ClauseKind.QUOTATION}:
        return
    mark = site.tokens[following.first - 1]
    if following.kind is ClauseKind.QUOTATION:
        yield from _before_quotation(site, matrix, match, following)
    elif mark.text == ":":
        strong = match.cue.strength >= STRONG and following.kind is ClauseKind.MAIN
        if match.cue.frames & {"direct", "v2"} and (strong or following.mood in REPORTED_MOODS):
            quote = trim(site.tokens, (following.first, site.sentence_end(following.first)))
            frame = (site.sentence_start(matrix.first), following.first)
            yield build(site, matrix, match, (quote,), (frame,), "content behind colon")
    elif (
        mark.tag == "$,"
        and following.kind is ClauseKind.MAIN
        and _is_verb_second_content(site, matrix, match, following)
    ):
        end = _verb_second_end(site, following)
        quote = trim(site.tokens, (following.first, end))
        yield build(
            site, matrix, match, (quote,), (frame_before(site, matrix, following.first),), "verb-second complement"
        )


def _behind_front(site: Site, matrix: Clause, match: CueMatch, front: Clause) -> Iterator[Candidate]:
    """ "sagte, wenn das helfe, werde man es tun": content that begins with a dependent clause."""
    host = next((c for c in site.clauses if c.index == front.parent), None)
    if host is None or not is_main(host) or host.first < front.first or host.mood is not Mood.SUBJUNCTIVE_1:
        return
    if site.tokens[front.first - 1].tag == "$,":
        quote = trim(site.tokens, (front.first, _verb_second_end(site, host)))
        yield build(site, matrix, match, (quote,), (frame_before(site, matrix, front.first),), "verb-second complement")


def _is_verb_second_content(site: Site, matrix: Clause, match: CueMatch, clause: Clause) -> bool:
    """The subjunctive shows it; after a cue that takes such clauses a form that may be one does too."""
    if site.is_verb_first(clause):
        return False
    if clause.mood in REPORTED_MOODS:
        return bool(match.cue.frames & {"v2", "that", "direct"}) or bool(match.cue.prepositions)
    if clause.mood is Mood.AMBIGUOUS_2 and "direct" in match.cue.frames:
        return match.cue.strength >= FAIR
    if "v2" not in match.cue.frames:
        return False
    if clause.mood in OPEN_MOODS:
        return match.cue.strength >= FAIR
    free = not has_object(site, matrix, match) and not is_unreal(site, matrix)
    return match.cue.strength >= STRONG and "direct" in match.cue.frames and free


def has_object(site: Site, matrix: Clause, match: CueMatch) -> bool:
    """Whether the verb has an object already: "erklärte den Auftrag für ungültig, …", "meldete sich, …"."""
    speaker = find_speaker(site, matrix)
    for phrase, _ in site.phrases(matrix):
        named = any(a <= phrase.first < b for a, b in (*speaker, *find_addressee(site, matrix, match.cue, speaker)))
        dated = site.tokens[phrase.head].text.lower() in site.document.words("never addressee")
        bare = phrase.preposition is None and not is_genitive_attribute(site, phrase)
        if bare and phrase != matrix.subject and not named and not dated:
            return True
    reflexive = any(site.tokens[i].tag == "PRF" for i in own_tokens(matrix))
    return reflexive and not set(match.cue.words) & site.document.words("reflexive")


def _verb_second_end(site: Site, clause: Clause) -> int:
    """A run of main clauses after the first goes on while they are in the subjunctive or joined by a conjunction."""
    end = site.extent(clause)[1]
    for later in site.clauses:
        if later.first < end:
            continue
        frame = is_main(later) and site.match(later) is not None and site.is_verb_first(later)
        if frame and later.mood not in REPORTED_MOODS:
            break
        reported = later.mood in OPEN_MOODS or (clause.mood not in REPORTED_MOODS and later.mood is clause.mood)
        if is_main(later) and not reported:
            break
        if later.kind is ClauseKind.QUOTATION and not reported:
            end = later.last
            continue
        end = max(end, site.extent(later)[1])
    return end


def _before_quotation(site: Site, matrix: Clause, match: CueMatch, quotation: Clause) -> Iterator[Candidate]:
    """ "Sie sagte: „…“", "Sie sagte, „…“"."""
    if match.cue.strength < FAIR and "direct" not in match.cue.frames and site.tokens[quotation.first - 1].text != ":":
        return
    condition = next(
        (c for c in site.children(matrix) if c.last == quotation.first - 1 and _is_condition(site, c)), None
    )
    if condition is not None:
        # "sagte, wenn das helfe, „sind wir bereit“": the condition belongs to what is said.
        quote = (condition.first, quotation.last)
        yield build(
            site, matrix, match, (quote,), (frame_before(site, matrix, condition.first),), "quotation behind frame"
        )
        return
    frame = (site.sentence_start(matrix.first), quotation.first)
    quote = (quotation.first, quotation.last)
    yield build(site, matrix, match, (quote,), (frame,), "quotation behind frame", direct=True)


def _is_condition(site: Site, clause: Clause) -> bool:
    return clause.opener is not None and site.tokens[clause.opener].text.lower() in site.document.words("conditional")
