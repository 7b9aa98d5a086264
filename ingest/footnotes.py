"""Footnotes: small raised marks in the text, and their notes in small print below it."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.types import Line, RawPage

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARK = r"[0-9]{1,3}|[*＊†‡§]{1,3}|[⁰¹²³⁴-⁹]{1,3}"
_NOTE_START = re.compile(rf"\s*(?P<mark>{_MARK})(?P<after>[.:：、)）]?\s*)(?=\S)")
RAISABLE = frozenset("0123456789*＊†‡§⁰¹²³⁴⁵⁶⁷⁸⁹,，")
"""What footnote marks are made of, and what stands between them."""

_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_EXPONENT = re.compile(r"(\d|(?<![A-Za-z])[a-zµ]?m|CO|ft|in)$")
_AREA = re.compile(r"\d\s?(?:[kcm]?m|ft|in)$")
_FIGURE_END = re.compile(r"(?<![\d.,])(?!10$)\d[\d,.]*$")
_LOW = 0.82
"""Raised marks are at most this share of the line's height."""

_SMALL = 0.93
"""Notes are set at most this share of the body's size."""


class Mark(NamedTuple):
    """A footnote mark in running text."""

    start: int
    end: int
    """Offsets in `RawPage.text`; the comma between two marks belongs to the first."""

    mark: str


class Footnote(NamedTuple):
    """A note in the page's small print."""

    mark: str
    text_start: int
    """Offset in `RawPage.text` of its first character behind the mark."""

    lines: tuple[int, ...]
    """Indices into `RawPage.lines`."""


class Footnotes(NamedTuple):
    marks: tuple[Mark, ...]
    notes: tuple[Footnote, ...]


def find_footnotes(page: RawPage, lines: Sequence[int], body_size: float) -> Footnotes:
    """The footnote marks and notes among a page's `lines` (indices, in reading order).

    A raised digit that may be an exponent, and any asterisk, is a mark only with its note.
    """
    if page.boxes is None:
        return Footnotes((), ())
    marks, opening = [], {}
    rows = _rows(page)
    for number in lines:
        for mark in _raised(page, page.lines[number], rows.get(number)):
            if page.text[page.lines[number].start : mark.start].strip():
                marks.append(mark)
            else:
                opening[number] = mark
    notes = _notes(page, lines, body_size, {mark.mark for mark in marks}, set(opening))
    known = {note.mark for note in notes}
    inside = {number for note in notes for number in note.lines}
    spans = [(page.lines[number].start, page.lines[number].end) for number in inside]
    in_text = [mark for mark in marks if not any(start <= mark.start < end for start, end in spans)]
    plain = {mark.mark for mark in in_text if _refers(page.text, mark, known)}
    referring = tuple(
        mark
        for mark in in_text
        if _refers(page.text, mark, known) or (mark.mark in plain and _ends_figure(page.text, mark))
    )
    # Small print that nothing refers to stays where it stands.
    used = {mark.mark for mark in referring}
    return Footnotes(referring, tuple(note for note in notes if note.mark in used))


def note_mark(page: RawPage, line: Line) -> str | None:
    """The mark that a line begins with, where it may begin a note."""
    start = _NOTE_START.match(page.text[line.start : line.end])
    return start["mark"].translate(_SUPERSCRIPTS) if start else None


def referring_marks(page: RawPage) -> set[str]:
    """The raised marks that stand behind something in their lines."""
    rows = _rows(page)
    return {
        mark.mark
        for number, line in enumerate(page.lines)
        for mark in _raised(page, line, rows.get(number))
        if page.text[line.start : mark.start].strip()
    }


def _refers(text: str, mark: Mark, known: set[str]) -> bool:
    """Whether a raised sign refers to a note: no exponent, part of a name or entry of a table."""
    before, after = text[max(mark.start - 4, 0) : mark.start], text[mark.end : mark.end + 1]
    if mark.mark in {"2", "3"} and _AREA.search(before):
        return False  # 9 m², also where there is a note 2.
    if mark.mark in known:
        return mark.mark.isdecimal() or not before[-1:].isspace()
    return (
        mark.mark.isdecimal()
        and not before[-1:].isspace()
        and not (after.isascii() and after.isalnum())
        and not _EXPONENT.search(before)
    )


def _ends_figure(text: str, mark: Mark) -> bool:
    """Whether a raised digit stands at the end of a year or an amount, where it may be a mark: in
    tables sources are given so. A power of ten is none."""
    return (
        mark.mark.isdecimal()
        and _FIGURE_END.search(text, max(mark.start - 20, 0), mark.start) is not None
        and not text[mark.end : mark.end + 1].isalnum()
    )


