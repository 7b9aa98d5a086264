"""The chat: questions, answers with markers, and the source that a marker opens."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from assistant.conversations import Conversations, UnknownConversation
from assistant.errors import AssistantError
from assistant.facets import Filters
from assistant.types import ASIDES, Answer, Claim, Claimed, Found, Turn
from assistant.work import BegunAgain, Waiting
from ingest.errors import IngestError
from ui.answer import View, draft_html, notice_html, question_html
from ui.ask_words import ASK_WORDS
from ui.asking import Asking
from ui.browser import connect_browser, owner, press_question, pressed_question
from ui.errors import error_words
from ui.escape import text
from ui.narrow import choices_in, filters_now, narrow_down
from ui.sidebar import draw_sidebar, list_conversations, offer_new_conversation
from ui.source_panel import draw_source
from ui.sources import SourceAddress, find_source
from ui.stores import (
    load_conversations,
    load_desk,
    load_feedback,
    load_profiles,
    load_replies,
    load_shelf,
    served_documents,
    warm_up,
)
from ui.suggestions import load_suggestions, offer_follow_ups
from ui.turns import draw_turns
from ui.words import Words


def draw_page() -> None:
    st.html(Path(__file__).with_name("screen.css"))
    with st.sidebar:
        screen, words = draw_sidebar()
        said = ASK_WORDS[screen]
        offer_new_conversation(words)
    try:
        with st.spinner(words.opening):
            shelf, conversations = load_shelf(), load_conversations()
            replies, feedback = load_replies(), load_feedback()
            profiles, (generation, documents) = load_profiles(), served_documents(shelf)
    except (AssistantError, IngestError) as error:
        st.html(notice_html(error_words(error, screen), kind="fault"))
        return

    conversation, answers = _open_answers(conversations, words=words)
    # Begun before anything is drawn: it is found out meanwhile, and one run of the page shows both.
    filters = filters_now(profiles)
    if (question := pressed_question()) and documents:
        st.session_state["asking"] = _start(
            question,
            answers,
            conversation,
            filters=filters,
            conversations=conversations,
        )
    asking: Asking | None = st.session_state.get("asking")
    opened = SourceAddress.parse(st.query_params.get("s", ""))
    source = find_source(answers, opened) if opened else None
    view = View(
        screen=screen,
        words=words,
        conversation=conversation,
        opened=source.address if source else None,
    )
    connect_browser(
        screen=screen,
        conversation=conversation,
        turns=len(answers),
        opened=view.opened,
        asking=asking.number if asking is not None else None,
    )
    with st.sidebar:
        narrow_down(
            choices_in(generation, documents),
            filters,
            profiles,
            screen=screen,
            words=words,
            said=said.narrow,
        )
        list_conversations(
            conversations, owner=owner(), current=conversation, screen=screen, words=words
        )

    # What stands in an empty slot goes as soon as the slot is empty again; anything else would
    # stay, greyed, until the answer is complete.
    welcome, panel = st.empty(), st.empty()
    if not answers and asking is None:
        with welcome.container(key="welcome"):
            _welcome(len(documents), words=words)
    if source is not None:
        with panel.container(key="source-panel"):
            if draw_source(source, catalogue=shelf.catalogue, words=words):
                st.query_params.pop("s", None)
                st.rerun()
    with st.container(key="conversation"):
        draw_turns(
            answers,
            view=view,
            generation=generation,
            catalogue=shelf.catalogue,
            replies=replies,
            feedback=feedback,
        )
        with st.empty():
            if answers and asking is None:
                offer_follow_ups(
                    answers[-1], suggestions=load_suggestions(), heading=said.follow_ups
                )
    st.chat_input(
        words.ask,
        key="question",
        submit_mode="disable",
        disabled=not documents,
        on_submit=_press_typed,
    )
    warm_up()
    if asking is not None:
        with st.container(key="asking"):
            _follow(asking, turn=len(answers) + 1, view=view)


def _open_answers(
    conversations: Conversations, *, words: Words
) -> tuple[str | None, Sequence[Answer]]:
    """The conversation that the address names, with its answers."""
    conversation = st.query_params.get("c")
    if conversation is None:
        return None, ()
    try:
        return conversation, conversations.turns(conversation)
    except UnknownConversation:
        del st.query_params["c"]
        st.html(notice_html(words.unknown_conversation))
        return None, ()


def _press_typed() -> None:
    press_question(st.session_state["question"] or "")


def _welcome(documents: int, *, words: Words) -> None:
    """What an empty conversation shows: questions to begin with."""
    if not documents:
        st.html(notice_html(words.empty_index, kind="fault"))
        return
    st.html(
        f'<header class="welcome"><h1>{text(words.welcome)}</h1>'
        f"<p>{text(words.welcome_more.format(documents=documents))}</p></header>"
    )
    st.html(f'<p class="eyebrow">{text(words.try_asking)}</p>')
    with st.container(key="examples", gap="small"):
        for number, example in enumerate(words.examples):
            st.button(
                example,
                key=f"example-{number}",
                width="stretch",
                on_click=press_question,
                args=(example,),
            )


def _start(
    question: str,
    answers: Sequence[Answer],
    conversation: str | None,
    *,
    filters: Filters,
    conversations: Conversations,
) -> Asking:
    history = [
        Turn(question=answer.as_read, searched=answer.searched)
        for answer in answers
        # "And Poland?" after "thanks" goes on from what was asked before.
        if answer.decline not in ASIDES
    ]
    return Asking(
        question,
        ask=partial(load_desk().ask, question, history, filters=filters),
        keep=partial(_keep, conversations, conversation, owner()),
    )


def _keep(
    conversations: Conversations, conversation: str | None, owner: str, answer: Answer
) -> str:
    """A conversation begins with its first answer, so that none stays empty."""
    id = conversation or conversations.create(owner=owner)
    conversations.append(id, answer)
    return id


def _follow(asking: Asking, *, turn: int, view: View) -> None:
    """Show the answer as it comes, and the kept conversation when it is whole."""
    words, said = view.words, ASK_WORDS[view.screen]
    st.html(question_html(asking.question, words=words))
    slot = st.empty()
    claims: list[Claim] = []
    status = words.searching
    slot.html(draft_html(claims, status, turn=turn, view=view))
    for events in asking.follow():
        for event in events:
            match event:
                case Waiting(ahead=ahead):
                    status = said.waiting.format(ahead=ahead)
                case BegunAgain():
                    claims, status = [], words.searching
                case Found(passages=passages):
                    found = words.found if passages else words.found_nothing
                    status = found.format(passages=len(passages))
                case Claimed(claim=claim):
                    claims.append(claim)
        if asking.conversation is None:  # else the whole answer is drawn next
            slot.html(draft_html(claims, status, turn=turn, view=view))
    # A run that was stopped by a click may end after the next one has begun.
    if st.session_state.get("asking") is asking:
        del st.session_state["asking"]
    if asking.conversation is not None:
        st.query_params["c"] = asking.conversation
        st.rerun()
    happened = error_words(asking.error, view.screen) if asking.error else words.failed
    slot.html(notice_html(happened, kind="fault"))


draw_page()
