"""Follow-ups come when they are found, and hold up nothing."""

import threading
from concurrent.futures import wait

import pytest
from streamlit.testing.v1 import AppTest

from assistant.types import Answer
from language.script import Language
from tests.ui.fake_assistant import HOSTILE, FakeAssistant
from tests.ui.tabs import html
from ui import suggestions
from ui.ask_words import ASK_WORDS
from ui.suggestions import follow_ups_html, load_suggestions
from ui.words import Screen

HEADING = ASK_WORDS[Screen.ZH_HANT].follow_ups


def found(fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch, *questions: str) -> list[Answer]:
    """What will be found; the answers it was found for are added as they come."""
    looked_at: list[Answer] = []

    def look(answer: Answer) -> tuple[str, ...]:
        looked_at.append(answer)
        return questions

    monkeypatch.setattr(fake, "follow_ups", look)
    return looked_at


def asked(app: AppTest, question: str) -> AppTest:
    app.chat_input[0].set_value(question).run()
    wait(load_suggestions()._kept.values())
    return app.run()


def test_they_stand_below_the_last_answer_and_are_asked_when_pressed(
    app: AppTest, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = found(fake, monkeypatch, "基金何時開始？")
    asked(app.run(), "基金怎麼用？")
    assert HEADING in html(app)
    assert 'data-ask="基金何時開始？"' in html(app)

    app.session_state["pressed"] = "基金何時開始？"
    app.run()

    assert [question for question, _ in fake.asked] == ["基金怎麼用？", "基金何時開始？"]
    wait(load_suggestions()._kept.values())
    assert html(app.run()).count(HEADING) == 1
    app.run()
    assert len(looked_at) == 2, "once for each answer"


def test_the_page_looks_for_them_only_until_they_are_found(
    app: AppTest, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def look(answer: Answer) -> tuple[str, ...]:
        assert gate.wait(10)
        return ("基金何時開始？",)

    looks: list[object] = []
    monkeypatch.setattr(fake, "follow_ups", look)
    monkeypatch.setattr(suggestions, "_look_again", looks.append)
    app.run().chat_input[0].set_value("基金怎麼用？").run()
    assert looks
    assert HEADING not in html(app)

    gate.set()
    wait(looks)  # type: ignore[arg-type]
    looks.clear()
    assert HEADING in html(app.run())
    assert looks == []


def test_small_talk_has_none(
    app: AppTest, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = found(fake, monkeypatch, "基金何時開始？")

    asked(app.run(), "aside")

    assert HEADING not in html(app)
    assert looked_at == []


def test_a_fault_while_looking_harms_nothing(
    app: AppTest, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(answer: Answer) -> tuple[str, ...]:
        raise RuntimeError("a fault")

    monkeypatch.setattr(fake, "follow_ups", look)
    asked(app.run(), "基金怎麼用？")

    assert not app.exception
    assert html(app).count('class="claim"') == 4
    assert HEADING not in html(app)


def test_a_heading_of_a_document_is_shown_not_interpreted() -> None:
    shown = follow_ups_html([HOSTILE], Language.EN, heading="<h>")

    assert "<img" not in shown
    assert shown.count("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; **bold** $x^2$") == 2
