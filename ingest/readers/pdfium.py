"""pdfium's documents and pages, opened, counted and drawn.

pdfium is not thread-safe, so every call into it happens under one lock, held for a page at a time:
a chat can draw a page while a long document is being read.
"""

import ctypes
import math
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from PIL import Image

from ingest.errors import PasswordNeeded, Unreadable

_LOCK = threading.RLock()
_MOST_PIXELS = 16e6


def prototype(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function with plain addresses for arguments.

    A page has thousands of characters and each needs a call; without converting pointer objects,
    and keeping the interpreter lock, a call costs a quarter. Without types for its `arguments` it
    takes pointers as ctypes makes them and whole numbers as C's `int`, and costs less still; so it
    does where None stands for a `result` that nobody reads.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    plain: Any = ctypes.PYFUNCTYPE(result, *arguments)(address)
    if not arguments:
        plain.argtypes = None
    return plain


_AT_ONCE = 4096
_ROW_BYTES = 16


@cache
def _rows() -> tuple[Any, list[list[Any]]]:
    """Room for rows of four numbers, used again and again under the lock, and pointers to the
    first, second, third and fourth of each."""
    rows = (ctypes.c_float * (4 * _AT_ONCE))()
    places = [
        [ctypes.byref(rows, _ROW_BYTES * row + at) for row in range(_AT_ONCE)]
        for at in (0, 4, 8, 12)
    ]
    return rows, places


def rows_of_four(function: Any, handle: Any, count: int) -> NDArray[np.float32]:
    """What `function(handle, index, row)` writes for each index below `count`; zeros where it
    writes nothing."""
    answers = np.empty((count, 4), np.float32)
    rows, (places, *_) = _rows()
    for first in range(0, count, _AT_ONCE):
        part = range(first, min(first + _AT_ONCE, count))
        ctypes.memset(rows, 0, _ROW_BYTES * len(part))
        deque(map(function, repeat(handle), part, places), maxlen=0)
        answers[first : part.stop] = _written(rows, len(part), np.float32)
    return answers


def four_of_each(
    function: Any, handles: Sequence[Any], kind: type[np.generic], *, writes: int = 4
) -> NDArray[Any]:
    """What `function(handle, first, second, third, fourth)` writes for each handle; zeros where it
    writes nothing, and for those of the four that it does not have."""
    answers = np.empty((len(handles), 4), kind)
    rows, places = _rows()
    for first in range(0, len(handles), _AT_ONCE):
        part = handles[first : first + _AT_ONCE]
        ctypes.memset(rows, 0, _ROW_BYTES * len(part))
        deque(map(function, part, *places[:writes]), maxlen=0)
        answers[first : first + len(part)] = _written(rows, len(part), kind)
    return answers


def _written(rows: Any, count: int, kind: type[np.generic]) -> NDArray[Any]:
    return np.frombuffer(rows, kind, 4 * count).reshape(count, 4)


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
            return render(page, width_px)


def render(page: Any, width_px: int) -> tuple[Image.Image, float]:
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
