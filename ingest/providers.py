"""Embedding models by choice: OpenAI, Ollama and fastembed, each behind LangChain's interface.

A choice is written `provider:model`. The classes of the providers' own packages are used rather
than LangChain's `init_embeddings`, which does not know fastembed and would bring LangChain's agents
along. A text goes to such a model as it is: those worth choosing know Chinese, and the gloss that
MiniLM needs would only take words from them.
"""

# ruff: noqa: PLC0415 - a provider's package is imported when it is used: it may not be installed

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from ingest.embed import Embedder
from ingest.errors import EmbedderUnusable
from ingest.storable import storable

_TEXTS_PER_CALL = 32
"""Some OpenAI-compatible servers refuse more at once."""

_TEXTS_TIMEOUT_S = 120.0  # a server may load its model first
_QUESTION_TIMEOUT_S = 10.0
_TEXTS_RETRIES = 4
_QUESTION_RETRIES = 2
"""Somebody waits for a question's answer; an ingest would rather wait than stop."""

_LONGEST_WAIT_S = 20.0

_ResultT = TypeVar("_ResultT")


class _Models(NamedTuple):
    """One model twice: for many texts with patience, and for a question with little."""

    texts: Embeddings
    question: Embeddings


@dataclass(frozen=True, slots=True)
class _Provider:
    package: str
    """As it is imported."""

    install: str
    """As it is installed."""

    open: Callable[[str, Path], _Models]
    """Makes the clients; gets the model and the folder for what is downloaded."""

    retries_itself: bool
    key: str | None = None
    """Environment variable that must hold a key."""

    addresses: tuple[str, ...] = ()
    """Environment variables that may hold the server's address, the first that does counts."""

    server: str = ""
    """Where it is otherwise."""

    missing_model: str = "check ADVISOR_EMBEDDINGS"
    """The cure when there is no such model."""


def _open_openai(model: str, _cache: Path) -> _Models:
    from langchain_openai import OpenAIEmbeddings

    def made(timeout: float, retries: int) -> Embeddings:
        return OpenAIEmbeddings(
            model=model,
            timeout=timeout,
            max_retries=retries,
            chunk_size=_TEXTS_PER_CALL,
            # Else texts go as tokens of a table that is downloaded, which other servers than
            # OpenAI's take for nonsense. Chunks are far shorter than any model's limit.
            check_embedding_ctx_length=False,
        )

    return _Models(
        made(_TEXTS_TIMEOUT_S, _TEXTS_RETRIES), made(_QUESTION_TIMEOUT_S, _QUESTION_RETRIES)
    )


def _open_ollama(model: str, _cache: Path) -> _Models:
    from langchain_ollama import OllamaEmbeddings

    def made(timeout: float) -> Embeddings:
        return OllamaEmbeddings(model=model, client_kwargs={"timeout": timeout})

    return _Models(made(_TEXTS_TIMEOUT_S), made(_QUESTION_TIMEOUT_S))


def _open_fastembed(model: str, cache: Path) -> _Models:
    local = _FastEmbed(model, cache / "fastembed")
    return _Models(local, local)


