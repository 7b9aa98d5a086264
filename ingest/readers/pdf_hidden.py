"""Text of a PDF page that nobody who looks at the page can see.

Whoever hides text hides it from people, not from programs. What a page shows is settled by drawing
it twice, with and without the text in question: where no pixel changes, there was nothing to see,
whether the text has its background's colour, lies under a picture or is drawn in the invisible
mode. Only pages that have such a text are drawn.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.types import FlagKind

_TINY_PT = 1.6
"""Font size that nobody can read; the small print of packages is set in 4 points."""

_LIGHT = 200
"""Least red, green and blue of a colour that may vanish on white paper."""

_ALIKE = 24
"""Colours that differ by less, of 255, are one colour to an eye."""

_SEEN = 16
"""A pixel has changed when a channel differs by more."""

_LEAST_INK = 0.01
"""Share of a character's box that its glyph covers at least; a full stop covers a twentieth."""

_SHORTEST = 3
"""Characters in a row: a single one is more often an odd glyph than a hidden word."""

_LEAST_AREA = 60.0
"""Square points: a shape that covers less hides no words."""

_MOST_SHAPES = 500
_NOTHING = np.zeros(0, np.uint64)
_MOST_PIXELS = 4e6
_PX_PER_PT = 1.5
_DEEPEST = 8
"""Forms within forms; more are the work of somebody who wants the reader to fail."""


class Hidden(NamedTuple):
    """Characters in a row that cannot be seen."""

    kind: FlagKind
    indices: NDArray[np.intp]
    """Into the page's characters, in the order they were drawn."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page with its characters, as far as hiding is concerned."""

    page: Any
    text_page: Any
    codes: NDArray[np.uint32]
    boxes: NDArray[np.float32]
    """Left, top, right, bottom in points from the shown page's top-left corner."""

    width: float
    height: float
    size: Callable[[int], float]


def hidden_text(drawn: Drawn) -> list[Hidden]:
    """The page's hidden text, in the order it was drawn.

    Text in the invisible mode over something drawn is what a scanner's software read there, and is
    not hidden.
    """
    printing = (drawn.codes > 0x20) & np.isfinite(drawn.boxes).all(axis=1)
    kinds = np.full(len(drawn.codes), _NONE, np.int8)
    for index in np.flatnonzero(printing & _is_small(drawn.boxes)).tolist():
        if drawn.size(index) < _TINY_PT:
            kinds[index] = _KINDS.index(FlagKind.TINY)
    kinds[printing & _is_outside(drawn)] = _KINDS.index(FlagKind.OFF_PAGE)
    objects = _objects(drawn.page)
    suspects = objects.texts[_may_be_hidden(objects)]
    if len(suspects):
        _look(drawn, objects, suspects, printing & (kinds == _NONE), kinds)
    return list(_runs(kinds, drawn.codes))


_KINDS = tuple(FlagKind)
_NONE = -1


