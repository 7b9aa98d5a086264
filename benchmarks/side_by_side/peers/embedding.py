"""Chroma's default embedding, which all peers are given, and vectors at random."""

from collections.abc import Sequence

import numpy as np
from chromadb.utils.embedding_functions import DefaultEmbeddingFunction

_DIMENSIONS = 384


class Embedding:
    """all-MiniLM-L6-v2 as Chroma runs it: 32 texts at a time, each padded to 256 tokens."""

    def __init__(self, *, random_vectors: bool = False) -> None:
        self._embed = DefaultEmbeddingFunction()
        self._random = np.random.default_rng(1) if random_vectors else None

    def texts(self, texts: Sequence[str]) -> list[list[float]]:
        if self._random is None:
            return [vector.tolist() for vector in self._embed(list(texts))]
        vectors = self._random.standard_normal((len(texts), _DIMENSIONS), dtype=np.float32)
        unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        rows: list[list[float]] = unit.tolist()
        return rows

    def question(self, text: str) -> list[float]:
        vector: list[float] = self._embed([text])[0].tolist()
        return vector
