"""Cut a text into tokens that tile it: every code point but white space belongs to exactly one token.

One compiled pattern walks the text once. It takes the longest thing that looks like a word ("US-Präsident",
"O’Neill", "3:1-Sieg", "15.01.2022"), a mark or a symbol; only where a dot, an ``@`` or an apostrophe follows a
word does a check of its own decide what belongs to it. All of what the pattern took is used up by that check, and
every repetition in it is bounded or possessive, so that time grows with the length of the text, whatever the text.

A dot belongs to the token before it in abbreviations ("Dr.", "z.B."), initials ("George W. Bush") and ordinals
("am 3. Mai"); elsewhere it is a token of its own. Three or more of the same mark in a row ("-----") are one token.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import NamedTuple

from wortlaut.errors import LanguagePackError
from wortlaut.model import Span
from wortlaut.text.lexicon import Row, column, read_table

NEVER, MAYBE, OFTEN, NUMBER = "never", "maybe", "often", "number"
"""How an abbreviation stands to the end of a sentence: never ends one ("Dr. Bell"), may do so before a word that often
opens one ("5 Mio. Die Stadt"), does so before any capital ("usw. Bauern"), or is an abbreviation before a number only
("Art. 5", but "eine neue Art.")."""

_LETTER = r"[^\W\d_]"
_MARKS = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"  # combining
    "\u00ad\u200b-\u200d\u2060\ufeff"  # invisible: soft hyphen, zero-width space and joiners
)
_HYPHEN = "[-\u2010\u2011]"
_EMOJI = "[\u2600-\u274f\u2795-\u27bf\U0001f000-\U0001faff]"
_DOMAIN = r"@\w[\w-]*+(?:\.\w[\w-]*+){1,8}+"

_FOLLOWING = re.compile(r"(?P<gap>[^\S\n\r]{0,3}(?:\r?\n)?[^\S\n\r]{0,3})(?P<word>\w{1,40}|\S)?")
_ORDINAL = re.compile(r"\d{1,4}|\d{1,2}\.\d{1,2}|\d{1,3}(?:\.\d{3}){1,3}|[IVXLCDM]{1,6}")
_DAY_AND_MONTH = re.compile(r"\s?\d{1,2}\.\s?(?:\d{2}|\d{4})?")
_OPENING = frozenset("(„“\"»«›‹‚‘'")
_SINGLE_QUOTE_REACH = 1_000
_SINGLE = re.compile(r"(?<!\w)['’‘](?=\w)|(?P<closing>(?<=\S)['’](?!\w))|[\n\r]")
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class TokenTables:
    """What a language must say for its texts to be cut into tokens."""

    abbreviations: Mapping[str, str]
    pairs: frozenset[tuple[str, str]]
    ordinal_openers: frozenset[str]
    ordinal_followers: frozenset[str]
    starters: frozenset[str]
    word: re.Pattern[str]
    token: re.Pattern[str]

    @classmethod
    def read(cls, folder: Traversable) -> TokenTables:
        """Read `abbreviations`, `ordinals`, `months`, `word_parts` and `function_words` of a pack."""
        abbreviations = read_table(folder, "abbreviations.tsv", ("form", "ends_sentence", "origin"))
        ordinals = read_table(folder, "ordinals.tsv", ("word", "place", "origin"), unique=False)
        parts = read_table(folder, "word_parts.tsv", ("form", "place", "origin"), unique=False)
        for row in abbreviations:
            _check_value(row, "ends_sentence", (NEVER, MAYBE, OFTEN, NUMBER))
        for row in ordinals:
            _check_value(row, "place", ("before", "after"))
        for row in parts:
            _check_value(row, "place", ("elision", "ending", "suffix"))
        months = column(read_table(folder, "months.tsv", ("name", "number", "origin")), "name")
        word = _compile_word(parts)
        return cls(
            abbreviations={row["form"].replace(" ", ""): row["ends_sentence"] for row in abbreviations},
            pairs=frozenset(pair for row in abbreviations for pair in _adjacent_parts(row["form"])),
            ordinal_openers=frozenset(row["word"] for row in ordinals if row["place"] == "before"),
            ordinal_followers=months | {row["word"] for row in ordinals if row["place"] == "after"},
            starters=column(read_table(folder, "function_words.tsv", ("word", "origin")), "word"),
            word=re.compile(word),
            token=_compile_token(word, [row["form"] for row in parts if row["place"] == "elision"]),
        )


class _Following(NamedTuple):
    """What stands behind a dot: the white space and the next word or mark ("" at the end of a paragraph)."""

    gap: str
    word: str


def tokenize(text: str, tables: TokenTables) -> tuple[Span, ...]:
    """The tokens of `text` in order: never empty, never overlapping, none leaving out a visible code point."""
    spans: list[Span] = []
    append = spans.append
    open_single = -_SINGLE_QUOTE_REACH
    for match in tables.token.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "tail":
            middle = match.end("word")
            mark = text[middle]
            if mark == "@":
                append(Span(start, end))
            elif mark == ".":
                _Dots(text, tables, spans).cut(start, end)
            elif start - open_single < _SINGLE_QUOTE_REACH and not _is_apostrophe(text, middle):
                # ‚Das war Lars‘, 'der Kurs': here the mark ends what a single mark before has opened.
                open_single = -_SINGLE_QUOTE_REACH
                append(Span(start, middle))
                append(Span(middle, end))
            else:
                append(Span(start, end))
        else:
            append(Span(start, end))
            if kind == "single":
                opens = end < len(text) and not text[end].isspace() and (start == 0 or not text[start - 1].isalnum())
                open_single = start if opens else -_SINGLE_QUOTE_REACH
    return tuple(spans)


def _is_apostrophe(text: str, mark: int) -> bool:
    """Whether a mark behind a word inside single marks leaves them open: 'Das ist Lars' Auto.'."""
    if text[mark + 1 : mark + 2] != " " or not text[mark + 2 : mark + 3].isupper():
        return False
    following = _SINGLE.search(text, mark + 1, mark + _SINGLE_QUOTE_REACH)
    return following is not None and following.lastgroup == "closing"


