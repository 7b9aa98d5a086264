"""An embedding model of ours under LangChain's interface, which takes long to load."""

from langchain_core.embeddings import Embeddings

from ingest.embed import Embedder


def as_langchain(embedder: Embedder) -> Embeddings:
    """The same model for whatever expects LangChain's interface."""
    return _LangChainEmbeddings(embedder)


class _LangChainEmbeddings(Embeddings):
    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.embed(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._embedder.embed_question(text).tolist()
        return vector
