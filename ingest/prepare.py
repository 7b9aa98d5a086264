"""A file to versions that are ready to be written: read, cleaned and cut.

This is what workers do. It knows the file and nothing of the index, and its pages go to a spool
file as they are made, so that a document of any length takes little memory.
"""

import hashlib
import json
import pickle
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeAlias

from ingest.chunk import cut_pages
from ingest.clean import clean
from ingest.disk import is_full
from ingest.errors import Unreadable
from ingest.find import PassedOver, is_hidden, is_readable, of_other_format
from ingest.provenance import credit, provenance_mark
from ingest.readers import CONTAINERS, Other, format_of, is_ocr_installed, read, unpack
from ingest.storable import storable
from ingest.survey import Surveying
from ingest.types import Page, PageState, RawDocument
from ingest.version import NewVersion, PageRow, page_row
from language.lexicon import Name
from language.pairs import name_pairs
from language.script import Language, detect_language

_RECIPE = "10"
"""Raised when reading, cleaning, cutting or mining changes, so that documents are ingested anew."""

_UNREAD = "/scans unread"
"""Behind the recipe of a document with scanned pages that were not read for want of Tesseract: once
it is there, they are."""

_ROWS_AT_ONCE = 50
_NO_LETTER = re.compile("[\ufffd\ue000-\uf8ff]")
_LANGUAGE_SAMPLE = 20_000
"""Characters by which a document's language is told."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to prepare."""

    path: Path
    document: str
    sha256: str
    """Of its content when it was found."""

    served: Mapping[str, str] = field(default_factory=dict)
    """By origin, `sha256/recipe` of it and of the documents within it that are served already."""

    skipped: frozenset[tuple[str, int]] = frozenset()
    """Pages, by document and index, that are not to be read again: reading them did not end."""

    def without(self, document: str, page: int) -> "Job":
        """The same with one page more to be skipped."""
        return replace(self, skipped=self.skipped | {(document, page)})


class Refused(NamedTuple):
    """A document that cannot be read."""

    origin: str
    document: str
    reason: str
    cure: str


class Same(NamedTuple):
    """A document within a file that is served already, as it is."""

    origin: str
    document: str


Read: TypeAlias = NewVersion | Refused | Same
Item: TypeAlias = Read | PassedOver
Begin: TypeAlias = Callable[[str, int], object]
"""Called with a document and a page's index before that page is worked on."""


@dataclass(frozen=True)
class SpooledRows:
    """Pages' rows in a spool file, gone through as often as is wanted."""

    file: Path
    offset: int
    batches: int

    def __iter__(self) -> Iterator[PageRow]:
        with self.file.open("rb") as file:
            file.seek(self.offset)
            for _ in range(self.batches):
                yield from pickle.load(file)  # noqa: S301  written by a worker of ours


class _Source(NamedTuple):
    """A file to read: the job's own, or one that was unpacked from it."""

    path: Path
    document: str
    origin: str
    sha256: str
    recipe: str
    keep: Callable[[], Path]
    """Gives a path where the file stays until a copy of it is kept."""


@dataclass(frozen=True)
class _Desk:
    """What every step of a job needs."""

    job: Job
    rows: BinaryIO
    begin: Begin
    parts: Sequence[Path]

    @property
    def folder(self) -> Path:
        """Where files may wait that are needed no longer than the job."""
        return Path(self.rows.name).parent


def prepare(
    job: Job, spool: Path, *, begin: Begin = lambda *_: None, parts: Sequence[Path] = ()
) -> Iterator[Item]:
    """The documents in a file, and in files within it; rows of their pages are appended to `spool`.

    `parts` are files with the pages of a PDF, as `read_part` wrote them. Whatever the file holds
    becomes a `Refused`. Raises `OSError` when the disk is full, and `MemoryError`.
    """
    try:
        format_ = format_of(job.path)
    except (Unreadable, OSError):
        format_ = ""  # reading it says why
    with spool.open("ab") as rows:
        desk = _Desk(job, rows, begin, parts)
        if format_ != ".zip":
            recipe = recipe_of(job.path)
            yield from _read(
                _Source(
                    job.path, job.document, str(job.path), job.sha256, recipe, lambda: job.path
                ),
                desk,
            )
        if format_ in CONTAINERS:
            yield from _unpacked(desk, format_, unpacked(spool))


