"""How the web is asked, and what is not asked; against a server on this machine."""

import gzip
import ssl
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from tests.sources.site import Handler, Site, make_page
from wortlaut.sources.fetching import Fetched, Fetcher
from wortlaut.sources.items import Skipped
from wortlaut.sources.options import Fetching
from wortlaut.version import VERSION

PAGE = make_page()


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def fetch(url: str, *, max_bytes: int = 100_000, **options: object) -> Fetched | Skipped:
    settings = Fetching(**({"private_addresses": True, "delay": 0} | options))  # type: ignore[arg-type]
    return Fetcher(settings, max_bytes=max_bytes).fetch(url, {})


def skipped(given: Fetched | Skipped) -> Skipped:
    assert isinstance(given, Skipped)
    return given


def test_the_program_says_who_it_is(site: Site) -> None:
    assert isinstance(fetch(site.put("/a", PAGE), contact="redaktion@morgenblatt.example"), Fetched)
    agents = {headers["user-agent"] for _, headers in site.requests}
    assert agents == {f"wortlaut/{VERSION} (reads news reports; redaktion@morgenblatt.example)"}


def test_the_host_is_named_once_and_as_in_the_url(site: Site) -> None:
    url = site.put("/a", PAGE).replace("127.0.0.1", "localhost")
    assert isinstance(fetch(url), Fetched)
    assert {headers["host"] for _, headers in site.requests} == {url.removeprefix("http://").removesuffix("/a")}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_asked_unless_that_is_allowed(site: Site, host: str) -> None:
    site.put("/a", PAGE)
    port = site.url.rpartition(":")[2]
    given = skipped(fetch(f"http://{host}:{port}/a", private_addresses=False))
    assert given.why in ("refused", "unreachable")  # a system without IPv6 does not know some of them
    assert site.requests == []


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1", "[fe80::1]", "[64:ff9b::a00:1]"]
)
def test_private_networks_are_named_as_such(address: str) -> None:
    given = skipped(fetch(f"http://{address}/", private_addresses=False))
    assert given.why in ("refused", "unreachable")
    assert "private network" in given.reason or "not known" in given.reason


def test_a_redirect_into_a_private_network_is_not_followed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # Only the address of the first host counts as public: the redirect leads to another one of this machine.
    monkeypatch.setattr("wortlaut.sources.addresses._is_public", lambda address: str(address) == "127.0.0.1")
    port = site.url.rpartition(":")[2]
    url = site.put("/a", "", 302, Location=f"http://127.0.0.2:{port}/b")
    given = skipped(fetch(url, private_addresses=False))
    assert (given.where, given.why) == (url, "refused")
    assert "127.0.0.2 is in a private network" in given.reason
    assert site.paths == ["/a"]


def test_redirects_are_followed_and_the_last_address_counts(site: Site) -> None:
    site.put("/b", PAGE)
    given = fetch(site.put("/a", "", 301, Location="b#oben"))
    assert isinstance(given, Fetched)
    assert given.url == f"{site.url}/b"


def test_redirects_in_a_circle_end(site: Site) -> None:
    assert skipped(fetch(site.put("/a", "", 302, Location="/a"))).reason == "more than 5 redirects"


@pytest.mark.parametrize("location", ["ftp://morgenblatt.example/", "file:///b", "http://[", "gopher://x/"])
def test_a_redirect_to_what_is_no_web_address_is_refused(site: Site, location: str) -> None:
    assert skipped(fetch(site.put("/a", "", 302, Location=location))).why == "refused"


