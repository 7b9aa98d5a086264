"""A chat model is opened by its name, and what is missing is one sentence with the cure."""

import asyncio
import gc
import threading
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from itertools import islice
from types import AsyncGeneratorType
from typing import cast

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk

from assistant import model
from assistant.errors import Fault, ModelFault, ModelUnusable
from assistant.model import LangChainModel, Message, check_model
from assistant.types import Usage
from tests.assistant.conftest import KEY
from tests.model_server import Endless, Fails, Garbage, Hangs, ModelServer, Reply, Says

ASKED = [Message("system", "rules"), Message("human", "question")]


def _at_most(seconds: float) -> Callable[[], float]:
    return lambda: seconds


def test_a_stream_says_what_the_model_says_and_what_it_cost(model_server: ModelServer) -> None:
    model_server.script = [Says("基金於 1991 年成立。", usage=(12, 3))]
    stream = LangChainModel.open("openai:gpt-test").stream(ASKED)

    assert "".join(stream.read(_at_most(5))) == "基金於 1991 年成立。"
    assert stream.usage == Usage(12, 3)
    [request] = model_server.requests
    assert request["model"] == "gpt-test"
    assert request["stream"] is True
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    assert request["max_completion_tokens"] > 0
    assert model_server.keys == [f"Bearer {KEY}"]


def test_a_service_that_counts_no_tokens_is_no_matter(model_server: ModelServer) -> None:
    model_server.script = [Says("x", usage=None)]
    stream = LangChainModel.open("openai:gpt-test").stream(ASKED)

    assert list(stream.read(_at_most(5))) == ["x"]
    assert stream.usage is None


@pytest.mark.parametrize(
    ("reply", "fault", "again", "after_s"),
    [
        pytest.param(Fails(400), Fault.REFUSED, False, None, id="400"),
        pytest.param(Fails(401), Fault.REFUSED, False, None, id="401"),
        pytest.param(Fails(403), Fault.REFUSED, False, None, id="403"),
        pytest.param(Fails(429), Fault.BUSY, True, None, id="429"),
        pytest.param(Fails(429, {"Retry-After": "2"}), Fault.BUSY, True, 2.0, id="429 with time"),
        pytest.param(
            Fails(429, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}),
            Fault.BUSY,
            True,
            None,
            id="429 with a date",
        ),
        pytest.param(Fails(500), Fault.DOWN, True, None, id="500"),
        pytest.param(Fails(503), Fault.DOWN, True, None, id="503"),
        pytest.param(Hangs(), Fault.SLOW, True, None, id="silence"),
    ],
)
def test_an_error_says_whether_to_ask_again(
    model_server: ModelServer, reply: Reply, fault: Fault, again: bool, after_s: float | None
) -> None:
    model_server.script = [reply]
    stream = LangChainModel.open("openai:gpt-test").stream(ASKED)

    with pytest.raises(ModelFault) as caught:
        list(stream.read(_at_most(0.3 if isinstance(reply, Hangs) else 10)))
    stream.close()

    assert (caught.value.fault, caught.value.again, caught.value.after_s) == (fault, again, after_s)
    assert KEY not in str(caught.value)
    assert len(model_server.requests) == 1, "only we try again"


def test_no_request_that_failed_is_left_to_the_garbage_collector(model_server: ModelServer) -> None:
    model_server.script = [Garbage("half a")]
    stream = LangChainModel.open("openai:gpt-test").stream(ASKED)
    gc.collect()
    gc.disable()
    try:
        with pytest.raises(ModelFault):
            list(stream.read(_at_most(5)))

        deadline = time.monotonic() + 5
        while (left := _half_read()) and time.monotonic() < deadline:
            time.sleep(0.01)
    finally:
        gc.enable()

    assert left == []


def _half_read() -> list[str]:
    generators = (one for one in gc.get_objects() if isinstance(one, AsyncGeneratorType))
    return [one.__qualname__ for one in generators if one.ag_frame is not None]


