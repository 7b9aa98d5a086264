"""PDFs made to measure: text at places, Latin or Chinese, with the properties a test needs."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import ArrayObject, NameObject, NumberObject, TextStringObject

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class At:
    """Text on a page: `left` and `base` in points from the top-left corner.

    In Latin text a digit behind `^` is set small and raised: `studies^1`.
    """

    left: float
    base: float
    text: str
    size: float = 10
    bold: bool = False
    turned: bool = False
    """Runs up the page."""

    spread: float = 0
    """Added between characters, in points, as justified text has it."""


MakePdf = Callable[..., Path]


@pytest.fixture
def make_pdf(tmp_path: Path) -> MakePdf:
    """Write a PDF of the given pages; the keywords are those of `write_pdf`."""

    def make(*pages: Sequence[At], name: str = "made.pdf", **properties: Any) -> Path:
        path = tmp_path / name
        path.write_bytes(write_pdf(pages, **properties))
        return path

    return make


def write_pdf(
    pages: Sequence[Sequence[At]],
    *,
    labels: Sequence[tuple[int, Any, int]] = (),
    information: Mapping[str, str] | None = None,
    language: str | None = None,
    outline: Sequence[tuple[str, int]] = (),
    secret: str | None = None,
    rotate: int = 0,
    crop: tuple[int, int, int, int] | None = None,
    plain: bool = False,
) -> bytes:
    """`labels`: first page index, style (`/D`, `/r`), first number; `outline`: title, index;
    `plain`: as written by hand, with no other property."""
    if plain:
        return _plain(pages)
    writer = pypdf.PdfWriter(BytesIO(_plain(pages)))
    for first, style, number in labels:
        writer.set_page_label(first, len(pages) - 1, style=style, start=number)
    if information:
        writer.add_metadata(dict(information))
    if language:
        writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    for title, index in outline:
        writer.add_outline_item(title=title, page_number=index)
    for page in writer.pages:
        if rotate:
            page[NameObject("/Rotate")] = NumberObject(rotate)
        if crop:
            page[NameObject("/CropBox")] = ArrayObject(NumberObject(edge) for edge in crop)
    if secret is not None:
        writer.encrypt(secret, owner_password=f"{secret} owner", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _plain(pages: Sequence[Sequence[At]]) -> bytes:
    """A PDF by hand: Helvetica for Latin, a font without outlines for every other character."""
    chars = sorted({char for page in pages for at in page for char in at.text if not _latin(at)})
    codes = {char: code for code, char in enumerate(chars, start=1)}
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids "
        f"[{' '.join(f'{8 + 2 * number} 0 R' for number in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H "
        "/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 1000 /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor "
        "<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 -120 1000 880] "
        "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 /ItalicAngle 0 >> >>",
        _stream(_to_unicode(codes)),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents "
            f"{9 + 2 * number} 0 R /Resources << /Font << /L 3 0 R /B 4 0 R /C 5 0 R >> >> >>"
        )
        objects.append(_stream("\n".join(_shown(at, codes) for at in page)))
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return out + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")


def _latin(at: At) -> bool:
    return all(char < "\u0100" for char in at.text)


def _stream(content: str) -> str:
    return f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"


def _shown(at: At, codes: Mapping[str, int]) -> str:
    font = ("B" if at.bold else "L") if _latin(at) else "C"
    matrix = "0 1 -1 0" if at.turned else "1 0 0 1"
    if _latin(at):
        escaped = at.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        small, usual = f"/{font} {0.6 * at.size} Tf", f"/{font} {at.size} Tf"
        raised = rf") Tj {small} {0.35 * at.size} Ts (\1) Tj {usual} 0 Ts ("
        string = "(" + re.sub(r"\^(\d)", raised, escaped) + ")"
    else:
        string = f"<{''.join(f'{codes[char]:04X}' for char in at.text)}>"
    place = f"{at.left} {HEIGHT - at.base}"
    return f"BT /{font} {at.size} Tf {at.spread} Tc {matrix} {place} Tm {string} Tj ET"


def _to_unicode(codes: Mapping[str, int]) -> str:
    pairs = [f"<{code:04X}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items()]
    chunks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "\n".join(
            f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar" for chunk in chunks
        )
        + "\nendcmap end end"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, one in each language."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "fund.md").write_text("# Fund\n\nThe fund was set up in 1991.\n", encoding="utf-8")
    (folder / "parking.txt").write_text("泰國的智慧停車場域有二十處。\n", encoding="utf-8")
    return folder
