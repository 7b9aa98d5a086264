"""Buttons that hand a paper on as Word, PDF or Markdown."""

from functools import partial

import streamlit as st

from assistant.paper import Paper
from assistant.paper_files import PAPER_FILES
from assistant.paper_pdf import missing_font
from assistant.reasons import reason_words
from ui.page_words import DraftWords
from ui.sidebar import current_screen

_MIME = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".md": "text/markdown",
}


def offer_export(paper: Paper, *, name: str, words: DraftWords) -> None:
    """A file is made when it is asked for, not on every run of the page."""
    font = missing_font(paper)
    labels = {".docx": words.word, ".pdf": words.pdf, ".md": words.markdown}
    for suffix, make in PAPER_FILES.items():
        no_font = suffix == ".pdf" and font is not None
        st.download_button(
            labels[suffix],
            data=b"" if no_font else partial(make, paper),
            file_name=f"{name}{suffix}",
            mime=_MIME[suffix],
            icon=":material/download:",
            on_click="ignore",
            key=f"export{suffix}",
            disabled=no_font,
            help=reason_words(str(font), current_screen().language) if no_font else None,
        )
