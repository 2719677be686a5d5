"""Source chains: who passes on whose words.

"Die NPA meldete unter Berufung auf Kreise", "die Nordpost zitierte Bell mit den Worten", "laut NPA, die sich auf die
Polizei beruft", "wie die Nordpost aus Kreisen erfuhr", "Bell erklärte laut Medienberichten": all hops, outermost
first, the origin last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wortlaut.extract.attribution.site import Candidate, Range, Site, subtract, trim
from wortlaut.extract.attribution.speakers import is_object
from wortlaut.grammar.chunks import find_phrases, widen
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause

Hop = tuple[Range, tuple[int, ...]]


def link_sources(site: Site, candidate: Candidate) -> Candidate:
    """The candidate with its source chain, where there is more than one hop."""
    if not candidate.speaker or not candidate.frame:
        return candidate
    relative = _relying_clause(site, candidate)
    if relative is not None:
        clause, hop = relative
        return _chained(_without_clause(site, candidate, clause), hop)
    matrix = next((c for c in site.clauses if c.index == candidate.matrix), None)
    if matrix is None:
        return candidate
    for find in (_relied_on, _heard_from, _cited):
        origin = find(site, candidate, matrix)
        if origin is not None:
            return _chained(candidate, origin)
    outer = _passed_on_by(site, candidate, matrix)
    if outer is not None:
        return replace(candidate, chain=(outer, (candidate.speaker[0], candidate.cue)))
    return candidate


def _chained(candidate: Candidate, origin: Hop) -> Candidate:
    """The speaker passes on what the origin said; words for the origin are no part of the words for the speaker."""
    first, last = candidate.speaker[0]
    cut = min(last, origin[1][0]) if origin[1] and first < origin[1][0] else last
    speaker = (first, cut)
    return replace(candidate, speaker=(speaker, *candidate.speaker[1:]), chain=((speaker, candidate.cue), origin))


def _relied_on(site: Site, candidate: Candidate, matrix: Clause) -> Hop | None:
    """ "unter Berufung auf …", with the words for the origin."""
    for at in _frame_tokens(candidate):
        if site.tokens[at].text.lower() not in site.document.words("chain noun") or at == 0:
            continue
        lead = site.tokens[at - 1].text.lower()
        link = at + 1
        if lead not in site.document.words("chain lead") or link + 1 >= site.last:
            continue
        if site.tokens[link].text.lower() in site.document.words("chain link"):
            span = _phrase_at(site, link + 1)
            if span is not None:
                return span, (at - 1, at, link)
    return None


def _heard_from(site: Site, candidate: Candidate, matrix: Clause) -> Hop | None:
    """ "wie die Nordpost aus Kreisen erfuhr"."""
    if matrix.lemma not in site.document.words("hearing verb"):
        return None
    for at in own_tokens(matrix):
        if site.tokens[at].text.lower() in site.document.words("heard from") and site.tokens[at].tag in {
            "APPR",
            "APPRART",
        }:
            span = _phrase_at(site, at + 1)
            if span is not None:
                return span, (at,)
    return None


def _cited(site: Site, candidate: Candidate, matrix: Clause) -> Hop | None:
    """ "zitierte die Ministerin mit den Worten": the object is the origin."""
    if matrix.lemma not in site.document.words("cited"):
        return None
    match = site.match(matrix)
    if match is None:
        return None
    found = next((p for p in _bare_phrases(site, matrix) if is_object(site, p, candidate.speaker)), None)
    return (found, candidate.cue) if found is not None else None


def _bare_phrases(site: Site, clause: Clause) -> Iterator[Range]:
    for phrase, last in site.phrases(clause):
        if phrase.preposition is None:
            yield widen(site.tokens, phrase, last, site.document.phrases)


def _relying_clause(site: Site, candidate: Candidate) -> tuple[Clause, Hop] | None:
    """ "laut NPA, die sich auf die Polizei beruft, …": a relative clause right behind the speaker."""
    end = candidate.speaker[-1][1]
    for clause in site.clauses:
        if clause.first not in {end, end + 1} or clause.lemma not in site.document.words("relying verb"):
            continue
        for at in own_tokens(clause):
            if site.tokens[at].text.lower() in site.document.words("chain link"):
                span = _phrase_at(site, at + 1)
                if span is not None:
                    return clause, (span, (at, *(i for i in clause.verbs if i > at)))
    return None


def _without_clause(site: Site, candidate: Candidate, clause: Clause) -> Candidate:
    """The clause that names the origin belongs to the frame and not to the words."""
    inner = site.extent(clause)
    quote = tuple(t for r in candidate.quote for s in subtract(r, [inner]) if (t := trim(site.tokens, s))[0] < t[1])
    frame = (*candidate.frame[:-1], (candidate.frame[-1][0], max(candidate.frame[-1][1], inner[1])))
    return replace(
        candidate, quote=quote or candidate.quote, frame=frame if candidate.last > inner[1] else candidate.frame
    )


def _passed_on_by(site: Site, candidate: Candidate, matrix: Clause) -> Hop | None:
    """ "Bell erklärte laut Medienberichten, dass …": whoever stands behind the preposition passes it on."""
    for at in own_tokens(matrix):
        if at in candidate.cue or site.tokens[at].text.lower() not in site.document.words("passing preposition"):
            continue
        span = _phrase_at(site, at + 1)
        inside = any(first <= at < last for first, last in candidate.frame)
        if span is not None and inside and not any(a <= at < b for a, b in candidate.speaker):
            return span, (at,)
    return None


def _phrase_at(site: Site, start: int) -> Range | None:
    """The noun phrase that begins at `start`."""
    limit = site.sentence_end(start) if start < site.last else start
    stop = next((i for i in range(start, limit) if site.tokens[i].tag in {"$,", "$."}), limit)
    phrases = find_phrases(site.tokens, start, stop)
    if not phrases or phrases[0].first != start:
        return None
    return widen(site.tokens, phrases[0], stop, site.document.phrases)


def _frame_tokens(candidate: Candidate) -> Iterator[int]:
    for first, last in candidate.frame:
        yield from range(first, last)
