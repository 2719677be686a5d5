"""The tagger gives what the HanTa library gives, takes any words, and forgets what it must."""

import gzip
import io
import os
import pickle
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from HanTa.HanoverTagger import HanoverTagger
from hypothesis import given, settings
from hypothesis import strategies as st

from wortlaut.errors import LanguagePackError
from wortlaut.text.hanta import LONGEST_SENTENCE, LONGEST_WORD, STTS, HantaTagger, load_tagger
from wortlaut.text.wordmodel import ADVICE, GERMAN_MODEL, Memo, Tables, load_tables, read_tables

SENTENCES = """\
Die Ministerin Kara Bell wies den Vorwurf am Freitag zurück .
„ Wir werden die Brücke bei Altwasser bis Mai 2031 wieder öffnen “ , sagte sie .
Norland und Sudavien hätten sich auf eine Waffenruhe geeinigt , hieß es in Regierungskreisen .
Der Sudavische Grenzschutz soll 1.250 Hafenarbeiter festgenommen haben .
Laut der Nordländischen Nachrichtenagentur NNA habe es keine Verletzten gegeben .
Ob die Küstenwasserschutzverordnung geändert werde , ließ Staatssekretär Ole Ravnsborg offen .
Er könne und wolle dazu nichts sagen , teilte das Fischereihafenamt mit .
Beim Dachdeckermeisterverband rief niemand zurück .
Das Gesetz , dessen Entwurf seit 3. März vorliegt , kostet rund 4,5 Millionen Kronen .
Warum sollten wir zögern ? fragte die Bürgermeisterin der Hafenstadt .
Komm sofort her und bring die Unterlagen mit !
Yolanda Quispe-Tarnowski spielte Cello , ihr Bruder übersetzte aus dem Quechua .
The deal is off , twitterte der Unternehmer , der gern Englisch schreibt .
Jugendliche , Reisende und Angestellte warteten stundenlang vor dem Rathaus .
Durch das ständige Verschieben und Absagen ging viel Vertrauen verloren .
Weder Zölle noch Einfuhrverbote hätten den Walnussölpreis gesenkt .
Am 21.01.2022 um 14:30 Uhr tagte der Ausschuss im Saal B 7 zum x-ten Mal .
Nach Angaben der Rettungsleitstelle wurden sieben Feuerwehrleute leicht verletzt .
Man müsse , so der Präsident Sudaviens , die Verträge einhalten .
Sie sagte zu , die Gelder umgehend auszuzahlen und die Listen offenzulegen .
Dem Vernehmen nach steht die Elbtalbahn vor dem Aus .
Ach , das wäre ja noch schöner gewesen !
Pjotr Wolkonskis Anwälte bezweifelten die Echtheit der E-Mails .
Be- und Entladen verboten , stand auf dem Schild .
WIR STREIKEN stand in Großbuchstaben am Werkstor der MOTA AG .
Das schnellste , billigste und leiseste Boot gewann die 12-Meter-Klasse .
Gemäß § 4 Abs. 2 haftet , wer 50 % der Anteile hält .
Schneefallgrenzenverschiebungsmodelle rechnen Fachleute heute mit Großrechnern .
Tut uns leid , simste sie & schickte 😀 hinterher .
‚ Nie wieder ‘ , habe ihm sein Opa eingeschärft , '' nie ! ``
"""

any_words = st.lists(
    st.one_of(
        st.text(st.characters(codec=None, exclude_categories=()), max_size=12),
        st.text("abenstuöß-. ĐİʼN1", max_size=70),
        st.sampled_from(["", "\ud800", "\x00", "😀", "'\n", "a" * 10_000, "İ" * LONGEST_WORD]),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def library() -> HanoverTagger:
    return HanoverTagger(GERMAN_MODEL)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


@pytest.fixture
def tagger(tables: Tables) -> HantaTagger:
    """A tagger that remembers nothing yet."""
    return HantaTagger(tables)


@pytest.mark.parametrize("sentence", SENTENCES.splitlines())
def test_lemmas_and_tags_are_those_of_the_library(library: HanoverTagger, tagger: HantaTagger, sentence: str) -> None:
    words = sentence.split()
    assert tagger.tag_like_library(words) == [(lemma, tag) for _, lemma, tag in library.tag_sent(words)]


def test_each_word_alone_is_tagged_as_by_the_library(library: HanoverTagger, tagger: HantaTagger) -> None:
    for word in sorted(set(SENTENCES.split())):
        for form in (word, word.lower(), word.capitalize()):
            assert tagger.tag_like_library([form]) == [(lemma, tag) for _, lemma, tag in library.tag_sent([form])]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abdefghiklmnorstuäöüßENGS-1.,", min_size=1, max_size=14), min_size=1, max_size=4))
def test_invented_words_are_tagged_as_by_the_library(library: HanoverTagger, words: list[str]) -> None:
    assert load_tagger().tag_like_library(words) == [(lemma, tag) for _, lemma, tag in library.tag_sent(words)]


def test_tags_are_plain_stts() -> None:
    words = "Der Reisende wollte das Warten am großen Tor vermeiden , hatte er ruhig gesagt .".split()
    assert load_tagger().tag(words) == [
        ("der", "ART"),
        ("Reisende", "NN"),
        ("wollen", "VMFIN"),
        ("der", "ART"),
        ("Warten", "NN"),
        ("an", "APPRART"),
        ("groß", "ADJA"),
        ("Tor", "NN"),
        ("vermeiden", "VVINF"),
        (",", "$,"),
        ("haben", "VAFIN"),
        ("er", "PPER"),
        ("ruhig", "ADJD"),
        ("sagen", "VVPP"),
        (".", "$."),
    ]


def test_every_tag_of_the_library_has_its_stts_spelling(library: HanoverTagger) -> None:
    tags = [library.int2tag[-tag] for tag in library.int2tag if tag < 0]
    brackets = [tag for tag in tags if tag not in STTS and "(" in tag]
    assert brackets == ["$("]
    assert set(STTS) <= set(tags)


@settings(max_examples=100, deadline=None)
@given(any_words)
def test_any_words_get_one_result_each(words: list[str]) -> None:
    first = load_tagger().tag(words)
    assert len(first) == len(words)
    assert load_tagger().tag(words) == first


def test_no_words_get_no_result() -> None:
    assert load_tagger().tag([]) == []


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("", "XY"),
        ("Wasser" * 20, "NN"),
        ("Wasser-" * 20 + "Amt", "NN"),
        ("https://beispiel.invalid/" + "a" * LONGEST_WORD, "XY"),
    ],
)
def test_an_empty_or_overlong_word_is_tagged_by_its_letters(word: str, tag: str) -> None:
    assert load_tagger().tag(["Das", word, "fehlt"])[1] == (word, tag)


