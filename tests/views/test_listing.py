from dataclasses import replace

import pytest

from wortlaut.errors import InputError
from wortlaut.model import Actor, Mention, Record, Span, TimexType
from wortlaut.views.listing import (
    Lines,
    count_actors,
    count_times,
    count_types,
    find_entry,
    list_actors,
    list_entries,
    list_times,
    wants_date,
)


def test_statements_are_numbered_in_text_order_with_nested_ones_after_their_parent(record: Record) -> None:
    shuffled = replace(record, statements=tuple(reversed(record.statements)))
    entries = list_entries(shuffled)
    assert entries == list_entries(record)
    assert [(entry.number, entry.depth) for entry in entries] == [
        (1, 0),
        (2, 0),
        (3, 0),
        (4, 0),
        (5, 1),
        (6, 0),
        (7, 0),
    ]


def test_speakers_have_names_and_the_words_that_name_them(record: Record) -> None:
    people = [(entry.who, entry.named, entry.addressee) for entry in list_entries(record)]
    assert people == [
        ("Kara Bell", None, None),
        ("Kara Bell", "Sie", "Sudavien"),
        ("ein Sprecher der Werft", None, None),
        ("ein Sprecher der Werft", "der Sprecher", None),
        ("Kara Bell", None, None),
        ("NNA ← Regierungskreise", None, None),
        (None, None, None),
    ]


def test_what_is_known_of_a_speaker_is_kind_and_country_along_the_chain(record: Record) -> None:
    assert [entry.about for entry in list_entries(record)] == [
        "person · XNO",
        "person · XNO",
        "anonymous",
        "anonymous",
        "person · XNO",
        "media ← anonymous",
        "",
    ]
    strangers = tuple(replace(actor, kind="unknown", country=None) for actor in record.actors[:4])
    described = list_entries(replace(record, actors=(*strangers, record.actors[4])))
    assert [entry.about for entry in described if entry.about] == ["unknown ← anonymous"]


@pytest.mark.parametrize(
    ("name", "words", "named"),
    [
        ("Werner Kern", "er", "er"),
        ("Kara Bell", "Bell", None),
        ("Kern", "Rat Kern, der Älteste", None),
        ("NPA", "", None),
    ],
)
def test_words_are_told_beside_a_name_that_does_not_hold_them(
    record: Record, name: str, words: str, named: str | None
) -> None:
    statement = replace(record.statements[0], speaker=(Span(0, len(words)),) if words else (), speaker_actor="a1")
    document = replace(record.document, text=f"{words} sagte, es regne.")
    told = replace(record, document=document, statements=(statement,), actors=(Actor("a1", name, "person"),))
    assert [entry.named for entry in list_entries(told)] == [named]


def test_actors_are_numbered_by_their_first_mention_with_all_their_words(record: Record) -> None:
    lines = Lines(record.document.text)
    actors = [
        (entry.label, entry.actor.name, entry.words, entry.says, entry.place and lines.locate(entry.place.start))
        for entry in list_actors(record)
    ]
    assert actors == [
        ("a1", "Kara Bell", (("Bell", "name"), ("Sie", "pronoun")), 3, "3:112"),
        ("a2", "ein Sprecher der Werft", (("der Sprecher", "title"),), 2, "5:19"),
        ("a3", "NNA", (), 0, "7:1"),
        ("a4", "Regierungskreise", (), 1, "7:44"),
        ("a5", "Werner Kern", (), 0, None),
    ]
    assert list_actors(replace(record, mentions=tuple(reversed(record.mentions)))) == list_actors(record)


def test_words_that_stand_for_an_actor_are_told_once_whatever_their_capitals(record: Record) -> None:
    text = "Er kam, er ging, sagte Werner Kern."
    spans = (Span(0, 2), Span(8, 10), Span(23, 34))
    mentions = tuple(Mention(str(span), span, "a5", "pronoun") for span in spans)
    document = replace(record.document, text=text)
    (entry,) = list_actors(
        replace(record, document=document, statements=(), actors=record.actors[:1], mentions=mentions)
    )
    assert entry.words == (("Er", "pronoun"),)


def test_counts_of_actors_say_how_many_of_each_kind(record: Record) -> None:
    assert count_actors(list_actors(record)) == "5 actors: 2 anonymous, 1 person, 1 media, 1 unknown"
    assert count_actors(()) == "no actors"


def test_one_speaker_keeps_one_voice_and_the_unknown_has_none(record: Record) -> None:
    assert [entry.voice for entry in list_entries(record)] == [0, 0, 1, 1, 0, 2, None]


def test_statements_that_claim_to_lie_in_each_other_are_not_lost(record: Record) -> None:
    first, second = record.statements[:2]
    circle = (replace(first, nested_in=second.id), replace(second, nested_in=first.id))
    itself = replace(record.statements[2], nested_in=record.statements[2].id)
    orphan = replace(record.statements[3], nested_in="nowhere")
    entries = list_entries(replace(record, statements=(*circle, itself, orphan)))
    assert {entry.statement.id for entry in entries} == {s.id for s in record.statements[:4]}


