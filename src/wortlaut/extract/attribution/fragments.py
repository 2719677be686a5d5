"""Quotation marks that no frame has claimed.

Words of somebody's inside a statement or a told act, whole sentences in marks without a frame; and what is no
quotation at all: names, titles and words that the narrator holds at arm's length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wortlaut.extract.attribution.cues import FAIR, STRONG, CueMatch
from wortlaut.extract.attribution.reporting import cue_tokens
from wortlaut.extract.attribution.runs import Flow, in_order, running, told_subject
from wortlaut.extract.attribution.site import Candidate, Range, Site, is_main, subtract
from wortlaut.extract.attribution.speakers import find_addressee, find_speaker
from wortlaut.grammar.chunks import find_phrases, widen
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, ClauseKind, Medium, Quotation, StatementType, Token

_NAMING = frozenset(
    {"NN", "NE", "FM", "CARD", "ADJA", "ART", "APPR", "APPRART", "KON", "XY", "$(", "ADV", "TRUNC", "$,", "PPOSAT"}
)
_TAKES_LABEL = frozenset({"PDS", "PPER"})
_BEFORE_NAME = frozenset({"ART", "NN", "NE", "ADJA", "APPR", "APPRART", "PPOSAT", "PDAT"})
_LONGEST_NAME = 3
_NEAR = 4
_SHORTEST_SENTENCE = 4
_SHORTEST_FRAGMENT = 3
_REACH = 8
"""How many sentences back the frame of a run may stand."""


def is_name(site: Site, quotation: Quotation) -> bool:
    """Whether the words in marks are a name or a title: die „Nordpost“, das Lied „Alte Wege“; or a single noun.

    A name does not stand behind "als", an indefinite article or a pronoun: als „Fehler“, ein „Papiertiger“; nor right
    behind the preposition of a cue: sprach von „Chaos“.
    """
    inside = site.tokens[quotation.first + 1 : quotation.last - 1]
    if not inside:
        return True
    before = site.before(quotation.first)
    if before is not None and (
        before.tag in _TAKES_LABEL
        or before.text.lower() in site.document.words("before a label")
        or _leads_to_words(site, before)
    ):
        return False
    nominal = all(t.tag in _NAMING for t in inside)
    if not nominal:
        return False
    capital = inside[0].text[:1].isupper() or inside[0].text[:1].isdigit()
    return len(inside) == 1 or (capital and len(inside) <= _LONGEST_NAME)


def _leads_to_words(site: Site, before: Token) -> bool:
    if before.text.lower() not in site.document.words("telling preposition"):
        return False
    clause = _clause_of(site, before.index)
    match = site.match(clause) if clause is not None else None
    return match is not None and match.cue.strength >= FAIR and before.text.lower() in match.cue.prepositions


def is_sentence(tokens: Sequence[Token], quotation: Quotation) -> bool:
    """Whether the words in marks are a clause of their own."""
    inside = tokens[quotation.first + 1 : quotation.last - 1]
    return len(inside) >= _SHORTEST_SENTENCE and any(t.mood is not None for t in inside)


def add_fragments(flow: Flow, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates with a direct statement for each stretch in marks that is somebody's words."""
    by_sentence = flow.by_sentence(candidates)
    for quotation in flow.document.quotations:
        sentence = flow.document.tokens[quotation.first].sentence
        if quotation.depth or quotation.last - quotation.first < _SHORTEST_FRAGMENT or sentence < 0:
            continue
        span = (quotation.first, quotation.last)
        touching = [c for c in by_sentence.get(sentence, []) if _touches(c, span)]
        if any(c.type is StatementType.DIRECT for c in touching):
            continue
        host = touching[0] if touching else None
        found = _find_fragment(flow, quotation, host, by_sentence)
        if found is None:
            continue
        if host is not None and host.type is StatementType.REPORTED and found.cue:
            if _tells_more(flow.sites[sentence], span, host):
                found = replace(found, cue=(), frame=())
            else:
                by_sentence[sentence].remove(host)
        for index in flow.touched(found):
            by_sentence.setdefault(index, []).append(found)
    return in_order(list({id(c): c for found in by_sentence.values() for c in found}.values()))


