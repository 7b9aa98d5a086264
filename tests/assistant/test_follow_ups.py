"""What is suggested next can be answered."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.follow_ups import follow_ups, question_of
from assistant.settings import Settings
from assistant.types import Answer, Outcome
from ingest.build import ingest
from ingest.types import DocumentInfo
from language.script import Language

FUND = """---
title: 歐銀技術合作基金：廠商怎麼用
markets: [Taiwan]
---

# 歐銀技術合作基金：廠商怎麼用

## 基金何時開始

歐銀技術合作基金於 1991 年 9 月開始運作。

## 基金的錢可以用在哪裡

歐銀技術合作基金的錢可以用在顧問服務與可行性研究。

## 廠商如何投標

歐銀技術合作基金的案子，廠商要先在 ECEPP 平台登錄，再投標。

## 附錄

以上為附錄。
"""
PARKING = """---
title: 越南市場
markets: [Vietnam]
---

# 越南市場

## 越南有多少停車場

越南在 2024 年有 300 個停車場。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Assistant:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "fund.md").write_text(FUND, encoding="utf-8")
    (folder / "vietnam.md").write_text(PARKING, encoding="utf-8")
    home = tmp_path_factory.mktemp("home")
    assistant = Assistant.open(Settings.load({}, home=home, cache=model_cache))
    ingest([folder], index=assistant.index)
    return assistant


def suggested(assistant: Assistant, answer: Answer) -> tuple[str, ...]:
    return follow_ups(answer, catalogue=assistant.catalogue, answering=assistant.quoted)


def test_what_the_cited_document_answers_elsewhere_comes_next(assistant: Assistant) -> None:
    answer = assistant.answer("歐銀技術合作基金的錢可以用在哪裡？")

    found = suggested(assistant, answer)

    assert found[0] == "歐銀技術合作基金：廠商如何投標？", "the section after the cited one"
    assert "歐銀技術合作基金：基金何時開始？" in found
    assert not any("哪裡" in question for question in found), "which is answered already"
    for question in found:
        assert assistant.quoted(question).outcome is Outcome.ANSWERED


def test_nothing_is_suggested_that_is_not_answered(assistant: Assistant) -> None:
    answer = assistant.answer("歐銀技術合作基金的錢可以用在哪裡？")

    def declining(question: str) -> Answer:
        return replace(assistant.quoted(question), outcome=Outcome.DECLINED, claims=())

    assert follow_ups(answer, catalogue=assistant.catalogue, answering=declining) == ()


def test_an_answer_from_elsewhere_does_not_count(assistant: Assistant) -> None:
    answer = assistant.answer("歐銀技術合作基金的錢可以用在哪裡？")
    parking = assistant.quoted("越南有多少停車場？")
    assert parking.outcome is Outcome.ANSWERED

    found = follow_ups(answer, catalogue=assistant.catalogue, answering=lambda question: parking)

    assert not any(question.startswith("歐銀") for question in found)


def test_who_asks_about_one_market_is_not_led_to_another(assistant: Assistant) -> None:
    answer = assistant.answer("巴西有多少停車場？")

    assert suggested(assistant, answer) == ()


def test_a_question_in_the_other_language_gets_none_in_this_one(assistant: Assistant) -> None:
    answer = assistant.answer("What can the EBRD technical cooperation fund pay for?")

    assert answer.claims
    assert suggested(assistant, answer) == ()


@pytest.mark.parametrize(
    ("heading", "title", "language", "question"),
    [
        pytest.param(
            "泰國市場有多大",
            "泰國市場：條件",
            Language.ZH,
            "泰國市場有多大？",
            id="says its market",
        ),
        pytest.param(
            "誰在買", "泰國市場：條件", Language.ZH, "泰國市場：誰在買？", id="led by the title"
        ),
        pytest.param("摘要", "泰國市場：條件", Language.ZH, None, id="asks nothing"),
        pytest.param("Who buys", "泰國市場", Language.ZH, None, id="in the other language"),
        pytest.param(
            "Which country to choose first?",
            "Routes into Europe: which door",
            Language.EN,
            "Routes into Europe: which country to choose first",
            id="English",
        ),
        pytest.param(
            "Whose EBRD desk it is", "The X-EBRD Fund - a guide", Language.EN, None, id="whose"
        ),
        pytest.param(
            "When the fund began",
            "The X-EBRD Fund - a guide",
            Language.EN,
            "The X-EBRD Fund: when the fund began",
            id="a hyphen within a name",
        ),
        pytest.param("如何" + "長" * 60, "泰國", Language.ZH, None, id="too long to press"),
    ],
)
def test_a_heading_as_a_question(
    heading: str, title: str, language: Language, question: str | None
) -> None:
    info = DocumentInfo(
        *(1, "d", "d.md", title, "md", language, False, 1, 1, {}, "2026-01-01", 0.1, {})
    )

    assert question_of(heading, info) == question
