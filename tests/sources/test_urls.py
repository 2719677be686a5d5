"""URLs and feeds, fetched from a server on this machine."""

import json

import pytest

from tests.sources.site import ENGLISH, TEXT, Site, make_page
from wortlaut.errors import InputError
from wortlaut.sources.items import Item, Skipped
from wortlaut.sources.opening import open_source
from wortlaut.sources.options import Fetching, Options, State

HERE = Fetching(private_addresses=True, delay=0)
PUBLISHED = '<meta property="article:published_time" content="2024-03-05T00:30:00+01:00">'


def take(url: str, options: Options | None = None, *, state: State | None = None) -> list[Item | Skipped]:
    return list(open_source(url, options or Options(fetching=HERE, state={} if state is None else state)).items())


def take_item(url: str) -> Item:
    (item,) = take(url)
    assert isinstance(item, Item), str(item)
    return item


def why(given: list[Item | Skipped]) -> list[str]:
    return [one.why if isinstance(one, Skipped) else "item" for one in given]


def make_feed(site: Site, *entries: str, title: str = "Morgenblatt") -> str:
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(entries)}</channel></rss>'
    return site.put("/feed", body, Content_Type="application/rss+xml", ETag=f'"{hash(body)}"')


def make_entry(site: Site, name: str, *, day: str | None = "Tue, 05 Mar 2024 00:30:00 +0100") -> str:
    date = f"<pubDate>{day}</pubDate>" if day else ""
    return f"<item><title>Zur {name}</title><link>{site.url}/{name}</link><guid>{name}</guid>{date}</item>"


def test_a_page_gives_its_article_and_what_it_says_of_itself(site: Site) -> None:
    head = PUBLISHED + '<meta property="og:site_name" content="Morgenblatt"><meta name="author" content="Lena Harms">'
    item = take_item(site.put("/a", make_page(head)))
    assert item.text == f"Die Schleuse bei Ostrau\n\n{TEXT}"
    assert (item.title, item.outlet, item.byline) == ("Die Schleuse bei Ostrau", "Morgenblatt", "Lena Harms")
    assert (item.published, item.undated, item.language) == ("2024-03-05", None, "de")
    assert item.source == f"{site.url}/a"


def test_the_canonical_address_makes_one_article_of_two_links(site: Site) -> None:
    head = f'<link rel="canonical" href="{site.url}/a">'
    site.put("/a", make_page(head))
    assert take_item(site.put("/a?utm_source=feed", make_page(head))).source == f"{site.url}/a"


def test_a_canonical_address_on_another_host_is_only_noted(site: Site) -> None:
    item = take_item(site.put("/a", make_page('<link rel="canonical" href="https://wetter.example/x">')))
    assert (item.source, item.meta["canonical"]) == (f"{site.url}/a", "https://wetter.example/x")


def test_a_page_in_another_language_is_named_and_skipped(site: Site) -> None:
    (given,) = take(site.put("/en", make_page(lang="de", paragraphs=(ENGLISH,) * 3)))
    assert given == Skipped(f"{site.url}/en", "in English, which cannot be read yet", "language")
    assert not given.failed


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    state: State = {}
    url = site.put("/a", make_page(), ETag='"v1"')
    assert why(take(url, state=state)) == ["item"]
    assert json.loads(json.dumps(state)) == {url: {"etag": '"v1"'}}
    assert why(take(url, state=state)) == ["unchanged"]
    assert site.requests[-1][1]["if-none-match"] == '"v1"'
    site.put("/a", make_page(), ETag='"v2"')
    assert why(take(url, state=state)) == ["item"]


def test_the_day_of_the_last_change_serves_as_well(site: Site) -> None:
    state: State = {}
    url = site.put("/a", make_page(), Last_Modified="Tue, 05 Mar 2024 09:00:00 GMT")
    assert why(take(url, state=state)) == ["item"]
    assert why(take(url, state=state)) == ["unchanged"]


def test_the_state_moves_only_when_the_next_item_is_asked_for(site: Site) -> None:
    state: State = {}
    url = site.put("/a", make_page(), ETag='"v1"')
    items = open_source(url, Options(fetching=HERE, state=state)).items()
    next(items)
    assert state == {}
    assert list(items) == []
    assert url in state


def test_the_arguments_of_one_run_ask_a_host_for_its_robots_txt_once(site: Site) -> None:
    options = Options(fetching=HERE)
    for path in ("/a", "/b"):
        assert why(take(site.put(path, make_page()), options)) == ["item"]
    assert [path for path, _ in site.requests] == ["/robots.txt", "/a", "/b"]


