"""`pytest evals/ --live`: the configured model writes the answers, and a judge may be asked too."""

import pytest

from assistant.model import LangChainModel
from assistant.settings import Settings
from evals.asking import Run
from evals.judge import Judge
from evals.live import ask_live, live_lines, with_model
from evals.measures import MEASURES, Guard


def test_what_a_model_writes_holds(run: Run, pytestconfig: pytest.Config) -> None:
    if not pytestconfig.getoption("--live"):
        pytest.skip("needs a model: give --live")
    settings = Settings.load()
    if settings.model is None:
        pytest.fail("--live asks the model that ADVISOR_MODEL names: set it, as provider:name")
    named = pytestconfig.getoption("--judge")
    found = ask_live(
        run,
        with_model(run.assistant, settings),
        run.collection.cases,
        repeats=pytestconfig.getoption("--repeats"),
    )
    judge = Judge(LangChainModel.open(named)) if named else None
    lines = live_lines(found, judge=judge, run=run)
    print("\n".join(lines))
    run.folder.mkdir(parents=True, exist_ok=True)
    (run.folder / "live.txt").write_text("\n".join(lines), "utf-8")

    # A model's words vary; that nothing unsupported is shown must not.
    must = [measure.name for measure in MEASURES if measure.guard is Guard.EVERY]
    broken = [
        (answer.question, name)
        for answer, scores in found
        for name in must
        if scores.get(name, 1.0) < 1
    ]
    assert broken == []
