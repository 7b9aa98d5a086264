"""Tables on pages that have only characters at places: lines whose cells stand in columns.

Nothing of the page's text depends on it. Where columns cannot be told for certain there is no
table, and the text is read as any other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.readers.blocks import has_figures, head_rows
from ingest.types import Cell, Line, RawPage, Table

_GAP_EMS = 0.8
"""Between two cells; wider than most spaces in justified text."""

_SIGNS_BEFORE = frozenset(("$", "€", "£", "¥", "(", "NT$", "US$"))
_SIGNS_AFTER = frozenset((")", "%", "%)", ")%", "％"))

_LEAST_ROWS = 3
_MOST_HEAD_LINES = 6
"""Heads are broken into lines to be narrow."""

_FARTHEST_EMS = 4.0
"""From the middle of one row to the next."""

_OTHER_SIZE = 0.1

_ALONE = 2
"""Lines together with one cell only that a table may have: a group's name, a broken cell. A cell
of an inner column may go on for longer."""

_NARROW = 0.6
"""The share of the table's width that such a line takes at the most."""

LEADING_EMS = 1.6
"""From one line of a cell, or of a list's item, to its next, at the most."""

_SAME_EDGE = 2.0
"""Points between the left edges of lines that begin at the same place."""

_GUTTER_EMS = 0.4
_SHARE = 0.5
"""Of a column's width, that a cell covers when it stands in that column too."""


class Piece(NamedTuple):
    """A cell, or a line of one: its offsets in the text, and where it stands across the page."""

    start: int
    end: int
    left: float
    right: float


class Row(NamedTuple):
    """A printed line of a table."""

    number: int
    """Of the line, in the page's lines."""

    line: Line
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it is printed, line by line."""

    rows: Sequence[Row]
    """Lines of the page that follow one another."""

    cells: Sequence[tuple[Cell, ...]]
    """Each row's pieces in their columns."""

    heads: int
    certain: int
    """How many of the rows are the table's. Those below have one cell each: they go on with the
    last row, or are what stands below the table."""

    @property
    def table(self) -> Table:
        return Table(tuple(self.cells[: self.certain]), self.heads)

    @property
    def heads_end(self) -> int:
        """The offset at which its first row below the heads begins."""
        return self.rows[self.heads].line.start


def find_grids(page: RawPage) -> list[Grid]:
    """The page's tables, top to bottom."""
    if page.boxes is None or len(page.lines) < _LEAST_ROWS:
        return []
    return [grid for run in _runs(_rows(page, page.boxes)) for grid in _grids(page, run)]


def _rows(page: RawPage, boxes: NDArray[np.float32]) -> list[Row]:
    """Each line with its pieces; none for lines that do not run across the page."""
    count = len(page.lines)
    # A line's characters, and the break behind it, belong to it.
    starts = np.array([line.start for line in page.lines] + [len(boxes)])
    shown = np.flatnonzero(np.isfinite(boxes[:, 0]))
    line_of = np.repeat(np.arange(count), np.diff(starts))[shown - starts[0]]
    sizes = np.array([line.size or np.inf for line in page.lines])[line_of[1:]]
    lefts, rights = boxes[shown, 0], boxes[shown, 2]
    gaps = lefts[1:] - rights[:-1]
    same = line_of[1:] == line_of[:-1]
    begun = np.concatenate(([True], ~same | (gaps > _GAP_EMS * sizes))).nonzero()[0]
    backwards = set(line_of[1:][same & (gaps < -2 * sizes)].tolist())
    pieces: list[list[Piece]] = [[] for _ in range(count)]
    if len(shown):
        # One look for all pieces: a page of a report has hundreds.
        ends = np.concatenate((begun[1:], [len(shown)])) - 1
        for number, *piece in zip(
            line_of[begun].tolist(),
            shown[begun].tolist(),
            (shown[ends] + 1).tolist(),
            lefts[begun].tolist(),
            np.maximum.reduceat(rights, begun).tolist(),
            strict=True,
        ):
            pieces[number].append(Piece(*piece))
    rows = []
    for number, line in enumerate(page.lines):
        if line.box is None or not line.size or number in backwards:
            rows.append(Row(number, line, ()))
        else:
            rows.append(Row(number, line, tuple(_joined(page.text, pieces[number]))))
    return rows


