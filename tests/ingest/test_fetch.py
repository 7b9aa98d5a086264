"""Publications from a server that does everything wrong, and once or twice something right."""

import hashlib
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from ingest.build import ingest
from ingest.errors import FolderUnusable
from ingest.fetch import Download, State, fetch
from ingest.index import Index
from ingest.sources import Source
from tests.ingest.conftest import At, MakePdf
from tests.ingest.site import HTML, PDF, Reply, Route, Site, Visit, serve

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "downloads"


def run(site: Site, folder: Path, *sources: Source, **limits: float) -> list[Download]:
    return fetch(sources, folder, web=site.web(**limits), now=lambda: NOW)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != ".fetch.lock"}


def sidecar_of(folder: Path, name: str) -> dict[str, object]:
    return dict(json.loads((folder / f"{name}.source.json").read_text("utf-8")))


# What is kept of a download


def test_a_publication_is_kept_with_where_it_came_from(site: Site, folder: Path) -> None:
    site.routes["/old"] = Reply(status=301, headers={"Location": "/files/report.pdf"})
    site.routes["/files/report.pdf"] = Reply(PDF, etag='"1"')
    source = site.source("report", "/old", publisher="EBRD", kind="policy")

    [download] = run(site, folder, source)

    assert (download.state, download.file, download.bytes) == (
        State.FETCHED,
        "report.pdf",
        len(PDF),
    )
    assert names(folder) == {"report.pdf", "report.pdf.source.json"}
    assert (folder / "report.pdf").read_bytes() == PDF
    assert sidecar_of(folder, "report.pdf") == {
        "source": "report",
        "title": "The report",
        "publisher": "EBRD",
        "kind": "policy",
        "url": site.url("/old"),
        "final_url": site.url("/files/report.pdf"),
        "fetched_at": "2026-03-01T12:00:00Z",
        "sha256": hashlib.sha256(PDF).hexdigest(),
        "bytes": len(PDF),
        "content_type": "application/pdf",
        "etag": '"1"',
        "last_modified": None,
    }


def test_what_was_fetched_is_ingested_and_cited_by_its_address(
    site: Site, folder: Path, index: Index, make_pdf: MakePdf
) -> None:
    pdf = make_pdf([At(72, 100, "The consultants are paid from Taipei.")]).read_bytes()
    site.routes["/a.pdf"] = Reply(pdf)
    site.routes["/b"] = Reply(HTML, "text/html; charset=utf-8")
    sources = [
        site.source("fund", "/a.pdf", publisher="EBRD", kind="policy"),
        site.source("page", "/b"),
    ]
    run(site, folder, *sources)

    ingest([folder], index=index)

    fund, page = index.catalogue.documents()
    assert (fund.document, fund.title) == ("fund.pdf", "The fund")
    assert fund.metadata == {
        "issuer": "EBRD",
        "kind": "policy",
        "url": site.url("/a.pdf"),
        "final_url": site.url("/a.pdf"),
        "fetched": "2026-03-01",
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "bytes": len(pdf),
    }
    assert (page.document, page.title, page.metadata["url"]) == (
        "page.html",
        "The page",
        site.url("/b"),
    )


@pytest.mark.parametrize(
    ("body", "type_", "name"),
    [
        pytest.param(PDF, "application/pdf", "x.pdf", id="PDF"),
        pytest.param(PDF, "application/octet-stream", "x.pdf", id="PDF of no stated type"),
        pytest.param(PDF, None, "x.pdf", id="no type at all"),
        pytest.param(HTML, "Text/HTML;charset=big5", "x.html", id="HTML"),
        pytest.param(b"<p>A fragment", "text/html", "x.html", id="HTML without a head"),
        pytest.param("純文字".encode(), "text/plain", "x.txt", id="text"),
        pytest.param(b"# Head", "text/markdown", "x.md", id="Markdown"),
    ],
)
def test_a_file_is_named_by_its_content(
    site: Site, folder: Path, body: bytes, type_: str | None, name: str
) -> None:
    site.routes["/x"] = Reply(body, type_)

    assert [one.file for one in run(site, folder, site.source("x", "/x"))] == [name]


