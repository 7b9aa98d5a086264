"""A PDF page drawn with and without some of its objects, so that what they show can be told."""

import ctypes
from collections import deque
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.readers.pdf_objects import Objects
from ingest.readers.pdfium import prototype

SEEN = 16
"""A pixel has changed when a channel differs by more."""

_NOTHING = np.zeros(0, np.intp)
_MOST_PIXELS = 4e6
_PX_PER_PT = 1.5

_SET_ACTIVE = prototype(pdfium.FPDFPageObj_SetIsActive, ctypes.c_int)
_SET_FILL = prototype(pdfium.FPDFPageObj_SetFillColor, ctypes.c_int)


_MARGIN = 2
"""Pixels around what is looked at, since a pixel is compared with those beside it."""


class Canvas:
    """Draws the part of a page that some boxes stand in, with and without some of its objects."""

    def __init__(
        self,
        page: Any,
        objects: Objects,
        *,
        width: float,
        height: float,
        boxes: NDArray[np.float32],
    ) -> None:
        self._page, self._objects = page, objects
        self._scale = min(_PX_PER_PT, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        self._size = (
            max(round(width * self._scale), 1),
            max(round(height * self._scale), 1),
        )
        left, top, right, bottom = self._pixels(boxes)
        self._west, self._north = (max(int(edge.min()) - _MARGIN, 0) for edge in (left, top))
        self._east, self._south = (
            min(int(edge.max()) + _MARGIN, most)
            for edge, most in zip((right, bottom), self._size, strict=True)
        )

    def draw(self, *, leaving_out: NDArray[np.intp] = _NOTHING) -> NDArray[np.uint8]:
        """Red, green and blue of each pixel, and a fourth number that says nothing."""
        width, height = self._east - self._west, self._south - self._north
        pixels = np.full((height, width, 4), 255, np.uint8)
        bitmap = pdfium.FPDFBitmap_CreateEx(
            width, height, pdfium.FPDFBitmap_BGRx, pixels.ctypes.data, 4 * width
        )
        left_out = self._objects.some(leaving_out)
        deque(map(_SET_ACTIVE, left_out, repeat(0)), maxlen=0)
        try:
            flags = pdfium.FPDF_REVERSE_BYTE_ORDER
            pdfium.FPDF_RenderPageBitmap(
                bitmap, self._page, -self._west, -self._north, *self._size, 0, flags
            )
        finally:
            deque(map(_SET_ACTIVE, left_out, repeat(1)), maxlen=0)
            pdfium.FPDFBitmap_Destroy(bitmap)
        return pixels

    def alone(self, texts: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Where these draw something when they are black and nothing else is there."""
        own, handles = self._objects.colours(texts).tolist(), self._objects.some(texts)
        for one in handles:
            _SET_FILL(one, 0, 0, 0, 255)
        others = np.setdiff1d(np.arange(len(self._objects.handles)), texts)
        picture = self.draw(leaving_out=others)[:, :, :3]
        drawn: NDArray[np.bool_] = picture.min(axis=2) < 255 - SEEN
        for one, colour in zip(handles, own, strict=True):
            _SET_FILL(one, *colour)
        return drawn

    def means(
        self, values: NDArray[np.uint8] | NDArray[np.bool_], boxes: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        """The mean of the pixels' values in each box."""
        left, top, right, bottom = self._pixels(boxes)
        left, right = left - self._west, right - self._west
        top, bottom = top - self._north, bottom - self._north
        # Sums from the corner of what the boxes cover; all of 4 million bytes fit in 32 bits.
        west, north = left.min(), top.min()
        part = values[north : bottom.max(), west : right.max()]
        sums = np.zeros((part.shape[0] + 1, part.shape[1] + 1), np.int32)
        np.cumsum(part, axis=0, dtype=np.int32, out=sums[1:, 1:])
        np.cumsum(sums, axis=1, out=sums)
        left, right, top, bottom = left - west, right - west, top - north, bottom - north
        inside = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        means: NDArray[np.float64] = inside / ((right - left) * (bottom - top))
        return means

    def _pixels(self, boxes: NDArray[np.float32]) -> list[NDArray[np.intp]]:
        """The pixels of the page that each box covers, at least one: its four edges."""
        width, height = self._size
        edges = boxes * self._scale
        left, top = (np.floor(edges[:, at]).astype(np.intp) for at in (0, 1))
        right, bottom = (np.ceil(edges[:, at]).astype(np.intp) for at in (2, 3))
        left, right = np.clip(left, 0, width - 1), np.clip(right, 1, width)
        top, bottom = np.clip(top, 0, height - 1), np.clip(bottom, 1, height)
        return [left, top, np.maximum(right, left + 1), np.maximum(bottom, top + 1)]
