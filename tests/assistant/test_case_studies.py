"""Which firms went to a market is told by the case studies on it."""

from collections.abc import Sequence

import pytest

from assistant.asked import AnswerKind, Asked, Question
from assistant.case_studies import told_of_cases
from assistant.chosen import text_of
from ingest.types import Chunk
from language.script import Language
from tests.assistant.test_market_entry import chunk_of

VIKING = (
    chunk_of(
        "The order",
        "The yard keeps its own records. Viking Toll sold its gates to Norway in 2021. "
        "Norway has many roads. The price of Viking Toll in Norway is not recorded.",
        title="Viking Toll in Norway: gates for the roads",
    ),
)
RAVEN = (
    chunk_of(
        "Two markets",
        "Raven Health opened a clinic in Sweden. Raven Health sells telemedicine in Norway.",
        title="Raven Health in Norway and Sweden: telemedicine",
    ),
)
VIKING_ZH = (
    chunk_of(
        "訂單", "維京收費（Viking Toll）2021 年把閘門賣到挪威。", title="維京 Viking Toll 在挪威"
    ),
)


def asking(text: str, *things: str) -> Question:
    asked = [Asked(thing, (), ((thing,),), 1.0) for thing in things]
    return Question(text, tuple(asked), AnswerKind.ANY)


def told(
    question: Question, *documents: Sequence[Chunk], chinese: Sequence[Sequence[Chunk]] = ()
) -> list[str]:
    found = told_of_cases(
        question,
        cases_on=lambda _, language: documents if language is Language.EN else chinese,
    )
    return [text_of(one) for one in found]


@pytest.mark.parametrize(
    "question",
    [
        asking("Which Taiwanese firms have gone to Norway?", "gone", "Norway"),
        asking("Are there success stories in Norway?", "stories", "Norway"),
        asking("Give me examples of companies in Norway", "give examples", "Norway"),
        asking("Who has done this before in Norway?", "done", "Norway"),
        asking("Any success stories in the Norwegian market?", "stories", "Norwegian", "market"),
        asking("挪威有什麼成功案例", "案例", "挪威"),
        asking("哪些公司去過挪威？", "挪威"),
    ],
    ids=lambda question: question.text,
)
def test_a_sentence_of_each_case_is_told_that_names_the_market_and_the_firm(
    question: Question,
) -> None:
    assert told(question, VIKING, RAVEN) == [
        "Viking Toll sold its gates to Norway in 2021.",
        "Raven Health sells telemedicine in Norway.",
    ]


@pytest.mark.parametrize(
    "question",
    [
        asking("Which firms in Norway may apply for a grant?", "apply", "grant", "Norway"),
        asking("How large is Norway?", "large", "Norway"),
        asking("Which firms have gone abroad?", "gone"),
        asking("What success stories are there?", "stories"),
    ],
    ids=lambda question: question.text,
)
def test_who_asks_for_something_else_is_told_nothing_of_cases(question: Question) -> None:
    assert told(question, VIKING, RAVEN) == []


def test_a_thing_that_is_named_is_told_of_by_the_cases_on_it_alone() -> None:
    question = asking("Any case studies on telemedicine in Norway?", "telemedicine", "Norway")

    assert told(question, VIKING, RAVEN) == ["Raven Health sells telemedicine in Norway."]


@pytest.mark.parametrize(
    "text", ["Which firms do telemedicine in Norway?", "哪些公司在挪威做 telemedicine"]
)
def test_so_is_a_field_of_trade_where_it_is_asked_which_firms_are_in_it(text: str) -> None:
    field = Asked("telemedicine", (), (("telemedicine",),), 1.0, term=True)
    question = Question(text, (field, Asked("Norway", (), (("norway",),), 1.0)), AnswerKind.ANY)

    assert told(question, VIKING, RAVEN) == ["Raven Health sells telemedicine in Norway."]


def test_a_case_that_both_languages_tell_is_told_once_in_the_questions() -> None:
    question = asking("挪威有什麼成功案例", "案例", "挪威")

    assert told(question, VIKING, RAVEN, chinese=[VIKING_ZH]) == [
        "維京收費（Viking Toll）2021 年把閘門賣到挪威。",
        "Raven Health sells telemedicine in Norway.",
    ]


def test_cases_of_one_market_in_one_language_are_told_each() -> None:
    title = "Otter Maps in Norway: charts"
    otter = (chunk_of("The charts", "Otter Maps sold its charts to Norway.", title=title),)
    question = asking("Are there success stories in Norway?", "stories", "Norway")

    assert told(question, VIKING, otter) == [
        "Viking Toll sold its gates to Norway in 2021.",
        "Otter Maps sold its charts to Norway.",
    ]