def test_a_server_that_is_not_there_is_a_fault(
    model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")

    with pytest.raises(ModelFault) as caught:
        list(LangChainModel.open("openai:gpt-test").stream(ASKED).read(_at_most(5)))

    assert caught.value.fault is Fault.DOWN


@pytest.mark.parametrize("reply", [Hangs("x"), Endless("x ")], ids=["hangs", "endless"])
def test_closing_breaks_the_request_off(model_server: ModelServer, reply: Reply) -> None:
    model_server.script = [reply]
    stream = LangChainModel.open("openai:gpt-test").stream(ASKED)
    assert next(stream.read(_at_most(5)))

    stream.close()

    assert model_server.left.wait(5)


def test_closing_is_not_lost_with_a_package_that_loses_it() -> None:
    left = threading.Event()

    class LosesOneCancellation:
        async def astream(self, _: object) -> AsyncGenerator[AIMessageChunk]:
            try:
                while True:
                    with suppress(asyncio.CancelledError):
                        await asyncio.sleep(0.01)
                    yield AIMessageChunk("word ")
            finally:
                left.set()

    client = cast("BaseChatModel", LosesOneCancellation())
    stream = LangChainModel("openai:gpt-test", client).stream(ASKED)
    assert next(stream.read(_at_most(5)))

    stream.close()

    assert left.wait(5)


def test_a_stream_without_an_end_is_ended(model_server: ModelServer) -> None:
    model_server.script = [Endless("word " * 200)]
    stream = LangChainModel.open("openai:gpt-test").stream(ASKED)

    length = sum(map(len, islice(stream.read(_at_most(5)), 100)))

    assert length < 25_000
    assert model_server.left.wait(5)


def test_what_came_after_time_was_over_is_not_read(model_server: ModelServer) -> None:
    model_server.script = [Says("too late")]
    stream = LangChainModel.open("openai:gpt-test").stream(ASKED)

    with pytest.raises(ModelFault) as caught:
        list(stream.read(_at_most(0)))

    assert caught.value.fault is Fault.SLOW


def test_several_threads_may_ask_at_once(model_server: ModelServer) -> None:
    model_server.script = [Says("the same")]
    chat = LangChainModel.open("openai:gpt-test")
    said: list[str] = []

    def ask() -> None:
        said.append("".join(chat.stream(ASKED).read(_at_most(10))))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert said == ["the same"] * 8


@pytest.mark.parametrize("name", ["", "gpt-test", "openai:", "openai: ", "nobody:gpt-test", ":x"])
def test_a_model_is_named_with_its_provider(name: str) -> None:
    with pytest.raises(ModelUnusable, match="openai:…") as caught:
        LangChainModel.open(name)

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "key"), [("openai:gpt-test", "OPENAI_API_KEY"), ("anthropic:x", "ANTHROPIC_API_KEY")]
)
def test_a_key_that_is_not_set_is_named(
    name: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "find_spec", lambda _: object())

    with pytest.raises(ModelUnusable, match=f"set {key}"):
        check_model(name, {})

    check_model(name, {key: "x"})


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("openai:x", "langchain-openai"),
        ("anthropic:x", "langchain-anthropic"),
        ("ollama:x", "langchain-ollama"),
    ],
)
@pytest.mark.parametrize("missing", ["langchain", None])
def test_a_package_that_is_missing_is_named_with_the_cure(
    name: str, package: str, missing: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = missing or package
    monkeypatch.setattr(
        model, "find_spec", lambda module: None if module == absent.replace("-", "_") else object()
    )

    with pytest.raises(ModelUnusable, match=f"needs the package {absent}, ") as caught:
        LangChainModel.open(name)

    assert f"pip install langchain {package}" in str(caught.value)


def test_what_a_provider_refuses_to_open_is_one_sentence_without_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_PROXY", "no proxy at all")

    with pytest.raises(ModelUnusable, match="cannot be opened") as caught:
        LangChainModel.open("openai:gpt-test")

    assert KEY not in str(caught.value)
    assert caught.value.__cause__ is None
