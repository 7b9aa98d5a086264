"""PDF files: text with a box per character, in lines in reading order."""

import pickle
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from PIL import Image

from ingest.errors import PasswordNeeded, Unreadable
from ingest.held import Held
from ingest.readers.pdf_page import read_page
from ingest.readers.pdf_pictures import listed, picture_warnings, read_pictures, without_text
from ingest.readers.pdf_structure import Structure, extract_texts, read_structure, rewrite
from ingest.readers.pdfium import open_document, page_count, page_of, render
from ingest.storable import storable_page
from ingest.types import Line, PageState, RawDocument, RawPage

Begin: TypeAlias = Callable[[int], bool]
"""Whether a page, by its index, is to be read; called before it is."""

_MOST_DAMAGED = 100
"""Pages; a broken page count may claim a million."""

_EMPTY = RawPage(text="", lines=())


def read_pdf(
    path: Path,
    *,
    begin: Begin = lambda _: True,
    folder: Path | None = None,
    parts: Sequence[Path] = (),
) -> RawDocument:
    """Read a PDF's text with a box per character, lines in reading order.

    A page for which `begin`, called with its index, gives False is left empty. Pages of a long
    document wait in a file in `folder`: see `Held`. With `parts`, the files that `read_part` wrote,
    no page is read again.

    Page labels are those the file declares, or None: `clean` looks for printed ones. Raises
    `PasswordNeeded`, `NoText` or `Unreadable`, and `OSError` when the disk is full.
    """
    data = _bytes(path)
    structure = read_structure(data)
    source = _Source(data, path.name, begin, structure, folder)
    try:
        read = _read_parts(source, parts) if parts else _read_pages(source)
    except Unreadable as unreadable:
        if isinstance(unreadable, PasswordNeeded):
            raise
        read = _read_repaired(source, unreadable)
    if not read.has_lines:
        raise without_text(path.name, read.states)
    return RawDocument(
        pages=read.pages,
        paginated=True,
        title=structure.title,
        metadata=structure.metadata,
        warnings=(*structure.warnings, *read.warnings, *picture_warnings(read.states)),
    )


