"""A new name is known by what stands beside names."""

import pytest

from assistant.person_names import (
    asks_for_a_name,
    asks_who_holds_an_office,
    names_someone,
    names_who_holds_an_office,
)


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


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who is the mayor of Bangkok?", True),
        ("who's the current president of the bank", True),
        ("Who is Norway's prime minister?", True),
        ("曼谷市長是誰", True),
        ("誰是挪威的數位部長？", True),
        ("Who should we ask at the ministry?", False),
        ("Whom does the mayor meet?", False),
        ("市長要找誰", False),
    ],
)
def test_who_holds_an_office_is_asked(question: str, expected: bool) -> None:
    assert asks_who_holds_an_office(question) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The mayor of Bergen visited New Taipei City.", False, id="whom it met"),
        pytest.param("The minister promised help in May.", False, id="no name"),
        pytest.param("Minister New Zealand", False, id="a place"),
        pytest.param("Deputy mayor Anna Berg led the team.", False, id="a deputy"),
        pytest.param("Mayor Anna Berg led the team.", True, id="before a name"),
        pytest.param("The mayor of Bergen, Anna Berg-Lie, came.", True, id="with its place"),
        pytest.param("Anna Berg is now the mayor.", True, id="behind a name"),
        pytest.param("代表團拜會了曼谷市長、辦公室與園區。", False, id="no name, in Chinese"),
        pytest.param("市長高度重視此事。", False, id="a word that begins as a name"),
        pytest.param("副市長林小青率團來訪。", False, id="a deputy, in Chinese"),
        pytest.param("市長林小青率團來訪。", True, id="before a name, in Chinese"),
        pytest.param("林小青任理事長。", True, id="behind a name, in Chinese"),
    ],
)
def test_an_office_is_named_with_its_holder(text: str, expected: bool) -> None:
    assert names_who_holds_an_office(text, question="Who is the mayor? 市長是誰？") is expected


def test_a_deputy_is_named_who_is_asked_for() -> None:
    text = "Deputy mayor Anna Berg led the team."

    assert names_who_holds_an_office(text, question="Who is the deputy mayor?")
    assert not names_who_holds_an_office(text, question="Who is the deputy of Anna Berg?")
    assert names_who_holds_an_office("副市長林小青率團來訪。", question="副市長是誰？")
