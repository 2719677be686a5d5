"""Known actors are found by all words of a phrase, a user's own first; nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortlaut.extract.registry import Entry, Inflection, Institution, Polity, Registry, State

LEAGUE = Entry("Norland League", "organisation", aliases=("NLG",), metonyms=("Lakeside",), nominals=("league",))
COUNCIL = Entry("Council of Elders", "organisation", nominals=("council", "league"))
POLITY = Polity(
    states=(
        State(
            Entry("Norland", "state", "NRL"), ("norlandic",), ("Norhaven",), ("Norhavener",), ("NL",), ("Red Castle",)
        ),
        State(Entry("Sudavia", "state", "SDV"), ("sudavian",), ("Port Sud",)),
        State(Entry("Old Marsh", "state", "OMA"), ("marshy",)),
        State(Entry("New Marsh", "state", "NMA"), ("marshy",)),
    ),
    institutions=(
        Institution("government", "government", "neuter", "government"),
        Institution("cabinet", "government", "neuter", "government"),
        Institution("police", "police", "plural", "organisation", local=True),
        Institution("-office", "-office", "neuter", "government"),
    ),
    government=Institution("government", "government", "neuter", "government"),
    words={"place": frozenset({"in"}), "belonging": frozenset({"of"}), "article": frozenset({"the"})},
)
ENGLISH = Inflection(
    forms=lambda name: (name, name + "'s"),
    genitives=lambda name: (name + "'s",),
    bases=lambda word: (word, word.lower()),
    compose=lambda noun, gender, adjective, state: f"{adjective or state} {noun}",
)
REGISTRY = Registry.of((LEAGUE, COUNCIL), polity=POLITY, inflection=ENGLISH)


def found(phrase: str, registry: Registry = REGISTRY, named: frozenset[str] = frozenset()) -> tuple[str, str] | None:
    words = phrase.split()
    match = registry.find(words, words, named)
    return (match.entry.name, match.form) if match is not None else None


@pytest.mark.parametrize(
    ("phrase", "name", "form"),
    [
        ("Norland League", "Norland League", "name"),
        ("norland League", "Norland League", "name"),
        ("NLG's", "Norland League", "name"),
        ("Lakeside", "Norland League", "metonym"),
        ("Norland", "Norland", "name"),
        ("Norhaven", "norlandic government", "metonym"),
        ("Red Castle", "norlandic government", "metonym"),
        ("Norlandic government", "norlandic government", "nominal"),
        ("norlandic cabinet", "norlandic government", "nominal"),
        ("NL-government", "norlandic government", "nominal"),
        ("Norhavener government", "norlandic government", "nominal"),
        ("government in Norhaven", "norlandic government", "nominal"),
        ("government of the Norland", "norlandic government", "nominal"),
        ("Port Sud's government", "sudavian government", "nominal"),
        ("sudavian police in Sudavia", "sudavian police", "nominal"),
        ("norlandic Mailoffice", "norlandic Mailoffice", "nominal"),
    ],
)
def test_names_metonyms_and_institutions_are_found(phrase: str, name: str, form: str) -> None:
    assert found(phrase) == (name, form)


@pytest.mark.parametrize(
    "phrase",
    [
        "government",
        "norlandic minister",
        "norlandic government Hale",
        "norlandic government in Port Sud",
        "norlandic sudavian government",
        "police in Norhaven",
        "Norhavener police",
        "NL-norlandic",
        "marshy government",
        "government in",
        "Red",
        "league",
        "",
    ],
)
def test_other_words_are_nobody(phrase: str) -> None:
    assert found(phrase) is None


def test_a_common_noun_means_the_one_actor_that_has_been_named() -> None:
    assert found("league", named=frozenset({"Norland League"})) == ("Norland League", "nominal")
    assert found("council", named=frozenset({"Norland League"})) is None
    assert found("league", named=frozenset({"Norland League", "Council of Elders"})) is None


def test_the_head_of_a_name_may_stand_in_front_and_be_inflected() -> None:
    match = REGISTRY.find(["Councils", "of", "Elders"], ["Council", "of", "Elder"])
    assert match is not None
    assert match.entry is COUNCIL


def test_all_wordings_of_a_government_give_the_same_entry() -> None:
    wordings = ["Norhaven", "Red Castle", "norlandic government", "cabinet of Norland", "NL-cabinet"]
    matches = [REGISTRY.find(wording.split(), wording.split()) for wording in wordings]
    assert {match.entry for match in matches if match is not None} == {
        REGISTRY.known(Entry("norlandic government", "government"))
    }
    assert None not in matches


def test_what_a_user_lists_takes_precedence() -> None:
    own = [
        Entry("Norhaven", "organisation", aliases=("Norland League",)),
        Entry("sudavian government", "government", "SDV", "Q0"),
        Entry("Kara Bell", "person", "NRL", aliases=("Bell",)),
    ]
    registry = REGISTRY.extend(own)
    assert found("Norhaven", registry) == ("Norhaven", "name")
    assert found("Norland League", registry) == ("Norhaven", "name")
    assert found("Bell's", registry) == ("Kara Bell", "name")
    match = registry.find(["Port", "Sud"], ["Port", "Sud"])
    assert match is not None
    assert match.entry.wikidata == "Q0"
    assert found("Norhaven") == ("norlandic government", "metonym")


def test_without_a_polity_there_are_only_names() -> None:
    registry = Registry.of([LEAGUE], [COUNCIL])
    assert found("Council of Elders", registry) == ("Council of Elders", "name")
    assert found("norlandic government", registry) is None


@given(st.lists(st.text(max_size=8), max_size=12))
def test_any_words_are_read(words: list[str]) -> None:
    assert REGISTRY.find(words, words) is None or words
