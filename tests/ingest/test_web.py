"""How the web is visited: politely, and never past the check of an address."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address

import httpx
import pytest

from ingest.address import IPAddress
from ingest.errors import FetchFailed
from ingest.web import Web
from tests.ingest.site import PDF, Reply, Site, Visit, serve

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


def visit(web: Web, *urls: str) -> list[int]:
    """The status of each."""
    statuses = []
    for url in urls:
        with web.get(url, headers={}) as response:
            statuses.append(response.status_code)
    return statuses


def test_a_request_says_who_asks_and_nothing_else(site: Site) -> None:
    visit(site.web(), site.url("/x"))

    headers = site.asked("/x")[0].headers
    assert headers.keys() == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert headers["User-Agent"].startswith("ExpansionAdvisor/")
    assert headers["Accept-Encoding"] == "identity"


# Whom it connects to


def test_the_address_that_was_checked_is_the_one_connected_to(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[object] = []
    lookup = socket.getaddrinfo

    def remember(host: object, *args: object, **more: object) -> object:
        named.append(host)
        return lookup(host, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", remember)

    assert visit(site.web(), site.url("/x")) == [404]
    # The system is asked for no name: it might stand for another address by now.
    assert set(named) <= {"127.0.0.1"}


def test_a_name_that_turns_inside_is_refused_at_the_next_request(site: Site) -> None:
    web = site.web()
    assert visit(web, site.url("/x")) == [404]
    site.names["one.example"] = "10.0.0.1"

    with pytest.raises(FetchFailed, match=r"stands for 10\.0\.0\.1"):
        visit(web, site.url("/y"))


def test_by_default_only_the_public_internet_is_visited(site: Site) -> None:
    with pytest.raises(FetchFailed, match=r"stands for 127\.0\.0\.1"):
        visit(Web(), f"http://127.0.0.1:{site.port}/x")
    assert site.requests == []


def test_an_address_that_does_not_answer_gives_way_to_the_next(site: Site) -> None:
    site.names["two.example"] = "127.0.0.2 127.0.0.1"  # the server listens on the latter only

    assert visit(site.web(), site.url("/x", "two.example")) == [404]


def test_the_environments_proxy_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")

    assert visit(site.web(), site.url("/x")) == [404]


# How often


def test_a_host_is_asked_once_a_second(site: Site) -> None:
    first, second = site.url("/1"), site.url("/2")

    visit(site.web(), first, site.url("/1", "two.example"), second)

    times = {
        host: [one.at for one in site.requests if one.host == host]
        for host in ("one.example", "two.example")
    }
    assert times == {"one.example": [1000, 1001, 1002], "two.example": [1001, 1002]}


def test_a_longer_pause_is_kept_where_it_is_asked_for(site: Site) -> None:
    rules = b"User-agent: expansionadvisor\nCrawl-delay: 7.5\n\nUser-agent: *\nCrawl-delay: 60"
    site.routes["/robots.txt"] = Reply(rules, "text/plain")

    visit(site.web(), site.url("/1"), site.url("/2"))

    assert [one.at for one in site.requests] == [1000, 1007.5, 1015]


def test_robots_txt_is_asked_for_once(site: Site) -> None:
    visit(site.web(), site.url("/1"), site.url("/2"), site.url("/3"))

    assert [one.path for one in site.requests] == ["/robots.txt", "/1", "/2", "/3"]


def test_a_host_that_is_down_is_not_tried_again(site: Site) -> None:
    looked_up: list[str] = []

    def nobody(host: str, port: int) -> list[IPAddress]:
        looked_up.append(host)
        raise OSError("unknown")

    web = Web(resolve=nobody)
    for path in ("a", "b"):
        with pytest.raises(FetchFailed, match="nobody knows"):
            visit(web, f"http://gone.example/{path}")

    assert looked_up == ["gone.example"]


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        pytest.param("User-agent: *\nDisallow: /a", False, id="for all"),
        pytest.param("User-agent: ExpansionAdvisor\nDisallow: /", False, id="for this program"),
        pytest.param("User-agent: Other\nDisallow: /", True, id="for another"),
        pytest.param("User-agent: *\nDisallow: /a\nAllow: /a/b.pdf", True, id="longest rule wins"),
        pytest.param("User-agent: *\nDisallow: /*.pdf$", False, id="wildcards"),
        pytest.param("\ufeffUser-agent: *\nDisallow: /a", False, id="byte order mark"),
        pytest.param("<html>nothing here</html>", True, id="a page in its place"),
        pytest.param("#" * 600_000 + "\nUser-agent: *\nDisallow: /", True, id="far too long"),
    ],
)
def test_robots_txt_is_obeyed(site: Site, rules: str, allowed: bool) -> None:
    site.routes["/robots.txt"] = Reply(rules.encode(), "text/plain")
    site.routes["/a/b.pdf"] = Reply(PDF)

    if allowed:
        assert visit(site.web(), site.url("/a/b.pdf")) == [200]
    else:
        with pytest.raises(FetchFailed, match="does not want programs to fetch it"):
            visit(site.web(), site.url("/a/b.pdf"))
        assert site.asked("/a/b.pdf") == []


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        pytest.param(404, True, id="absent"),
        pytest.param(403, True, id="closed"),
        pytest.param(429, False, id="busy"),
        pytest.param(500, False, id="out of order"),
    ],
)
def test_what_a_robots_txt_that_cannot_be_read_stands_for(
    site: Site, status: int, allowed: bool
) -> None:
    site.routes["/robots.txt"] = Reply(status=status)
    site.routes["/x"] = Reply(PDF)

    if allowed:
        assert visit(site.web(), site.url("/x")) == [200]
    else:
        with pytest.raises(FetchFailed, match=rf"robots\.txt cannot be read \(HTTP {status}\)"):
            visit(site.web(), site.url("/x"))


# When a server is busy


class Busy:
    """Busy the first times, then well."""

    def __init__(self, times: int, **headers: str) -> None:
        self.times = times
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def __call__(self, visit: Visit) -> None:
        self.times -= 1
        reply = Reply(PDF) if self.times < 0 else Reply(status=503, headers=self.headers)
        reply(visit)


@pytest.mark.parametrize(
    ("route", "status", "slept"),
    [
        pytest.param(Busy(1, Retry_After="7"), 200, [7.0], id="seconds"),
        pytest.param(
            Busy(1, Retry_After="Sun, 01 Mar 2026 12:00:30 GMT"), 200, [30.0], id="a date"
        ),
        pytest.param(Busy(1, Retry_After="Sun, 01 Mar 2026 11:00:00 GMT"), 200, [1.0], id="past"),
        pytest.param(Busy(2, Retry_After="7"), 503, [7.0], id="once only"),
        pytest.param(Busy(1, Retry_After="61"), 503, [], id="too long"),
        pytest.param(Busy(1, Retry_After="soon"), 503, [], id="unclear"),
        pytest.param(Busy(1), 503, [], id="not said"),
    ],
)
def test_a_busy_server_is_asked_once_more_when_it_says_when(
    site: Site, route: Busy, status: int, slept: list[float]
) -> None:
    site.routes["/robots.txt"] = Reply(status=404)
    site.routes["/x"] = route
    web = Web(
        admits=lambda _: True,
        resolve=lambda *_: [ip_address("127.0.0.1")],
        clock=site.clock,
        sleep=site.clock.sleep,
        now=lambda: NOW,
    )

    found = visit(web, site.url("/x"))

    assert found == [status]
    # The first second is the pause between robots.txt and the publication.
    assert [wait for wait in site.clock.slept[1:] if wait] == slept


# Where it is led


def test_a_redirect_is_followed_with_what_was_asked(site: Site) -> None:
    site.routes["/a"] = Reply(status=307, headers={"Location": "../b?c=d#part"})
    site.routes["/b?c=d"] = Reply(PDF)

    with site.web().get(site.url("/a"), headers={"Accept-Language": "zh-Hant"}) as response:
        assert response.url == httpx.URL(site.url("/b?c=d"))
        assert response.read() == PDF
    assert site.asked("/b?c=d")[0].headers["Accept-Language"] == "zh-Hant"


@pytest.mark.parametrize(("hops", "arrives"), [(5, True), (6, False)])
def test_five_redirects_are_followed(site: Site, hops: int, arrives: bool) -> None:
    for hop in range(hops):
        site.routes[f"/{hop}"] = Reply(status=302, headers={"Location": f"/{hop + 1}"})
    site.routes[f"/{hops}"] = Reply(PDF)

    if arrives:
        assert visit(site.web(), site.url("/0")) == [200]
    else:
        with pytest.raises(FetchFailed, match="redirects more than 5 times"):
            visit(site.web(), site.url("/0"))
