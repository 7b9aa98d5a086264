"""Where nothing answers, the sentence that most nearly does is quoted, if any is near enough."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from assistant.asked import AnswerKind, Question
from assistant.chosen import Choice
from assistant.quote import choose
from tests.assistant.quoting import ANSWER, VISA, chosen_of, english, passage_of, texts_of

RIVAL = Question(
    "Who pays the levy for pilots?",
    tuple(english(word) for word in ("levi", "pilot", "waiver", "refund", "discount")),
    AnswerKind.ANY,
)
NEAR = "The harbour office pays the levy for pilots."


def _near(alike: float, *, number: int = 1, question: Question = RIVAL, text: str = NEAR) -> Choice:
    passage = passage_of(text, number=number)
    return choose(question, [passage], likeness=lambda *_: {number: np.full(1, alike, np.float32)})


def test_a_sentence_much_alike_is_quoted_as_the_nearest_and_what_is_not_there_is_named() -> None:
    choice = _near(0.65)

    assert choice.nearest
    assert texts_of(choice) == [NEAR]
    assert choice.missing == ("waiver", "refund", "discount")


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        pytest.param(lambda: _near(0.5), "hardly alike", id="hardly alike"),
        pytest.param(lambda: _near(0.65, number=5), "found late", id="found late"),
        pytest.param(
            lambda: _near(
                0.65, question=replace(RIVAL, asked=(*RIVAL.asked, english("oslo", must=True)))
            ),
            "a name is not there",
            id="a name is not there",
        ),
        pytest.param(
            lambda: _near(0.65, question=replace(RIVAL, kind=AnswerKind.AMOUNT)),
            "no amount",
            id="no amount",
        ),
    ],
)
def test_what_is_not_likely_the_right_page_is_not_quoted(
    choice: Callable[[], Choice], why: str
) -> None:
    assert choice().chosen == (), why


def test_an_answer_is_no_mere_nearest_sentence() -> None:
    assert not chosen_of(VISA, passage_of(ANSWER)).nearest


def _under_heading(alike: float, *, question: Question = RIVAL) -> Choice:
    text = (
        "Who is to pay levies\n"
        "Pilots pay the levy at the harbour. A levy falls due when pilots sign for it."
    )
    passage = passage_of(text)
    headed = replace(passage, chunk=replace(passage.chunk, headings=("Notes", text[:20])))
    likeness = np.array([alike, 0.3, 0.3], np.float32)
    return choose(question, [headed], likeness=lambda *_: {1: likeness})


def test_below_a_heading_much_alike_the_section_is_quoted_as_the_nearest() -> None:
    choice = _under_heading(0.65)

    assert choice.nearest
    assert texts_of(choice) == [
        "Pilots pay the levy at the harbour.",
        "A levy falls due when pilots sign for it.",
    ]


def test_below_another_heading_or_without_an_amount_that_is_asked_for_nothing_is_quoted() -> None:
    assert _under_heading(0.5).chosen == ()
    assert _under_heading(0.65, question=replace(RIVAL, kind=AnswerKind.AMOUNT)).chosen == ()
