"""Which files an ingest is about."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pathspec import PathSpec

from ingest.errors import NothingToIngest
from ingest.readers import SUFFIXES

IGNORE_FILE = ".advisorignore"
"""In an ingested folder: patterns, as in a `.gitignore`, of files that are not documents."""


class Found(NamedTuple):
    """A file to ingest."""

    path: Path
    """Absolute."""

    document: str
    """Its path below the folder that was named, or its name when it was named itself."""


def find_files(paths: Sequence[Path]) -> list[Found]:
    """Files of formats that can be read, in order; hidden and ignored ones are left out.

    Raises `NothingToIngest` when a path does not exist, is a file of another format, or is a
    folder without any document.
    """
    return [found for path in paths for found in _find(path)]


def _find(path: Path) -> list[Found]:
    formats = " ".join(sorted(SUFFIXES))
    if path.is_file():
        if path.suffix.lower() not in SUFFIXES:
            raise NothingToIngest(
                f"{str(path)!r} is not a format that can be read: convert it to one of {formats}"
            )
        return [Found(path.resolve(), path.name)]
    if not path.is_dir():
        raise NothingToIngest(f"there is no file or folder {str(path)!r}: check the path")
    found = list(_walk(path.resolve()))
    if not found:
        raise NothingToIngest(f"no document in {str(path)!r}: put files there ({formats})")
    return found


def _walk(root: Path) -> Iterator[Found]:
    ignore = root / IGNORE_FILE
    patterns = ignore.read_text(encoding="utf-8").splitlines() if ignore.is_file() else []
    ignored = PathSpec.from_lines("gitignore", patterns)
    for path in sorted(root.rglob("*")):
        below = path.relative_to(root)
        if any(part.startswith(".") for part in below.parts) or not path.is_file():
            continue
        if path.suffix.lower() in SUFFIXES and not ignored.match_file(below.as_posix()):
            yield Found(path, below.as_posix())
