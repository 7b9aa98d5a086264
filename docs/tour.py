"""Makes the screenshots of tour.md: `python docs/tour.py --home .advisor`, over the starter
documents and the last evals. Needs Playwright and an installed Chromium."""

import argparse
import io
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from ui.page_words import PAGE_WORDS, PageWords
from ui.words import WORDS, Screen

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "tour"
LARGEST = 150_000
"""Bytes of a picture."""

QUESTIONS = {
    Screen.ZH_HANT: "臺灣廠商怎麼運用歐銀技術合作基金？",
    Screen.EN: "How can a Taiwanese firm use the EBRD technical cooperation fund?",
}
MARKETS = {Screen.ZH_HANT: "泰國", Screen.EN: "Thailand"}
PATIENCE_MS = 120_000


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The app on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    environment = os.environ | {"ADVISOR_HOME": str(home.resolve())}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603 - our own words
    try:
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + PATIENCE_MS / 1000
        while time.monotonic() < until and process.poll() is None:
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310
                    break
            except (urllib.error.URLError, TimeoutError):
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def ask(page: Page, address: str, screen: Screen, said: PageWords) -> None:  # noqa: ARG001
    page.goto(f"{address}/?lang={screen.value}")
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(QUESTIONS[screen])
    box.press("Enter")
    page.locator(".answer .writer").first.wait_for()
    page.locator(".follow-ups").wait_for()
    page.locator(".question").first.evaluate("one => one.scrollIntoView({block: 'start'})")


def source(page: Page, address: str, screen: Screen, said: PageWords) -> None:
    ask(page, address, screen, said)
    page.locator(".claim a.marker").first.click()
    page.locator(".st-key-source-panel mark").first.wait_for()


def brief(page: Page, address: str, screen: Screen, said: PageWords) -> None:
    page.goto(f"{address}/brief?lang={screen.value}")
    page.get_by_role("combobox", name=said.brief.markets).click()
    page.get_by_role("option", name=MARKETS[screen], exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=said.brief.write).click()
    page.locator(".brief .claim").first.wait_for()


def draft(page: Page, address: str, screen: Screen, said: PageWords) -> None:
    brief(page, address, screen, said)
    page.get_by_role("button", name=said.brief.into_draft).click()
    first = said.draft.sentence.format(number=1)
    page.get_by_role("textbox", name=first, exact=True).wait_for()


def library(page: Page, address: str, screen: Screen, said: PageWords) -> None:  # noqa: ARG001
    page.goto(f"{address}/library?lang={screen.value}")
    page.locator(".documents").wait_for()


def coverage(page: Page, address: str, screen: Screen, said: PageWords) -> None:  # noqa: ARG001
    page.goto(f"{address}/library?view=coverage&lang={screen.value}")
    page.locator(".coverage").wait_for()


def quality(page: Page, address: str, screen: Screen, said: PageWords) -> None:  # noqa: ARG001
    page.goto(f"{address}/quality?lang={screen.value}")
    page.locator(".scores").first.wait_for()


STOPS: dict[str, Callable[[Page, str, Screen, PageWords], None]] = {
    "ask": ask,
    "source": source,
    "draft": draft,
    "brief": brief,
    "library": library,
    "coverage": coverage,
    "quality": quality,
}


def keep(png: bytes, file: Path) -> None:
    """The picture as WebP, as good as its size allows."""
    picture = Image.open(io.BytesIO(png))
    for quality_ in (85, 70, 55, 40):
        picture.save(file, quality=quality_, method=6)
        if file.stat().st_size <= LARGEST:
            return
    raise SystemExit(f"{file} is larger than {LARGEST} bytes: make its window smaller")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path(".advisor"))
    home = parser.parse_args().home
    PICTURES.mkdir(exist_ok=True)
    with served(home) as address, sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for screen in Screen:
            for name, go in STOPS.items():
                page = browser.new_page(
                    viewport={"width": 1280, "height": 800}, locale=screen.value
                )
                page.set_default_timeout(PATIENCE_MS)
                go(page, address, screen, PAGE_WORDS[screen])
                page.get_by_text(WORDS[screen].opening).first.wait_for(state="hidden")
                page.wait_for_timeout(1500)
                keep(page.screenshot(), PICTURES / f"{name}.{screen.language.value}.webp")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
