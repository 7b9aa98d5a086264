"""Files prepared by processes of their own, under a limit of time and of memory.

A file that hangs, crashes or outgrows its reader costs itself and no other. Each process is driven
by a thread that waits for what it says, so that they go on while the caller writes what is ready.
"""

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from signal import Signals
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any, NamedTuple

from ingest.errors import DiskFull
from ingest.prepare import Item, Job, Refused, unpacked
from ingest.version import NewVersion
from ingest.work import Began, Done, Full, Order, TooLarge

_MOST_WORKERS = 4
"""Beyond these the index is what is waited for."""

_AHEAD = 3
"""Files that each worker may be ahead of what is written, so that a large one holds up few."""

_LOOK_EVERY_S = 0.2
_SHARED = 700_000_000
"""Bytes of addresses that a worker has without using memory: libraries, stacks, arenas."""

_MOST_SKIPPED = 3
"""Pages of one document that may hang before it is given up."""

_SPOOLS = "reading-"


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading may take."""

    page_s: float = 20
    file_s: float = 60
    """Until a file's first page, and for a file that has none."""

    memory: int = 900_000_000
    """Bytes, of all workers together."""


class Prepared(NamedTuple):
    """What a file held."""

    job: Job
    items: Sequence[Item]
    spool: Path
    """Where its pages are, until whoever has written them deletes it."""


class _Slow(NamedTuple):
    """Nothing was heard for too long since this page was begun."""

    page: Began | None


class _Large(NamedTuple):
    """It was the largest when all workers together took too much memory."""

    alone: bool


class _Closed(NamedTuple):
    """The run is over."""


@dataclass(eq=False)
class _Worker:
    """A process, and how it is going."""

    process: subprocess.Popen[bytes]
    since: float | None = None
    """When it was last heard of; None while it has nothing to do."""

    page: Began | None = None
    memory: int = 0
    stopped: _Slow | _Large | _Closed | None = None
    """Why it was killed."""

    lock: Lock = field(default_factory=Lock)

    def stop(self, why: _Slow | _Large | _Closed) -> None:
        """Kill it, unless it has just done what it was to be killed for."""
        with self.lock:
            if self.since is not None or isinstance(why, _Closed):
                self.stopped = self.stopped or why
                self.process.kill()

    def rest(self) -> None:
        with self.lock:
            self.since = None

    def send(self, order: Order) -> None:
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