def test_a_sentence_of_any_length_is_tagged(tagger: HantaTagger) -> None:
    words = "Der Hafen von Altwasser bleibt geschlossen und".split() * (LONGEST_SENTENCE // 3)
    tagged = tagger.tag(words)
    assert {tag for word, (_, tag) in zip(words, tagged, strict=True) if word == "bleibt"} == {"VVFIN"}


def test_a_small_memory_changes_no_result_and_keeps_its_bound(tables: Tables) -> None:
    forgetful, mindful = HantaTagger(tables, remembered_words=10), HantaTagger(tables)
    for _ in range(2):
        for sentence in SENTENCES.splitlines():
            assert forgetful.tag(sentence.split()) == mindful.tag(sentence.split())
            assert forgetful.remembered <= 10
    assert mindful.remembered == len(set(SENTENCES.split()))


def test_a_memo_keeps_what_is_asked_for_again() -> None:
    asked: list[int] = []

    def negate(number: int) -> int:
        asked.append(number)
        return -number

    memo = Memo(negate, 6)
    for number in range(1, 100):
        assert memo[0] == 0
        assert memo[number] == -number
        assert memo.count() <= 6
    assert asked.count(0) == 1


def test_the_tables_are_those_of_the_library(library: HanoverTagger, tables: Tables) -> None:
    assert tables.numbers == library.tag2int
    assert tables.names == library.int2tag
    assert tables.morphemes == library.LP_m_t
    assert tables.morpheme_transitions == library.LP_trans
    assert tables.word_transitions == library.LP_trans_word
    assert tables.words == library.cache
    assert {type(weight) for weights in tables.words.values() for _, weight in weights} == {float}


def test_neither_numpy_nor_the_code_of_the_library_is_loaded() -> None:
    code = """
import sys
sys.modules["numpy"] = None  # an import of it would fail
from wortlaut.text.hanta import load_tagger
assert "HanTa" not in sys.modules
assert load_tagger().tag(["Hafen"]) == [("Hafen", "NN")]
assert "HanTa.HanoverTagger" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_missing_library_is_named_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "HanTa", None)
    with pytest.raises(LanguagePackError, match=r'HanTa.* is not installed; .*pip install .*"HanTa>='):
        load_tables()


def test_the_advice_names_the_version_that_the_project_asks_for() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (requirement,) = [entry for entry in project["dependencies"] if entry.startswith("HanTa")]
    assert f'"{requirement}"' in ADVICE


def test_a_missing_model_is_named() -> None:
    with pytest.raises(LanguagePackError, match=r"without its model morphmodel_none\.pgz"):
        load_tables("morphmodel_none.pgz")


def pack(model: object) -> io.BytesIO:
    return io.BytesIO(gzip.compress(pickle.dumps(model)))


def test_a_model_of_another_shape_is_refused(tables: Tables) -> None:
    parts = tuple(part if isinstance(part, float) else type(part)() for part in tables)
    assert read_tables(pack(parts)) == parts
    others: list[object] = [parts[:-1], (*parts, {}), (*parts[:-1], []), list(parts), {}]
    for other in others:
        with pytest.raises(LanguagePackError, match="other parts than those that are known; install"):
            read_tables(pack(other))


@pytest.mark.parametrize(
    "damaged",
    [b"", b"HanTa", gzip.compress(b""), gzip.compress(b"HanTa"), pack(({}, {})).read()[:14]],
    ids=["empty", "not packed", "nothing packed", "other data", "cut off"],
)
def test_a_damaged_model_is_refused(damaged: bytes) -> None:
    with pytest.raises(LanguagePackError, match=r"cannot be read: .*; install"):
        read_tables(io.BytesIO(damaged))


@pytest.mark.parametrize("function", [os.system, eval, pickle.loads, Path])
def test_a_model_that_asks_for_code_is_refused(function: object) -> None:
    with pytest.raises(LanguagePackError, match="cannot be read: it asks for "):
        read_tables(pack((function,)))
