"""PDF files, read and drawn by pdfium: text with a box per character, pictures of pages.

pdfium is not thread-safe, so every call into it happens under one lock, held for a page at a time:
a chat can draw a page while a long document is being read.
"""

import ctypes
import math
import re
import threading
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from itertools import repeat, takewhile
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from PIL import Image

from ingest.errors import PasswordNeeded, Unreadable
from ingest.readers.grid import find_tables
from ingest.readers.hidden import HiddenText, with_hidden
from ingest.readers.lines import read_lines
from ingest.readers.pdf_hidden import Drawn, Hidden, hidden_text
from ingest.readers.pdf_pictures import Draw, listed, picture_warnings, read_pictures, without_text
from ingest.readers.pdf_structure import extract_texts, read_structure, rewrite
from ingest.readers.pieces import PageCharacters
from ingest.types import Line, RawDocument, RawPage

Begin: TypeAlias = Callable[[int], bool]
"""Whether a page, by its index, is to be read; called before it is."""

_LOCK = threading.RLock()
_MOST_PIXELS = 16e6
_MOST_DAMAGED = 100
"""Pages; a broken page count may claim a million."""

_MARKABLE = np.array([ord(char) for char in "0123456789*†‡"], np.uint32)
_NUMERIC = np.array([ord(char) for char in "0123456789.,$-"], np.uint32)
_RAISED = 0.35
"""How far above its line's lower edge, as a share of the height, a raised glyph begins: others
begin at the base line."""

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,](b|bd)$", re.IGNORECASE)


