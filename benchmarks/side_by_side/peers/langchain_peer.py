"""LangChain: PyPDFLoader, RecursiveCharacterTextSplitter, Chroma, and BM25 in an ensemble.

The separators are those that its documentation gives for languages without word boundaries, and
jieba cuts Chinese into words for BM25, whose words are otherwise what stands between spaces.
"""

from collections.abc import Sequence
from pathlib import Path

import jieba
from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.document_loaders import PyPDFLoader
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.side_by_side.peers.embedding import Embedding
from benchmarks.side_by_side.peers.serving import Found, Made, serve, text_lines

_SEPARATORS = [
    *("\n\n", "\n", " ", ".", ",", "\u200b"),
    *("\uff0c", "\u3001", "\uff0e", "\u3002", ""),
]


class _Embeddings(Embeddings):
    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._embedding.texts(texts)

    def embed_query(self, text: str) -> list[float]:
        return self._embedding.question(text)


def _words(text: str) -> list[str]:
    return [word.lower() for word in jieba.cut(text) if not word.isspace()]


def _load(file: str) -> list[Document]:
    if file.endswith(".pdf"):
        return PyPDFLoader(file).load()
    return [
        Document(line["text"], metadata={"source": line["id"], "title": line["title"]})
        for line in text_lines(file)
    ]


class LangChain:
    """As `serving.System` says."""

    def read(self, files: Sequence[str]) -> int:
        return sum(len(PyPDFLoader(file).load()) for file in files)

    def ingest(self, files: Sequence[str], folder: str, *, random_vectors: bool) -> Made:
        pages = [page for file in files for page in _load(file)]
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=1000, chunk_overlap=200, separators=_SEPARATORS
        )
        chunks = splitter.split_documents(pages)
        embeddings = _Embeddings(Embedding(random_vectors=random_vectors))
        self._chroma = Chroma.from_documents(chunks, embeddings, persist_directory=folder)
        self._bm25 = BM25Retriever.from_documents(chunks, preprocess_func=_words)
        return Made(len(pages), len(chunks))

    def open(self, folder: str) -> None:
        self._chroma = Chroma(persist_directory=folder, embedding_function=_Embeddings(Embedding()))
        kept = self._chroma.get()  # BM25 has no form on the disk: it is made from the texts again
        self._bm25 = BM25Retriever.from_texts(
            kept["documents"], metadatas=kept["metadatas"], preprocess_func=_words
        )

    def search(self, question: str, limit: int) -> list[Found]:
        self._bm25.k = limit
        vectors = self._chroma.as_retriever(search_kwargs={"k": limit})
        both = EnsembleRetriever(retrievers=[self._bm25, vectors], weights=[0.5, 0.5])
        return [
            Found(Path(one.metadata["source"]).name, one.metadata.get("page"))
            for one in both.invoke(question)[:limit]
        ]


if __name__ == "__main__":
    serve(LangChain())
