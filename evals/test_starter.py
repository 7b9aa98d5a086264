"""The starter documents answer what their users ask."""

import pytest

from assistant.ask import Assistant
from assistant.types import Answer
from evals.cases import Case, load_cases
from evals.metrics import (
    crosses_languages,
    declined_with_reason,
    page_cited,
    quotes_exact,
    says_all,
)

CASES = load_cases("starter")


@pytest.fixture(scope="module")
def answers(starter_assistant: Assistant) -> dict[str, Answer]:
    return {case.id: starter_assistant.answer(case.question) for case in CASES}


ANSWERABLE = [
    pytest.param(
        case,
        id=case.id,
        marks=[pytest.mark.xfail(reason=case.gap, strict=True)] if case.gap else [],
    )
    for case in CASES
    if not case.declined
]


@pytest.mark.parametrize("case", ANSWERABLE)
def test_a_right_page_is_cited_and_says_it(case: Case, answers: dict[str, Answer]) -> None:
    answer = answers[case.id]

    assert page_cited(case, answer)
    assert says_all(case, answer)
    assert crosses_languages(answer) or not case.crosses


@pytest.mark.parametrize("case", [case for case in CASES if case.declined], ids=lambda c: c.id)
def test_what_the_documents_do_not_say_is_declined(case: Case, answers: dict[str, Answer]) -> None:
    assert declined_with_reason(answers[case.id])


def test_every_quote_is_on_its_page(
    answers: dict[str, Answer], starter_assistant: Assistant
) -> None:
    shares = {quotes_exact(answer, starter_assistant.catalogue) for answer in answers.values()}

    assert shares == {None, 1.0}


def test_no_page_is_empty_or_garbled(starter_assistant: Assistant) -> None:
    states = [info.page_states for info in starter_assistant.catalogue.documents()]

    assert len(states) >= 48
    assert all(set(counts) == {"read"} for counts in states)
