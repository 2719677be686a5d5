"""Which language a report is in, and what becomes of those that cannot be read."""

import pytest

from tests.sources.site import ENGLISH, TEXT
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.languages import check_language, recognise_language
from wortlaut.sources.options import Options

OTHERS = {
    "en": ENGLISH,
    "nl": "De minister van Norland heeft dinsdag gezegd dat de sluis bij Ostrau binnenkort opengaat. De boeren wachten "
    "al sinds de herfst op het water en hij wil niet dat ze nog een zomer moeten wachten.",
    "fr": "La ministre de Norland a dit mardi que l'écluse près d'Ostrau serait bientôt ouverte. Les paysans de la "
    "vallée attendent l'eau depuis l'automne et ils ne veulent pas attendre un autre été pour cela.",
    "da": "Ministeren fra Norland sagde tirsdag, at slusen ved Ostrau snart vil blive åbnet. Bønderne har ventet på "
    "vand siden efteråret, og de vil ikke vente en sommer til på det.",
    "it": "Il ministro ha detto martedì che la chiusa di Ostrau sarà aperta presto. I contadini della valle aspettano "
    "l'acqua da questo autunno e non hanno più tempo per aspettare un altro anno.",
    "lb": "De Minister huet en Dënschdeg gesot, datt d'Schleis bei Ostrau geschwënn opgeet. D'Baueren waarden zënter "
    "dem Hierscht op d'Waasser an si wëllen net nach ee Summer op dat waarden.",
}  # fmt: skip


def item(text: str, language: str | None = None, **meta: str) -> Item:
    return Item(text, "a", "a", language=language, meta=meta)


def check(given: Item, options: Options | None = None) -> str | None:
    checked = check_language(given, options or Options())
    return checked.reason if isinstance(checked, Skipped) else checked.language


def test_german_is_recognised() -> None:
    recognised = recognise_language(TEXT)
    assert recognised is not None
    assert recognised.code == "de"
    assert check(item(TEXT)) == "de"


@pytest.mark.parametrize("code", OTHERS)
def test_its_neighbours_are_told_from_it(code: str) -> None:
    recognised = recognise_language(OTHERS[code])
    assert recognised is not None
    assert recognised.code == code
    assert check(item(OTHERS[code])) == f"in {recognised.name}, which cannot be read yet"


def test_what_the_text_shows_goes_before_what_the_page_says() -> None:
    assert check(item(TEXT, declared_language="en-US")) == "de"
    assert check(item(ENGLISH, declared_language="de")) == "in English, which cannot be read yet"


def test_what_a_table_or_the_user_says_goes_before_the_text() -> None:
    assert check(item(ENGLISH, "de_AT")) == "de"
    assert check(item(TEXT, "en")) == "in English, which cannot be read yet"
    assert check(item(ENGLISH), Options(language="de")) == "de"
    assert check(item(ENGLISH), Options(languages=("en",))) == "en"


def test_a_few_words_are_taken_for_what_they_are_said_to_be() -> None:
    assert check(item("Guten Tag.")) is None
    assert check(item("Guten Tag.", declared_language="de")) == "de"
    assert check(item("Good day.", declared_language="en")) == "in English, which cannot be read yet"


def test_other_scripts_and_no_language_at_all_are_told() -> None:
    assert check(item("Министр сказала во вторник что шлюз скоро откроют " * 4)) == (
        "in another script, which cannot be read yet"
    )
    assert check(item("lorem ipsum dolor sit amet consectetur adipiscing elit " * 4)) == (
        "in a language that is not recognised, which cannot be read yet"
    )
