"""Runs the examples that stand beside a language pack's rules: own sentences, and what the reader must make of them.

A file `examples.txt` in a stage's folder holds blocks, each of which is one test::

    === Subjunctive carries speech on
    anchor 2024-03-05
    rules carried speech
    Die Ministerin wies das zurück. Sie habe gestern davon erfahren.
    ---
    statement  type Reported  speaker "Die Ministerin"
    statement  type IndirectFreeIndirect  quote "Sie habe gestern davon erfahren."
    claim  words "Sie habe gestern davon erfahren."  act assert  when 2024-03-04

Above the line, before the text, may stand `anchor EDTF` (the day of publication), `rules NAME, …` (these rules must
fire), `classes NAME, …` (a cue of each class must be found) and `not NAME, …` (none of these rules and classes may
show). Below it stands one line per `statement`, `claim`, `event`, `time`, `issue`, `clause`, `token` or `sentence`,
its keys set apart by two or more spaces; a sentence is told by its words alone::

    sentence "Die Ministerin wies das zurück."
    token  text wies  tag VVFIN  lemma weisen  mood indicative
    time  words "Ende März"  type DATE  value 2022-03  edtf ../2022-03-31  mod END
    issue  words "31. Februar"  problem "there is no such day"

What is named in a block is listed completely and in order, unless the line `also others` stands there too; of tokens
only those that matter are listed. Kinds that a block does not name are not looked at. `no statement` and `no time` mean
none at all. A value is a bare word or quoted words of the
text; `…` inside them is a gap between two spans, `null` is nothing, and `"er"@2` asks for the second place where these
words stand. Lines that begin with `#` are remarks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from wortlaut.errors import InputError, LanguagePackError
from wortlaut.extract.acts import RULES as RULES_OF_ACTS
from wortlaut.extract.attribution import RULES
from wortlaut.extract.events import name_rules
from wortlaut.extract.timex import parse_times
from wortlaut.lang import language as languages
from wortlaut.model import Record
from wortlaut.pipeline import Reading, analyse
from wortlaut.testing.blocks import OTHERS, Example, parse_examples
from wortlaut.testing.facts import (
    KEYS,
    PARTLY_LISTED,
    Fact,
    Value,
    describe,
    describe_claims,
    describe_clauses,
    describe_events,
    describe_issues,
    describe_reading,
    describe_sentences,
    describe_statements,
    describe_times,
    describe_tokens,
)

TIMES_STAGE = "timex"

__all__ = [
    "Example",
    "Fact",
    "Failure",
    "Report",
    "Value",
    "check_reading",
    "describe",
    "describe_claims",
    "describe_clauses",
    "describe_events",
    "describe_issues",
    "describe_sentences",
    "describe_statements",
    "describe_times",
    "describe_tokens",
    "facts_agree",
    "find_header_problems",
    "load_examples",
    "parse_examples",
    "rewrite",
    "rewrite_failures",
    "run_example",
    "run_examples",
]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold: what was expected and found, both empty where only its header is broken.

    `problems` are the lines of the header that do not hold; `derivations` tell how the reader came to what it found.
    """

    example: Example
    expected: tuple[str, ...]
    found: tuple[str, ...]
    problems: tuple[str, ...]
    derivations: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f"{self.example.path}:{self.example.line}"
        parts = [f"{self.example.title}\n  {place}", *(f"  {problem}" for problem in self.problems)]
        if self.expected:
            parts += [_list_lines("expected", self.expected), _list_lines("found", self.found)]
        if self.derivations:
            parts.append(_list_lines("because", self.derivations))
        return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class Report:
    """How the examples of a pack fared.

    `unused` are rules and cue classes that show in no example, and rules of times that fire in none of the examples of
    times that hold; `unopposed` are rules and cue classes that no `not` line excludes, rules of times and acts aside,
    which need none. Both stay empty where only one stage was run. `updated` are the blocks that were rewritten.
    """

    passed: int
    failures: tuple[Failure, ...]
    unused: tuple[str, ...] = ()
    unopposed: tuple[str, ...] = ()
    updated: tuple[Example, ...] = ()


def load_examples(language: str, *, stage: str | None = None) -> tuple[Example, ...]:
    """All examples of a pack, stage by stage; raises `LanguagePackError` where a block is broken."""
    pack = Path(str(resources.files("wortlaut.lang") / language))
    if not (pack / "language.toml").is_file():
        raise LanguagePackError(f"There is no language pack {language!r}.")
    paths = sorted(pack.glob(f"{stage or '*'}/examples.txt"))
    return tuple(e for path in paths for e in parse_examples(path.read_text(encoding="utf-8"), path, language))


def run_example(example: Example) -> Failure | None:
    """Read one example; None where everything holds."""
    return check_reading(example, _read(example))


def check_reading(example: Example, reading: Reading) -> Failure | None:
    """Compare an example with what the reader made of its text; None where everything holds."""
    found = [fact for fact in describe_reading(reading, example.kinds) if _is_asked_for(fact, example)]
    problems = find_header_problems(example, reading.record, _time_rules_fired(reading))
    agree = facts_agree(example, found)
    if agree and not problems:
        return None
    derivations = [
        line
        for statement in reading.record.statements
        if statement.id in reading.derivations
        for line in reading.derivations[statement.id].lines(example.text)
    ]
    halves = ((), ()) if agree else (_show_facts(example, example.expected), _show_facts(example, found))
    return Failure(example, *halves, tuple(problems), tuple(derivations))


