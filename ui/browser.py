"""The browser's side of the page: `browser.js`, mounted once on every page."""

import re
import secrets
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st

from ui.sources import SourceAddress
from ui.words import Screen

OWNER_COOKIE = "advisor_browser"
"""Names a browser, so that its earlier conversations can be listed for it alone."""

_OWNER = re.compile(r"[A-Za-z0-9_-]{24}")

_mount = st.components.v2.component(
    "advisor_browser",
    js=Path(__file__).with_name("browser.js").read_text(encoding="utf-8"),
)


def owner() -> str:
    """This browser's name: from its cookie, or new, when `connect_browser` sets the cookie."""
    name = st.context.cookies.get(OWNER_COOKIE, "")
    if _OWNER.fullmatch(name):
        return name
    return str(st.session_state.setdefault("owner", secrets.token_urlsafe(18)))


def connect_browser(
    *,
    screen: Screen,
    conversation: str | None,
    turns: int,
    opened: SourceAddress | None,
    asking: int | None = None,
) -> None:
    """Let markers and the conversations' links act without a reload, and keep the cookie.

    `turns` is how many answers the conversation has: a new one is scrolled to its question.
    `asking` is the number of the question that is being answered, which is scrolled to as well.
    """
    _mount(
        key="browser",
        data={
            "language": screen.value,
            "cookie": OWNER_COOKIE,
            "owner": owner(),
            "conversation": conversation,
            "turns": turns,
            "asking": asking,
            "opened": None if opened is None else str(opened),
        },
        on_source_change=_open_source,
        on_conversation_change=_open_conversation,
        on_ask_change=_press_follow_up,
        on_address_change=_go,
        height=0,
    )


def _open_source() -> None:
    address = SourceAddress.parse(str(st.session_state["browser"].source))
    if address is None:
        st.query_params.pop("s", None)
    else:
        st.query_params["s"] = str(address)


def press_question(question: str) -> None:
    """Ask this in the run of the page that comes now."""
    st.session_state["pressed"] = question


def _press_follow_up() -> None:
    press_question(str(st.session_state["browser"].ask))


def pressed_question() -> str | None:
    """What was typed, or pressed, to be asked: once."""
    question: str | None = st.session_state.pop("pressed", None)
    return question


def _go() -> None:
    """Follow a link within the page, marked `data-go`: its query becomes the page's."""
    st.query_params.from_dict(parse_qs(str(st.session_state["browser"].address)))


def _open_conversation() -> None:
    open_conversation(str(st.session_state["browser"].conversation))


def open_conversation(id: str | None) -> None:
    """Show another conversation, or with None a new one, with no source open."""
    st.session_state.pop("asking", None)
    st.query_params.pop("s", None)
    if id:
        st.query_params["c"] = id
    else:
        st.query_params.pop("c", None)
