"""Text of a PDF page that nobody who looks at the page can see.

Whoever hides text hides it from people, not from programs. What a page shows is settled by drawing
it twice, with and without the text in question: where no pixel changes, there was nothing to see,
whether the text has its background's colour, lies under a picture or is drawn in the invisible
mode. Only pages that have such a text are drawn.
"""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.readers.pdf_canvas import SEEN, Canvas
from ingest.readers.pdf_objects import Objects, objects_of, shapes_of
from ingest.readers.pdfium import prototype
from ingest.readers.pieces import are_finite
from ingest.types import FlagKind

_TINY_PT = 1.6
"""Font size that nobody can read; the small print of packages is set in 4 points."""

_LIGHT = 200
"""Least red, green and blue of a colour that may vanish on white paper."""

_ALIKE = 24
"""Colours that differ by less, of 255, are one colour to an eye."""

_LEAST_INK = 0.01
"""Share of a character's box that its glyph covers at least; a full stop covers a twentieth."""

_SHORTEST = 3
"""Characters in a row: a single one is more often an odd glyph than a hidden word."""

_OWNER = prototype(pdfium.FPDFText_GetTextObject, ctypes.c_size_t)


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
    printing = (drawn.codes > 0x20) & are_finite(drawn.boxes)
    kinds = np.full(len(drawn.codes), _NONE, np.int8)
    for index in np.flatnonzero(printing & _is_small(drawn.boxes)).tolist():
        if drawn.size(index) < _TINY_PT:
            kinds[index] = _KINDS.index(FlagKind.TINY)
    kinds[printing & _is_outside(drawn)] = _KINDS.index(FlagKind.OFF_PAGE)
    objects = objects_of(drawn.page)
    suspects = _suspects(objects)
    if len(suspects):
        _look(drawn, objects, suspects, printing & (kinds == _NONE), kinds)
    return list(_runs(kinds, drawn.codes)) if (kinds != _NONE).any() else []


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


def _suspects(objects: Objects) -> NDArray[np.intp]:
    """The texts that are worth a look.

    Text that is dark, and over or under no picture and no shape of its colour, has nothing to
    vanish in.
    """
    texts = np.flatnonzero(objects.is_text)
    colours = objects.colours(texts)
    red, green, blue, _ = colours.T
    light = (red >= _LIGHT) & (green >= _LIGHT) & (blue >= _LIGHT)
    suspect = light | objects.draw_nothing(texts, colours)
    if suspect.all():
        return texts
    shapes = shapes_of(objects)
    if not len(shapes.orders):
        return np.compress(suspect, texts)
    if objects.nested:
        return texts
    rest = np.flatnonzero(~suspect)
    alike, run = _likeness(shapes.fills, colours[rest, :3])
    # Most texts have no shape of their colour, and none that comes after them.
    asked = np.logical_or.reduce(alike)[run] | (texts[rest] < shapes.orders.max())
    if shapes.are_paths.all():
        rest, run = rest[asked], run[asked]
    if len(rest):
        # Of each shape and each of these texts.
        near = alike[:, run] | (texts[rest] < shapes.orders[:, None]) | ~shapes.are_paths[:, None]
        left, bottom, right, top = objects.bounds(texts[rest]).T
        west, south, east, north = shapes.bounds.T[:, :, None]
        over = (left < east) & (right > west) & (bottom < north) & (top > south)
        suspect[rest] = (near & over).any(axis=0)
    return np.compress(suspect, texts)


class _Likeness(NamedTuple):
    """Which fills an eye takes for a text's colour; that seldom changes from text to text."""

    alike: NDArray[np.bool_]
    """For each fill, and each run of texts of one colour."""

    run: NDArray[np.intp]
    """The one that each text is in."""


def _likeness(fills: NDArray[np.int16], colours: NDArray[np.int16]) -> _Likeness:
    red, green, blue = colours.astype(np.int32).T
    changes = np.diff(red << 16 | green << 8 | blue, prepend=-1) != 0
    alike = np.abs(fills[:, None] - colours[changes]).max(axis=2) <= _ALIKE
    return _Likeness(alike, np.cumsum(changes) - 1)


# ---- looking ------------------------------------------------------------------------------------


def _look(
    drawn: Drawn,
    objects: Objects,
    suspects: NDArray[np.intp],
    asked: NDArray[np.bool_],
    kinds: NDArray[np.int8],
) -> None:
    """Give a kind to those of the characters asked about that change no pixel."""
    chars, owners = _drawn_by(drawn, objects, suspects, asked)
    if not len(chars):
        return
    canvas = Canvas(
        drawn.page, objects, width=drawn.width, height=drawn.height, boxes=drawn.boxes[chars]
    )
    without = canvas.draw(leaving_out=suspects)
    unseen = canvas.means(_changed(canvas.draw(), without), drawn.boxes[chars]) < _LEAST_INK
    chars, owners = chars[unseen], owners[unseen]
    if not len(chars):
        return
    boxes = drawn.boxes[chars]
    found, owner = np.unique(owners, return_inverse=True)
    colours = objects.colours(found)
    invisible = objects.draw_nothing(found, colours)[owner]
    behind = np.stack([canvas.means(without[:, :, at], boxes) for at in range(3)], axis=1)
    same = ~invisible & (np.abs(behind - colours[owner, :3]).max(axis=1) <= _ALIKE)
    kinds[chars[same]] = _KINDS.index(FlagKind.SAME_COLOUR)
    if same.all():
        return
    # A scanner's software writes what it read over, or under, the picture of the same words.
    picture = canvas.draw(leaving_out=np.flatnonzero(objects.is_text))
    read = _mostly(canvas.means(_has_ink(picture), boxes) > _LEAST_INK, chars)
    kinds[chars[invisible & ~read]] = _KINDS.index(FlagKind.INVISIBLE)
    covered = ~invisible & ~same & ~read
    if covered.any():
        # A font that is not in the file may be one that only this machine lacks.
        drawable = objects.are_embedded(found)[owner] | (
            canvas.means(canvas.alone(found), boxes) > _LEAST_INK
        )
        kinds[chars[covered & drawable]] = _KINDS.index(FlagKind.COVERED)


def _drawn_by(
    drawn: Drawn, objects: Objects, suspects: NDArray[np.intp], asked: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Those of the characters asked about that these texts draw, and the text of each."""
    chars = np.flatnonzero(asked)
    owners = np.fromiter(
        map(_OWNER, repeat(drawn.text_page), chars.tolist()), np.uint64, len(chars)
    )
    addresses = objects.addresses(suspects)
    order = np.argsort(addresses)
    places = np.minimum(np.searchsorted(addresses[order], owners), len(order) - 1)
    found = addresses[order][places] == owners
    return chars[found], suspects[order][places[found]]


def _changed(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where an eye sees a difference between two pictures of a page, which are mostly the same."""
    height, width = one.shape[:2]
    changed = np.zeros(height * width, np.bool_)
    at = np.flatnonzero(one.view(np.uint32) != other.view(np.uint32))
    before, after = (picture.reshape(-1, 4)[at, :3].astype(np.int16) for picture in (one, other))
    changed[at] = np.abs(before - after).max(axis=1, initial=0) > SEEN
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
