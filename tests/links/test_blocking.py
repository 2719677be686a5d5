"""Candidates: near in time, of two marks in common, each pair once, and never all with all."""

from wortlaut.links.blocking import MOST, WINDOW, Outline, find_candidates


def test_two_marks_in_common_make_a_pair_and_one_does_not() -> None:
    entries = [Outline("a", 1, ("bell", "brid")), Outline("b", 2, ("bell", "brid", "port")), Outline("c", 3, ("brid",))]
    assert list(find_candidates(entries, None)) == [("a", "b")]


def test_what_lies_too_far_apart_is_no_pair() -> None:
    entries = [Outline("a", 1, ("bell", "brid")), Outline("b", 2 + WINDOW, ("bell", "brid"))]
    assert list(find_candidates(entries, None)) == []


def test_only_pairs_with_a_fresh_document_count() -> None:
    entries = [Outline(name, day, ("bell", "brid")) for day, name in enumerate("abc")]
    assert set(find_candidates(entries, frozenset("c"))) == {("a", "c"), ("b", "c")}


def test_the_order_of_the_entries_does_not_count() -> None:
    entries = [Outline(name, day, ("bell", "brid")) for day, name in enumerate("abcd")]
    assert list(find_candidates(entries[::-1], None)) == list(find_candidates(entries, None))


def test_the_number_of_pairs_grows_with_the_ledger_and_not_with_its_square() -> None:
    def count(size: int) -> int:
        return sum(1 for _ in find_candidates((Outline(f"{n:05}", 1, ("bell", "brid")) for n in range(size)), None))

    assert count(2000) <= 2000 * MOST
    assert count(2000) - count(1000) == 1000 * MOST
