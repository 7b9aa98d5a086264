"""Scanned pages: read where Tesseract is, told where it is not."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdf
import pytesseract
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.clean import clean
from ingest.errors import INSTALL_OCR, NoText, Scanned
from ingest.printed import highlight_boxes
from ingest.readers import ocr
from ingest.readers import pdf_pictures as reader
from ingest.readers.pdf import read_pdf
from ingest.types import PageState, RawPage
from tests.ingest.conftest import At, MakePdf

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")

needs_tesseract = pytest.mark.skipif(
    not (ocr.is_installed() and FONT.exists()),
    reason="needs tesseract-ocr, tesseract-ocr-chi-tra and fonts-noto-cjk",
)


def scan(*lines: str, font: Path | None = None) -> bytes:
    """A page of A4 as a scanner makes it: one picture, no text."""
    picture = Image.new("L", (1240, 1754), 250)
    draw = ImageDraw.Draw(picture)
    shown = ImageFont.truetype(str(font), 44) if font else ImageFont.load_default(44)
    for number, line in enumerate(lines):
        draw.text((150, 200 + 90 * number), line, fill=20, font=shown)
    out = BytesIO()
    picture.save(out, "PDF", resolution=150.0)
    return out.getvalue()


@pytest.fixture
def recognising(monkeypatch: pytest.MonkeyPatch) -> Callable[[RawPage | None], None]:
    """Stand in for Tesseract with a page, None when it takes too long."""

    def stand_in(page: RawPage | None) -> None:
        monkeypatch.setattr(reader, "is_installed", lambda: True)
        monkeypatch.setattr(reader, "read_picture", lambda picture, *, scale: page)

    return stand_in


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")


@pytest.mark.parametrize(
    ("picture", "mode"),
    [
        pytest.param(Image.new("RGB", (400, 400), (90, 90, 90)), "L", id="grey"),
        pytest.param(Image.new("RGB", (400, 400), (90, 90, 91)), "RGB", id="coloured"),
        pytest.param(Image.new("L", (400, 400), 90), "L", id="grey already"),
    ],
)
def test_a_picture_goes_to_tesseract_as_it_is_but_uncompressed(
    picture: Image.Image, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Image.Image] = []

    def image_to_data(image: Image.Image, **_: object) -> None:
        given.append(image)
        raise RuntimeError("too long")

    monkeypatch.setattr(pytesseract, "image_to_data", image_to_data)

    assert ocr.read_picture(picture, scale=1.0) is None

    (image,) = given
    written = BytesIO()
    image.save(written, image.format)
    assert (image.mode, image.convert(picture.mode).tobytes()) == (mode, picture.tobytes())
    assert len(written.getvalue()) >= 400 * 400
    assert picture.format is None


@needs_tesseract
def test_a_scan_is_read_in_both_languages_with_its_places(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(scan("出口信用保證的申請期限為三十日", "The fee is 250 euros.", font=FONT))

    document = read_pdf(path)
    page = next(clean(document))

    assert "期限為三十日" in page.text
    assert "The fee is 250 euros." in page.text
    assert page.state is PageState.OCR
    assert document.warnings[-1] == "pages read by character recognition, which may misread: 1"
    start = page.text.index("250")
    (box,) = highlight_boxes(page, start, start + 3)
    # The line's middle was drawn at 200 + 90 + 25 pixels of 150 dpi.
    assert box.top < (200 + 90 + 25) * 72 / 150 < box.bottom
    assert 150 * 72 / 150 < box.left < box.right < 600


def test_without_tesseract_a_scan_says_what_to_install(
    tmp_path: Path, without_tesseract: None
) -> None:
    (tmp_path / "a.pdf").write_bytes(scan("Text in a picture."))

    with pytest.raises(Scanned) as caught:
        read_pdf(tmp_path / "a.pdf")

    assert caught.value.reason == "its pages are pictures, as scans are"
    assert caught.value.cure == INSTALL_OCR


def test_scans_among_other_pages_are_told_by_number(
    tmp_path: Path, make_pdf: MakePdf, without_tesseract: None
) -> None:
    writer = pypdf.PdfWriter()
    writer.append(make_pdf([At(72, 100, "A page with text of its own.")]))
    writer.append(BytesIO(scan("Text in a picture.")))
    writer.write(tmp_path / "a.pdf")

    document = read_pdf(tmp_path / "a.pdf")

    assert [page.state for page in document.pages] == [None, PageState.SCANNED]
    assert document.warnings == (f"pages that are pictures were not read: 2; {INSTALL_OCR}",)


def test_what_takes_too_long_is_a_scan_that_was_not_read(
    tmp_path: Path, recognising: Callable[[RawPage | None], None]
) -> None:
    recognising(None)
    (tmp_path / "a.pdf").write_bytes(scan("Text in a picture."))

    with pytest.raises(NoText, match="reading them took too long"):
        read_pdf(tmp_path / "a.pdf")


def test_pictures_without_text_are_no_scans(
    tmp_path: Path, recognising: Callable[[RawPage | None], None]
) -> None:
    recognising(RawPage("", (), state=PageState.EMPTY))
    (tmp_path / "a.pdf").write_bytes(scan())

    with pytest.raises(NoText, match="no text was found on its pages"):
        read_pdf(tmp_path / "a.pdf")


def test_a_page_with_text_of_its_own_is_never_recognised(
    make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> RawPage:
        raise AssertionError("this page has text")

    monkeypatch.setattr(reader, "is_installed", lambda: True)
    monkeypatch.setattr(reader, "read_picture", fail)

    assert read_pdf(make_pdf([At(72, 100, "Text.")])).pages[0].text == "Text."


def test_chinese_words_are_not_parted_and_noise_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = [("申請", 95), ("期限", 90), ("30", 96), ("days", 91), ("~~", 4), ("末行", 88)]
    monkeypatch.setattr(
        pytesseract,
        "image_to_data",
        lambda *_, **__: {
            "text": ["", *(text for text, _ in words)],
            "conf": [-1, *(confidence for _, confidence in words)],
            "block_num": [1] * 7,
            "par_num": [0, 1, 1, 1, 1, 1, 2],
            "line_num": [0, 1, 1, 1, 1, 1, 1],
            "left": [0, 100, 200, 300, 400, 500, 100],
            "top": [0, 50, 50, 50, 50, 50, 90],
            "width": [0, 80, 80, 40, 80, 40, 80],
            "height": [0, 20, 20, 20, 20, 20, 20],
        },
    )

    page = ocr.read_picture(Image.new("L", (1000, 1000)), scale=2.0)

    assert page is not None
    assert page.text == "申請期限 30 days\n末行"
    assert [line.paragraph for line in page.lines] == [True, True]
    assert page.boxes is not None
    assert page.boxes[:2].tolist() == [[50, 25, 70, 35], [70, 25, 90, 35]]
    assert np.isnan(page.boxes[page.text.index(" ")]).all()
