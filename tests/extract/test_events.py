"""The tables of events: what a broken row says, what PLOVER and CAMEO know, and that each class has its example."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest

from wortlaut.errors import LanguagePackError
from wortlaut.extract.events import EventTables, name_rules
from wortlaut.extract.events.tables import is_one_of
from wortlaut.lang.language import load
from wortlaut.model import EventType, Token
from wortlaut.pipeline import read
from wortlaut.testing import load_examples

FOLDER = files("wortlaut.lang") / "de" / "events"
MODES: Mapping[str, set[str]] = {
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "AID": {"economic", "military", "humanitarian", "asylum"},
    "ASSAULT": {
        *("abduct", "beat", "torture", "execute", "sexual", "assassinate", "primitive", "firearms", "explosives"),
        *("suicide-attack", "heavy-weapons", "aerial", "drone", "crowd-control", "cleansing", "massacre"),
        *("unconventional", "destroy"),
    },
    "COERCE": {
        *("seize", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold"),
        *("misinformation", "cyber"),
    },
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "PROTEST": {"demo", "riot", "strike", "boycott", "obstruct"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "RETREAT": {"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "THREATEN": {"restrict", "ban", "arrest", "relations", "expel", "territory", "violence"},
}
CONTEXTS = {
    *("political", "military", "intelligence", "peacekeeping", "economic", "diplomatic", "resource", "culture"),
    *("disease", "enviro_disaster", "migration", "humanitarian", "legal", "human_rights", "rights_freedoms"),
    *("gender", "lgbt", "terrorism", "human_security", "religion_ethnicity", "government", "election", "legislative"),
    *("cbrn", "cyber", "political_institutions", "corruption", "crime", "crime_murder", "crime_theft"),
    *("crime_drugs", "crime_sexual"),
}


@pytest.fixture(scope="module")
def tables() -> EventTables:
    return load("de").events


def test_modes_and_contexts_are_those_of_plover(tables: EventTables) -> None:
    for about in (*tables.classes.values(), *tables.acts.values()):
        assert about.mode is None or about.mode in MODES[about.type.value]
        assert set(about.context) <= CONTEXTS


def test_every_type_of_plover_can_be_told(tables: EventTables) -> None:
    told = {about.type for about in (*tables.classes.values(), *tables.acts.values())}
    assert told == set(EventType)


def test_every_class_has_an_example(tables: EventTables) -> None:
    shown = {name for example in load_examples("de", stage="events") for name in example.rules}
    assert {name for name in name_rules(tables) if name.startswith("event ")} <= shown


def test_there_are_triggers_enough(tables: EventTables) -> None:
    assert len(tables.nouns) + sum(len(triggers) for triggers in tables.verbs.values()) >= 400


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\tmeet\t", "\tmeeting\t", "there is no class 'meeting'"),
        ("\ttalk\t", "\ttalking\t", "there is no frame 'talking'"),
        ("@talk", "@talks", "there are no words for the use 'talks'"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    for table in FOLDER.iterdir():
        if table.name.endswith((".tsv", ".toml")):
            (tmp_path / table.name).write_text(table.read_text(encoding="utf-8"), encoding="utf-8")
    rows = (tmp_path / "triggers.tsv").read_text(encoding="utf-8")
    (tmp_path / "triggers.tsv").write_text(rows.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LanguagePackError, match=rf"triggers\.tsv:\d+: {message}"):
        EventTables.read(tmp_path)


def test_a_compound_is_what_its_last_part_is(tables: EventTables) -> None:
    assert is_one_of(_noun("Panzerbrigaden"), tables.words["force"])
    assert not is_one_of(_noun("Soldatenlied"), tables.words["force"])


def test_a_name_is_no_compound(tables: EventTables) -> None:
    assert not is_one_of(Token(0, 0, 7, "Norland", "Norland", "NE", 0), tables.words["place"])


def _noun(word: str) -> Token:
    return Token(0, 0, len(word), word, word, "NN", 0)


def test_an_event_of_a_verb_and_its_noun_is_one() -> None:
    record = read("Norland und Tarovien nahmen am Montag in Luhne Gespräche auf.", published="2031-05-20")
    assert [event.type for event in record.events] == [EventType.CONSULT]


def test_a_statement_and_the_verb_that_tells_it_are_one_event() -> None:
    record = read("Norland und Sudavien haben sich am Montag auf einen Preis geeinigt.", published="2031-05-20")
    assert [event.type for event in record.events] == [EventType.AGREE]


def test_a_document_about_sport_tells_no_attack() -> None:
    text = "Der Trainer lobte den Torwart. In der zweiten Halbzeit griff Luhne an. Der Stürmer schoss auf das Tor."
    assert not [event for event in read(text).events if event.type is EventType.ASSAULT]
