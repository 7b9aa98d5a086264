"""Eval cases are read strictly: a slip in a file is an error, never a question less."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from evals import cases
from evals.cases import FOLDER, Case, load_cases


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Put a collection called `made` in place of the real ones."""
    monkeypatch.setattr(cases, "FOLDER", tmp_path)

    def write(text: str) -> None:
        (tmp_path / "made.yaml").write_text(text, encoding="utf-8")

    return write


def test_cases_come_in_the_files_order(write) -> None:
    write(
        "collection: made\n"
        "cases:\n"
        '  - {id: b, question: "二？", pages: [1, 2], says: ["37"]}\n'
        '  - {id: a, question: "One?", document: a.pdf, declined: true}\n'
    )

    assert load_cases("made") == (
        Case(id="b", question="二？", pages=(1, 2), says=("37",)),
        Case(id="a", question="One?", document="a.pdf", declined=True),
    )


@pytest.mark.parametrize(
    ("case", "said"),
    [
        pytest.param("{id: a, question: x}", "either pages or declined", id="asks for nothing"),
        pytest.param(
            "{id: a, question: x, pages: [1], declined: true}",
            "either pages or declined",
            id="asks for both",
        ),
        pytest.param(
            "{id: a, question: x, declined: true, crosses: true}",
            "crosses nothing",
            id="declined, yet in another language",
        ),
        pytest.param("{id: a, question: x, page: [1]}", "page", id="an unknown field"),
        pytest.param("{question: x, pages: [1]}", "id", id="no id"),
        pytest.param("{id: a, question: x, pages: [iv]}", "pages", id="a label for an index"),
    ],
)
def test_a_slip_is_refused(write, case: str, said: str) -> None:
    write(f"collection: made\ncases:\n  - {case}\n")

    with pytest.raises(ValidationError, match=said):
        load_cases("made")


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_collection_asks_both_kinds_of_question_in_both_languages(file: Path) -> None:
    found = load_cases(file.stem)

    assert {case.declined for case in found} == {True, False}
    assert len({case.question.isascii() for case in found}) == 2
    assert len({case.id for case in found}) == len(found)


def test_the_starter_cases_ask_enough_of_every_sort() -> None:
    found = load_cases("starter")
    answerable = [case for case in found if not case.declined]

    assert sum(case.question.isascii() for case in answerable) >= 15
    assert sum(not case.question.isascii() for case in answerable) >= 15
    assert sum(case.crosses for case in answerable) >= 12
    assert len(found) - len(answerable) >= 6


def test_a_case_that_crosses_names_documents_in_the_other_language() -> None:
    for case in load_cases("starter"):
        own = ".en.pdf" if case.question.isascii() else ".zh.pdf"
        if case.crosses:
            assert not any(str(name).endswith(own) for name in (case.document, *case.elsewhere))
