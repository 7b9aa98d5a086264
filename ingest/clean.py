"""From what a reader saw to what is stored: whole paragraphs, without what only the page needs.

Line breaks, running heads, page numbers and footnote marks belong to the page, not to the sentence.
Every stored character keeps the offset of the printed one it stands for, so a quote can always be
shown as printed, at its place.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.footnotes import Footnotes, find_footnotes
from ingest.headings import Setting, heading_levels
from ingest.held import Held
from ingest.paragraphs import HYPHENS, PUT_IN, Paragraph, paragraph_of, paragraphs_of
from ingest.running import find_running_heads
from ingest.types import Cell, Heading, Note, Page, RawDocument, RawPage, Table

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_URL = re.compile(r"(?:https?://|www\.)[^\s，。；、（）「」『』〈〉《》<>\"]+")
_CAPTION = re.compile(r"(?:附?表|Table)\s*[\dA-ZＡ-Ｚ０-９一二三四五六七八九十]", re.IGNORECASE)
_CAPTION_LINES = 2
"""How far above a table its caption may stand: the unit often stands between."""


class _Body(NamedTuple):
    """A page's text as its paragraphs, and what stands below it."""

    paragraphs: list[Paragraph]
    footnotes: Footnotes


def clean(raw: RawDocument, *, folder: Path | None = None) -> Iterator[Page]:
    """The document's pages as they are stored: see `Page`.

    Running heads and printed page numbers are gone; such a number is the page's label where the
    file declares none. Footnotes stand behind the page's text, from `body_end` on. What a long
    document's pages become waits in a file in `folder`.
    """
    # Pages are gone through one by one, several times: a long document's are not in memory.
    running = find_running_heads(raw.pages)
    usual = _survey(raw.pages, running.lines)
    bodies: Held[_Body] = Held(folder)

    def settings() -> Iterator[Setting]:
        for page, removed in zip(raw.pages, running.lines, strict=True):
            lines = _kept(page, removed)
            notes = find_footnotes(page, lines, usual.size)
            body = paragraphs_of(
                page, lines, notes, words=usual.words, whole_lines=not raw.paginated
            )
            bodies.append(_Body(body, notes), size=len(page.text))
            yield from (paragraph.setting for paragraph in body)

    levels = iter(heading_levels(settings(), usual.size, formatted=not raw.paginated))
    for index, (page, label, body) in enumerate(
        zip(raw.pages, running.labels, bodies, strict=True)
    ):
        yield _page(
            index,
            page,
            label=page.label or label,
            body=[(paragraph, next(levels)) for paragraph in body.paragraphs],
            footnotes=body.footnotes,
            words=usual.words,
        )


# ---- the document -------------------------------------------------------------------------------


class _Usual(NamedTuple):
    """What a document's pages have in common."""

    size: float
    """That most characters in the upper half of the pages have, since the lower half may be
    footnotes for the most part; 0 in formats without sizes."""

    words: frozenset[str]
    """Its Latin words, without those that a line's end may have cut in two."""


def _survey(pages: Sequence[RawPage], removed: Sequence[frozenset[int]]) -> _Usual:
    sizes: Counter[float] = Counter()
    words: set[str] = set()
    for page, running in zip(pages, removed, strict=True):
        cut = False
        for number in _kept(page, running):
            line = page.lines[number]
            low = line.box is not None and page.height and line.box.top > 0.5 * page.height
            if line.size:
                # A page may have a lower half only, or none that is upper.
                sizes[round(line.size * 2) / 2] += (line.end - line.start) * (1 if low else 1000)
            text = page.text[line.start : line.end]
            found = _WORD.findall(text.lower())
            starts_cut, cut = cut, text.rstrip().endswith(HYPHENS)
            words.update(found[1 if starts_cut else 0 : len(found) - 1 if cut else None])
    return _Usual(sizes.most_common(1)[0][0] if sizes else 0.0, frozenset(words))


