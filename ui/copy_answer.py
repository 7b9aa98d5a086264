"""Copying an answer with its sources; `browser.js` puts it on the clipboard."""

from collections.abc import Hashable

import streamlit as st

from assistant import copied
from assistant.types import ASIDES, Answer
from ingest.catalogue import Catalogue
from ui.ask_words import CopyWords
from ui.escape import text

_MOST_KEPT = 1_000
"""Answers, at some 10 kB each."""


def offer_copy(
    answer: Answer, *, known_by: Hashable, catalogue: Catalogue, words: CopyWords
) -> None:
    """Two buttons, one for each form; small talk has nothing to cite.

    `known_by` differs where the answer, the words or what is known of documents does: who draws a
    page again does not look up every source again.
    """
    if answer.decline not in ASIDES:
        st.html(_kept_html(known_by, answer, catalogue, words), width="content")


@st.cache_resource(show_spinner=False, max_entries=_MOST_KEPT)
def _kept_html(
    known_by: Hashable,  # noqa: ARG001
    _answer: Answer,
    _catalogue: Catalogue,
    _words: CopyWords,
) -> str:
    return copy_html(_answer, catalogue=_catalogue, words=_words)


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
