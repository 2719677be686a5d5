"""A statement's words cut into claims: one per sentence or coordinated clause of the content with a verb of its own.

Subordinate clauses belong to the clause that they depend on, a fragment to what stands before it. Where the content
begins with a mere frame for it ("ich glaube, wir sind so weit"), frame and content are one claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wortlaut.extract.acts.ground import Ground
from wortlaut.extract.attribution.site import Candidate, Range
from wortlaut.extract.factuality import opens_with_condition
from wortlaut.model import Clause, ClauseKind, StatementType
from wortlaut.text.morphology import QUOTATION_MARKS

_CONTENT = frozenset({ClauseKind.SUBORDINATE, ClauseKind.INTERROGATIVE, ClauseKind.INFINITIVE})


@dataclass(frozen=True, slots=True)
class Part:
    """The words of one claim: `clause` is its main clause, None in a fragment without a verb; `content` the clause that
    tells what is claimed, which is another one where the main clause only introduces it ("es sei klar, dass …").
    """

    statement: int
    words: Range
    clause: Clause | None
    content: Clause | None


def split(ground: Ground) -> Iterator[Part]:
    """The parts of all statements, statement by statement."""
    repeated = _find_repeated(ground)
    for index, candidate in enumerate(ground.candidates):
        if index not in repeated:
            yield from _split_one(ground, index, candidate)


def _find_repeated(ground: Ground) -> set[int]:
    """Fragments in quotation marks that repeat words of another statement of the same speaker."""
    repeated: set[int] = set()
    hosts: list[int] = []
    for index, candidate in enumerate(ground.candidates):
        hosts = [at for at in hosts if ground.candidates[at].last >= candidate.last]
        if candidate.type is StatementType.DIRECT and any(
            ground.candidates[at].speaker == candidate.speaker for at in hosts
        ):
            repeated.add(index)
        hosts.append(index)
    return repeated


def _split_one(ground: Ground, index: int, candidate: Candidate) -> Iterator[Part]:
    heads = [c for first, last in candidate.quote for c in _heads(ground, candidate, first, last)]
    joined = _join(ground, heads)
    starts = [min(start, candidate.last - 1) for start, _ in joined]
    heads = [head for _, head in joined]
    if not heads:
        if (words := _trim(ground, (candidate.first, candidate.last))) is not None:
            yield Part(index, words, None, None)
        return
    bounds = [candidate.first, *starts[1:], candidate.last]
    for head, first, last in zip(heads, bounds, bounds[1:], strict=False):
        if (words := _trim(ground, (first, last))) is not None:
            yield Part(index, words, head, _find_content(ground, head, last))


def _heads(ground: Ground, candidate: Candidate, first: int, last: int) -> list[Clause]:
    """The clauses with a verb that depend on nothing inside the quote, dependent ones only where no other stands."""
    inside = ground.beginning_in(first, last)
    own = {c.index for c in inside if c.kind is not ClauseKind.QUOTATION}
    free = [c for c in inside if c.kind is not ClauseKind.QUOTATION and c.verbs and not _depends(ground, c, own)]
    strong = [c for c in free if c.kind is ClauseKind.MAIN or _is_content(ground, c)]
    # "wenn das helfe, werde man es tun": the condition belongs to the clause behind it.
    return (strong or free[:1]) if free else _holding(ground, candidate, first)


def _depends(ground: Ground, clause: Clause, own: set[int]) -> bool:
    """Whether the clause hangs on another of the quote; "und dass …" hangs where the first "dass" does."""
    if clause.parent not in own:
        return False
    parent = ground.place.clauses[clause.parent]
    if clause.opener is None or parent.opener is None or parent.parent in own:
        return True
    same = ground.tokens[clause.opener].text.lower() == ground.tokens[parent.opener].text.lower()
    return not (same and _is_content(ground, parent) and ground.tokens[clause.opener - 1].tag == "KON")


def _is_content(ground: Ground, clause: Clause) -> bool:
    if clause.kind not in _CONTENT:
        return False
    if clause.kind is not ClauseKind.SUBORDINATE or clause.opener is None:
        return True
    return ground.tokens[clause.opener].text.lower() in ground.place.words("content")


def _holding(ground: Ground, candidate: Candidate, first: int) -> list[Clause]:
    """For words that begin inside a clause the one that holds them, where its verb is not the cue."""
    for clause in reversed(ground.beginning_in(max(0, first - 60), first)):
        holds = any(a <= first < b for a, b in clause.pieces)
        if holds and clause.verbs and not reports(candidate, clause):
            return [clause]
    return []


def reports(candidate: Candidate, clause: Clause) -> bool:
    """Whether the clause is the frame of a statement; behind "nach Angaben der Stadt" it is its content."""
    return clause.index == candidate.matrix and (not candidate.cue or not set(candidate.cue).isdisjoint(clause.verbs))


def _join(ground: Ground, heads: list[Clause]) -> list[tuple[int, Clause]]:
    """The heads with their starts, less those that are one claim with another.

    That is content with the frame before it ("ich glaube, wir sind so weit"), a condition with what it is for ("käme
    er, gingen wir"), and a single verb at the end of a clause that was cut too early.
    """
    kept: list[tuple[int, Clause]] = []
    for head in heads:
        start = _start(ground, head)
        before = kept[-1][1] if kept else None
        if before is not None and (_introduces(ground, before, head) or head.last - head.first == 1):
            continue
        if before is not None and opens_with_condition(ground.tokens, before, head, ground.factuality):
            start = kept.pop()[0]
        kept.append((start, head))
    return kept


def _introduces(ground: Ground, before: Clause, head: Clause) -> bool:
    """Whether the clause before only frames the main clause right behind its comma."""
    if head.kind is not ClauseKind.MAIN or before.kind is not ClauseKind.MAIN or before.last + 1 != head.first:
        return False
    if ground.tokens[before.last].tag != "$," or ground.tokens[head.first].tag == "KON":
        return False
    match = ground.match(before)
    return match is not None and "v2" in match.cue.frames


def _find_content(ground: Ground, head: Clause, last: int) -> Clause | None:
    """The clause that tells what is claimed: the head, or the complement that it introduces."""
    complements = [c for c in ground.children.get(head.index, []) if _is_complement(ground, c) and c.first < last]
    if complements:
        return complements[0]
    following = next((c for c in ground.beginning_in(head.last, min(last, head.last + 2))), None)
    return following if following is not None and _introduces(ground, head, following) else head


def _is_complement(ground: Ground, clause: Clause) -> bool:
    """ "dass", "zu": a clause behind "ohne" or "um" is none, nor is one behind a noun ("die Pläne, … zu …")."""
    before = ground.tokens[clause.first - 1]
    opening = ground.tokens[clause.first].text.lower()
    if opening in ground.words("adverbial opener") or before.text.lower() in ground.words("adverbial opener"):
        return False
    return clause.kind in {ClauseKind.SUBORDINATE, ClauseKind.INFINITIVE} and _is_content(ground, clause)


def _start(ground: Ground, head: Clause) -> int:
    """Where a claim begins: at its clause, or at the clause in front of it that depends on it."""
    return min([head.first, *(c.first for c in ground.children.get(head.index, []))])


def _trim(ground: Ground, span: Range) -> Range | None:
    """The range without conjunctions, commas and quotation marks around it."""
    first, last = span
    tokens = ground.tokens
    while first < last and (tokens[first].tag in {"$,", "KON"} or tokens[first].text in QUOTATION_MARKS):
        first += 1
    while last > first and (tokens[last - 1].tag in {"$,", "KON"} or tokens[last - 1].text in QUOTATION_MARKS):
        last -= 1
    return (first, last) if first < last else None
