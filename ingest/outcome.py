"""What became of a document, and how far an ingest is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ingest.types import PageState


class State(StrEnum):
    """What became of a document."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"
    CORRECTED = "corrected"
    """Unchanged, but otherwise corrected by the file beside it, or by another served for it."""

    GONE = "gone"
    """Its file is not there any more."""

    SKIPPED = "skipped"
    """A file in an ingested folder whose format is not read."""

    REPAIRED = "repaired"
    """No document: what an earlier run had left, or an engine had lost, was put right."""

    WAITING = "waiting"
    """No document: vectors could not be made; until they are, keywords find what lacks them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One document, or one skipped file, in the ingest report."""

    source: str
    state: State
    pages: int = 0
    chunks: int = 0
    page_states: tuple[PageState, ...] = ()
    warnings: tuple[str, ...] = ()
    reason: str | None = None
    cure: str | None = None
    seconds: float = 0.0


class Step(NamedTuple):
    """How far an ingest is."""

    unit: str
    """`file` while files are read, `chunk` while vectors are made."""

    done: int
    total: int
    name: str = ""
    """The file that was last read."""


Progress = Callable[[Step], None]


def counted(number: int, unit: str) -> str:
    """A number of things, such as `1 chunk` and `2 chunks`."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
