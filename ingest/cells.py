"""What a place in a table's rows means: its row, its columns, the unit it counts in.

A cell says nothing without the heads of its row and column. The quote stays as printed; these go
with it as context, for search, for answering and on the citation.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ingest.types import Cell, Page, Table, TableContext

_CURRENCY = (
    r"(?:(?:NT|US|HK|[A-Z])?[$€£¥]|EUR|USD|NTD|TWD|JPY|GBP|CNY|THB|VND|MYR|IDR|PHP|INR"
    r"|新[臺台]幣|新台币|美金|人民幣)"
)
_SCALE = r"(?:thousands?|millions?|billions?|trillions?|bn|mn|k|m|百萬|千萬|十億|[千萬億兆]+)"
_COUNTED = (
    r"(?:[美歐日泰]?元|歐元|圓|人次?|家次?|件|項|戶|噸|公噸|公里|公頃|度|年|個?月|日|天|小時|歲|[%％‰]"
    r"|percent(?:age points)?|per cent|years?|months?|days?|hours?|people|persons?|dollars|euros?"
    r"|tons?|tonnes?|km²?|kg|ha|[kMGT]W(?:h|p)?|projects?|firms?|companies|cases)"
)
_UNIT = re.compile(
    r"(?:單位|单位|[Uu]nits?)\s*[：:]\s*(?P<named>[^()（）；;。|\n]{1,40})"
    rf"|[(（](?:in\s+)?(?P<bracketed>(?=[^)）]){_CURRENCY}?\s*{_SCALE}?\s*(?:of\s+)?"
    rf"(?:{_CURRENCY}|{_COUNTED})?)(?:[,，;；][^)）]{{0,60}})?[)）]",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:NT|US|HK)?[^\w%％]*\d[^a-z%％\u2e80-\uffef]*", re.IGNORECASE)
"""A figure without a unit of its own."""

_SHOWN = 200
"""Characters of a title or head on a citation."""

_CONTEXT = 1000
"""Characters of a table's caption and heads that a chunk carries along."""

_MOST_CELLS = 40
_MOST_HEADS = 2


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell of a quote, with what stands above it."""

    column: str
    """The heads of its column, outermost first; empty where the table has none."""

    text: str
    start: int
    end: int
    """Offsets in the page's stored text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a table a quote stands; what the table does not say is None."""

    table: str | None
    """Its caption."""

    row: str | None
    """The row's head: its first cell."""

    cells: tuple[PlacedCell, ...]
    """The quote's other cells, or those that answer where that can be told."""

    stated_unit: str | None
    """What the row's head, the caption or a line beside the table says it counts in."""

    starts: tuple[int, ...] = ()
    """Where each cell of the quote begins, its row's head included, in the page's stored text."""

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cell.column for cell in self.cells if cell.column))

    @property
    def unit(self) -> str | None:
        """What its bare figures count in: as their columns say, else the row or the table."""
        if not any(_BARE.fullmatch(cell.text) for cell in self.cells):
            return None
        own = {_unit(column) for column in self.columns}
        return own.pop() or self.stated_unit if len(own) == 1 else self.stated_unit

    def narrowed(self, favour: Callable[[PlacedCell], float]) -> "Place":
        """The place with the cells that `favour` gives most, where it gives some more than none."""
        scores = [favour(cell) for cell in self.cells]
        best = max(scores, default=0.0)
        if best <= 0:
            return self
        kept = tuple(cell for cell, score in zip(self.cells, scores, strict=True) if score == best)
        return replace(self, cells=kept)


def find_place(page: Page, start: int, end: int) -> Place | None:
    """Where in a table `page.text[start:end]` stands; None outside of tables and across rows."""
    for table, row in _rows_between(page, start, end):
        cells = tuple(
            PlacedCell(
                column_head(page.text, table, cell)[:_SHOWN],
                page.text[cell.start : cell.end],
                cell.start,
                cell.end,
            )
            for cell in row
            if cell.column and cell.start < end and cell.end > start
        )
        row_head = _row_head(page.text, table, row)
        title = _title(page.text, table)
        corner = column_head(page.text, table, Cell(0, 0, 0))
        unit = _unit(row_head, title, corner, *_lines_beside(page.text, table))
        starts = tuple(cell.start for cell in row if start <= cell.start < end)
        place = Place(
            title[:_SHOWN] if title else None,
            row_head,
            cells[:_MOST_CELLS],
            unit,
            starts[:_MOST_CELLS],
        )
        if cells and (place.columns or place.table):
            return place
    return None


