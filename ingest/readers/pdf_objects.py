"""The objects that a PDF page is drawn of: texts, shapes, pictures, and forms of these.

A page has thousands, often one for each letter, so each is asked no more than it must be.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.readers.pdfium import four_of_each, prototype

_LEAST_AREA = 60.0
"""Square points: a shape that covers less hides no words."""

_MOST_SHAPES = 500
_DEEPEST = 8
"""Forms within forms; more are the work of somebody who wants the reader to fail."""


_HANDLE = pdfium.FPDF_PAGEOBJECT
"""A pointer: `prototype` gives and takes it faster than a number."""

_INT = ctypes.c_int
_OBJECT = prototype(pdfium.FPDFPage_GetObject, _HANDLE)
_OBJECT_OF_FORM = prototype(pdfium.FPDFFormObj_GetObject, _HANDLE, _HANDLE, ctypes.c_ulong)
_COUNT_OF_FORM = prototype(pdfium.FPDFFormObj_CountObjects, _INT)
_TYPE = prototype(pdfium.FPDFPageObj_GetType, _INT)
_MODE = prototype(pdfium.FPDFTextObj_GetTextRenderMode, _INT)
_FILL = prototype(pdfium.FPDFPageObj_GetFillColor, None)
_BOUNDS = prototype(pdfium.FPDFPageObj_GetBounds, None)
_DRAW_MODE = prototype(pdfium.FPDFPath_GetDrawMode, None)
_FONT = prototype(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p)
_IS_EMBEDDED = prototype(pdfium.FPDFFont_GetIsEmbedded, _INT, ctypes.c_void_p)


@dataclass(frozen=True, slots=True)
class Objects:
    """What a page is drawn of, in the order of drawing; what is within forms included.

    An object goes by its place in that order.
    """

    handles: Sequence[Any]

    modes: NDArray[np.int8]
    """How each text is drawn; `FPDF_TEXTRENDERMODE_UNKNOWN` for what is no text."""

    nested: bool
    """Some lie within forms, whose places are not the page's."""

    @property
    def is_text(self) -> NDArray[np.bool_]:
        is_text: NDArray[np.bool_] = self.modes != pdfium.FPDF_TEXTRENDERMODE_UNKNOWN
        return is_text

    def some(self, wanted: NDArray[np.intp]) -> Sequence[Any]:
        if len(wanted) == len(self.handles):
            return self.handles
        return list(map(self.handles.__getitem__, wanted.tolist()))

    def addresses(self, wanted: NDArray[np.intp]) -> NDArray[np.uint64]:
        return np.array(
            [ctypes.addressof(handle.contents) for handle in self.some(wanted)], np.uint64
        )

    def colours(self, wanted: NDArray[np.intp]) -> NDArray[np.int16]:
        """Red, green, blue and opacity of what each object is filled with."""
        return four_of_each(_FILL, self.some(wanted), np.uint32).astype(np.int16)

    def bounds(self, wanted: NDArray[np.intp]) -> NDArray[np.float32]:
        """Left, bottom, right and top of each object, in the page's own coordinates."""
        return four_of_each(_BOUNDS, self.some(wanted), np.float32)

    def draw_nothing(
        self, texts: NDArray[np.intp], colours: NDArray[np.int16]
    ) -> NDArray[np.bool_]:
        """Which of these texts, of these colours, draw nothing or something transparent."""
        modes = self.modes[texts]
        nothing: NDArray[np.bool_] = (
            (modes == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
            | (modes == pdfium.FPDF_TEXTRENDERMODE_CLIP)
            | (colours[:, 3] == 0)
        )
        return nothing

    def are_embedded(self, texts: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Which of these texts have a font that is in the file."""
        fonts = map(_FONT, self.some(texts))
        return np.array([bool(font) and _IS_EMBEDDED(font) == 1 for font in fonts], np.bool_)


def objects_of(page: Any) -> Objects:
    count = max(int(pdfium.FPDFPage_CountObjects(page)), 0)
    handles = list(map(_OBJECT, repeat(page), range(count)))
    modes = np.fromiter(map(_MODE, handles), np.int8, count)
    others = np.flatnonzero(modes == pdfium.FPDF_TEXTRENDERMODE_UNKNOWN).tolist()
    nested = any(_TYPE(handles[one]) == pdfium.FPDF_PAGEOBJ_FORM for one in others)
    if nested:
        handles = [inner for one in handles for inner in _within(one)]
        modes = np.fromiter(map(_MODE, handles), np.int8, len(handles))
    return Objects(handles, modes, nested)


def _within(handle: Any, depth: int = 0) -> Iterator[Any]:
    """The object, or those of a form."""
    if _TYPE(handle) != pdfium.FPDF_PAGEOBJ_FORM or depth >= _DEEPEST:
        yield handle
        return
    for index in range(max(_COUNT_OF_FORM(handle), 0)):
        inner = _OBJECT_OF_FORM(handle, index)
        if inner:
            yield from _within(inner, depth + 1)


class Shapes(NamedTuple):
    """What can hide a word: pictures, and filled shapes that are not mere lines."""

    orders: NDArray[np.intp]
    are_paths: NDArray[np.bool_]
    fills: NDArray[np.int16]
    bounds: NDArray[np.float32]


def shapes_of(objects: Objects) -> Shapes:
    others = np.flatnonzero(~objects.is_text)
    bounds = objects.bounds(others)
    width, height = bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]
    large = (np.minimum(width, height) > 3) & (width * height > _LEAST_AREA)
    others, bounds = others[large], bounds[large]
    handles = objects.some(others)
    types = np.fromiter(map(_TYPE, handles), np.int8, len(handles))
    are_paths = types == pdfium.FPDF_PAGEOBJ_PATH
    fill_modes = four_of_each(_DRAW_MODE, handles, np.int32, writes=2)[:, 0]
    hiding = np.flatnonzero(~are_paths | (fill_modes != pdfium.FPDF_FILLMODE_NONE))[:_MOST_SHAPES]
    fills = objects.colours(others[hiding])[:, :3]
    return Shapes(others[hiding], are_paths[hiding], fills, bounds[hiding])
