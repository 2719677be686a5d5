"""A reading end to end: what holds of the record of any text, and what the reader refuses."""

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wortlaut
from wortlaut.errors import InputError
from wortlaut.extract.attribution import RULES
from wortlaut.model import Record, Span, Spans
from wortlaut.pipeline import analyse
from wortlaut.testing import load_examples

KEYS = {
    "document": {"id", "language", "published", "title", "source", "length"},
    "actors": {"id", "name", "kind", "country", "roles", "aliases", "wikidata"},
    "mentions": {"id", "span", "actor", "form", "candidates"},
    "times": {"id", "span", "type", "value", "edtf", "mod", "reason", "quant", "freq", "rules"},
    "statements": {
        *("id", "type", "medium", "quote", "speaker", "cue", "cue_class", "addressee", "frame", "said"),
        *("speaker_actor", "addressee_actor", "chain", "nested_in", "claims", "rules"),
    },
    "events": {
        *("id", "type", "mode", "context", "actor", "recipient", "when", "where", "quantities", "status"),
        *("background", "span", "realised_by", "reported_by", "rules"),
    },
    "agenda": {"id", "what", "kind", "by", "to", "due", "conditional", "statement", "span", "rules"},
    "links": {"kind", "from", "to", "rules"},
    "issues": {"span", "problem"},
    "reader": {"version", "pack", "pack_version"},
}
"""The keys that programs outside the project rely on; what stands under a list is each entry's."""

PIECES = st.sampled_from(
    (
        *("Ministerin Kara Bell sagte", "Bell", "sagte sie", "so Bell", "teilte der Rat ", "mit", "er habe"),
        *(", dass die Brücke offen bleibe", ", er komme morgen", ", ob es regnet", ", den Hafen zu öffnen", "soll "),
        *(" laut Polizei ", " nach Angaben der Stadt ", "Zeugen zufolge ", "Demnach sinkt der Pegel", "Wie die NPA "),
        *("Er wies das zurück. ", "unter Berufung auf Kreise ", "Die Forderung, ", " hieß es ", "die der Rat, der "),
        *(". ", "! ", "? ", ": ", ", ", "; ", " – ", "(", ") ", "…", "\n", "\n\n", "\r\n", "\t", " ", "date 2022-01 "),
        *("„", "“", " ‚", "‘", "»", "« ", ' "', '" ', " '", "' ", "\ud800", "\u200b", "\u0308", "🙂", "\x00"),
        *(
            "und ",
            "wollte ",
            "haben",
            " zu ",
            "nicht ",
            "das ",
            "von der ",
            "kann ",
            "wird",
            "gewesen sein",
            "sie sei ",
            "3. Mai ",
        ),
    )
)
ASSEMBLED = st.lists(PIECES, max_size=40).map("".join)
ANYTHING = st.text(st.characters(exclude_categories=()))


def every_list_of_spans(record: Record) -> Iterator[Spans]:
    """The evidence of the whole record."""
    for statement in record.statements:
        yield from (statement.quote, statement.speaker, statement.cue, statement.addressee, statement.frame)
        for hop in statement.chain:
            yield (hop.span,)
            yield hop.cue
    yield from ((mention.span,) for mention in record.mentions)
    yield from ((issue.span,) for issue in record.issues)


def dump(record: Record) -> str:
    return json.dumps(record.to_dict(), sort_keys=True)


# what holds of every text


@settings(max_examples=300)
@given(ASSEMBLED | ANYTHING)
def test_any_text_gives_a_record_whose_evidence_lies_in_the_text(text: str) -> None:
    record = wortlaut.read(text)
    assert record.document.text == text
    for spans in every_list_of_spans(record):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(statement.quote for statement in record.statements)
    claims = [claim for statement in record.statements for claim in statement.claims]
    places = [entry.span for entries in (claims, record.events, record.agenda) for entry in entries]
    assert all(0 <= span.start < span.end <= len(text) for span in places)
    assert all(entry.what == entry.span.of(text) for entry in record.agenda)


@settings(max_examples=200)
@given(ASSEMBLED | ANYTHING)
def test_a_record_holds_together(text: str) -> None:
    record = wortlaut.read(text)
    actors, statements = ({thing.id for thing in things} for things in (record.actors, record.statements))
    claims = [claim for statement in record.statements for claim in statement.claims]
    for things in (record.actors, record.mentions, record.statements, claims, record.events, record.agenda):
        assert len({thing.id for thing in things}) == len(things)
    ends = {thing.id for things in (record.statements, claims, record.events) for thing in things}
    assert {end for link in record.links for end in (link.source, link.target)} <= ends
    assert {who for event in record.events for who in (*event.actor, *event.recipient)} <= actors
    assert {told for event in record.events for told in (event.realised_by, event.reported_by)} <= {*statements, None}
    assert {who for claim in claims for who in (claim.by, claim.to)} <= {*actors, None}
    assert {who for entry in record.agenda for who in (entry.by, entry.to)} <= {*actors, None}
    assert {statement.nested_in for statement in record.statements} <= {*statements, None}
    assert {statement.speaker_actor for statement in record.statements} <= {*actors, None}
    assert {statement.addressee_actor for statement in record.statements} <= {*actors, None}
    assert {hop.actor for statement in record.statements for hop in statement.chain} <= {*actors, None}
    assert {mention.actor for mention in record.mentions} <= {*actors, None}


