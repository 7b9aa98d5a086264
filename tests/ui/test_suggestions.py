"""Follow-ups come when they are found, and hold up nothing."""

import threading
from concurrent.futures import wait

import pytest
from streamlit.testing.v1 import AppTest

from assistant.types import Answer
from language.script import Language
from tests.ui.fake_assistant import HOSTILE, FakeAssistant
from tests.ui.tabs import html
from ui import asking, suggestions
from ui.ask_words import ASK_WORDS
from ui.suggestions import Suggestions, follow_ups_html, load_suggestions
from ui.words import Screen

HEADING = ASK_WORDS[Screen.ZH_HANT].follow_ups


def found(monkeypatch: pytest.MonkeyPatch, *questions: str) -> list[Answer]:
    """What will be found; the answers it was found for are added as they come."""
    looked_at: list[Answer] = []

    def look(answer: Answer, **_: object) -> tuple[str, ...]:
        looked_at.append(answer)
        return questions

    monkeypatch.setattr(suggestions, "follow_ups", look)
    return looked_at


def asked(app: AppTest, question: str) -> AppTest:
    app.chat_input[0].set_value(question).run()
    wait(load_suggestions()._kept.values())
    return app.run()


def test_they_stand_below_the_last_answer_and_are_asked_when_pressed(
    app: AppTest, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = found(monkeypatch, "基金何時開始？")
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
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def look(answer: Answer, **_: object) -> tuple[str, ...]:
        assert gate.wait(10)
        return ("基金何時開始？",)

    looks: list[object] = []
    monkeypatch.setattr(suggestions, "follow_ups", look)
    monkeypatch.setattr(suggestions, "_look_again", looks.append)
    app.run().chat_input[0].set_value("基金怎麼用？").run()
    assert looks
    assert HEADING not in html(app)

    gate.set()
    wait(looks)  # type: ignore[arg-type]
    looks.clear()
    assert HEADING in html(app.run())
    assert looks == []


def test_small_talk_has_none(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = found(monkeypatch, "基金何時開始？")

    asked(app.run(), "aside")

    assert HEADING not in html(app)
    assert looked_at == []


def test_a_fault_while_looking_harms_nothing(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(answer: Answer, **_: object) -> tuple[str, ...]:
        raise RuntimeError("a fault")

    monkeypatch.setattr(suggestions, "follow_ups", look)
    asked(app.run(), "基金怎麼用？")

    assert not app.exception
    assert html(app).count('class="claim"') == 4
    assert HEADING not in html(app)


def test_they_wait_while_a_question_is_being_answered(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(answer: Answer, *, answering: object, **_: object) -> tuple[str, ...]:
        answering("?")  # type: ignore[operator]
        return ("?",)

    monkeypatch.setattr(suggestions, "follow_ups", look)
    quiet = threading.Event()
    monkeypatch.setattr(suggestions, "is_anyone_asking", lambda: not quiet.is_set())
    looked_for = Suggestions(fake.catalogue, fake.quoted).of(fake.answer("?"))  # type: ignore[arg-type]

    assert not wait([looked_for], timeout=0.3).done
    quiet.set()
    assert looked_for.result(timeout=10) == ("?",)


def test_a_question_counts_as_being_answered_until_it_is() -> None:
    seen: list[bool] = []
    gate = threading.Event()

    def ask():  # type: ignore[no-untyped-def]
        seen.append(asking.is_anyone_asking())
        gate.wait(10)
        yield from FakeAssistant().ask("?")

    one = asking.Asking("?", ask=ask, keep=lambda answer: "c1")
    gate.set()
    list(one.follow())

    assert seen == [True]


def test_a_heading_of_a_document_is_shown_not_interpreted() -> None:
    shown = follow_ups_html([HOSTILE], Language.EN, heading="<h>")

    assert "<img" not in shown
    assert shown.count("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; **bold** $x^2$") == 2
