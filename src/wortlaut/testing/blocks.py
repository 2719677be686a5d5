"""The blocks of an example file: a title, a header, a text, and the facts that the reader must find in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wortlaut.errors import LanguagePackError
from wortlaut.testing.facts import KEYS, ONLY_KEY, PARTLY_LISTED, SHOWN, Fact, Value

OTHERS = "also others"
HEADERS = ("anchor", "rules", "classes", "not")

_ONLY_VALUE = re.compile(rf"({'|'.join(ONLY_KEY)}) +(\S.*)")
_PAIR = re.compile(r'(\w+) (?:"((?:[^"\\]|\\.)*)"(?:@(\d+))?|([^\s"]\S*))(?:  +|$)')
_HEADER = re.compile(rf"({'|'.join(HEADERS)}) +(\S.*)")
_ESCAPE = re.compile(r"\\(.)")


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
