"""What the chat says when something is wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.errors import BadQuestion
from assistant.shelf import Shelf
from assistant.types import Event
from ingest.errors import IndexMissing
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.tabs import ask, html, new_tab
from ui.words import CHINESE


def test_an_error_is_shown_as_its_sentence(app: AppTest, fake: FakeAssistant) -> None:
    def ask_model(question: str, history: object = (), **_: object) -> Iterator[Event]:
        raise BadQuestion("the question failed: check `--batch` and try again")

    fake.ask = ask_model  # type: ignore[assignment,method-assign]
    ask(app.run(), "基金怎麼用？")

    assert not app.exception
    assert "問題是空的" in html(app)
    app.segmented_control[0].set_value("en").run()
    ask(app, "基金怎麼用？")
    assert "failed: check <code>--batch</code> and try again" in html(app)
    assert "c" not in app.query_params


def test_a_fault_shows_no_traceback(app: AppTest) -> None:
    ask(app.run(), "fault")

    assert not app.exception
    assert CHINESE.failed in html(app)
    assert "RuntimeError" not in html(app)
    ask(app, "基金怎麼用？")
    assert html(app).count('class="claim"') == 4


def test_without_documents_the_cure_is_named(app: AppTest, fake: FakeAssistant) -> None:
    fake.catalogue.infos.clear()
    app.run()

    assert "<code>advisor ingest corpus</code>" in html(app)
    assert app.chat_input[0].disabled


def test_an_index_that_cannot_be_opened_says_so_until_it_can(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(settings: object) -> Shelf:
        raise IndexMissing(Path("home"))

    with monkeypatch.context() as patch:
        patch.setattr(Shelf, "open", fail)
        app = new_tab().run()
        assert not app.exception
        assert "請執行 <code>advisor ingest corpus</code>" in html(app)
    assert CHINESE.welcome in html(app.run())


def test_a_setting_that_cannot_be_used_is_named(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_PASAGES", "8")
    app = new_tab().run()

    assert not app.exception
    assert "there is no setting ADVISOR_PASAGES" in html(app)
