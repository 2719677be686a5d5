"""Actors known beforehand: states, their governments and seats, alliances, bodies, agencies, a user's own list.

A registry is looked up with the words of a phrase; it knows nothing of the document. What it finds under a name that
means somebody else ("Moskau", "das Weiße Haus": a government) is a metonym. What a phrase puts together of a state and
an institution ("die russische Regierung", "das Parlament in Kiew") gets an entry of its own, the same for all wordings.
Only what all words of the phrase make up is found: "der russische Außenminister Lawrow" and "die Moskauer Universität"
are not the government.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["person", "state", "government", "organisation", "group", "media", "anonymous", "unknown"]
Form = Literal["name", "metonym", "nominal"]
Gender = Literal["feminine", "masculine", "neuter", "plural"]

Phrase = tuple[str, ...]

_LONGEST_PHRASE = 10
_HYPHEN = "-"


@dataclass(frozen=True, slots=True)
class Office:
    """An office that somebody holds; `since` and `until` are EDTF dates (both included) or None for not known."""

    title: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor that is known beforehand.

    `name` is the name in the nominative as a record shows it ("NATO", "russische Regierung"); `country` is ISO 3166-1
    alpha-3; `wikidata` is an item ("Q7184"); `aliases` are other names, `metonyms` words that stand for it, `nominals`
    common nouns that mean it once it has been named ("die Allianz").
    """

    name: str
    kind: Kind
    country: str | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    nominals: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all other names."""
        return self.name, *self.aliases


@dataclass(frozen=True, slots=True)
class Match:
    """An actor found, and how the phrase means it: by a name, by a word for something else, by a common noun."""

    entry: Entry
    form: Form


@dataclass(frozen=True, slots=True)
class State:
    """A state with what its institutions are called by.

    `adjectives` in their base forms, the usual one first ("russisch"); `seats` where its government sits ("Moskau"),
    `seat_adjectives` made of these ("Moskauer"), `prefixes` what stands before a hyphen ("US" in "US-Regierung"),
    `metonyms` other words for the government ("Kreml").
    """

    entry: Entry
    adjectives: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    seat_adjectives: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Institution:
    """What many states have one of.

    `word` is what stands in a text; one that begins with a hyphen is the end of a compound ("-ministerium"). `name` is
    what its entry is called. `local`: cities have one as well, so that its place does not tell the state ("die Polizei
    in Moskau").
    """

    word: str
    name: str
    gender: Gender
    kind: Kind
    local: bool = False


@dataclass(frozen=True, slots=True)
class Inflection:
    """How a language changes words: the functions of a pack.

    `forms` are all forms of a name, itself included, `genitives` those that differ from it; `bases` what an adjective
    can be a form of; `compose` names an institution: (noun, its gender, adjective or None, name of the state).
    """

    forms: Callable[[str], Iterable[str]]
    genitives: Callable[[str], Iterable[str]]
    bases: Callable[[str], Iterable[str]]
    compose: Callable[[str, Gender, str | None, str], str]


NO_INFLECTION = Inflection(
    forms=lambda name: (name,),
    genitives=lambda name: (),
    bases=lambda word: (word,),
    compose=lambda noun, gender, adjective, state: f"{adjective or state} {noun}",
)


@dataclass(frozen=True, slots=True)
class Polity:
    """States and institutions, and the words that join them.

    `government` is the institution that a seat stands for; `words` are by use: "place" ("in"), "belonging" ("von"),
    "article".
    """

    states: tuple[State, ...] = ()
    institutions: tuple[Institution, ...] = ()
    government: Institution | None = None
    words: Mapping[str, frozenset[str]] | None = None


class Registry:
    """All actors known beforehand. A user's own entries are looked up first and replace others of the same name."""

    __slots__ = ("_inflection", "_institutions", "_layers")

    def __init__(self, layers: tuple[_Layer, ...], institutions: _Institutions, inflection: Inflection) -> None:
        self._layers = layers
        self._institutions = institutions
        self._inflection = inflection

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry],
        own: Iterable[Entry] = (),
        *,
        polity: Polity | None = None,
        inflection: Inflection = NO_INFLECTION,
    ) -> Registry:
        """The registry of these entries, of the states and their institutions, and of a user's own entries."""
        institutions = _Institutions(polity or Polity(), inflection)
        layer = _Layer.of((*institutions.entries(), *entries), inflection)
        return cls((layer,), institutions, inflection).extend(own)

    def extend(self, own: Iterable[Entry]) -> Registry:
        """The same registry with entries of a user's own, which take precedence over all that it has."""
        return Registry((_Layer.of(own, self._inflection), *self._layers), self._institutions, self._inflection)

    def find(self, words: Sequence[str], lemmas: Sequence[str], named: AbstractSet[str] = frozenset()) -> Match | None:
        """Who is meant by a noun phrase, given without its article as surface words and lemmas, as many of each.

        `named` has the names of the entries that the document has named so far: only for these does a common noun
        ("Allianz") count, and only where it can mean but one of them.
        """
        if not 0 < len(words) <= _LONGEST_PHRASE:
            return None
        phrases = _readings(words, lemmas)
        *own, pack = self._layers
        match = None
        for layer in own:
            match = match or layer.find(phrases)
        match = match or self._find_institution(tuple(words)) or pack.find(phrases)
        match = match or self._find_nominal(phrases, named)
        return replace(match, entry=self.known(match.entry)) if match is not None else None

    def country_of(self, word: str) -> str | None:
        """The country of the state that a word in front of a title tells: "russische", "Polens", "US-Präsident"."""
        return self._institutions.find_country(word)

    def government_of(self, country: str) -> Entry | None:
        """The government of a state, by its country."""
        return self._institutions.find_government(country)

    def state_of(self, country: str) -> Entry | None:
        """The state itself, by its country."""
        return self._institutions.find_state(country)

    def known(self, entry: Entry) -> Entry:
        """The entry that stands for one of this name."""
        for layer in self._layers:
            if (found := layer.entries.get(entry.name)) is not None:
                return found
        return entry

    def _find_institution(self, words: Phrase) -> Match | None:
        entry = self._institutions.find(words)
        return Match(entry, "nominal") if entry is not None else None

    def _find_nominal(self, phrases: Sequence[Phrase], named: AbstractSet[str]) -> Match | None:
        meant = {
            entry.name: entry
            for layer in reversed(self._layers)
            for phrase in phrases
            for entry in layer.nominals.get(phrase, ())
            if entry.name in named
        }
        return Match(next(iter(meant.values())), "nominal") if len(meant) == 1 else None


