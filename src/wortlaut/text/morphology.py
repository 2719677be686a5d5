"""Lemma, part of speech (STTS), mood, number and tense of every token.

The tagger stands behind one small protocol. It never sees quotation marks: they are taken out before
tagging and put back afterwards, because a mark that the tagger takes for a foreign word derails its
neighbours. What the tagger is known to get wrong is mended by the language pack (`mend`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Literal, NamedTuple, Protocol
from unicodedata import category

from wortlaut.model import Mood, Tense, Token
from wortlaut.text.lexicon import read_table
from wortlaut.text.segment import Segments

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
INFINITIVES = frozenset({"VVINF", "VAINF", "VMINF", "VVIZU"})
PARTICIPLES = frozenset({"VVPP", "VAPP", "VMPP"})
VERBS = FINITE | INFINITIVES | PARTICIPLES
QUOTATION_MARKS = frozenset("„“”‟«»‹›‚‘’‛\"'`´") | {"''", "``", ",,", "´´"}
QUOTATION_TAG = "$("
NO_WORD = "XY"

Number = Literal["singular", "plural"]


class Tagger(Protocol):
    """Anything that gives each word of a sentence its lemma and its STTS tag."""

    def tag(self, words: Sequence[str]) -> Sequence[tuple[str, str]]:
        """The lemma and the STTS tag of each word of one sentence."""
        ...


class Analysis(NamedTuple):
    """A word of a sentence with its lemma and STTS tag."""

    word: str
    lemma: str
    tag: str


@dataclass(frozen=True, slots=True)
class MorphologyTables:
    """What a pack knows about word forms.

    `mend` gets the analyses of one sentence and returns as many, with the tagger's known errors corrected;
    `regular_mood` and `number` judge a finite form by its ending; `moods` lists the forms that no ending tells.
    `tense` tells the preterite, which is `Tense.PAST`, from the present.
    """

    moods: dict[str, Mood]
    mend: Callable[[Sequence[Analysis]], Sequence[Analysis]]
    regular_mood: Callable[[str, str], Mood]
    number: Callable[[str, str], Number]
    tense: Callable[[str, str], Tense]

    @classmethod
    def read(
        cls,
        folder: Traversable,
        *,
        mend: Callable[[Sequence[Analysis]], Sequence[Analysis]],
        regular_mood: Callable[[str, str], Mood],
        number: Callable[[str, str], Number],
        tense: Callable[[str, str], Tense],
    ) -> MorphologyTables:
        """Read the pack's table of mood forms and take its functions."""
        rows = read_table(folder, "mood_forms.tsv", ("form", "mood", "origin"))
        return cls({row["form"]: Mood(row["mood"]) for row in rows}, mend, regular_mood, number, tense)

    def mood(self, form: str, lemma: str) -> Mood:
        """What the finite `form` says about its mood; prefixes and particles may stand in front of a listed form."""
        folded = form.lower()
        for start in range(min(len(folded), 8)):
            if (listed := self.moods.get(folded[start:])) is not None:
                return listed
        return self.regular_mood(folded, lemma.lower())


def annotate(text: str, segments: Segments, tagger: Tagger, tables: MorphologyTables) -> tuple[Token, ...]:
    """The tokens of the text with lemma, tag, mood, number and tense; as many as `segments` has.

    Tokens outside every sentence (a header) get the sentence -1 and the tag of what is no word.
    """
    tokens: list[Token] = []
    for sentence in segments.sentences:
        tokens.extend(_unread(text, segments, len(tokens), sentence.first))
        spans = segments.tokens[sentence.first : sentence.last]
        analyses = _analyse([text[s:e] for s, e in spans], tagger, tables)
        for span, (word, lemma, tag) in zip(spans, analyses, strict=True):
            forms = _judge_finite(word, lemma, tables) if tag in FINITE else ()
            tokens.append(Token(len(tokens), span.start, span.end, word, lemma, tag, sentence.index, *forms))
    tokens.extend(_unread(text, segments, len(tokens), len(segments.tokens)))
    return tuple(tokens)


def _judge_finite(form: str, lemma: str, tables: MorphologyTables) -> tuple[Mood, Number, Tense]:
    """Mood, number and tense of a finite form; a form that is surely subjunctive is no preterite ("wäre")."""
    mood = tables.mood(form, lemma)
    subjunctive = mood in {Mood.SUBJUNCTIVE_1, Mood.SUBJUNCTIVE_2}
    return mood, tables.number(form, lemma), Tense.PRESENT if subjunctive else tables.tense(form, lemma)


def _unread(text: str, segments: Segments, first: int, last: int) -> Iterator[Token]:
    for index in range(first, last):
        start, end = segments.tokens[index]
        yield Token(index, start, end, text[start:end], text[start:end], NO_WORD, -1)


def _analyse(words: list[str], tagger: Tagger, tables: MorphologyTables) -> list[Analysis]:
    """Tag a sentence without its quotation marks and pictures, mend what came out, and put them back."""
    silent = [word in QUOTATION_MARKS or category(word[0]) == "So" for word in words]
    kept = [word for word, skipped in zip(words, silent, strict=True) if not skipped]
    tagged = tagger.tag(kept)
    mended = iter(tables.mend([Analysis(word, *result) for word, result in zip(kept, tagged, strict=True)]))
    return [
        Analysis(word, word, QUOTATION_TAG) if skipped else next(mended)
        for word, skipped in zip(words, silent, strict=True)
    ]
