"""Publications from a server that does everything wrong: told, and no other harmed."""

import time
from pathlib import Path

import pytest
from filelock import FileLock

from ingest.errors import FolderUnusable
from ingest.fetch import State
from ingest.sources import Source
from tests.ingest.fetch.fetching import names, run
from tests.ingest.site import HTML, PDF, Reply, Route, Site, Visit


def drip_body(visit: Visit) -> None:
    visit.send_response(200)
    visit.send_header("Content-Type", "application/pdf")
    visit.send_header("Content-Length", "100")
    visit.end_headers()
    for _ in range(4):
        visit.site.clock.seconds += 100
        visit.wfile.write(b"%")
        visit.wfile.flush()


def drip_head(visit: Visit) -> None:
    for _ in range(4):
        visit.site.clock.seconds += 100
        visit.wfile.write(b"HTTP/1.1 200 OK\r\n" if _ == 0 else b"X-Slow: 1\r\n")
        visit.wfile.flush()


def silence(visit: Visit) -> None:
    visit.connection.settimeout(2)
    visit.connection.recv(1)  # until the client goes away


def silent_for_too_long(visit: Visit) -> None:
    time.sleep(0.05)  # until the client waits
    visit.site.clock.seconds += 400
    silence(visit)


def babble(visit: Visit) -> None:
    visit.wfile.write(b"220 mail.example ESMTP\r\n")


def to(location: str) -> Reply:
    return Reply(status=302, headers={"Location": location})


CASES: list[tuple[str, dict[str, Route], str]] = [
    ("absent", {}, "nothing at this address (HTTP 404)"),
    ("refused", {"/x": Reply(status=403)}, "the server refuses it (HTTP 403)"),
    ("faulty server", {"/x": Reply(status=500)}, "the server has a fault (HTTP 500)"),
    ("no content", {"/x": Reply(status=204)}, "answers with HTTP 204"),
    ("busy", {"/x": Reply(status=503)}, "the server is busy (HTTP 503)"),
    (
        "busy for an hour",
        {"/x": Reply(status=429, headers={"Retry-After": "3600"})},
        "asks to wait '3600'",
    ),
    (
        "robots.txt",
        {"/robots.txt": Reply(b"User-agent: *\nDisallow: /x", "text/plain"), "/x": Reply(PDF)},
        "does not want programs to fetch it (robots.txt)",
    ),
    (
        "robots.txt of where it leads",
        {
            "/x": to("/closed/x"),
            "/robots.txt": Reply(b"User-agent: *\nDisallow: /closed/", "text/plain"),
            "/closed/x": Reply(PDF),
        },
        "does not want programs to fetch it (robots.txt)",
    ),
    (
        "robots.txt asks for long pauses",
        {"/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 600", "text/plain"), "/x": Reply(PDF)},
        "wants 600 seconds between two requests",
    ),
    (
        "robots.txt out of order",
        {"/robots.txt": Reply(status=500), "/x": Reply(PDF)},
        "/robots.txt cannot be read (HTTP 500)",
    ),
    ("redirect loop", {"/x": to("/y"), "/y": to("/x")}, "redirects more than 5 times"),
    ("redirect to a private host", {"/x": to("http://inside.example/")}, "stands for 10.0.0.1"),
    ("redirect to one private address", {"/x": to("http://mixed.example/")}, "192.168.0.1"),
    ("redirect to a file", {"/x": to("file:///etc/passwd")}, "is not an http or https address"),
    ("redirect with a password", {"/x": to("http://a:b@one.example/")}, "user name or password"),
    ("redirect to nonsense", {"/x": to("http://a:b/")}, "Invalid URL in location header"),
    ("slow body", {"/x": drip_body}, "it took longer than 300 seconds"),
    ("slow head", {"/x": drip_head}, "it took longer than 300 seconds"),
    ("silent", {"/x": silence}, "the server stopped sending"),
    ("silent for too long", {"/x": silent_for_too_long}, "it took longer than 300 seconds"),
    ("no HTTP", {"/x": babble}, "broke off or is damaged"),
    (
        "HTML that is called a PDF",
        {"/x": Reply(HTML)},
        "says that it is a PDF, and it is a web page",
    ),
    ("PDF that is called HTML", {"/x": Reply(PDF, "text/html")}, "a web page, and it is a PDF"),
    ("text that is called a PDF", {"/x": Reply(b"Sorry")}, "says that it is a PDF, and it is not"),
    ("binary that is called HTML", {"/x": Reply(b"a\0b", "text/html")}, "and it is not"),
    ("unknown type and content", {"/x": Reply(b"abc", None)}, "a document, and it is not"),
    ("picture", {"/x": Reply(b"\x89PNG\r\n", "image/png")}, "sends image/png, which is not read"),
    ("picture of no stated type", {"/x": Reply(b"\x89PNG\r\n", None)}, "it is a picture"),
    ("empty", {"/x": Reply(b"")}, "it is empty"),
    ("too large, and says so", {"/x": Reply(PDF, length=10**9)}, "larger than 0.286102 MB"),
    ("too large, and does not", {"/x": Reply(PDF + PDF, length=-1)}, "larger than 0.286102 MB"),
    ("too large when unpacked", {"/x": Reply(PDF + PDF, gzipped=True)}, "larger than 0.286102 MB"),
    ("cut off", {"/x": Reply(PDF[:1000], length=2000)}, "broke off or is damaged"),
]


