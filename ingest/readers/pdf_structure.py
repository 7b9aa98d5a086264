"""What a PDF says of itself beside its text, and repair of files that pdfium refuses.

pypdf reads more of a damaged file than pdfium does, but its text is slower and holds radicals where
characters were typed, so text comes from pdfium.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, TypeVar

import pypdf

from ingest.readers.metadata import FIELDS, known_fields, language_of

_EARLIEST_YEAR = 1990
_REPEATABLE = {"market": "markets", "sector": "sectors"}
_NOBODY = re.compile(r"anonymous|unknown|user|admin(istrator)?|author|owner", re.IGNORECASE)
_MACHINE_TITLE = re.compile(
    r"\.(docx?|indd|pptx?|xlsx?|pdf|tex|html?)$|^(untitled|無標題)", re.IGNORECASE
)
_BROWSER = re.compile(r"Skia/PDF|wkhtmltopdf|Chrome|Firefox", re.IGNORECASE)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Structure:
    """What a PDF says of itself."""

    title: str | None = None
    labels: tuple[str, ...] = ()
    """One for each page, or none at all where the file declares none."""

    outline: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    """For each page index, the outline's headings on it with their levels from 1."""

    metadata: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_structure(data: bytes) -> Structure:
    """What pypdf can read of it, and a warning for what it cannot: no text depends on it."""
    warnings: list[str] = []

    def attempt(what: str, read: Callable[[], _T], otherwise: _T) -> _T:
        try:
            return read()
        except Exception as error:
            # An untrusted file can make pypdf raise anything at all.
            warnings.append(f"its {what} could not be read ({type(error).__name__})")
            return otherwise

    reader = attempt("properties", lambda: _open(data), None)
    if reader is None:
        return Structure(warnings=tuple(warnings))
    known = known_fields(
        attempt("properties", lambda: _properties(reader), {}), where="the properties"
    )
    return Structure(
        title=known.title,
        labels=attempt("page labels", lambda: _labels(reader), ()),
        outline=attempt("outline", lambda: _outline(reader), {}),
        metadata=known.metadata,
        warnings=(*known.warnings, *warnings),
    )


def rewrite(data: bytes) -> bytes | None:
    """The file written anew, which mends most damage; None when pypdf cannot read it either."""
    try:
        rewritten = BytesIO()
        pypdf.PdfWriter(clone_from=_open(data)).write(rewritten)
        return rewritten.getvalue()
    except Exception:
        return None


def extract_texts(data: bytes) -> list[str] | None:
    """Each page's text in pypdf's own reading; None when it cannot be read."""
    try:
        return [page.extract_text() for page in _open(data).pages]
    except Exception:
        return None


def _open(data: bytes) -> pypdf.PdfReader:
    # pypdf logs every oddity it works around; what matters to a reader is in the warnings.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = pypdf.PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    return reader


def _labels(reader: pypdf.PdfReader) -> tuple[str, ...]:
    # Without this look pypdf would number the pages itself.
    return tuple(reader.page_labels) if "/PageLabels" in reader.root_object else ()


def _outline(reader: pypdf.PdfReader) -> dict[int, dict[str, int]]:
    def walk(items: Sequence[Any], level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, level + 1)
            else:
                page = reader.get_destination_page_number(item)
                if page is not None and item.title:
                    yield page, str(item.title), level

    outline: dict[int, dict[str, int]] = {}
    for page, title, level in walk(reader.outline, 1):
        outline.setdefault(page, {})[title] = level
    return outline


def _properties(reader: pypdf.PdfReader) -> dict[object, object]:
    """Title, author and date of the file, its language, and its keywords like `kind=policy`."""
    given: dict[object, object] = {"language": reader.root_object.get("/Lang")}
    information = reader.metadata
    if information is not None:
        author = str(information.author or "").strip()
        given["title"] = _plausible_title(str(information.title or ""))
        given["issuer"] = None if _NOBODY.fullmatch(author) else author
        given["issued"] = _created(information)
        given |= _from_keywords(str(information.keywords or ""))
    given["language"] = language_of(given["language"])
    return given


def _plausible_title(title: str) -> str | None:
    """None for what a program put there: a file name, a number, nothing."""
    title = " ".join(title.replace("\x00", "").split())
    has_letters = any(char.isalpha() for char in title)
    return title if has_letters and not _MACHINE_TITLE.search(title) else None


def _created(information: pypdf.DocumentInformation) -> str | None:
    """The day the file was made, as YYYY-MM-DD; None when that says nothing of its issue."""
    if _BROWSER.search(f"{information.producer} {information.creator}"):
        return None  # The day somebody printed a web page.
    try:
        created = information.creation_date
    except ValueError:
        return None
    if created is None:
        return None
    if created.tzinfo is None:
        created = created.replace(tzinfo=UTC)
    plausible = created.year >= _EARLIEST_YEAR and created <= datetime.now(UTC)
    return created.date().isoformat() if plausible else None


def _from_keywords(keywords: str) -> dict[object, object]:
    """The fields among keywords of the form `name=value`; markets and sectors may repeat."""
    found: dict[object, object] = {}
    lists: dict[object, list[str]] = {}
    for keyword in re.split(r"[,;，；]", keywords):
        name, equals, value = (part.strip() for part in keyword.partition("="))
        if not equals or not value:
            continue
        if name in _REPEATABLE:
            lists.setdefault(_REPEATABLE[name], []).append(value)
        elif name in FIELDS:
            found[name] = value
    return found | lists
