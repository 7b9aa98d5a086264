"""An answer on a place is about what was asked of it, not about what else is said there."""

from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.asked import AnswerKind, Asked, Question
from assistant.chosen import Chosen
from assistant.subject import is_nowhere, subject_of
from assistant.types import Outcome
from tests.assistant.conftest import Knows
from tests.assistant.quoting import english, passage_of

MARK = replace(english("trademark"), weight=4.0, term=True)
PLACE = english("Norway", must=True)
QUESTION = Question(
    "How do we protect a trademark in Norway?", (PLACE, english("protect"), MARK), AnswerKind.STEPS
)


def _without(*things: Asked) -> tuple[Asked, ...]:
    return tuple(one for one in QUESTION.asked if one not in things)


def test_the_term_that_says_most_beside_a_place_is_the_subject() -> None:
    assert subject_of(QUESTION) == MARK


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(replace(QUESTION, asked=_without(PLACE)), id="no place"),
        pytest.param(replace(QUESTION, kind=AnswerKind.AMOUNT), id="a figure"),
        pytest.param(replace(QUESTION, asked=_without(MARK)), id="no term"),
        pytest.param(
            replace(QUESTION, asked=(replace(english("protect"), weight=5.0), MARK)),
            id="another word says more",
        ),
        pytest.param(replace(QUESTION, asked=(PLACE,)), id="the place alone"),
        pytest.param(
            replace(QUESTION, asked=(*QUESTION.asked, english("Vasa", must=True))), id="a firm"
        ),
    ],
)
def test_other_questions_have_none(question: Question) -> None:
    assert subject_of(question) is None


def test_what_stands_in_a_passage_on_the_subject_is_not_beside_it() -> None:
    text = "A trademark is filed first. The office is in Oslo."
    at = text.index("The office")
    near = Chosen.at(passage_of(text), (at, len(text)))
    far = Chosen.at(passage_of("Norway protects data. The office is in Oslo."), (0, 21))

    assert is_nowhere(MARK, (far,))
    assert not is_nowhere(MARK, (far, near))


@pytest.fixture(scope="module")
def on_norway(knows: Knows) -> Assistant:
    return knows(
        {
            "norway.md": "# Norway\n\n## How data are protected\n\nNorway protects personal data "
            "by a law of 2018. Firms in Norway protect data with a plan. The authority in Norway "
            "protects those who complain.\n",
            "marks.md": "# Protecting ideas\n\n## When to file\n\nA trademark is protected by whom "
            "files first. File a trademark before the first show.\n",
            "sweden.md": "# Sweden\n\n## Smart parking\n\nSweden needs smart parking in its ports."
            "\n\n## Marks\n\nHow we protect our trademark in Sweden: by a register.\n",
        }
    )


def test_what_is_told_of_the_subject_anywhere_is_told_and_the_place_is_missing(
    on_norway: Assistant,
) -> None:
    answer = on_norway.answer("How do we protect our trademark in Norway?")

    assert answer.outcome is Outcome.PARTIAL
    assert answer.missing == ("Norway",)
    assert answer.claims
    assert all("trademark" in claim.text for claim in answer.claims)


def test_what_is_told_of_it_in_another_place_is_not(on_norway: Assistant) -> None:
    answer = on_norway.answer("Does Norway protect and need smart parking?")

    assert answer.outcome is Outcome.DECLINED
    assert answer.missing == ("Norway smart parking",)
