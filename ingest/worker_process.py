"""A worker as whoever drives it sees it: a process that is sent orders, heard and killed."""

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from ingest.work import Began, Order, PartOrder

_SHARED = 700_000_000
"""Bytes of addresses that a worker has without using memory: libraries, stacks, arenas."""


class Slow(NamedTuple):
    """Nothing was heard for too long since this page was begun."""

    page: Began | None


class Large(NamedTuple):
    """It was the largest when all workers together took too much memory."""

    alone: bool


class Closed(NamedTuple):
    """The run is over."""


@dataclass(eq=False)
class WorkerProcess:
    """A process, and how it is going."""

    process: subprocess.Popen[bytes]
    since: float | None = None
    """When it was last heard of; None while it has nothing to do."""

    page: Began | None = None
    memory: int = 0
    stopped: Slow | Large | Closed | None = None
    """Why it was killed."""

    lock: Lock = field(default_factory=Lock)

    @classmethod
    def start(cls, memory: int) -> "WorkerProcess":
        """One that may use `memory` bytes."""
        paths = os.pathsep.join(filter(None, sys.path))
        process = subprocess.Popen(  # noqa: S603  ourselves
            [sys.executable, "-m", "ingest.worker", str(memory + _SHARED)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Threads of numerical libraries would each take addresses, and the other workers' time.
            env=os.environ | {"PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"},
        )
        return cls(process)

    def stop(self, why: Slow | Large | Closed) -> None:
        """Kill it, unless it has just done what it was to be killed for."""
        with self.lock:
            if self.since is not None or isinstance(why, Closed):
                self.stopped = self.stopped or why
                self.process.kill()

    def rest(self) -> None:
        with self.lock:
            self.since = None

    def send(self, order: Order | PartOrder) -> None:
        assert self.process.stdin is not None  # noqa: S101  made so
        self.page, self.since = None, time.monotonic()
        pickle.dump(order, self.process.stdin)
        self.process.stdin.flush()

    def answers(self) -> Iterator[Any]:
        """What it says, until it is killed or ends by itself."""
        assert self.process.stdout is not None  # noqa: S101  made so
        while True:
            try:
                answer = pickle.load(self.process.stdout)  # noqa: S301  it is a process of ours
            except (EOFError, pickle.UnpicklingError):
                return
            self.since = time.monotonic()
            if isinstance(answer, Began):
                self.page = answer
            else:
                yield answer

    def resident(self) -> int:
        """Bytes of memory that it has; 0 once it is gone."""
        return _resident(self.process.pid)

    def end(self) -> int:
        """Its exit code."""
        self.process.kill()
        code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what it had not taken yet goes with it
        return code


def _resident(pid: int) -> int:
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        pass
    if sys.platform != "darwin":
        return 0
    said = subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=False
    )
    return int(said.stdout or 0) * 1024
