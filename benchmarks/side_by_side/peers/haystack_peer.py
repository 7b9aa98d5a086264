"""Haystack: PyPDFToDocument, DocumentSplitter, its in-memory store by BM25 and vectors, joined.

As in its tutorial on hybrid retrieval. Its BM25 takes each Chinese character as a word by itself;
a text without spaces is one piece for its splitter's words, so characters' runs are cut by the
recursive splitter.
"""

from collections.abc import Sequence
from pathlib import Path

from haystack import Document
from haystack.components.converters import PyPDFToDocument
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter, RecursiveDocumentSplitter
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.document_stores.in_memory import InMemoryDocumentStore

from benchmarks.side_by_side.peers.embedding import Embedding
from benchmarks.side_by_side.peers.serving import Found, Made, serve, text_lines

_BATCH = 32


def _texts(file: str) -> list[Document]:
    return [
        Document(content=line["text"], meta={"document": line["id"], "title": line["title"]})
        for line in text_lines(file)
    ]


def _pages(documents: Sequence[Document]) -> int:
    return sum((one.content or "").count("\f") + 1 for one in documents)


class Haystack:
    """As `serving.System` says."""

    def read(self, files: Sequence[str]) -> int:
        reader = PyPDFToDocument()
        return sum(_pages(reader.run(sources=[file])["documents"]) for file in files)

    def ingest(self, files: Sequence[str], folder: str, *, random_vectors: bool) -> Made:
        documents, chunks = [], []
        for file in files:
            if file.endswith(".pdf"):
                read = PyPDFToDocument().run(sources=[file], meta=[{"document": Path(file).name}])[
                    "documents"
                ]
                documents += read
                chunks += DocumentSplitter().run(documents=read)["documents"]
            else:
                read = _texts(file)
                documents += read
                splitter = RecursiveDocumentSplitter(
                    split_length=1000, split_unit="char", separators=["\n\n", "。", ".", " "]
                )
                splitter.warm_up()
                chunks += splitter.run(documents=read)["documents"]
        self._embedding = Embedding(random_vectors=random_vectors)
        embedded = []
        for at in range(0, len(chunks), _BATCH):
            batch = chunks[at : at + _BATCH]
            vectors = self._embedding.texts([one.content or "" for one in batch])
            embedded += [
                Document(content=one.content, meta=one.meta, embedding=vector)
                for one, vector in zip(batch, vectors, strict=True)
            ]
        self._store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        self._store.write_documents(embedded)
        self._store.save_to_disk(f"{folder}/store.json")
        return Made(_pages(documents), len(chunks))

    def open(self, folder: str) -> None:
        self._embedding = Embedding()
        self._store = InMemoryDocumentStore.load_from_disk(f"{folder}/store.json")

    def search(self, question: str, limit: int) -> list[Found]:
        words = InMemoryBM25Retriever(self._store, top_k=limit).run(query=question)
        vectors = InMemoryEmbeddingRetriever(self._store, top_k=limit).run(
            query_embedding=self._embedding.question(question)
        )
        joined = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=limit).run(
            documents=[words["documents"], vectors["documents"]]
        )
        return [_found(one) for one in joined["documents"]]


def _found(one: Document) -> Found:
    number = one.meta.get("page_number") if one.meta["document"].endswith(".pdf") else None
    return Found(one.meta["document"], None if number is None else number - 1)


if __name__ == "__main__":
    serve(Haystack())
