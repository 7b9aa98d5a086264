"""Excel workbooks (.xlsx)."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from openpyxl.chartsheet import Chartsheet
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.reader.workbook import WorkbookParser
from openpyxl.xml.constants import DRAWING_NS, SHEET_DRAWING_NS
from openpyxl.xml.functions import fromstring

from ingest.errors import NoText, Unreadable
from ingest.readers.blocks import Block, CellText, is_figure, page_of, table_blocks
from ingest.readers.left_out import CHARTS, PICTURES, told
from ingest.readers.metadata import core_properties
from ingest.readers.number_format import shown
from ingest.readers.package import check_package, damaged
from ingest.types import RawDocument

_WHAT = "an Excel workbook"
_SAVE_AGAIN = "open it in Excel, save it again as Excel Workbook (.xlsx) and ingest that"
_WORKBOOK = "xl/workbook.xml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAX_XML_BYTES = 60_000_000
_MOST_CELLS = 500_000
"""Of a sheet; what is beyond is left out with a warning."""

_UNCALCULATED = re.compile(rb"(?:</f>|<f[^>]{0,2000}/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_NAMED_BY_NOBODY = re.compile(r"(?:sheet|工作表)\s*\d*", re.IGNORECASE)

# openpyxl publishes no types.
_Sheet = Any
_Row = dict[int, CellText]


def read_xlsx(path: Path) -> RawDocument:
    """Read a workbook: a sheet is a page, labelled by the sheet's name, never by a number.

    Cells are as the sheet shows them: formulas' stored values, dates and amounts in their format.
    Rows that an empty row parts are tables of their own; single cells above one are its caption and
    unit. Tables side by side are read one after the other. Text boxes follow their sheet's cells.
    Sheets, rows and columns that are hidden, comments, pictures, charts and what is struck out are
    left out with a warning.

    Raises:
        Unreadable: it is damaged, not a workbook, or unpacks to more than is safe.
        PasswordNeeded: it is encrypted.
        NoText: it holds pictures or charts only.
    """
    check_package(path, main=_WORKBOOK, what=_WHAT, cure=_SAVE_AGAIN, max_xml_bytes=_MAX_XML_BYTES)
    warnings: list[str] = []
    try:
        with path.open("rb") as stream, catch_warnings():
            simplefilter("ignore")  # it says what it passes over; text boxes are read below
            reader = _Reader(stream, data_only=True)
            reader.read()
            workbook = reader.wb
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
        drawings = _drawings(path)
        pages = [
            page_of(
                [*_sheet(sheet, warnings), *_boxes(drawings.get(sheet.title, ()))],
                label=sheet.title,
            )
            for sheet in sheets
        ]
        drawn = {
            PICTURES: _count("pic", sheets, drawings),
            CHARTS: len(workbook.chartsheets) + _count("graphicFrame", sheets, drawings),
        }
        uncalculated = _count_uncalculated(path)
    except Exception as error:
        # Whatever its parsers meet in a damaged file comes through openpyxl as it is.
        raise damaged(path, error, what=_WHAT, cure=_SAVE_AGAIN) from error
    if not any(page.text for page in pages):
        if any(drawn.values()):
            raise NoText(path.name)
        raise Unreadable(path.name, "its sheets are empty", "ingest a copy that holds its figures")
    warnings += told(drawn)
    if hidden:
        warnings.append(f"sheets that are hidden were left out: {', '.join(hidden)}")
    if uncalculated:
        warnings.append(
            f"formulas without a stored value: {uncalculated}; "
            "open the file in Excel and save it, then ingest it again"
        )
    said = workbook.properties
    author = None if said.creator == "openpyxl" else said.creator
    title, metadata = core_properties(said.title, author, said.created if author else None)
    return RawDocument(
        tuple(pages), paginated=False, title=title, metadata=metadata, warnings=tuple(warnings)
    )


class _Reader(ExcelReader):  # type: ignore[misc]  # openpyxl publishes no types
    def read_chartsheet(self, *_: Any) -> None:
        """Keep the sheet's place alone: it has no cells, and one without a chart is an error."""
        self.wb._add_sheet(Chartsheet(parent=self.wb))


