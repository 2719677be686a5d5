import json
from dataclasses import replace

from wortlaut.model import Document, Record
from wortlaut.views.export import to_json, to_json_array, to_jsonl


def test_json_is_the_record_in_the_order_of_the_contract(record: Record) -> None:
    written = to_json(record)
    assert json.loads(written) == record.to_dict()
    assert list(json.loads(written)) == list(record.to_dict())
    assert "Außenministerin" not in written.split('"actors"')[0]
    assert "Kara Bell" in written
    assert f"[{', '.join(map(str, record.statements[0].quote[0]))}]" in written


def test_umlauts_stay_readable(record: Record) -> None:
    titled = replace(record, document=Document("Text", "de", title="Brücke geöffnet"))
    assert '"title": "Brücke geöffnet"' in to_json(titled)


def test_several_records_make_one_array(record: Record) -> None:
    for count in (0, 1, 3):
        assert json.loads("".join(to_json_array([record] * count))) == [record.to_dict()] * count


def test_json_lines_hold_one_record_each(record: Record) -> None:
    lines = "".join(to_jsonl([record, record])).splitlines()
    assert [json.loads(line) for line in lines] == [record.to_dict()] * 2


def test_half_characters_survive_the_way_through_utf8(record: Record) -> None:
    odd = replace(record, document=Document("Text", "de", title="halb \ud83d und \\ud83d"))
    again = json.loads(to_json(odd).encode("utf-8"))
    assert again["document"]["title"] == "halb \ud83d und \\ud83d"


def test_parts_of_a_record_can_be_written_alone(timed: Record) -> None:
    whole = timed.to_dict()
    part = {"document": whole["document"], "times": whole["times"]}
    keys = ("document", "times")
    assert json.loads(to_json(timed, keys)) == part
    assert json.loads("".join(to_json_array([timed, timed], keys))) == [part, part]
    assert [json.loads(line) for line in to_jsonl([timed], keys)] == [part]
