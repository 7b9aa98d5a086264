"""Sentences of an answer, or of a brief, on their way into a draft."""

from collections.abc import Sequence

import streamlit as st

from assistant.by_cell import by_cell
from assistant.replies import Replies
from assistant.types import Answer, Claim, Verdict
from ui.answer import notice_html
from ui.browser import owner
from ui.escape import text
from ui.page_words import DraftWords
from ui.words import Screen


def offer_draft(
    answer: Answer, *, turn: int, replies: Replies, screen: Screen, words: DraftWords
) -> None:
    """A button below an answer that has sentences to pass on."""
    claims = [claim for claim in answer.claims if claim.verdict is Verdict.SUPPORTED]
    if not claims:
        return
    if st.button(words.add, key=f"draft-{turn}", type="tertiary", icon=":material/edit_note:"):
        _choose(claims, answer.question, replies=replies, screen=screen, words=words)


def _choose(
    claims: Sequence[Claim], question: str, *, replies: Replies, screen: Screen, words: DraftWords
) -> None:
    @st.dialog(words.add, width="medium")
    def dialog() -> None:
        infos = {info.id: info.title for info in replies.list(owner=owner())}
        with st.form("draft-form", border=False):
            into = st.selectbox(
                words.into,
                [*infos, ""],
                format_func=lambda id: infos.get(id) or words.new,
                key="draft-into",
            )
            st.html(f'<p class="eyebrow">{text(words.add_from)}</p>')
            chosen = [
                claim
                for number, claim in enumerate(claims, start=1)
                if _is_chosen(claim, number, words=words)
            ]
            if st.form_submit_button(words.choose, type="primary", key="draft-add"):
                if not chosen:
                    st.html(notice_html(words.nothing_chosen, kind="fault"))
                    return
                id = into or replies.create(question, screen.language, owner=owner())
                reply = replies.get(id, owner=owner()).with_claims(chosen)
                replies.put(id, reply, owner=owner())
                st.session_state["draft-added"] = words.added.format(
                    title=reply.title, count=len(chosen)
                )
                st.rerun()

    dialog()


def _is_chosen(claim: Claim, number: int, *, words: DraftWords) -> bool:
    # A checkbox's own label is Markdown, so the sentence stands beside it.
    with st.container(horizontal=True, wrap=False, key=f"draft-claim-{number}"):
        chosen = st.checkbox(
            words.sentence.format(number=number),
            value=True,
            key=f"draft-chosen-{number}",
            label_visibility="collapsed",
            width="content",
        )
        st.html(f'<p class="sentence">{text(by_cell(claim))}</p>')
    return chosen


def show_added() -> None:
    """Say once that sentences were added."""
    if said := st.session_state.pop("draft-added", None):
        st.html(notice_html(said))
