"""Files prepared by processes of their own, under a limit of time and of memory.

A file that hangs, crashes or outgrows its reader costs itself and no other. Each process is driven
by a thread that waits for what it says, so that they go on while the caller writes what is ready.
"""

import os
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import chain, count, islice
from pathlib import Path
from queue import Empty, SimpleQueue
from signal import Signals
from threading import Event, Thread
from types import TracebackType
from typing import Any, NamedTuple, TypeGuard

from ingest.errors import DiskFull
from ingest.prepare import Item, Job, Refused, unpacked
from ingest.version import NewVersion
from ingest.work import Began, Done, Full, Order, PartOrder, TooLarge
from ingest.worker_process import Closed, Large, Slow, WorkerProcess

_MOST_WORKERS = 4
"""Beyond these the index is what is waited for."""

_AHEAD = 3
"""Files that each worker may be ahead of what is written, so that a large one holds up few."""

_LOOK_EVERY_S = 0.2
_MOST_SKIPPED = 3
"""Pages of one document that may hang before it is given up."""

_PARTED = range(300_000, 50_000_000)
"""Bytes of a PDF that several workers read together: a smaller one has few pages, and each of them
holds the file."""

PARTS_EACH = 2
"""Parts of it for each worker, so that one that joins late finds something to do."""

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
        self._idle: SimpleQueue[WorkerProcess] = SimpleQueue()
        self._all: set[WorkerProcess] = set()
        self._closed = Event()
        self._numbers = count(1)
        self._behind: dict[Path, int] = {}
        """The bytes of each file that waits for a worker, by its spool."""

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
            worker.stop(Closed())
        self._threads.shutdown(cancel_futures=True)
        self._watch.join()
        for worker in list(self._all):
            worker.end()
        clear_spools(self._folder)

    def prepare(self, jobs: Iterable[Job]) -> Iterator[Prepared]:
        """Each file with what it held, in order. Raises `DiskFull`."""
        waiting: deque[_Waiting] = deque()
        announced = map(self._announce, jobs)
        ahead = _AHEAD * self._count
        # All of these before the first is begun, which is to know what waits behind it.
        for job, spool in chain(list(islice(announced, ahead)), announced):
            waiting.append(_Waiting(job, spool, self._threads.submit(self._prepare, job, spool)))
            if len(waiting) > ahead:
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def _announce(self, job: Job) -> tuple[Job, Path]:
        spool = self._spools / str(next(self._numbers))
        self._behind[spool] = _size(job.path)
        return job, spool

    def _next(self, waiting: "deque[_Waiting]") -> Prepared:
        job, spool, result = waiting.popleft()
        if (items := result.result()) is None:
            wait([other.result for other in waiting])
            # It has all the memory now, and is told for certain.
            items = self._threads.submit(self._prepare, job, spool, whole=True).result() or []
        return Prepared(job, items, spool)

    def _prepare(self, job: Job, spool: Path, *, whole: bool = False) -> Sequence[Item] | None:
        """What a file holds; None when it has to be tried again alone.

        A PDF of some length may be read in parts, unless it is to be read as a `whole`, as it is
        too where a part fails: then it is mended, or told why.
        """
        self._behind.pop(spool, None)
        parts = None if whole else self._read_parts(job, spool)
        if parts is None:
            return self._prepare_from((), job, spool)
        try:
            return self._prepare_from(parts.files, parts.job, spool)
        finally:
            for file in parts.files:
                file.unlink(missing_ok=True)

    def _prepare_from(self, parts: tuple[Path, ...], job: Job, spool: Path) -> list[Item] | None:
        while True:
            forget_spool(spool)
            worker = self._take()
            if (items := self._work(worker, Order(job, spool, parts))) is not None:
                return [self._noted(item, job) for item in items]
            self._all.discard(worker)
            code = worker.end()
            match worker.stopped:
                case Slow(page) if _may_go_without(page, job):
                    # It was read and is what cleaning hangs on, so it must not come from a part.
                    job, parts = job.without(page.document, page.page), ()
                case Large(alone=False):
                    return None
                case Closed():
                    return []
                case why:
                    return [self._refused(job, why, worker.page, code)]

    def _read_parts(self, job: Job, spool: Path) -> "_Parts | None":
        """The pages of a PDF; None for one that is read as a whole.

        Parts that no other thread has begun by then are read by this one's worker, so that nobody
        waits for workers that have other files to read.
        """
        behind = sum(list(self._behind.values()))  # a copy: other threads take files meanwhile
        if self._count == 1 or not is_divided(job.path, behind=behind):
            return None
        count = self._count * PARTS_EACH
        files = [spool.with_suffix(f".{number}") for number in range(count)]
        orders = [PartOrder(job, number, count, file) for number, file in enumerate(files)]
        others = [self._threads.submit(self._read_part, order) for order in orders[1:]]
        left_out = [self._read_part(orders[0])]
        for order, other in zip(orders[1:], others, strict=True):
            left_out.append(self._read_part(order) if other.cancel() else other.result())
        skipped = frozenset[tuple[str, int]]().union(*(pages or () for pages in left_out))
        if None in left_out or len(skipped) > _MOST_SKIPPED:
            for file in files:
                file.unlink(missing_ok=True)
            return None
        return _Parts(replace(job, skipped=skipped), tuple(files))

    def _read_part(self, order: PartOrder) -> frozenset[tuple[str, int]] | None:
        """The pages of it that were left out because reading them did not end; None where it
        cannot be read."""
        while True:
            worker = self._take()
            answers = self._work(worker, order)
            if answers is not None:
                return None if answers else order.job.skipped
            self._all.discard(worker)
            worker.end()
            match worker.stopped:
                case Slow(page) if _may_go_without(page, order.job):
                    order = replace(order, job=order.job.without(page.document, page.page))
                case _:
                    return None

    def _work(self, worker: WorkerProcess, order: Order | PartOrder) -> list[Any] | None:
        """What a worker makes of a file; None when its process ends over it."""
        items: list[Any] = []
        try:
            worker.send(order)
        except BrokenPipeError:
            return None
        for answer in worker.answers():
            match answer:
                case Done():
                    self._give_back(worker)
                    return items
                case TooLarge():
                    worker.stop(Large(alone=True))
                case Full(reason):
                    raise DiskFull(self._folder, reason)
                case _:
                    items.append(answer)
        return None

    def _take(self) -> WorkerProcess:
        while True:
            try:
                worker = self._idle.get_nowait()
            except Empty:
                break
            if worker.process.poll() is None:
                return worker
            self._all.discard(worker)
            worker.end()
        worker = WorkerProcess.start(self._limits.memory)
        self._all.add(worker)
        if self._closed.is_set():
            worker.stop(Closed())
        return worker

    def _give_back(self, worker: WorkerProcess) -> None:
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
                    worker.stop(Slow(worker.page))
                worker.memory = worker.resident()
            if sum(worker.memory for worker in busy) > self._limits.memory:
                largest = max(busy, key=lambda worker: worker.memory)
                largest.stop(Large(alone=len(busy) == 1))

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
        self, job: Job, why: Slow | Large | Closed | None, page: Began | None, code: int
    ) -> Refused:
        where = "" if page is None else f" on page {page.page + 1}"
        if page is not None and page.document != job.document:
            where += f" of {page.document}"
        limit = self._limits.file_s if page is None else self._limits.page_s
        match why:
            case Slow():
                reason = f"reading it did not end within {limit:g} s{where}"
                cure = "open it in the program that made it, save it again and ingest that"
            case Large():
                reason = f"reading it takes more than {self._limits.memory // 1_000_000} MB{where}"
                cure = "split it into several files and ingest those"
            case _:
                name = Signals(-code).name if code < 0 else f"exit code {code}"
                reason = f"reading it crashed the reader{where} ({name})"
                cure = "open it in the program that made it, save it again and ingest that"
        return Refused(str(job.path), job.document, reason, cure)


