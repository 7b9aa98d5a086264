"""PDF pages that are pictures of text: scans, and letters drawn as shapes."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import pypdfium2.raw as pdfium
from PIL import Image

from ingest.errors import INSTALL_OCR, NoText, Scanned, Unreadable
from ingest.readers.hidden import hidden_texts, shown_text, with_hidden
from ingest.readers.ocr import DPI, is_installed, read_picture
from ingest.types import PageState, RawPage

Draw: TypeAlias = Callable[[int], tuple[Image.Image, float]]
"""A page's picture of a width in pixels, and its pixels per point."""

_BARE = 10
"""Characters that make no page of text: a page number, a stamp."""

_THUMBNAIL_PX = 200

_FEW_CHARACTERS = 50
"""A scan may carry a stamp or a page number as text."""

_COVERED = 0.4
"""The share of the page that pictures cover at the least."""

_MANY_SHAPES = 200
"""Letters drawn as shapes are hundreds a page; a page of rules and boxes has fewer."""

_MOST_OBJECTS = 5000
_DEEPEST = 3


def read_pictures(page: Any, read: RawPage, draw: Draw) -> RawPage:
    """The page as it was read or, where it is a picture, as character recognition reads it: marked
    as such, or as not read."""
    if _is_picture(page, read):
        return _recognised(page, read, draw)
    if not read.lines and is_installed():
        # Letters may be drawn as shapes, or in a font that says nothing.
        darkest, lightest = draw(_THUMBNAIL_PX)[0].convert("L").getextrema()
        return read if darkest == lightest else _recognised(page, read, draw)
    return read


def without_text(source: str, states: Sequence[PageState | None]) -> Unreadable:
    """Why a document has no text at all."""
    if PageState.SCANNED not in states:
        return NoText(
            source,
            "no text was found on its pages (they are blank, or hold drawings or pictures only)",
            "look at it in a PDF viewer, and ingest a copy that holds text",
        )
    return NoText(source, *_TOO_SLOW) if is_installed() else Scanned(source)


_TOO_SLOW = (
    "its pages are pictures, and reading them took too long",
    "run it through OCR by itself and ingest the result",
)


def picture_warnings(states: Sequence[PageState | None]) -> Iterator[str]:
    """Which pages are pictures, and what follows."""
    read = [n for n, state in enumerate(states, start=1) if state is PageState.OCR]
    unread = [n for n, state in enumerate(states, start=1) if state is PageState.SCANNED]
    if read:
        yield f"pages read by character recognition, which may misread: {listed(read)}"
    if unread:
        cure = _TOO_SLOW[1] if is_installed() else INSTALL_OCR
        yield f"pages that are pictures were not read: {listed(unread)}; {cure}"


def listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:10])) + (" and more" if len(numbers) > 10 else "")


def _recognised(page: Any, read: RawPage, draw: Draw) -> RawPage:
    own = len("".join(shown_text(read).split()))
    if not is_installed():
        # A cover with a photo has its words in the file.
        return replace(read, state=PageState.SCANNED) if own < _BARE else read
    width_px = round(float(pdfium.FPDF_GetPageWidthF(page)) / 72 * DPI)
    picture, scale = draw(max(width_px, 1))
    recognised = read_picture(picture, scale=scale)
    if recognised is None:
        return replace(read, state=PageState.SCANNED)
    if len("".join(recognised.text.split())) < own:
        return read
    return with_hidden(recognised, hidden_texts(read))


def _is_picture(page: Any, read: RawPage) -> bool:
    """Whether a page has hardly any text, and pictures or shapes where it might be."""
    characters = len("".join(shown_text(read).split()))
    if characters >= _FEW_CHARACTERS:
        return False
    area = float(pdfium.FPDF_GetPageWidthF(page)) * float(pdfium.FPDF_GetPageHeightF(page))
    covered, shapes = 0.0, 0
    for item, kind in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            shapes += 1
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE or _holds_picture(item, _DEEPEST):
            covered += _area(item)
    return covered >= _COVERED * area or (characters == 0 and shapes >= _MANY_SHAPES)


def _objects(page: Any) -> Iterator[tuple[Any, int]]:
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        yield item, pdfium.FPDFPageObj_GetType(item)


def _holds_picture(item: Any, depth: int) -> bool:
    """Whether an object is a picture, or a group of objects that has one."""
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        return bool(kind == pdfium.FPDF_PAGEOBJ_IMAGE)
    count = min(pdfium.FPDFFormObj_CountObjects(item), _MOST_OBJECTS) if depth else 0
    return any(
        _holds_picture(pdfium.FPDFFormObj_GetObject(item, index), depth - 1)
        for index in range(count)
    )


def _area(item: Any) -> float:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, edges)):
        return 0.0
    left, bottom, right, top = (edge.value for edge in edges)
    return max(right - left, 0.0) * max(top - bottom, 0.0)
