from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ingest.catalogue import Catalogue
from ingest.chunk import Cut
from ingest.database import open_database
from ingest.types import Heading, Note, Page, PageState
from ingest.version import NewVersion, page_row
from language.script import Language

_TEXT = "🙂歐銀的基金在1991年成立。第二句。"
_CUTS = ((0, 15), (15, 19))


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(open_database(None, home=tmp_path), originals=tmp_path / "originals")


def _page(text: str = _TEXT, index: int = 0, label: str | None = None) -> Page:
    return Page(index, label, text, text, np.arange(len(text), dtype=np.int32))


def _version(
    document: str = "fund.md",
    *,
    origin: str | None = None,
    sha256: str = "a" * 64,
    pages: tuple[Page, ...] = (_page(label="iv"),),
) -> NewVersion:
    return NewVersion(
        document=document,
        origin=origin or f"/here/{document}",
        source=document,
        sha256=sha256,
        recipe="r",
        format="md",
        title="基金",
        language=Language.ZH,
        paginated=True,
        metadata={"issuer": "歐銀", "markets": ["TH"]},
        warnings=("a warning",),
        seconds=0.5,
        pages=[page_row(page, PageState.READ) for page in pages],
        page_states=(PageState.READ,) * len(pages),
        cuts=tuple(Cut(0, start, end, Language.ZH, ("上", "下")) for start, end in _CUTS),
    )


def _serve(catalogue: Catalogue, version: NewVersion) -> int:
    number = catalogue.write(version)[0].version
    catalogue.serve([number])
    return number


def test_a_page_comes_back_as_it_was_written(catalogue: Catalogue) -> None:
    text = "基金1 opened.\n1 Source"
    boxes = np.array([[0.1 * i, 2.25, np.nan, 4e6] for i in range(len(text))], dtype=np.float32)
    written = Page(
        index=0,
        label="iv",
        text=text,
        raw=text + " as printed",
        origin=np.array([5, 4, -1, *range(7, 7 + len(text) - 3)], dtype=np.int32),
        boxes=boxes,
        width=595.0,
        height=841.9,
        headings=(Heading(0, 2, 1),),
        notes=(Note("1", (2, 5), "Source", "https://example.org"), Note("*", (), "Other")),
        body_end=11,
    )

    read = catalogue.page(_serve(catalogue, _version(pages=(written,))), 0)

    assert read is not None
    np.testing.assert_array_equal(read.origin, written.origin)
    assert read.boxes is not None
    np.testing.assert_allclose(read.boxes, boxes, atol=0.051)
    for field in ("index", "label", "text", "raw", "width", "height", "headings", "notes"):
        assert getattr(read, field) == getattr(written, field), field
    assert read.body_end == 11


def test_a_page_without_boxes_or_text_comes_back(catalogue: Catalogue) -> None:
    version = _serve(catalogue, _version(pages=(_page(), _page("", index=1))))

    read = catalogue.page(version, 1)

    assert read is not None
    assert (read.text, len(read.origin), read.boxes, read.label) == ("", 0, None, None)


@pytest.mark.parametrize("place", [(99, 0), (1, 7)], ids=["no such version", "no such page"])
def test_a_page_that_is_not_there_is_none(catalogue: Catalogue, place: tuple[int, int]) -> None:
    _serve(catalogue, _version())

    assert catalogue.page(*place) is None


def test_a_chunk_reads_the_same_when_written_and_when_found(catalogue: Catalogue) -> None:
    # A character outside the basic plane stands first: SQL and Python must count alike.
    written = catalogue.write(_version())
    catalogue.serve([written[0].version])

    assert [chunk.text for chunk in written] == [_TEXT[start:end] for start, end in _CUTS]
    assert catalogue.chunks([chunk.id for chunk in written]) == {
        chunk.id: chunk for chunk in written
    }
    assert written[0].page_label == "iv"
    assert written[0].headings == ("上", "下")


def test_what_is_not_served_is_in_no_answer(catalogue: Catalogue) -> None:
    written = catalogue.write(_version())

    assert catalogue.chunks([chunk.id for chunk in written]) == {}
    assert catalogue.documents() == []
    assert catalogue.count_chunks() == 0
    assert catalogue.served_chunks() == []
    assert catalogue.leftovers() == [chunk.id for chunk in written]


@pytest.mark.parametrize(
    ("offset", "text"),
    [
        pytest.param(0, _TEXT[:15], id="first character"),
        pytest.param(14, _TEXT[:15], id="last character of the first"),
        pytest.param(15, _TEXT[15:], id="first character of the next"),
        pytest.param(19, None, id="behind the last"),
    ],
)
def test_chunk_at(catalogue: Catalogue, offset: int, text: str | None) -> None:
    chunk = catalogue.chunk_at(_serve(catalogue, _version()), 0, offset)

    assert (chunk and chunk.text) == text


def test_a_document_says_what_it_is_and_how_it_went(catalogue: Catalogue) -> None:
    version = _serve(catalogue, _version(pages=(_page(), _page("", index=1))))

    info = catalogue.document(version)

    assert [info] == catalogue.documents()
    assert info is not None
    assert (info.document, info.title, info.language) == ("fund.md", "基金", Language.ZH)
    assert (info.pages, info.chunks, info.page_states) == (2, 2, {"read": 2})
    assert info.metadata == {"issuer": "歐銀", "markets": ["TH"]}
    assert info.warnings == ("a warning",)
    assert info.ingested_at.endswith("+00:00")


