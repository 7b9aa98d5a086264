"""Several instances over PostgreSQL and a Chroma server, as docs/scale.md sets them up."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from assistant.ask import Assistant
from assistant.conversations import Conversations
from assistant.replay import Replayer
from assistant.settings import Settings
from assistant.types import Outcome
from ingest import build
from ingest.build import ingest
from ingest.database import open_database
from ingest.workers import Workers
from tests.chroma_server import chroma_server
from tests.ports import free_port
from tests.postgresql_server import postgresql_server

QUESTION = "How many smart parking sites did Thailand have in 2024?"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Settings]:
    home = tmp_path_factory.mktemp("home")
    with (
        postgresql_server() as database,
        chroma_server(tmp_path_factory.mktemp("vectors"), free_port()) as chroma,
    ):
        environ = {"ADVISOR_DATABASE_URL": database, "ADVISOR_CHROMA_URL": chroma}
        yield Settings.load(environ, home=home, cache=model_cache)


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch, workers: Workers) -> Iterator[None]:
    """Connections are closed before the server is; files are read by the processes of all tests."""
    monkeypatch.setattr(build, "Workers", lambda _: nullcontext(workers))
    made: list[Engine] = []

    def create(url: str) -> Engine:
        made.append(create_engine(url))
        return made[-1]

    monkeypatch.setattr("ingest.database.create_engine", create)
    yield
    for engine in made:
        engine.dispose()


def test_what_one_instance_ingests_the_others_see(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "parking.md"
    file.write_text("# Parking\n\nThailand had 20 smart parking sites in 2024.\n", "utf-8")
    first, second = Assistant.open(settings), Assistant.open(settings)

    ingest([file], index=first.index)

    for instance in (first, second):
        [claim] = instance.answer(QUESTION).claims
        assert claim.text == "Thailand had 20 smart parking sites in 2024."
    file.write_text("# Parking\n\nThailand had 31 smart parking sites in 2024.\n", "utf-8")
    ingest([file], index=second.index)
    [claim] = first.answer(QUESTION).claims
    assert claim.text == "Thailand had 31 smart parking sites in 2024."


def test_a_conversation_and_an_answers_record_go_with_the_database(settings: Settings) -> None:
    assistant = Assistant.open(settings)
    answer = assistant.answer("Thank you!")
    begun = Conversations(open_database(settings.database_url, home=settings.home))
    conversation = begun.create(owner="one")
    begun.append(conversation, answer)

    elsewhere = Conversations(open_database(settings.database_url, home=settings.home))

    assert elsewhere.turns(conversation) == (answer,)
    assert answer.outcome is Outcome.DECLINED
    replayer = Replayer.open(settings)
    [record] = replayer.records(answer.record)
    assert replayer.replay(record).same