def unpacked(spool: Path) -> Path:
    """The folder beside a spool file for what is unpacked."""
    return spool.with_suffix(".unpacked")


def recipe_of(file: Path) -> str:
    """What a file's documents are made by; another provenance is another citation."""
    return "/".join(filter(None, [_RECIPE, provenance_mark(file)]))


def fingerprints(sha256: str, recipe: str) -> frozenset[str]:
    """Under which a content is as new as it can be."""
    made = f"{sha256}/{recipe}"
    return frozenset({made} if is_ocr_installed() else {made, made + _UNREAD})


def container_fingerprint(sha256: str, file: Path) -> str:
    """Changes whenever something in an archive or a letter might be read anew."""
    made = f"{sha256}/{recipe_of(file)}"
    return made if is_ocr_installed() else made + _UNREAD


def _unpacked(desk: _Desk, format_: str, folder: Path) -> Iterator[Item]:
    job, kept = desk.job, folder / "kept"
    kept.mkdir(parents=True)
    try:
        for number, member in enumerate(
            unpack(job.path, folder, suffix=format_, is_read=is_readable, is_hidden=is_hidden)
        ):
            if isinstance(member, Other):
                yield of_other_format(f"{job.document}/{storable(member.name)}")
                continue
            if isinstance(member, Unreadable):
                origin, document = f"{job.path}#{member.source}", f"{job.document}/{member.source}"
                yield refused(origin, document, member)
                continue
            name = storable(member.name)
            copy = partial(_copied, member.path, kept / str(number))
            source = _Source(
                member.path, f"{job.document}/{name}", f"{job.path}#{name}",
                hash_file(member.path), _RECIPE, copy,
            )  # fmt: skip
            yield from _read(source, desk)
    except Unreadable as error:
        yield refused(str(job.path), job.document, error)


def _copied(file: Path, copy: Path) -> Path:
    return Path(shutil.copyfile(file, copy))


def _read(source: _Source, desk: _Desk) -> Iterator[Item]:
    started = time.perf_counter()
    known = fingerprints(source.sha256, source.recipe)
    if desk.job.served.get(source.origin) in known:
        yield Same(source.origin, source.document)
        return
    try:
        parts = desk.parts if source.path == desk.job.path else ()
        for raw in read(source.path, begin=_wanted(source, desk), folder=desk.folder, parts=parts):
            item = _item(source, raw, desk, started)
            desk.begin(source.document, 0)
            if item.origin == source.origin and hash_file(source.path) != source.sha256:
                error = Unreadable(
                    source.document, "it was changed while it was read", "ingest it again"
                )
                item = refused(source.origin, source.document, error)
            yield item
            started = time.perf_counter()
    except Unreadable as error:
        yield refused(source.origin, source.document, error)


def _wanted(source: _Source, desk: _Desk) -> Callable[[int], bool]:
    def wanted(index: int) -> bool:
        desk.begin(source.document, index)
        return (source.document, index) not in desk.job.skipped

    return wanted


def _item(source: _Source, raw: RawDocument | Unreadable, desk: _Desk, started: float) -> Read:
    if isinstance(raw, Unreadable):
        return refused(f"{source.origin}#{raw.source}", raw.source, raw)
    document = source.document if raw.id is None else raw.id
    origin = source.origin if raw.id is None else f"{source.origin}#{raw.id}"
    content = source.sha256 if raw.id is None else _hash_raw(raw)
    if raw.id is not None and desk.job.served.get(origin) == f"{content}/{source.recipe}":
        return Same(origin, document)
    try:
        return _version(
            source, raw, desk, document=document, origin=origin, content=content, started=started
        )
    except Unreadable as error:
        return refused(origin, document, error)


