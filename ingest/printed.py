"""From stored text back to the page: the words as printed, and where they stand."""

from itertools import pairwise

import numpy as np

from ingest.types import Box, Page


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
