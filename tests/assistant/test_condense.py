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


def test_a_first_question_is_left_alone() -> None:
    assert condense("那泰國呢？", []) == "那泰國呢？"


def test_a_second_follow_up_builds_on_what_was_searched_last() -> None:
    history = [
        Turn("越南有哪些資源？", "越南有哪些資源？"),
        Turn("那泰國呢？", "泰國有哪些資源？"),
    ]

    assert condense("那波蘭呢？", history) == "波蘭有哪些資源？"
