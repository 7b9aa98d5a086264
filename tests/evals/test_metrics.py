from dataclasses import replace
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.types import Answer
from evals.cases import Case, load_cases
from evals.metrics import (
    crosses_languages,
    declined_with_reason,
    page_cited,
    page_rank,
    quotes_exact,
    says_all,
)
from ingest.build import ingest
from ingest.index import Index
from language.script import Language


@pytest.fixture
def assistant(index: Index, tmp_path: Path) -> Assistant:
    fund = tmp_path / "fund.md"
    fund.write_text("# 基金\n\n臺灣與歐銀於 1991 年共同成立技術合作基金。\n", encoding="utf-8")
    ingest([fund], index=index)
    return Assistant(index, passages=8)


@pytest.fixture
def answer(assistant: Assistant) -> Answer:
    return assistant.answer("歐銀技術合作基金是哪一年成立的？")


RIGHT = Case(id="a", question="?", document="fund.md", pages=(0,), says=("1991 年",))


def test_a_right_answer_is_graded_right(answer: Answer, assistant: Assistant) -> None:
    assert page_rank(RIGHT, answer) == 1
    assert page_cited(RIGHT, answer)
    assert says_all(RIGHT, answer)
    assert quotes_exact(answer, assistant.catalogue) == 1.0
    assert not declined_with_reason(answer)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(RIGHT.model_copy(update={"document": "parking.md"}), id="document"),
        pytest.param(RIGHT.model_copy(update={"pages": (3,)}), id="page"),
    ],
)
def test_a_wrong_page_is_graded_wrong(wrong: Case, answer: Answer) -> None:
    assert not page_cited(wrong, answer)


def test_a_page_of_another_document_that_answers_as_well_is_right(answer: Answer) -> None:
    case = RIGHT.model_copy(update={"document": "other.md", "elsewhere": {"fund.md": (0,)}})

    assert page_cited(case, answer)
    assert not page_cited(case.model_copy(update={"elsewhere": {"fund.md": (1,)}}), answer)


def test_quotes_in_another_language_than_the_question_cross(answer: Answer) -> None:
    assert not crosses_languages(answer)
    assert crosses_languages(replace(answer, language=Language.EN))


def test_a_missing_figure_is_graded_wrong(answer: Answer) -> None:
    assert not says_all(RIGHT.model_copy(update={"says": ("1992",)}), answer)


def test_an_altered_quote_is_graded_wrong(answer: Answer, assistant: Assistant) -> None:
    claim = answer.claims[0]
    quote = replace(claim.quotes[0], text=claim.quotes[0].text.replace("1991", "1992"))
    altered = replace(answer, claims=(replace(claim, quotes=(quote,)),))

    assert quotes_exact(altered, assistant.catalogue) == 0.0


def test_a_case_needs_pages_or_to_be_declined() -> None:
    with pytest.raises(ValueError, match="either pages or declined"):
        Case(id="a", question="?")


@pytest.mark.parametrize("collection", ["seed", "starter"])
def test_case_ids_are_unique(collection: str) -> None:
    ids = [case.id for case in load_cases(collection)]

    assert len(ids) == len(set(ids))