@dataclass(frozen=True, slots=True)
class _Layer:
    """Entries of one origin by all forms of their names."""

    entries: Mapping[str, Entry]
    names: Mapping[Phrase, Entry]
    metonyms: Mapping[Phrase, Entry]
    nominals: Mapping[Phrase, tuple[Entry, ...]]

    @classmethod
    def of(cls, entries: Iterable[Entry], inflection: Inflection) -> _Layer:
        """The forms of all entries; of two with the same name the first counts."""
        layer: dict[str, Entry] = {}
        names: dict[Phrase, Entry] = {}
        metonyms: dict[Phrase, Entry] = {}
        nominals: dict[Phrase, tuple[Entry, ...]] = {}
        for entry in entries:
            if layer.setdefault(entry.name, entry) is not entry:
                continue
            for phrase in _forms(entry.names, inflection, entry.kind):
                names.setdefault(phrase, entry)
            for phrase in _forms(entry.metonyms, inflection):
                metonyms.setdefault(phrase, entry)
            for phrase in _forms(entry.nominals, inflection):
                nominals[phrase] = (*nominals.get(phrase, ()), entry)
        return cls(layer, names, metonyms, nominals)

    def find(self, phrases: Sequence[Phrase]) -> Match | None:
        for phrase in phrases:
            if (entry := self.names.get(phrase)) is not None:
                return Match(entry, "name")
            if (entry := self.metonyms.get(phrase)) is not None:
                return Match(entry, "metonym")
        return None


