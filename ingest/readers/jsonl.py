"""JSON lines: one document a line."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

from pydantic import (
    BaseModel,
    Field,
    JsonValue,
    StringConstraints,
    ValidationError,
    field_validator,
)

from ingest.errors import Unreadable
from ingest.readers.blocks import Block, page_of
from ingest.readers.metadata import FIELDS, known_fields, text_of
from ingest.types import RawDocument

MAX_LINE_BYTES = 50_000_000

_CURE = 'write {"id": …, "title": …, "text": …, "language": null, "metadata": {}} on one line'


class _DocumentLine(BaseModel, frozen=True, extra="forbid", strict=True):
    id: Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f]*$")]
    title: str | None = None
    text: str
    language: Literal["zh", "en"] | None = None
    metadata: dict[str, JsonValue] = Field(default_factory=dict)

    @field_validator("metadata")
    @classmethod
    def _storable(cls, value: dict[str, JsonValue]) -> dict[str, JsonValue]:
        try:
            written = json.dumps(value, allow_nan=False)
        except ValueError:
            raise ValueError("holds a number that is not finite") from None
        if "\\u0000" in written:
            raise ValueError("holds a zero character")
        return value


def read_jsonl(path: Path) -> Iterator[RawDocument | Unreadable]:
    """Read each line `{"id", "title", "text", "language", "metadata"}` as a document.

    Only `id` and `text` must be there. The language goes to the metadata. Paragraphs are the
    text's lines. Blank lines are skipped.

    Yields:
        For each other line, in order, its document, or an `Unreadable` whose source is
        `file.jsonl line 17`: a bad line stops none of the others. Of lines with the same id the
        first is the document.

    Raises:
        Unreadable: the file as a whole is empty or is not JSON lines.
    """
    first_lines: dict[str, int] = {}
    empty = True
    with path.open("rb") as stream:
        for number, line in enumerate(_lines(stream), start=1):
            source = f"{path.name} line {number}"
            if line is None:
                empty = False
                yield Unreadable(
                    source,
                    f"it is longer than {MAX_LINE_BYTES // 1_000_000} MB",
                    "split its document into several",
                )
                continue
            content = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
            if not content:
                continue
            if empty:
                _check_first(content, source=path.name)
                empty = False
            yield _document(content, source=source, number=number, first_lines=first_lines)
    if empty:
        raise Unreadable(path.name, "it is empty", _CURE)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The stream's lines; None for one that is longer than `MAX_LINE_BYTES`."""
    while line := stream.readline(MAX_LINE_BYTES):
        if len(line) < MAX_LINE_BYTES or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
            pass
        yield None


def _check_first(content: bytes, *, source: str) -> None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(source, "it is UTF-16 text", "save it as UTF-8 and ingest that")
    if content.startswith(b"["):
        raise Unreadable(source, "it is a JSON array, not JSON lines", _CURE)


def _document(
    content: bytes, *, source: str, number: int, first_lines: dict[str, int]
) -> RawDocument | Unreadable:
    try:
        line = _DocumentLine.model_validate_json(content)
    except ValidationError as error:
        return Unreadable(source, _reason(error), _CURE)
    page = page_of(Block(text) for text in line.text.splitlines())
    if not page.text:
        return Unreadable(source, "its text is empty", "give it a text or take the line out")
    first = first_lines.setdefault(line.id, number)
    if first != number:
        return Unreadable(
            source, f"its id {line.id!r} was given on line {first}", "give each line its own id"
        )

    known = known_fields(
        {key: value for key, value in line.metadata.items() if key in FIELDS}, where="metadata"
    )
    others = {key: value for key, value in line.metadata.items() if key not in FIELDS}
    language = {} if line.language is None else {"language": line.language}
    return RawDocument(
        (page,),
        paginated=False,
        title=text_of(line.title) or known.title,
        metadata={**others, **known.metadata, **language},
        id=line.id,
        warnings=known.warnings,
    )


def _reason(error: ValidationError) -> str:
    reasons = []
    for detail in error.errors(include_url=False, include_input=False)[:3]:
        field = ".".join(str(part)[:40] for part in detail["loc"])
        match detail["type"]:
            case "json_invalid":
                # Each line is parsed by itself, so the parser's own line number is always 1.
                what = detail["ctx"]["error"].replace("at line 1 column", "at column")
                reasons.append(f"it is not valid JSON ({what})")
            case "model_type":
                reasons.append("it is not a JSON object")
            case "missing":
                reasons.append(f"{field!r} is missing")
            case "extra_forbidden":
                reasons.append(f"{field!r} is not a known field")
            case _:
                # "Input should be …", "String should have …", "Value error, holds …"
                message = re.sub(r"^(?:Input|String|Value error,) ", "", detail["msg"])
                reasons.append(f"{field!r} {message}")
    return ", ".join(reasons)
