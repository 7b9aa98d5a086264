"""The whole app in a real browser, over a small document of our own."""

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from assistant.opening import open_index
from assistant.settings import Settings
from ingest.build import ingest
from ingest.outcome import State
from tests.ui.tabs import ROOT
from ui.words import CHINESE, ENGLISH

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import (  # noqa: E402
    Browser,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    expect,
)
from playwright.sync_api import TimeoutError as PlaywrightTimeout  # noqa: E402

_CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(_CHROMIUM is None, reason="Chromium is not installed")

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
_PATIENCE_MS = 30_000

CHAT_INPUT = '[data-testid="stChatInputTextArea"]'

# A page below the app's address that is opened directly looks for the server below its own address
# first, and gets a 404 twice: https://github.com/streamlit/streamlit/issues/7074 (open).
_LOOKED_FOR_SERVER = re.compile(
    r"^http://127\.0\.0\.1:\d+/(?:library|quality|draft|brief)/_stcore/(?:health|host-config)$"
)

QUESTION = "How many parking spaces did the Bangkok pilot have?"
QUOTE = "The Bangkok smart parking pilot had 120 parking spaces in 2023."
PAGE = [
    "Smart parking in Bangkok",
    QUOTE,
    "The city paid for the sensors and a Taiwanese firm ran the system.",
    "A second pilot in Chiang Mai followed with street lights instead of parking.",
]


def small_pdf(*pages: list[str]) -> bytes:
    """A PDF whose pages are numbered from iv on; the first line of all is also its title."""
    kids = " ".join(f"{2 * n + 5} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /PageLabels << /Nums [0 << /S /r /St 4 >>] >> >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) >>" % pages[0][0].encode(),
    ]
    for number, lines in enumerate(pages):
        said = " T* ".join(f"({line}) Tj" for line in lines)
        drawn = f"BT /F1 12 Tf 72 720 Td 24 TL {said} ET".encode()
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (2 * number + 6),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("documents") / "parking.pdf"
    file.write_bytes(small_pdf(PAGE))
    return file


