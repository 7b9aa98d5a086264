"""Another embedding model, from the setting to an answer, through OpenAI's real client."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.ask import Assistant
from assistant.cli import main
from assistant.doctor import Finding, examine
from assistant.opening import open_index
from assistant.settings import Settings
from assistant.types import Outcome
from ingest.build import embed, ingest
from ingest.outcome import State
from tests.embedding_server import KEY, EmbeddingServer, Fault, embedding_server

QUESTION = "How long may a founder stay on the Hungarian start-up visa?"
QUOTE = "The Hungarian start-up visa lets a founder stay for twelve months."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddingServer]:
    monkeypatch.delenv("OPENAI_API_BASE", raising=False)
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.01)
    monkeypatch.setattr("openai._base_client.MAX_RETRY_DELAY", 0.01)
    with embedding_server() as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://{server.host}/v1")
        yield server


@pytest.fixture
def built_in(tmp_path: Path, model_cache: Path, small_documents: Path) -> Settings:
    """Of a home whose vectors the built-in model made."""
    settings = Settings.load({}, home=tmp_path / "home", cache=model_cache)
    ingest([small_documents], index=open_index(settings))
    return settings


@pytest.fixture
def chosen(built_in: Settings) -> Settings:
    """The same with a model that the server has."""
    return built_in.model_copy(update={"embeddings": "openai:made"})


def _finding(settings: Settings, what: str) -> Finding:
    return next(finding for finding in examine(settings) if finding.what == what)


def test_an_answer_rests_on_the_chosen_models_vectors(
    server: EmbeddingServer, chosen: Settings
) -> None:
    assistant = Assistant.open(chosen)
    embed(index=assistant.index)
    asked = len(server.asked)

    answer = assistant.answer(QUESTION)

    assert answer.outcome is Outcome.ANSWERED
    assert answer.claims[0].text == QUOTE
    # The question alone is sent: sentences are likened by the built-in model.
    assert [request["input"] for request in server.asked[asked:]] == [[QUESTION]]


def test_the_doctor_and_the_list_follow_a_change_of_model(
    server: EmbeddingServer, chosen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_EMBEDDINGS", "openai:made")
    monkeypatch.setenv("ADVISOR_CACHE", str(chosen.cache))

    def run(*command: str) -> str:
        done = CliRunner().invoke(main, ["--home", str(chosen.home), *command])
        assert done.exit_code == 0, done.output
        return done.output

    before = _finding(chosen, "embedder")
    assert not before.ok
    assert before.cure == "run `advisor embed` to the end"
    assert "until those of openai:made are made (0 of " in before.says
    assert run("documents").splitlines()[-1] == before.says
    assert QUOTE in run("ask", QUESTION)

    assert run("embed") == "vectors of openai:made serve\n"

    assert _finding(chosen, "embedder") == Finding("embedder", True, "openai:made, 64 dimensions")
    assert run("documents").splitlines()[-1] == "vectors of openai:made serve"
    assert QUOTE in run("ask", QUESTION)


def test_while_its_server_is_away_keywords_serve_and_it_is_said(
    server: EmbeddingServer, chosen: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assistant = Assistant.open(chosen)
    embed(index=assistant.index)
    server.always = Fault.BROKEN

    with caplog.at_level(logging.WARNING):
        answer = assistant.answer(QUESTION)

    assert answer.claims[0].text == QUOTE
    assert "searching by keywords alone: the embedding model 'openai:made' failed" in caplog.text
    assert KEY not in caplog.text
    finding = _finding(chosen, "embedder")
    assert not finding.ok
    assert "(500): try again later" in finding.says


def test_ingest_goes_on_by_words_when_the_server_is_away(
    server: EmbeddingServer, chosen: Settings, small_documents: Path
) -> None:
    server.always = Fault.REFUSED
    index = open_index(chosen)

    lines = ingest([small_documents], index=index)

    chunks = index.catalogue.count_chunks()
    (waiting,) = [line for line in lines if line.state is State.WAITING]
    assert waiting.source == f"the vectors of {chunks} chunks"
    assert "set OPENAI_API_KEY to a valid key" in str(waiting.reason)
    assert index.keywords.count() == chunks == index.vectors.count()


def test_a_model_that_changed_its_vectors_is_a_finding(
    server: EmbeddingServer, chosen: Settings
) -> None:
    embed(index=open_index(chosen))
    server.dimensions = 16

    finding = _finding(chosen, "embedder")

    assert finding.says == "openai:made gives 16 dimensions, and 64 are stored"
    assert finding.cure == "run `advisor embed`"


def test_the_doctor_does_not_open_a_model_that_serves_nothing_yet(
    server: EmbeddingServer, chosen: Settings, tmp_path: Path
) -> None:
    empty = chosen.model_copy(update={"home": tmp_path / "empty"})

    assert _finding(empty, "embedder") == Finding("embedder", True, "openai:made")
    assert not _finding(chosen, "embedder").ok
    assert server.asked == []


def test_vectors_whose_model_is_gone_are_a_finding(
    server: EmbeddingServer, chosen: Settings, built_in: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    embed(index=open_index(chosen))
    monkeypatch.delenv("OPENAI_API_KEY")

    finding = _finding(built_in, "embedder")

    assert not finding.ok
    assert finding.says.startswith("search goes by keywords alone: ")
    assert "set OPENAI_API_KEY" in finding.says


def test_a_chroma_server_that_is_away_leaves_the_keywords_serving(
    built_in: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    away = built_in.model_copy(update={"chroma_url": "http://user:secret@127.0.0.1:1"})

    with caplog.at_level(logging.WARNING):
        answer = Assistant.open(away).answer(QUESTION)

    assert answer.claims[0].text == QUOTE
    assert "the Chroma server at '127.0.0.1' does not answer" in caplog.text
    assert "secret" not in caplog.text
    assert "unset ADVISOR_CHROMA_URL" in _finding(away, "embedder").says
    assert _finding(away, "documents").ok


@pytest.mark.parametrize(
    ("choice", "says"),
    [("made", "ADVISOR_EMBEDDINGS as provider:model"), ("openai:made", "set OPENAI_API_KEY")],
)
def test_a_choice_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, choice: str, says: str
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("ADVISOR_EMBEDDINGS", choice)

    done = CliRunner().invoke(main, ["--home", str(tmp_path), "documents"])

    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert says in done.output