def test_a_feed_gives_its_articles(site: Site) -> None:
    site.put("/schleuse", make_page())
    site.put("/bauern", make_page(PUBLISHED.replace("05", "06")))
    first, second = take(make_feed(site, make_entry(site, "schleuse"), make_entry(site, "bauern")))
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.published, first.outlet, first.source) == ("2024-03-05", "Morgenblatt", f"{site.url}/schleuse")
    assert first.meta["feed"] == "Morgenblatt"
    assert second.published == "2024-03-06"


def test_a_feed_that_is_polled_again_asks_for_new_entries_only(site: Site) -> None:
    state: State = {}
    site.put("/schleuse", make_page())
    url = make_feed(site, make_entry(site, "schleuse"))
    assert why(take(url, state=state)) == ["item"]
    assert why(take(url, state=state)) == ["unchanged"]
    site.put("/bauern", make_page())
    site.requests.clear()
    make_feed(site, make_entry(site, "bauern"), make_entry(site, "schleuse"))
    assert why(take(url, state=state)) == ["item", "unchanged"]
    assert site.paths == ["/feed", "/bauern"]


def test_an_article_that_could_not_be_had_is_asked_for_the_next_time(site: Site) -> None:
    state: State = {}
    url = make_feed(site, make_entry(site, "schleuse"))
    assert why(take(url, state=state)) == ["unreachable"]
    site.put("/schleuse", make_page())
    assert why(take(url, state=state)) == ["item"]


def test_a_feed_without_dates_gives_articles_without_day_and_the_reason(site: Site) -> None:
    site.put("/schleuse", make_page())
    (item,) = take(make_feed(site, make_entry(site, "schleuse", day=None)))
    assert isinstance(item, Item)
    assert item.published is None
    assert item.undated == (
        "the page does not tell when it was published; the feed does not tell when it was published"
    )


def test_one_bad_article_does_not_stop_the_feed(site: Site) -> None:
    site.put("/schleuse", b"%PDF-1.7", Content_Type="application/pdf")
    site.put("/bauern", make_page())
    given = take(make_feed(site, make_entry(site, "schleuse"), make_entry(site, "weg"), make_entry(site, "bauern")))
    assert why(given) == ["refused", "unreachable", "item"]


def test_a_feed_that_breaks_off_gives_what_stands_before(site: Site) -> None:
    site.put("/schleuse", make_page())
    body = f'<?xml version="1.0"?><rss version="2.0"><channel>{make_entry(site, "schleuse")}<item><title>Zur '
    given = take(site.put("/feed", body, Content_Type="application/xml"))
    assert why(given) == ["item", "broken"]
    assert str(given[1]) == f"{site.url}/feed: the feed is broken after entry 1"


def test_without_following_a_feed_gives_what_it_holds(site: Site) -> None:
    html = "".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in TEXT.split("\n\n"))
    entry = make_entry(site, "schleuse").replace("</item>", f"<description>{html}</description></item>")
    url = make_feed(site, entry, make_entry(site, "bauern"))
    item, bare = take(url, Options(fetching=HERE, follow=False))
    assert isinstance(item, Item)
    assert (item.text, item.title, item.source) == (TEXT, "Zur schleuse", f"{site.url}/schleuse")
    assert str(bare).endswith("the feed holds no text of it, only a link")
    assert site.paths == ["/feed"]


def test_a_json_feed_is_a_feed(site: Site) -> None:
    site.put("/schleuse", make_page())
    item = {"id": "1", "url": "/schleuse", "date_published": "2024-03-05T23:50:00+01:00", "title": "Zur Schleuse"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Morgenblatt", "items": [item]}
    (given,) = take(site.put("/feed.json", json.dumps(feed), Content_Type="application/feed+json"))
    assert isinstance(given, Item)
    assert (given.published, given.title) == ("2024-03-05", "Die Schleuse bei Ostrau")


@pytest.mark.parametrize(
    "url", ["ftp://morgenblatt.example/a", "https://", "http://a:b@morgenblatt.example/", "http://[::1"]
)
def test_a_url_that_cannot_be_fetched_is_refused_when_it_is_opened(url: str) -> None:
    with pytest.raises(InputError, match=r"fetched|no host|user name|not a valid URL"):
        open_source(url)
