"""The runner of a pack's examples: its format, what it compares, what it says and what it rewrites."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortlaut import testing
from wortlaut.errors import InputError, LanguagePackError
from wortlaut.model import (
    Actor,
    Clause,
    ClauseKind,
    Document,
    Hop,
    Issue,
    Medium,
    Mood,
    Phrase,
    Reader,
    Record,
    Span,
    Statement,
    StatementType,
    Timex,
    TimexType,
    Token,
)
from wortlaut.pipeline import analyse

TEXT = "Kara Bell sagte dem Rat zu, dass sie komme. Sie sagte es, obwohl sie zögerte."
PATH = Path("de/attribution/examples.txt")
READER = Reader("0", "de", "0")


def spans(*words: str) -> tuple[Span, ...]:
    found, at = [], 0
    for word in words:
        start = TEXT.index(word, at)
        at = start + len(word)
        found.append(Span(start, at))
    return tuple(found)


BELL = Actor(id="bell", name="Kara Bell", kind="person")
PROMISE = Statement(
    id="promise",
    type=StatementType.INDIRECT,
    medium=Medium.SPEECH,
    quote=spans("dass sie komme"),
    speaker=spans("Kara Bell"),
    cue=spans("sagte", "zu"),
    cue_class="promising",
    addressee=spans("dem Rat"),
    frame=spans("Kara Bell sagte dem Rat zu,"),
    said="2024-03-04",
    speaker_actor="bell",
    addressee_actor=None,
    chain=(Hop(None, spans("dem Rat")[0], ()), Hop("bell", spans("Kara Bell")[0], ())),
    nested_in=None,
    claims=(),
    rules=("matrix clause",),
)
HESITATION = Statement(
    id="hesitation",
    type=StatementType.REPORTED,
    medium=Medium.NONE,
    quote=spans("Sie sagte es, obwohl sie zögerte."),
    speaker=(Span(TEXT.rindex("sie"), TEXT.rindex("sie") + 3),),
    cue=(),
    cue_class=None,
    addressee=(),
    frame=(),
    said=None,
    speaker_actor=None,
    addressee_actor=None,
    chain=(),
    nested_in="promise",
    claims=(),
    rules=("carry-on",),
)
RECORD = Record(Document(TEXT, "de"), READER, actors=(BELL,), statements=(PROMISE, HESITATION))


def block(*lower: str, header: tuple[str, ...] = (), text: str = TEXT) -> testing.Example:
    source = "\n".join(["=== Title", *header, text, "---", *lower, ""])
    (example,) = testing.parse_examples(source, PATH, "de")
    return example


def agrees(*lower: str) -> bool:
    return testing.facts_agree(block(*lower), testing.describe_statements(RECORD))


# the format


def test_header_text_and_expectations_are_told_apart() -> None:
    header = ("anchor 2024-03-05", "rules carry-on, verb-second complement", "classes saying", "not colon")
    example = block("no statement", header=header, text="Erste Zeile.\n\nZweiter Absatz.")
    assert example.anchor == "2024-03-05"
    assert example.rules == ("carry-on", "verb-second complement")
    assert example.classes == ("saying",)
    assert example.excluded == ("colon",)
    assert example.text == "Erste Zeile.\n\nZweiter Absatz."
    assert example.stage == "attribution"
    assert example.line == 1


def test_a_text_may_begin_with_a_capitalised_header_word() -> None:
    assert block("no statement", text="Not macht erfinderisch.").text == "Not macht erfinderisch."


def test_blank_lines_and_remarks_may_stand_between_blocks() -> None:
    source = (
        "# All about nothing\n\n=== A\nEs regnet.\n---\nno statement\n\n"
        "# next\n\n=== B\nEs schneit.\n---\nno statement\n"
    )
    examples = testing.parse_examples(source, PATH, "de")
    assert [(example.title, example.line, example.text) for example in examples] == [
        ("A", 3, "Es regnet."),
        ("B", 10, "Es schneit."),
    ]


@pytest.mark.parametrize(
    ("source", "line", "problem"),
    [
        ("=== A\nEs regnet.\nno statement", 1, "no line '---'"),
        ("=== A\nEs regnet.\n---\n", 3, "expects nothing"),
        ("=== A\nEs regnet.\n---\nstatemant  type Direct", 4, "expected one of"),
        ("=== A\nEs regnet.\n---\nstatement  colour red", 4, "'colour' is no key"),
        ("=== A\nEs regnet.\n---\nstatement  type Direct  type Direct", 4, "stands twice"),
        ('=== A\nEs regnet.\n---\nstatement  speaker "Bell', 4, "no key and value"),
        ("=== A\nEs regnet.\n---\ntoken  tag VVFIN", 4, "a token needs its text"),
        ("=== A\nEs regnet.\n---\nno token", 4, "expected one of"),
        ('=== A\nEs regnet.\n---\nsentence  mood "Es regnet."', 4, "no key and value"),
        ("=== A\nEs regnet.\n---\nstatement  speaker Kara Bell", 4, "no key and value"),
        ("=== A\nx\n---\nno statement\n=== A\ny\n---\nno statement", 5, "a second example named 'A'"),
    ],
)
def test_a_broken_block_is_reported_with_file_and_line(source: str, line: int, problem: str) -> None:
    with pytest.raises(LanguagePackError, match=re.escape(f"{PATH}:{line}: ") + ".*" + problem):
        testing.parse_examples(source, PATH, "de")


@given(st.text(min_size=1).filter(lambda words: not set(words) & {"\r"}), st.sampled_from([None, 2, 11]))
def test_every_value_reads_back_as_it_was_written(words: str, place: int | None) -> None:
    value = testing.Value(words, place)
    (example,) = testing.parse_examples(f"=== A\nx\n---\nstatement  quote {value}  type Direct\n", PATH, "de")
    assert example.expected[0].values["quote"] == value


# what is compared


def test_a_description_lists_every_key_that_holds_something() -> None:
    assert testing.describe(RECORD) == [
        'statement  type Indirect  medium Speech  quote "dass sie komme"  speaker "Kara Bell"  cue "sagte … zu"'
        '  addressee "dem Rat"  frame "Kara Bell sagte dem Rat zu,"  cue_class promising  said 2024-03-04'
        '  speaker_actor "Kara Bell"  chain "dem Rat > Kara Bell"',
        'statement  type Reported  medium none  quote "Sie sagte es, obwohl sie zögerte."  speaker "sie"@2'
        '  nested_in "dass sie komme"',
    ]


def test_a_description_is_an_expectation_that_holds() -> None:
    assert agrees(*testing.describe(RECORD))


def test_keys_that_are_not_named_are_not_compared() -> None:
    assert agrees("statement  type Indirect", 'statement  speaker "sie"')


@pytest.mark.parametrize(
    "wrong",
    [
        "statement  type Direct",
        'statement  quote "dass sie"',
        "statement  cue sagte",
        "statement  speaker null",
        "statement  addressee_actor Rat",
    ],
)
def test_a_wrong_value_is_found(wrong: str) -> None:
    assert not agrees(wrong, "statement  type Reported")


def test_a_place_is_compared_where_it_is_asked_for() -> None:
    assert agrees("statement", 'statement  speaker "sie"@2')
    assert not agrees("statement", 'statement  speaker "sie"@1')


def test_statements_too_few_too_many_or_in_another_order_are_found() -> None:
    assert not agrees("statement  type Indirect")
    assert not agrees("no statement")
    assert not agrees("statement  type Indirect", "statement  type Reported", "statement  type Reported")
    assert not agrees("statement  type Reported", "statement  type Indirect")


def test_others_may_be_allowed() -> None:
    assert agrees("statement  type Reported", "also others")
    assert not agrees("statement  type Direct", "also others")


def test_rules_and_classes_of_the_header_must_show_and_excluded_ones_must_not() -> None:
    header = ("rules carry-on", "classes promising", "not colon")
    assert testing.find_header_problems(block("statement", header=header), RECORD) == []
    header = ("rules colon", "classes denying", "not promising, carry-on")
    assert testing.find_header_problems(block("statement", header=header), RECORD) == [
        "the rule colon does not fire",
        "no cue is of the class denying",
        "promising shows, but must not",
        "carry-on shows, but must not",
    ]


def test_clauses_are_described_by_their_words() -> None:
    text = "Er kam, weil es regnete."
    places = [match.span() for match in re.finditer(r"\w+|[,.]", text)]
    tokens = [Token(i, start, end, text[start:end], "", "", 0) for i, (start, end) in enumerate(places)]
    main = Clause(0, 0, ClauseKind.MAIN, ((0, 2), (6, 7)), finite=1, verbs=(1,), subject=Phrase(0, 1, 0))
    because = Clause(1, 0, ClauseKind.SUBORDINATE, ((3, 6),), parent=0, verbs=(5,), mood=Mood.AMBIGUOUS_2)
    facts = testing.describe_clauses([main, because], tokens, text)
    assert [fact.show(("kind", "words", "mood", "subject", "parent")) for fact in facts] == [
        'clause  kind main  words "Er kam … ."  mood null  subject Er  parent null',
        'clause  kind subordinate  words "weil es regnete"  mood "indicative or subjunctive 2"  subject null'
        '  parent "Er kam … ."',
    ]


APPOINTMENT = (
    "Norland soll die Schleuse bis Ende März öffnen, den Damm bis Ende März oder bald. Am 31. Februar ruht sie."
)
MARCH = Timex(
    id="march",
    span=Span(APPOINTMENT.index("Ende"), APPOINTMENT.index("Ende") + 9),
    type=TimexType.DATE,
    value="2022-03",
    edtf="../2022-03-31",
    mod="END",
    reason=None,
    rules=("end of month",),
)
MARCH_AGAIN = replace(MARCH, span=Span(APPOINTMENT.rindex("Ende"), APPOINTMENT.rindex("Ende") + 9))
SOON = replace(
    MARCH,
    span=Span(APPOINTMENT.index("bald"), APPOINTMENT.index("bald") + 4),
    value="FUTURE_REF",
    edtf=None,
    mod=None,
    reason="a vague word",
    rules=("vague word",),
)
LEAP = Issue(Span(APPOINTMENT.index("31."), APPOINTMENT.index("31.") + 11), "there is no such day")
DATED = Record(Document(APPOINTMENT, "de"), READER, times=(MARCH, MARCH_AGAIN, SOON), issues=(LEAP,))


def test_times_are_described_by_their_words_and_what_they_mean() -> None:
    lines = [fact.show(fact.values) for fact in testing.describe_times(DATED)]
    assert lines == [
        'time  words "Ende März"  type DATE  value 2022-03  edtf ../2022-03-31  mod END  quant null  freq null'
        "  reason null",
        'time  words "Ende März"@2  type DATE  value 2022-03  edtf ../2022-03-31  mod END  quant null  freq null'
        "  reason null",
        "time  words bald  type DATE  value FUTURE_REF  edtf null  mod null  quant null  freq null"
        '  reason "a vague word"',
    ]
    assert testing.facts_agree(block(*lines, text=APPOINTMENT), testing.describe_times(DATED))


@pytest.mark.parametrize(
    "lower",
    [
        ("no time",),
        ("time  value 2022-03", "time  value 2022-03"),
        ("time  value FUTURE_REF", "time  value 2022-03", "time  value 2022-03"),
        ("time  value 2022-03", "time  value 2022-03  mod null", "time  value FUTURE_REF"),
        ("time  edtf 2022-04", "also others"),
    ],
)
def test_times_that_are_missing_wrong_or_in_another_order_are_found(lower: tuple[str, ...]) -> None:
    assert not testing.facts_agree(block(*lower, text=APPOINTMENT), testing.describe_times(DATED))


def test_a_text_may_have_no_time_and_no_issue() -> None:
    assert testing.facts_agree(block("no time", "no issue"), testing.describe_times(RECORD))


def test_issues_are_described_by_their_words_and_the_problem() -> None:
    facts = testing.describe_issues(DATED)
    line = 'issue  words "31. Februar"  problem "there is no such day"'
    assert [fact.show(("words", "problem")) for fact in facts] == [line]
    assert testing.facts_agree(block(line, text=APPOINTMENT), facts)
    assert not testing.facts_agree(block("no issue", text=APPOINTMENT), facts)


def test_rules_of_times_show_in_the_header_as_those_of_statements_do() -> None:
    asked = ("rules end of month, colon", "not vague word")
    assert testing.find_header_problems(block("no statement", header=asked, text=APPOINTMENT), DATED) == [
        "the rule colon does not fire",
        "vague word shows, but must not",
    ]


def test_only_the_kinds_that_a_block_names_are_looked_at() -> None:
    record = replace(DATED, statements=RECORD.statements)
    example = block("time  words bald", "also others", text=APPOINTMENT)
    reading = replace(analyse(APPOINTMENT), record=record)
    assert testing.check_reading(example, reading) is None
    failure = testing.check_reading(block("no time", text=APPOINTMENT), reading)
    assert failure is not None
    assert failure.expected == ("no time",)
    assert failure.found[2] == "time  words bald  type DATE  value FUTURE_REF  edtf null"


def tokens_of(text: str, *sentences: int) -> list[Token]:
    places = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    return [
        Token(i, start, end, text[start:end], text[start:end].lower(), "XY", sentence)
        for i, ((start, end), sentence) in enumerate(zip(places, sentences, strict=True))
    ]


def test_sentences_are_told_by_their_words_alone() -> None:
    text = "Genf - Er ging. Er kam."
    facts = testing.describe_sentences(tokens_of(text, -1, -1, 0, 0, 0, 1, 1, 1), text)
    lines = [fact.show(("words",)) for fact in facts]
    assert lines == ['sentence "Er ging."', 'sentence "Er kam."']
    assert testing.facts_agree(block(*lines, text=text), facts)
    assert not testing.facts_agree(block(lines[0], text=text), facts)
    assert testing.facts_agree(block(lines[1], "also others", text=text), facts)


def test_of_tokens_only_some_need_be_listed() -> None:
    text = "Er kam, er ging."
    facts = testing.describe_tokens(tokens_of(text, *[0] * 6), text)
    assert testing.facts_agree(block("token  text kam  lemma kam  mood null", "token  text ging", text=text), facts)
    assert not testing.facts_agree(block("token  text ging", "token  text kam", text=text), facts)
    assert not testing.facts_agree(block("token  text kam  tag VVFIN", text=text), facts)


# what is said and rewritten


def test_a_failure_shows_title_place_both_halves_and_the_derivation() -> None:
    example = replace(block("no statement"), line=12)
    failure = testing.Failure(example, ("no statement",), ("statement  type Direct",), ("colon shows",), ("by colon",))
    assert str(failure).splitlines() == [
        "Title",
        f"  {PATH}:12",
        "  colon shows",
        "  expected:",
        "    no statement",
        "  found:",
        "    statement  type Direct",
        "  because:",
        "    by colon",
    ]


def test_rewriting_changes_the_lower_half_of_failed_blocks_only() -> None:
    source = (
        "# Head\n\n=== A\nrules carry-on\nEs  regnet.\n---\nno statement\n\n# remark\n\n"
        "=== B\nEs schneit.\n---\n# odd\nstatement  type Direct\nstatement  type Direct\n\n"
        "=== C\nx\n---\nno statement\n"
    )
    first, second, _ = testing.parse_examples(source, PATH, "de")
    failures = [
        testing.Failure(first, ("no statement",), ("statement  type Reported", "statement  type Direct"), ()),
        testing.Failure(second, ("…",), ("no statement",), ()),
    ]
    assert testing.rewrite(source, failures) == (
        "# Head\n\n=== A\nrules carry-on\nEs  regnet.\n---\nstatement  type Reported\nstatement  type Direct\n\n"
        "# remark\n\n"
        "=== B\nEs schneit.\n---\n# odd\nno statement\n\n=== C\nx\n---\nno statement\n"
    )


def test_an_installed_package_is_not_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "examples.txt"
    path.write_text("=== A\nEs regnet.\n---\nstatement\n", encoding="utf-8")
    (example,) = testing.parse_examples(path.read_text(encoding="utf-8"), path, "de")
    with pytest.raises(InputError, match="source checkout"):
        testing.rewrite_failures([testing.Failure(example, ("statement",), ("no statement",), ())])


# with the whole reader


def test_a_wrong_expectation_fails_and_passes_once_it_is_rewritten(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    path = tmp_path / "examples.txt"
    text = "Ministerin Kara Bell sagte, sie sei zufrieden."
    path.write_text(f"=== A\n{text}\n---\nno statement\n", encoding="utf-8")
    (example,) = testing.parse_examples(path.read_text(encoding="utf-8"), path, "de")
    failure = testing.run_example(example)
    assert failure is not None
    assert failure.derivations
    testing.rewrite_failures([failure])
    (rewritten,) = testing.parse_examples(path.read_text(encoding="utf-8"), path, "de")
    assert testing.run_example(rewritten) is None
    assert rewritten.text == text
    assert rewritten.expected[0].values["type"] == testing.Value("Indirect")


def test_a_rewritten_block_lists_the_tokens_that_it_listed_before_and_all_sentences(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    path = tmp_path / "examples.txt"
    text = "Genf – Die Ministerin ging am Freitag. Sie sei müde."
    path.write_text(f"=== A\n{text}\n---\ntoken  text sei  mood indicative\nsentence Genf\n", encoding="utf-8")
    (example,) = testing.parse_examples(path.read_text(encoding="utf-8"), path, "de")
    failure = testing.run_example(example)
    assert failure is not None
    assert failure.expected == ("token  text sei  mood indicative", "sentence Genf")
    testing.rewrite_failures([failure])
    assert path.read_text(encoding="utf-8").splitlines()[3:] == [
        'token  text sei  mood "subjunctive 1"',
        'sentence "Die Ministerin ging am Freitag."',
        'sentence "Sie sei müde."',
    ]
    (rewritten,) = testing.parse_examples(path.read_text(encoding="utf-8"), path, "de")
    assert testing.run_example(rewritten) is None


def test_an_unknown_pack_is_an_error() -> None:
    with pytest.raises(LanguagePackError, match="'xx'"):
        testing.load_examples("xx")
