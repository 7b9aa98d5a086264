"""The values that travel through ingest: document, page, chunk.

A reader gives a `RawDocument`; `clean` makes its pages into `Page`s, whose `text` is what is
stored, searched and quoted; `chunk` cuts pages into `Chunk`s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from language.script import Language

CELL_BREAK = " | "
"""Put between the cells of a table's row, where a page without coordinates has one, or they are
broken into lines."""


class Box(NamedTuple):
    """A rectangle in points (1/72 inch), measured from the page's top-left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line or, in formats that have none, a whole paragraph, heading or table row."""

    start: int
    end: int
    """Offsets in `RawPage.text`; the line break that follows is not part of the line."""

    box: Box | None = None
    """None in formats without coordinates."""

    size: float | None = None
    """Font size in points (the median of its characters)."""

    heading: int | None = None
    """Heading level from 1, where the format itself says so."""

    paragraph: bool = False
    """Starts a paragraph, where the reader can tell."""

    bold: bool = False

    cell: int | None = None
    """Which cell of its row it is in, from 0, in a table whose cells are broken into lines."""


class FlagKind(StrEnum):
    """Why text of a page is not passed on, or is looked at with care."""

    INVISIBLE = "invisible"  # drawn in the mode that draws nothing, or transparent
    SAME_COLOUR = "same colour"  # as its background
    COVERED = "covered"  # by a picture or a shape, or cut off
    TINY = "tiny"
    OFF_PAGE = "off the page"
    NOT_SHOWN = "not shown"  # the format itself hides it: hidden text in Word, display:none
    COMMENT = "comment"  # in a page's source, and giving instructions
    ZERO_WIDTH = "zero width"  # characters that print nothing, within or between words
    INSTRUCTIONS = "instructions"  # speaks to whoever answers, not to the document's readers


class Flag(NamedTuple):
    """Text of a page that is flagged, by its offsets in the reader's text."""

    kind: FlagKind
    start: int
    end: int


class Cell(NamedTuple):
    """A cell of a table: the offsets of its text, and the column it begins in."""

    start: int
    end: int
    column: int
    """Counts from 0."""

    span: int = 1
    """How many columns it covers."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page; offsets count in the text of the page that holds it."""

    rows: tuple[tuple[Cell, ...], ...]
    """As printed, column heads first; cells without text are left out, and so, once the table is
    part of a `Page`, are rows without cells."""

    heads: int
    """How many of the rows are column heads; 0 where that cannot be told."""

    title: tuple[int, int] | None = None
    """Start and end of its caption."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as its reader saw it, lines in reading order."""

    text: str
    """Characters as printed, a line break between lines; behind them, in no line, hidden text."""

    lines: tuple[Line, ...]

    label: str | None = None
    """The page number as printed (`iv`, `26`); None where the document prints or declares none."""

    boxes: NDArray[np.float32] | None = None
    """Shape (len(text), 4): left, top, right, bottom in points; NaN where a character has none."""

    width: float | None = None
    height: float | None = None
    flags: tuple[Flag, ...] = ()
    """The hidden text behind the last line."""
    tables: tuple[Table, ...] = ()
    state: "PageState | None" = None
    """How reading went, where only the reader knows; else the text tells."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file, or one line of a `.jsonl`, as its reader saw it."""

    pages: Sequence[RawPage]
    """Gone through more than once, and not held all at once: a PDF's may be read from a file."""

    paginated: bool
    """False for formats without pages, and no page label is made up: they have one `RawPage`, or
    one for each part that the format names itself, a sheet or a slide, labelled by that name."""

    title: str | None = None

    metadata: Mapping[str, object] = field(default_factory=dict)
    """What the file says of itself: issuer, issued, kind, markets, sectors, language, url, …"""

    id: str | None = None
    """Given in a `.jsonl` line; a file's identity is its path."""

    warnings: tuple[str, ...] = ()


class Heading(NamedTuple):
    """A heading in a page's stored text."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its text, and where in the page's stored text its mark stood."""

    mark: str
    at: tuple[int, ...]
    """Offsets into `Page.text`: the mark stood just before the character at each offset."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page's stored text, with the way back to what was printed."""

    index: int
    """Counts from 0."""

    label: str | None
    """As printed; None for formats without pages."""

    text: str
    """Cleaned text. Paragraphs, headings and table rows are separated by one line break."""

    raw: str
    """The reader's text, as printed; what is hidden stands behind it."""

    origin: NDArray[np.int32]
    """Shape (len(text),): each character's offset in `raw`; -1 for one that cleaning put in."""

    boxes: NDArray[np.float32] | None = None
    """Shape (len(raw), 4), as in `RawPage.boxes`."""

    width: float | None = None
    height: float | None = None
    headings: tuple[Heading, ...] = ()
    notes: tuple[Note, ...] = ()
    body_end: int | None = None
    """Where the footnotes' own text begins in `text`; None when the page has no footnotes."""

    flags: tuple[Flag, ...] = ()
    """By offsets in `raw`."""
    tables: tuple[Table, ...] = ()
    state: "PageState | None" = None
    """As in `RawPage.state`."""


class PageState(StrEnum):
    """How reading a page went."""

    READ = "read"
    EMPTY = "empty"
    SCANNED = "scanned"
    """A picture of text that was not read."""

    OCR = "ocr"
    """A picture of text, read by character recognition: it may hold misread characters."""

    GARBLED = "garbled"


class TableContext(NamedTuple):
    """What a chunk's rows are read with: offsets in the page's stored text."""

    start: int
    end: int
    """The rows below the column heads that stand in the chunk."""

    text: str
    """The table's caption and column heads."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of a page's stored text that is searched as one."""

    id: int
    """The catalogue's number; 0 before it has one."""

    version: int
    """The catalogue's number of the document's version; 0 before it has one."""

    document: str
    source: str
    title: str
    page_index: int
    page_label: str | None
    start: int
    end: int
    text: str
    """`page.text[start:end]`."""

    language: Language
    headings: tuple[str, ...] = ()
    """The headings it stands under, outermost first."""

    tables: tuple[TableContext, ...] = ()
    """The tables that it holds rows of."""

    @property
    def context(self) -> tuple[str, ...]:
        """What it is read under, outermost first: the title, its headings and, when it begins in
        the middle of a table, that table's caption and column heads."""
        begun = (table.text for table in self.tables if table.start <= self.start)
        return (self.title, *self.headings, *begun)


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What the catalogue knows of an ingested document, in the version being served."""

    version: int
    document: str
    source: str
    title: str
    format: str
    language: Language
    paginated: bool
    pages: int
    chunks: int
    metadata: Mapping[str, object]
    ingested_at: str
    """ISO 8601, UTC."""

    seconds: float
    page_states: Mapping[str, int]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A document that could not be read, and what to do about it."""

    source: str
    reason: str
    cure: str
    at: str
    """ISO 8601, UTC."""
