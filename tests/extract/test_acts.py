"""Statements become claims: where they are cut, who is to do what, by when, and what reading them costs."""

from importlib.resources import files
from pathlib import Path

import pytest

import wortlaut
from wortlaut.errors import LanguagePackError
from wortlaut.extract.acts import ActTables
from wortlaut.model import Act, Claim, Record

PACK = Path(str(files("wortlaut.lang").joinpath("de", "acts")))


def claims_of(record: Record) -> list[Claim]:
    """The claims of all statements."""
    return [claim for statement in record.statements for claim in statement.claims]


def roles(text: str) -> list[tuple[str | None, str | None]]:
    """By whom and to whom, by name, claim by claim."""
    record = wortlaut.read(text)
    names = {actor.id: actor.name for actor in record.actors}
    return [(names.get(c.by or ""), names.get(c.to or "")) for c in claims_of(record)]


def test_words_in_marks_that_repeat_part_of_a_statement_have_no_claim() -> None:
    record = wortlaut.read("Hale sagte, das Treffen sei „offen und nützlich“ gewesen.")
    assert [len(statement.claims) for statement in record.statements] == [1, 0]


def test_a_claim_lies_in_its_statement() -> None:
    text = "„Wir sind bereit. Aber ich glaube, es wird schwer“, sagte Bell. Man hoffe auf Hilfe, und Hale komme."
    for statement in wortlaut.read(text).statements:
        assert statement.claims
        for claim in statement.claims:
            assert statement.quote[0].start <= claim.span.start < claim.span.end <= statement.quote[-1].end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bell versprach Norland, Weizen zu liefern.", ("Bell", "Norland")),
        ("Bell forderte Norland auf, die Brücke zu öffnen.", ("Norland", "Norland")),
        ("Tolv sagte, Norland habe die Gefangenen gefoltert.", ("Norland", "Norland")),
        ("Dorek sagte, die Brücke werde gesperrt.", (None, None)),
        ("Dorek sagte, die Preise würden steigen.", (None, None)),
    ],
)
def test_by_and_to(text: str, expected: tuple[str | None, str | None]) -> None:
    assert roles(text) == [expected]


def test_a_deadline_is_due_and_a_time_of_the_content_is_not() -> None:
    text = "Bell versprach, bis Freitag zu zahlen. Hale sagte, er habe am Montag gezahlt."
    claims = claims_of(wortlaut.read(text, published="2024-03-05"))
    assert [(c.due, c.when) for c in claims] == [("../2024-03-08", None), (None, "2024-03-04")]


def test_the_day_of_a_demand_is_no_deadline() -> None:
    text = "Tolv sagte, es sei kalt. Norland forderte am Montag den Abzug der Soldaten."
    demand = claims_of(wortlaut.read(text, published="2024-03-05"))[-1]
    assert (demand.act, demand.due) == (Act.DEMAND, None)


def test_a_table_with_an_unknown_act_is_refused(tmp_path: Path) -> None:
    for table in PACK.glob("*.t*"):
        tmp_path.joinpath(table.name).write_text(table.read_text(encoding="utf-8"), encoding="utf-8")
    head = "predicate\twhose\tact\tnegated\torigin\n"
    tmp_path.joinpath("predicates.tsv").write_text(f"{head}bereit sein\tany\tgive\t-\ttest\n", encoding="utf-8")
    with pytest.raises(LanguagePackError, match=r"predicates.tsv:2: there is no act 'give'"):
        ActTables.read(tmp_path)
