"""Plain text."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from ingest.errors import Unreadable
from ingest.readers.blocks import Block, page_of, printable
from ingest.readers.encoding import decode, load
from ingest.types import RawDocument

_ITEM = re.compile(
    r"\s*(?:[-*•●○◦▪■□◆◇‧·]\s|[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.)）、．]\s*\D)"
)
_WIDEST_WRAPPED = 120
"""Columns. A file with wider lines was not wrapped by hand: there each line is a paragraph."""


def read_text(path: Path) -> RawDocument:
    """Read a plain text file in whatever encoding it is: one `Line` for each printed line.

    A paragraph starts after a blank line, an indent or a line that ends early, at a list item, and
    at every line of a file whose lines are too wide to have been wrapped.

    Raises:
        Unreadable: it is empty, blank, too large, or not text.
    """
    text, warnings = decode(load(path), source=path.name)
    page = page_of(paragraphs(text))
    if not page.text:
        raise Unreadable(
            path.name, "it holds only blank space", "ingest a copy that holds its text"
        )
    return RawDocument((page,), paginated=False, warnings=warnings)


def paragraphs(text: str) -> Iterator[Block]:
    """Cut plain text into paragraphs, keeping the line breaks inside each."""
    lines = printable(text).split("\n")
    groups = groupby(lines, key=lambda line: bool(line.strip()))
    blocks = [list(group) for filled, group in groups if filled]
    if max(map(_columns, lines)) > _WIDEST_WRAPPED:
        yield from (Block(line) for block in blocks for line in block)
        return
    if _is_double_spaced(blocks):
        blocks = [[line for block in blocks for line in block]]
    for block in blocks:
        yield from _wrapped(block)


def _is_double_spaced(blocks: list[list[str]]) -> bool:
    """Whether the blank lines only space the printed lines out, as some converters write them.

    Then nearly every line stands alone and most are as wide as the margins allow, which paragraphs
    of one line each are not.
    """
    if len(blocks) < 20 or sum(len(block) == 1 for block in blocks) < 0.9 * len(blocks):
        return False
    widths = sorted(_columns(line) for block in blocks for line in block)
    return widths[len(widths) // 2] >= 0.85 * widths[-1]


def _wrapped(lines: list[str]) -> Iterator[Block]:
    widest = max(map(_columns, lines))
    paragraph: list[str] = []
    for line in lines:
        # A line that ends well before the margin is a paragraph's last, or a heading.
        ended = bool(paragraph) and _columns(paragraph[-1]) < 0.6 * widest
        if paragraph and (ended or _ITEM.match(line)):
            yield Block("\n".join(paragraph))
            paragraph = []
        paragraph.append(line)
    yield Block("\n".join(paragraph))


def _columns(line: str) -> int:
    return len(line) + sum(char >= "\u2e80" for char in line)