def test_a_name_from_the_server_never_becomes_a_path(site: Site, folder: Path) -> None:
    path = "/..%2f..%2f..%2fevil.pdf"
    odd = 'attachment; filename="../../evil.pdf"'
    site.routes[path] = Reply(PDF, headers={"Content-Disposition": odd})

    [download] = run(site, folder, site.source("odd", path))

    assert download.state is State.FETCHED
    assert names(folder) == {"odd.pdf", "odd.pdf.source.json"}
    assert {path.name for path in folder.parent.iterdir()} == {folder.name}


def test_two_publications_with_one_file_name_are_both_kept(site: Site, folder: Path) -> None:
    site.routes["/1/report.pdf"] = Reply(PDF + b"1")
    site.routes["/2/report.pdf"] = Reply(PDF + b"2")

    run(site, folder, site.source("a", "/1/report.pdf"), site.source("b", "/2/report.pdf"))

    assert (folder / "a.pdf").read_bytes()[-1:] == b"1"
    assert (folder / "b.pdf").read_bytes()[-1:] == b"2"


def test_a_compressed_answer_is_unpacked(site: Site, folder: Path) -> None:
    site.routes["/x"] = Reply(HTML, "text/html", gzipped=True)

    run(site, folder, site.source("x", "/x"))

    assert (folder / "x.html").read_bytes() == HTML


# What goes wrong


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


# The second run


def cut_off(etag: str | None = '"1"', **headers: str) -> Reply:
    """Half of the PDF, with the length of the whole."""
    return Reply(PDF[:100_000], etag=etag, headers=headers, length=len(PDF))


def test_what_broke_off_is_gone_on_with(site: Site, folder: Path) -> None:
    source = site.source("x", "/x")
    site.routes["/x"] = cut_off()
    [first] = run(site, folder, source)
    site.routes["/x"] = Reply(PDF, etag='"1"')

    [second] = run(site, folder, source)

    assert first.state is State.FAILED
    assert (second.state, second.resumed_at) == (State.FETCHED, 100_000)
    assert site.asked("/x")[-1].headers["Range"] == "bytes=100000-"
    assert (folder / "x.pdf").read_bytes() == PDF
    assert names(folder) == {"x.pdf", "x.pdf.source.json"}


DATE = "Wed, 01 Oct 2025 10:00:00 GMT"


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        pytest.param(cut_off('"1"'), '"1"', id="ETag"),
        pytest.param(cut_off(None, **{"Last-Modified": DATE}), DATE, id="Last-Modified"),
        pytest.param(cut_off('W/"1"', **{"Last-Modified": DATE}), DATE, id="weak ETag and date"),
        pytest.param(cut_off('W/"1"'), None, id="weak ETag"),
        pytest.param(cut_off("1 \x7f"), None, id="no ETag at all"),
        pytest.param(cut_off(None), None, id="nothing"),
    ],
)
def test_only_a_known_edition_is_gone_on_with(
    site: Site, folder: Path, first: Reply, asked: str | None
) -> None:
    source = site.source("x", "/x")
    site.routes["/x"] = first
    run(site, folder, source)
    changed = PDF.replace(b"x", b"y")
    site.routes["/x"] = Reply(changed, etag='"2"')

    [second] = run(site, folder, source)

    assert site.asked("/x")[-1].headers.get("If-Range") == asked
    assert ("Range" in site.asked("/x")[-1].headers) == (asked is not None)
    assert second.resumed_at == 0
    assert (folder / "x.pdf").read_bytes() == changed


def test_all_bytes_but_not_put_in_place_are_fetched_anew(site: Site, folder: Path) -> None:
    source = site.source("x", "/x")
    site.routes["/x"] = Reply(PDF, etag='"1"', length=len(PDF) + 1)
    run(site, folder, source)
    site.routes["/x"] = Reply(PDF, etag='"1"')

    [download] = run(site, folder, source)

    assert download.state is State.FETCHED
    assert [one.headers.get("Range") for one in site.asked("/x")] == [
        None,
        f"bytes={len(PDF)}-",
        None,
    ]
    assert (folder / "x.pdf").read_bytes() == PDF


