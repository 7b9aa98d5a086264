"""From what a reader saw to what is stored: whole paragraphs, without what only the page needs.

Line breaks, running heads, page numbers and footnote marks belong to the page, not to the sentence.
Every stored character keeps the offset of the printed one it stands for, so a quote can always be
shown as printed, at its place.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.footnotes import Footnotes, find_footnotes
from ingest.headings import Setting, heading_levels
from ingest.running import find_running_heads
from ingest.types import Box, Cell, Heading, Line, Note, Page, RawDocument, RawPage, Table
from language.radicals import RADICALS

_PUT_IN = -1
_MAPPED = RADICALS | {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
    0xFB06: "st",
}  # fmt: skip
_UNSEEN = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e01ef"
)
"""Controls, marks of direction, joiners, soft hyphens: they print nothing."""

_ODD = re.compile(rf"[{_UNSEEN}\u2e80-\u2fd5\ufb00-\ufb06]|[^\S ]|  ")
_DROPPED = re.compile(f"[{_UNSEEN}]")
_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_LETTER_SPACED = re.compile(rf"[{_HAN}](?: [{_HAN}]){{2,}}")
_COUNTED = frozenset("一二三四五六七八九十表圖附第章節")
_HYPHENS = ("-", "\u2010")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_URL = re.compile(r"(?:https?://|www\.)[^\s，。；、（）「」『』〈〉《》<>\"]+")
_OPEN_URL = re.compile(r"(?:https?://|www\.)[!-~]*$")
_CAPTION = re.compile(r"(?:附?表|Table)\s*[\dA-ZＡ-Ｚ０-９一二三四五六七八九十]", re.IGNORECASE)
_CAPTION_LINES = 2
"""How far above a table its caption may stand: the unit often stands between."""

_URL_BREAKS = ("/", "-", "=", "&", "?", "_", "%", "#")
_URL_GOES_ON = re.compile(r"[!-~]*[/=&?%_#.\d][!-~]*")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines of one paragraph, joined."""

    text: str
    origin: "array[int]"
    """A whole document's paragraphs are held at once: a list would take nine times the memory."""

    lines: tuple[int, ...]
    setting: Setting


def clean(raw: RawDocument) -> Iterator[Page]:
    """The document's pages as they are stored: see `Page`.

    Running heads and printed page numbers are gone; such a number is the page's label where the
    file declares none. Footnotes stand behind the page's text, from `body_end` on.
    """
    running = find_running_heads(raw)
    kept = [
        [n for n, line in enumerate(page.lines) if n not in removed and line.end > line.start]
        for page, removed in zip(raw.pages, running.lines, strict=True)
    ]
    body_size = _body_size(raw.pages, kept)
    words = _words(raw.pages, kept)
    notes, bodies = [], []
    for page, lines in zip(raw.pages, kept, strict=True):
        found = find_footnotes(page, lines, body_size)
        notes.append(found)
        bodies.append(_body(page, lines, found, words=words, whole_lines=not raw.paginated))
    levels = iter(
        heading_levels(
            [paragraph.setting for body in bodies for paragraph in body],
            body_size,
            formatted=not raw.paginated,
        )
    )
    for index, (page, label, body, found) in enumerate(
        zip(raw.pages, running.labels, bodies, notes, strict=True)
    ):
        yield _page(
            index,
            page,
            label=page.label or label,
            body=[(paragraph, next(levels)) for paragraph in body],
            footnotes=found,
            words=words,
        )


def printed(page: Page, start: int, end: int) -> str:
    """The reader's text behind `page.text[start:end]`, with its line breaks.

    Where the span jumps over something (a running foot, another column), a line break stands.
    """
    offsets = page.origin[start:end]
    offsets = offsets[offsets >= 0]
    if not len(offsets):
        return ""
    parts, first = [], int(offsets[0])
    for before, after in pairwise(offsets.tolist()):
        # Up to here lie what cleaning drops between two neighbours: a hyphen, a break, a mark.
        if not 0 <= after - before <= 8:
            parts.append(page.raw[first : before + 1])
            first = after
    parts.append(page.raw[first : int(offsets[-1]) + 1])
    return "\n".join(parts)


