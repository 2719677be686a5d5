"""The cue lexicon and how its entries are found in a clause.

A cue is a verb ("mitteilen"), a phrase with a verb ("zum Ausdruck bringen"), a noun ("Forderung"), a preposition
("laut") or an adverb ("demnach"). Its `frames` say which content it takes: ``that wh to v2 direct np as bare`` and
``pp:PREPOSITION``; `source` marks nouns that can stand for where something is known from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, Medium, Token
from wortlaut.text.lexicon import Row, read_table, read_toml

COLUMNS = ("lemma", "kind", "class", "strength", "medium", "frames", "addressee", "origin")
STRONG = 3
FAIR = 2
WEAK = 1


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the lexicon: `head` is its verb, noun or preposition, `words` are what must stand beside it."""

    lemma: str
    kind: str
    cue_class: str
    strength: int
    medium: Medium
    frames: frozenset[str]
    addressee: frozenset[str]
    head: str
    words: tuple[str, ...]

    @property
    def prepositions(self) -> frozenset[str]:
        """The prepositions that lead to its content."""
        return frozenset(frame[3:] for frame in self.frames if frame.startswith("pp:"))


@dataclass(frozen=True, slots=True)
class CueClass:
    """What the cues of one class say.

    `told` is "content" where the act can be told by its object alone ("fordert den Abzug"), "answer" where it tells no
    more than a stand towards something said before ("wies den Vorwurf zurück"), and "none" where it needs words of
    its own.
    """

    name: str
    says: str
    act: str
    told: str


@dataclass(frozen=True, slots=True)
class CueMatch:
    """An entry found in a clause, with the tokens that are its cue, in the order of the text."""

    cue: Cue
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AttributionTables:
    """The cue lexicon by the lemma of its heads, and the words that the rules of attribution ask for."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, Cue]
    prepositions: tuple[Cue, ...]
    adverbs: Mapping[str, Cue]
    classes: Mapping[str, CueClass]
    words: Mapping[str, frozenset[str]]
    exceptions: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, folder: Traversable) -> AttributionTables:
        """Read `cues.tsv`, `frames.toml` and `words.tsv`."""
        rows = read_table(folder, "cues.tsv", COLUMNS, unique=False)
        cues = [_cue(row) for row in rows]
        words: dict[str, set[str]] = {}
        for row in read_table(folder, "words.tsv", ("word", "use", "origin"), unique=False):
            words.setdefault(row["use"], set()).add(row["word"])
        return cls(
            _by_head(cue for cue in cues if cue.kind in {"verb", "phrase"}),
            {cue.lemma.lower(): cue for cue in cues if cue.kind == "noun"},
            tuple(cue for cue in cues if cue.kind == "preposition"),
            {cue.lemma: cue for cue in cues if cue.kind == "adverb"},
            {
                name: CueClass(name, about["says"], about["act"], about["told"])
                for name, about in read_toml(folder, "frames.toml")["classes"].items()
            },
            {use: frozenset(found) for use, found in words.items()},
            _read_exceptions(folder),
        )

    def is_source(self, token: Token) -> bool:
        """Whether the token is a noun for where something is known from ("Angaben", "Bericht")."""
        cue = self.find_noun(token)
        return cue is not None and "source" in cue.frames

    def is_exception(self, lemma: str | None, words: Iterable[str]) -> bool:
        """Whether the verb says nothing beside one of these words: "forderte drei Verletzte"."""
        return lemma is not None and not self.exceptions.get(lemma, frozenset()).isdisjoint(words)

    def find_noun(self, token: Token) -> Cue | None:
        """The noun cue that the token is, or that its last part is ("Polizeiangaben": "Angaben")."""
        if token.tag not in {"NN", "NE"}:
            return None
        forms = dict.fromkeys((token.lemma.lower(), token.text.lower(), *_shorter_forms(token.text.lower())))
        if not forms.keys().isdisjoint(self.words["no compound"]):
            return None
        for form in forms:
            if (exact := self.nouns.get(form)) is not None:
                return exact
        for form in forms:
            for start in range(3, len(form) - 4):
                if (part := self.nouns.get(form[start:])) is not None:
                    return part
        return None


def _read_exceptions(folder: Traversable) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read_table(folder, "exceptions.tsv", ("lemma", "word", "origin"), unique=False):
        found.setdefault(row["lemma"], set()).add(row["word"])
    return {lemma: frozenset(words) for lemma, words in found.items()}


def _shorter_forms(form: str) -> Iterable[str]:
    """The form without an inflectional ending: "Worten" is found under "Worte"."""
    return (form[:-length] for length in (1, 2) if len(form) - length >= 4)


def _cue(row: Row) -> Cue:
    words = row["lemma"].split()
    if row["kind"] in {"verb", "phrase"}:
        head, rest = words[-1], words[:-1]
    else:
        head, rest = words[0], words[1:]
    addressee = frozenset() if row["addressee"] == "-" else frozenset(row["addressee"].split())
    return Cue(
        row["lemma"],
        row["kind"],
        row["class"],
        int(row["strength"]),
        Medium(row["medium"]),
        frozenset(row["frames"].split()),
        addressee,
        head,
        tuple(word.lower() for word in rest),
    )


def _by_head(cues: Iterable[Cue]) -> dict[str, tuple[Cue, ...]]:
    """Entries by the lemma of their verb, the most specific first."""
    found: dict[str, list[Cue]] = {}
    for cue in cues:
        found.setdefault(cue.head, []).append(cue)
    return {head: tuple(sorted(entries, key=lambda c: (-len(c.words), c.lemma))) for head, entries in found.items()}


def match_verb(tokens: Sequence[Token], clause: Clause, tables: AttributionTables) -> CueMatch | None:
    """The most specific entry whose verb is the clause's verb and whose words all stand in the clause."""
    if clause.lemma is None:
        return None
    entries = _without_particle(tokens, clause, tables) or tables.verbs.get(clause.lemma, ())
    own = own_tokens(clause)
    forms = {form for i in own for form in (tokens[i].text.lower(), tokens[i].lemma.lower())}
    for cue in (*entries, *_under_causative(tokens, clause, tables)):
        if not all(word in forms or word in tables.words["reflexive"] for word in cue.words):
            continue
        beside = _find_words(tokens, own, cue.words, tables.words["reflexive"])
        if beside is not None:
            return CueMatch(
                cue,
                tuple(
                    sorted(
                        {
                            *_cue_verbs(tokens, clause, cue),
                            *(i for i in beside if not _is_manner(tokens[i], cue, tables)),
                        }
                    )
                ),
            )
    return None


