"""From pieces of text on a page to rows in the order a person reads them.

A PDF says where each character stands, not which belongs to which column. Pieces are split into
columns where both sides of a gutter are prose, and into rows elsewhere, so that a table keeps its
rows.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from operator import attrgetter
from statistics import median
from typing import NamedTuple

import numpy as np

from ingest.readers.pieces import (
    PageCharacters,
    Piece,
    extent,
    find_pieces,
    turn,
    visible_characters,
)

_MARGIN = 0.12
"""How far into the page, as a share of its height, a running head or foot may stand."""
_DEPTH = 4
"""Columns within columns beyond this are taken row by row."""

_PROSE = 14
"""Weight of a piece that may be a line of prose; cells of a table are shorter."""

_LEFT, _TOP, _RIGHT, _BOTTOM, _MIDDLE, _WEIGHT = map(
    attrgetter, ("left", "top", "right", "bottom", "middle", "weight")
)


class Row(NamedTuple):
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

    Turned text is ordered as if the page were turned to read it (1: it runs down the page, -1: up,
    2: it stands on its head) and its rows are placed on the turned page; `turn_back` places them on
    the shown one. Upright vertical Chinese goes from right to left, one row for each of its lines.
    """
    visible = visible_characters(page)
    pieces, turned = find_pieces(page, visible)
    if turned:
        page = replace(page, boxes=turn(page.boxes, turned))
        pieces, _ = find_pieces(page, visible, may_turn=False)
    upright = [piece for piece in pieces if not piece.vertical]
    vertical = [piece for piece in pieces if piece.vertical]
    if sum(piece.weight for piece in vertical) > sum(piece.weight for piece in upright):
        vertical = [piece for tier in _tiers(vertical) for piece in tier]
    columns = [
        *_page_columns(upright, extent(page, turned)),
        *([_row([piece])] for piece in vertical),
    ]
    return columns, turned


def _tiers(vertical: list[Piece]) -> list[list[Piece]]:
    """Vertical lines from right to left; where a strip of the page between them is free, those
    above it come first, as in a newspaper."""
    tiers: list[list[Piece]] = []
    bottom = 0.0
    for piece in sorted(vertical, key=lambda piece: piece.top):
        if not tiers or piece.top > bottom + 0.5 * piece.size:
            tiers.append([])
        tiers[-1].append(piece)
        bottom = max(bottom, piece.bottom)
    if any(len(tier) == 1 for tier in tiers):
        tiers = [vertical]  # A line that goes on after a gap is no tier.
    return [
        sorted(tier, key=lambda piece: (-round(piece.right / piece.size), piece.top))
        for tier in tiers
    ]


