"""The side bar: the screen's language, a new conversation, the earlier ones."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from assistant.conversations import NAME_LENGTH, ConversationInfo, Conversations
from ui.browser import open_conversation
from ui.dialogs import ask_delete
from ui.escape import text
from ui.words import SCREEN_LABEL, SCREEN_NAMES, WORDS, Screen, Words

_SEARCHED_FROM = 5
"""Conversations: fewer are seen at a glance."""


def current_screen() -> Screen:
    """The screen's language: as chosen, else as the address says, else as the browser prefers."""
    chosen = st.session_state.get("screen")
    return Screen(chosen) if chosen else _asked_for()


def choose_screen() -> Screen:
    """The switch between the screen's languages."""
    # What a widget holds is forgotten where another page does not draw it.
    st.session_state["screen"] = current_screen().value
    chosen = st.segmented_control(
        SCREEN_LABEL,
        [screen.value for screen in Screen],
        format_func=lambda value: SCREEN_NAMES[Screen(value)],
        required=True,
        key="screen",
        on_change=_keep_in_address,
        label_visibility="collapsed",
        width="stretch",
    )
    return Screen(str(chosen))


def _asked_for() -> Screen:
    asked = st.query_params.get("lang", "")
    return Screen(asked) if asked in set(Screen) else Screen.of_locale(st.context.locale)


def _keep_in_address() -> None:
    st.query_params["lang"] = st.session_state["screen"]


def draw_sidebar() -> tuple[Screen, Words]:
    """What stands at the head of every page's side bar."""
    brand = st.empty()
    screen = choose_screen()
    words = WORDS[screen]
    brand.html(f'<p class="brand">{text(words.product)}</p>')
    return screen, words


def offer_new_conversation(words: Words) -> None:
    st.button(
        words.new_conversation,
        key="new-conversation",
        icon=":material/edit_square:",
        on_click=open_conversation,
        args=(None,),
        width="stretch",
    )


def list_conversations(
    conversations: Conversations, *, owner: str, current: str | None, screen: Screen, words: Words
) -> None:
    """The owner's conversations as links; the open one can be renamed and deleted."""
    infos = [info for info in conversations.list(owner=owner) if info.name]
    st.html(f'<h2 class="side-head">{text(words.conversations)}</h2>')
    shown: Sequence[ConversationInfo] = infos
    if len(infos) >= _SEARCHED_FROM:
        sought = st.text_input(
            words.search_conversations,
            placeholder=words.search_conversations,
            icon=":material/search:",
            key="conversation-search",
            label_visibility="collapsed",
        )
        shown = conversations.search(sought, owner=owner) if sought.strip() else infos
    empty = words.no_such_conversation if infos else words.no_conversations
    st.html(conversations_html(shown, current=current, screen=screen, words=words, empty=empty))
    opened = next((info for info in infos if info.id == current), None)
    if opened is None:
        return
    with st.container(horizontal=True, key="conversation-actions"):
        if st.button(words.rename, key="rename", type="tertiary", icon=":material/edit:"):
            _ask_name(conversations, opened, words=words)
        if st.button(words.delete, key="delete", type="tertiary", icon=":material/delete:"):
            ask_delete(
                words.delete,
                opened.name,
                words.delete_sure,
                words=words,
                delete=partial(_delete, conversations, opened.id),
            )


def conversations_html(
    infos: Sequence[ConversationInfo],
    *,
    current: str | None,
    screen: Screen,
    words: Words,
    empty: str,
) -> str:
    label = f'aria-label="{text(words.conversations)}"'
    if not infos:
        return f'<nav class="conversations" {label}><p role="status">{text(empty)}</p></nav>'
    items = "".join(_conversation(info, current=current, screen=screen) for info in infos)
    return f'<nav class="conversations" {label}><ul>{items}</ul></nav>'


def _conversation(info: ConversationInfo, *, current: str | None, screen: Screen) -> str:
    address = "?" + urlencode({"c": info.id, "lang": screen.value})
    mark = ' aria-current="page"' if info.id == current else ""
    return (
        f'<li><a href="{text(address)}" data-conversation="{text(info.id)}" '
        f'title="{text(info.name)}"{mark}>{text(info.name)}</a></li>'
    )


def _ask_name(conversations: Conversations, info: ConversationInfo, *, words: Words) -> None:
    def save() -> None:
        conversations.rename(info.id, st.session_state["new-name"])

    @st.dialog(words.rename)
    def dialog() -> None:
        with st.form("rename-form", border=False):
            st.text_input(words.name, value=info.name, max_chars=NAME_LENGTH, key="new-name")
            if st.form_submit_button(words.save, type="primary", key="save-name", on_click=save):
                st.rerun()

    dialog()


def _delete(conversations: Conversations, id: str) -> None:
    conversations.delete(id)
    open_conversation(None)
