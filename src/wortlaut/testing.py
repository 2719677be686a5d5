"""Runs the examples that stand beside a language pack's rules: own sentences, and what the reader must make of them.

A file `examples.txt` in a stage's folder holds blocks, each of which is one test::

    === Subjunctive carries speech on
    anchor 2024-03-05
    rules carried speech
    Die Ministerin wies das zurück. Sie habe gestern davon erfahren.
    ---
    statement  type Reported  speaker "Die Ministerin"
    statement  type IndirectFreeIndirect  quote "Sie habe gestern davon erfahren."

Above the line, before the text, may stand `anchor EDTF` (the day of publication), `rules NAME, …` (these rules must
fire), `classes NAME, …` (a cue of each class must be found) and `not NAME, …` (none of these rules and classes may
show). Below it stands one line per `statement`, `clause`, `token` or `sentence`, its keys set apart by two or more
spaces; a sentence is told by its words alone::

    sentence "Die Ministerin wies das zurück."
    token  text wies  tag VVFIN  lemma weisen  mood indicative

What is named in a block is listed completely and in order, unless the line `also others` stands there too; of tokens
only those that matter are listed. `no statement` means none at all. A value is a bare word or quoted words of the text; `…` inside them is a gap between two spans, `null` is nothing,
and `"er"@2` asks for the second place where these words stand. Lines that begin with `#` are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from itertools import groupby
from pathlib import Path

from wortlaut.errors import InputError, LanguagePackError
from wortlaut.extract.attribution import RULES
from wortlaut.lang import language as languages
from wortlaut.model import Clause, Record, Span, Spans, Statement, Token
from wortlaut.pipeline import Reading, analyse

GAP = " … "
OTHERS = "also others"
HEADERS = ("anchor", "rules", "classes", "not")
STATEMENT_KEYS = (
    "type",
    "medium",
    "quote",
    "speaker",
    "cue",
    "addressee",
    "frame",
    "cue_class",
    "said",
    "speaker_actor",
    "addressee_actor",
    "chain",
    "nested_in",
)
CLAUSE_KEYS = ("kind", "words", "lemma", "mood", "voice", "verbs", "subject", "parent")
KEYS: Mapping[str, tuple[str, ...]] = {
    "statement": STATEMENT_KEYS,
    "clause": CLAUSE_KEYS,
    "token": ("text", "tag", "lemma", "mood", "number"),
    "sentence": ("words",),
}
SHOWN: Mapping[str, tuple[str, ...]] = {
    "statement": ("type", "quote", "speaker", "cue"),
    "clause": ("kind", "words"),
    "token": ("text", "tag", "lemma"),
    "sentence": ("words",),
}
PARTLY_LISTED = frozenset({"token"})
ONLY_KEY: Mapping[str, str] = {"sentence": "words"}

_ONLY_VALUE = re.compile(rf"({'|'.join(ONLY_KEY)}) +(\S.*)")
_PAIR = re.compile(r'(\w+) (?:"((?:[^"\\]|\\.)*)"(?:@(\d+))?|([^\s"]\S*))(?:  +|$)')
_HEADER = re.compile(rf"({'|'.join(HEADERS)}) +(\S.*)")
_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Value:
    """What a key holds: words, or None; `place` counts from 1 where the words stand several times in the text."""

    words: str | None
    place: int | None = None

    def admits(self, other: Value) -> bool:
        """Whether what was found is what is asked for; without a place, any place will do."""
        return self.words == other.words and self.place in (None, other.place or 1)

    def __str__(self) -> str:
        if self.words is None:
            return "null"
        if re.fullmatch(r"[^\s\"\\…]+", self.words) and self.place is None and self.words != "null":
            return self.words
        escaped = self.words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"' + (f"@{self.place}" if self.place else "")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a lower half: a kind of thing, and what its keys hold."""

    kind: str
    values: Mapping[str, Value]

    def admits(self, other: Fact) -> bool:
        """Whether what was found fits every key that is asked for."""
        return self.kind == other.kind and all(value.admits(other.values[key]) for key, value in self.values.items())

    def show(self, keys: Iterable[str]) -> str:
        """The line that says so."""
        if self.kind in ONLY_KEY:
            return f"{self.kind} {self.values[ONLY_KEY[self.kind]]}"
        return "  ".join([self.kind, *(f"{key} {self.values[key]}" for key in keys if key in self.values)])


