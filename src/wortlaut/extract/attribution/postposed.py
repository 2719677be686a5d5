"""Content before or around its frame: "…, sagte Bell", "wie Bell mitteilte, …", „…“, so Bell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wortlaut.extract.attribution.cues import FAIR, STRONG, CueMatch
from wortlaut.extract.attribution.reporting import (
    OPEN_MOODS,
    build,
    complement_code,
    frame_behind,
    is_impersonal,
    is_unreal,
    licenses,
)
from wortlaut.extract.attribution.site import (
    REPORTED_MOODS,
    Candidate,
    Range,
    Site,
    is_dependent,
    is_main,
    subtract,
    trim,
)
from wortlaut.extract.attribution.speakers import find_interviewer
from wortlaut.grammar.chunks import find_phrases, widen
from wortlaut.grammar.pieces import DASHES
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, ClauseKind, StatementType
from wortlaut.text.morphology import QUOTATION_MARKS


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
    inside = [c for c in site.clauses if content[0] <= c.first < content[1]]
    first = next((c for c in inside if is_main(c)), None)
    lead = first or next(iter(inside), None)
    mood = lead.mood if lead is not None else None
    if not licenses(site, matrix, match, mood):
        return False
    if mood in REPORTED_MOODS:
        return True
    told = site.match(first) if first is not None else None
    if told is not None and told.cue.strength >= STRONG:
        # "Sie hatte erklärt, sie sei unschuldig, erkannte das Gericht nicht an": the first verb reports already.
        return False
    if first is None and lead is not None and complement_code(site, lead) == "that" and "that" in match.cue.frames:
        # "Dass er kommt, schloss er aus": the verb asks for such a clause.
        return match.cue.strength >= FAIR
    sure = match.cue.strength >= STRONG or "v2" in match.cue.frames
    adversative = any(word in site.document.words("adversative") for word in site.words_of(matrix))
    return sure and not adversative and bool(match.cue.frames & {"direct", "v2", "that", "wh"})


def _content_start(site: Site, frame_first: int) -> int:
    """The start of the content before a frame: of its sentence, or of the quotation that ends in it."""
    start = site.sentence_start(frame_first)
    for clause in site.clauses:
        if clause.kind is ClauseKind.QUOTATION and clause.first < start < clause.last:
            return clause.first
    return _behind_narrator(site, start, frame_first)


def _behind_narrator(site: Site, start: int, end: int) -> int:
    """ "Daran hält sie fest: Man sehe keinen Grund, hieß es": the indicative before a colon is the narrator's."""
    colon = next((i for i in range(end - 1, start, -1) if site.tokens[i].text == ":" and i not in site.marks), None)
    if colon is None:
        return start
    before = next((c for c in site.clauses if start <= c.first < colon and is_main(c)), None)
    behind = next((c for c in site.clauses if c.first > colon), None)
    told = before is not None and before.mood not in REPORTED_MOODS
    return colon + 1 if told and behind is not None and behind.mood in REPORTED_MOODS else start


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
    return clause.mood in OPEN_MOODS


def by_manner_clause(site: Site, clause: Clause) -> Iterator[Candidate]:
    """ "wie die Behörde mitteilte": the content is the clause around it."""
    if clause.opener is None or site.tokens[clause.opener].text.lower() not in site.document.words("manner"):
        return
    if clause.kind is ClauseKind.INTERROGATIVE:
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
        for phrase, _ in site.phrases(clause)
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
        speaker = _with_apposition(site, widen(tokens, phrases[0], limit, site.document.phrases), limit)
        end = _particle_end(site, speaker[1], limit)
        if end is None:
            continue
        yield from _particle_candidates(site, CueMatch(cue, (at,)), speaker, (at, end))


def _with_apposition(site: Site, speaker: Range, limit: int) -> Range:
    """ "so Tom Hale, Sprecher der Stadt": a phrase without a verb, up to the next comma, tells who it is."""
    first = speaker[1] + 1
    end = next((i for i in range(first, limit) if site.tokens[i].tag in {"$,", "$.", "$("}), limit)
    phrases = find_phrases(site.tokens, first, end)
    verbless = all(site.tokens[i].tag[0] != "V" for i in range(first, end))
    if first >= limit or site.tokens[speaker[1]].tag != "$," or not phrases or phrases[0].first != first:
        return speaker
    return (speaker[0], end) if verbless else speaker


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
        addressee=find_interviewer(site, (speaker[1], frame[1])),
        frame=(frame_range,),
    )
    if direct is None and rest[0] < rest[1]:
        pieces.append(rest)
    yield replace(base, quote=tuple(pieces))
    for later in quotations:
        if direct is not None and later.first >= frame[1] and later.last <= rest[1]:
            yield replace(base, quote=((later.first, later.last),))