def _is_small(boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
    longest: NDArray[np.float32] = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    return longest < 2 * _TINY_PT


def _is_outside(drawn: Drawn) -> NDArray[np.bool_]:
    left, top, right, bottom = drawn.boxes.T
    outside: NDArray[np.bool_] = (
        (right <= 0) | (left >= drawn.width) | (bottom <= 0) | (top >= drawn.height)
    )
    return outside


def _runs(kinds: NDArray[np.int8], codes: NDArray[np.uint32]) -> Iterator[Hidden]:
    """Hidden characters of one kind and line in a row, with the spaces among them."""
    row: list[int] = []
    for index in [*np.flatnonzero((kinds != _NONE) | (codes <= 0x20)).tolist(), -1]:
        breaks = index < 0 or codes[index] in (0x0A, 0x0D)
        apart = bool(row) and (index != row[-1] + 1 or _differ(kinds[row[0]], kinds[index]))
        if row and (breaks or apart):
            while kinds[row[-1]] == _NONE:
                row.pop()
            if sum(kinds[one] != _NONE for one in row) >= _SHORTEST:
                yield Hidden(_KINDS[kinds[row[0]]], np.array(row, np.intp))
            row = []
        if not breaks and (row or kinds[index] != _NONE):
            row.append(index)


def _differ(kind: np.int8, other: np.int8) -> bool:
    return other not in (_NONE, kind)


# ---- the page's objects -------------------------------------------------------------------------


def _prototype(function: Any, *types: Any) -> Any:
    """The same function with plain addresses for arguments: a page has thousands of objects."""
    return ctypes.PYFUNCTYPE(*types)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_OBJECT = _prototype(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
_OBJECT_OF_FORM = _prototype(pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
_TYPE = _prototype(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)
_MODE = _prototype(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
_FILL = _prototype(pdfium.FPDFPageObj_GetFillColor, _INT, *[_ADDRESS] * 5)
_BOUNDS = _prototype(pdfium.FPDFPageObj_GetBounds, _INT, *[_ADDRESS] * 5)
_TEXT_OBJECT = _prototype(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_SET_ACTIVE = _prototype(pdfium.FPDFPageObj_SetIsActive, _INT, _ADDRESS, _INT)
_SET_FILL = _prototype(pdfium.FPDFPageObj_SetFillColor, _INT, _ADDRESS, *[ctypes.c_uint] * 4)
_DRAW_MODE = _prototype(pdfium.FPDFPath_GetDrawMode, _INT, *[_ADDRESS] * 3)
_FONT = _prototype(pdfium.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
_IS_EMBEDDED = _prototype(pdfium.FPDFFont_GetIsEmbedded, _INT, _ADDRESS)


@dataclass(frozen=True, slots=True)
class _Objects:
    """What a page is drawn of, in the order of drawing; what is within forms included."""

    all: NDArray[np.uint64]
    """Addresses."""

    modes: NDArray[np.int8]
    """How each text is drawn; `FPDF_TEXTRENDERMODE_UNKNOWN` for what is no text."""

    nested: bool
    """Some lie within forms, whose places are not the page's."""

    @property
    def is_text(self) -> NDArray[np.bool_]:
        is_text: NDArray[np.bool_] = self.modes != pdfium.FPDF_TEXTRENDERMODE_UNKNOWN
        return is_text

    @property
    def texts(self) -> NDArray[np.uint64]:
        texts: NDArray[np.uint64] = self.all[self.is_text]
        return texts


def _objects(page: Any) -> _Objects:
    address = ctypes.cast(page, ctypes.c_void_p).value
    count = max(int(pdfium.FPDFPage_CountObjects(page)), 0)
    flat = list(map(_OBJECT, repeat(address), range(count)))
    modes = np.fromiter(map(_MODE, flat), np.int8, count)
    others = np.flatnonzero(modes == pdfium.FPDF_TEXTRENDERMODE_UNKNOWN).tolist()
    nested = any(_TYPE(flat[one]) == pdfium.FPDF_PAGEOBJ_FORM for one in others)
    if nested:
        flat = [inner for one in flat for inner in _within(one)]
        modes = np.fromiter(map(_MODE, flat), np.int8, len(flat))
    return _Objects(np.array(flat, np.uint64), modes, nested)


def _within(address: int, depth: int = 0) -> Iterator[int]:
    """The object, or those of a form."""
    if _TYPE(address) != pdfium.FPDF_PAGEOBJ_FORM or depth >= _DEEPEST:
        yield address
        return
    form = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
    for index in range(max(int(pdfium.FPDFFormObj_CountObjects(form)), 0)):
        inner = _OBJECT_OF_FORM(address, index)
        if inner:
            yield from _within(inner, depth + 1)


def _asked(function: Any, addresses: NDArray[np.uint64], answers: NDArray[Any]) -> None:
    """Ask for a row of four numbers about each object."""
    first = answers.ctypes.data
    places = [range(first + at, first + at + 16 * len(addresses), 16) for at in (0, 4, 8, 12)]
    deque(map(function, addresses.tolist(), *places), maxlen=0)


def _colours(addresses: NDArray[np.uint64]) -> NDArray[np.int16]:
    """Red, green, blue and opacity of what each object is filled with."""
    colours = np.zeros((len(addresses), 4), np.uint32)
    _asked(_FILL, addresses, colours)
    return colours.astype(np.int16)


def _bounds(addresses: NDArray[np.uint64]) -> NDArray[np.float32]:
    """Left, bottom, right and top of each object, in the page's own coordinates."""
    bounds = np.zeros((len(addresses), 4), np.float32)
    _asked(_BOUNDS, addresses, bounds)
    return bounds


def _is_invisible(modes: NDArray[np.int8], colours: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Which of these text objects draw nothing, or nothing that is not transparent."""
    nothing = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
    invisible: NDArray[np.bool_] = np.isin(modes, nothing) | (colours[:, 3] == 0)
    return invisible


def _may_be_hidden(objects: _Objects) -> NDArray[np.bool_]:
    """Which of the text objects are worth a look.

    Text that is dark, and over or under no picture and no shape of its colour, has nothing to
    vanish in.
    """
    texts = objects.texts
    colours = _colours(texts)
    suspect: NDArray[np.bool_] = _is_invisible(objects.modes[objects.is_text], colours) | (
        colours[:, :3].min(axis=1, initial=255) >= _LIGHT
    )
    shapes = _shapes(objects) if len(texts) else []
    if not shapes or suspect.all():
        return suspect
    if objects.nested:
        return np.ones(len(texts), np.bool_)
    # Of each shape and each text that is not suspect yet.
    rest = np.flatnonzero(~suspect)
    order = np.flatnonzero(objects.is_text)[rest]
    fills = np.array([shape.fill for shape in shapes])
    used, own = np.unique(colours[rest, :3], axis=0, return_inverse=True)
    near = (np.abs(fills[:, None] - used).max(axis=2) <= _ALIKE)[:, own.ravel()]
    near |= order < np.array([[shape.order] for shape in shapes])
    near[[not shape.path for shape in shapes]] = True
    asked = np.flatnonzero(near.any(axis=0))
    if len(asked):
        left, bottom, right, top = _bounds(texts[rest[asked]]).T
        west, south, east, north = np.array([shape.bounds for shape in shapes]).T[:, :, None]
        over = (left < east) & (right > west) & (bottom < north) & (top > south)
        suspect[rest[asked]] = (near[:, asked] & over).any(axis=0)
    return suspect


class _Shape(NamedTuple):
    """What can hide a word: a picture, or a filled shape that is not a mere line."""

    order: int
    path: bool
    fill: NDArray[np.int16]
    bounds: NDArray[np.float32]


def _shapes(objects: _Objects) -> list[_Shape]:
    others = np.flatnonzero(~objects.is_text)
    addresses = objects.all[others]
    bounds = _bounds(addresses)
    width, height = bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]
    large = (np.minimum(width, height) > 3) & (width * height > _LEAST_AREA)
    fills = _colours(addresses[large])[:, :3]
    shapes = []
    for order, fill, edges in zip(others[large].tolist(), fills, bounds[large], strict=True):
        address = int(objects.all[order])
        path = _TYPE(address) == pdfium.FPDF_PAGEOBJ_PATH
        if not path or _is_filled(address):
            shapes.append(_Shape(order, path, fill, edges))
    return shapes[:_MOST_SHAPES]


def _is_filled(path: int) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _DRAW_MODE(path, ctypes.addressof(fill), ctypes.addressof(stroke))
    return fill.value != int(pdfium.FPDF_FILLMODE_NONE)


# ---- looking ------------------------------------------------------------------------------------


def _look(
    drawn: Drawn,
    objects: _Objects,
    suspects: NDArray[np.uint64],
    asked: NDArray[np.bool_],
    kinds: NDArray[np.int8],
) -> None:
    """Give a kind to those of the characters asked about that change no pixel."""
    address = ctypes.cast(drawn.text_page, ctypes.c_void_p).value
    count = len(drawn.codes)
    owners = np.fromiter(
        (one or 0 for one in map(_TEXT_OBJECT, repeat(address), range(count))), np.uint64, count
    )
    chars = np.flatnonzero(asked & np.isin(owners, suspects))
    if not len(chars):
        return
    canvas = _Canvas(drawn.page, drawn.width, drawn.height)
    without = canvas.draw(leaving_out=suspects)
    chars = chars[canvas.means(_changed(canvas.draw(), without), drawn.boxes[chars]) < _LEAST_INK]
    if not len(chars):
        return
    boxes = drawn.boxes[chars]
    found, owner = np.unique(owners[chars], return_inverse=True)
    colours = _colours(found)
    modes = np.fromiter(map(_MODE, found.tolist()), np.int8, len(found))
    invisible = _is_invisible(modes, colours)[owner]
    behind = np.stack([canvas.means(without[:, :, at], boxes) for at in range(3)], axis=1)
    same = ~invisible & (np.abs(behind - colours[owner, :3]).max(axis=1) <= _ALIKE)
    kinds[chars[same]] = _KINDS.index(FlagKind.SAME_COLOUR)
    if same.all():
        return
    # A scanner's software writes what it read over, or under, the picture of the same words.
    picture = canvas.draw(leaving_out=objects.texts)
    read = _mostly(canvas.means(_has_ink(picture), boxes) > _LEAST_INK, chars)
    kinds[chars[invisible & ~read]] = _KINDS.index(FlagKind.INVISIBLE)
    covered = ~invisible & ~same & ~read
    if covered.any():
        # A font that is not in the file may be one that only this machine lacks.
        drawable = _are_embedded(found)[owner] | (
            canvas.means(canvas.alone(found, objects), boxes) > _LEAST_INK
        )
        kinds[chars[covered & drawable]] = _KINDS.index(FlagKind.COVERED)


def _changed(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where an eye sees a difference between two pictures of a page, which are mostly the same."""
    height, width = one.shape[:2]
    changed = np.zeros(height * width, np.bool_)
    at = np.flatnonzero(one.view(np.uint32) != other.view(np.uint32))
    before, after = (picture.reshape(-1, 4)[at, :3].astype(np.int16) for picture in (one, other))
    changed[at] = np.abs(before - after).max(axis=1, initial=0) > _SEEN
    return changed.reshape(height, width)


def _has_ink(drawn: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where the picture is not of one colour with what is beside it."""
    picture = drawn[:, :, :3].astype(np.int16)
    ink = np.zeros(picture.shape[:2], np.bool_)
    ink[:, 1:] |= np.abs(np.diff(picture, axis=1)).max(axis=2) > _ALIKE
    ink[1:] |= np.abs(np.diff(picture, axis=0)).max(axis=2) > _ALIKE
    return ink


def _mostly(is_so: NDArray[np.bool_], chars: NDArray[np.intp]) -> NDArray[np.bool_]:
    """For each character, whether it is so for most of the word or line that it is in."""
    run = np.cumsum(np.diff(chars, prepend=chars[0]) > 2)
    most: NDArray[np.bool_] = np.bincount(run, is_so) / np.bincount(run) >= 0.5
    return most[run]


def _are_embedded(texts: NDArray[np.uint64]) -> NDArray[np.bool_]:
    fonts = map(_FONT, texts.tolist())
    return np.array([bool(font) and _IS_EMBEDDED(font) == 1 for font in fonts], np.bool_)


class _Canvas:
    """Draws a page, with and without some of its objects."""

    def __init__(self, page: Any, width: float, height: float) -> None:
        self._page = page
        self._scale = min(_PX_PER_PT, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        self._size = (
            max(round(width * self._scale), 1),
            max(round(height * self._scale), 1),
        )

    def draw(self, *, leaving_out: NDArray[np.uint64] = _NOTHING) -> NDArray[np.uint8]:
        """Red, green and blue of each pixel, and a fourth number that says nothing."""
        width, height = self._size
        pixels = np.full((height, width, 4), 255, np.uint8)
        bitmap = pdfium.FPDFBitmap_CreateEx(
            width, height, pdfium.FPDFBitmap_BGRx, pixels.ctypes.data, 4 * width
        )
        addresses = leaving_out.tolist()
        deque(map(_SET_ACTIVE, addresses, repeat(0)), maxlen=0)
        try:
            flags = pdfium.FPDF_REVERSE_BYTE_ORDER
            pdfium.FPDF_RenderPageBitmap(bitmap, self._page, 0, 0, width, height, 0, flags)
        finally:
            deque(map(_SET_ACTIVE, addresses, repeat(1)), maxlen=0)
            pdfium.FPDFBitmap_Destroy(bitmap)
        return pixels

    def alone(self, texts: NDArray[np.uint64], objects: _Objects) -> NDArray[np.bool_]:
        """Where these draw something when they are black and nothing else is there."""
        own = _colours(texts).tolist()
        for one in texts.tolist():
            _SET_FILL(one, 0, 0, 0, 255)
        others = objects.all[~np.isin(objects.all, texts)]
        picture = self.draw(leaving_out=others)[:, :, :3]
        drawn: NDArray[np.bool_] = picture.min(axis=2) < 255 - _SEEN
        for one, colour in zip(texts.tolist(), own, strict=True):
            _SET_FILL(one, *colour)
        return drawn

    def means(
        self, values: NDArray[np.uint8] | NDArray[np.bool_], boxes: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        """The mean of the pixels' values in each box."""
        width, height = self._size
        edges = boxes * self._scale
        left, top = (np.floor(edges[:, at]).astype(np.intp) for at in (0, 1))
        right, bottom = (np.ceil(edges[:, at]).astype(np.intp) for at in (2, 3))
        left, right = np.clip(left, 0, width - 1), np.clip(right, 1, width)
        top, bottom = np.clip(top, 0, height - 1), np.clip(bottom, 1, height)
        right, bottom = np.maximum(right, left + 1), np.maximum(bottom, top + 1)
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
