import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from wortlaut.model import Document, Record
from wortlaut.views.jsonld import write_jsonld

ANNOTATION_TERMS = {
    *("id", "type", "motivation", "body", "target", "source", "selector"),
    *("start", "end", "exact", "prefix", "suffix"),
}
TYPES = {"Annotation", "TextPositionSelector", "TextQuoteSelector"}


def read_back(record: Record, told: dict[str, Any] | None = None) -> dict[str, Any]:
    written: dict[str, Any] = json.loads("".join(write_jsonld([(record, told or {})])))
    return written


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from walk(each)


def annotations(record: Record) -> list[dict[str, Any]]:
    return [node for node in read_back(record)["@graph"] if node["type"] == "Annotation"]


def test_every_key_and_type_is_in_a_vocabulary_of_the_context(eventful: Record) -> None:
    document = read_back(eventful, {"outlet": "Morgenblatt", "byline": "Jana Roth"})
    standard, own = document["@context"]
    assert standard == "http://www.w3.org/ns/anno.jsonld"
    assert own["schema"] == "http://schema.org/"
    for node in walk(document["@graph"]):
        assert {key for key in node if key.partition(":")[0] not in own} <= ANNOTATION_TERMS
        kind = node.get("type", "Annotation")
        assert kind in TYPES or kind.startswith("schema:")


def test_selectors_find_the_words_by_place_and_by_context(eventful: Record) -> None:
    text = eventful.document.text
    found = annotations(eventful)
    assert len(found) == len(eventful.statements)
    for annotation, statement in zip(found, eventful.statements, strict=True):
        assert len(annotation["target"]) == len(statement.quote)
        for target in annotation["target"]:
            place, quote = target["selector"]
            assert text[place["start"] : place["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_bodies_are_quotations_of_whoever_said_them(eventful: Record) -> None:
    document = read_back(eventful)
    named = {node["id"]: node for node in document["@graph"]}
    body = annotations(eventful)[0]["body"]
    assert body["type"] == "schema:Quotation"
    assert body["schema:text"] == "„Wir haben keine Truppen verlegt“ … „und wir werden es nicht tun.“"
    speaker = named[body["schema:spokenByCharacter"]["id"]]
    assert (speaker["type"], speaker["schema:name"]) == ("schema:Person", "Kara Bell")
    assert named[body["schema:isPartOf"]["id"]]["schema:text"] == eventful.document.text
    unknown = annotations(eventful)[-1]["body"]
    assert "schema:spokenByCharacter" not in unknown


def test_every_reference_leads_to_a_node(eventful: Record) -> None:
    document = read_back(eventful)
    named = {node["id"] for node in walk(document["@graph"]) if "id" in node and len(node) > 1}
    referred = {node["id"] for node in walk(document["@graph"]) if set(node) == {"id"}}
    referred |= {node["source"] for node in walk(document["@graph"]) if "source" in node}
    assert referred <= named


def test_half_a_character_is_written_as_its_escape(record: Record) -> None:
    odd = replace(record, document=Document("Satz \ud800", "de"), statements=(), mentions=())
    written = "".join(write_jsonld([(odd, {})]))
    assert "\\ud800" in written
    assert json.loads(written.encode())["@graph"][0]["schema:text"] == "Satz \ud800"


def test_no_report_is_an_empty_graph() -> None:
    assert json.loads("".join(write_jsonld([])))["@graph"] == []