def read_pdf(path: Path, *, begin: Begin = lambda _: True) -> RawDocument:
    """Read a PDF's text with a box per character, lines in reading order.

    A page for which `begin`, called with its index, gives False is left empty.

    Page labels are those the file declares, or None: `clean` looks for printed ones. Raises
    `PasswordNeeded`, `NoText` or `Unreadable`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            path.name, f"it cannot be opened ({error.strerror})", "check the file and its rights"
        ) from error
    structure = read_structure(data)
    try:
        pages, warnings = _read_pages(data, path.name, begin)
    except Unreadable as unreadable:
        if isinstance(unreadable, PasswordNeeded):
            raise
        pages, warnings = _read_repaired(data, unreadable, begin)
    if not any(page.lines for page in pages):
        raise without_text(path.name, pages)
    labels: Sequence[str | None] = structure.labels
    if len(labels) != len(pages):
        labels = [None] * len(pages)
    return RawDocument(
        pages=tuple(
            replace(
                page, label=label or None, lines=_outlined(page, structure.outline.get(index, {}))
            )
            for index, (page, label) in enumerate(zip(pages, labels, strict=True))
        ),
        paginated=True,
        title=structure.title,
        metadata=structure.metadata,
        warnings=(*structure.warnings, *warnings, *picture_warnings(pages)),
    )


# ---- pdfium -------------------------------------------------------------------------------------


def _prototype(function: Any, *types: Any) -> Any:
    """The same function with plain addresses for arguments.

    A page has thousands of characters and each needs a call; without converting pointer objects,
    and keeping the interpreter lock, a call costs a quarter.
    """
    return ctypes.PYFUNCTYPE(*types)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_LOOSE_BOX = _prototype(
    pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
_UNICODE = _prototype(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)


@contextmanager
def open_document(data: bytes, name: str) -> Iterator[Any]:
    """A pdfium document handle, for use under `page_of`; raises PasswordNeeded or Unreadable."""
    with _LOCK:
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        error = pdfium.FPDF_GetLastError() if not document else 0
    if not document:
        if error == pdfium.FPDF_ERR_PASSWORD:
            raise PasswordNeeded(name)
        if error == pdfium.FPDF_ERR_SECURITY:
            raise Unreadable(
                name, "its encryption is not a known one", "save a copy without encryption"
            )
        raise Unreadable(
            name,
            "it is not a PDF" if b"%PDF-" not in data[:1024] else "the PDF is damaged",
            "open it in a PDF viewer and save it again, or fetch it again",
        )
    try:
        yield document
    finally:
        with _LOCK:
            pdfium.FPDF_CloseDocument(document)


@contextmanager
def page_of(document: Any, index: int) -> Iterator[Any]:
    """A page handle, or None where that page is damaged; holds the lock while it is open."""
    with _LOCK:
        page = pdfium.FPDF_LoadPage(document, index)
        try:
            yield page or None
        finally:
            if page:
                pdfium.FPDF_ClosePage(page)


def page_count(document: Any) -> int:
    with _LOCK:
        return int(pdfium.FPDF_GetPageCount(document))


def _read_pages(data: bytes, name: str, begin: Begin) -> tuple[list[RawPage], list[str]]:
    pages: list[RawPage] = []
    damaged: list[int] = []

    def drawn(index: int, page: Any) -> Draw:
        def draw(width_px: int) -> tuple[Image.Image, float]:
            begin(index)  # recognising characters is work of its own
            return _render(page, width_px)

        return draw

    with open_document(data, name) as document:
        count = page_count(document)
        for index in range(count):
            wanted = begin(index)
            with page_of(document, index) if wanted else nullcontext() as page:
                read = _read_page(page) if page else None
                if read is not None:
                    read = read_pictures(page, read, drawn(index, page))
            if read is None and wanted:
                damaged.append(index + 1)
            pages.append(read or RawPage(text="", lines=()))
            if len(damaged) > max(_MOST_DAMAGED, index / 2):
                raise Unreadable(
                    name,
                    f"it claims to have {count} pages and most are missing",
                    "open it in a PDF viewer and save it again, or fetch it again",
                )
    if not pages:
        raise Unreadable(name, "it has no pages", "fetch the file again")
    if not damaged:
        return pages, []
    return pages, [f"damaged pages were left out: {listed(damaged)}"]


def _read_page(page: Any) -> RawPage | None:
    """None when pdfium cannot read the page's text."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return None
    try:
        count = max(int(pdfium.FPDFText_CountChars(text_page)), 0)
        address = ctypes.cast(text_page, ctypes.c_void_p).value
        codes = _codes(text_page, address, count)
        boxes = np.zeros((count, 4), np.float32)
        start = boxes.ctypes.data
        deque(
            map(_LOOSE_BOX, repeat(address), range(count), range(start, start + 16 * count, 16)),
            maxlen=0,
        )
        _complete(text_page, codes, boxes)
        boxes, width, height = _as_shown(page, boxes)
        codes, size = _printable(codes), _size_of(text_page)
        hidden = hidden_text(Drawn(page, text_page, codes, boxes, width, height, size))
        texts = [_hidden_run(run, codes, boxes) for run in hidden]
        for run in hidden:
            boxes[run.indices] = np.nan
        read = read_lines(
            PageCharacters(
                codes=codes,
                boxes=boxes,
                width=width,
                height=height,
                is_generated=lambda index: pdfium.FPDFText_IsGenerated(text_page, index) == 1,
                is_bold=_bold_test(text_page),
                size=size,
                angle=_angle_of(page, text_page),
            )
        )
        return with_hidden(replace(read, tables=find_tables(read)), texts)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _hidden_run(run: Hidden, codes: NDArray[np.uint32], boxes: NDArray[np.float32]) -> HiddenText:
    # A box for each code point, and a second half of a pair has none.
    indices = run.indices[codes[run.indices] != 0]
    return HiddenText(run.kind, codes[indices].tobytes().decode("utf-32-le"), boxes[indices].copy())


def _codes(text_page: Any, address: int | None, count: int) -> NDArray[np.uint32]:
    """A code for each character: all at once, or one by one where some have none or two."""
    units = np.zeros(count + 1, np.uint16)
    written = pdfium.FPDFText_GetText(
        text_page, 0, count, units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    )
    if written == count + 1:
        return units[:count].astype(np.uint32)
    return np.fromiter(map(_UNICODE, repeat(address), range(count)), np.uint32, count)


