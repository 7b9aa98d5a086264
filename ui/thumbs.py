"""What a reader thinks of an answer: thumbs below it, and what is wrong when one is down."""

from dataclasses import dataclass, replace

import streamlit as st

from assistant.errors import AssistantError
from assistant.feedback import COMMENT_LENGTH, Feedback, Opinion, Reason, Thumb
from assistant.types import Answer
from ui.answer import notice_html
from ui.ask_words import FeedbackWords
from ui.browser import owner
from ui.errors import error_words
from ui.sidebar import current_screen

_ICONS = {Thumb.UP: ":material/thumb_up:", Thumb.DOWN: ":material/thumb_down:"}


def offer_thumbs(
    answer: Answer,
    *,
    opinion: Opinion | None,
    feedback: Feedback,
    words: FeedbackWords,
) -> None:
    """The two thumbs of an answer that has a record; `opinion` is what this reader said before."""
    if answer.record is None:
        return
    record, key = answer.record, f"thumb-{answer.record}"

    def keep() -> None:
        chosen = st.session_state[key]
        _change(feedback, record, Thumb(chosen) if chosen else None, words=words)

    st.session_state.setdefault(key, opinion.thumb.value if opinion else None)
    st.pills(
        words.asked,
        [thumb.value for thumb in Thumb],
        format_func=lambda thumb: f"{_ICONS[Thumb(thumb)]} {words.thumbs[Thumb(thumb)]}",
        key=key,
        on_change=keep,
        label_visibility="collapsed",
    )


def ask_reason(answer: Answer, *, feedback: Feedback, words: FeedbackWords) -> None:
    """The form that follows a thumb down, and the word that follows the form."""
    noted: _Noted | None = st.session_state.get("noted")
    if answer.record is None or noted is None or noted.record != answer.record:
        return
    if noted.said:
        st.html(notice_html(noted.said, kind=noted.kind))
        return
    with st.form("feedback-form"):
        reason = st.pills(
            words.reason,
            [reason.value for reason in Reason],
            format_func=lambda reason: words.reasons[Reason(reason)],
            key="feedback-reason",
        )
        comment = st.text_area(
            words.comment,
            placeholder=words.comment_hint,
            max_chars=COMMENT_LENGTH,
            height=90,
            key="feedback-comment",
        )
        if st.form_submit_button(words.send, type="primary", key="feedback-send"):
            chosen = Reason(reason) if reason else None
            _say(feedback, answer.record, Thumb.DOWN, reason=chosen, comment=comment)
            noted = st.session_state["noted"]
            st.session_state["noted"] = replace(noted, said=noted.said or words.kept)
            st.rerun()


@dataclass(frozen=True, slots=True)
class _Noted:
    """What the reader just said of an answer."""

    record: str
    said: str | None = None
    """What to tell the reader; None while the form is open."""

    kind: str = "notice"


def _change(feedback: Feedback, record: str, thumb: Thumb | None, *, words: FeedbackWords) -> None:
    """A thumb counts at once; the reason may follow, or not."""
    if thumb is None:
        feedback.take_back(record, owner=owner())
        st.session_state.pop("noted", None)
        return
    _say(feedback, record, thumb)
    if thumb is Thumb.UP:
        noted = st.session_state["noted"]
        st.session_state["noted"] = replace(noted, said=noted.said or words.kept)


def _say(
    feedback: Feedback,
    record: str,
    thumb: Thumb,
    *,
    reason: Reason | None = None,
    comment: str = "",
) -> None:
    st.session_state["noted"] = _Noted(record)
    try:
        feedback.add(record, thumb, reason=reason, comment=comment, owner=owner())
    except AssistantError as error:
        st.session_state["noted"] = _Noted(record, error_words(error, current_screen()), "fault")
