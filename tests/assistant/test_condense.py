import pytest

from assistant.condense import condense
from assistant.types import Turn


@pytest.mark.parametrize(
    ("before", "question", "searched"),
    [
        pytest.param("越南有哪些資源？", "那泰國呢？", "泰國有哪些資源？", id="another market"),
        pytest.param(
            "What is the tax rate in Hungary?",
            "and Poland?",
            "What is the tax rate in Poland?",
            id="English",
        ),
        pytest.param(
            "歐銀基金怎麼申請？",
            "它什麼時候成立的？",
            "歐銀基金怎麼申請？ 它什麼時候成立的？",
            id="pronoun",
        ),
        pytest.param(
            "越南有哪些資源？", "GDPR 罰款最高多少？", "GDPR 罰款最高多少？", id="a new question"
        ),
    ],
)
def test_condense(before: str, question: str, searched: str) -> None:
    assert condense(question, [Turn(before, before)]) == searched


def test_a_first_question_is_searched_as_it_is() -> None:
    assert condense("那泰國呢？", []) == "那泰國呢？"
