"""Ingest: files in, a searchable index out, and a line about each document.

A document is known by where its file is, and changed when its content is. Every version is built
aside, put into both engines, and only then served in place of the one before.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.catalogue import NewVersion, original_path
from ingest.chunk import cut_pages
from ingest.clean import clean
from ingest.correct import read_corrections
from ingest.errors import IndexBusy, Unreadable
from ingest.find import Files, Found, find_files, is_readable
from ingest.index import EmbedProgress, Index
from ingest.names import names_in
from ingest.provenance import credit, provenance_mark
from ingest.readers import CONTAINERS, SUFFIXES, format_of, is_ocr_installed, read, unpack
from ingest.retry import retries
from ingest.storable import storable, storable_document
from ingest.survey import Surveying
from ingest.surveys import Troubled
from ingest.twins import settle
from ingest.types import Page, PageState, RawDocument
from language.script import Language, detect_language

_RECIPE = "5"
"""Raised when reading, cleaning, cutting or mining changes, so that documents are ingested anew."""

_UNREAD = "/scans unread"
"""Behind the recipe of a document with scanned pages that were not read for want of Tesseract: once
it is there, they are."""

_BATCH_CHUNKS = 256


class State(StrEnum):
    """What became of a document."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"
    CORRECTED = "corrected"
    """Unchanged, but otherwise corrected by the file beside it, or by another served for it."""

    GONE = "gone"
    """Its file is not there any more."""

    SKIPPED = "skipped"
    """A file in an ingested folder whose format is not read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One document, or one skipped file, in the ingest report."""

    source: str
    state: State
    pages: int = 0
    chunks: int = 0
    page_states: tuple[PageState, ...] = ()
    warnings: tuple[str, ...] = ()
    reason: str | None = None
    cure: str | None = None
    seconds: float = 0.0


Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the one that comes next."""


def ingest(
    paths: Sequence[Path], *, index: Index, progress: Progress = lambda *_: None
) -> list[Line]:
    """Bring the index up to date with these files and folders.

    Documents whose files are gone stay until `remove`. What the engines have lost of any document
    is put back; vectors first, and those of a newly chosen model, as `embed` does.

    Raises `NothingToIngest` for a path that is not there or holds no readable file, `IndexBusy`
    while another ingest runs, and what `embed` raises. A document that cannot be read becomes a
    line.
    """
    files = find_files(paths)
    with _alone(index):
        return [*_bring_in(files.documents, index, progress), *_skipped(files)]


def retry(*, index: Index, progress: Progress = lambda *_: None) -> list[Line]:
    """Try again what could not be read, and documents with scanned or garbled pages.

    What has not changed since is left as it is. Raises as `ingest` does.
    """
    with _alone(index):
        wanted = retries(index.surveys.troubled())
        lines = _bring_in(wanted.files, index, progress) if wanted.files else []
        return [*lines, *map(_gone, wanted.gone)]


def _bring_in(files: Sequence[Found], index: Index, progress: Progress) -> list[Line]:
    index.embed(progress=lambda done, total: progress(done, total, "vectors"))
    _clear_leftovers(index)
    lines = list(_ingest_files(files, index, progress))
    corrected = read_corrections(files, index=index)
    same = settle(index)
    _clear_leftovers(index)
    index.mend()
    return _noted(_noted(lines, corrected), same)


def _gone(one: Troubled) -> Line:
    return Line(
        one.document,
        State.GONE,
        reason="its file is not there any more",
        cure=f"put it back, or forget it with `advisor remove '{one.document}'`",
    )


def embed(*, index: Index, progress: EmbedProgress = lambda *_: None) -> None:
    """See that all chunks have vectors of the chosen model, and that those are served.

    Raises `EmbedderUnusable` when the model cannot be used, `VectorsUnusable` when Chroma cannot,
    and `IndexBusy` while another ingest runs. What was made until then is kept for the next try.
    """
    with _alone(index):
        index.embed(progress=progress)


def remove(document: str, *, index: Index) -> bool:
    """Take a document out of the index; False when there is none of that name."""
    with _alone(index):
        settle(index, without=document)
        served = index.catalogue.remove(document)
        quarantined = index.catalogue.release(document)
        _clear_leftovers(index)
        return served or quarantined


@contextmanager
def _alone(index: Index) -> Iterator[None]:
    """The right to write; raises `IndexBusy` while another process has it."""
    try:
        with FileLock(index.home / "ingest.lock").acquire(timeout=0):
            yield
    except Timeout as error:
        raise IndexBusy(index.home) from error


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A document read, cleaned and cut, before it is written."""

    version: NewVersion
    replaces: bool


