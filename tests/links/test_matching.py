"""Each kind of link by an example, and what looks like it and is none."""

from collections.abc import Callable, Sequence

import pytest

from tests.links.conftest import Library
from wortlaut.links import resolve
from wortlaut.model import LinkKind

Make = Callable[[Sequence[tuple[str, str]]], Library]


def link(make: Make, *reports: tuple[str, str]) -> Library:
    library = make(reports)
    resolve(library.ledger)
    return library


def rules(library: Library, kind: LinkKind) -> set[str]:
    return {rule for each in library.links(kind) for rule in each.rules}


def test_a_caveat_that_is_dropped_is_told(make_library: Make) -> None:
    library = link(
        make_library,
        ("Polizeichefin Anke Dorn sagte am Montag, der Brand sei vermutlich gelegt worden.", "2030-05-13"),
        ("Polizeichefin Anke Dorn sagte am Montag, der Brand sei gelegt worden.", "2030-05-14"),
    )
    assert "caveat dropped" in rules(library, LinkKind.SAME_STATEMENT)


def test_another_verb_of_saying_and_quoted_words_are_told(make_library: Make) -> None:
    library = link(
        make_library,
        ("„Die Brücke über die Senn bleibt gesperrt“, sagte Minister Otto Mühl am Montag.", "2030-05-13"),
        ("Minister Otto Mühl behauptete am Montag, die Brücke über die Senn bleibe gesperrt.", "2030-05-14"),
    )
    assert {"verb of saying changed", "quoted in one, told in the other"} <= rules(library, LinkKind.SAME_STATEMENT)


@pytest.mark.parametrize(
    "second",
    [
        ("Minister Otto Mühl sagte am Freitag, die Brücke über die Senn bleibe gesperrt.", "2030-05-18"),
        ("Bürgermeisterin Vera Zoll sagte am Montag, die Brücke über die Senn bleibe gesperrt.", "2030-05-14"),
        ("Minister Otto Mühl sagte am Montag, der Hafen von Tenna werde gebaut.", "2030-05-14"),
    ],
    ids=["another day", "another speaker", "another matter"],
)
def test_what_is_another_statement(make_library: Make, second: tuple[str, str]) -> None:
    first = ("Minister Otto Mühl sagte am Montag, die Brücke über die Senn bleibe gesperrt.", "2030-05-13")
    assert link(make_library, first, second).links(LinkKind.SAME_STATEMENT) == []


MEETING = ("Kara Bell und Otto Mühl haben sich am Freitag in Tenna getroffen. Es regnete.", "2030-05-18")


def test_one_meeting_in_two_reports(make_library: Make) -> None:
    second = ("Die Minister Bell und Mühl trafen sich am Freitag in Tenna. Sie aßen Fisch.", "2030-05-18")
    assert len(link(make_library, MEETING, second).links(LinkKind.SAME_EVENT)) == 1


@pytest.mark.parametrize(
    "second",
    [
        ("Ines Karl und Jan Kolk haben sich am Freitag in Tenna getroffen.", "2030-05-18"),
        ("Kara Bell und Otto Mühl haben sich am Freitag in Tenna getroffen. Sie aßen Fisch.", "2030-06-08"),
    ],
    ids=["other people", "another day"],
)
def test_what_is_another_event(make_library: Make, second: tuple[str, str]) -> None:
    assert link(make_library, MEETING, second).links(LinkKind.SAME_EVENT) == []


ACCUSED = ("Ministerin Kara Bell warf dem Händler Veit Rusch vor, Beamte bestochen zu haben.", "2030-05-13")


def test_an_accusation_and_its_denial(make_library: Make) -> None:
    denial = ("Der Händler Veit Rusch bestritt, Beamte bestochen zu haben. Er lachte.", "2030-05-15")
    library = link(make_library, ACCUSED, denial)
    assert library.shown(LinkKind.RESPONSE) == {("Beamte bestochen zu haben", "Beamte bestochen zu haben")}
    assert library.records[1].statements[0].claims[0].id == library.links(LinkKind.RESPONSE)[0].source


@pytest.mark.parametrize(
    "answer",
    [
        ("Der Händler Veit Rusch bestritt, Fässer im Wald vergraben zu haben.", "2030-05-15"),
        ("Der Richter Paul Erbs bestritt, Beamte bestochen zu haben.", "2030-05-15"),
        ("Der Händler Veit Rusch bestritt, Beamte bestochen zu haben.", "2030-05-06"),
    ],
    ids=["another matter", "somebody else", "before"],
)
def test_what_is_no_answer(make_library: Make, answer: tuple[str, str]) -> None:
    assert link(make_library, ACCUSED, answer).links(LinkKind.RESPONSE) == []


def test_a_threat_that_comes_true(make_library: Make) -> None:
    library = link(
        make_library,
        ("Otto Mühl, der Präsident von Ostheim, drohte, das Abkommen mit Westmark zu kündigen.", "2030-05-13"),
        ("Ostheim hat am Freitag das Abkommen mit Westmark gekündigt. Es galt zehn Jahre.", "2030-06-08"),
        ("Westmark hat am Freitag ein Abkommen mit Südland gekündigt.", "2030-06-08"),
    )
    assert {target for _, target in library.shown(LinkKind.FOLLOW_UP)} == {
        "Ostheim hat am Freitag das Abkommen mit Westmark gekündigt"
    }
    assert {each.target for each in library.links(LinkKind.FOLLOW_UP)} <= {
        event.id for event in library.records[1].events
    }


def test_two_speakers_of_whom_one_denies_it(make_library: Make) -> None:
    library = link(
        make_library,
        ("Oberst Ingo Darn sagte am Montag, die Soldaten hätten das Dorf Ulm nicht betreten.", "2030-05-13"),
        ("Bürgermeisterin Vera Zoll sagte am Dienstag, die Soldaten hätten das Dorf Ulm betreten.", "2030-05-14"),
        ("Bürgermeisterin Vera Zoll sagte am Dienstag, die Händler hätten das Dorf Kolm betreten.", "2030-05-14"),
    )
    assert len(library.links(LinkKind.CONTRADICTION)) == 1
    assert rules(library, LinkKind.CONTRADICTION) == {"one denies what the other says", "two speakers"}


def test_one_actor_in_two_spellings_and_by_an_office(make_library: Make) -> None:
    library = link(
        make_library,
        ("Der karvische Außenminister Sergej Scharow sagte am Montag, das Gas werde knapp.", "2030-05-13"),
        ("Außenminister Sergey Sharov sagte am Montag, das Gas werde knapp.", "2030-05-14"),
        ("Der karvische Außenminister erklärte am Montag, das Gas werde knapp.", "2030-05-14"),
    )
    names = {name for pair in library.shown(LinkKind.SAME_ACTOR) for name in pair}
    assert {"Sergej Scharow", "Sergey Sharov", "karvische Außenminister"} <= names
