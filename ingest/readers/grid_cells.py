"""Tables whose cells are broken into lines, written cell by cell.

A printed line of such a table holds a stretch of every cell of its row, and reads as nonsense:
"Sells goods abroad and  Eximbank accounts  up to 360 days of". Rows are told by the wider gaps
between them. Where that is not certain, the lines stay as they are printed.

A list is no table, though its marks stand in a column: its items are paragraphs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from ingest.readers.blocks import is_figure
from ingest.readers.grid import LEADING_EMS, Grid, Piece, find_grids
from ingest.types import Box, Cell, Line, RawPage, Table

_LEAST_STEP_EMS = 0.9
"""Between two lines of a cell; a cell that is centred beside others stands closer to them."""

_WIDER = 1.2
"""How many times the step from line to line is the step from row to row, at the least."""

_LEAST_SHORT = 0.3
"""The share of broken rows that have a cell of fewer lines than another. Rows that merely stand
close to each other, in groups, have all of their cells in every line."""

_LEAST_FULL = 0.75
"""The share of a cell's lines, but for its last, in which the next word had no room."""

_SPARE_EMS = 0.5

_LIST_MARK = re.compile(
    r"\W{1,2}|[(（\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3})[)）\].、．:]?"
)


class _Part(NamedTuple):
    """A printed line of a cell, placed in its column."""

    line: Line
    piece: Piece
    cell: Cell


_BrokenRow = Sequence[Sequence[_Part]]
"""A row's cells from left to right, each with its parts from top to bottom."""


def with_tables(page: RawPage) -> RawPage:
    """The page with its tables, those whose cells are broken into lines written cell by cell."""
    lines, tables = list(page.lines), list[Table]()
    # From the last to the first, so that the numbers of the lines before stay what they are.
    for grid in reversed(find_grids(page)):
        first, starts = grid.rows[0].number, _row_starts(grid)
        if _is_list(page, grid):
            lines[first : first + len(grid.rows)] = _items(grid)
        elif (rows := _broken_rows(page, grid, starts)) is None:
            tables.append(grid.table)
        else:
            lines[first : first + starts[-1]] = _lines(page, rows)
            heads = sum(row[0][0].piece.start < grid.heads_end for row in rows)
            tables.append(Table(tuple(tuple(map(_cell, row)) for row in rows), heads))
    return _rewritten(page, lines, tables[::-1])


def _is_list(page: RawPage, grid: Grid) -> bool:
    firsts = [row[0] for row in grid.cells if row[0].column == 0]
    return max(cell.column for row in grid.cells for cell in row) == 1 and all(
        _LIST_MARK.fullmatch(page.text[cell.start : cell.end]) for cell in firsts
    )


def _items(grid: Grid) -> Iterator[Line]:
    """A list's lines, of which those with a mark, and those behind a gap, start a paragraph."""
    for row, (cell, *_), step in zip(grid.rows, grid.cells, [0.0, *_steps(grid)], strict=True):
        behind_gap = step > LEADING_EMS * (row.line.size or 0.0)
        yield replace(row.line, paragraph=cell.column == 0 or behind_gap)


# ---- rows ---------------------------------------------------------------------------------------


def _broken_rows(page: RawPage, grid: Grid, starts: Sequence[int]) -> list[_BrokenRow] | None:
    """The table's rows, one of them broken at least; None where they cannot be told for certain."""
    rows = []
    for start, end in pairwise(starts):
        row = _one_row(page, grid, start, end)
        if row is None:
            return None
        rows.append(row)
    broken = [row for row in rows if max(map(len, row)) > 1]
    short = sum(min(map(len, row)) < max(map(len, row)) for row in broken if len(row) > 1)
    if not broken or short < _LEAST_SHORT * len(broken):
        return None
    return rows if _are_full(page, rows) else None


def _row_starts(grid: Grid) -> list[int]:
    """Which of the printed lines begin a row, and where the last ends; none where no gaps are
    wider than others."""
    steps = _steps(grid)
    em = median(row.line.size or 0.0 for row in grid.rows)
    usual = sorted(step for step in steps[: grid.certain - 1] if step >= _LEAST_STEP_EMS * em)
    wider = next((pair for pair in pairwise(usual) if pair[1] >= _WIDER * pair[0]), None)
    if wider is None:
        return []
    starts = [number for number, step in enumerate(steps, start=1) if step > sum(wider) / 2]
    end = next((start for start in starts if start >= grid.certain), len(grid.rows))
    return sorted({0, grid.heads, *(start for start in starts if start < end), end})


