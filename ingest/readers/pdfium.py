"""pdfium's documents and pages, opened, counted and drawn.

pdfium is not thread-safe, so every call into it happens under one lock, held for a page at a time:
a chat can draw a page while a long document is being read.
"""

import ctypes
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from PIL import Image

from ingest.errors import PasswordNeeded, Unreadable

_LOCK = threading.RLock()
_MOST_PIXELS = 16e6


def prototype(function: Any, *types: Any) -> Any:
    """The same function with plain addresses for arguments.

    A page has thousands of characters and each needs a call; without converting pointer objects,
    and keeping the interpreter lock, a call costs a quarter.
    """
    return ctypes.PYFUNCTYPE(*types)(ctypes.cast(function, ctypes.c_void_p).value or 0)


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
