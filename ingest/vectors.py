"""The vector side of an index: Chroma, one collection per language and set of vectors.

A set is what one embedding model made of all chunks; models are never mixed in one. One collection
a language, since a `where` filter that most rows pass takes 454 ms at 100,000 vectors, and a query
without one 7 ms.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from numpy.typing import NDArray

from ingest.errors import IngestError, VectorsLost, VectorsUnusable
from ingest.types import Chunk
from language.script import Language

_BATCH = 2_000
"""Below Chroma's own limit of rows a call (5,461 on SQLite)."""

_LOOKED_AT = 1_000
"""How many vectors Chroma's graph looks at in a search: with its own 100 it misses some of the
nearest. Of fewer than a thousand vectors it keeps no graph but builds one at each start, in threads
and so never the same twice: other ones were missed each time, and answers differed.
"""

_ResultT = TypeVar("_ResultT")


class Hit(NamedTuple):
    """A chunk that an engine found."""

    chunk: int
    score: float
    """Grows with likeness; compare within one engine and question only."""


class VectorStore:
    """Sets of vectors in Chroma: embedded in `folder`, or on the server at `url`.

    Opened by the first call that needs it, so that an index opens while its server is away.
    """

    def __init__(self, folder: Path, *, url: str | None = None) -> None:
        """Raises `IngestError` when `url` is no web address."""
        self._folder = folder
        self._url = url
        if url is not None:
            parts = urlsplit(url)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                raise IngestError(
                    "ADVISOR_CHROMA_URL is no web address: give one such as "
                    "http://chroma.example:8000"
                )
        self._client: ClientAPI | None = None
        self._known_file: int | None = None
        self._sets: dict[str, Vectors] = {}
        self._opening = Lock()

    def vectors(self, set_id: str) -> "Vectors":
        """A set by its id; it may not have been made yet, or be lost."""
        return self._sets.setdefault(set_id, Vectors(self, set_id))

    def drop(self, set_id: str) -> None:
        """Delete a set; none is no error."""
        self._sets.pop(set_id, None)
        for language in Language:
            with self.calling() as client:
                try:
                    client.delete_collection(_collection_name(set_id, language))
                except NotFoundError:
                    continue

    @contextmanager
    def calling(self) -> Iterator[ClientAPI]:
        """The client; what Chroma raises within becomes `VectorsLost` or `VectorsUnusable`."""
        try:
            yield self._opened()
        except IngestError:
            raise
        except NotFoundError as error:
            raise VectorsLost(
                f"{self._where()} has lost vectors of this index: run `advisor embed` to make them "
                "again"
            ) from error
        except Exception as error:  # Chroma's own, httpx's, and a bare ValueError for no connection
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> VectorsUnusable:
        if self._url is not None and not isinstance(error, ChromaError):
            return VectorsUnusable(
                f"{self._where()} does not answer ({type(error).__name__}): start it, or unset "
                "ADVISOR_CHROMA_URL"
            )
        what = str(error).partition("\n")[0]
        cure = "see its log" if self._url else "delete that folder and run `advisor embed`"
        return VectorsUnusable(f"{self._where()} cannot be used ({what}): {cure}")

    def _where(self) -> str:
        if self._url is None:
            return f"the vector store in {str(self._folder)!r}"
        # The address itself may hold a password: only the host is named.
        return f"the Chroma server at {urlsplit(self._url).hostname!r}"

    def _opened(self) -> ClientAPI:
        """The client; a folder that was deleted meanwhile is opened anew, not read on unlinked."""
        with self._opening:
            if isinstance(self._client, Client) and self._file() != self._known_file:
                self._client.close()
                self._client = None
            if self._client is None:
                self._client = self._connect()
                self._known_file = self._file()
                for vectors in list(self._sets.values()):
                    vectors.forget()
            return self._client

    def _file(self) -> int | None:
        """Tells the embedded store's file from another that takes its place."""
        try:
            return None if self._url else (self._folder / "chroma.sqlite3").stat().st_ino
        except OSError:
            return None

    def _connect(self) -> ClientAPI:
        settings = Settings(anonymized_telemetry=False)
        if self._url is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(path=str(self._folder), settings=settings)
        parts = urlsplit(self._url)
        return chromadb.HttpClient(
            host=parts.hostname or "",
            port=parts.port or (443 if parts.scheme == "https" else 8000),
            ssl=parts.scheme == "https",
            settings=settings,
        )