def _find_fragment(
    flow: Flow, quotation: Quotation, host: Candidate | None, by_sentence: dict[int, list[Candidate]]
) -> Candidate | None:
    """The statement that a stretch in marks is: inside another one, under the frame before it, or by itself."""
    sentence = flow.document.tokens[quotation.first].sentence
    site = flow.sites[sentence]
    if host is not None:
        earlier = [c for index in range(max(0, sentence - _REACH), sentence + 1) for c in by_sentence.get(index, [])]
        return _in_host(site, quotation, host, earlier)
    near = by_sentence.get(flow.document.tokens[max(0, quotation.first - 1)].sentence, [])
    before = [c for c in near if _end(c) <= quotation.first]
    framed = _last([c for c in before if c.frame])
    return _alone(flow, site, quotation, framed, _last(list(running(before))))


def _last(candidates: list[Candidate]) -> Candidate | None:
    return max(candidates, key=lambda c: c.last) if candidates else None


def _end(candidate: Candidate) -> int:
    """The token behind the candidate and its frame."""
    return max(candidate.last, candidate.frame[-1][1] if candidate.frame else 0)


def _touches(candidate: Candidate, span: Range) -> bool:
    return any(first < span[1] and span[0] < last for first, last in candidate.quote)


def _in_host(site: Site, quotation: Quotation, host: Candidate, candidates: Sequence[Candidate]) -> Candidate | None:
    """Words in marks inside a statement have its speaker, its cue and its frame."""
    if is_name(site, quotation):
        return None
    span = (quotation.first, quotation.last)
    if host.type is StatementType.REPORTED:
        return _in_told_act(site, span)
    origin = host
    if host.type in {StatementType.INDIRECT_FREE_INDIRECT, StatementType.FREE_INDIRECT}:
        earlier = [c for c in candidates if c.frame and c.last <= host.first and c.speaker == host.speaker]
        origin = replace(host, cue=earlier[-1].cue, frame=earlier[-1].frame) if earlier else host
    return replace(
        origin, type=StatementType.DIRECT, quote=(span,), rules=(*host.rules, "words in marks inside"), chain=()
    )


def _tells_more(site: Site, span: Range, host: Candidate) -> bool:
    """Whether a told act says more than the words in marks: "berichtete von „hohen Verlusten“ bei den Kämpfen"."""
    behind = [t for t in site.tokens[span[1] : host.last] if t.tag[0] not in "V$" and t.tag != "PTKVZ"]
    return len(behind) > 1


def _in_told_act(site: Site, span: Range) -> Candidate | None:
    clause = _clause_of(site, span[0])
    return _with_frame(site, span, clause) if clause is not None else None


def _alone(
    flow: Flow, site: Site, quotation: Quotation, before: Candidate | None, run: Candidate | None
) -> Candidate | None:
    """Words in marks in the narrator's sentence: a cue beside them makes them a quotation, or a clause inside."""
    if is_name(site, quotation) or _is_named(site, quotation):
        return None
    span = (quotation.first, quotation.last)
    if span[0] > site.first and site.tokens[span[0] - 1].text == ":":
        return _behind_colon(site, span)
    clause = _clause_of(site, span[0])
    if clause is not None and (framed := _with_frame(site, span, clause)) is not None:
        return framed
    if not is_sentence(site.tokens, quotation) or _is_title(site, span):
        return None
    if not quotation.closed and (before is None or before.type is not StatementType.DIRECT):
        # Where the words end nobody can tell, so whose they are is a guess.
        return None
    alone = Candidate(StatementType.DIRECT, Medium.SPEECH, (span,), ("clause in marks",), strength=STRONG, carried=True)
    if before is not None:
        return _with_origin(alone, before)
    if run is not None:
        return replace(alone, speaker=run.speaker, carried=not run.speaker)
    speaker = told_subject(flow, site.tokens[span[0]].sentence)
    return replace(alone, speaker=speaker, carried=not speaker)


def _is_title(site: Site, span: Range) -> bool:
    """ "der Film „Wer hat den Mond gestohlen?“ läuft": a noun right before and a verb right behind make it a title."""
    before = site.before(span[0])
    behind = site.tokens[span[1]] if span[1] < site.last else None
    return before is not None and before.tag in {"NN", "NE"} and behind is not None and behind.mood is not None


def _is_named(site: Site, quotation: Quotation) -> bool:
    """A long name: capital at its start, no verb in it, and right behind an article, a noun or a word like "Motto"."""
    before = site.before(quotation.first)
    inside = site.tokens[quotation.first + 1 : quotation.last - 1]
    if before is None:
        return False
    if before.text.lower() in site.document.words("titled"):
        return True
    nominal = all(t.tag in _NAMING for t in inside)
    return nominal and inside[0].text[:1].isupper() and before.tag in _BEFORE_NAME


