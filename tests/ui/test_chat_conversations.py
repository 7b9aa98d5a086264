"""Conversations of the chat and the language of its screen."""

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from tests.ui.fake_assistant import FakeAssistant
from tests.ui.tabs import ask, html, new_tab
from ui.browser import OWNER_COOKIE
from ui.words import CHINESE, ENGLISH


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        pytest.param("zh-TW", CHINESE, id="Chinese"),
        pytest.param("en-GB", ENGLISH, id="English"),
    ],
)
def test_the_screen_begins_in_the_browser_s_language(
    locale: str, words: object, fake: FakeAssistant
) -> None:
    app = new_tab(locale).run()

    assert words.welcome in html(app)  # type: ignore[attr-defined]


def test_the_language_can_be_changed_and_is_kept_in_the_address(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    app.segmented_control[0].set_value("en").run()

    assert ENGLISH.new_conversation in [button.label for button in app.sidebar.button]
    assert "p. 26 (PDF 1)" in html(app)
    other_tab = new_tab("zh-TW")
    other_tab.query_params["lang"] = app.query_params["lang"]
    assert ENGLISH.welcome in html(other_tab.run())


def test_an_unknown_language_in_the_address_is_passed_over(app: AppTest) -> None:
    app.query_params["lang"] = "<b>"

    assert CHINESE.welcome in html(app.run())


def test_a_conversation_survives_a_reload(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    reloaded = new_tab()
    reloaded.query_params = dict(app.query_params)
    reloaded.run()

    assert html(reloaded) == html(app)


def test_an_unknown_conversation_gets_a_friendly_notice(app: AppTest, fake: FakeAssistant) -> None:
    app.query_params["c"] = "nobody"
    app.run()

    assert CHINESE.unknown_conversation in html(app)
    assert "c" not in app.query_params
    ask(app, "基金怎麼用？")
    assert not app.exception
    assert app.query_params["c"] != "nobody"
    assert html(app).count('class="claim"') == 4


def test_a_new_conversation_begins_empty(app: AppTest, fake: FakeAssistant) -> None:
    ask(app.run(), "基金怎麼用？")

    app.query_params["s"] = "1.1.1"
    app.run()

    app.button(key="new-conversation").click().run()
    assert CHINESE.welcome in html(app)
    assert "<mark>" not in html(app)
    assert not {"c", "s"} & set(app.query_params)
    ask(app, "要多久？")

    assert fake.asked[1] == ("要多久？", ())
    assert html(app).count("data-conversation=") == 2


def test_sessions_share_nothing(
    app: AppTest, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(app.run(), "基金怎麼用？")

    other = new_tab().run()
    assert "基金怎麼用？" not in "".join(element.value for element in other.main.html)
    assert "基金怎麼用？</a>" in html(other)

    monkeypatch.setattr(ContextProxy, "cookies", {OWNER_COOKIE: "b" * 24})
    stranger = new_tab().run()
    assert "基金怎麼用？" not in html(stranger)


def test_a_conversation_can_be_renamed(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    app.button(key="rename").click().run()
    app.text_input(key="new-name").set_value("歐銀 **基金**")
    app.button(key="save-name").click().run()

    assert "歐銀 **基金**</a>" in html(app)


def test_many_conversations_can_be_searched(app: AppTest) -> None:
    app.run()
    for question in ("甲案？", "乙案？", "丙案？", "丁案？"):
        ask(app, question)
        app.button(key="new-conversation").click().run()
    assert "conversation-search" not in [field.key for field in app.text_input]
    ask(app, "戊案？")

    app.text_input(key="conversation-search").set_value("丙").run()
    assert "丙案？</a>" in html(app)
    assert html(app).count("data-conversation=") == 1

    app.text_input(key="conversation-search").set_value("<b>").run()
    assert not app.exception
    assert CHINESE.no_such_conversation in html(app)


def test_a_conversation_can_be_deleted(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    app.button(key="delete").click().run()
    app.button(key="delete-sure").click().run()

    assert "c" not in app.query_params
    assert CHINESE.welcome in html(app)
    assert CHINESE.no_conversations in html(app)
