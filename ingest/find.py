"""Which files an ingest is about."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from pathspec import PathSpec

from ingest.errors import IngestError, NothingToIngest
from ingest.provenance import beside
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


class PassedOver(NamedTuple):
    """What stands among documents and is not read."""

    document: str
    """As in `Found`."""

    reason: str
    cure: str


class Files(NamedTuple):
    """What the named paths hold, each file once, in order."""

    documents: list[Found]
    """Of formats that can be read."""

    others: list[PassedOver]
    """Files of other formats, links that are not followed, and folders that cannot be opened.

    Hidden and ignored files are in neither list, nor is a file that says where the document beside
    it was downloaded from.
    """


def find_files(paths: Sequence[Path]) -> Files:
    """The files that these paths name.

    Raises `NothingToIngest` when a path does not exist, is a file of another format, or is a
    folder without any document, and `IngestError` for an ignore file that cannot be used.
    """
    files: dict[Path, Found | PassedOver] = {}
    for path in paths:
        for place, file in _find(path):
            # A file may be named twice, by itself and in its folder, and is one document.
            files.setdefault(place, file)
    return Files(
        documents=[file for file in files.values() if isinstance(file, Found)],
        others=[file for file in files.values() if isinstance(file, PassedOver)],
    )


def is_readable(name: str) -> bool:
    """Whether a file of this name is a document, or holds some."""
    return PurePath(name).suffix.lower() in SUFFIXES


def is_hidden(path: PurePath) -> bool:
    """Whether a file is one that systems and programs put beside documents for themselves: in a
    folder or an archive, it is passed over in silence."""
    last = path.name.lower()
    return (
        any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
        # While a document is open in Word or Excel, the first stands beside it.
        or last.startswith("~$")
        or last in ("thumbs.db", "desktop.ini")
    )


def of_other_format(document: str) -> PassedOver:
    """A file of a format that is not read."""
    suffix = PurePath(document).suffix.lower()
    reason = f"files named {suffix} are not read" if suffix else _NO_SUFFIX
    return PassedOver(
        document, reason, f"save it in a format that is: {' '.join(sorted(SUFFIXES))}"
    )


_NO_SUFFIX = "files without a suffix are not read"


def _find(path: Path) -> list[tuple[Path, Found | PassedOver]]:
    formats = " ".join(sorted(SUFFIXES))
    try:
        if path.is_file():
            if not is_readable(path.name):
                raise NothingToIngest(
                    f"{str(path)!r} is not a format that can be read: "
                    f"convert it to one of {formats}"
                )
            return [(path.resolve(), Found(path.resolve(), storable(path.name)))]
        is_folder = path.is_dir()
    except OSError as error:
        raise NothingToIngest(
            f"{str(path)!r} cannot be opened ({error.strerror}): check its rights"
        ) from error
    if not is_folder:
        raise NothingToIngest(f"there is no file or folder {str(path)!r}: check the path")
    found = list(_walk(path.resolve()))
    if not any(isinstance(file, Found) for _, file in found):
        why = [file for _, file in found if isinstance(file, PassedOver) and file.document == "."]
        if why:
            raise NothingToIngest(f"{str(path)!r}: {why[0].reason}; {why[0].cure}")
        raise NothingToIngest(f"no document in {str(path)!r}: put files there ({formats})")
    return found


def _walk(root: Path) -> Iterator[tuple[Path, Found | PassedOver]]:
    ignored = _ignored(root / IGNORE_FILE)
    closed: list[OSError] = []
    paths = []
    for folder, folders, names in os.walk(root, onerror=closed.append):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        paths += [Path(folder, name) for name in (*names, *links)]
    reasons = {Path(str(error.filename)): error.strerror for error in closed}
    for path in sorted([*paths, *reasons]):
        below = path.relative_to(root)
        if is_hidden(below) or ignored.match_file(below.as_posix()):
            continue
        name = storable(below.as_posix())
        if path in reasons:
            reason = f"a folder that cannot be opened ({reasons[path]})"
            yield path, PassedOver(name, reason, "check its rights")
        elif path.is_symlink() and not os.path.isfile(path):
            yield path, _link(name, path)
        elif _is_file(path):
            about = beside(path)
            if about is None:
                yield path, Found(path, name) if is_readable(name) else of_other_format(name)
            elif not _is_file(about):
                reason = f"the document that it is about, {storable(about.name)}, is not there"
                yield path, PassedOver(name, reason, "put it there, or delete this file")


def _link(name: str, path: Path) -> PassedOver:
    if os.path.isdir(path):
        # It may lead back to where it stands.
        return PassedOver(name, "links to folders are not followed", "name that folder as well")
    return PassedOver(name, "a link that leads to no file", "put the file there, or delete it")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return True  # reading it says why it cannot be opened


def _ignored(file: Path) -> PathSpec[Any]:
    try:
        patterns = file.read_text(encoding="utf-8-sig").splitlines() if file.is_file() else []
        return PathSpec.from_lines("gitignore", patterns)
    except (OSError, ValueError) as error:
        raise IngestError(
            f"{str(file)!r} cannot be used ({error}): write it as UTF-8 text, "
            "one pattern a line as in a .gitignore"
        ) from error
