"""A file to what its reader saw, whatever its format."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from ingest.disk import is_full
from ingest.errors import Unreadable
from ingest.readers.sniff import sniff
from ingest.storable import storable_description, storable_document
from ingest.types import RawDocument

_READERS = {
    ".pdf": ("pdf", "read_pdf"),
    ".docx": ("docx", "read_docx"),
    ".pptx": ("pptx", "read_pptx"),
    ".xlsx": ("xlsx", "read_xlsx"),
    ".odt": ("odt", "read_odt"),
    ".eml": ("eml", "read_eml"),
    ".html": ("html", "read_html"),
    ".htm": ("html", "read_html"),
    ".md": ("markdown", "read_markdown"),
    ".markdown": ("markdown", "read_markdown"),
    ".txt": ("text", "read_text"),
    ".jsonl": ("jsonl", "read_jsonl"),
}
"""Each format's module beside this one, and its function. They are imported when a file is read:
their libraries take half a second, and whoever only asks needs none of them."""

SUFFIXES = (*_READERS, ".zip")
"""The suffixes of the files that are read, in lower case."""

_OFFICE = {
    ".docx": ("a Word document", "Word Document (.docx)"),
    ".pptx": ("a PowerPoint presentation", "PowerPoint Presentation (.pptx)"),
    ".xlsx": ("an Excel workbook", "Excel Workbook (.xlsx)"),
    ".odt": ("an OpenDocument text", "ODF Text (.odt)"),
    ".zip": ("a ZIP archive", "a ZIP archive (.zip)"),
}


def read(
    path: Path,
    *,
    begin: Callable[[int], bool] = lambda _: True,
    folder: Path | None = None,
    parts: Sequence[Path] = (),
) -> Iterator[RawDocument | Unreadable]:
    """Read a file: one document, many from a `.jsonl`, none from a `.zip`: see `unpack`.

    `begin` is called with the index of each page of a PDF before it is read; a page for which it
    gives False is left empty. Pages of a long PDF wait in a file in `folder`. `parts` are files
    with a PDF's pages, as `pdf.read_part` wrote them; they are not read again.

    The suffix names the format, unless the content shows another one: a PDF named `.txt` is read
    as a PDF.

    Yields:
        A `RawDocument` each, of texts that can be stored. Only a `.jsonl` yields `Unreadable`s
        among them, one for each line that is not a document, named `file.jsonl line 17`.

    Raises:
        Unreadable: the file as a whole cannot be read (`PasswordNeeded` and `NoText` among them).
            Whatever the file holds, nothing else is raised but `MemoryError`.
        OSError: the disk that holds `folder` is full.
    """
    try:
        suffix = format_of(path)
        if suffix == ".jsonl":
            yield from map(_storable, _reader(suffix)(path))
        elif suffix == ".pdf":
            pdf = _reader(suffix)(path, begin=begin, folder=folder, parts=parts)
            yield storable_description(pdf)
        elif suffix != ".zip":
            yield storable_document(_reader(suffix)(path))
    except (Unreadable, MemoryError):
        raise
    except OSError as error:
        if is_full(error):
            raise
        raise Unreadable(
            path.name,
            f"it cannot be opened ({error.strerror or error})",
            "check that it is a file that you may read",
        ) from error
    except RecursionError as error:
        raise Unreadable(
            path.name, "its parts are nested too deeply", "save it as PDF and ingest that"
        ) from error
    except Exception as error:
        # Files come from outside, and a parser may raise anything on a damaged one.
        raise Unreadable(
            path.name,
            f"reading it failed ({type(error).__name__}: {error})",
            "open it in the program that made it, save it again and ingest that",
        ) from error


def read_part(
    path: Path, file: BinaryIO, *, number: int, count: int, begin: Callable[[int], bool]
) -> None:
    """Read some pages of a PDF into a file, for `read`: part `number`, from 0, of `count` parts.

    Raises whatever a damaged file may raise; `read` may still cope with it as a whole.
    """
    pdf = import_module("ingest.readers.pdf")
    pdf.read_part(path, file, number=number, count=count, begin=begin)


def _reader(suffix: str) -> Callable[..., Any]:
    module, name = _READERS[suffix]
    reader: Callable[..., Any] = getattr(import_module(f"ingest.readers.{module}"), name)
    return reader


def _storable(raw: RawDocument | Unreadable) -> RawDocument | Unreadable:
    return raw if isinstance(raw, Unreadable) else storable_document(raw)


def format_of(path: Path) -> str:
    """The suffix of the format that a file is in, whatever its own is.

    Raises:
        Unreadable: it is in none that is read.
    """
    named = path.suffix.lower()
    found = sniff(path)
    if found is not None:
        return found
    if named in _OFFICE:
        what, form = _OFFICE[named]
        raise Unreadable(
            path.name,
            f"it is not {what}, although its name says so",
            f"save it again as {form}, or name it .txt if it is plain text",
        )
    if named not in SUFFIXES:
        raise Unreadable(
            path.name,
            f"files named {named or 'without a suffix'} are not read",
            f"save it in a format that is: {', '.join(SUFFIXES)}",
        )
    return named
