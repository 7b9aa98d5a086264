"""The pages beside the chat in a real browser: Library, Quality, Brief and Draft."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Page, expect

from assistant.opening import open_index
from assistant.settings import Settings
from ingest.build import ingest
from tests.ui.small_library import HOSTILE, HOSTILE_FILE, fill
from tests.ui.small_reports import write_reports
from tests.ui.test_browser import browser, choose, opened, pytestmark, serve  # noqa: F401
from ui.page_words import PAGE_WORDS, PageWords
from ui.words import WORDS, Screen

EN, ZH = PAGE_WORDS[Screen.EN], PAGE_WORDS[Screen.ZH_HANT]
SLOW_MS = 90_000

BOTH = pytest.mark.parametrize(
    ("said", "options"),
    [
        pytest.param(EN, {"locale": "en-GB", "color_scheme": "light"}, id="English"),
        pytest.param(
            ZH,
            {
                "locale": "zh-TW",
                "color_scheme": "dark",
                "viewport": {"width": 390, "height": 844},
            },
            id="Chinese on a phone in the dark",
        ),
    ],
)


_RULES = {
    "rules.en.md": """---
title: Rules for foreign firms in Thailand
kind: rule
markets: [Thailand]
language: en
---
Thailand's rules on personal data require a firm to name a data protection officer.

Company registration in Thailand takes 14 days.
""",
    "rules.zh.md": """---
title: 外國廠商在泰國的法規
kind: rule
markets: [Thailand]
language: zh
---
泰國的個資法規要求業者指定個資保護長。

在泰國辦理公司登記的法規規定 14 天內完成。
""",
}
"""What a brief on Thailand finds: the small library answers none of its questions."""

DOCUMENTS = 3 + len(_RULES)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app is served, over the small library and reports of our own."""
    home = tmp_path_factory.mktemp("home")
    fill(home)
    for name, said in _RULES.items():
        (home / "files" / name).write_text(said, encoding="utf-8")
    ingest([home / "files"], index=open_index(Settings(home=home)))
    reports = home / "reports"
    reports.mkdir()
    write_reports(reports)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADVISOR_REPORTS", str(reports))
        with serve(home) as address:
            yield address


def fits(page: Page) -> bool:
    """Whether nothing makes the page wider than its window."""
    width = page.viewport_size
    return width is None or page.evaluate("document.documentElement.scrollWidth") <= width["width"]


@BOTH
def test_a_document_is_found_and_its_report_opened(
    said: PageWords,
    options: dict[str, object],
    site: str,
    browser: Browser,  # noqa: F811
) -> None:
    with opened(browser, f"{site}/library", ready=".documents", **options) as page:
        page.get_by_role("searchbox", name=said.library.search).fill("智慧停車")
        page.keyboard.press("Enter")
        rows = page.locator(".documents tbody tr")
        expect(rows).to_have_count(1)
        assert fits(page)

        page.get_by_role("link", name="泰國智慧停車政策").click()
        report = page.locator(".report")
        expect(report).to_contain_text("數位發展部")
        assert "doc=" in page.url
        assert fits(page)

        page.get_by_role("button", name=said.library.back).click()
        expect(rows).to_have_count(1)


@BOTH
def test_a_number_of_the_map_leads_to_its_documents(
    said: PageWords,
    options: dict[str, object],
    site: str,
    browser: Browser,  # noqa: F811
) -> None:
    screen = Screen.EN if said is EN else Screen.ZH_HANT
    address = f"{site}/library?view=coverage"
    with opened(browser, address, ready=".coverage", **options) as page:
        assert fits(page)
        kind = WORDS[screen].kinds["policy"]
        market = "Thailand" if said is EN else "泰國"
        label = said.library.cell.format(row=market, column=kind, count=1)

        page.get_by_role("link", name=label).click()

        expect(page.locator(".documents tbody tr")).to_have_count(1)
        expect(page.locator(".documents")).to_contain_text("泰國智慧停車政策")


