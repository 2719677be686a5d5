"""Documents of the German Wikinews quotation set in their published JSON, and readings of them on the same tokens.

One file is one document: `originalText`, `tokens` with character offsets, `sentences` with token numbers, and
`annotations` with a type and five parts, each a set of token numbers. A reading comes as character spans and is
mapped onto these tokens: a token belongs to a part that shares a character with it.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from wortlaut.errors import InputError
from wortlaut.model import Span, Spans, Statement

ROLES = ("speaker", "cue", "addressee", "frame")
PARTS = ("quote", *ROLES)

Tokens = frozenset[int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One statement as it was read: its type, the character spans of its parts, the rules that made it."""

    type: str
    spans: Mapping[str, Spans]
    rules: tuple[str, ...] = ()

    @classmethod
    def of(cls, statement: Statement) -> Reading:
        """The parts of a record's statement that the set knows."""
        return cls(statement.type.value, {part: getattr(statement, part) for part in PARTS}, statement.rules)

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> Reading:
        """Read what `to_json` gave; a part that is missing or null is empty."""
        spans = {part: tuple(Span(*span) for span in entry.get(part) or ()) for part in PARTS}
        return cls(entry.get("type") or "", spans, tuple(entry.get("rules") or ()))

    def to_json(self) -> dict[str, Any]:
        """`type`, `rules`, and each part as a list of ``[start, end]``."""
        parts = {part: [list(span) for span in self.spans[part]] for part in PARTS}
        return {"type": self.type, **parts, "rules": list(self.rules)}


@dataclass(frozen=True, slots=True)
class Attribution:
    """One quotation on the tokens of a document, annotated or read."""

    type: str
    parts: Mapping[str, Tokens]
    rules: tuple[str, ...] = ()

    @property
    def quote(self) -> Tokens:
        """The tokens of what is said."""
        return self.parts["quote"]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated document; `sentences` gives each token the number of its sentence."""

    name: str
    text: str
    tokens: tuple[Span, ...]
    sentences: tuple[int, ...]
    gold: tuple[Attribution, ...]
    _starts: list[int] = field(init=False, repr=False, compare=False)
    _ends: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the borders of the tokens."""
        object.__setattr__(self, "_starts", [token.start for token in self.tokens])
        object.__setattr__(self, "_ends", [token.end for token in self.tokens])

    def find_tokens(self, spans: Iterable[Span]) -> Tokens:
        """The numbers of all tokens that share a character with one of the spans."""
        return frozenset(
            number
            for start, end in spans
            for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def place(self, readings: Iterable[Reading]) -> list[Attribution]:
        """Readings on this document's tokens, in their order; one whose quote touches no token is left out."""
        placed = [
            Attribution(r.type, {part: self.find_tokens(r.spans[part]) for part in PARTS}, r.rules) for r in readings
        ]
        return [attribution for attribution in placed if attribution.quote]


def digest_documents(documents: Iterable[GoldDocument]) -> str:
    """SHA-256 over what is measured: texts, tokens, sentences, annotations.

    Names, white space and order of the files do not matter, so that every copy of the set has the same digest.
    """
    contents = (
        (d.text, d.tokens, d.sentences, [(g.type, {part: sorted(g.parts[part]) for part in PARTS}) for g in d.gold])
        for d in documents
    )
    digests = sorted(sha256(json.dumps(content).encode()).digest() for content in contents)
    return sha256(b"".join(digests)).hexdigest()


def find_files(folder: Path) -> list[Path]:
    """The JSON files of a folder by name; raises InputError where there are none."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise InputError(f"{folder}: no JSON files here; give the folder of one part of the set, such as dev")
    return paths


def load_document(path: Path) -> GoldDocument:
    """Read one file of the set; raises InputError where it is not in the published form."""
    try:
        return _build(path.stem, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise InputError(f"{path}: not a document of the Wikinews set: {error!r}") from error


def _build(name: str, source: dict[str, Any]) -> GoldDocument:
    text = source["originalText"]
    tokens = tuple(Span(token["charBegin"], token["charEnd"]) for token in source["tokens"])
    for span, token in zip(tokens, source["tokens"], strict=True):
        if span.of(text) != token["text"]:
            raise ValueError(f"token {token['text']!r} does not stand at {span.start}")
    sentences = [0] * len(tokens)
    for number, sentence in enumerate(source["sentences"]):
        for token in sentence["tokenIds"]:
            sentences[token] = number
    gold = tuple(
        Attribution(a["type"], {part: frozenset(a.get(part, {}).get("tokenIds", ())) for part in PARTS})
        for a in source["annotations"]
    )
    return GoldDocument(name, text, tokens, tuple(sentences), gold)


def load_readings(path: Path) -> dict[str, list[Reading]]:
    """Read what `save_readings` wrote; raises InputError where it cannot be used."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {name: [Reading.from_json(entry) for entry in found] for name, found in entries.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise InputError(f"{path}: no saved readings: {error!r}") from error


def save_readings(path: Path, readings: Mapping[str, Iterable[Reading]]) -> None:
    """Write readings by document, so that later ones can be held against them."""
    entries = {name: [reading.to_json() for reading in found] for name, found in readings.items()}
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
