"""Text that every database, engine and screen can take.

Zero characters end a string in SQLite's functions and are refused by PostgreSQL; half a surrogate
pair (from a damaged PDF or a file name that is not UTF-8) cannot be written as UTF-8 at all.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ingest.types import RawDocument, RawPage

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with U+FFFD for each character that cannot be stored, so that offsets hold."""
    return _UNSTORABLE.sub("\ufffd", text)


def storable_document(raw: RawDocument) -> RawDocument:
    """The document with all of its texts storable."""
    return replace(storable_description(raw), pages=tuple(map(storable_page, raw.pages)))


def storable_page(page: RawPage) -> RawPage:
    """The page with its text and label storable."""
    label = None if page.label is None else storable(page.label)
    return replace(page, text=storable(page.text), label=label)


def storable_description(raw: RawDocument) -> RawDocument:
    """The document with what is said of it storable, its pages as they are."""
    return replace(
        raw,
        title=None if raw.title is None else storable(raw.title),
        metadata=_value(raw.metadata),
        warnings=tuple(storable(warning) for warning in raw.warnings),
    )


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(str(key)): _value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    return value
