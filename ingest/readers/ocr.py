"""Pictures of text, read by Tesseract where it is installed.

What it reads is marked, since it misreads: a citation says so, and the picture stands beside it.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

import numpy as np
from PIL import Image

from ingest.types import Box, Line, PageState, RawPage

DPI = 300
_LANGUAGES = ("chi_tra", "eng")
_TIMEOUT_S = 15.0
"""For one page; a usual one takes two to six seconds on one core."""

_LEAST_CONFIDENCE = 30.0
"""Percent. Below, Tesseract has read a photo's leaves or a table's lines as letters."""

_LEAST_CHARACTERS = 8
_CJK_START = "\u2e80"


class _Word(NamedTuple):
    text: str
    line: tuple[int, int, int]
    """Its block's, paragraph's and line's numbers."""

    box: Box
    """In pixels."""


def is_installed() -> bool:
    """Whether Tesseract is there, with Chinese and English."""
    program = shutil.which("tesseract")
    return program is not None and set(_LANGUAGES) <= _languages(program)


@cache
def _languages(program: str) -> frozenset[str]:
    """What the program at this path can read, asked once."""
    try:
        command = [program, "--list-langs"]
        said = subprocess.run(  # noqa: S603  the program found on the PATH
            command, capture_output=True, text=True, check=True, timeout=_TIMEOUT_S
        )
    except (subprocess.SubprocessError, OSError, ValueError):
        return frozenset()
    return frozenset(said.stdout.split())


def read_picture(picture: Image.Image, *, scale: float) -> RawPage | None:
    """The text in a page's picture, `scale` pixels a point; empty where there is none.

    None when reading it took too long or failed.
    """
    # It brings pandas with it where that is installed: a second and 60 MB of each worker.
    import pytesseract  # noqa: PLC0415

    # More threads than one make a page no faster, and starve whatever runs beside.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        found = pytesseract.image_to_data(
            _quickly_written(picture),
            lang="+".join(_LANGUAGES),
            timeout=_TIMEOUT_S,
            output_type=pytesseract.Output.DICT,
        )
    except (pytesseract.TesseractError, RuntimeError, OSError):
        # RuntimeError is how the library tells a time-out.
        return None
    words = list(_words(found))
    if sum(len(word.text) for word in words) < _LEAST_CHARACTERS:
        words = []
    return _page(words, picture, scale)


def _quickly_written(picture: Image.Image) -> Image.Image:
    """The same picture, in the form in which the library will write it for Tesseract: a PNG would
    take a third of all that a page costs.

    Without colours it goes as grey, which Tesseract reads the same; with colours it would not.
    """
    first, *others = picture.split()
    written = first if all(band == first for band in others) else picture.copy()
    written.format = "TIFF"  # which is not compressed
    return written


def _words(found: dict[str, list[str | int | float]]) -> Iterator[_Word]:
    columns = ("text", "conf", "block_num", "par_num", "line_num", "left", "top", "width", "height")
    for text, confidence, *numbers in zip(*(found[name] for name in columns), strict=True):
        plain = str(text).strip()
        if plain and float(confidence) >= _LEAST_CONFIDENCE:
            block, paragraph, line, left, top, width, height = map(int, numbers)
            box = Box(left, top, left + width, top + height)
            yield _Word(plain, (block, paragraph, line), box)


def _page(words: list[_Word], picture: Image.Image, scale: float) -> RawPage:
    texts: list[str] = []
    boxes: list[Box] = []
    lines: list[Line] = []
    nowhere = Box(np.nan, np.nan, np.nan, np.nan)
    length = 0
    edges: dict[int, float] = {}
    for word in words:
        edges[word.line[0]] = max(edges.get(word.line[0], 0.0), word.box.right)
    before: list[_Word] = []
    for _, group in groupby(words, key=lambda word: word.line):
        if lines:
            texts.append("\n")
            boxes.append(nowhere)
            length += 1
        start, in_line = length, list(group)
        for number, word in enumerate(in_line):
            # It cuts Chinese into words, which nobody prints.
            spaced = number and min(in_line[number - 1].text[-1], word.text[0]) < _CJK_START
            text = f" {word.text}" if spaced else word.text
            boxes += [nowhere] * bool(spaced) + list(_letters(word, scale))
            texts.append(text)
            length += len(text)
        low, high = (
            np.array([word.box for word in in_line]).min(0) / scale,
            np.array([word.box for word in in_line]).max(0) / scale,
        )
        box = Box(float(low[0]), float(low[1]), float(high[2]), float(high[3]))
        starts = not before or _starts(in_line, before, edges[before[0].line[0]])
        lines.append(Line(start, length, box=box, paragraph=starts))
        before = in_line
    return RawPage(
        "".join(texts),
        tuple(lines),
        boxes=np.array(boxes, np.float32).reshape(-1, 4),
        width=picture.width / scale,
        height=picture.height / scale,
        state=PageState.OCR if lines else PageState.EMPTY,
    )


def _starts(line: list[_Word], before: list[_Word], edge: float) -> bool:
    """Whether a line starts a paragraph: Tesseract says so, or the line before left room, up to the
    block's `edge`, in which this line's first word would have fitted."""
    first = line[0].box
    room = edge - before[-1].box.right
    return line[0].line[:2] != before[0].line[:2] or room > (
        first.right - first.left + (first.bottom - first.top)
    )


def _letters(word: _Word, scale: float) -> Iterator[Box]:
    """A box for each letter: equal shares of the word's."""
    left, top, right, bottom = (edge / scale for edge in word.box)
    share = (right - left) / len(word.text)
    for number in range(len(word.text)):
        yield Box(left + number * share, top, left + (number + 1) * share, bottom)
