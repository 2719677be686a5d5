"""What coreference knows about a document before it resolves anybody: its names, its subjects, who speaks where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wortlaut.extract.mentions import Name
from wortlaut.model import Token

Range = tuple[int, int]
_MOST_NAMES = 60
"""How many names back anybody looks."""
_FARTHEST = 30
"""How many sentences back a shorter phrase may take up a fuller one."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What coreference knows about a document.

    `names` are all its names in order, `subjects` the token ranges of what stands as a subject in the narrator's own
    clauses, `speaking` who speaks in a sentence (the last one of it), `quoted` the stretches in quotation marks, each
    with its speaker, `parties` where the words for those end who speak or are spoken to; `is_source` tells nouns for
    where something is known from; `fold` gives a key that the spellings of one name share. The rest is looked up from
    these.
    """

    document: str
    text: str
    tokens: Sequence[Token]
    names: Sequence[Name]
    subjects: Sequence[Range]
    speaking: Mapping[int, Range]
    quoted: Sequence[tuple[Range, Range]]
    parties: frozenset[int]
    is_source: Callable[[Token], bool]
    fold: Callable[[str], str]
    by_surname: Mapping[str, Sequence[Name]] = field(init=False)
    places: Mapping[str, Sequence[Name]] = field(init=False)
    titled: Sequence[Name] = field(init=False)
    surnames: Mapping[str, Sequence[Name]] = field(init=False)
    subjects_of: Mapping[int, Sequence[Range]] = field(init=False)
    speakers: frozenset[str] = field(init=False)
    """The surnames (as `fold` gives them) of those who speak somewhere."""

    def __post_init__(self) -> None:
        by_surname: dict[str, dict[tuple[str, ...], Name]] = {}
        titled: dict[tuple[str, tuple[str, ...]], Name] = {}
        places: dict[str, list[Name]] = {}
        for name in self.names:
            surname = self.fold(name.parts[-1])
            places.setdefault(surname, []).append(name)
            by_surname.setdefault(surname, {}).setdefault((name.text, *name.titles), name)
            if name.titles:
                titled.setdefault((name.text, name.titles), name)
        subjects_of: dict[int, list[Range]] = {}
        for span in self.subjects:
            subjects_of.setdefault(self.tokens[span[0]].sentence, []).append(span)
        named = (t for first, last in self.speaking.values() for t in self.tokens[first:last] if t.tag == "NE")
        object.__setattr__(self, "speakers", frozenset(self.fold(token.text) for token in named))
        object.__setattr__(self, "by_surname", {key: tuple(found.values()) for key, found in by_surname.items()})
        object.__setattr__(self, "places", places)
        full = {key: [name for name in names if len(name.parts) > 1] for key, names in places.items()}
        object.__setattr__(self, "surnames", {key: tuple(names) for key, names in full.items() if names})
        object.__setattr__(self, "titled", tuple(titled.values()))
        object.__setattr__(self, "subjects_of", subjects_of)

    def names_before(self, at: int) -> Sequence[Name]:
        """The last names that end before a token, as far back as anybody looks."""
        end = bisect_right(self.names, at, key=lambda name: name.last)
        return self.names[max(0, end - _MOST_NAMES) : end]

    def names_behind(self, token: Token, sentences: int) -> Sequence[Name]:
        """The names behind a token in its sentence and the next ones."""
        start = bisect_right(self.names, token.index, key=lambda name: name.first)
        end = bisect_right(self.names, token.sentence + sentences, key=lambda name: self.tokens[name.first].sentence)
        return self.names[start:end]

    def subjects_before(self, at: int) -> Iterator[Range]:
        """The last subjects that end before a token, the nearest sentence first."""
        here = self.tokens[at].sentence
        for sentence in range(here, max(-1, here - _FARTHEST), -1):
            yield from (span for span in reversed(self.subjects_of.get(sentence, ())) if span[1] <= at)

    def full_names_before(self, name: Name) -> Sequence[Name]:
        """The last places where somebody of this surname is named in full before."""
        full = self.surnames.get(self.fold(name.parts[-1]), ())
        end = bisect_right(full, name.first, key=lambda other: other.last)
        return full[max(0, end - _MOST_NAMES) : end]

    def namesakes(self, name: Name) -> Sequence[Name]:
        """All different names of the document with the same last part, each with each of its titles once."""
        return self.by_surname.get(self.fold(name.parts[-1]), ())

    def every_namesake(self, name: Name) -> Sequence[Name]:
        """Every place of the document with a name of the same last part."""
        return self.places.get(self.fold(name.parts[-1]), ())

    def quoting(self, at: int) -> Range | None:
        """Who speaks in the innermost stretch in quotation marks that a token stands in."""
        around = [(last - first, speaker) for (first, last), speaker in self.quoted if first <= at < last]
        return min(around)[1] if around else None

    def subject_of(self, name: Name) -> Range | None:
        """The subject in which the name stands."""
        spans = self.subjects_of.get(self.tokens[name.first].sentence, ())
        return next((span for span in spans if span[0] <= name.first and name.last <= span[1]), None)
