"""Reporting clauses with content of their own: "sagte, dass …", "…, sagte sie", "wie er mitteilte", „…“, so Bell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wortlaut.extract.attribution.cues import FAIR, STRONG, CueMatch
from wortlaut.extract.attribution.site import (
    REPORTED_MOODS,
    Candidate,
    Range,
    Ranges,
    Site,
    is_dependent,
    is_main,
    subtract,
    trim,
)
from wortlaut.extract.attribution.speakers import find_addressee, find_speaker, governed_range, is_genitive_attribute
from wortlaut.grammar.chunks import find_phrases, widen
from wortlaut.grammar.clauses import DASHES
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, ClauseKind, Medium, Mood, StatementType, Voice
from wortlaut.text.morphology import QUOTATION_MARKS

_OPEN_MOODS = REPORTED_MOODS | {Mood.AMBIGUOUS_1, Mood.AMBIGUOUS_2}


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


# --- building --------------------------------------------------------------------------------------------------------


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
    return Candidate(
        StatementType.DIRECT if direct else StatementType.INDIRECT,
        cue.medium,
        quote,
        (rule,),
        cue=cue_tokens(site, matrix, match, correlate=not direct),
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
    """Where an impersonal report comes from: "heißt es in einer Erklärung der Ministerin", "hieß es aus Regierungskreisen"."""
    for first, last in clause.pieces:
        for phrase in find_phrases(site.tokens, first, last):
            if phrase.preposition is None or site.tokens[phrase.head].text.lower() in site.document.words(
                "never speaker"
            ):
                continue
            if site.tokens[phrase.preposition].text.lower() in site.document.words("source preposition"):
                return (governed_range(site, clause, phrase, last),)
    return ()


def find_source_document(site: Site, clause: Clause) -> Ranges:
    """ "in einem Bericht wurde vermutet": in a passive without a doer the paper that says so speaks."""
    for first, last in clause.pieces:
        for phrase in find_phrases(site.tokens, first, last):
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
        if expletive and word in site.document.words("expletive"):
            tokens.add(index)
        if index == matrix.opener and word in site.document.words("manner"):
            tokens.add(index)
    return tuple(sorted(tokens))


def frame_before(site: Site, matrix: Clause, content_first: int) -> Range:
    """The frame of a reporting clause in front of its content: from the start of its sentence through the comma or colon."""
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

    The subjunctive shows it by itself. In the indicative a weak cue does not ("sie sah, dass es regnet"), nor does a cue that
    is denied or only possible ("wollte nicht bestätigen, dass", "man kann sagen, dass").
    """
    if mood is Mood.SUBJUNCTIVE_1:
        return True
    if mood is Mood.SUBJUNCTIVE_2:
        return not is_unreal(site, matrix)
    fair = match.cue.strength >= FAIR or (bool(match.cue.prepositions) and has_correlate(site, matrix))
    return fair and not is_unreal(site, matrix)


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


# --- content behind the reporting clause -----------------------------------------------------------------------------


