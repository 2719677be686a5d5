"""Invented German reports, the same at every run, with as many different words as real news has.

A tagger that remembers words looks fast on text that repeats itself. So most nouns here are compounds
put together from two lists, and names are put together from syllables: a few thousand different
words in 80 reports, most of which stand in no dictionary.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

SEED = 20240305
SENTENCES_PER_PARAGRAPH = 4
PARAGRAPHS = 5

FIRST = """
Küsten Hafen Wasser Energie Bildungs Verkehrs Grenz Handels Fischerei Haushalts Wahl Sicherheits Gesundheits Forschungs
Landes Bürger Umwelt Flughafen Sprach Rechts Waren Stahl Holz Getreide Winter Brücken Kanal Archiv Museums Presse
Rundfunk Tarif Renten Steuer Zoll Wetter Eisenbahn Schiffs Boden Klima Kohle Daten Patent Spenden Sport Theater
Denkmal Feuerwehr Polizei Gewerkschafts Partei Parlaments Gemeinde Inselstaats Nordland Sudavien Friedens Waffen
""".split()
SECOND = """
behörde verordnung kommission vertreterin sprecher ministerin gesetz abkommen konferenz verband gericht präsident
versammlung planung verwaltung förderung prüfung aufsicht reform abgabe steuer krise debatte frage quote linie
strategie lieferung genehmigung gesellschaft schule halle anlage karte kasse stelle ordnung gruppe beratung sperre
messung statistik ausstellung sammlung tagung expertin prüfer direktor anwältin bericht entwurf vertrag haushalt
""".split()
VERBS = """
prüfen verschieben ablehnen unterstützen fordern senken erhöhen verbieten fördern planen beschließen kündigen öffnen
schließen sanieren verkaufen verteidigen begrüßen bremsen ausweiten kürzen vorstellen aussetzen veröffentlichen
""".split()
ADJECTIVES = """
neue umstrittene geplante vorläufige gemeinsame strenge nördliche frühere unabhängige kostspielige dringende
überfällige internationale ehrenamtliche unerwartete jährliche grenznahe halbstaatliche
""".split()
ONSETS = "B Br D F G H J K Kl L M N P R S Sch St T Th V W Z".split()
NUCLEI = "a e i o u au ei ie ö ü a e o".split()
CODAS = "l n r m s lt nd rk ss ng lm rn ck tz".split()
TAILS = "a o e en er ing inga sen ski mann berg kov ander eld".split()
DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
MONTHS = "Januar Februar April Mai Juni August Oktober November".split()

PATTERNS = (
    "Die {noun} habe die {adjective} {noun} nie gelesen, sagte {name} am {day}.",
    "„Wir werden die {noun} {verb}“, sagte {name}, „und zwar noch im {month}.“",
    "{name} wies den Vorwurf der {noun} zurück.",
    "Nach Angaben der {noun} sollen {number} Menschen betroffen sein.",
    "Die {noun} in {place} wurde am {number}. {month} geschlossen.",
    "Laut {name} ist die {adjective} {noun} teurer als die {noun}.",
    "Man müsse die {noun} rasch {verb}, hieß es aus der {noun}.",
    "Ob die {noun} von {place} die {noun} {verb} will, ließ {name} offen.",
    "{name} fordert, die {adjective} {noun} zu {verb}.",
    "Die {noun}, die seit {month} in {place} tagt, zählt {number} Mitglieder.",
    "Zuvor hatte {name} erklärt, dass die {noun} {number} Millionen Kronen koste.",
    "„Das ist keine {noun}“, so {name}.",
    "Der Streit um die {noun} zwischen {place} und {place} dauert an.",
    "Er könne die {noun} nicht {verb}, teilte {name} der {noun} mit.",
    "Im Hafen von {place} lagen am {day} {number} Schiffe der {noun}.",
    "Wie die {noun} unter Berufung auf {name} meldet, bleibt die {adjective} {noun} in Kraft.",
    "Sie hätten die {noun} gern gesehen, schrieben {name} und {name} an die {noun}.",
    "Die {noun} sei „völlig {adjective}“, kritisierte {name} in {place}.",
    "Warum soll {place} die {noun} {verb}?",
    "Weder die {noun} noch die {noun} wollte sich dazu äußern; {name} schwieg.",
)


def make_reports(count: int) -> list[str]:
    """As many reports as asked for, each of some 250 tokens; the same ones every time."""
    chance = random.Random(SEED)
    return [_make_report(chance) for _ in range(count)]


def read_reports(folder: Path) -> list[str]:
    """The reports of a folder: ``.txt`` as they are, of ``.json`` the string under ``originalText``."""
    return list(_read_texts(folder))


def _read_texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".txt":
            yield path.read_text(encoding="utf-8")
        elif path.suffix == ".json":
            document = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(document, dict) and isinstance(document.get("originalText"), str):
                yield document["originalText"]


def _make_report(chance: random.Random) -> str:
    paragraphs = (" ".join(_make_sentence(chance) for _ in range(SENTENCES_PER_PARAGRAPH)) for _ in range(PARAGRAPHS))
    return "\n\n".join(paragraphs) + "\n"


def _make_sentence(chance: random.Random) -> str:
    pattern = chance.choice(PATTERNS)
    while "{" in pattern:
        before, _, rest = pattern.partition("{")
        slot, _, after = rest.partition("}")
        pattern = before + _fill(slot, chance) + after
    return pattern


def _fill(slot: str, chance: random.Random) -> str:
    match slot:
        case "noun":
            return chance.choice(FIRST) + chance.choice(SECOND)
        case "name":
            return f"{_make_name(chance)} {_make_name(chance)}"
        case "place":
            return _make_name(chance)
        case "number":
            return str(chance.randint(2, 28))
        case _:
            return chance.choice({"verb": VERBS, "adjective": ADJECTIVES, "day": DAYS, "month": MONTHS}[slot])


def _make_name(chance: random.Random) -> str:
    return chance.choice(ONSETS) + chance.choice(NUCLEI) + chance.choice(CODAS) + chance.choice(TAILS)
