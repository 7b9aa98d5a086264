"""What shows that a sentence has what is asked for."""

import pytest

from assistant.answer_signs import shows_kind
from assistant.asked import AnswerKind
from language.quantities import quantities


@pytest.mark.parametrize(
    ("kind", "question", "text", "shown"),
    [
        pytest.param("time", "When was it set up?", "It was set up in 1991.", 1.0, id="a year"),
        pytest.param("time", "When was it set up?", "It was set up by a bank.", 0.0, id="no time"),
        pytest.param("time", "When do we register?", "Do so before a show.", 0.5, id="before what"),
        pytest.param(
            "time", "When was it set up?", "A bank set it up (as of 1991).", 0.0, id="as of"
        ),
        pytest.param(
            "time", "When was it set up?", "An interview of May 2021 tells.", 0.0, id="a source's"
        ),
        pytest.param("time", "何時成立？", "2023 年的專文把它並列。", 0.0, id="the same, zh"),
        pytest.param("amount", "合約多少錢？", "合約金額未見於資料。", 1.0, id="it is not known"),
        pytest.param(
            "amount", "How much was it?", "The price is not in the record.", 1.0, id="nor here"
        ),
        pytest.param("amount", "罰款多少錢？", "罰款為 500 萬歐元。", 1.0, id="money asked for"),
        pytest.param("amount", "罰款多少錢？", "有 500 家公司受罰。", 0.5, id="no money"),
        pytest.param("amount", "外洩要罰多少？", "須於 60 天內通報。", 0.5, id="no fine"),
        pytest.param("amount", "What is the penalty for it?", "It is 5 percent.", 1.0, id="a fine"),
        pytest.param("amount", "有多少家公司？", "有 31 家公司。", 1.0, id="the counter"),
        pytest.param(
            "amount", "有幾個城市？", "增至 31 城。", 1.0, id="the noun without a counter"
        ),
        pytest.param("amount", "有多少家公司？", "有 31 人。", 0.5, id="another counter"),
        pytest.param(
            "amount", "How many stations are there?", "It has 30 stations.", 1.0, id="the noun"
        ),
        pytest.param(
            "amount", "How many stations are there?", "It has 30 staff.", 0.5, id="another noun"
        ),
        pytest.param(
            "amount", "How many employees has it?", "It has 30 staff.", 1.0, id="so called"
        ),
        pytest.param("amount", "多久內要通報？", "須於 72 小時內通報。", 1.0, id="a period"),
        pytest.param("amount", "多久內要通報？", "罰 72 歐元。", 0.0, id="no period"),
        pytest.param("amount", "多久通報一次？", "每季報 3 次。", 0.5, id="how often"),
        pytest.param("amount", "How long does it take?", "It takes 3 forms.", 0.0, id="forms"),
        pytest.param("amount", "Is 30 too many?", "There were 30.", 0.0, id="the question's own"),
        pytest.param("person", "Who runs it?", "The ministry runs it.", 1.0, id="a ministry"),
        pytest.param("person", "Who runs it?", "Then Maria ran it.", 1.0, id="a name"),
        pytest.param("person", "Who runs it?", "It runs by itself.", 0.0, id="nobody"),
        pytest.param("place", "設在哪裡？", "設在泰國。", 1.0, id="a country"),
        pytest.param("place", "Where is it?", "It is very large.", 0.0, id="nowhere"),
        pytest.param("steps", "怎麼申請？", "須先登記。", 1.0, id="what must be done"),
        pytest.param("steps", "How do I apply?", "Register online.", 1.0, id="an imperative"),
        pytest.param("steps", "How do I apply?", "It has been popular.", 0.0, id="no step"),
        pytest.param("steps", "How do I apply?", "Firms are advised to join.", 1.0, id="advice"),
        pytest.param("steps", "How do I apply?", "First, call the desk.", 1.0, id="a first step"),
        pytest.param("steps", "How do I apply?", "A mill was the first.", 0.0, id="who was first"),
        pytest.param("steps", "怎麼申請？", "廠商以得標取得經費。", 1.0, id="by what it is had"),
        pytest.param("reason", "Why Tokyo?", "Because rents are low.", 1.0, id="because"),
        pytest.param("any", "What is it?", "It began in 1991.", 0.0, id="nothing in particular"),
    ],
)
def test_shown(kind: str, question: str, text: str, shown: float) -> None:
    known = frozenset(str(one.value.normalize()) for one in quantities(question))
    figures = quantities(text)

    assert shows_kind(AnswerKind(kind), text, figures, question=question, known=known) == shown
