"""What a worker makes of a file, without a worker."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import prepare as module
from ingest.clean import clean
from ingest.errors import Unreadable
from ingest.held import Held
from ingest.prepare import Item, Job, Refused, Same, fingerprints, prepare, recipe_of
from ingest.readers import jsonl
from ingest.types import Line, Page, PageState, RawDocument, RawPage
from ingest.version import NewVersion
from tests.ingest.conftest import At, MakePdf


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "fund.md"
    file.write_text("# Fund\n\nThe fund was set up in 1991.\n", encoding="utf-8")
    return file


def _job(file: Path, **more: object) -> Job:
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    return Job(file, file.name, sha256, **more)  # type: ignore[arg-type]


def _prepared(job: Job, tmp_path: Path) -> list[Item]:
    return list(prepare(job, tmp_path / "spool"))


def test_a_file_becomes_a_version_with_its_pages_in_the_spool(file: Path, tmp_path: Path) -> None:
    (version,) = _prepared(_job(file), tmp_path)

    assert isinstance(version, NewVersion)
    assert (version.title, version.format, len(version.cuts)) == ("Fund", "md", 1)
    for _ in range(2):  # a version may be written again
        assert [row["text"] for row in version.pages] == ["Fund\nThe fund was set up in 1991."]


def test_a_document_that_cannot_be_cut_is_refused(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(raw: RawDocument, **_: object) -> Iterator[Page]:
        yield from clean(raw)
        raise ZeroDivisionError("by a damaged page")

    monkeypatch.setattr(module, "clean", cut)

    (refused,) = _prepared(_job(file), tmp_path)

    assert isinstance(refused, Refused)
    assert refused.reason == "cutting its text failed (ZeroDivisionError: by a damaged page)"


@pytest.mark.parametrize("odd", ["\0", "\ud800"], ids=["zero character", "half a pair"])
def test_characters_that_no_database_keeps_are_replaced(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: str
) -> None:
    text = f"The fund{odd} was set up in 1991."

    def damaged(path: Path, **_: object) -> Iterator[RawDocument | Unreadable]:
        page = RawPage(text, (Line(0, len(text)),))
        yield RawDocument((page,), paginated=False, title=f"Fund{odd}", metadata={"issuer": odd})
        yield Unreadable(path.name, f"it holds {odd}", "mend it")

    monkeypatch.setattr(jsonl, "read_jsonl", damaged)
    batch = file.rename(file.with_suffix(".jsonl"))

    version, refused = _prepared(_job(batch), tmp_path)

    assert isinstance(version, NewVersion)
    assert (version.title, version.metadata) == ("Fund\ufffd", {"issuer": "\ufffd"})
    assert [row["text"] for row in version.pages] == ["The fund\ufffd was set up in 1991."]
    assert isinstance(refused, Refused)
    assert refused.reason == "it holds \ufffd"


def test_a_file_that_changes_while_it_is_read_is_refused(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = _job(file)
    file.write_text("Another text stands here by now.", encoding="utf-8")

    (refused,) = _prepared(job, tmp_path)

    assert isinstance(refused, Refused)
    assert refused.reason == "it was changed while it was read"


def test_lines_that_are_served_already_are_not_cut_again(tmp_path: Path) -> None:
    batch = tmp_path / "a.jsonl"
    batch.write_text('{"id": "x", "text": "The fund was set up in 1991."}\n', encoding="utf-8")
    (version,) = _prepared(_job(batch), tmp_path)
    assert isinstance(version, NewVersion)

    served = {version.origin: f"{version.sha256}/{version.recipe}"}
    again = _prepared(_job(batch, served=served), tmp_path)

    assert again == [Same(f"{batch}#x", "x")]


def test_a_page_that_is_to_be_left_out_is_empty(make_pdf: MakePdf, tmp_path: Path) -> None:
    told = ("The fund was set up in 1991.", "It lends to banks.", "It closed again.")
    pages = [[At(72, 100 + 90 * n, text)] for n, text in enumerate(told)]
    begun: list[tuple[str, int]] = []
    job = _job(make_pdf(*pages), skipped=frozenset({("made.pdf", 1)}))

    (version,) = prepare(job, tmp_path / "spool", begin=lambda *page: begun.append(page))

    assert isinstance(version, NewVersion)
    texts = [row["text"] for row in version.pages]
    assert texts == [told[0], "", told[2]]
    assert begun[:3] == [("made.pdf", 0), ("made.pdf", 1), ("made.pdf", 2)]


def test_scans_are_read_anew_once_tesseract_is_there(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = False

    def read(_: Path, **__: object) -> list[RawDocument]:
        text = "The first page has text."
        scanned = (
            RawPage("Read from a picture.", (Line(0, 20, paragraph=True),), state=PageState.OCR)
            if there
            else RawPage("", (), state=PageState.SCANNED)
        )
        first = RawPage(text, (Line(0, len(text), paragraph=True),))
        return [RawDocument((first, scanned), paginated=True)]

    monkeypatch.setattr(module, "read", read)
    monkeypatch.setattr(module, "is_ocr_installed", lambda: there)

    def known(version: Item) -> bool:
        assert isinstance(version, NewVersion)
        as_new_as_can_be = fingerprints(version.sha256, recipe_of(file))
        return f"{version.sha256}/{version.recipe}" in as_new_as_can_be

    (unread,) = _prepared(_job(file), tmp_path)
    assert known(unread)

    there = True
    assert not known(unread)
    (recognised,) = _prepared(_job(file), tmp_path)
    assert known(recognised)
    assert isinstance(recognised, NewVersion)
    assert recognised.page_states == (PageState.READ, PageState.OCR)

    there = False
    assert known(recognised)


def test_a_long_document_is_made_as_a_short_one_is(
    make_pdf: MakePdf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "The fund came in 1991 and", "lends to banks there."
    pages = [
        [
            At(72, 40, "A fund for Asia"),
            At(72, 150, market),
            *(At(72, 164 + 14 * n, f"{market}. {text}") for n, text in enumerate(told)),
        ]
        for market in ("Its first market", "Japan", "Thailand", "Malaysia", "India")
    ]
    made = make_pdf(*pages, outline=[("Its first market", 0)])
    (short,) = prepare(_job(made), tmp_path / "short")

    written: list[int] = []
    writes = Held._write
    monkeypatch.setattr(Held, "_write", lambda held: written.append(len(held)) or writes(held))
    monkeypatch.setitem(Held.__init__.__kwdefaults__, "most", 100)
    begun: list[tuple[str, int]] = []
    (long,) = prepare(_job(made), tmp_path / "long", begin=lambda *page: begun.append(page))

    assert Counter(begun) >= Counter({("made.pdf", index): 4 for index in range(5)}), (
        "whoever watches hears of every page while the document is cleaned, too"
    )
    assert len(written) > 5, "pages and what they became were written to files"
    assert isinstance(short, NewVersion)
    assert isinstance(long, NewVersion)
    assert list(long.pages) == list(short.pages)
    assert long.cuts == short.cuts
    assert not list(tmp_path.glob("tmp*"))
