"""This assistant, asked as the peers are."""

import gc
import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.opening import load_lexicon
from assistant.retrieve import Retriever
from benchmarks.latency import RandomVectors
from benchmarks.side_by_side.peers.serving import Found, Made, serve
from ingest.build import ingest
from ingest.errors import Unreadable
from ingest.index import Embedders, Index
from ingest.readers import read, read_part
from ingest.workers import PARTS_EACH, is_divided

import_module("ingest.readers.pdf")  # not timed: see `Ours.read`


_PARTS = PARTS_EACH * (os.cpu_count() or 1)
"""Of a file, as an ingest divides it."""


class Ours:
    """As `serving.System` says."""

    def read(self, files: Sequence[str]) -> int:
        # A process for each core, and several for a file that would leave some without work, as an
        # ingest has them. They are forked, with what reads PDFs imported, since the peers' imports
        # are not timed either.
        sizes = [Path(file).stat().st_size for file in files]
        with (
            TemporaryDirectory() as folder,
            ProcessPoolExecutor(
                mp_context=get_context("fork"),
                initializer=gc.freeze,  # as `ingest.worker` does
            ) as processes,
        ):
            whole: list[Future[int]] = []
            divided: dict[str, list[Future[Path]]] = {}
            for index, file in enumerate(files):
                if is_divided(Path(file), behind=sum(sizes[index + 1 :])):
                    divided[file] = [
                        processes.submit(_part, file, Path(folder, f"{index}.{number}"), number)
                        for number in range(_PARTS)
                    ]
                else:
                    whole.append(processes.submit(_pages, file))
            whole += [
                processes.submit(_pages, file, [part.result() for part in parts])
                for file, parts in divided.items()
            ]
            return sum(pages.result() for pages in whole)

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


def _part(file: str, pages: Path, number: int) -> Path:
    with pages.open("wb") as part:
        read_part(Path(file), part, number=number, count=_PARTS, begin=lambda _: True)
    return pages


def _pages(file: str, parts: Sequence[Path] = ()) -> int:
    (document,) = read(Path(file), parts=parts)
    if isinstance(document, Unreadable):
        raise document
    return len(document.pages)


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
