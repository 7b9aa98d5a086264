"""A name with a character that sounds like the right one is read as that name."""

import pytest

from assistant.ask import Assistant
from assistant.homophones import Homophones
from assistant.types import Outcome
from language.lexicon import Lexicon
from language.script import to_simplified
from tests.assistant.conftest import Knows

HELD = [
    "越南",
    "波蘭",
    "芬蘭",
    "埃及",
    "菲律賓",
    "匈牙利",
    "歐洲復興開發銀行",
    "技術合作基金",
    "技術合作計畫",
]
SIMPLIFIED = [to_simplified(name) for name in HELD]
PAIRS = {name[at : at + 2] for name in SIMPLIFIED for at in range(len(name) - 1)} | {"波篮"}
WORDS = "我们 市场 欧洲 复兴 开发 技术 合作 怎么 申请 资源 男女 印泥 门槛 波罗 厂商".split()


@pytest.fixture(scope="module")
def homophones() -> Homophones:
    lexicon = Lexicon(dict.fromkeys(WORDS, ("word",)), frozenset())
    return Homophones(lexicon, HELD, frequency=lambda pair: int(pair in PAIRS))


@pytest.mark.parametrize(
    ("question", "typed", "read"),
    [
        pytest.param("我們想進越男市場", "越男", "越南", id="a country"),
        pytest.param("越男市場的資源", "越男", "越南", id="at the start"),
        pytest.param("我们想进越男市场", "越男", "越南", id="in Simplified characters"),
        pytest.param("我們想進播蘭市場", "播蘭", "波蘭", id="the first character"),
        pytest.param("菲綠賓的資源", "菲綠賓", "菲律賓", id="three characters"),
        pytest.param("菲绿宾的资源", "菲绿宾", "菲律宾", id="written as the question is"),
        pytest.param("歐洲復興開發銀航", "歐洲復興開發銀航", "歐洲復興開發銀行", id="a bank"),
        pytest.param("技術合作及金怎麼申請", "技術合作及金", None, id="a word that joins"),
        pytest.param("技術合作積金怎麼申請", "技術合作積金", "技術合作基金", id="a fund"),
        pytest.param("技術合作幾金怎麼申請", "技術合作几金", None, id="a word that asks"),
        pytest.param("技術合作吉金怎麼申請", "技術合作吉金", "技術合作基金", id="of another tone"),
        pytest.param("菲旅賓的資源", "菲旅賓", None, id="a short one of another tone"),
        pytest.param("我們想進越南市場", "", None, id="nothing amiss"),
        pytest.param("廠商申請越難", "", None, id="a phrase"),
        pytest.param("越男女市場", "", None, id="a word begins there"),
        pytest.param("波籃市場", "", None, id="a pair that the documents have"),
        pytest.param("李芬藍", "", None, id="a person"),
        pytest.param("埃吉爾市場", "", None, id="part of a foreign name"),
        pytest.param("技術合作计畫", "", None, id="both scripts in one word"),
        pytest.param("太難市場", "", None, id="another name"),
    ],
)
def test_a_character_of_the_same_sound(
    homophones: Homophones, question: str, typed: str, read: str | None
) -> None:
    found = [(one.typed, one.read, one.start) for one in homophones.read(question)]

    assert found == ([(typed, read, question.index(typed))] if read else [])


def test_a_name_that_documents_lack_is_not_read(homophones: Homophones) -> None:
    assert list(homophones.read("我們想進捷刻市場")) == []


def test_a_misspelt_question_is_answered_as_the_right_one(knows: Knows) -> None:
    assistant: Assistant = knows({"a.md": "# 越南市場\n\n越南軟體稅率為 10%，軟體園區免租三年。\n"})

    answer, meant = assistant.answer("越男軟體稅率多少？"), assistant.answer("越南軟體稅率多少？")

    assert [(one.typed, one.read) for one in answer.read_as] == [("越男", "越南")]
    assert answer.searched == meant.searched
    assert answer.outcome is Outcome.ANSWERED
    assert answer.claims == meant.claims
    assert assistant.answer("「越男」軟體稅率多少？").read_as == ()
