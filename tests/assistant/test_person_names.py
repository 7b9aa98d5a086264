"""A new name is known by what stands beside names."""

import pytest

from assistant.person_names import asks_for_a_name, names_someone


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("本片由林小青、王大同主演。", "本片的主演", True),
        ("導演 陳一安 出席首映。", "本片的導演是誰", True),
        ("1841年，約翰·史密斯發現了牠。", "誰發現了牠", True),
        ("我們譴責今天發生的事件。", "誰開了槍", False),
        ("陳一安再次證明了實力。", "陳一安演的是誰", False),
        ("北隊成為本季冠軍。", "本季冠軍是誰", True),
        ("本季冠軍雙雙無緣下一輪。", "本季冠軍是誰", False),
    ],
)
def test_a_new_name(text: str, question: str, expected: bool) -> None:
    assert names_someone(text, question=question) is expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("誰發明了電話？", True),
        ("本片的導演", True),
        ("可以找誰幫忙？", False),
        ("誰要提交計畫書？", False),
        ("罰款最高多少？", False),
    ],
)
def test_who_did_it_is_another_question_than_whom_to_ask(question: str, expected: bool) -> None:
    assert asks_for_a_name(question) is expected