@pytest.fixture(scope="module")
def address(document: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app is served, over the one document."""
    home = tmp_path_factory.mktemp("home")
    lines = ingest([document], index=open_index(Settings(home=home)))
    assert [line.state for line in lines] == [State.ADDED], lines
    with serve(home) as address:
        yield address


@contextmanager
def serve(home: Path) -> Iterator[str]:
    """The app as its own process on a free port, from start to stop."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = home / "app.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", "streamlit_app.py"),
                *("--server.address", "127.0.0.1", "--server.port", str(port)),
            ],
            cwd=ROOT,
            env=os.environ | {"ADVISOR_HOME": str(home)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_served(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_served(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE_MS / 1000
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the app did not start:\n{log.read_text(errors='replace')}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, url: str, *, ready: str = CHAT_INPUT, **options: object
) -> Iterator[Page]:
    """A tab in a new profile, once what is `ready` is there; afterwards, nothing has gone wrong.

    That is: no error on the console, no exception box, no dialog of a script, and no request
    that went anywhere but to the app.
    """
    context = browser.new_context(**({"locale": "en-GB"} | options))  # type: ignore[arg-type]
    context.set_default_timeout(_PATIENCE_MS)
    page = context.new_page()
    wrong = watch(page, host=urlsplit(url).netloc)
    page.goto(url)
    expect(page.locator(ready).first).to_be_visible(timeout=_PATIENCE_MS)
    yield page
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert wrong == []
    context.close()


def choose(page: Page, box: str, option: str) -> None:
    """Choose in the box of this name. Its list closes while what it stands in still moves."""
    offered = page.get_by_role("option").filter(has_text=option)
    for _ in range(5):
        page.get_by_role("combobox", name=box).fill(option)
        try:
            offered.first.click(timeout=3_000)
        except PlaywrightTimeout:
            continue
        return
    pytest.fail(f"{box!r} offers no {option!r}")


def watch(page: Page, *, host: str) -> list[str]:
    """What goes wrong in the page, added to as it happens."""
    wrong: list[str] = []

    def on_console(said: ConsoleMessage) -> None:
        if said.type == "error" and not _LOOKED_FOR_SERVER.search(said.location["url"]):
            wrong.append(said.text)

    def on_dialog(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    def on_request(request: Request) -> None:
        if urlsplit(request.url).netloc not in {"", host}:
            wrong.append(request.url)

    page.on("console", on_console)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", on_dialog)
    page.on("request", on_request)
    return wrong


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer is whole."""
    answers = page.locator(".answer .writer, .answer .shortfall, .answer .aside")
    before = answers.count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1, timeout=_PATIENCE_MS)


def test_a_question_leads_to_the_highlighted_page(address: str, browser: Browser) -> None:
    with opened(browser, address) as page:
        ask(page, QUESTION)
        marker = page.locator(".claim", has_text="120 parking spaces").locator("a.marker").first
        expect(marker).to_have_attribute(
            "aria-label", "Source 1 · Smart parking in Bangkok · p. iv (PDF 1)"
        )

        marker.click()

        panel = page.locator(".st-key-source-panel")
        expect(panel.locator("mark")).to_have_text(QUOTE)
        expect(panel.locator(".details")).to_contain_text("p. iv (PDF 1)")
        expect(marker).to_have_attribute("aria-current", "true")
        picture = panel.locator("img")
        expect(picture).to_be_visible()
        rows = yellow_rows(page.request.get(picture.evaluate("image => image.src")).body())
        # The quote's line stands 146 of 842 points from the top; the next is 24 further down.
        assert 0.15 < min(rows) < max(rows) < 0.185


def yellow_rows(png: bytes) -> list[float]:
    """How far down the picture a highlighter has marked it, from 0 to 1."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    yellow = [
        y
        for y in range(picture.height)
        for x in range(0, picture.width, 4)
        if _is_yellow(picture.getpixel((x, y)))
    ]
    return [y / picture.height for y in yellow]


def _is_yellow(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    red, green, blue = pixel
    return bool(red > 200 and green > 180 and blue < 120)


def test_a_source_survives_a_reload_and_closes(address: str, browser: Browser) -> None:
    with opened(browser, address) as page:
        ask(page, QUESTION)
        page.locator(".claim a.marker").first.click()
        panel = page.locator(".st-key-source-panel")
        expect(panel).to_be_visible()

        page.reload()
        expect(panel.locator("mark")).to_be_visible()

        panel.get_by_role("button", name=ENGLISH.close).click()
        expect(panel).to_have_count(0)
        expect(page.locator(".claim").first).to_be_visible()


def test_the_keyboard_is_enough(address: str, browser: Browser) -> None:
    with opened(browser, address) as page:
        expect(page.get_by_test_id("stChatInputTextArea")).to_be_focused()
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        marker = page.locator(".claim a.marker").first
        expect(page.locator(".answer .writer")).to_be_visible(timeout=_PATIENCE_MS)

        marker.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#source-title")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=ENGLISH.close)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".st-key-source-panel")).to_have_count(0)


def test_escape_leaves_the_full_screen_before_it_closes_the_source(
    address: str, browser: Browser
) -> None:
    with opened(browser, address) as page:
        ask(page, QUESTION)
        page.locator(".claim a.marker").first.click()
        panel = page.locator(".st-key-source-panel")
        picture = panel.locator("img")
        expect(picture).to_be_visible()
        picture.hover()
        panel.get_by_test_id("stElementToolbarButton").get_by_role("button").last.click()
        leave = page.get_by_role("button", name="Close fullscreen")
        expect(leave).to_be_visible()

        page.keyboard.press("Escape")
        expect(leave).to_have_count(0)
        expect(panel.locator("mark")).to_be_visible()
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)


def test_the_original_can_be_downloaded(address: str, browser: Browser, document: Path) -> None:
    with opened(browser, address) as page:
        ask(page, QUESTION)
        page.locator(".claim a.marker").first.click()

        with page.expect_download() as download:
            page.get_by_role("button", name=ENGLISH.download).click()

        assert download.value.suggested_filename == "parking.pdf"
        assert download.value.path().read_bytes() == document.read_bytes()


def test_earlier_conversations_are_listed_for_this_browser_alone(
    address: str, browser: Browser
) -> None:
    with opened(browser, address) as page:
        ask(page, QUESTION)
        page.get_by_role("button", name=ENGLISH.new_conversation).click()
        expect(page.locator(".welcome")).to_be_visible()
        page.reload()
        page.locator(".conversations").get_by_text("How many parking").click()
        expect(page.locator(".question")).to_have_text(QUESTION)
        conversation = page.url

        with opened(browser, address) as stranger:
            expect(stranger.locator(".conversations")).to_contain_text(ENGLISH.no_conversations)
        with opened(browser, conversation) as shared:
            expect(shared.locator(".question")).to_have_text(QUESTION)


def test_markup_in_a_question_is_shown_not_interpreted(address: str, browser: Browser) -> None:
    hostile = '<img src=x onerror="alert(1)"> **bold** $x^2$ :red[red] :smile: parking'
    with opened(browser, address) as page:
        ask(page, hostile)

        expect(page.locator(".question")).to_have_text(hostile)
        expect(page.locator(".conversations a")).to_contain_text('<img src=x onerror="alert(1)">')
        page.reload()
        expect(page.locator(".question")).to_have_text(hostile)


def test_the_language_is_the_browser_s_until_it_is_changed(address: str, browser: Browser) -> None:
    with opened(browser, address, locale="zh-TW") as page:
        expect(page.locator("h1")).to_have_text(CHINESE.welcome)
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")

        page.get_by_text("English", exact=True).click()
        expect(page.locator("h1")).to_have_text(ENGLISH.welcome)
        page.reload()
        expect(page.locator("h1")).to_have_text(ENGLISH.welcome)
        expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_phone_shows_the_source_over_the_conversation(address: str, browser: Browser) -> None:
    phone = {"width": 390, "height": 844}
    with opened(browser, address, viewport=phone, has_touch=True) as page:
        ask(page, QUESTION)
        assert page.evaluate("document.documentElement.scrollWidth") == phone["width"]

        page.locator(".claim a.marker").first.tap()
        panel = page.locator(".st-key-source-panel")
        expect(panel.locator("img")).to_be_visible()
        box = panel.bounding_box()
        assert box is not None
        assert (box["x"], box["width"]) == (0, phone["width"])
        assert box["y"] + box["height"] == phone["height"]
        assert page.evaluate("document.documentElement.scrollWidth") == phone["width"]

        page.touchscreen.tap(phone["width"] / 2, 80)
        expect(panel).to_have_count(0)


_BROKEN_MARKERS = """() => {
    const answer = document.querySelector(".answer");
    let broken = 0;
    for (let width = 200; width <= 360; width += 1) {
        answer.style.width = `${width}px`;
        for (const marker of answer.querySelectorAll(".claim a.marker")) {
            broken += marker.getClientRects().length > 1;
        }
    }
    return broken;
}"""


def test_no_line_ends_within_a_marker(address: str, browser: Browser) -> None:
    phone = {"width": 390, "height": 844}
    with opened(browser, address, viewport=phone, has_touch=True, is_mobile=True) as page:
        ask(page, QUESTION)

        assert page.evaluate(_BROKEN_MARKERS) == 0


def test_an_empty_index_says_what_to_run(tmp_path: Path, browser: Browser) -> None:
    with serve(tmp_path) as address, opened(browser, address) as page:
        expect(page.locator(".fault code").first).to_have_text("advisor ingest corpus")
        expect(page.get_by_test_id("stChatInputTextArea")).to_be_disabled()
