"""Who is meant: surnames, titles, pronouns and appositions, read end to end."""

import pytest

import wortlaut
from wortlaut.extract.registry import Entry, Office
from wortlaut.model import Record


def actors(text: str) -> list[str | None]:
    """Who speaks in each statement, by name."""
    return _names(wortlaut.read(text), "speaker_actor")


def addressees(text: str) -> list[str | None]:
    """Who is spoken to in each statement, by name."""
    return _names(wortlaut.read(text), "addressee_actor")


def _names(record: Record, field: str) -> list[str | None]:
    names = {actor.id: actor.name for actor in record.actors}
    return [names.get(getattr(statement, field)) for statement in record.statements]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bruno Adler prüft die Kritik. Das Gesetz komme, so Adler.", "Bruno Adler"),
        ("Veit Sommer leitet den Rat. Später forderte Sommer, den Hafen zu schließen.", "Veit Sommer"),
        ("Veit Sommer leitet den Rat. Im Sommer sagte der Wirt, der Hafen sei voll.", "Wirt"),
        ("Minister Jan Krug reiste ab. Dann sagte Minister Krug, er trete zurück.", "Jan Krug"),
        ("Adler sagte, das Gesetz komme. Bruno Adler war dagegen.", "Adler"),
    ],
)
def test_surname_that_is_a_common_noun(text: str, speaker: str) -> None:
    assert actors(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Außenminister Jan Krug reiste nach Norhafen. Der Minister sagte, es eile.", "Jan Krug"),
        ("Kara Bell, Ministerin für Verkehr, reiste ab. Die Ministerin sagte, es eile.", "Kara Bell"),
        ("Anna Pichler, eine Medizinerin aus Bruck, kam an. Die Medizinerin sagte, es eile.", "Anna Pichler"),
        ("Der Sprecher der Stadt, Tom Hale, kam an. Der Sprecher sagte, es eile.", "Tom Hale"),
        ("Vizepräsident Tom Hale kam an. Der Präsident sagte, es eile.", "Präsident"),
        ("Minister Jan Krug kam an. Die Minister sagten, es eile.", "Minister"),
        ("Minister Jan Krug kam an. Ein Minister sagte, es eile.", "Minister"),
    ],
)
def test_title_stands_for_who_bears_it(text: str, speaker: str) -> None:
    assert actors(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Präsident Tom Hale traf Ministerin Kara Bell. Sie sagte, es eile.", "Kara Bell"),
        ("Pianist Leo Brandt spielte in Norhafen. Sie sagte, der Saal sei voll gewesen.", None),
        ("Anna Lund leitet die Werft. Er sagte, sie sei pleite.", None),
        ("Max Lund leitet die Werft. Sie sagte, der Termin stehe.", None),
        ("Der Abgeordnete Leo Horn kam an. Er sagte, es eile.", "Leo Horn"),
        ("Pichler, 1984 in Bruck geboren, leitet den Verein. Der Verein wachse, sagte sie.", "Pichler"),
        ("Anna Pichler, 1984 in Bruck geboren, leitet den Verein. Der Verein wachse, sagte sie.", "Anna Pichler"),
        ("Die Regierung von Tesma lehnt den Plan ab. Sie erklärte, er sei zu teuer.", "Regierung von Tesma"),
        ("Die Zentrale öffnete am Montag. Sie gab an, der Termin stehe.", "Zentrale"),
        ("Die Brücke wurde von einer Sprecherin vorgestellt. Sie sagte, der Termin stehe.", None),
    ],
)
def test_pronoun_goes_by_gender_and_subject(text: str, speaker: str | None) -> None:
    assert actors(text)[-1:] == [speaker]


