"""How an event stands in the report: as a fact, on somebody's word only, ahead, possible, or as one that is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from wortlaut.extract.events.tables import EventTables, is_one_of
from wortlaut.extract.factuality import Factuality
from wortlaut.extract.timex import Anchor
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Act, Clause, ClauseKind, EventStatus, Modality, Tense, Timex, Token

_OPEN = frozenset({Modality.POSSIBLE, Modality.CONDITIONAL})
_MEANT = frozenset({Modality.NECESSARY, Modality.WISHED})
_ASKED = frozenset({Act.DEMAND, Act.ASK, Act.PROPOSE, Act.HOPE, Act.REJECT, Act.THREATEN, Act.REGRET})
_FEARED = frozenset({Act.WARN, Act.FEAR})
_BOUND = frozenset({Act.PROMISE, Act.OFFER, Act.AGREE})
_IN_INFINITIVES = _FEARED | _BOUND | {Act.DENY, Act.ACCUSE, Act.ANNOUNCE, Act.CONCEDE, Act.CONFIRM, Act.CRITICISE}
_AHEAD = frozenset({Act.ANNOUNCE, Act.EXPECT})


def judge_narrated(
    tokens: Sequence[Token],
    clause: Clause,
    judged: Factuality,
    when: Timex | None,
    anchor: Anchor | None,
    tables: EventTables,
    *,
    noun: bool,
) -> EventStatus | None:
    """The status of what the report tells on its own word; None where it tells no event at all."""
    if any(tables.is_word(tokens[i], "always") for i in own_tokens(clause)):
        return None
    if clause.kind in {ClauseKind.INFINITIVE, ClauseKind.INTERROGATIVE}:
        return None
    if judged.modality in _OPEN or judged.conditional:
        finite = tokens[clause.finite] if clause.finite is not None else None
        if finite is not None and clause.tense is Tense.PAST and tables.is_word(finite, "managed"):
            return None if judged.negative else EventStatus.HAPPENED
        open_only = clause.kind is not ClauseKind.SUBORDINATE and not judged.negative
        return EventStatus.POSSIBLE if open_only else None
    if judged.modality is Modality.NECESSARY:
        return None
    done = clause.tense is Tense.PAST or (clause.finite is None and any(tokens[i].tag == "VVPP" for i in clause.verbs))
    if judged.negative or _goes_on_denying(tokens, clause, tables):
        return EventStatus.DENIED if done else None
    if (fixed := _find_fixed(tokens, clause, tables)) is not None:
        return fixed
    finite = tokens[clause.finite] if clause.finite is not None else None
    ahead = finite is not None and finite.tag == "VMFIN" and tables.is_word(finite, "planned")
    if noun and clause.lemma in tables.words["called off"]:
        return EventStatus.DENIED
    if ahead and clause.tense is Tense.PAST and finite is not None and finite.tense is not Tense.PAST:
        # "soll erschossen haben" is hearsay, no plan.
        return EventStatus.REPORTED
    if ahead or (noun and clause.lemma in tables.words["planned"]):
        return EventStatus.PLANNED
    later = lies_ahead(when, anchor) and (noun or clause.tense is not Tense.PAST)
    if clause.tense is Tense.FUTURE or later or clause.lemma in tables.words["ahead"]:
        return EventStatus.PLANNED
    begins = _first_day(when)
    over = begins is not None and anchor is not None and begins < anchor.first and "/" not in str(when and when.edtf)
    return EventStatus.HAPPENED if done or over else EventStatus.ONGOING


def judge_infinitive(above: Clause, status: EventStatus | None, tables: EventTables) -> EventStatus | None:
    """The status of what the report tells in an infinitive; `status` is that of the clause `above`.

    "begann, Truppen abzuziehen": it is done; "plant, die Grenze zu schließen": it is ahead; else nothing is known.
    """
    if above.lemma in tables.words["begun"]:
        return status
    meant = above.lemma in tables.words["planned"] and status is not None and status is not EventStatus.DENIED
    return EventStatus.PLANNED if meant else None


def _find_fixed(tokens: Sequence[Token], clause: Clause, tables: EventTables) -> EventStatus | None:
    """How an event stands that is told in fixed words: "ist anberaumt", "fiel ins Wasser"."""
    for words, status in tables.fixed.get(clause.lemma or "", ()):
        if all(any(is_one_of(tokens[i], frozenset({word})) for i in own_tokens(clause)) for word in words):
            return status
    return None


def _goes_on_denying(tokens: Sequence[Token], clause: Clause, tables: EventTables) -> bool:
    """ "Weder wurden Truppen verlegt, noch kam es zu Gefechten.": what begins so is denied as well."""
    if not tables.is_word(tokens[clause.first], "nor"):
        return False
    before = (tokens[i] for i in range(clause.first - 1, -1, -1))
    return any(tables.is_word(t, "neither") for t in takewhile(lambda t: t.sentence == clause.sentence, before))


def judge_told(
    clause: Clause, judged: Factuality, act: Act | None, when: Timex | None, anchor: Anchor | None
) -> EventStatus | None:
    """The status of what stands in somebody's words; None where nobody says that it is to be, only that it should."""
    if clause.kind is ClauseKind.INTERROGATIVE or (clause.kind is ClauseKind.INFINITIVE and act not in _IN_INFINITIVES):
        return None
    if act is Act.DENY:
        return EventStatus.DENIED
    if act in _FEARED:
        return EventStatus.POSSIBLE
    if act in _ASKED:
        return EventStatus.REPORTED if clause.tense is Tense.PAST and not judged.negative else None
    if judged.modality in _OPEN or judged.conditional:
        return EventStatus.POSSIBLE
    if judged.modality in _MEANT:
        return None
    if judged.negative:
        return EventStatus.DENIED
    ahead = clause.tense is not Tense.PAST
    if act in _BOUND and ahead:
        return EventStatus.PROMISED
    if ahead and (act in _AHEAD or clause.tense is Tense.FUTURE or lies_ahead(when, anchor)):
        return EventStatus.PLANNED
    return EventStatus.REPORTED


def lies_ahead(when: Timex | None, anchor: Anchor | None) -> bool:
    """Whether a time begins after the day of the report."""
    begins = _first_day(when)
    return begins is not None and anchor is not None and begins > anchor.last


def is_background(when: Timex | None, anchor: Anchor | None) -> bool:
    """Whether a time lies more than a year before the report, or is told as one long gone."""
    if when is not None and when.edtf is None and when.value == "PAST_REF":
        return True
    begins = _first_day(when)
    return begins is not None and anchor is not None and (anchor.first - begins).days > 366 + _rest(when)


def _rest(when: Timex | None) -> int:
    """A year told alone may end within the last year."""
    return 366 if when is not None and when.edtf is not None and len(when.edtf) == 4 else 0


def _first_day(when: Timex | None) -> date | None:
    """The first day of a time in EDTF, where its start is known."""
    told = (when.edtf or "").split("/")[0][:10] if when is not None else ""
    told = told.rstrip("?~%")
    try:
        return date.fromisoformat((told + "-01-01")[:10]) if len(told) in {4, 7, 10} else None
    except ValueError:
        return None
