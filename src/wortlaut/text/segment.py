"""Cut a text into sentences and quoted stretches, paragraph by paragraph.

**Sentences** end at a full stop, an exclamation or question mark or dots, together with the closing quotation mark or
bracket that follows. They go on where the next word is not capitalised or a comma follows, so that „Was haben Sie
getan?“, fragte Bell. is one sentence. A quotation of several sentences is several sentences; its reporting clause
belongs to the last (or first) of them. An agency's name that closes a paragraph ("… sagte sie. (dpa)") is a sentence
of its own. Together they hold every token that no header holds, each token once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable

from wortlaut.model import Issue, Quotation, Sentence, Span
from wortlaut.text.datelines import DatelineTables, Header, find_headers
from wortlaut.text.lexicon import column, read_table
from wortlaut.text.paragraphs import LineTables, find_paragraphs, is_credit
from wortlaut.text.quotations import CLOSES, MarkTables, find_quotations, pair_marks, report_marks
from wortlaut.text.tokens import MAYBE, OFTEN, TokenTables, tokenize

_LONGEST_SENTENCE = 400
_LAST_COMMA = 100
_LOOK_AHEAD = 8
_LONGEST_CREDIT = 12
_FINAL = frozenset(".!?…")
_CLOSING_BRACKETS = {")": "(", "]": "[", "}": "{"}
_OPENING_BRACKETS = frozenset("([{")
_CONTINUING = frozenset(",;:/")

_SAMPLE, _FEWEST_WORDS, _LOWEST_SHARE = 2_000, 20, 0.2


@dataclass(frozen=True, slots=True)
class SegmentTables:
    """What a language must say for its texts to be segmented; `language_name` is for messages."""

    language_name: str
    tokens: TokenTables
    marks: MarkTables
    lines: LineTables
    datelines: DatelineTables
    function_words: frozenset[str]

    @classmethod
    def read(cls, folder: Traversable, *, language_name: str = "the language of this pack") -> SegmentTables:
        """Read the tables of a pack's `segment` folder."""
        return cls(
            language_name,
            TokenTables.read(folder),
            MarkTables.read(folder),
            LineTables.read(folder),
            DatelineTables.read(folder),
            column(read_table(folder, "function_words.tsv", ("word", "origin")), "word"),
        )


@dataclass(frozen=True, slots=True)
class Segments:
    """A text in tokens, sentences (token ranges) and quotations (token ranges, in order of their first mark)."""

    text: str
    tokens: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    headers: tuple[Header, ...]
    issues: tuple[Issue, ...]

    @property
    def header(self) -> Header | None:
        """The first header: what the report says about itself."""
        return self.headers[0] if self.headers else None


def segment(text: str, tables: SegmentTables) -> Segments:
    """Segment any text whatever; what is odd about it comes as `issues`."""
    tokens = tokenize(text, tables.tokens)
    words = [text[start:end] for start, end in tokens]
    spans = find_paragraphs(text, tables.lines)
    headers, header_ranges = _place_headers(find_headers(text, spans, tables.datelines), tokens)
    paragraphs = _place_paragraphs(spans, tokens, header_ranges)
    marks = pair_marks(words, tokens, paragraphs, tables.marks)
    finder = _SentenceFinder(text, words, tokens, marks.roles, tables)
    sentences, too_long = _number_sentences(paragraphs, finder, words)
    issues = list(report_marks(marks, tokens))
    if too_long is not None:
        problem = f"sentence of more than {_LONGEST_SENTENCE} tokens; it has been cut"
        issues.insert(0, Issue(Span(tokens[too_long].start, tokens[too_long].end), problem))
    issues[:0] = _check_language(text, words, tables)
    return Segments(text, tokens, sentences, find_quotations(marks, words, sentences), headers, tuple(issues))


def share_of_function_words(words: Sequence[str], function_words: frozenset[str]) -> float:
    """How many of the words (marks and numbers left out) are function words, from 0 to 1."""
    real = [word.lower() for word in words if word[0].isalpha()]
    return sum(word in function_words for word in real) / len(real) if real else 0.0


def _check_language(text: str, words: Sequence[str], tables: SegmentTables) -> list[Issue]:
    sample = [word for word in words[:_SAMPLE] if word[0].isalpha()]
    share = share_of_function_words(sample, tables.function_words)
    if len(sample) < _FEWEST_WORDS or share >= _LOWEST_SHARE:
        return []
    problem = f"does not look like {tables.language_name}: only {share:.0%} of its words are function words of it"
    return [Issue(Span(0, len(text)), problem)]


def _place_headers(
    headers: Sequence[Header], tokens: Sequence[Span]
) -> tuple[tuple[Header, ...], list[tuple[int, int]]]:
    """The headers with their ends at ends of tokens, and their token ranges."""
    starts = [token.start for token in tokens]
    placed, ranges = [], []
    for header in headers:
        first, last = bisect_left(starts, header.span.start), bisect_left(starts, header.span.end)
        ranges.append((first, last))
        placed.append(replace(header, span=Span(header.span.start, tokens[last - 1].end)))
    return tuple(placed), ranges


