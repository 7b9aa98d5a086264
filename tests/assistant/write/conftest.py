"""An assistant whose model says what it is told to."""

from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.model import LangChainModel
from assistant.support import Checker
from assistant.write import Limits, ModelWriter
from tests.assistant.words_checker import WordsChecker
from tests.assistant.write.scripted import PATIENT, PRINTED, SHORT, Writes, marker_of
from tests.model_server import Endless, Hangs, ModelServer, Reply


@pytest.fixture
def writes(assistant: Assistant, model_server: ModelServer) -> Writes:
    """The assistant with a model that replies as scripted."""

    def with_script(
        *script: Reply, checker: Checker | None = None, limits: Limits | None = None
    ) -> Assistant:
        model_server.script = script
        waits = any(isinstance(reply, Hangs) or reply == Endless("\n") for reply in script)
        writer = ModelWriter(
            LangChainModel.open("openai:scripted"),
            checker or WordsChecker(),
            limits or (SHORT if waits else PATIENT),
        )
        return replace(assistant, writer=writer)

    return with_script


@pytest.fixture
def parking(assistant: Assistant) -> int:
    return marker_of(assistant, PRINTED)
