import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wortlaut.model import Document, Issue, Record, Span
from wortlaut.views.page import IndexLine, write_index, write_page


class Page(HTMLParser):
    """What a browser would know of a page: its elements, and the words inside the article."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.article = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open:
            self.article += data

    def find(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        """The attributes of elements of a kind; `class_` asks for one of the classes."""
        name = wanted.pop("class_", None)
        return [
            attributes
            for kind, attributes in self.elements
            if kind == tag and (name is None or name in (attributes.get("class") or "").split())
        ]


def test_the_article_holds_the_text_to_the_letter(record: Record) -> None:
    page = Page(write_page(record))
    assert page.article == record.document.text
    assert not page.open
    assert [attributes["lang"] for attributes in page.find("article")] == ["de"]
    assert [attributes["lang"] for attributes in page.find("html")] == ["en"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), st.data())
def test_any_text_round_trips_through_any_marks(
    eventful: Record, timed: Record, text: str, data: st.DataObject
) -> None:
    record = eventful
    places = st.integers(0, len(text))
    spans = st.tuples(places, places).map(lambda ends: Span(*sorted(ends)))
    statements = tuple(
        replace(record.statements[0], id=f"id{n}", quote=(data.draw(spans),), speaker=(data.draw(spans),), cue=())
        for n in range(3)
    )
    times = tuple(replace(timed.times[0], span=data.draw(spans)) for _ in range(2))
    odd = replace(
        record,
        document=Document(text, "de"),
        statements=statements,
        times=times,
        issues=(),
        events=tuple(replace(event, span=data.draw(spans)) for event in record.events),
        agenda=tuple(replace(entry, span=data.draw(spans)) for entry in record.agenda),
    )
    assert Page(write_page(odd)).article == text


def test_markup_in_a_report_stays_words(record: Record) -> None:
    text = 'Er rief: <script>alert("x")</script> & „</article>“'
    evil = Document(text, 'de" onload="x', title="<script>", source="<b>.txt", published="2024")
    statement = replace(
        record.statements[0], id='"><script>', quote=(Span(9, len(text)),), speaker=(Span(0, 2),), speaker_actor=None
    )
    issue = Issue(Span(0, 1), "<script>")
    html = write_page(replace(record, document=evil, statements=(statement,), issues=(issue,)))
    page = Page(html)
    assert page.article == text
    assert len(page.find("script")) == 1
    assert not any("onload" in attributes for _, attributes in page.elements)


def test_the_page_asks_nothing_of_any_server(record: Record) -> None:
    html = write_page(record)
    assert not re.search(r"https?://|//[a-z]|url\(|@import", html)
    attributes = [name for _, found in Page(html).elements for name in found]
    assert not {"src", "srcset", "action", "background"} & set(attributes)
    assert "default-src 'none'" in html


def test_every_statement_is_linked_both_ways(record: Record) -> None:
    page = Page(write_page(record))
    ids = [str(attributes["id"]) for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for statement in record.statements:
        assert f"s-{statement.id}" in ids
        assert f"q-{statement.id}" in ids
    targets = [str(attributes["href"]) for attributes in page.find("a")]
    assert sorted(targets) == sorted(
        f"#{kind}-{statement.id}" for statement in record.statements for kind in ("s", "q")
    )
    assert all(attributes["aria-label"] for attributes in page.find("a"))


def test_nested_quotes_name_both_statements(record: Record) -> None:
    outer, inner = record.statements[3:5]
    nested = Page(write_page(record)).find("mark", class_="nested")
    assert [attributes["data-s"] for attributes in nested] == [f"{outer.id} {inner.id}"]


def test_the_list_says_who_how_and_what(record: Record) -> None:
    html = write_page(record)
    assert '<b lang="de" title="person · XNO">Kara Bell</b> <span class="named" lang="de">Sie</span>' in html
    assert '→ <span lang="de">Sudavien</span>' in html
    assert 'Indirect · <i lang="de">forderte</i> · Speech' in html
    assert "speaker not named" in html
    assert "NNA ← Regierungskreise" in html
    assert '<time datetime="2024-03-05">' in html
    assert "a &lt;sign&gt; that the reader does not know" in html
    assert "Wortlaut 0.1.0, language pack de 1" in html


def test_speakers_tell_kind_and_country_to_whoever_points_at_them(record: Record) -> None:
    page = Page(write_page(record))
    assert [attributes.get("title") for attributes in page.find("b") if "lang" in attributes] == [
        "person · XNO",
        "person · XNO",
        "anonymous",
        "anonymous",
        "person · XNO",
        "media ← anonymous",
    ]
    words = [attributes.get("title") for attributes in page.find("span", class_="speaker")]
    assert words == [
        "person · XNO",
        "person · XNO",  # the last of three words, in which another statement has its speaker
        "Kara Bell · person · XNO",
        "anonymous",
        "ein Sprecher der Werft · anonymous",
        "media ← anonymous",
    ]


def test_nothing_is_told_of_a_speaker_of_whom_nothing_is_known(record: Record) -> None:
    strangers = tuple(replace(actor, kind="unknown", country=None) for actor in record.actors)
    page = Page(write_page(replace(record, actors=strangers)))
    assert not [attributes for attributes in page.find("b") if "title" in attributes]


def test_what_is_told_of_a_speaker_stays_words(record: Record) -> None:
    evil = tuple(replace(actor, name='"><script>', country='"><script>') for actor in record.actors)
    page = Page(write_page(replace(record, actors=evil)))
    assert len(page.find("script")) == 1
    assert page.article == record.document.text


def test_a_short_first_line_is_the_headline(record: Record) -> None:
    assert re.findall(r"<h1.*?</h1>", write_page(record)) == ["<h1>Norland weist Vorwürfe zurück</h1>"]
    assert "<title>Norland weist Vorwürfe zurück</title>" in write_page(record)


@pytest.mark.parametrize(
    ("text", "title", "heading"),
    [
        ("Es regnet in Ostheim.\n\nSeit gestern.", None, "hafen.txt"),
        ("Regen in Ostheim\n\nSeit gestern.", "Ein anderer Titel", "Ein anderer Titel"),
        ("Regen\n\nSeit gestern.", "Regen", "Regen"),
        ("Regen in Ostheim", None, "hafen.txt"),
    ],
)
def test_every_page_has_one_heading(record: Record, text: str, title: str | None, heading: str) -> None:
    document = Document(text, "de", title=title, source="berichte/hafen.txt")
    html = write_page(replace(record, document=document, statements=(), issues=()))
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html) == [heading]
    assert "No statements were found." in html


def test_paragraphs_are_kept_and_lines_broken_to_a_width_are_joined(record: Record) -> None:
    line = "Diese Zeile ist von Hand umbrochen und etwa sechzig Zeichen lang"
    text = f"Erster Absatz.\nZweiter Absatz.\n\n{line}\n{line}\nund hier zu Ende."
    html = write_page(replace(record, document=Document(text, "de"), statements=(), issues=()))
    article = html[html.index("<article") : html.index("</article>")]
    assert article.count("<p>") == 3


def test_what_a_page_cannot_hold_is_replaced(record: Record) -> None:
    html = write_page(replace(record, document=Document("a\x00b\ud800c", "de"), statements=(), issues=()))
    assert Page(html).article == "a\ufffdb\ufffdc"
    html.encode("utf-8")


def test_times_are_marked_and_tell_value_and_certainty(timed: Record) -> None:
    html = write_page(timed)
    page = Page(html)
    assert page.article == timed.document.text
    titles = [attributes["title"] for attributes in page.find("span", class_="time")]
    assert len(titles) == 7
    assert titles[0] == "DATE 2022-01-21 · known for sure: 2022-01-21"
    assert titles[4] == "DURATION P3Y · known for sure: 2019~/.. · the beginning is told roughly"
    assert titles[6] == "DATE PAST_REF · known for sure: nothing · the word tells no day"
    assert ">Früher</span> &lt;war&gt;" in html


def test_the_index_leads_to_every_page() -> None:
    lines = [
        IndexLine("größe 1.html", "Größe <1>", "2024-03", "2 statements: 2 Direct"),
        IndexLine("roh\udcff.html", "roh", None, "no statements"),
    ]
    html = write_index(lines)
    page = Page(html)
    assert [attributes["href"] for attributes in page.find("a")] == ["gr%C3%B6%C3%9Fe%201.html", "roh%FF.html"]
    assert "Größe &lt;1&gt;" in html


def test_acts_and_answers_stand_at_statements(eventful: Record) -> None:
    html = write_page(eventful)
    denial, demand = eventful.statements[:2]
    assert '<b class="act">demand</b> · Indirect' in html
    assert f'<a href="#s-{demand.id}" aria-label="answers 2">answers 2</a>' in html
    assert f'<a href="#s-{denial.id}" aria-label="answered by 1">answered by 1</a>' in html


def test_agenda_and_events_have_sections_whose_links_all_lead_somewhere(eventful: Record) -> None:
    html = write_page(eventful)
    page = Page(html)
    assert page.article == eventful.document.text
    assert not page.open
    ids = [str(attributes["id"]) for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {"agenda", "events", "statements"} <= set(ids)
    targets = {str(attributes["href"]) for attributes in page.find("a")}
    assert {target.removeprefix("#") for target in targets} <= set(ids)
    outcomes = [*(event.id for event in eventful.events), *(entry.id for entry in eventful.agenda)]
    assert {f"s-{key}" for key in outcomes} <= set(ids)
    assert len(page.find("li", class_="outcome")) == 7
    assert "4 events: 1 denied, 1 happened, 1 reported, 1 planned" in html
    assert "100000 Soldaten, 2.5 Divisionen · at Nordhafen" in html
    assert "<b>no date told</b>" in html


def test_what_the_report_itself_tells_is_marked_in_the_text(eventful: Record) -> None:
    page = Page(write_page(eventful))
    told = page.find("span", class_="told")
    assert [attributes["title"] for attributes in told] == ["e1 MOBILIZE denied · d1 scheduled, conditional"]


def test_a_page_without_outcomes_has_no_sections_for_them(record: Record) -> None:
    html = write_page(record)
    assert '<section class="outcomes"' not in html
    assert "<nav" not in html


def test_markup_in_events_stays_words(eventful: Record) -> None:
    bad = '"><script>'
    evil = replace(
        eventful,
        actors=tuple(replace(actor, name=bad) for actor in eventful.actors),
        events=tuple(
            replace(e, id=bad + e.id, where=bad, mode=bad, context=(bad,), quantities=((1, bad),), when=bad)
            for e in eventful.events
        ),
        agenda=tuple(replace(entry, id=bad + entry.id, due=bad) for entry in eventful.agenda),
    )
    page = Page(write_page(evil))
    assert len(page.find("script")) == 1
    assert page.article == eventful.document.text
