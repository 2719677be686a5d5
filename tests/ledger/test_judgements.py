"""Links and what people say about them: appended, undone by more of the same, never taken away."""

from datetime import UTC, datetime, timedelta

import pytest

from wortlaut.errors import InputError
from wortlaut.ledger import CrossLink, Judgement, Ledger
from wortlaut.model import LinkKind

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)
LINK = CrossLink(LinkKind.SAME_STATEMENT, "a1", "b2", 0.75, ("same words",), "1")


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_judgement_is_kept_with_its_author_time_and_note(ledger: Ledger) -> None:
    made = ledger.judge("link", [LINK.id], "reject", author="Änne", now=NOW, note="another bridge")
    assert ledger.judgements(subject=LINK.id) == [made]
    assert made == Judgement("link", (LINK.id,), "reject", "Änne", "2024-03-06T12:00:00.000000Z", "another bridge")
    assert ledger.judgements(subject="other") == []


def test_what_is_undone_does_not_stand_but_is_kept(ledger: Ledger) -> None:
    first = ledger.judge("entry", ["a1", "b2"], "accept", author="Kim", now=NOW)
    second = ledger.judge("entry", ["a1"], "unsure", author="Kim", now=later(0.001))
    undoing = ledger.undo(first.id, author="Lou", now=later(1), note="too early")
    assert (undoing.undoes, undoing.verdict, undoing.subjects) == (first.id, None, ("a1", "b2"))
    assert ledger.judgements() == [second, undoing]
    assert ledger.judgements(standing=False) == [first, second, undoing]


def test_undoing_can_be_undone(ledger: Ledger) -> None:
    first = ledger.judge("entry", ["a1"], "accept", author="Kim", now=NOW)
    undoing = ledger.undo(first.id, author="Lou", now=later(1))
    again = ledger.undo(undoing.id, author="Kim", now=later(2))
    assert ledger.judgements() == [first, again]


def test_what_does_not_stand_cannot_be_undone(ledger: Ledger) -> None:
    first = ledger.judge("entry", ["a1"], "accept", author="Kim", now=NOW)
    ledger.undo(first.id, author="Lou", now=later(1))
    with pytest.raises(InputError, match="no judgement of this id stands"):
        ledger.undo(first.id, author="Lou", now=later(2))
    with pytest.raises(InputError, match="no judgement of this id stands"):
        ledger.undo("0", author="Lou", now=later(2))


def test_the_same_judgement_at_the_same_moment_is_one(ledger: Ledger) -> None:
    for _ in range(2):
        ledger.judge("entry", ["a1"], "accept", author="Kim", now=NOW)
    assert len(ledger.judgements()) == 1


def test_links_are_kept_once(ledger: Ledger) -> None:
    other = CrossLink(LinkKind.CONTRADICTION, "c3", "a1", 1 / 3, (), "1")
    assert ledger.link([LINK, LINK, other]) == 2
    assert ledger.link([LINK]) == 0
    assert set(ledger.cross_links()) == {LINK, other}
    assert list(ledger.cross_links(kind=LinkKind.CONTRADICTION)) == [other]
    assert set(ledger.cross_links(entry="a1")) == {LINK, other}
    assert list(ledger.cross_links(entry="b2")) == [LINK]


def test_a_newer_resolver_links_beside_the_old_one(ledger: Ledger) -> None:
    newer = CrossLink(LINK.kind, LINK.source, LINK.target, 0.9, LINK.rules, "2")
    assert ledger.link([LINK, newer]) == 2


def test_many_links_are_kept(ledger: Ledger) -> None:
    links = [CrossLink(LinkKind.SAME_EVENT, f"a{n}", f"b{n}", n / 1200, (), "1") for n in range(1200)]
    assert (ledger.link(links), ledger.link(links)) == (1200, 0)
    assert sorted(ledger.cross_links(), key=lambda link: link.score) == links
    assert list(ledger.verify()) == []
