"""A price is told by the sentence that gives it, and by no other sum."""

import pytest

from assistant.asked import AnswerKind, Asked, Question, kind_of
from assistant.coverage import Searchable
from assistant.prices import price_asked
from assistant.types import Outcome
from language.normalise import match_key
from language.quantities import quantities
from tests.assistant.conftest import Knows

BOOTH = Asked("booth", (), (("booth",),), 3.0)


def _asked(text: str) -> Question:
    return Question(text, (BOOTH,), kind_of(match_key(text)))


@pytest.mark.parametrize(
    ("question", "text", "given"),
    [
        pytest.param("Rent of an office", "The rent is US$20.", True, id="the rent"),
        pytest.param("Rent of an office", "A grant pays an office US$20.", False, id="a grant"),
        pytest.param("Rent of an office", "It has 20 low-rent desks.", False, id="a count"),
        pytest.param("Rent of an office", "The rent is not recorded.", True, id="not known"),
        pytest.param("辦公室租金多少？", "每月租金 500 美元。", True, id="in Chinese"),
        pytest.param("月薪多少？", "員工薪資 500 美元。", True, id="by another of its names"),
        pytest.param("What does a booth cost?", "A booth is US$20.", True, id="the thing"),
        pytest.param("What does a booth cost?", "A desk costs US$20.", False, id="another thing"),
    ],
)
def test_given(question: str, text: str, given: bool) -> None:
    price, head = price_asked(_asked(question)), Searchable.of("")

    assert price is not None
    assert price.is_given(Searchable.of(text), quantities(text), head=head) is given


def test_what_is_paid_for_may_stand_in_the_heading() -> None:
    price, text = price_asked(_asked("What does a booth cost?")), "It is US$20."

    assert price is not None
    assert price.is_given(Searchable.of(text), quantities(text), head=Searchable.of("A booth"))


@pytest.mark.parametrize("text", ["How much is the fine?", "What is a booth?", "罰多少錢？"])
def test_other_questions_ask_for_no_price(text: str) -> None:
    assert price_asked(_asked(text)) is None


def test_nothing_is_paid_for_where_only_a_name_is_given() -> None:
    question = Question("價格多少？", (), AnswerKind.AMOUNT)

    assert price_asked(question) is None


def test_a_price_that_no_document_gives_is_named_as_missing(knows: Knows) -> None:
    office = "# Bergen\n\nThe office in Bergen has a budget of US$500 for firms.\n"
    question = "What is the rent of an office in Bergen?"

    answer = knows({"bergen.md": office}).answer(question)

    assert answer.outcome is Outcome.DECLINED
    assert any("rent" in one for one in answer.missing)
    priced = office + "\nThe rent of an office in Bergen was US$90 a month in 2024.\n"
    assert knows({"bergen.md": priced}).answer(question).outcome is Outcome.ANSWERED
