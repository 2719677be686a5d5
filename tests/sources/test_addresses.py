"""Which URLs and which addresses may be asked."""

import ipaddress

import pytest

from wortlaut.errors import InputError
from wortlaut.sources.addresses import host_of, join_url, parse_url, resolve


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://morgenblatt.example", "https://morgenblatt.example/"),
        ("https://morgenblatt.example/a b?q=ü#oben", "https://morgenblatt.example/a%20b?q=%C3%BC"),
        ("HTTPS://Morgenblatt.example:443/%C3%BC", "https://morgenblatt.example/%C3%BC"),
        ("http://müller.example:8080/", "http://xn--mller-kva.example:8080/"),
        ("http://[2001:db8::1]/", "http://[2001:db8::1]/"),
    ],
)
def test_a_url_is_asked_as_servers_want_it(url: str, asked: str) -> None:
    assert parse_url(url).url == asked


@pytest.mark.parametrize(
    "url", ["http://a..b/", f"http://{'a' * 64}.example/", "http://a:70000/", "http://a:x/", "a/b"]
)
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(InputError, match=r"not a valid URL|only http"):
        parse_url(url)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("240.0.0.1", "255.255.255.255", "::", "::1", "fc00::1", "fe80::1", "ff02::1", "2001:db8::1"),
        *("::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::c0a8:1"),
    ],
)
def test_addresses_that_are_not_public_are_not_asked(address: str) -> None:
    host = f"[{address}]" if ipaddress.ip_address(address).version == 6 else address
    with pytest.raises(InputError, match="private network"):
        resolve(parse_url(f"http://{host}/"), private=False)
    assert resolve(parse_url(f"http://{host}/"), private=True)


@pytest.mark.parametrize("address", ["8.8.8.8", "[2606:4700::1111]", "[::ffff:8.8.8.8]", "[64:ff9b::808:808]"])
def test_public_addresses_may_be_asked(address: str) -> None:
    assert resolve(parse_url(f"http://{address}/"), private=False)


def test_links_lead_to_web_addresses_or_nowhere() -> None:
    base = "https://morgenblatt.example/a/b"
    assert join_url(base, " ../c ") == "https://morgenblatt.example/c"
    assert join_url(base, "//wetter.example/") == "https://wetter.example/"
    for link in (None, "", "mailto:a@b.example", "javascript:1", "http://["):
        assert join_url(base, link) is None
    assert join_url(None, "c") is None


def test_the_host_names_an_outlet_that_has_no_other_name() -> None:
    assert host_of("https://www.morgenblatt.example/a") == "morgenblatt.example"
    assert host_of("berichte/a.txt") is None
    assert host_of("http://[") is None
