"""Running heads and feet: what is printed at the same place on many pages, and page numbers in it.

They would otherwise stand in the middle of a sentence that goes on overleaf.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ingest.footnotes import note_mark, referring_marks
from ingest.types import Box, RawPage

_MARGIN = 0.15
"""How far into a page, as a share of its height, a running head or foot may stand."""

_EDGE = 0.09
"""How far in from the side, as a share of the width, text along the edge may stand."""

_ROWS = 4
_NOTE_ROWS = 12
"""How many lines from the foot of a page a footnote is looked for that goes on to its last."""

_LEADING = 0.8
"""The space between two lines of a footnote is less than this share of their height."""

_SAME_PLACE_PT = 4.0
_FEW_PAGES = 4
_NUMBER = re.compile(r"(?<![\w.,])(?:([A-Z])-?)?(\d{1,4}|[ivxlc]{1,7})(?![\w,]|\.\d)")
_NUMBER_ALONE = re.compile(
    r"[\W_]*(?:page|p\.|第)?\s*(?:[A-Z]-)?(?:\d{1,4}|[ivxlc]{1,7})\s*頁?"
    r"(?:\s*(?:of|/|／|,?\s*共)\s*\d{1,4}\s*頁?)?[\W_]*",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class RunningHeads(NamedTuple):
    """For each page, the lines that are no part of its text, and the number printed in them."""

    lines: tuple[frozenset[int], ...]
    """Indices into `RawPage.lines`."""

    labels: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class _Margin:
    """A line near a page's edge, or a table's row that is written cell by cell."""

    lines: tuple[int, ...]
    zone: str
    place: float
    """Its middle, in points from the page's top."""

    text: str
    shape: str
    """The text with digits and spaces levelled, so that it is the same on every page."""

    deep: bool = False
    """Stands further in than a margin goes, as the page's first or last line."""

    noted: bool = False
    """Belongs to a footnote, which several pages may give."""

    @property
    def line(self) -> int:
        """Its first."""
        return self.lines[0]


class _PageNumber(NamedTuple):
    series: str
    offset: int
    """The number less the page's index: the same all through a series."""

    printed: str
    line: int


def find_running_heads(pages: Iterable[RawPage]) -> RunningHeads:
    """Lines that repeat at the edge of pages, digits apart, and numbers that count pages.

    Text that differs between left and right pages repeats on each; from the edge inwards, the first
    line that does not repeat ends the search. A footnote that is given on several pages is none.
    Pages without coordinates have none.
    """
    margins = [_margins(page) for page in pages]
    places: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for found in margins:
        for margin in found:
            places[margin.zone, margin.shape].append(margin.place)
    for known in places.values():
        known.sort()
    needed = 2 if len(margins) <= _FEW_PAGES else 3
    numbers = [_page_numbers(found, index) for index, found in enumerate(margins)]
    series = Counter(
        key for found in numbers for key in {(number.series, number.offset) for number in found}
    )
    needed_numbers = min(needed, len(margins))
    lines, labelled = [], []
    for found, candidates in zip(margins, numbers, strict=True):
        counting = [n for n in candidates if series[n.series, n.offset] >= needed_numbers]
        counting.sort(key=lambda number: -series[number.series, number.offset])
        counted = {number.line for number in counting}
        repeated = set()
        for margin in found:
            others = places[margin.zone, margin.shape]
            level = _count_near(others, margin.place)
            alone = _NUMBER_ALONE.fullmatch(margin.text) is not None
            counts = margin.line in counted and (alone or len(others) >= needed)
            if counts or (level >= needed and not (margin.deep or margin.noted)):
                repeated.add(margin.line)
        running = _from_the_edge(found, repeated)
        lines.append(
            frozenset(line for margin in found if margin.line in running for line in margin.lines)
        )
        labelled.append(next((number for number in counting if number.line in running), None))
    # Numbers of a running head count pages only where they do so on several of them.
    kept = Counter((number.series, number.offset) for number in labelled if number)
    labels = (
        number.printed if number and kept[number.series, number.offset] >= needed_numbers else None
        for number in labelled
    )
    return RunningHeads(tuple(lines), tuple(labels))


def _count_near(places: Sequence[float], place: float) -> int:
    """How many of the places, in order, are the same. All pages may have a line of one shape."""
    first = bisect_right(places, place - _SAME_PLACE_PT)
    return bisect_left(places, place + _SAME_PLACE_PT) - first