def row_end(page: Page, start: int, end: int) -> int:
    """Where the row that these offsets begin ends, its broken lines included.

    A line that leaves the first column empty goes on with the row above it. `end` outside of
    tables.
    """
    for table, row in _rows_between(page, start, end):
        below = table.rows[table.rows.index(row) + 1 :]
        for line in takewhile(lambda line: line[0].column > 0, below):
            end = max(end, line[-1].end)
    return end


def _row_head(text: str, table: Table, row: tuple[Cell, ...]) -> str | None:
    """The row's first cell, behind the lines just above that have no other: a group's name, or the
    beginning of a head that is broken into lines."""
    if row[0].column:
        return None
    heads = [row[0]]
    for above in reversed(table.rows[table.heads : table.rows.index(row)]):
        if len(above) > 1 or above[0].column or above[0].span > 1 or len(heads) > _MOST_HEADS:
            break
        heads.append(above[0])
    return " / ".join(text[cell.start : cell.end] for cell in reversed(heads))[:_SHOWN]


def _rows_between(page: Page, start: int, end: int) -> Iterator[tuple[Table, tuple[Cell, ...]]]:
    """The row that holds the span, with its table; nothing where it reaches beyond one row."""
    for table in page.tables:
        inside = _inside(table, start, end)
        if len(inside) == 1 and start >= _line_start(page.text, inside[0]):
            yield table, inside[0]


def _inside(table: Table, start: int, end: int) -> Sequence[tuple[Cell, ...]]:
    """The rows below the heads that share characters with `start` to `end`."""
    rows = table.rows[table.heads :]
    first = bisect_right(rows, start, key=lambda row: row[-1].end)
    last = bisect_left(rows, end, key=lambda row: row[0].start)
    return rows[first:last]


def _line_start(text: str, row: tuple[Cell, ...]) -> int:
    return text.rfind("\n", 0, row[0].start) + 1


def column_head(text: str, table: Table, cell: Cell) -> str:
    """The heads above a cell, outermost first; empty where there are none."""
    heads: list[str] = []
    for row in table.rows[: table.heads]:
        above = next(
            (
                head
                for head in row
                if head.column < cell.column + cell.span and cell.column < head.column + head.span
            ),
            None,
        )
        if above is not None:
            heads.append(text[above.start : above.end])
    return " / ".join(dict.fromkeys(heads))


def contexts(page: Page, start: int, end: int) -> Iterator[TableContext]:
    """For each table with rows in `page.text[start:end]`, what they are read with."""
    for table in page.tables:
        inside = _inside(table, start, end)
        heads = [
            page.text[cell.start : cell.end] for row in table.rows[: table.heads] for cell in row
        ]
        said = [title] if (title := _title(page.text, table)) else []
        if inside and (said or heads):
            text = " ".join([*said, " | ".join(dict.fromkeys(heads))]).strip()[:_CONTEXT]
            first = max(start, _line_start(page.text, inside[0]))
            yield TableContext(first, min(end, inside[-1][-1].end), text)


def _title(text: str, table: Table) -> str | None:
    return text[slice(*table.title)] if table.title else None


def _lines_beside(text: str, table: Table) -> list[str]:
    """The lines above and below a table, where a unit may stand."""
    first = next((row[0].start for row in table.rows if row), 0)
    last = next((row[-1].end for row in reversed(table.rows) if row), 0)
    above = text[:first].rstrip("\n").rpartition("\n")[2]
    below = text[last:].lstrip("\n").partition("\n")[0]
    return [above[-_SHOWN:], below[:_SHOWN]]


def _unit(*places: str | None) -> str | None:
    """The unit that the nearest of these texts names."""
    for text in places:
        if text and (match := _UNIT.search(text)):
            return (match["named"] or match["bracketed"]).strip()
    return None