class Vectors:
    """One set of vectors.

    Every method raises `VectorsLost` when the set is not there, and `VectorsUnusable` when Chroma
    cannot be reached or read.
    """

    def __init__(self, store: VectorStore, set_id: str) -> None:
        self._store = store
        self._set_id = set_id
        self._collections: dict[Language, chromadb.Collection] = {}

    def make(self, *, embedder: str) -> None:
        """Begin the set, where it is not there already; `embedder` is written beside it."""
        for language in Language:
            with self._store.calling() as client:
                self._collections[language] = client.get_or_create_collection(
                    _collection_name(self._set_id, language),
                    embedding_function=None,
                    metadata={"embedder": embedder},
                    configuration={"hnsw": {"space": "cosine", "ef_search": _LOOKED_AT}},
                )

    def forget(self) -> None:
        """Look the collections up again when they are next used."""
        self._collections.clear()

    def _call(
        self, language: Language, work: Callable[[chromadb.Collection], _ResultT]
    ) -> _ResultT:
        """Work on a language's collection, opened again when another process made it anew."""
        with self._store.calling() as client:
            collection = self._collections.get(language)
            if collection is not None:
                try:
                    return work(collection)
                except NotFoundError:
                    self._collections.pop(language, None)
            collection = client.get_collection(
                _collection_name(self._set_id, language), embedding_function=None
            )
            self._collections[language] = collection
            return work(collection)

    def add(self, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """Store each chunk's vector (shape (len(chunks), dimensions), unit length)."""
        for language in Language:
            mine = [i for i, chunk in enumerate(chunks) if chunk.language is language]
            for at in range(0, len(mine), _BATCH):
                self._add(language, chunks, vectors, rows=mine[at : at + _BATCH])

    def _add(
        self,
        language: Language,
        chunks: Sequence[Chunk],
        vectors: NDArray[np.float32],
        *,
        rows: Sequence[int],
    ) -> None:
        self._call(
            language,
            lambda collection: collection.upsert(
                ids=[str(chunks[i].id) for i in rows],
                embeddings=vectors[rows],
                metadatas=[
                    {"document": chunks[i].document, "page_index": chunks[i].page_index}
                    for i in rows
                ],
            ),
        )

    def remove(self, chunks: Sequence[int]) -> None:
        for language in Language:
            for at in range(0, len(chunks), _BATCH):
                ids = [str(chunk) for chunk in chunks[at : at + _BATCH]]
                self._call(language, lambda collection, ids=ids: collection.delete(ids=ids))  # type: ignore[misc]

    def search(self, vector: NDArray[np.float32], *, language: Language, limit: int) -> list[Hit]:
        """The nearest chunks of one language, by cosine similarity."""
        return self._call(language, lambda collection: _nearest(collection, vector, limit))

    def ids(self) -> set[int]:
        """The chunks that have a vector, those of replaced versions included."""
        return {
            int(id_)
            for language in Language
            for id_ in self._call(language, lambda collection: collection.get(include=[])["ids"])
        }

    def count(self) -> int:
        """How many vectors are stored, those of replaced versions included."""
        return sum(self._call(language, lambda found: found.count()) for language in Language)


def _nearest(collection: chromadb.Collection, vector: NDArray[np.float32], limit: int) -> list[Hit]:
    # No more than there are come back; asking how many that is takes 5 ms at 100,000 vectors.
    found = collection.query(
        query_embeddings=vector[None, :], n_results=limit, include=["distances"]
    )
    distances = found["distances"] or []
    # Chroma gives distance, nearest first; scores here grow with likeness.
    return [
        Hit(int(id_), 1.0 - float(distance))
        for id_, distance in zip(found["ids"][0], distances[0], strict=True)
    ]


def _collection_name(set_id: str, language: Language) -> str:
    return f"chunks-{set_id}-{language.value}"
