"""From characters at places on a page to rows in the order a person reads them.

A PDF says where each character stands, not which belongs to which column. Characters drawn next to
each other make pieces (a line of one column, a cell of a table); pieces are split into columns
where both sides of a gutter are prose, and into rows elsewhere, so that a table keeps its rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.types import Box

_SPACES = np.array([9, 10, 11, 12, 13, 32, 0xA0, 0x2028, 0x2029, 0x3000], np.uint32)
_CHINESE_NUMERALS = frozenset("一二三四五六七八九十〇零壹貳叁參肆伍陸柒捌玖拾")
CJK_START = 0x2E80
_MARGIN = 0.12
"""How far into the page, as a share of its height, a running head or foot may stand."""

_DEPTH = 4
"""Columns within columns beyond this are taken row by row."""


@dataclass(frozen=True, slots=True)
class PageCharacters:
    """A page's characters in the order they were drawn, with line breaks where the text jumps."""

    codes: NDArray[np.uint32]
    """Shape (n,): code points."""

    boxes: NDArray[np.float32]
    """Shape (n, 4): left, top, right, bottom in points from the shown page's top-left corner."""

    width: float
    height: float
    is_generated: Callable[[int], bool]
    """Whether a space was put in by the library, for a gap, and is not in the file."""

    is_bold: Callable[[int], bool]
    angle: Callable[[int], float]
    """A character's rotation in radians."""

    size: Callable[[int], float]
    """A character's font size in points."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand together on one line."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float
    middle: float
    size: float
    weight: int
    """How much text it is: two for a Chinese character, one for any other."""

    figures: int
    """Characters that numbers and amounts are made of."""

    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces side by side: a printed line."""

    pieces: tuple[Piece, ...]
    left: float
    top: float
    right: float
    bottom: float
    middle: float
    size: float

    @property
    def cells(self) -> int:
        return 1 + sum(
            after.left - before.right > 1.5 * self.size for before, after in pairwise(self.pieces)
        )


def reading_order(page: PageCharacters) -> tuple[list[list[Row]], int]:
    """The page's rows column by column, each column top to bottom, and how they are turned.

    Text turned by 90 degrees is ordered as if the page were turned to read it (1: it runs down the
    page, -1: up) and its rows are placed on the turned page; `turn_back` places them on the shown
    one. Upright vertical Chinese goes from right to left, one row for each of its lines.
    """
    visible = _visible(page)
    pieces, turned = _pieces(page, visible)
    if turned:
        pieces, _ = _pieces(replace(page, boxes=_turn(page.boxes, turned)), visible)
    upright = [piece for piece in pieces if not piece.vertical]
    vertical = [piece for piece in pieces if piece.vertical]
    if sum(piece.weight for piece in vertical) > sum(piece.weight for piece in upright):
        vertical.sort(key=lambda piece: (-round(piece.right / piece.size), piece.top))
    extent = _extent(page, turned)
    columns = [*_page_columns(upright, extent), *([_row([piece])] for piece in vertical)]
    return columns, turned


# ---- pieces -------------------------------------------------------------------------------------


def _visible(page: PageCharacters) -> NDArray[np.intp]:
    """Indices of the characters that print something on the shown page."""
    boxes = page.boxes
    inside = (
        (boxes[:, 2] > 0)
        & (boxes[:, 0] < page.width)
        & (boxes[:, 3] > 0)
        & (boxes[:, 1] < page.height)
    )
    prints = (page.codes > 0x20) & ~np.isin(page.codes, _SPACES) & np.isfinite(boxes).all(axis=1)
    return np.flatnonzero(inside & prints)


def _turn(boxes: NDArray[np.float32], direction: int) -> NDArray[np.float32]:
    """Boxes as seen with the page turned: 1 where text ran downwards, -1 where it ran upwards."""
    left, top, right, bottom = boxes.T
    if direction > 0:
        return np.stack([top, -right, bottom, -left], axis=1)
    return np.stack([-bottom, left, -top, right], axis=1)


