"""`pytest evals/ --parts`: the suite goes red for each part of the product that is switched off."""

from pathlib import Path

import pytest

from evals.asking import Run, ask
from evals.baseline import Accepted, said
from evals.gates import gate
from evals.measures import MEASURES, Guard
from evals.parts import PARTS

_ENOUGH = 100
"""Cases below which a loss cannot be told from noise."""


@pytest.mark.parametrize("part", PARTS)
def test_the_suite_is_red_without(
    run: Run, part: str, pytestconfig: pytest.Config, tmp_path: Path
) -> None:
    if not pytestconfig.getoption("--parts"):
        pytest.skip("takes minutes: give --parts")
    if len(run.collection.cases) < _ENOUGH:
        pytest.skip("too few cases to tell a loss from noise")
    whole, lacking = {}, {}
    with PARTS[part](run, tmp_path) as (assistant, cases):
        grader = Run.of(run.collection, assistant, tmp_path).grader
        for case in cases:
            lacking[case.id] = grader.scores(case, ask(assistant, case))
    # With the part on again: what is not known yet is asked now.
    for case in cases:
        result = run.result(case)
        whole[case.id] = Accepted(
            question=case.question,
            scores=result.scores,
            outcome=result.answer.outcome.value,
            said=said(result.answer),
        )

    held = [gate(one, part, whole, lacking) for one in MEASURES if one.guard is not Guard.NONE]
    red = [one for one in held if one.red]
    for one in red:
        print(f"{part}: {one.measure.title}: {one.reason}")

    assert red, f"without {part} no gate of {len(held)} is red: {[one.reason for one in held]}"
