"""Known actors in German: names in all their forms, states with their adjectives, institutions, metonyms."""

import re
from importlib.resources import files

import pytest

from wortlaut.lang.language import load
from wortlaut.text.lexicon import read_table

REGISTRY = load("de").registry

ADJECTIVES = """
    AFG afghanisch, ALB albanisch, DZA algerisch, AGO angolanisch, ARG argentinisch, ARM armenisch, AUS australisch,
    AZE aserbaidschanisch, EGY ägyptisch, ETH äthiopisch, BGD bangladeschisch, BHR bahrainisch, BEL belgisch,
    BEN beninisch, BTN bhutanisch, BLR belarussisch, BOL bolivianisch, BIH bosnisch, BWA botsuanisch, BRA brasilianisch,
    BGR bulgarisch, BFA burkinisch, BDI burundisch, CHL chilenisch, CHN chinesisch, CRI costa-ricanisch, DNK dänisch,
    DEU deutsch, DOM dominikanisch, DJI dschibutisch, ECU ecuadorianisch, SLV salvadorianisch, CIV ivorisch,
    ERI eritreisch, EST estnisch, FIN finnisch, FRA französisch, GAB gabunisch, GMB gambisch, GEO georgisch,
    GHA ghanaisch, GRC griechisch, GBR britisch, GTM guatemaltekisch, HTI haitianisch, HND honduranisch, IND indisch,
    IDN indonesisch, IRQ irakisch, IRN iranisch, IRL irisch, ISL isländisch, ISR israelisch, ITA italienisch,
    JAM jamaikanisch, JPN japanisch, YEM jemenitisch, JOR jordanisch, KHM kambodschanisch, CMR kamerunisch,
    CAN kanadisch, KAZ kasachisch, QAT katarisch, KEN kenianisch, KGZ kirgisisch, COL kolumbianisch, XKX kosovarisch,
    HRV kroatisch, CUB kubanisch, KWT kuwaitisch, LAO laotisch, LVA lettisch, LBN libanesisch, LBR liberianisch,
    LBY libysch, LTU litauisch, MDG madagassisch, MYS malaysisch, MLI malisch, MLT maltesisch, MAR marokkanisch,
    MRT mauretanisch, MEX mexikanisch, MDA moldauisch, MCO monegassisch, MNG mongolisch, MNE montenegrinisch,
    MOZ mosambikanisch, MMR myanmarisch, NAM namibisch, NPL nepalesisch, NZL neuseeländisch, NIC nicaraguanisch,
    NLD niederländisch, NER nigrisch, NGA nigerianisch, PRK nordkoreanisch, MKD nordmazedonisch, NOR norwegisch,
    OMN omanisch, AUT österreichisch, PAK pakistanisch, PSE palästinensisch, PAN panamaisch, PRY paraguayisch,
    PER peruanisch, PHL philippinisch, POL polnisch, PRT portugiesisch, RWA ruandisch, ROU rumänisch, RUS russisch,
    ZMB sambisch, SAU saudi-arabisch, SWE schwedisch, SEN senegalesisch, SRB serbisch, ZWE simbabwisch,
    SGP singapurisch, SVK slowakisch, SVN slowenisch, SOM somalisch, ESP spanisch, LKA sri-lankisch, SDN sudanesisch,
    ZAF südafrikanisch, KOR südkoreanisch, SSD südsudanesisch, SUR surinamisch, SYR syrisch, TJK tadschikisch,
    TWN taiwanisch, TZA tansanisch, THA thailändisch, TGO togoisch, TCD tschadisch, CZE tschechisch, TUN tunesisch,
    TUR türkisch, TKM turkmenisch, UGA ugandisch, UKR ukrainisch, HUN ungarisch, URY uruguayisch, USA amerikanisch,
    UZB usbekisch, VEN venezolanisch, ARE emiratisch, VNM vietnamesisch, CAF zentralafrikanisch, CYP zyprisch
"""


def found(phrase: str, *named: str) -> tuple[str, str] | None:
    words = phrase.split()
    match = REGISTRY.find(words, words, frozenset(named))
    return (match.entry.name, match.form) if match is not None else None


def country(phrase: str) -> str | None:
    match = REGISTRY.find(phrase.split(), phrase.split())
    return match.entry.country if match is not None else None


@pytest.mark.parametrize(("code", "adjective"), [pair.split() for pair in ADJECTIVES.split(",")])
def test_the_adjective_of_a_state_names_its_government(code: str, adjective: str) -> None:
    government = f"{adjective}e Regierung"
    assert (found(f"{adjective}en Regierung"), country(government)) == ((government, "nominal"), code)


@pytest.mark.parametrize(
    "adjective", "kongolesische koreanische guineische portugalische kenische norwegerische".split()
)
def test_what_means_two_states_or_none_names_no_government(adjective: str) -> None:
    assert found(f"{adjective} Regierung") is None


