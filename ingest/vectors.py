"""The vector side of an index: Chroma, one collection per language.

One collection a language, since a `where` filter that most rows pass takes 454 ms at 100,000
vectors, and a query without one 7 ms.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings
from numpy.typing import NDArray

from ingest.errors import IngestError
from ingest.types import Chunk
from language.script import Language

_BATCH = 2_000
"""Below Chroma's own limit of rows a call (5,461 on SQLite)."""


class Hit(NamedTuple):
    """A chunk that an engine found."""

    chunk: int
    score: float
    """Grows with likeness; compare within one engine and question only."""


class Vectors:
    """Chunk vectors in Chroma: embedded in `folder`, or on the server at `url`."""

    def __init__(self, folder: Path, *, embedder: str, url: str | None = None) -> None:
        settings = Settings(anonymized_telemetry=False)
        self._client: ClientAPI
        if url is None:
            folder.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
        else:
            self._client = _connect(url, settings)
        self._collections = {language: self._open(language, embedder) for language in Language}

    def _open(self, language: Language, embedder: str) -> chromadb.Collection:
        """A language's collection; one that another model made is begun anew, never mixed."""
        name = f"chunks-{language.value}"

        def get_or_create() -> chromadb.Collection:
            return self._client.get_or_create_collection(
                name,
                embedding_function=None,
                metadata={"embedder": embedder},
                configuration={"hnsw": {"space": "cosine"}},
            )

        found = get_or_create()
        if (found.metadata or {}).get("embedder") == embedder:
            return found
        self._client.delete_collection(name)
        return get_or_create()

    def add(self, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """Store each chunk's vector (shape (len(chunks), dimensions), unit length)."""
        for language, collection in self._collections.items():
            mine = [i for i, chunk in enumerate(chunks) if chunk.language is language]
            for at in range(0, len(mine), _BATCH):
                rows = mine[at : at + _BATCH]
                collection.upsert(
                    ids=[str(chunks[i].id) for i in rows],
                    embeddings=vectors[rows],
                    metadatas=[
                        {"document": chunks[i].document, "page_index": chunks[i].page_index}
                        for i in rows
                    ],
                )

    def remove(self, chunks: Sequence[int]) -> None:
        for collection in self._collections.values():
            for at in range(0, len(chunks), _BATCH):
                collection.delete(ids=[str(chunk) for chunk in chunks[at : at + _BATCH]])

    def search(self, vector: NDArray[np.float32], *, language: Language, limit: int) -> list[Hit]:
        """The nearest chunks of one language, by cosine similarity."""
        collection = self._collections[language]
        count = collection.count()
        if count == 0:
            return []
        found = collection.query(
            query_embeddings=vector[None, :], n_results=min(limit, count), include=["distances"]
        )
        distances = found["distances"] or []
        # Chroma gives distance, nearest first; scores here grow with likeness.
        return [
            Hit(int(id_), 1.0 - float(distance))
            for id_, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def count(self) -> int:
        """How many vectors are stored, those of replaced versions included."""
        return sum(collection.count() for collection in self._collections.values())


def _connect(url: str, settings: Settings) -> ClientAPI:
    parts = urlsplit(url)
    # The address itself may hold a password: only the host is named.
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host:
        raise IngestError(
            "ADVISOR_CHROMA_URL is no web address: give one such as http://chroma.example:8000"
        )
    try:
        return chromadb.HttpClient(
            host=host,
            port=parts.port or (443 if parts.scheme == "https" else 8000),
            ssl=parts.scheme == "https",
            settings=settings,
        )
    except Exception as error:  # Chroma raises a bare ValueError for every way to fail to connect
        raise IngestError(
            f"no Chroma server answers at {host!r}: start it, or unset ADVISOR_CHROMA_URL"
        ) from error
