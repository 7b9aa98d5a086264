"""A system that is compared, as a process that is asked and watched from outside."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.side_by_side.peers.serving import Found, Made

ROOT = Path(__file__).parents[2]
_LOOK_S = 0.2
"""Between two looks at the memory."""


class Kind(NamedTuple):
    """A system by name, and the module that serves it."""

    name: str
    module: str


OURS = Kind("this assistant", "ours")
PEERS = (
    Kind("LangChain", "langchain_peer"),
    Kind("LlamaIndex", "llamaindex_peer"),
    Kind("Haystack", "haystack_peer"),
)


class Places(NamedTuple):
    """What every process is started with."""

    python: Path
    """The peers'."""

    home: Path
    """Their home folder, with the model in it."""

    cache: Path
    """Ours."""


class Timed(NamedTuple):
    """An answer, and what it took."""

    value: Any
    wall_s: float
    cpu_s: float


class Running:
    """A process that was started for one measurement."""

    def __init__(self, kind: Kind, places: Places, log: Path) -> None:
        python = Path(sys.executable) if kind is OURS else places.python
        keep = {name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ}
        with log.open("ab") as errors:
            self._process = subprocess.Popen(  # noqa: S603
                [python, "-m", f"benchmarks.side_by_side.peers.{kind.module}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=ROOT,
                # An empty PATH: no Tesseract, since the peers read no pictures.
                env=keep
                | {
                    "PATH": "",
                    "HOME": str(places.home),
                    "ADVISOR_CACHE": str(places.cache),
                    "ANONYMIZED_TELEMETRY": "False",
                    "HAYSTACK_TELEMETRY_ENABLED": "False",
                },
            )
        self._log = log
        self._peak = 0
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def read(self, files: Sequence[Path]) -> Timed:
        return self._ask(do="read", files=[str(file.resolve()) for file in files])

    def ingest(self, files: Sequence[Path], folder: Path, *, random_vectors: bool) -> Timed:
        """Its value is a `Made`."""
        folder.mkdir(parents=True)
        timed = self._ask(
            do="ingest",
            files=[str(file.resolve()) for file in files],
            folder=str(folder),
            random_vectors=random_vectors,
        )
        return timed._replace(value=Made(*timed.value))

    def open(self, folder: Path) -> Timed:
        return self._ask(do="open", folder=str(folder))

    def search(self, questions: Sequence[str], *, limit: int) -> list[tuple[list[Found], float]]:
        """For each question what was found, and the seconds it took."""
        timed = self._ask(do="search", questions=list(questions), limit=limit)
        return [([Found(*one) for one in found], seconds) for found, seconds in timed.value]

    @property
    def peak_mb(self) -> float:
        """The most memory that the process and those it started held together so far."""
        return self._peak / 1024

    def close(self) -> None:
        self._ended.set()
        self._watch.join()
        assert self._process.stdin is not None  # noqa: S101  made so
        assert self._process.stdout is not None  # noqa: S101
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=60)

    def _ask(self, **request: object) -> Timed:
        assert self._process.stdin is not None  # noqa: S101  made so
        assert self._process.stdout is not None  # noqa: S101
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"a system ended: its last words are in {str(self._log)!r}")
        return Timed(*json.loads(line))

    def _look(self) -> None:
        while not self._ended.wait(_LOOK_S):
            self._peak = max(self._peak, sum(map(_memory_kb, _family(self._process.pid))))


@contextmanager
def running(kind: Kind, places: Places, log: Path) -> Iterator[Running]:
    system = Running(kind, places, log)
    try:
        yield system
    finally:
        system.close()


def cold_start_s(kind: Kind, places: Places, log: Path, *, folder: Path, question: str) -> float:
    """From the start of the process over an index that exists until a question was searched."""
    started = time.perf_counter()
    with running(kind, places, log) as system:
        system.open(folder)
        system.search([question], limit=10)
        return time.perf_counter() - started


def size_mb(folder: Path) -> float:
    """Of the files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def _family(pid: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield pid
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # it has ended meanwhile
        return
    for child in children:
        yield from _family(int(child))


def _memory_kb(pid: int) -> int:
    """Its own memory, and its share of what it shares with others."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0
