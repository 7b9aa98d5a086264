"""What goes between an ingest and its workers."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ingest.prepare import Job


@dataclass(frozen=True, slots=True)
class Order:
    """Prepare a file; the rows of its pages go to the spool file."""

    job: Job
    spool: Path
    parts: tuple[Path, ...] = ()
    """Where its pages are that were read already, all of them or none."""


@dataclass(frozen=True, slots=True)
class PartOrder:
    """Read some pages of a PDF into a file: part `number`, from 0, of as many parts."""

    job: Job
    number: int
    count: int
    file: Path


class Began(NamedTuple):
    """A page is being worked on."""

    document: str
    page: int
    """Its index."""


class Done(NamedTuple):
    """The file is prepared: all its documents were sent."""


class Failed(NamedTuple):
    """A part cannot be read by itself."""


class TooLarge(NamedTuple):
    """The file asks for more memory than a worker may take."""


class Full(NamedTuple):
    """The spool file cannot be written."""

    reason: str
