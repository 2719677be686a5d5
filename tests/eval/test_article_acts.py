"""The measure for acts, events, agenda and links of one report recorded by hand, on a report of our own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from eval.article_acts import count_extra_claims, count_findings, find_happenings, judge_happenings, show_finding
from eval.article_times import find_wishes
from wortlaut.model import (
    Act,
    Actor,
    AgendaEntry,
    AgendaKind,
    Claim,
    Document,
    Event,
    EventStatus,
    EventType,
    Link,
    LinkKind,
    Medium,
    Modality,
    Polarity,
    Reader,
    Record,
    Span,
    Statement,
    StatementType,
)

TEXT = (
    "Bell forderte Norland auf, den Hafen zu öffnen. Norland lehnte das ab. Norland verlegte Schiffe. "
    "Hale sagte, er helfe kommende Woche und er sei froh."
)
MONTH, DAY = "2031-04", "2031-04-24"
WEEK = "2031-04-28/2031-05-04"


def find(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def gold_statement(id: str, quote: str, *claims: dict[str, Any]) -> dict[str, Any]:
    return {"id": id, "quote": [find(quote)], "claims": claims}


DEMAND, REFUSAL, HELP = "den Hafen zu öffnen", "Norland lehnte das ab.", "er helfe kommende Woche und er sei froh"
MOVED = "Norland verlegte Schiffe."
GOLD = {
    "statements": [
        gold_statement("a", DEMAND, {"act": "demand", "span": find(DEMAND), "polarity": "positive"}),
        gold_statement("b", REFUSAL, {"act": "reject", "span": find(REFUSAL), "polarity": None}),
        gold_statement(
            "c",
            HELP,
            {"act": "promise", "act_also": ["announce"], "span": find("er helfe kommende Woche")},
            {"act": "praise", "span": find("er sei froh"), "polarity": "positive"},
        ),
    ],
    "events": [
        {"id": "e1", "type": "REQUEST", "status": "happened", "actor": ["Kara Bell"], "realised_by": "a"},
        {"id": "e2", "type": "MOBILIZE", "status": "happened", "actor": ["Norland"], "span": find(MOVED)},
        {"id": "e3", "type": "AID", "status": "promised", "actor": ["Tom Hale"], "reported_by": "c"},
    ],
    "agenda": [{"what": "Hilfe", "statement": "c", "due": "next-week", "kind": "promise"}],
    "links": [
        {"kind": "response", "by": "b", "of": "a"},
        {"kind": "contradiction", "between": ["a", "c"]},
    ],
}
RESOLUTION = {MONTH: {"next-week": "a week inside 2031-04-01/2031-05-11"}, DAY: {"next-week": "2031-W18"}}
ACTORS = (Actor("bell", "Bell", "person"), Actor("norland", "Norland", "state"), Actor("hale", "Tom Hale", "person"))


def claim(id: str, words: str, act: Act, polarity: Polarity | None = Polarity.POSITIVE) -> Claim:
    return Claim(id, find(words), act, polarity, Modality.ACTUAL, rules=("a-rule",))


def statement(id: str, quote: str, *claims: Claim) -> Statement:
    return Statement(
        id=id,
        type=StatementType.INDIRECT,
        medium=Medium.SPEECH,
        quote=(find(quote),),
        speaker=(),
        cue=(),
        cue_class=None,
        addressee=(),
        frame=(),
        said=None,
        speaker_actor=None,
        addressee_actor=None,
        chain=(),
        nested_in=None,
        claims=claims,
        rules=(),
    )


def event(type: EventType, words: str, actor: str, status: EventStatus = EventStatus.HAPPENED, **more: Any) -> Event:
    made = Event(
        id=type.value,
        type=type,
        mode=None,
        context=(),
        actor=(actor,),
        recipient=(),
        when=None,
        where=None,
        quantities=(),
        status=status,
        background=False,
        span=find(words),
        rules=("a-rule",),
    )
    return replace(made, **more)


STATEMENTS = (
    statement("1", DEMAND, claim("1a", DEMAND, Act.DEMAND)),
    statement("2", REFUSAL, claim("2a", REFUSAL, Act.REJECT, None)),
    statement("3", HELP, claim("3a", "er helfe kommende Woche", Act.ANNOUNCE), claim("3b", "er sei froh", Act.PRAISE)),
)
EVENTS = (
    event(EventType.REQUEST, DEMAND, "bell", realised_by="1"),
    event(EventType.MOBILIZE, MOVED, "norland"),
    event(EventType.AID, "helfe", "hale", EventStatus.PROMISED, reported_by="3"),
)
ENTRY = AgendaEntry("9", "er helfe", AgendaKind.PROMISED, "hale", None, WEEK, False, "3", find("er helfe"))
LINKS = (Link(LinkKind.RESPONSE, "2a", "1", ()), Link(LinkKind.CONTRADICTION, "3b", "1a", ()))
RECORD = Record(
    Document(TEXT, "de", published=DAY),
    Reader("0", "de", "0"),
    actors=ACTORS,
    statements=STATEMENTS,
    events=EVENTS,
    agenda=(ENTRY,),
    links=LINKS,
)
ALL_RIGHT = {"acts": (4, 4), "polarity": (3, 3), "events": (3, 3), "agenda": (1, 1), "links": (2, 2)}


def find_statements(record: Record) -> dict[str, Statement]:
    places = {"1": "a", "2": "b", "3": "c"}
    return {places[s.id]: s for s in record.statements if s.id in places}


def count(*records: Record, found: Mapping[str, Statement] | None = None) -> dict[str, tuple[int, int]]:
    readings = [(record, find_statements(record) if found is None else found) for record in records]
    return count_findings(judge_happenings(find_happenings(GOLD), readings, find_wishes(RESOLUTION, TEXT)))


def lost(**wrong: Any) -> set[str]:
    return {group for group, (right, wanted) in count(replace(RECORD, **wrong)).items() if right < wanted}


def change(parts: Sequence[Any], at: int, **wrong: Any) -> tuple[Any, ...]:
    return (*parts[:at], replace(parts[at], **wrong), *parts[at + 1 :])


def test_everything_right() -> None:
    assert count(RECORD) == ALL_RIGHT


def test_nothing_read() -> None:
    empty = Record(Document(TEXT, "de", published=DAY), Reader("0", "de", "0"))
    assert {right for right, _ in count(empty).values()} == {0}


@pytest.mark.parametrize(
    ("at", "act", "polarity", "groups"),
    [
        (0, Act.ASK, Polarity.POSITIVE, {"acts"}),
        (0, Act.DEMAND, Polarity.NEGATIVE, {"polarity"}),
        (0, Act.DEMAND, None, {"polarity"}),
        (1, Act.REJECT, Polarity.POSITIVE, {"polarity"}),
        (1, Act.DENY, None, {"acts"}),
    ],
)
def test_an_act_and_a_polarity_are_right_or_not(at: int, act: Act, polarity: Polarity | None, groups: set[str]) -> None:
    wrong = (replace(STATEMENTS[at].claims[0], act=act, polarity=polarity),)
    assert lost(statements=change(STATEMENTS, at, claims=wrong)) == groups


def test_two_claims_in_one_cannot_both_be_right() -> None:
    statements = change(STATEMENTS, 2, claims=(claim("3a", HELP, Act.PROMISE),))
    assert count(replace(RECORD, statements=statements))["acts"] == (3, 4)


def test_claims_that_nobody_annotated_are_counted() -> None:
    gold = find_happenings(GOLD)
    halves = (claim("1a", "den Hafen", Act.DEMAND), claim("1b", "zu öffnen", Act.DEMAND))
    cut = replace(RECORD, statements=change(STATEMENTS, 0, claims=halves))
    assert [count_extra_claims(gold, find_statements(record)) for record in (RECORD, cut)] == [0, 1]


@pytest.mark.parametrize(
    ("at", "wrong"),
    [
        (0, {"type": EventType.REJECT}),
        (0, {"actor": ("norland",)}),
        (0, {"actor": ()}),
        (0, {"realised_by": "2"}),
        (0, {"status": EventStatus.REPORTED}),
        (1, {"span": find(REFUSAL)}),
        (1, {"reported_by": "3"}),
        (2, {"reported_by": None}),
        (2, {"status": EventStatus.PLANNED}),
    ],
)
def test_an_event_needs_type_actor_status_and_place(at: int, wrong: dict[str, Any]) -> None:
    assert count(replace(RECORD, events=change(EVENTS, at, **wrong)))["events"] == (2, 3)


def test_a_statement_that_was_not_found_stands_for_those_that_share_its_words() -> None:
    assert count(RECORD, found={}) == ALL_RIGHT | {"acts": (0, 4), "polarity": (0, 3)}


@pytest.mark.parametrize(
    ("published", "due", "right"),
    [
        (DAY, WEEK, 1),
        (DAY, "2031-04-28", 0),
        (DAY, None, 0),
        (MONTH, "2031-04-07/2031-05-11", 1),
        (MONTH, "2031-04-07/2031-05-12", 0),
        (MONTH, "2031-04-07/..", 0),
        (MONTH, None, 0),
        ("2032", None, 1),
        ("2032", "2032-01-01/..", 1),
        ("2032", "2032-01-01", 0),
    ],
)
def test_what_is_due_depends_on_the_date_of_publication(published: str, due: str | None, right: int) -> None:
    document = Document(TEXT, "de", published=published)
    record = replace(RECORD, document=document, agenda=(replace(ENTRY, due=due),))
    assert count(record)["agenda"] == (right, 1)


def test_an_entry_stands_in_its_statement_or_at_its_words() -> None:
    assert not lost(agenda=(replace(ENTRY, statement=None),))
    assert not lost(agenda=(replace(ENTRY, span=find(MOVED)),))
    assert lost(agenda=(replace(ENTRY, span=find(MOVED), statement=None),)) == {"agenda"}


def test_a_response_has_a_direction_and_a_contradiction_has_none() -> None:
    turned = tuple(replace(link, source=link.target, target=link.source) for link in LINKS)
    assert count(replace(RECORD, links=turned))["links"] == (1, 2)


def test_a_link_may_end_at_an_event_of_a_statement() -> None:
    assert not lost(links=(Link(LinkKind.RESPONSE, "2", "REQUEST", ()), LINKS[1]))


def test_something_is_right_if_it_is_so_for_each_date() -> None:
    month = replace(RECORD, document=Document(TEXT, "de", published=MONTH))
    assert count(RECORD, month) == ALL_RIGHT
    assert count(RECORD, replace(month, events=()))["events"] == (0, 3)


def test_what_is_not_right_is_shown_in_words() -> None:
    record = replace(RECORD, events=change(EVENTS, 0, actor=("hale",)))
    wishes = find_wishes(RESOLUTION, TEXT)
    findings = judge_happenings(find_happenings(GOLD), [(record, find_statements(record))], wishes)
    assert [line for finding in findings for line in show_finding(finding)] == [
        "",
        "events  e1 REQUEST realised by a",
        "   gold  happened by Kara Bell",
        "   read  happened by Tom Hale  ← a-rule",
    ]