@dataclass(frozen=True, slots=True)
class Example:
    """One block: a text, and what the reader must make of it. `lines` are the numbers of its expectations."""

    title: str
    path: Path
    line: int
    language: str
    text: str
    anchor: str | None = None
    rules: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    expected: tuple[Fact, ...] = ()
    kinds: frozenset[str] = frozenset()
    others: bool = False
    lines: tuple[int, ...] = ()

    @property
    def stage(self) -> str:
        """The station of the pack that it belongs to."""
        return self.path.parent.name

    def keys(self, kind: str) -> tuple[str, ...]:
        """The keys that the block speaks of, in the order of the format; the usual ones where it names none."""
        named = {key for fact in self.expected if fact.kind == kind for key in fact.values}
        return tuple(key for key in KEYS[kind] if key in named) or SHOWN[kind]


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

    `unused` are rules and cue classes that show in no example, `unopposed` those that no `not` line excludes;
    both stay empty where only one stage was run. `updated` are the blocks that were rewritten.
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


def parse_examples(source: str, path: Path, language: str) -> tuple[Example, ...]:
    """The blocks of one file; `path` is what errors name."""
    lines = source.split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("=== ")]
    examples: list[Example] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        example = _parse_block(lines, start, end, path, language)
        if example.title in {other.title for other in examples}:
            raise LanguagePackError(f"{path}:{example.line}: a second example named {example.title!r}")
        examples.append(example)
    return tuple(examples)


def describe(record: Record) -> list[str]:
    """The statements of a record as an example would list them, with every key that holds something."""
    return [_show_filled(fact) for fact in describe_statements(record)]


def describe_statements(record: Record) -> list[Fact]:
    """The statements of a record as facts."""
    names = {actor.id: actor.name for actor in record.actors}
    parents = {statement.id: statement for statement in record.statements}
    return [_describe_statement(s, record.document.text, names, parents) for s in record.statements]


def describe_clauses(clauses: Sequence[Clause], tokens: Sequence[Token], text: str) -> list[Fact]:
    """The clauses of a text as facts."""

    def locate(pieces: Iterable[tuple[int, int]]) -> Spans:
        return tuple(Span(tokens[first].start, tokens[last - 1].end) for first, last in pieces)

    facts = []
    for clause in clauses:
        subject, parent = clause.subject, clause.parent
        values = {
            "kind": Value(clause.kind.value),
            "words": _quote(locate(clause.pieces), text),
            "lemma": Value(clause.lemma),
            "mood": Value(clause.mood.value if clause.mood else None),
            "voice": Value(clause.voice.value),
            "verbs": _quote(locate((verb, verb + 1) for verb in clause.verbs), text),
            "subject": _quote(locate([(subject.first, subject.last)] if subject else []), text),
            "parent": _quote(locate(clauses[parent].pieces if parent is not None else []), text),
        }
        facts.append(Fact("clause", values))
    return facts


def describe_tokens(tokens: Iterable[Token], text: str) -> list[Fact]:
    """The tokens of a text as facts."""
    return [
        Fact(
            "token",
            {
                "text": _quote((token.span,), text),
                "tag": Value(token.tag),
                "lemma": Value(token.lemma),
                "mood": Value(token.mood.value if token.mood else None),
                "number": Value(token.number),
            },
        )
        for token in tokens
    ]


def describe_sentences(tokens: Iterable[Token], text: str) -> list[Fact]:
    """The sentences of a text as facts; what belongs to none, such as a dateline, is left out."""
    facts = []
    for number, group in groupby(tokens, key=lambda token: token.sentence):
        if number >= 0:
            own = list(group)
            facts.append(Fact("sentence", {"words": _quote((Span(own[0].start, own[-1].end),), text)}))
    return facts