def _version(
    source: _Source,
    raw: RawDocument,
    desk: _Desk,
    *,
    document: str,
    origin: str,
    content: str,
    started: float,
) -> NewVersion:
    if raw.id is None:
        raw = credit(raw, source.path, sha256=content)
    seen, begin = _Seen(), partial(desk.begin, document)
    rows, offset = desk.rows, desk.rows.tell()
    try:
        cuts = tuple(cut_pages(seen.each(clean(raw, begin=begin, folder=desk.folder), rows)))
        seen.flush(rows)
    except Exception as error:
        if is_full(error) or isinstance(error, MemoryError):
            raise
        # One document that we cannot cope with must not stop the others.
        raise _uncuttable(document, error) from error
    if not cuts:
        raise Unreadable(document, "it holds no sentence to search", "check the file and its text")
    unread = PageState.SCANNED in seen.states and not is_ocr_installed()
    recipe = source.recipe + (_UNREAD if unread else "")
    title = raw.title or seen.heading or Path(document).stem
    metadata = raw.metadata
    if raw.id is None:
        metadata = seen.surveying.described(metadata, title=title, said=raw.title is not None)
    return NewVersion(
        document=document,
        origin=origin,
        source=source.document,
        sha256=content,
        recipe=recipe,
        format=source.path.suffix.lower().lstrip("."),
        title=title,
        language=_language(raw, seen.sample),
        paginated=raw.paginated,
        metadata=metadata,
        warnings=raw.warnings,
        seconds=time.perf_counter() - started,
        pages=SpooledRows(Path(rows.name), offset, seen.batches),
        page_states=tuple(seen.states),
        cuts=cuts,
        survey=seen.surveying.done(),
        names=tuple(seen.names),
        file=source.keep() if raw.id is None else None,
    )


@dataclass
class _Seen:
    """What is kept of pages that went by."""

    surveying: Surveying = field(default_factory=Surveying)
    states: list[PageState] = field(default_factory=list)
    names: dict[Name, None] = field(default_factory=dict)
    sample: str = ""
    heading: str | None = None
    batches: int = 0
    waiting: list[PageRow] = field(default_factory=list)

    def each(self, pages: Iterable[Page], rows: BinaryIO) -> Iterator[Page]:
        for page in map(self.surveying.take, pages):
            state = _page_state(page)
            self.states.append(state)
            self.names |= dict.fromkeys(name_pairs(page.text))
            if len(self.sample) < _LANGUAGE_SAMPLE:
                self.sample += f" {page.text}"
            if self.heading is None and page.headings:
                first = page.headings[0]
                self.heading = page.text[first.start : first.end]
            self.waiting.append(page_row(page, state))
            if len(self.waiting) >= _ROWS_AT_ONCE:
                self.flush(rows)
            yield page

    def flush(self, rows: BinaryIO) -> None:
        if self.waiting:
            pickle.dump(self.waiting, rows, protocol=pickle.HIGHEST_PROTOCOL)
            rows.flush()
            self.batches += 1
            self.waiting = []


def hash_file(path: Path) -> str:
    """Raises `Unreadable` for a file that cannot be opened."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Unreadable(
            path.name, f"it cannot be opened ({error.strerror})", "check the file and its rights"
        ) from error


def refused(origin: str, document: str, error: Unreadable) -> Refused:
    """The error as what became of a document."""
    # A parser's own message may quote what it stumbled over.
    return Refused(storable(origin), document, storable(error.reason), error.cure)


def _uncuttable(document: str, error: Exception) -> Unreadable:
    return Unreadable(
        document,
        f"cutting its text failed ({type(error).__name__}: {error})",
        "save it in another format, such as .txt, and ingest that",
    )


def _hash_raw(raw: RawDocument) -> str:
    content = [raw.id, raw.title, raw.metadata, [page.text for page in raw.pages]]
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True, default=str).encode(
            "utf-8", "surrogatepass"
        )
    ).hexdigest()


def _language(raw: RawDocument, sample: str) -> Language:
    said = raw.metadata.get("language")
    if said in set(Language):
        return Language(str(said))
    return detect_language(sample[1 : _LANGUAGE_SAMPLE + 1])


def _page_state(page: Page) -> PageState:
    """What the reader says; else EMPTY, GARBLED when a fifth of its characters are no letters of
    any script, or READ."""
    if page.state is not None:
        return page.state
    text = "".join(page.text.split())
    if not text:
        return PageState.EMPTY
    odd = 0 if text.isascii() else len(_NO_LETTER.findall(text))
    return PageState.GARBLED if odd * 5 > len(text) else PageState.READ
