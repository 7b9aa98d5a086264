"""The draft: an officer's reply, each sentence checked again as it is edited."""

from datetime import date
from functools import partial

import streamlit as st

from assistant.errors import AssistantError
from assistant.replies import Replies, UnknownReply
from assistant.reply import Reply, ReplyItem, paper_of_reply
from assistant.types import Verdict
from assistant.verify_check import Checker
from ingest.catalogue import Catalogue
from ingest.errors import IngestError
from ui.answer import View, notice_html, quotes_html
from ui.browser import connect_browser, owner
from ui.cited import as_answer, numbered
from ui.dialogs import ask_delete
from ui.errors import error_words
from ui.escape import text
from ui.export import offer_export
from ui.page import begin_page, page_head
from ui.page_words import PAGE_WORDS, DraftWords
from ui.source_panel import draw_source
from ui.sources import SourceAddress, find_source
from ui.stores import load_desk, load_replies, load_shelf
from ui.words import Screen, Words


def draw_page() -> None:
    screen, words = begin_page()
    said = PAGE_WORDS[screen].draft
    try:
        with st.spinner(words.opening):
            shelf, replies, desk = load_shelf(), load_replies(), load_desk()
    except (AssistantError, IngestError) as error:
        st.html(notice_html(error_words(error, screen), kind="fault"))
        return
    id, reply = _open(replies)
    with st.sidebar:
        _list(replies, current=id, screen=screen, words=words, said=said)
    if reply is None:
        connect_browser(screen=screen, conversation=None, turns=0, opened=None)
        _welcome(replies, screen=screen, said=said)
        return
    _draw(str(id), reply, shelf.catalogue, replies, desk, screen=screen, words=words, said=said)


def _open(replies: Replies) -> tuple[str | None, Reply | None]:
    """The draft that the address names, else the one last changed."""
    id = st.query_params.get("d")
    if id is None:
        infos = replies.list(owner=owner())
        id = infos[0].id if infos else None
    if id is None:
        return None, None
    try:
        return id, replies.get(id, owner=owner())
    except UnknownReply:
        st.query_params.pop("d", None)
        return None, None


def _list(
    replies: Replies, *, current: str | None, screen: Screen, words: Words, said: DraftWords
) -> None:
    if st.button(said.new, key="new-draft", icon=":material/edit_square:", width="stretch"):
        _start(replies, screen=screen, said=said)
    infos = replies.list(owner=owner())
    if not infos:
        return
    titles = {info.id: info.title for info in infos}
    chosen = st.selectbox(
        said.yours,
        list(titles),
        index=list(titles).index(current) if current in titles else 0,
        format_func=titles.__getitem__,
        key=f"drafts-{len(infos)}-{current}",
    )
    if chosen != current:
        st.query_params["d"] = str(chosen)
        st.rerun()
    if st.button(said.delete, key="delete-draft", type="tertiary", icon=":material/delete:"):
        ask_delete(
            said.delete,
            titles.get(str(current), ""),
            said.delete_sure,
            words=words,
            delete=partial(_delete, replies, str(current)),
        )


def _delete(replies: Replies, id: str) -> None:
    replies.delete(id, owner=owner())
    st.query_params.pop("d", None)


def _start(replies: Replies, *, screen: Screen, said: DraftWords) -> None:
    st.query_params["d"] = replies.create(said.new_title, screen.language, owner=owner())
    st.rerun()


def _welcome(replies: Replies, *, screen: Screen, said: DraftWords) -> None:
    page_head(said.heading, said.more)
    st.html(notice_html(said.empty))
    if st.button(said.new, key="first-draft", type="primary"):
        _start(replies, screen=screen, said=said)


