"""Ours and theirs, side by side: `make bench`, or `make bench-full` for hours.

Every measurement is made by a process of its own, each system in turn and in several rounds, so
that whatever else the machine does slows all of them. A measure is written to docs/benchmarks.json
as soon as it is made, in place of the last of its name, and docs/benchmarks.md is made of that.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from assistant.opening import load_lexicon
from benchmarks.questions import bench
from benchmarks.side_by_side import measures, page
from benchmarks.side_by_side.measures import Bench
from benchmarks.side_by_side.systems import ROOT, Places
from benchmarks.side_by_side.weights import lay_out
from ingest.embed import MiniLM

_OURS = ("chromadb", "tantivy", "pypdfium2", "onnxruntime", "numpy", "tiktoken")
_THEIRS = (
    *("langchain-core", "langchain-community", "langchain-chroma", "langchain-text-splitters"),
    *("rank-bm25", "jieba", "llama-index-core", "llama-index-retrievers-bm25", "haystack-ai"),
    *("pypdf", "chromadb", "onnxruntime", "numpy"),
)


class Extent(NamedTuple):
    """How much is measured."""

    name: str
    read: tuple[str, ...]
    """Filings to read; none for all."""

    ingested: tuple[str, ...]
    """Filings to ingest."""

    rounds: int
    sizes: tuple[int, ...]
    searches: int
    """Timed in an index of each size."""

    directions: tuple[str, ...]
    questions: int
    """Asked in each direction."""


# Of a peer's time most goes by questions, which Chroma's default embedding pads to 256 tokens: a
# third of a second each.
SMALL = Extent(
    name="small",
    read=("NIKE_2018_10K.pdf", "NIKE_2021_10K.pdf"),
    ingested=("JOHNSON_JOHNSON_2023Q2_EARNINGS.pdf", "Pfizer_2023Q2_10Q.pdf"),
    rounds=1,
    sizes=(1_000, 10_000),
    searches=40,
    directions=("XQuAD zh→en", "XQuAD en→zh", "XQuAD en→en", "XQuAD zh→zh"),
    questions=50,
)
FULL = Extent(
    name="full",
    read=(),
    ingested=SMALL.ingested,
    rounds=2,
    sizes=(1_000, 10_000, 100_000),
    searches=40,
    directions=(*SMALL.directions, "DRCD zh→zh"),
    questions=100,
)


def steps(extent: Extent, at: Bench) -> dict[str, Callable[[], object]]:
    """What gives each measure, by its name."""
    folder = bench() / "financebench" / "pdfs"
    read = [folder / name for name in extent.read] or sorted(folder.glob("*.pdf"))
    ingested = [folder / name for name in extent.ingested]
    rounds, cache = extent.rounds, at.places.cache
    found: dict[str, Callable[[], object]] = {
        "embedder": lambda: _told(iter([measures.embedding(cache, rounds=rounds)]))[0],
        "reading": lambda: _told(measures.reading(at, read, rounds=rounds)),
        "ingesting": lambda: _told(measures.ingesting(at, ingested, rounds=rounds)),
        "finding": lambda: _told(
            measures.finding(at, names=extent.directions, count=extent.questions)
        ),
        "growing": lambda: _told(measures.growing(at, extent.sizes, count=extent.searches)),
        "tokens": lambda: _told(iter([measures.request_tokens(at.folder, cache)]))[0],
    }
    if extent is FULL:
        found["evidence"] = lambda: _told(measures.evidence(at))
        found["grounding"] = lambda: _told(iter([measures.grounding()]))[0]
    return found


def _told(results: Iterator[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """All of them, each shown as soon as it is there."""
    told = []
    for result in results:
        shown = {name: value for name, value in result.items() if name != "seconds"}
        print(json.dumps(shown, ensure_ascii=False), file=sys.stderr, flush=True)
        told.append(result)
    return told


def machine(peers: Path) -> dict[str, object]:
    """What the figures are of."""
    code = (
        "import json, sys; from importlib.metadata import version; "
        "print(json.dumps({name: version(name) for name in sys.argv[1:]}))"
    )
    theirs = subprocess.run(  # noqa: S603
        [peers, "-c", code, *_THEIRS], check=True, capture_output=True, text=True
    ).stdout
    cpus = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.split(":")[1].strip() for line in cpus if "model name" in line), "unknown")
    memory_kb = int(Path("/proc/meminfo").read_text(encoding="utf-8").split()[1])
    return {
        "processor": model,
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(memory_kb / 1e6),
        "python": platform.python_version(),
        "ours": {name: version(name) for name in _OURS},
        "theirs": json.loads(theirs),
    }


def beside(kept: Mapping[str, Any], of: Mapping[str, object]) -> dict[str, Any]:
    """What was measured before of the same machine and versions, for new measures to join."""
    if kept.get("machine") == of:
        return dict(kept)
    return {"machine": of, "made": {}}


def measure(
    peers: Path, extent: Extent, results: dict[str, Any], *, only: str
) -> Iterator[dict[str, Any]]:
    """The results with one measure more each time: its figures, and when they were made."""
    with tempfile.TemporaryDirectory() as name:
        home, cache = Path(name) / "home", Path(name) / "cache"
        lay_out(home)
        MiniLM(cache).embed(["the graph is built"])
        load_lexicon(cache)
        for what, work in steps(extent, Bench(Places(peers, home, cache), Path(name))).items():
            if what.startswith(only):
                results["made"][what] = {
                    "day": datetime.now(UTC).date().isoformat(),
                    "load": os.getloadavg()[0],
                    "extent": extent.name,
                }
                results[what] = work()
                yield results


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--peers", type=Path, required=True, help="Their Python.")
    parser.add_argument("--full", action="store_true", help="Everything, in hours.")
    parser.add_argument("--only", default="", help="Only the measures whose name begins so.")
    parser.add_argument("--redraw", action="store_true", help="The page, of what was measured.")
    asked = parser.parse_args()
    kept = ROOT / "docs" / "benchmarks.json"
    if not asked.redraw:
        peers, extent = asked.peers.absolute(), FULL if asked.full else SMALL
        before = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
        for results in measure(peers, extent, beside(before, machine(peers)), only=asked.only):
            kept.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    results = json.loads(kept.read_text("utf-8"))
    (ROOT / "docs" / "benchmarks.md").write_text(page.written(results), "utf-8")
    subprocess.run(  # noqa: S603
        [asked.peers, ROOT / "benchmarks" / "side_by_side" / "plots.py", kept], check=True
    )


if __name__ == "__main__":
    main()
