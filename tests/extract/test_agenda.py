"""What is due, read end to end: out of what is said, and out of what the report tells itself."""

import pytest

import wortlaut
from wortlaut.model import AgendaEntry

TUESDAY = "2031-03-11"


def agenda(text: str, published: str | None = TUESDAY) -> tuple[AgendaEntry, ...]:
    """The agenda of a text that appeared on a Tuesday."""
    return wortlaut.read(text, published=published).agenda


def names(text: str, entry: AgendaEntry) -> tuple[str | None, str | None]:
    """Who is to do it, and for whom."""
    known = {actor.id: actor.name for actor in wortlaut.read(text, published=TUESDAY).actors}
    return known.get(entry.by or ""), known.get(entry.to or "")


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("Bell versprach, bis Ende April zu liefern.", "promised", "../2031-04-30"),
        ("Bell kündigte an, dass der Hafen im Mai schließe.", "announced", "2031-05"),
        ("Bell forderte Norland auf, bis Freitag zu antworten.", "demanded", "../2031-03-14"),
        ("Im Mai treffen sich die beiden Minister in Luhne.", "scheduled", "2031-05"),
        ("Für den 14. Mai ist ein Gipfel in Luhne geplant.", "scheduled", "2031-05-14"),
        ("Das Parlament will sich kommende Woche mit dem Gesetz befassen.", "scheduled", "2031-03-17/2031-03-23"),
    ],
)
def test_what_is_due_and_when(text: str, kind: str, due: str) -> None:
    assert [(entry.kind.value, entry.due) for entry in agenda(text)] == [(kind, due)]


@pytest.mark.parametrize(
    "text",
    [
        "Die Lokführer streiken seit Montag.",
        "Im Mai starben drei Menschen.",
        "Am Freitag wird nicht gestreikt.",
        "Im Mai könnte es regnen.",
        "Bell bestritt, dass der Hafen im Mai schließe.",
    ],
)
def test_nothing_is_due(text: str) -> None:
    assert agenda(text) == ()


def test_promise_without_a_date_has_none() -> None:
    (entry,) = agenda("Bell versprach, die Straße zu bauen.")
    assert (entry.kind.value, entry.due) == ("promised", None)


def test_without_a_date_of_publication_no_day_is_made_up() -> None:
    assert all(entry.due is None for entry in agenda("Bell versprach, kommende Woche zu liefern.", published=None))


def test_condition_is_told() -> None:
    (entry,) = agenda("Wenn Norland zahle, werde man im Mai liefern, versprach Bell.")
    assert entry.conditional


def test_who_is_to_do_it() -> None:
    demanded = "Bell forderte Norland auf, bis Freitag zu antworten."
    promised = "Ministerin Kara Bell versprach, bis Freitag zu antworten."
    assert names(demanded, agenda(demanded)[0]) == ("Norland", None)
    assert names(promised, agenda(promised)[0]) == ("Kara Bell", None)


def test_entry_points_at_its_words_and_its_statement() -> None:
    text = "Bell versprach, bis Freitag zu antworten."
    record = wortlaut.read(text, published=TUESDAY)
    (entry,) = record.agenda
    assert entry.span.of(text) == entry.what
    assert entry.statement == record.statements[0].id
