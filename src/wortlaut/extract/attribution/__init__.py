"""Who said what: sources, cues and contents become statements.

Candidates are found by shape, with high recall; what stands is decided afterwards, with everything in view. The
rules are listed in `RULES`, in order of preference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from wortlaut.extract.attribution import (
    adjuncts,
    chains,
    complements,
    fragments,
    postposed,
    runs,
    selection,
    sentences,
)
from wortlaut.extract.attribution.cues import FAIR, AttributionTables
from wortlaut.extract.attribution.site import REPORTED_MOODS, Candidate, Site, Text, is_main
from wortlaut.grammar.chunks import PRONOUNS
from wortlaut.grammar.clauses import find_units
from wortlaut.model import Clause, ClauseKind

Pattern = Callable[[Site, Clause], Iterator[Candidate]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape in which words of others stand: its name, and what finds it at a clause.

    Rules without a pattern do not start from a clause: they look at names behind particles, at the order of sentences
    and at quotation marks (`postposed.by_particle`, `runs`, `fragments`).
    """

    name: str
    pattern: Pattern | None = None


RULES = (
    Rule("particle with name"),
    Rule("frame behind content", postposed.by_postposed_frame),
    Rule("clause complement", complements.by_clause),
    Rule("verb-second complement", complements.by_verb_second),
    Rule("subjunctive behind colon", complements.by_colon),
    Rule("manner clause", postposed.by_manner_clause),
    Rule("source phrase", adjuncts.by_source_phrase),
    Rule("source adverb", adjuncts.by_adverb),
    Rule("relative adverb", adjuncts.by_relative_adverb),
    Rule("noun with clause", adjuncts.by_noun),
    Rule("dependent clause in the subjunctive", adjuncts.by_subjunctive_clause),
    Rule("demonstrative for the sentence before", adjuncts.by_demonstrative),
    Rule("modal of claim", sentences.by_claiming_modal),
    Rule("hearsay modal", sentences.by_hearsay_modal),
    Rule("told act", sentences.by_told_act),
    # Found by one of the patterns above, under a name of their own.
    Rule("content behind colon"),
    Rule("quotation behind frame"),
    Rule(sentences.PLAN),
    Rule(sentences.ANSWER),
    # Found in the order of the text.
    Rule(runs.GOES_ON),
    Rule("speech in speech"),
    Rule("words in marks inside"),
    Rule("words in marks beside a cue"),
    Rule("quotation behind colon"),
    Rule("clause in marks"),
)
_SOURCE_RULES = frozenset({"source phrase", "source adverb"})


def attribute(document: Text) -> list[Candidate]:
    """All statements of the document as candidates that stand, in the order of the text."""
    sites = find_sites(document)
    flow = runs.Flow(document, _sites_by_sentence(document, sites))
    found = [chains.link_sources(site, c) for site in sites for c in selection.select(_candidates(site))]
    carried = runs.carry_on(flow, runs.drop_unsupported(flow, found))
    merged = runs.merge_runs(runs.name_carried(flow, carried))
    nested = [c for host in runs.told(merged) for c in _nested(flow, host)]
    return selection.cut_frames(runs.name_carried(flow, fragments.add_fragments(flow, [*merged, *nested])))


def _nested(flow: runs.Flow, host: Candidate) -> Iterator[Candidate]:
    """Speech in somebody's speech: "Er hoffe auf Ruhe. Bell habe ihn aufgefordert, die Lage zu beruhigen."."""
    sites = {flow.sites[index].first: flow.sites[index] for index in flow.touched(host)}
    for site in sites.values():
        for clause in site.clauses:
            if not (host.first <= clause.first and clause.last <= host.last and _goes_on(clause)):
                continue
            for candidate in (*complements.by_clause(site, clause), *complements.by_verb_second(site, clause)):
                if candidate.strength >= FAIR and _is_another(site, candidate, host):
                    frame = tuple((max(first, host.first), last) for first, last in candidate.frame)
                    yield replace(candidate, frame=frame).because("speech in speech")


def _is_another(site: Site, candidate: Candidate, host: Candidate) -> bool:
    """Whether the inner speaker is named and not the one who is speaking already."""
    if not candidate.speaker or site.tokens[candidate.speaker[0][0]].tag in PRONOUNS:
        return False
    inner = {site.tokens[i].text for i in range(*candidate.speaker[0])}
    outer = {site.tokens[i].text for first, last in host.speaker[:1] for i in range(first, last)}
    return not inner & outer


def find_sites(document: Text) -> list[Site]:
    """The units of the document with their clauses."""
    units = find_units(document.sentences, document.quotations)
    marks = {i: (q.first, q.last) for q in document.quotations if not q.depth for i in range(q.first, q.last)}
    sites, at = [], 0
    for first, last in units:
        own = []
        while at < len(document.clauses) and document.clauses[at].first < last:
            own.append(document.clauses[at])
            at += 1
        sites.append(Site(document, first, last, tuple(_outside_quotations(own)), marks))
    return sites


def _outside_quotations(clauses: list[Clause]) -> Iterator[Clause]:
    quotations = [c for c in clauses if c.kind is ClauseKind.QUOTATION]
    for clause in clauses:
        if not any(q is not clause and q.first <= clause.first and clause.last <= q.last for q in quotations):
            yield clause


def _candidates(site: Site) -> Iterator[Candidate]:
    """What the rules take for statements in one unit, in order of preference."""
    yield from postposed.by_particle(site)
    for rule in RULES:
        if rule.pattern is None:
            continue
        for clause in site.clauses:
            if clause.kind is ClauseKind.QUOTATION or (_goes_on(clause) and rule.name not in _SOURCE_RULES):
                continue
            yield from rule.pattern(site, clause)


def _goes_on(clause: Clause) -> bool:
    """A main clause in the subjunctive is itself somebody's words: it goes on with them and opens nothing new."""
    return is_main(clause) and clause.mood in REPORTED_MOODS


def _sites_by_sentence(document: Text, sites: list[Site]) -> list[Site]:
    found: list[Site] = []
    at = 0
    for sentence in document.sentences:
        while at + 1 < len(sites) and sites[at].last <= sentence.first:
            at += 1
        found.append(sites[at])
    return found


__all__ = ["RULES", "AttributionTables", "Rule", "Text", "attribute", "find_sites"]
