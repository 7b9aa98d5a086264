"""English words within Chinese questions are read as the Chinese that is meant."""

import pytest

from assistant.ask import Assistant
from assistant.borrowed import in_chinese
from assistant.types import Outcome
from tests.assistant.conftest import Knows


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("Poland 的 market size 多大", "波蘭的市場規模多大", id="a country, a phrase"),
        pytest.param("在Thailand設 subsidiaries", "在泰國設子公司", id="no spaces, a plural"),
        pytest.param("Software export 有沒有補助", "軟體出口有沒有補助", id="a capital that opens"),
        pytest.param("EBRD 的 TC fund 怎麼用", "EBRD 的 TC fund 怎麼用", id="part of a name"),
        pytest.param(
            "Malaysia Digital status 怎麼拿", "Malaysia Digital status 怎麼拿", id="within a name"
        ),
        pytest.param("申請 EntrePass 的 fee", "申請 EntrePass 的費用", id="a name stays"),
        pytest.param(
            "Market Development Fund 是什麼", "Market Development Fund 是什麼", id="title"
        ),
        pytest.param("看 policy.gov.tw 的 tender", "看 policy.gov.tw 的標案", id="an address"),
        pytest.param("NIS2-fine 的規定", "NIS2-fine 的規定", id="a name with digits"),
        pytest.param("What is the tax rate in Poland?", "What is the tax rate in Poland?", id="en"),
        pytest.param(
            "How does 輸銀 insure a loan?", "How does 輸銀 insure a loan?", id="lent to en"
        ),
        pytest.param("補助 怎麼申請", "補助 怎麼申請", id="no English, as typed"),
    ],
)
def test_common_words_and_countries_are_put_into_chinese(typed: str, read: str) -> None:
    assert in_chinese(typed) == read


@pytest.fixture(scope="module")
def on_poland(knows: Knows) -> Assistant:
    return knows({"poland.md": "# 波蘭市場\n\n波蘭的市場規模為 440 億歐元。\n\n瑞典不在此列。\n"})


def test_it_is_asked_and_shown_as_read(on_poland: Assistant) -> None:
    answer = on_poland.answer("Poland 的 market size 多大？")

    assert answer.outcome is Outcome.ANSWERED
    assert answer.searched == "波蘭的市場規模多大？"
    assert [claim.text for claim in answer.claims] == ["波蘭的市場規模為 440 億歐元。"]
