"""What a place in a table's rows means: its row, its columns, the unit it counts in.

A cell says nothing without the heads of its row and column. The quote stays as printed; these go
with it as context, for search, for answering and on the citation.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.types import Cell, Page, Table, TableContext

_UNIT = re.compile(
    r"(?:單位|单位|[Uu]nits?)\s*[：:]\s*(?P<named>[^()（）；;。|\n]{1,40})"
    r"|[(（](?:in\s+)?(?P<bracketed>(?:[^()（）\d]{0,20}(?:[%％$€£¥元圓幣年月日時人家件噸]"
    r"|\b(?:EUR|USD|NTD|TWD|JPY|GBP|CNY|THB|VND|MYR|IDR|PHP|INR)\b"
    r"|\b(?:million|billion|thousand|percent|per cent|years?|months?|days?|hours?|people|persons?"
    r"|tons?|tonnes?|km|kg|kW|MW|GW|kWh|MWh)\b)[^()（）\d]{0,20}))[)）]"
)
_SHOWN = 200
"""Characters of a title or head on a citation."""

_CONTEXT = 1000
"""Characters of a table's caption and heads that a chunk carries along."""

_MOST_CELLS = 40


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

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cell.column for cell in self.cells if cell.column))

    @property
    def unit(self) -> str | None:
        """The unit of its cells: that of their columns, else that of the row or the table."""
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
        first = row[0]
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
        row_head = page.text[first.start : first.end][:_SHOWN] if first.column == 0 else None
        title = _title(page.text, table)
        unit = _unit(row_head, title, *_lines_beside(page.text, table))
        place = Place(title[:_SHOWN] if title else None, row_head, cells[:_MOST_CELLS], unit)
        if cells and (row_head or place.columns):
            return place
    return None


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