class _Dots:
    """Decide for each dot behind a word whether it belongs to the word."""

    def __init__(self, text: str, tables: TokenTables, spans: list[Span]) -> None:
        self.text = text
        self.tables = tables
        self.spans = spans

    def cut(self, start: int, end: int) -> None:
        """Cut ``text[start:end]``, a chain of words between dots that perhaps ends with a dot or in an address."""
        whole = self.text[start:end]
        bare = whole.rstrip(".")
        if "@" in whole or (bare + "." in self.tables.abbreviations and "." in bare):
            self.spans.append(Span(start, end))
        else:
            self._cut_chain(start, end)

    def _cut_chain(self, start: int, end: int) -> None:
        text = self.text
        while start < end:
            stop = self._end_of_letters(start, end)
            if stop == start:
                stop = self._end_of_word(start, end)
                while stop < end and not self._keeps_dot(start, stop) and self._holds_together(stop, end):
                    stop = self._end_of_word(stop + 1, end)
                if stop < end and self._keeps_dot(start, stop):
                    stop += 1
            self.spans.append(Span(start, stop))
            if stop < end and text[stop] == ".":
                self.spans.append(Span(stop, stop + 1))
                stop += 1
            start = stop

    def _end_of_word(self, start: int, end: int) -> int:
        match = self.tables.word.match(self.text, start, end)
        return match.end() if match else start + 1

    def _holds_together(self, dot: int, end: int) -> bool:
        """Whether the dot stands inside a name ("spiegel.de"), not between two sentences ("war.Das")."""
        after = self.text[dot + 1 : dot + 3]
        return dot + 1 < end and not (after[:1].isupper() and after[1:].islower())

    def _end_of_letters(self, start: int, end: int) -> int:
        """Where a run of at least two single letters with dots between them ends ("u.a.", "U.S."); `start` if none."""
        text = self.text
        here, letters = start, 0
        while here < end and text[here].isalpha() and (here + 1 == end or text[here + 1] == "."):
            letters += 1
            here = min(here + 2, end)
        return here if letters > 1 else start

    def _keeps_dot(self, start: int, stop: int) -> bool:
        """Whether the dot at `stop` belongs to the word before it."""
        if stop - start > _LONGEST_WORD:
            return False
        word = self.text[start:stop]
        if (self._previous(), word + ".") in self.tables.pairs:
            return True
        following = self._following(stop + 1)
        use = self.tables.abbreviations.get(word + ".")
        if use is not None and (use != NUMBER or following.word[:1].isdigit()):
            return True
        if len(word) == 1 and word.isalpha():
            return self._is_initial(word, following)
        if _ORDINAL.fullmatch(word):
            return self._is_ordinal(word, start, stop, following)
        return False

    def _following(self, position: int) -> _Following:
        match = _FOLLOWING.match(self.text, position)
        return _Following(match["gap"], match["word"] or "") if match else _Following("", "")

    def _previous(self, back: int = 1) -> str:
        return self.spans[-back].of(self.text) if len(self.spans) >= back else ""

    def _opens_sentence(self, word: str) -> bool:
        return word[:1].isupper() and word.lower() in self.tables.starters

    def _is_initial(self, letter: str, following: _Following) -> bool:
        """ "J. K. Rowling", "Peter B. sagte", "z. B."; not "Plan B. Die Ministerin …"."""
        word = following.word
        if letter.islower():
            return (letter + ".", word + ".") in self.tables.pairs
        return word[:1] in {",", ";"} or (word[:1].isalpha() and not self._opens_sentence(word))

    def _is_ordinal(self, word: str, start: int, stop: int, following: _Following) -> bool:
        """ "am 3. Mai", "der 2. Weltkrieg", "Johannes II. sagte", "1. Erstens"; not "Sie wurde 13. Das …"."""
        after = following.word
        if not after:
            return False
        if after[0] in ",;/–—-" or (after[0].islower() and after[0].isalpha()):
            return True
        if after in self.tables.ordinal_followers:
            return len(word) < 4 or not word.isdigit()
        if after[0].isdigit():
            return bool(_DAY_AND_MONTH.match(self.text, stop + 1)) or self._previous()[-1:] == "."
        if not after[0].isalpha() or self._opens_sentence(after) or len(word) > 3:
            return False
        previous = self._previous()
        in_front = self._starts_line(start) or (previous[:1] in _OPENING and self.spans[-1].end == start)
        if in_front and word.isdigit():
            return True
        second = self._previous(2)
        in_series = second[-1:] == "." and second[:-1].isdigit()
        return word.isdigit() and (previous.lower() in self.tables.ordinal_openers or in_series)

    def _starts_line(self, start: int) -> bool:
        before = self.text[max(0, start - 8) : start].rstrip(" \t")
        return not before or before[-1] in "\n\r"


