"""Ingests killed at random moments: `python -m benchmarks.killed --runs 60`.

Each run is a process of its own that is killed (SIGKILL) a moment, drawn by a seed, after one of
the steps of its life, drawn too: looking, starting a worker, writing a version, words, vectors, and
serving. Batches are small, so that a run has many such steps. Between runs some documents change,
all sentences of one at once, and a reader process asks throughout. A clean run ends it, after which
the index must hold what one made afresh of the same files does: the same pages and chunks in the
catalogue, the same words, the same vectors, nothing lost and nothing twice.

Vectors are made from hashed words, so that most of the time goes into what may be cut in two.
"""

import argparse
import os
import random
import select
import signal
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.opening import load_lexicon
from ingest import build
from ingest.build import ingest
from ingest.catalogue import Catalogue
from ingest.embed import PartVectors, WordVectors
from ingest.index import Embedders, Index
from ingest.keywords import Keywords, Term, Wanted
from ingest.outcome import Line, State
from ingest.sentences import SentenceVectors
from ingest.vectors import Vectors
from ingest.workers import Workers
from language.lexicon import Lexicon
from language.script import Language

_DOCUMENTS = 12
_PARTS = 6
_TOPICS = ("fund", "visa", "harbour", "battery", "parking", "clinic", "tariff", "fibre")
_DIMENSIONS = 64
_BATCH_CHUNKS = 16
_MOMENT_S = 0.1
"""The longest time between a step's beginning or end and the kill."""

_STEPS = {
    "starting a worker": (Workers, "_take"),
    "writing a version": (Catalogue, "write"),
    "writing words": (Keywords, "add"),
    "serving": (Catalogue, "serve"),
    "writing vectors": (Vectors, "add"),
    "writing vectors of sentences": (SentenceVectors, "add"),
    "removing what is replaced": (Index, "remove"),
    "forgetting what is replaced": (Catalogue, "forget_leftovers"),
}