def _count_uncalculated(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        names = (name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
        return sum(len(_UNCALCULATED.findall(archive.read(name))) for name in names)


def _drawings(path: Path) -> Mapping[str, Sequence[Any]]:
    """What is drawn on each sheet: openpyxl passes over text boxes and some pictures."""
    found: dict[str, list[Any]] = {}
    with zipfile.ZipFile(path) as archive:
        parser = WorkbookParser(archive, _WORKBOOK, keep_links=False)
        parser.parse()
        names = set(archive.namelist())
        for sheet, relation in parser.find_sheets():
            rels = get_rels_path(relation.target)
            for drawing in get_dependents(archive, rels) if rels in names else ():
                if drawing.Type.endswith("/drawing") and drawing.target in names:
                    root = fromstring(archive.read(drawing.target))
                    for parent in list(root.iter()):
                        # What older programs show says that they cannot show it.
                        for child in list(parent):
                            if child.tag == _FALLBACK:
                                parent.remove(child)
                    found.setdefault(sheet.name, []).append(root)
    return found


def _count(kind: str, sheets: Sequence[_Sheet], drawings: Mapping[str, Sequence[Any]]) -> int:
    roots = (root for sheet in sheets for root in drawings.get(sheet.title, ()))
    return sum(1 for root in roots for _ in root.iter(f"{{{SHEET_DRAWING_NS}}}{kind}"))


def _boxes(drawings: Sequence[Any]) -> Iterator[Block]:
    for root in drawings:
        for shape in root.iter(f"{{{SHEET_DRAWING_NS}}}sp"):
            for paragraph in shape.iter(f"{{{DRAWING_NS}}}p"):
                texts = paragraph.iter(f"{{{DRAWING_NS}}}t")
                yield Block("".join(text.text or "" for text in texts))


def _sheet(sheet: _Sheet, warnings: list[str]) -> Iterator[Block]:
    if not _NAMED_BY_NOBODY.fullmatch(sheet.title):
        yield Block(sheet.title, heading=1)
    group: list[_Row] = []
    for row in [*_rows(sheet, warnings), {}]:
        if row:
            group.append(row)
        elif group:
            yield from _group(group)
            group = []


def _rows(sheet: _Sheet, warnings: list[str]) -> Iterator[_Row]:
    """The cells of each shown row that have text, by column; a merged cell stands in each of its
    rows, so that each stands alone."""
    hidden_columns = {
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min or 0, (dimension.max or 0) + 1)
    }
    spans, copies = _merged(sheet)
    struck_fonts = {number for number, font in enumerate(sheet.parent._fonts) if font.strike}
    left_out = count = comments = struck = 0
    for cells in sheet.iter_rows():
        number = cells[0].row if cells else 0
        if sheet.row_dimensions[number].hidden:
            left_out += any(cell.value is not None for cell in cells)
            continue
        count += len(cells)
        if count > _MOST_CELLS:
            warnings.append(f"sheet {sheet.title!r} is read as far as row {number - 1}")
            break
        row: _Row = {}
        comments += sum(cell.comment is not None for cell in cells)
        for cell in cells:
            source = copies.get((cell.row, cell.column))
            source = cell if source is None else sheet.cell(*source)
            text = shown(source.value, source.number_format).strip()
            if text and struck_fonts and source._style.fontId in struck_fonts:
                struck += source is cell
            elif text and cell.column not in hidden_columns:
                row[cell.column] = CellText(text, spans.get((cell.row, cell.column), 1))
        yield row
    if struck:
        warnings.append(f"what is struck out on sheet {sheet.title!r} was left out: {struck}")
    if comments:
        warnings.append(f"comments of sheet {sheet.title!r} were left out: {comments}")
    if left_out:
        warnings.append(f"hidden rows of sheet {sheet.title!r} were left out: {left_out}")
    if hidden_columns:
        warnings.append(
            f"hidden columns of sheet {sheet.title!r} were left out: {len(hidden_columns)}"
        )


def _merged(
    sheet: _Sheet,
) -> tuple[Mapping[tuple[int, int], int], Mapping[tuple[int, int], tuple[int, int]]]:
    """For the first cell of each row of a merged range, how many columns it covers, and which cell
    holds its value."""
    spans: dict[tuple[int, int], int] = {}
    copies: dict[tuple[int, int], tuple[int, int]] = {}
    for merged in sheet.merged_cells.ranges:
        for number in range(merged.min_row, min(merged.max_row, merged.min_row + 1000) + 1):
            spans[number, merged.min_col] = merged.max_col - merged.min_col + 1
            copies[number, merged.min_col] = (merged.min_row, merged.min_col)
    return spans, copies


def _group(rows: Sequence[_Row]) -> Iterator[Block]:
    """Rows without an empty one between them: single cells, then a table, then single cells."""
    edge = min(min(row) for row in rows)
    wide = [number for number, row in enumerate(rows) if len(row) > 1 or _is_head(row, edge)]
    if not wide:
        yield from (Block(cell.text) for row in rows for cell in row.values())
        return
    first, last = wide[0], wide[-1]
    lines = [cell.text for row in rows[:first] for cell in row.values()]
    for number, line in enumerate(lines):
        yield Block(line, caption=number == 0)
    table = rows[first : last + 1]
    parts = _side_by_side(table)
    for part in parts if len(parts) > 1 else ():
        yield from _group(part)
    if len(parts) == 1:
        yield from _table(table)
    for row in rows[last + 1 :]:
        yield from (Block(cell.text) for cell in row.values())


def _table(table: Sequence[_Row]) -> Iterator[Block]:
    left = min(min(row) for row in table)
    right = max(column + cell.span for row in table for column, cell in row.items())
    yield from table_blocks([list(_in_line(row, left, right)) for row in table])


def _side_by_side(rows: Sequence[_Row]) -> list[list[_Row]]:
    """The rows of each table where an empty column parts two that stand side by side.

    An empty column may also stand within one table. So both must name their own rows, and they
    must begin with the same head, with a title each, or be of different length.
    """
    filled = {
        at
        for row in rows
        for column, cell in row.items()
        for at in range(column, column + cell.span)
    }
    for gap in sorted(set(range(min(filled), max(filled))) - filled):
        halves = [
            [{at: row[at] for at in row if (at < gap) == before} for row in rows]
            for before in (True, False)
        ]
        left, right = ([row for row in half if row] for half in halves)
        if _names_rows(left) and _names_rows(right):
            heads = [half[0][min(half[0])].text for half in (left, right)]
            titled = len(left[0]) == len(right[0]) == 1
            if heads[0] == heads[1] or titled or abs(len(left) - len(right)) > 1:
                return [left, right]
    return [list(rows)]


def _names_rows(rows: Sequence[_Row]) -> bool:
    """Whether rows are a table with their names in its first column."""
    edge = min(min(row) for row in rows)
    names = [row[edge].text for row in rows[1:] if edge in row]
    figures = sum(map(is_figure, names))
    return any(len(row) > 1 for row in rows) and len(names) > 2 * figures


def _is_head(row: _Row, edge: int) -> bool:
    """Whether a single cell heads several columns, but not all as a title does."""
    return any(cell.span > 1 and column > edge for column, cell in row.items())


def _in_line(row: _Row, left: int, right: int) -> Iterator[CellText]:
    column = left
    while column < right:
        cell = row.get(column, CellText(""))
        yield cell
        column += cell.span
