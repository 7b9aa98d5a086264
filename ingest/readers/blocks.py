"""What formats without pages are made of: blocks, laid out as one page."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ingest.types import Line, RawPage

HARD_BREAK = "\v"
"""Stands for a line break that is printed, in text whose own line breaks are not."""

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WIDE_WRAP = re.compile(rf"(?<={_WIDE})[ \t]*\n[ \t\n]*(?={_WIDE})")
_SPACES = re.compile("[ \t\n]+")


class Block(NamedTuple):
    """A paragraph, heading, list item or table row; a line break in it is one that is printed."""

    text: str
    heading: int | None = None


def printable(text: str) -> str:
    """The text with one kind of line break, and without control characters or lone surrogates.

    No reader prints those, and a stored text, a database or a screen may refuse them.
    """
    return _UNPRINTED.sub("", _BREAKS.sub("\n", text))


def unwrap(text: str) -> str:
    """Undo the line breaks of a source file; `HARD_BREAK` becomes the line break it stands for.

    Between two Chinese characters the break goes without a trace, elsewhere it becomes a space.
    """
    lines = _UNPRINTED.sub("", text.replace("\r", "\n")).split(HARD_BREAK)
    return "\n".join(_SPACES.sub(" ", _WIDE_WRAP.sub("", line)) for line in lines)


def one_line(text: str) -> str:
    """The text on a single line, as for a title or a table's cell."""
    return " ".join(printable(text).split())


def row(cells: Iterable[str]) -> Block:
    """A table's row: its cells in order, empty ones too, so that columns stay in line."""
    texts = [one_line(cell) for cell in cells]
    return Block(" | ".join(texts) if any(texts) else "")


def page_of(blocks: Iterable[Block]) -> RawPage:
    """The one page of a format without pages; its text is empty when no block has any.

    A block's first line starts a paragraph, and so does a line indented the Chinese way.
    """
    texts: list[str] = []
    lines: list[Line] = []
    end = -1
    for block in blocks:
        first = True
        for printed in printable(block.text).split("\n"):
            text = printed.strip()
            if not text:
                continue
            start, end = end + 1, end + 1 + len(text)
            indented = printed.startswith("\u3000")
            lines.append(
                Line(start, end, heading=block.heading, paragraph=first or indented),
            )
            texts.append(text)
            first = False
    return RawPage("\n".join(texts), tuple(lines))
