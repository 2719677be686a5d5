"""The pattern language of the rules, on a toy grammar of English dates that no pack has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortlaut.grammar.rules import Grammar, Node, Rule, select

WORDS: dict[str, tuple[tuple[str, Any], ...]] = {
    "friday": (("weekday", "FR"),),
    "may": (("month", 5), ("verb", "may")),
    "june": (("month", 6),),
    "by": (("signal", "until"),),
    "from": (("opening", None),),
    **{str(n): (("number", n),) for n in range(1, 40)},
}


def make_date(day: int, month: int | None) -> str | None:
    """The thirty-second of May is none."""
    return f"{month or 'XX'}-{day}" if day < 32 else None


TOY = Grammar(
    (
        Rule("date", "date", "number 'of'? month?", make_date),
        Rule("weekday or month", "date", "weekday|month", lambda named: f"{named}"),
        Rule("deadline", "time", "(signal) date", lambda signal, date: f"{signal} {date}"),
        Rule("plain date", "time", "date", lambda date: date),
        Rule("range", "several", "(opening) +date 'to' +date", lambda _, begin, end: (begin, end)),
    )
)
GOALS = frozenset({"time", "several"})


def look_up(words: Sequence[str], grammar: Grammar = TOY) -> list[list[Node]]:
    """What the lexicon has for each word, the words that patterns name among it."""
    found = []
    for index, word in enumerate(words):
        entries = WORDS.get(word, ()) + (((f"'{word}'", None),) if word in grammar.literals else ())
        found.append([Node(kind, value, index, index + 1, (index, index + 1)) for kind, value in entries])
    return found


def find(text: str, kinds: Iterable[str] = GOALS) -> list[Node]:
    return select(TOY.parse(look_up(text.split())), frozenset(kinds))


def values(text: str, kinds: Iterable[str] = GOALS) -> list[Any]:
    return [node.value for node in find(text, kinds)]


def cores(text: str) -> list[str]:
    """The words of what is found, without what is needed but outside."""
    words = text.split()
    return [" ".join(words[first:last]) for first, last in (node.core for node in find(text))]


# patterns


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("friday", "FR"),
        ("june", "6"),
        ("3 of june", "6-3"),
        ("3 june", "6-3"),
        ("3 of", "XX-3"),
        ("3", "XX-3"),
        ("by friday", "until FR"),
        ("from 3 to 7 may", ("XX-3", "5-7")),
    ],
)
def test_a_pattern_reads_kinds_alternatives_literals_and_what_may_be_missing(text: str, value: object) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize("text", ["", "by", "of", "from", "of by from", "somewhere"])
def test_words_that_no_rule_puts_together_are_nothing(text: str) -> None:
    assert find(text) == []


def test_a_literal_is_the_very_word_and_gives_no_value() -> None:
    assert TOY.literals == {"of", "to"}
    (node,) = find("3 of may")
    assert node.children[0].children[1].kind == "'of'"


def test_a_slot_may_take_a_kind_or_a_literal() -> None:
    grammar = Grammar((Rule("month", "date", "month|'carnival'", lambda month: month or "told"),))
    found = [select(grammar.parse(look_up([word], grammar)), frozenset({"date"})) for word in ("june", "carnival")]
    assert [[node.value for node in nodes] for nodes in found] == [[6], ["told"]]


def test_what_is_outside_is_needed_but_no_part_of_what_is_found() -> None:
    (node,) = find("by 3 may")
    assert (node.first, node.last, node.core) == (0, 3, (1, 3))


def test_parts_keep_their_own_extents_and_meanings() -> None:
    (node,) = find("from 3 to 7 may")
    assert node.value == ("XX-3", "5-7")
    assert node.parts == ((1, 2), (3, 5))
    assert (node.first, node.last) == (0, 5)


def test_parts_pass_through_a_rule_that_only_renames_them() -> None:
    rename = Rule("several dates", "time", "several", lambda several: several)
    grammar = Grammar((*TOY.rules, rename))
    (node,) = select(grammar.parse(look_up("from 3 to 7 may".split(), grammar)), frozenset({"time"}))
    assert node.parts == ((1, 2), (3, 5))


def test_a_production_that_gives_none_refuses_the_words() -> None:
    assert values("32 may") == ["5"]
    assert values("31 may") == ["5-31"]


def test_one_rule_builds_on_what_another_has_produced() -> None:
    assert [node.rule for node in find("by friday")[0].children] == [None, "weekday or month"]


def test_the_order_of_the_rules_says_nothing() -> None:
    backwards = Grammar(tuple(reversed(TOY.rules)))
    for text in ("by 3 of may", "from 3 to 7 may", "friday 3 may by june"):
        words = text.split()
        one, other = (select(g.parse(look_up(words)), GOALS) for g in (TOY, backwards))
        assert [(n.value, n.first, n.last) for n in one] == [(n.value, n.first, n.last) for n in other]


# derivations


def test_rules_are_named_from_the_innermost_outwards() -> None:
    (node,) = find("by 3 of may")
    assert list(node.rules()) == ["date", "deadline"]


def test_a_derivation_shows_each_step_with_its_words() -> None:
    words = "yes by 3 of may".split()
    (node,) = select(TOY.parse(look_up(words)), GOALS)
    assert list(node.lines(words)) == [
        "deadline: by 3 of may",
        "  signal: by",
        "  date: 3 of may",
        "    number: 3",
        "    'of': of",
        "    month: may",
    ]


# mistakes in a rule


@pytest.mark.parametrize(
    "slot", ["month+", "?", "|month", "month|", "(month", "month)", "(+month)", "'of", "()", "a?b", "month??"]
)
def test_a_bad_slot_names_its_rule(slot: str) -> None:
    with pytest.raises(ValueError, match=r"rule 'spoilt'.*is no slot"):
        Grammar((*TOY.rules, Rule("spoilt", "date", f"number {slot}", lambda *_: "x")))


@pytest.mark.parametrize("pattern", ["month", "month number year", "'of' month", "month? 'of'"])
def test_a_production_that_takes_another_number_of_values_names_its_rule(pattern: str) -> None:
    with pytest.raises(ValueError, match="rule 'spoilt'"):
        Grammar((*TOY.rules, Rule("spoilt", "date", pattern, lambda month, number: (month, number))))


@pytest.mark.parametrize("pattern", ["(signal)", "(signal)? month?", "(signal) (opening)?", ""])
def test_a_rule_that_may_have_nothing_inside_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="rule 'spoilt'"):
        Grammar((*TOY.rules, Rule("spoilt", "date", pattern, lambda *_: "x")))


# what is selected


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3 of may", ["3 of may"]),  # one thing, not a number and a month
        ("by 3 may", ["3 may"]),  # the word that is needed is explained as well
        ("friday june", ["friday", "june"]),
        ("from 3 to 7 may", ["3 to 7 may"]),  # the range, though each day alone would be something, too
        ("3 to 7 may", ["3", "7 may"]),  # no range without its opening
        ("by by friday", ["friday"]),
        ("friday of june", ["friday", "june"]),
    ],
)
def test_what_explains_most_with_the_fewest_things_is_selected(text: str, wanted: list[str]) -> None:
    assert cores(text) == wanted


def test_only_the_kinds_that_are_asked_for_are_selected() -> None:
    assert values("by 3 may", {"date"}) == ["5-3"]
    assert values("by 3 may", {"month"}) == [5]
    assert values("by 3 may", set()) == []


def test_a_longer_thing_that_is_asked_for_hides_what_is_inside_it() -> None:
    grammar = Grammar((*TOY.rules, Rule("name", "no-time", "weekday number month", lambda *_: True)))
    chart = grammar.parse(look_up("friday 3 may".split()))
    assert [node.kind for node in select(chart, GOALS | {"no-time"})] == ["no-time"]
    assert [node.kind for node in select(chart, GOALS)] == ["time", "time"]


def test_phrases_of_several_words_are_words_of_the_lexicon_as_well() -> None:
    lexicon = look_up("by new year 3 may".split())
    lexicon[1].append(Node("weekday", "NY", 1, 3, (1, 3)))
    assert [(n.value, n.core) for n in select(TOY.parse(lexicon), GOALS)] == [("until NY", (1, 3)), ("5-3", (3, 5))]


# what holds of any words and any rules

TEXTS = st.lists(st.sampled_from((*WORDS, "of", "to", "sea")), max_size=12)
KINDS = st.sampled_from("abcde")
SLOTS = st.builds(
    lambda form, kinds, end: form.format("|".join(kinds)) + end,
    st.sampled_from(("{}", "+{}", "({})")),
    st.lists(KINDS, min_size=1, max_size=2),
    st.sampled_from(("", "", "?")),
)
RULES = st.builds(
    lambda name, kind, slots, kernel: Rule(name, kind, " ".join((*slots, kernel)), lambda *values: "x"),
    st.sampled_from(("one", "two", "three")),
    KINDS,
    st.lists(SLOTS, max_size=2),
    KINDS,
)


def check_node(node: Node, first: int, last: int) -> None:
    """Whether the node and all below it lie in words `[first, last)`, its children side by side."""
    assert first <= node.first <= node.core[0] < node.core[1] <= node.last <= last
    if node.children:
        assert (node.children[0].first, node.children[-1].last) == (node.first, node.last)
        assert all(one.last == other.first for one, other in pairwise(node.children))
    for child in node.children:
        check_node(child, node.first, node.last)
    assert all(node.first <= a < b <= node.last for a, b in node.parts)
    assert all(one[1] <= other[0] for one, other in pairwise(node.parts))


@given(TEXTS)
def test_any_words_are_parsed_and_nothing_reaches_outside(words: list[str]) -> None:
    chart = TOY.parse(look_up(words))
    for start, nodes in enumerate(chart):
        for node in nodes:
            assert node.first == start
            check_node(node, 0, len(words))
            assert list(node.lines(words))
    selected = select(chart, GOALS)
    assert all(node.kind in GOALS for node in selected)
    assert all(one.last <= other.first for one, other in pairwise(selected))


@given(st.lists(RULES, min_size=1, max_size=4), st.lists(st.frozensets(KINDS), max_size=6))
def test_any_rules_parse_any_words(rules: list[Rule], kinds: list[frozenset[str]]) -> None:
    lexicon = [[Node(kind, "x", i, i + 1, (i, i + 1)) for kind in sorted(here)] for i, here in enumerate(kinds)]
    chart = Grammar(tuple(rules)).parse(lexicon)
    for nodes in chart:
        for node in nodes:
            check_node(node, 0, len(kinds))
    selected = select(chart, frozenset("abcde"))
    assert all(one.last <= other.first for one, other in pairwise(selected))


@given(TEXTS)
def test_every_word_that_means_a_time_alone_is_explained(words: list[str]) -> None:
    covered = {index for node in select(TOY.parse(look_up(words)), GOALS) for index in range(node.first, node.last)}
    assert {index for index, word in enumerate(words) if word in ("friday", "may", "june")} <= covered
