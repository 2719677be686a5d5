"""Which actor the words for a speaker or an addressee stand for, inside one document.

Names are joined with their fuller forms ("Bell": "Kara Bell"), a title with the person who bears it, and a pronoun or
an age ("der 27-Jährige") with the person of its gender who spoke or was the subject shortly before. What stays unsure
stays unresolved.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from wortlaut.extract.mentions import Gender, MentionTables, Name, name_in
from wortlaut.grammar.chunks import PRONOUNS
from wortlaut.model import Actor, Mention, Span, Token, make_id
from wortlaut.text.morphology import QUOTATION_MARKS

Range = tuple[int, int]
Form = Literal["name", "title", "pronoun", "metonym", "nominal"]

_REACH = 4
"""How many sentences back a pronoun may look."""
_MOST_NAMES = 60
"""How many names back it may look."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What coreference knows about a document.

    `names` are all its names in order, `subjects` the token ranges of what stands as a subject in the narrator's own
    clauses, `speaking` who speaks in a sentence (the last one of it); `is_source` tells nouns for where something is
    known from. The rest is looked up from these.
    """

    document: str
    text: str
    tokens: Sequence[Token]
    names: Sequence[Name]
    subjects: Sequence[Range]
    speaking: Mapping[int, Range]
    is_source: Callable[[Token], bool]
    by_surname: Mapping[str, Sequence[Name]] = field(init=False)
    titled: Sequence[Name] = field(init=False)
    subjects_of: Mapping[int, Sequence[Range]] = field(init=False)

    def __post_init__(self) -> None:
        by_surname: dict[str, dict[tuple[str, ...], Name]] = {}
        titled: dict[tuple[str, tuple[str, ...]], Name] = {}
        for name in self.names:
            by_surname.setdefault(name.parts[-1], {}).setdefault((name.text, *name.titles), name)
            if name.titles:
                titled.setdefault((name.text, name.titles), name)
        subjects_of: dict[int, list[Range]] = {}
        for span in self.subjects:
            subjects_of.setdefault(self.tokens[span[0]].sentence, []).append(span)
        object.__setattr__(self, "by_surname", {key: tuple(found.values()) for key, found in by_surname.items()})
        object.__setattr__(self, "titled", tuple(titled.values()))
        object.__setattr__(self, "subjects_of", subjects_of)

    def namesakes(self, name: Name) -> Sequence[Name]:
        """All different names of the document with the same last part, each with each of its titles once."""
        return self.by_surname.get(name.parts[-1], ())

    def is_subject(self, name: Name) -> bool:
        """Whether the name stands in a subject."""
        spans = self.subjects_of.get(self.tokens[name.first].sentence, ())
        return any(first <= name.first and name.last <= last for first, last in spans)


@dataclass(slots=True)
class Resolver:
    """The actors of one document as far as it has been read; ranges have to come in the order of the text."""

    scene: Scene
    tables: MentionTables
    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: dict[Range, Mention] = field(default_factory=dict)

    def resolve(self, span: Range) -> str | None:
        """The id of the actor that the words name, or None where it stays open."""
        known = self.mentions.get(span)
        if known is not None:
            return known.actor
        actor, form = self._find(span)
        place = Span(self.scene.tokens[span[0]].start, self.scene.tokens[span[1] - 1].end)
        identity = make_id("mention", self.scene.document, place.start, place.end)
        self.mentions[span] = Mention(identity, place, actor, form)
        return actor

    def _find(self, span: Range) -> tuple[str | None, Form]:
        words = self.scene.tokens[span[0] : span[1]]
        if len(words) == 1 and words[0].tag in PRONOUNS | {"PRELS"}:
            return self._by_pronoun(words[0]), "pronoun"
        if any(word.lemma.lower() in self.tables.words("own") for word in words):
            return self._own_subject(span[0]), "nominal"
        inner = self._behind_source(span)
        name = name_in(self.scene.tokens, inner, self.tables)
        if name is not None:
            return self._by_name(name), "name"
        bearer = self._bearer(words)
        if bearer is not None:
            return self._by_name(bearer), "title"
        return self._by_words(self.scene.tokens[inner[0] : inner[1]]), "nominal"

    # --- names -------------------------------------------------------------------------------------------------------

    def _by_name(self, name: Name) -> str:
        """A surname stands for the one full name that ends with it."""
        fuller = {n.text: n for n in self.scene.namesakes(name) if len(n.parts) > len(name.parts)}
        best = next(iter(fuller.values())) if len(fuller) == 1 and len(name.parts) == 1 else name
        same = [n for n in self.scene.namesakes(name) if n.text in {best.text, name.text}]
        kind = "person" if any(n.is_person for n in (*same, name)) else best.kind
        return self._add(best.text, kind, alias=name.text)

    def _bearer(self, words: Sequence[Token]) -> Name | None:
        """ "der Minister": whose name stood with that title before; "der 27-Jährige": the last person spoken of."""
        heads = [t for t in words if t.tag == "NN"]
        if not heads or words[0].tag not in {"ART", "PDAT"} or len(words) > 3:
            return None
        title = heads[-1].text.lower()
        first = words[0].index
        if title[:1].isdigit():
            return self._recent_person(first, self._article_gender(words[0]))
        bearers = {n.text: n for n in self.scene.titled if n.last <= first and any(t.endswith(title) for t in n.titles)}
        return next(iter(bearers.values())) if len(bearers) == 1 else None

    # --- pronouns ----------------------------------------------------------------------------------------------------

    def _by_pronoun(self, pronoun: Token) -> str | None:
        """Whoever spoke in the sentence before goes on; else the person who was its subject."""
        gender = self._pronoun_gender(pronoun)
        if gender is None:
            return None
        speaker = self.scene.speaking.get(pronoun.sentence - 1)
        if speaker is not None and speaker[1] <= pronoun.index and self._speaker_may_be(speaker, gender):
            return self.resolve(speaker)
        person = self._recent_person(pronoun.index, gender)
        return self._by_name(person) if person is not None else None

    def _speaker_may_be(self, speaker: Range, gender: Gender) -> bool:
        """Whether a pronoun of that gender can take up the words for a speaker."""
        words = self.scene.tokens[speaker[0] : speaker[1]]
        if len(words) == 1 and words[0].tag in PRONOUNS:
            return self._pronoun_gender(words[0]) == gender
        name = name_in(self.scene.tokens, self._behind_source(speaker), self.tables)
        if name is not None:
            return self._may_be(name, gender) and name.kind != "media"
        if words[0].tag in {"ART", "PDAT"}:
            person = any(self.tables.is_title(w.text.lower()) or w.text[:1].isdigit() for w in words if w.tag == "NN")
            return person and self._article_gender(words[0]) == gender
        return len(words) == 1

    def _pronoun_gender(self, pronoun: Token) -> Gender | None:
        word = pronoun.text.lower()
        if word in self.tables.words("masculine pronoun"):
            return "masculine"
        return "feminine" if word in self.tables.words("feminine pronoun") and not self._is_plural(pronoun) else None

    def _article_gender(self, article: Token) -> Gender:
        return "feminine" if article.text.lower() in self.tables.words("feminine article") else "masculine"

    def _is_plural(self, pronoun: Token) -> bool:
        """Whether the nearest finite verb of the sentence is plural: "sie sagen"."""
        near = self.scene.tokens[max(0, pronoun.index - 2) : pronoun.index + 4]
        finite = [t for t in near if t.number is not None and t.sentence == pronoun.sentence]
        return bool(finite) and min(finite, key=lambda t: abs(t.index - pronoun.index)).number == "plural"

    def _recent_person(self, at: int, gender: Gender | None) -> Name | None:
        """The person named as a subject in the sentences before, of the wanted gender; the nearest sentence wins."""
        if gender is None:
            return None
        sentence = self.scene.tokens[at].sentence
        before = bisect_right(self.scene.names, at, key=lambda name: name.last)
        best: tuple[int, int] | None = None
        found: Name | None = None
        for name in reversed(self.scene.names[max(0, before - _MOST_NAMES) : before]):
            distance = sentence - self.scene.tokens[name.first].sentence
            if distance > _REACH:
                break
            score = (distance, 0 if self.scene.is_subject(name) else 1)
            if (best is None or score < best) and self._may_be(name, gender):
                best, found = score, name
        return found

    def _may_be(self, name: Name, gender: Gender) -> bool:
        """Whether the name may be a person's of that gender; a lone name without a title only where it is a subject."""
        same = self.scene.namesakes(name)
        genders = {n.gender for n in same if n.gender is not None}
        known = any(n.is_person for n in same)
        return (known or self.scene.is_subject(name)) and (not genders or gender in genders)

    # --- other words -------------------------------------------------------------------------------------------------

    def _own_subject(self, at: int) -> str | None:
        """ "nach eigenen Angaben": the subject of the same sentence."""
        sentence = self.scene.tokens[at].sentence
        for span in self.scene.subjects_of.get(sentence, ()):
            if not span[0] <= at < span[1]:
                return self.resolve(span)
        return None

    def _behind_source(self, span: Range) -> Range:
        """ "Angaben der Polizei": not the paper speaks but whoever stands behind it in the genitive or with "von"."""
        tokens = self.scene.tokens
        for at in range(span[0], span[1] - 1):
            if tokens[at].tag == "NN" and self.scene.is_source(tokens[at]):
                follows = tokens[at + 1]
                if follows.tag in {"ART", "PPOSAT"}:
                    return at + 1, span[1]
                if follows.text.lower() in self.tables.words("name particle") and at + 2 < span[1]:
                    return at + 2, span[1]
            if tokens[at].tag in {"$,", "NE"}:
                break
        return span

    def _by_words(self, words: Sequence[Token]) -> str | None:
        """Actors without a proper name go under their own words, without the article."""
        kept = list(words)
        while kept and (kept[0].tag in {"ART", "PDAT", "APPR", "APPRART"} or kept[0].text in QUOTATION_MARKS):
            kept = kept[1:]
        while kept and kept[-1].text in QUOTATION_MARKS and sum(t.text in QUOTATION_MARKS for t in kept) == 1:
            kept = kept[:-1]
        if not kept or not any(t.tag in {"NN", "NE", "FM"} for t in kept):
            return None
        text = self.scene.text[kept[0].start : kept[-1].end]
        heads = {t.lemma.lower() for t in kept} | {t.text.lower() for t in kept}
        return self._add(text, "anonymous" if self.tables.is_anonymous(heads) else "unknown")

    def _add(self, name: str, kind: str, alias: str | None = None) -> str:
        identity = make_id("actor", self.scene.document, name)
        aliases = set(self.actors[identity].aliases) if identity in self.actors else set()
        if alias is not None and alias != name:
            aliases.add(alias)
        self.actors[identity] = Actor(identity, name, kind, aliases=tuple(sorted(aliases)))  # type: ignore[arg-type]
        return identity
