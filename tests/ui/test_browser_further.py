"""How a reader goes on from an answer, in a real browser: further questions, filters, pages."""

from collections.abc import Iterator

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Page, expect

from assistant.opening import open_index
from assistant.settings import Settings
from ingest.build import ingest
from tests.ui.test_browser import browser, choose, opened, pytestmark, serve, small_pdf  # noqa: F401
from ui.ask_words import ASK_WORDS
from ui.words import WORDS, Screen

SLOW_MS = 90_000
PHONE = {"width": 390, "height": 844}

_FILES = {
    "pilot.md": """---
title: The parking pilot in Bangkok
kind: case
markets: [Thailand]
language: en
---
## How many parking spaces did the Bangkok pilot have?

The Bangkok parking pilot had 120 parking spaces.

## Who paid for the sensors of the Bangkok pilot?

The city of Bangkok paid for the sensors of the pilot.
""",
    "danang.md": """---
title: The parking pilot in Da Nang
kind: case
markets: [Vietnam]
language: en
---
The Da Nang parking pilot had 90 parking spaces.
""",
}
_PDF = [
    ["A guide to tenders", "A tender in Manila stays open for 45 days.", "Bids are in English."],
    ["After the award", "The winner signs within ten days."],
    ["Payment", "Invoices are paid after a month."],
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app is served, over two briefs and a PDF of three pages."""
    home = tmp_path_factory.mktemp("home")
    files = home / "files"
    files.mkdir()
    for name, said in _FILES.items():
        (files / name).write_text(said, encoding="utf-8")
    (files / "guide.pdf").write_bytes(small_pdf(*_PDF))
    ingest([files], index=open_index(Settings(home=home)))
    with serve(home) as address:
        yield address


def ask(page: Page, question: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")


def test_a_suggested_question_is_answered_when_it_is_pressed(
    site: str,
    browser: Browser,  # noqa: F811
) -> None:
    with opened(browser, site) as page:
        ask(page, "How many parking spaces did the Bangkok pilot have?")
        suggested = page.locator(".follow-ups button")
        expect(suggested.first).to_be_visible(timeout=SLOW_MS)
        question = suggested.first.inner_text()
        assert "sensors" in question
        suggested.first.focus()
        page.keyboard.press("Enter")

        expect(page.locator(".question")).to_have_count(2, timeout=SLOW_MS)
        expect(page.locator(".question").last).to_have_text(question)
        expect(page.locator(".claim").last).to_contain_text("paid for the sensors")


@pytest.mark.parametrize(
    ("screen", "locale", "viewport"),
    [
        pytest.param(Screen.EN, "en-GB", {"width": 1440, "height": 900}, id="English"),
        pytest.param(Screen.ZH_HANT, "zh-TW", PHONE, id="Chinese on a phone"),
    ],
)
def test_a_filter_says_which_documents_are_searched_and_keeps_others_out(
    screen: Screen,
    locale: str,
    viewport: dict[str, int],
    site: str,
    browser: Browser,  # noqa: F811
) -> None:
    said = ASK_WORDS[screen].narrow
    vietnam = {Screen.EN: "Vietnam", Screen.ZH_HANT: "越南"}[screen]
    with opened(browser, site, locale=locale, viewport=viewport) as page:
        if viewport == PHONE:
            page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_text(said.filters, exact=True).click()
        choose(page, said.markets, vietnam)
        expect(page.get_by_text(f"{said.filters} (1)")).to_be_visible(timeout=SLOW_MS)
        page.keyboard.press("Escape")
        if viewport == PHONE:
            page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
        ask(page, "How many parking spaces did the parking pilot have?")

        expect(page.locator(".claim").first).to_contain_text("90 parking", timeout=SLOW_MS)
        expect(page.locator(".searched")).to_have_text(said.only.format(filters=vietnam))
        # While it is drawn anew, the answer stands there twice.
        expect(page.locator(".answer")).to_have_count(1)
        expect(page.locator(".answer")).not_to_contain_text("Bangkok")


def test_the_pages_around_a_quote_are_turned_to_and_back(
    site: str,
    browser: Browser,  # noqa: F811
) -> None:
    words = WORDS[Screen.EN]
    with opened(browser, site) as page:
        ask(page, "For how many days does a tender in Manila stay open?")
        page.locator(".claim a.marker").first.click(timeout=SLOW_MS)
        panel = page.locator(".st-key-source-panel")
        expect(panel.locator("mark")).to_contain_text("45 days")
        previous = panel.get_by_role("button", name=words.page_before)
        following = panel.get_by_role("button", name=words.page_after)
        expect(previous).to_be_disabled()

        following.click()
        expect(panel).to_contain_text("signs within ten days")
        following.click()
        expect(panel).to_contain_text("Invoices are paid")
        expect(following).to_be_disabled()
        previous.click()
        previous.click()
        expect(panel.locator("mark")).to_contain_text("45 days")