def _under_causative(tokens: Sequence[Token], clause: Clause, tables: AttributionTables) -> tuple[Cue, ...]:
    """ "ließ verbreiten": what somebody has said is said."""
    if clause.lemma not in tables.words["causative"]:
        return ()
    infinitive = next((tokens[i].lemma for i in clause.verbs if tokens[i].tag == "VVINF"), None)
    return tables.verbs.get(infinitive, ()) if infinitive is not None else ()


def _is_manner(token: Token, cue: Cue, tables: AttributionTables) -> bool:
    """ "äußerte sich besorgt": how somebody spoke is no part of the cue."""
    return token.tag == "ADJD" and cue.head in tables.words["tone apart"]


def _without_particle(tokens: Sequence[Token], clause: Clause, tables: AttributionTables) -> tuple[Cue, ...]:
    """ "schrieb weiter": what looks like a particle may be an adverb, and the verb alone the cue."""
    particle = next((i for i in clause.verbs if tokens[i].tag == "PTKVZ"), None)
    if particle is None or clause.lemma is None or tokens[particle].text.lower() not in tables.words["loose particle"]:
        return ()
    return tables.verbs.get(clause.lemma.removeprefix(tokens[particle].text.lower()), ())


def _cue_verbs(tokens: Sequence[Token], clause: Clause, cue: Cue) -> Iterable[int]:
    """The verbs of the clause, and its particle where the entry has it."""
    for i in clause.verbs:
        loose = tokens[i].tag == "PTKVZ" and not cue.head.startswith(tokens[i].text.lower())
        if tokens[i].tag != "PTKZU" and not (loose and tokens[i].text.lower() not in cue.words):
            yield i


def _find_words(
    tokens: Sequence[Token], own: Sequence[int], words: Sequence[str], reflexive: frozenset[str]
) -> list[int] | None:
    """Where each of the words stands in the clause, or None where one is missing; any reflexive pronoun will do."""
    found: list[int] = []
    for word in words:
        wanted = reflexive if word in reflexive else {word}
        at = next((i for i in own if i not in found and _is_word(tokens[i], wanted)), None)
        if at is None:
            return None
        found.append(at)
    return found


def _is_word(token: Token, wanted: frozenset[str] | set[str]) -> bool:
    """A noun has to stand as the entry has it ("Kunde geben" is not "gab Kunden"); other words may be inflected."""
    return token.text.lower() in wanted or (token.tag not in {"NN", "NE"} and token.lemma.lower() in wanted)