def test_robots_txt_is_obeyed(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /privat\nDisallow: /*.pdf$", Content_Type="text/plain")
    site.put("/privat/a", PAGE)
    assert isinstance(fetch(site.put("/a", PAGE)), Fetched)
    assert skipped(fetch(f"{site.url}/privat/a")).reason == "robots.txt of this host asks programs not to read it"
    assert skipped(fetch(f"{site.url}/b.pdf")).why == "refused"
    assert site.paths == ["/a"]
    assert isinstance(fetch(f"{site.url}/privat/a", robots=False), Fetched)


def test_robots_txt_holds_behind_a_redirect_too(site: Site) -> None:
    site.put("/robots.txt", "User-agent: wortlaut\nDisallow: /privat", Content_Type="text/plain")
    site.put("/privat/a", PAGE)
    assert skipped(fetch(site.put("/a", "", 302, Location="/privat/a"))).why == "refused"
    assert site.paths == ["/a"]


def test_a_host_whose_robots_txt_is_out_of_order_is_left_alone(site: Site) -> None:
    site.put("/robots.txt", "", 503)
    given = skipped(fetch(site.put("/a", PAGE)))
    assert (given.why, site.paths) == ("unreachable", [])


def test_robots_txt_is_asked_for_once(site: Site) -> None:
    fetcher = Fetcher(Fetching(private_addresses=True, delay=0), max_bytes=100_000)
    for path in ("/a", "/b"):
        assert isinstance(fetcher.fetch(site.put(path, PAGE), {}), Fetched)
    assert [path for path, _ in site.requests] == ["/robots.txt", "/a", "/b"]


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    clock = Clock()
    settings = Fetching(private_addresses=True, delay=2)
    fetcher = Fetcher(settings, max_bytes=100_000, sleep=clock.sleep, clock=lambda: clock.now)
    for path in ("/a", "/b"):
        assert isinstance(fetcher.fetch(site.put(path, PAGE), {}), Fetched)
    assert clock.slept == [2, 2]  # between robots.txt and the two pages


def test_a_longer_distance_in_robots_txt_goes_first(site: Site) -> None:
    clock = Clock()
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7", Content_Type="text/plain")
    settings = Fetching(private_addresses=True, delay=2)
    fetcher = Fetcher(settings, max_bytes=100_000, sleep=clock.sleep, clock=lambda: clock.now)
    for path in ("/a", "/b"):
        assert isinstance(fetcher.fetch(site.put(path, PAGE), {}), Fetched)
    assert clock.slept == [2, 7]


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "no such document"), (410, "any more"), (403, "not give it to everybody"), (500, "the server answers 500")],
)
def test_what_a_server_does_not_give_is_told(site: Site, status: int, reason: str) -> None:
    given = skipped(fetch(site.put("/a", "", status)))
    assert given.why == "unreachable"
    assert reason in given.reason


def test_a_server_that_asks_to_come_back_later_is_quoted(site: Site) -> None:
    given = skipped(fetch(site.put("/a", "", 429, Retry_After="120")))
    assert given.reason == "the server answers 429; the server asks to come back after 120 s"


def test_packed_answers_are_unpacked(site: Site) -> None:
    given = fetch(site.put("/a", gzip.compress(PAGE.encode()), Content_Encoding="gzip"))
    assert isinstance(given, Fetched)
    assert given.data.decode() == PAGE


def test_a_gzip_bomb_stops_at_the_limit(site: Site) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    given = skipped(fetch(site.put("/a", bomb, Content_Encoding="gzip")))
    assert (given.why, given.reason) == ("too large", "larger than 0.1 MB, the limit for one report")


def test_an_answer_that_is_too_large_is_left_alone(site: Site) -> None:
    assert skipped(fetch(site.put("/a", "x" * 200_000))).why == "too large"


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_damaged_or_unknown_packing_is_told(site: Site, encoding: str) -> None:
    assert skipped(fetch(site.put("/a", b"no gzip", Content_Encoding=encoding))).why == "broken"


def test_an_answer_that_breaks_off_is_told(site: Site) -> None:
    given = skipped(fetch(site.put("/a", PAGE, Content_Length="100000", Connection="close")))
    assert (given.why, given.reason) == ("unreachable", "the connection broke off; try again later")


def test_a_host_that_does_not_answer_is_told() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        port = server.server_port
    assert skipped(fetch(f"http://127.0.0.1:{port}/")).why == "unreachable"


def test_a_server_that_is_silent_is_given_up() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:  # it listens, and nobody serves
        given = skipped(fetch(f"http://127.0.0.1:{server.server_port}/", timeout=0.05))
    assert "no answer within 0.05 s" in given.reason


def test_a_document_that_takes_too_long_in_all_is_left_alone(site: Site) -> None:
    given = skipped(fetch(site.put("/a", PAGE), longest=-1.0))
    assert "not complete after" in given.reason


@pytest.fixture
def secure_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server whose certificate is for *localhost* and from an authority that is trusted here."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        Handler.site = Site(f"https://localhost:{server.server_port}")
        Handler.site.put("/a", PAGE)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_the_certificate_has_to_be_that_of_the_host_in_the_url(secure_port: int) -> None:
    assert isinstance(fetch(f"https://localhost:{secure_port}/a"), Fetched)
    given = skipped(fetch(f"https://127.0.0.1:{secure_port}/a"))
    assert given.reason == "the certificate of this host does not hold; check the URL"
