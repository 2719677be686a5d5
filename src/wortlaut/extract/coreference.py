"""Which actor the words for a speaker or an addressee stand for, inside one document.

Names are joined with their fuller forms ("Bell": "Kara Bell"), a title with the person who bears it, and a pronoun or
an age ("der 27-Jährige") with the person of its gender who spoke or was the subject shortly before. What stays unsure
stays unresolved.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Literal

from wortlaut.extract.known import Known
from wortlaut.extract.mentions import Gender, MentionTables, Name, name_in, tag_names
from wortlaut.extract.nominals import (
    Nominal,
    in_base_form,
    is_described_so,
    is_fuller,
    is_genitive,
    is_modified,
    is_told_apart,
    only_one,
    same_institution,
)
from wortlaut.extract.registry import Entry, Match
from wortlaut.extract.scene import Range, Scene
from wortlaut.grammar.chunks import PRONOUNS, is_inflected
from wortlaut.model import Actor, Mention, Span, Token, make_id
from wortlaut.text.morphology import QUOTATION_MARKS

Form = Literal["name", "title", "pronoun", "metonym", "nominal"]

_REACH = 4
"""How many sentences back a pronoun may look."""
_LONGEST_BOTH = 2
_NEAR = 2
"""How many sentences back the bearer of a title counts as present where several bear it."""
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
    tagged: Sequence[Token] | None = None
    """The tokens with surnames that are common nouns as well tagged as names; made at the first need."""

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
        inner = self._behind_source(span)
        name = self._surname(inner) or self._name_in(inner)
        match = self.known.find(inner) or (self.known.find_name(name) if name is not None else None)
        if match is not None and (name is None or not self._is_somebody(name, match)):
            alias = name.text if name is not None and match.form == "name" else None
            return self._by_entry(match.entry, self.scene.tokens[inner[0] : inner[1]], alias), match.form
        if name is not None:
            return self._by_name(name), "name"
        bearer = self._bearer(words)
        if bearer is not None:
            return self._by_name(bearer), "title"
        words = self.scene.tokens[inner[0] : inner[1]]
        holder = self.known.find_holder(words)
        if holder is not None:
            return self._by_entry(holder, words, None), "title"
        return self._take_up(words) or self._by_words(words), "nominal"

    def _name_in(self, span: Range) -> Name | None:
        """The name that the words are built around."""
        if self.tagged is None:
            self.tagged = tag_names(self.scene.tokens, self.tables)
        return name_in(self.tagged, span, self.tables)

    def _surname(self, span: Range) -> Name | None:
        """The surname of somebody named in full before, however it was tagged: "Behn", "Van der Lind"."""
        words = [token.text.lower() for token in self.scene.tokens[span[0] : span[1]]]
        for name in self.scene.surnames.get(self.scene.fold(words[-1]), ()):
            parts = [part.lower() for part in name.parts]
            if name.last <= span[0] and len(parts) > len(words) and parts[-len(words) :] == words:
                return replace(name, first=span[0], last=span[1], parts=name.parts[-len(words) :], titles=())
        return None

    # --- names -------------------------------------------------------------------------------------------------------

    def _is_somebody(self, name: Name, match: Match) -> bool:
        """Whether the name is a person's, whatever else is called so: "Minister Frank Paris"."""
        return match.entry.kind != "person" and any(n.is_person for n in (name, *self.scene.namesakes(name)))

    def _by_entry(self, entry: Entry, words: Sequence[Token], alias: str | None) -> str:
        """An actor that is known beforehand, under the name that it is known by."""
        actor = self._add(entry.name, entry.kind, alias)
        self.actors[actor] = replace(self.actors[actor], country=entry.country, wikidata=entry.wikidata)
        self._note(words, actor)
        return actor

    def _by_name(self, name: Name) -> str:
        best = self._full_name(name)
        same = [n for n in self.scene.namesakes(name) if n.text in {best.text, name.text}]
        kind = "person" if any(n.is_person for n in (*same, name)) else best.kind
        actor = self._add(best.text, kind, alias=name.text)
        titles = dict.fromkeys(title for n in same for title in self._titles(n))
        self.actors[actor] = replace(self.actors[actor], roles=tuple(titles))
        return actor

    def _titles(self, name: Name) -> Iterator[str]:
        """The titles in front of a name as they stand there: "US-Präsident"."""
        before = self.scene.tokens[max(0, name.first - len(name.titles)) : name.first]
        yield from (token.text for token in before if token.tag == "NN" and token.text.lower() in name.titles)

    def _full_name(self, name: Name) -> Name:
        """A surname stands for the one full name that ends with it."""
        fuller = {n.text: n for n in self.scene.namesakes(name) if len(n.parts) > len(name.parts)}
        if len(fuller) > 1 and len(name.parts) == 1:
            return self._last_named(name) or name
        single = len(name.parts) == 1 or all(n.parts[-len(name.parts) :] == name.parts for n in fuller.values())
        return next(iter(fuller.values())) if len(fuller) == 1 and single else name

    def _last_named(self, name: Name) -> Name | None:
        """Of two people with this surname, the one who alone was named in full in the sentences just before."""
        sentence = self.scene.tokens[name.first].sentence
        near = {
            n.text: n for n in self.scene.full_names_before(name) if sentence - self.scene.tokens[n.first].sentence <= 1
        }
        return next(iter(near.values())) if len(near) == 1 else None

    def _bearer(self, words: Sequence[Token]) -> Name | None:
        """ "der Minister": whose name stood with that title before; "der 27-Jährige": the last person spoken of."""
        heads = [t for t in words if t.tag == "NN"]
        if not heads or words[0].tag not in {"ART", "PDAT", "PPOSAT"} or len(words) > 3:
            return None
        article, title, first = words[0].text.lower(), heads[-1].text.lower(), words[0].index
        if words[0].tag == "PPOSAT":  # "ihrem Kollegen": no article tells the gender, the base form tells the title
            article, title = "", heads[-1].lemma.lower()
        if title[:1].isdigit():
            return self._recent_person(first, self._article_gender(words[0]))
        gender = self.tables.gender((title,), article)
        plural = gender == "masculine" and article in self.tables.words("feminine article")
        if plural or article in self.tables.words("indefinite article"):
            return None
        before = [n for n in self.scene.titled if n.last <= first and n.gender in {None, gender or n.gender}]
        described = {
            n.text: n for n in self.scene.names_before(first) if is_described_so(words, n, gender, self.scene.tokens)
        }
        if len(described) == 1:
            return next(iter(described.values()))
        before = [n for n in before if not is_told_apart(words, n, self.scene.tokens)]
        named = [n for n in before if title in n.titles]
        bearers = {
            self._full_name(n).text: n for n in named or before if any(self._is_same_office(t, title) for t in n.titles)
        }
        if len(bearers) > 1 and named:
            bearers = {text: n for text, n in bearers.items() if self._is_near(n, words[0])}
        return next(iter(bearers.values())) if len(bearers) == 1 else None

    def _is_same_office(self, borne: str, title: str) -> bool:
        """Whether "Außenminister" can be taken up as "der Minister"; "Vizepräsident" is no "Präsident"."""
        front = borne.removesuffix(title).rstrip("-")
        return borne.endswith(title) and front not in self.tables.words("lesser office")

    def _is_near(self, name: Name, at: Token) -> bool:
        """Whether the person is named in one of the last sentences."""
        full = self._full_name(name).text
        return any(
            0 <= at.sentence - self.scene.tokens[n.first].sentence <= _NEAR
            for n in self.scene.every_namesake(name)
            if n.last <= at.index and self._full_name(n).text == full
        )

    # --- pronouns ----------------------------------------------------------------------------------------------------

    def _by_pronoun(self, pronoun: Token) -> str | None:
        """Whoever spoke in the sentence before goes on; else the person who was its subject."""
        gender = self._pronoun_gender(pronoun)
        if gender is None:
            return self._plural_subject(pronoun) if self._takes_up_many(pronoun) else None
        others = self._clause_mates(pronoun)
        speaker = self.scene.speaking.get(pronoun.sentence - 1)
        if speaker is not None and speaker[1] <= pronoun.index and self._speaker_may_be(speaker, gender):
            actor = self.resolve(speaker)
            if actor not in others:
                self._learn_person(actor, speaker)
                return actor
        person = self._recent_person(pronoun.index, gender, others)
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
            n for n in self.scene.names_before(word.index) if sentence - self.scene.tokens[n.first].sentence <= _NEAR
        ]
        persons = {self._full_name(n).text: n for n in near if any(s.is_person for s in self.scene.namesakes(n))}
        if len(persons) != 2:
            return None
        (joint,) = self.tables.words("joins names")
        for name in persons.values():
            self._by_name(name)
        return self._add(f" {joint} ".join(sorted(persons)), "group")

    def _takes_up_many(self, pronoun: Token) -> bool:
        """ "Sie verlangen", "Diese lehnten ab"."""
        words = self.tables.words("feminine pronoun") | self.tables.words("plural pronoun")
        return pronoun.text.lower() in words and self._is_plural(pronoun)

    def _plural_subject(self, pronoun: Token) -> str | None:
        """The one subject of the sentence before whose verb is plural."""
        many = [span for span in self.scene.subjects_of.get(pronoun.sentence - 1, ()) if self._has_plural_verb(span)]
        nouns = [any(t.tag in {"NN", "NE"} for t in self.scene.tokens[a:b]) for a, b in many]
        return self._find(many[0])[0] if nouns == [True] else None

    def _has_plural_verb(self, span: Range) -> bool:
        around = (*self.scene.tokens[max(0, span[0] - 2) : span[0]], *self.scene.tokens[span[1] : span[1] + 2])
        finite = [t for t in around if t.number is not None and t.sentence == self.scene.tokens[span[0]].sentence]
        return bool(finite) and all(t.number == "plural" for t in finite)

    def _clause_mates(self, pronoun: Token) -> set[str | None]:
        """ "Sommer ermahnte ihn": the subject of the clause is somebody else than its object."""
        others: set[str | None] = set()
        for first, last in self.scene.subjects_of.get(pronoun.sentence, ()):
            low, high = min(last, pronoun.index), max(first, pronoun.index)
            apart = any(t.tag in {"$,", "$.", "KON"} for t in self.scene.tokens[low:high])
            if not apart and not first <= pronoun.index < last and (last <= pronoun.index or self._is_object(pronoun)):
                others.add(self._who((first, last)))
        return others - {None}

    def _who(self, span: Range) -> str | None:
        """The actor of a subject, as far as a name, a title or an earlier mention tells."""
        if span in self.mentions:
            return self.mentions[span].actor
        name = self._name_in(span) or self._bearer(self.scene.tokens[span[0] : span[1]])
        return self._actor(name) if name is not None else None

    def _is_object(self, pronoun: Token) -> bool:
        return pronoun.text.lower() in self.tables.words("object pronoun")

    def _subject_before(self, pronoun: Token, gender: Gender) -> str | None:
        """ "Die Zentrale begrüßt den Plan. Sie …": where no person fits, the subject of the sentence before.

        Unless somebody else in that sentence fits as well: "Der Plan wurde von einer Sprecherin bestätigt. Sie …".
        """
        tokens = self.scene.tokens
        for first, last in self.scene.subjects_of.get(pronoun.sentence - 1, ()):
            if self._is_rivalled(first, last, gender):
                return None
            comma = next((at for at in range(first, last) if tokens[at].tag == "$,"), last)
            words = tokens[first:comma]
            if words[0].tag in {"ART", "PDAT"}:
                return self._find((first, comma))[0] if self._nominal_gender(words) == gender else None
            # "Pichler, 1984 in Bruck geboren, …": a noun without an article and with an apposition is a name.
            lone = len(words) == 1 and words[0].tag == "NN" and not is_inflected(words[0])
            return self._find((first, comma))[0] if lone and comma < last else None
        return None

    def _is_rivalled(self, first: int, last: int, gender: Gender) -> bool:
        """Whether the sentence of a subject has a title of that gender outside of it."""
        tokens = self.scene.tokens
        sentence = tokens[first].sentence
        start = bisect_left(tokens, sentence, key=lambda token: token.sentence)
        end = bisect_right(tokens, sentence, key=lambda token: token.sentence)
        outside = (*tokens[start:first], *tokens[last:end])
        return any(t.tag == "NN" and self.tables.gender((t.text.lower(),)) == gender for t in outside)

    def _speaker_may_be(self, speaker: Range, gender: Gender) -> bool:
        """Whether a pronoun of that gender can take up the words for a speaker."""
        words = self.scene.tokens[speaker[0] : speaker[1]]
        if len(words) == 1 and words[0].tag in PRONOUNS:
            return self._pronoun_gender(words[0]) == gender
        name = self._name_in(self._behind_source(speaker))
        if name is not None:
            return self._may_be(name, gender) and name.kind != "media"
        if words[0].tag in {"ART", "PDAT"}:
            return self._nominal_gender(words) == gender
        return len(words) == 1

    def _pronoun_gender(self, pronoun: Token) -> Gender | None:
        word = pronoun.text.lower()
        if word in self.tables.words("masculine pronoun"):
            return "masculine"
        return "feminine" if word in self.tables.words("feminine pronoun") and not self._is_plural(pronoun) else None

    def _article_gender(self, article: Token) -> Gender:
        return "feminine" if article.text.lower() in self.tables.words("feminine article") else "masculine"

    def _nominal_gender(self, words: Sequence[Token]) -> Gender | None:
        """Masculine or feminine, as a title or the article of a subject tells: "die Zentrale", "der Rat"."""
        article, nouns = words[0].text.lower(), [w for w in words if w.tag == "NN"]
        if not nouns:
            return None
        told = self.tables.gender((nouns[0].text.lower(),), article)
        if article in self.tables.words("feminine article"):
            # "Die Minister", "die Behörden": many.
            return "feminine" if told != "masculine" and not is_inflected(nouns[0]) else None
        governed = words[0].index > 0 and self.scene.tokens[words[0].index - 1].tag in {"APPR", "NN"}
        return told or ("masculine" if article in self.tables.words("masculine article") and not governed else None)

    def _is_plural(self, pronoun: Token) -> bool:
        """Whether the nearest finite verb of the sentence is plural: "sie sagen"."""
        near = self.scene.tokens[max(0, pronoun.index - 2) : pronoun.index + 4]
        finite = [t for t in near if t.number is not None and t.sentence == pronoun.sentence]
        return bool(finite) and min(finite, key=lambda t: abs(t.index - pronoun.index)).number == "plural"

    def _recent_person(
        self, at: int, gender: Gender | None, others: AbstractSet[str | None] = frozenset()
    ) -> Name | None:
        """The person named as a subject in the sentences before, of the wanted gender; the nearest sentence wins."""
        if gender is None:
            return None
        sentence = self.scene.tokens[at].sentence
        best: tuple[int, int] | None = None
        found: Name | None = None
        for name in reversed(self.scene.names_before(at)):
            distance = sentence - self.scene.tokens[name.first].sentence
            if distance > _REACH:
                break
            # "Die Pläne unter Tom Hale nannte er falsch": the subject of the sentence before is nearer than Hale.
            score = (distance, 0) if self._is_subject(name) else (max(distance, 1), 1)
            if (best is None or score < best) and self._may_be(name, gender) and self._actor(name) not in others:
                best, found = score, name
        return found

    def _actor(self, name: Name) -> str:
        match = self.known.find_name(name)
        known = match is not None and not self._is_somebody(name, match)
        text = match.entry.name if match is not None and known else self._full_name(name).text
        return make_id("actor", self.scene.document, text)

    def _may_be(self, name: Name, gender: Gender) -> bool:
        """Whether the name may be a person's of that gender; a lone name without a title only where it is a subject.

        A place that only modifies the subject is no person: "Horn, in Bruck geboren", "die Regierung von Norland".
        """
        full = self._full_name(name).text
        same = [n for n in self.scene.namesakes(name) if self._full_name(n).text == full]
        genders = {n.gender for n in same if n.gender is not None}
        known = any(n.is_person for n in same)
        return (known or self._is_subject(name)) and (not genders or gender in genders)

    def _is_subject(self, name: Name) -> bool:
        """Whether the name is what a subject is built around, or is coordinated with that."""
        span = self.scene.subject_of(name)
        if span is None:
            return False
        head = self._name_in(span)
        coordinated = name.first > span[0] and self.scene.tokens[name.first - 1 - len(name.titles)].tag == "KON"
        return (head is not None and head.first == name.first) or coordinated

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

    def _take_up(self, words: Sequence[Token]) -> str | None:
        """ "Der sudavische Geheimdienst …": "der Geheimdienst"; "das Außenministerium": "das Ministerium"."""
        nouns = [t for t in words if t.tag == "NN"]
        others = [t for t in words if t.tag not in {"NN", "ART", "PDAT", "PPOSAT"} and t.text not in QUOTATION_MARKS]
        if len(nouns) != 1 or others:
            return None
        head, at = nouns[0].lemma.lower(), words[0].index
        if words[0].tag == "PPOSAT":
            return only_one(self.nominals[-_MOST_NOMINALS:], head)
        if not self._is_definite(words):
            return None
        if head in self.tables.words("organisation word"):
            return self._organisation_before(words[0])
        for fuller in reversed(self.nominals[-_MOST_NOMINALS:]):
            if fuller.last <= at and is_fuller(fuller.head, fuller.modified, head):
                return fuller.actor
        return self._fuller_subject(head, at)

    def _organisation_before(self, word: Token) -> str | None:
        """ "Nordwerk schließt sein Werk. Das Unternehmen …": the last subject that is no person and one thing."""
        for sentence in range(word.sentence - 1, word.sentence - 1 - _NEAR, -1):
            for span in self.scene.subjects_of.get(sentence, ()):
                words = self.scene.tokens[span[0] : span[1]]
                name = self._name_in(span)
                if words[0].tag in PRONOUNS or self._has_plural_verb(span) or self._surname(span) is not None:
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
            named = self._name_in((first, last))  # "Vizepräsident Tom Hale" is not "der Präsident"
            return None if named is not None and named.is_person else self._find((first, last))[0]
        return None

    def _is_definite(self, words: Sequence[Token]) -> bool:
        """Whether a definite article stands in front of the words or is the first of them."""
        first = words[0].index
        opening = [words[0], *self.scene.tokens[max(0, first - 1) : first]]
        return any(t.tag in {"ART", "APPRART"} and not self._is_indefinite(t) for t in opening)

    def _is_indefinite(self, article: Token) -> bool:
        return article.text.lower() in self.tables.words("indefinite article")

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
        many = inflected or self._has_plural_verb((kept[0].index, kept[-1].index + 1))
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
