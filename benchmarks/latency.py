"""How long a warm search takes in a large index: `python -m benchmarks.latency --chunks 100000`.

And how long such an index takes to make, its memory and its size on the disk.

The chunks are paragraphs of DRCD and XQuAD with their sentences shuffled among each other, so that
words are as common as in real text; their vectors are random, since making so many takes an hour
and a search does not depend on what they say. Questions are those of both sets.
"""

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import numpy as np
from numpy.typing import NDArray

from assistant.opening import load_lexicon
from assistant.retrieve import Retriever
from benchmarks.questions import questions, sample, texts
from benchmarks.side_by_side.systems import size_mb
from ingest.build import ingest
from ingest.embed import PartVectors, WordVectors
from ingest.index import Embedders, Index
from language.sentences import sentence_spans

_PARAGRAPHS = 50
"""Of one document."""

_DOCUMENTS = 1_000
"""In one file."""

_QUESTIONS = 200


class RandomVectors:
    """Gives texts unit vectors at random under the name of another model."""

    def __init__(self, name: str, dimensions: int) -> None:
        self.name = name
        self.dimensions = dimensions
        self._random = np.random.default_rng(1)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = self._random.standard_normal((len(texts), self.dimensions), dtype=np.float32)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def embed_question(self, text: str) -> NDArray[np.float32]:
        return np.asarray(self.embed([text])[0])

    def embed_parts(self, texts: Sequence[Sequence[str]]) -> list[PartVectors]:
        return [PartVectors(self.embed(parts[:1])[0], self.embed(parts)) for parts in texts]

    def embed_words(self, texts: Sequence[str]) -> list[WordVectors]:
        raise NotImplementedError("a search compares no words")


def write_documents(folder: Path, *, paragraphs: int) -> list[Path]:
    """Files with as many paragraphs of shuffled sentences, two thirds Chinese, one third English.

    The folder is made.
    """
    folder.mkdir()
    count = paragraphs // _PARAGRAPHS
    documents = _documents(count)
    return [
        _write_lines(folder / f"{start:06}.jsonl", islice(documents, _DOCUMENTS))
        for start in range(0, count, _DOCUMENTS)
    ]


def _documents(count: int) -> Iterator[str]:
    """Lines of `.jsonl`."""
    shuffle = random.Random(1)
    languages = {
        language: [
            one.text[start:end]
            for path in paths
            for one in texts(*path, mark="")
            for start, end in sentence_spans(one.text)
        ]
        for language, paths in {
            "zh": [("drcd", "documents.jsonl"), ("xquad", "zh.documents.jsonl")],
            "en": [("xquad", "en.documents.jsonl")],
        }.items()
    }
    for number in range(count):
        language = "en" if number % 3 == 0 else "zh"
        sentences = 5 if language == "zh" else 4
        text = "\n\n".join(
            " ".join(shuffle.choices(languages[language], k=sentences)) for _ in range(_PARAGRAPHS)
        )
        line = {"id": str(number), "title": f"Document {number}", "text": text}
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _write_lines(file: Path, lines: Iterable[str]) -> Path:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(lines)
    return file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=1_000)
    chunks = parser.parse_args().chunks
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache"
        index = Index.open(Path(folder) / "home", lexicon=load_lexicon(cache), cache=cache)
        random_vectors = RandomVectors(index.embedder.name, index.embedder.dimensions)
        filling = replace(
            index,
            embedder=random_vectors,
            embedders=Embedders([random_vectors], chosen=None, cache=cache),
        )
        files = write_documents(Path(folder) / "documents", paragraphs=chunks)
        started, spent = time.perf_counter(), time.process_time()
        ingest(files, index=filling)
        made = index.catalogue.count_chunks()
        print(
            f"{made} chunks in {time.perf_counter() - started:.0f} s "
            f"({time.process_time() - spent:.0f} s of processor, workers apart), "
            f"{size_mb(index.home):.0f} MB on the disk, {_peak_mb():.0f} MB of memory",
            flush=True,
        )
        asked = [
            *sample(questions("drcd", "questions.jsonl", mark=""), _QUESTIONS // 2),
            *sample(questions("xquad", "en.questions.jsonl", mark=""), _QUESTIONS // 2),
        ]
        retriever = Retriever(index)
        for one in asked[:10]:
            retriever.search(one.question, limit=8)
        seconds = []
        for one in asked:
            started = time.perf_counter()
            retriever.search(one.question, limit=8)
            seconds.append(time.perf_counter() - started)
        print(
            f"a warm search: median {median(seconds) * 1000:.0f} ms, "
            f"p95 {quantiles(seconds, n=20)[-1] * 1000:.0f} ms over {len(asked)} questions, "
            f"{_peak_mb():.0f} MB of memory"
        )


def _peak_mb() -> float:
    """The most memory that this process held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
