"""Quotation marks that no frame has claimed: words of somebody's inside a statement or a told act, whole sentences in marks
without a frame; and what is no quotation at all: names, titles and words that the narrator holds at arm's length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wortlaut.extract.attribution.complements import cue_tokens
from wortlaut.extract.attribution.cues import FAIR, STRONG
from wortlaut.extract.attribution.site import Candidate, Range, Site, subtract
from wortlaut.extract.attribution.speakers import find_addressee, find_speaker
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, Medium, Quotation, StatementType, Token

_NAMING = frozenset({"NN", "NE", "FM", "CARD", "ADJA", "ART", "APPR", "APPRART", "KON", "XY", "$(", "ADV", "TRUNC", "$,", "PPOSAT"})
_LONGEST_NAME = 3
_SHORTEST_SENTENCE = 4


def is_name(tokens: Sequence[Token], quotation: Quotation) -> bool:
    """Whether the words in marks are a name or a title: die „Nordpost“, das Lied „Alte Wege“; or a single noun."""
    inside = tokens[quotation.first + 1 : quotation.last - 1]
    if not inside:
        return True
    nominal = all(t.tag in _NAMING for t in inside)
    if not nominal:
        return False
    capital = inside[0].text[:1].isupper() or inside[0].text[:1].isdigit()
    return len(inside) == 1 or (capital and len(inside) <= _LONGEST_NAME)


def is_sentence(tokens: Sequence[Token], quotation: Quotation) -> bool:
    """Whether the words in marks are a clause of their own."""
    inside = tokens[quotation.first + 1 : quotation.last - 1]
    return len(inside) >= _SHORTEST_SENTENCE and any(t.mood is not None for t in inside)


def add_fragments(
    site_of: Sequence[Site], quotations: Sequence[Quotation], candidates: list[Candidate]
) -> list[Candidate]:
    """The candidates with a direct statement for each stretch in marks that is somebody's words."""
    result = list(candidates)
    for quotation in quotations:
        if quotation.depth or quotation.last - quotation.first < 3:
            continue
        span = (quotation.first, quotation.last)
        touching = [c for c in result if _touches(c, span)]
        if any(c.type is StatementType.DIRECT for c in touching):
            continue
        site = site_of[max(0, site_of[0].tokens[quotation.first].sentence)]
        host = touching[0] if touching else None
        found = _in_host(site, quotation, host, result) if host is not None else _alone(site, quotation)
        if found is None:
            continue
        if host is not None and host.type is StatementType.REPORTED and found.cue:
            result.remove(host)
        result.append(found)
    return sorted(result, key=lambda c: (c.first, -c.last))


def _touches(candidate: Candidate, span: Range) -> bool:
    return any(first < span[1] and span[0] < last for first, last in candidate.quote)


def _in_host(site: Site, quotation: Quotation, host: Candidate, candidates: Sequence[Candidate]) -> Candidate | None:
    """Words in marks inside a statement have its speaker, its cue and its frame."""
    if is_name(site.tokens, quotation):
        return None
    span = (quotation.first, quotation.last)
    if host.type is StatementType.REPORTED:
        return _in_told_act(site, span)
    origin = host
    if host.type in {StatementType.INDIRECT_FREE_INDIRECT, StatementType.FREE_INDIRECT}:
        earlier = [c for c in candidates if c.frame and c.last <= host.first and c.speaker == host.speaker]
        origin = replace(host, cue=earlier[-1].cue, frame=earlier[-1].frame) if earlier else host
    return replace(origin, type=StatementType.DIRECT, quote=(span,), rules=(*host.rules, "words in marks inside"), chain=())


def _in_told_act(site: Site, span: Range) -> Candidate | None:
    clause = _clause_of(site, span[0])
    return _with_frame(site, span, clause) if clause is not None else None


def _alone(site: Site, quotation: Quotation) -> Candidate | None:
    """Words in marks in a sentence of the narrator's: a cue in the sentence makes them a quotation, or a clause inside."""
    if is_name(site.tokens, quotation):
        return None
    span = (quotation.first, quotation.last)
    clause = _clause_of(site, span[0])
    if clause is not None and (framed := _with_frame(site, span, clause)) is not None:
        return framed
    if not is_sentence(site.tokens, quotation):
        return None
    return Candidate(
        StatementType.DIRECT, Medium.SPEECH, (span,), ("clause in marks",), strength=STRONG, carried=True
    )


def _clause_of(site: Site, index: int) -> Clause | None:
    return next((c for c in site.clauses if any(a <= index < b for a, b in c.pieces)), None)


def _with_frame(site: Site, span: Range, clause: Clause) -> Candidate | None:
    """The clause around the words reports them: "nannte das Vorgehen „einen schweren Fehler“"."""
    match = site.match(clause)
    if match is None or match.cue.strength < FAIR or not own_tokens(clause):
        return None
    sentence = (site.sentence_start(span[0]), site.sentence_end(span[1] - 1))
    frame = tuple(r for r in subtract(sentence, [span, (sentence[1] - 1, sentence[1])]) if r[0] < r[1])
    speaker = find_speaker(site, clause)
    return Candidate(
        StatementType.DIRECT,
        match.cue.medium,
        (span,),
        ("words in marks beside a cue",),
        cue=cue_tokens(site, clause, match),
        cue_class=match.cue.cue_class,
        strength=match.cue.strength,
        speaker=speaker,
        addressee=find_addressee(site, clause, match.cue, speaker),
        frame=frame,
        matrix=clause.index,
    )
