"""Rows of characters written out as a page's lines, and where paragraphs start.

Paragraphs are told by what a typesetter does: a wider gap, an indent, a bullet, another size, or a
line that ends early although the next word would have fitted.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.readers.layout import Row, reading_order
from ingest.readers.pieces import CJK_START, PageCharacters, Piece, turn_back
from ingest.types import Box, Line, RawPage

_PUT_IN = range(-1, 0)
"""Stands for a space or a line break that is not among the page's characters."""

_STOPS = tuple("。！？.!?:：；;」』”")
_MARKS = frozenset("0123456789*＊†‡§")
_BULLET = re.compile(r"[•●▪■□◦‧∙※◆◇★☆►▶➢✓✔\uf0b7\uf0a7]|[–—*o·-] ")
_NUMBERED = re.compile(
    r"[(（]?(\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3})[)）.、．](?!\d)"
    r"|[壹貳叁參肆伍陸柒捌玖拾]{1,2}、|第[一二三四五六七八九十\d]+[章節條項篇部]|註\s?\d"
)
_CJK_START = chr(CJK_START)
_PLAIN = re.compile(rf"[ -{chr(CJK_START - 1)}]*")
"""Neither line breaks nor Chinese."""

_UNBROKEN = re.compile(
    rf"[!-{chr(CJK_START - 1)}]+|.[-、。，．・：；！？）」』】》〉]+(?:(?<=-)[!-~]+)?"
)
"""What no line's end may part: a word, or a character and the marks that begin no line."""

_SPARE_EMS = 0.5
"""Room that must be left beyond the next word before a line counts as ended early."""


class _Weight(NamedTuple):
    """Whether a line is bold where it begins, where it ends, and throughout."""

    begins: bool
    ends: bool
    throughout: bool


@dataclass(slots=True)
class _Printed:
    """A row with what its paragraph depends on."""

    row: Row
    text: str
    start: int
    """Its offset in the page's text."""

    weight: _Weight
    cells: int

    first_word: float
    """Width in points of what would have had to fit on the line before."""

    noted: bool
    """Begins with a small raised mark, as a footnote does."""

    starts: bool = False

    @property
    def ended(self) -> bool:
        return self.text.endswith(_STOPS)


def read_lines(page: PageCharacters) -> RawPage:
    """The page's text with its lines in reading order and a box per character."""
    columns, turned = reading_order(page)
    drawn = page.codes.tobytes().decode("utf-32-le")
    order: list[range] = []
    start = 0
    lines: list[Line] = []
    texts: list[str] = []
    earlier: list[_Printed] = []
    for column in columns:
        printed = []
        for row in column:
            text = _write(page, row, drawn, order)
            printed.append(
                _Printed(
                    row,
                    text,
                    start,
                    weight=_weight(page, row, drawn),
                    cells=row.cells,
                    first_word=_first_word(page, row, drawn),
                    noted=_begins_with_mark(page, row, text),
                )
            )
            order.append(_PUT_IN)
            start += len(text) + 1
        _mark_paragraphs(printed, earlier)
        lines += [_line(item, turned) for item in printed]
        texts += [item.text for item in printed]
        earlier = printed
    return _page(page, _indices(order[:-1]), "\n".join(texts), tuple(lines))


def _indices(runs: list[range]) -> NDArray[np.int64]:
    """All numbers of these runs, one after the other."""
    starts = np.array([run.start for run in runs], np.int64)
    lengths = np.array([len(run) for run in runs], np.int64)
    ends = np.cumsum(lengths)
    return np.repeat(starts - ends + lengths, lengths) + np.arange(lengths.sum())


def _line(printed: _Printed, turned: int) -> Line:
    row, start = printed.row, printed.start
    return Line(
        start,
        start + len(printed.text),
        box=turn_back(Box(row.left, row.top, row.right, row.bottom), turned),
        size=round(row.size, 2),
        paragraph=printed.starts,
        bold=printed.weight.throughout,
    )


