"""What is suspicious in a page's text, whatever its format: unseen characters and instructions.

The readers flag what cannot be seen. Instructions may stand in plain sight: they stay on the page,
flagged, and are cut into no chunk, so that they are neither searched, nor quoted, nor shown to a
model.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from ingest.types import Flag, FlagKind, Page
from language.instructions import gives_instructions, instruction_spans
from language.sentences import Span

HIDDEN = frozenset(FlagKind) - {FlagKind.INSTRUCTIONS, FlagKind.ZERO_WIDTH}
"""Kinds of text that is not in a page's stored text at all."""

_ZERO = "\u180e\u200b-\u200d\u2060-\u2064\ufeff"
_WORD = r"[0-9A-Za-z\u00c0-\u024f\u3400-\u9fff]"
_ZERO_WIDTH = re.compile(
    # Within a word of a script that needs no joiners, in numbers, or letters of the tag block.
    rf"(?<={_WORD})[{_ZERO}]+(?={_WORD})|[{_ZERO}]{{4,}}|[\U000e0020-\U000e007e]{{2,}}"
)
_TAGS = {code: code - 0xE0000 for code in range(0xE0020, 0xE007F)}
_MOST = 100
"""Flags of one kind on a page: a page may hold a joiner in every word."""


def flagged(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages with what can be told from their text added to what their reader flagged."""
    return tuple(_flagged(page) for page in pages)


def instructs_model(page: Page, flag: Flag) -> bool:
    """Whether a flagged text gives instructions, in letters seen or unseen."""
    if flag.kind is FlagKind.INSTRUCTIONS:
        return True
    text = page.raw[flag.start : flag.end]
    return gives_instructions(text) or gives_instructions(text.translate(_TAGS))


def instructing(page: Page) -> list[Span]:
    """The paragraphs of the stored text that are flagged as instructions, in order."""
    spans = []
    for flag in page.flags:
        if flag.kind is FlagKind.INSTRUCTIONS:
            inside = np.flatnonzero((page.origin >= flag.start) & (page.origin < flag.end))
            spans.append(Span(int(inside[0]), int(inside[-1]) + 1))
    return sorted(spans)


def between(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """What is left of `start` to `end` without the spans, which are in order."""
    for span in spans:
        if span.end > start and span.start < end:
            if span.start > start:
                yield Span(start, span.start)
            start = span.end
    if start < end:
        yield Span(start, end)


def _flagged(page: Page) -> Page:
    hidden_from = min((flag.start for flag in page.flags), default=len(page.raw))
    found = [*_zero_width(page.raw[:hidden_from]), *_instructions(page)]
    return replace(page, flags=(*page.flags, *found)) if found else page


def _zero_width(text: str) -> Iterator[Flag]:
    if text.isascii():
        return
    for match, _ in zip(_ZERO_WIDTH.finditer(text), range(_MOST), strict=False):
        yield Flag(FlagKind.ZERO_WIDTH, match.start(), match.end())


def _instructions(page: Page) -> Iterator[Flag]:
    for span in instruction_spans(page.text):
        offsets = page.origin[span.start : span.end]
        offsets = np.sort(offsets[offsets >= 0])
        if len(offsets):
            yield Flag(FlagKind.INSTRUCTIONS, int(offsets[0]), int(offsets[-1]) + 1)
