"""The main job on one real article: the right page, found and cited, or an honest refusal."""

import pytest

from assistant.ask import Assistant
from assistant.types import Answer
from evals.cases import Case, load_cases
from evals.metrics import declined_with_reason, page_cited, page_rank, quotes_exact, says_all

CASES = load_cases("seed")
ANSWERABLE = [case for case in CASES if not case.declined]
UNANSWERABLE = [case for case in CASES if case.declined]


@pytest.fixture(scope="module")
def answers(seed_assistant: Assistant) -> dict[str, Answer]:
    return {case.id: seed_assistant.answer(case.question) for case in CASES}


@pytest.mark.parametrize("case", ANSWERABLE, ids=lambda case: case.id)
def test_the_right_page_is_among_the_first_five(case: Case, answers: dict[str, Answer]) -> None:
    rank = page_rank(case, answers[case.id])

    assert rank is not None
    assert rank <= 5


def test_the_right_page_is_cited(answers: dict[str, Answer]) -> None:
    missed = [case.id for case in ANSWERABLE if not page_cited(case, answers[case.id])]

    assert len(missed) <= 3, missed


def test_the_answers_hold_what_was_asked(answers: dict[str, Answer]) -> None:
    missed = [case.id for case in ANSWERABLE if not says_all(case, answers[case.id])]

    assert len(missed) <= 3, missed


@pytest.mark.parametrize("case", UNANSWERABLE, ids=lambda case: case.id)
def test_what_the_article_does_not_say_is_declined(case: Case, answers: dict[str, Answer]) -> None:
    assert declined_with_reason(answers[case.id])


def test_every_quote_is_on_its_page(answers: dict[str, Answer], seed_assistant: Assistant) -> None:
    shares = {
        id_: quotes_exact(answer, seed_assistant.catalogue) for id_, answer in answers.items()
    }

    assert [id_ for id_, share in shares.items() if share not in (None, 1.0)] == []
    assert sum(share is not None for share in shares.values()) >= 17
