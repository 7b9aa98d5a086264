"""Characters at places on a page, gathered into pieces: a line of one column, a cell of a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.footnotes import RAISABLE
from ingest.readers.character_sets import is_one_of, table_of
from ingest.types import Box

CJK_START = 0x2E80
_SPACES = table_of([9, 10, 11, 12, 13, 32, 0xA0, 0x2028, 0x2029, 0x3000])
_RIGHT_TO_LEFT = table_of([*range(0x05, 0x09), *range(0xFB, 0xFF)])
"""High bytes of Hebrew and Arabic code points; their text keeps the order it was drawn in."""
_MARKS = table_of(map(ord, RAISABLE))
_CHINESE_NUMERALS = frozenset("一二三四五六七八九十〇零壹貳叁參肆伍陸柒捌玖拾")


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
    """A character's rotation on the shown page, in radians."""

    size: Callable[[int], float]
    """A character's font size in points."""


class Piece(NamedTuple):
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

    opens_small: bool = False
    """Begins with a small letter."""

    vertical: bool = False


class _Steps(NamedTuple):
    """From each character to the next."""

    across: NDArray[np.float64]
    down: NDArray[np.float64]


def visible_characters(page: PageCharacters) -> NDArray[np.intp]:
    """Indices of the characters that print something on the shown page."""
    boxes = page.boxes
    inside = (
        (boxes[:, 2] > 0)
        & (boxes[:, 0] < page.width)
        & (boxes[:, 3] > 0)
        & (boxes[:, 1] < page.height)
    )
    prints = (page.codes > 0x20) & ~is_one_of(page.codes, _SPACES)
    return np.flatnonzero(inside & prints & are_finite(boxes))