class HashedWords:
    """An embedder whose vectors are counts of hashed words: the same for the same text."""

    name = "hashed words"
    dimensions = _DIMENSIONS

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.full((len(texts), self.dimensions), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.split():
                row[sha256(word.encode()).digest()[0] % self.dimensions] += 1
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def embed_question(self, text: str) -> NDArray[np.float32]:
        return np.asarray(self.embed([text])[0])

    def embed_parts(self, texts: Sequence[Sequence[str]]) -> list[PartVectors]:
        return [PartVectors(self.embed([" ".join(one)])[0], self.embed(one)) for one in texts]

    def embed_words(self, texts: Sequence[str]) -> list[WordVectors]:
        raise NotImplementedError("an ingest compares no words")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the runs."""

    killed: Mapping[str, int]
    """How many runs were, by the step within or after which."""

    asked: int
    mixtures: int
    """Answers that held two editions of a document."""

    gaps: int
    """Answers that lacked a document that is served: it was swapped while they were made."""

    differences: tuple[str, ...]
    """In what the index differs from one made afresh."""

    repaired: tuple[str, ...]


def run(folder: Path, *, lexicon: Lexicon, runs: int, seed: int) -> Outcome:
    """Kill as many ingests, then finish one and compare.

    Nothing is opened in this process: those that are forked from it would inherit half of it.
    """
    chance = random.Random(seed)
    documents, home = folder / "documents", folder / "home"
    documents.mkdir()
    write_documents(documents, edition=0, numbers=range(_DOCUMENTS))
    ended, told, repairs = folder / "ended", folder / "told", folder / "repairs"
    _, steps = _watched(lambda: _ingest(home, documents, lexicon))

    reader = _forked(lambda: _read_until(ended, told, home, lexicon))
    killed: Counter[str] = Counter()
    for edition in range(1, runs + 1):
        numbers = chance.sample(range(_DOCUMENTS), chance.randint(_DOCUMENTS // 3, _DOCUMENTS))
        write_documents(documents, edition=edition, numbers=numbers)
        was_killed, gone_through = _watched(
            lambda: _note_repairs(repairs, _ingest(home, documents, lexicon)),
            kill_at=chance.randrange(len(steps)),
            after_s=chance.uniform(0, _MOMENT_S),
        )
        killed.update(gone_through[-1:] if was_killed else [])
    _finish(_forked(lambda: _note_repairs(repairs, _ingest(home, documents, lexicon))))
    ended.touch()
    _finish(reader)
    _finish(_forked(lambda: _ingest(folder / "fresh", documents, lexicon)))
    compared = folder / "compared"
    _finish(_forked(lambda: _compare(compared, home, folder / "fresh", lexicon)))
    asked, mixtures, gaps = map(int, told.read_text("ascii").split())
    return Outcome(
        killed=killed,
        asked=asked,
        mixtures=mixtures,
        gaps=gaps,
        differences=tuple(compared.read_text("utf-8").splitlines()),
        repaired=tuple(repairs.read_text("utf-8").splitlines()),
    )


def _compare(said: Path, home: Path, fresh: Path, lexicon: Lexicon) -> None:
    found = differences(_opened(home, lexicon), _opened(fresh, lexicon))
    said.write_text("\n".join(found), encoding="utf-8")


def write_documents(folder: Path, *, edition: int, numbers: Iterable[int]) -> None:
    """Documents of several parts; every sentence of one names its edition."""
    for number in numbers:
        topic = _TOPICS[number % len(_TOPICS)]
        parts = (
            f"# The {topic}, part {part}\n\nName{number} edition{edition} says in part {part} "
            f"that the {topic} was extended.\n\n文件 name{number} edition{edition} 說明此案。\n"
            for part in range(_PARTS)
        )
        half = folder / f".{number}.half"
        half.write_text("\n".join(parts), encoding="utf-8")
        half.replace(folder / f"{number}.md")


def differences(one: Index, other: Index) -> Iterable[str]:
    """In what two indexes differ, whatever numbers they gave to what they hold."""
    theirs = _contents(other)
    for what, mine in _contents(one).items():
        if mine != theirs[what]:
            yield f"{what} differ"
    if one.catalogue.leftovers() or one.catalogue.count_building():
        yield "versions that were begun are left"


def _contents(index: Index) -> dict[str, object]:
    chunks = index.catalogue.chunks(index.catalogue.served_chunks())
    infos = index.catalogue.documents()
    names = {
        id_: (chunk.document, chunk.page_index, chunk.start, chunk.text)
        for id_, chunk in chunks.items()
    }
    nearest = {
        id_: index.vectors.search(
            index.embedder.embed([chunk.text])[0], language=chunk.language, limit=1
        )
        for id_, chunk in chunks.items()
    }
    of_engines = {
        "words": index.keywords.chunks(),
        "vectors": index.vectors.ids(),
        "vectors of sentences": index.sentences.chunks(embedder=index.embedder.name),
        "chunks found by their own vector": {
            id_ for id_, hits in nearest.items() if hits and hits[0].score > 1 - 1e-5
        },
    }
    return {
        "documents": sorted((info.document, info.title, info.pages, info.chunks) for info in infos),
        "pages": sorted(
            page.text for info in infos if (page := index.catalogue.page(info.version, 0))
        ),
        "chunks": sorted(names.values()),
        "numbers of words": index.keywords.count(),
        "numbers of vectors": index.vectors.count(),
        **{
            what: sorted(names.get(id_, ("unknown", 0, 0, "")) for id_ in ids)
            for what, ids in of_engines.items()
        },
    }


def _opened(home: Path, lexicon: Lexicon) -> Index:
    hashed = HashedWords()
    return replace(
        Index.open(home, lexicon=lexicon),
        embedder=hashed,
        embedders=Embedders([hashed], chosen=None, cache=home / "cache"),
    )


def _ingest(home: Path, documents: Path, lexicon: Lexicon) -> list[Line]:
    return ingest([documents], index=_opened(home, lexicon))


def _note_repairs(repairs: Path, lines: Sequence[Line]) -> None:
    with repairs.open("a", encoding="utf-8") as file:
        file.writelines(f"{line.source}\n" for line in lines if line.state is State.REPAIRED)


def _forked(work: Callable[[], object]) -> int:
    """A process that does this and no more; its number."""
    if process := os.fork():
        return process
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _finish(process: int) -> None:
    if os.waitpid(process, 0)[1]:
        raise SystemExit("a process that was not to be killed failed: see above")


def _watched(
    work: Callable[[], object], *, kill_at: int | None = None, after_s: float = 0.0
) -> tuple[bool, list[str]]:
    """Whether a process that does this was killed, so long after a step, and the steps it made."""
    out, into = os.pipe()

    def stepping() -> None:
        os.close(out)
        _tell_steps(lambda step: os.write(into, f"{step}\n".encode()))
        work()

    process = _forked(stepping)
    os.close(into)
    said, until, killed = b"", None, False
    while True:
        if until is None and kill_at is not None and said.count(b"\n") > kill_at:
            until = time.monotonic() + after_s
        left = None if until is None or killed else max(until - time.monotonic(), 0)
        if not select.select([out], [], [], left)[0]:
            os.kill(process, signal.SIGKILL)
            killed = True
            continue
        if not (more := os.read(out, 65536)):
            break
        said += more
    os.close(out)
    status = os.waitpid(process, 0)[1]
    if status and not os.WIFSIGNALED(status):
        raise SystemExit("a process that was to be killed failed before: see above")
    return bool(status), said.decode().splitlines()


def _tell_steps(tell: Callable[[str], object]) -> None:
    """Have this process say where it is, and write in small batches."""
    build._BATCH_CHUNKS = _BATCH_CHUNKS
    tell("before all")
    for step, (owner, name) in _STEPS.items():
        setattr(owner, name, _told(step, getattr(owner, name), tell))


def _told(step: str, does: Callable[..., Any], tell: Callable[[str], object]) -> Callable[..., Any]:
    def told(*given: Any, **more: Any) -> Any:
        tell(f"in {step}")
        done = does(*given, **more)
        tell(f"after {step}")
        return done

    return told


def _read_until(ended: Path, told: Path, home: Path, lexicon: Lexicon) -> None:
    """Ask for each document in turn, by words and by vectors, until a file is there."""
    index = _opened(home, lexicon)
    asked = mixtures = gaps = 0
    while not ended.exists():
        number = asked % _DOCUMENTS
        editions = _editions(index, number)
        mixtures += len(editions) > 1
        gaps += not editions
        asked += 1
        time.sleep(0.02)
    told.write_text(f"{asked} {mixtures} {gaps}", encoding="ascii")


def _editions(index: Index, number: int) -> set[str]:
    hits = {
        hit.chunk for found in index.nearest(f"Name{number}", limit=100).values() for hit in found
    }
    for language in Language:
        wanted = [Wanted((Term((f"name{number}",)),))]
        found = index.keywords.search(wanted, language=language, limit=100, head_weight=0.4)
        hits.update(hit.chunk for hit in found)
    editions: defaultdict[str, set[str]] = defaultdict(set)
    for chunk in index.catalogue.chunks(list(hits)).values():
        editions[chunk.document] |= {
            word for word in chunk.text.replace("\n", " ").split() if word.startswith("edition")
        }
    return editions[f"{number}.md"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder), lexicon=load_lexicon(), runs=asked.runs, seed=asked.seed)
    killed = sum(outcome.killed.values())
    print(f"{killed} of {asked.runs} runs were killed, the others had ended before")
    for step, times in sorted(outcome.killed.items(), key=lambda one: -one[1]):
        print(f"    {times:>3} {step}")
    print(f"{len(outcome.repaired)} repairs: {', '.join(sorted(set(outcome.repaired)))}")
    print(
        f"{outcome.asked} questions meanwhile: {outcome.mixtures} saw two editions of a document, "
        f"{outcome.gaps} came between two"
    )
    print("; ".join(outcome.differences) or "the index equals one made afresh")
    if outcome.differences or outcome.mixtures:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
