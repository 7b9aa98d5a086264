"""The chat model that drafts answers, opened by LangChain; nothing else here knows LangChain.

A stream runs on one event loop for the whole process, on a thread of its own, since only an
asynchronous request can be broken off at once; and the clients that LangChain keeps between
requests must not meet a second loop (langchain-ai/langchain#35783).
"""

import asyncio
import os
import threading
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from traceback import clear_frames
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self, cast

from assistant.errors import Fault, ModelFault, ModelUnusable
from assistant.types import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

_MOST_TOKENS = 2_000
"""Bounds the cost of one request; an answer has some 300."""

_MOST_CHARACTERS = 20_000

_ENDINGS = {"finish_reason", "stop_reason", "done_reason"}
"""Under one of these each provider says why a draft has ended; one that says nothing was cut."""

_TOO_MANY_REQUESTS = 429
_WORTH_ANOTHER_TRY = {408, 409, 425, _TOO_MANY_REQUESTS}


class Message(NamedTuple):
    """What is said to the model, by whom: `system` or `human`."""

    role: str
    text: str


class Stream(Protocol):
    """A draft while it is being written."""

    usage: Usage | None
    """Tokens, once the service has counted them."""

    def read(self, patience_s: Callable[[], float]) -> Iterator[str]:
        """The text as it comes; raises `ModelFault` for whatever is no text.

        `patience_s` gives how long the next piece may take, and is asked before each.
        """

    def close(self) -> None:
        """Break the request off, if it still runs."""


class ChatModel(Protocol):
    """A model that can be asked."""

    @property
    def name(self) -> str:
        """As `provider:name`."""

    def stream(self, messages: Sequence[Message]) -> Stream:
        """Ask now; what it writes, or what goes wrong, is known when the stream is read."""


@dataclass(frozen=True)
class _Provider:
    """What LangChain's interface leaves to each provider."""

    package: str
    key: str | None
    """The environment variable of its secret."""

    options: Mapping[str, Any] = field(default_factory=dict)


_PROVIDERS = {
    "openai": _Provider(
        "langchain-openai",
        "OPENAI_API_KEY",
        # Left to itself it asks servers other than OpenAI's for no count of tokens.
        {"max_retries": 0, "max_tokens": _MOST_TOKENS, "stream_usage": True},
    ),
    "anthropic": _Provider(
        "langchain-anthropic",
        "ANTHROPIC_API_KEY",
        {"max_retries": 0, "max_tokens": _MOST_TOKENS},
    ),
    "ollama": _Provider("langchain-ollama", None, {"num_predict": _MOST_TOKENS}),
}


def check_model(name: str, environ: Mapping[str, str] | None = None) -> str:
    """What the model needs and has; never the key itself. Nothing is sent.

    Raises `ModelUnusable`, with the cure, when its name, package or key is missing.
    """
    provider = _provider(name)
    for package in ("langchain", provider.package):
        if find_spec(package.replace("-", "_")) is None:
            raise ModelUnusable(
                f"the model {name!r} needs the package {package}, which is not installed: run "
                f"`pip install langchain {provider.package}`, or unset ADVISOR_MODEL"
            )
    source = os.environ if environ is None else environ
    if provider.key and not source.get(provider.key):
        raise ModelUnusable(
            f"the model {name!r} needs a key: set {provider.key} (to any word for a server of "
            "your own that asks for none), or unset ADVISOR_MODEL"
        )
    return f"{provider.package} is installed" + (f", {provider.key} is set" if provider.key else "")


def _provider(name: str) -> _Provider:
    provider, _, model = name.partition(":")
    if provider not in _PROVIDERS or not model.strip():
        known = ", ".join(f"{one}:…" for one in _PROVIDERS)
        raise ModelUnusable(
            f"there is no model {name!r}: name its provider and the model, as one of {known}"
        )
    return _PROVIDERS[provider]


class LangChainModel:
    """A chat model of any provider that has a LangChain package."""

    def __init__(self, name: str, client: "BaseChatModel") -> None:
        self.name = name
        self._client = client

    @classmethod
    def open(cls, name: str) -> Self:
        """The model that `provider:name` names; key and address are in the environment.

        Raises `ModelUnusable` with the cure. Nothing is sent yet.
        """
        check_model(name)
        # Imported by those who use it alone: it takes a second.
        from langchain.chat_models import init_chat_model  # noqa: PLC0415

        try:
            client = init_chat_model(name, **_provider(name).options)
        except Exception as error:  # a provider's own checks; their words may repeat the key
            raise ModelUnusable(
                f"the model {name!r} cannot be opened ({type(error).__name__}): check its name, "
                "and the variables that its provider reads"
            ) from None
        return cls(name, client)

    def stream(self, messages: Sequence[Message]) -> Stream:
        return _LangChainStream(self.name, self._client, messages)


