"""Copying an answer with its sources; `browser.js` puts it on the clipboard."""

import streamlit as st

from assistant import copied
from assistant.types import ASIDES, Answer
from ingest.catalogue import Catalogue
from ui.ask_words import CopyWords
from ui.escape import text


def offer_copy(answer: Answer, *, catalogue: Catalogue, words: CopyWords) -> None:
    """Two buttons, one for each form; small talk has nothing to cite."""
    if answer.decline not in ASIDES:
        st.html(copy_html(answer, catalogue=catalogue, words=words), width="content")


def copy_html(answer: Answer, *, catalogue: Catalogue, words: CopyWords) -> str:
    forms = {
        words.plain: copied.plain_text(answer, catalogue=catalogue),
        words.markdown: copied.markdown(answer, catalogue=catalogue),
    }
    buttons = "".join(
        f'<button type="button" data-copy="{text(said)}" data-copied="{text(words.copied)}" '
        f'data-failed="{text(words.failed)}">{text(label)}</button>'
        for label, said in forms.items()
    )
    return f'<div class="copy">{buttons}<span class="copied" role="status"></span></div>'