class _Parts(NamedTuple):
    """A PDF's pages, read."""

    job: Job
    """With the pages that were left out."""

    files: tuple[Path, ...]


class _Waiting(NamedTuple):
    """A file on its way."""

    job: Job
    spool: Path
    result: "Future[Sequence[Item] | None]"


def _may_go_without(page: Began | None, job: Job) -> TypeGuard[Began]:
    """Whether a file may be tried again without the page that it hung on.

    One that is skipped already and still hangs it would do so for ever.
    """
    return (
        page is not None
        and len(job.skipped) < _MOST_SKIPPED
        and (page.document, page.page) not in job.skipped
    )


def is_divided(file: Path, *, behind: int) -> bool:
    """Whether several workers read a file together, with files of so many bytes `behind` it.

    Pages that are read apart are written and read once more, which pays only where a worker would
    have nothing else to do before the file is read.
    """
    size = _size(file)
    return file.suffix.lower() == ".pdf" and size in _PARTED and size > behind


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0  # reading it says why


def forget_spool(spool: Path) -> None:
    """Delete a spool file and what was unpacked beside it."""
    spool.unlink(missing_ok=True)
    shutil.rmtree(unpacked(spool), ignore_errors=True)


def clear_spools(folder: Path) -> None:
    """Delete what runs that were killed left in the folder."""
    for left in folder.glob(f"{_SPOOLS}*"):
        shutil.rmtree(left, ignore_errors=True)