def highlight_boxes(page: Page, start: int, end: int) -> list[Box]:
    """One box for each printed line behind `page.text[start:end]`; none in formats without any."""
    if page.boxes is None:
        return []
    offsets = np.unique(page.origin[start:end])
    offsets = offsets[offsets >= 0]
    offsets = offsets[np.isfinite(page.boxes[offsets]).all(axis=1)]
    if not len(offsets):
        return []
    breaks = np.array([n for n, char in enumerate(page.raw) if char == "\n"])
    line_of = np.searchsorted(breaks, offsets)
    boxes = []
    for line in np.unique(line_of):
        corners = page.boxes[offsets[line_of == line]]
        low, high = corners.min(axis=0), corners.max(axis=0)
        boxes.append(Box(float(low[0]), float(low[1]), float(high[2]), float(high[3])))
    return boxes


# ---- the document -------------------------------------------------------------------------------


def _body_size(pages: Sequence[RawPage], kept: Sequence[Sequence[int]]) -> float:
    """The size most characters in the upper half of the pages have; 0 in formats without sizes.

    The lower half may be footnotes for the most part.
    """
    sizes: Counter[float] = Counter()
    for page, lines in zip(pages, kept, strict=True):
        for number in lines:
            line = page.lines[number]
            low = line.box is not None and page.height and line.box.top > 0.5 * page.height
            if line.size:
                # A page may have a lower half only, or none that is upper.
                sizes[round(line.size * 2) / 2] += (line.end - line.start) * (1 if low else 1000)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _words(pages: Sequence[RawPage], kept: Sequence[Sequence[int]]) -> frozenset[str]:
    """The document's Latin words, without those that a line's end may have cut in two."""
    words: set[str] = set()
    for page, lines in zip(pages, kept, strict=True):
        cut = False
        for number in lines:
            line = page.lines[number]
            found = _WORD.findall(page.text[line.start : line.end].lower())
            starts_cut, cut = cut, page.text[line.start : line.end].rstrip().endswith(_HYPHENS)
            words.update(found[1 if starts_cut else 0 : len(found) - 1 if cut else None])
    return frozenset(words)


# ---- paragraphs ---------------------------------------------------------------------------------


def _body(
    page: RawPage,
    lines: Sequence[int],
    footnotes: Footnotes,
    *,
    words: frozenset[str],
    whole_lines: bool,
) -> list[_Paragraph]:
    noted = {number for note in footnotes.notes for number in note.lines}
    marks = {offset for mark in footnotes.marks for offset in range(mark.start, mark.end)}
    whole_lines = whole_lines or not any(page.lines[number].paragraph for number in lines)
    groups: list[list[int]] = []
    for number in lines:
        if number in noted:
            continue
        line = page.lines[number]
        before = page.lines[groups[-1][-1]] if groups else None
        if before is None or whole_lines or line.paragraph or line.heading != before.heading:
            groups.append([number])
        else:
            groups[-1].append(number)
    paragraphs = (_paragraph(page, group, marks=marks, words=words) for group in groups)
    return [paragraph for paragraph in paragraphs if paragraph.text]


def _paragraph(
    page: RawPage,
    numbers: Sequence[int],
    *,
    marks: Iterable[int],
    words: frozenset[str],
    start: int = 0,
) -> _Paragraph:
    """`start`: the offset in the page's text before which its first line is left out."""
    skipped = set(marks)
    parts = [_line(page, page.lines[number], skipped, start) for number in numbers]
    text, origin = reduce(lambda one, two: _join(one, two, words), parts)
    text, origin = _close_up(text, origin)
    first = page.lines[numbers[0]]
    return _Paragraph(
        text=text,
        origin=array("i", origin),
        lines=tuple(numbers),
        setting=Setting(
            text=text,
            lines=len(numbers),
            declared=first.heading,
            size=first.size,
            bold=all(page.lines[number].bold for number in numbers),
            row=len(numbers) == 1 and _is_row(page, first),
        ),
    )


def _line(page: RawPage, line: Line, skipped: set[int], start: int) -> tuple[str, list[int]]:
    """A line's characters with their offsets: one space for any run of white space, radicals and
    ligatures as ordinary letters, nothing that prints nothing."""
    first = max(line.start, start)
    text = page.text[first : line.end]
    origin = range(first, line.end)
    if not _ODD.search(text) and skipped.isdisjoint(origin):
        stripped = text.strip()
        lead = len(text) - len(text.lstrip())
        return stripped, list(origin[lead : lead + len(stripped)])
    chars: list[str] = []
    offsets: list[int] = []
    for offset, char in zip(origin, text, strict=True):
        if offset in skipped or _DROPPED.match(char):
            continue
        if char.isspace():
            if chars and chars[-1] != " ":
                chars.append(" ")
                offsets.append(offset)
            continue
        for ordinary in _MAPPED.get(ord(char), char):
            chars.append(ordinary)
            offsets.append(offset)
    if chars and chars[-1] == " ":
        chars.pop()
        offsets.pop()
    return "".join(chars), offsets


