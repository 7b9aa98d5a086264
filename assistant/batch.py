"""Batches: one JSON object a line in, in order, each line good or bad by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from assistant.errors import BadBatch


class Searching(BaseModel, frozen=True, extra="forbid"):
    """A line of `advisor search --batch`."""

    id: str
    query: str


class Asking(BaseModel, frozen=True, extra="forbid"):
    """A line of `advisor ask --batch`."""

    id: str
    question: str


class Verifying(BaseModel, frozen=True, extra="forbid"):
    """A line of `advisor verify --batch`."""

    id: str
    claim: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used."""

    reason: str
    """Names the line by its number."""


LineT = TypeVar("LineT", Searching, Asking, Verifying)


def read_batch(path: Path, kind: type[LineT]) -> Iterator[tuple[int, LineT | BadLine]]:
    """Every line that is not blank, in order, with its number from 1.

    Raises `BadBatch` when the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadBatch(
            f"the batch {str(path)!r} cannot be read: give a UTF-8 file with one JSON object a line"
        ) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield number, kind.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            reason = f"{where}: {first['msg']}" if where else first["msg"]
            yield number, BadLine(f"line {number} cannot be used ({reason}): correct it")
