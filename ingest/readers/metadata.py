"""What a file says of itself, in the fields that the project knows."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from ingest.readers.blocks import one_line
from language.script import Language

FIELDS = (
    *("title", "kind", "markets", "sectors", "language"),
    *("issuer", "issued", "edition", "supersedes", "url"),
)

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")


class Known(NamedTuple):
    title: str | None
    metadata: dict[str, object]
    warnings: tuple[str, ...]


def known_fields(given: Mapping[object, object], *, where: str) -> Known:
    """Take what the project knows from `given`, each value in its standard form.

    Lists of text for markets and sectors, `zh` or `en` for language, `YYYY[-MM[-DD]]` for issued,
    a web address for url, text for the rest. Empty values are left out. A key that is not known
    and a value that does not fit are left out with a warning that begins with `where`.
    """
    metadata: dict[str, object] = {}
    warnings: list[str] = []
    unknown = [str(key)[:40] for key in given if key not in FIELDS]
    if unknown:
        known = ", ".join(FIELDS)
        warnings.append(f"{where} has unknown keys: {', '.join(unknown)} (known are {known})")
    for key in FIELDS:
        value = given.get(key)
        if value is None or value in ("", []):
            continue
        standard, wanted = _standard(key, value)
        if standard is None:
            warnings.append(f"{where}: {key} is not {wanted} and was left out")
        else:
            metadata[key] = standard
    title = metadata.pop("title", None)
    return Known(None if title is None else str(title), metadata, tuple(warnings))


def _standard(key: str, value: object) -> tuple[object | None, str]:
    match key:
        case "markets" | "sectors":
            return text_list(value), "a list of names"
        case "language":
            return language_of(value), "zh or en"
        case "issued":
            return date_of(value), "a date (YYYY-MM-DD)"
        case "url":
            return web_address(value), "a web address (https://…)"
        case _:
            return text_of(value), "text"


def text_of(value: object) -> str | None:
    if isinstance(value, str | int | float | date) and not isinstance(value, bool):
        return one_line(str(value)) or None
    return None


def text_list(value: object) -> list[str] | None:
    """A list of names; a single one counts as a list."""
    values = value if isinstance(value, list) else [value]
    texts = [text for item in values if (text := text_of(item)) is not None]
    return texts if texts and len(texts) == len(values) else None


def language_of(value: object) -> str | None:
    """`zh` or `en` for a language tag such as `zh-Hant-TW`; None for any other."""
    tag = re.split("[-_]", str(value).strip().lower())[0] if isinstance(value, str) else ""
    return tag if tag in set(Language) else None


def date_of(value: object) -> str | None:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as precise as the value; None for what is no date."""
    match = _DATE.match(value.isoformat() if isinstance(value, date) else str(value).strip())
    if match is None or isinstance(value, bool):
        return None
    parts = [int(part) for part in match.groups() if part is not None]
    try:
        date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        return None
    return "-".join(f"{part:02}" for part in parts)


def web_address(value: object) -> str | None:
    """The address when it is one that a browser may be sent to; None for any other."""
    text = value.strip() if isinstance(value, str) else ""
    return text if re.fullmatch(r"https?://[^\s\x00-\x20\"<>]{1,2000}", text, re.I) else None


def first_text(values: Iterable[object]) -> str | None:
    """The first that is text and not empty."""
    return next((text for value in values if (text := text_of(value)) is not None), None)


def core_properties(
    title: object, author: object, created: datetime | None
) -> tuple[str | None, dict[str, object]]:
    """Title and metadata from what Office documents of all kinds say of themselves."""
    said = {
        "issuer": text_of(author),
        "issued": None if created is None else created.date().isoformat(),
    }
    return text_of(title), {key: value for key, value in said.items() if value is not None}
