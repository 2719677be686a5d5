"""What answers what inside one report, read end to end."""

import pytest

import wortlaut
from wortlaut.model import Record


def links(text: str) -> list[tuple[str, str, str]]:
    """The links of a text: their kind, and the acts of both ends."""
    record = wortlaut.read(text)
    acts = _acts(record)
    return [(link.kind.value, acts[link.source], acts[link.target]) for link in record.links]


def _acts(record: Record) -> dict[str, str]:
    return {claim.id: claim.act.value for statement in record.statements for claim in statement.claims}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bell forderte Norland auf, die Brücke zu räumen. Norland wies die Forderung zurück.",
            [("response", "reject", "demand")],
        ),
        (
            "Bell warf Dorek vor, den Fluss gesperrt zu haben. Dorek bestritt das.",
            [("response", "deny", "accuse")],
        ),
        (
            "Hale schlug vor, im Mai zu verhandeln. Bell stimmte dem Vorschlag zu.",
            [("response", "agree", "propose")],
        ),
        ("Bell forderte mehr Geld. Bell wies die Kritik zurück.", []),
        ("Dorek lehnte die Forderung ab.", []),
    ],
)
def test_answers(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert links(text) == expected


def test_two_who_cannot_both_be_right() -> None:
    text = (
        "Bell sagte, sudavische Soldaten hätten die Brücke besetzt. "
        "Dorek bestritt, dass sudavische Soldaten die Brücke besetzt hätten."
    )
    assert ("contradiction", "deny", "assert") in links(text)


def test_nobody_contradicts_himself_in_one_breath() -> None:
    text = "Bell sagte, Soldaten hätten die Brücke besetzt. Sie bestritt, dass Soldaten die Brücke besetzt hätten."
    assert "contradiction" not in [kind for kind, _, _ in links(text)]


def test_links_name_their_rules() -> None:
    record = wortlaut.read("Bell forderte Norland auf, die Brücke zu räumen. Norland wies die Forderung zurück.")
    assert all(link.rules for link in record.links)
