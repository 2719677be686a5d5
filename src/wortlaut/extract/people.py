"""What a document tells of its people: who bears a name, a title or a surname, and whom a pronoun can mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from wortlaut.extract.known import Known
from wortlaut.extract.mentions import Gender, MentionTables, Name, name_in, tag_names
from wortlaut.extract.nominals import is_described_so, is_genitive, is_told_apart
from wortlaut.extract.registry import Match
from wortlaut.extract.scene import Range, Scene
from wortlaut.grammar.chunks import PRONOUNS, is_inflected
from wortlaut.model import Token, make_id

_REACH = 4
"""How many sentences back a pronoun may look."""
NEAR = 2
"""How many sentences back the bearer of a title counts as present where several bear it."""


@dataclass(slots=True)
class People:
    """The names of one document with the titles they bear, and its pronouns."""

    scene: Scene
    tables: MentionTables
    known: Known
    tagged: Sequence[Token] | None = None
    """The tokens with surnames that are common nouns as well tagged as names; made at the first need."""
    seen: dict[str, int] = field(default_factory=dict)
    """By full name the last sentence in which a title took somebody up."""
    taken: dict[str, dict[str, Name]] = field(default_factory=dict)
    """By title the people whom it took up though they were introduced with another: "die sudavische Ministerin"."""

    def name_in(self, span: Range) -> Name | None:
        """The name that the words are built around."""
        if self.tagged is None:
            self.tagged = tag_names(self.scene.tokens, self.tables)
        return name_in(self.tagged, span, self.tables)

    def nominative(self, name: Name) -> Name:
        """ "Celebis Angaben": a name in the genitive that stands without its ending elsewhere."""
        last = name.parts[-1]
        genitive = (
            last.endswith("s") and name.last < len(self.scene.tokens) and self.scene.tokens[name.last].tag == "NN"
        )
        if not genitive or self.scene.fold(last[:-1]) not in self.scene.places:
            return name
        return replace(name, parts=(*name.parts[:-1], last[:-1]))

    def surname(self, span: Range) -> Name | None:
        """The surname of somebody named in full before, however it was tagged: "Behn", "Van der Lind"."""
        words = [token.text.lower() for token in self.scene.tokens[span[0] : span[1]]]
        for name in self.scene.surnames.get(self.scene.fold(words[-1]), ()):
            parts = [part.lower() for part in name.parts]
            if name.last <= span[0] and len(parts) > len(words) and parts[-len(words) :] == words:
                return replace(name, first=span[0], last=span[1], parts=name.parts[-len(words) :], titles=())
        return None

    def behind_source(self, span: Range) -> Range:
        """ "Angaben der Polizei": not the paper speaks but whoever stands behind it in the genitive or with "von"."""
        tokens = self.scene.tokens
        for at in range(span[0], span[1] - 1):
            if tokens[at].tag == "NN" and self.scene.is_source(tokens[at]) and not self._is_circle(tokens[at]):
                follows = tokens[at + 1]
                if follows.tag in {"ART", "PPOSAT"}:
                    return at + 1, span[1]
                if follows.text.lower() in self.tables.words("name particle") and at + 2 < span[1]:
                    return at + 2, span[1]
            if tokens[at].tag in {"$,", "NE"}:
                break
        return span

    def _is_circle(self, noun: Token) -> bool:
        """ "Kreise der Partei": people who do not want to be named, and not the party."""
        return noun.text.lower().endswith(tuple(self.tables.words("circle")))

    def is_somebody(self, name: Name, match: Match) -> bool:
        """Whether the name is a person's, whatever else is called so: "Minister Frank Paris"."""
        return match.entry.kind != "person" and any(n.is_person for n in (name, *self.scene.namesakes(name)))

    def titles(self, name: Name) -> Iterator[str]:
        """The titles in front of a name as they stand there: "US-Präsident"."""
        before = self.scene.tokens[max(0, name.first - len(name.titles)) : name.first]
        for token in before:
            if token.tag == "NN" and token.text.lower() in name.titles:
                yield token.text
            elif token.tag == "NN" and token.lemma.lower() in name.titles:  # "den Präsidenten"
                yield token.lemma

    def actor(self, name: Name) -> str:
        """The id of the actor that the name stands for."""
        match = self.known.find_name(name)
        known = match is not None and not self.is_somebody(name, match)
        text = match.entry.name if match is not None and known else self.full_name(name).text
        return make_id("actor", self.scene.document, text)

    def full_name(self, name: Name) -> Name:
        """A surname stands for the one full name that ends with it."""
        fuller = {n.text: n for n in self.scene.namesakes(name) if len(n.parts) > len(name.parts)}
        if len(fuller) > 1 and len(name.parts) == 1:
            return self.last_named(name) or name
        single = len(name.parts) == 1 or all(n.parts[-len(name.parts) :] == name.parts for n in fuller.values())
        return next(iter(fuller.values())) if len(fuller) == 1 and single else name

    def last_named(self, name: Name) -> Name | None:
        """Of two people with this surname, the one who alone was named in full in the sentences just before."""
        sentence = self.scene.tokens[name.first].sentence
        near = {
            n.text: n for n in self.scene.full_names_before(name) if sentence - self.scene.tokens[n.first].sentence <= 1
        }
        return next(iter(near.values())) if len(near) == 1 else None

    # --- titles -------------------------------------------------------------------------------------------------------

    def bearers(self, words: Sequence[Token]) -> Sequence[Name]:
        """ "der Minister": whose name stood with that title before; "der 27-Jährige": the last person spoken of.

        More than one where it stays open who is meant.
        """
        heads = [t for t in words if t.tag == "NN"]
        if not heads or words[0].tag not in {"ART", "PDAT", "PPOSAT"} or len(words) > 3:
            return ()
        if self.tables.has_place_behind(heads[-1].text.lower()):  # "die Staatsanwaltschaft Luhne" is no "Luhne"
            return ()
        article, title, first = words[0].text.lower(), heads[-1].text.lower(), words[0].index
        if words[0].tag == "PPOSAT":  # "ihrem Kollegen": no article tells the gender, the base form tells the title
            article, title = "", heads[-1].lemma.lower()
        if title[:1].isdigit():
            # Officials go by their offices: their ages are not told.
            people = self.recent_people(first, self.article_gender(words[0]))
            return () if any(n.titles for person in people for n in self.scene.namesakes(person)) else people
        gender = self.tables.gender((title,), article)
        plural = gender == "masculine" and article in self.tables.words("feminine article")
        if plural or article in self.tables.words("indefinite article"):
            return ()
        if any(self._is_former(t) for t in words):
            return self._former_bearers(first, gender)
        described = {
            n.text: n for n in self.scene.names_before(first) if is_described_so(words, n, gender, self.scene.tokens)
        }
        if len(described) == 1:
            self.taken.setdefault(title, {}).update(described)
            return self._see(tuple(described.values()), words[0])
        return self._see(self._titled(words, title, gender), words[0])

    def _see(self, names: Sequence[Name], at: Token) -> Sequence[Name]:
        """Remember where a title took somebody up."""
        if len(names) == 1:
            self.seen[self.full_name(names[0]).text] = at.sentence
        return names

    def _titled(self, words: Sequence[Token], title: str, gender: Gender | None) -> Sequence[Name]:
        """Who bore the title; of several the ones that were named in the sentences just before."""
        before = [n for n in self.scene.titled if n.last <= words[0].index and n.gender in {None, gender or n.gender}]
        before = [n for n in before if not is_told_apart(words, n, self.scene.tokens)]
        named = [n for n in before if title in n.titles]
        borne = [n for n in named or before if any(self.is_same_office(t, title) for t in n.titles)]
        borne = borne or [n for n in before if any(self.tables.can_take_up(title, t) for t in n.titles)]
        bearers = {self.full_name(n).text: n for n in (*borne, *self.taken.get(title, {}).values())}
        near = [n for n in bearers.values() if self.is_near(n, words[0])]
        return tuple(near if near and len(bearers) > 1 else bearers.values())

    def _is_former(self, word: Token) -> bool:
        return word.tag == "ADJA" and word.text.lower().startswith(tuple(self.tables.words("former")))

    def _former_bearers(self, at: int, gender: Gender | None) -> Sequence[Name]:
        """ "die frühere Ministerin": "seine Vorgängerin Almut Kern", "Ex-Ministerin Kern"."""
        tokens, former = self.scene.tokens, tuple(self.tables.words("predecessor"))
        found = {}
        for name in self.scene.names_before(at):
            start = name.first - len(name.titles)
            described = any(self._is_former(t) for t in tokens[max(0, start - 2) : start])
            borne = described or any(title.startswith(former) for title in name.titles)
            if borne and name.gender in {None, gender}:
                found[self.full_name(name).text] = name
        return tuple(found.values())

    def is_same_office(self, borne: str, title: str) -> bool:
        """Whether "Außenminister" can be taken up as "der Minister"; "Vizepräsident" is no "Präsident"."""
        front = borne.removesuffix(title).rstrip("-")
        return borne.endswith(title) and front not in self.tables.words("lesser office")

    def is_near(self, name: Name, at: Token) -> bool:
        """Whether the person is named in one of the last sentences."""
        full = self.full_name(name).text
        seen = self.seen.get(full)
        return (seen is not None and at.sentence - seen <= NEAR) or any(
            0 <= at.sentence - self.scene.tokens[n.first].sentence <= NEAR
            for n in self.scene.every_namesake(name)
            if n.last <= at.index and self.full_name(n).text == full
        )

    # --- pronouns -----------------------------------------------------------------------------------------------------

    def recent_people(
        self, at: int, gender: Gender | None, others: AbstractSet[str | None] = frozenset()
    ) -> Sequence[Name]:
        """The person named as a subject in the sentences before, of the wanted gender; the nearest sentence wins.

        More than one where a sentence has several such subjects: "Bell und Tolv trafen sich. Sie …".
        """
        if gender is None:
            return ()
        sentence = self.scene.tokens[at].sentence
        best: tuple[int, int] | None = None
        found: dict[str, Name] = {}
        for name in reversed(self.scene.names_before(at)):
            distance = sentence - self.scene.tokens[name.first].sentence
            if distance > _REACH:
                break
            # "Die Pläne unter Tom Hale nannte er falsch": the subject of the sentence before is nearer than Hale.
            score = (distance, 0) if self.is_subject(name) else (max(distance, 1), 1)
            if (best is None or score <= best) and self.may_be(name, gender) and self.actor(name) not in others:
                if score != best:
                    found = {}
                if score != best or self.is_subject(name):
                    found.setdefault(self.actor(name), name)
                best = score
        return tuple(found.values())

    def unnamed_between(self, name: Name, at: Token, gender: Gender) -> bool:
        """Whether people without a name stand between a name and a pronoun: "eine Schwester traf die Chefin. Sie …"."""
        tokens = self.scene.tokens
        first = tokens[name.first].sentence + 1
        start = bisect_left(tokens, first, key=lambda token: token.sentence)
        end = bisect_left(tokens, at.sentence, key=lambda token: token.sentence)
        others = (t for t in tokens[start:end] if t.tag == "NN" and not self._bears(name, t.text.lower()))
        return (
            sum(self.tables.gender((t.text.lower(),), tokens[t.index - 1].text.lower()) == gender for t in others) > 1
        )

    def _bears(self, name: Name, title: str) -> bool:
        full = self.full_name(name).text
        same = (n for n in self.scene.namesakes(name) if self.full_name(n).text == full)
        return any(self.is_same_office(borne, title) for n in same for borne in n.titles)

    def may_be(self, name: Name, gender: Gender) -> bool:
        """Whether the name may be a person's of that gender; one without a title only where it is a subject, and
        only if it is told in full somewhere or speaks.

        A place that only modifies the subject is no person: "Horn, in Bruck geboren", "die Regierung von Norland".
        """
        full = self.full_name(name).text
        same = [n for n in self.scene.namesakes(name) if self.full_name(n).text == full]
        genders = {n.gender for n in same if n.gender is not None}
        known = any(n.is_person for n in same)
        speaks = self.scene.fold(name.parts[-1]) in self.scene.speakers or any(len(n.parts) > 1 for n in same)
        return (known or (speaks and self.is_subject(name))) and (not genders or gender in genders)

    def is_subject(self, name: Name) -> bool:
        """Whether the name is what a subject is built around, or is coordinated with that."""
        span = self.scene.subject_of(name)
        if span is None:
            return False
        head = self.name_in(span)
        coordinated = name.first > span[0] and self.scene.tokens[name.first - 1 - len(name.titles)].tag == "KON"
        return (head is not None and head.first == name.first) or coordinated

    def speaker_may_be(self, speaker: Range, gender: Gender) -> bool:
        """Whether a pronoun of that gender can take up the words for a speaker."""
        words = self.scene.tokens[speaker[0] : speaker[1]]
        if len(words) == 1 and words[0].tag in PRONOUNS:
            return self.pronoun_gender(words[0]) == gender
        name = self.name_in(self.behind_source(speaker))
        if name is not None:
            return self.may_be(name, gender) and name.kind != "media"
        if words[0].tag in {"ART", "PDAT"}:
            return self.nominal_gender(words) == gender
        return len(words) == 1

    def is_rivalled(self, first: int, last: int, gender: Gender) -> bool:
        """Whether the sentence of a subject has a title of that gender outside of it."""
        tokens = self.scene.tokens
        sentence = tokens[first].sentence
        start = bisect_left(tokens, sentence, key=lambda token: token.sentence)
        end = bisect_right(tokens, sentence, key=lambda token: token.sentence)
        outside = (*tokens[start:first], *tokens[last:end])
        return any(t.tag == "NN" and self.tables.gender((t.text.lower(),)) == gender for t in outside)

    # --- number and gender --------------------------------------------------------------------------------------------

    def pronoun_gender(self, pronoun: Token) -> Gender | None:
        """Whom a pronoun in the singular takes up; None for all others."""
        word = pronoun.text.lower()
        if word in self.tables.words("masculine pronoun"):
            return "masculine"
        return "feminine" if word in self.tables.words("feminine pronoun") and not self.is_plural(pronoun) else None

    def article_gender(self, article: Token) -> Gender:
        """Man or woman, as an article before a number or an adjective tells."""
        return "feminine" if article.text.lower() in self.tables.words("feminine article") else "masculine"

    def nominal_gender(self, words: Sequence[Token]) -> Gender | None:
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

    def is_object(self, pronoun: Token) -> bool:
        """Whether the pronoun is never a subject."""
        return pronoun.text.lower() in self.tables.words("object pronoun")

    def is_plural(self, pronoun: Token) -> bool:
        """Whether the nearest finite verb of the sentence is plural: "sie sagen"."""
        near = self.scene.tokens[max(0, pronoun.index - 2) : pronoun.index + 4]
        finite = [t for t in near if t.number is not None and t.sentence == pronoun.sentence]
        return bool(finite) and min(finite, key=lambda t: abs(t.index - pronoun.index)).number == "plural"

    def is_many(self, words: Sequence[Token]) -> bool:
        """Whether a phrase means several, as its words tell: "die Ermittler", "den Behörden"; not "dem Präsidenten"."""
        noun = next((t for t in words if t.tag == "NN"), None)
        article = words[0].text.lower()
        if noun is None or article in self.tables.words("singular article"):
            return False
        small = noun.text.lower()
        told = self.tables.gender((small,))
        agent = small.endswith(tuple(self.tables.words("masculine ending")))
        feminine = told == "feminine" or small.endswith(tuple(self.tables.words("plural like dative")))
        many = (told == "masculine" or (agent and not feminine)) and article in self.tables.words("feminine article")
        return many or (is_inflected(noun) and not is_genitive(noun))

    def has_plural_verb(self, span: Range) -> bool:
        """Whether the verb beside a subject is plural."""
        around = (*self.scene.tokens[max(0, span[0] - 2) : span[0]], *self.scene.tokens[span[1] : span[1] + 2])
        finite = [t for t in around if t.number is not None and t.sentence == self.scene.tokens[span[0]].sentence]
        return bool(finite) and all(t.number == "plural" for t in finite)

    def is_definite(self, words: Sequence[Token]) -> bool:
        """Whether a definite article stands in front of the words or is the first of them."""
        first = words[0].index
        opening = [words[0], *self.scene.tokens[max(0, first - 1) : first]]
        return any(t.tag in {"ART", "APPRART"} and not self.is_indefinite(t) for t in opening)

    def is_indefinite(self, article: Token) -> bool:
        """Whether the article brings in somebody new."""
        return article.text.lower() in self.tables.words("indefinite article")