class _FastEmbed(Embeddings):
    """fastembed behind LangChain's interface; the first use downloads the model."""

    def __init__(self, model: str, cache: Path) -> None:
        from fastembed import TextEmbedding

        self._model = TextEmbedding(model_name=model, cache_dir=str(cache))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [row.tolist() for row in self._model.passage_embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        [row] = self._model.query_embed(text)
        vector: list[float] = row.tolist()
        return vector


_PROVIDERS = {
    "openai": _Provider(
        package="langchain_openai",
        install="langchain-openai",
        open=_open_openai,
        retries_itself=True,  # and waits as long as the server's Retry-After asks
        key="OPENAI_API_KEY",
        addresses=("OPENAI_API_BASE", "OPENAI_BASE_URL"),
        server="api.openai.com",
    ),
    "ollama": _Provider(
        package="langchain_ollama",
        install="langchain-ollama",
        open=_open_ollama,
        retries_itself=False,
        addresses=("OLLAMA_HOST",),
        server="127.0.0.1:11434",
        missing_model="run `ollama pull` for it, or check ADVISOR_EMBEDDINGS",
    ),
    "fastembed": _Provider(
        package="fastembed",
        install="fastembed",
        open=_open_fastembed,
        retries_itself=True,
    ),
}


def open_embedder(choice: str, *, cache: Path) -> Embedder:
    """The model that `provider:model` names; its client is made by the first text.

    Raises `EmbedderUnusable` for a choice that names no known provider, and where its package or
    key is missing.
    """
    provider_name, _, model = choice.strip().partition(":")
    provider_name, model = provider_name.strip().lower(), model.strip()
    provider = _PROVIDERS.get(provider_name)
    if provider is None or not model:
        raise EmbedderUnusable(
            f"there is no embedding model {choice!r}: write ADVISOR_EMBEDDINGS as provider:model, "
            f"such as openai:text-embedding-3-small (providers: {', '.join(_PROVIDERS)})"
        )
    name = f"{provider_name}:{model}"
    if find_spec(provider.package) is None:
        raise EmbedderUnusable(
            f"the embedding model {name!r} needs a package: run `pip install {provider.install}`"
        )
    if provider.key is not None and not os.environ.get(provider.key):
        raise EmbedderUnusable(
            f"the embedding model {name!r} needs a key: set {provider.key} (to any word for a "
            "server of your own that asks for none)"
        )
    return ProvidedEmbedder(name, provider, lambda: provider.open(model, cache))


class ProvidedEmbedder:
    """A provider's model as an `Embedder`; threads may share one.

    Texts and vectors are checked on the way: what a provider gives is of unit length here, and
    anything but one usable vector a text raises `EmbedderUnusable`, with the cure.
    """

    def __init__(self, name: str, provider: _Provider, make: Callable[[], _Models]) -> None:
        self._name = name
        self._provider = provider
        self._make = make
        self._models: _Models | None = None
        self._making = Lock()
        self._dimensions: int | None = None

    @property
    def name(self) -> str:
        """`provider:model`; without the server's address, which may change under a model."""
        return self._name

    @property
    def dimensions(self) -> int:
        """How long the vectors are: a word is embedded to find out, once."""
        if self._dimensions is None:
            self._dimensions = int(self.embed(["dimensions"]).shape[1])
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimensions), each row of unit length, in the order given.

        Raises `EmbedderUnusable`, after further tries where those could help.
        """
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        parts = []
        for start in range(0, len(texts), _TEXTS_PER_CALL):
            batch = [_sendable(text) for text in texts[start : start + _TEXTS_PER_CALL]]
            rows = self._call(lambda models, batch=batch: models.texts.embed_documents(batch))  # type: ignore[misc]
            parts.append(self._unit_rows(rows, count=len(batch)))
        if len({part.shape[1] for part in parts}) > 1:
            raise self._unusable("gives vectors of different lengths", "use another model")
        return np.concatenate(parts)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Shape (dimensions,), unit length; gives up sooner than `embed`."""
        row = self._call(
            lambda models: models.question.embed_query(_sendable(text)), retries=_QUESTION_RETRIES
        )
        [vector] = self._unit_rows([row], count=1)
        return np.asarray(vector)

    def _call(
        self, work: Callable[[_Models], _ResultT], *, retries: int = _TEXTS_RETRIES
    ) -> _ResultT:
        patience = Retrying(
            stop=stop_after_attempt(1 if self._provider.retries_itself else 1 + retries),
            wait=wait_random_exponential(max=_LONGEST_WAIT_S),
            retry=retry_if_exception(_may_pass),
            reraise=True,
        )
        try:
            with self._making:
                if self._models is None:
                    self._models = self._make()
            return patience(work, self._models)
        except (
            Exception
        ) as error:  # three providers' own errors, and those of what they are built on
            raise self._explained(error) from error

    def _unit_rows(self, rows: Any, *, count: int) -> NDArray[np.float32]:
        try:
            found = np.asarray(rows, dtype=np.float64)
        except (TypeError, ValueError):  # ragged, or no numbers
            found = np.empty(0)
        if found.ndim != 2 or found.shape[1] == 0:
            raise self._unusable("gave no usable vectors", "check that it is an embedding model")
        if len(found) != count:
            raise self._unusable(
                f"gave {len(found)} vectors for {count} texts", "try again, or use another model"
            )
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not (lengths > 0).all():
            raise self._unusable(
                "gave a vector of zeros or of no numbers", "try again, or use another model"
            )
        return np.asarray(found / lengths, dtype=np.float32)

    def _explained(self, error: Exception) -> EmbedderUnusable:
        provider = self._provider
        status = getattr(error, "status_code", None)
        if status in {401, 403}:
            return self._unusable(
                f"was refused by {self._host()} ({status})",
                f"set {provider.key} to a valid key" if provider.key else "check your rights there",
            )
        if status == 404:
            return self._unusable(f"is not known at {self._host()} (404)", provider.missing_model)
        if status == 429:
            return self._unusable(
                f"was refused by {self._host()} for too many requests or an empty account (429)",
                "wait, or see to the account, then try again",
            )
        if isinstance(status, int):
            return self._unusable(
                f"failed at {self._host()} ({status})", "try again later, or check that server"
            )
        if not provider.server:
            return self._unusable(
                f"cannot be opened ({type(error).__name__}: {str(error).partition(chr(10))[0]})",
                "check the model's name, and the network for the first use, which downloads it",
            )
        addresses = " or ".join(provider.addresses)
        return self._unusable(
            f"got no usable reply from {self._host()} ({type(error).__name__})",
            f"check that the server runs, and {addresses}",
        )

    def _host(self) -> str:
        """The server's name: its address itself may hold a password."""
        for variable in self._provider.addresses:
            if address := os.environ.get(variable):
                parts = urlsplit(address if "//" in address else f"//{address}")
                return repr(parts.netloc.rpartition("@")[2] or variable)
        return repr(self._provider.server)

    def _unusable(self, what: str, cure: str) -> EmbedderUnusable:
        return EmbedderUnusable(f"the embedding model {self._name!r} {what}: {cure}")


def _may_pass(error: BaseException) -> bool:
    """Too many requests, a server's own failure, and no reply at all; not a refusal."""
    status = getattr(error, "status_code", None)
    return not isinstance(status, int) or status in {408, 429} or status >= 500


def _sendable(text: str) -> str:
    # OpenAI refuses an empty text.
    return storable(text) or " "