class _End(NamedTuple):
    """The stream is over; a fault when it broke off."""

    fault: ModelFault | None = None


class _LangChainStream:
    def __init__(self, name: str, client: "BaseChatModel", messages: Sequence[Message]) -> None:
        self.usage: Usage | None = None
        self._name = name
        self._pieces: SimpleQueue[str | _End] = SimpleQueue()
        self._task = asyncio.run_coroutine_threadsafe(self._pump(client, messages), _LOOP.get())

    def read(self, patience_s: Callable[[], float]) -> Iterator[str]:
        while True:
            try:
                # Even what is there already is too late when time is over.
                piece = self._pieces.get(timeout=_positive(patience_s()))
            except Empty:
                raise ModelFault(Fault.SLOW, f"{self._name} is too slow", again=True) from None
            if isinstance(piece, str):
                yield piece
            elif piece.fault is None:
                return
            else:
                raise piece.fault

    def close(self) -> None:
        self._task.cancel()

    async def _pump(self, client: "BaseChatModel", messages: Sequence[Message]) -> None:
        length, ended = 0, False
        this = cast("asyncio.Task[None]", asyncio.current_task())
        chunks = cast(
            "AsyncGenerator[AIMessageChunk]",
            client.astream([(role, text) for role, text in messages]),
        )
        try:
            async with aclosing(chunks):
                async for chunk in chunks:
                    if this.cancelling():
                        # `asyncio.wait_for`, which packages put around each chunk, can lose a
                        # cancellation before Python 3.12 (CPython issue 86296).
                        raise asyncio.CancelledError
                    self._count(chunk)
                    ended = ended or any(map(chunk.response_metadata.get, _ENDINGS))
                    if chunk.text:
                        self._pieces.put(chunk.text)
                        length += len(chunk.text)
                    if length > _MOST_CHARACTERS:
                        ended = True
                        break
            if not ended:
                raise ConnectionError("the draft was cut")
        except Exception as error:  # whatever a provider's package raises
            self._pieces.put(_End(_fault(self._name, error)))
            # Its frames hold the generators of the request, half read. Left to the garbage
            # collector, another thread may close one while this one does: they end here.
            clear_frames(error.__traceback__)
        else:
            self._pieces.put(_End())

    def _count(self, chunk: "AIMessageChunk") -> None:
        if counted := chunk.usage_metadata:
            before = self.usage or Usage(0, 0)
            self.usage = Usage(
                before.input_tokens + counted["input_tokens"],
                before.output_tokens + counted["output_tokens"],
            )


def _positive(wait_s: float) -> float:
    """The same; raises `queue.Empty` when there is nothing left to wait."""
    if wait_s <= 0:
        raise Empty
    return wait_s


def _fault(name: str, error: Exception) -> ModelFault:
    """What a provider's error means here. Its own words may repeat a key: they go nowhere."""
    # What has failed has loaded it; records are read without.
    from langchain_core.exceptions import (  # noqa: PLC0415
        ModelError,
        ModelRateLimitError,
        ModelTimeoutError,
    )

    status = getattr(error, "status_code", None)
    what = f"{name} failed ({type(error).__name__}{f', status {status}' if status else ''})"
    if isinstance(error, ModelRateLimitError) or status == _TOO_MANY_REQUESTS:
        return ModelFault(Fault.BUSY, what, again=True, after_s=_retry_after(error))
    if isinstance(error, ModelTimeoutError | TimeoutError):
        return ModelFault(Fault.SLOW, what, again=True)
    if isinstance(status, int):
        again = status >= 500 or status in _WORTH_ANOTHER_TRY
    else:
        again = error.is_retryable if isinstance(error, ModelError) else True
    if again:
        return ModelFault(Fault.DOWN, what, again=True)
    return ModelFault(Fault.REFUSED, f"{what}: check the model's name and its key", again=False)


def _retry_after(error: Exception) -> float | None:
    """The seconds of a Retry-After header; None without one, or when it names a date."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None


class _Loop:
    """The event loop that all streams share, started by the first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def get(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(
                    target=self._loop.run_forever, name="chat-model", daemon=True
                ).start()
            return self._loop


_LOOP = _Loop()
