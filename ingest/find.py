"""Which files an ingest is about."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from pathspec import PathSpec

from ingest.errors import IngestError, NothingToIngest
from ingest.provenance import is_sidecar
from ingest.readers import SUFFIXES
from ingest.storable import storable

IGNORE_FILE = ".advisorignore"
"""In an ingested folder: patterns, as in a `.gitignore`, of files that are not documents."""


class Found(NamedTuple):
    """A file to ingest."""

    path: Path
    """Absolute."""

    document: str
    """Its path below the folder that was named, or its name when it was named itself.

    Bytes that are not UTF-8 are U+FFFD here.
    """

    unpacked_from: str | None = None
    """Of a file that was put aside from an archive: the archive's path, `#`, its name there."""

    @property
    def origin(self) -> str:
        """Where it is, for as long as it is the same document."""
        return self.unpacked_from or str(self.path)


class Files(NamedTuple):
    """What the named paths hold, each file once, in order."""

    documents: list[Found]
    """Of formats that can be read."""

    others: list[Found]
    """Of formats that cannot; hidden and ignored files are in neither list.

    Nor is a file that says where the document beside it was downloaded from.
    """


def find_files(paths: Sequence[Path]) -> Files:
    """The files that these paths name.

    Raises `NothingToIngest` when a path does not exist, is a file of another format, or is a
    folder without any document, and `IngestError` for an ignore file that cannot be used.
    """
    files: dict[Path, Found] = {}
    for path in paths:
        for file in _find(path):
            # A file may be named twice, by itself and in its folder, and is one document.
            files.setdefault(file.path, file)
    return Files(
        documents=[file for file in files.values() if _is_readable(file)],
        others=[file for file in files.values() if not _is_readable(file)],
    )


def is_readable(name: str) -> bool:
    """Whether a file of this name is a document, or holds some."""
    return PurePath(name).suffix.lower() in SUFFIXES


def _is_readable(file: Found) -> bool:
    return is_readable(file.path.name)


def _find(path: Path) -> list[Found]:
    formats = " ".join(sorted(SUFFIXES))
    if path.is_file():
        file = Found(path.resolve(), storable(path.name))
        if not _is_readable(file):
            raise NothingToIngest(
                f"{str(path)!r} is not a format that can be read: convert it to one of {formats}"
            )
        return [file]
    if not path.is_dir():
        raise NothingToIngest(f"there is no file or folder {str(path)!r}: check the path")
    found = list(_walk(path.resolve()))
    if not any(_is_readable(file) for file in found):
        raise NothingToIngest(f"no document in {str(path)!r}: put files there ({formats})")
    return found


def _walk(root: Path) -> Iterator[Found]:
    ignored = _ignored(root / IGNORE_FILE)
    for path in sorted(root.rglob("*")):
        below = path.relative_to(root)
        if any(part.startswith(".") for part in below.parts) or not path.is_file():
            continue
        if not ignored.match_file(below.as_posix()) and not is_sidecar(path):
            yield Found(path, storable(below.as_posix()))


def _ignored(file: Path) -> PathSpec[Any]:
    try:
        patterns = file.read_text(encoding="utf-8-sig").splitlines() if file.is_file() else []
        return PathSpec.from_lines("gitignore", patterns)
    except (OSError, ValueError) as error:
        raise IngestError(
            f"{str(file)!r} cannot be used ({error}): write it as UTF-8 text, "
            "one pattern a line as in a .gitignore"
        ) from error