def _check_value(row: Row, name: str, allowed: Iterable[str]) -> None:
    if row[name] not in allowed:
        raise LanguagePackError(f"{row.where}: {name} is {row[name]!r}; wanted one of {list(allowed)}")


def _adjacent_parts(form: str) -> list[tuple[str, str]]:
    """The neighbours in an abbreviation of several parts: ("z.", "B.")."""
    parts = [part + "." for part in form.replace(" ", "").rstrip(".").split(".")]
    return list(pairwise(parts))


def _compile_word(parts: Iterable[Row]) -> str:
    """The pattern of one word: pieces of letters and digits with what may stand between them."""
    suffixes = [re.escape(row["form"]) for row in parts if row["place"] == "suffix"]
    endings = [re.escape(row["form"]) + r"(?!\w)" for row in parts if row["place"] == "ending"]
    ending = "(?:" + "|".join(suffixes + endings or ["(?!)"]) + ")"
    piece = rf"(?:\d++(?:[.,:/'’]\d++){{0,16}}+[\w{_MARKS}]*+|[^\W\d][\w{_MARKS}]*+)"
    joints = "|".join(
        (
            rf"(?<!\d){_HYPHEN}(?=\w)|{_HYPHEN}(?=[^\W\d])",  # US-Präsident, 20-jährig; not 10-18
            rf"(?<={_LETTER})['’ʼ‘`´′*&·](?={_LETTER})",  # geht's, O’Neill, S&P, jede*r
            rf"(?<={_LETTER})(?::|/{_HYPHEN}?)(?={ending})",  # "Bürger:innen", "Bürger/-innen"
            r"(?<=[A-ZÄÖÜ]{2})/(?=[A-ZÄÖÜ]{2,6}(?!\w))",  # CDU/CSU
            r"(?:(?<=km)|(?<=\bm))/(?=[hs](?!\w))",  # km/h
        )
    )
    bracket = rf"(?:(?<={_LETTER})\({ending}\)[\w{_MARKS}]*+)?"  # "Bürger(innen)"
    return rf"{piece}(?:(?:{joints}){piece}){{0,64}}+{bracket}(?:{_HYPHEN}(?![-\w]))?"


def _compile_token(word: str, elisions: Iterable[str]) -> re.Pattern[str]:
    """The pattern that walks the text. Group `tail` is what needs a decision; all else is one token as it stands."""
    elided = "|".join(re.escape(form) for form in elisions) or "(?!)"
    alternatives = (
        r"(?:https?://|www\.)[^\s<>\"„“”»«]*[\w/=%&~-]",
        r"\d{4}-\d{2}(?:-\d{2})?(?![\w-])",
        rf"(?P<word>(?:(?<=[“”\"»«’'‘)\].]){_HYPHEN}(?=[^\W\d])|[@#])?{word})"
        rf"(?P<tail>(?:\.{word}){{1,8}}+(?:\.(?!\.)|{_DOMAIN})?|\.(?!\.)|{_DOMAIN}|['’](?![\w'’]))?",
        rf"(?<!\w)['’](?:{elided})(?!\w)",
        r"(?P<run>[^\w\s])(?P=run){2,}+|\.\.|''|´´|``|<<|>>|--|,,(?=\w)",
        r"(?P<single>['’‘‚`´])",
        rf"{_EMOJI}(?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d{_EMOJI}){{0,16}}+",
        rf"[{_MARKS}]++",
        rf"\S[{_MARKS}]*+",
    )
    return re.compile(r"(?=\S)(?:" + "|".join(alternatives) + ")")
