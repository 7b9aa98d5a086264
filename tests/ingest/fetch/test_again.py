"""The second run: what broke off, has changed, or has not."""

from pathlib import Path

import pytest

from ingest.fetch import State, fetch
from tests.ingest.fetch.fetching import names, run, sidecar_of
from tests.ingest.site import HTML, PDF, Reply, Site


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