def _join(
    one: tuple[str, list[int]], two: tuple[str, list[int]], words: frozenset[str]
) -> tuple[str, list[int]]:
    """Two lines of a paragraph as one, as they would stand without the break."""
    before, after = one[0], two[0]
    if not before or not after:
        return (before + after, one[1] + two[1])
    if _is_cut_url(before, after):
        return before + after, one[1] + two[1]
    if before.endswith(_HYPHENS) and before[-2:-1].isalnum():
        if _is_cut_word(before, after, words):
            return before[:-1] + after, one[1][:-1] + two[1]
        return before + after, one[1] + two[1]
    if _runs_on(before[-1]) or _runs_on(after[0]):
        return before + after, one[1] + two[1]
    return f"{before} {after}", [*one[1], _PUT_IN, *two[1]]


def _runs_on(char: str) -> bool:
    """Whether the script of `char` is written without spaces: Chinese and Japanese, not Korean."""
    return char >= "\u2e80" and not "\uac00" <= char <= "\ud7a3"


def _is_cut_word(before: str, after: str, words: frozenset[str]) -> bool:
    """Whether a hyphen at a line's end only cuts a word, as against one it is spelt with.

    The rest of the document knows: it has the word whole, or hyphenated, or both halves as words.
    """
    head, tail = re.search(r"[A-Za-z-]+-$", before[:-1] + "-"), re.match(r"[a-z]+", after)
    if head is None or tail is None:
        return False
    first, second = head[0][:-1].lower(), tail[0]
    if first + second in words:
        return True
    return f"{first}-{second}" not in words and not (first in words and second in words)


def _is_cut_url(before: str, after: str) -> bool:
    """Whether a web address goes on behind the line's end."""
    if not _OPEN_URL.search(before):
        return False
    if before.endswith("://"):
        return True
    rest = re.match(r"[!-~]*", after)
    word = rest[0] if rest else ""
    if not word or re.match(r"https?://|www\.", word):
        return False
    return before.endswith(_URL_BREAKS) or _URL_GOES_ON.fullmatch(word) is not None


def _close_up(text: str, origin: list[int]) -> tuple[str, list[int]]:
    """Chinese words that were letter-spaced for looks (近 年 來 透 過), closed up."""
    dropped = {
        index
        for match in _LETTER_SPACED.finditer(text)
        # 「第 一 章」 and 「表 一 某某」 are spaced with a meaning.
        if len(match[0]) > 7 or _COUNTED.isdisjoint(match[0])
        for index in range(match.start() + 1, match.end(), 2)
    }
    if not dropped:
        return text, origin
    return (
        "".join(char for index, char in enumerate(text) if index not in dropped),
        [offset for index, offset in enumerate(origin) if index not in dropped],
    )


def _is_row(page: RawPage, line: Line) -> bool:
    """Whether a line has cells: gaps much wider than a space."""
    if page.boxes is None or line.size is None:
        return False
    boxes = page.boxes[line.start : line.end]
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    return bool((boxes[1:, 0] - boxes[:-1, 2] > 2 * line.size).any())


# ---- the page -----------------------------------------------------------------------------------


def _page(
    index: int,
    raw: RawPage,
    *,
    label: str | None,
    body: Sequence[tuple[_Paragraph, int | None]],
    footnotes: Footnotes,
    words: frozenset[str],
) -> Page:
    text, origin = "", list[int]()
    headings: list[Heading] = []
    for paragraph, level in body:
        if text:
            text += "\n"
            origin.append(_PUT_IN)
        if level:
            headings.append(Heading(len(text), len(text) + len(paragraph.text), level))
        text += paragraph.text
        origin += paragraph.origin
    places = _places(origin, footnotes)
    tables = _tables(raw.tables, text, origin)
    body_end: int | None = None
    notes: list[Note] = []
    for note in footnotes.notes:
        paragraph = _paragraph(raw, note.lines, marks=(), words=words, start=note.text_start)
        if text:
            text += "\n"
            origin.append(_PUT_IN)
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
