"""The chat as a reader uses it, with a fake assistant behind it: questions and answers."""

import pytest
from streamlit.testing.v1 import AppTest

from assistant.types import Turn, Writer
from ingest.types import DocumentInfo
from tests.ui.fake_assistant import HOSTILE, FakeAssistant
from tests.ui.tabs import ask, html
from ui.words import CHINESE


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


def test_what_can_be_copied_is_looked_up_again_only_where_documents_changed(
    app: AppTest, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[int] = []

    def document(version: int) -> DocumentInfo | None:
        looked_up.append(version)
        return fake.catalogue.infos.get(version)

    monkeypatch.setattr(fake.catalogue, "document", document)
    ask(app.run(), "基金怎麼用？")
    assert looked_up

    looked_up.clear()
    app.run()
    assert looked_up == []

    monkeypatch.setattr(fake, "generation", lambda: (4,))
    fake.catalogue.infos[1].metadata["issuer"] = "另一個單位"
    app.run()
    assert looked_up
    assert any("另一個單位" in element.value for element in app.main.html)
