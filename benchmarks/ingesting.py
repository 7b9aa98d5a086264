"""Reading and whole ingests against what a tutorial does: `python -m benchmarks.ingesting`.

    python -m venv /tmp/peer
    /tmp/peer/bin/pip install langchain-community langchain-text-splitters langchain-chroma pypdf
    python -m benchmarks.ingesting --peer /tmp/peer/bin/python

The peer is LangChain's `PyPDFLoader` and, for whole ingests, `RecursiveCharacterTextSplitter` and
Chroma with its default embedding: all-MiniLM-L6-v2 in batches of 32 texts, each padded to 256
tokens. It runs in an environment of its own and is given our graph of the same weights, since
Chroma would download its own. Each filing is worked on by one, then by the other, so that whatever
else the machine does slows both; seconds of processor are compared beside those on the clock.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from assistant.ask import load_lexicon
from benchmarks.questions import bench
from ingest.build import ingest
from ingest.errors import Unreadable
from ingest.index import Index
from ingest.minilm import model_folder
from ingest.prepare import Item, Job, hash_file
from ingest.readers import read
from ingest.version import NewVersion
from ingest.workers import Workers

_PEER = """
import json, sys, time
from langchain_community.document_loaders import PyPDFLoader

def whole(pages, graph, tokenizer, folder):
    import numpy as np
    import onnxruntime
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from tokenizers import Tokenizer

    class Embedding:
        def __init__(self):
            self.session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
            self.tokenizer = Tokenizer.from_file(tokenizer)
            self.tokenizer.enable_truncation(max_length=256)
            self.tokenizer.enable_padding(length=256)

        def embed_documents(self, texts):
            rows = []
            for at in range(0, len(texts), 32):
                found = self.tokenizer.encode_batch(texts[at : at + 32])
                given = {
                    "input_ids": np.array([one.ids for one in found], np.int64),
                    "attention_mask": np.array([one.attention_mask for one in found], np.int64),
                }
                rows += self.session.run(["embedding"], given)[0].tolist()
            return rows

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = splitter.split_documents(pages)
    Chroma.from_documents(chunks, Embedding(), persist_directory=folder)
    return len(chunks)

for line in sys.stdin:
    asked = json.loads(line)
    wall, cpu = time.perf_counter(), time.process_time()
    pages = PyPDFLoader(asked["file"]).load()
    chunks = whole(pages, *asked["whole"]) if asked["whole"] else 0
    seconds = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps([len(pages), chunks, *seconds]), flush=True)
"""


class Spent(NamedTuple):
    """What a filing took."""

    pages: int
    chunks: int
    wall_s: float
    cpu_s: float
    """Of all processes."""


def _measured(work: Callable[[], tuple[int, int]]) -> Spent:
    wall, cpu = time.perf_counter(), _cpu_s()
    pages, chunks = work()
    return Spent(pages, chunks, time.perf_counter() - wall, _cpu_s() - cpu)


def _cpu_s() -> float:
    """Of this process and those of its children that have ended."""
    spent = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def _read(file: Path) -> tuple[int, int]:
    """Read in this process: the lines with a box for each character, in reading order."""
    (read_,) = read(file)
    if isinstance(read_, Unreadable):
        raise SystemExit(str(read_))
    return len(read_.pages), 0


def _read_all(files: list[Path], folder: Path) -> tuple[int, int]:
    """As an ingest does, cleaned and cut too: by as many processes as there are cores."""
    with Workers(folder) as workers:
        counts = [_counts(one.items[0]) for one in workers.prepare(map(_job, files))]
    return sum(pages for pages, _ in counts), sum(chunks for _, chunks in counts)


def _job(file: Path) -> Job:
    return Job(file, file.name, hash_file(file))


def _counts(item: Item) -> tuple[int, int]:
    if not isinstance(item, NewVersion):
        raise SystemExit(f"{item.document} was not read: {item}")
    return len(item.page_states), len(item.cuts)


def _ingest(file: Path, index: Index) -> tuple[int, int]:
    (line,) = ingest([file], index=index)
    return line.pages, line.chunks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--peer", type=Path, required=True, help="The peer's Python.")
    parser.add_argument("--whole", action="store_true", help="Whole ingests, not reading alone.")
    parser.add_argument("--most", type=int, default=99, help="Filings.")
    asked = parser.parse_args()
    os.environ["PATH"] = ""  # without Tesseract: the peer reads no pictures
    files = sorted((bench() / "financebench" / "pdfs").glob("*.pdf"))[: asked.most]
    peer = subprocess.Popen(  # noqa: S603
        [asked.peer, "-c", _PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert peer.stdin is not None  # noqa: S101  made so
    assert peer.stdout is not None  # noqa: S101
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        index = Index.open(folder / "home", lexicon=load_lexicon(folder), cache=folder)
        index.embedder.embed_question("The graph is built.")
        (graph,) = folder.glob("*.onnx")
        model = [str(graph), str(model_folder() / "tokenizer.json"), str(folder / "peer")]
        for file in files:
            request = {"file": str(file.resolve()), "whole": model if asked.whole else None}
            peer.stdin.write(json.dumps(request) + "\n")
            peer.stdin.flush()
            theirs.append(Spent(*json.loads(peer.stdout.readline())))
            work = partial(_ingest, file, index) if asked.whole else partial(_read, file)
            ours.append(_measured(work))
            _tell(file.name, ours[-1], theirs[-1])
        peer.stdin.close()
        _tell("all", _sum(ours), _sum(theirs))
        if not asked.whole:
            together = _measured(partial(_read_all, files, folder))
            _tell("all, cleaned and cut by worker processes", together, _sum(theirs))


def _sum(spent: list[Spent]) -> Spent:
    return Spent(*map(sum, zip(*spent, strict=True)))


def _tell(name: str, ours: Spent, theirs: Spent) -> None:
    clock = (ours.pages / ours.wall_s) / (theirs.pages / theirs.wall_s)
    cpu = (ours.pages / ours.cpu_s) / (theirs.pages / theirs.cpu_s)
    print(
        f"{name}: {ours.pages} pages; ours {ours.pages / ours.wall_s:.1f} a second "
        f"({ours.chunks} chunks), peer {theirs.pages / theirs.wall_s:.1f} ({theirs.chunks}); "
        f"{clock:.1f} times by the clock, {cpu:.1f} by the processor"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
