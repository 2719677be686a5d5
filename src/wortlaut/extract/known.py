"""Look phrases of a document up among the actors that are known beforehand.

A common noun ("das Bündnis") means a known actor only where the document has named it before; an office, whoever held
it when the report appeared.
"""

from __future__ import annotations

from collections.abc import Sequence

from wortlaut.extract.mentions import Name
from wortlaut.extract.registry import Entry, Match, Office, Registry
from wortlaut.extract.scene import Range
from wortlaut.extract.timex import Anchor
from wortlaut.model import Token
from wortlaut.text.morphology import QUOTATION_MARKS

_OPENS = frozenset({"ART", "PDAT", "APPRART", "APPR"})


class Known:
    """What the registry knows of one document's phrases."""

    def __init__(
        self,
        registry: Registry,
        tokens: Sequence[Token],
        names: Sequence[Name],
        own: Sequence[Entry] = (),
        published: str | None = None,
    ) -> None:
        """Look up all names of the document once: those that are known may be taken up by a common noun.

        `own` are the entries whose offices count, on the day that the report was `published` (EDTF).
        """
        self._registry = registry
        self._offices = [(office, entry) for entry in own for office in entry.offices]
        self._anchor = Anchor.of(published)
        self._tokens = tokens
        self._names: dict[tuple[str, ...], Match | None] = {}
        found = ((name.last, self.find_name(name)) for name in names)
        self._first: dict[str, int] = {}
        for last, match in found:
            if match is not None:
                self._first.setdefault(match.entry.name, last)

    def find(self, span: Range) -> Match | None:
        """Who is meant by a phrase as a whole, its article, quotation marks and appositions left out."""
        kept = list(self._tokens[span[0] : span[1]])
        comma = next((at for at, token in enumerate(kept) if token.tag == "$," and at > 0), len(kept))
        kept = [token for token in kept[:comma] if token.text not in QUOTATION_MARKS]
        while kept and kept[0].tag in _OPENS:
            kept = kept[1:]
        if not kept:
            return None
        named = {name for name, last in self._first.items() if last <= span[0]}
        return self._registry.find([t.text for t in kept], [t.lemma for t in kept], named)

    def country_before(self, name: Name) -> str | None:
        """The country that the words before a name tell: "der russische Außenminister Lawrow", "US-Präsident Biden"."""
        if not name.titles:
            return None
        first = max(0, name.first - len(name.titles))
        told = (self._registry.country_of(t.text) for t in self._tokens[max(0, first - 2) : name.first])
        return next((country for country in told if country is not None), None)

    def country_in(self, words: Sequence[Token]) -> str | None:
        """The country that an adjective or a genitive of a phrase tells: "der amerikanische Präsident"."""
        told = {self._registry.country_of(t.text) for t in words if t.tag in {"ADJA", "NE", "NN"}} - {None}
        return next(iter(told)) if len(told) == 1 else None

    def government_of(self, country: str) -> Entry | None:
        """The government of a state."""
        found = self._registry.government_of(country)
        return self._registry.known(found) if found is not None else None

    def state_of(self, country: str) -> Entry | None:
        """The state itself."""
        return self._registry.state_of(country)

    def note(self, entry: Entry, last: int) -> None:
        """Remember that a phrase before token `last` meant the entry: a common noun may take it up from there."""
        self._first.setdefault(entry.name, last)

    def find_holder(self, words: Sequence[Token]) -> Entry | None:
        """Who alone held the office that a phrase names when the report appeared: "der Außenminister"."""
        title = " ".join(t.text for t in words if t.tag not in _OPENS).lower()
        held = [entry for office, entry in self._offices if office.title.lower() == title and self._is_held(office)]
        return held[0] if len(held) == 1 else None

    def _is_held(self, office: Office) -> bool:
        """Whether the office was held on every day that the report may have appeared."""
        since, until = Anchor.of(office.since), Anchor.of(office.until)
        if self._anchor is None:
            return since is None and until is None
        began = since is None or since.last <= self._anchor.first
        return began and (until is None or self._anchor.last <= until.first)

    def find_name(self, name: Name) -> Match | None:
        """Who bears a name."""
        if name.parts not in self._names:
            self._names[name.parts] = self._registry.find(name.parts, name.parts)
        return self._names[name.parts]