NAMES = """
    Russland = Russland, Russlands = Russland, Russischen Föderation = Russland, USA = USA, Vereinigten Staaten = USA,
    Vereinigten Staaten von Amerika = USA, Großbritanniens = Großbritannien, Vereinigtes Königreich = Großbritannien,
    Vereinigten Königreichs = Großbritannien, Ukraine = Ukraine, Weißrussland = Belarus, Türkei = Türkei, Iran = Iran,
    Tschechischen Republik = Tschechien, Vereinigten Arabischen Emiraten = Vereinigte Arabische Emirate,
    Demokratischen Republik Kongo = Kongo-Kinshasa, Elfenbeinküste = Elfenbeinküste, Saudi-Arabiens = Saudi-Arabien,
    NATO = NATO, Nato = NATO, EU = EU, Europäischen Union = EU, Vereinte Nationen = Vereinte Nationen,
    Vereinten Nationen = Vereinte Nationen, vereinten Nationen = Vereinte Nationen, UNO = Vereinte Nationen,
    OSZE = OSZE, Europarats = Europarat, Europarates = Europarat, Weltgesundheitsorganisation = WHO,
    Internationalen Währungsfonds = IWF, Internationalen Atomenergiebehörde = IAEA, Roten Kreuzes = Rotes Kreuz,
    Internationalen Strafgerichtshofs = Internationaler Strafgerichtshof, Arabischen Liga = Arabische Liga,
    Weltsicherheitsrat = UN-Sicherheitsrat, Sicherheitsrat der Vereinten Nationen = UN-Sicherheitsrat,
    Europäische Kommission = EU-Kommission, Europäischen Zentralbank = EZB, Hamas = Hamas, Huthi-Rebellen = Huthi,
    Nachrichtenagentur Interfax = Interfax, Deutschen Presse-Agentur = dpa, RIA = RIA Nowosti, Tass = TASS,
    Süddeutschen Zeitung = Süddeutsche Zeitung, Spiegels = Spiegel, New York Times = NYT, Grünen = Grüne,
    Österreichischen Volkspartei = ÖVP, SPD = SPD, Auswärtigen Amtes = deutsches Außenministerium,
    Deutschen Bundestags = Bundestag, Westens = Westen, Globalen Südens = Globaler Süden, globale Süden = Globaler Süden
"""


@pytest.mark.parametrize(("phrase", "name"), [re.split(" = ", pair.strip()) for pair in NAMES.split(",")])
def test_names_are_found_in_all_their_forms(phrase: str, name: str) -> None:
    assert found(phrase) == (name, "name")


METONYMS = """
    Moskau = russische Regierung, Moskaus = russische Regierung, Kreml = russische Regierung,
    Kremls = russische Regierung, Weißes Haus = amerikanische Regierung, Weiße Haus = amerikanische Regierung,
    Weißen Haus = amerikanische Regierung, Weißen Hauses = amerikanische Regierung,
    Washington = amerikanische Regierung, Downing Street = britische Regierung, Hofburg = österreichische Regierung,
    Élysée = französische Regierung, Elysée-Palast = französische Regierung, Kiew = ukrainische Regierung,
    Peking = chinesische Regierung, Brüssel = EU, Pentagon = amerikanisches Verteidigungsministerium
"""


@pytest.mark.parametrize(("phrase", "name"), [re.split(" = ", pair.strip()) for pair in METONYMS.split(",")])
def test_seats_and_houses_stand_for_who_sits_there(phrase: str, name: str) -> None:
    assert found(phrase) == (name, "metonym")


INSTITUTIONS = """
    russische Regierung = russische Regierung, russischen Regierung = russische Regierung,
    Russische Regierung = russische Regierung, Regierung in Moskau = russische Regierung,
    Regierung Russlands = russische Regierung, Russlands Regierung = russische Regierung,
    Moskauer Regierung = russische Regierung, russische Führung = russische Regierung,
    Führung in Moskau = russische Regierung, Regierung von Polen = polnische Regierung,
    Regierung Polens = polnische Regierung, Regierung der Ukraine = ukrainische Regierung,
    Regierung des Iran = iranische Regierung, Regierung im Iran = iranische Regierung,
    Regierung der Vereinigten Staaten = amerikanische Regierung, US-Regierung = amerikanische Regierung,
    US-amerikanische Regierung = amerikanische Regierung, deutsche Bundesregierung = deutsche Regierung,
    Bundesregierung in Wien = österreichische Regierung, Schweizer Regierung = Schweizer Regierung,
    schweizerische Regierung = Schweizer Regierung, saudische Kabinett = saudi-arabisches Kabinett,
    ukrainische Verteidigungsministerium = ukrainisches Verteidigungsministerium,
    ukrainischen Verteidigungsministeriums = ukrainisches Verteidigungsministerium,
    Verteidigungsministerium in Kiew = ukrainisches Verteidigungsministerium,
    russische Außenministerium in Moskau = russisches Außenministerium,
    russische Außenamt = russisches Außenministerium,
    US-Außenministerium = amerikanisches Außenministerium, deutsche Außenministerium = deutsches Außenministerium,
    ukrainische Präsidialamt = ukrainisches Präsidialamt, ukrainische Geheimdienst = ukrainischer Geheimdienst,
    britischen Militärgeheimdienstes = britischer Militärgeheimdienst, US-Kongress = amerikanischer Kongress,
    Polens Parlament = polnisches Parlament, Parlament in Budapest = ungarisches Parlament,
    israelische Armee = israelische Armee, israelischen Streitkräfte = israelische Armee,
    israelische Militär = israelische Armee, russischen Zentralbank = russische Zentralbank,
    türkische Polizei = türkische Polizei, Oberste Gericht Russlands = russisches Oberstes Gericht,
    indische Oberste Gerichtshof = indisches Oberstes Gericht,
    iranischen Revolutionsgarden = iranische Revolutionsgarden,
    Regierung der Demokratischen Republik Kongo = Regierung von Kongo-Kinshasa
"""