def facts_agree(example: Example, found: Sequence[Fact]) -> bool:
    """Whether what was found fits the lower half: one to one, or as a subsequence where others are allowed."""
    for kind in example.kinds:
        expected = [fact for fact in example.expected if fact.kind == kind]
        rest = [fact for fact in found if fact.kind == kind]
        if not example.others and kind not in PARTLY_LISTED and len(rest) != len(expected):
            return False
        left = iter(rest)
        if not all(any(wanted.admits(fact) for fact in left) for wanted in expected):
            return False
    return True


def _is_asked_for(fact: Fact, example: Example) -> bool:
    """Whether the example lists all facts of this kind, or has one with the same text."""
    if fact.kind not in PARTLY_LISTED:
        return True
    named = (wanted.values["text"] for wanted in example.expected if wanted.kind == fact.kind)
    return any(text.admits(fact.values["text"]) for text in named)


def find_header_problems(example: Example, record: Record, kept_out: Set[str] = frozenset()) -> list[str]:
    """Which lines of the header do not hold; `kept_out` are rules that made nothing of the record, but kept it out."""
    fired, classes = _names_shown(record)
    fired |= kept_out
    problems = [f"the rule {name} does not fire" for name in example.rules if name not in fired]
    problems += [f"no cue is of the class {name}" for name in example.classes if name not in classes]
    return problems + [f"{name} shows, but must not" for name in example.excluded if name in fired | classes]


def run_examples(language: str, *, update: bool = False, stage: str | None = None) -> Report:
    """Read every example of a pack, or of one stage; `update` rewrites the lower half of those that fail."""
    examples = load_examples(language, stage=stage)
    failures, shown, timed = [], set[str](), set[str]()
    for example in examples:
        reading = _read(example)
        shown |= set[str]().union(*_names_shown(reading.record))
        if failure := check_reading(example, reading):
            failures.append(failure)
        elif example.stage == TIMES_STAGE:
            timed |= _time_rules_fired(reading)
    if update and (updated := rewrite_failures(failures)):
        return replace(run_examples(language, stage=stage), updated=updated)
    known = {rule.name for rule in RULES} | set(languages.load(language).attribution.classes)
    of_times = set(_time_rules(language))
    of_acts = set(RULES_OF_ACTS)
    of_events = name_rules(languages.load(language).events)
    _check_names(examples, known | of_times | of_acts | of_events | shown)
    if stage is not None:
        return Report(len(examples) - len(failures), tuple(failures))
    excluded = {name for example in examples for name in example.excluded}
    unused, unopposed = tuple(sorted((known | of_acts) - shown | (of_times - timed))), tuple(sorted(known - excluded))
    return Report(len(examples) - len(failures), tuple(failures), unused, unopposed)


def rewrite_failures(failures: Sequence[Failure]) -> tuple[Example, ...]:
    """Write what was found into the lower half of the failed blocks of a source checkout; nothing else changes."""
    broken = [failure for failure in failures if failure.expected]
    for path in dict.fromkeys(failure.example.path for failure in broken):
        if not any((folder / "pyproject.toml").is_file() for folder in path.resolve().parents):
            raise InputError(f"{path} belongs to an installed package: update the examples in a source checkout.")
        source = path.read_text(encoding="utf-8")
        path.write_text(rewrite(source, [f for f in broken if f.example.path == path]), encoding="utf-8")
    return tuple(failure.example for failure in broken)


def rewrite(source: str, failures: Sequence[Failure]) -> str:
    """The text of an example file with what was found in place of what was expected."""
    lines = source.split("\n")
    for failure in sorted(failures, key=lambda failure: -failure.example.line):
        numbers = failure.example.lines
        for number in reversed(numbers[1:]):
            del lines[number - 1]
        others = [OTHERS] if failure.example.others else []
        lines[numbers[0] - 1 : numbers[0]] = [*failure.found, *others]
    return "\n".join(lines)


def _read(example: Example) -> Reading:
    return analyse(example.text, published=example.anchor, language=example.language)


def _show_facts(example: Example, facts: Sequence[Fact]) -> tuple[str, ...]:
    shown = [fact.show(example.keys(fact.kind)) for fact in facts]
    kinds = {fact.kind for fact in facts}
    return (*shown, *(f"no {kind}" for kind in KEYS if kind in example.kinds - kinds))


def _names_shown(record: Record) -> tuple[set[str], set[str]]:
    """The rules that fired, and the classes of the cues."""
    fired = {name for statement in record.statements for name in statement.rules}
    fired |= {name for statement in record.statements for claim in statement.claims for name in claim.rules}
    fired |= {name for event in record.events for name in event.rules}
    fired |= {name for time in record.times for name in time.rules}
    return fired, {statement.cue_class for statement in record.statements if statement.cue_class}


def _time_rules_fired(reading: Reading) -> set[str]:
    """The rules of times, also of those that keep words from being read as one."""
    tables = languages.load(reading.record.document.language).timex
    return {name for _, node in parse_times(reading.tokens, tables) for name in node.rules()}


def _time_rules(language: str) -> tuple[str, ...]:
    """The names of the pack's rules for times."""
    return tuple(rule.name for rule in languages.load(language).timex.rules)


def _check_names(examples: Iterable[Example], known: set[str]) -> None:
    """A misspelt name in a `not` line would hold for ever: say so instead."""
    for example in examples:
        for name in example.excluded:
            if name not in known:
                raise LanguagePackError(f"{example.path}:{example.line}: there is no rule or class {name!r}")


def _list_lines(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"  {title}:", *(f"    {line}" for line in lines)])
