"""A document's version on its way into the catalogue, and its pages as the rows they are kept in.

Workers pack the rows, so that thousands of pages go from hand to hand in little space.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ingest.chunk import Cut
from ingest.survey import Survey
from ingest.types import Cell, Heading, Note, Page, PageState, Table, TableContext
from language.lexicon import Name
from language.script import Language

PageRow: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A document ready to be written to the catalogue."""

    document: str
    origin: str
    source: str
    sha256: str
    recipe: str
    """Which way of reading and cutting made it."""

    format: str
    title: str
    language: Language
    paginated: bool
    metadata: Mapping[str, object]
    warnings: tuple[str, ...]
    seconds: float
    pages: Iterable[PageRow]
    """In order; gone through once."""

    page_states: tuple[PageState, ...]
    cuts: tuple[Cut, ...]
    """In order."""

    survey: Survey | None = None
    names: tuple[Name, ...] = ()
    """The names that its pages give in both languages."""

    file: Path | None = None
    """What a copy is kept of; None for a part of a file."""


def page_row(page: Page, state: PageState) -> PageRow:
    """A page as its row, without its version; its offsets and boxes packed."""
    return {
        "page_index": page.index,
        "label": page.label,
        "state": state.value,
        "text": page.text,
        "raw": page.raw,
        "origin": _pack(np.diff(page.origin, prepend=np.int32(0))),
        "boxes": None if page.boxes is None else _pack(_tenths(page.boxes)),
        "width": page.width,
        "height": page.height,
        "headings": [list(heading) for heading in page.headings],
        "notes": [
            {"mark": note.mark, "at": list(note.at), "text": note.text, "url": note.url}
            for note in page.notes
        ],
        "body_end": page.body_end,
        "tables": _tables_row(page.tables),
    }


def _tables_row(tables: Sequence[Table]) -> list[dict[str, Any]] | None:
    return [
        {
            "rows": [[list(cell) for cell in row] for row in table.rows],
            "heads": table.heads,
            "title": table.title and list(table.title),
        }
        for table in tables
    ] or None


def _tables_of(stored: list[dict[str, Any]] | None) -> tuple[Table, ...]:
    return tuple(
        Table(
            rows=tuple(tuple(Cell(*cell) for cell in row) for row in table["rows"]),
            heads=table["heads"],
            title=(table["title"][0], table["title"][1]) if table["title"] else None,
        )
        for table in stored or ()
    )


def contexts_of(stored: list[list[Any]] | None) -> tuple[TableContext, ...]:
    """A chunk's tables from their row; None where it has none."""
    return tuple(TableContext(*context) for context in stored or ())


def page_of(row: Any) -> Page:
    """The page that a row was made from."""
    boxes = None
    if row.boxes is not None:
        tenths = _unpack(row.boxes).reshape(-1, 4)
        boxes = np.where(tenths == _NO_BOX, np.nan, tenths / 10).astype(np.float32)
    return Page(
        index=row.page_index,
        label=row.label,
        text=row.text,
        raw=row.raw,
        origin=np.cumsum(_unpack(row.origin), dtype=np.int32),
        boxes=boxes,
        width=row.width,
        height=row.height,
        headings=tuple(Heading(*heading) for heading in row.headings),
        notes=tuple(
            Note(note["mark"], tuple(note["at"]), note["text"], note["url"]) for note in row.notes
        ),
        body_end=row.body_end,
        tables=_tables_of(row.tables),
        state=PageState(row.state),
    )


_NO_BOX = np.iinfo(np.int32).min


def _tenths(boxes: NDArray[np.float32]) -> NDArray[np.int32]:
    """Boxes in tenths of a point: a fifth of the size once packed, and exact enough to mark."""
    whole = np.full(boxes.shape, _NO_BOX, dtype=np.int32)
    known = np.isfinite(boxes)
    whole[known] = np.round(np.clip(boxes[known], -1e8, 1e8) * 10).astype(np.int32)
    return whole


def _pack(numbers: NDArray[np.int32]) -> bytes:
    return zlib.compress(np.ascontiguousarray(numbers, dtype="<i4").tobytes(), 1)


def _unpack(packed: bytes) -> NDArray[np.int32]:
    return np.frombuffer(zlib.decompress(packed), dtype="<i4")
