"""A follow-up is searched as a whole question."""

import pytest

from assistant.condense import condense
from assistant.types import Turn


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        pytest.param("越南有哪些資源？", "那泰國呢？", "泰國有哪些資源？", id="market, Chinese"),
        pytest.param(
            "What visas does Hungary offer?",
            "what about Poland?",
            "What visas does Poland offer?",
            id="market, English",
        ),
        pytest.param(
            "What is the EBRD fund?",
            "Who can apply for it?",
            "What is the EBRD fund? Who can apply for it?",
            id="pronoun, English",
        ),
        pytest.param(
            "什麼是技術合作基金？",
            "它的金額是多少？",
            "什麼是技術合作基金？ 它的金額是多少？",
            id="pronoun, Chinese",
        ),
        pytest.param("越南有哪些資源？", "泰國呢？", "泰國有哪些資源？", id="a market alone"),
        pytest.param(
            "What visas does Hungary offer?",
            "and Poland?",
            "What visas does Poland offer?",
            id="and",
        ),
        pytest.param(
            "泰國的市場多大？", "越南和菲律賓呢？", "越南 菲律賓的市場多大？", id="two markets"
        ),
        pytest.param(
            "What visas does Hungary offer?",
            "Who can apply for it in Poland?",
            "What visas does Poland offer? Who can apply for it in Poland?",
            id="a market and more",
        ),
        pytest.param(
            "什麼是技術合作基金？",
            "它什麼時候成立的？",
            "什麼是技術合作基金？ 它什麼時候成立的？",
            id="when, Chinese",
        ),
        pytest.param(
            "什麼是技術合作基金？",
            "怎麼申請？",
            "什麼是技術合作基金？ 怎麼申請？",
            id="no subject, Chinese",
        ),
        pytest.param(
            "What does a visa cost?",
            "Who pays?",
            "What does a visa cost? Who pays?",
            id="no subject, English",
        ),
        pytest.param(
            "What does the fund pay?",
            "Who pays for that?",
            "What does the fund pay? Who pays for that?",
            id="that",
        ),
        pytest.param(
            "越南有哪些資源？",
            "How long is the Hungarian start-up visa?",
            "How long is the Hungarian start-up visa?",
            id="a new full question",
        ),
        pytest.param(
            "What visas does Hungary offer?",
            "泰國的智慧停車計畫有多大？",
            "泰國的智慧停車計畫有多大？",
            id="a new full question, another language",
        ),
    ],
)
def test_a_follow_up_is_made_whole_and_a_new_question_is_left_alone(
    before: str, question: str, expected: str
) -> None:
    assert condense(question, [Turn(before, before)]) == expected


@pytest.mark.parametrize(
    "question",
    [
        "我們應該準備什麼文件？",
        "為什麼台灣廠商要去泰國呢？",
        "這個月有哪些展覽可以參加？",
        "How many smart parking sites are there in Thailand?",
        "Is it possible to open a branch in Poland?",
        "What does the EBRD say that firms need?",
        "Which grants run this year?",
        "What is GDPR?",
    ],
)
def test_words_that_only_look_like_pointing_back_change_nothing(question: str) -> None:
    before = "越南有哪些資源？"

    assert condense(question, [Turn(before, before)]) == question


def test_follow_ups_do_not_grow_with_the_conversation() -> None:
    first = "什麼是技術合作基金？"
    history = [Turn(first, first)]
    for question in ("它多大？", "它在哪裡？", "它由誰出資？"):
        history.append(Turn(question, condense(question, history)))

    assert history[-1].searched == f"{first} 它由誰出資？"


def test_a_first_question_is_left_alone() -> None:
    assert condense("那泰國呢？", []) == "那泰國呢？"


def test_a_second_follow_up_builds_on_what_was_searched_last() -> None:
    history = [
        Turn("越南有哪些資源？", "越南有哪些資源？"),
        Turn("那泰國呢？", "泰國有哪些資源？"),
    ]

    assert condense("那波蘭呢？", history) == "波蘭有哪些資源？"
