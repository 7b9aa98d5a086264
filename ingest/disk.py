"""A disk that is full, which each library says in its own words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import DiskFull

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_WORDS = ("no space left", "database or disk is full", "disk quota exceeded", "file too large")


@contextmanager
def telling_of_full_disks(folder: Path) -> Iterator[None]:
    """Whatever is raised within because the disk that holds the folder is full is `DiskFull`."""
    try:
        yield
    except Exception as error:
        if is_full(error):
            raise DiskFull(folder, "it is full") from error
        raise


def is_full(error: BaseException | None) -> bool:
    """Whether a full disk is behind an error."""
    if error is None:
        return False
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    said = str(error).lower()
    return any(words in said for words in _WORDS) or is_full(error.__cause__ or error.__context__)
