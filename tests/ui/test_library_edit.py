"""Changing the library from its page."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.small_library import HOSTILE_FILE
from tests.ui.tabs import html, new_tab
from ui.library_words import ENGLISH as SAID
from ui.resources import load_index

POLICY = "policy/泰國停車.md"


@pytest.fixture
def app(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("ADVISOR_LIBRARY", "edit")
    return new_tab("en-GB").run().switch_page("ui/library_page.py")


def show(app: AppTest, document: str) -> AppTest:
    app.query_params["doc"] = document
    app.run()
    assert not app.exception
    return app


def settle(app: AppTest) -> str:
    """Wait for the ingest that was begun, and give what the page says then."""
    assert app.session_state["ingesting"].wait(60)
    app.run()
    assert not app.exception
    return html(app)


def test_nothing_can_be_changed_without_leave(library: AppTest) -> None:
    show(library, POLICY)

    assert {button.key for button in library.main.button} == {"library-back"}
    del library.query_params["doc"]
    library.query_params["view"] = "unreadable"
    library.run()
    assert not library.main.button
    assert not library.main.expander


def test_a_correction_is_shown_and_can_be_taken_back(app: AppTest) -> None:
    show(app, POLICY)
    app.button(key="correct").click().run()
    app.text_input(key="correct-issuer").set_value("經濟部")
    app.text_input(key="correct-markets").set_value("越南、Thailand")
    app.text_input(key="correct-issued").set_value("")
    app.button(key="correction-save").click().run()

    shown = html(show(app, POLICY))
    assert '經濟部 <span class="basis">corrected</span>' in shown
    assert '越南, Thailand <span class="basis">corrected</span>' in shown
    assert "2024-05-01" not in shown

    app.button(key="restore").click().run()
    shown = html(show(app, POLICY))
    assert "數位發展部" in shown
    assert "corrected" not in shown


def test_a_second_correction_keeps_the_first(app: AppTest) -> None:
    for field, value in (("issuer", "經濟部"), ("edition", "2")):
        show(app, POLICY)
        app.button(key="correct").click().run()
        app.text_input(key=f"correct-{field}").set_value(value)
        app.button(key="correction-save").click().run()

    assert html(show(app, POLICY)).count('<span class="basis">corrected') == 2


def test_a_correction_that_does_not_fit_is_refused(app: AppTest) -> None:
    show(app, POLICY)
    app.button(key="correct").click().run()
    app.text_input(key="correct-issued").set_value("soon")
    app.button(key="correction-save").click().run()

    assert "issued is not a date" in html(app)


def test_guesses_can_be_confirmed(app: AppTest) -> None:
    assert '<span class="basis">guess' in html(show(app, "vietnam.md"))
    app.button(key="confirm").click().run()

    assert '<span class="basis">guess' not in html(show(app, "vietnam.md"))


def test_a_document_is_removed_only_when_that_is_confirmed(app: AppTest) -> None:
    show(app, HOSTILE_FILE)
    app.button(key="remove").click().run()
    app.button(key="delete-cancel").click().run()
    assert HOSTILE_FILE.split("]")[0] in html(show(app, HOSTILE_FILE))

    app.button(key="remove").click().run()
    app.button(key="delete-sure").click().run()
    assert SAID.found.format(count=2, all=2) in html(app)


def test_a_changed_file_is_read_again_under_its_name(app: AppTest) -> None:
    # The copy of the home still names the files that it was made from.
    [origin] = load_index().catalogue.origins(POLICY)
    file = Path(origin)
    before = file.read_bytes()
    file.write_text("# 泰國智慧停車政策第二版\n\n免稅改為十年。\n", encoding="utf-8")
    show(app, POLICY)
    app.button(key="reread").click().run()
    said = settle(app)
    file.write_bytes(before)

    assert f"<strong>{POLICY}</strong> read anew" in said
    assert "第二版" in html(show(app, POLICY))


def test_what_could_not_be_read_is_tried_again_and_forgotten(app: AppTest) -> None:
    app.query_params["view"] = "unreadable"
    app.run()
    app.button(key="again-0").click().run()
    assert "<strong>broken.pdf</strong> could not be read" in settle(app)

    app.button(key="forget-0").click().run()
    app.button(key="delete-sure").click().run()
    app.query_params["view"] = "unreadable"
    app.run()
    assert SAID.none_unreadable in html(app)
