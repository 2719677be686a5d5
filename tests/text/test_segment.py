"""Paragraphs, sentences, quotations and headers as a reader of German news sees them; anything goes as input."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wortlaut
from wortlaut.errors import LanguagePackError
from wortlaut.lang.language import load
from wortlaut.text.segment import Segments, SegmentTables, segment

FOLDER = Path(wortlaut.__file__).parent / "lang" / "de" / "segment"
TABLES = SegmentTables.read(FOLDER, language_name="German")

PIECES = st.sampled_from(
    (
        *(". ", "! ", "? ", "… ", ": ", ", ", "„", "“", "” ", ' "', '" ', '"', " '", "' ", "‚", "‘", "»"),
        *("« ", "›", "‹ ", ",,", "''", "’", "(", ") ", "\n", "\n\n", "- ", "27", "\ud800", "\u200b"),
        *("Die Ministerin ", "sagte", "3. Mai ", "usw. ", "Bell ", "der ", "date 2022-01 ", "Genf (dpa) - "),
        *("\n\nGenf – Die Wahl beginnt um acht.", "\nStand: 3.5.2021\n", "\nwww.norland.example\n", "(dpa) "),
    )
)
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(st.characters(exclude_categories=()))


def read(text: str) -> Segments:
    return segment(text, TABLES)


def sentences(text: str) -> list[str]:
    result = read(text)
    return [text[result.tokens[s.first].start : result.tokens[s.last - 1].end] for s in result.sentences]


def quotations(text: str) -> list[tuple[str, int, bool]]:
    result = read(text)
    return [
        (text[result.tokens[q.first].start : result.tokens[q.last - 1].end], q.depth, q.closed)
        for q in result.quotations
    ]


@given(TEXTS)
def test_every_token_belongs_to_one_sentence_or_to_a_header(text: str) -> None:
    result = read(text)
    spans = [header.span for header in result.headers]
    held = [index for index, token in enumerate(result.tokens) if any(token.overlaps(span) for span in spans)]
    for index, sentence in enumerate(result.sentences):
        assert sentence.index == index
        assert sentence.last > sentence.first
        held.extend(range(sentence.first, sentence.last))
    assert sorted(held) == list(range(len(result.tokens)))
    firsts = [sentence.first for sentence in result.sentences]
    assert firsts == sorted(firsts)
    numbers = [sentence.paragraph for sentence in result.sentences]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(len(set(numbers))))


@given(TEXTS)
def test_no_quotation_runs_past_a_header(text: str) -> None:
    result = read(text)
    for header in result.headers:
        inside = [i for i, token in enumerate(result.tokens) if token.overlaps(header.span)]
        assert not any(q.first < i < q.last for q in result.quotations for i in inside)


@given(TEXTS)
def test_quotations_are_properly_nested(text: str) -> None:
    result = read(text)
    enclosing: list[int] = []
    for quotation in result.quotations:
        assert 0 <= quotation.first < quotation.last <= len(result.tokens)
        while enclosing and enclosing[-1] <= quotation.first:
            enclosing.pop()
        assert not enclosing or quotation.last <= enclosing[-1]
        assert quotation.depth == len(enclosing)
        enclosing.append(quotation.last)


@given(TEXTS)
def test_the_same_text_gives_the_same_segments(text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Stadt wächst.¦Sie wird reicher!¦Warum?¦Niemand weiß es …¦Oder doch.",
        "Dr. Kara Bell kam am 3. Mai um ca. 9 Uhr nach St. Norden.¦Danach fuhr sie heim.",
        "Sie verkauft Äpfel usw.¦Bauern kaufen sie.",
        "Das kostet 5 Mio. Euro.¦Es fehlen 5 Mio.¦Die Stadt spart.",
        "„Was haben Sie getan?“, fragte Bell.¦Er schwieg.",
        "„Geht nach Hause!“ rief Bell.¦Alle gingen.",
        "„Wir gehen.¦Das ist gut“, sagte Bell.",
        "Bell sagte: „Wir gehen.¦Das ist gut.“¦Danach ging sie.",
        '"Wir gehen. ¦Das ist gut", sagte Bell. ¦"Wirklich."',
        "„Wir gehen.“ – so Bell am Freitag.",
        "Der Rat (endlich!) Norlands tagte.¦(Das war gestern.)¦Heute ruht er.",
        "Das Wunder (!) Norlands […] Sudavien freut es.",
        "Er hatte sie geschickt.¦Die Kälte blieb.",
        "Mehr dazu auf norland.example und in Nr. 5.¦Ende.",
        "Mehr dazu: https://norland.example/a?b=1.¦Ende.",
        "Kolb schwieg.¦(dpa)",
        "Kolb schwieg.¦© dpa",
        "Kolb schwieg.¦dpa/ab",
        "Bell nannte das „falsch“.¦Kolb schwieg.",
        "Bell fragte: „Warum nicht?“.¦Kolb schwieg.",
        "Bell sagte: „Wir gehen.“.¦Kolb schwieg.",
        "Bell sagte, es gehe „um alles.“¦Kolb schwieg.",
        "« Wir gehen », sagte Bell.¦« Wirklich. »",
        "Bell sagte: „Wir gehen.“¦„Wohin?“, fragte Kolb.",
        "Sie wurde 13.¦Das ist jung.",
        "Drei starben.¦13 wurden verletzt.",
    ],
)
def test_where_sentences_end(text: str) -> None:
    assert sentences(text.replace("¦", " ")) == [sentence.strip() for sentence in text.split("¦")]


def test_a_missing_space_behind_a_full_stop_still_ends_the_sentence() -> None:
    assert sentences("Er hat sie geschickt.Die Kälte blieb.") == ["Er hat sie geschickt.", "Die Kälte blieb."]


def paragraphs(text: str) -> list[int]:
    return [sentence.paragraph for sentence in read(text).sentences]


def test_a_blank_line_ends_a_paragraph_and_a_headline_is_a_sentence() -> None:
    text = "Norland wählt\n\nDie Wahl beginnt. Sie endet am Abend.\r\n \r\nSudavien wartet ab."
    assert sentences(text)[0] == "Norland wählt"
    assert paragraphs(text) == [0, 1, 1, 2]


def test_a_wrapped_line_goes_on() -> None:
    text = (
        "Die Regierung von Norland hat am Freitag in der Hauptstadt\nNorstadt beschlossen, dass die Steuern sinken.\n"
    )
    assert sentences(text) == [text.strip()]


def test_headlines_and_bullets_on_lines_of_their_own_end_at_the_line() -> None:
    text = (
        "Norland wählt\nDie Wahl zum Parlament von Norland beginnt am Freitag um acht Uhr.\n"
        "Es geht um\n- die Steuern\n- den Frieden"
    )
    assert sentences(text)[0] == "Norland wählt"
    assert sentences(text)[2:] == ["Es geht um", "- die Steuern", "- den Frieden"]


LEAD = "Die Regierung von Norland hat am Freitag beschlossen, dass die Steuern sinken. Ministerin Bell war froh."


@pytest.mark.parametrize("end", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "top",
    [
        ["Streit über Rentenpaket: SPD wirft Union Blockade vor"],
        ["Streit über Rentenpaket: SPD wirft Union Blockade vor", "Koalition vertagt die Entscheidung auf Montag"],
        ["Norland wählt", "Von Tom Hale"],
        ["Norland wählt", "Von Tom Hale und Kara Lindqvist, Norstadt", "Stand: 12.03.2024, 14:30 Uhr"],
        ["Foto: Tom Hale/dpa"],
        ["12.03.2024, 14:30 Uhr"],
        ["www.norland.example"],
    ],
)
def test_lines_above_a_report_are_sentences_of_their_own(top: list[str], end: str) -> None:
    text = "\n".join(top) + end + LEAD
    assert sentences(text)[: len(top)] == top
    assert len(sentences(text)) == len(top) + 2
    assert paragraphs(text)[: len(top) + 1] == list(range(len(top) + 1))


@pytest.mark.parametrize(
    "line",
    [
        *("© dpa", "© 2024 Nordpost Verlag", "dpa/ab", "(dpa)", "https://norland.example/a", "www.norland.example"),
        *("kara.bell@norland.example", "E-Mail: kara.bell@norland.example", "Stand: 12.03.2024, 14:30 Uhr"),
        *("Quelle: Nordpost", "Von Tom Hale", "Ein Kommentar von Tom Hale", "dpa-infocom, dpa:240312-99-123456/3"),
    ],
)
def test_lines_of_a_page_are_sentences_of_their_own(line: str) -> None:
    assert sentences(f"{LEAD}\n{line}") == [*sentences(LEAD), line]
    assert sentences(f"{LEAD}\n{line}\n{LEAD}") == [*sentences(LEAD), line, *sentences(LEAD)]


@pytest.mark.parametrize(
    "text",
    [
        "Die ganze Rede der Ministerin vor dem Rat von Norland steht auf\nwww.norland.example\nund in der Nordpost.",
        "Das meldete am Freitag unter Berufung auf die Regierung die Agentur\ndpa\naus Norland.",
        "Der größte Teil der Wähler in Norland und auch in Sudavien kommt\nVon Tom Hale\nnicht los.",
    ],
)
def test_a_wrapped_sentence_is_not_cut_at_what_looks_like_a_line_of_a_page(text: str) -> None:
    assert sentences(text) == [text]


def test_long_unwrapped_lines_are_paragraphs() -> None:
    line = "Die Regierung von Norland hat beschlossen, " * 5 + "dass die Steuern sinken."
    assert paragraphs(f"{line}\n{line}") == [0, 1]


@pytest.mark.parametrize(
    "quoted",
    [
        *("« Ja »", "„Ja„", "„Ja‟", "”Ja“", "„ Ja “"),
        *("„Ja“", "„Ja”", '„Ja"', "“Ja”", "”Ja”", '"Ja"', "»Ja«", "«Ja»", "»Ja»", "›Ja‹", "‚Ja‘", "‘Ja’", "'Ja'"),
        *(",,Ja''", "''Ja''", "„Ja''", "``Ja''", "´´Ja´´", ">>Ja<<"),
    ],
)
def test_every_pair_of_marks(quoted: str) -> None:
    assert quotations(f"Bell sagte {quoted} zu Kolb.") == [(quoted, 0, True)]
    assert quotations(f"({quoted}, sagte Bell.)") == [(quoted, 0, True)]
    assert not read(f"Bell sagte {quoted} zu Kolb.").issues


def test_nested_quotations_have_a_depth() -> None:
    assert quotations("„Er rief ‚Halt!‘ und ging“, sagte Bell.") == [
        ("„Er rief ‚Halt!‘ und ging“", 0, True),
        ("‚Halt!‘", 1, True),
    ]
    assert [depth for _, depth, _ in quotations("\"Er rief 'Halt!' und ging\", sagte Bell.")] == [0, 1]


def test_straight_marks_open_and_close_by_turns() -> None:
    found = quotations('"Ja", sagte Bell, "aber nicht heute." Das "Nein" blieb.')
    assert [text for text, _, _ in found] == ['"Ja"', '"aber nicht heute."', '"Nein"']


def test_apostrophes_and_inches_are_no_quotations() -> None:
    assert quotations("Lars' Auto, so 'ne Sache, O’Neill, geht's, '68, ein 27\" großer Schirm.") == []


def test_a_quotation_of_several_paragraphs_goes_on_where_the_mark_is_repeated() -> None:
    text = "Bell sagte: „Wir gehen.\n\n„Wir kommen wieder.“\n\nDann ging sie."
    assert quotations(text) == [("„Wir gehen.\n\n„Wir kommen wieder.“", 0, True)]


@pytest.mark.parametrize(("mark", "end"), [("„", "“"), ("»", "«"), ('"', '"'), ("„", '"')])
def test_a_quotation_of_several_paragraphs_goes_on_to_its_closing_mark(mark: str, end: str) -> None:
    quoted = f"{mark}Wir gehen.\n\nWir ‚kommen‘ wieder. Das ist gut.\n\nBald.{end}"
    text = f"Bell sagte: {quoted} Dann ging sie."
    assert quotations(text)[0] == (quoted, 0, True)
    assert not read(text).issues


def test_a_quotation_does_not_reach_for_a_mark_of_another_one() -> None:
    text = "Bell sagte: „Wir gehen.\n\nKolb sagte: „Wir bleiben.“"
    assert [closed for _, _, closed in quotations(text)] == [False, True]
    assert [closed for _, _, closed in quotations(text.replace("\n\n", "\n\nGenf (dpa) - "))] == [False, True]


def test_an_apostrophe_does_not_end_a_quotation_in_single_marks() -> None:
    text = "Bell sagte: 'Das ist Lars' Auto.' Kolb sagte: 'Geht's noch?' Das war 'alles' Bell."
    assert [quoted for quoted, _, _ in quotations(text)] == ["'Das ist Lars' Auto.'", "'Geht's noch?'", "'alles'"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Bell sagte: „Wir gehen. Das ist gut.\n\nDann ging sie.", "„Wir gehen. Das ist gut."),
        ("Das sei „schon lange klar gewesen. Dann ging sie.", "„schon lange klar gewesen."),
        ("„Wir gehen. Sie nannte es „Pflicht“.", "„Wir gehen."),
        ('"Wir gehen. Sie nannte es "Pflicht".', '"Wir gehen.'),
        ("„Es gab ‚Krach“, sagte Bell.", "‚Krach"),
    ],
)
def test_a_mark_without_partner_ends_where_it_is_sensible_and_is_reported(text: str, quoted: str) -> None:
    assert [found for found, _, closed in quotations(text) if not closed] == [quoted]
    result = read(text)
    assert [issue.span.of(text) for issue in result.issues] == [quoted[0]]


@pytest.mark.parametrize(
    ("header", "published", "place", "agency"),
    [
        ("date 2022-01 ", "2022-01", None, None),
        (" date 2022-01-21\n", "2022-01-21", None, None),
        ("Genf (dpa) - ", None, "Genf", "dpa"),
        ("BERLIN, 3. März (Reuters) – ", None, "BERLIN", "Reuters"),
        ("Bern, 3. März 2022 (sda) – ", "2022-03-03", "Bern", "sda"),
        ("Washington/Moskau (AFP). ", None, "Washington/Moskau", "AFP"),
        ("Nordstadt (Norland), 20.08.2005 – ", "2005-08-20", "Nordstadt", None),
        ("date 2022-01 Bad Norden (dpa/AFP) -- ", "2022-01", "Bad Norden", "dpa/AFP"),
        ("(dpa) - ", None, None, "dpa"),
    ],
)
def test_headers(header: str, published: str | None, place: str | None, agency: str | None) -> None:
    text = header + "Die Ministerin ging."
    found = read(text).header
    assert found is not None
    assert (found.published, found.place, found.agency) == (published, place, agency)
    assert found.span.of(text) == header.strip()
    assert sentences(text) == ["Die Ministerin ging."]


@pytest.mark.parametrize(
    ("dateline", "place", "agency"),
    [
        ("KIEW/MOSKAU (dpa) - ", "KIEW/MOSKAU", "dpa"),
        ("Wien (APA/dpa). ", "Wien", "APA/dpa"),
        ("BERLIN, 3. März. ", "BERLIN", None),
        ("Selmark, 4. März (unbekannt) – ", "Selmark", None),
        ("(dpa) ", None, "dpa"),
        ("Genf – ", "Genf", None),
        ("Lindau - ", "Lindau", None),
        ("St. Norden/Bad Seehausen — ", "St. Norden/Bad Seehausen", None),
        ("Neustadt an der Linde -- ", "Neustadt an der Linde", None),
        ("Halle (Saale) - ", "Halle", None),
        ("BERLIN dpa | ", "BERLIN", "dpa"),
        ("Genf/dpa - ", "Genf", "dpa"),
    ],
)
@pytest.mark.parametrize("top", ["", "Streit um Rente\n\n", "Streit um Rente – Union droht\nVon Tom Hale\n\n"])
def test_a_dateline_may_stand_behind_headlines(top: str, dateline: str, place: str | None, agency: str | None) -> None:
    text = f"{top}{dateline}Die Ministerin warnte vor Zöllen. Sie sei besorgt."
    (found,) = read(text).headers
    assert (found.place, found.agency) == (place, agency)
    assert found.span.of(text) == dateline.strip()
    assert sentences(text) == [*top.split("\n")[:-2], "Die Ministerin warnte vor Zöllen.", "Sie sei besorgt."]


@pytest.mark.parametrize("behind", ["Minister Berg warnte vor neuen Zöllen.", "„Wir gehen“, sagte Bell am Freitag."])
def test_a_place_and_a_dash_before_any_capital_are_a_dateline(behind: str) -> None:
    text = f"Lindau - {behind}"
    assert [header.place for header in read(text).headers] == ["Lindau"]
    assert sentences(text) == [behind]


def test_each_report_of_a_digest_may_have_its_dateline() -> None:
    report = "Die Ministerin warnte. Sie sei besorgt."
    text = f"Genf (dpa) - {report}\n\nBern (sda) - {report}"
    result = read(text)
    assert [header.place for header in result.headers] == ["Genf", "Bern"]
    assert result.header == result.headers[0]
    assert paragraphs(text) == [0, 0, 1, 1]


def test_a_day_further_down_is_not_the_day_of_publication() -> None:
    text = "Genf (dpa) - Die Ministerin warnte.\n\nBern, 3. März 2022 – Die Stadt feierte ein Fest."
    header = read(text).header
    assert header is not None
    assert header.published is None
    assert len(read(text).headers) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Die Ministerin (Liberale) – so hieß es – ging.",
        "Die Agentur (dpa) meldete das.",
        "Kolb (AP) ging.",
        "Kara Bell (45) ging.",
        "date 2022-13 war falsch.",
        "Norland, so Bell, wählt.",
        "Bell, 3. Klasse. Das steht im Heft.",
        "Streit um Rente – SPD droht",
        "Streit um Rente – SPD droht\n\nDie Ministerin warnte.",
        "Norland – Die Partei droht mit Nein\n\nDie Ministerin warnte.",
        "Rentenpaket – Was ändert sich jetzt für alle?\n\nDie Ministerin warnte.",
        "Bell – Ministerin in Norland seit 2020 – sagte ihre Reise ab.",
        "Norland – so heißt das Land im Norden – gewinnt das Spiel.",
        "Eines ist klar – Norland gewinnt auch dieses Spiel.",
        "Die Ministerin – Kara Bell aus Norstadt kam am Freitag.",
        "Vor- und Nachteile - Die Liste der Ministerin ist lang.",
        "- Genf – Die Ministerin warnte am Freitag vor Zöllen.",
        "Politik | Ausland | Norland",
        "Die Ministerin warnte. " * 30 + "\n\nNorland – Die Ministerin warnte am Freitag vor Zöllen.",
        "",
    ],
)
def test_no_header(text: str) -> None:
    assert read(text).headers == ()
    assert read(text).header is None


GERMAN = (
    "Die Regierung von Norland hat am Freitag beschlossen, dass die Steuern sinken. Das teilte Ministerin Kara Bell "
    "in der Hauptstadt mit. Sie sei froh darüber, sagte sie, aber es bleibe noch viel zu tun."
)
FOREIGN = {
    "English": "The government of Norland decided on Friday that taxes will go down. Minister Kara Bell said so in the "
    "capital. She was happy about it, she said, but a lot of work was still to be done in the coming months.",
    "French": "Le gouvernement de Norland a décidé vendredi que les impôts vont baisser. La ministre Kara Bell l'a "
    "annoncé dans la capitale. Elle en est heureuse, dit-elle, mais il reste encore beaucoup de travail.",
    "Dutch": "De regering van Norland heeft vrijdag besloten dat de belastingen omlaag gaan. Dat zei minister Kara "
    "Bell in de hoofdstad. Zij is daar blij mee, maar er moet volgens haar nog veel gebeuren in het komende jaar.",
    "Danish": "Norlands regering har fredag besluttet, at skatterne skal ned. Det oplyste minister Kara Bell i "
    "hovedstaden. Hun er glad for det, siger hun, men der er stadig meget at gøre i de kommende måneder.",
}


def test_german_looks_like_german() -> None:
    assert read(GERMAN).issues == ()


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_reported(language: str) -> None:
    assert [issue.problem for issue in read(FOREIGN[language]).issues if "does not look like German" in issue.problem]


def test_the_pack_gives_messages_its_name() -> None:
    assert load("de").segment.language_name == "German"


def test_a_few_words_are_never_called_foreign() -> None:
    assert read("Norland wins. Sudavia loses.").issues == ()


def test_a_sentence_without_end_is_cut_and_reported_once() -> None:
    result = read("Bell ging, " * 1_000)
    assert max(s.last - s.first for s in result.sentences) <= 400
    assert all(result.tokens[s.last - 1].of(result.text) == "," for s in result.sentences)
    assert sum("has been cut" in issue.problem for issue in result.issues) == 1


def test_a_flood_of_lone_marks_gives_few_issues() -> None:
    assert len(read("„ja " * 5_000).issues) < 20


@pytest.mark.parametrize(
    ("table", "lines", "problem"),
    [
        ("months.tsv", "name\tnumber\torigin\nMai\tfive\town\n", "number is no whole number: 'five'"),
        ("page_lines.tsv", "opener\tkind\torigin\nVon\twriter\town\n", "kind is 'writer'; wanted label or author"),
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, table: str, lines: str, problem: str) -> None:
    for path in FOLDER.glob("*.tsv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / table).write_text(lines, encoding="utf-8")
    with pytest.raises(LanguagePackError, match=rf"{table}:2: {problem}"):
        SegmentTables.read(tmp_path)
