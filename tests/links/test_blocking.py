"""Candidates: what can be linked, near in time, of two marks in common, and never all with all."""

from collections.abc import Callable, Sequence

from tests.links.conftest import Library
from wortlaut.ledger.marks import Marked, Marks
from wortlaut.links import RESOLVER, resolve
from wortlaut.links.blocking import PARTNERS, WINDOW, choose_partners, seek

Make = Callable[[Sequence[tuple[str, str]]], Library]

SAID = "Minister Otto Mühl sagte am Montag, die Brücke über die Senn bleibe gesperrt."


def test_what_is_denied_is_looked_for_longer_than_what_is_told_again() -> None:
    near, far = sorted(seek(["said bell brid"]).items())
    assert near == (35, ["said bell brid"])
    assert far == (WINDOW, ["retold bell brid", "denied bell brid"])


def test_an_answer_is_held_against_what_was_asked() -> None:
    assert list(seek(["answer bell brid"]).values()) == [["asked bell brid"]]
    assert list(seek(["asked bell brid"]).values()) == [["answer bell brid"]]


def test_those_that_share_most_come_first_then_those_nearest_in_time() -> None:
    far, near, shared = Marked(1, 1), Marked(8, 2), Marked(2, 3)
    assert choose_partners(9, [far, near, shared, shared]) == [3, 2, 1]
    assert len(choose_partners(9, (Marked(1, n) for n in range(1000)))) == PARTNERS


def test_of_a_mark_only_the_nearest_on_either_side_are_read(library: Library) -> None:
    marks = Marks(library.ledger, "test")
    marks.write((("said bell brid", Marked(day, day)) for day in range(100)), (), 100)
    with marks.looking() as looking:
        near = looking.near(["said bell brid", "said bell port"], 50, window=35, most=3, before=1000)
        assert sorted(each.day for each in near) == [48, 49, 50, 51, 52, 53]
        near = looking.near(["said bell brid"], 50, window=1, most=3, before=51)
        assert sorted(each.day for each in near) == [49, 50]


def test_what_another_version_has_marked_is_dropped(library: Library) -> None:
    Marks(library.ledger, "old").write([("said bell brid", Marked(1, 1))], (), 1)
    marks = Marks(library.ledger, "new")
    assert marks.until == 0
    with marks.looking() as looking:
        assert list(looking.near(["said bell brid"], 1, window=1, most=3, before=9)) == []


def test_links_of_what_is_the_same_grow_with_the_reports_and_not_with_their_pairs(make_library: Make) -> None:
    library = make_library([(f"{SAID} Tag {n}.", "2030-05-13") for n in range(12)])
    resolve(library.ledger)
    kinds = [link.kind.value for link in library.ledger.cross_links()]
    assert kinds.count("same_statement") == kinds.count("same_actor") == 11


def test_it_makes_no_difference_whether_reports_are_linked_one_by_one(make_library: Make) -> None:
    reports = [(f"{SAID} Tag {n}.", f"2030-05-{13 + n % 2}") for n in range(6)]
    whole, single = make_library(reports), make_library(())
    resolve(whole.ledger)
    for text, day in reports:
        resolve(single.ledger, documents=[single.add(text, day)])
    assert set(single.ledger.cross_links()) == set(whole.ledger.cross_links())
    assert Marks(whole.ledger, RESOLVER).until == len(reports)
