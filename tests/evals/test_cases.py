"""Eval cases are read strictly: a slip in a file is an error, never a question less."""

from collections import Counter
from pathlib import Path

import pytest

from evals.cases import FOLDER, BadCases, Case, Expects, Kind, read_collections, twins, wordings
from language.script import Language

_ANSWERS = "kind: lookup, pages: {a.pdf: [1]}, vital: [x]"


@pytest.fixture
def read(tmp_path: Path):
    """The cases of a file with these lines."""

    def read(*cases: str) -> tuple[Case, ...]:
        lines = "".join(f"  - {{{case}}}\n" for case in cases)
        file = tmp_path / "made.yaml"
        file.write_text(f"collection: made\ndocuments: docs\ncases:\n{lines}", encoding="utf-8")
        return read_collections(file)[0].cases

    return read


def test_cases_come_in_the_files_order(read) -> None:
    found = read(f"id: b, question: 二, {_ANSWERS}", f"id: a, question: One, {_ANSWERS}")

    assert [(case.id, case.language) for case in found] == [("b", Language.ZH), ("a", Language.EN)]


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        pytest.param(["id: a, question: x, kind: lookup"], "give pages", id="asks for nothing"),
        pytest.param(
            [f"id: a, question: x, {_ANSWERS}, expects: decline"],
            "what is declined has no pages",
            id="asks for both",
        ),
        pytest.param([f"id: a, question: x, {_ANSWERS}, page: [1]"], "page", id="unknown field"),
        pytest.param([f"question: x, {_ANSWERS}"], "id", id="no id"),
        pytest.param(
            ["id: a, question: x, kind: lookup, pages: {a.pdf: [iv]}, vital: [x]"],
            "pages",
            id="a label for an index",
        ),
        pytest.param(
            ["id: a, question: x, kind: riddle, expects: decline"], "kind", id="unknown kind"
        ),
        pytest.param(
            [f"id: a, question: x, {_ANSWERS}, expects: partial"],
            "`missing` goes with",
            id="partial, yet nothing missing",
        ),
        pytest.param(
            [f"id: a, question: x, {_ANSWERS}"] * 2, "two cases have this id", id="an id twice"
        ),
        pytest.param(
            [f"id: a, question: x, {_ANSWERS}, twin: b"], "must be in this file", id="lone twin"
        ),
        pytest.param(
            [
                f"id: a, question: x, {_ANSWERS}, twin: b",
                f"id: b, question: y, {_ANSWERS}, twin: a",
            ],
            "in the other language",
            id="twins in one language",
        ),
    ],
)
def test_a_slip_is_refused(read, cases: list[str], said: str) -> None:
    with pytest.raises(BadCases, match=said):
        read(*cases)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadCases, match="give a YAML file"):
        read_collections(tmp_path / "none.yaml")


def test_the_shared_folder_is_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_SHARED", "/data")
    file = tmp_path / "made.yaml"
    file.write_text("collection: a\ndocuments: $ADVISOR_SHARED/x.pdf\ncases: []\n")

    assert read_collections(file)[0].path == Path("/data/x.pdf")


def test_wordings_of_a_nugget_are_parted_by_bars() -> None:
    assert wordings("three months | 三個月") == ("three months", "三個月")


def test_twins_come_once_the_chinese_one_first(read) -> None:
    cases = read(
        f"id: en, question: One, {_ANSWERS}, twin: zh",
        f"id: zh, question: 一, {_ANSWERS}, twin: en",
    )

    assert [(pair.zh.id, pair.en.id) for pair in twins(cases)] == [("zh", "en")]


def test_the_starter_cases_ask_enough_of_every_sort() -> None:
    starter = next(one for one in read_collections(FOLDER) if one.collection == "starter").cases
    kinds = Counter(case.kind for case in starter)
    languages = Counter(case.language for case in starter)

    assert len(starter) >= 180
    assert set(kinds) == set(Kind)
    assert min(kinds.values()) >= 6
    assert min(languages.values()) >= 90
    assert len(twins(starter)) >= 40
    assert sum(case.expects is Expects.DECLINE for case in starter) >= 40
