"""What all sessions share: opened once, and safe to use from several threads."""

from collections.abc import Sequence

import streamlit as st

from assistant.ask import Assistant
from assistant.conversations import Conversations
from assistant.settings import Settings
from ingest.clean import highlight_boxes
from ingest.database import open_database
from ingest.readers.picture import page_picture

PICTURE_WIDTH_PX = 1200
"""Wide enough for a panel of 600 CSS pixels on a screen of double density."""


@st.cache_resource(show_spinner=False)
def load_assistant() -> Assistant:
    """Raises `AssistantError` or `IngestError`; a failure is not kept."""
    return Assistant.open(Settings.load())


@st.cache_resource(show_spinner=False)
def load_conversations() -> Conversations:
    settings = Settings.load()
    return Conversations(open_database(settings.database_url, home=settings.home))


@st.cache_data(show_spinner=False, max_entries=64)
def draw_page(version: int, page_index: int, spans: Sequence[tuple[int, int]]) -> bytes | None:
    """A PDF page as PNG with the spans of its stored text highlighted; None without its file.

    Raises `IngestError` when the kept file cannot be drawn.
    """
    catalogue = load_assistant().catalogue
    page, original = catalogue.page(version, page_index), catalogue.original(version)
    if page is None or original is None:
        return None
    boxes = [box for start, end in spans for box in highlight_boxes(page, start, end)]
    return page_picture(original, page_index, highlights=boxes, width_px=PICTURE_WIDTH_PX)