def _kept(page: RawPage, removed: frozenset[int]) -> list[int]:
    """The lines that are text of their page."""
    return [n for n, line in enumerate(page.lines) if n not in removed and line.end > line.start]


# ---- the page -----------------------------------------------------------------------------------


def _page(
    index: int,
    raw: RawPage,
    *,
    label: str | None,
    body: Sequence[tuple[Paragraph, int | None]],
    footnotes: Footnotes,
    words: frozenset[str],
) -> Page:
    text, origin = "", list[int]()
    headings: list[Heading] = []
    for paragraph, level in body:
        if text:
            text += "\n"
            origin.append(PUT_IN)
        if level:
            headings.append(Heading(len(text), len(text) + len(paragraph.text), level))
        text += paragraph.text
        origin += paragraph.origin
    places = _places(origin, footnotes)
    tables = _tables(raw.tables, text, origin)
    body_end: int | None = None
    notes: list[Note] = []
    for note in footnotes.notes:
        paragraph = paragraph_of(raw, note.lines, marks=(), words=words, start=note.text_start)
        if text:
            text += "\n"
            origin.append(PUT_IN)
        body_end = len(text) if body_end is None else body_end
        text += paragraph.text
        origin += paragraph.origin
        notes.append(
            Note(note.mark, tuple(places.pop(note.mark, ())), paragraph.text, _url(paragraph.text))
        )
    notes += [Note(mark, tuple(at), "") for mark, at in places.items()]
    return Page(
        index=index,
        label=label,
        text=text,
        raw=raw.text,
        origin=np.array(origin, np.int32),
        boxes=raw.boxes,
        width=raw.width,
        height=raw.height,
        headings=tuple(headings),
        notes=tuple(notes),
        body_end=body_end,
        flags=raw.flags,
        tables=tables,
        state=raw.state,
    )


def _tables(tables: Sequence[Table], text: str, origin: Sequence[int]) -> tuple[Table, ...]:
    """The reader's tables, placed in the stored text; cells that are not stored are left out."""
    if not tables:
        return ()
    stored = np.array(origin, np.int32)
    indices = np.flatnonzero(stored >= 0)
    offsets = stored[indices]

    def place(start: int, end: int) -> tuple[int, int] | None:
        first, last = np.searchsorted(offsets, (start, end)).tolist()
        return (int(indices[first]), int(indices[last - 1]) + 1) if first < last else None

    placed = []
    for table in tables:
        rows = [
            tuple(
                Cell(*span, cell.column, cell.span)
                for cell in row
                if (span := place(cell.start, cell.end)) is not None
            )
            for row in table.rows
        ]
        kept = [(number, row) for number, row in enumerate(rows) if row]
        if kept:
            title = place(*table.title) if table.title else _caption(text, kept[0][1][0].start)
            heads = sum(number < table.heads for number, _ in kept)
            placed.append(Table(tuple(row for _, row in kept), heads, title))
    return tuple(placed)


def _caption(text: str, start: int) -> tuple[int, int] | None:
    """The caption above a table that begins at `start`."""
    end = text.rfind("\n", 0, start)
    for _ in range(_CAPTION_LINES):
        if end <= 0:
            return None
        begin = text.rfind("\n", 0, end) + 1
        if _CAPTION.match(text, begin, end):
            return begin, end
        end = begin - 1
    return None


def _places(origin: Sequence[int], footnotes: Footnotes) -> dict[str, list[int]]:
    """For each mark, the offsets in the stored text of the characters it stood before."""
    # A character that was put in counts with the one before it, which keeps offsets rising.
    rising: NDArray[np.int32] = np.maximum.accumulate(np.array([-1, *origin], np.int32))[1:]
    places: dict[str, list[int]] = {}
    for mark in footnotes.marks:
        before = int(np.searchsorted(rising, mark.start)) - 1
        while before >= 0 and origin[before] < 0:
            before -= 1
        places.setdefault(mark.mark, []).append(before + 1)
    return places


def _url(text: str) -> str | None:
    match = _URL.search(text)
    return match[0].rstrip(".,;:)]'") if match else None