def _with_origin(candidate: Candidate, before: Candidate) -> Candidate:
    """A quotation right behind another goes on under the same frame."""
    return replace(
        candidate,
        medium=before.medium,
        cue=before.cue,
        cue_class=before.cue_class,
        speaker=before.speaker,
        addressee=before.addressee,
        frame=before.frame,
        carried=not before.speaker,
    )


def _behind_colon(site: Site, span: Range) -> Candidate | None:
    """ "Bell zeigte sich kämpferisch: „…“", "Ministerin Bell: „…“": who stands before the colon speaks."""
    if any(
        t.text.lower() in site.document.words("titled") for t in site.tokens[max(site.first, span[0] - _NEAR) : span[0]]
    ):
        return None
    start = site.sentence_start(span[0] - 1)
    clauses = [c for c in site.clauses if start <= c.first < span[0] and c.kind is not ClauseKind.QUOTATION]
    finite = [c for c in clauses if c.finite is not None]
    clause = next((c for c in reversed(finite) if is_main(c)), finite[-1] if finite else None)
    if clause is None and not _is_utterance(site, span):
        return None
    match = site.match(clause) if clause is not None else None
    if clause is not None:
        speaker = find_speaker(site, clause)
        cue = cue_tokens(site, clause, match) if match is not None else ()
    else:
        phrases = find_phrases(site.tokens, start, span[0] - 1)
        speaker = (widen(site.tokens, phrases[0], span[0] - 1, site.document.phrases),) if phrases else ()
        cue = tuple(i for i in range(start, span[0] - 1) if site.tokens[i].text.lower() in site.document.tables.adverbs)
    return Candidate(
        StatementType.DIRECT,
        match.cue.medium if match is not None else Medium.SPEECH,
        (span,),
        ("quotation behind colon",),
        cue=cue,
        cue_class=match.cue.cue_class if match is not None else None,
        strength=STRONG,
        speaker=speaker,
        frame=((start, span[0]),),
        carried=not speaker,
    )


def _is_utterance(site: Site, span: Range) -> bool:
    """Whether the words have a verb or a full stop of their own: "Kara Bell: „Der Stille nach“" names her book."""
    inside = site.tokens[span[0] + 1 : span[1] - 1]
    return any(t.tag == "$." or t.mood is not None for t in inside)


def _clause_of(site: Site, index: int) -> Clause | None:
    return next((c for c in site.clauses if any(a <= index < b for a, b in c.pieces)), None)


def _with_link(site: Site, clause: Clause, match: CueMatch, span: Range) -> tuple[int, ...]:
    """The cue with the word that leads to the words in marks: "sprach von", "bezeichnete als"."""
    links = match.cue.prepositions | (site.document.words("as") if "as" in match.cue.frames else frozenset())
    near = [i for i in range(max(clause.first, span[0] - _NEAR), span[0]) if site.tokens[i].text.lower() in links]
    return tuple(sorted({*cue_tokens(site, clause, match, correlate=False), *near[-1:]}))


def _with_frame(site: Site, span: Range, clause: Clause) -> Candidate | None:
    """The clause around the words reports them: "nannte das Vorgehen „einen schweren Fehler“"."""
    match = site.match(clause)
    if match is None or match.cue.strength < FAIR or not own_tokens(clause):
        return None
    sentence = (site.sentence_start(span[0]), site.sentence_end(span[1] - 1))
    own = (sentence[0], min(max(site.extent(clause)[1], span[1]), sentence[1] - 1))
    frame = tuple(r for r in subtract(own, [span]) if r[0] < r[1])
    speaker = find_speaker(site, clause)
    if any((first <= span[0] and span[1] <= last) or span[0] <= first < span[1] for first, last in speaker):
        return None
    return Candidate(
        StatementType.DIRECT,
        match.cue.medium,
        (span,),
        ("words in marks beside a cue",),
        cue=_with_link(site, clause, match, span),
        cue_class=match.cue.cue_class,
        strength=match.cue.strength,
        speaker=speaker,
        addressee=find_addressee(site, clause, match.cue, speaker),
        frame=frame,
        matrix=clause.index,
    )