def _margins(page: RawPage) -> list[_Margin]:
    """The page's lines near its edges, from the edge inwards."""
    if page.height is None or page.width is None:
        return []
    placed = [(_extent(page, lines), lines) for lines in _printed(page)]
    placed.sort(key=lambda pair: pair[0].top + pair[0].bottom)
    found = []
    notes = _in_footnotes(page, placed[: -_NOTE_ROWS - 1 : -1])
    outer_top, outer_bottom = placed[:_ROWS], placed[: -_ROWS - 1 : -1]
    for zone, outer in (("top", outer_top), ("bottom", outer_bottom)):
        for order, (box, lines) in enumerate(outer):
            middle = (box.top + box.bottom) / 2
            depth = middle if zone == "top" else page.height - middle
            deep = depth >= _MARGIN * page.height
            # A page that was printed from a web page ends where its text does, number and all.
            if not deep or order == 0:
                margin = _margin(page, lines, zone, middle)
                found.append(replace(margin, deep=deep, noted=margin.line in notes))
    for box, lines in placed:
        if box.right < _EDGE * page.width or box.left > (1 - _EDGE) * page.width:
            found.append(_margin(page, lines, "side", (box.top + box.bottom) / 2))
    return found


def _in_footnotes(page: RawPage, placed: Sequence[tuple[Box, list[int]]]) -> set[int]:
    """Which of these lines, from the foot of the page upwards, belong to a footnote: it begins with
    a mark that stands raised in the text, and goes on in lines of its size close below."""
    marks = {first: note_mark(page, page.lines[first]) for _, (first, *_) in placed}
    if not any(marks.values()):
        return set()
    referring = referring_marks(page)
    found: set[int] = set()
    below: list[tuple[Box, int]] = []
    for box, (first, *_) in placed:
        if below and not _goes_on(page, (box, first), below[-1]):
            below = []
        below.append((box, first))
        if marks[first] in referring:
            found.update(line for _, line in below)
    return found


def _goes_on(page: RawPage, above: tuple[Box, int], below: tuple[Box, int]) -> bool:
    (upper, first), (lower, second) = above, below
    sizes = page.lines[first].size, page.lines[second].size
    close = lower.top - upper.bottom < _LEADING * (lower.bottom - lower.top)
    return close and sizes[0] == sizes[1]


def _printed(page: RawPage) -> list[list[int]]:
    """The lines that have a place, those of a row that is written cell by cell together."""
    printed: list[list[int]] = []
    for number, line in enumerate(page.lines):
        if line.cell is not None and not line.paragraph:
            printed[-1].append(number)
        elif line.box is not None:
            printed.append([number])
    return printed


def _extent(page: RawPage, lines: Sequence[int]) -> Box:
    left, top, right, bottom = zip(*filter(None, (page.lines[n].box for n in lines)), strict=True)
    return Box(min(left), min(top), max(right), max(bottom))


def _margin(page: RawPage, lines: Sequence[int], zone: str, place: float) -> _Margin:
    text = " ".join(page.text[page.lines[n].start : page.lines[n].end] for n in lines)
    shape = "".join(re.sub(r"\d+", "#", text).split()).casefold()
    if _NUMBER_ALONE.fullmatch(text):
        shape = re.sub(r"(?<![a-z])[ivxlc]+(?![a-z])", "#", shape)
    return _Margin(tuple(lines), zone, place, text, shape)


def _from_the_edge(found: list[_Margin], repeated: set[int]) -> set[int]:
    running = {margin.line for margin in found if margin.zone == "side" and margin.line in repeated}
    for zone in ("top", "bottom"):
        for margin in found:
            if margin.zone == zone:
                if margin.line not in repeated:
                    break
                running.add(margin.line)
    return running


def _page_numbers(found: list[_Margin], index: int) -> list[_PageNumber]:
    """Each number in a page's margins that might be the page's own."""
    numbers = []
    for margin in found:
        for match in () if margin.noted else _NUMBER.finditer(margin.text):
            prefix, digits = match[1] or "", match[2]
            value = int(digits) if digits.isdecimal() else _roman(digits)
            series = f"{prefix}#" if digits.isdecimal() else f"{prefix}roman"
            if value:
                numbers.append(_PageNumber(series, value - index, match[0], margin.line))
    return numbers


def _roman(digits: str) -> int:
    values = [_ROMAN[digit] for digit in digits]
    return sum(
        -value if after > value else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )
