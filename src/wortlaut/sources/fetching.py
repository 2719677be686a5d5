"""Fetch documents from the web as a polite guest.

Every hop of a request is checked by itself: its URL, the addresses of its host, its robots.txt. The next request to a
host waits for its turn. What was fetched before is asked for only if it has changed. No cookies are kept, no proxy is
asked, nothing is tried twice: whoever polls comes back anyway.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any

from wortlaut.errors import InputError
from wortlaut.sources.addresses import Target, parse_url, resolve
from wortlaut.sources.extras import need
from wortlaut.sources.items import Skipped, Why
from wortlaut.sources.options import Fetching, Hosts, State
from wortlaut.sources.pages import EXTRA
from wortlaut.sources.streams import inflate, too_large
from wortlaut.version import VERSION

__all__ = ["Fetched", "Fetcher"]

AGENT = "wortlaut"
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5"
)
_VALIDATORS = {"etag": ("ETag", "If-None-Match"), "last_modified": ("Last-Modified", "If-Modified-Since")}
_LARGEST_ROBOTS, _LONGEST_DELAY = 500_000, 60.0
_CHUNK = 16_384


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as it was sent; `url` is where it was found in the end, `seen` what to keep of it in the state."""

    url: str
    data: bytes
    content_type: str
    charset: str | None
    seen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Answer:
    """Status, headers and body of one hop."""

    status: int
    headers: Mapping[str, str]
    data: bytes


class _Refused(Exception):
    """Why a document is not had; it ends the request wherever it has got to."""

    def __init__(self, reason: str, why: Why):
        super().__init__(reason)
        self.reason = reason
        self.why: Why = why


