"""The run against the baseline: red for a loss that chance does not explain."""

import json

import pytest

from evals.asking import Run
from evals.baseline import read_baseline
from evals.cases import Collection
from evals.conftest import baseline_path
from evals.gates import gate
from evals.measures import MEASURES, Measure
from evals.report import lost_lines
from evals.summary import group_ids


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_no_measure_is_worse(
    run: Run, collection: Collection, measure: Measure, pytestconfig: pytest.Config
) -> None:
    results = run.results()
    crossing = run.grader.crossing(collection.cases)
    (run.folder / "crossing.json").write_text(json.dumps(sorted(crossing)), "utf-8")
    if pytestconfig.getoption("--accept"):
        pytest.skip("what changed is accepted")
    accepted = read_baseline(baseline_path(pytestconfig)).cases(collection.collection)
    if not accepted:
        pytest.skip("there is no baseline yet: run with --accept")
    scores = {id_: result.scores for id_, result in results.items()}

    red = []
    for group, ids in group_ids(collection.cases, crossing).items():
        held = gate(measure, group, accepted, {id_: scores[id_] for id_ in ids})
        if held.red:
            worse = "\n".join(lost_lines(held, accepted, results))
            red.append(f"{measure.title} ({group}): {held.reason}\n{worse}")

    assert not red, "\n\n".join(red)
