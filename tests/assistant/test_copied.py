"""An answer that is pasted elsewhere keeps its sources."""

from dataclasses import replace

import pytest

from assistant.copied import markdown, plain_text
from assistant.types import CASE, Answer, Verdict
from tests.ui.fake_assistant import HOSTILE, FakeAssistant


@pytest.fixture
def fake() -> FakeAssistant:
    fake = FakeAssistant()
    info = fake.catalogue.infos[2]
    metadata = {**info.metadata, "url": "https://example.org/guide?a=1&b=2"}
    fake.catalogue.infos[2] = replace(info, metadata=metadata)
    return fake


def plain(fake: FakeAssistant, answer: Answer) -> str:
    return plain_text(answer, catalogue=fake.catalogue)  # type: ignore[arg-type]


def as_markdown(fake: FakeAssistant, answer: Answer) -> str:
    return markdown(answer, catalogue=fake.catalogue)  # type: ignore[arg-type]


def test_plain_text_has_numbered_sources(fake: FakeAssistant) -> None:
    assert plain(fake, fake.answer("基金怎麼用？")) == (
        """\
基金怎麼用？

基金支付顧問服務，由臺灣廠商承接。 [1]

廠商先在 ECEPP 平台登錄，再投標。 [1]

Firms register on the ECEPP portal before they bid. [2]

The fund pays consultants, not equipment. (未經核對) [2]

資料來源

[1] 歐銀臺灣技術合作基金：廠商怎麼用，國際拓展諮詢專案，2026-11-23，第 26 頁（PDF 第 1 頁）
    「基金支付顧問服務，由臺灣廠商承接。」
    「廠商先在 ECEPP 平台登錄，再投標。」

"""
        "[2] From registering on ECEPP to a signed contract，Expansion Advisor project，"
        "2026-11-23，"
        "第 iv 頁（PDF 第 4 頁）\n"
        "    「Firms register on the ECEPP portal before they bid.」\n"
        "    「The fund pays consultants, not equipment.」\n"
        "    https://example.org/guide?a=1&b=2\n"
    )


def test_what_a_reader_must_know_of_a_sentence_goes_with_it(fake: FakeAssistant) -> None:
    answer = fake.answer("partial corrected")
    first = replace(answer.claims[0], kind=CASE, as_of="2019-03", verdict=Verdict.SUPPORTED)

    said = plain(fake, replace(answer, claims=(first,)))

    assert "文件說明了申請方式，但沒有預算。" in said
    assert (
        "：文件的說法不同。 基金支付顧問服務，由臺灣廠商承接。 (個案) (截至 2019 年 3 月) [1]"
        in said
    )


def test_a_declined_answer_has_no_sources(fake: FakeAssistant) -> None:
    said = plain(fake, fake.answer("declined"))

    assert said == "declined\n\n文件沒有提到越南的停車費率；最接近的是以下段落。\n"


def test_markdown_shows_what_documents_say_as_text(fake: FakeAssistant) -> None:
    said = as_markdown(fake, fake.answer(f"hostile {HOSTILE}"))

    assert "<img" not in said.replace("\\<", "")
    assert "[link](" not in said.replace("\\[", "")
    assert r"\*\*bold\*\*" in said
    assert as_markdown(fake, fake.answer("基金怎麼用？")).endswith(
        "<https://example.org/guide?a=1&b=2>\n"
    )
