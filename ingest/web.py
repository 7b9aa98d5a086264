"""A polite visitor of the web: robots.txt, one request a second, few redirects, time limits.

`urllib.robotparser` takes the first rule that fits and knows no wildcards; RFC 9309 wants the
longest and has them. So robots.txt is read by `protego`, which Scrapy uses.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from importlib.metadata import version
from ssl import SSLContext

import httpx
from protego import Protego

from ingest.address import AddressCheck, Resolve, check_address, is_public, resolve
from ingest.errors import FetchFailed
from ingest.transport import GO_ON, CheckedTransport

_ROBOT = "ExpansionAdvisor"
"""What a robots.txt calls this program."""

_ROBOTS_BYTES = 500 * 1024
"""RFC 9309, section 2.5: how much of a robots.txt has to be read."""

_BUSY = {429, 503}
_LATER = "try again later"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much and how often."""

    connect_s: float = 10
    read_s: float = 30
    """The longest silence."""

    whole_s: float = 300
    """One request, from the connection to the last byte."""

    pause_s: float = 1
    """From one request to a host to the next, unless its robots.txt asks for more."""

    longest_wait_s: float = 60
    """What a server may ask for, between two requests or before a second try."""

    redirects: int = 5
    bytes: int = 50 * 2**20
    """Of one publication."""


class Web:
    """Asks servers for publications, one request at a time.

    `admits` says which IP addresses may be connected to. `clock` and `sleep` count in seconds;
    `now` tells the time that a server's dates are compared with.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        admits: AddressCheck = is_public,
        resolve: Resolve = resolve,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.limits = limits or Limits()
        self._admits = admits
        self._resolve = resolve
        self._clock = clock
        self._sleep = sleep
        self._now = now
        self._asked_at: dict[str, float] = {}
        self._robots: dict[httpx.URL, Protego | FetchFailed | None] = {}

    @contextmanager
    def get(self, address: str, *, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """The answer at an address or where it leads, whatever its status; its body is not read.

        Raises:
            FetchFailed: the address, or one that it leads to, may not be fetched; the server cannot
                be reached, is too slow, or breaks off. Also while the body is being read.
        """
        with self._follow(check_address(address), headers, obey=True) as response:
            yield response

    @contextmanager
    def _follow(
        self, url: httpx.URL, headers: Mapping[str, str], *, obey: bool
    ) -> Iterator[httpx.Response]:
        for _ in range(self.limits.redirects + 1):
            if obey:
                self._obey(url)
            with self._ask(url, headers) as response:
                if not response.has_redirect_location:
                    yield response
                    return
                url = _leads_to(url, response.headers["location"])
        raise FetchFailed(
            f"it redirects more than {self.limits.redirects} times",
            "open the address in a browser and list the one that it ends at",
        )

    @contextmanager
    def _ask(self, url: httpx.URL, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """One request; one more when the server is busy and says how long."""
        for is_last in (False, True):
            self._wait_turn(url)
            with self._send(url, headers) as response:
                wait_s = None if is_last else self._asked_to_wait(response)
                if wait_s is None:
                    yield response
                    return
            self._sleep(wait_s)

    @contextmanager
    def _send(self, url: httpx.URL, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        deadline = self._clock() + self.limits.whole_s

        def left() -> float:
            seconds = deadline - self._clock()
            if seconds <= 0:
                raise FetchFailed(
                    f"it took longer than {self.limits.whole_s:g} seconds",
                    GO_ON,
                )
            return seconds

        transport = CheckedTransport(
            admits=self._admits, resolve=self._resolve, left=left, ssl_context=self._ssl_context
        )
        always = {
            "User-Agent": f"{_ROBOT}/{version('expansion-advisor')} (downloads a list of official "
            "publications for its user)",
            "Accept": "*/*",
            "Accept-Encoding": "identity",  # a compressed stream cannot be continued
            "Connection": "close",
        }
        try:
            # Without the environment's proxies and passwords: see CheckedTransport.
            with (
                httpx.Client(
                    transport=transport,
                    trust_env=False,
                    timeout=httpx.Timeout(self.limits.read_s, connect=self.limits.connect_s),
                ) as client,
                client.stream("GET", url, headers=always | dict(headers)) as response,
            ):
                yield response
        except httpx.HTTPError as error:
            raise FetchFailed(f"the server's answer is damaged ({error})", _LATER) from error

    @cached_property
    def _ssl_context(self) -> SSLContext:
        return httpx.create_ssl_context()

    def _wait_turn(self, url: httpx.URL) -> None:
        rules = self._robots.get(_robots_of(url))
        delay_s = rules.crawl_delay(_ROBOT) if isinstance(rules, Protego) else None
        before = self._asked_at.get(url.host)
        if before is not None:
            pause_s = max(self.limits.pause_s, delay_s or 0)
            wait_s = before + pause_s - self._clock()
            if wait_s > 0:
                self._sleep(wait_s)
        self._asked_at[url.host] = self._clock()

    def _asked_to_wait(self, response: httpx.Response) -> float | None:
        """Seconds before a second try; None when there is no use in one."""
        if response.status_code not in _BUSY or "retry-after" not in response.headers:
            return None
        said = response.headers["retry-after"].strip()
        if said.isdecimal():
            wait_s = float(said)
        else:
            try:
                when = parsedate_to_datetime(said)
            except ValueError:
                return None
            when = when if when.tzinfo else when.replace(tzinfo=UTC)
            wait_s = max(0.0, (when - self._now()).total_seconds())
        return wait_s if wait_s <= self.limits.longest_wait_s else None

    def _obey(self, url: httpx.URL) -> None:
        place = _robots_of(url)
        if place not in self._robots:
            self._robots[place] = self._read_robots(place)
        rules = self._robots[place]
        if isinstance(rules, FetchFailed):
            raise FetchFailed(rules.reason, rules.cure)
        if rules is None:
            return
        if not rules.can_fetch(str(url), _ROBOT):
            raise FetchFailed(
                f"{url.host} does not want programs to fetch it (robots.txt)",
                "open the address in a browser and save it into the folder by hand",
            )
        delay_s = rules.crawl_delay(_ROBOT)
        if delay_s is not None and delay_s > self.limits.longest_wait_s:
            raise FetchFailed(
                f"{url.host} wants {delay_s:g} seconds between two requests (robots.txt)",
                "open the address in a browser and save it into the folder by hand",
            )

    def _read_robots(self, place: httpx.URL) -> Protego | FetchFailed | None:
        """The host's rules; None when it has none, which allows everything (RFC 9309, 2.3.1)."""
        try:
            with self._follow(place, {}, obey=False) as response:
                status = response.status_code
                if status in _BUSY or status >= 500:
                    return FetchFailed(f"{place} cannot be read (HTTP {status})", _LATER)
                if status >= 400:
                    return None
                content = b""
                for piece in response.iter_bytes():
                    content += piece
                    if len(content) >= _ROBOTS_BYTES:
                        break
        except FetchFailed as error:
            return error
        return Protego.parse(content.decode("utf-8-sig", "replace"))


def _robots_of(url: httpx.URL) -> httpx.URL:
    return url.copy_with(raw_path=b"/robots.txt")


def _leads_to(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return check_address(str(url.join(location)))
    except FetchFailed as error:
        raise FetchFailed(f"it redirects, and {error.reason}", error.cure) from error