def test_a_file_is_added_and_removed(site: str, browser: Browser, tmp_path: Path) -> None:  # noqa: F811
    tea, bad = tmp_path / "tea <b>.md", tmp_path / "bad.pdf"
    written = f"---\ntitle: '{HOSTILE}'\n---\nTaipei has 1,204 tea houses.\n"
    tea.write_text(written, encoding="utf-8")
    bad.write_bytes(b"%PDF-1.7 and no more")
    said = EN.library_edit
    with opened(browser, f"{site}/library", ready=".documents") as page:
        page.get_by_text(said.add, exact=True).click()
        page.locator("input[type=file]").set_input_files([tea, bad])
        page.get_by_role("button", name=said.add_now).click()

        outcomes = page.locator(".outcomes li")
        expect(outcomes).to_have_count(2, timeout=SLOW_MS)
        expect(page.locator(".outcomes")).to_contain_text("tea b.md added")
        expect(page.locator(".outcomes")).to_contain_text("bad.pdf could not be read")
        page.get_by_role("button", name=said.close, exact=True).click()

        row = page.locator(".documents tbody tr", has_text="tea b.md")
        row.get_by_role("link", name=HOSTILE).click()
        expect(page.locator(".document .file")).to_have_text("tea b.md")
        expect(page.locator(".document h1")).to_have_text(HOSTILE)
        page.get_by_role("button", name=said.remove, exact=True).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text(HOSTILE)
        dialog.get_by_role("button", name=said.remove, exact=True).click()
        expect(page.locator(".documents tbody tr")).to_have_count(DOCUMENTS)


def test_markup_of_documents_is_text_in_lists_filters_and_reports(
    site: str,
    browser: Browser,  # noqa: F811
) -> None:
    with opened(browser, f"{site}/library", ready=".documents") as page:
        expect(page.get_by_role("link", name=HOSTILE)).to_have_text(HOSTILE)
        expect(page.locator(".documents")).to_contain_text(HOSTILE_FILE)
        page.get_by_text(EN.library.filters, exact=True).click()
        choose(page, EN.library.axes["kind"], HOSTILE)
        expect(page.locator(".documents tbody tr")).to_have_count(1)
        page.keyboard.press("Escape")

        page.get_by_role("link", name=HOSTILE).click()
        expect(page.locator(".report")).to_contain_text(HOSTILE)
        page.get_by_role("button", name=EN.library_edit.correct).click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("textbox", name="Issuer")).to_have_value(HOSTILE)


@BOTH
def test_quality_shows_scores_trend_and_failing_cases(
    said: PageWords,
    options: dict[str, object],
    site: str,
    browser: Browser,  # noqa: F811
) -> None:
    words = said.quality
    with opened(browser, f"{site}/quality", ready=".scores", **options) as page:
        expect(page.locator(".scores").first).to_contain_text(words.measures["vital"])
        assert fits(page)

        page.get_by_role("radio", name=words.views["trend"]).click()
        expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible(
            timeout=SLOW_MS
        )
        assert fits(page)

        page.get_by_role("radio", name=words.views["cases"].format(count=2)).click()
        case = page.locator("details.case", has_text="a half one")
        case.locator("summary").click()
        expect(case.locator(".answer")).to_contain_text("Firms register on the ECEPP portal")
        assert fits(page)


@BOTH
def test_a_brief_becomes_a_draft_that_is_exported(
    said: PageWords,
    options: dict[str, object],
    site: str,
    browser: Browser,  # noqa: F811
) -> None:
    market = "Thailand" if said is EN else "泰國"
    with opened(browser, f"{site}/brief", ready=".page-head", **options) as page:
        page.get_by_role("combobox", name=said.brief.markets).click()
        page.get_by_role("option", name=market, exact=True).click()
        page.keyboard.press("Escape")
        page.get_by_role("button", name=said.brief.write).click()
        expect(page.locator(".brief .claim").first).to_be_visible(timeout=SLOW_MS)
        assert fits(page)

        page.get_by_role("button", name=said.brief.into_draft).click()
        sentence = page.get_by_role("textbox", name=said.draft.sentence.format(number=1))
        expect(sentence).to_be_visible(timeout=SLOW_MS)
        assert "/draft" in page.url
        assert fits(page)

        sentence.fill("Nothing of the kind was ever said, 99 times.")
        sentence.press("Control+Enter")
        expect(page.locator(".checked .verdict").first).to_be_visible(timeout=SLOW_MS)

        with page.expect_download() as download:
            page.get_by_role("button", name=said.draft.word, exact=True).click()
        assert download.value.suggested_filename == "draft.docx"
        assert download.value.path().read_bytes().startswith(b"PK")


@BOTH
def test_a_draft_opened_by_its_address_begins_empty(
    said: PageWords,
    options: dict[str, object],
    site: str,
    browser: Browser,  # noqa: F811
) -> None:
    with opened(browser, f"{site}/draft", ready=".page-head", **options) as page:
        page.get_by_role("button", name=said.draft.new).last.click()
        expect(page.locator(".notice")).to_contain_text(said.draft.no_items)
        assert fits(page)
