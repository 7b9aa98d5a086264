"""Vectors of chunks' sentences, kept beside the catalogue.

Ranking compares a question with single sentences, of a few dozen chunks a question: that asks for
no nearest-neighbour search, and fetching them by chunk is one query.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, delete, func, insert, select

from ingest.tables import CHUNKS, CURRENT, SENTENCES, VERSIONS
from ingest.types import Chunk
from language.sentences import sentence_spans


class SentenceVectors:
    """Sentence vectors of chunks, by the embedder that made them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, vectors: Mapping[int, NDArray[np.float32]], *, embedder: str) -> None:
        """Store each chunk's, shape (sentences, dimensions), in place of any it had.

        A byte a number, each vector scaled to its largest: at 384 dimensions some 2 kB a chunk.
        """
        rows = [
            {"chunk": chunk, "embedder": embedder, "vectors": _pack(own)}
            for chunk, own in vectors.items()
        ]
        with self._engine.begin() as connection:
            connection.execute(
                delete(SENTENCES).where(
                    SENTENCES.c.chunk.in_(vectors), SENTENCES.c.embedder == embedder
                )
            )
            if rows:
                connection.execute(insert(SENTENCES), rows)

    def chunks(self, *, embedder: str) -> set[int]:
        """The chunks that have any."""
        with self._engine.connect() as connection:
            return set(
                connection.execute(
                    select(SENTENCES.c.chunk).where(SENTENCES.c.embedder == embedder)
                ).scalars()
            )

    def lacking(self) -> dict[str, int]:
        """How many chunks of each document being served have none, of documents that lack any.

        They are stored after a chunk's own vector, so that these chunks may lack that as well.
        """
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(VERSIONS.c.document, func.count().label("n"))
                .select_from(CHUNKS)
                .join(VERSIONS, VERSIONS.c.id == CHUNKS.c.version)
                .where(VERSIONS.c.state == CURRENT, CHUNKS.c.id.not_in(select(SENTENCES.c.chunk)))
                .group_by(VERSIONS.c.document)
                .order_by(VERSIONS.c.document)
            ).all()
        return {row.document: row.n for row in rows}

    def of(
        self, chunks: Sequence[int], *, embedder: str, dimensions: int
    ) -> dict[int, NDArray[np.float32]]:
        """Unit vectors, shape (sentences, dimensions), of those chunks that have any."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(SENTENCES.c.chunk, SENTENCES.c.vectors).where(
                    SENTENCES.c.chunk.in_(chunks), SENTENCES.c.embedder == embedder
                )
            ).all()
        return {row.chunk: _unpack(row.vectors, dimensions) for row in rows}


def sentences_of(chunk: Chunk) -> list[str]:
    """A chunk's sentences, in order; the whole chunk when it has none."""
    return [chunk.text[start:end] for start, end in sentence_spans(chunk.text)] or [chunk.text]


def _pack(vectors: NDArray[np.float32]) -> bytes:
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    small: NDArray[np.int8] = np.round(vectors / largest * 127).astype(np.int8)
    return small.tobytes()


def _unpack(packed: bytes, dimensions: int) -> NDArray[np.float32]:
    vectors = np.frombuffer(packed, dtype=np.int8).reshape(-1, dimensions).astype(np.float32)
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit
