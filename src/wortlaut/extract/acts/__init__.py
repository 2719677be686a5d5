"""What is done by saying something: statements become claims, each with its act, polarity, modality, times and roles.

A claim is one sentence or coordinated main clause of a statement (`splitting`). Its act goes by function (`deciding`):
the frame, else the claim's own predicate and person. Who is to do it and whom it is aimed at is found beside it
(`roles`), as is what its wording says of its content (`extract.factuality`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from wortlaut.extract.acts.case import Case, Verdict
from wortlaut.extract.acts.deciding import RULES, decide
from wortlaut.extract.acts.ground import Ground
from wortlaut.extract.acts.roles import find_aim, find_doer
from wortlaut.extract.acts.splitting import Part, split
from wortlaut.extract.acts.tables import ActTables, Side
from wortlaut.extract.attribution.site import Candidate, Text
from wortlaut.extract.drafts import ClaimDraft
from wortlaut.extract.factuality import Factuality, FactualityTables, opens_condition
from wortlaut.model import Act, Clause, ClauseKind, Modality, Polarity, StatementType, Tense, Timex, TimexType, Voice

_DUE = frozenset({Act.PROMISE, Act.DEMAND, Act.ANNOUNCE, Act.OFFER, Act.AGREE, Act.THREATEN, Act.ASK, Act.PROPOSE})
_ALSO_WHEN = frozenset({Act.ANNOUNCE})
_POINTS = frozenset({TimexType.DATE, TimexType.TIME})
_DEADLINE = "../"
_TURNED = frozenset({Act.DENY, Act.REJECT})
_OWN_WORDS = frozenset({ClauseKind.MAIN, ClauseKind.FRAGMENT})


def find_claims(
    place: Text,
    candidates: Sequence[Candidate],
    times: Sequence[Timex],
    tables: ActTables,
    factuality_tables: FactualityTables,
) -> tuple[ClaimDraft, ...]:
    """The claims of all statements, statement by statement, in the order of the text; `times` are resolved."""
    ground = Ground.of(place, candidates, tables, factuality_tables)
    starts = [time.span.start for time in times]
    drafts: list[ClaimDraft] = []
    for part in split(ground):
        own = times[
            bisect_left(starts, place.tokens[part.words[0]].start) : bisect_left(
                starts, place.tokens[part.words[1] - 1].end
            )
        ]
        case = _make_case(ground, part, own, drafts)
        drafts.append(_draft(case, decide(case), own))
    return tuple(drafts)


def _make_case(ground: Ground, part: Part, times: Sequence[Timex], before: Sequence[ClaimDraft]) -> Case:
    candidate = ground.candidates[part.statement]
    head = ground.judge(part.clause) if part.clause is not None else None
    said = _judge_content(ground, part, head)
    subject = ground.subject(part.clause) if part.clause is not None else None
    if subject is not None and ground.is_thing(subject) and part.content is not None:
        # "es sei klar, dass man bleibe": whose deed it is tells the content.
        subject = ground.subject(part.content)
    side = ground.side(candidate, subject)
    others = (d.act for d in reversed(before) if ground.candidates[d.statement].speaker != candidate.speaker)
    return Case(
        ground,
        part,
        candidate,
        head,
        said,
        side,
        _find_doer_side(ground, part, side),
        first=not before or before[-1].statement != part.statement,
        timed=any(time.type in _POINTS and time.edtf is not None for time in times),
        before=next(others, None),
        own_before=_act_before(ground, candidate, before),
        tense=_find_tense(ground, part, side),
    )


def _act_before(ground: Ground, candidate: Candidate, before: Sequence[ClaimDraft]) -> Act | None:
    """What somebody did with the words right before, where it was the same one."""
    if not before or not candidate.speaker:
        return None
    last = ground.candidates[before[-1].statement]
    named = ground.place.tokens[candidate.speaker[0][0]].tag == "PPER" or candidate.carried
    same = candidate.speaker == last.speaker or named or ground.side(last, candidate.speaker[0]) == "own"
    return before[-1].act if same and last.speaker else None


def _find_doer_side(ground: Ground, part: Part, side: Side) -> Side:
    """Whose deed the content tells: an infinitive has the subject of what introduces it."""
    content = part.content
    if content is None or content is part.clause or content.kind is ClauseKind.INFINITIVE:
        return side
    return ground.side(ground.candidates[part.statement], ground.subject(content))


def _find_tense(ground: Ground, part: Part, side: Side) -> Tense | None:
    """Where the content lies: "werden beraten" is ahead where the subject is somebody, for it could be both by form."""
    content = part.content
    if content is None or content.voice is not Voice.PASSIVE or side == "none" or content.tense is not Tense.PRESENT:
        return content.tense if content is not None else None
    alike = any(
        ground.tokens[i].tag == "VVPP" and ground.tokens[i].text == ground.tokens[i].lemma for i in content.verbs
    )
    return Tense.FUTURE if alike else content.tense


def _judge_content(ground: Ground, part: Part, head: Factuality | None) -> Factuality | None:
    """What is claimed is not so where either the frame inside the claim or its content is negative, but not both."""
    if part.content is None or head is None:
        return head
    content = ground.judge(part.content) if part.content is not part.clause else None
    negative = head.negative != (content is not None and content.negative)
    conditional = head.conditional or (content is not None and content.conditional) or _has_condition(ground, part)
    modality = head.modality if content is None or content.modality is Modality.ACTUAL else content.modality
    return Factuality(
        Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        Modality.CONDITIONAL if conditional else modality,
        conditional,
    )


def _has_condition(ground: Ground, part: Part) -> bool:
    """Whether a condition in front hangs on the frame instead: "sagte, wenn das helfe, „sind wir bereit“"."""
    free = (
        c
        for c in ground.beginning_in(*part.words)
        if c.parent is None or ground.place.clauses[c.parent].first < part.words[0]
    )
    return any(opens_condition(ground.tokens, clause, ground.factuality) for clause in free)


def _draft(case: Case, verdict: Verdict, times: Sequence[Timex]) -> ClaimDraft:
    act = verdict.act
    doer = find_doer(case, verdict)
    point = _pick_time(case, times)
    due = point.edtf if point is not None and act in _DUE and not _is_past(case) else None
    when = point.edtf if point is not None and (due is None or act in _ALSO_WHEN) else None
    return ClaimDraft(
        statement=case.part.statement,
        words=case.part.words,
        clause=case.part.clause.index if case.part.clause is not None else None,
        act=act,
        polarity=_polarity(case, verdict),
        modality=case.said.modality if case.said is not None else Modality.ACTUAL,
        conditional=case.said is not None and case.said.conditional,
        when=when,
        due=due,
        by=doer,
        to=find_aim(case, verdict, doer),
        times=tuple(time.id for time in times),
        rules=(verdict.rule,),
    )


def _is_past(case: Case) -> bool:
    told = case.candidate.type is StatementType.REPORTED
    return not told and case.tense is Tense.PAST


def _pick_time(case: Case, times: Sequence[Timex]) -> Timex | None:
    """The first time that is known and is the content's own: a point rather than a length.

    Not that of a relative clause or of a condition; and where an act is told, "forderte am Montag" tells when it was
    said, so that only a deadline counts.
    """
    aside = [span for clause in _asides(case) for span in clause.pieces]
    for time in times:
        if time.type not in _POINTS or time.edtf is None:
            continue
        told = case.candidate.type is StatementType.REPORTED and not time.edtf.startswith(_DEADLINE)
        tokens = case.ground.tokens
        if not told and not any(tokens[a].start <= time.span.start < tokens[b - 1].end for a, b in aside):
            return time
    return None


def _asides(case: Case) -> list[Clause]:
    """The clauses of the claim that tell circumstances: relative clauses, conditions, reasons."""
    inside = case.ground.beginning_in(*case.part.words)
    own = {case.part.clause, case.part.content}
    return [c for c in inside if c.kind in {ClauseKind.RELATIVE, ClauseKind.SUBORDINATE} and c not in own]


def _polarity(case: Case, verdict: Verdict) -> Polarity | None:
    """That of the content; None where an answer tells none; what is denied in a dependent clause is not so."""
    if case.said is None:
        return Polarity.POSITIVE
    if case.candidate.type is StatementType.REPORTED:
        return _told_polarity(case, verdict)
    content = case.part.content
    dependent = content is not None and content is case.part.clause and content.kind not in _OWN_WORDS
    if dependent and verdict.act in _TURNED and verdict.cue_class is not None:
        return Polarity.POSITIVE if case.said.negative else Polarity.NEGATIVE
    return case.said.polarity


def _told_polarity(case: Case, verdict: Verdict) -> Polarity | None:
    """Of an act that is told: what it says of its content, where there is any."""
    assert case.said is not None
    content = case.part.content
    embedded = content is not None and content is not case.part.clause
    if verdict.cue_class is None:
        return Polarity.POSITIVE
    tells = case.ground.place.tables.classes[verdict.cue_class].told
    if not embedded:
        return None if tells == "answer" and verdict.act in _WITHOUT_CONTENT else Polarity.POSITIVE
    if verdict.act not in _TURNED or content is None:
        return Polarity.POSITIVE
    return Polarity.POSITIVE if case.ground.judge(content).negative else Polarity.NEGATIVE


_WITHOUT_CONTENT = frozenset({Act.DENY, Act.REJECT, Act.AGREE, Act.CONFIRM, Act.CONCEDE, Act.ASSERT})

__all__ = ["RULES", "ActTables", "find_claims"]
