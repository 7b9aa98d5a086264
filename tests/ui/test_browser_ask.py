"""What stands around an answer, in a real browser."""

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, expect

from assistant.feedback import Reason
from tests.ui.test_browser import (  # noqa: F401
    CHAT_INPUT,
    QUESTION,
    QUOTE,
    address,
    ask,
    browser,
    document,
    opened,
    pytestmark,
)
from ui.ask_words import ASK_WORDS, CopyWords, FeedbackWords
from ui.words import CHINESE, ENGLISH, Screen, Words

EN, ZH = ASK_WORDS[Screen.EN], ASK_WORDS[Screen.ZH_HANT]


@pytest.mark.parametrize(
    ("locale", "said", "width"),
    [
        pytest.param("en-GB", EN.feedback, 1440, id="English"),
        pytest.param("zh-TW", ZH.feedback, 390, id="Chinese on a phone"),
    ],
)
def test_a_thumb_down_takes_its_reason_and_stays(
    locale: str,
    said: FeedbackWords,
    width: int,
    address: str,  # noqa: F811
    browser: Browser,  # noqa: F811
) -> None:
    viewport = {"width": width, "height": 844}
    with opened(browser, address, locale=locale, viewport=viewport) as page:
        ask(page, QUESTION)
        down = page.get_by_role("radiogroup", name=said.asked).get_by_role("radio").nth(1)
        down.focus()
        page.keyboard.press("Enter")
        form = page.get_by_test_id("stForm")
        form.get_by_role("radio", name=said.reasons[Reason.OUT_OF_DATE]).click()
        form.get_by_role("textbox").fill("**2024** <img src=x onerror=alert(1)>")
        form.get_by_role("button").last.click()
        expect(page.locator(".notice")).to_have_text(said.kept)
        expect(form).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") == width

        page.reload()
        expect(down).to_have_attribute("aria-checked", "true")


@pytest.mark.parametrize(
    ("locale", "said", "width"),
    [
        pytest.param("en-GB", EN.copy, 390, id="English on a phone"),
        pytest.param("zh-TW", ZH.copy, 1440, id="Chinese"),
    ],
)
def test_an_answer_is_copied_with_its_sources(
    locale: str,
    said: CopyWords,
    width: int,
    address: str,  # noqa: F811
    browser: Browser,  # noqa: F811
) -> None:
    viewport = {"width": width, "height": 844}
    permissions = ["clipboard-read", "clipboard-write"]
    options = {"locale": locale, "viewport": viewport, "permissions": permissions}
    with opened(browser, address, **options) as page:
        ask(page, f"{QUESTION} **")
        page.get_by_role("button", name=said.plain).focus()
        page.keyboard.press("Enter")
        expect(page.locator(".copied")).to_have_text(said.copied)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"{QUESTION} **")
        assert "[1] Smart parking in Bangkok, " in copied
        assert f"“{QUOTE}”" in copied

        page.get_by_role("button", name=said.markdown).click()
        page.wait_for_function(
            "navigator.clipboard.readText().then(text => text.startsWith('**How many'))"
        )
        assert r"\*\*" in page.evaluate("navigator.clipboard.readText()")
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [pytest.param(1440, id="wide"), pytest.param(390, id="phone")])
def test_who_asks_while_reading_further_up_sees_the_question(
    width: int,
    address: str,  # noqa: F811
    browser: Browser,  # noqa: F811
) -> None:
    with opened(browser, address, viewport={"width": width, "height": 480}) as page:
        ask(page, QUESTION)
        # While the page is drawn anew with its answer, the question may stand there twice.
        expect(page.locator(".question")).to_have_count(1)
        page.locator(".question").evaluate("question => question.scrollIntoView()")
        expect(page.locator(".question")).to_be_in_viewport()

        page.locator(CHAT_INPUT).fill("And in Chiang Mai?")
        page.keyboard.press("Enter")

        expect(page.locator(".question").nth(1)).to_be_in_viewport()
        expect(page.locator(".copy")).to_have_count(2)
        expect(page.locator(".question").nth(1)).to_be_in_viewport()


@pytest.mark.parametrize(
    ("locale", "words", "width"),
    [
        pytest.param("en-GB", ENGLISH, 1440, id="English"),
        pytest.param("zh-TW", CHINESE, 1440, id="Chinese"),
    ],
)
def test_an_earlier_conversation_is_found_by_what_was_said_in_it(
    locale: str,
    words: Words,
    width: int,
    address: str,  # noqa: F811
    browser: Browser,  # noqa: F811
) -> None:
    viewport = {"width": width, "height": 844}
    with opened(browser, address, locale=locale, viewport=viewport) as page:
        for question in (QUESTION, "thanks", "hello", "hi", "thank you"):
            page.get_by_role("button", name=words.new_conversation).click()
            expect(page.locator(".welcome")).to_be_visible()
            expect(page.locator(".question")).to_have_count(0)  # it goes after the welcome comes
            ask(page, question)
        box = page.get_by_role("textbox", name=words.search_conversations)
        box.fill("sensors nowhere")
        page.keyboard.press("Enter")
        expect(page.locator(".conversations")).to_contain_text(words.no_such_conversation)

        box.fill("120 parking")
        page.keyboard.press("Enter")
        expect(page.locator(".conversations li")).to_have_count(1)
        page.locator(".conversations a").click()
        expect(page.locator(".question")).to_have_text(QUESTION)
