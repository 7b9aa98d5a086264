"""Questions to go on with, looked for in the background once an answer is there."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import SimpleQueue

import streamlit as st

from assistant.types import ASIDES, Answer
from language.script import Language
from ui.answer import LANGUAGE_TAGS
from ui.escape import text
from ui.stores import load_desk

_LOG = logging.getLogger(__name__)

_MOST_KEPT = 500
_LOOK_S = 1.5
"""How often the page looks whether they are there."""


class Suggestions:
    """Has follow-ups looked for, once for each answer."""

    def __init__(self, follow_ups: Callable[[Answer], tuple[str, ...]]) -> None:
        self._follow_ups = follow_ups
        self._waiting: SimpleQueue[tuple[Answer, Future[tuple[str, ...]]]] = SimpleQueue()
        # A daemon, unlike an executor's: whoever stops the app does not wait for suggestions.
        threading.Thread(target=self._work, name="follow-ups", daemon=True).start()
        self._kept: OrderedDict[object, Future[tuple[str, ...]]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, answer: Answer) -> Future[tuple[str, ...]]:
        """What to ask next; an answer that was looked at before costs nothing."""
        key = (answer.searched, answer.record, answer.filters)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = Future()
                self._waiting.put((answer, self._kept[key]))
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)[1].cancel()
            return self._kept[key]

    def _work(self) -> None:
        while True:
            answer, looked_for = self._waiting.get()
            if looked_for.set_running_or_notify_cancel():
                looked_for.set_result(self._look(answer))

    def _look(self, answer: Answer) -> tuple[str, ...]:
        try:
            return self._follow_ups(answer)
        except Exception:  # the answer itself is there, and stays as it is
            _LOG.exception("looking for follow-up questions failed")
            return ()


@st.cache_resource(show_spinner=False)
def load_suggestions() -> Suggestions:
    return Suggestions(load_desk().follow_ups)


def offer_follow_ups(answer: Answer, *, suggestions: Suggestions, heading: str) -> None:
    """The follow-ups of the last answer, as soon as they are found."""
    if answer.decline in ASIDES:
        return
    looked_for = suggestions.of(answer)
    if not looked_for.done():
        _look_again(looked_for)
    elif found := looked_for.result():
        st.html(follow_ups_html(found, answer.language, heading=heading))


@st.fragment(run_every=_LOOK_S)
def _look_again(looked_for: Future[tuple[str, ...]]) -> None:
    # The whole page is drawn anew, without this fragment: one that stays looks for ever.
    if looked_for.done():
        st.rerun()


def follow_ups_html(questions: Sequence[str], language: Language, *, heading: str) -> str:
    """Buttons that `browser.js` asks by: a heading of a document is in them, so no Markdown."""
    buttons = "".join(
        f'<li><button type="button" data-ask="{text(question)}">{text(question)}</button></li>'
        for question in questions
    )
    return (
        f'<section class="follow-ups"><h3 class="eyebrow">{text(heading)}</h3>'
        f'<ul lang="{LANGUAGE_TAGS[language]}">{buttons}</ul></section>'
    )