def _ingest_files(files: Sequence[Found], index: Index, progress: Progress) -> Iterator[Line]:
    batch: list[_Prepared] = []
    for done, found in enumerate(files):
        progress(done, len(files), found.document)
        for item in _prepare_all(found, index):
            if isinstance(item, Line):
                yield item
                continue
            batch.append(item)
            if sum(len(prepared.version.cuts) for prepared in batch) >= _BATCH_CHUNKS:
                yield from _write(batch, index)
                batch.clear()
    yield from _write(batch, index)
    progress(len(files), len(files), "")


def _prepare_all(found: Found, index: Index) -> Iterator[_Prepared | Line]:
    """The document in a file, and those in the files within it."""
    # What is still wrong with this file is about to be found again.
    index.catalogue.clear_quarantine(storable(found.origin))
    try:
        format_ = format_of(found.path)
    except (Unreadable, OSError):
        format_ = ""  # Reading it says why.
    if format_ != ".zip":
        yield from _prepare(found, index)
    if format_ not in CONTAINERS:
        return
    folder = index.home / "unpacked"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        for member in unpack(found.path, folder, suffix=format_, is_read=is_readable):
            if isinstance(member, Unreadable):
                origin = f"{found.path}#{member.source}"
                yield _quarantine(index, origin, f"{found.document}/{member.source}", member)
                continue
            name = storable(member.name)
            within = Found(member.path, f"{found.document}/{name}", f"{found.path}#{name}")
            yield from _prepare(within, index)
    except Unreadable as error:
        yield _quarantine(index, found.origin, found.document, error)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prepare(found: Found, index: Index) -> Iterator[_Prepared | Line]:
    started = time.perf_counter()
    # Another provenance is another citation, also when the file's own content is the same.
    recipe = "/".join(filter(None, [_RECIPE, provenance_mark(found.path)]))
    try:
        _check_name(found)
        digest = _hash_file(found.path)
        if _is_served(index, found.document, found.origin, f"{digest}/{recipe}") or (
            not is_ocr_installed()
            and _is_served(index, found.document, found.origin, f"{digest}/{recipe}{_UNREAD}")
        ):
            yield Line(found.document, State.UNCHANGED)
            return
        for raw in map(_storable, read(found.path)):
            if isinstance(raw, Unreadable):
                yield _quarantine(index, f"{found.origin}#{raw.source}", raw.source, raw)
                continue
            document = found.document if raw.id is None else raw.id
            origin = found.origin if raw.id is None else f"{found.origin}#{raw.id}"
            content = digest if raw.id is None else _hash_raw(raw)
            if raw.id is not None and _is_served(index, document, origin, f"{content}/{recipe}"):
                yield Line(document, State.UNCHANGED)
                continue
            try:
                yield _prepare_document(
                    raw, found, index, document, origin, content, recipe, started
                )
            except Unreadable as error:
                yield _quarantine(index, origin, document, error)
            started = time.perf_counter()
    except Unreadable as error:
        yield _quarantine(index, found.origin, found.document, error)


def _check_name(found: Found) -> None:
    if storable(str(found.path)) != str(found.path):
        raise Unreadable(found.document, "its path is not UTF-8", "rename the file or its folder")


def _storable(raw: RawDocument | Unreadable) -> RawDocument | Unreadable:
    return raw if isinstance(raw, Unreadable) else storable_document(raw)


def _prepare_document(
    raw: RawDocument,
    found: Found,
    index: Index,
    document: str,
    origin: str,
    content: str,
    recipe: str,
    started: float,
) -> _Prepared:
    if raw.id is None:
        raw = credit(raw, found.path, sha256=content)
    surveying = Surveying()
    try:
        pages = tuple(map(surveying.take, clean(raw)))
        cuts = tuple(cut_pages(pages))
    except Exception as error:
        # One document that we cannot cope with must not stop the others.
        raise Unreadable(
            document,
            f"cutting its text failed ({type(error).__name__}: {error})",
            "save it in another format, such as .txt, and ingest that",
        ) from error
    if not cuts:
        raise Unreadable(document, "it holds no sentence to search", "check the file and its text")
    format_ = found.path.suffix.lower().lstrip(".")
    if raw.id is None:
        _keep(found.path, original_path(index.home / "originals", content, format_))
    replaces = index.catalogue.fingerprint(origin) is not None
    title = raw.title or _first_heading(pages) or Path(document).stem
    metadata = raw.metadata
    if raw.id is None:
        metadata = surveying.described(metadata, title=title, said=raw.title is not None)
    states = tuple(_page_state(page) for page in pages)
    if PageState.SCANNED in states and not is_ocr_installed():
        recipe += _UNREAD
    return _Prepared(
        NewVersion(
            document=document,
            origin=origin,
            source=found.document,
            sha256=content,
            recipe=recipe,
            format=format_,
            title=title,
            language=_language(raw, pages),
            paginated=raw.paginated,
            metadata=metadata,
            warnings=raw.warnings,
            seconds=time.perf_counter() - started,
            pages=pages,
            page_states=states,
            cuts=cuts,
            survey=surveying.done(),
        ),
        replaces=replaces,
    )