@settings(max_examples=100)
@given(ASSEMBLED)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    assert dump(wortlaut.read(text)) == dump(wortlaut.read(text))


def test_no_process_reads_otherwise_than_another() -> None:
    code = (
        "import json, wortlaut; from wortlaut.testing import load_examples; "
        "print(json.dumps([wortlaut.read(example.text).to_dict() for example in load_examples('de')]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@settings(max_examples=100)
@given(ASSEMBLED)
def test_an_unknown_speaker_has_no_actor(text: str) -> None:
    for statement in wortlaut.read(text).statements:
        assert statement.speaker or statement.speaker_actor is None
        assert statement.addressee or statement.addressee_actor is None


def test_every_statement_of_the_examples_names_its_rules_and_derives_from_them() -> None:
    listed = {rule.name for rule in RULES}
    for example in load_examples("de"):
        reading = analyse(example.text, published=example.anchor)
        for statement in reading.record.statements:
            assert statement.rules
            assert set(statement.rules) <= listed
            assert reading.derivations[statement.id].rules == statement.rules


# the record as programs see it


@pytest.fixture(scope="module")
def record() -> Record:
    text = (
        "Die NPA meldete unter Berufung auf Kreise, Bell habe dem Rat gesagt, er irre. „Gut“, sagte Kara Bell. "
        "Norland forderte Sudavien auf, die Brücke bis Ende Mai zu räumen. Sudavien wies die Forderung zurück. „Ja"
    )
    return wortlaut.read(text, published="2024-03-05", title="Größe", source="bericht.txt")


def test_the_record_goes_into_json_and_comes_back(record: Record) -> None:
    assert json.loads(dump(record)) == record.to_dict()


def test_the_record_has_the_keys_that_programs_rely_on(record: Record) -> None:
    shown = record.to_dict()
    assert set(shown) == set(KEYS)
    for key, wanted in KEYS.items():
        entries = shown[key] if isinstance(shown[key], list) else [shown[key]]
        assert bool(entries) is bool(wanted), key
        assert all(set(entry) == wanted for entry in entries), key
    assert {key for statement in shown["statements"] for claim in statement["claims"] for key in claim} == {
        *("id", "span", "act", "polarity", "modality", "when", "due", "by", "to", "times", "rules"),
    }
    assert {key for statement in shown["statements"] for hop in statement["chain"] for key in hop} == {
        *("actor", "span", "cue"),
    }


def test_what_the_caller_knows_stands_in_the_document(record: Record) -> None:
    document = record.to_dict()["document"]
    assert (document["published"], document["title"], document["source"]) == ("2024-03-05", "Größe", "bericht.txt")
    assert document["length"] == len(record.document.text)


def test_ids_tell_reports_apart() -> None:
    text = "Kara Bell sagte, es regne."
    records = [wortlaut.read(text), wortlaut.read(text, published="2024"), wortlaut.read(text, source="b.txt")]
    assert len({record.document.id for record in records}) == 3
    assert len({record.statements[0].id for record in records}) == 3


def test_spans_count_code_points() -> None:
    (statement,) = wortlaut.read("Es regnet 🙂. Kara Bell sagte, es regne.").statements
    assert statement.speaker == (Span(13, 22),)


# dates, languages, odd texts


def test_the_header_tells_the_day_of_publication() -> None:
    assert wortlaut.read("date 2022-01\nEs regnet.").document.published == "2022-01"


def test_the_caller_knows_the_day_better_than_the_header() -> None:
    record = wortlaut.read("date 2022-01\nEs regnet.", published="2022-01-21")
    assert record.document.published == "2022-01-21"


def test_a_day_that_nobody_tells_stays_unknown() -> None:
    assert wortlaut.read("Am Montag regnete es.").document.published is None


@pytest.mark.parametrize("date", ["2022-13", "2022-02-30", "gestern", "21.01.2022", ""])
def test_a_bad_date_is_refused(date: str) -> None:
    with pytest.raises(InputError):
        wortlaut.read("Es regnet.", published=date)


def test_a_language_without_a_pack_is_refused() -> None:
    with pytest.raises(InputError, match="'xx'"):
        wortlaut.read("Es regnet.", language="xx")


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\ufeff"])
def test_a_text_without_words_gives_an_empty_record(text: str) -> None:
    record = wortlaut.read(text)
    assert (record.actors, record.mentions, record.statements) == ((), (), ())


def test_a_text_in_another_language_is_told() -> None:
    text = "The minister said that she was happy with the talks, and that the bridge would be opened again in May."
    (issue,) = wortlaut.read(text).issues
    assert "German" in issue.problem


def test_a_mark_without_a_partner_is_told_where_it_stands() -> None:
    text = "Bell sagte: „Wir fangen morgen an. Danach ging sie."
    (issue,) = wortlaut.read(text).issues
    assert issue.span.of(text) == "„"


def test_a_megabyte_without_a_full_stop_is_read() -> None:
    part = "und die Ministerin sagte dem Rat dass der Hafen offen bleibt weil niemand streikt "
    text = part * (1_000_000 // len(part) + 1)
    record = wortlaut.read(text)
    assert record.document.text == text
    assert any("cut" in issue.problem for issue in record.issues)


def test_records_are_frozen(record: Record) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.document.text = ""  # type: ignore[misc]