def test_a_new_version_takes_the_place_of_the_old_one_at_once(catalogue: Catalogue) -> None:
    old = _serve(catalogue, _version())
    new = catalogue.write(_version(sha256="b" * 64))[0].version

    assert [info.version for info in catalogue.documents()] == [old]
    catalogue.serve([new])
    assert [info.version for info in catalogue.documents()] == [new]
    assert catalogue.fingerprint("/here/fund.md") == f"{'b' * 64}/r"


def test_leftovers_are_forgotten_but_for_pages_that_were_once_served(catalogue: Catalogue) -> None:
    old = _serve(catalogue, _version())
    new = _serve(catalogue, _version(sha256="b" * 64))
    never = catalogue.write(_version("other.md"))[0].version

    catalogue.forget_leftovers()

    assert catalogue.leftovers() == []
    assert [catalogue.page(number, 0) is not None for number in (old, new, never)] == [
        True,
        True,
        False,
    ]
    assert len(catalogue.served_chunks()) == 2


def test_a_removed_document_is_a_leftover_with_all_its_versions(catalogue: Catalogue) -> None:
    old = _serve(catalogue, _version("folder/fund.md", origin="/here/folder/fund.md"))
    new = _serve(catalogue, _version(origin="/here/folder/fund.md"))
    other = _serve(catalogue, _version("other.md"))

    assert not catalogue.remove("folder/fund.md")  # its name of old: not listed any more
    assert catalogue.remove("fund.md")
    assert [info.version for info in catalogue.documents()] == [other]
    assert len(catalogue.leftovers()) == 4

    catalogue.forget_leftovers()
    assert [catalogue.document(number) for number in (old, new)] == [None, None]
    assert not catalogue.remove("fund.md")


@pytest.mark.parametrize(
    ("others_sha256", "kept"), [("a" * 64, True), ("b" * 64, False)], ids=["shared", "its own"]
)
def test_the_kept_copy_goes_with_the_last_version_read_from_it(
    catalogue: Catalogue, tmp_path: Path, others_sha256: str, kept: bool
) -> None:
    copy = catalogue.original_path("a" * 64, "md")
    copy.parent.mkdir(parents=True)
    copy.write_text("content", "utf-8")
    version = _serve(catalogue, _version())
    _serve(catalogue, _version("other.md", sha256=others_sha256))
    assert catalogue.original(version) == copy

    catalogue.remove("fund.md")
    catalogue.forget_leftovers()

    assert copy.exists() is kept
    assert catalogue.original(version) is None


def _refuse(catalogue: Catalogue, origin: str) -> None:
    catalogue.quarantine(origin, source=Path(origin).name, reason="bad", cure="mend it")


@pytest.mark.parametrize(
    ("act", "left"),
    [
        pytest.param(
            lambda catalogue: catalogue.clear_quarantine("/a/100%.jsonl"),
            ["100x.jsonl#1", "100%.jsonl.md"],
            id="a file with all its lines",
        ),
        pytest.param(
            lambda catalogue: catalogue.release("100%.jsonl#2"),
            ["100%.jsonl", "100%.jsonl#1", "100x.jsonl#1", "100%.jsonl.md"],
            id="one by its name",
        ),
        pytest.param(
            lambda catalogue: _serve(catalogue, _version(origin="/a/100%.jsonl#1")),
            ["100%.jsonl", "100%.jsonl#2", "100x.jsonl#1", "100%.jsonl.md"],
            id="one that is served",
        ),
    ],
)
def test_what_becomes_readable_leaves_the_quarantine(
    catalogue: Catalogue, act: Callable[[Catalogue], object], left: list[str]
) -> None:
    for name in ("100%.jsonl", "100%.jsonl#1", "100%.jsonl#2", "100x.jsonl#1", "100%.jsonl.md"):
        _refuse(catalogue, f"/a/{name}")

    act(catalogue)

    assert {one.source for one in catalogue.quarantined()} == set(left)


def test_a_document_is_listed_once_however_often_it_fails(catalogue: Catalogue) -> None:
    _refuse(catalogue, "/a/b.pdf")
    catalogue.quarantine("/a/b.pdf", source="b.pdf", reason="worse", cure="mend it")

    (listed,) = catalogue.quarantined()
    assert (listed.source, listed.reason, listed.cure) == ("b.pdf", "worse", "mend it")


def test_an_ingest_does_not_wait_for_readers_and_they_see_one_state(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    old = _serve(catalogue, _version())
    served = "SELECT id FROM versions WHERE state = 'current'"

    with open_database(None, home=tmp_path).connect() as reader:
        reader.exec_driver_sql("BEGIN")
        assert reader.exec_driver_sql(served).scalars().all() == [old]
        new = _serve(catalogue, _version(sha256="b" * 64))
        assert reader.exec_driver_sql(served).scalars().all() == [old]

    assert [info.version for info in catalogue.documents()] == [new]
