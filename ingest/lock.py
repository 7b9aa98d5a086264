"""The right to write to an index: one process, and one thread of it, at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import IndexBusy


@contextmanager
def alone(home: Path, *, wait_s: float = 0) -> Iterator[None]:
    """Raises `IndexBusy` while another has it, after so long."""
    try:
        with FileLock(home / "ingest.lock").acquire(timeout=wait_s):
            yield
    except Timeout as error:
        raise IndexBusy(home) from error
