"""A marker of the chat opens its source: the words, the page, and the pages around it."""

import base64
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.fake_assistant import FakeAssistant
from tests.ui.tabs import ask, html
from ui import pictures
from ui.words import CHINESE

ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)


def test_a_marker_opens_its_source(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    app.query_params["s"] = "1.2.1"
    app.run()

    shown = html(app)
    assert not app.exception
    assert '<h2 id="source-title" tabindex="-1">歐銀臺灣技術合作基金：廠商怎麼用</h2>' in shown
    assert "<mark>廠商先在 ECEPP 平台登錄，再投標。</mark>" in shown
    assert 'href="https://example.org/fund"' in shown
    assert "不相干的註腳" not in shown
    assert 'data-source="1.2.1" aria-current="true"' in shown


def test_the_pages_around_the_quote_can_be_turned_to(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")
    app.query_params["s"] = "1.3.2"
    app.run()
    quoted = "<mark>Firms register on the ECEPP portal before they bid.</mark>"
    assert quoted in html(app)
    assert app.button(key="page-after").disabled

    app.button(key="page-before").click().run()
    shown = html(app)
    assert not app.exception
    assert "第 iii 頁（PDF 第 3 頁） <span>共 4 頁</span>" in shown
    assert "What comes before. &lt;img" in shown
    assert "<mark>" not in shown

    app.button(key="page-back").click().run()
    assert quoted in html(app)
    app.button(key="page-before").click().run()
    app.query_params["s"] = "1.4.2"
    app.run()
    assert "<mark>The fund pays consultants, not equipment.</mark>" in html(app)


def test_a_document_of_one_page_has_none_to_turn_to(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")
    app.query_params["s"] = "1.1.1"
    app.run()

    assert "page-before" not in [button.key for button in app.main.button]


def test_an_opened_source_stays_open_until_it_is_closed(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")
    app.query_params["s"] = "1.3.2"

    ask(app.run(), "要多久？")
    assert "<mark>Firms register on the ECEPP portal" in html(app)

    app.button(key="close-source").click().run()
    assert "<mark>" not in html(app)
    assert "s" not in app.query_params


def test_the_page_is_shown_as_a_picture_and_the_original_offered(
    app: AppTest, fake: FakeAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.catalogue.files[1] = tmp_path / "kept.pdf"
    fake.catalogue.files[1].write_bytes(b"%PDF-1.7")
    drawn = []

    def picture(path: Path, page_index: int, **options: object) -> bytes:
        drawn.append((path.name, page_index, options["highlights"]))
        return ONE_PIXEL

    monkeypatch.setattr("ingest.readers.picture.page_picture", picture)
    monkeypatch.setattr(pictures, "highlight_boxes", lambda page, start, end: [(start, end)])
    ask(app.run(), "基金怎麼用？")
    app.query_params["s"] = "1.1.1"
    app.run()
    app.run()

    quote = fake.answer("").claims[0].quotes[0]
    assert not app.exception
    assert drawn == [("kept.pdf", 0, [(quote.start, quote.end)])]
    assert len(app.image) == 1
    assert [button.label for button in app.download_button] == [CHINESE.download]


def test_a_page_that_cannot_be_drawn_says_why(
    app: AppTest, fake: FakeAssistant, tmp_path: Path
) -> None:
    fake.catalogue.files[1] = tmp_path / "kept.pdf"
    fake.catalogue.files[1].write_bytes(b"not a PDF")
    ask(app.run(), "基金怎麼用？")
    app.query_params["s"] = "1.1.1"
    app.run()

    assert not app.exception
    assert "無法顯示這一頁的影像：這份檔案無法開啟，請告知系統管理者：kept.pdf" in html(app)


def test_a_format_without_pages_shows_none(app: AppTest) -> None:
    ask(app.run(), "hostile")
    app.query_params["s"] = "1.1.3"
    app.run()

    assert CHINESE.place not in html(app)
    assert "<mark>Smart parking in Bangkok" in html(app)
    assert not app.image


def test_a_removed_document_still_shows_the_words_that_were_quoted(
    app: AppTest, fake: FakeAssistant
) -> None:
    ask(app.run(), "基金怎麼用？")
    del fake.catalogue.infos[1]
    app.query_params["s"] = "1.1.1"
    app.run()

    assert not app.exception
    assert CHINESE.gone in html(app)
    assert "<mark>基金支付顧問服務，由臺灣廠商承接。</mark>" in html(app)