def run_example(example: Example) -> Failure | None:
    """Read one example; None where everything holds."""
    return check_reading(example, _read(example))


def check_reading(example: Example, reading: Reading) -> Failure | None:
    """Compare an example with what the reader made of its text; None where everything holds."""
    found = _describe_kinds(example, reading)
    problems = find_header_problems(example, reading.record)
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


def find_header_problems(example: Example, record: Record) -> list[str]:
    """Which lines of the header do not hold."""
    fired, classes = _names_shown(record)
    problems = [f"the rule {name} does not fire" for name in example.rules if name not in fired]
    problems += [f"no cue is of the class {name}" for name in example.classes if name not in classes]
    return problems + [f"{name} shows, but must not" for name in example.excluded if name in fired | classes]


def run_examples(language: str, *, update: bool = False, stage: str | None = None) -> Report:
    """Read every example of a pack, or of one stage; `update` rewrites the lower half of those that fail."""
    examples = load_examples(language, stage=stage)
    failures, shown = [], set[str]()
    for example in examples:
        reading = _read(example)
        shown |= set[str]().union(*_names_shown(reading.record))
        if failure := check_reading(example, reading):
            failures.append(failure)
    if update and (updated := rewrite_failures(failures)):
        return replace(run_examples(language, stage=stage), updated=updated)
    known = {rule.name for rule in RULES} | set(languages.load(language).attribution.classes)
    _check_names(examples, known | shown)
    if stage is not None:
        return Report(len(examples) - len(failures), tuple(failures))
    excluded = {name for example in examples for name in example.excluded}
    unused, unopposed = tuple(sorted(known - shown)), tuple(sorted(known - excluded))
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


def _describe_kinds(example: Example, reading: Reading) -> list[Fact]:
    """All that the reader found of the kinds that the example speaks of; of tokens those with the same text."""
    found: list[Fact] = []
    if "statement" in example.kinds:
        found += describe_statements(reading.record)
    if "clause" in example.kinds:
        found += describe_clauses(reading.clauses, reading.tokens, example.text)
    if "token" in example.kinds:
        named = [fact.values["text"] for fact in example.expected if fact.kind == "token"]
        tokens = describe_tokens(reading.tokens, example.text)
        found += [token for token in tokens if any(text.admits(token.values["text"]) for text in named)]
    if "sentence" in example.kinds:
        found += describe_sentences(reading.tokens, example.text)
    return found


def _read(example: Example) -> Reading:
    return analyse(example.text, published=example.anchor, language=example.language)


def _parse_block(lines: Sequence[str], start: int, end: int, path: Path, language: str) -> Example:
    try:
        rule = lines.index("---", start, end)
    except ValueError:
        raise LanguagePackError(f"{path}:{start + 1}: the example has no line '---'") from None
    header: dict[str, list[str]] = {}
    at = start + 1
    while at < rule and (match := _HEADER.fullmatch(lines[at])):
        header.setdefault(match[1], []).extend(name.strip() for name in match[2].split(","))
        at += 1
    numbers = [n for n in range(rule + 1, end) if lines[n].strip() and not lines[n].startswith("#")]
    facts: list[Fact] = []
    kinds: set[str] = set()
    for number in numbers:
        if lines[number].strip() == OTHERS:
            continue
        kind, fact = _parse_expectation(lines[number], f"{path}:{number + 1}")
        kinds.add(kind)
        facts += [fact] if fact else []
    if not kinds:
        raise LanguagePackError(f"{path}:{rule + 1}: the example expects nothing")
    return Example(
        title=lines[start].removeprefix("=== ").strip(),
        path=path,
        line=start + 1,
        language=language,
        text="\n".join(lines[at:rule]).strip("\n"),
        anchor=header.get("anchor", [None])[0],
        rules=tuple(header.get("rules", ())),
        classes=tuple(header.get("classes", ())),
        excluded=tuple(header.get("not", ())),
        expected=tuple(sorted(facts, key=lambda fact: list(KEYS).index(fact.kind))),
        kinds=frozenset(kinds),
        others=any(lines[number].strip() == OTHERS for number in numbers),
        lines=tuple(number + 1 for number in numbers),
    )