def _steps(grid: Grid) -> list[float]:
    """Points from the middle of each printed line to the next."""
    boxes = [row.line.box for row in grid.rows]
    middles = [(box.top + box.bottom) / 2 for box in boxes if box is not None]
    return [after - before for before, after in pairwise(middles)]


def _one_row(page: RawPage, grid: Grid, start: int, end: int) -> _BrokenRow | None:
    """These lines as one row; None where they are several."""
    by_column: dict[int, list[_Part]] = {}
    for row, cells in zip(grid.rows[start:end], grid.cells[start:end], strict=True):
        for piece, cell in zip(row.pieces, cells, strict=True):
            by_column.setdefault(cell.column, []).append(_Part(row.line, piece, cell))
    columns = [by_column[column] for column in sorted(by_column)]
    for before, after in pairwise(columns):
        if max(part.cell.column + part.cell.span for part in before) > after[0].cell.column:
            return None
    for parts in columns:
        if sum(is_figure(page.text[part.cell.start : part.cell.end]) for part in parts) > 1:
            return None
    return columns


def _are_full(page: RawPage, rows: Sequence[_BrokenRow]) -> bool:
    """Whether most lines within a cell were broken because the next word had no room."""
    edges: dict[int, float] = {}
    for parts in (parts for row in rows for parts in row):
        column = parts[0].cell.column
        edges[column] = max(edges.get(column, 0.0), *(part.piece.right for part in parts))
    full = [
        edges[before.cell.column] - before.piece.right
        < _first_word(page, after.piece) + _SPARE_EMS * (after.line.size or 0.0)
        for row in rows
        for parts in row
        for before, after in pairwise(parts)
    ]
    return sum(full) >= _LEAST_FULL * len(full)


def _first_word(page: RawPage, piece: Piece) -> float:
    """Its width in points; of Chinese, which may be broken anywhere, that of a character."""
    assert page.boxes is not None  # noqa: S101  or there were no pieces
    text = page.text[piece.start : piece.end]
    length = len(text.split(maxsplit=1)[0]) if text[0] < "\u2e80" else 1
    rights = page.boxes[piece.start : piece.start + length, 2]
    return float(np.nanmax(rights)) - piece.left


# ---- writing ------------------------------------------------------------------------------------


def _lines(page: RawPage, rows: Sequence[_BrokenRow]) -> Iterator[Line]:
    """A line for each part, at its offsets in the text as it was."""
    assert page.boxes is not None  # noqa: S101  or there were no pieces
    for row in rows:
        for number, parts in enumerate(row):
            for part in parts:
                start, end = part.piece.start, part.piece.end
                boxes = page.boxes[start:end]
                boxes = boxes[np.isfinite(boxes).all(axis=1)]
                left, top = boxes[:, :2].min(axis=0).tolist()
                right, bottom = boxes[:, 2:].max(axis=0).tolist()
                yield replace(
                    part.line,
                    start=start,
                    end=end,
                    box=Box(left, top, right, bottom),
                    paragraph=part is row[0][0],
                    cell=number,
                )


def _cell(parts: Sequence[_Part]) -> Cell:
    """The whole cell, at its offsets in the text as it was."""
    column = parts[0].cell.column
    last = max(part.cell.column + part.cell.span for part in parts)
    return Cell(parts[0].piece.start, parts[-1].piece.end, column, last - column)


def _rewritten(page: RawPage, lines: Sequence[Line], tables: Sequence[Table]) -> RawPage:
    """The page with these lines, in their order; their offsets, and the tables', are of its text
    as it was."""
    if page.boxes is None or all(line.cell is None for line in lines):
        return replace(page, lines=tuple(lines), tables=tuple(tables))
    order = np.concatenate([np.arange(line.start, line.end + 1) for line in lines])[:-1]
    ends = np.cumsum([line.end + 1 - line.start for line in lines]) - 1
    places = np.zeros(len(page.text) + 1, np.int64)
    places[order] = np.arange(len(order))
    order[ends[:-1]] = 0  # Line breaks, which have no box.
    boxes = page.boxes[order]
    boxes[ends[:-1]] = np.nan

    def moved(cell: Cell) -> Cell:
        first, last = places[[cell.start, cell.end - 1]].tolist()
        return cell._replace(start=first, end=last + 1)

    return replace(
        page,
        text="\n".join(page.text[line.start : line.end] for line in lines),
        lines=tuple(
            replace(line, start=end - (line.end - line.start), end=end)
            for line, end in zip(lines, ends.tolist(), strict=True)
        ),
        boxes=boxes,
        tables=tuple(
            Table(tuple(tuple(map(moved, row)) for row in table.rows), table.heads)
            for table in tables
        ),
    )
