"""A file to versions that are ready to be written: read, cleaned and cut.

This is what workers do. It knows the file and nothing of the index, and its pages go to a spool
file as they are made, so that a document of any length takes little memory.
"""

import hashlib
import json
import pickle
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeAlias

from ingest.chunk import cut_pages
from ingest.clean import clean
from ingest.disk import is_full
from ingest.errors import Unreadable
from ingest.provenance import credit
from ingest.readers import read
from ingest.storable import storable, storable_document
from ingest.types import Page, PageState, RawDocument
from ingest.version import NewVersion, PageRow, page_row
from language.lexicon import Name
from language.pairs import name_pairs
from language.script import Language, detect_language

_ROWS_AT_ONCE = 50
_LANGUAGE_SAMPLE = 20_000
"""Characters by which a document's language is told."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to prepare."""

    path: Path
    document: str
    sha256: str
    """Of its content when it was found."""

    recipe: str
    served: frozenset[str] = frozenset()
    """`sha256/recipe` of the documents within the file that are served already."""

    skipped: frozenset[int] = frozenset()
    """Pages, by index, that are not to be read again: reading them did not end."""


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


Item: TypeAlias = NewVersion | Refused | Same
Begin: TypeAlias = Callable[[int], object]
"""Called with a page's index before it is worked on."""


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


def prepare(job: Job, spool: Path, *, begin: Begin = lambda _: None) -> Iterator[Item]:
    """The documents in a file; rows of their pages are appended to `spool`.

    Whatever the file holds becomes a `Refused`. Raises `OSError` when the disk is full.
    """
    origin = str(job.path)
    started = time.perf_counter()
    try:
        with spool.open("ab") as rows:
            for raw in map(_storable, read(job.path, begin=_wanted(job, begin))):
                item = _item(job, raw, rows, begin, started)
                begin(0)
                if item.origin == origin and hash_file(job.path) != job.sha256:
                    item = Refused(
                        origin, job.document, "it was changed while it was read", "ingest it again"
                    )
                yield item
                started = time.perf_counter()
    except Unreadable as error:
        yield refused(origin, job.document, error)


def _wanted(job: Job, begin: Begin) -> Callable[[int], bool]:
    def wanted(index: int) -> bool:
        begin(index)
        return index not in job.skipped

    return wanted


def _item(
    job: Job, raw: RawDocument | Unreadable, rows: BinaryIO, begin: Begin, started: float
) -> Item:
    if isinstance(raw, Unreadable):
        return refused(f"{job.path}#{raw.source}", raw.source, raw)
    document = job.document if raw.id is None else raw.id
    origin = str(job.path) if raw.id is None else f"{job.path}#{raw.id}"
    content = job.sha256 if raw.id is None else _hash_raw(raw)
    if raw.id is not None and f"{content}/{job.recipe}" in job.served:
        return Same(origin, document)
    try:
        return _version(
            job, raw, document=document, origin=origin, content=content, rows=rows, begin=begin,
            started=started,
        )  # fmt: skip
    except Unreadable as error:
        return refused(origin, document, error)


def _version(
    job: Job,
    raw: RawDocument,
    *,
    document: str,
    origin: str,
    content: str,
    rows: BinaryIO,
    begin: Begin,
    started: float,
) -> NewVersion:
    if raw.id is None:
        raw = credit(raw, job.path, sha256=content)
    seen = _Seen()
    offset = rows.tell()
    try:
        cuts = tuple(cut_pages(seen.each(clean(raw), rows, begin)))
        seen.flush(rows)
    except Exception as error:
        if is_full(error) or isinstance(error, MemoryError):
            raise
        # One document that we cannot cope with must not stop the others.
        raise _uncuttable(document, error) from error
    if not cuts:
        raise Unreadable(document, "it holds no sentence to search", "check the file and its text")
    return NewVersion(
        document=document,
        origin=origin,
        source=job.document,
        sha256=content,
        recipe=job.recipe,
        format=job.path.suffix.lower().lstrip("."),
        title=raw.title or seen.heading or Path(document).stem,
        language=_language(raw, seen.sample),
        paginated=raw.paginated,
        metadata=raw.metadata,
        warnings=raw.warnings,
        seconds=time.perf_counter() - started,
        pages=SpooledRows(Path(rows.name), offset, seen.batches),
        page_states=tuple(seen.states),
        cuts=cuts,
        names=tuple(seen.names),
    )


@dataclass
class _Seen:
    """What is kept of pages that went by."""

    states: list[PageState] = field(default_factory=list)
    names: dict[Name, None] = field(default_factory=dict)
    sample: str = ""
    heading: str | None = None
    batches: int = 0
    waiting: list[PageRow] = field(default_factory=list)

    def each(self, pages: Iterable[Page], rows: BinaryIO, begin: Begin) -> Iterator[Page]:
        for page in pages:
            begin(page.index)
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


def _storable(raw: RawDocument | Unreadable) -> RawDocument | Unreadable:
    return raw if isinstance(raw, Unreadable) else storable_document(raw)


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
    """EMPTY, GARBLED when a fifth of its characters are no letters of any script, else READ."""
    text = "".join(page.text.split())
    if not text:
        return PageState.EMPTY
    odd = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in text)
    return PageState.GARBLED if odd * 5 > len(text) else PageState.READ
