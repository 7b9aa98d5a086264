"""This assistant, asked as the peers are."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.opening import load_lexicon
from assistant.retrieve import Retriever
from benchmarks.latency import RandomVectors
from benchmarks.side_by_side.peers.serving import Found, Made, serve
from ingest.build import ingest
from ingest.index import Embedders, Index
from ingest.prepare import Item, Job, hash_file
from ingest.version import NewVersion
from ingest.workers import Workers


class Ours:
    """As `serving.System` says."""

    def read(self, files: Sequence[str]) -> int:
        # As `ingest` does it: by worker processes, which also clean and cut what they read.
        paths = [Path(file) for file in files]
        jobs = [Job(path, path.name, hash_file(path)) for path in paths]
        with tempfile.TemporaryDirectory() as folder, Workers(Path(folder)) as workers:
            return sum(_pages(item) for file in workers.prepare(jobs) for item in file.items)

    def ingest(self, files: Sequence[str], folder: str, *, random_vectors: bool) -> Made:
        index = _index(folder)
        filled = _at_random(index) if random_vectors else index
        report = ingest([Path(file) for file in files], index=filled)
        self._retriever = Retriever(index)
        return Made(sum(line.pages for line in report), sum(line.chunks for line in report))

    def open(self, folder: str) -> None:
        self._retriever = Retriever(_index(folder))

    def search(self, question: str, limit: int) -> list[Found]:
        passages = self._retriever.search(question, limit=limit)
        return [
            _found(one.chunk.document, one.chunk.source, one.chunk.page_index) for one in passages
        ]


def _pages(item: Item) -> int:
    if not isinstance(item, NewVersion):
        raise SystemExit(f"it is not read: {item}")
    return len(item.page_states)


def _found(document: str, source: str, page_index: int) -> Found:
    return Found(source, page_index) if source.endswith(".pdf") else Found(document, None)


def _index(folder: str) -> Index:
    cache = Path(os.environ["ADVISOR_CACHE"])
    return Index.open(Path(folder), lexicon=load_lexicon(cache), cache=cache)


def _at_random(index: Index) -> Index:
    vectors = RandomVectors(index.embedder.name, index.embedder.dimensions)
    embedders = Embedders([vectors], chosen=None, cache=Path(os.environ["ADVISOR_CACHE"]))
    return replace(index, embedder=vectors, embedders=embedders)


if __name__ == "__main__":
    serve(Ours())