def read_part(
    path: Path, file: BinaryIO, *, number: int, count: int, begin: Begin = lambda _: True
) -> None:
    """Write the pages of a PDF's part `number`, from 0, of `count` parts to a file, for `read_pdf`.

    Raises `PasswordNeeded` or `Unreadable` for a damaged file, which may be read as a whole.
    """
    with open_document(_bytes(path), path.name) as document:
        pages = page_count(document)
        damaged = 0
        for index in range(pages * number // count, pages * (number + 1) // count):
            page = _read_page(document, index, begin) if begin(index) else _EMPTY
            damaged += page is None
            if damaged > _MOST_DAMAGED:
                raise _mostly_missing(path.name, pages)
            pickle.dump(page, file, protocol=pickle.HIGHEST_PROTOCOL)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(
            path.name, f"it cannot be opened ({error.strerror})", "check the file and its rights"
        ) from error


@dataclass(frozen=True, slots=True)
class _Source:
    """A file, and how it is to be read."""

    data: bytes
    name: str
    begin: Begin
    structure: Structure
    folder: Path | None


@dataclass
class _Read:
    """Pages so far, and what was seen of them: they are not gone through again for it."""

    source: _Source
    count: int
    """How many there are to be."""

    pages: Held[RawPage] = field(init=False)
    states: list[PageState | None] = field(default_factory=list)
    has_lines: bool = False
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pages = Held(self.source.folder)

    def take(self, page: RawPage) -> None:
        """Keep a page, with what the file's structure says of it."""
        index, structure = len(self.pages), self.source.structure
        label = structure.labels[index] if len(structure.labels) == self.count else None
        lines = _outlined(page, structure.outline.get(index, {}))
        self.pages.append(
            storable_page(replace(page, label=label or None, lines=lines)), size=len(page.text)
        )
        self.states.append(page.state)
        self.has_lines = self.has_lines or bool(lines)


def _read_pages(source: _Source) -> _Read:
    with open_document(source.data, source.name) as document:
        count = page_count(document)
        pages = (
            _read_page(document, index, source.begin) if source.begin(index) else _EMPTY
            for index in range(count)
        )
        return _taken(source, pages, count)


def _read_parts(source: _Source, parts: Sequence[Path]) -> _Read:
    with open_document(source.data, source.name) as document:
        count = page_count(document)
    return _taken(source, _pages_in(parts), count)


def _pages_in(parts: Sequence[Path]) -> Iterator[RawPage | None]:
    for part in parts:
        with part.open("rb") as file:
            while True:
                try:
                    yield pickle.load(file)  # noqa: S301  written by a worker of ours
                except EOFError:
                    break


def _read_page(document: Any, index: int, begin: Begin) -> RawPage | None:
    """None where the page is damaged."""
    with page_of(document, index) as page:

        def draw(width_px: int) -> tuple[Image.Image, float]:
            begin(index)  # recognising characters is work of its own
            return render(page, width_px)

        found = read_page(page) if page else None
        return None if found is None else read_pictures(page, found, draw)


def _taken(source: _Source, pages: Iterable[RawPage | None], count: int) -> _Read:
    """The pages, of which there are to be `count`, as they were read; a damaged one is empty."""
    read = _Read(source, count)
    damaged: list[int] = []
    for index, page in enumerate(pages):
        if page is None:
            damaged.append(index + 1)
        read.take(page or _EMPTY)
        if len(damaged) > max(_MOST_DAMAGED, index / 2):
            raise _mostly_missing(source.name, count)
    if not count:
        raise Unreadable(source.name, "it has no pages", "fetch the file again")
    if damaged:
        read.warnings.append(f"damaged pages were left out: {listed(damaged)}")
    return read


def _mostly_missing(name: str, count: int) -> Unreadable:
    return Unreadable(
        name,
        f"it claims to have {count} pages and most are missing",
        "open it in a PDF viewer and save it again, or fetch it again",
    )


# ---- the file's own structure, and repair -------------------------------------------------------


def _outlined(page: RawPage, outline: Mapping[str, int]) -> tuple[Line, ...]:
    """The page's lines, those that the outline names marked as headings of its level."""
    levels = {_squeezed(title): level for title, level in outline.items()}
    if not levels:
        return page.lines
    return tuple(
        replace(line, heading=levels[text], paragraph=True)
        if (text := _squeezed(page.text[line.start : line.end])) in levels
        else line
        for line in page.lines
    )


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _read_repaired(source: _Source, unreadable: Unreadable) -> _Read:
    """Pages of a file that pdfium refuses, through pypdf; raises `unreadable` when it fails too.

    Written anew, most such files are whole; otherwise pypdf's own text serves, which has no boxes.
    """
    damaged = "the file is damaged and was repaired: compare it in a PDF viewer"
    rewritten = rewrite(source.data)
    if rewritten is not None:
        try:
            read = _read_pages(replace(source, data=rewritten))
        except Unreadable:
            pass
        else:
            read.warnings.insert(0, damaged)
            return read
    texts = extract_texts(source.data)
    if not texts:
        raise unreadable
    read = _Read(source, len(texts))
    for text in texts:
        read.take(_plain_page(text))
    read.warnings += [damaged, "its text has no places, so quotes cannot be marked on its pages"]
    return read


def _plain_page(text: str) -> RawPage:
    """A page without coordinates; a line that ends early or with a stop ends a paragraph."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    printed = text.split("\n")
    longest = max(map(len, printed))
    lines: list[Line] = []
    start, ended = 0, True
    for line in printed:
        if line.strip():
            lines.append(Line(start, start + len(line), paragraph=ended))
        ended = len(line) < 0.7 * longest or line.rstrip().endswith(("。", "！", "？"))
        start += len(line) + 1
    return RawPage(text=text, lines=tuple(lines))