def test_another_part_than_was_asked_for_is_refused(site: Site, folder: Path) -> None:
    source = site.source("x", "/x")
    site.routes["/x"] = cut_off()
    run(site, folder, source)
    site.routes["/x"] = Reply(PDF, status=206, headers={"Content-Range": "bytes 0-9/10"})

    [download] = run(site, folder, source)

    assert download.reason == "the server sent another part than was asked for"
    assert names(folder) == set()


def test_a_part_of_the_rest_is_not_taken_for_the_whole(site: Site, folder: Path) -> None:
    source = site.source("x", "/x")
    site.routes["/x"] = cut_off()
    run(site, folder, source)
    some = f"bytes 100000-149999/{len(PDF)}"
    site.routes["/x"] = Reply(PDF[100_000:150_000], status=206, headers={"Content-Range": some})
    [second] = run(site, folder, source)
    site.routes["/x"] = Reply(PDF, etag='"1"')
    [third] = run(site, folder, source)

    assert second.reason == f"the server sent 150000 of {len(PDF)} bytes"
    assert (third.state, third.resumed_at) == (State.FETCHED, 150_000)
    assert (folder / "x.pdf").read_bytes() == PDF


def test_another_address_is_another_publication(site: Site, folder: Path) -> None:
    site.routes["/x"] = cut_off()
    site.routes["/y"] = Reply(PDF, etag='"1"')
    site.routes["/z"] = Reply(PDF + b"z", etag='"1"')
    for path in ("/x", "/y", "/z"):
        run(site, folder, site.source("x", path))

    assert (folder / "x.pdf").read_bytes() == PDF + b"z"
    assert [
        (one.path, one.headers.keys() & {"Range", "If-None-Match"})
        for one in site.requests
        if one.path != "/robots.txt"
    ] == [("/x", set()), ("/y", set()), ("/z", set())]


def test_what_was_unpacked_on_the_way_is_not_gone_on_with(site: Site, folder: Path) -> None:
    source = site.source("x", "/x")
    site.routes["/x"] = Reply(PDF, etag='"1"', gzipped=True, length=10**6)
    run(site, folder, source)
    left = names(folder)
    site.routes["/x"] = cut_off()
    run(site, folder, source)
    rest = f"bytes 100000-{len(PDF) - 1}/{len(PDF)}"
    site.routes["/x"] = Reply(
        PDF[100_000:], status=206, headers={"Content-Range": rest}, gzipped=True
    )

    [download] = run(site, folder, source)

    assert left == set()
    assert download.reason == "the server sent another part than was asked for"


def test_a_change_that_is_taken_back_leaves_nothing_behind(site: Site, folder: Path) -> None:
    source = site.source("x", "/x")
    for reply in (Reply(PDF, etag='"1"'), cut_off('"2"'), Reply(PDF, etag='"1"')):
        site.routes["/x"] = reply
        [download] = run(site, folder, source)

    assert download.state is State.UNCHANGED
    assert names(folder) == {"x.pdf", "x.pdf.source.json"}


def test_the_listed_language_is_asked_for(site: Site, folder: Path) -> None:
    run(site, folder, site.source("x", "/x", languages=["zh-Hant", "en"]))

    assert site.asked("/x")[0].headers["Accept-Language"] == "zh-Hant, *;q=0.5"