def _page(
    page: PageCharacters, order: NDArray[np.int64], text: str, lines: tuple[Line, ...]
) -> RawPage:
    boxes = (
        page.boxes.take(order, axis=0) if len(page.boxes) else np.empty((len(order), 4), np.float32)
    )
    # A space that the library put in has a place but no extent.
    left, top, right, bottom = boxes.T
    boxes[(order < 0) | ~((right > left) & (bottom > top))] = np.nan
    return RawPage(text=text, lines=lines, boxes=boxes, width=page.width, height=page.height)


# ---- one row ------------------------------------------------------------------------------------


def _write(page: PageCharacters, row: Row, drawn: str, order: list[range]) -> str:
    """The row's text; the indices of its characters are added to `order`."""
    texts: list[str] = []
    before: Piece | None = None
    for piece in row.pieces:
        if before is not None:
            cjk = min(drawn[before.end - 1], drawn[piece.start]) >= _CJK_START
            if piece.left - before.right > (0.5 if cjk else 0.15) * row.size:
                order.append(_PUT_IN)
                texts.append(" ")
        text = drawn[piece.start : piece.end]
        if _PLAIN.fullmatch(text):
            order.append(range(piece.start, piece.end))
            texts.append(text)
        else:
            indices = _piece_indices(page, piece, text)
            order += [range(index, index + 1) for index in indices]
            texts += [drawn[index] for index in indices]
        before = piece
    return "".join(texts)


def _piece_indices(page: PageCharacters, piece: Piece, text: str) -> list[int]:
    """A piece's characters without line breaks, and without spaces nobody printed.

    pdfium puts a space into any wide gap. In justified Chinese every gap is wide, so a space beside
    a Chinese character that is not in the file counts as printed only where its gap is wider than
    the line's others.
    """
    if max(text) < _CJK_START:
        return [k for k, char in enumerate(text, start=piece.start) if char >= " "]
    shown = np.array([piece.start + n for n, char in enumerate(text) if not char.isspace()])
    if len(shown) == len(text):
        return list(range(piece.start, piece.end))
    cjk = page.codes[shown] >= CJK_START
    boxes = page.boxes[shown]
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    inner = cjk[1:] & cjk[:-1]
    usual = max(float(np.median(gaps[inner])), 0.0) if inner.any() else 0.0
    written = [int(shown[0])]
    for number, (before, after) in enumerate(pairwise(shown)):
        spaces = [k for k in range(before + 1, after) if page.codes[k] >= 0x20]
        if spaces and (cjk[number] or cjk[number + 1]):
            wide = not piece.vertical and gaps[number] > usual + 0.15 * piece.size
            spaces = [k for k in spaces if wide or not page.is_generated(k)]
        written += spaces[:1]
        written.append(int(after))
    return written