@pytest.mark.parametrize(("phrase", "name"), [re.split(" = ", pair.strip()) for pair in INSTITUTIONS.split(",")])
def test_institutions_are_found_with_their_states(phrase: str, name: str) -> None:
    assert found(phrase) == (name, "nominal")


@pytest.mark.parametrize(
    ("phrase", "kind", "code"),
    [
        ("Kreml", "government", "RUS"),
        ("US-Außenministerium", "government", "USA"),
        ("ukrainische Parlament", "organisation", "UKR"),
        ("polnische Polizei", "organisation", "POL"),
        ("NATO", "organisation", None),
        ("APA", "media", "AUT"),
        ("FPÖ", "organisation", "AUT"),
        ("Westen", "group", None),
        ("Schweiz", "state", "CHE"),
        ("Kosovo", "state", "XKX"),
    ],
)
def test_an_actor_has_its_kind_and_country(phrase: str, kind: str, code: str | None) -> None:
    match = REGISTRY.find(phrase.split(), phrase.split())
    assert match is not None
    assert (match.entry.kind, match.entry.country) == (kind, code)


OTHERS = """
    Regierung, Bundesregierung, Außenministerium, Parlament, Polizei, russische Außenminister Lawrow,
    russische Außenminister, russische Regierungen, russischen Ministerien, prorussische Regierung,
    russisch-ukrainische Regierung, russische Opposition, russische Regierung Mischustin, Regierung Scholz,
    Regierung Polen, Regierung von Oberbayern, Regierung in Brüssel,
    bayerische Regierung, Moskauer Universität, Moskauer Polizei, Polizei in Moskau, Moskaus Bürgermeister,
    Bürgermeister von Moskau, Berliner Senat, Berlin Partners GmbH, Washington Capitals, Washingtoner Zeitung,
    Kreml-Sprecher Peskow, Kreml-Sprecher, NATO-Generalsekretär, US-Präsident, EU-Außenbeauftragte,
    Weiße Häuser, Rotes Haus,
    Haus, Nationen, Vereinte Staaten, Allianz, Bündnis, Union, Kommission, Presse, Welt, Zeit,
    Bildes, Russen, Briten, Westlicher,
    ukrainische Regierung in Moskau, amerikanische Russland, Regierung in, von Polen, EU-Regierung, Moskau-Regierung
"""


@pytest.mark.parametrize("phrase", [phrase.strip() for phrase in OTHERS.split(",")])
def test_other_phrases_are_nobody(phrase: str) -> None:
    assert found(phrase) is None


def test_common_nouns_mean_who_has_been_named() -> None:
    assert found("Allianz", "NATO") == ("NATO", "nominal")
    assert found("Bündnisses", "NATO", "Russland") == ("NATO", "nominal")
    assert found("westliche Bündnis", "NATO") == ("NATO", "nominal")
    assert found("Union", "EU") == ("EU", "nominal")
    assert found("Union", "EU", "CDU/CSU") is None
    assert found("Briten", "Großbritannien") == ("Großbritannien", "nominal")


@pytest.mark.parametrize(
    ("name", "item"), [("Russland", "Q159"), ("USA", "Q30"), ("Bulgarien", "Q219"), ("NATO", "Q7184"), ("dpa", None)]
)
def test_items_stand_where_they_are_known(name: str, item: str | None) -> None:
    match = REGISTRY.find([name], [name])
    assert match is not None
    assert match.entry.wikidata == item


def test_words_for_the_same_institution_agree_on_gender_and_use() -> None:
    folder = files("wortlaut.lang").joinpath("de/mentions")
    rows = read_table(folder, "institutions.tsv", ("word", "use", "name", "gender", "origin"))
    facts = {(row["name"], row["gender"], row["use"]) for row in rows if row["name"]}
    assert len({name for name, _, _ in facts}) == len(facts)
