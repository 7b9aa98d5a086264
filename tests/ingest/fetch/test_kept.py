"""What is kept of a download: its bytes, its name, and where it came from."""

import hashlib
from pathlib import Path

import pytest

from ingest.build import ingest
from ingest.fetch import State
from ingest.index import Index
from tests.ingest.conftest import At, MakePdf
from tests.ingest.fetch.fetching import names, run, sidecar_of
from tests.ingest.site import HTML, PDF, Reply, Site


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
