"""One page of a PDF: its characters with a box each, in lines in reading order."""

import ctypes
import math
import re
from collections.abc import Callable, Iterable
from itertools import repeat, takewhile
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.readers.character_sets import is_one_of, table_of
from ingest.readers.grid_cells import with_tables
from ingest.readers.hidden import HiddenText, with_hidden
from ingest.readers.lines import read_lines
from ingest.readers.pdf_hidden import Drawn, Hidden, hidden_text
from ingest.readers.pdfium import prototype, rows_of_four
from ingest.readers.pieces import PageCharacters
from ingest.types import RawPage

_MARKABLE = table_of(map(ord, "0123456789*†‡"))
_NUMERIC = table_of(map(ord, "0123456789.,$-"))
_RAISED = 0.35
"""How far above its line's lower edge, as a share of the height, a raised glyph begins: others
begin at the base line."""

_NO_BOX = (math.nan,) * 4

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,](b|bd)$", re.IGNORECASE)

_INT = ctypes.c_int
_LOOSE_BOX = prototype(pdfium.FPDFText_GetLooseCharBox, None)
_GLYPH_BOX = prototype(pdfium.FPDFText_GetCharBox, _INT)
_UNICODE = prototype(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
_MATRIX = prototype(pdfium.FPDFText_GetMatrix, _INT)
_FONT_SIZE = prototype(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_OBJECT = prototype(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
_FONT = prototype(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)


def read_page(page: Any) -> RawPage | None:
    """None when pdfium cannot read the page's text."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return None
    try:
        count = max(int(pdfium.FPDFText_CountChars(text_page)), 0)
        codes = _codes(text_page, count)
        boxes = rows_of_four(_LOOSE_BOX, text_page, count)
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
        return with_hidden(with_tables(read), texts)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _hidden_run(run: Hidden, codes: NDArray[np.uint32], boxes: NDArray[np.float32]) -> HiddenText:
    # A box for each code point, and a second half of a pair has none.
    indices = run.indices[codes[run.indices] != 0]
    return HiddenText(run.kind, codes[indices].tobytes().decode("utf-32-le"), boxes[indices].copy())


def _codes(text_page: Any, count: int) -> NDArray[np.uint32]:
    """A code for each character: all at once, or one by one where some have none or two."""
    units = np.zeros(count + 1, np.uint16)
    written = pdfium.FPDFText_GetText(
        text_page, 0, count, units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    )
    if written == count + 1:
        return units[:count].astype(np.uint32)
    return np.fromiter(map(_UNICODE, repeat(text_page), range(count)), np.uint32, count)


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
    bare = np.flatnonzero(flat & (codes > 0x20))
    glyphs = _glyph_boxes(text_page, bare.tolist())
    has_glyph = ~np.isnan(glyphs[:, 0])
    boxes[bare[has_glyph]] = glyphs[has_glyph]
    markable = is_one_of(codes, _MARKABLE)
    opens = np.flatnonzero(markable & ~flat)
    opens = opens[~is_one_of(codes[opens - 1], _NUMERIC)]
    raised = _are_raised(_glyph_boxes(text_page, opens.tolist()), boxes[opens])
    for first in opens[raised].tolist():
        for index in takewhile(markable.__getitem__, range(first, len(codes))):
            one = [index]
            glyphs = _glyph_boxes(text_page, one)
            if not _are_raised(glyphs, boxes[one]).all():
                break
            boxes[one] = glyphs


def _are_raised(glyphs: NDArray[np.float32], boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
    low, high = boxes[:, 3], boxes[:, 1]
    least = low + _RAISED * (high - low)
    raised: NDArray[np.bool_] = (glyphs[:, 3] > least) & (least > low)
    return raised


def _glyph_boxes(text_page: Any, indices: Iterable[int]) -> NDArray[np.float32]:
    """Left, top, right, bottom in the page's own coordinates; no numbers where there is none."""
    edges = (ctypes.c_double * 4)()
    left, top, right, bottom = (ctypes.byref(edges, 8 * at) for at in range(4))
    rows = [
        tuple(edges) if _GLYPH_BOX(text_page, index, left, right, bottom, top) else _NO_BOX
        for index in indices
    ]
    return np.array(rows, np.float32).reshape(-1, 4)


def _as_shown(page: Any, boxes: NDArray[np.float32]) -> tuple[NDArray[np.float32], float, float]:
    """Boxes from the shown page's top-left corner, with its width and height."""
    bounds = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, bounds):
        bounds.left, bounds.bottom = 0.0, 0.0
        bounds.right = pdfium.FPDF_GetPageWidthF(page)
        bounds.top = pdfium.FPDF_GetPageHeightF(page)
    x, y = boxes[:, ::2], boxes[:, 1::2]
    match pdfium.FPDFPage_GetRotation(page):
        case 1:
            across, down = y - bounds.bottom, x - bounds.left
        case 2:
            across, down = bounds.right - x, y - bounds.bottom
        case 3:
            across, down = bounds.top - y, bounds.right - x
        case _:
            across, down = x - bounds.left, bounds.top - y
    shown = np.empty(boxes.shape, np.float32)
    for at, places in enumerate((across, down)):
        np.minimum(places[:, 0], places[:, 1], out=shown[:, at])
        np.maximum(places[:, 0], places[:, 1], out=shown[:, at + 2])
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return shown, float(width), float(height)


def _size_of(text_page: Any) -> Callable[[int], float]:
    """A character's font size in points; 0 where pdfium does not know it."""
    matrix = pdfium.FS_MATRIX()
    place = ctypes.byref(matrix)

    def size(index: int) -> float:
        if not _MATRIX(text_page, index, place):
            return 0.0
        return float(_FONT_SIZE(text_page, index) * math.hypot(matrix.c, matrix.d))

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
        text_object = _OBJECT(text_page, index)
        font = _FONT(text_object) if text_object else None
        if not font:
            return False
        if font not in known:
            name = ctypes.create_string_buffer(256)
            handle = ctypes.cast(font, pdfium.FPDF_FONT)
            pdfium.FPDFFont_GetBaseFontName(handle, name, len(name))
            known[font] = (
                pdfium.FPDFFont_GetWeight(handle) >= 600
                or _BOLD_NAME.search(name.value.decode("utf-8", "replace")) is not None
            )
        return known[font]

    return is_bold
