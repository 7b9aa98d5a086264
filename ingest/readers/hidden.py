"""What a reader found that nobody sees: kept behind the page's text, where nothing quotes it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.types import Flag, FlagKind, RawPage


class HiddenText(NamedTuple):
    """A run of text that is in the file and not to be seen."""

    kind: FlagKind
    text: str
    boxes: NDArray[np.float32] | None = None
    """A row for each character, as in `RawPage.boxes`."""


_LONGEST = 20_000
"""Characters a page: a web page may hide a whole site's menu."""


def with_hidden(page: RawPage, hidden: Sequence[HiddenText]) -> RawPage:
    """The page with its hidden text behind its last line, flagged."""
    if not hidden:
        return page
    text, flags = page.text, list(page.flags)
    boxes = [] if page.boxes is None else [page.boxes]
    for run in hidden:
        if len(text) - len(page.text) + len(run.text) > _LONGEST:
            break
        text += "\n"
        flags.append(Flag(run.kind, len(text), len(text) + len(run.text)))
        text += run.text
        boxes += [_no_box(1), _no_box(len(run.text)) if run.boxes is None else run.boxes]
    return replace(
        page,
        text=text,
        flags=tuple(flags),
        boxes=None
        if page.boxes is None
        else np.concatenate([one for one in boxes if one is not None]),
    )


def hidden_texts(page: RawPage) -> list[HiddenText]:
    """What `with_hidden` put behind the page's text."""
    return [HiddenText(flag.kind, page.text[flag.start : flag.end]) for flag in page.flags]


def shown_text(page: RawPage) -> str:
    """The page's text without what is hidden."""
    return page.text[: min((flag.start for flag in page.flags), default=None)]


def _no_box(count: int) -> NDArray[np.float32]:
    return np.full((count, 4), np.nan, np.float32)
