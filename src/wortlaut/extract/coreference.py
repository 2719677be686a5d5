"""Which actor the words for a speaker or an addressee stand for, inside one document.

Names are joined with their fuller forms ("Bell": "Kara Bell"), a title with the person who bears it, and a pronoun or
an age ("der 27-Jährige") with the person of its gender who spoke or was the subject shortly before. What stays unsure
stays unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from wortlaut.extract.known import Known
from wortlaut.extract.mentions import Gender, MentionTables, Name
from wortlaut.extract.nominals import (
    Nominal,
    in_base_form,
    is_fuller,
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
    taken_up: set[str] = field(default_factory=set)
    """Organisations that a common noun took up: Nordwerk, by "das Unternehmen"."""
    seats: dict[str, str] = field(default_factory=dict)
    """By the name of a city the government that the document puts there: "die Regierung in Norhafen"."""
    candidates: tuple[str, ...] = ()
    """Who all could be meant by the phrase that was looked at last, where that stayed open."""
    people: People = field(init=False)

    def __post_init__(self) -> None:
        self.people = People(self.scene, self.tables, self.known)

    def resolve(self, span: Range) -> str | None:
        """The id of the actor that the words name, or None where it stays open."""
        known = self.mentions.get(span)
        if known is not None:
            return known.actor
        self.candidates = ()
        actor, form = self._find(span)
        place = Span(self.scene.tokens[span[0]].start, self.scene.tokens[span[1] - 1].end)
        identity = make_id("mention", self.scene.document, place.start, place.end)
        self.mentions[span] = Mention(identity, place, actor, form, self.candidates if actor is None else ())
        return actor

    def _find(self, span: Range) -> tuple[str | None, Form]:
        words = self.scene.tokens[span[0] : span[1]]
        place = next((at for at, word in enumerate(words) if word.tag in {"APPR", "APPRART"}), len(words))
        if words[0].text.lower() in self.tables.words("both") and place <= _LONGEST_BOTH:
            people = place == 1 or self.tables.is_title(words[1].lemma.lower())
            both = self._both(words[0]) if people else None
            if both is not None or place == 1:
                return both, "pronoun" if place == 1 else "nominal"
        if len(words) == 1 and words[0].tag in PRONOUNS | {"PRELS"}:
            return self._by_pronoun(words[0]), "pronoun"
        if any(word.lemma.lower() in self.tables.words("own") for word in words):
            return self._own_subject(span[0]), "nominal"
        inner = self.people.behind_source(span)
        joint = self._coordinated(inner)
        if joint is not None:
            return joint, "name"
        name = self.people.surname(inner) or self.people.name_in(inner)
        name = self.people.nominative(name) if name is not None else None
        match = self.known.find(inner) or (self.known.find_name(name) if name is not None else None)
        if match is not None and match.form == "nominal" and match.entry.kind == "state":
            match = match if self.people.is_many(words) else None  # "der Niederländer" is somebody, not his state
        if match is not None and (name is None or not self.people.is_somebody(name, match)):
            alias = name.text if name is not None and match.form == "name" else None
            return self._by_entry(match.entry, self.scene.tokens[inner[0] : inner[1]], alias), match.form
        quoted = self._quoted_name(inner)
        if quoted is not None:
            return quoted, "name"
        if name is not None and name.text in self.seats and not name.is_person:
            return self.seats[name.text], "metonym"
        if name is not None:
            return self._by_name(name), "name"
        bearers = self.people.bearers(words)
        if len(bearers) == 1:
            return self._by_name(bearers[0]), "title"
        words = self.scene.tokens[inner[0] : inner[1]]
        holder = self.known.find_holder(words)
        if holder is not None:
            return self._by_entry(holder, words, None), "title"
        nameless = self.tables.is_anonymous({t.text.lower() for t in words})
        taken = self._take_up(words) if nameless or not bearers else None
        if taken is None and bearers:
            self._leave_open(bearers)
            return None, "title"
        return taken or self._by_words(words), "nominal"

    def _leave_open(self, names: Sequence[Name]) -> None:
        """Nobody, where several fit: they are the reason."""
        self.candidates = tuple(self._by_name(name) for name in names)

    # --- names -------------------------------------------------------------------------------------------------------

    def _by_entry(self, entry: Entry, words: Sequence[Token], alias: str | None) -> str:
        """An actor that is known beforehand, under the name that it is known by."""
        actor = self._add(entry.name, entry.kind, alias)
        self.actors[actor] = replace(self.actors[actor], country=entry.country, wikidata=entry.wikidata)
        self._note(words, actor)
        self.known.note(entry, words[-1].index + 1)
        return actor

    def _coordinated(self, span: Range) -> str | None:
        """ "Präsident Tadić und Regierungschef Koštunica": both, where each part is built around a name."""
        tokens = self.scene.tokens
        joins = [i for i in range(*span) if tokens[i].text in self.tables.words("joins names")]
        if len(joins) != 1 or any(tokens[i].tag in {"APPR", "APPRART", "$,"} for i in range(*span)):
            return None
        sides = ((span[0], joins[0]), (joins[0] + 1, span[1]))
        if any(a >= b or not self._is_named(a, b) for a, b in sides):
            return None
        both = [self._find(side)[0] for side in sides]
        names = [self.actors[actor].name for actor in both if actor is not None]
        return self._add_joint(names) if len(names) == len(sides) else None

    def _add_joint(self, names: Iterable[str]) -> str:
        """The two of them as one actor, in whatever order they are named."""
        (joint,) = self.tables.words("joins names")
        return self._add(f" {joint} ".join(sorted(names)), "group")

    def _is_named(self, first: int, last: int) -> bool:
        return self.people.name_in((first, last)) is not None or self.known.find((first, last)) is not None

    def _quoted_name(self, span: Range) -> str | None:
        """ "die Zeitung „Norhafener Bote“": what stands between the marks at the end is its name."""
        words = [t for t in self.scene.tokens[span[0] : span[1]] if t.tag != "ART"]
        marks = [at for at, t in enumerate(words) if t.text in QUOTATION_MARKS]
        if len(marks) != 2 or marks != [1, len(words) - 1]:
            return None
        noun = words[0].text.lower()
        medium = noun.endswith(tuple(self.tables.words("media")))
        if words[0].tag != "NN" or not (medium or self.tables.has_name_behind(noun)):
            return None
        text = self.scene.text[words[2].start : words[-2].end]
        return self._add(text, "media" if medium else "organisation")

    def _by_name(self, name: Name) -> str:
        best = self.people.full_name(name)
        same = [n for n in self.scene.namesakes(name) if n.text in {best.text, name.text}]
        kind = "person" if any(n.is_person for n in (*same, name)) else best.kind
        actor = self._add(best.text, kind, alias=name.text)
        titles = dict.fromkeys(title for n in same for title in self.people.titles(n))
        told = {country for n in same if (country := self.known.country_before(n)) is not None}
        country = next(iter(told)) if len(told) == 1 else None
        self.actors[actor] = replace(self.actors[actor], roles=tuple(titles), country=country)
        return actor

    # --- pronouns ----------------------------------------------------------------------------------------------------

    def _by_pronoun(self, pronoun: Token) -> str | None:
        """Whoever spoke in the sentence before goes on; else the person who was its subject."""
        if pronoun.text.lower() in self.tables.words("first person"):
            speaker = self.scene.quoting(pronoun.index)
            return self.resolve(speaker) if speaker is not None and speaker[0] != pronoun.index else None
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
        people = self.people.recent_people(pronoun.index, gender, others)
        if len(people) > 1:
            self._leave_open(people)
            return None
        if people and not self.people.unnamed_between(people[0], pronoun, gender):
            return self._by_name(people[0])
        return self._subject_before(pronoun, gender)

    def _learn_person(self, actor: str | None, span: Range) -> None:
        """A bare name that "er" or "sie" takes up is a person's: "Lawrow sagte … Er …"."""
        lone = span[1] - span[0] == 1 and self.scene.tokens[span[0]].tag == "NE"
        if lone and actor is not None and self.actors[actor].kind == "unknown":
            self.actors[actor] = replace(self.actors[actor], kind="person")

    def _both(self, word: Token) -> str | None:
        """ "Beide", "beide Minister": the two persons, and no third, named in the last sentences or in the report."""
        before = self.scene.names_before(word.index)
        near = [n for n in before if word.sentence - self.scene.tokens[n.first].sentence <= NEAR]
        persons = self._persons(near)
        if len(persons) < 2:
            persons = self._persons(before)
        if not persons:  # "Beide zogen Bilanz. Lawrow sagte …"
            persons = {self.people.full_name(n).text: n for n in self.scene.names_behind(word, NEAR) if self._speaks(n)}
        if len(persons) != 2:
            return None
        for name in persons.values():
            self._by_name(name)
        return self._add_joint(persons)

    def _persons(self, names: Sequence[Name]) -> dict[str, Name]:
        """Those of the names that are known to be people's."""
        return {self.people.full_name(n).text: n for n in names if any(s.is_person for s in self.scene.namesakes(n))}

    def _speaks(self, name: Name) -> bool:
        speaks = name.kind == "unknown" and self.scene.fold(name.parts[-1]) in self.scene.speakers
        return speaks and self.known.find_name(name) is None

    def _takes_up_many(self, pronoun: Token) -> bool:
        """ "Sie verlangen", "Diese lehnten ab"."""
        words = self.tables.words("feminine pronoun") | self.tables.words("plural pronoun")
        return pronoun.text.lower() in words and self.people.is_plural(pronoun)

    def _plural_subject(self, pronoun: Token) -> str | None:
        """The one subject of the sentence before whose verb is plural; for "diese" the last words for several."""
        if pronoun.text.lower() in self.tables.words("plural pronoun") and (last := self._last_many(pronoun)):
            return last
        many = [
            span for span in self.scene.subjects_of.get(pronoun.sentence - 1, ()) if self.people.has_plural_verb(span)
        ]
        nouns = [any(t.tag in {"NN", "NE"} for t in self.scene.tokens[a:b]) for a, b in many]
        return self._find(many[0])[0] if nouns == [True] else None

    def _last_many(self, pronoun: Token) -> str | None:
        """ "Sie warf den Rebellen vor … Diese …": the last words for several in the sentence before."""
        many = []
        for nominal in reversed(self.nominals[-_MOST_NOMINALS:]):
            distance = pronoun.sentence - self.scene.tokens[nominal.last - 1].sentence
            if distance > 1:
                break
            if distance == 1 and nominal.many:
                many.append(nominal)
        many.sort(key=lambda nominal: nominal.last not in self.scene.parties)
        return many[0].actor if many else None

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
        name = self.people.name_in(span)
        bearers = (name,) if name is not None else self.people.bearers(self.scene.tokens[span[0] : span[1]])
        return self.people.actor(bearers[0]) if len(bearers) == 1 else None

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
            return self._own_state(words, head) or self._only_one(head)
        if not self.people.is_definite(words):
            return None
        if head in self.tables.words("media"):
            return self._last_of("media")
        generic = head in self.tables.words("organisation word")
        if generic or head in self.tables.words("kind of organisation"):
            before = self._organisation_before(words[0], named=not generic)
            if before is not None:
                self.taken_up.add(before)
                return before
        for fuller in reversed(self.nominals[-_MOST_NOMINALS:]):
            synonym = not fuller.modified and self.tables.can_take_up(head, fuller.head)
            if fuller.last <= at and (synonym or is_fuller(fuller.head, fuller.modified, head)):
                return fuller.actor
        if generic and len(self.taken_up) == 1:
            return next(iter(self.taken_up))
        return self._fuller_subject(head, at)

    def _only_one(self, head: str) -> str | None:
        """ "Seine Regierung": the only one spoken of, unless it is known to be that of some state."""
        actor = only_one(self.nominals[-_MOST_NOMINALS:], head)
        return actor if actor is not None and self.actors[actor].country is None else None

    def _own_state(self, words: Sequence[Token], head: str) -> str | None:
        """ "Seine Regierung", "ihr Land": the government or the state of whoever speaks there."""
        speaker = self.scene.speaking.get(words[0].sentence) or self.scene.speaking.get(words[0].sentence - 1)
        owner = self.resolve(speaker) if speaker is not None and speaker[1] <= words[0].index else None
        country = self.actors[owner].country if owner is not None else None
        if country is None:
            return None
        if head in self.tables.words("homeland"):
            entry = self.known.state_of(country)
        else:
            entry = self.known.government_of(country) if head in self.tables.words("seated") else None
        return self._by_entry(entry, words, None) if entry is not None else None

    def _last_of(self, kind: str) -> str | None:
        """ "Das Blatt": the medium that was named last."""
        actors = (mention.actor for mention in reversed(self.mentions.values()))
        return next((actor for actor in actors if actor is not None and self.actors[actor].kind == kind), None)

    def _organisation_before(self, word: Token, *, named: bool) -> str | None:
        """ "Nordwerk schließt sein Werk. Das Unternehmen …": the last subject that is no person and one thing.

        `named`: it has to have a name: no "Parlament" is "die Partei".
        """
        for sentence in range(word.sentence - 1, word.sentence - 1 - NEAR, -1):
            for span in self.scene.subjects_of.get(sentence, ()):
                if self._is_organisation(span, named=named):
                    return self._find(span)[0]
        return None

    def _is_organisation(self, span: Range, *, named: bool) -> bool:
        words = self.scene.tokens[span[0] : span[1]]
        many = words[0].tag in PRONOUNS or self.people.has_plural_verb(span)
        if many or self.people.surname(span) is not None:
            return False
        name = self.people.name_in(span)
        if name is not None:
            return name.kind not in {"person", "media"} and name.last - name.first == len(name.parts)
        if named:  # "die Freie Liste"
            return any(word.tag == "ADJA" and word.text.istitle() for word in words[1:])
        nouns = [t.text.lower() for t in words if t.tag == "NN"]
        return not any(self.tables.is_title(noun) or noun.endswith(tuple(self.tables.words("media"))) for noun in nouns)

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

    def _note(self, words: Sequence[Token], actor: str, *, many: bool = False) -> None:
        """Keep a nominal phrase for shorter ones to take up."""
        nominal = Nominal.of(words, actor, many=many)
        if nominal is not None:
            self.nominals.append(nominal)

    def _by_words(self, words: Sequence[Token]) -> str | None:
        """Actors without a proper name go under their own words, without the article."""
        kept = list(words)
        belongs = kept[0].tag == "PPOSAT" and kept[-1].lemma.lower() in (
            self.tables.words("homeland") | self.tables.words("seated")
        )
        if belongs:  # "ihr Land": whose it is is all that would tell which
            return None
        while kept and (kept[0].tag in {"ART", "PDAT", "APPR", "APPRART"} or kept[0].text in QUOTATION_MARKS):
            kept = kept[1:]
        while kept and kept[-1].text in QUOTATION_MARKS and sum(t.text in QUOTATION_MARKS for t in kept) == 1:
            kept = kept[:-1]
        comma = next((at for at, t in enumerate(kept) if t.tag == "$," and at > 0), len(kept))
        kept = kept[:comma]
        if not kept or not any(t.tag in {"NN", "NE", "FM"} for t in kept):
            return None
        text = in_base_form(kept, self.scene.text, self.tables)
        heads = {t.lemma.lower() for t in kept} | {t.text.lower() for t in kept}
        noun = next((t for t in kept if t.tag == "NN"), None)
        many = self.people.is_many(words) or self.people.has_plural_verb((kept[0].index, kept[-1].index + 1))
        kind = self.tables.kind_of(noun.lemma.lower() if noun else "", heads, plural=many)
        if noun is not None and kind in {"unknown", "group"} and self.scene.is_source(noun):
            kind = "anonymous"
        known = (
            same_institution(self.nominals[-_MOST_NOMINALS:], kept) if kind in {"government", "organisation"} else None
        )
        actor = known or self._same_many(kept, many) or self._add(text, kind)
        if self.actors[actor].country is None:
            self.actors[actor] = replace(self.actors[actor], country=self.known.country_in(kept))
        self._note(kept, actor, many=many)
        self._learn_seat(kept, actor)
        return actor

    def _same_many(self, words: Sequence[Token], many: bool) -> str | None:
        """ "den Lokführern": "die Lokführer" that were named before, if nothing tells them apart."""
        wanted = Nominal.of(words, "", many=many)
        if wanted is None or wanted.modified or not many:
            return None
        same = (n for n in reversed(self.nominals[-_MOST_NOMINALS:]) if n.many and n.head == wanted.head)
        return next((n.actor for n in same), None)

    def _learn_seat(self, words: Sequence[Token], actor: str) -> None:
        """ "die Regierung in Norhafen": "Norhafen" alone is the government from now on."""
        end = words[-1].index + 1
        reach = (*words, *self.scene.tokens[end : end + 2])
        for noun, preposition, place in zip(reach, reach[1:], reach[2:], strict=False):
            government = noun.tag == "NN" and noun.lemma.lower() in self.tables.words("seated")
            if government and preposition.tag == "APPR" and place.tag in {"NE", "NN"}:
                self.seats.setdefault(place.text, actor)

    def _add(self, name: str, kind: str, alias: str | None = None) -> str:
        identity = make_id("actor", self.scene.document, name)
        before = self.actors.get(identity) or Actor(identity, name, kind)  # type: ignore[arg-type]
        aliases = {*before.aliases, alias} - {None, name}
        self.actors[identity] = replace(before, kind=kind, aliases=tuple(sorted(a for a in aliases if a)))  # type: ignore[arg-type]
        return identity
