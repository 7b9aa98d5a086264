"""Which market to go into is told by documents on choosing one."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.asked import AnswerKind, Asked, Question
from assistant.chosen import text_of
from assistant.first_market import told_of_choosing
from assistant.parts import parts_of
from assistant.types import Outcome
from ingest.types import Chunk
from language.script import Language
from tests.assistant.conftest import Knows
from tests.assistant.test_market_entry import chunk_of

TITLE = "Choosing a first market"
WHICH = Question(
    "Which market should we enter first?",
    (Asked("market", (), (("market",),), 1.0, vague=True),),
    AnswerKind.ANY,
)
DOCUMENT = (
    chunk_of("How large markets are", "Norway is small. Sweden is larger.", title=TITLE),
    chunk_of(
        "A region or a country",
        "Borders are open. A firm should plan for a region. It should count cities.",
        title=TITLE,
    ),
    chunk_of(
        "How to make a list",
        "How to make a list\n• Read.\n• Add the towns you know.\n• Compare what a company costs.\n"
        "• Prefer those who have rules.\n• See who would pay for it.",
        title=TITLE,
    ),
)


def _market(title: str, size: str, tax: str) -> Sequence[Chunk]:
    return tuple(
        chunk_of(heading, text, title=title)
        for heading, text in (
            ("How large the market is", f"It is old. {size}"),
            ("Which tax incentives exist", tax),
        )
    )


MARKETS = {
    ("NO", Language.EN): [
        _market("Norway", "Norway has 5 million people.", "Norway pays a grant for a pilot."),
    ],
    ("SE", Language.EN): [
        _market("Sweden", "Sweden has 10 million people.", "Loans in Sweden run for six years."),
    ],
}


def _told(
    question: Question, *documents: Sequence[Chunk], field: str = "", language: str = "en"
) -> list[str]:
    told = told_of_choosing(
        question,
        field=field,
        on_markets=lambda markets, asked: MARKETS.get((*markets, asked), ()),
        anywhere=lambda asked: documents if asked is Language(language) else (),
    )
    return [text_of(one) for one in told]


def test_a_sentence_that_advises_of_each_section_and_what_to_do_are_told() -> None:
    assert _told(WHICH, DOCUMENT) == [
        "A firm should plan for a region.",
        "How to make a list",
        "• Add the towns you know.",
        "• Compare what a company costs.",
        "• Prefer those who have rules.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Should we enter Norway or Sweden first?",
        "Norway or Sweden first?",
        "Is Norway better or Sweden?",
        "先去挪威還是瑞典",
    ],
)
def test_of_two_markets_the_same_facts_are_told_side_by_side_after_the_advice(text: str) -> None:
    question = replace(WHICH, text=text)

    assert _told(question, DOCUMENT) == [
        "A firm should plan for a region.",
        "Norway has 5 million people.",
        "Sweden has 10 million people.",
        "Norway pays a grant for a pilot.",
        "Loans in Sweden run for six years.",
    ]
    assert _told(question)[0] == "Norway has 5 million people."
    elsewhere = chunk_of("Where to begin", "A firm should begin in Malta.", title=TITLE)
    assert _told(question, (elsewhere, *DOCUMENT)) == _told(question, DOCUMENT)


def test_markets_are_not_compared_where_something_else_is_asked_of_them() -> None:
    ports = Asked("ports", (), (("port",),), 3.0)

    assert _told(replace(WHICH, text="Norway or Sweden?"), DOCUMENT) == []
    question = replace(WHICH, text="Which ports first, Norway or Sweden?", asked=(ports,))
    assert _told(question, DOCUMENT) == []


def test_markets_to_choose_between_are_one_part() -> None:
    question = replace(WHICH, text="Norway or Sweden first?")
    population = replace(WHICH, text="How many people has Norway or Sweden?")

    assert [one.question for one in parts_of(question)] == [question.text]
    assert len(parts_of(population)) == 2


def test_documents_on_other_matters_tell_nothing_of_it() -> None:
    other = tuple(replace(one, title="Prices abroad") for one in DOCUMENT)

    assert _told(WHICH, other) == []


def test_the_other_language_tells_where_the_own_does_not() -> None:
    question = replace(WHICH, text="先進哪個市場比較好？")

    assert _told(question, DOCUMENT)[0] == "A firm should plan for a region."
    chinese = (chunk_of("區域或國家", "廠商宜以區域為單位規劃市場。", title="怎麼選第一個市場"),)
    assert _told(question, chinese, language="zh") == ["廠商宜以區域為單位規劃市場。"]


@pytest.mark.parametrize(
    "text",
    ["Which market is the best to enter?", "Which Southeast Asian market should we enter first?"],
)
def test_a_region_may_be_named_by_its_adjective(text: str) -> None:
    assert _told(replace(WHICH, text=text), DOCUMENT)[0] == "A firm should plan for a region."


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(replace(WHICH, text="Which market has 3 ports?"), id="which it is"),
        pytest.param(replace(WHICH, text="Which market in Norway is best?"), id="a place"),
        pytest.param(
            replace(
                WHICH,
                text="Which market has the best salmon?",
                asked=(*WHICH.asked, Asked("salmon", (), (("salmon",),), 3.0)),
            ),
            id="a thing",
        ),
    ],
)
def test_other_questions_are_left_to_the_words_they_ask_with(question: Question) -> None:
    assert _told(question, DOCUMENT) == []


@pytest.fixture(scope="module")
def on_choosing(knows: Knows) -> Assistant:
    text = (
        "# 選擇第一個市場\n\n## 區域或國家\n\n數位業者宜以區域規劃。\n\n"
        "## 規定\n\n試辦前應先查個資法。\n"
    )
    return knows({"first.md": text, "gdpr.md": "# GDPR\n\nGDPR 適用於歐盟市場的公司。\n"})


@pytest.mark.parametrize(
    "question", ["先進哪個市場比較好？", "想出海，第一站選哪個國家好？", "產品適合賣去哪個國家？"]
)
def test_who_asks_which_market_to_enter_is_told_how_to_choose(
    on_choosing: Assistant, question: str
) -> None:
    answer = on_choosing.answer(question)

    assert answer.outcome is Outcome.ANSWERED
    said = [claim.text for claim in answer.claims]
    assert said == ["數位業者宜以區域規劃。", "試辦前應先查個資法。"]


def test_a_region_that_nothing_is_told_of_is_named_as_missing(on_choosing: Assistant) -> None:
    answer = on_choosing.answer("想去東南亞，先去哪一國比較好？")

    assert answer.outcome is Outcome.PARTIAL
    assert answer.missing == ("東南亞",)
    assert answer.claims[0].text == "數位業者宜以區域規劃。"
