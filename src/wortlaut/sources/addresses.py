"""Which URLs may be asked: web addresses whose host lies in the public internet.

A name is looked up once, its addresses are checked, and the connection is made to the address that was checked: a name
that leads elsewhere when it is asked again gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from wortlaut.errors import InputError

__all__ = ["Target", "host_of", "is_url", "join_url", "parse_url", "resolve"]

_SCHEMES = {"http": 80, "https": 443}
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_KEPT = "%/:=&?~#+!$,;'@()*[]|"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """A URL in the parts that a request is made of; `host` is in ASCII."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and, where it is not the usual one, port, as they stand in a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _SCHEMES[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """What robots.txt holds for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole URL, without its fragment."""
        return self.origin + self.path

    def join(self, reference: str) -> Target:
        """Where a link or a redirect leads from here."""
        url = join_url(self.url, reference)
        if url is None:
            raise InputError(f"leads to {reference[:200]!r}, which is no web address")
        return parse_url(url)


def is_url(argument: str) -> bool:
    """Whether an argument is meant as a URL rather than as a path."""
    return _URL.match(argument) is not None


def host_of(url: str | None) -> str | None:
    """The host in a web address, without *www*, as it names an outlet that has no other name; None for what is none."""
    if url is None or not is_url(url):
        return None
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def join_url(base: str | None, reference: str | None) -> str | None:
    """Where a link on a page leads; None where that is no web address, or where there is no link."""
    if not reference or not reference.strip():
        return None
    try:
        url = urljoin(base or "", reference.strip())
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def parse_url(url: str) -> Target:
    """Take a URL apart; InputError where it is none that can be fetched."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:  # also what cannot be the name of a host
        raise InputError("not a valid URL; check it") from None
    if parts.scheme not in _SCHEMES:
        raise InputError(f"only http and https are fetched, not {parts.scheme or 'this'}")
    if not host:
        raise InputError("no host in this URL; check it")
    if parts.username is not None:
        raise InputError("has a user name in it, which would be stored; leave it out")
    path = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
    return Target(parts.scheme, host, _SCHEMES[parts.scheme] if port is None else port, path)


def resolve(target: Target, *, private: bool) -> list[str]:
    """The addresses of a host that may be asked; InputError if there are none, OSError if the name is not known."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    allowed = [address for address in addresses if private or _is_public(ipaddress.ip_address(address))]
    if not allowed:
        raise InputError(
            f"{target.host} is in a private network ({', '.join(addresses)}); such addresses are not asked"
        )
    return allowed


def _is_public(address: _Address) -> bool:
    """Whether an address, and an older one that it may carry, belongs to the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            carried.append(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
        inner = [one for one in carried if one is not None]
        if inner:
            return all(map(_is_public, inner))
    return address.is_global and not address.is_multicast