def _is_served(index: Index, document: str, origin: str, fingerprint: str) -> bool:
    """Whether this very content is served; a file that moved keeps its document."""
    catalogue = index.catalogue
    if catalogue.fingerprint(origin) is None:
        for other in catalogue.origins(document):
            if other != origin and not _is_there(other):
                catalogue.move(document, old=other, new=origin)
                break
    return catalogue.fingerprint(origin) == fingerprint


def _is_there(origin: str) -> bool:
    """Whether the file of an origin exists; what follows a `#` may be a name within it."""
    parts = origin.split("#")
    return any(Path("#".join(parts[:count])).exists() for count in range(1, len(parts) + 1))


def _write(batch: Sequence[_Prepared], index: Index) -> Iterator[Line]:
    if not batch:
        return
    written = [index.catalogue.write(prepared.version) for prepared in batch]
    started = time.perf_counter()
    for prepared, chunks in zip(batch, written, strict=True):
        index.names.add(chunks[0].version, names_in(prepared.version.pages))
        if prepared.version.survey is not None:
            index.surveys.add(chunks[0].version, prepared.version.survey)
    index.add([chunk for chunks in written for chunk in chunks])
    index.catalogue.serve([chunks[0].version for chunks in written])
    share = (time.perf_counter() - started) / len(batch)
    for prepared in batch:
        version = prepared.version
        yield Line(
            source=version.document,
            state=State.UPDATED if prepared.replaces else State.ADDED,
            pages=len(version.pages),
            chunks=len(version.cuts),
            page_states=version.page_states,
            warnings=version.warnings,
            seconds=version.seconds + share,
        )


def _quarantine(index: Index, origin: str, document: str, error: Unreadable) -> Line:
    # A parser's own message may quote what it stumbled over.
    reason = storable(error.reason)
    index.catalogue.quarantine(storable(origin), source=document, reason=reason, cure=error.cure)
    return Line(document, State.QUARANTINED, reason=reason, cure=error.cure)


def _noted(lines: Sequence[Line], notes: Mapping[str, str | None]) -> list[Line]:
    """The lines with a note each where there is one; None stands for a correction without any."""
    return [
        replace(
            line,
            state=State.CORRECTED if line.state is State.UNCHANGED else line.state,
            warnings=(*line.warnings, *filter(None, [notes[line.source]])),
        )
        if line.source in notes
        else line
        for line in lines
    ]


def _skipped(files: Files) -> Iterator[Line]:
    cure = f"save it in a format that is: {' '.join(sorted(SUFFIXES))}"
    for found in files.others:
        suffix = found.path.suffix.lower()
        reason = f"files named {storable(suffix)} are not read" if suffix else _NO_SUFFIX
        yield Line(found.document, State.SKIPPED, reason=reason, cure=cure)


_NO_SUFFIX = "files without a suffix are not read"


def _clear_leftovers(index: Index) -> None:
    """Drop what is not served any more, or never was: from the engines, then the catalogue."""
    index.remove(index.catalogue.leftovers())
    index.names.forget_leftovers()
    index.catalogue.forget_leftovers()


def _keep(file: Path, kept: Path) -> None:
    """Copy a file aside under its content's name, so that citations open whatever happens to it."""
    if kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    half = kept.with_suffix(".part")
    shutil.copyfile(file, half)
    half.replace(kept)


def _hash_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Unreadable(
            path.name, f"it cannot be opened ({error.strerror})", "check the file and its rights"
        ) from error


def _hash_raw(raw: RawDocument) -> str:
    content = [raw.id, raw.title, raw.metadata, [page.text for page in raw.pages]]
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True, default=str).encode(
            "utf-8", "surrogatepass"
        )
    ).hexdigest()


def _first_heading(pages: Sequence[Page]) -> str | None:
    for page in pages:
        for heading in page.headings:
            return page.text[heading.start : heading.end]
    return None


def _language(raw: RawDocument, pages: Sequence[Page]) -> Language:
    said = raw.metadata.get("language")
    if said in set(Language):
        return Language(str(said))
    return detect_language(" ".join(page.text for page in pages)[:20_000])


def _page_state(page: Page) -> PageState:
    """What the reader says; else EMPTY, GARBLED when a fifth of its characters are no letters of
    any script, or READ."""
    if page.state is not None:
        return page.state
    text = "".join(page.text.split())
    if not text:
        return PageState.EMPTY
    odd = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in text)
    return PageState.GARBLED if odd * 5 > len(text) else PageState.READ
