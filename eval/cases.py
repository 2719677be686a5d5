"""Error cases of the Wikinews set, to be read by people: what is annotated against what was read, in its sentence.

    12:3  speaker cue
       Das Amt schwieg. … Die Lage, sagte sie, {[sei ernst]}.
       gold  Indirect  speaker "sie"  cue "sagte"
       read  Indirect  speaker≠"Das Amt" (-1)  cue≠–  ← frame-behind

The heading names the document, the sentence and the kinds of the error. In the text ``[…]`` is the annotated quote and
``{…}`` the read one; all sentences that hold a part are shown. ``≠`` marks the parts that differ, ``(-1)`` a part that
stands so many sentences before the quote, and the arrow the rules behind the reading. ``also`` shows what else touches
a missed or spurious quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eval.corpus import PARTS, ROLES, Attribution, GoldDocument, Tokens
from eval.pairing import Pair

KINDS = ("missed", "spurious", "type", "span", *ROLES)


@dataclass(frozen=True, slots=True)
class Case:
    """One pair that is not right, with everything that is wrong about it; `also` are other quotations that touch it."""

    document: GoldDocument
    pair: Pair
    kinds: tuple[str, ...]
    also: tuple[Attribution, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two cases the same: kinds, document, and what is wrong, whatever rules read it."""
        sides = [(side.type, *(side.parts[part] for part in PARTS)) if side else None for side in self.pair]
        return (self.document.name, self.kinds, *sides)

    @property
    def types(self) -> set[str]:
        """The annotated and the read type."""
        return {side.type for side in self.pair if side}

    @property
    def first(self) -> int:
        """The first token of either quote."""
        return min(min(side.quote) for side in self.pair if side)


def find_cases(document: GoldDocument, pairs: Sequence[Pair]) -> list[Case]:
    """Every error of a document in the order of its text."""
    gold = [pair.gold for pair in pairs if pair.gold]
    read = [pair.read for pair in pairs if pair.read]
    cases = []
    for pair in pairs:
        if pair.meets and pair.gold and pair.read:
            kinds = tuple(_differences(pair.gold, pair.read))
            cases += [Case(document, pair, kinds)] if kinds else []
            continue
        if pair.gold:
            also = tuple(other for other in read if other.quote & pair.gold.quote)
            cases.append(Case(document, Pair(pair.gold, None), ("missed",), also))
        if pair.read:
            also = tuple(other for other in gold if other.quote & pair.read.quote)
            cases.append(Case(document, Pair(None, pair.read), ("spurious",), also))
    return sorted(cases, key=lambda case: (case.first, case.kinds))


def _differences(gold: Attribution, read: Attribution) -> Iterator[str]:
    if gold.type != read.type:
        yield "type"
    if gold.quote != read.quote:
        yield "span"
    yield from (role for role in ROLES if gold.parts[role] != read.parts[role])


def select(cases: Iterable[Case], *, kind: str | None = None, type: str | None = None) -> list[Case]:
    """The cases of one kind of error and of one type, annotated or read."""
    return [c for c in cases if (kind is None or kind in c.kinds) and (type is None or type in c.types)]


def show(case: Case) -> str:
    """One case as a few lines of text."""
    document, (gold, read) = case.document, case.pair
    lines = [f"{document.name}:{document.sentences[case.first]}  {' '.join(case.kinds)}", f"   {_context(case)}"]
    if gold:
        lines.append(f"   gold  {gold.type}{_show_roles(document, gold, None)}")
    if read:
        kind = f"≠{read.type}" if "type" in case.kinds else read.type
        lines.append(f"   read  {kind}{_show_roles(document, read, gold)}{_show_rules(read)}")
    if gold and read and "span" in case.kinds:
        missing, surplus = gold.quote - read.quote, read.quote - gold.quote
        lines.append(
            f"   span  {len(missing)} tokens missing {_words(document, missing)}"
            f"  {len(surplus)} too many {_words(document, surplus)}"
        )
    lines += [f"   also  {a.type} {_words(document, a.quote)}{_show_rules(a)}" for a in case.also]
    return "\n".join(lines)


def _show_roles(document: GoldDocument, attribution: Attribution, other: Attribution | None) -> str:
    """The roles in words; those that are empty on both sides are left out."""
    shown = ""
    home = {document.sentences[token] for token in attribution.quote}
    for role in ROLES:
        tokens = attribution.parts[role]
        differs = other is not None and tokens != other.parts[role]
        if tokens or differs:
            shown += f"  {role}{'≠' if differs else ' '}{_words(document, tokens)}{_distance(document, tokens, home)}"
    return shown


def _distance(document: GoldDocument, tokens: Tokens, home: set[int]) -> str:
    """How many sentences a part stands before or behind the quote; nothing within it."""
    sentences = {document.sentences[token] for token in tokens}
    if not sentences or sentences & home:
        return ""
    steps = max(sentences) - min(home) if max(sentences) < min(home) else min(sentences) - max(home)
    return f" ({steps:+d})"


def _show_rules(attribution: Attribution) -> str:
    return f"  ← {' '.join(attribution.rules)}" if attribution.rules else ""


def _words(document: GoldDocument, tokens: Tokens) -> str:
    """The words of a set of tokens in quotation marks, with … where it leaves some out."""
    if not tokens:
        return "–"
    return f'"{_on_one_line(" … ".join(document.text[a:b] for a, b in _stretches(document, sorted(tokens))))}"'


def _stretches(document: GoldDocument, tokens: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Character spans of the runs in a sorted list of token numbers."""
    breaks = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(tokens)) if b > a + 1), len(tokens)]
    for first, last in pairwise(breaks):
        yield document.tokens[tokens[first]].start, document.tokens[tokens[last - 1]].end


def _context(case: Case) -> str:
    """All sentences that hold a part of the pair, on one line, with both quotes marked."""
    document, (gold, read) = case.document, case.pair
    touched = {document.sentences[t] for side in case.pair if side for part in PARTS for t in side.parts[part]}
    shown = [number for number, sentence in enumerate(document.sentences) if sentence in touched]
    marks = _mark(document, read, "{", "}") + _mark(document, gold, "[", "]")
    lines = [_insert(document.text, start, end, marks) for start, end in _stretches(document, shown)]
    return _on_one_line(" … ".join(lines))


def _mark(document: GoldDocument, side: Attribution | None, opening: str, closing: str) -> list[tuple[int, str]]:
    if side is None:
        return []
    return [
        mark for start, end in _stretches(document, sorted(side.quote)) for mark in ((start, opening), (end, closing))
    ]


def _insert(text: str, start: int, end: int, marks: Iterable[tuple[int, str]]) -> str:
    """The stretch of the text with the marks put in, the annotated quote inside the read one."""
    shown, at = "", start
    for position, mark in sorted(marks, key=lambda m: (m[0], "]}{[".index(m[1]))):
        if start <= position <= end:
            shown += text[at:position] + mark
            at = position
    return shown + text[at:end]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
