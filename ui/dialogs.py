"""Dialogs that several pages open."""

from collections.abc import Callable

import streamlit as st

from ui.escape import text
from ui.words import Words


def ask_delete(
    heading: str,
    name: str,
    question: str,
    *,
    words: Words,
    delete: Callable[[], None],
    verb: str | None = None,
) -> None:
    """Ask whether what bears this name shall go; `delete` is called only when that is confirmed."""

    @st.dialog(heading)
    def dialog() -> None:
        st.html(f'<p class="asked">{text(name)}</p><p>{text(question)}</p>')
        with st.container(horizontal=True):
            sure = st.button(
                verb or words.delete, key="delete-sure", type="primary", on_click=delete
            )
            if st.button(words.cancel, key="delete-cancel") or sure:
                st.rerun()

    dialog()
