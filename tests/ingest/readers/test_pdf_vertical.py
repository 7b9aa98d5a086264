"""Chinese set in columns from right to left, as books and old gazettes have it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.readers import read
from ingest.types import RawDocument

_OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
    "/Resources << /Font << /F 4 0 R >> >> /Contents 7 0 R >>",
    # Vertical writing with a font of the reader's own: a PDF needs to hold none for these codes.
    "<< /Type /Font /Subtype /Type0 /BaseFont /MSung-Light /Encoding /UniCNS-UCS2-V "
    "/DescendantFonts [5 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /MSung-Light /FontDescriptor 6 0 R "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (CNS1) /Supplement 0 >> "
    "/DW 1000 /DW2 [880 -1000] >>",
    "<< /Type /FontDescriptor /FontName /MSung-Light /Flags 6 /FontBBox [0 -200 1000 900] "
    "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 90 >>",
)


def _pdf(columns: Sequence[tuple[int, int, str]]) -> bytes:
    """Columns of 20 points by their middle, their top and their text, drawn in this order."""
    shown = " ".join(
        f"1 0 0 1 {x} {842 - top} Tm <{text.encode('utf-16-be').hex()}> Tj"
        for x, top, text in columns
    )
    content = f"BT /F 20 Tf {shown} ET"
    stream = f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate((*_OBJECTS, stream), start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    start = len(out)
    entries = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    trailer = f"trailer << /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{entries}{trailer}".encode("ascii")


def _read(path: Path, columns: Sequence[tuple[int, int, str]]) -> RawDocument:
    path.write_bytes(_pdf(columns))
    (document,) = read(path)
    assert isinstance(document, RawDocument)
    return document


TITLE = (500, 80, "基金的成立宗旨")
BEGINS = (460, 80, "本基金於一九九一年成立，旨在協助亞洲各國的企業")
GOES_ON = (430, 80, "取得長期資金，並由各會員國共同出資。")
LAST = (390, 80, "申請者須於每年三月底前提出計畫書。")


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param((TITLE, BEGINS, GOES_ON, LAST), id="from right to left"),
        pytest.param((LAST, GOES_ON, BEGINS, TITLE), id="from left to right"),
    ],
)
def test_columns_are_read_from_right_to_left(
    tmp_path: Path, drawn: Sequence[tuple[int, int, str]]
) -> None:
    document = _read(tmp_path / "a.pdf", drawn)

    (page,) = document.pages
    assert page.text.split("\n") == [TITLE[2], BEGINS[2], GOES_ON[2], LAST[2]]
    (cleaned,) = clean(document)
    assert BEGINS[2] + GOES_ON[2] in cleaned.text, "a sentence goes on in the column to its left"
    assert page.boxes is not None
    left, top, right, bottom = page.boxes[page.text.index("本")].tolist()
    assert (round(left), round(right)) == (450, 470)
    assert 78 < top < bottom < 104


def test_the_upper_of_two_tiers_is_read_first(tmp_path: Path) -> None:
    lower = [(500, 500, "第二則講關稅的事"), (470, 500, "稅率自明年起調降")]
    upper = [(500, 80, "第一則講基金的事"), (470, 80, "基金在去年成立了")]

    document = _read(tmp_path / "a.pdf", [*lower, *upper])

    (page,) = document.pages
    assert page.text.split("\n") == [text for _, _, text in (*upper, *lower)]