def _draw(
    id: str,
    reply: Reply,
    catalogue: Catalogue,
    replies: Replies,
    checker: Checker,
    *,
    screen: Screen,
    words: Words,
    said: DraftWords,
) -> None:
    claims = numbered([item.claim for item in reply.items])
    answer = as_answer(claims, language=reply.language)
    opened = SourceAddress.parse(st.query_params.get("s", ""))
    source = find_source([answer], opened) if opened else None
    view = View(
        screen=screen,
        words=words,
        conversation=None,
        opened=source.address if source else None,
    )
    connect_browser(screen=screen, conversation=None, turns=0, opened=view.opened)
    if source is not None:
        with st.container(key="source-panel"):
            if draw_source(source, catalogue=catalogue, words=words):
                st.query_params.pop("s", None)
                st.rerun()

    def keep(changed: Reply) -> None:
        replies.put(id, changed, owner=owner())

    page_head(said.heading, said.more)
    title = st.text_input(said.title, value=reply.title, max_chars=120, key=f"title-{id}")
    if title.strip() and title != reply.title:
        reply = Reply(title.strip(), reply.language, reply.items)
        keep(reply)
    if not reply.items:
        st.html(notice_html(said.no_items))
    revision = st.session_state.setdefault("draft-revision", 0)
    for place, item in enumerate(reply.items):
        key = f"{id}-{revision}-{place}"
        with st.container(border=True, key=f"item-{key}"):
            changed = _edit(item, place, reply, checker, catalogue, key=key, said=said)
            if not item.note:
                st.html(_checked_html(item, view=view, said=said))
                st.html(quotes_html(claims[place], turn=1, number=place + 1, view=view))
            moved = _actions(reply, place, key=key, said=said)
        if changed is not None or moved is not None:
            keep(moved or changed or reply)
            st.session_state["draft-revision"] = revision + 1
            st.rerun()
    with st.form("note-form", clear_on_submit=True, border=False):
        note = st.text_area(said.note, placeholder=said.note_more, key="note", height=80)
        if st.form_submit_button(said.add_note, icon=":material/add:", key="add-note"):
            keep(reply.with_note(note))
            st.rerun()
    with st.container(horizontal=True, key="draft-actions"):
        if st.button(said.check_again, key="check-again", icon=":material/fact_check:"):
            keep(reply.rechecked(checker=checker, catalogue=catalogue))
            st.session_state["draft-revision"] = revision + 1
            st.rerun()
        paper = paper_of_reply(reply, catalogue=catalogue, date=date.today().isoformat())
        offer_export(paper, name="draft", words=said)


def _edit(
    item: ReplyItem,
    place: int,
    reply: Reply,
    checker: Checker,
    catalogue: Catalogue,
    *,
    key: str,
    said: DraftWords,
) -> Reply | None:
    """The item's text to be edited; the reply with the edit when there is one."""
    label = said.note if item.note else said.sentence.format(number=place + 1)
    written = st.text_area(label, value=item.claim.text, key=f"text-{key}", height="content")
    if written.strip() == item.claim.text:
        return None
    return reply.edited(place, written, checker=checker, catalogue=catalogue)


def _actions(reply: Reply, place: int, *, key: str, said: DraftWords) -> Reply | None:
    last = len(reply.items) - 1
    moves = (
        (said.up, "arrow_upward", place == 0, partial(reply.moved, place, to=place - 1)),
        (said.down, "arrow_downward", place == last, partial(reply.moved, place, to=place + 1)),
        (said.remove, "close", False, partial(reply.without, place)),
    )
    with st.container(horizontal=True, key=f"actions-{key}"):
        for label, icon, disabled, move in moves:
            if st.button(
                label,
                key=f"{icon}-{key}",
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=disabled,
            ):
                return move()
    return None


def _checked_html(item: ReplyItem, *, view: View, said: DraftWords) -> str:
    """The verdict in words, and what is wrong."""
    verdict = item.claim.verdict
    if verdict is Verdict.SUPPORTED:
        return f'<p class="checked"><span class="remark good">{text(said.checked)}</span></p>'
    reasons = "".join(f"<li>{text(reason)}</li>" for reason in item.reasons)
    return (
        f'<p class="checked"><span class="remark verdict {verdict.value}">'
        f"{text(view.words.verdicts[verdict])}</span></p>"
        + (f'<ul class="reasons">{reasons}</ul>' if reasons else "")
    )


draw_page()
