"""Keeping an index in step with folders.

Files are looked at by their size and time of change: unlike a system's notices, that works on
network drives and in containers, and costs little. A file is read once it has been left alone from
one look to the next, so that one being copied into the folder is not read in part.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ingest.build import ingest
from ingest.errors import IndexBusy, NothingToIngest
from ingest.find import find_files
from ingest.index import Index
from ingest.outcome import Line, Progress, State
from ingest.provenance import sidecars

LOOK_EVERY_S = 2.0
_LOOKS_UNTIL_AGAIN = 30
"""Before vectors that could not be made are tried again."""

_Look: TypeAlias = tuple[tuple[int, int] | None, ...]
"""Size and time of change of a file and of those that say something about it."""


class Waiting(NamedTuple):
    """Nothing could be ingested; it goes on by itself once that is mended."""

    why: str


def watch(
    paths: Sequence[Path],
    *,
    index: Index,
    progress: Progress = lambda _: None,
    pause: Callable[[], object] = lambda: time.sleep(LOOK_EVERY_S),
) -> Iterator[list[Line] | Waiting]:
    """Ingest, and again whenever files have changed: what came of each time, without end.

    A folder that is gone or empty, and another ingest that runs, is a `Waiting`, given once.
    Raises what else `ingest` does.
    """
    ingested: dict[Path, _Look] = {}
    before: dict[Path, _Look] = {}
    looks, said = 0, ""
    while True:
        try:
            now = {file.path: _look(file.path) for file in find_files(paths).documents}
            moving = {path for path, look in now.items() if before.get(path) != look}
            before = now
            if _differs(now, ingested, moving) or looks == _LOOKS_UNTIL_AGAIN:
                lines = ingest(paths, index=index, progress=progress, leave=moving)
                ingested = {
                    path: ingested[path] if path in moving else look
                    for path, look in now.items()
                    if path not in moving or path in ingested
                }
                looks = 1 if any(line.state is State.WAITING for line in lines) else 0
                said = ""
                yield lines
            elif looks:
                looks += 1
        except (NothingToIngest, IndexBusy) as error:
            busy = isinstance(error, IndexBusy)
            why = "another ingest is running; this goes on when that ends" if busy else str(error)
            if why != said:
                said = why
                yield Waiting(said)
        pause()


def _differs(now: dict[Path, _Look], ingested: dict[Path, _Look], moving: set[Path]) -> bool:
    """Whether a file that is left alone has changed, or one is gone."""
    return bool(ingested.keys() - now.keys()) or any(
        ingested.get(path) != look for path, look in now.items() if path not in moving
    )


def _look(file: Path) -> _Look:
    return tuple(map(_stat, (file, *sidecars(file))))


def _stat(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None  # gone since, or never there
    return stat.st_size, stat.st_mtime_ns
