"""Words: how they are folded, cut and asked for, and that both databases find the same."""

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import literal, select

from wortlaut.errors import InputError
from wortlaut.ledger import Ledger
from wortlaut.ledger.search import LONGEST, Term, cut_words, fold_names, parse_words, search_passages, write_passages

numbers = count(1_000_000)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Präsident PRÄSIDENT Praesident Prasident", ["prasident"] * 4),
        ("Straße STRASSE Strasse", ["strasse"] * 3),
        ("Öl Oel, Übung Uebung", ["ol", "ol", "ubung", "ubung"]),
        ("neue Quelle, steuern, Treue", ["neue", "quelle", "steuern", "treue"]),
        ("Élysée, Ağrı, Łódź", ["elysee", "agrı", "łodz"]),
        ("Ost-West 2,5 a_b", ["ost", "west", "2", "5", "a", "b"]),
        ("\x00\ud800 … '", []),
    ],
)
def test_words_are_folded(written: str, words: list[str]) -> None:
    assert cut_words(written) == words


def test_names_are_found_word_by_word() -> None:
    assert fold_names(["Kara Bell", "Ministerin Bell"]) == " | kara bell | ministerin bell | "


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("Brücke offen", [Term(("brucke",)), Term(("offen",))]),
        ('"nicht mehr" Brück*', [Term(("nicht", "mehr")), Term(("bruck",), prefix=True)]),
        ("„nicht mehr“", [Term(("nicht", "mehr"))]),
        ('"kein Ende', [Term(("kein", "ende"))]),
        ("Ost-West", [Term(("ost", "west"))]),
        ("AND OR NOT NEAR(", [Term(("and",)), Term(("or",)), Term(("not",)), Term(("near",))]),
    ],
)
def test_questions_are_read(asked: str, terms: list[Term]) -> None:
    assert parse_words(asked) == terms


@pytest.mark.parametrize("asked", ["", "  ", '"…"', "*"])
def test_a_question_without_a_word_is_refused(asked: str) -> None:
    with pytest.raises(InputError, match="no word"):
        parse_words(asked)


WORDS = st.sampled_from(
    "Brücke Bruecke brucken Bell bells 1e5 1e 5 a'b Straße x:y \\ & ! | ( ) <-> * ä 🙂 中文 42abc -7".split()
)
PASSAGES = st.lists(WORDS | st.text(max_size=4), max_size=8).map(" ".join)
QUESTIONS = st.lists(
    WORDS | WORDS.map(lambda w: f"{w}*") | st.lists(WORDS, max_size=3).map(lambda p: f'"{" ".join(p)}"'),
    min_size=1,
    max_size=3,
)


@pytest.fixture(scope="module")
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Ledger]]:
    url = request.getfixturevalue("make_database")()
    with Ledger.open(tmp_path_factory.mktemp("pair") / "ledger.db") as one, Ledger.open(url) as other:
        yield one, other


def is_found(ledger: Ledger, number: int, passage: str, asked: str) -> bool:
    with ledger._database.writing() as connection:
        write_passages(connection, {number: passage})
        found = search_passages(connection.dialect.name, asked)
        return bool(connection.scalar(select(literal(number).in_(found))))


@settings(max_examples=80)
@given(passage=PASSAGES, asked=QUESTIONS.map(" ".join))
def test_both_databases_find_the_same(pair: tuple[Ledger, Ledger], passage: str, asked: str) -> None:
    try:
        terms = parse_words(asked)
    except InputError:
        return
    number = next(numbers)
    words = cut_words(passage)
    expected = all(has(words, term) for term in terms)
    assert [is_found(ledger, number, passage, asked) for ledger in pair] == [expected, expected]


def has(words: list[str], term: Term) -> bool:
    """What a passage must have, told once more."""
    for start in range(len(words) - len(term.words) + 1):
        stretch = words[start : start + len(term.words)]
        if term.prefix and stretch[-1].startswith(term.words[-1]) and stretch[:-1] == list(term.words[:-1]):
            return True
        if stretch == list(term.words):
            return True
    return False


def test_of_a_very_long_text_only_so_many_words_are_found(pair: tuple[Ledger, Ledger]) -> None:
    passage = " ".join(["wort"] * (LONGEST - 1) + ["letztes", "danach"])
    for ledger in pair:
        assert is_found(ledger, next(numbers), passage, "letztes")
        assert not is_found(ledger, next(numbers), passage, "danach")
