"""The live tier: a model writes through the real client, from a server on this machine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.model import LangChainModel
from assistant.settings import Settings
from assistant.types import Writer
from evals.asking import Run, open_assistant
from evals.cases import Collection
from evals.judge import Judge
from evals.live import ask_live, live_lines, with_model
from tests.evals.made import case
from tests.model_server import ModelServer, Says

SAID = "The notice period is three months [1]."


@pytest.fixture
def run(tmp_path: Path, model_cache: Path) -> Run:
    document = tmp_path / "lease.md"
    document.write_text("# Lease\n\nThe notice period is three months.\n")
    collection = Collection(collection="made", documents=str(document), cases=(case("notice"),))
    kept = tmp_path / "kept"
    shutil.copytree(model_cache, kept / "cache", dirs_exist_ok=True)
    return Run.of(collection, open_assistant(document, kept=kept), tmp_path / "results")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with ModelServer().running() as running:
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        yield running


def test_each_question_is_asked_again_and_graded_by_grader_and_judge(
    run: Run, server: ModelServer
) -> None:
    server.script = [Says(SAID), Says(SAID), Says("supported")]
    settings = Settings.load({}, model="openai:writer", model_seconds=60)
    live = with_model(run.assistant, settings)

    found = ask_live(run, live, run.collection.cases, repeats=2)
    lines = live_lines(found, judge=Judge(LangChainModel.open("openai:judge")), run=run)

    assert [answer.writer for answer, _ in found] == [Writer.MODEL] * 2
    assert [scores["citation_recall"] for _, scores in found] == [1.0, 1.0]
    assert lines[0] == "2 answers, 2 of them written by the model"
    assert "Vital nuggets said: 1.000 [1.00, 1.00] n=2" in lines
    assert lines[-1] == "judge and grader agree on 1.000 of 2 claims (kappa undefined), 0 unscored"
