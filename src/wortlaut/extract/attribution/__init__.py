"""Who said what: sources, cues and contents become statements.

Candidates are found by shape, with high recall; what stands is decided afterwards, with everything in view. The
rules are listed in `RULES`, in order of preference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wortlaut.extract.attribution import adjuncts, chains, complements, fragments, postposed, runs, sentences
from wortlaut.extract.attribution.cues import FAIR, AttributionTables
from wortlaut.extract.attribution.site import REPORTED_MOODS, Candidate, Site, Text, is_main
from wortlaut.grammar.chunks import PRONOUNS
from wortlaut.grammar.clauses import find_units
from wortlaut.model import Clause, ClauseKind, StatementType


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape in which words of others stand: its name, and what finds it at a clause."""

    name: str
    pattern: Callable[[Site, Clause], Iterator[Candidate]]


CLAUSE_RULES = (
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
)


SOURCE_RULES = frozenset({"source phrase", "source adverb"})


def attribute(document: Text) -> list[Candidate]:
    """All statements of the document as candidates that stand, in the order of the text."""
    sites = find_sites(document)
    kept: list[Candidate] = []
    for site in sites:
        kept.extend(chains.link_sources(site, c) for c in runs.select(_candidates(site)))
    site_of = _sites_by_sentence(document, sites)
    kept = runs.drop_unsupported(site_of, document.sentences, kept)
    carried = runs.carry_on(site_of, document.sentences, kept)
    merged = runs.merge_runs(runs.name_carried(carried), document.sentences)
    merged = [*merged, *_nested(sites, merged)]
    return runs.name_carried(fragments.add_fragments(site_of, document.quotations, merged))


def _nested(sites: list[Site], candidates: list[Candidate]) -> Iterator[Candidate]:
    """Speech in somebody's speech: "Er hoffe auf Ruhe. Bell habe ihn aufgefordert, die Lage zu beruhigen."."""
    running = [c for c in candidates if c.type is StatementType.INDIRECT_FREE_INDIRECT]
    for site in sites:
        for clause in site.clauses:
            host = next((c for c in running if c.first <= clause.first and clause.last <= c.last), None)
            if host is None or not _goes_on(clause):
                continue
            for candidate in complements.by_clause(site, clause):
                if candidate.strength >= FAIR and _is_another(site, candidate, host):
                    yield candidate.because("speech in speech")


def _is_another(site: Site, candidate: Candidate, host: Candidate) -> bool:
    """Whether the inner speaker is named and not the one who is speaking already."""
    if not candidate.speaker or site.tokens[candidate.speaker[0][0]].tag in PRONOUNS:
        return False
    inner, outer = (
        {site.tokens[i].text for i in range(*r)} for r in (candidate.speaker[0], (host.speaker or ((0, 0),))[0])
    )
    return not inner & outer


def find_sites(document: Text) -> list[Site]:
    """The units of the document with their clauses."""
    units = find_units(document.sentences, document.quotations)
    sites, at = [], 0
    for first, last in units:
        own = []
        while at < len(document.clauses) and document.clauses[at].first < last:
            own.append(document.clauses[at])
            at += 1
        sites.append(Site(document, first, last, tuple(_outside_quotations(own))))
    return sites


def _outside_quotations(clauses: list[Clause]) -> Iterator[Clause]:
    quotations = [c for c in clauses if c.kind is ClauseKind.QUOTATION]
    for clause in clauses:
        if not any(q is not clause and q.first <= clause.first and clause.last <= q.last for q in quotations):
            yield clause


def _candidates(site: Site) -> Iterator[Candidate]:
    yield from postposed.by_particle(site)
    for rule in CLAUSE_RULES:
        for clause in site.clauses:
            if clause.kind is ClauseKind.QUOTATION or (_goes_on(clause) and rule.name not in SOURCE_RULES):
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


RULES = (*CLAUSE_RULES,)

__all__ = ["RULES", "AttributionTables", "Rule", "Text", "attribute", "find_sites"]
