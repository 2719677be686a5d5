"""A language is the tables of all stages; this module loads a pack by its code and checks it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable

from wortlaut.errors import InputError, LanguagePackError
from wortlaut.extract.acts import ActTables
from wortlaut.extract.attribution import AttributionTables
from wortlaut.extract.events import EventTables
from wortlaut.extract.factuality import FactualityTables
from wortlaut.extract.mentions import MentionTables
from wortlaut.extract.registry import Registry
from wortlaut.extract.timex import TimexTables
from wortlaut.grammar.pieces import ClauseTables
from wortlaut.text.morphology import MorphologyTables
from wortlaut.text.segment import SegmentTables


@dataclass(frozen=True, slots=True)
class Language:
    """The tables of every stage for one language; `code` is ISO 639-1."""

    code: str
    name: str
    version: str
    segment: SegmentTables
    morphology: MorphologyTables
    clauses: ClauseTables
    timex: TimexTables
    mentions: MentionTables
    factuality: FactualityTables
    attribution: AttributionTables
    acts: ActTables
    events: EventTables
    registry: Registry


def available() -> tuple[str, ...]:
    """The codes of all packs that are installed."""
    return tuple(sorted(f.name for f in files("wortlaut.lang").iterdir() if f.joinpath("language.toml").is_file()))


@cache
def load(code: str) -> Language:
    """Load a pack and check all of its tables.

    Raises `InputError` where there is no such pack and `LanguagePackError` where a table is broken.
    """
    if code not in available():
        raise InputError(f"no language pack {code!r}: there is {', '.join(available())}")
    folder = files("wortlaut.lang").joinpath(code)
    about = _read_about(folder)
    forms = import_module(f"wortlaut.lang.{code}.morphology.rules")
    times = import_module(f"wortlaut.lang.{code}.timex.rules")
    actors = import_module(f"wortlaut.lang.{code}.mentions.actors")
    return Language(
        code,
        about["name"],
        about["version"],
        SegmentTables.read(folder.joinpath("segment"), language_name=about["name"]),
        MorphologyTables.read(
            folder.joinpath("morphology"),
            mend=forms.mend,
            regular_mood=forms.regular_mood,
            number=forms.number,
            tense=forms.tense,
        ),
        ClauseTables.read(folder.joinpath("clauses")),
        TimexTables.read(folder.joinpath("timex"), times.TIMEX),
        MentionTables.read(folder.joinpath("mentions")),
        FactualityTables.read(folder.joinpath("factuality")),
        AttributionTables.read(folder.joinpath("attribution")),
        ActTables.read(folder.joinpath("acts")),
        EventTables.read(folder.joinpath("events")),
        actors.build(folder.joinpath("mentions")),
    )


def _read_about(folder: Traversable) -> dict[str, str]:
    about = tomllib.loads(folder.joinpath("language.toml").read_text(encoding="utf-8"))
    for key in ("name", "version"):
        if key not in about:
            raise LanguagePackError(f"language.toml: no {key!r}")
    return about
