"""LlamaIndex: its PDF reader, SentenceSplitter, a Chroma vector store, and BM25, fused.

Chunks are of 256 tokens, not the default 1,024, of which the embedding model would read a quarter;
for Chinese, which has no spaces, BM25's token pattern takes each character as a word.
"""

from collections.abc import Sequence
from pathlib import Path

import chromadb
from llama_index.core import Document, Settings, StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import NodeWithScore
from llama_index.readers.file import PDFReader
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.chroma import ChromaVectorStore

from benchmarks.side_by_side.peers.embedding import Embedding
from benchmarks.side_by_side.peers.serving import Found, Made, serve, text_lines

_TOKENS = r"(?u)[a-zA-Z0-9]+|[\u4e00-\u9fff]"
_HIDDEN = ["document", "page_index", "file_name", "page_label"]


class _ChromaDefault(BaseEmbedding):
    def __init__(self, embedding: Embedding) -> None:
        super().__init__(model_name="all-MiniLM-L6-v2", embed_batch_size=32)
        self._embedding = embedding

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._embedding.texts([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._embedding.texts(texts)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._embedding.question(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def _load(file: str) -> list[Document]:
    if file.endswith(".pdf"):
        pages = PDFReader().load_data(Path(file))
        for number, page in enumerate(pages):
            page.metadata |= {"document": Path(file).name, "page_index": number}
    else:
        pages = [
            Document(text=line["text"], metadata={"document": line["id"], "title": line["title"]})
            for line in text_lines(file)
        ]
    for page in pages:
        page.excluded_embed_metadata_keys = _HIDDEN
    return pages


def _found(node: NodeWithScore) -> Found:
    return Found(node.metadata["document"], node.metadata.get("page_index"))


class LlamaIndex:
    """As `serving.System` says."""

    def read(self, files: Sequence[str]) -> int:
        return sum(len(PDFReader().load_data(Path(file))) for file in files)

    def ingest(self, files: Sequence[str], folder: str, *, random_vectors: bool) -> Made:
        pages = [page for file in files for page in _load(file)]
        nodes = SentenceSplitter(chunk_size=256, chunk_overlap=20).get_nodes_from_documents(pages)
        self._index = VectorStoreIndex(
            nodes,
            storage_context=StorageContext.from_defaults(vector_store=_store(folder)),
            embed_model=_ChromaDefault(Embedding(random_vectors=random_vectors)),
        )
        self._bm25 = BM25Retriever.from_defaults(nodes=nodes, token_pattern=_TOKENS)
        self._bm25.persist(f"{folder}/bm25")
        return Made(len(pages), len(nodes))

    def open(self, folder: str) -> None:
        self._index = VectorStoreIndex.from_vector_store(
            _store(folder), embed_model=_ChromaDefault(Embedding())
        )
        self._bm25 = BM25Retriever.from_persist_dir(f"{folder}/bm25")
        self._bm25.token_pattern = _TOKENS  # it is not among what is kept

    def search(self, question: str, limit: int) -> list[Found]:
        self._bm25.similarity_top_k = min(limit, len(self._bm25.corpus))
        both = QueryFusionRetriever(
            [self._index.as_retriever(similarity_top_k=limit), self._bm25],
            similarity_top_k=limit,
            num_queries=1,
            mode="reciprocal_rerank",
            use_async=False,
        )
        return [_found(node) for node in both.retrieve(question)]


def _store(folder: str) -> ChromaVectorStore:
    client = chromadb.PersistentClient(path=folder)
    return ChromaVectorStore(chroma_collection=client.get_or_create_collection("texts"))


if __name__ == "__main__":
    Settings.llm = None
    serve(LlamaIndex())