def by_clause(site: Site, matrix: Clause) -> Iterator[Candidate]:
    """A reporting clause with a that-clause, an indirect question or an infinitive as content."""
    match = site.match(matrix)
    if match is None or matrix.finite is None and matrix.kind is not ClauseKind.INFINITIVE:
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
    """ "wies den Vorwurf zurück, … zu haben", "fordert Garantien, darunter die Zusage, dass …": the clause explains a noun.

    Only where the verb tells an act of its own: an answer, or a demand with another object.
    """
    told = site.document.tables.classes[match.cue.cue_class].told
    if told == "none" or child.mood in REPORTED_MOODS or "np" not in match.cue.frames:
        return False
    objects = [
        phrase
        for first, last in matrix.pieces
        for phrase in find_phrases(site.tokens, first, last)
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


def has_correlate(site: Site, clause: Clause) -> bool:
    """Whether a word like "davon" or "daraus" in the clause points at content to come."""
    return any(word in site.document.words("correlate") for word in site.words_of(clause))


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
    if clause.mood in _OPEN_MOODS:
        return match.cue.strength >= FAIR
    free = not has_object(site, matrix, match) and not is_unreal(site, matrix)
    return match.cue.strength >= STRONG and "direct" in match.cue.frames and free


def has_object(site: Site, matrix: Clause, match: CueMatch) -> bool:
    """Whether the verb has an object already: "erklärte den Auftrag für ungültig, …", "meldete sich, …"."""
    speaker = find_speaker(site, matrix)
    for first, last in matrix.pieces:
        for phrase in find_phrases(site.tokens, first, last):
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
        reported = later.mood in _OPEN_MOODS or (clause.mood not in REPORTED_MOODS and later.mood is clause.mood)
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


# --- content before the reporting clause -----------------------------------------------------------------------------


def by_postposed_frame(site: Site, matrix: Clause) -> Iterator[Candidate]:
    """A reporting clause behind its content: "…, sagte Bell", „…“, sagte Bell, "…, hieß es"."""
    match = site.match(matrix)
    if match is None or not is_main(matrix):
        return
    start = own_tokens(matrix)[0]
    if not site.is_verb_first(matrix) and not _takes_up(site, matrix, start):
        return
    before = site.before(start)
    if before is None or not (before.tag == "$," or before.text in QUOTATION_MARKS or before.text in DASHES):
        return
    if site.tokens[start].tag == "KON" or not _names_own_source(site, matrix) or _only_adverbial(site, start):
        return
    yield from behind_content(site, matrix, match, (start, site.extent(matrix)[1]), "frame behind content")


def _takes_up(site: Site, matrix: Clause, start: int) -> bool:
    """ "…, so heißt es", "… – das sagte Bell": a word that takes up the content stands before the verb."""
    before = site.before(start)
    if matrix.finite != start + 1 or before is None or before.tag not in {"$,", "$("}:
        return False
    word = site.tokens[start].text.lower()
    return word in site.document.words("resuming") | site.document.words("demonstrative")


def _only_adverbial(site: Site, start: int) -> bool:
    """ "Als es dunkel wurde, sagte sie …": an adverbial clause in front is no content."""
    fronted = [c for c in site.clauses if site.sentence_start(start) <= c.first < start]
    roots = [c for c in fronted if c.parent is None or all(c.parent != other.index for other in fronted)]
    adverbial = [c for c in roots if _is_adverbial(site, c)]
    return bool(roots) and len(adverbial) == len(roots)


def _is_adverbial(site: Site, clause: Clause) -> bool:
    """A dependent clause that is no content, or a condition that begins with its verb: "Sollte es regnen, …"."""
    conditional = is_main(clause) and site.is_verb_first(clause) and clause.first == site.sentence_start(clause.first)
    return conditional or (is_dependent(clause) and complement_code(site, clause) is None)


def _names_own_source(site: Site, matrix: Clause) -> bool:
    """A frame behind its content has a subject of its own; without one it goes on with the clause before."""
    return matrix.subject is not None and matrix.finite is not None and matrix.subject.first > matrix.finite


def behind_content(site: Site, matrix: Clause, match: CueMatch, frame: Range, rule: str) -> Iterator[Candidate]:
    """Statements whose frame stands behind or in the middle of their content."""
    first = _content_start(site, frame[0])
    before = trim(site.tokens, (first, frame[0]), stops=False)
    if before[0] >= before[1]:
        return
    quotations = [c for c in site.clauses if c.kind is ClauseKind.QUOTATION]
    frame_range = frame_behind(site, matrix)
    direct = _as_quotation(site, before, quotations)
    if direct is None and not _licensed_before(site, matrix, match, before):
        return
    if direct is not None:
        yield build(site, matrix, match, (direct,), (frame_range,), rule, direct=True)
        for later in quotations:
            if later.first >= frame[1] and site.tokens[later.first].sentence == site.tokens[frame[1] - 1].sentence:
                yield build(site, matrix, match, ((later.first, later.last),), (frame_range,), rule, direct=True)
        return
    quote = [before]
    rest = trim(site.tokens, (frame[1], site.sentence_end(frame[1] - 1)))
    if rest[0] < rest[1] and _goes_on(site, rest):
        quote.append(rest)
    yield build(site, matrix, match, tuple(quote), (frame_range,), rule)


def _licensed_before(site: Site, matrix: Clause, match: CueMatch, content: Range) -> bool:
    """Content before its frame: the mood of its first main clause decides, or a cue that may stand with a quotation."""
    first = next((c for c in site.clauses if content[0] <= c.first < content[1] and is_main(c)), None)
    mood = first.mood if first is not None else None
    if not licenses(site, matrix, match, mood):
        return False
    if mood in REPORTED_MOODS:
        return True
    told = site.match(first) if first is not None else None
    if told is not None and told.cue.strength >= STRONG:
        # "Sie hatte erklärt, sie sei unschuldig, erkannte das Gericht nicht an": the first verb reports already.
        return False
    sure = match.cue.strength >= STRONG or first is None or {"v2"} <= match.cue.frames
    adversative = any(word in site.document.words("adversative") for word in site.words_of(matrix))
    return sure and not adversative and bool(match.cue.frames & {"direct", "v2", "that", "wh"})


def _content_start(site: Site, frame_first: int) -> int:
    """The start of the content before a frame: of its sentence, or of the quotation that ends in it."""
    start = site.sentence_start(frame_first)
    for clause in site.clauses:
        if clause.kind is ClauseKind.QUOTATION and clause.first < start < clause.last:
            return clause.first
    return start


def _as_quotation(site: Site, span: Range, quotations: list[Clause]) -> Range | None:
    """The quotation that fills the span, a colon's or dash's worth of words before it apart."""
    for quotation in quotations:
        if quotation.last == span[1] and quotation.first == span[0]:
            return span
    return None


def _goes_on(site: Site, rest: Range) -> bool:
    """Whether what follows a frame in the middle belongs to the content."""
    clause = next((c for c in site.clauses if c.first >= rest[0]), None)
    if clause is None or clause.first >= rest[1]:
        return True
    if clause.kind is ClauseKind.QUOTATION or is_dependent(clause) or clause.kind is ClauseKind.INFINITIVE:
        return True
    return clause.mood in _OPEN_MOODS


def by_manner_clause(site: Site, clause: Clause) -> Iterator[Candidate]:
    """ "wie die Behörde mitteilte": the content is the clause around it."""
    if clause.opener is None or site.tokens[clause.opener].text.lower() not in site.document.words("manner"):
        return
    match = site.match(clause)
    if match is None or clause.finite is None or not _may_report_all(match) or is_unreal(site, clause):
        return
    host = next((c for c in site.clauses if c.index == clause.parent), None)
    inner = site.extent(clause)
    if host is None or _compares(site, clause) or _has_own_object(site, clause, match):
        return
    whole = _host_range(site, host, inner)
    quote = tuple(q for q in (trim(site.tokens, part) for part in subtract(whole, [inner])) if q[0] < q[1])
    if not quote:
        return
    frame = trim(site.tokens, inner)
    frame = (frame[0], min(frame[1] + 1, whole[1])) if inner[0] == whole[0] else (max(frame[0] - 1, whole[0]), frame[1])
    yield build(site, clause, match, quote, (frame,), "manner clause")


def _compares(site: Site, clause: Clause) -> bool:
    """ "schreibt genau so, wie sie spricht": a comparison."""
    before = [site.tokens[i].text.lower() for i in range(max(site.first, clause.first - 2), clause.first)]
    return bool(site.document.words("resuming") & set(before))


def _has_own_object(site: Site, clause: Clause, match: CueMatch) -> bool:
    """ "wie der Plan es vorsah": a clause with an object of its own reports nothing else."""
    addressed = bool(match.cue.addressee & {"dat", "acc"})
    bare = [
        phrase
        for first, last in clause.pieces
        for phrase in find_phrases(site.tokens, first, last)
        if phrase.preposition is None and phrase != clause.subject and site.tokens[phrase.head].tag == "PPER"
    ]
    return bool(bare) and not addressed and not is_impersonal(site, clause)


def _may_report_all(match: CueMatch) -> bool:
    return bool(match.cue.frames & {"that", "v2", "direct"})


def _host_range(site: Site, host: Clause, inner: Range) -> Range:
    """The clause around a frame: in a main clause the whole sentence, else that clause alone."""
    if is_dependent(host):
        return site.extent(host)
    start = site.sentence_start(host.first)
    return start, site.sentence_end(inner[1] - 1)


# --- so Bell ---------------------------------------------------------------------------------------------------------


def by_particle(site: Site) -> Iterator[Candidate]:
    """ "…, so die Ministerin": a particle with a name stands for the whole reporting clause."""
    tokens = site.tokens
    for at in range(site.first + 1, site.last - 1):
        cue = site.document.tables.adverbs.get(tokens[at].text)
        if cue is None or "name" not in cue.frames:
            continue
        before = tokens[at - 1]
        if not (before.tag == "$," or before.text in QUOTATION_MARKS or before.text in DASHES):
            continue
        limit = site.sentence_end(at)
        phrases = find_phrases(tokens, at + 1, limit)
        if not phrases or phrases[0].first != at + 1:
            continue
        speaker = widen(tokens, phrases[0], limit, site.document.phrases)
        end = _particle_end(site, speaker[1], limit)
        if end is None:
            continue
        yield from _particle_candidates(site, CueMatch(cue, (at,)), speaker, (at, end))


def _particle_end(site: Site, end: int, limit: int) -> int | None:
    """Where the frame ends: adverbials may follow the name, a finite verb may not."""
    at = end
    while at < limit and site.tokens[at].tag not in {"$,", "$."}:
        if site.tokens[at].mood is not None or site.tokens[at].tag in {"PTKZU", "VVIZU"}:
            return None
        at += 1
    return at


def _particle_candidates(site: Site, match: CueMatch, speaker: Range, frame: Range) -> Iterator[Candidate]:
    tokens = site.tokens
    start = frame[0] - 1 if tokens[frame[0] - 1].tag == "$," else frame[0]
    frame_range = trim(tokens, (start, frame[1]), marks=frozenset())
    first = _content_start(site, frame[0])
    before = trim(tokens, (first, start), stops=False)
    if before[0] >= before[1]:
        return
    quotations = [c for c in site.clauses if c.kind is ClauseKind.QUOTATION]
    direct = _as_quotation(site, before, quotations)
    pieces = [before]
    rest = trim(tokens, (frame[1], site.sentence_end(frame[0])))
    base = Candidate(
        StatementType.DIRECT if direct else StatementType.INDIRECT,
        match.cue.medium,
        (before,),
        ("particle with name",),
        cue=match.tokens,
        cue_class=match.cue.cue_class,
        strength=STRONG,
        speaker=(speaker,),
        frame=(frame_range,),
    )
    if direct is None and rest[0] < rest[1]:
        pieces.append(rest)
    yield replace(base, quote=tuple(pieces))
    for later in quotations:
        if direct is not None and later.first >= frame[1] and later.last <= rest[1]:
            yield replace(base, quote=((later.first, later.last),))
