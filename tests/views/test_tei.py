from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from wortlaut.model import Document, Record, Span, Statement, StatementType
from wortlaut.views.tei import write_tei

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def read_back(*records: Record, told: dict[str, Any] | None = None) -> Any:
    return etree.fromstring("".join(write_tei((record, told or {}) for record in records)).encode())


def text_of(corpus: Any) -> list[str]:
    return ["".join(block.itertext()) for block in corpus.iter(f"{TEI}ab")]


def quote_of(corpus: Any, identity: str) -> list[str]:
    """The words of a statement, stretch by stretch, by following `next`."""
    named = {said.get(ID): said for said in corpus.iter(f"{TEI}said")}
    parts = [named[f"s.{identity}"]]
    while (following := parts[-1].get("next")) is not None:
        parts.append(named[following.removeprefix("#")])
        assert parts[-1].get("prev") == f"#{parts[-2].get(ID)}"
    return ["".join(part.itertext()) for part in parts]


def test_the_text_is_that_of_the_report_and_each_quote_stands_in_said(record: Record) -> None:
    corpus = read_back(record)
    assert text_of(corpus) == [record.document.text]
    for statement in record.statements:
        assert quote_of(corpus, statement.id) == [span.of(record.document.text) for span in statement.quote]


def test_said_tells_who_how_and_what_it_does(eventful: Record) -> None:
    corpus = read_back(eventful)
    first = next(corpus.iter(f"{TEI}said"))
    assert (first.get("who"), first.get("direct"), first.get("ana")) == ("#a.a1", "true", "#type.Direct #act.deny")
    assert corpus.find(f".//{TEI}person[@{ID}='a.a1']/{TEI}persName").text == "Kara Bell"
    assert corpus.find(f".//{TEI}org[@{ID}='a.a3']/{TEI}orgName").text == "NNA"


def test_every_pointer_leads_somewhere_and_every_id_stands_once(eventful: Record) -> None:
    corpus = read_back(
        eventful, replace(eventful, document=replace(eventful.document, text="x"), statements=(), actors=())
    )
    ids = [element.get(ID) for element in corpus.iter() if isinstance(element.tag, str) and element.get(ID)]
    assert len(ids) == len(set(ids))
    pointers = [
        pointer
        for said in corpus.iter(f"{TEI}said")
        for name in ("who", "toWhom", "ana", "next", "prev")
        for pointer in said.get(name, "").split()
    ]
    assert {pointer.removeprefix("#") for pointer in pointers} <= set(ids)


def test_the_header_names_the_report(record: Record) -> None:
    told = {"outlet": "Morgenblatt & Söhne", "byline": "Jana <Roth>"}
    bibl = read_back(record, told=told).find(f".//{TEI}bibl")
    assert bibl.find(f"{TEI}publisher").text == "Morgenblatt & Söhne"
    assert bibl.find(f"{TEI}author").text == "Jana <Roth>"
    assert bibl.find(f"{TEI}date").get("when") == "2024-03-05"


def cross(record: Record, *quotes: Iterable[tuple[int, int]]) -> Record:
    statements: list[Statement] = []
    for number, spans in enumerate(quotes):
        quote = tuple(Span(*span) for span in spans)
        statements.append(replace(record.statements[0], id=f"{number:016}", quote=quote))
    return replace(record, document=Document("Ein Satz mit Worten.", "de"), statements=tuple(statements), issues=())


@pytest.mark.parametrize("second", [[(4, 12)], [(0, 3), (9, 19)], [(2, 20)], [(0, 8)]])
def test_quotes_that_cross_are_cut_and_put_together(record: Record, second: list[tuple[int, int]]) -> None:
    crossed = cross(record, [(0, 8)], second)
    corpus = read_back(crossed)
    text = crossed.document.text
    assert text_of(corpus) == [text]
    for statement in crossed.statements:
        assert "".join(quote_of(corpus, statement.id)) == "".join(span.of(text) for span in statement.quote)


def test_what_xml_cannot_hold_is_replaced_one_for_one(record: Record) -> None:
    odd = replace(record, document=Document("Kein\x00Satz \ud800\r\n", "de"), statements=(), mentions=())
    assert text_of(read_back(odd)) == ["Kein\ufffdSatz \ufffd\r\n"]


def test_types_and_acts_are_explained(record: Record) -> None:
    categories = {each.get(ID) for each in read_back(record).iter(f"{TEI}category")}
    assert {f"type.{kind.value}" for kind in StatementType} <= categories
    assert "act.demand" in categories
