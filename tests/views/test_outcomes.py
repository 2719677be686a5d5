from dataclasses import replace

import pytest

from wortlaut.errors import InputError
from wortlaut.model import Link, LinkKind, Record
from wortlaut.views.listing import find_entry, list_entries, list_times
from wortlaut.views.outcomes import count_due, count_events, list_due, list_events, list_links


def test_events_and_agenda_are_numbered_in_the_order_of_the_text(eventful: Record) -> None:
    entries = list_entries(eventful)
    events, due = list_events(eventful, entries), list_due(eventful, entries)
    assert [(entry.label, entry.event.type.value) for entry in events] == [
        ("e1", "MOBILIZE"),
        ("e2", "REQUEST"),
        ("e3", "COERCE"),
        ("e4", "CONSULT"),
    ]
    assert [(entry.label, entry.words) for entry in due] == [
        ("d1", "neue Manöver"),
        ("d2", "die Brücke bei Ostheim wieder zu öffnen"),
        ("d3", "ein Treffen sei geplant"),
    ]
    assert count_events(events) == "4 events: 1 denied, 1 happened, 1 reported, 1 planned"
    assert count_due(due) == "3 agenda entries: 1 scheduled, 1 demanded, 1 announced"
    assert (count_events(()), count_due(())) == ("no events", "no agenda entries")
    assert count_due(due[:1]) == "1 agenda entry: 1 scheduled"


def test_actors_stand_by_name_and_statements_as_what_they_are_to_the_event(eventful: Record) -> None:
    entries = list_entries(eventful)
    told, said, reported, _ = list_events(eventful, entries)
    assert (said.who, said.whom) == (("Kara Bell",), ("Sudavien",))
    assert (told.stands_in, told.is_said) == (None, False)
    assert (said.stands_in, said.is_said) == (entries[1], True)
    assert (reported.stands_in, reported.is_said) == (entries[2], False)
    assert told.quantities == "100000 Soldaten, 2.5 Divisionen"
    (_, _, meeting) = list_due(eventful, entries)
    assert (meeting.who, meeting.whom, meeting.stands_in) == ("Kara Bell", "Sudavien", entries[5])


def test_links_are_told_on_both_ends_by_labels(eventful: Record) -> None:
    entries = list_entries(eventful)
    links = list_links(eventful, entries, list_events(eventful, entries))
    told = {key: [str(relation) for relation in relations] for key, relations in links.items()}
    assert told == {
        entries[0].id: ["answers 2"],
        entries[1].id: ["answered by 1"],
        entries[2].id: ["contradicts e1"],
        eventful.events[1].id: ["contradicts 3"],
    }


def test_a_link_to_an_event_that_is_a_statement_leads_to_the_statement(eventful: Record) -> None:
    entries = list_entries(eventful)
    request = eventful.events[2]
    links = (
        Link(LinkKind.RESPONSE, entries[0].id, request.id, ()),
        Link(LinkKind.RESPONSE, entries[1].id, request.id, ()),
    )
    found = list_links(replace(eventful, links=links), entries, list_events(eventful, entries))
    assert [str(relation) for relation in found[entries[0].id]] == ["answers 2"]
    assert [str(relation) for relation in found[entries[1].id]] == ["answered by 1"]


def test_entries_are_found_by_label_and_id(eventful: Record) -> None:
    entries = list_entries(eventful)
    events, due = list_events(eventful, entries), list_due(eventful, entries)
    times = list_times(eventful)
    for event in events:
        assert find_entry(entries, event.label, times, events, due) is event
        assert find_entry(entries, event.id, times, events, due) is event
    for entry in due:
        assert find_entry(entries, entry.label, times, events, due) is entry
        assert find_entry(entries, entry.id, times, events, due) is entry


def test_what_is_missing_is_named_by_its_kind(eventful: Record) -> None:
    entries = list_entries(eventful)
    events, due = list_events(eventful, entries), list_due(eventful, entries)
    with pytest.raises(InputError, match="no event 'e9'; they are numbered e1 to e4"):
        find_entry(entries, "e9", list_times(eventful), events, due)
    with pytest.raises(InputError, match="no agenda entry 'd9'; the only one is d1"):
        find_entry(entries, "d9", list_times(eventful), events, due[:1])
    with pytest.raises(InputError, match="no agenda entry was found in this text"):
        find_entry(entries, "d9", list_times(eventful), events)