def test_an_interrupted_run_leaves_what_the_next_goes_on_with(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted(type(site.clock)):  # type: ignore[misc]
        def __call__(self) -> float:
            part = folder / ".x.part"
            if part.exists() and part.stat().st_size > 0:
                raise KeyboardInterrupt
            return self.seconds

    source = site.source("x", "/x")
    site.routes["/x"] = Reply(PDF, etag='"1"')
    clock, site.clock = site.clock, Interrupted()
    with pytest.raises(KeyboardInterrupt):
        run(site, folder, source)
    site.clock = clock

    [download] = run(site, folder, source)

    assert download.resumed_at > 0
    assert (folder / "x.pdf").read_bytes() == PDF


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        pytest.param(Reply(PDF, etag='"1"'), 304, id="the server says so"),
        pytest.param(Reply(PDF), 200, id="the content says so"),
    ],
)
def test_what_has_not_changed_stays_as_it_is(
    site: Site, folder: Path, reply: Reply, status: int
) -> None:
    source = site.source("x", "/x")
    site.routes["/x"] = reply
    run(site, folder, source)
    before = (folder / "x.pdf").stat().st_mtime_ns, sidecar_of(folder, "x.pdf")

    [download] = run(site, folder, source)

    assert (download.state, download.file, download.bytes) == (State.UNCHANGED, "x.pdf", len(PDF))
    assert ("If-None-Match" in site.asked("/x")[-1].headers) == (status == 304)
    assert ((folder / "x.pdf").stat().st_mtime_ns, sidecar_of(folder, "x.pdf")) == before
    assert names(folder) == {"x.pdf", "x.pdf.source.json"}


def test_an_unchanged_publication_takes_a_better_title(site: Site, folder: Path) -> None:
    site.routes["/x"] = Reply(PDF, etag='"1"')
    run(site, folder, site.source("x", "/x"))

    run(site, folder, site.source("x", "/x", title="Better"))

    assert sidecar_of(folder, "x.pdf")["title"] == "Better"


def test_what_has_changed_takes_the_old_ones_place(site: Site, folder: Path) -> None:
    source = site.source("x", "/x")
    site.routes["/x"] = Reply(PDF, etag='"1"')
    run(site, folder, source)
    site.routes["/x"] = Reply(PDF + b"2", etag='"2"')

    [download] = run(site, folder, source)

    assert download.state is State.CHANGED
    assert (folder / "x.pdf").read_bytes() == PDF + b"2"
    assert sidecar_of(folder, "x.pdf")["etag"] == '"2"'


def test_a_change_that_fails_leaves_the_old_one(site: Site, folder: Path) -> None:
    source = site.source("x", "/x")
    site.routes["/x"] = Reply(PDF, etag='"1"')
    run(site, folder, source)
    site.routes["/x"] = Reply(HTML, etag='"2"')

    [download] = run(site, folder, source)

    assert download.state is State.FAILED
    assert (folder / "x.pdf").read_bytes() == PDF


def test_a_change_of_format_says_what_to_remove(site: Site, folder: Path) -> None:
    source = site.source("x", "/x")
    site.routes["/x"] = Reply(HTML, "text/html")
    run(site, folder, source)
    site.routes["/x"] = Reply(PDF)

    [download] = run(site, folder, source)

    assert download.note == ("it was x.html before: `advisor remove` takes that out of the index")
    assert names(folder) == {"x.pdf", "x.pdf.source.json"}


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda file: file.write_bytes(b"%PDF-1.7 altered"), id="altered"),
        pytest.param(lambda file: file.unlink(), id="deleted"),
    ],
)
def test_a_file_that_is_not_as_it_came_is_fetched_anew(
    site: Site, folder: Path, harm: object
) -> None:
    source = site.source("x", "/x")
    site.routes["/x"] = Reply(PDF, etag='"1"')
    run(site, folder, source)
    harm(folder / "x.pdf")  # type: ignore[operator]

    [download] = run(site, folder, source)

    assert download.state is State.FETCHED
    assert (folder / "x.pdf").read_bytes() == PDF


def test_progress_names_what_comes_next(site: Site, folder: Path) -> None:
    seen: list[tuple[int, int, str]] = []

    fetch(
        [site.source("a", "/a"), site.source("b", "/b")],
        folder,
        web=site.web(),
        progress=lambda *now: seen.append(now),
    )

    assert seen == [(0, 2, "a"), (1, 2, "b"), (2, 2, "")]