def test_object_pronoun_is_not_the_subject_of_its_clause() -> None:
    assert addressees("Veit Sommer ermahnte ihn, die Sitzung zu verlassen.") == [None]
    told = "Der Rat lud Erik Dahl ein. Veit Sommer ermahnte ihn, die Sitzung zu verlassen."
    assert addressees(told) == ["Erik Dahl"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Danach lobte deren Vorsitzende Almut Kern den Entwurf und sagte, er sei klug.", "Almut Kern"),
        ("Mara Horn von der Universität sagte, es eile.", "Mara Horn"),
        ("Mara van der Lind sagte, es eile.", "Mara van der Lind"),
        ("Norhafens neue Bürgermeisterin Mara Horn sagte, es eile.", "Mara Horn"),
    ],
)
def test_where_a_name_ends(text: str, speaker: str) -> None:
    assert actors(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Der sudavische Geheimdienst warnte, es eile. In einer Erklärung des Geheimdienstes hieß es, es sei spät.",
            "sudavische Geheimdienst",
        ),
        (
            "Das Außenministerium teilte mit, es eile. Das Ministerium betonte, es sei spät.",
            "Außenministerium",
        ),
        ("Das Außenministerium teilte mit, es eile. Ein Ministerium betonte, es sei spät.", "Ministerium"),
        ("Der Rat teilte mit, es eile. Der Stadtrat betonte, es sei spät.", "Stadtrat"),
        ("In einer Erklärung des Ministeriums hieß es, es sei spät.", "Ministerium"),
    ],
)
def test_a_shorter_phrase_takes_up_a_fuller_one(text: str, speaker: str) -> None:
    assert actors(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Moskau teilte mit, es eile.", "government"),
        ("Bulgarien teilte mit, es eile.", "state"),
        ("Das Verkehrsministerium teilte mit, es eile.", "government"),
        ("Das Bezirksgericht teilte mit, es eile.", "organisation"),
        ("Die Lehrerinnen teilten mit, es eile.", "group"),
        ("Ein Minister teilte mit, es eile.", "person"),
        ("Augenzeugen teilten mit, es eile.", "anonymous"),
        ("Die Nachrichtenagentur dpa teilte mit, es eile.", "media"),
    ],
)
def test_kind_of_an_actor(text: str, kind: str) -> None:
    (actor,) = wortlaut.read(text).actors
    assert actor.kind == kind


def test_a_government_is_one_actor_under_all_its_names() -> None:
    text = "Die Regierung in Moskau sagte, es eile. Moskau betonte, es sei spät. Die russische Regierung schwieg dazu."
    (actor,) = wortlaut.read(text).actors
    assert (actor.name, actor.country) == ("russische Regierung", "RUS")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Ministerin Kara Bell traf ihre sudavische Kollegin Mira Tolv. Die sudavische Ministerin sagte, es eile.",
            "Mira Tolv",
        ),
        ("Nordwerk schließt sein Werk. Das Unternehmen teilte mit, es eile.", "Nordwerk"),
        ("Präsidentin Ines Korb eröffnete die Sitzung. Korb sagte, es eile.", "Ines Korb"),
        (
            "Jan Buchner geht. Seine Schwester Clara Buchner verkauft die Firma. Buchner sagte, es eile.",
            "Clara Buchner",
        ),
        ("Die Lokführer drohen mit Streik. Sie sagten, es eile.", "Lokführer"),
    ],
)
def test_who_is_meant(text: str, speaker: str) -> None:
    assert actors(text)[-1] == speaker


def test_spellings_of_one_name_from_another_script_are_one_person() -> None:
    read = wortlaut.read("Minister Igor Sawtschenko sagte, es eile. Später sagte Savchenko, es sei spät.")
    (person,) = read.actors
    assert (person.name, person.aliases) == ("Igor Sawtschenko", ("Savchenko",))


def test_german_names_that_sound_alike_are_two_people() -> None:
    assert actors("Minister Jan Meier sagte, es eile. Später sagte Meyer, es sei spät.") == ["Jan Meier", "Meyer"]


MINISTERS = (
    Entry("Kara Bell", "person", offices=(Office("Wasserministerin", "2020-01-01", "2022-06-30"),)),
    Entry("Mira Tolv", "person", offices=(Office("Wasserministerin", "2022-07-01"),)),
)


@pytest.mark.parametrize(
    ("published", "speaker"),
    [
        ("2021-05-03", "Kara Bell"),
        ("2023", "Mira Tolv"),
        ("2022", "Wasserministerin"),  # both held it in that year
        (None, "Wasserministerin"),
    ],
)
def test_an_office_means_whoever_held_it(published: str | None, speaker: str) -> None:
    record = wortlaut.read("Die Wasserministerin sagte, es eile.", published=published, actors=MINISTERS)
    assert _names(record, "speaker_actor") == [speaker]


def test_whom_the_report_names_in_an_office_counts_more_than_a_list() -> None:
    text = "Wasserministerin Ida Lund kam an. Die Wasserministerin sagte, es eile."
    record = wortlaut.read(text, published="2021-05-03", actors=MINISTERS)
    assert _names(record, "speaker_actor") == ["Ida Lund"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ministerin Kara Bell traf Minister Jan Krug. Beide sagten, es eile.", "Jan Krug und Kara Bell"),
        ("Ministerin Kara Bell traf Minister Jan Krug und Minister Tom Hale. Beide sagten, es eile.", None),
    ],
)
def test_both_are_the_two_just_named(text: str, speaker: str | None) -> None:
    assert actors(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Die sudavische Regierung warnte, es eile. Sudaviens Regierung sagte, es sei spät.", "sudavische Regierung"),
        (
            "Die Regierung von Sudavien warnte, es eile. Die Regierung Norlands sagte, es sei spät.",
            "Regierung Norlands",
        ),
        ("Die Regierung warnte, es eile. Jan Krug kam. Seine Regierung betonte, es sei spät.", "Regierung"),
    ],
)
def test_an_institution_is_one_actor(text: str, speaker: str) -> None:
    assert actors(text)[-1] == speaker