def _printable(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Code points that a string can hold: pdfium marks a hyphen at a line's end in its own way."""
    codes = codes.copy()
    codes[(codes == 0x02) | (codes == 0xFFFE)] = ord("-")
    high = np.flatnonzero((codes >= 0xD800) & (codes < 0xDC00))
    for index in high:
        if index + 1 < len(codes) and 0xDC00 <= codes[index + 1] < 0xE000:
            codes[index] = 0x10000 + ((codes[index] - 0xD800) << 10) + (codes[index + 1] - 0xDC00)
            codes[index + 1] = 0
    codes[((codes >= 0xD800) & (codes < 0xE000)) | (codes > 0x10FFFF)] = 0xFFFD
    return codes


def _complete(text_page: Any, codes: NDArray[np.uint32], boxes: NDArray[np.float32]) -> None:
    """Give the glyph's own box to characters whose font or rotation leaves them without one, and
    to raised marks: many fonts have glyphs for those, of the full size but high and small."""
    flat = (np.abs(boxes[:, 1] - boxes[:, 3]) < 0.1) | (np.abs(boxes[:, 2] - boxes[:, 0]) < 0.01)
    for index in np.flatnonzero(flat & (codes > 0x20)).tolist():
        boxes[index] = _glyph_box(text_page, index) or boxes[index]
    markable = np.isin(codes, _MARKABLE)
    opens = markable & ~np.isin(np.roll(codes, 1), _NUMERIC)
    for first in np.flatnonzero(opens & ~flat).tolist():
        for index in takewhile(lambda at: markable[at], range(first, len(codes))):
            glyph = _glyph_box(text_page, index)
            low, high = boxes[index, 3], boxes[index, 1]
            if glyph is None or not glyph[3] > low + _RAISED * (high - low) > low:
                break
            boxes[index] = glyph


def _glyph_box(text_page: Any, index: int) -> tuple[float, float, float, float] | None:
    """Left, top, right, bottom in the page's own coordinates."""
    edges = [ctypes.c_double() for _ in range(4)]
    if not pdfium.FPDFText_GetCharBox(text_page, index, *map(ctypes.byref, edges)):
        return None
    left, right, bottom, top = (edge.value for edge in edges)
    return left, top, right, bottom


def _as_shown(page: Any, boxes: NDArray[np.float32]) -> tuple[NDArray[np.float32], float, float]:
    """Boxes from the shown page's top-left corner, with its width and height."""
    bounds = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, bounds):
        bounds.left, bounds.bottom = 0.0, 0.0
        bounds.right = pdfium.FPDF_GetPageWidthF(page)
        bounds.top = pdfium.FPDF_GetPageHeightF(page)
    x, y = boxes[:, (0, 2)], boxes[:, (1, 3)]
    match pdfium.FPDFPage_GetRotation(page):
        case 1:
            across, down = y - bounds.bottom, x - bounds.left
        case 2:
            across, down = bounds.right - x, y - bounds.bottom
        case 3:
            across, down = bounds.top - y, bounds.right - x
        case _:
            across, down = x - bounds.left, bounds.top - y
    shown = np.stack([across.min(1), down.min(1), across.max(1), down.max(1)], axis=1)
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return shown.astype(np.float32), float(width), float(height)


def _size_of(text_page: Any) -> Callable[[int], float]:
    """A character's font size in points; 0 where pdfium does not know it."""
    matrix = pdfium.FS_MATRIX()

    def size(index: int) -> float:
        if not pdfium.FPDFText_GetMatrix(text_page, index, matrix):
            return 0.0
        return float(pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d))

    return size


def _angle_of(page: Any, text_page: Any) -> Callable[[int], float]:
    """A character's rotation on the shown page, in radians."""
    quarters = pdfium.FPDFPage_GetRotation(page)

    def angle(index: int) -> float:
        return float(pdfium.FPDFText_GetCharAngle(text_page, index) + quarters * math.pi / 2)

    return angle


