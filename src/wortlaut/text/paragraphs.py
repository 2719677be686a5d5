"""Find the paragraphs of a text, and the lines of a page that stand for themselves.

A paragraph ends at a blank line. A single line break ends one only where it was set on purpose: behind a headline or
an item of a list (the line is short and without final punctuation), before a bullet, and behind a full stop in a text
whose lines are too long to have been wrapped. On top of a text, in front of its first sentence, all lines are headlines
and bylines, unless lines of this text go on in the next one.

Some lines are no part of the report: addresses, credits ("© dpa", "dpa/ab"), labels ("Stand: 12.03.2024") and bylines
("Von Tom Hale"). Each is a paragraph of its own, whatever its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from wortlaut.errors import LanguagePackError
from wortlaut.model import Span
from wortlaut.text.lexicon import column, read_table

LABEL, AUTHOR = "label", "author"
"""What opens a line of a page: a label stands before a colon or a number, an author's before nothing but names."""

_BULLET = re.compile(r"\s*(?:[-–—•*·▪►◦‣■●]\s|\d{1,2}[.)]\s|[a-z]\)\s)")
_FINISHED = re.compile(r"[.!?…:;,][\"”“«»’'‘)\]]*\s*\Z")
_NARROWEST, _HEADLINE, _WIDEST = 40, 100, 160
_BREAKS_PARAGRAPH = "\x0c\u2029"

_ADDRESS = re.compile(r"(?:[\w-]{1,20}(?: [\w-]{1,20}){0,3}:\s{0,3})?(?:https?://\S+|www\.\S+|[^\s@]+@[^\s@]+\.\w+)")
_COPYRIGHT = "©"
_CREDIT_MARKS = re.compile(r"[\s/(),;:|]+")
_LONGEST_CREDIT, _LONGEST_INITIALS = 60, 4
_INITIALS_OR_NUMBER = re.compile(rf"[^\W\d_]{{1,{_LONGEST_INITIALS}}}|[\d-]+")