def are_finite(boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
    """For each box, whether it has all its edges."""
    # By columns: numpy is slow along rows of four.
    left, top, right, bottom = np.isfinite(boxes).T
    finite: NDArray[np.bool_] = left & top & right & bottom
    return finite


def turn(boxes: NDArray[np.float32], turned: int) -> NDArray[np.float32]:
    """Boxes as seen with the page turned so that its text can be read: see `reading_order`."""
    left, top, right, bottom = boxes.T
    match turned:
        case 1:
            return np.stack([top, -right, bottom, -left], axis=1)
        case -1:
            return np.stack([-bottom, left, -top, right], axis=1)
        case _:
            return np.stack([-right, -bottom, -left, -top], axis=1)


def turn_back(box: Box, turned: int) -> Box:
    """A box on the turned page as a box on the shown one."""
    left, top, right, bottom = box
    match turned:
        case 1:
            return Box(-bottom, left, -top, right)
        case -1:
            return Box(top, -right, bottom, -left)
        case 2:
            return Box(-right, -bottom, -left, -top)
        case _:
            return box


def extent(page: PageCharacters, turned: int) -> tuple[float, float]:
    """The top and bottom of the page as `turn` leaves it."""
    match turned:
        case 1:
            return -page.width, 0.0
        case -1:
            return 0.0, page.width
        case 2:
            return -page.height, 0.0
        case _:
            return 0.0, page.height


def find_pieces(
    page: PageCharacters, visible: NDArray[np.intp], *, may_turn: bool = True
) -> tuple[list[Piece], int]:
    """The page's pieces as drawn, or none and which way most of its text is turned."""
    if not len(visible):
        return [], 0
    codes, boxes = page.codes[visible], page.boxes.take(visible, axis=0)
    left, top, right, bottom = np.ascontiguousarray(boxes.T, np.float64)
    middle = (top + bottom) / 2
    size = np.maximum(bottom - top, 0.1)
    lines = np.cumsum((page.codes == 10) | (page.codes == 13))[visible]

    broken = lines[1:] != lines[:-1]
    steps = _Steps(np.diff(left), np.diff(middle))
    runs_down = _runs_down(page, visible, lines, steps)
    turned = _turned(page, visible, runs_down, ~broken, steps) if may_turn else 0
    if turned:
        return [], turned
    backwards = is_one_of(codes >> 8, _RIGHT_TO_LEFT)
    backwards = backwards[1:] | backwards[:-1]
    gap = np.where(backwards, left[:-1] - right[1:], left[1:] - right[:-1])
    back, drop = np.where(backwards, -steps.across, steps.across), np.abs(steps.down)
    larger = np.maximum(size[1:], size[:-1])
    split = broken | (gap > 1.5 * larger) | (back < -0.5 * larger) | (drop > 0.7 * larger)
    if runs_down.any():
        down = broken | (drop > 3 * np.maximum(larger, (right - left)[1:]))
        split = np.where(runs_down[1:], down, split)

    starts = np.concatenate(([0], np.flatnonzero(split) + 1))
    ends = np.concatenate((starts[1:], [len(visible)]))
    cjk = codes >= CJK_START
    figures = ((codes >= 0x24) & (codes <= 0x39)) | (codes == 0x2014) | (codes == 0x2013)
    # Raised marks are lower than the rest: the character of middle height has the line's size, of
    # those that can be no mark where there are any. A short last line may be of marks for the most.
    piece_of = np.repeat(np.arange(len(starts)), ends - starts)
    marks = is_one_of(codes, _MARKS)
    others = ends - starts - np.add.reduceat(marks, starts, dtype=np.int64)
    counted = np.where(others, others, ends - starts)
    usuals = np.lexsort((size, marks, piece_of))[starts + counted // 2]
    heights = size[usuals].tolist()
    sizes = map(page.size, visible[usuals].tolist())
    pieces = [
        Piece(*piece)
        for piece in zip(  # in the order of its fields
            visible[starts].tolist(),
            (visible[ends - 1] + 1).tolist(),
            np.minimum.reduceat(left, starts).tolist(),
            np.minimum.reduceat(top, starts).tolist(),
            np.maximum.reduceat(right, starts).tolist(),
            np.maximum.reduceat(bottom, starts).tolist(),
            (np.add.reduceat(middle, starts) / (ends - starts)).tolist(),
            [size or height for size, height in zip(sizes, heights, strict=True)],
            np.add.reduceat(1 + cjk, starts).tolist(),
            np.add.reduceat(figures, starts, dtype=np.int64).tolist(),
            [chr(code).islower() for code in codes[starts].tolist()],
            (runs_down[starts] & (ends - starts > 1)).tolist(),
            strict=True,
        )
    ]
    return _stacked(pieces, page.codes), 0


def _runs_down(
    page: PageCharacters,
    visible: NDArray[np.intp],
    lines: NDArray[np.intp],
    steps: _Steps,
) -> NDArray[np.bool_]:
    """For each character, whether its line runs down or up the page rather than across it.

    `lines`: the drawn line each belongs to. Digits below each other are a table's column: only
    Chinese stands upright in a vertical line, other letters lie on their side.
    """
    inside = lines[1:] == lines[:-1]
    across, downwards = (
        np.bincount(lines[1:], np.abs(step) * inside, lines[-1] + 1) for step in steps
    )
    down = downwards > 2 * across
    for line in np.flatnonzero(down):
        members = visible[lines == line]
        lying = abs(np.sin(page.angle(int(members[0])))) > 0.7
        down[line] = lying or _stand_upright(page.codes[members])
    return np.asarray(down[lines])


def _stand_upright(codes: NDArray[np.uint32]) -> bool:
    chinese = float((codes >= CJK_START).mean()) >= 0.5
    return chinese and not {chr(code) for code in codes} <= _CHINESE_NUMERALS


def _turned(
    page: PageCharacters,
    visible: NDArray[np.intp],
    runs_down: NDArray[np.bool_],
    inside: NDArray[np.bool_],
    steps: _Steps,
) -> int:
    """1 where most text is turned so that it runs down the page, -1 where up, 2 where upside down,
    0 otherwise; `inside`: steps that stay on a line."""
    left_to_right = ~is_one_of(page.codes[visible] >> 8, _RIGHT_TO_LEFT)
    backwards = inside & (steps.across < 0) & (np.abs(steps.down) < np.abs(steps.across))
    if (backwards & left_to_right[1:]).sum() * 2 > max(inside.sum(), 1):
        return 2
    if runs_down.sum() * 2 <= len(visible):
        return 0
    if abs(np.sin(page.angle(int(visible[np.argmax(runs_down)])))) < 0.7:
        return 0
    return 1 if float(steps.down[runs_down[1:] & inside].sum()) > 0 else -1


def _stacked(pieces: list[Piece], codes: NDArray[np.uint32]) -> list[Piece]:
    """Single Chinese characters drawn one below the other, made one vertical piece each run."""
    joined: list[Piece] = []
    run: list[Piece] = []

    def close() -> None:
        if len(run) >= 3 and _stand_upright(codes[[piece.start for piece in run]]):
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