def _place_paragraphs(
    paragraphs: Sequence[Span], tokens: Sequence[Span], headers: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The paragraphs as token ranges, without the headers that they begin with; none is empty."""
    ends = dict(headers)
    starts = [token.start for token in tokens]
    ranges = []
    for paragraph in paragraphs:
        first, last = bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.end)
        first = ends.get(first, first)
        if first < last:
            ranges.append((first, last))
    return ranges


def _number_sentences(
    paragraphs: Sequence[tuple[int, int]], finder: _SentenceFinder, words: Sequence[str]
) -> tuple[tuple[Sentence, ...], int | None]:
    """All sentences, and the first token of the first one that had to be cut."""
    sentences: list[Sentence] = []
    too_long = None
    for number, (first, last) in enumerate(paragraphs):
        begin = first
        for end in finder.find_ends(first, last):
            if end - begin > _LONGEST_SENTENCE and too_long is None:
                too_long = begin
            while begin < end:
                cut = _cut_long(begin, end, words)
                sentences.append(Sentence(len(sentences), begin, cut, number))
                begin = cut
    return tuple(sentences), too_long


def _cut_long(begin: int, end: int, words: Sequence[str]) -> int:
    """`end`, or a place before it that leaves no more than the longest sentence, behind a comma where there is one."""
    if end - begin <= _LONGEST_SENTENCE:
        return end
    cut = begin + _LONGEST_SENTENCE
    commas = (place for place in range(cut - 1, cut - _LAST_COMMA, -1) if words[place] == ",")
    return next(commas, cut - 1) + 1


class _SentenceFinder:
    """The walk over the tokens of a text that decides where its sentences end."""

    def __init__(
        self, text: str, words: Sequence[str], tokens: Sequence[Span], roles: bytearray, tables: SegmentTables
    ):
        self.text = text
        self.words = words
        self.tokens = tokens
        self.roles = roles
        self.abbreviations = tables.tokens.abbreviations
        self.starters = tables.function_words
        self.agencies = tables.lines.agencies

    def find_ends(self, first: int, last: int) -> Iterator[int]:
        """Where each sentence of the paragraph ``[first, last)`` ends; the last one ends with it."""
        words = self.words
        begin, here = first, first
        brackets: list[int] = []
        while here < last:
            word = words[here]
            if word in _OPENING_BRACKETS:
                brackets.append(here)
            elif word in _CLOSING_BRACKETS and brackets:
                brackets.pop()
            if word[-1] not in _FINAL or self._stands_aside(here, last):
                here += 1
                continue
            end, aside = self._take_closing(here + 1, last, begin, brackets)
            if end < last and not aside and self._ends_sentence(here, end, last):
                yield end
                begin = end
                brackets.clear()
            here = end
        if begin < last:
            yield last

    def _stands_aside(self, here: int, last: int) -> bool:
        """A mark alone in brackets says something about the sentence: "das Wunder (!) von Norstadt", "[…]"."""
        words = self.words
        return (
            here > 0
            and here + 1 < last
            and words[here - 1] in _OPENING_BRACKETS
            and words[here + 1] in _CLOSING_BRACKETS
        )

    def _take_closing(self, here: int, last: int, begin: int, brackets: list[int]) -> tuple[int, bool]:
        """Where final marks, closing quotation marks and brackets end; whether a bracket closes that opened mid-way.

        "Der Rat (endlich!) Neuwahlen …" goes on behind its bracket, "(Das war gestern.) Heute …" does not.
        """
        aside = False
        while here < last:
            word = self.words[here]
            if word in _CLOSING_BRACKETS:
                aside = bool(brackets) and brackets.pop() > begin + 1
            elif not (self.roles[here] == CLOSES or (word[0] in _FINAL and word[-1] in _FINAL)):
                break
            here += 1
        return here, aside

    def _ends_sentence(self, mark: int, end: int, last: int) -> bool:
        """Whether the final mark at `mark`, with closing marks up to `end`, ends a sentence that is not the last."""
        word = self.words[mark]
        after = self._find_word(end, last)
        if self.words[end] in _CONTINUING or after is None:
            return False
        if self._is_credit(end, last):
            return True
        if after[0].isalpha() and not after[0].isupper() and after[0].lower() == after[0] != after[0].upper():
            return False
        if word[0] not in _FINAL:
            return self._ends_with(word, after)
        touching = end == mark + 1 and self.tokens[end].start == self.tokens[mark].end
        return not (touching and mark > 0 and self.words[mark - 1][-1:].isdigit() and after[0].isdigit())

    def _is_credit(self, here: int, last: int) -> bool:
        """Whether nothing but an agency's name is left of the paragraph: "… sagte sie. (dpa)"."""
        return last - here <= _LONGEST_CREDIT and is_credit(
            self.text[self.tokens[here].start : self.tokens[last - 1].end], self.agencies
        )

    def _find_word(self, here: int, last: int) -> str | None:
        """The next token that begins with a letter or a number, past opening marks; None where the paragraph ends."""
        for word in self.words[here : min(last, here + _LOOK_AHEAD)]:
            if word[0].isalnum():
                return word
        return None if last - here <= _LOOK_AHEAD else self.words[here]

    def _ends_with(self, word: str, after: str) -> bool:
        """Whether a word with its dot ends the sentence: "usw. Bauern", "5 Mio. Die Stadt"; not "Dr. Bell"."""
        use = self.abbreviations.get(word)
        if use is None and word.count(".") > 1 and not word[0].isdigit():
            use = MAYBE
        if use == OFTEN:
            return after[0].isupper()
        return use == MAYBE and after[0].isupper() and after.lower() in self.starters
