"""Fetch: publications on the web into a folder that `ingest` reads.

A download is streamed to a hidden file, checked, and only then takes the place of what the folder
had. It is named by the publication's id: nothing that a server says becomes part of a path.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath

import httpx
from filelock import FileLock, Timeout

from ingest.errors import FetchFailed, FolderUnusable, Unreadable
from ingest.partial import Edition, Partial
from ingest.provenance import Provenance, read_provenance, sidecar, write_provenance
from ingest.readers.sniff import sniff
from ingest.sources import Source
from ingest.transport import GO_ON
from ingest.web import Web

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    _DOCX: ".docx",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_UNTOLD = {"", "application/octet-stream", "binary/octet-stream", "application/x-download"}
"""What servers say of a file that they know nothing of: its first bytes tell."""

_NAMES = {
    ".pdf": "a PDF",
    ".html": "a web page",
    ".docx": "a Word document",
    ".txt": "plain text",
    ".md": "Markdown",
}
_BY_HAND = "open the address in a browser and save the document into the folder by hand"
_AGAIN = "run this again"
_HEAD = 4096


class State(StrEnum):
    """What became of a publication."""

    FETCHED = "fetched"
    CHANGED = "changed"
    """It was there, and is another now."""

    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Download:
    """One publication in the report of a fetch."""

    source: str
    """Its id."""

    title: str
    url: str
    state: State
    file: str | None = None
    """Its name in the folder; None when there is none."""

    bytes: int = 0
    resumed_at: int = 0
    """How many bytes an earlier run had left."""

    note: str | None = None
    reason: str | None = None
    cure: str | None = None
    seconds: float = 0.0


Progress = Callable[[int, int, str], None]
"""Called with publications done, publications in all, and the id of the one that comes next."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What an earlier run has downloaded."""

    file: Path
    provenance: Provenance


