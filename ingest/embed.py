"""Texts to vectors: what an embedding model must offer, and the one that is always there.

all-MiniLM-L6-v2 runs on the CPU by onnxruntime, from files that an installation already holds, so
nothing is downloaded and no key is needed. It knows English; Chinese text is glossed before it
gets here.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
)
from tokenizers import Encoding, Tokenizer

from ingest.errors import ModelFilesMissing
from ingest.minilm import (
    DIMENSIONS,
    GRAPH_VERSION,
    WEIGHTS_SHA256,
    build_graph,
    model_folder,
    read_checked,
)

TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

TOKEN_LIMIT = 256
"""What stands beyond this many word pieces of a text, its two end marks included, is not seen."""

_TOKENS_PER_BATCH = 1024  # on 2 cores: 512 to 2048 are alike, 4096 is a tenth slower
_TEXTS_AT_ONCE = 2048  # tokenised texts are held in memory, at some 25 kB each


class PartVectors(NamedTuple):
    """A text's vector, and one for each of its parts; all of unit length."""

    whole: NDArray[np.float32]
    """Shape (dimensions,)."""

    parts: NDArray[np.float32]
    """Shape (number of parts, dimensions)."""


class WordVectors(NamedTuple):
    """A text's vector, and one for each word piece; all of unit length."""

    whole: NDArray[np.float32]
    """Shape (dimensions,)."""

    pieces: tuple[str, ...]
    """As the model's vocabulary has them: a piece that goes on with a word begins with `##`."""

    ranks: NDArray[np.int64]
    """Each piece's place in the vocabulary, whose words stand in order of how common they are."""

    states: NDArray[np.float16]
    """Shape (len(pieces), dimensions): what the piece means within the text."""


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their likeness."""

    @property
    def name(self) -> str:
        """Tells models apart: vectors of two names are never compared."""

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimensions), each row of unit length, in the order given."""

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Shape (dimensions,), unit length: a question's vector, to compare with texts'.

        Some models make it another way than a text's, and nobody waits long for it.
        """


@runtime_checkable
class PartEmbedder(Embedder, Protocol):
    """One that also tells what each part of a text is about, and each word."""

    def embed_parts(self, texts: Sequence[Sequence[str]]) -> list[PartVectors]:
        """Texts that come in parts, such as a chunk in its sentences; no text without a part."""

    def embed_words(self, texts: Sequence[str]) -> list[WordVectors]:
        """In the order given; meant for a few sentences at a time."""


class _Engine(NamedTuple):
    tokenizer: Tokenizer
    session: InferenceSession


class MiniLM:
    """all-MiniLM-L6-v2, opened by the first text it is given; threads may share one."""

    name = f"all-MiniLM-L6-v2/{WEIGHTS_SHA256[:8]}"
    dimensions = DIMENSIONS

    def __init__(self, cache: Path, *, model: Path | None = None) -> None:
        """Keep the built graph (90 MB) in the folder `cache`.

        `model` is the folder of `model.safetensors` and `tokenizer.json`, by default the
        installed one.
        """
        self._model = model
        self._graph = cache / f"minilm-{WEIGHTS_SHA256[:8]}-v{GRAPH_VERSION}.onnx"
        self._engine: _Engine | None = None
        self._opening = Lock()
        # One question is compared with chunks and then with sentences.
        self._lately_asked = lru_cache(maxsize=32)(self._embed_one)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), 384), each row of unit length, in the order given.

        A text's vector does not depend on the texts beside it. The first call opens the model,
        or builds it (about a second). Raises ModelFilesMissing when its files are absent or
        altered.
        """
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            window = texts[start : start + _TEXTS_AT_ONCE]
            vectors[start : start + len(window)] = self._embed(window)
        return vectors

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Shape (384,), as `embed` makes it."""
        return self._lately_asked(text)

    def _embed_one(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.embed([text])[0]
        vector.flags.writeable = False
        return vector

    def embed_parts(self, texts: Sequence[Sequence[str]]) -> list[PartVectors]:
        """As `embed`, and for each part the mean over its own tokens, read within the whole text.

        This costs no more than the whole texts' vectors do, and a part is understood by what
        stands around it ("late chunking", Günther et al. 2024, arXiv:2409.04701). A part beyond
        the token limit has the whole text's vector.
        """
        found: list[PartVectors] = []
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            found.extend(self._embed_parts(texts[start : start + _TEXTS_AT_ONCE]))
        return found

    def _embed_parts(self, texts: Sequence[Sequence[str]]) -> list[PartVectors]:
        tokenizer, session = self._open()
        encodings = tokenizer.encode_batch([_readable(" ".join(parts)) for parts in texts])
        found: dict[int, PartVectors] = {}
        for batch in _batches([len(encoding) for encoding in encodings]):
            inputs = _inputs([encodings[index] for index in batch])
            wholes, tokens = session.run(["embedding", "tokens"], inputs)
            for whole, states, index in zip(wholes, tokens, batch, strict=True):
                found[index] = PartVectors(
                    whole, _pool_parts(states, encodings[index], texts[index], whole)
                )
        return [found[index] for index in range(len(texts))]

    def embed_words(self, texts: Sequence[str]) -> list[WordVectors]:
        """As `embed`, and the inner state of each word piece: for a few short texts at a time."""
        tokenizer, session = self._open()
        encodings = tokenizer.encode_batch([_readable(text) for text in texts])
        found: dict[int, WordVectors] = {}
        for batch in _batches([len(encoding) for encoding in encodings]):
            inputs = _inputs([encodings[index] for index in batch])
            wholes, tokens = session.run(["embedding", "tokens"], inputs)
            for whole, states, index in zip(wholes, tokens, batch, strict=True):
                encoding = encodings[index]
                own = states[1 : len(encoding) - 1]  # without the two end marks
                unit = own / np.linalg.norm(own, axis=1, keepdims=True)
                found[index] = WordVectors(
                    whole,
                    tuple(encoding.tokens[1:-1]),
                    np.array(encoding.ids[1:-1], dtype=np.int64),
                    unit.astype(np.float16),
                )
        return [found[index] for index in range(len(texts))]

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        tokenizer, session = self._open()
        encodings = tokenizer.encode_batch_fast([_readable(text) for text in texts])
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for batch in _batches([len(encoding) for encoding in encodings]):
            inputs = _inputs([encodings[index] for index in batch])
            vectors[batch] = session.run(["embedding"], inputs)[0]
        return vectors

    def _open(self) -> _Engine:
        with self._opening:
            if self._engine is None:
                model = self._model or model_folder()
                self._engine = _Engine(_open_tokenizer(model), self._open_session(model))
            return self._engine

    def _open_session(self, model: Path) -> InferenceSession:
        options = SessionOptions()
        options.log_severity_level = 3  # errors only: what it warns of is beyond a user's reach
        # Threads that wait without sleeping take a busy machine's cores from those that work: with
        # other processes on both cores, a question costs half as much without.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            if not self._graph.exists():
                build_graph(model / "model.safetensors", self._graph)
            return InferenceSession(self._graph, options, providers=["CPUExecutionProvider"])
        except OSError as error:
            raise ModelFilesMissing(
                f"the embedding model cannot be kept in {str(self._graph.parent)!r} "
                f"({error.strerror}): make that folder writable, with 100 MB free"
            ) from error
        except (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf) as error:
            raise ModelFilesMissing(
                f"the embedding model's graph {str(self._graph)!r} is damaged: "
                f"delete it, and it is built anew"
            ) from error


def _open_tokenizer(model: Path) -> Tokenizer:
    content = read_checked(model / "tokenizer.json", sha256=TOKENIZER_SHA256)
    tokenizer = Tokenizer.from_str(content.decode("utf-8"))
    # The file asks for 128 tokens, always padded; the model was published for 256.
    tokenizer.enable_truncation(TOKEN_LIMIT)
    tokenizer.no_padding()
    return tokenizer


def _readable(text: str) -> str:
    """Half of a surrogate pair, as a broken file or argument may hold, has no UTF-8 form."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _pool_parts(
    states: NDArray[np.float32],
    encoding: Encoding,
    parts: Sequence[str],
    whole: NDArray[np.float32],
) -> NDArray[np.float32]:
    """The mean of each part's token states, of unit length; `parts` are joined by a space."""
    begins = np.cumsum([0, *(len(part) + 1 for part in parts[:-1])])
    own = np.flatnonzero(np.array(encoding.special_tokens_mask) == 0)
    starts = np.array(encoding.offsets)[own, 0]
    part_of = np.searchsorted(begins, starts, "right") - 1
    seen, first = np.unique(part_of, return_index=True)
    vectors = np.tile(whole, (len(parts), 1))
    if own.size:  # tokens stand in the order of their parts
        vectors[seen] = np.add.reduceat(states[own], first, axis=0)
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of texts of like length, so that little is padded; every batch fits the limit."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        # Lengths only grow, so this text's is the padded length of the batch it ends.
        if batch and (len(batch) + 1) * lengths[index] > _TOKENS_PER_BATCH:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _inputs(encodings: Sequence[Encoding]) -> dict[str, NDArray[np.int64]]:
    shape = (len(encodings), max(len(encoding) for encoding in encodings))
    tokens = np.zeros(shape, dtype=np.int64)
    mask = np.zeros(shape, dtype=np.int64)
    for row, encoding in enumerate(encodings):
        tokens[row, : len(encoding)] = encoding.ids
        mask[row, : len(encoding)] = 1
    return {"input_ids": tokens, "attention_mask": mask}
