"""Web pages: the article, and what the page says of itself."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.site import PARAGRAPHS, TEXT, make_page
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.pages import read_page

SITE = {"@type": "WebPage", "datePublished": "2019"}


def read(html: str | bytes, url: str | None = None, charset: str | None = None) -> Item:
    data = html.encode() if isinstance(html, str) else html
    item = read_page(data, "seite.html", url=url, charset=charset)
    assert isinstance(item, Item), str(item)
    return item


def linked_data(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(values)}</script>'


def test_paragraphs_are_apart_and_breaks_are_line_ends() -> None:
    body = "<h2>Wasser</h2><p>Das Treffen soll<br>am 19.&nbsp;März <b>statt</b>finden.</p>"
    text = read(make_page(body=body + "<ul><li>Eins</li><li>Zwei</li></ul>")).text
    assert text == (
        f"Die Schleuse bei Ostrau\n\n{TEXT}\n\nWasser\n\nDas Treffen soll\nam 19.\xa0März stattfinden.\n\nEins\n\nZwei"
    )


@pytest.mark.parametrize(
    ("head", "body", "url", "day"),
    [
        (linked_data(**{"@type": "NewsArticle", "datePublished": "2024-03-05T23:59:00+01:00"}), "", None, "2024-03-05"),
        (linked_data(**{"@graph": [SITE, {"@type": ["Report"], "datePublished": "2024-03"}]}), "", None, "2024-03"),
        ('<meta property="article:published_time" content="2024-03-05">', "", None, "2024-03-05"),
        ('<meta name="DC.date.issued" content="2024-03">', "", None, "2024-03"),
        ('<meta name="date" content="05.03.2024 08:00 Uhr">', "", None, "2024-03-05"),
        ("", '<time itemprop="datePublished" datetime="2024-03-05T08:00">gestern</time>', None, "2024-03-05"),
        ("", "", "https://morgenblatt.example/politik/2024/03/05/schleuse", "2024-03-05"),
    ],
)
def test_the_day_of_publication_is_what_the_page_declares(head: str, body: str, url: str | None, day: str) -> None:
    item = read(make_page(head, body), url)
    assert (item.published, item.undated) == (day, None)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", ""),  # the year in the footer is no day of publication
        ("", '<p>Das Treffen ist am <time datetime="2024-03-19">19. März</time>.</p>'),
        ("", "<p>Das Treffen ist am 19.03.2024.</p>"),
        ('<meta property="article:modified_time" content="2024-03-06">', ""),
        ('<meta name="date" content="heute">', ""),
        ('<script type="application/ld+json">{kaputt</script>', ""),
        (linked_data(datePublished=["2024"]), ""),
        (linked_data(datePublished="2024-02-30"), ""),
    ],
)
def test_no_other_day_is_taken_for_it(head: str, body: str) -> None:
    item = read(make_page(head, body))
    assert (item.published, item.undated) == (None, "the page does not tell when it was published")


def test_the_day_of_a_change_is_kept_apart() -> None:
    head = linked_data(
        **{"@type": "NewsArticle", "datePublished": "2024-03-05", "dateModified": "2024-03-06T07:00:00Z"}
    )
    item = read(make_page(head))
    assert (item.published, item.meta["updated"]) == ("2024-03-05", "2024-03-06")


def test_the_publisher_is_the_outlet() -> None:
    head = linked_data(
        **{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": " Nordische  Presse "}}
    )
    assert read(make_page(head)).outlet == "Nordische Presse"


@pytest.mark.parametrize(
    ("codec", "charset", "declared"),
    [
        ("utf-8", None, "utf-8"),
        ("utf-8", "utf-8", "iso-8859-1"),
        ("cp1252", None, "iso-8859-1"),
        ("cp1252", None, ""),
        ("cp1252", "latin1", ""),
        ("utf-16", None, ""),
        ("utf-8-sig", "iso-8859-1", ""),
        ("iso8859-15", "no-such-thing", "iso-8859-15"),
    ],
)
def test_pages_come_in_many_encodings(codec: str, charset: str | None, declared: str) -> None:
    page = make_page().replace('<meta charset="utf-8">', f'<meta charset="{declared}">' if declared else "")
    assert PARAGRAPHS[1] in read(page.encode(codec, "ignore"), charset=charset).text


def test_a_stray_byte_loses_no_page() -> None:
    assert "\ufffd" in read(make_page(body="<p>Das Wort ist gr\x9dn.</p>").encode().replace(b"\xc2\x9d", b"\x9d")).text


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "<p>".join(PARAGRAPHS),
        "<html><body><table><tr><td><p>" + "<br><br>".join(PARAGRAPHS) + "</table",
        make_page().replace("</p>", "").replace("</article>", "</div></span>"),
        make_page().replace("</body></html>", "")[:-20],
    ],
)
def test_broken_html_still_has_its_article(html: str) -> None:
    text = read(html).text
    assert all(paragraph in text for paragraph in PARAGRAPHS)


@pytest.mark.parametrize("html", ["<html></html>", "<!-- -->", "<div>" * 20_000, "<html><body><script>1</script>"])
def test_a_page_without_an_article_is_skipped(html: str) -> None:
    skipped = read_page(html.encode(), "seite.html")
    assert isinstance(skipped, Skipped)
    assert skipped.why in ("empty", "broken")


def test_a_page_of_endless_elements_is_left_alone() -> None:
    skipped = read_page(b"<html><body><p>" + b"<a href=x>x</a>" * 60_000, "seite.html")
    assert str(skipped) == "seite.html: more than 50,000 elements, the limit for a page"


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("<>/=\"'&;pdivbrahtmlé \x00\n"), max_size=200))
def test_any_page_is_a_report_or_one_reason(html: str) -> None:
    # Any exception fails the test.
    assert isinstance(read_page(html.encode(), "seite.html"), Item | Skipped)
