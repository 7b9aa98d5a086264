"""The providers' real clients against a server of our own on 127.0.0.1."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ingest import providers
from ingest.embed import Embedder
from ingest.errors import EmbedderUnusable
from ingest.providers import open_embedder
from tests.embedding_server import (
    KEY,
    SLOWNESS_S,
    EmbeddingServer,
    Fault,
    embedding_server,
    hashed_words,
)

REMOTE = ("openai:made", "ollama:made")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddingServer]:
    for name in ("OPENAI_API_BASE", "OPENAI_PROXY", "OPENAI_ORG_ID", "OLLAMA_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with embedding_server() as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://{server.host}/v1")
        monkeypatch.setenv("OLLAMA_HOST", f"http://{server.host}")
        # The clients' own waits between tries are theirs; what is tested is that they try again.
        monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.01)
        monkeypatch.setattr("openai._base_client.MAX_RETRY_DELAY", 0.01)
        monkeypatch.setattr(providers, "_LONGEST_WAIT_S", 0.01)
        yield server


def _opened(choice: str, tmp_path: Path) -> Embedder:
    return open_embedder(choice, cache=tmp_path)


@pytest.mark.parametrize("choice", REMOTE)
def test_vectors_are_the_models_at_unit_length_in_order(
    server: EmbeddingServer, tmp_path: Path, choice: str
) -> None:
    texts = [f"parking in market {number}" for number in range(70)]

    embedder = _opened(choice, tmp_path)
    found = embedder.embed(texts)

    expected = hashed_words(texts, server.dimensions)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)
    assert found.dtype == np.float32
    np.testing.assert_allclose(embedder.embed_question(texts[3]), expected[3], rtol=0, atol=1e-6)
    assert embedder.name == choice
    assert embedder.dimensions == server.dimensions


@pytest.mark.parametrize("choice", REMOTE)
def test_texts_go_as_they_are_a_few_at_once(
    server: EmbeddingServer, tmp_path: Path, choice: str
) -> None:
    texts = ["泰國的智慧停車"] * 33 + ["", "half of a pair: \ud83d"]

    _opened(choice, tmp_path).embed(texts)

    sent = [request["input"] for request in server.asked]
    assert [len(batch) for batch in sent] == [32, 3]
    assert sent[0][0] == "泰國的智慧停車"
    assert sent[1][1:] == [" ", "half of a pair: \ufffd"]
    assert {request["model"] for request in server.asked} == {"made"}


def test_openais_address_may_stand_in_either_variable(
    server: EmbeddingServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL")
    monkeypatch.setenv("OPENAI_API_BASE", f"http://{server.host}/elsewhere")

    _opened("openai:made", tmp_path).embed(["a"])

    assert [request["path"] for request in server.asked] == ["/elsewhere/embeddings"]
    assert server.asked[0]["key"] == f"Bearer {KEY}"


@pytest.mark.parametrize("choice", REMOTE)
def test_no_texts_ask_for_none(server: EmbeddingServer, tmp_path: Path, choice: str) -> None:
    embedder = _opened(choice, tmp_path)

    assert embedder.embed([]).shape == (0, server.dimensions)


@pytest.mark.parametrize("choice", REMOTE)
@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.BROKEN, Fault.CUT])
def test_what_may_pass_is_tried_again(
    server: EmbeddingServer, tmp_path: Path, choice: str, fault: Fault
) -> None:
    server.faults = [fault, fault]

    assert _opened(choice, tmp_path).embed(["a"]).shape == (1, server.dimensions)
    assert len(server.asked) == 3


@pytest.mark.parametrize("choice", REMOTE)
def test_a_slow_server_is_asked_again(
    server: EmbeddingServer, tmp_path: Path, choice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(providers, "_TEXTS_TIMEOUT_S", SLOWNESS_S / 2)
    server.faults = [Fault.SLOW, Fault.SLOW]

    assert _opened(choice, tmp_path).embed(["a"]).shape == (1, server.dimensions)
    # A busy machine may be slow by itself, once more.
    assert len(server.asked) >= 3


@pytest.mark.parametrize("choice", REMOTE)
@pytest.mark.parametrize(
    ("fault", "says", "tries"),
    [
        (Fault.BUSY, "too many requests or an empty account", 5),
        (Fault.BROKEN, r"failed at '127.0.0.1:\d+' \(500\): try again later", 5),
        (Fault.CUT, r"no usable reply from '127.0.0.1:\d+' .*: check that the server runs", 5),
        (Fault.REFUSED, r"was refused by '127.0.0.1:\d+' \(401\)", 1),
        (Fault.UNKNOWN, r"is not known at '127.0.0.1:\d+' \(404\): .*ADVISOR_EMBEDDINGS", 1),
        (Fault.TOO_FEW, "gave 1 vectors for 2 texts", 1),
        (Fault.NO_NUMBERS, "zeros or of no numbers", 1),
        (Fault.ZEROS, "zeros or of no numbers", 1),
        (Fault.RAGGED, "gave no usable vectors", 1),
    ],
)
def test_what_stays_wrong_is_one_sentence_with_the_cure_and_no_key(
    server: EmbeddingServer, tmp_path: Path, choice: str, fault: Fault, says: str, tries: int
) -> None:
    server.always = fault

    with pytest.raises(EmbedderUnusable, match=says) as raised:
        _opened(choice, tmp_path).embed(["a fund", "a market"])

    assert KEY not in str(raised.value)
    assert "\n" not in str(raised.value)
    assert repr(choice) in str(raised.value)
    assert len(server.asked) == tries


def test_a_page_that_is_no_json_is_one_sentence(server: EmbeddingServer, tmp_path: Path) -> None:
    server.always = Fault.NO_JSON

    for choice in REMOTE:
        with pytest.raises(EmbedderUnusable, match="no usable reply from"):
            _opened(choice, tmp_path).embed(["a"])


@pytest.mark.parametrize("choice", REMOTE)
def test_a_question_is_given_up_sooner(
    server: EmbeddingServer, tmp_path: Path, choice: str
) -> None:
    server.always = Fault.BROKEN

    with pytest.raises(EmbedderUnusable, match="500"):
        _opened(choice, tmp_path).embed_question("a")
    assert len(server.asked) == 3


def test_batches_of_different_lengths_are_refused(
    server: EmbeddingServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(providers, "_TEXTS_PER_CALL", 1)
    server.faults = [Fault.RAGGED]  # of one row: a shorter one

    with pytest.raises(EmbedderUnusable, match="different lengths"):
        _opened("openai:made", tmp_path).embed(["nothing of it", "nothing of it"])


def test_nobody_at_the_address_is_one_sentence_without_its_password(
    server: EmbeddingServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://user:secret@127.0.0.1:1/v1")
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:1")

    for choice in REMOTE:
        with pytest.raises(EmbedderUnusable, match=r"reply from '127.0.0.1:1'") as raised:
            _opened(choice, tmp_path).embed(["a"])
        assert "secret" not in str(raised.value)


def test_a_key_is_never_logged(
    server: EmbeddingServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults = [Fault.BUSY]
    with caplog.at_level(logging.INFO):
        _opened("openai:made", tmp_path).embed(["a"])

    assert caplog.records
    assert KEY not in caplog.text


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        pytest.param("openai", "write ADVISOR_EMBEDDINGS as provider:model", id="no model"),
        pytest.param("openai: ", "write ADVISOR_EMBEDDINGS as provider:model", id="empty model"),
        pytest.param("mistral:made", "providers: openai, ollama, fastembed", id="unknown provider"),
    ],
)
def test_a_choice_that_names_nothing_is_refused(tmp_path: Path, choice: str, says: str) -> None:
    with pytest.raises(EmbedderUnusable, match=says):
        _opened(choice, tmp_path)


@pytest.mark.parametrize(
    ("choice", "module", "install"),
    [
        ("openai:made", "langchain_openai", "langchain-openai"),
        ("ollama:made", "langchain_ollama", "langchain-ollama"),
        ("fastembed:made", "fastembed", "fastembed"),
    ],
)
def test_a_package_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, choice: str, module: str, install: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(EmbedderUnusable, match=f"run `pip install {install}`"):
        _opened(choice, tmp_path)


def test_a_key_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    with pytest.raises(EmbedderUnusable, match="set OPENAI_API_KEY"):
        _opened("openai:made", tmp_path)


# What fastembed 0.9 offers of itself; the real one downloads a model when it is made.
_FASTEMBED = """
import numpy as np

class TextEmbedding:
    def __init__(self, model_name, cache_dir):
        if model_name != "made":
            raise ValueError(f"Model {model_name} is not supported in TextEmbedding.\\nMore.")
        self.cache_dir = cache_dir

    def passage_embed(self, texts):
        for text in texts:
            yield np.array([3.0, 4.0 * len(text)], dtype=np.float32)

    def query_embed(self, query):
        yield np.array([0.0, 2.0], dtype=np.float32)
"""


@pytest.fixture
def fastembed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fastembed.py").write_text(_FASTEMBED, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "fastembed", raising=False)


@pytest.mark.usefixtures("fastembed")
def test_fastembed_embeds_questions_its_own_way(tmp_path: Path) -> None:
    embedder = _opened("fastembed:made", tmp_path)

    np.testing.assert_allclose(embedder.embed(["a", "a"]), [[0.6, 0.8]] * 2, atol=1e-6)
    np.testing.assert_allclose(embedder.embed_question("a"), [0, 1], atol=1e-6)


@pytest.mark.usefixtures("fastembed")
def test_a_model_fastembed_cannot_open_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnusable, match="check the model's name, and the network") as raised:
        _opened("fastembed:other", tmp_path).embed(["a"])

    assert "\n" not in str(raised.value)