def fetch(
    sources: Sequence[Source],
    folder: Path,
    *,
    web: Web,
    progress: Progress = lambda *_: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> list[Download]:
    """Download publications into a folder, each with its provenance beside it.

    What is complete is fetched again only if its server has another edition; what an earlier run
    left incomplete is gone on with. One that fails becomes a line with its reason.

    Raises `FolderUnusable` when the folder cannot be written to, or another fetch does so.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".fetch.lock").acquire(timeout=0):
            downloads: list[Download] = []
            for source in sources:
                progress(len(downloads), len(sources), source.id)
                downloads.append(_fetch_listed(source, folder, web, now))
            progress(len(downloads), len(sources), "")
            return downloads
    except Timeout as error:
        raise FolderUnusable(
            f"another fetch is running on {str(folder)!r}: wait until it ends, then run this again"
        ) from error
    except OSError as error:
        raise FolderUnusable(
            f"{str(folder)!r} cannot be written to ({error.strerror or error}): give another folder"
        ) from error


def _fetch_listed(source: Source, folder: Path, web: Web, now: Callable[[], datetime]) -> Download:
    started = time.perf_counter()
    try:
        return _fetch_one(source, folder, web, now)
    except FetchFailed as error:
        reason, cure = error.reason, error.cure
    except OSError as error:
        reason = f"it cannot be written ({error.strerror or error})"
        cure = "make room on the disk, or check the folder's rights"
    except Exception as error:
        # Answers come from outside; what one of them breaks must not stop the others.
        reason, cure = f"fetching it failed ({type(error).__name__}: {error})", _BY_HAND
    return Download(
        source.id,
        source.title,
        source.url,
        State.FAILED,
        reason=reason,
        cure=cure,
        seconds=time.perf_counter() - started,
    )


def _fetch_one(source: Source, folder: Path, web: Web, now: Callable[[], datetime]) -> Download:
    started = time.perf_counter()
    _check_free(source, folder)
    kept = _kept(source, folder)
    partial = Partial(folder / f".{source.id}.part", source.url)
    arrived = _transfer(source, partial, kept, web)
    if isinstance(arrived, _Kept):
        partial.drop()
        return _unchanged(source, arrived, started)
    try:
        suffix = _check_type(partial.path, arrived.declared, source)
    except FetchFailed:
        partial.drop()
        raise
    provenance = Provenance(
        source=source.id,
        title=source.title,
        publisher=source.publisher,
        kind=source.kind,
        url=source.url,
        final_url=arrived.final_url,
        fetched_at=now(),
        sha256=_hash(partial.path),
        bytes=partial.size,
        content_type=arrived.declared or None,
        etag=arrived.edition.etag,
        last_modified=arrived.edition.last_modified,
    )
    if kept is not None and provenance.sha256 == kept.provenance.sha256:
        partial.drop()
        return _unchanged(source, kept, started)
    file = folder / f"{source.id}{suffix}"
    partial.becomes(file)
    write_provenance(file, provenance)
    return Download(
        source.id,
        source.title,
        source.url,
        State.FETCHED if kept is None else State.CHANGED,
        file=file.name,
        bytes=provenance.bytes,
        resumed_at=arrived.resumed_at,
        note=_drop_other_formats(source, file),
        seconds=time.perf_counter() - started,
    )


def _check_free(source: Source, folder: Path) -> None:
    for file in _files(source, folder):
        if file.exists() and not sidecar(file).exists():
            raise FetchFailed(
                f"the folder has a file {file.name} that was not downloaded", "move it elsewhere"
            )


def _files(source: Source, folder: Path) -> list[Path]:
    return [folder / f"{source.id}{suffix}" for suffix in _NAMES]


def _kept(source: Source, folder: Path) -> _Kept | None:
    """What is there of this publication, if it is as it was downloaded."""
    for file in _files(source, folder):
        try:
            provenance = read_provenance(file)
        except ValueError:
            continue
        if (
            provenance is not None
            and (provenance.source, provenance.url) == (source.id, source.url)
            and file.is_file()
            and _hash(file) == provenance.sha256
        ):
            return _Kept(file, provenance)
    return None


def _unchanged(source: Source, kept: _Kept, started: float) -> Download:
    # The list may name it better than it did.
    listed = {"title": source.title, "publisher": source.publisher, "kind": source.kind}
    renamed = kept.provenance.model_copy(update=listed)
    if renamed != kept.provenance:
        write_provenance(kept.file, renamed)
    return Download(
        source.id,
        source.title,
        source.url,
        State.UNCHANGED,
        file=kept.file.name,
        bytes=kept.provenance.bytes,
        seconds=time.perf_counter() - started,
    )


def _drop_other_formats(source: Source, file: Path) -> str | None:
    """Remove what an earlier run downloaded of it in another format; says so."""
    others = [other for other in _files(source, file.parent) if other != file and other.exists()]
    for other in others:
        other.unlink()
        sidecar(other).unlink(missing_ok=True)
    if not others:
        return None
    names = ", ".join(other.name for other in others)
    return f"it was {names} before: `advisor remove` takes that out of the index"


@dataclass(frozen=True, slots=True)
class _Arrived:
    """What a server said of a publication that has come as a whole."""

    final_url: str
    declared: str
    """The content type, or nothing."""

    edition: Edition
    resumed_at: int


def _transfer(source: Source, partial: Partial, kept: _Kept | None, web: Web) -> _Arrived | _Kept:
    """Bring the publication to the partial file, or find that it is the one that is kept."""
    headers = {"Accept-Language": f"{source.languages[0]}, *;q=0.5"} if source.languages else {}
    if kept is not None:
        said = kept.provenance
        headers |= Edition.of(
            source.url, {"etag": said.etag or "", "last-modified": said.last_modified or ""}
        ).unless_same
    with web.get(source.url, headers=headers | partial.from_here) as response:
        status = response.status_code
        if status == 304 and kept is not None:
            return kept
        if status in {200, 206}:
            return _receive(response, partial, source, limit=web.limits.bytes)
        if status != 416 or not partial.size:
            raise _refused(response)
    # It has all the bytes that there are, or more: something was wrong with them.
    partial.drop()
    return _transfer(source, partial, kept, web)


def _receive(response: httpx.Response, partial: Partial, source: Source, *, limit: int) -> _Arrived:
    declared = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if declared not in _TYPES and declared not in _UNTOLD:
        raise FetchFailed(f"the server sends {declared[:100]}, which is not read", _BY_HAND)
    is_coded = response.headers.get("content-encoding", "identity").lower() != "identity"
    whole: int | None = None
    size = 0
    if response.status_code == 206:
        part = partial.rest(response.headers.get("content-range", ""))
        if part is None or is_coded:
            partial.drop()
            raise FetchFailed("the server sent another part than was asked for", _AGAIN)
        size, whole = partial.size, part.whole
    resumed_at = size
    length = response.headers.get("content-length", "")
    if length.isdecimal() and size + int(length) > limit:
        partial.drop()
        raise _too_large(limit)
    # What is decoded on the way cannot be gone on with: its offsets are not the server's.
    edition = Edition.of(source.url, {} if is_coded else response.headers)
    with partial.writing(None if resumed_at else edition) as file:
        for piece in response.iter_bytes():
            size += len(piece)
            if size > limit:
                break
            file.write(piece)
    if size > limit:
        partial.drop()
        raise _too_large(limit)
    if whole is not None and size != whole:
        raise FetchFailed(f"the server sent {size} of {whole} bytes", GO_ON)
    return _Arrived(
        final_url=str(response.url),
        declared=str(declared),
        edition=Edition.of(source.url, response.headers),
        resumed_at=resumed_at,
    )


def _too_large(limit: int) -> FetchFailed:
    return FetchFailed(f"it is larger than {limit / 2**20:g} MB", _BY_HAND)


def _check_type(file: Path, declared: str, source: Source) -> str:
    """The suffix of what was downloaded, where its first bytes agree with what it is said to be."""
    try:
        found = sniff(file)
    except Unreadable as error:
        raise FetchFailed(error.reason, _BY_HAND) from error
    named = PurePosixPath(httpx.URL(source.url).path).suffix.lower()
    said = _TYPES.get(declared)
    if found is None:
        is_told = said or (named if named in {".txt", ".md"} else None)
        if is_told in {".pdf", ".docx", None} or _is_binary(file):
            what = _NAMES[said] if said else "a document"
            raise FetchFailed(f"the server says that it is {what}, and it is not", _BY_HAND)
        found = is_told
    elif said is not None and said != found:
        raise FetchFailed(
            f"the server says that it is {_NAMES[said]}, and it is {_NAMES[found]}", _BY_HAND
        )
    if named in {".pdf", ".docx"} and found != named:
        raise FetchFailed(
            f"the address is that of {_NAMES[named]}, and the server sent {_NAMES[found]}", _BY_HAND
        )
    return found


def _is_binary(file: Path) -> bool:
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
    return b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _refused(response: httpx.Response) -> FetchFailed:
    status = response.status_code
    match status:
        case 404 | 410:
            return FetchFailed(
                f"the server has nothing at this address (HTTP {status})",
                "look for its new address and correct it in the list",
            )
        case 401 | 402 | 403 | 451:
            return FetchFailed(f"the server refuses it (HTTP {status})", _BY_HAND)
        case 429 | 503:
            wait = response.headers.get("retry-after")
            asks = f", and asks to wait {wait[:40]!r}" if wait else ""
            return FetchFailed(f"the server is busy (HTTP {status}{asks})", "try again later")
        case _ if status >= 500:
            return FetchFailed(f"the server has a fault (HTTP {status})", "try again later")
        case _:
            return FetchFailed(f"the server answers with HTTP {status}", _BY_HAND)
