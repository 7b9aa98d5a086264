"""The chat as a reader uses it, with a fake assistant behind it."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from assistant.ask import Assistant
from assistant.errors import BadQuestion, ModelUnusable
from assistant.shelf import Shelf
from assistant.types import Event, Turn, Writer
from ingest.errors import IndexMissing
from tests.ui.fake_assistant import HOSTILE, FakeAssistant
from tests.ui.tabs import html, new_tab
from ui import pictures
from ui.browser import OWNER_COOKIE
from ui.words import CHINESE, ENGLISH

ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)


def ask(app: AppTest, question: str) -> AppTest:
    return app.chat_input[0].set_value(question).run()


def test_an_empty_conversation_offers_examples(app: AppTest) -> None:
    app.run()

    assert not app.exception
    assert CHINESE.welcome in html(app)
    assert "3 份文件" in html(app)
    assert [button.label for button in app.main.button] == list(CHINESE.examples)


def test_an_example_is_asked_when_pressed(app: AppTest, fake: FakeAssistant) -> None:
    app.run()

    app.main.button[0].click().run()

    assert [question for question, _ in fake.asked] == [CHINESE.examples[0]]
    assert CHINESE.welcome not in html(app)


def test_an_answer_shows_its_sentences_with_markers(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    shown = html(app)
    assert not app.exception
    assert shown.index("基金怎麼用？</div>") < shown.index("基金支付顧問服務")
    assert shown.count('class="claim"') == 4
    assert 'data-source="1.1.1"' in shown
    assert "來源 1 · 歐銀臺灣技術合作基金：廠商怎麼用 · 第 26 頁（PDF 第 1 頁）" in shown
    assert CHINESE.writers[Writer.QUOTES] in shown


def test_only_a_quotation_in_the_other_language_says_so(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    assert html(app).count("原文為英文") == 2
    assert "原文為中文" not in html(app)
    app.segmented_control[0].set_value("en").run()
    assert html(app).count("quoted in Chinese") == 2
    assert "quoted in English" not in html(app)


def test_a_sentence_that_was_not_checked_says_so(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    assert html(app).count("未經核對") == 1


def test_what_asks_the_documents_nothing_gets_one_sentence(app: AppTest) -> None:
    ask(app.run(), "aside")

    shown = html(app)
    assert "這件事我幫不上忙。" in shown
    assert CHINESE.declined not in shown
    assert CHINESE.nearest not in shown
    assert CHINESE.sources not in shown


def test_a_follow_up_goes_on_from_before_what_asked_nothing(
    app: AppTest, fake: FakeAssistant
) -> None:
    app.run()
    for question in ("基金怎麼用？", "aside", "那泰國呢？"):
        ask(app, question)

    _, history = fake.asked[-1]
    assert [turn.question for turn in history] == ["基金怎麼用？"]


def test_a_declined_answer_says_whom_to_ask_and_opens_the_words_that_do(app: AppTest) -> None:
    ask(app.run(), "declined")

    shown = html(app)
    assert CHINESE.contacts in shown
    assert "Firms register on the ECEPP portal" in shown
    assert "<img" not in shown
    app.query_params["s"] = "1.0.2"
    assert f"<h3>{CHINESE.quote}</h3>" in html(app.run())


def test_a_correction_stands_apart_with_what_was_taken_for_granted(app: AppTest) -> None:
    ask(app.run(), "corrected")

    shown = html(app)
    assert "「基金買設備" in shown
    assert "：文件的說法不同" in shown
    assert shown.count('<section class="correction">') == 1
    assert "<img" not in shown


def test_figures_that_differ_stand_side_by_side(app: AppTest) -> None:
    ask(app.run(), "differing")

    shown = html(app)
    assert CHINESE.differ in shown
    assert shown.index("7 億") < shown.index("5 億")
    assert "2024 年；2025 年 3 月發布" in shown
    app.segmented_control[0].set_value("en").run()
    assert "2024; issued March 2025" in html(app)


def test_a_claim_of_one_case_or_of_an_old_document_says_so(app: AppTest) -> None:
    ask(app.run(), "old")

    shown = html(app)
    assert shown.count(f">{CHINESE.one_case}</span>") == 1
    assert shown.count("截至 2019 年 3 月") == 1
    app.segmented_control[0].set_value("en").run()
    assert "as of March 2019" in html(app)


def test_an_answer_of_a_model_says_what_was_withheld_and_who_stood_in(
    app: AppTest, fake: FakeAssistant
) -> None:
    ask(app.run(), "模型怎麼說？ model")

    shown = html(app)
    assert CHINESE.writers[Writer.MODEL] in shown
    assert CHINESE.withheld.format(count=2) in shown
    assert "語言模型沒有及時回應。" in shown


def test_an_answer_of_quotes_says_nothing_of_a_model(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    assert CHINESE.withheld.partition("{")[0] not in html(app)


def test_a_follow_up_is_asked_with_what_came_before(app: AppTest, fake: FakeAssistant) -> None:
    ask(ask(app.run(), "基金怎麼用？"), "要多久？")

    assert fake.asked[1] == ("要多久？", (Turn("基金怎麼用？", "基金怎麼用？"),))
    assert html(app).count('class="question"') == 2


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


def test_a_declined_answer_says_why_and_what_is_nearest(app: AppTest) -> None:
    ask(app.run(), "declined")

    shown = html(app)
    assert CHINESE.declined in shown
    assert "文件沒有提到越南的停車費率" in shown
    assert "<li>越南的停車費率</li>" not in shown, "its reason names it"
    assert 'data-source="1.0.1"' in shown
    app.query_params["s"] = "1.0.1"
    assert f"<h3>{CHINESE.passage}</h3>" in html(app.run())


def test_a_partial_answer_names_what_is_missing(app: AppTest) -> None:
    ask(app.run(), "partial")

    assert html(app).count('class="claim"') == 4
    assert CHINESE.partial in html(app)
    assert "<li>2026 年的預算</li>" in html(app)
    assert CHINESE.nearest not in html(app)


def test_markup_in_documents_and_questions_is_shown_not_interpreted(app: AppTest) -> None:
    ask(app.run(), f"hostile {HOSTILE}")
    app.query_params["s"] = "1.1.3"
    app.run()

    shown = html(app)
    assert not app.exception
    assert "<img" not in shown
    assert shown.count("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; **bold** $x^2$") >= 4
    assert not app.main.markdown


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        pytest.param("zh-TW", CHINESE, id="Chinese"),
        pytest.param("en-GB", ENGLISH, id="English"),
    ],
)
def test_the_screen_begins_in_the_browser_s_language(
    locale: str, words: object, fake: FakeAssistant
) -> None:
    app = new_tab(locale).run()

    assert words.welcome in html(app)  # type: ignore[attr-defined]


def test_the_language_can_be_changed_and_is_kept_in_the_address(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    app.segmented_control[0].set_value("en").run()

    assert ENGLISH.new_conversation in [button.label for button in app.sidebar.button]
    assert "p. 26 (PDF 1)" in html(app)
    other_tab = new_tab("zh-TW")
    other_tab.query_params["lang"] = app.query_params["lang"]
    assert ENGLISH.welcome in html(other_tab.run())


def test_an_unknown_language_in_the_address_is_passed_over(app: AppTest) -> None:
    app.query_params["lang"] = "<b>"

    assert CHINESE.welcome in html(app.run())


def test_a_conversation_survives_a_reload(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    reloaded = new_tab()
    reloaded.query_params = dict(app.query_params)
    reloaded.run()

    assert html(reloaded) == html(app)


def test_an_unknown_conversation_gets_a_friendly_notice(app: AppTest, fake: FakeAssistant) -> None:
    app.query_params["c"] = "nobody"
    app.run()

    assert CHINESE.unknown_conversation in html(app)
    assert "c" not in app.query_params
    ask(app, "基金怎麼用？")
    assert not app.exception
    assert app.query_params["c"] != "nobody"
    assert html(app).count('class="claim"') == 4


def test_a_new_conversation_begins_empty(app: AppTest, fake: FakeAssistant) -> None:
    ask(app.run(), "基金怎麼用？")

    app.query_params["s"] = "1.1.1"
    app.run()

    app.button(key="new-conversation").click().run()
    assert CHINESE.welcome in html(app)
    assert "<mark>" not in html(app)
    assert not {"c", "s"} & set(app.query_params)
    ask(app, "要多久？")

    assert fake.asked[1] == ("要多久？", ())
    assert html(app).count("data-conversation=") == 2


def test_sessions_share_nothing(
    app: AppTest, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(app.run(), "基金怎麼用？")

    other = new_tab().run()
    assert "基金怎麼用？" not in "".join(element.value for element in other.main.html)
    assert "基金怎麼用？</a>" in html(other)

    monkeypatch.setattr(ContextProxy, "cookies", {OWNER_COOKIE: "b" * 24})
    stranger = new_tab().run()
    assert "基金怎麼用？" not in html(stranger)


def test_a_conversation_can_be_renamed(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    app.button(key="rename").click().run()
    app.text_input(key="new-name").set_value("歐銀 **基金**")
    app.button(key="save-name").click().run()

    assert "歐銀 **基金**</a>" in html(app)


def test_many_conversations_can_be_searched(app: AppTest) -> None:
    app.run()
    for question in ("甲案？", "乙案？", "丙案？", "丁案？"):
        ask(app, question)
        app.button(key="new-conversation").click().run()
    assert "conversation-search" not in [field.key for field in app.text_input]
    ask(app, "戊案？")

    app.text_input(key="conversation-search").set_value("丙").run()
    assert "丙案？</a>" in html(app)
    assert html(app).count("data-conversation=") == 1

    app.text_input(key="conversation-search").set_value("<b>").run()
    assert not app.exception
    assert CHINESE.no_such_conversation in html(app)


def test_a_conversation_can_be_deleted(app: AppTest) -> None:
    ask(app.run(), "基金怎麼用？")

    app.button(key="delete").click().run()
    app.button(key="delete-sure").click().run()

    assert "c" not in app.query_params
    assert CHINESE.welcome in html(app)
    assert CHINESE.no_conversations in html(app)


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


def test_an_assistant_that_cannot_be_loaded_says_so_when_it_is_asked(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(settings: object, **_: object) -> Assistant:
        raise ModelUnusable("the model has no key: set OPENAI_API_KEY")

    with monkeypatch.context() as patch:
        patch.setattr(Assistant, "open", fail)
        ask(app.run(), "基金怎麼用？")
        assert not app.exception
        assert "set OPENAI_API_KEY" in html(app)
    ask(app, "基金怎麼用？")
    assert html(app).count('class="claim"') == 4


def test_a_setting_that_cannot_be_used_is_named(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_PASAGES", "8")
    app = new_tab().run()

    assert not app.exception
    assert "there is no setting ADVISOR_PASAGES" in html(app)
