"""Which actor the words for a speaker or an addressee stand for, inside one document.

Names are joined with their fuller forms ("Bell": "Kara Bell"), a title with the person who bears it, and a pronoun with the person
who spoke last. What stays unsure stays unresolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from wortlaut.extract.mentions import MentionTables, Name, name_in
from wortlaut.grammar.chunks import PRONOUNS
from wortlaut.model import Actor, Mention, Span, Token, make_id

Range = tuple[int, int]
Form = Literal["name", "title", "pronoun", "metonym", "nominal"]


@dataclass(slots=True)
class Resolver:
    """The actors of one document as far as it has been read; ranges have to come in the order of the text.

    `names` are all the names of the document, so that a surname finds a full name that comes later.
    """

    document: str
    text: str
    tokens: Sequence[Token]
    tables: MentionTables
    names: Sequence[Name]
    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: dict[Range, Mention] = field(default_factory=dict)
    _last_person: str | None = None

    def resolve(self, span: Range) -> str | None:
        """The id of the actor that the words name, or None where it stays open."""
        known = self.mentions.get(span)
        if known is not None:
            return known.actor
        actor, form = self._find(span)
        place = Span(self.tokens[span[0]].start, self.tokens[span[1] - 1].end)
        identity = make_id("mention", self.document, place.start, place.end)
        self.mentions[span] = Mention(identity, place, actor, form)
        if actor is not None and self.actors[actor].kind == "person":
            self._last_person = actor
        return actor

    def _find(self, span: Range) -> tuple[str | None, Form]:
        words = self.tokens[span[0] : span[1]]
        if len(words) == 1 and words[0].tag in PRONOUNS:
            personal = words[0].text.lower() in self.tables.personal
            return (self._last_person if personal else None), "pronoun"
        name = name_in(self.tokens, span, self.tables)
        if name is not None:
            return self._by_name(name), "name"
        bearer = self._bearer(words)
        if bearer is not None:
            return self._by_name(bearer), "title"
        return self._by_words(words), "nominal"

    def _by_name(self, name: Name) -> str:
        """A surname stands for the one full name that ends with it."""
        fuller = {n.text: n for n in self.names if n.parts[-1] == name.parts[-1] and len(n.parts) > len(name.parts)}
        best = next(iter(fuller.values())) if len(fuller) == 1 and len(name.parts) == 1 else name
        kind = "person" if any(n.is_person for n in self.names if n.text in {best.text, name.text}) else best.kind
        return self._add(best.text, kind, alias=name.text)

    def _bearer(self, words: Sequence[Token]) -> Name | None:
        """ "der Minister": the person whose name stood with that title before."""
        heads = [t for t in words if t.tag == "NN"]
        if not heads or words[0].tag not in {"ART", "PDAT"} or len(words) > 3:
            return None
        title = heads[-1].text.lower()
        first = words[0].index
        bearers = {n.text: n for n in self.names if n.last <= first and any(t.endswith(title) for t in n.titles)}
        return next(iter(bearers.values())) if len(bearers) == 1 else None

    def _by_words(self, words: Sequence[Token]) -> str | None:
        """Actors without a proper name go under their own words, without the article."""
        kept = list(words)
        while kept and kept[0].tag in {"ART", "PDAT", "$("}:
            kept = kept[1:]
        if not kept or not any(t.tag in {"NN", "NE", "FM"} for t in kept):
            return None
        text = self.text[kept[0].start : kept[-1].end]
        heads = {t.lemma.lower() for t in kept} | {t.text.lower() for t in kept}
        return self._add(text, "anonymous" if self.tables.is_anonymous(heads) else "unknown")

    def _add(self, name: str, kind: str, alias: str | None = None) -> str:
        identity = make_id("actor", self.document, name)
        aliases = {*(self.actors[identity].aliases if identity in self.actors else ())}
        if alias is not None and alias != name:
            aliases.add(alias)
        self.actors[identity] = Actor(identity, name, kind, aliases=tuple(sorted(aliases)))  # type: ignore[arg-type]
        return identity
