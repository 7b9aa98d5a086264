"""How every document fared: its pages, what is known of it, what is suspicious, what it is like.

Plain values, made from the catalogue alone; the command line, the HTML report and the app draw
them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ingest.alike import Alike
from ingest.catalogue import Catalogue
from ingest.corrections import Corrections
from ingest.editions import successors
from ingest.readers.metadata import FIELDS
from ingest.served import Served
from ingest.surveys import PageRead, Surveys
from ingest.twins import links, same_as
from ingest.types import DocumentInfo, FlagKind, Quarantined

_LONGEST = 300
"""Characters of a flagged text that a report shows."""


class Basis(StrEnum):
    """What a field of a document's metadata rests on."""

    STATED = "stated"  # the document, or what it was downloaded with, says so
    GUESSED = "guessed"  # from its text: not to be shown as fact
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a document's metadata."""

    name: str
    value: object
    basis: Basis


@dataclass(frozen=True, slots=True)
class FlagReport:
    """A text that is hidden, or gives instructions."""

    kind: FlagKind
    start: int
    end: int
    """Offsets in the reader's text of the page."""

    text: str
    instructs: bool


@dataclass(frozen=True, slots=True)
class PageReport:
    """How one page fared."""

    index: int
    label: str | None
    state: str
    characters: int
    tables: int
    flags: tuple[FlagReport, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """How one document fared."""

    version: int
    document: str
    source: str
    title: str
    format: str
    language: str
    paginated: bool
    pages: int
    chunks: int
    page_states: Mapping[str, int]
    tables: int
    seconds: float
    ingested_at: str
    warnings: tuple[str, ...]
    metadata: tuple[Field, ...]
    correction_fault: str | None
    """Why the file beside it that corrects its metadata cannot be used."""

    same_as: str | None
    """The document that is served in its place, since it says the same."""

    served_for: tuple[str, ...]
    """The documents in whose place it is served."""

    replaced_by: str | None
    """The newest edition, when this is an older one."""

    replaces: tuple[str, ...]
    alike: tuple[str, ...]
    """Documents with much the same words, which are served beside it."""

    flagged: int
    """How many texts are hidden or give instructions."""

    page_reports: tuple[PageReport, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All documents, and those that could not be read."""

    documents: tuple[DocumentReport, ...]
    quarantined: tuple[Quarantined, ...]


class Kept(Protocol):
    """What is kept of documents: an index, or a shelf, which is opened sooner."""

    @property
    def catalogue(self) -> Catalogue: ...

    @property
    def surveys(self) -> Surveys: ...

    @property
    def corrections(self) -> Corrections: ...


def library(index: Kept) -> Library:
    """The report of everything in the index, documents by name."""
    infos = [*index.catalogue.documents(), *index.catalogue.set_aside()]
    reads = index.surveys.page_reads()
    related = _related(infos, index.surveys.alike())
    faults = index.corrections.faults()
    return Library(
        documents=tuple(
            _report(info, reads.get(info.version, ()), related, faults.get(info.document))
            for info in sorted(infos, key=lambda info: (info.document, info.version))
        ),
        quarantined=tuple(index.catalogue.quarantined()),
    )


@dataclass(frozen=True, slots=True)
class _Related:
    """How documents belong together, by their versions."""

    names: Mapping[int, str]
    same: Mapping[int, int]
    replaced_by: Mapping[int, int]
    alike: Mapping[int, Sequence[int]]

    def name(self, version: int | None) -> str | None:
        return None if version is None else self.names[version]

    def pointing(self, at: int, links: Mapping[int, int]) -> tuple[str, ...]:
        return tuple(sorted(self.names[one] for one, other in links.items() if other == at))


def _related(infos: Sequence[DocumentInfo], alike: Sequence[Alike]) -> _Related:
    same = same_as(infos, alike)
    served = [
        Served(one.version, one.document, one.source, one.title, one.language, one.metadata)
        for one in infos
        if one.version not in same
    ]
    return _Related(
        names={one.version: one.document for one in infos},
        same=same,
        replaced_by=successors(served, alike),
        alike=links(alike, same),
    )


def _report(
    info: DocumentInfo, reads: Sequence[PageRead], related: _Related, fault: str | None
) -> DocumentReport:
    pages = tuple(_page(read) for read in reads)
    version = info.version
    return DocumentReport(
        version=version,
        document=info.document,
        source=info.source,
        title=info.title,
        format=info.format,
        language=info.language.value,
        paginated=info.paginated,
        pages=info.pages,
        chunks=info.chunks,
        page_states=dict(Counter(page.state for page in pages)),
        tables=sum(page.tables for page in pages),
        seconds=info.seconds,
        ingested_at=info.ingested_at,
        warnings=info.warnings,
        metadata=tuple(_fields(info)),
        correction_fault=fault,
        same_as=related.name(related.same.get(version)),
        served_for=related.pointing(version, related.same),
        replaced_by=related.name(related.replaced_by.get(version)),
        replaces=related.pointing(version, related.replaced_by),
        alike=tuple(sorted(related.names[other] for other in related.alike.get(version, ()))),
        flagged=sum(len(page.flags) for page in pages),
        page_reports=pages,
    )


def _page(read: PageRead) -> PageReport:
    return PageReport(
        index=read.index,
        label=read.label,
        state=read.state,
        characters=read.characters,
        tables=read.tables,
        flags=tuple(
            FlagReport(
                flag.kind,
                flag.start,
                flag.end,
                read.raw[flag.start : flag.end][:_LONGEST],
                flag.instructs,
            )
            for flag in read.flags
        ),
    )


def _fields(info: DocumentInfo) -> Iterator[Field]:
    """The known fields in the order that they are documented in, then any others."""
    said = dict(info.metadata)
    guessed, corrected = said.pop("guessed", {}), said.pop("corrected", [])
    guesses = guessed if isinstance(guessed, Mapping) else {}
    by_hand = frozenset(corrected if isinstance(corrected, list) else [])
    values = {"title": info.title, **guesses, "language": info.language.value, **said}
    for name in dict.fromkeys((*FIELDS, *values)):
        if name in by_hand:
            yield Field(name, values.get(name), Basis.CORRECTED)
        elif name in values:
            is_guess = name in guesses or (name == "language" and name not in said)
            yield Field(name, values[name], Basis.GUESSED if is_guess else Basis.STATED)
