from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.errors import BadQuestion
from assistant.serialise import answer_from_json, answer_to_json
from assistant.types import Outcome, Turn, Verdict
from ingest.catalogue import Catalogue
from ingest.errors import IndexMissing
from ingest.index import Index
from language.normalise import quote_key
from language.script import Language


@pytest.mark.parametrize(
    ("question", "says"),
    [
        pytest.param("歐銀技術合作基金是哪一年成立的？", "1991", id="Chinese"),
        pytest.param("How many smart parking sites did Thailand have in 2024?", "20", id="English"),
        pytest.param("When was the EBRD technical cooperation fund set up?", "1991", id="across"),
    ],
)
def test_an_answer_quotes_the_sentence_that_answers(
    assistant: Assistant, question: str, says: str
) -> None:
    answer = assistant.answer(question)

    assert answer.outcome is Outcome.ANSWERED
    assert says in answer.claims[0].text
    for claim in answer.claims:
        assert claim.verdict is Verdict.SUPPORTED
        for quote in claim.quotes:
            page = assistant.catalogue.page(quote.version, quote.page_index)
            assert page is not None
            assert page.text[quote.start : quote.end] == quote.text
            assert quote_key(quote.text) in quote_key(page.text)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What is the minimum wage in Brazil?", "Brazil"),
        ("沙烏地阿拉伯的停車？", "沙烏地阿拉伯"),
    ],
)
def test_what_is_not_there_is_declined_with_what_is_missing(
    assistant: Assistant, question: str, missing: str
) -> None:
    answer = assistant.answer(question)

    assert answer.outcome is Outcome.DECLINED
    assert answer.claims == ()
    assert missing in answer.missing
    assert answer.reason


def test_the_assistant_speaks_the_language_that_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.answer("巴西的最低工資？", language=Language.EN)

    assert answer.reason is not None
    assert answer.reason.startswith("The documents do not say")


def test_a_quote_that_is_no_longer_on_its_page_is_not_shown(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_page = Catalogue.page

    def altered(self: Catalogue, version: int, page_index: int) -> object:
        page = true_page(self, version, page_index)
        return page and replace(page, text=page.text.replace("1991", "1992"))

    monkeypatch.setattr(Catalogue, "page", altered)
    answer = assistant.answer("歐銀技術合作基金是哪一年成立的？")

    assert all("1991" not in claim.text for claim in answer.claims)


def test_a_follow_up_is_searched_whole(assistant: Assistant) -> None:
    before = "越南有哪些資源？"

    answer = assistant.answer("那泰國呢？", [Turn(before, before)])

    assert answer.searched == "泰國有哪些資源？"
    assert "BOI" in answer.claims[0].text


@pytest.mark.parametrize("question", ["", "   ", "長" * 3000])
def test_a_question_that_cannot_be_asked_is_refused(assistant: Assistant, question: str) -> None:
    with pytest.raises(BadQuestion):
        assistant.answer(question)


def test_asking_before_any_ingest_names_the_cure(index: Index) -> None:
    with pytest.raises(IndexMissing, match="advisor ingest"):
        Assistant(index, passages=8).answer("What is here?")


def test_an_answer_survives_being_stored(assistant: Assistant) -> None:
    answer = assistant.answer("歐銀技術合作基金是哪一年成立的？")

    assert answer_from_json(answer_to_json(answer)) == answer