@dataclass(frozen=True, slots=True)
class LineTables:
    """What opens the lines of a page, the agencies that credits name, and the words between the names of a byline."""

    openers: tuple[tuple[str, str], ...]
    agencies: frozenset[str]
    function_words: frozenset[str]

    @classmethod
    def read(cls, folder: Traversable) -> LineTables:
        """Read `page_lines`, `agencies` and `function_words` of a pack."""
        rows = read_table(folder, "page_lines.tsv", ("opener", "kind", "origin"))
        for row in rows:
            if row["kind"] not in {LABEL, AUTHOR}:
                raise LanguagePackError(f"{row.where}: kind is {row['kind']!r}; wanted {LABEL} or {AUTHOR}")
        return cls(
            tuple((row["opener"], row["kind"]) for row in rows),
            column(read_table(folder, "agencies.tsv", ("name", "origin")), "name"),
            column(read_table(folder, "function_words.tsv", ("word", "origin")), "word"),
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, without the white space around it."""

    span: Span
    words: str
    bullet: bool

    @property
    def finished(self) -> bool:
        return bool(_FINISHED.search(self.words[-8:]))

    @property
    def goes_on(self) -> bool:
        """Whether it begins like the middle of a sentence."""
        return self.words[0].islower()


def find_paragraphs(text: str, tables: LineTables) -> list[Span]:
    """The paragraphs of the text, from their first to their last visible code point."""
    blocks = list(_find_blocks(text))
    on_top = not _is_wrapped(blocks, tables)
    width = _measure(blocks)
    paragraphs: list[Span] = []
    for block in blocks:
        headlines = on_top and not block[-1].finished
        paragraphs.extend(_cut_block(block, width if on_top else 0, headlines, tables))
        on_top = headlines
    return paragraphs


def is_credit(words: str, agencies: frozenset[str]) -> bool:
    """Whether the words name nothing but agencies and initials: "© dpa", "(dpa)", "dpa/ab"."""
    if len(words) > _LONGEST_CREDIT:
        return False
    parts = [part for part in _CREDIT_MARKS.split(words.replace(_COPYRIGHT, " ")) if part]
    named = any(part in agencies for part in parts[:2])
    return named and all(part in agencies or _INITIALS_OR_NUMBER.fullmatch(part) for part in parts)


def _find_blocks(text: str) -> Iterator[list[_Line]]:
    """The lines between two blank ones."""
    block: list[_Line] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = offset + len(line) - len(line.lstrip())
            block.append(_Line(Span(start, start + len(words)), words, bool(_BULLET.match(line))))
        if block and (not words or line[-1] in _BREAKS_PARAGRAPH):
            yield block
            block = []
        offset += len(line)
    if block:
        yield block


def _measure(blocks: Sequence[Sequence[_Line]]) -> int:
    """How wide the lines are in a text that was not wrapped: most of it stands in very long ones; 0 in any other."""
    lengths = [len(line.words) for block in blocks for line in block]
    long = [length for length in lengths if length > _WIDEST]
    return max(long) if 2 * sum(long) > sum(lengths) else 0


def _is_wrapped(blocks: Iterable[Sequence[_Line]], tables: LineTables) -> bool:
    """Whether a line anywhere goes on in the next one."""
    following = (line for block in blocks for line in block[1:])
    return any(line.goes_on and not _is_address_or_credit(line.words, tables) for line in following)


def _cut_block(block: Sequence[_Line], width: int, headlines: bool, tables: LineTables) -> Iterator[Span]:
    width = max(_NARROWEST, width, *(len(line.words) for line in block))
    start = block[0].span.start
    alone = _stands_alone(block, 0, tables)
    for number in range(1, len(block)):
        line, following = block[number - 1], block[number]
        next_alone = _stands_alone(block, number, tables)
        if alone or next_alone or headlines or _ends_paragraph(line, following, width):
            yield Span(start, line.span.end)
            start = following.span.start
        alone = next_alone
    yield Span(start, block[-1].span.end)


def _ends_paragraph(line: _Line, following: _Line, width: int) -> bool:
    """Whether a line was ended on purpose: in wrapped text the next word would not have fitted in it."""
    if following.bullet:
        return True
    if following.goes_on:
        return False
    if line.finished:
        return width > _WIDEST and line.words[-1] not in ",;"
    return len(line.words) < _HEADLINE and len(line.words) + 1 + len(following.words.split(maxsplit=1)[0]) <= width


def _stands_alone(block: Sequence[_Line], number: int, tables: LineTables) -> bool:
    """Whether a line is no part of the report; an address or an agency's name may be the end of a wrapped sentence."""
    words = block[number].words
    if (
        number + 1 < len(block)
        and block[number + 1].goes_on
        and not _is_address_or_credit(block[number + 1].words, tables)
    ):
        return False
    if words.startswith(_COPYRIGHT) or _is_page_line(words, tables):
        return True
    before = block[number - 1] if number else None
    if before and not (
        before.finished or _is_page_line(before.words, tables) or _is_address_or_credit(before.words, tables)
    ):
        return False
    return _is_address_or_credit(words, tables)


def _is_address_or_credit(words: str, tables: LineTables) -> bool:
    return bool(_ADDRESS.fullmatch(words)) or is_credit(words, tables.agencies)


def _is_page_line(words: str, tables: LineTables) -> bool:
    """ "Stand: 12.03.2024, 14:30 Uhr", "Von Tom Hale und Kara Bell"."""
    if len(words) > _HEADLINE:
        return False
    for opener, kind in tables.openers:
        if words.startswith(opener):
            rest = words[len(opener) :]
            if kind == LABEL and (
                (rest[:1] == ":" and rest != ":") or (len(words) <= _NARROWEST and rest.lstrip()[:1].isdigit())
            ):
                return True
            if kind == AUTHOR and rest[:1].isspace() and _are_names(rest, tables):
                return True
    return False


def _are_names(words: str, tables: LineTables) -> bool:
    parts = [part for part in _CREDIT_MARKS.split(words) if part]
    capitals = [part for part in parts if part[0].isupper()]
    others = tables.function_words | tables.agencies
    return bool(capitals) and parts[0] in capitals and all(p in capitals or p in others for p in parts)