def _weight(page: PageCharacters, row: Row, drawn: str) -> _Weight:
    """Asked at both ends and in the middle: a bold word in a sentence makes no bold line."""
    opening = row.pieces[0]
    # A bullet has a font of its own.
    letters = (k for k in range(opening.start, opening.end) if drawn[k].isalnum())
    begins = page.is_bold(next(letters, opening.start))
    ends = page.is_bold(row.pieces[-1].end - 1)
    middle = row.pieces[len(row.pieces) // 2]
    between = begins and ends and page.is_bold((middle.start + middle.end) // 2)
    return _Weight(begins, ends, between)


def _begins_with_mark(page: PageCharacters, row: Row, text: str) -> bool:
    if text[:1] not in _MARKS:
        return False
    mark = page.boxes[row.pieces[0].start]
    piece = max(row.pieces, key=lambda piece: piece.weight)
    other = page.boxes[(piece.start + piece.end) // 2]
    height = other[3] - other[1]
    return bool(mark[3] - mark[1] < 0.82 * height and mark[3] < other[3] - 0.1 * height)


def _first_word(page: PageCharacters, row: Row, drawn: str) -> float:
    piece = row.pieces[0]
    word = _UNBROKEN.match(drawn, piece.start, piece.end)
    if word is None:
        return piece.size
    first, last = page.boxes[piece.start].tolist(), page.boxes[word.end() - 1].tolist()
    # On a turned page words run down or up.
    width = max(last[2] - first[0], last[3] - first[1], first[3] - last[1])
    return float(width) + 0.25 * piece.size


# ---- paragraphs ---------------------------------------------------------------------------------


def _mark_paragraphs(column: list[_Printed], earlier: list[_Printed]) -> None:
    """Set `starts` on each line of a column; `earlier` is the column that is read before it."""
    column[0].starts = not earlier or _starts_column(column, earlier)
    pitches: dict[float, float] = {}
    for number in range(1, len(column)):
        size = column[number].row.size
        if size not in pitches:
            pitches[size] = _usual_pitch(column, size)
        column[number].starts = _starts(column, number, pitches[size])


def _usual_pitch(column: list[_Printed], size: float) -> float:
    """The distance between two lines of a paragraph in this size: footnotes are set closer.

    The lower quarter, since the gaps between paragraphs are the wider ones.
    """
    pitches = [
        after.row.middle - before.row.middle
        for before, after in pairwise(column)
        if abs(before.row.size - size) < 0.08 * size and abs(after.row.size - size) < 0.08 * size
    ]
    if len(pitches) < 2:
        return pitches[0] if pitches else np.inf
    return quantiles(pitches, n=4, method="inclusive")[0]


def _differ(before: _Printed, after: _Printed) -> bool:
    """Set differently, or rows of a table."""
    return (
        abs(after.row.size - before.row.size) > 0.08 * before.row.size
        or (
            before.weight.ends != after.weight.begins
            and (before.weight.throughout or after.weight.throughout)
        )
        or after.noted
        or after.cells > 1
        or before.cells > 1
    )


def _starts(column: list[_Printed], number: int, usual_pitch: float) -> bool:
    before, line = column[number - 1], column[number]
    row, em = line.row, line.row.size
    if _differ(before, line) or _BULLET.match(line.text):
        return True
    if row.middle - before.row.middle > 1.3 * usual_pitch:
        return True
    early = _ended_early(column, number)
    if _NUMBERED.match(line.text) and (early or before.ended):
        return True
    shift = row.left - before.row.left
    if shift > 0.8 * em:
        following = column[number + 1].row.left if number + 1 < len(column) else None
        hanging = _BULLET.match(before.text) or _NUMBERED.match(before.text)
        indented = following is None or following < row.left - 0.8 * em
        if indented and not hanging and (before.ended or shift < 5 * em):
            return True
    if shift < -0.8 * em and not before.starts:
        return True
    return early


def _ended_early(column: list[_Printed], number: int) -> bool:
    """Whether the line before left room in which this line's first word would have fitted."""
    before, line = column[number - 1], column[number]
    em = line.row.size
    near = [item.row for item in column[max(number - 5, 0) : number + 5]]
    edge = max(row.right for row in near)
    room = edge - before.row.right
    if room < line.first_word + _SPARE_EMS * em:
        return False
    if before.weight.throughout and line.weight.throughout and not before.ended:
        # A heading is broken where it reads well.
        return room > 0.4 * (edge - min(row.left for row in near))
    # Beside a picture lines are narrower, and end at an edge of their own.
    others = [column[n].row.right for n in (number - 2, number) if n >= 0]
    shares_edge = any(abs(right - before.row.right) < 0.6 * em for right in others)
    return before.ended or not shares_edge


def _starts_column(column: list[_Printed], earlier: list[_Printed]) -> bool:
    """Whether a column's first line starts a paragraph or goes on with the column before."""
    line = column[0]
    em = line.row.size
    # Footnotes at the foot of a column stand between its text and the next column's.
    text = [item for item in earlier if item.row.size > 0.92 * em] or earlier
    last = text[-1]
    if last.row.middle < line.row.middle:
        # Set below it, where columns begin or end: a line goes on that follows at once, within a
        # sentence.
        follows = not _starts([*text, *column], len(text), _usual_pitch(text, em))
        return not (follows and line.text[:1].islower())
    if _differ(last, line) or _BULLET.match(line.text):
        return True
    if len(column) > 1 and line.row.left > column[1].row.left + 0.8 * em:
        return True
    edge = max(item.row.right for item in text[-5:])
    early = edge - last.row.right > line.first_word + _SPARE_EMS * em
    return last.ended and (early or line.text[:1].isupper())