class _Institutions:
    """What a state and an institution make up: "russische Regierung", "Parlament in Kiew", "Polens Armee"."""

    __slots__ = (
        "_adjectives",
        "_articles",
        "_bases",
        "_belonging",
        "_compose",
        "_endings",
        "_genitives",
        "_government",
        "_names",
        "_nouns",
        "_place",
        "_prefixes",
        "_seat_adjectives",
        "_seat_genitives",
        "_seats",
        "_states",
    )

    def __init__(self, polity: Polity, inflection: Inflection) -> None:
        words = polity.words or {}
        self._place = words.get("place", frozenset())
        self._belonging = words.get("belonging", frozenset())
        self._articles = words.get("article", frozenset())
        self._bases, self._compose = inflection.bases, inflection.compose
        self._government, self._states = polity.government, polity.states
        self._nouns: dict[Phrase, Institution] = {}
        self._endings: list[tuple[str, Institution]] = []
        for institution in polity.institutions:
            for form in inflection.forms(institution.word.removeprefix(_HYPHEN)):
                if institution.word.startswith(_HYPHEN):
                    self._endings.append((form, institution))
                else:
                    self._nouns.setdefault(_key(form.split()), institution)
        self._names = _by_form(polity.states, lambda state: _all(inflection.forms, state.entry.names))
        self._genitives = _by_form(polity.states, lambda state: _all(inflection.genitives, state.entry.names))
        self._seats = _by_form(polity.states, lambda state: state.seats)
        self._seat_genitives = _by_form(polity.states, lambda state: _all(inflection.genitives, state.seats))
        self._adjectives = _by_form(polity.states, lambda state: state.adjectives)
        self._seat_adjectives = _by_form(polity.states, lambda state: state.seat_adjectives)
        self._prefixes = _by_form(polity.states, lambda state: state.prefixes)

    def entries(self) -> Iterator[Entry]:
        """The states themselves and their governments, which are what their seats stand for."""
        for state in self._states:
            yield state.entry
            if self._government is not None:
                government = self._entry(state, self._government, self._government.name)
                # What a state and its seat share as a name ("Luxemburg") means the state.
                seats = tuple(seat for seat in state.seats if seat not in state.entry.names)
                yield replace(government, metonyms=(*seats, *state.metonyms))

    def find_state(self, country: str) -> Entry | None:
        """The state with this code."""
        state = self._state_of(country)
        return state.entry if state is not None else None

    def _state_of(self, country: str) -> State | None:
        return next((state for state in self._states if state.entry.country == country), None)

    def find_government(self, country: str) -> Entry | None:
        """The government of the state with this code."""
        state = self._state_of(country)
        if state is None or self._government is None:
            return None
        return self._entry(state, self._government, self._government.name)

    def find_country(self, word: str) -> str | None:
        """ISO 3166-1 alpha-3 of the state whose adjective, genitive or prefix the word is."""
        prefix, hyphen, _ = word.partition(_HYPHEN)
        state = self._prefixes.get((prefix,)) if hyphen else self._genitives.get((word,))
        bases = (self._adjectives.get((base,)) for base in self._bases(word))
        state = state or next((found for found in bases if found is not None), None)
        return state.entry.country if state is not None else None

    def find(self, words: Phrase) -> Entry | None:
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                for institution, name, states in self._read_noun(words[first:last]):
                    if (state := self._read_state(words[:first], words[last:], institution, states)) is not None:
                        return self._entry(state, institution, name)
        return None

    def _entry(self, state: State, institution: Institution, name: str) -> Entry:
        adjective = next((word for word in state.adjectives if self._adjectives.get((word,)) is state), None)
        composed = self._compose(name, institution.gender, adjective, state.entry.name)
        return Entry(composed, institution.kind, state.entry.country)

    def _read_noun(self, words: Phrase) -> Iterator[tuple[Institution, str, tuple[State, ...]]]:
        """The institutions that the words name, each with its name and with the state that a prefix tells."""
        if (institution := self._nouns.get(_key(words))) is not None:
            yield institution, institution.name, ()
        if len(words) > 1:
            return
        prefix, hyphen, noun = words[0].partition(_HYPHEN)
        if hyphen and (state := self._prefixes.get((prefix,))) is not None:
            yield from ((institution, name, (state,)) for institution, name, _ in self._read_noun((noun,)))
        for ending, institution in self._endings:
            modifier = words[0].removesuffix(ending)
            if modifier != words[0] and modifier.istitle() and not hyphen:
                yield institution, modifier + institution.name.removeprefix(_HYPHEN), ()

    def _read_state(
        self, before: Phrase, behind: Phrase, institution: Institution, told: tuple[State, ...]
    ) -> State | None:
        """The state that all words around the institution agree on; None where one of them tells something else."""
        states = list(told)
        for words, read in ((before, self._read_before), (behind, self._read_behind)):
            if words:
                state = read(words, institution)
                if state is None:
                    return None
                states.append(state)
        return states[0] if states and all(state is states[0] for state in states) else None

    def _read_before(self, words: Phrase, institution: Institution) -> State | None:
        """ "russische", "Polens", "Moskaus", "Moskauer"."""
        if (state := self._read_genitive(words, institution)) is not None or len(words) > 1:
            return state
        if institution.kind == "government" and (state := self._seat_adjectives.get(words)) is not None:
            return state
        return next((self._adjectives[(base,)] for base in self._bases(words[0]) if (base,) in self._adjectives), None)

    def _read_behind(self, words: Phrase, institution: Institution) -> State | None:
        """ "in Moskau", "von Polen", "der Ukraine", "des Iran", "Polens"."""
        if words[0] in self._place:
            place = _key(self._without_article(words[1:]))
            seat = None if institution.local else self._seats.get(place)
            return self._names.get(place) or seat
        if words[0] in self._belonging:
            return self._names.get(_key(self._without_article(words[1:])))
        if words[0] in self._articles:
            return self._names.get(_key(words[1:]))
        return self._read_genitive(words, institution)

    def _read_genitive(self, words: Phrase, institution: Institution) -> State | None:
        seat = None if institution.local else self._seat_genitives.get(_key(words))
        return self._genitives.get(_key(words)) or seat

    def _without_article(self, words: Phrase) -> Phrase:
        return words[1:] if words and words[0] in self._articles else words


