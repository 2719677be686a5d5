"""Which finite forms of German verbs are preterite."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortlaut.lang.de.morphology.rules import tense
from wortlaut.model import Tense

PAST = """
    sagte/sagen sagten/sagen sagtest/sagen arbeitete/arbeiten rettete/retten warteten/warten
    erklärte/erklären hörte/hören führten/führen änderte/ändern handelte/handeln zögerten/zögern
    kam/kommen kamen/kommen gab/geben nahm/nehmen las/lesen fuhr/fahren lief/laufen stieß/stoßen rief/rufen
    hielt/halten bat/bitten riet/raten galt/gelten trat/treten bot/bieten litt/leiden schnitt/schneiden lud/laden
    war/sein waren/sein warst/sein wurde/werden wurden/werden hatte/haben hatten/haben ging/gehen stand/stehen tat/tun
    brachte/bringen dachte/denken wusste/wissen wußte/wissen kannte/kennen nannte/nennen sandte/senden
    konnte/können musste/müssen mußten/müssen durfte/dürfen mochte/mögen wollte/wollen sollte/sollen
    bekam/bekommen verließ/verlassen unterschrieb/unterschreiben vermochte/vermögen bedurfte/bedürfen
    teilnahm/teilnehmen vorschlug/vorschlagen stattfand/stattfinden einbrach/einbrechen schloß/schließen
    Kam/kommen schuf/schaffen hing/hängen schwor/schwören wuchs/wachsen aß/essen erlosch/erlöschen kniete/knien
"""
PRESENT = """
    sagt/sagen sagst/sagen sage/sagen sagen/sagen arbeite/arbeiten arbeitet/arbeiten rette/retten rettet/retten
    warte/warten bitte/bitten biete/bieten halte/halten halten/halten trete/treten vertreten/vertreten
    gibt/geben nimmt/nehmen liest/lesen tritt/treten spricht/sprechen empfiehlt/empfehlen fährt/fahren hält/halten
    rät/raten lädt/laden läuft/laufen säuft/saufen stößt/stoßen gilt/gelten birst/bersten isst/essen erlischt/erlöschen
    geschieht/geschehen lässt/lassen läßt/lassen schließt/schließen weiß/wissen weiss/wissen weißt/wissen tut/tun
    ist/sein sind/sein bin/sein sei/sein seien/sein hat/haben habe/haben wird/werden werde/werden werden/werden
    kann/können muss/müssen muß/müssen darf/dürfen mag/mögen will/wollen soll/sollen könne/können
    vermag/vermögen bedarf/bedürfen teilnimmt/teilnehmen teilhat/teilhaben vorsieht/vorsehen abtritt/abtreten
    handle/handeln handele/handeln handelt/handeln ändre/ändern ändere/ändern steuern/steuern Gib/geben
"""
SUBJUNCTIVE = """
    könnte/können müsste/müssen müßten/müssen dürfte/dürfen möchte/mögen wäre/sein hätte/haben würde/werden käme/kommen
    gelänge/gelingen bräche/brechen zwänge/zwingen brächte/bringen träte/treten wüsste/wissen vermöchte/vermögen
"""


def pairs(words: str) -> list[list[str]]:
    return [word.split("/") for word in words.split()]


@pytest.mark.parametrize(("form", "lemma"), pairs(PAST))
def test_preterite_forms_are_past(form: str, lemma: str) -> None:
    assert tense(form, lemma) is Tense.PAST


@pytest.mark.parametrize(("form", "lemma"), pairs(PRESENT))
def test_present_forms_are_present(form: str, lemma: str) -> None:
    assert tense(form, lemma) is Tense.PRESENT


@pytest.mark.parametrize(("form", "lemma"), pairs(SUBJUNCTIVE))
def test_the_second_subjunctive_is_no_preterite(form: str, lemma: str) -> None:
    assert tense(form, lemma) is Tense.PRESENT


@pytest.mark.parametrize(
    ("form", "lemma", "told"),
    [
        ("pendelte", "Pendel", Tense.PAST),
        ("qualmen", "Qualm", Tense.PRESENT),
        ("posteten", "posteten", Tense.PRESENT),
        ("kommt", "", Tense.PRESENT),
    ],
)
def test_a_lemma_that_is_no_verb_leaves_the_ending(form: str, lemma: str, told: Tense) -> None:
    assert tense(form, lemma) is told


@given(st.text(max_size=12), st.text(max_size=8) | st.sampled_from(["n", "en", "eln", "ern", "sein", "ſn", "İn"]))
def test_every_pair_of_words_has_a_tense(form: str, lemma: str) -> None:
    assert tense(form, lemma) in {Tense.PAST, Tense.PRESENT}