@pytest.mark.parametrize(
    ("routes", "reason"),
    [pytest.param(routes, reason, id=name) for name, routes, reason in CASES],
)
def test_a_failure_is_told_and_harms_no_other(
    site: Site, folder: Path, routes: dict[str, Route], reason: str
) -> None:
    # Of one host, so that what robots.txt says of it does not touch the other.
    site.routes |= {f"//bad.example{path}": route for path, route in routes.items()}
    site.routes["/good.pdf"] = Reply(PDF)
    bad = site.source("bad", "/x", host="bad.example")

    failed, good = run(
        site, folder, bad, site.source("good", "/good.pdf"), bytes=300_000, read_s=0.2
    )

    assert failed.state is State.FAILED
    assert reason in (failed.reason or "")
    assert failed.cure
    assert good.state is State.FETCHED
    assert names(folder) == {"good.pdf", "good.pdf.source.json"}


def test_a_server_that_never_ends_is_left(site: Site, folder: Path) -> None:
    sent: list[int] = []

    def endless(visit: Visit) -> None:
        visit.send(200, {"Content-Type": "application/pdf"})
        try:
            for _ in range(1000):
                visit.wfile.write(b"%PDF-" * 20_000)
                sent.append(1)
        except ConnectionError:
            pass

    site.routes["/x"] = endless

    [download] = run(site, folder, site.source("x", "/x"), bytes=300_000)

    assert "larger than" in (download.reason or "")
    assert len(sent) < 1000


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        pytest.param("/a.pdf", "text/html", id="and called HTML"),
        pytest.param("/a.pdf", None, id="of no stated type"),
    ],
)
def test_a_page_in_place_of_a_pdf_is_refused(
    site: Site, folder: Path, path: str, type_: str | None
) -> None:
    site.routes[path] = Reply(HTML, type_)

    [download] = run(site, folder, site.source("x", path))

    assert download.reason == "the address is that of a PDF, and the server sent a web page"


def test_a_host_that_nobody_knows_or_that_is_down_is_told(site: Site, folder: Path) -> None:
    unknown = Source(id="a", title="A", url="http://nowhere.invalid/")
    down = Source(id="b", title="B", url="http://one.example:1/")

    first, second = run(site, folder, unknown, down)

    assert "nobody knows the host 'nowhere.invalid'" in (first.reason or "")
    assert "no connection to the server" in (second.reason or "")


def test_a_file_of_the_users_own_is_not_written_over(site: Site, folder: Path) -> None:
    folder.mkdir()
    (folder / "mine.pdf").write_bytes(b"mine")
    site.routes["/x"] = Reply(PDF)

    [download] = run(site, folder, site.source("mine", "/x"))

    assert "that was not downloaded" in (download.reason or "")
    assert (folder / "mine.pdf").read_bytes() == b"mine"


def test_an_unforeseen_fault_harms_no_other(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.routes["/x"] = Reply(PDF)
    sources = [site.source("a", "/x", host="strange.example"), site.source("b", "/x")]
    resolve = site.resolve
    monkeypatch.setattr(
        site, "resolve", lambda host, port: 1 / 0 if "strange" in host else resolve(host, port)
    )

    assert [one.state for one in run(site, folder, *sources)] == [State.FAILED, State.FETCHED]


def test_a_folder_that_cannot_be_used_is_told(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(FolderUnusable, match="cannot be written to"):
        run(site, tmp_path / "file" / "below")
    with (
        FileLock(tmp_path / ".fetch.lock"),
        pytest.raises(FolderUnusable, match="another fetch is running"),
    ):
        run(site, tmp_path)