def _joined(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, signs that stand apart put to their figures: `$` may be at the column's edge."""
    before: Piece | None = None
    for piece in pieces:
        if before is not None and (
            text[before.start : before.end] in _SIGNS_BEFORE
            or text[piece.start : piece.end] in _SIGNS_AFTER
        ):
            before = Piece(before.start, piece.end, before.left, piece.right)
            continue
        if before is not None:
            yield before
        before = piece
    if before is not None:
        yield before


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows one below the other that may be a table's."""
    run: list[Row] = []
    for row in rows:
        if run and not _follows(run, row):
            yield run
            run = []
        if run or len(row.pieces) > 1:
            run.append(row)
    if run:
        yield run


def _follows(run: Sequence[Row], row: Row) -> bool:
    before = run[-1].line
    if not row.pieces or before.box is None or row.line.box is None or not before.size:
        return False
    if abs((row.line.size or 0.0) - before.size) > _OTHER_SIZE * before.size:
        return False  # Footnotes below a table, or a heading.
    step = (row.line.box.top + row.line.box.bottom - before.box.top - before.box.bottom) / 2
    if not 0 < step < _FARTHEST_EMS * before.size:
        return False
    if len(row.pieces) > 1:
        return True
    (piece,) = row.pieces
    if step < LEADING_EMS * before.size and any(
        abs(piece.left - inner.left) < _SAME_EDGE for one in run for inner in one.pieces[1:]
    ):
        return True
    left = min(piece.left for one in run for piece in one.pieces)
    right = max(piece.right for one in run for piece in one.pieces)
    narrow = piece.right - piece.left < _NARROW * (right - left)
    inside = piece.left >= left - 2 and piece.right <= right + 2
    return narrow and inside and any(len(one.pieces) > 1 for one in run[-_ALONE:])


def _grids(page: RawPage, run: Sequence[Row]) -> Iterator[Grid]:
    if sum(len(row.pieces) > 1 for row in run) < _LEAST_ROWS:
        return
    columns = _columns(page, run)
    if not 2 <= len(columns) <= max(len(row.pieces) for row in run) + 1:
        return
    rows = _placed(run, columns)
    for number, row in enumerate(rows):
        if len({cell.column for cell in row}) < len(row):
            # Two cells in one column: it is a caption, or what stands from here on is another.
            yield from _grids(page, run[:number])
            yield from _grids(page, run[max(number, 1) :])
            return
    if sum(len(row) > 1 for row in rows) >= _LEAST_ROWS:
        certain = max(number for number, row in enumerate(rows, start=1) if len(row) > 1)
        yield Grid(run, rows, _heads(page, run[:certain], rows[:certain]), certain)


def _columns(page: RawPage, run: Sequence[Row]) -> list[tuple[float, float]]:
    """Where the columns are: between strips that no cell of a full row stands in."""
    most = max(len(row.pieces) for row in run)
    full = [row for row in run if len(row.pieces) >= max(2, 0.6 * most)]
    with_figures = [
        row
        for row in full
        if any(
            char.isdigit()
            for piece in row.pieces[1:]
            for char in page.text[piece.start : piece.end]
        )
    ]
    # Heads are often wider than what stands below them.
    rows = with_figures[1:] if len(with_figures) > _LEAST_ROWS else with_figures
    rows = rows if len(rows) >= 2 else full
    edges = sorted((piece.left, piece.right) for row in rows for piece in row.pieces)
    gutter = _GUTTER_EMS * median(row.line.size or 0.0 for row in rows)
    columns = [edges[0]]
    for left, right in edges[1:]:
        if left > columns[-1][1] + gutter:
            columns.append((left, right))
        else:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
    return columns


def _placed(run: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[tuple[Cell, ...]]:
    """Each row's cells: each in the column that it shares most with and those beside that it
    covers."""
    pieces = [piece for row in run for piece in row.pieces]
    left, right = np.array(columns).T
    begin, end = np.array([(piece.left, piece.right) for piece in pieces]).T[:, :, None]
    shared = np.minimum(end, right) - np.maximum(begin, left)
    covered = shared >= _SHARE * np.maximum(right - left, 1.0)
    cells = map(_cell, pieces, shared.argmax(axis=1).tolist(), covered.tolist())
    return [tuple(islice(cells, len(row.pieces))) for row in run]


def _cell(piece: Piece, column: int, covered: Sequence[bool]) -> Cell:
    first = last = column
    while first > 0 and covered[first - 1]:
        first -= 1
    while last + 1 < len(covered) and covered[last + 1]:
        last += 1
    return Cell(piece.start, piece.end, first, last - first + 1)


def _heads(page: RawPage, run: Sequence[Row], rows: Sequence[Sequence[Cell]]) -> int:
    """How many of the rows are column heads: those that alone are bold, else those above the first
    figures."""
    bold = [row.line.bold for row in run]
    first_plain = bold.index(False) if False in bold else 0
    if 0 < first_plain <= _MOST_HEAD_LINES and not any(bold[first_plain:]):
        return first_plain
    texts: list[list[str]] = []
    for row in rows:
        by_column = [""] * (max(cell.column for cell in row) + 1)
        for cell in row:
            by_column[cell.column] = page.text[cell.start : cell.end]
        texts.append(by_column)
    if not any(map(has_figures, texts)):
        return int(run[0].line.bold and not run[1].line.bold)
    return head_rows(texts, most=_MOST_HEAD_LINES)
