"""PDFs that cannot be read are refused in words, and damaged ones mended where they can be."""

import os
import random
from pathlib import Path

import pytest

from ingest.errors import IngestError, NoText, PasswordNeeded, Unreadable
from ingest.readers.pdf import read_pdf
from tests.ingest.conftest import At, MakePdf

SHARED = Path(os.environ.get("ADVISOR_SHARED", "../shared"))

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the development data is not here (ADVISOR_SHARED)"
)


def test_an_empty_password_opens_and_any_other_is_needed(make_pdf: MakePdf):
    page = [At(60, 100, "secret text")]

    assert read_pdf(make_pdf(page, secret="")).pages[0].text == "secret text"
    with pytest.raises(PasswordNeeded, match=r"made\.pdf: it is protected by a password"):
        read_pdf(make_pdf(page, secret="x"))  # noqa: S106  opens nothing


def test_a_file_without_text_says_so(make_pdf: MakePdf):
    with pytest.raises(NoText):
        read_pdf(make_pdf([], []))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "it is not a PDF", id="empty"),
        pytest.param(b"PK\x03\x04 something else", "it is not a PDF", id="another format"),
        pytest.param(b"%PDF-1.7\n1 0 obj <<", "the PDF is damaged", id="cut off"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, reason: str):
    path = tmp_path / "bad.pdf"
    path.write_bytes(content)

    with pytest.raises(Unreadable) as caught:
        read_pdf(path)

    assert caught.value.reason == reason


def test_a_missing_file_is_unreadable(tmp_path: Path):
    with pytest.raises(Unreadable, match=r"absent\.pdf: it cannot be opened"):
        read_pdf(tmp_path / "absent.pdf")


def test_damaged_bytes_raise_nothing_but_our_own_errors(make_pdf: MakePdf, tmp_path: Path):
    whole = make_pdf([At(60, 100, "Some text"), At(60, 120, "中文字")], outline=[("Some", 0)])
    data, chance, path = whole.read_bytes(), random.Random(7), tmp_path / "damaged.pdf"
    read = 0
    for _ in range(150):
        broken = bytearray(data[: chance.randrange(len(data) // 2, len(data))])
        for _ in range(chance.randrange(20)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(broken)
        try:
            read += bool(read_pdf(path).pages)
        except IngestError:
            continue

    assert 0 < read < 150


def test_a_page_count_that_cannot_be_true_is_mended(make_pdf: MakePdf):
    path = make_pdf([At(60, 100, "the only page")], plain=True)
    path.write_bytes(path.read_bytes().replace(b"/Count 1 ", b"/Count 900000 "))

    document = read_pdf(path)

    assert [page.text for page in document.pages] == ["the only page"]
    assert "repaired" in document.warnings[0]


@needs_shared
def test_every_odd_pdf_is_read_or_refused_by_name():
    outcomes = {}
    for path in sorted((SHARED / "bench" / "pdfs").glob("*.pdf")):
        try:
            outcomes[path.name] = len(read_pdf(path).pages)
        except IngestError as error:
            outcomes[path.name] = str(error).startswith(path.name)

    assert len(outcomes) >= 100
    assert all(outcomes.values())
