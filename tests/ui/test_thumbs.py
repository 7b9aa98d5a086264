"""A reader says what they think of an answer."""

import os
from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from assistant.feedback import Feedback, Reason, Thumb
from assistant.records import Records
from ingest.database import open_database
from tests.assistant.test_records import RECORD
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.tabs import BROWSER, html, new_tab
from ui.ask_words import ASK_WORDS
from ui.browser import OWNER_COOKIE
from ui.words import Screen

WORDS = ASK_WORDS[Screen.ZH_HANT].feedback


@pytest.fixture
def feedback(fake: FakeAssistant) -> Feedback:
    """Where the app keeps it; the fake's answers have a record."""
    engine = open_database(None, home=Path(os.environ["ADVISOR_HOME"]))
    fake.record = Records(engine).keep(RECORD, most=10)
    return Feedback(engine)


def asked(app: AppTest) -> AppTest:
    return app.run().chat_input[0].set_value("基金怎麼用？").run()


def press(app: AppTest, thumb: Thumb | None) -> None:
    app.main.button_group[0].set_value(thumb.value if thumb else None).run()


def said(feedback: Feedback) -> list[tuple[Thumb, Reason | None, str]]:
    return [(one.thumb, one.reason, one.comment) for one in feedback.all()]


def test_a_thumb_up_is_kept_at_once_and_can_be_taken_back(app: AppTest, feedback: Feedback) -> None:
    asked(app)

    press(app, Thumb.UP)
    assert not app.exception
    assert said(feedback) == [(Thumb.UP, None, "")]
    assert WORDS.kept in html(app)

    press(app, None)
    assert said(feedback) == []
    assert WORDS.kept not in html(app)


def test_a_thumb_down_asks_for_the_reason(app: AppTest, feedback: Feedback) -> None:
    asked(app)

    press(app, Thumb.DOWN)
    assert said(feedback) == [(Thumb.DOWN, None, "")], "kept even if no reason follows"
    app.button_group(key="feedback-reason").set_value(Reason.OUT_OF_DATE.value)
    app.text_area(key="feedback-comment").set_value("2025 年已修法 <b>")
    app.button(key="feedback-send").click().run()

    assert not app.exception
    assert said(feedback) == [(Thumb.DOWN, Reason.OUT_OF_DATE, "2025 年已修法 <b>")]
    assert WORDS.kept in html(app)
    assert not app.text_area


def test_what_was_said_is_shown_again_to_who_said_it(
    app: AppTest, feedback: Feedback, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(app)
    press(app, Thumb.DOWN)

    again = new_tab()
    again.query_params = dict(app.query_params)
    assert again.run().main.button_group[0].value == Thumb.DOWN.value

    monkeypatch.setattr(ContextProxy, "cookies", {OWNER_COOKIE: BROWSER[:-1] + "b"})
    other = new_tab()
    other.query_params = dict(app.query_params)
    assert other.run().main.button_group[0].value is None


def test_an_answer_whose_record_is_gone_says_so(
    app: AppTest, feedback: Feedback, fake: FakeAssistant
) -> None:
    fake.record = "0123456789ab"
    asked(app)

    press(app, Thumb.UP)

    assert not app.exception
    assert "0123456789ab" in html(app)
    assert WORDS.kept not in html(app)


def test_an_answer_without_a_record_has_no_thumbs(app: AppTest) -> None:
    asked(app)

    assert not app.main.button_group