class Workers:
    """Processes that prepare files; started when first needed, ended with the context.

    `folder` is where pages wait for being written.
    """

    def __init__(
        self, folder: Path, *, limits: Limits | None = None, processes: int | None = None
    ) -> None:
        self._folder = folder
        self._limits = limits or Limits()
        self._count = processes or min(os.cpu_count() or 1, _MOST_WORKERS)
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._all: set[_Worker] = set()
        self._closed = Event()
        self._numbers = count(1)
        self._threads = ThreadPoolExecutor(self._count, thread_name_prefix="reading")
        self._watch = Thread(target=self._watch_over, name="limits", daemon=True)

    def __enter__(self) -> "Workers":
        self._spools = Path(tempfile.mkdtemp(prefix=_SPOOLS, dir=self._folder))
        self._watch.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed.set()
        for worker in list(self._all):
            worker.stop(_Closed())
        self._threads.shutdown(cancel_futures=True)
        self._watch.join()
        for worker in list(self._all):
            worker.end()
        clear_spools(self._folder)

    def prepare(self, jobs: Iterable[Job]) -> Iterator[Prepared]:
        """Each file with what it held, in order. Raises `DiskFull`."""
        waiting: deque[_Waiting] = deque()
        for job in jobs:
            spool = self._spools / str(next(self._numbers))
            waiting.append(_Waiting(job, spool, self._threads.submit(self._prepare, job, spool)))
            if len(waiting) > _AHEAD * self._count:
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def _next(self, waiting: "deque[_Waiting]") -> Prepared:
        job, spool, result = waiting.popleft()
        if (items := result.result()) is None:
            wait([other.result for other in waiting])
            # It has all the memory now, and is told for certain.
            items = self._threads.submit(self._prepare, job, spool).result() or []
        return Prepared(job, items, spool)

    def _prepare(self, job: Job, spool: Path) -> Sequence[Item] | None:
        """What a file holds; None when it has to be tried again alone."""
        while True:
            forget_spool(spool)
            worker = self._take()
            if (items := self._work(worker, job, spool)) is not None:
                return [self._noted(item, job) for item in items]
            self._all.discard(worker)
            code = worker.end()
            match worker.stopped:
                case _Slow(page) if page is not None and len(job.skipped) < _MOST_SKIPPED:
                    job = replace(job, skipped=job.skipped | {(page.document, page.page)})
                case _Large(alone=False):
                    return None
                case _Closed():
                    return []
                case why:
                    return [self._refused(job, why, worker.page, code)]

    def _work(self, worker: _Worker, job: Job, spool: Path) -> Sequence[Item] | None:
        """What a worker makes of a file; None when its process ends over it."""
        items: list[Item] = []
        try:
            worker.send(Order(job, spool))
        except BrokenPipeError:
            return None
        for answer in worker.answers():
            match answer:
                case Done():
                    self._give_back(worker)
                    return items
                case TooLarge():
                    worker.stop(_Large(alone=True))
                case Full(reason):
                    raise DiskFull(self._folder, reason)
                case _:
                    items.append(answer)
        return None

    def _take(self) -> _Worker:
        while True:
            try:
                worker = self._idle.get_nowait()
            except Empty:
                break
            if worker.process.poll() is None:
                return worker
            self._all.discard(worker)
            worker.end()
        paths = os.pathsep.join(filter(None, sys.path))
        process = subprocess.Popen(  # noqa: S603  ourselves
            [sys.executable, "-m", "ingest.worker", str(self._limits.memory + _SHARED)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Threads of numerical libraries would each take addresses, and the other workers' time.
            env=os.environ | {"PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"},
        )
        worker = _Worker(process)
        self._all.add(worker)
        if self._closed.is_set():
            worker.stop(_Closed())
        return worker

    def _give_back(self, worker: _Worker) -> None:
        worker.rest()
        if worker.stopped or worker.memory > self._limits.memory / self._count:
            # What a large file took is seldom given back to the system. To start another costs
            # more than reading most files, so one that takes no more than its share goes on.
            self._all.discard(worker)
            worker.end()
        else:
            self._idle.put(worker)

    def _watch_over(self) -> None:
        """Kill what takes too long or, of all together, the most of too much memory."""
        while not self._closed.wait(_LOOK_EVERY_S):
            now = time.monotonic()
            busy = [worker for worker in list(self._all) if worker.since is not None]
            for worker in busy:
                limit = self._limits.file_s if worker.page is None else self._limits.page_s
                if worker.since is not None and now - worker.since > limit:
                    worker.stop(_Slow(worker.page))
                worker.memory = _resident(worker.process.pid)
            if sum(worker.memory for worker in busy) > self._limits.memory:
                largest = max(busy, key=lambda worker: worker.memory)
                largest.stop(_Large(alone=len(busy) == 1))

    def _noted(self, item: Item, job: Job) -> Item:
        if not job.skipped or not isinstance(item, NewVersion):
            return item
        skipped = sorted(page for document, page in job.skipped if document == item.document)
        if not skipped:
            return item
        pages = ", ".join(str(page + 1) for page in skipped)
        note = (
            f"pages that took longer than {self._limits.page_s:g} s to read were left out: {pages}"
        )
        return replace(item, warnings=(*item.warnings, note))

    def _refused(
        self, job: Job, why: _Slow | _Large | _Closed | None, page: Began | None, code: int
    ) -> Refused:
        where = "" if page is None else f" on page {page.page + 1}"
        if page is not None and page.document != job.document:
            where += f" of {page.document}"
        limit = self._limits.file_s if page is None else self._limits.page_s
        match why:
            case _Slow():
                reason = f"reading it did not end within {limit:g} s{where}"
                cure = "open it in the program that made it, save it again and ingest that"
            case _Large():
                reason = f"reading it takes more than {self._limits.memory // 1_000_000} MB{where}"
                cure = "split it into several files and ingest those"
            case _:
                name = Signals(-code).name if code < 0 else f"exit code {code}"
                reason = f"reading it crashed the reader{where} ({name})"
                cure = "open it in the program that made it, save it again and ingest that"
        return Refused(str(job.path), job.document, reason, cure)


class _Waiting(NamedTuple):
    """A file on its way."""

    job: Job
    spool: Path
    result: "Future[Sequence[Item] | None]"


def _resident(pid: int) -> int:
    """Bytes of memory that a process has; 0 once it is gone."""
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


def forget_spool(spool: Path) -> None:
    """Delete a spool file and what was unpacked beside it."""
    spool.unlink(missing_ok=True)
    shutil.rmtree(unpacked(spool), ignore_errors=True)


def clear_spools(folder: Path) -> None:
    """Delete what runs that were killed left in the folder."""
    for left in folder.glob(f"{_SPOOLS}*"):
        shutil.rmtree(left, ignore_errors=True)
