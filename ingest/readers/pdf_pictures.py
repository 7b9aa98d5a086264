"""Which PDF pages are pictures of text: scans, and letters drawn as shapes."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from ingest.types import RawPage

_FEW_CHARACTERS = 50
"""A scan may carry a stamp or a page number as text."""

_COVERED = 0.4
"""The share of the page that pictures cover at the least."""

_MANY_SHAPES = 200
"""Letters drawn as shapes are hundreds a page; a page of rules and boxes has fewer."""

_MOST_OBJECTS = 5000
_DEEPEST = 3


def is_picture(page: Any, read: RawPage) -> bool:
    """Whether a page has hardly any text, and pictures or shapes where it might be."""
    characters = len("".join(read.text.split()))
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