def turn_back(box: Box, turned: int) -> Box:
    """A box on the turned page as a box on the shown one."""
    left, top, right, bottom = box
    if not turned:
        return box
    return Box(-bottom, left, -top, right) if turned > 0 else Box(top, -right, bottom, -left)


def _extent(page: PageCharacters, turned: int) -> tuple[float, float]:
    """The top and bottom of the page as `_turn` leaves it."""
    if turned > 0:
        return -page.width, 0.0
    return 0.0, page.width if turned else page.height


def _pieces(page: PageCharacters, visible: NDArray[np.intp]) -> tuple[list[Piece], int]:
    """The page's pieces as drawn, and which way most of the text is turned (0: upright)."""
    if not len(visible):
        return [], 0
    codes, boxes = page.codes[visible], page.boxes[visible]
    left, top, right, bottom = boxes.T.astype(np.float64)
    middle = (top + bottom) / 2
    size = np.maximum(bottom - top, 0.1)
    breaks = np.cumsum((page.codes == 10) | (page.codes == 13))[visible]

    broken = np.diff(breaks) > 0
    gap = left[1:] - right[:-1]
    back = left[1:] - left[:-1]
    drop = middle[1:] - middle[:-1]
    larger = np.maximum(size[1:], size[:-1])
    runs_down = _vertical_lines(breaks, broken, left, middle)
    turned = _turned(page, visible, runs_down, drop, broken)
    if turned:
        return [], turned
    across = broken | (gap > 1.5 * larger) | (back < -0.5 * larger) | (np.abs(drop) > 0.7 * larger)
    down = broken | (np.abs(drop) > 3 * np.maximum(larger, (right - left)[1:]))
    split = np.where(runs_down[1:], down, across)

    starts = np.concatenate(([0], np.flatnonzero(split) + 1))
    ends = np.concatenate((starts[1:], [len(visible)]))
    cjk = codes >= CJK_START
    figures = ((codes >= 0x24) & (codes <= 0x39)) | (codes == 0x2014) | (codes == 0x2013)
    sums = np.add.reduceat(np.stack([1 + cjk, figures, middle]), starts, axis=1)
    lefts = np.minimum.reduceat(left, starts).tolist()
    tops = np.minimum.reduceat(top, starts).tolist()
    rights = np.maximum.reduceat(right, starts).tolist()
    bottoms = np.maximum.reduceat(bottom, starts).tolist()
    heights = size.tolist()
    pieces = []
    for number, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        # Raised marks are lower than the rest: the character of middle height has the line's size.
        usual = sorted(range(start, end), key=heights.__getitem__)[(end - start) // 2]
        pieces.append(
            Piece(
                start=int(visible[start]),
                end=int(visible[end - 1]) + 1,
                left=lefts[number],
                top=tops[number],
                right=rights[number],
                bottom=bottoms[number],
                middle=float(sums[2, number]) / (end - start),
                size=page.size(int(visible[usual])) or heights[usual],
                weight=int(sums[0, number]),
                figures=int(sums[1, number]),
                vertical=bool(runs_down[start]) and end - start > 1,
            )
        )
    return _stacked(pieces, page.codes), 0


def _vertical_lines(
    breaks: NDArray[np.intp],
    broken: NDArray[np.bool_],
    left: NDArray[np.float64],
    middle: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """For each character, whether its line runs down or up the page rather than across it."""
    inside = ~broken
    across = np.bincount(
        breaks[1:][inside], np.abs(np.diff(left))[inside], minlength=int(breaks[-1]) + 1
    )
    down = np.bincount(
        breaks[1:][inside], np.abs(np.diff(middle))[inside], minlength=int(breaks[-1]) + 1
    )
    return np.asarray((down > 2 * across) & (down > 0))[breaks]


def _turned(
    page: PageCharacters,
    visible: NDArray[np.intp],
    runs_down: NDArray[np.bool_],
    drop: NDArray[np.float64],
    broken: NDArray[np.bool_],
) -> int:
    """1 where most text is turned so that it runs down the page, -1 where up, 0 otherwise."""
    if runs_down.sum() * 2 <= len(visible):
        return 0
    first = int(np.flatnonzero(runs_down)[0])
    if abs(np.sin(page.angle(int(visible[first])))) < 0.7:
        return 0
    inside = runs_down[1:] & ~broken
    return 1 if float(drop[inside].sum()) > 0 else -1


def _stacked(pieces: list[Piece], codes: NDArray[np.uint32]) -> list[Piece]:
    """Single Chinese characters drawn one below the other, made one vertical piece each run."""
    joined: list[Piece] = []
    run: list[Piece] = []

    def close() -> None:
        text = {chr(codes[piece.start]) for piece in run}
        if len(run) >= 3 and not text <= _CHINESE_NUMERALS:
            joined.append(
                Piece(
                    start=run[0].start,
                    end=run[-1].end,
                    left=min(piece.left for piece in run),
                    top=run[0].top,
                    right=max(piece.right for piece in run),
                    bottom=run[-1].bottom,
                    middle=(run[0].middle + run[-1].middle) / 2,
                    size=run[0].size,
                    weight=sum(piece.weight for piece in run),
                    figures=0,
                    vertical=True,
                )
            )
        else:
            joined.extend(run)
        run.clear()

    for piece in pieces:
        single = piece.end - piece.start == 1 and codes[piece.start] >= CJK_START
        if run and not (
            single
            and abs(piece.left + piece.right - run[-1].left - run[-1].right) < 0.7 * piece.size
            and 0.6 * piece.size < piece.middle - run[-1].middle < 2.2 * piece.size
        ):
            close()
        if single:
            run.append(piece)
        else:
            joined.append(piece)
    close()
    return joined


# ---- columns and rows ---------------------------------------------------------------------------


def _row(pieces: list[Piece]) -> Row:
    pieces = sorted(pieces, key=lambda piece: piece.left)
    main = max(pieces, key=lambda piece: piece.weight)
    return Row(
        pieces=tuple(pieces),
        left=pieces[0].left,
        top=min(piece.top for piece in pieces),
        right=max(piece.right for piece in pieces),
        bottom=max(piece.bottom for piece in pieces),
        middle=main.middle,
        size=main.size,
    )


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    """Pieces side by side in one row each, top to bottom."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        for group in reversed(groups[-2:]):
            anchor = group[0]
            if abs(piece.middle - anchor.middle) < 0.45 * min(piece.size, anchor.size) or (
                # A raised mark or a small cell beside a taller one.
                piece.size != anchor.size
                and abs(piece.middle - anchor.middle) < 0.3 * max(piece.size, anchor.size)
            ):
                group.append(piece)
                break
        else:
            groups.append([piece])
    return [_row(group) for group in groups]


def _page_columns(pieces: list[Piece], extent: tuple[float, float]) -> list[list[Row]]:
    """Head rows, the columns in reading order, foot rows."""
    top, bottom = extent
    margin = _MARGIN * (bottom - top)
    rows = _rows(pieces)
    first, last = 0, len(rows)
    # A running head or foot stands in the first column's place but belongs to no column.
    for count in (2, 1):
        if (
            len(rows) > 2 * count
            and rows[count - 1].middle < top + margin
            and _apart(rows[count - 1], rows[count])
        ):
            first = count
            break
    for count in (2, 1):
        if (
            len(rows) - count > first
            and rows[-count].middle > bottom - margin
            and _apart(rows[-count - 1], rows[-count])
        ):
            last = len(rows) - count
            break
    body = [piece for row in rows[first:last] for piece in row.pieces]
    return [rows for rows in (rows[:first], *_columns(body, _DEPTH), rows[last:]) if rows]


def _apart(above: Row, below: Row) -> bool:
    return below.top - above.bottom > 1.5 * min(above.size, below.size)


def _columns(pieces: list[Piece], depth: int) -> list[list[Row]]:
    """Column by column where there are columns of prose, row by row elsewhere."""
    bands = _bands(pieces) if depth else None
    if bands is None:
        return [_rows(pieces)] if pieces else []
    columns: list[list[Row]] = []
    waiting: list[Piece] = []
    for band in bands:
        if band.right:
            columns += _columns(waiting, depth - 1)
            waiting = []
            columns += _columns(band.left, depth - 1)
            columns += _columns(band.right, depth - 1)
        else:
            waiting += band.left
    return columns + _columns(waiting, depth - 1)


class _Band(NamedTuple):
    """Pieces at one height: left and right of a gutter, or all in `left` where there is none."""

    left: list[Piece]
    right: list[Piece]


def _bands(pieces: list[Piece]) -> list[_Band] | None:
    """The bands of the gutter with most prose on both sides; None when no gutter has any."""
    if len(pieces) < 6:
        return None
    edges = np.array([(p.left, p.right, p.middle, p.weight) for p in pieces])
    left, right, middle, weight = edges.T
    near, far = float(left.min()), float(right.max())
    size = float(np.median([piece.size for piece in pieces]))
    rounded, counts = np.unique(np.round(left / 2) * 2, return_counts=True)
    inner = (rounded > near + 0.12 * (far - near)) & (rounded < far - 0.12 * (far - near))
    usual = [
        float(edge)
        for _, edge in sorted(
            zip(counts[inner], rounded[inner], strict=True), key=lambda pair: -pair[0]
        )[:6]
    ]
    best: tuple[float, list[_Band]] | None = None
    for edge in sorted(usual):
        cut = edge - 1.5
        on_left = right <= cut - 0.3 * size
        on_right = left >= cut
        crossing = ~(on_left | on_right)
        if on_left.sum() < 2 or on_right.sum() < 2:
            continue
        heights = np.sort(middle[crossing])
        band_of = np.searchsorted(heights, middle)
        bands, score = [], 0.0
        for number in range(len(heights) + 1):
            here = band_of == number
            one, two = np.flatnonzero(here & on_left), np.flatnonzero(here & on_right)
            a, b = [pieces[i] for i in one], [pieces[i] for i in two]
            if a and b and _are_columns(a, b):
                bands.append(_Band(a, b))
                score += float(weight[one].sum() + weight[two].sum())
            else:
                bands.append(_Band(a + b, []))
            if number < len(heights):
                bands.append(_Band([pieces[i] for i in np.flatnonzero(here & crossing)], []))
        if score and (best is None or score > 1.05 * best[0]):
            best = score, bands
    return best[1] if best else None


def _are_columns(left: list[Piece], right: list[Piece]) -> bool:
    if len(left) + len(right) < 6:
        return False
    return _is_prose(left) and (_is_prose(right) or _bands(right) is not None)


def _is_prose(pieces: list[Piece]) -> bool:
    """Whether pieces look like the lines of one column of running text, not cells of a table."""
    if len(pieces) < 2:
        return False
    edge = max(piece.right for piece in pieces)
    width = edge - min(piece.left for piece in pieces)
    weights = sorted(piece.weight for piece in pieces)
    if weights[len(weights) // 2] < 14:
        return False
    if sum(piece.figures for piece in pieces) > 0.35 * sum(weights):
        return False
    full = sum(piece.right > edge - 0.15 * width for piece in pieces)
    if full < 0.4 * len(pieces):
        return False
    middles = sorted(piece.middle for piece in pieces)
    beside = sum(b - a < 0.3 * pieces[0].size for a, b in pairwise(middles))
    return beside <= 0.25 * len(pieces)
