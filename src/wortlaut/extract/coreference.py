"""Which actor the words for a speaker or an addressee stand for, inside one document.

Names are joined with their fuller forms ("Bell": "Kara Bell"), a title with the person who bears it, and a pronoun or
an age ("der 27-Jährige") with the person of its gender who spoke or was the subject shortly before. What stays unsure
stays unresolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from wortlaut.extract.known import Known
from wortlaut.extract.mentions import Gender, MentionTables, Name
from wortlaut.extract.nominals import (
    Nominal,
    in_base_form,
    is_fuller,
    is_genitive,
    is_modified,
    only_one,
    same_institution,
)
from wortlaut.extract.people import NEAR, People
from wortlaut.extract.registry import Entry
from wortlaut.extract.scene import Range, Scene
from wortlaut.grammar.chunks import PRONOUNS, is_inflected
from wortlaut.model import Actor, Mention, Span, Token, make_id
from wortlaut.text.morphology import QUOTATION_MARKS

Form = Literal["name", "title", "pronoun", "metonym", "nominal"]

_LONGEST_BOTH = 2
_MOST_NOMINALS = 60
"""How many phrases back a shorter one may take up a fuller one."""


@dataclass(slots=True)
class Resolver:
    """The actors of one document as far as it has been read; ranges have to come in the order of the text."""

    scene: Scene
    tables: MentionTables
    known: Known
    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: dict[Range, Mention] = field(default_factory=dict)
    nominals: list[Nominal] = field(default_factory=list)
    """Phrases around a common noun, in the order in which they were resolved."""
    people: People = field(init=False)

    def __post_init__(self) -> None:
        self.people = People(self.scene, self.tables, self.known)

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
        if words[0].text.lower() in self.tables.words("both") and len(words) <= _LONGEST_BOTH:
            return self._both(words[0]), "pronoun" if len(words) == 1 else "nominal"
        if len(words) == 1 and words[0].tag in PRONOUNS | {"PRELS"}:
            return self._by_pronoun(words[0]), "pronoun"
        if any(word.lemma.lower() in self.tables.words("own") for word in words):
            return self._own_subject(span[0]), "nominal"
        inner = self.people.behind_source(span)
        name = self.people.surname(inner) or self.people.name_in(inner)
        match = self.known.find(inner) or (self.known.find_name(name) if name is not None else None)
        if match is not None and (name is None or not self.people.is_somebody(name, match)):
            alias = name.text if name is not None and match.form == "name" else None
            return self._by_entry(match.entry, self.scene.tokens[inner[0] : inner[1]], alias), match.form
        if name is not None:
            return self._by_name(name), "name"
        bearer = self.people.bearer(words)
        if bearer is not None:
            return self._by_name(bearer), "title"
        words = self.scene.tokens[inner[0] : inner[1]]
        holder = self.known.find_holder(words)
        if holder is not None:
            return self._by_entry(holder, words, None), "title"
        return self._take_up(words) or self._by_words(words), "nominal"

    # --- names -------------------------------------------------------------------------------------------------------

    def _by_entry(self, entry: Entry, words: Sequence[Token], alias: str | None) -> str:
        """An actor that is known beforehand, under the name that it is known by."""
        actor = self._add(entry.name, entry.kind, alias)
        self.actors[actor] = replace(self.actors[actor], country=entry.country, wikidata=entry.wikidata)
        self._note(words, actor)
        return actor

    def _by_name(self, name: Name) -> str:
        best = self.people.full_name(name)
        same = [n for n in self.scene.namesakes(name) if n.text in {best.text, name.text}]
        kind = "person" if any(n.is_person for n in (*same, name)) else best.kind
        actor = self._add(best.text, kind, alias=name.text)
        titles = dict.fromkeys(title for n in same for title in self.people.titles(n))
        self.actors[actor] = replace(self.actors[actor], roles=tuple(titles))
        return actor

    # --- pronouns ----------------------------------------------------------------------------------------------------

    def _by_pronoun(self, pronoun: Token) -> str | None:
        """Whoever spoke in the sentence before goes on; else the person who was its subject."""
        gender = self.people.pronoun_gender(pronoun)
        if gender is None:
            return self._plural_subject(pronoun) if self._takes_up_many(pronoun) else None
        others = self._clause_mates(pronoun)
        speaker = self.scene.speaking.get(pronoun.sentence - 1)
        if speaker is not None and speaker[1] <= pronoun.index and self.people.speaker_may_be(speaker, gender):
            actor = self.resolve(speaker)
            if actor not in others:
                self._learn_person(actor, speaker)
                return actor
        person = self.people.recent_person(pronoun.index, gender, others)
        return self._by_name(person) if person is not None else self._subject_before(pronoun, gender)

    def _learn_person(self, actor: str | None, span: Range) -> None:
        """A bare name that "er" or "sie" takes up is a person's: "Lawrow sagte … Er …"."""
        lone = span[1] - span[0] == 1 and self.scene.tokens[span[0]].tag == "NE"
        if lone and actor is not None and self.actors[actor].kind == "unknown":
            self.actors[actor] = replace(self.actors[actor], kind="person")

    def _both(self, word: Token) -> str | None:
        """ "Beide", "beide Minister": the two persons, and no third, that were named in the last sentences."""
        sentence = word.sentence
        near = [
            n for n in self.scene.names_before(word.index) if sentence - self.scene.tokens[n.first].sentence <= NEAR
        ]
        persons = {self.people.full_name(n).text: n for n in near if any(s.is_person for s in self.scene.namesakes(n))}
        if len(persons) != 2:
            return None
        (joint,) = self.tables.words("joins names")
        for name in persons.values():
            self._by_name(name)
        return self._add(f" {joint} ".join(sorted(persons)), "group")

    def _takes_up_many(self, pronoun: Token) -> bool:
        """ "Sie verlangen", "Diese lehnten ab"."""
        words = self.tables.words("feminine pronoun") | self.tables.words("plural pronoun")
        return pronoun.text.lower() in words and self.people.is_plural(pronoun)

    def _plural_subject(self, pronoun: Token) -> str | None:
        """The one subject of the sentence before whose verb is plural."""
        many = [
            span for span in self.scene.subjects_of.get(pronoun.sentence - 1, ()) if self.people.has_plural_verb(span)
        ]
        nouns = [any(t.tag in {"NN", "NE"} for t in self.scene.tokens[a:b]) for a, b in many]
        return self._find(many[0])[0] if nouns == [True] else None

    def _clause_mates(self, pronoun: Token) -> set[str | None]:
        """ "Sommer ermahnte ihn": the subject of the clause is somebody else than its object."""
        others: set[str | None] = set()
        for first, last in self.scene.subjects_of.get(pronoun.sentence, ()):
            low, high = min(last, pronoun.index), max(first, pronoun.index)
            apart = any(t.tag in {"$,", "$.", "KON"} for t in self.scene.tokens[low:high])
            if (
                not apart
                and not first <= pronoun.index < last
                and (last <= pronoun.index or self.people.is_object(pronoun))
            ):
                others.add(self._who((first, last)))
        return others - {None}

    def _who(self, span: Range) -> str | None:
        """The actor of a subject, as far as a name, a title or an earlier mention tells."""
        if span in self.mentions:
            return self.mentions[span].actor
        name = self.people.name_in(span) or self.people.bearer(self.scene.tokens[span[0] : span[1]])
        return self.people.actor(name) if name is not None else None

    def _subject_before(self, pronoun: Token, gender: Gender) -> str | None:
        """ "Die Zentrale begrüßt den Plan. Sie …": where no person fits, the subject of the sentence before.

        Unless somebody else in that sentence fits as well: "Der Plan wurde von einer Sprecherin bestätigt. Sie …".
        """
        tokens = self.scene.tokens
        for first, last in self.scene.subjects_of.get(pronoun.sentence - 1, ()):
            if self.people.is_rivalled(first, last, gender):
                return None
            comma = next((at for at in range(first, last) if tokens[at].tag == "$,"), last)
            words = tokens[first:comma]
            if words[0].tag in {"ART", "PDAT"}:
                return self._find((first, comma))[0] if self.people.nominal_gender(words) == gender else None
            # "Pichler, 1984 in Bruck geboren, …": a noun without an article and with an apposition is a name.
            lone = len(words) == 1 and words[0].tag == "NN" and not is_inflected(words[0])
            return self._find((first, comma))[0] if lone and comma < last else None
        return None

    # --- other words -------------------------------------------------------------------------------------------------

    def _own_subject(self, at: int) -> str | None:
        """ "nach eigenen Angaben": the subject of the same sentence."""
        sentence = self.scene.tokens[at].sentence
        for span in self.scene.subjects_of.get(sentence, ()):
            if not span[0] <= at < span[1]:
                return self.resolve(span)
        return None

    def _take_up(self, words: Sequence[Token]) -> str | None:
        """ "Der sudavische Geheimdienst …": "der Geheimdienst"; "das Außenministerium": "das Ministerium"."""
        nouns = [t for t in words if t.tag == "NN"]
        others = [t for t in words if t.tag not in {"NN", "ART", "PDAT", "PPOSAT"} and t.text not in QUOTATION_MARKS]
        if len(nouns) != 1 or others:
            return None
        head, at = nouns[0].lemma.lower(), words[0].index
        if words[0].tag == "PPOSAT":
            return only_one(self.nominals[-_MOST_NOMINALS:], head)
        if not self.people.is_definite(words):
            return None
        if head in self.tables.words("organisation word"):
            return self._organisation_before(words[0])
        for fuller in reversed(self.nominals[-_MOST_NOMINALS:]):
            if fuller.last <= at and is_fuller(fuller.head, fuller.modified, head):
                return fuller.actor
        return self._fuller_subject(head, at)

    def _organisation_before(self, word: Token) -> str | None:
        """ "Nordwerk schließt sein Werk. Das Unternehmen …": the last subject that is no person and one thing."""
        for sentence in range(word.sentence - 1, word.sentence - 1 - NEAR, -1):
            for span in self.scene.subjects_of.get(sentence, ()):
                words = self.scene.tokens[span[0] : span[1]]
                name = self.people.name_in(span)
                if (
                    words[0].tag in PRONOUNS
                    or self.people.has_plural_verb(span)
                    or self.people.surname(span) is not None
                ):
                    continue
                if name is not None and not name.is_person and name.last - name.first == len(name.parts):
                    return self._find(span)[0]
                if name is None and not any(self.tables.is_title(t.text.lower()) for t in words if t.tag == "NN"):
                    return self._find(span)[0]
        return None

    def _fuller_subject(self, head: str, at: int) -> str | None:
        """ "Forscher der Universität Bruck haben …": "die Forscher"."""
        for first, last in self.scene.subjects_before(at):
            words = [t for t in self.scene.tokens[first:last] if t.text not in QUOTATION_MARKS]
            noun = next((t for t in words if t.tag == "NN"), None)
            if noun is None or not is_fuller(noun.lemma.lower(), is_modified(words), head):
                continue
            named = self.people.name_in((first, last))  # "Vizepräsident Tom Hale" is not "der Präsident"
            return None if named is not None and named.is_person else self._find((first, last))[0]
        return None

    def _note(self, words: Sequence[Token], actor: str) -> None:
        """Keep a nominal phrase for shorter ones to take up."""
        nominal = Nominal.of(words, actor)
        if nominal is not None:
            self.nominals.append(nominal)

    def _by_words(self, words: Sequence[Token]) -> str | None:
        """Actors without a proper name go under their own words, without the article."""
        kept = list(words)
        while kept and (kept[0].tag in {"ART", "PDAT", "APPR", "APPRART"} or kept[0].text in QUOTATION_MARKS):
            kept = kept[1:]
        while kept and kept[-1].text in QUOTATION_MARKS and sum(t.text in QUOTATION_MARKS for t in kept) == 1:
            kept = kept[:-1]
        if not kept or not any(t.tag in {"NN", "NE", "FM"} for t in kept):
            return None
        text = in_base_form(kept, self.scene.text, self.tables)
        heads = {t.lemma.lower() for t in kept} | {t.text.lower() for t in kept}
        noun = next((t for t in kept if t.tag == "NN"), None)
        inflected = noun is not None and is_inflected(noun) and not is_genitive(noun)
        many = inflected or self.people.has_plural_verb((kept[0].index, kept[-1].index + 1))
        kind = self.tables.kind_of(noun.lemma.lower() if noun else "", heads, plural=many)
        known = (
            same_institution(self.nominals[-_MOST_NOMINALS:], kept) if kind in {"government", "organisation"} else None
        )
        actor = known or self._add(text, kind)
        self._note(kept, actor)
        return actor

    def _add(self, name: str, kind: str, alias: str | None = None) -> str:
        identity = make_id("actor", self.scene.document, name)
        before = self.actors.get(identity) or Actor(identity, name, kind)  # type: ignore[arg-type]
        aliases = {*before.aliases, alias} - {None, name}
        self.actors[identity] = replace(before, kind=kind, aliases=tuple(sorted(a for a in aliases if a)))  # type: ignore[arg-type]
        return identity
