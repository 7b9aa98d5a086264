"""What every page beside the chat begins with."""

from pathlib import Path

import streamlit as st

from ui.escape import text
from ui.sidebar import draw_sidebar
from ui.words import Screen, Words


def begin_page() -> tuple[Screen, Words]:
    """The style sheet, and the head of the side bar."""
    st.html(Path(__file__).with_name("screen.css"))
    with st.sidebar:
        return draw_sidebar()


def page_head(heading: str, more: str, *, wide: bool = False) -> None:
    """The page's name, and what it is for; a wide page is for tables."""
    kind = "page-head wide-page" if wide else "page-head"
    st.html(f'<header class="{kind}"><h1>{text(heading)}</h1><p>{text(more)}</p></header>')