def _all(inflect: Callable[[str], Iterable[str]], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from inflect(name)


def _by_form(states: Iterable[State], forms: Callable[[State], Iterable[str]]) -> dict[Phrase, State]:
    """The states by their forms; a form that two states share tells neither."""
    found: dict[Phrase, State] = {}
    shared: set[Phrase] = set()
    for state in states:
        for form in forms(state):
            key = _key(form.split())
            if found.setdefault(key, state) is not state:
                shared.add(key)
    return {key: state for key, state in found.items() if key not in shared}


def _forms(names: Iterable[str], inflection: Inflection, kind: Kind = "unknown") -> Iterator[Phrase]:
    """All forms of the names as keys; a person's name has no adjective in it that could change."""
    for name in names:
        forms = (name, *inflection.genitives(name)) if kind == "person" else inflection.forms(name)
        yield from (_key(form.split()) for form in forms)


def _readings(words: Sequence[str], lemmas: Sequence[str]) -> tuple[Phrase, ...]:
    """The phrase as it stands, and with the lemma of its first word, which may be its head: "Rates der Weisen"."""
    phrase = _key(words)
    headed = _key((lemmas[0], *words[1:])) if len(words) > 1 and words[0][:1].isupper() else phrase
    return (phrase,) if headed == phrase else (phrase, headed)


def _key(words: Sequence[str]) -> Phrase:
    """The words as keys: whether one before the last has a capital does not count ("vereinte Nationen")."""
    return (*(word[:1].lower() + word[1:] for word in words[:-1]), *words[-1:])
