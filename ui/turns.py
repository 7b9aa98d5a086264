"""The answers of a conversation, each with what a reader can do with it."""

from collections.abc import Sequence

import streamlit as st

from assistant.feedback import Feedback
from assistant.replies import Replies
from assistant.types import Answer
from ingest.catalogue import Catalogue
from ui.add_to_draft import offer_draft, show_added
from ui.answer import View, answer_html, question_html
from ui.ask_words import ASK_WORDS
from ui.browser import owner
from ui.copy_answer import offer_copy
from ui.narrow import draw_searched
from ui.page_words import PAGE_WORDS
from ui.stores import Generation
from ui.thumbs import ask_reason, offer_thumbs


def draw_turns(
    answers: Sequence[Answer],
    *,
    view: View,
    generation: Generation,
    catalogue: Catalogue,
    replies: Replies,
    feedback: Feedback,
) -> None:
    """Each question with its answer, and below it what can be done with it."""
    screen, words, said = view.screen, view.words, ASK_WORDS[view.screen]
    opinions = feedback.by(owner(), [answer.record for answer in answers if answer.record])
    for turn, answer in enumerate(answers, start=1):
        st.html(question_html(answer.question, words=words))
        st.html(answer_html(answer, turn=turn, view=view))
        draw_searched(answer, screen=screen, words=words, said=said.narrow)
        with st.container(horizontal=True, vertical_alignment="center", key=f"actions-{turn}"):
            offer_copy(
                answer,
                known_by=(view.conversation, turn, screen, generation),
                catalogue=catalogue,
                words=said.copy,
            )
            offer_draft(
                answer, turn=turn, replies=replies, screen=screen, words=PAGE_WORDS[screen].draft
            )
            offer_thumbs(
                answer,
                opinion=opinions.get(answer.record or ""),
                feedback=feedback,
                words=said.feedback,
            )
        ask_reason(answer, feedback=feedback, words=said.feedback)
    show_added()