def _row(pieces: list[Piece]) -> Row:
    if len(pieces) == 1:
        (one,) = pieces
        return Row((one,), one.left, one.top, one.right, one.bottom, one.middle, one.size)
    pieces = sorted(pieces, key=_LEFT)
    main = max(pieces, key=_WEIGHT)
    return Row(
        pieces=tuple(pieces),
        left=pieces[0].left,
        top=min(map(_TOP, pieces)),
        right=max(map(_RIGHT, pieces)),
        bottom=max(map(_BOTTOM, pieces)),
        middle=main.middle,
        size=main.size,
    )


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    """Pieces side by side in one row each, top to bottom."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=_MIDDLE):
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
    body = rows[first:last]
    columns = _divided([piece for row in body for piece in row.pieces], _DEPTH) or [body]
    return [rows for rows in (rows[:first], *columns, rows[last:]) if rows]


def _apart(above: Row, below: Row) -> bool:
    return below.top - above.bottom > 1.5 * min(above.size, below.size)


def _columns(pieces: list[Piece], depth: int) -> list[list[Row]]:
    """Column by column where there are columns of prose, row by row elsewhere."""
    return _divided(pieces, depth) or ([_rows(pieces)] if pieces else [])


def _divided(pieces: list[Piece], depth: int) -> list[list[Row]]:
    """The same, or nothing where there are no columns."""
    bands = _bands(pieces) if depth else None
    if bands is None:
        return []
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
    near, far = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    size = median(piece.size for piece in pieces)
    margin = 0.12 * (far - near)
    edges = Counter(round(piece.left / 2) * 2 for piece in pieces)
    inner = sorted(edge for edge in edges if near + margin < edge < far - margin)
    usual = sorted(inner, key=edges.__getitem__, reverse=True)[:6]
    best: tuple[int, list[_Band]] | None = None
    for edge in sorted(usual):
        cut = edge - 1.5
        left: list[Piece] = []
        right: list[Piece] = []
        across: list[Piece] = []
        for piece in pieces:
            if piece.right <= cut - 0.3 * size:
                left.append(piece)
            elif piece.left >= cut:
                right.append(piece)
            else:
                across.append(piece)
        # Most edges are those of a table's columns.
        if len(left) < 2 or len(right) < 2 or max(map(_WEIGHT, right)) < _PROSE:
            continue
        across.sort(key=_MIDDLE)
        heights = [piece.middle for piece in across]
        bands: list[_Band] = []
        score = 0
        for a, b, crossing in zip_longest(
            _between(left, heights), _between(right, heights), across
        ):
            if _are_columns(a, b):
                bands.append(_Band(a, b))
                score += sum(piece.weight for piece in (*a, *b))
            else:
                bands.append(_Band(a + b, []))
            if crossing:
                bands.append(_Band([crossing], []))
        if score and (best is None or score > 1.05 * best[0]):
            best = score, bands
    return best[1] if best else None


def _between(pieces: list[Piece], heights: list[float]) -> list[list[Piece]]:
    """The pieces above the first of these heights, between each two, and below the last."""
    parts: list[list[Piece]] = [[] for _ in range(len(heights) + 1)]
    for piece in pieces:
        parts[bisect_left(heights, piece.middle)].append(piece)
    return parts


def _are_columns(left: list[Piece], right: list[Piece]) -> bool:
    # Cheap questions first: of a page of tables hardly anything gets beyond them.
    if not right or len(left) + len(right) < 6 or not _is_prose(left, level=False):
        return False
    level = _on_one_level(left, right)
    return (not level or _is_prose(left, level=True)) and (
        _is_prose(right, level=level) or _bands(right) is not None
    )


def _on_one_level(left: list[Piece], right: list[Piece]) -> bool:
    """Whether most pieces of the shorter side stand beside one of the other: cells do, and so do
    the lines of columns on a common grid."""
    fewer, more = sorted((left, right), key=len)
    heights = np.array([piece.middle for piece in more])
    middles, sizes = np.array([(piece.middle, piece.size) for piece in fewer]).T
    beside = np.abs(heights - middles[:, None]).min(axis=1) < 0.3 * sizes
    return bool(beside.sum() > 0.8 * len(fewer))


def _may_be_prose(pieces: list[Piece]) -> bool:
    """Whether there is enough text in them, and not too much of it in figures."""
    weights = sorted(piece.weight for piece in pieces)
    if len(pieces) < 2 or weights[len(weights) // 2] < _PROSE:
        return False
    return sum(piece.figures for piece in pieces) <= 0.35 * sum(weights)


def _is_prose(pieces: list[Piece], *, level: bool) -> bool:
    """Whether pieces look like the lines of one column of running text, not cells of a table.

    Lines of prose fill the measure, and go on with a small letter; where the pieces of both sides
    stand on one `level`, that is asked more strictly.
    """
    if not _may_be_prose(pieces):
        return False
    edge = max(piece.right for piece in pieces)
    width = edge - min(piece.left for piece in pieces)
    goes_on = sum(piece.opens_small for piece in pieces) > 0.4 * len(pieces)
    slack, share = (0.12, 0.55) if level and not goes_on else (0.15, 0.4)
    if sum(piece.right > edge - slack * width for piece in pieces) < share * len(pieces):
        return False
    middles = sorted(piece.middle for piece in pieces)
    beside = sum(b - a < 0.3 * pieces[0].size for a, b in pairwise(middles))
    return beside <= 0.25 * len(pieces)
