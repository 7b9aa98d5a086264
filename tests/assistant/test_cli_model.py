"""Asking a model from the command line: what is said of it, and what is never printed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.ask import Assistant
from assistant.cli import main
from assistant.settings import Settings
from tests.assistant.conftest import KEY
from tests.model_server import Fails, ModelServer, Says

QUESTION = "How many smart parking sites did Thailand have in 2024?"
PRINTED = "Thailand had 20 smart parking sites in 2024."


@pytest.fixture
def run(assistant: Assistant, model_cache, monkeypatch: pytest.MonkeyPatch):
    """A command over the three documents."""
    monkeypatch.setenv("ADVISOR_CACHE", str(model_cache))

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["--home", str(assistant.index.home), *words])

    return run


def _script(assistant: Assistant, server: ModelServer) -> None:
    [number] = [one.number for one in assistant.search(QUESTION) if PRINTED in one.chunk.text]
    server.script = [Says(f"{PRINTED} [{number}]")]


def test_a_model_is_named_for_one_question(
    run, assistant: Assistant, model_server: ModelServer
) -> None:
    _script(assistant, model_server)

    answer = json.loads(run("ask", QUESTION, "--json", "--model", "openai:gpt-test").stdout)

    assert (answer["writer"], answer["model"]) == ("model", "openai:gpt-test")
    assert answer["usage"] == {"input_tokens": 100, "output_tokens": 20}
    assert (answer["withheld"], answer["notice"]) == (0, None)
    [claim] = answer["claims"]
    assert claim["markers"] == [1]
    assert claim["quotes"][0]["text"] == PRINTED


def test_a_model_is_set_for_all_questions(
    run, assistant: Assistant, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _script(assistant, model_server)
    monkeypatch.setenv("ADVISOR_MODEL", "openai:gpt-test")

    assert json.loads(run("ask", QUESTION, "--json").stdout)["writer"] == "model"


def test_the_reader_is_told_when_a_model_fails(run, model_server: ModelServer) -> None:
    model_server.script = [Fails(401)]

    shown = run("ask", QUESTION, "--model", "openai:gpt-test")

    assert shown.exit_code == 0
    assert PRINTED in shown.stdout
    assert "refused the request, so the documents are quoted instead." in shown.stdout
    assert "Traceback" not in shown.output
    assert KEY not in shown.output


@pytest.mark.parametrize(
    ("model", "says"),
    [
        pytest.param("gpt-test", "there is no model 'gpt-test'", id="no provider"),
        pytest.param("openai:gpt-test", "set OPENAI_API_KEY", id="no key"),
    ],
)
def test_a_model_that_cannot_be_asked_is_one_sentence(
    run, monkeypatch: pytest.MonkeyPatch, model: str, says: str
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    refused = run("ask", QUESTION, "--model", model)

    assert refused.exit_code == 1
    assert says in refused.output
    assert len(refused.output.splitlines()) == 1


def test_a_search_needs_no_model(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_MODEL", "nobody:x")

    assert run("search", "smart parking").exit_code == 0


@pytest.mark.parametrize(
    ("model", "ok", "says"),
    [
        pytest.param(None, True, "none: answers are quotes", id="none"),
        pytest.param(
            "openai:gpt-test",
            True,
            "langchain-openai is installed, OPENAI_API_KEY is set",
            id="ready",
        ),
        pytest.param("nobody:x", False, "there is no model 'nobody:x'", id="no such provider"),
        pytest.param("anthropic:x", False, "anthropic", id="package or key missing"),
    ],
)
def test_the_doctor_tells_of_the_model_and_not_of_its_key(
    run,
    model_server: ModelServer,
    monkeypatch: pytest.MonkeyPatch,
    model: str | None,
    ok: bool,
    says: str,
) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    monkeypatch.delenv("ADVISOR_MODEL", raising=False)
    if model:
        monkeypatch.setenv("ADVISOR_MODEL", model)

    examined = run("doctor", "--json")

    [finding] = [one for one in json.loads(examined.stdout) if one["what"] == "model"]
    assert finding["ok"] is ok
    assert says in finding["says"]
    assert KEY not in examined.output
    assert model_server.requests == []


def test_the_time_a_model_may_take_is_a_setting(
    assistant: Assistant, model_cache: Path, model_server: ModelServer
) -> None:
    environ = {"ADVISOR_MODEL": "openai:gpt-test", "ADVISOR_MODEL_SECONDS": "30"}
    places = {"home": assistant.index.home, "cache": model_cache}

    writer = Assistant.open(Settings.load(environ, **places)).writer

    assert writer is not None
    assert (writer.limits.seconds, writer.limits.silence_s) == (30.0, 15.0)
    assert Assistant.open(Settings.load({}, **places)).writer is None
