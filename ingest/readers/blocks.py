"""What formats without pages are made of: blocks, laid out as one page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ingest.types import CELL_BREAK, Cell, Line, PageState, RawPage, Table

HARD_BREAK = "\v"
"""Stands for a line break that is printed, in text whose own line breaks are not."""

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WIDE_WRAP = re.compile(rf"(?<={_WIDE})[ \t]*\n[ \t\n]*(?={_WIDE})")
_SPACES = re.compile("[ \t\n]+")

_FIGURE = re.compile(
    r"[(（+−–-]?\s*(?:[A-Z]{0,3}[$€£¥]|[A-Z]{3})?\s*[-−]?\d[\d,. ]*\s*"
    r"(?:%|％|[A-Z]{3}|[萬億兆元]{1,3}|[KMB]n?)?\s*[)）]?"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/–]\d\d(?:\d\d)?)?")


class CellText(NamedTuple):
    """A cell as a format without coordinates gives it."""

    text: str
    span: int = 1
    """How many columns it covers."""


class Block(NamedTuple):
    """A paragraph, heading, list item or table row; a line break in it is one that is printed."""

    text: str
    heading: int | None = None
    cells: tuple[CellText, ...] = ()
    """Of a table row; its text is theirs, joined."""

    heads: int | None = None
    """In the first row of a table only: how many of its rows are column heads."""

    caption: bool = False
    """Names the next table below."""


def printable(text: str) -> str:
    """The text with one kind of line break, and without control characters or lone surrogates.

    No reader prints those, and a stored text, a database or a screen may refuse them.
    """
    return _UNPRINTED.sub("", _BREAKS.sub("\n", text))


def unwrap(text: str) -> str:
    """Undo the line breaks of a source file; `HARD_BREAK` becomes the line break it stands for.

    Between two Chinese characters the break goes without a trace, elsewhere it becomes a space.
    """
    lines = _UNPRINTED.sub("", text.replace("\r", "\n")).split(HARD_BREAK)
    return "\n".join(_SPACES.sub(" ", _WIDE_WRAP.sub("", line)) for line in lines)


def one_line(text: str) -> str:
    """The text on a single line, as for a title or a table's cell."""
    return " ".join(printable(text).split())


def table_blocks(
    rows: Iterable[Sequence[CellText]], *, heads: int | None = None, caption: str = ""
) -> Iterator[Block]:
    """A table's rows, each its cells in order, empty ones too, so that columns stay in line.

    `heads` is how many rows are column heads, where the format says so; else the rows tell.
    """
    if one_line(caption):
        yield Block(one_line(caption), caption=True)
    texts = [tuple(CellText(one_line(cell.text), cell.span) for cell in row) for row in rows]
    filled = [row for row in texts if any(cell.text for cell in row)]
    if heads is not None:
        heads = sum(any(cell.text for cell in row) for row in texts[:heads])
    else:
        heads = head_rows([[cell.text for cell in row] for row in filled])
    for number, row in enumerate(filled):
        yield Block(
            CELL_BREAK.join(cell.text for cell in row),
            cells=row,
            heads=heads if number == 0 else None,
        )


def head_rows(rows: Sequence[Sequence[str]], *, most: int = 3) -> int:
    """How many of a table's first rows are column heads: those above the first with figures.

    Years may head columns. A table of words has its heads in the first row, as people set them.
    """
    if len(rows) < 2:
        return 0
    above = next((number for number, row in enumerate(rows) if has_figures(row)), None)
    if above is None:
        return 1
    return above if above <= most else 1


def has_figures(row: Sequence[str]) -> bool:
    """Whether a row has a number or an amount behind its first cell; a year does not count."""
    return any(is_figure(text) and not _YEAR.fullmatch(text) for text in row[1:])


def is_figure(text: str) -> bool:
    """Whether a cell holds a number or an amount, or a year, and nothing else."""
    return _FIGURE.fullmatch(text) is not None


def page_of(
    blocks: Iterable[Block], *, label: str | None = None, state: PageState | None = None
) -> RawPage:
    """One page of a format without coordinates; its text is empty when no block has any.

    A block's first line starts a paragraph, and so does a line indented the Chinese way.
    """
    texts: list[str] = []
    lines: list[Line] = []
    tables: list[tuple[list[tuple[Cell, ...]], int, tuple[int, int] | None]] = []
    caption: tuple[int, int] | None = None
    end = -1
    for block in blocks:
        first = True
        for printed in [block.text] if block.cells else printable(block.text).split("\n"):
            # A row's empty cells at its ends keep their place.
            text = printed.strip(" \t" if block.cells else None)
            if not text:
                continue
            start, end = end + 1, end + 1 + len(text)
            indented = printed.startswith("\u3000")
            lines.append(
                Line(start, end, heading=block.heading, paragraph=first or indented),
            )
            if block.cells:
                if block.heads is not None:
                    tables.append(([], block.heads, caption))
                lead = len(printed) - len(printed.lstrip(" \t"))
                tables[-1][0].append(tuple(_placed(block.cells, start - lead)))
                caption = None
            elif block.caption:
                caption = (start, end)
            elif block.heading:
                caption = None
            texts.append(text)
            first = False
    return RawPage(
        "\n".join(texts),
        tuple(lines),
        label=label,
        tables=tuple(Table(tuple(rows), heads, title) for rows, heads, title in tables),
        state=state,
    )


def _placed(cells: Iterable[CellText], start: int) -> Iterator[Cell]:
    column = 0
    for cell in cells:
        if cell.text:
            yield Cell(start, start + len(cell.text), column, cell.span)
        start += len(cell.text) + len(CELL_BREAK)
        column += cell.span