def _bold_test(text_page: Any) -> Callable[[int], bool]:
    """Whether the character at an index is set in a bold font, asking each font once."""
    known: dict[int, bool] = {}

    def is_bold(index: int) -> bool:
        text_object = pdfium.FPDFText_GetTextObject(text_page, index)
        font = pdfium.FPDFTextObj_GetFont(text_object) if text_object else None
        if not font:
            return False
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in known:
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
            known[address] = (
                pdfium.FPDFFont_GetWeight(font) >= 600
                or _BOLD_NAME.search(name.value.decode("utf-8", "replace")) is not None
            )
        return known[address]

    return is_bold


# ---- pictures -----------------------------------------------------------------------------------


def render_page(data: bytes, name: str, index: int, *, width_px: int) -> tuple[Image.Image, float]:
    """The page as shown, and its pixels per point; raises PasswordNeeded or Unreadable."""
    with open_document(data, name) as document, _LOCK:
        if not 0 <= index < page_count(document):
            raise Unreadable(
                name, f"it has no page {index + 1}", "ingest the file again: it has changed"
            )
        with page_of(document, index) as page:
            if page is None:
                raise Unreadable(name, f"page {index + 1} is damaged", "fetch the file again")
            return _render(page, width_px)


def _render(page: Any, width_px: int) -> tuple[Image.Image, float]:
    width_pt = max(float(pdfium.FPDF_GetPageWidthF(page)), 1.0)
    height_pt = max(float(pdfium.FPDF_GetPageHeightF(page)), 1.0)
    scale = min(width_px / width_pt, math.sqrt(_MOST_PIXELS / (width_pt * height_pt)))
    width, height = max(round(width_pt * scale), 1), max(round(height_pt * scale), 1)
    pixels = np.full((height, width, 4), 255, np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        width, height, pdfium.FPDFBitmap_BGRx, pixels.ctypes.data, 4 * width
    )
    try:
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombuffer("RGBX", (width, height), pixels, "raw", "RGBX", 0, 1).convert(
        "RGB"
    ), scale


# ---- the file's own structure, and repair -------------------------------------------------------


def _outlined(page: RawPage, outline: Mapping[str, int]) -> tuple[Line, ...]:
    """The page's lines, those that the outline names marked as headings of its level."""
    levels = {_squeezed(title): level for title, level in outline.items()}
    if not levels:
        return page.lines
    return tuple(
        replace(line, heading=levels[text], paragraph=True)
        if (text := _squeezed(page.text[line.start : line.end])) in levels
        else line
        for line in page.lines
    )


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _read_repaired(
    data: bytes, unreadable: Unreadable, begin: Begin
) -> tuple[list[RawPage], list[str]]:
    """Pages of a file that pdfium refuses, through pypdf; raises `unreadable` when it fails too.

    Written anew, most such files are whole; otherwise pypdf's own text serves, which has no boxes.
    """
    damaged = "the file is damaged and was repaired: compare it in a PDF viewer"
    rewritten = rewrite(data)
    if rewritten is not None:
        try:
            pages, warnings = _read_pages(rewritten, unreadable.source, begin)
        except Unreadable:
            pass
        else:
            return pages, [damaged, *warnings]
    texts = extract_texts(data)
    if not texts:
        raise unreadable
    no_places = "its text has no places, so quotes cannot be marked on its pages"
    return [_plain_page(text) for text in texts], [damaged, no_places]


def _plain_page(text: str) -> RawPage:
    """A page without coordinates; a line that ends early or with a stop ends a paragraph."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    printed = text.split("\n")
    longest = max(map(len, printed))
    lines: list[Line] = []
    start, ended = 0, True
    for line in printed:
        if line.strip():
            lines.append(Line(start, start + len(line), paragraph=ended))
        ended = len(line) < 0.7 * longest or line.rstrip().endswith(("。", "！", "？"))
        start += len(line) + 1
    return RawPage(text=text, lines=tuple(lines))
