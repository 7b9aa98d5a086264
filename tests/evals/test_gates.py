"""Noise stays green; a real loss goes red and names its cases."""

import pytest

from evals.baseline import Accepted
from evals.gates import Gate, gate, gates
from evals.measures import BY_NAME
from evals.report import lost_lines
from tests.evals.made import claim, quote, result


def accepted(**scores: float) -> Accepted:
    return Accepted(question="?", scores=scores, outcome="answered", said=("Old words. [a.md 0]",))


def held(name: str, old: list[float], new: list[float]) -> Gate:
    before = {str(i): accepted(**{name: score}) for i, score in enumerate(old)}
    now = {str(i): {name: score} for i, score in enumerate(new)}
    return gate(BY_NAME[name], "all", before, now)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param("page_at_5", [1.0] * 50, [1.0] * 50, id="the same"),
        pytest.param("page_at_5", [1.0] * 50, [0.0] * 3 + [1.0] * 47, id="a few lost"),
        pytest.param("page_at_5", [1.0] * 45 + [0.0] * 5, [0.0] * 5 + [1.0] * 45, id="as many won"),
        pytest.param("vital", [1.0] * 50, [0.5] * 2 + [1.0] * 48, id="a nugget or two"),
        pytest.param("vital", [0.5] * 50, [1.0] * 50, id="better"),
        pytest.param("citation_partly", [0.0] * 50, [1.0] * 50, id="not guarded"),
        pytest.param("quotes_exact", [1.0] * 3, [1.0] * 3, id="holds everywhere"),
    ],
)
def test_noise_is_green(name: str, old: list[float], new: list[float]) -> None:
    assert not held(name, old, new).red


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param("page_at_5", [1.0] * 50, [0.0] * 5 + [1.0] * 45, id="five lost"),
        pytest.param("vital", [1.0] * 50, [0.0] * 6 + [1.0] * 44, id="nuggets of six"),
        pytest.param("quotes_exact", [1.0] * 50, [0.9] + [1.0] * 49, id="one quote in one case"),
    ],
)
def test_a_loss_is_red(name: str, old: list[float], new: list[float]) -> None:
    found = held(name, old, new)

    assert found.red
    assert found.lost[0].case == "0"


def test_a_case_that_is_new_is_held_against_nothing() -> None:
    found = gate(BY_NAME["page_at_5"], "all", {}, {"new": {"page_at_5": 0.0}})

    assert not found.red


def test_what_must_hold_in_every_case_needs_no_baseline() -> None:
    assert gate(BY_NAME["pages_right"], "all", {}, {"new": {"pages_right": 0.0}}).red


def test_a_loss_in_one_language_is_not_hidden_by_the_other() -> None:
    zh = [f"zh{i}" for i in range(30)]
    en = [f"en{i}" for i in range(300)]
    before = {id_: accepted(vital=1.0) for id_ in zh} | {
        id_: accepted(vital=0.0 if id_.endswith("0") else 1.0) for id_ in en
    }
    now = {id_: {"vital": 0.0 if i < 8 else 1.0} for i, id_ in enumerate(zh)} | {
        id_: {"vital": 1.0} for id_ in en
    }

    red = [g.group for g in gates({"all": [*zh, *en], "zh": zh, "en": en}, before, now) if g.red]

    assert red == ["zh"]


def test_a_red_gate_shows_the_old_answer_and_the_new() -> None:
    found = held("page_at_5", [1.0] * 6, [0.0] * 6)
    now = {"0": result(claim("New words.", quote(document="b.md", page_index=2)))}

    lines = "\n".join(lost_lines(found, {"0": accepted(page_at_5=1.0)}, now))

    assert "0: 1.00 -> 0.00" in lines
    assert "Old words. [a.md 0]" in lines
    assert "New words. [b.md 2]" in lines
