"""What is inside a `.zip` or attached to an `.eml`: files of their own, put into a folder.

An archive is untrusted: it may claim any name, unpack to any size, and hold itself.
"""

import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import IO, NamedTuple

from ingest.errors import PasswordNeeded, Unreadable
from ingest.readers.eml import attachments, parse_message

CONTAINERS = (".zip", ".eml")
"""Suffixes of files that hold other files."""

MOST_MEMBERS = 10_000
MOST_BYTES = 2_000_000_000
MOST_MEMBER_BYTES = 500_000_000
_DEEPEST = 3
_PRESSED = 200
"""How many times smaller than its content a member may be, from a megabyte on: text is 10 times."""

_PIECE = 1 << 20
_NAME_BYTES = 200
_SAME_OUT = "take it out of the archive and ingest it by itself"


class Member(NamedTuple):
    """A file within a file."""

    name: str
    """Its path in the archive; behind a `/`, its path in an archive in that archive."""

    path: Path
    """Where it was put. It is there until the next one is asked for."""


class Other(NamedTuple):
    """A file within a file that is of a format that is not read."""

    name: str
    """As in `Member`."""


@dataclass
class _Budget:
    """What may still be unpacked, whatever archive it is in."""

    members: int = MOST_MEMBERS
    bytes: int = MOST_BYTES


def unpack(
    path: Path,
    folder: Path,
    *,
    suffix: str,
    is_read: Callable[[str], bool],
    is_hidden: Callable[[PurePath], bool],
) -> Iterator[Member | Other | Unreadable]:
    """The files in an archive or letter, and in archives in it, one at a time.

    `suffix` says which of the two `path` is. `is_read` tells by its name which are wanted, and
    `is_hidden` which are passed over in silence. An `Unreadable` has the member's name as its
    source.

    Raises:
        Unreadable: the archive as a whole cannot be read, or is larger than is safe.
    """
    wanted = _Wanted(is_read, is_hidden)
    empty = True
    for member in _members(path, suffix, "", folder, wanted, _Budget(), depth=1):
        empty = empty and isinstance(member, Other)
        yield member
    if empty and suffix == ".zip":
        raise Unreadable(
            path.name,
            "it holds no file of a format that is read",
            "convert what it holds, and ingest that",
        )


class _Wanted(NamedTuple):
    is_read: Callable[[str], bool]
    is_hidden: Callable[[PurePath], bool]


def _members(
    path: Path,
    suffix: str,
    prefix: str,
    folder: Path,
    wanted: _Wanted,
    budget: _Budget,
    *,
    depth: int,
) -> Iterator[Member | Other | Unreadable]:
    within = _in_letter(path) if suffix == ".eml" else _in_zip(path)
    for number, (name, write) in enumerate(within):
        budget.members -= 1
        if budget.members < 0:
            raise Unreadable(
                path.name, f"it holds more than {MOST_MEMBERS} files", "split it into several"
            )
        try:
            plain = _plain_name(name)
            inner = PurePosixPath(plain).suffix.lower()
            if wanted.is_hidden(PurePosixPath(plain)):
                continue
            if not wanted.is_read(plain):
                yield Other(prefix + plain)
                continue
            file = folder / f"{depth}-{number}{inner}"
            write(file, budget)
        except Unreadable as error:
            yield Unreadable(prefix + name, error.reason, error.cure)
            continue
        try:
            # An archive is no document, a letter is one.
            if inner != ".zip":
                yield Member(prefix + plain, file)
            if inner in CONTAINERS:
                if depth == _DEEPEST:
                    raise Unreadable(
                        prefix + plain, f"it is packed more than {_DEEPEST} times", _SAME_OUT
                    )
                yield from _members(
                    file, inner, f"{prefix}{plain}/", folder, wanted, budget, depth=depth + 1
                )
        except Unreadable as error:
            yield Unreadable(prefix + plain, error.reason, error.cure)
        finally:
            file.unlink(missing_ok=True)


_Write = Callable[[Path, _Budget], None]


def _in_letter(path: Path) -> Iterator[tuple[str, _Write]]:
    for name, content in attachments(parse_message(path)):

        def write(file: Path, budget: _Budget, content: bytes = content) -> None:
            budget.bytes -= len(content)
            file.write_bytes(content)

        # A name with a folder in it is one that somebody made up.
        yield PurePosixPath(name.replace("\\", "/")).name or "attachment", write


def _in_zip(path: Path) -> Iterator[tuple[str, _Write]]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise Unreadable(
            path.name, f"it is a damaged or cut off archive ({error})", "get another copy of it"
        ) from error
    with archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue

            def write(file: Path, budget: _Budget, entry: zipfile.ZipInfo = entry) -> None:
                _extract(archive, entry, file, budget)

            yield _true_name(entry), write


def _true_name(entry: zipfile.ZipInfo) -> str:
    """The member's name: programs in Taiwan and China write it in the system's encoding, unsaid."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp950", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _plain_name(name: str) -> str:
    """The name without what could lead out of a folder; refused where it does."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]:
        raise Unreadable(name, "its name leads out of the archive", _SAME_OUT)
    kept = "/".join(
        "".join(char for char in part if not unicodedata.category(char).startswith("C"))
        for part in parts
    )
    if len(kept.encode("utf-8", "replace")) > 5 * _NAME_BYTES:
        raise Unreadable(name[:_NAME_BYTES], "its name is too long", _SAME_OUT)
    return kept


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Path, budget: _Budget) -> None:
    if entry.flag_bits & 0x1:
        raise PasswordNeeded(entry.filename)
    if entry.file_size > min(MOST_MEMBER_BYTES, max(budget.bytes, 0)):
        raise _too_large(entry.filename)
    if entry.file_size > _PIECE and entry.file_size > _PRESSED * max(entry.compress_size, 1):
        raise Unreadable(
            entry.filename,
            f"it unpacks to {_PRESSED} times its size and more, as files made to fill a disk do",
            "leave it out or, if you trust it, unpack it yourself and ingest that",
        )
    try:
        with archive.open(entry) as source, file.open("wb") as target:
            _copy(source, target, entry, budget)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, RuntimeError) as error:
        file.unlink(missing_ok=True)
        raise Unreadable(
            entry.filename, f"it is damaged in its archive ({error})", "get another copy of it"
        ) from error


def _copy(source: IO[bytes], target: IO[bytes], entry: zipfile.ZipInfo, budget: _Budget) -> None:
    """What an entry claims to hold may be less than it does."""
    written = 0
    while piece := source.read(_PIECE):
        written += len(piece)
        budget.bytes -= len(piece)
        if written > MOST_MEMBER_BYTES or budget.bytes < 0:
            raise _too_large(entry.filename)
        target.write(piece)


def _too_large(name: str) -> Unreadable:
    return Unreadable(
        name,
        f"it unpacks to more than {MOST_MEMBER_BYTES // 1_000_000} MB, or all of its archive to"
        f" more than {MOST_BYTES // 1_000_000} MB",
        _SAME_OUT,
    )