def test_institutions_of_states_that_begin_alike_are_two_actors() -> None:
    text = "Die norländische Polizei warnte, es eile. Die nordrhein-westfälische Polizei sagte, es sei spät."
    assert actors(text) == ["norländische Polizei", "nordrhein-westfälische Polizei"]


@pytest.mark.parametrize(
    "text",
    [
        "Minister Jan Krug und Minister Tom Hale kamen an. Der Minister sagte, es eile.",
        "Jan Krug und Tom Hale kamen an. Er sagte, es eile.",
    ],
)
def test_what_could_mean_two_stays_open_and_says_so(text: str) -> None:
    record = wortlaut.read(text)
    names = {actor.id: actor.name for actor in record.actors}
    (mention,) = [mention for mention in record.mentions if mention.actor is None]
    assert {names[identity] for identity in mention.candidates} == {"Jan Krug", "Tom Hale"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Ministerin Ada Horn und ihre Vorgängerin Mara Tiel kamen. Die frühere Ministerin sagte, es eile.",
            "Mara Tiel",
        ),
        ("Westriens Präsident Jan Krug reist ab. Das Staatsoberhaupt sagte, es eile.", "Jan Krug"),
        ("Der Autobauer Nordwerk zieht um. Das Unternehmen teilte mit, es eile.", "Nordwerk"),
        ("Die Freie Liste tagte. Die Partei erklärte, es eile.", "Freie Liste"),
        ("Die Polizei Norhafen teilte mit, der Mann sei tot.", "Polizei Norhafen"),
        ("Kreise der Partei berichteten, es gebe Streit.", "Kreise der Partei"),
        ("Der Innenminister Norlands, Jonas Krug, sagte, es eile.", "Jonas Krug"),
    ],
)
def test_nouns_that_take_somebody_up(text: str, speaker: str) -> None:
    assert actors(text) == [speaker]


def test_medium_goes_by_its_quoted_name() -> None:
    text = "Die Zeitung „Norhafener Bote“ berichtete, er gehe. Das Blatt schrieb, es eile."
    assert actors(text) == ["Norhafener Bote", "Norhafener Bote"]


def test_city_stands_for_the_government_that_sits_there() -> None:
    text = "Die norländische Regierung in Norhafen erklärte, es eile. Norhafen teilte mit, das Geld fehle."
    assert actors(text) == ["norländische Regierung in Norhafen", "norländische Regierung in Norhafen"]


def test_plural_has_one_name_in_all_cases() -> None:
    text = "Die Lokführer sagten, es eile. Die Bahn warf den Lokführern vor, sie irrten. Diese sagten, es stimme."
    assert actors(text) == ["Lokführer", "Bahn", "Lokführer"]
    assert addressees(text)[1] == "Lokführer"


def test_adjective_before_a_title_tells_the_country() -> None:
    (actor,) = wortlaut.read("Der polnische Außenminister Jan Krug sagte, es eile.").actors
    assert (actor.country, actor.roles) == ("POL", ("Außenminister",))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Die Staatsanwaltschaft Luhne ermittelt. Die Staatsanwaltschaft teilte mit, es eile.",
            "Staatsanwaltschaft Luhne",
        ),
        ("Ein Niederländer fiel auf. Der Niederländer sagte, es eile.", "Niederländer"),
        ("Minister Jan Krug und Präsident Tom Hale sagten, es eile.", "Jan Krug und Tom Hale"),
        ("Gesine Tolk kam an. Nach Tolks Angaben eilt es.", "Gesine Tolk"),
        ("Die Luhner Behörde sagte, es eile.", "Luhner Behörde"),
        ("Die Streitkräfte kamen. Den Einsatzkräften zufolge eilt es.", "Einsatzkräfte"),
    ],
)
def test_what_real_reports_showed(text: str, speaker: str) -> None:
    assert actors(text) == [speaker]


def test_title_in_another_case_is_the_same_office() -> None:
    text = "Horn hatte dem polnischen Präsidenten Jan Krug gedankt. Der polnische Staatschef sagte, es eile."
    assert actors(text) == ["Jan Krug"]
    (krug,) = [actor for actor in wortlaut.read(text).actors if actor.name == "Jan Krug"]
    assert (krug.kind, krug.country, krug.roles) == ("person", "POL", ("Präsident",))
