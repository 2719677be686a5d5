"""Tokens tile any text; words, numbers, abbreviations and marks of German news are cut where a reader expects it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wortlaut
from wortlaut.text.tokens import TokenTables, tokenize

TABLES = TokenTables.read(Path(wortlaut.__file__).parent / "lang" / "de" / "segment")

GERMAN_PIECES = st.sampled_from(
    (
        *(".", "…", "„", "“", "'", "’", '"', ",", "-", "/", "@", ":", "(", ")", "*", "3", " ", "\n", "\n\n"),
        *("Die", "Bell", "sagte", "innen", "A", "z.", "B.", "Dr.", "usw.", "www.", "https://"),
        *("\u200b", "\u0308", "\ud800"),
    )
)


def cut(text: str) -> list[str]:
    return [span.of(text) for span in tokenize(text, TABLES)]


@given(st.text(st.characters(exclude_categories=())) | st.lists(GERMAN_PIECES).map("".join))
def test_tokens_tile_any_text(text: str) -> None:
    spans = tokenize(text, TABLES)
    position = 0
    for start, end in spans:
        assert position <= start < end
        assert text[position:start].isspace() or position == start
        assert not any(character.isspace() for character in text[start:end])
        position = end
    assert text[position:].isspace() or position == len(text)
    assert tokenize(text, TABLES) == spans


@pytest.mark.parametrize(
    "token",
    [
        "US-Präsident",
        "O’Neill",
        "geht's",
        "Lars'",
        "'ne",
        "20-jährige",
        "3:1-Sieg",
        "5,5-fache",
        "CDU/CSU",
        "km/h",
        "100.000",
        "3,5",
        "20.30",
        "17:00",
        "15.01.2022",
        "2022-01-21",
        "2021/22",
        "Bürger*innen",
        "Bürger:innen",
        "Bürger/-innen",
        "Bürger(innen)",
        "BürgerInnen",
        "Vor-",
        "z.B.",
        "Dr.",
        "bzw.",
        "usw.",
        "U.S.",
        "spiegel.example",
        "https://norland.example/a?b=1",
        "kara.bell@norland.example",
        "@kara_bell",
        "#wahl2022",
        "...",
        "…",
        "''",
        "´´",
        "-----",
        "Bun\u00addes\u200bkanzler",
        "U\u0308bung",
        "👩‍👩‍👧",
    ],
)
def test_one_token(token: str) -> None:
    assert cut(f"und {token} und") == ["und", token, "und"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("am 3. Mai", "am|3.|Mai"),
        ("im 19. Jahrhundert", "im|19.|Jahrhundert"),
        ("der 2. Norlandpokal", "der|2.|Norlandpokal"),
        ("der 2. und 3. Platz", "der|2.|und|3.|Platz"),
        ("vom 3. 5. 2021 an", "vom|3.|5.|2021|an"),
        ("vom 3.–5. Mai", "vom|3.|–|5.|Mai"),
        ("Johannes II. sagte", "Johannes|II.|sagte"),
        ("Sie wurde 13. Das war 1999.", "Sie|wurde|13|.|Das|war|1999|."),
        ("auf Platz 3. Norland siegte", "auf|Platz|3|.|Norland|siegte"),
        ("1. Frieden\n2. Freiheit", "1.|Frieden|2.|Freiheit"),
        ("10–18 Uhr, 10-18 Uhr", "10|–|18|Uhr|,|10|-|18|Uhr"),
        ("eine A400M.", "eine|A400M|."),
        ("z. B. Dr. Bell, d. h. ca. 5 Mio. Euro", "z.|B.|Dr.|Bell|,|d.|h.|ca.|5|Mio.|Euro"),
        ("J. K. Bell und J.K. Bell", "J.|K.|Bell|und|J.K.|Bell"),
        ("Peter B. sagte Plan B. Die Frau", "Peter|B.|sagte|Plan|B|.|Die|Frau"),
        ("Art. 5 dieser Art. Er", "Art.|5|dieser|Art|.|Er"),
        ("geschickt.Die Kälte", "geschickt|.|Die|Kälte"),
        ("Nr.5 in St.Norden", "Nr.|5|in|St.|Norden"),
        ("5% von 50€, § 3", "5|%|von|50|€|,|§|3"),
        ("Anti-„Terror“-Gesetz", "Anti-|„|Terror|“|-Gesetz"),
        ("‚Hans‘ und 'der Kurs'", "‚|Hans|‘|und|'|der|Kurs|'"),
        ("'Das ist Lars' Auto', so Lars' Rat", "'|Das|ist|Lars'|Auto|'|,|so|Lars'|Rat"),
        ("»a« ›b‹ \"c\" ,,d'' ``e´´", "»|a|«|›|b|‹|\"|c|\"|,,|d|''|``|e|´´"),
        ("(https://norland.example/a).", "(|https://norland.example/a|)|."),
        ("Nein?!", "Nein|?|!"),
    ],
)
def test_where_words_are_cut(text: str, tokens: str) -> None:
    assert cut(text) == tokens.split("|")