def _parse_expectation(line: str, place: str) -> tuple[str, Fact | None]:
    """The kind of thing that the line speaks of, and what it says; no fact where there must be none."""
    kind, _, rest = line.strip().partition("  ")
    if kind.startswith("no ") and kind[3:] in KEYS.keys() - PARTLY_LISTED and not rest:
        return kind[3:], None
    if match := _ONLY_VALUE.fullmatch(line.strip()):
        kind, rest = match[1], f"{ONLY_KEY[match[1]]} {match[2]}"
    if kind not in KEYS:
        raise LanguagePackError(f"{place}: expected one of {', '.join(KEYS)}, no …, also others, not {line!r}")
    values: dict[str, Value] = {}
    rest, at = rest.strip(), 0
    while at < len(rest):
        match = _PAIR.match(rest, at)
        if not match:
            raise LanguagePackError(f"{place}: no key and value set apart by two spaces: {rest[at:]!r}")
        key, quoted, number, bare = match.groups()
        if key not in KEYS[kind] or key in values:
            raise LanguagePackError(f"{place}: {key!r} is no key of a {kind}, or stands twice")
        words = bare if quoted is None else _ESCAPE.sub(lambda m: "\n" if m[1] == "n" else m[1], quoted)
        values[key] = Value(None if bare == "null" else words, int(number) if number else None)
        at = match.end()
    if kind == "token" and "text" not in values:
        raise LanguagePackError(f"{place}: a token needs its text")
    return kind, Fact(kind, values)


def _describe_statement(
    statement: Statement, text: str, names: Mapping[str, str], parents: Mapping[str, Statement]
) -> Fact:
    parent = parents.get(statement.nested_in or "")
    hops = " > ".join(hop.span.of(text) for hop in statement.chain)
    values = {
        "type": Value(statement.type.value),
        "medium": Value(statement.medium.value),
        "quote": _quote(statement.quote, text),
        "speaker": _quote(statement.speaker, text),
        "cue": _quote(statement.cue, text),
        "addressee": _quote(statement.addressee, text),
        "frame": _quote(statement.frame, text),
        "cue_class": Value(statement.cue_class),
        "said": Value(statement.said),
        "speaker_actor": Value(names.get(statement.speaker_actor or "")),
        "addressee_actor": Value(names.get(statement.addressee_actor or "")),
        "chain": Value(hops or None),
        "nested_in": _quote(parent.quote if parent else (), text),
    }
    return Fact("statement", values)


def _quote(spans: Spans, text: str) -> Value:
    """The words of some spans; a single span that is not the first place of its words says which it is."""
    if not spans:
        return Value(None)
    words = GAP.join(span.of(text) for span in spans)
    if len(spans) > 1:
        return Value(words)
    places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    place = places.index(spans[0].start) + 1 if spans[0].start in places else 1
    return Value(words, place if place > 1 else None)


def _show_facts(example: Example, facts: Sequence[Fact]) -> tuple[str, ...]:
    shown = [fact.show(example.keys(fact.kind)) for fact in facts]
    kinds = {fact.kind for fact in facts}
    return (*shown, *(f"no {kind}" for kind in KEYS if kind in example.kinds - kinds))


def _show_filled(fact: Fact) -> str:
    return fact.show(key for key, value in fact.values.items() if value.words is not None)


def _names_shown(record: Record) -> tuple[set[str], set[str]]:
    """The rules that fired, and the classes of the cues."""
    fired = {name for statement in record.statements for name in statement.rules}
    return fired, {statement.cue_class for statement in record.statements if statement.cue_class}


def _check_names(examples: Iterable[Example], known: set[str]) -> None:
    """A misspelt name in a `not` line would hold for ever: say so instead."""
    for example in examples:
        for name in example.excluded:
            if name not in known:
                raise LanguagePackError(f"{example.path}:{example.line}: there is no rule or class {name!r}")


def _list_lines(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"  {title}:", *(f"    {line}" for line in lines)])
