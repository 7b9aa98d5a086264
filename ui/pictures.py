"""Pictures of PDF pages, kept for whoever looks at the same page next."""

from collections.abc import Sequence

import streamlit as st

from ingest.printed import highlight_boxes
from ui.stores import load_shelf

PICTURE_WIDTH_PX = 1200
"""Wide enough for a panel of 600 CSS pixels on a screen of double density."""


@st.cache_data(show_spinner=False, max_entries=64)
def draw_page(version: int, page_index: int, spans: Sequence[tuple[int, int]]) -> bytes | None:
    """A PDF page as PNG with the spans of its stored text highlighted; None without its file.

    Raises `IngestError` when the kept file cannot be drawn.
    """
    catalogue = load_shelf().catalogue
    page, original = catalogue.page(version, page_index), catalogue.original(version)
    if page is None or original is None:
        return None
    from ingest.readers.picture import page_picture  # noqa: PLC0415 - the first page needs none

    boxes = [box for start, end in spans for box in highlight_boxes(page, start, end)]
    return page_picture(original, page_index, highlights=boxes, width_px=PICTURE_WIDTH_PX)
