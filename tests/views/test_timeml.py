import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wortlaut.model import Document, Record, Span
from wortlaut.views.timeml import write_timeml


def parse(record: Record) -> ElementTree.Element:
    """The document as a program on the other side reads it, from bytes."""
    return ElementTree.fromstring(write_timeml(record).encode("utf-8"))


def read_times(text: ElementTree.Element) -> list[tuple[Span, str]]:
    """Where the marked words stand in the text of the element, and what they are called."""
    position = len(text.text or "")
    found = []
    for timex in text:
        end = position + len(timex.text or "")
        found.append((Span(position, end), timex.attrib["tid"]))
        position = end + len(timex.tail or "")
    return found


def test_a_document_has_id_date_title_and_text(timed: Record) -> None:
    root = parse(timed)
    schema = "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"
    assert (root.tag, root.attrib) == ("TimeML", {schema: "http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd"})
    assert [element.tag for element in root] == ["DOCID", "DCT", "TITLE", "TEXT"]
    assert root.findtext("DOCID") == "berichte/frist.txt"
    assert root.findtext("TITLE") == "Frist & Schleuse"
    (created,) = root.findall("DCT/TIMEX3")
    assert created.text == "2022-01-24"
    assert created.attrib == {
        "tid": "t0",
        "type": "DATE",
        "value": "2022-01-24",
        "temporalFunction": "false",
        "functionInDocument": "CREATION_TIME",
    }


def test_times_are_marked_with_the_attributes_that_they_have(timed: Record) -> None:
    text = parse(timed).find("TEXT")
    assert text is not None
    assert "".join(text.itertext()) == timed.document.text
    marked = [(timex.text, timex.attrib) for timex in text]
    assert len(marked) == 7
    none = {"functionInDocument": "NONE"}
    assert marked[0] == ("Freitag", {"tid": "t1", "type": "DATE", "value": "2022-01-21"} | none)
    assert marked[1] == ("Ende März", {"tid": "t2", "type": "DATE", "value": "2022-03", "mod": "END"} | none)
    recurring = {"tid": "t6", "type": "SET", "value": "P2W", "quant": "EVERY", "freq": "1X"}
    assert marked[5] == ("alle zwei Wochen", recurring | none)


@pytest.mark.parametrize("published", ["2022", "2022-01", "2022-01-21"])
def test_the_date_is_written_as_far_as_it_is_known(timed: Record, published: str) -> None:
    created = parse(replace(timed, document=replace(timed.document, published=published))).find("DCT/TIMEX3")
    assert created is not None
    assert created.attrib["value"] == published


def test_what_is_not_known_is_left_out(timed: Record) -> None:
    bare = Document("Es regnet.", "de")
    root = parse(replace(timed, document=bare, times=()))
    assert [element.tag for element in root] == ["DOCID", "TEXT"]
    assert root.findtext("DOCID") == bare.id


def test_markup_in_a_report_stays_words(timed: Record) -> None:
    text = "</TEXT><TIMEX3 value='x'>]]> &amp; Freitag"
    evil = Document(text, "de", title='<"&>\x00', source="a\ud800&<.txt")
    time = replace(timed.times[0], span=Span(0, len(text)), value='"><&\x00')
    root = parse(replace(timed, document=evil, times=(time,)))
    assert [element.tag for element in root.iter()] == ["TimeML", "DOCID", "TITLE", "TEXT", "TIMEX3"]
    assert root.findtext("TEXT/TIMEX3") == text
    assert root.findtext("DOCID") == "a\ufffd&<.txt"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters() | st.sampled_from('\r\n\t\x00\x1b\x85\ud800\ufffe\uffff<>&]"')), st.data())
def test_any_text_with_any_times_round_trips(timed: Record, text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [Span(start, end) for start, end in zip(places[::2], places[1::2], strict=False)]
    times = tuple(replace(timed.times[0], span=span) for span in spans)
    element = parse(replace(timed, document=Document(text, "de"), times=times)).find("TEXT")
    assert element is not None
    assert "".join(element.itertext()) == re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text
    )
    assert read_times(element) == [(span, f"t{number}") for number, span in enumerate(spans, start=1)]