def test_statements_are_found_by_number_id_and_beginning_of_id(record: Record) -> None:
    entries = list_entries(record)
    for entry in entries:
        assert find_entry(entries, str(entry.number)) is entry
        assert find_entry(entries, entry.statement.id) is entry
        assert find_entry(entries, entry.statement.id[:8]) is entry


@pytest.mark.parametrize("wanted", ["0", "8", "99", "1234", "zzz", ""])
def test_an_unknown_statement_is_answered_with_the_numbers_there_are(record: Record, wanted: str) -> None:
    with pytest.raises(InputError, match=f"no statement '{wanted}'; they are numbered 1 to 7$"):
        find_entry(list_entries(record), wanted)
    with pytest.raises(InputError, match=f"no statement '{wanted}'; the only one is 1$"):
        find_entry(list_entries(replace(record, statements=record.statements[:1])), wanted)


def test_few_digits_are_a_number_and_never_the_beginning_of_an_id(record: Record) -> None:
    first, second = (replace(s, id=id_) for s, id_ in zip(record.statements, ("90123a", "012345"), strict=False))
    entries = list_entries(replace(record, statements=(first, second)))
    for wanted in ("9", "0", "9012", "0123"):
        with pytest.raises(InputError, match="no statement"):
            find_entry(entries, wanted)
    assert find_entry(entries, "02").id == second.id
    assert find_entry(entries, "90123").id == first.id


def test_an_ambiguous_beginning_names_the_candidates(record: Record) -> None:
    first, second = (replace(s, id=f"abc{n}") for n, s in enumerate(record.statements[:2]))
    entries = list_entries(replace(record, statements=(first, second)))
    with pytest.raises(InputError, match=r"'abc' begins 2 ids; there are 1 \(abc0\), 2 \(abc1\)"):
        find_entry(entries, "abc")


def test_times_are_found_by_number_id_and_beginning_of_id(timed: Record) -> None:
    times = list_times(timed)
    for entry in times:
        assert find_entry((), entry.label, times) is entry
        assert find_entry((), entry.id, times) is entry
        assert find_entry((), entry.id[:8], times) is entry
    assert find_entry((), "t03", times) is times[2]


def test_a_number_tells_a_statement_from_a_time(record: Record, timed: Record) -> None:
    entries, times = list_entries(record), list_times(timed)
    assert find_entry(entries, "3", times) is entries[2]
    assert find_entry(entries, "t3", times) is times[2]


@pytest.mark.parametrize("wanted", ["t0", "t8", "t99"])
def test_an_unknown_time_is_answered_with_the_numbers_there_are(record: Record, timed: Record, wanted: str) -> None:
    entries, times = list_entries(record), list_times(timed)
    with pytest.raises(InputError, match=f"no time '{wanted}'; they are numbered t1 to t7$"):
        find_entry(entries, wanted, times)
    with pytest.raises(InputError, match=f"no time '{wanted}'; the only one is t1$"):
        find_entry(entries, wanted, times[:1])
    with pytest.raises(InputError, match=r"no time was found in this text$"):
        find_entry(entries, wanted)


def test_the_beginning_of_an_id_is_ambiguous_between_statements_and_times(record: Record, timed: Record) -> None:
    statement, time = replace(record.statements[0], id="abc0"), replace(timed.times[0], id="abc1")
    entries = list_entries(replace(record, statements=(statement,)))
    with pytest.raises(InputError, match=r"'abc' begins 2 ids; there are 1 \(abc0\), t1 \(abc1\)"):
        find_entry(entries, "abc", list_times(replace(timed, times=(time,))))


def test_counts_of_times_say_how_many_of_each_type(timed: Record) -> None:
    assert count_times(list_times(timed)) == "7 times: 3 DATE, 2 TIME, 1 DURATION, 1 SET"
    assert count_times(list_times(timed)[:1]) == "1 time: 1 DATE"
    assert count_times(()) == "no times"


@pytest.mark.parametrize(
    ("value", "kind", "wanted"),
    [
        ("XXXX-WXX-5", TimexType.DATE, True),
        ("XXXX-XX-XXT20:30", TimexType.TIME, True),
        ("XXXX-WXX-1", TimexType.SET, False),
        ("PXY", TimexType.DURATION, False),
        ("1992-03", TimexType.DATE, False),
    ],
)
def test_a_date_is_wanted_only_for_times_without_a_year(
    timed: Record, value: str, kind: TimexType, wanted: bool
) -> None:
    relative = replace(timed, times=(replace(timed.times[0], type=kind, value=value, edtf=None),))
    assert not wants_date(relative)
    undated = replace(timed.document, published=None)
    assert wants_date(replace(relative, document=undated)) is wanted


def test_counts_say_how_many_of_each_type(record: Record) -> None:
    assert count_types(list_entries(record)) == "7 statements: 6 Indirect, 1 Direct"
    assert count_types(()) == "no statements"


def test_places_count_lines_of_every_kind() -> None:
    lines = Lines("a\nbc\r\nd\re")
    assert [lines.locate(offset) for offset in (0, 1, 2, 3, 6, 8)] == ["1:1", "1:2", "2:1", "2:2", "3:1", "4:1"]
