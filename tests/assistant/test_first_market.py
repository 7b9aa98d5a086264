"""Which market to go into is told by documents on choosing one."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.asked import AnswerKind, Asked, Question
from assistant.first_market import told_of_choosing
from assistant.quote import text_of
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


def _told(
    question: Question, *documents: Sequence[Chunk], field: str = "", language: str = "en"
) -> list[str]:
    told = told_of_choosing(
        question,
        field=field,
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


def test_documents_on_other_matters_tell_nothing_of_it() -> None:
    other = tuple(replace(one, title="Prices abroad") for one in DOCUMENT)

    assert _told(WHICH, other) == []


def test_the_other_language_tells_where_the_own_does_not() -> None:
    question = replace(WHICH, text="先進哪個市場比較好？")

    assert _told(question, DOCUMENT)[0] == "A firm should plan for a region."
    chinese = (chunk_of("區域或國家", "廠商宜以區域為單位規劃市場。", title="怎麼選第一個市場"),)
    assert _told(question, chinese, language="zh") == ["廠商宜以區域為單位規劃市場。"]


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


@pytest.mark.parametrize("question", ["先進哪個市場比較好？", "想出海，第一站選哪個國家好？"])
def test_who_asks_which_market_to_enter_is_told_how_to_choose(
    on_choosing: Assistant, question: str
) -> None:
    answer = on_choosing.answer(question)

    assert answer.outcome is Outcome.ANSWERED
    said = [claim.text for claim in answer.claims]
    assert said == ["數位業者宜以區域規劃。", "試辦前應先查個資法。"]