def _median(values: NDArray[np.float32]) -> float:
    """As `np.median`, whose own overhead is ten times the work for a line of characters."""
    ordered = np.sort(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[middle])
    return float((ordered[middle - 1] + ordered[middle]) / 2)


def _rows(page: RawPage) -> dict[int, slice]:
    """For each line of a row that is written cell by cell, the offsets of the row."""
    rows: dict[int, slice] = {}
    for number, line in enumerate(page.lines):
        if line.cell is not None:
            start = line.start if line.paragraph else rows[number - 1].start
            rows[number] = slice(start, line.end)
    return rows


def _heights(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    heights: NDArray[np.float32] = boxes[:, 3] - boxes[:, 1]
    return heights[np.isfinite(heights)]


def _raised(page: RawPage, line: Line, row: slice | None) -> list[Mark]:
    """Runs of small raised digits or signs in a line.

    A line may be of marks for the most: what can be none tells what is small. A line of a cell may
    be of little else; then the `row` up to there tells.
    """
    text = page.text[line.start : line.end]
    if page.boxes is None or RAISABLE.isdisjoint(text):
        return []
    boxes = page.boxes[line.start : line.end]
    shown = np.isfinite(boxes).all(axis=1)
    if not shown.any():
        return []
    height = boxes[:, 3] - boxes[:, 1]
    if float(height[shown].min()) >= _LOW * float(height[shown].max()) and _RAISED.isdisjoint(text):
        return []  # Not worth a median: no character is lower than the others.
    letters = shown & np.array([char not in RAISABLE for char in text])
    usual = _median(
        _heights(page.boxes[row]) if row else height[letters if letters.any() else shown]
    )
    tall = shown & (height >= _LOW * usual)
    if not tall.any():
        return []
    low = _median(boxes[tall, 3]) - 0.15 * usual
    small = (shown & (height < _LOW * usual) & (boxes[:, 3] < low)).tolist()
    if not any(
        char in RAISABLE and (raised or char in _RAISED)
        for char, raised in zip(text, small, strict=True)
    ):
        return []
    marks = []
    for raised, group in groupby(
        range(len(text)),
        key=lambda i: text[i] in RAISABLE and (small[i] or text[i] in _RAISED),
    ):
        indices = list(group)
        if not raised:
            continue
        start = line.start + indices[0]
        if text[max(indices[0] - 1, 0)] in "([（":
            continue  # 「(1)」 reads as a reference as it stands.
        run_text = text[indices[0] : indices[-1] + 1]
        for match in re.finditer(rf"({_MARK})(?:[,，](?=.))?", run_text):
            mark = match[1].translate(_SUPERSCRIPTS)
            marks.append(Mark(start + match.start(), start + match.end(), mark))
    return marks


def _notes(
    page: RawPage, lines: Sequence[int], body_size: float, referred: set[str], opening: set[int]
) -> list[Footnote]:
    notes: list[Footnote] = []
    open_note: Footnote | None = None
    heads = {row[0].start: row[0].end for table in page.tables for row in table.rows if row[1:]}
    for number in lines:
        line = page.lines[number]
        small = line.size is not None and line.size <= _SMALL * body_size
        start = _NOTE_START.match(page.text[line.start : line.end])
        mark = start["mark"].translate(_SUPERSCRIPTS) if start else ""
        # Two signs of three: small print, a raised mark before it, and that mark in the text.
        signs = small + (number in opening) + (mark in referred)
        # A table's row may begin with a number, and says more of it in that cell than a mark does.
        is_row = start is not None and heads.get(line.start, 0) > line.start + start.end()
        if start and signs >= 2 and not is_row and line.cell is None and _is_low(page, line):
            open_note = Footnote(mark, line.start + start.end(), (number,))
            notes.append(open_note)
        elif open_note is not None and _continues(page, open_note, line):
            open_note = open_note._replace(lines=(*open_note.lines, number))
            notes[-1] = open_note
        else:
            open_note = None
    return notes


def _is_low(page: RawPage, line: Line) -> bool:
    return line.box is not None and page.height is not None and line.box.top > 0.4 * page.height


def _continues(page: RawPage, note: Footnote, line: Line) -> bool:
    """The next line of the same print, not a paragraph, table or caption further on."""
    last = page.lines[note.lines[-1]]
    if last.box is None or line.box is None or last.size is None or line.size is None:
        return False
    same = abs(line.size - last.size) < 0.08 * last.size and not line.paragraph
    return same and 0 < line.box.top - last.box.top < 2.2 * last.size