class Fetcher:
    """Asks for documents, one after the other; `sleep` and `clock` are those of the `time` module."""

    def __init__(
        self,
        fetching: Fetching,
        *,
        max_bytes: int,
        hosts: Hosts | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ):
        self._http = need("urllib3", EXTRA, "fetching from the web")
        self._fetching = fetching
        self._max_bytes = max_bytes
        self._sleep = sleep
        self._clock = clock
        self._hosts = hosts or Hosts()
        contact = f"; {fetching.contact}" if fetching.contact else ""
        self._agent = f"{AGENT}/{VERSION} (reads news reports{contact})"

    def fetch(self, url: str, state: State) -> Fetched | Skipped:
        """Fetch a document unless it is as it was when `state` was written, or say why it cannot be had."""
        known = state.get(url, {})
        conditions = {header: known[key] for key, (_, header) in _VALIDATORS.items() if key in known}
        try:
            target, answer = self._follow(parse_url(url), conditions)
        except _Refused as refusal:
            return Skipped(url, refusal.reason, refusal.why)
        except InputError as error:
            return Skipped(url, str(error), "refused")
        if answer.status == 304:
            return Skipped(url, "unchanged since the last time", "unchanged")
        if answer.status != 200:
            return Skipped(url, _explain_status(answer), "unreachable")
        content = Message()
        content["Content-Type"] = answer.headers.get("Content-Type", "application/octet-stream")
        seen = {key: answer.headers[name] for key, (name, _) in _VALIDATORS.items() if name in answer.headers}
        return Fetched(target.url, answer.data, content.get_content_type(), content.get_content_charset(), seen)

    def _follow(self, target: Target, conditions: Mapping[str, str]) -> tuple[Target, _Answer]:
        """Follow redirects, each of which has to be allowed like the first request."""
        for _ in range(self._fetching.max_redirects + 1):
            if self._fetching.robots:
                self._ask_robots(target)
            answer = self._request(target, conditions, self._max_bytes)
            if not _is_redirect(answer):
                return target, answer
            target = target.join(answer.headers["Location"])
        raise _Refused(f"more than {self._fetching.max_redirects} redirects", "unreachable")

    def _ask_robots(self, target: Target) -> None:
        """Raise unless the host lets this program have the document; RFC 9309 says what holds where nothing is said."""
        if target.origin not in self._hosts.robots:
            self._hosts.robots[target.origin] = self._fetch_robots(target)
        rules = self._hosts.robots[target.origin]
        if isinstance(rules, _Refused):
            raise _Refused(rules.reason, rules.why)
        if rules is not None and not rules.can_fetch(target.url, AGENT):
            raise _Refused("robots.txt of this host asks programs not to read it", "refused")

    def _fetch_robots(self, origin: Target) -> Any:
        """The rules of a host; None where it has none, a refusal where they cannot be had."""
        target = origin.join("/robots.txt")
        try:
            for _ in range(self._fetching.max_redirects + 1):
                answer = self._request(target, {}, _LARGEST_ROBOTS)
                if not _is_redirect(answer):
                    break
                target = target.join(answer.headers["Location"])
        except _Refused as refusal:
            return refusal
        except InputError as error:
            return _Refused(str(error), "refused")
        if answer.status >= 500 or answer.status == 429:
            return _Refused(f"robots.txt of this host cannot be had ({answer.status}); try again later", "unreachable")
        if answer.status != 200:
            return None
        return need("protego", EXTRA, "fetching from the web").Protego.parse(answer.data.decode("utf-8", "replace"))

    def _request(self, target: Target, conditions: Mapping[str, str], limit: int) -> _Answer:
        """Make one request to an address that was checked."""
        try:
            addresses = resolve(target, private=self._fetching.private_addresses)
        except (OSError, UnicodeError):
            raise _Refused(
                f"the host {target.host} is not known; check the URL and the network", "unreachable"
            ) from None
        self._take_turn(target)
        problem: Exception | None = None
        for address in addresses:
            with self._connect(target, address) as pool:
                try:
                    return self._exchange(pool, target, conditions, limit)
                except self._http.exceptions.NewConnectionError as error:
                    problem = error  # another address of the same host may answer
                except self._http.exceptions.HTTPError as error:
                    raise _Refused(self._explain_failure(error), "unreachable") from None
        raise _Refused("no connection to this host; check the URL and the network", "unreachable") from problem

    def _connect(self, target: Target, address: str) -> Any:
        options: dict[str, Any] = {"timeout": self._fetching.timeout, "retries": False, "maxsize": 1}
        if target.scheme == "http":
            return self._http.HTTPConnectionPool(address, target.port, **options)
        names = {"server_hostname": target.host, "assert_hostname": target.host}
        return self._http.HTTPSConnectionPool(address, target.port, **options, **names)

    def _exchange(self, pool: Any, target: Target, conditions: Mapping[str, str], limit: int) -> _Answer:
        end = self._clock() + self._fetching.longest
        headers: dict[str, str] = {
            "Host": target.authority,
            "User-Agent": self._agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip",
        }
        response = pool.urlopen(
            "GET",
            target.path,
            headers={**headers, **conditions},
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
        try:
            if response.status != 200:
                return _Answer(response.status, response.headers, b"")
            encoding = response.headers.get("Content-Encoding", "").strip().lower()
            data = inflate(self._receive(response, end), encoding, limit)
        except InputError as error:
            raise _Refused(str(error), "broken") from None
        finally:
            response.close()
        if data is None:
            raise _Refused(too_large("", limit).reason, "too large")
        return _Answer(response.status, response.headers, data)

    def _receive(self, response: Any, end: float) -> Iterator[bytes]:
        while chunk := response.read1(_CHUNK, decode_content=False):
            if self._clock() > end:
                raise _Refused(f"not complete after {self._fetching.longest:g} s; left alone", "unreachable")
            yield chunk

    def _take_turn(self, target: Target) -> None:
        """Wait until this host may be asked again."""
        now = self._clock()
        due = self._hosts.due.get(target.host, now)
        if due > now:
            self._sleep(due - now)
        rules = self._hosts.robots.get(target.origin)
        wanted = None if rules is None or isinstance(rules, _Refused) else rules.crawl_delay(AGENT)
        delay = max(self._fetching.delay, min(wanted or 0.0, _LONGEST_DELAY))
        self._hosts.due[target.host] = max(due, now) + delay

    def _explain_failure(self, error: Exception) -> str:
        errors = self._http.exceptions
        if isinstance(error, errors.TimeoutError):
            return f"no answer within {self._fetching.timeout:g} s; try again later"
        if isinstance(error, errors.SSLError):
            return "the certificate of this host does not hold; check the URL"
        return "the connection broke off; try again later"


def _is_redirect(answer: _Answer) -> bool:
    return answer.status in (301, 302, 303, 307, 308) and "Location" in answer.headers


def _explain_status(answer: _Answer) -> str:
    if answer.status in (404, 410):
        return f"there is no such document any more ({answer.status})"
    if answer.status in (401, 402, 403, 451):
        return f"the server does not give it to everybody ({answer.status})"
    wait = answer.headers.get("Retry-After")
    later = f"; the server asks to come back after {wait}{' s' if wait.isdigit() else ''}" if wait else ""
    return f"the server answers {answer.status}{later}"
